"""One week for the sergeant: what was done, what is stuck, what comes. Pure: the notebook and days in, plain lines out.

The sheet lies about on a desk: words of restricted records are not on it, only their numbers; residents are not named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, zip_longest
from typing import NamedTuple

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Interaction
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.report.agenda import days_past
from cro_tui.report.audience import Reader, strictest
from cro_tui.report.facts import Figure
from cro_tui.report.figures import people_at
from cro_tui.report.period import was_held
from cro_tui.report.plain import clean
from cro_tui.report.sentences import counted
from cro_tui.report.subjects import about, number_of, subject_of
from cro_tui.report.today import CALL_BACK, DUE, MEETINGS, NOT_TOLD, REPORT, WAITING, WATCH, DueLine, due_lists
from cro_tui.report.voices import speakers
from cro_tui.report.work_due import QUESTIONS
from cro_tui.report.work_week import counts, events_held, put_right
from cro_tui.store.notebook import Notebook

_WEEK = timedelta(days=7)
_AHEAD = timedelta(days=7)


class Noun(NamedTuple):
    """What a line is about, for counting those that have no room."""

    one: str
    many: str
    rank: int
    """What is left out first has the highest."""


_MET = Noun("meeting", "meetings", 0)
_TRAINED = Noun("training session", "training sessions", 1)
_CLOSED = Noun("concern closed", "concerns closed", 2)
_FIXED = Noun("concern fixed", "concerns fixed", 3)
_ANSWERED = Noun("answer", "answers", 4)
_SENT = Noun("referral sent", "referrals sent", 5)
_TOLD = Noun("resident told", "residents told", 6)
_RESPONDED = Noun("project response done", "project responses done", 3)
_ENDED = Noun("project closed", "projects closed", 2)
_WAITS = Noun("decision to take", "decisions to take", 0)
_OWED = Noun("answer owed", "answers owed", 1)
_LATE = Noun("action overdue", "actions overdue", 2)
_CALL = Noun("call overdue", "calls overdue", 3)
_WATCHED = Noun("problem to look at", "problems to look at", 4)
_UNTOLD = Noun("closed and not told", "closed and not told", 5)
_HELD = Noun("outreach event", "outreach events", 1)
_PUT_RIGHT = Noun("inquiry, rumor or mediation", "inquiries, rumors and mediations", 4)
_UNANSWERED = Noun("inquiry or rumor", "inquiries and rumors", 1)
_PLANNED = Noun("outreach event", "outreach events", 0)
_MEETS = Noun("meeting", "meetings", 0)
_TEACHES = Noun("training session", "training sessions", 0)
_REPORT = Noun("report due", "reports due", 0)
_DUE = Noun("action due", "actions due", 1)
_EXPECTED = Noun("answer due", "answers due", 2)
_LOOK = Noun("problem to look at", "problems to look at", 3)


class WeekLine(NamedTuple):
    """One line of the sheet."""

    noun: Noun
    day: str
    """ISO date: when it was done, was due, or will be."""
    number: str
    """A concern's."""
    text: str
    late: int = 0
    """Days that it is overdue or waits."""


@dataclass(frozen=True)
class WeekList:
    """The lines of one part."""

    heading: str
    nothing: str
    lines: tuple[WeekLine, ...]

    def shown(self, room: int) -> tuple[WeekLine, ...]:
        """The *room* lines that matter most, some of each sort, in order of date; what is stuck stands by sort."""
        sorts: dict[Noun, list[WeekLine]] = {}
        for line in sorted(self.lines, key=lambda one: (one.noun.rank, -one.late, one.day, one.number, one.text)):
            sorts.setdefault(line.noun, []).append(line)
        turns = (one for turn in zip_longest(*sorts.values()) for one in turn if one is not None)
        return tuple(sorted(islice(turns, room), key=_reading_order))

    def rest(self, room: int) -> str:
        """What there is besides them: ``and 7 more: 4 concerns closed, 3 answers``; ``""`` for nothing."""
        shown = self.shown(room)
        more = list(self.lines)
        for one in shown:
            more.remove(one)
        counts: dict[Noun, int] = {}
        for one in sorted(more, key=lambda line: line.noun.rank):
            counts[one.noun] = counts.get(one.noun, 0) + 1
        told = ", ".join(counted(count, noun.one, noun.many) for noun, count in counts.items())
        return f"and {len(more)} more: {told}" if more else ""


@dataclass(frozen=True)
class Week:
    """Everything that a week sheet says."""

    first: str
    last: str
    """ISO dates of its Monday and its Sunday."""
    as_of: str
    """ISO date of what is stuck and what comes."""
    figures: tuple[Figure, ...]
    done: WeekList
    stuck: WeekList
    coming: WeekList


