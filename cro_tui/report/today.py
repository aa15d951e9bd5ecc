"""What the officer owes today: due, overdue, people to call back, answers awaited, meetings and the report to come.

Pure: the notebook's records and the day in, plain lines out. Whoever shows them masks restricted names.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.quarters import previous_quarter, quarter_days, quarter_of
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.report import Report, issued_besides, standing_issues
from cro_tui.model.training import Training
from cro_tui.report.bodies import USUAL, agreed_next, is_over, stage
from cro_tui.report.period import reply_due
from cro_tui.report.subjects import about, number_of, subject_of
from cro_tui.report.tellings import tries_of
from cro_tui.settings import Intervals
from cro_tui.store.notebook import Notebook

DUE, CALL_BACK, WAITING, NOT_TOLD = "Due and overdue", "Call back", "Waiting for an answer", "Closed, not told"
CONFLICTS = "Two people wrote different things"
WATCH, MEETINGS, REPORT = "To watch", "Next meetings", "Report"
WEEK, FORTNIGHT, AHEAD = timedelta(days=7), timedelta(days=14), timedelta(days=45)

Task = Literal[
    "next action", "action", "recommendation", "call", "answer", "look", "meeting", "report", "conflict",
    "inquiry", "rumor", "mediation", "outreach", "response",
    "applications", "roster", "graduation", "session", "survey",
]  # fmt: skip


@dataclass(frozen=True)
class DueLine:
    """One thing to do, with the record that it opens."""

    task: Task
    record: Record | None
    """None for the quarterly report."""
    text: str
    when: str = ""
    """ISO date or moment it is about; ``""`` where it has none."""
    overdue: bool = False
    number: str = ""
    """The concern's."""
    who: str = ""
    """Who owes it or was asked, where that is no contact."""
    person: Contact | None = None
    """Whom to call."""
    action: Action | None = None
    """The action of the minutes that it is."""
    tries: int = 0
    """How often somebody tried in vain to tell the resident."""
    tried: str = ""
    """ISO moment of the last of these tries."""
    row: str = ""
    """Of a line of another list of the record (a response of a project) its id."""


@dataclass(frozen=True)
class DueList:
    """The lines of one heading, the most urgent first."""

    heading: str
    nothing: str
    """The sentence for an empty list."""
    lines: tuple[DueLine, ...]


def due_lists(notebook: Notebook, today: date) -> list[DueList]:
    """Everything that Today shows, in the order in which it is worth reading."""
    from cro_tui.report import (  # they make lines of the kind that is described above
        problems_due,
        programs_due,
        surveys_due,
        work_due,
    )

    concerns = notebook.all(Concern)
    meetings = notebook.all(Meeting)
    due = [*_due(notebook, concerns, meetings, today), *problems_due.responses_due(notebook, today)]
    due += programs_due.programs_due(notebook, today)
    looks = problems_due.looks_due(notebook, today)
    watched = (*_watched(concerns, today), *work_due.follow_ups(notebook, today), *looks)
    calls = _call_back(notebook, concerns, today)
    all_told = "Nobody waits besides those to call back." if calls else "Everybody was told."
    coming = [*_coming(meetings, today), *work_due.events_to_come(notebook, today)]
    coming += programs_due.sessions_to_come(notebook, today)
    now = notebook.clock()
    if now.date() == today:
        coming = [one for one in coming if not _is_over(one, now)]
    return [
        DueList(DUE, "Nothing is due within a week.", _sorted(due)),
        DueList(CALL_BACK, "Nobody waits for a call.", calls),
        work_due.questions(notebook, today),
        DueList(WAITING, "No referral is open.", _awaited(notebook, today)),
        DueList(NOT_TOLD, all_told, _not_told(notebook, concerns)),
        DueList(WATCH, "No potential problem is due for a look.", _sorted(watched)),
        DueList(MEETINGS, "No meeting is planned.", _sorted(coming)),
        DueList(
            REPORT, "", (*_issued_twice(notebook), _report(notebook, today), *surveys_due.survey_due(notebook, today))
        ),
    ]


def disputed(notebook: Notebook, ids: Iterable[str]) -> DueList:
    """The records of *ids* in which two people wrote different things without having seen each other."""
    lines = []
    for one in ids:
        record = notebook.get(one)
        if record is not None and record.conflicts:
            names = ", ".join(dict.fromkeys(_field_label(record, key) for key in record.conflicts))
            number = record.number if isinstance(record, Concern) else ""
            changed = max(head.stamp.at for heads in record.conflicts.values() for head in heads)
            lines.append(DueLine("conflict", record, f"{names}: {record.label}", changed, True, number))
    return DueList(CONFLICTS, "", _sorted(lines))


def _field_label(record: Record, key: str) -> str:
    field = record.FIELDS.get(record.field_of_key(key))
    return field.label if field else record.field_of_key(key)


