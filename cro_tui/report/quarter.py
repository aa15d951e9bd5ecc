"""The facts of one quarter, as procedure 4.301 of the Cambridge Police Department asks for them.

Its three mandated parts are current concerns voiced by the community, potential problems, and recommended actions;
accreditors also look for progress on what was recommended before. The quarter of a concern follows the day on which it
was heard. Pure: the notebook and a day in, `QuarterFacts` out; what the audience may not read is not in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median

from cro_tui.model.concern import Concern
from cro_tui.model.dates import previous_quarter, quarter_days, quarter_label, quarter_of
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.model.vocabulary import CLOSED, NEW
from cro_tui.report.audience import Audience, Reader
from cro_tui.report.facts import (
    Figure,
    LogLine,
    MeetingHeld,
    Potential,
    QuarterFacts,
    Recommended,
    Referred,
    SessionHeld,
    Topic,
)
from cro_tui.report.gaps import left_out, missing
from cro_tui.report.sentences import day, decisions, method, summary
from cro_tui.report.voices import Voices, voices_of
from cro_tui.store.notebook import Notebook

PRACTICES = ("police service", "police–community tension")
"""Categories that speak of the department's own practices; told as counts only."""
_RANK = {"urgent": 3, "high": 2, "normal": 1, "low": 0}


def quarter_facts(
    notebook: Notebook, quarter: str, audience: Audience, today: date, *, names_ticked: bool = False
) -> QuarterFacts:
    """The facts of *quarter* (``2026-Q4``) as *audience* may read them, drawn on *today*."""
    return _Drawing(notebook, quarter, Reader.of(notebook, audience, names_ticked=names_ticked), today).facts()


def quarters_with_records(notebook: Notebook, today: date) -> list[str]:
    """Every quarter in which something was heard, newest first; the current one always."""
    heard = {quarter_of(concern.heard) for concern in notebook.all(Concern) if concern.heard}
    met = {quarter_of(meeting.start) for meeting in notebook.all(Meeting) if meeting.start}
    this = quarter_of(today.isoformat())
    return sorted({quarter for quarter in heard | met if quarter <= this} | {this}, reverse=True)


