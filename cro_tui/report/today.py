"""What the officer owes today: due, overdue, people to call back, answers awaited, meetings to come.

Pure: the notebook's records and the day in, plain lines out. Whoever shows them masks restricted names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.dates import next_quarter, previous_quarter, quarter_days, quarter_of
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.settings import Intervals
from cro_tui.store.notebook import Notebook


@dataclass(frozen=True)
class DueLine:
    """One thing to do, with the record that it opens."""

    record: Record
    text: str
    when: str = ""
    """ISO date or moment it is about; ``""`` where it has none."""
    overdue: bool = False
    person: Contact | None = None
    """Whom to call."""


@dataclass(frozen=True)
class DueList:
    """The lines of one heading, the most urgent first."""

    heading: str
    nothing: str
    """The sentence for an empty list."""
    lines: tuple[DueLine, ...]


def due_lists(notebook: Notebook, today: date) -> list[DueList]:
    """Everything that Today shows, in the order in which it is worth reading."""
    concerns = notebook.all(Concern)
    meetings = notebook.all(Meeting)
    return [
        DueList("Due and overdue", "Nothing is due within a week.", _due(notebook, concerns, meetings, today)),
        DueList("Call back", "Nobody waits for a call.", _call_back(notebook, concerns)),
        DueList("Waiting for an answer", "No referral is open.", _awaited(notebook, today)),
        DueList("Closed, not told", "Everybody was told.", _not_told(notebook, concerns)),
        DueList("To watch", "No potential problem is due for a look.", _watched(concerns, today)),
        DueList("Next meetings", "No meeting is planned.", _coming(meetings, today)),
    ]


def _due(notebook: Notebook, concerns: list[Concern], meetings: list[Meeting], today: date) -> tuple[DueLine, ...]:
    lines = [
        _dated(concern, f"{concern.number} {concern.next_action or concern.summary}", concern.due, today)
        for concern in concerns
        if concern.is_open and concern.due
    ]
    lines += [
        _dated(meeting, f"{action.text} ({action.owner or 'nobody'}; {meeting.body})", action.due, today)
        for meeting in meetings
        for action in meeting.actions
        if action.is_open and action.due
    ]
    lines += [
        _dated(recommendation, f"Recommended: {recommendation.label}", recommendation.due, today)
        for recommendation in notebook.all(Recommendation)
        if recommendation.is_open and recommendation.due
    ]
    limit = (today + timedelta(days=7)).isoformat()
    return _sorted(line for line in lines if line.when[:10] <= limit)


def _call_back(notebook: Notebook, concerns: list[Concern]) -> tuple[DueLine, ...]:
    lines = []
    for concern in concerns:
        if concern.callback and not concern.told and not concern.anonymous:
            person = notebook.of(Contact, concern.contact) if concern.contact else None
            lines.append(DueLine(concern, f"{concern.number} {concern.summary}", concern.heard, person=person))
    return _sorted(lines)


def _awaited(notebook: Notebook, today: date) -> tuple[DueLine, ...]:
    return _sorted(
        _dated(referral, f"{referral.to}: {_about(notebook, referral)}", referral.due or referral.sent, today)
        for referral in notebook.all(Referral)
        if referral.is_open
    )


def _about(notebook: Notebook, referral: Referral) -> str:
    concern = notebook.of(Concern, referral.of)
    return f"{concern.number} {concern.summary}" if concern else "a concern that is not here"


def _not_told(notebook: Notebook, concerns: list[Concern]) -> tuple[DueLine, ...]:
    lines = []
    for concern in concerns:
        if concern.closed_not_told and not concern.callback:
            person = notebook.of(Contact, concern.contact) if concern.contact else None
            lines.append(DueLine(concern, f"{concern.number} {concern.summary}", concern.closed, person=person))
    return tuple(sorted(lines, key=lambda line: line.when, reverse=True))


def _watched(concerns: list[Concern], today: date) -> tuple[DueLine, ...]:
    limit = (today + timedelta(days=14)).isoformat()
    return _sorted(
        _dated(concern, f"{concern.number} {concern.summary}", concern.watch, today)
        for concern in concerns
        if concern.is_open and concern.watch and concern.watch <= limit
    )


def _coming(meetings: list[Meeting], today: date) -> tuple[DueLine, ...]:
    limit = (today + timedelta(days=45)).isoformat()
    lines = [
        DueLine(meeting, f"{meeting.body}{', ' + meeting.place if meeting.place else ''}", meeting.start)
        for meeting in meetings
        if not meeting.adjourned and today.isoformat() <= meeting.start[:10] <= limit
    ]
    known = {(meeting.body.casefold(), meeting.start[:10]) for meeting in meetings}
    lines += [
        DueLine(meeting, f"{meeting.body} (as the minutes say)", meeting.next_meeting)
        for meeting in meetings
        if today.isoformat() <= meeting.next_meeting[:10] <= limit
        and (meeting.body.casefold(), meeting.next_meeting[:10]) not in known
    ]
    return _sorted(lines)


def _dated(record: Record, text: str, when: str, today: date) -> DueLine:
    return DueLine(record, text, when, overdue=bool(when) and when[:10] < today.isoformat())


def _sorted(lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.when or "9999", line.text)))


def report_due(today: date, intervals: Intervals) -> tuple[str, date]:
    """(quarter, day) of the quarterly report that goes out next: last quarter's until its day is past."""
    this = quarter_of(today.isoformat())
    for quarter in (previous_quarter(this), this):
        due = date.fromisoformat(_last_day(quarter)) + timedelta(days=intervals.report_due_days)
        if due >= today:
            return quarter, due
    following = next_quarter(this)
    return following, date.fromisoformat(_last_day(following)) + timedelta(days=intervals.report_due_days)


def _last_day(quarter: str) -> str:
    return quarter_days(quarter)[1]
