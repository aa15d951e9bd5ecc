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
from typing import TypeVar

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Interaction, Organization
from cro_tui.model.crime import Crime
from cro_tui.model.handover import Handover
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import Problem
from cro_tui.model.quarters import previous_quarter, quarter_label, quarter_of
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.report import Report, issued_besides, standing_issues
from cro_tui.model.training import Training
from cro_tui.model.work import WORK
from cro_tui.report.activity import OutreachFacts, WorkFacts
from cro_tui.report.audience import Audience, Reader
from cro_tui.report.choice import DECISIONS, SUMMARY, Choice
from cro_tui.report.coverage import coverage_facts
from cro_tui.report.crime import crime_facts
from cro_tui.report.facts import (
    Figure,
    LateEntry,
    MeetingHeld,
    QuarterFacts,
    Recommended,
    SessionHeld,
)
from cro_tui.report.figures import by_category, by_channel, key_figures, leading, memberships, speaks_of_the_department
from cro_tui.report.gaps import Drawn, issued_twice, left_out, missing
from cro_tui.report.handovers import handed_over, withheld
from cro_tui.report.late import Lateness, entered_on
from cro_tui.report.outreach import events_of, outreach_facts, took_place
from cro_tui.report.period import Period, was_held
from cro_tui.report.problems import answered_by, in_quarter, projects_of
from cro_tui.report.referred import answering, referred_of
from cro_tui.report.schooling import education_of, program_runs, programs_of
from cro_tui.report.sentences import decisions, method, summary
from cro_tui.report.subjects import subject_of
from cro_tui.report.surveyed import surveyed
from cro_tui.report.tellings import residents_of
from cro_tui.report.topics import Voiced
from cro_tui.report.work import KINDS_OF_INCIDENTS, work_begun, work_besides, work_facts, work_of
from cro_tui.store.notebook import Notebook

