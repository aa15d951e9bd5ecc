"""What a quarter's report says of programs and of the officers' own education: counts, and the programs' titles.

Pure: records, a quarter and its reader in, plain values out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cro_tui.model.program import ACCEPTED, Program
from cro_tui.report.audience import Reader
from cro_tui.report.education import EducationSummary, asks_something, education_summary, officers_of_year
from cro_tui.report.period import Period
from cro_tui.report.programs import Course, by_program, course
from cro_tui.store.notebook import Notebook


@dataclass(frozen=True)
class ProgramRun:
    """A program in one quarter."""

    title: str
    kind: str
    first: str
    last: str
    """ISO dates of its sessions."""
    held: int
    """Sessions that were held in the quarter."""
    held_so_far: int
    """By its end, or until today."""
    planned: int
    applied: int
    """Everybody who ever applied."""
    accepted: int
    graduated: int
    """Graduations in the quarter."""
    graduates: int
    """All up to the quarter's end."""
    program_id: str
    session_ids: tuple[str, ...] = ()
    """Its sessions of the quarter: told of here, not once more among the training."""


def programs_of(notebook: Notebook, period: Period) -> list[Program]:
    """The programs of which something was held, begun or concluded in the quarter, the earliest first."""
    sessions = by_program(notebook)
    found = []
    for program in notebook.all(Program):
        days = [one.start for one in sessions.get(program.id, ()) if not one.is_voided]
        days += [str(row.get("graduated") or "") for row in program.participants]
        if any(period.holds(day) and day[:10] <= period.today for day in (program.start, *days)):
            found.append(program)
    return sorted(found, key=lambda one: (one.start, one.id))


def program_runs(
    notebook: Notebook, programs: Iterable[Program], period: Period, reader: Reader
) -> Iterable[ProgramRun]:
    """Each of *programs* as it went in the quarter."""
    sessions = by_program(notebook)
    until = min(period.last, period.today)
    for program in programs:
        yield _run(course(program, sessions.get(program.id, ()), until), period, reader)


def _run(stands: Course, period: Period, reader: Reader) -> ProgramRun:
    program = stands.program
    days = [one.graduated for one in stands.graduates if one.graduated <= period.last]
    return ProgramRun(
        title=reader.text(program.title),
        kind=program.kind,
        first=(stands.sessions[0].start if stands.sessions else program.start)[:10],
        last=stands.last_day,
        held=sum(1 for one in stands.held if period.holds(one.start)),
        held_so_far=len(stands.held),
        planned=stands.planned,
        applied=len(stands.participants),
        accepted=stands.count(ACCEPTED),
        graduated=sum(1 for day in days if period.holds(day)),
        graduates=len(days),
        program_id=program.id,
        session_ids=tuple(one.id for one in stands.held if period.holds(one.start)),
    )


def education_of(notebook: Notebook, period: Period) -> EducationSummary | None:
    """Everybody's hours from the year's beginning to the quarter's end; None where none were had and none are asked."""
    asked = notebook.settings.education
    year = int(period.quarter[:4])
    officers = officers_of_year(notebook, year, min(period.last, period.today))
    found = education_summary(officers, asked, year)
    return found if found.hours or (asks_something(asked) and officers) else None


def hours_said(found: EducationSummary) -> str:
    """The officers' hours in a few sentences, without anybody's name."""
    who = f"{found.officers} officer{'' if found.officers == 1 else 's'}"
    had = f"{found.hours.normalize():f} hours of continuing education in {found.year}"
    said = [f"{who} had {had}, up to the end of this quarter."]
    asked = [(topic, hours, had) for topic, _, hours, had in found.by_topic if hours]
    wanted = [f"{found.hours_asked} hours a year"] if found.hours_asked else []
    wanted += [f"{hours} of {topic}" for topic, hours, _ in asked]
    if wanted:
        said.append(f"{found.complete} of {found.officers} have all that is asked ({', '.join(wanted)}).")
        said += [f"{topic}: {had} of {found.officers} have theirs." for topic, _, had in asked]
    return " ".join(said)
