"""What programs ask of the officer today: applications, rosters to fill, graduations, sessions to come. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cro_tui.model.program import APPLIED, Program
from cro_tui.model.training import Training
from cro_tui.report.programs import Course, by_program, course
from cro_tui.report.sentences import counted
from cro_tui.report.today import FORTNIGHT, WEEK, DueLine
from cro_tui.store.notebook import Notebook

_LONG_OVER = timedelta(days=90)
"""So long after its last day nobody is asked about a program any more."""


def programs_due(notebook: Notebook, today: date) -> list[DueLine]:
    """Applications that wait once no more come in, sessions without a roster, graduates to be noted."""
    programs = notebook.all(Program)
    if not programs:
        return []
    sessions = by_program(notebook)
    day = today.isoformat()
    return [
        line
        for program in programs
        for line in _of(course(program, sessions.get(program.id, ()), day), today)
    ]  # fmt: skip


def _of(stands: Course, today: date) -> Iterator[DueLine]:
    program, day = stands.program, today.isoformat()
    last = stands.last_day or program.start
    if last and last < (today - _LONG_OVER).isoformat():
        return
    if (waiting := stands.count(APPLIED)) and last >= day and (since := _answers_due(program)) <= day:
        text = f"{counted(waiting, 'application')}: {program.title}"
        yield DueLine("applications", program, text, since, since < day, who="accept or decline")
    if stands.not_noted and any(one.is_in for one in stands.participants):
        for session in stands.not_noted:
            yield DueLine("roster", session, f"Who came? {session.title}", session.start, True, who=session.place)
    if (ready := stands.to_graduate) and program.absences_allowed is not None:
        text = f"{counted(len(ready), 'graduate')} to note: {program.title}"
        yield DueLine("graduation", program, text, last, who="d: they graduate")


def _answers_due(program: Program) -> str:
    """When no more applications come in: the day that was set, or a week before it begins."""
    if program.apply_by or not program.start:
        return program.apply_by
    return (date.fromisoformat(program.start) - WEEK).isoformat()


def sessions_to_come(notebook: Notebook, today: date) -> list[DueLine]:
    """The training sessions of the next two weeks."""
    first, last = today.isoformat(), (today + FORTNIGHT).isoformat()
    return [
        DueLine("session", one, one.title, one.start, who=one.place)
        for one in notebook.all(Training)
        if first <= one.start[:10] <= last
    ]