R = TypeVar("R", bound=Record)
_NOUNS = {"training": "training session", "outreach": "outreach event"}


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
        of_quarter = partial(Period, today=today.isoformat())
        reports = notebook.all(Report)
        issued = standing_issues(reports, reader.audience)
        self.issued_besides = issued_besides(reports)
        self.lateness = Lateness(issued, self.settings.intervals.report_due_days)
        self.choice = Choice.of(reports, quarter, reader.audience)
        self.period, self.before = of_quarter(quarter), of_quarter(previous_quarter(quarter))
        self.all = notebook.all(Concern)
        self.by_id = {concern.id: concern for concern in self.all}
        self.meetings = notebook.all(Meeting)
        self.training = notebook.all(Training)
        self.referrals = [one for one in notebook.all(Referral) if not self._is_voided(one.of)]
        self.outreach = notebook.all(Outreach)
        self.drawn = self._drawn()

    def _is_voided(self, record_id: str) -> bool:
        record = self.notebook.get(record_id)
        return record is not None and record.is_voided

    def _drawn(self) -> Drawn:
        period = self.period
        recommendations = self.notebook.all(Recommendation)
        referrals = [one for one in self.referrals if period.referred(one)]
        return Drawn(
            heard=[one for one in self.all if period.heard(one) or self._carries(one)],
            watched=[one for one in self.all if period.watched(one)],
            not_told=[one for one in self.all if period.closed(one) and one.closed_not_told],
            meetings=sorted((one for one in self.meetings if period.met(one)), key=_start),
            unconfirmed=[one for one in self.meetings if period.unconfirmed(one)],
            training=sorted((one for one in self.training if period.trained(one)), key=_start),
            programs=programs_of(self.notebook, period),
            recommended=sorted((one for one in recommendations if period.recommended(one)), key=_made),
            carried_forward=sorted((one for one in recommendations if self._is_carried_forward(one)), key=_made),
            referrals=referrals,
            subjects=[one for one in (subject_of(self.notebook, sent) for sent in referrals) if one is not None],
            projects=[one for one in self.notebook.all(Problem) if in_quarter(one, period)],
            outreach=events_of(period, self.outreach),
            work=work_of(period, self.notebook),
            late=[
                *(one for one in self.meetings if self._carries(one) and was_held(one, period.today)),
                *(one for one in self.training if self._carries(one)),
                *(one for one in self.outreach if self._carries(one) and took_place(one, period.today)),
                *work_besides(period, self.notebook, self._carries),
                *(one for one in self.referrals if self._carries(one) and not period.referred(one)),
            ],
        )

    def _carries(self, record: Record) -> bool:
        """Of an earlier quarter, too late for the report on that, and told of in this one."""
        return "" < record.day < self.period.first and self.lateness.carried_into(record) == self.period.quarter

    def _is_carried_forward(self, one: Recommendation) -> bool:
        """Made earlier; neither done nor declined before this quarter, or no report that was issued has said so."""
        owed = one.day < self.period.first and self.lateness.owes_the_end(one, self.period.quarter)
        return owed or self.period.carried_forward(one)

    def _shown(self, records: Iterable[R]) -> list[R]:
        return [one for one in records if self._shows(one)]

    def _shows(self, record: Record) -> bool:
        """Whether the audience may see its text, and the officer did not leave it out."""
        return self.reader.shows(record) and record.id not in self.choice.out

    def facts(self) -> QuarterFacts:
        """All of it."""
        drawn, period, in_order = self.drawn, self.period, self.choice.sorted
        voiced = Voiced(period, self.reader, self._shows, self.by_id, self.settings.words, self.lateness)
        categories = by_category(period, self.before, self.all)
        complaints = self._handed_over()
        referrals = referred_of(self.notebook, drawn.referrals, self.reader, self._shows, period.today)
        work = self._work()
        parts = QuarterFacts(
            quarter=period.quarter,
            label=quarter_label(period.quarter),
            first=period.first,
            last=period.last,
            day=period.today,
            audience=self.reader.audience,
            since=self._since(),
            current=in_order(voiced.topics(drawn.heard), lambda one: one.concern_id),
            potential=in_order(voiced.potential(drawn.watched), lambda one: one.concern_id),
            recommended=in_order(self._recommendations(drawn.recommended), lambda one: one.recommendation_id),
            progress=in_order(self._recommendations(drawn.carried_forward), lambda one: one.recommendation_id),
            meetings=in_order(map(self._meeting, self._shown(drawn.meetings)), lambda one: one.meeting_id),
            training=in_order(map(self._session, self._shown(drawn.training)), lambda one: one.session_id),
            programs=in_order(
                program_runs(self.notebook, self._shown(drawn.programs), period, self.reader),
                lambda one: one.program_id,
            ),
            education=education_of(self.notebook, period),
            referrals=in_order(referrals, lambda one: one.referral_id),
            projects=in_order(
                projects_of(drawn.projects, period, self.by_id, self.reader, self._shows), lambda one: one.problem_id
            ),
            outreach=self._outreach(),
            work=work,
            coverage=coverage_facts(self.notebook, period, self.reader),
            crime=crime_facts(
                self._shown(self.notebook.all(Crime)),
                period.quarter,
                {one.label: one.now for one in categories if one.now},
                self.reader.text,
            ),
            survey=surveyed(self.notebook, period, self.reader),
            log=tuple(map(voiced.log_line, sorted(self._shown(drawn.heard), key=lambda one: (one.day, one.number)))),
            late=self._late([*(one for one in drawn.heard if not period.heard(one)), *drawn.late]),
            issued=self.lateness.issued_on(period.quarter),
            came_late=self._late(self._came_late()),
            figures=key_figures(period, self.before, self.all, self.meetings, self.training, self.referrals),
            categories=tuple(one for one in categories if one.now),
            leading=leading(categories),
            residents=residents_of(self.all, period),
            answering=answering(referrals, self.settings.words.referral_kinds),
            channels=by_channel(period, self.before, self.all),
            memberships=memberships(self.notebook.all(Organization), period.last, self.reader),
            practices=tuple(one for one in categories if speaks_of_the_department(one.label)),
            handed_over=complaints,
            summary=(),
            decisions=(),
            missing=(
                *issued_twice(self.issued_besides, period.quarter, self.reader.audience),
                *missing(drawn, self.settings.department),
            ),
            left_out=(
                *left_out(self.reader, drawn, self.choice.out),
                *withheld(complaints),
                *withheld(work.incidents, KINDS_OF_INCIDENTS),
            ),
            method=(),
            said={section: self.reader.text(text) for section, text in self.choice.say.items()},
            chosen_out=self._chosen_out(),
            holds=drawn.ids,
        )
        late = sum(1 for one in drawn.heard if period.heard(one) and self.lateness.marked(one))
        carried = sum(1 for one in drawn.heard if not period.heard(one))
        drafted = summary(parts, earlier=self._unseen(drawn.carried_forward), watched=self._unseen(drawn.watched))
        return replace(
            parts,
            summary=self._own_lines(SUMMARY) or drafted,
            decisions=self._own_lines(DECISIONS) or decisions(parts),
            method=method(parts, late=late, carried=carried),
        )

    def _own_lines(self, section: str) -> tuple[str, ...]:
        return tuple(map(self.reader.text, self.choice.lines(section)))

    def _since(self) -> str:
        """The day of the earliest record up to the quarter's end; late entries count with the day they are about."""
        recorded: tuple[Sequence[Record], ...] = (
            self.all,
            self.meetings,
            self.training,
            self.referrals,
            self.notebook.all(Recommendation),
            self.notebook.all(Interaction),
            self.notebook.all(Handover),
            self.outreach,
            *map(self.notebook.all, WORK),
        )
        days = (one.day for records in recorded for one in records)
        return min((day for day in days if "" < day <= self.period.last), default="")

    def _handed_over(self) -> tuple[Figure, ...]:
        words = self.settings.words.complaint_categories
        in_full = self.reader.audience == "command"
        return handed_over(self.period, self.before, self.notebook.all(Handover), words, in_full=in_full)

    def _outreach(self) -> OutreachFacts:
        facts = outreach_facts(self.period, self.before, self.outreach, self.reader, self._shows)
        return replace(facts, events=self.choice.sorted(facts.events, lambda one: one.event_id))

    def _work(self) -> WorkFacts:
        words, drawn = self.settings.words, self.choice.sorted(self.drawn.work, lambda one: one.id)
        return work_facts(self.period, self.before, self.notebook, drawn, self.reader, self._shows, words)

    def _unseen(self, records: Sequence[Record]) -> int:
        return sum(1 for one in records if not self._shows(one))

    def _chosen_out(self) -> dict[str, tuple[str, ...]]:
        """Section -> what the officer left out of it, though the audience may see it."""
        drawn = self.drawn
        sections: dict[str, Iterable[Record]] = {
            "current": (one for one in drawn.heard if not one.is_potential),
            "potential": drawn.watched,
            "recommended": drawn.recommended,
            "progress": drawn.carried_forward,
            "meetings": drawn.meetings,
            "training": drawn.training,
            "programs": drawn.programs,
            "referrals": drawn.referrals,
            "projects": drawn.projects,
            "outreach": drawn.outreach,
            "work": drawn.work,
        }
        return {
            section: tuple(one.id for one in records if one.id in self.choice.out and self.reader.shows(one))
            for section, records in sections.items()
        }

    # What came late

    def _came_late(self) -> list[Record]:
        """What is of this quarter and not in the report that was issued on it."""
        period = self.period
        if not self.lateness.issued_on(period.quarter):
            return []
        of_quarter: list[Record] = [
            *(one for one in self.all if period.heard(one)),
            *self.drawn.meetings,
            *self.drawn.training,
            *self.drawn.outreach,
            *work_begun(period, self.drawn.work),
            *(one for one in self.referrals if period.holds(one.day)),
        ]
        return [one for one in of_quarter if self.lateness.missed(one)]

    def _late(self, records: Iterable[Record]) -> tuple[LateEntry, ...]:
        found = [
            LateEntry(
                what=_NOUNS.get(one.KIND, one.KIND),
                number=self._number(one),
                day=one.day,
                entered=entered_on(one),
                text=self.reader.text(one.label),
                record_id=one.id,
            )
            for one in self._shown(records)
        ]
        return tuple(sorted(found, key=lambda one: (one.day, one.what, one.record_id)))

    def _number(self, record: Record) -> str:
        concern = self.by_id.get(record.of) if isinstance(record, Referral) else record
        return concern.number if isinstance(concern, Concern) and self._shows(concern) else ""

    # What follows from them

    def _recommendations(self, found: Iterable[Recommendation]) -> Iterable[Recommended]:
        return map(self._recommendation, self._shown(found))

    def _recommendation(self, one: Recommendation) -> Recommended:
        return Recommended(
            text=self.reader.text(one.text),
            answers=answered_by(one, self.notebook, self.reader, self._shows),
            owner=self.reader.text(one.owner),
            resources=self.reader.text(one.resources),
            made=one.day,
            due=one.due,
            state=one.outcome or one.decision or "undecided",
            obstacles=self.reader.text(one.obstacles),
            reported=self.lateness.reported_in(one, self.period.quarter),
            recommendation_id=one.id,
        )

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
            meeting_id=meeting.id,
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
            session_id=session.id,
        )


def person_hours(session: Training) -> Decimal:
    """Hours of everybody on the roster; whoever has none of his own has the session's."""
    hours = Decimal(0)
    for row in session.roster:
        own = row.get("hours")
        hours += Decimal(str(own)) if own is not None else session.hours or Decimal(0)
    return hours


def _start(one: Record) -> str:
    return str(one.values.get("start") or "")


def _made(one: Recommendation) -> tuple[str, str]:
    return one.day, one.id