class _Drawing:
    """One drawing of facts: the records of the quarter, and who reads them."""

    def __init__(self, notebook: Notebook, quarter: str, reader: Reader, today: date) -> None:
        self.notebook = notebook
        self.quarter = quarter
        self.before = previous_quarter(quarter)
        self.first, self.last = quarter_days(quarter)
        self.reader = reader
        self.today = today.isoformat()
        self.until = min(self.last, self.today)
        self.all = notebook.all(Concern)
        self.heard = [concern for concern in self.all if quarter_of(concern.heard) == quarter]
        self.shown = [concern for concern in self.heard if reader.shows(concern)]
        self.by_id = {concern.id: concern for concern in self.all}
        self.meetings = [one for one in notebook.all(Meeting) if self._held(one.start) and not _planned(one, today)]
        self.training = [one for one in notebook.all(Training) if self._held(one.start)]
        self.recommendations = notebook.all(Recommendation)
        self.referrals = notebook.all(Referral)

    def _held(self, start: str) -> bool:
        return bool(start) and quarter_of(start) == self.quarter and start[:10] <= self.today

    def facts(self) -> QuarterFacts:
        """All of it."""
        current = self._topics()
        potential = self._potential()
        recommended, progress = self._recommended(), self._progress()
        referrals = self._referred()
        figures = self._figures()
        categories = self._categories()
        reader = self.reader
        parts = QuarterFacts(
            quarter=self.quarter,
            label=quarter_label(self.quarter),
            first=self.first,
            last=self.last,
            day=self.today,
            audience=reader.audience,
            current=current,
            potential=potential,
            recommended=recommended,
            progress=progress,
            meetings=tuple(self._meeting(one) for one in sorted(self.meetings, key=_start) if reader.shows(one)),
            training=tuple(self._session(one) for one in sorted(self.training, key=_start) if reader.shows(one)),
            referrals=referrals,
            log=tuple(self._log_line(one) for one in sorted(self.shown, key=lambda one: (one.heard[:10], one.number))),
            figures=figures,
            categories=categories,
            practices=tuple(one for one in categories if one.label in PRACTICES),
            summary=(),
            decisions=(),
            missing=missing(self.notebook, self.heard, self.meetings, self.recommendations, self.quarter),
            left_out=left_out(self.notebook, reader, self.heard, self.meetings, self.training),
            method=(),
        )
        return replace(parts, summary=summary(parts), decisions=decisions(parts), method=method(parts, self.heard))

    # Concerns

    def _groups(self, concerns: Iterable[Concern]) -> list[tuple[Voices, list[Concern]]]:
        """Linked concerns together, with all their voices; each group once."""
        wanted = {concern.id: concern for concern in concerns}
        groups: list[tuple[Voices, list[Concern]]] = []
        seen: set[str] = set()
        for concern in wanted.values():
            if concern.id not in seen:
                voices = voices_of(concern, self.by_id.get)
                mine = [one for one in voices.concerns if one.id in wanted]
                seen.update(one.id for one in mine)
                groups.append((voices, mine))
        return groups

    def _topics(self) -> tuple[Topic, ...]:
        topics = []
        for voices, mine in self._groups(one for one in self.shown if not one.is_potential):
            lead = max(mine, key=lambda one: (_RANK.get(one.priority, 1), -_order(one)))
            topics.append(
                Topic(
                    number=lead.number,
                    summary=self.reader.text(lead.summary),
                    neighborhood=self.reader.text(lead.neighborhood or lead.place),
                    category=lead.category,
                    voices=voices.people,
                    channels=voices.channels,
                    first_heard=voices.first_heard[:10],
                    status=_status(mine, self.last),
                    informed=_informed(mine),
                    priority=lead.priority,
                    concern_id=lead.id,
                )
            )
        topics.sort(key=lambda one: (-one.voices, -_RANK.get(one.priority, 1), one.first_heard, one.number))
        return tuple(topics)

    def _potential(self) -> tuple[Potential, ...]:
        """Those heard in the quarter, and earlier ones that were still watched in it."""
        wanted = [
            one
            for one in self.all
            if one.is_potential and one.heard[:10] <= self.last and self.reader.shows(one)
            and (quarter_of(one.heard) == self.quarter or not one.closed or one.closed >= self.first)
        ]  # fmt: skip
        found = []
        for voices, mine in self._groups(wanted):
            lead = mine[0]
            channels = ", ".join(voices.channels) or "channel not noted"
            people = "1 person" if voices.people == 1 else f"{voices.people} people"
            found.append(
                Potential(
                    number=lead.number,
                    summary=self.reader.text(lead.summary),
                    rating=lead.rating or "not rated",
                    neighborhood=self.reader.text(lead.neighborhood or lead.place),
                    evidence=f"{people}; {channels}; first heard {day(voices.first_heard)}",
                    watch=lead.watch,
                    status=_status(mine, self.last),
                    concern_id=lead.id,
                )
            )
        ranks = {"evidenced": 0, "experienced": 1, "potential": 2}
        return tuple(sorted(found, key=lambda one: (ranks.get(one.rating, 3), one.watch or "9999", one.number)))

    def _log_line(self, concern: Concern) -> LogLine:
        return LogLine(
            number=concern.number,
            heard=concern.heard[:10],
            summary=self.reader.text(concern.summary),
            neighborhood=self.reader.text(concern.neighborhood),
            channel=concern.channel,
            category=concern.category,
            status=_status([concern], self.last),
            informed=_informed([concern]),
            late=concern.entered[:10] > self.last,
        )

    # What follows from them

    def _recommended(self) -> tuple[Recommended, ...]:
        """Made in the quarter, and earlier ones that nobody decided yet."""
        wanted = [
            one
            for one in self.recommendations
            if one.made and one.made <= self.last and (one.made >= self.first or (not one.decision and one.is_open))
        ]
        return tuple(self._recommendation(one) for one in sorted(wanted, key=_made) if self.reader.shows(one))

    def _progress(self) -> tuple[Recommended, ...]:
        """Recommended before the quarter: still open, or ended in it."""
        wanted = [
            one
            for one in self.recommendations
            if one.made and one.made < self.first and (one.is_open or max(one.finished, one.decided) >= self.first)
        ]
        return tuple(self._recommendation(one) for one in sorted(wanted, key=_made) if self.reader.shows(one))

    def _recommendation(self, one: Recommendation) -> Recommended:
        answered = [self.by_id[record_id] for record_id in one.answers if record_id in self.by_id]
        return Recommended(
            text=self.reader.text(one.text),
            answers=tuple(concern.number for concern in answered if self.reader.shows(concern)),
            owner=self.reader.text(one.owner),
            resources=self.reader.text(one.resources),
            made=one.made,
            due=one.due,
            state=one.outcome or one.decision or "undecided",
            obstacles=self.reader.text(one.obstacles),
            recommendation_id=one.id,
        )

    def _referred(self) -> tuple[Referred, ...]:
        found = []
        for referral in self.referrals:
            concern = self.by_id.get(referral.of)
            answered = referral.replied or (referral.acknowledged if not referral.is_open else "")
            in_quarter = self.first <= referral.sent <= self.last or self.first <= answered <= self.last
            waiting = referral.is_open and referral.sent <= self.last
            if not (in_quarter or waiting) or not self.reader.shows(referral):
                continue
            if concern is not None and not self.reader.shows(concern):
                continue
            found.append(
                Referred(
                    number=concern.number if concern else "",
                    to=self.reader.text(referral.to),
                    sent=referral.sent,
                    due=referral.due,
                    answered=answered,
                    days=_days(referral.sent, answered),
                    outcome=referral.outcome or ("answered" if referral.reply else "waiting"),
                    overdue=referral.is_open and bool(referral.due) and referral.due < self.until,
                )
            )
        return tuple(sorted(found, key=lambda one: (one.sent, one.number)))

    def _meeting(self, meeting: Meeting) -> MeetingHeld:
        actions = meeting.actions
        return MeetingHeld(
            date=meeting.start[:10],
            body=self.reader.text(meeting.body),
            kind=meeting.kind,
            place=self.reader.text(meeting.place),
            organized=meeting.organized,
            headcount=meeting.headcount,
            concerns=sum(1 for entry in meeting.entries if entry.get("kind") == "concern"),
            actions_open=sum(1 for action in actions if action.is_open),
            actions=len(actions),
            minutes=meeting.minutes_status or "draft",
        )

    def _session(self, session: Training) -> SessionHeld:
        return SessionHeld(
            date=session.start[:10],
            title=self.reader.text(session.title),
            kind=session.kind,
            hours=session.shown("hours"),
            people=len(session.roster),
            person_hours=f"{person_hours(session).normalize():f}",
        )

    # Figures

    def _figures(self) -> tuple[Figure, ...]:
        now, before = self._counts(self.quarter), self._counts(self.before)
        return tuple(Figure(label, count, before[label]) for label, count in now.items())

    def _counts(self, quarter: str) -> dict[str, int]:
        first, last = quarter_days(quarter)
        heard = [one for one in self.all if quarter_of(one.heard) == quarter]
        meetings = [
            one
            for one in self.notebook.all(Meeting)
            if first <= one.start[:10] <= last and one.start[:10] <= self.today
        ]
        sessions = [
            one
            for one in self.notebook.all(Training)
            if first <= one.start[:10] <= last and one.start[:10] <= self.today
        ]
        return {
            "Concerns heard": len(heard),
            "Closed in the quarter": sum(1 for one in self.all if one.closed and first <= one.closed <= last),
            "Open at its end": sum(
                1 for one in self.all if one.heard[:10] <= last and (one.is_open or (one.closed and one.closed > last))
            ),
            "Residents told": sum(1 for one in self.all if one.told and first <= one.told[:10] <= last),
            "Meetings": len(meetings),
            "People at meetings": sum(one.headcount or len(one.attendance) for one in meetings),
            "Training sessions": len(sessions),
            "Referrals sent": sum(1 for one in self.referrals if first <= one.sent <= last),
        }

    def _categories(self) -> tuple[Figure, ...]:
        now = Counter(one.category or "no category" for one in self.heard)
        before = Counter(one.category or "no category" for one in self.all if quarter_of(one.heard) == self.before)
        return tuple(
            Figure(category, count, before[category])
            for category, count in sorted(now.items(), key=lambda one: (-one[1], one[0]))
        )