def _due(notebook: Notebook, concerns: list[Concern], meetings: list[Meeting], today: date) -> tuple[DueLine, ...]:
    lines = [
        DueLine(
            "next action", one, one.next_action or one.summary, one.due, _is_past(one.due, today), one.number,
            one.assigned,
        )
        for one in concerns
        if one.is_open and one.due
    ]  # fmt: skip
    lines += [
        DueLine(
            "action", one, f"{action.text} ({one.body})", action.due, _is_past(action.due, today), who=action.owner,
            action=action,
        )
        for one in meetings
        for action in one.actions
        if action.is_open and action.due
    ]  # fmt: skip
    lines += [
        DueLine("recommendation", one, f"Recommended: {one.label}", one.due, _is_past(one.due, today), who=one.owner)
        for one in notebook.all(Recommendation)
        if one.is_open and one.due
    ]
    limit = (today + WEEK).isoformat()
    return _sorted(line for line in lines if line.when[:10] <= limit)


def _call_back(notebook: Notebook, concerns: list[Concern], today: date) -> tuple[DueLine, ...]:
    patience = timedelta(days=notebook.settings.intervals.callback_days)
    waits_long = (today - patience).isoformat()
    lines = []
    for one in concerns:
        if (one.callback or (one.is_open and tries_of(one))) and not one.told and not one.anonymous:
            late = one.heard[:10] < waits_long and one.due < today.isoformat()
            lines.append(_call(notebook, one, one.heard, late=late))
    return _sorted(lines)


def _call(notebook: Notebook, one: Concern, when: str, *, late: bool = False) -> DueLine:
    tries = tries_of(one)
    return DueLine(
        "call", one, one.summary, when, late, one.number, one.callback_how, _voice(notebook, one),
        tries=len(tries), tried=str(tries[-1].get("at") or "") if tries else "",
    )  # fmt: skip


def _voice(notebook: Notebook, concern: Concern) -> Contact | None:
    return notebook.of(Contact, concern.contact) if concern.contact else None


def _awaited(notebook: Notebook, today: date) -> tuple[DueLine, ...]:
    lines = []
    for referral in notebook.all(Referral):
        subject = subject_of(notebook, referral)
        if referral.is_open and not (subject and subject.is_voided):
            due = reply_due(referral, notebook.settings.intervals.referral_reply_days)
            number, text = number_of(subject), about(subject)
            lines.append(DueLine("answer", referral, text, due, _is_past(due, today), number, referral.owed_by))
    return _sorted(lines)


def _not_told(notebook: Notebook, concerns: list[Concern]) -> tuple[DueLine, ...]:
    lines = [_call(notebook, one, one.closed) for one in concerns if one.closed_not_told and not one.callback]
    return tuple(sorted(lines, key=lambda line: line.when, reverse=True))


def _watched(concerns: list[Concern], today: date) -> tuple[DueLine, ...]:
    limit = (today + FORTNIGHT).isoformat()
    return _sorted(
        DueLine("look", one, one.summary, one.watch, _is_past(one.watch, today), one.number, one.rating)
        for one in concerns
        if one.is_open and one.watch and one.watch <= limit
    )


def _coming(meetings: list[Meeting], today: date) -> tuple[DueLine, ...]:
    limit = (today + AHEAD).isoformat()
    lines = [
        DueLine("meeting", meeting, meeting.body, meeting.start, who=meeting.place)
        for meeting in meetings
        if not meeting.adjourned and today.isoformat() <= meeting.start[:10] <= limit
    ]
    lines += [
        DueLine("meeting", meeting, f"{meeting.body} (as its last minutes say)", meeting.next_meeting)
        for meeting in agreed_next(meetings, datetime.combine(today, time()))
        if meeting.next_meeting[:10] <= limit
    ]
    return _sorted(lines)


def _is_over(line: DueLine, now: datetime) -> bool:
    """Whether what is to come today is over by now."""
    record = line.record
    if isinstance(record, Meeting) and line.when == record.start:
        return stage(record, now) == "past" or (not record.is_live and is_over(record.start, now, end=record.end))
    if isinstance(record, Training):
        lasts = timedelta(hours=min(float(record.hours), 24)) if record.hours else USUAL
        return is_over(line.when, now, lasts=lasts) or _all_left(record)
    return is_over(line.when, now)


def _all_left(session: Training) -> bool:
    return bool(session.roster) and all(row.get("out") for row in session.roster)


def _report(notebook: Notebook, today: date) -> DueLine:
    issued = standing_issues(notebook.all(Report), "command")
    quarter, due = report_due(today, notebook.settings.intervals, issued)
    return DueLine("report", None, f"Quarterly report {quarter}", due.isoformat())


def _issued_twice(notebook: Notebook) -> Iterator[DueLine]:
    for one in issued_besides(notebook.all(Report)):
        text = f"{one.quarter} was issued twice for {one.audience}; the first holds, void this one"
        yield DueLine("conflict", one, text, one.issued, True, who=one.created.by)


def _is_past(when: str, today: date) -> bool:
    return bool(when) and when[:10] < today.isoformat()


def _sorted(lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.when or "9999", line.number, line.text)))


def report_due(today: date, intervals: Intervals, issued: Container[str] = ()) -> tuple[str, date]:
    """(quarter, day) of the quarterly report that goes out next: last quarter's until its day is past, or it is one of
    those that were *issued*."""
    this = quarter_of(today.isoformat())
    before = previous_quarter(this)
    due = _goes_out(before, intervals)
    return (before, due) if due >= today and before not in issued else (this, _goes_out(this, intervals))


def _goes_out(quarter: str, intervals: Intervals) -> date:
    return date.fromisoformat(quarter_days(quarter)[1]) + timedelta(days=intervals.report_due_days)
