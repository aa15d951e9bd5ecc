"""Writes events into a notebook through the officer's verbs, one save an event.

Knows the verbs and the keys of records; knows nothing of Larkmoor.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from cro_tui.actions import concerns, meetings, programs, recommendations, records, referrals, surveys
from cro_tui.actions.base import NothingDone
from cro_tui.actions.capture import capture
from cro_tui.actions.unanswered import waiting_for
from cro_tui.demo.event import BEGINNINGS, Event, Key
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Organization
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.meeting import Meeting
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.referral import NO_REPLY, WITHDRAWN, Recommendation, Referral
from cro_tui.model.survey import Survey
from cro_tui.model.telling import TOLD
from cro_tui.report.surveying import responses_of
from cro_tui.store.notebook import Notebook

R = TypeVar("R", bound=Record)
_MADE_BY = {"capture": Concern.KIND, "refer": Referral.KIND, "recommend": Recommendation.KIND}
_PATIENCE = 14
"""Days after which an answer that did not come is given up; before, the question is withdrawn."""
ZONE = timezone(timedelta(hours=-5))
"""Larkmoor's time, without summer time: the same on every machine."""


class Clock:
    """The clock on the wall of the officer's room: it stands at the event that is being written."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now.replace(tzinfo=ZONE)


class Dice:
    """Random bytes that are the same every time."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def __call__(self, count: int) -> bytes:
        return self._random.randbytes(count)


class Pen:
    """Writes events in order, and remembers which record each key means."""

    def __init__(self, notebook: Notebook, clock: Clock) -> None:
        self.notebook = notebook
        self.clock = clock
        self.ids: dict[str, str] = {}

    def write(self, event: Event) -> None:
        """One event, at its moment. An event that says nothing new is left out."""
        self.clock.now = event.at
        values = {name: self._plain(value) for name, value in event.values.items()}
        try:
            self._begin(event, values) if event.verb in BEGINNINGS else self._go_on(event, values)
        except NothingDone:
            return

    def _begin(self, event: Event, values: dict[str, object]) -> None:
        book = self.notebook
        if event.verb == "capture":
            line = str(values.pop("line"))
            linked = (self._of(Concern, event.about),) if event.about else ()
            done = capture(book, line, more=values, linked=linked)
        elif event.verb == "refer":
            to = str(values.pop("to"))
            done = concerns.refer(book, self._of(Concern, event.about), to, values)
        elif event.verb == "recommend":
            text = str(values.pop("text"))
            done = recommendations.recommend(book, text, self._concerns(values.pop("answers")), values)
        else:
            done = records.create(book, BY_KIND[event.kind], values)
        made = BY_KIND[event.kind or _MADE_BY[event.verb]]
        self.ids[event.key] = next(one.id for one in done.records if isinstance(one, made))

    def _go_on(self, event: Event, values: dict[str, object]) -> None:
        book, key = self.notebook, event.key
        said = {name: str(value) for name, value in values.items()}
        match event.verb:
            case "change":
                records.change(book, self._of(Record, key), values)
            case "add":
                records.change(book, self._of(Record, key), {}, added=values)
            case "status":
                concerns.set_status(book, self._concerns(values["concerns"]), said["status"])
            case "close":
                answered = [one for one in self._concerns(values["concerns"]) if self._is_answered(one)]
                concerns.close_all(book, answered, said["disposition"], said["on"])
            case "tell":
                way = {"method": said.get("method", ""), "reached": said.get("reached", TOLD)}
                concerns.tell(book, self._of(Concern, key), said["how"], said["when"], **way)
            case "send":
                referrals.send_named(book, self.ids[key], self._of(Organization, said["service"]))
            case "acknowledge":
                referrals.acknowledge(book, self._of(Referral, key), said["when"])
            case "escalate":
                referrals.escalate(book, self._of(Referral, key), said["to"], said["why"])
            case "answer":
                referrals.answer(
                    book, self._of(Referral, key), said["reply"], said["outcome"], by=said["by"], when=said["when"]
                )
            case "decide":
                recommendations.decide(book, self._of(Recommendation, key), said["decision"], said["when"])
            case "conclude":
                recommendations.conclude(
                    book, self._of(Recommendation, key), said["outcome"], said["obstacles"], when=said["when"]
                )
            case "finish":
                actions = self._of(Meeting, key).actions
                meetings.set_action(book, next(one for one in actions if one.text == said["text"]), {"status": "done"})
            case "graduate":
                programs.graduate(book, self._of(Program, key), said["day"])
            case "forms":
                surveys.take_in(book, self._of(Survey, key), _forms(event.values["forms"]))
            case "raise":
                self._raise(key, said["text"])
            case "approve":
                meetings.approve(book, self._of(Meeting, key))
            case _:
                records.void(book, self._of(Record, key), said["reason"])

    def _raise(self, key: str, text: str) -> None:
        """Makes a concern of the comment with those words."""
        for form in responses_of(self.notebook, self.ids[key]):
            for row in form.comments:
                if row.get("text") == text:
                    surveys.raise_comment(self.notebook, form, str(row["id"]))

    def _is_answered(self, concern: Concern) -> bool:
        """Whether it may be closed: what went up the chain keeps it open; other questions are given up or withdrawn."""
        for one in waiting_for(self.notebook, [concern]) if concern.is_open else ():
            if one.escalations:
                return False
            waited = (self.clock.now.date() - date.fromisoformat(one.day)).days
            referrals.end(self.notebook, one, NO_REPLY if waited > _PATIENCE else WITHDRAWN)
        return True

    def _of(self, kind: type[R], key: str) -> R:
        record = self.notebook.get(self.ids.get(key, key))
        assert isinstance(record, kind)
        return record

    def _concerns(self, ids: object) -> list[Concern]:
        assert isinstance(ids, list)
        return [concern for one in ids if (concern := self.notebook.of(Concern, one)) is not None]

    def _plain(self, value: object) -> object:
        if isinstance(value, Key):
            return self.ids[value]
        if isinstance(value, list):
            return [self._plain(one) for one in value]
        if isinstance(value, Mapping):
            return {name: self._plain(one) for name, one in value.items()}
        return value


def _forms(value: object) -> list[tuple[dict[str, str], str, str]]:
    assert isinstance(value, list)
    return value