def person_hours(session: Training) -> Decimal:
    """Hours of everybody on the roster; whoever has none of his own has the session's."""
    hours = Decimal(0)
    for row in session.roster:
        own = row.get("hours")
        hours += Decimal(own) if own is not None else session.hours or Decimal(0)
    return hours


def response_days(referrals: Iterable[Referred]) -> float | None:
    """The median of the days in which referrals were answered, or None where none was."""
    days = [one.days for one in referrals if one.days is not None]
    return median(days) if days else None


def _planned(meeting: Meeting, today: date) -> bool:
    """Still to come today or never opened: not a meeting that was held."""
    return meeting.start[:10] == today.isoformat() and not (meeting.called_to_order or meeting.entries)


def _start(one: Record) -> str:
    return str(one.values.get("start") or "")


def _made(one: Recommendation) -> tuple[str, str]:
    return one.made, one.id


def _order(concern: Concern) -> int:
    return int(concern.heard[:10].replace("-", "") or 0)


def _status(concerns: list[Concern], last: str) -> str:
    """The status of one, or of several together; one that was closed after the quarter says when."""
    open_ones = [one for one in concerns if one.is_open]
    if len(concerns) == 1:
        (one,) = concerns
        if not one.is_open:
            return f"{CLOSED}: {one.disposition}" if one.disposition else CLOSED
        return one.status or NEW
    if not open_ones:
        return CLOSED
    lead = max(open_ones, key=lambda one: one.changed.at)
    return (
        lead.status if len(open_ones) == len(concerns) else f"{lead.status} ({len(open_ones)} of {len(concerns)} open)"
    )


def _informed(concerns: list[Concern]) -> str:
    reachable = [one for one in concerns if not one.anonymous]
    told = [one for one in reachable if one.told]
    if not reachable:
        return "anonymous"
    if len(reachable) == 1:
        return f"yes, {told[0].told[:10]}" if told else "no"
    return f"{len(told)} of {len(reachable)}"


def _days(sent: str, answered: str) -> int | None:
    if not (sent and answered):
        return None
    return max(0, (date.fromisoformat(answered[:10]) - date.fromisoformat(sent[:10])).days)
