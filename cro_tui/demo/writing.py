"""Writes events into a notebook through the officer's verbs, one save an event.

Knows the verbs and the keys of records; knows nothing of Larkmoor.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import TypeVar

from cro_tui.actions import concerns, meetings, recommendations, records, referrals
from cro_tui.actions.base import NothingDone
from cro_tui.actions.capture import capture
from cro_tui.demo.event import BEGINNINGS, Event, Key
from cro_tui.model.concern import Concern
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.store.notebook import Notebook

R = TypeVar("R", bound=Record)
_MADE_BY = {"capture": Concern.KIND, "refer": Referral.KIND, "recommend": Recommendation.KIND}
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
            case "status":
                concerns.set_status(book, self._concerns(values["concerns"]), said["status"])
            case "close":
                concerns.close_all(book, self._concerns(values["concerns"]), said["disposition"], said["on"])
            case "tell":
                concerns.tell(book, self._of(Concern, key), said["how"], said["when"])
            case "acknowledge":
                referrals.acknowledge(book, self._of(Referral, key), said["when"])
            case "escalate":
                referrals.escalate(book, self._of(Referral, key), said["to"])
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
            case "approve":
                meetings.approve(book, self._of(Meeting, key))
            case _:
                records.void(book, self._of(Record, key), said["reason"])

    def _of(self, kind: type[R], key: str) -> R:
        record = self.notebook.get(self.ids[key])
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
