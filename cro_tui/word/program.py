"""The record of a program: sessions, participants with their attendance, graduates. Knows facts and paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.model.program import ACCEPTED, Program
from cro_tui.model.training import Training
from cro_tui.report.audience import Reader
from cro_tui.report.plain import clean, shortened
from cro_tui.report.programs import Course, Participant, course, sessions_of
from cro_tui.report.sentences import counted, day, short_day
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.listing import Listing, Shown, brief, plain, right, whole
from cro_tui.word.paper import Paper
from cro_tui.word.wording import (
    MISSING,
    TITLE_LENGTH,
    department_name,
    listed_name,
    marking_for,
    masthead_of,
    with_office,
)


def write_program(notebook: Notebook, settings: Settings, program_id: str, today: date, target: Path) -> Path:
    """Writes the record of a program into the folder, or as the file, `target`; for the Command Staff alone.

    :raises LookupError: there is no such program.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    program = notebook.of(Program, program_id)
    if program is None:
        raise LookupError(f"no program has the id “{program_id}”")
    reader = Reader.of(notebook, "command", names_ticked=True)
    rows = program.participants
    reader.withhold(str(row.get("name") or "") for row in rows if row.get("contact") in reader.restricted)
    stands = course(program, sessions_of(notebook, program_id), today.isoformat())
    title = shortened(reader.text(clean(program.title)), TITLE_LENGTH)
    return _paper(stands, settings, title, reader, today).write(target, f"Program Record {title} {today.isoformat()}")


def _paper(stands: Course, settings: Settings, title: str, reader: Reader, today: date) -> Paper:
    program = stands.program
    paper = Paper(
        masthead_of(
            settings,
            title=f"Program Record: {title}",
            subject=f"Sessions, participants and graduates up to {day(today.isoformat())}",
            day=today,
            period=day(today.isoformat()),
            marking=marking_for(settings, "command"),
        ),
        letterhead_of(settings),
    )
    paper.title(f"Program Record: {title}", f"{department_name(settings)} · {day(today.isoformat())}")
    allowed = program.absences_allowed
    paper.memo_head(
        [
            ("PERIOD", _period(stands)),
            ("KIND", program.kind),
            ("PLACE", reader.text(clean(program.place))),
            ("COORDINATOR", reader.text(clean(program.coordinator))),
            ("SESSIONS", f"{len(stands.held)} of {stands.planned} held" if stands.planned else ""),
            ("ABSENCES", "" if allowed is None else f"{allowed} allowed"),
        ]
    )
    paper.paragraph(reader.text(clean(program.description)))
    paper.heading("Participants")
    paper.paragraph(_counts(stands))
    _participants(paper, stands, reader)
    paper.heading("Sessions")
    _sessions(paper, stands, reader)
    paper.note(
        "A session counts as held when somebody stands on its roster. Every session held and not attended is an "
        "absence, also before a late acceptance."
    )
    officer = settings.officer
    paper.signature_lines([("Recorded by", with_office(officer.name, officer.title))])
    return paper


def _period(stands: Course) -> str:
    first = stands.sessions[0].start if stands.sessions else stands.program.start
    last = stands.last_day
    return f"{day(first)} to {day(last)}" if last and last != first[:10] else day(first)


def _counts(stands: Course) -> str:
    if not stands.participants:
        return ""
    graduated = counted(len(stands.graduates), "graduate")
    return f"{len(stands.participants)} applied, {stands.count(ACCEPTED)} accepted, {graduated}."


def _participants(paper: Paper, stands: Course, reader: Reader) -> None:
    with_scores = any(one.scores for one in stands.participants)
    scores: list[Shown[Participant]] = (
        [plain("Scores", lambda one: brief(", ".join(one.scores)))] if with_scores else []
    )
    named = {str(row["id"]): listed_name(row, reader) for row in stands.program.participants}
    Listing[Participant](
        "Everybody who applied, in the order of the applications",
        "Participants with status, sessions attended, absences, hours and graduation.",
        "Nobody applied yet.",
        (
            plain("Name", lambda one: shortened(named[one.line_id], 80)),
            plain("Status", lambda one: one.status),
            right("Attended", lambda one: f"{one.attended} of {stands.planned}" if one.is_in else MISSING),
            right("Absent", lambda one: str(one.absent) if one.is_in else MISSING),
            right("Hours", lambda one: f"{one.hours.normalize():f}" if one.hours else MISSING),
            *scores,
            plain("Result", _result),
        ),
    ).print(paper, stands.participants, captioned=False)


def _result(one: Participant) -> str:
    return f"graduated {short_day(one.graduated)}" if one.graduated else one.standing or MISSING


def _sessions(paper: Paper, stands: Course, reader: Reader) -> None:
    states = {one.id: "held" for one in stands.held} | {one.id: "roster missing" for one in stands.not_noted}
    Listing[Training](
        "The sessions, in order of date",
        "Sessions with date, instructor, hours and how many attended.",
        "No session is planned.",
        (
            whole("Date", lambda one: short_day(one.start)),
            plain("Session", lambda one: shortened(reader.text(clean(one.title)), 140)),
            plain("Instructor", lambda one: brief(reader.text(clean(one.instructor)))),
            right("Hours", lambda one: one.shown("hours") or MISSING),
            right("Attended", lambda one: str(len(one.roster)) if one.id in states else MISSING),
            plain("State", lambda one: states.get(one.id, "to come")),
        ),
    ).print(paper, stands.sessions, captioned=False)