def week_facts(notebook: Notebook, day: date, today: date) -> Week:
    """The week, Monday to Sunday, in which *day* lies, as it is seen on *today*."""
    first = day - timedelta(days=day.weekday())
    return _Drawing(notebook, first, today).week()


class _Drawing:
    """One week, and who reads it."""

    def __init__(self, notebook: Notebook, first: date, today: date) -> None:
        self.notebook = notebook
        self.first, self.last = first, first + _WEEK - timedelta(days=1)
        self.today = today
        self.as_of = min(today, self.last)
        self.reader = Reader.of(notebook, "command")
        self.concerns = notebook.all(Concern)
        self.meetings = notebook.all(Meeting)
        self.training = notebook.all(Training)
        sent = ((one, subject_of(notebook, one)) for one in notebook.all(Referral))
        self.referrals = [one for one, of in sent if of is None or not of.is_voided]

    def week(self) -> Week:
        lists = {one.heading: one.lines for one in due_lists(self.notebook, self.as_of)}
        return Week(
            first=self.first.isoformat(),
            last=self.last.isoformat(),
            as_of=self.as_of.isoformat(),
            figures=self._figures(),
            done=WeekList("Done", "Nothing was closed, held, answered or told.", tuple(self._done())),
            stuck=WeekList("Stuck", "Nothing is overdue, and nobody waits.", tuple(self._stuck(lists))),
            coming=WeekList("Coming", "Nothing is planned for the seven days to come.", tuple(self._coming(lists))),
        )

    def _figures(self) -> tuple[Figure, ...]:
        now, before = self._counts(self.first), self._counts(self.first - _WEEK)
        return tuple(Figure(label, count, before[label]) for label, count in now.items())

    def _counts(self, first: date) -> dict[str, int]:
        start, end = first.isoformat(), (first + _WEEK).isoformat()

        def within(moment: str) -> bool:
            return start <= moment[:10] < end

        held = [one for one in self.meetings if within(one.start) and was_held(one, self.today.isoformat())]
        return {
            "Heard": sum(within(one.day) for one in self.concerns),
            "Closed": sum(not one.is_open and within(one.closed) for one in self.concerns),
            "Told": len(speakers(one for one in self.concerns if within(one.told))),
            "Referred": sum(within(one.day) for one in self.referrals),
            "Answered": sum(within(one.replied) for one in self.referrals),
            "Meetings": len(held),
            "People": sum(people_at(one) for one in held),
            "Trainings": sum(within(one.start) and one.start[:10] <= self.today.isoformat() for one in self.training),
            **counts(self.notebook, within, self.today.isoformat()),
            "Dealings": sum(within(one.date) for one in self.notebook.all(Interaction)),
        }

    def _within(self, moment: str) -> bool:
        return self.first.isoformat() <= moment[:10] <= self.last.isoformat()

    def _done(self) -> Iterator[WeekLine]:
        yield from self._worked_on()
        yield from self._other_work()
        for meeting in self.meetings:
            if self._within(meeting.start) and was_held(meeting, self.today.isoformat()):
                there = f", {counted(people, 'person', 'people')}" if (people := people_at(meeting)) else ""
                part = "organized" if meeting.organized else "attended"
                yield self._line(_MET, meeting.start, meeting, f"Meeting {part}: {meeting.body}{there}")
        for session in self.training:
            if self._within(session.start) and session.start[:10] <= self.today.isoformat():
                taught = counted(len(session.roster), "person", "people")
                yield self._line(_TRAINED, session.start, session, f"Training: {session.title}, {taught}")
        for one in self.concerns:
            if not one.is_open and self._within(one.closed):
                yield self._line(_CLOSED, one.closed, one, f"Closed{_of(one.disposition)}: {one.summary}")
            elif self._within(one.fixed):
                yield self._line(_FIXED, one.fixed, one, f"Fixed: {one.summary}")
            if self._within(one.told):
                yield self._line(_TOLD, one.told, one, f"Resident told: {one.summary}")
        for referral in self.referrals:
            if self._within(referral.replied):
                said = f"{referral.owed_by} answered{_of(referral.outcome)}: {self._about(referral)}"
                yield self._line(_ANSWERED, referral.replied, referral, said)
            elif self._within(referral.day):
                sent = "Sent" if referral.no_answer else "Referred"
                yield self._line(_SENT, referral.day, referral, f"{sent} to {referral.to}: {self._about(referral)}")

    def _other_work(self) -> Iterator[WeekLine]:
        """Outreach, and what was answered and put right."""
        for when, record, said in events_held(self.notebook, self._within, self.today.isoformat()):
            yield self._line(_HELD, when, record, said)
        for when, record, said in put_right(self.notebook, self._within):
            yield self._line(_PUT_RIGHT, when, record, said)

    def _worked_on(self) -> Iterator[WeekLine]:
        """What was done in problem-solving projects."""
        for problem in self.notebook.all(Problem):
            for row in problem.responses:
                if self._within(str(row.get("done") or "")):
                    said = f"Response done: {row.get('what') or ''} ({problem.label})"
                    yield self._line(_RESPONDED, str(row["done"]), problem, said)
            if not problem.is_open and self._within(problem.closed):
                met = _of(f"goal met: {problem.goal_met}" if problem.goal_met else "")
                said = f"Project closed{met}: {problem.label}"
                yield self._line(_ENDED, problem.closed, problem, said)

    def _stuck(self, lists: dict[str, tuple[DueLine, ...]]) -> Iterator[WeekLine]:
        for one in self.notebook.all(Recommendation):
            if one.is_open and not (one.decision or one.outcome) and one.day < self.first.isoformat():
                yield self._line(_WAITS, one.day, one, f"Waits for a decision: {one.label}", self._past(one.day))
        overdue = ((DUE, _LATE), (CALL_BACK, _CALL), (QUESTIONS, _UNANSWERED), (WAITING, _OWED), (WATCH, _WATCHED))
        for heading, noun in overdue:
            for line in lists[heading]:
                if line.overdue and line.record is not None:
                    yield self._due(noun, line, self._past(line.when))
        for line in lists[NOT_TOLD]:
            if line.record is not None:
                yield self._due(_UNTOLD, line, self._past(line.when))

    def _coming(self, lists: dict[str, tuple[DueLine, ...]]) -> Iterator[WeekLine]:
        until = (self.as_of + _AHEAD).isoformat()
        nouns = (
            (MEETINGS, _MEETS), (REPORT, _REPORT), (DUE, _DUE), (QUESTIONS, _UNANSWERED), (WAITING, _EXPECTED),
            (WATCH, _LOOK),
        )  # fmt: skip
        for heading, noun in nouns:
            for line in lists[heading]:
                if not line.overdue and self.as_of.isoformat() <= line.when[:10] <= until:
                    yield self._due(_PLANNED if line.task == "outreach" else noun, line)
        for session in self.training:
            if self.as_of.isoformat() < session.start[:10] <= until:
                yield self._line(_TEACHES, session.start, session, f"Training: {session.title}")

    def _due(self, noun: Noun, line: DueLine, late: int = 0) -> WeekLine:
        said = {"call": f"Call back: {line.text}", "look": f"Look again: {line.text}"}.get(line.task, line.text)
        if noun is _UNTOLD:
            said = f"Closed, not told: {line.text}"
        elif line.task == "answer":
            said = f"Answer of {line.who}: {line.text}"
        elif line.task in ("next action", "action", "recommendation") and line.who:
            said = f"{line.text} ({line.who})"
        elif line.task in _CALLED:
            said = f"{_CALLED[line.task]}: {line.text}"
        elif line.task == "meeting" and line.who:
            said = f"Meeting: {line.text}" + ("" if line.who.casefold() in line.text.casefold() else f", {line.who}")
        return self._line(noun, line.when, line.record, said, late, line.number)

    def _line(
        self, noun: Noun, when: str, record: Record | None, said: str, late: int = 0, number: str = ""
    ) -> WeekLine:
        """What *said* tells, unless the record or the concern that it is about is restricted."""
        of = subject_of(self.notebook, record) if isinstance(record, Referral) else record
        number = number or number_of(of)
        if any(one is not None and strictest(one) == "restricted" for one in (record, of)):
            told = f"Restricted: not told here ({noun.one})"
        else:
            told = self.reader.text(clean(said))
        return WeekLine(noun, when[:10], number, " ".join(told.split()), late)

    def _about(self, referral: Referral) -> str:
        return about(subject_of(self.notebook, referral))

    def _past(self, when: str) -> int:
        return days_past(when, self.as_of.isoformat())


def _reading_order(line: WeekLine) -> tuple[int, int, str, str, str]:
    return (line.noun.rank if line.late else 0, -line.late, line.day, line.number, line.text)


_CALLED = {"inquiry": "Inquiry to answer", "rumor": "Rumor to correct", "mediation": "Mediation to look at",
           "outreach": "Outreach"}  # fmt: skip


def _of(outcome: str) -> str:
    return f" ({outcome})" if outcome else ""


def rooms(lists: Iterable[WeekList], rows: int) -> list[int]:
    """How many lines each of the *lists* may show, of *rows* for all: equal shares, and what one does not need."""
    wanted = [len(one.lines) for one in lists]
    given = [0] * len(wanted)
    while rows > 0 and any(got < want for got, want in zip(given, wanted, strict=True)):
        for place, want in enumerate(wanted):
            if given[place] < want and rows > 0:
                given[place] += 1
                rows -= 1
    return given
