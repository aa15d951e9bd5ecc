"""The facts of one quarter, as procedure 4.301 of the Cambridge Police Department asks for them.

Its three mandated parts are current concerns voiced by the community, potential problems, and recommended actions;
accreditors also look for progress on what was recommended before. The quarter of a concern follows the day on which it
was heard. Pure: the notebook and a day in, `QuarterFacts` out; what the audience may not read is not in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from statistics import median
from typing import TypeVar

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Interaction
from cro_tui.model.meeting import Meeting
from cro_tui.model.quarters import previous_quarter, quarter_label, quarter_of
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.report.audience import Audience, Reader, strictest
from cro_tui.report.facts import (
    LogLine,
    MeetingHeld,
    Potential,
    QuarterFacts,
    Recommended,
    Referred,
    SessionHeld,
    Topic,
)
from cro_tui.report.figures import by_category, key_figures, leading, speaks_of_the_department
from cro_tui.report.gaps import Drawn, left_out, missing
from cro_tui.report.period import Period, reply_due
from cro_tui.report.sentences import counted, day, decisions, method, summary
from cro_tui.report.standing import days_between, informed, status_of
from cro_tui.report.voices import Voices, voices_of
from cro_tui.store.notebook import Notebook

R = TypeVar("R", bound=Record)
_RATINGS = {"evidenced": 0, "experienced": 1, "potential": 2}


def quarter_facts(
    notebook: Notebook, quarter: str, audience: Audience, today: date, *, names_ticked: bool = False
) -> QuarterFacts:
    """The facts of *quarter* (``2026-Q4``) as *audience* may read them, drawn on *today*."""
    return _Drawing(notebook, quarter, Reader.of(notebook, audience, names_ticked=names_ticked), today).facts()


def quarters_with_records(notebook: Notebook, today: date) -> list[str]:
    """Every quarter in which something was heard, newest first; the current one always."""
    days = [concern.day for concern in notebook.all(Concern)]
    days += [meeting.day for meeting in notebook.all(Meeting)]
    this = quarter_of(today.isoformat())
    return sorted({quarter for quarter in map(quarter_of, days) if quarter <= this} | {this}, reverse=True)


class _Drawing:
    """One drawing of facts: the records of the quarter, and who reads them."""

    def __init__(self, notebook: Notebook, quarter: str, reader: Reader, today: date) -> None:
        self.notebook = notebook
        self.settings = notebook.settings
        self.reader = reader
        of_quarter = partial(Period, today=today.isoformat(), due_days=self.settings.intervals.report_due_days)
        self.period, self.before = of_quarter(quarter), of_quarter(previous_quarter(quarter))
        self.all = notebook.all(Concern)
        self.by_id = {concern.id: concern for concern in self.all}
        self.meetings = notebook.all(Meeting)
        self.training = notebook.all(Training)
        self.referrals = [one for one in notebook.all(Referral) if not self._is_voided(one.of)]
        self.drawn = self._drawn()
        self._voices: dict[str, Voices] = {}

    def _is_voided(self, record_id: str) -> bool:
        record = self.notebook.get(record_id)
        return record is not None and record.is_voided

    def _drawn(self) -> Drawn:
        period = self.period
        recommendations = self.notebook.all(Recommendation)
        return Drawn(
            heard=[one for one in self.all if period.heard(one) or period.carries(one)],
            watched=[one for one in self.all if period.watched(one)],
            not_told=[one for one in self.all if period.closed(one) and one.closed_not_told],
            meetings=sorted((one for one in self.meetings if period.met(one)), key=_start),
            unconfirmed=[one for one in self.meetings if period.unconfirmed(one)],
            training=sorted((one for one in self.training if period.trained(one)), key=_start),
            recommended=sorted((one for one in recommendations if period.recommended(one)), key=_made),
            carried_forward=sorted((one for one in recommendations if period.carried_forward(one)), key=_made),
            referrals=[one for one in self.referrals if period.referred(one)],
        )

    def _shown(self, records: Iterable[R]) -> list[R]:
        return [one for one in records if self.reader.shows(one)]

    def facts(self) -> QuarterFacts:
        """All of it."""
        drawn, period = self.drawn, self.period
        categories = by_category(period, self.before, self.all)
        parts = QuarterFacts(
            quarter=period.quarter,
            label=quarter_label(period.quarter),
            first=period.first,
            last=period.last,
            day=period.today,
            audience=self.reader.audience,
            since=self._since(),
            current=self._topics(),
            potential=self._potential(),
            recommended=tuple(map(self._recommendation, self._shown(drawn.recommended))),
            progress=tuple(map(self._recommendation, self._shown(drawn.carried_forward))),
            meetings=tuple(map(self._meeting, self._shown(drawn.meetings))),
            training=tuple(map(self._session, self._shown(drawn.training))),
            referrals=self._referred(),
            log=tuple(map(self._log_line, sorted(self._shown(drawn.heard), key=lambda one: (one.day, one.number)))),
            figures=key_figures(period, self.before, self.all, self.meetings, self.training, self.referrals),
            categories=tuple(one for one in categories if one.now),
            leading=leading(categories),
            practices=tuple(one for one in categories if speaks_of_the_department(one.label)),
            summary=(),
            decisions=(),
            missing=missing(drawn, self.settings.department),
            left_out=left_out(self.reader, drawn),
            method=(),
        )
        late = sum(1 for one in drawn.heard if period.heard(one) and period.is_late(one))
        carried = sum(1 for one in drawn.heard if not period.heard(one))
        return replace(
            parts,
            summary=summary(parts, earlier=self._unseen(drawn.carried_forward), watched=self._unseen(drawn.watched)),
            decisions=decisions(parts),
            method=method(parts, late=late, carried=carried),
        )

    def _since(self) -> str:
        """The day of the earliest record up to the quarter's end; late entries count with the day they are about."""
        recorded: tuple[Sequence[Record], ...] = (
            self.all,
            self.meetings,
            self.training,
            self.referrals,
            self.notebook.all(Recommendation),
            self.notebook.all(Interaction),
        )
        days = (one.day for records in recorded for one in records)
        return min((day for day in days if "" < day <= self.period.last), default="")

    def _unseen(self, records: Sequence[Record]) -> int:
        return sum(1 for one in records if not self.reader.shows(one))

    # Concerns

    def _groups(self, concerns: Iterable[Concern]) -> list[tuple[Voices, list[Concern]]]:
        """Linked concerns together, with all their voices up to the quarter's end; each group once."""
        wanted = {concern.id: concern for concern in concerns}
        groups: list[tuple[Voices, list[Concern]]] = []
        seen: set[str] = set()
        for concern in wanted.values():
            if concern.id not in seen:
                voices = self._voices_of(concern)
                mine = [one for one in voices.concerns if one.id in wanted]
                seen.update(one.id for one in mine)
                groups.append((voices, mine))
        return groups

    def _voices_of(self, concern: Concern) -> Voices:
        if concern.id not in self._voices:
            voices = voices_of(concern, self.by_id.get).until(self.period.last)
            self._voices.update((one.id, voices) for one in voices.concerns)
        return self._voices[concern.id]

    def _topics(self) -> tuple[Topic, ...]:
        """What was voiced in the quarter; a topic that goes on keeps its number from one report to the next."""
        topics = []
        for voices, mine in self._groups(one for one in self._shown(self.drawn.heard) if not one.is_potential):
            told = self._shown(voices.concerns)
            lead = min(told, key=self._names_topic)
            topics.append(
                Topic(
                    number=lead.number,
                    summary=self.reader.text(lead.summary),
                    neighborhood=self.reader.text(lead.neighborhood or lead.place),
                    category=lead.category,
                    voices=voices.people,
                    channels=voices.channels,
                    first_heard=voices.first_heard[:10],
                    status=self._status(told),
                    informed=informed(voices.concerns),
                    priority=max((one.priority for one in mine), key=self._rank),
                    concern_id=lead.id,
                )
            )
        topics.sort(key=lambda one: (-one.voices, -self._rank(one.priority), one.first_heard, one.number))
        return tuple(topics)

    def _names_topic(self, concern: Concern) -> tuple[bool, bool, int, str, str]:
        """Sorts first what a topic is called after: nothing told in confidence, the most pressing, the first heard."""
        confidential = strictest(concern) == "restricted"
        return confidential, concern.is_potential, -self._rank(concern.priority), concern.day, concern.id

    def _potential(self) -> tuple[Potential, ...]:
        """Those heard in the quarter, and earlier ones that were still watched in it; the best evidenced first."""
        found = []
        for voices, mine in self._groups(self._shown(self.drawn.watched)):
            lead = min(mine, key=lambda one: (_gravity(one.rating), -self._rank(one.priority), one.day, one.id))
            channels = ", ".join(voices.channels) or "channel not noted"
            people = counted(voices.people, "person", "people")
            found.append(
                Potential(
                    number=lead.number,
                    summary=self.reader.text(lead.summary),
                    rating=lead.rating or "not rated",
                    neighborhood=self.reader.text(lead.neighborhood or lead.place),
                    evidence=f"{people}; {channels}; first heard {day(voices.first_heard)}",
                    watch=min((one.watch for one in mine if one.watch and one.is_open), default=lead.watch),
                    status=self._status(mine),
                    concern_id=lead.id,
                )
            )
        return tuple(sorted(found, key=lambda one: (_gravity(one.rating), one.watch or "9999", one.number)))

    def _log_line(self, concern: Concern) -> LogLine:
        return LogLine(
            number=concern.number,
            heard=concern.day,
            summary=self.reader.text(concern.summary),
            neighborhood=self.reader.text(concern.neighborhood),
            channel=concern.channel,
            category=concern.category,
            status=self._status([concern]),
            informed=informed([concern]),
            late=self.period.is_late(concern),
        )

    def _status(self, concerns: Sequence[Concern]) -> str:
        return status_of(concerns, self.period.last, self.settings.words.statuses)

    def _rank(self, priority: str) -> int:
        """Higher for what is more pressing, in the department's own order; what names none is normal."""
        order = self.settings.words.priorities
        return order.index(priority) if priority in order else order.index("normal") if "normal" in order else 0

    # What follows from them

    def _recommendation(self, one: Recommendation) -> Recommended:
        answered = [self.by_id[record_id] for record_id in one.answers if record_id in self.by_id]
        return Recommended(
            text=self.reader.text(one.text),
            answers=tuple(concern.number for concern in answered if self.reader.shows(concern)),
            owner=self.reader.text(one.owner),
            resources=self.reader.text(one.resources),
            made=one.day,
            due=one.due,
            state=one.outcome or one.decision or "undecided",
            obstacles=self.reader.text(one.obstacles),
            recommendation_id=one.id,
        )

    def _referred(self) -> tuple[Referred, ...]:
        found = []
        for referral in self._shown(self.drawn.referrals):
            concern = self.by_id.get(referral.of)
            if concern is not None and not self.reader.shows(concern):
                continue
            due = reply_due(referral, self.settings.intervals.referral_reply_days)
            found.append(
                Referred(
                    number=concern.number if concern else "",
                    to=self.reader.text(referral.to),
                    sent=referral.day,
                    due=due,
                    answered=referral.replied,
                    days=days_between(referral.day, referral.replied),
                    outcome=referral.outcome or ("answered" if referral.reply else "waiting"),
                    overdue=referral.is_open and "" < due < self.period.today,
                )
            )
        return tuple(sorted(found, key=lambda one: (one.sent, one.number)))

    # What was done

    def _meeting(self, meeting: Meeting) -> MeetingHeld:
        actions = meeting.actions
        return MeetingHeld(
            date=meeting.start[:10],
            body=self.reader.text(meeting.body),
            kind=meeting.kind,
            place=self.reader.text(meeting.place),
            organized=meeting.organized,
            headcount=meeting.headcount,
            concerns=self._voiced_at(meeting),
            actions_open=sum(1 for action in actions if action.is_open),
            actions=len(actions),
            minutes=meeting.minutes_status or "draft",
        )

    def _voiced_at(self, meeting: Meeting) -> int:
        """Concerns of its minutes, and those captured beside them while it went on."""
        lines = [str(entry.get("concern") or "") for entry in meeting.entries if entry.get("kind") == "concern"]
        tracked = {*meeting.links, *lines} & self.by_id.keys()
        return len(tracked) + lines.count("")

    def _session(self, session: Training) -> SessionHeld:
        return SessionHeld(
            date=session.start[:10],
            title=self.reader.text(session.title),
            kind=session.kind,
            hours=session.shown("hours"),
            people=len(session.roster),
            person_hours=f"{person_hours(session).normalize():f}",
        )


def person_hours(session: Training) -> Decimal:
    """Hours of everybody on the roster; whoever has none of his own has the session's."""
    hours = Decimal(0)
    for row in session.roster:
        own = row.get("hours")
        hours += Decimal(str(own)) if own is not None else session.hours or Decimal(0)
    return hours


def response_days(referrals: Iterable[Referred]) -> float | None:
    """The median of the days in which referrals were answered, or None where none was."""
    days = [one.days for one in referrals if one.days is not None]
    return median(days) if days else None


def _gravity(rating: str) -> int:
    return _RATINGS.get(rating, len(_RATINGS))


def _start(one: Record) -> str:
    return str(one.values.get("start") or "")


def _made(one: Recommendation) -> tuple[str, str]:
    return one.day, one.id
