"""The sign-in sheet of a training session before it, and its record after. Knows training and paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.model.fields import Stored
from cro_tui.model.program import Program
from cro_tui.model.training import Training, beyond_times
from cro_tui.report.audience import Reader
from cro_tui.report.plain import clean, shortened
from cro_tui.report.programs import expected
from cro_tui.report.quarter import person_hours
from cro_tui.report.sentences import counted, day
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.wording import (
    MISSING,
    TITLE_LENGTH,
    clock,
    department_name,
    listed_name,
    marking_for,
    masthead_of,
    with_office,
)

BLANK_LINES = 20
"""Lines of an empty sign-in sheet; five at least remain below those who are expected."""
_ROW = 420
"""Height of a line to write on, in dxa."""
_OBJECTIVES = 600


def write_roster(
    notebook: Notebook,
    settings: Settings,
    training_id: str,
    target: Path,
    *,
    sheet: bool | None = None,
) -> Path:
    """Writes the sign-in sheet or the record of a session into the folder, or as the file, `target`.

    :param sheet: a sheet to sign on paper; when not said, one is made until somebody attended.
    :raises LookupError: there is no such session.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    session = notebook.of(Training, training_id)
    if session is None:
        raise LookupError(f"no training session has the id “{training_id}”")
    wants_sheet = not _attended(session) if sheet is None else sheet
    roster = _Roster(notebook, settings, session, Reader.of(notebook, "command", names_ticked=True), wants_sheet)
    return roster.paper().write(target, f"{roster.kind} {session.start[:10]} {roster.text(session.title)}")


def _attended(session: Training) -> bool:
    """Whether somebody signed in, or a roster was typed up on the day or later; who is expected does not count."""
    noted = any(row.get(column) for row in session.roster for column in ("in", "out", "hours", "score", "result"))
    return noted or (bool(session.roster) and session.changed.at[:10] >= session.start[:10])


class _Roster:
    """One session, as a sheet to sign or as a record."""

    def __init__(self, notebook: Notebook, settings: Settings, session: Training, reader: Reader, sheet: bool) -> None:
        self.settings = settings
        self.session = session
        self.reader = reader
        self.sheet = sheet
        program = notebook.of(Program, session.program) if sheet and session.program else None
        self.expected = expected(session, program, notebook) if program is not None else []
        reader.withhold(str(row.get("name") or "") for row in session.roster if row.get("contact") in reader.restricted)
        self.kind = "Sign-in Sheet" if sheet else "Training Record"

    def text(self, value: Stored) -> str:
        return self.reader.text(clean(str(value or "")))

    def paper(self) -> Paper:
        session = self.session
        title = shortened(self.text(session.title), TITLE_LENGTH)
        paper = Paper(
            masthead_of(
                self.settings,
                title=f"{self.kind}: {title}",
                subject=f"Training session of {day(session.start)}",
                day=date.fromisoformat(session.start[:10]),
                period=day(session.start),
                marking=marking_for(self.settings, "command"),
            ),
            letterhead_of(self.settings),
        )
        paper.title(f"{self.kind}: {title}", f"{department_name(self.settings)} · {day(session.start)}")
        paper.memo_head(self._head())
        if session.objectives:
            paper.heading("Objectives")
            paper.paragraph(shortened(self.text(session.objectives), _OBJECTIVES) if self.sheet else self._objectives())
        paper.heading("Sign in" if self.sheet else "Roster")
        if self.sheet:
            self._to_sign(paper)
        else:
            self._record(paper)
        paper.note(self.settings.documents.roster_note)
        paper.signature_lines(
            [
                ("Instructor", self.text(session.instructor)),
                ("Recorded by", with_office(self.settings.officer.name, self.settings.officer.title)),
            ]
        )
        return paper

    def _objectives(self) -> str:
        return self.text(self.session.objectives)

    def _head(self) -> list[tuple[str, str]]:
        session = self.session
        time = f", {clock(session.start)}" if clock(session.start) else ""
        instructor = ", ".join(filter(None, (self.text(session.instructor), self.text(session.credential))))
        hours = session.shown("hours")
        return [
            ("DATE", f"{day(session.start)}{time}"),
            ("SUBJECT", self.text(session.topic) or self.text(session.title)),
            ("KIND", session.kind),
            ("INSTRUCTOR", instructor),
            ("HOURS", hours),
            ("PLACE", self.text(session.place)),
            ("COURSE NO.", self.text(session.course)),
            ("LESSON PLAN", self.text(session.lesson_plan)),
        ]

    def _to_sign(self, paper: Paper) -> None:
        columns = [
            Column("No.", "right"),
            Column("Name (print)", room=2600),
            Column("Agency or ID", room=1500),
            Column("Signature", room=2600),
            Column("In", room=900),
            Column("Out", room=900),
        ]
        rows = [*self.session.roster, *({"name": one.name, "contact": one.contact} for one in self.expected)]
        named = [[listed_name(row, self.reader), self.text(row.get("agency"))] for row in rows]
        blank = max(5, BLANK_LINES - len(named))
        lines = [
            [str(number), *texts, "", "", ""] for number, texts in enumerate([*named, *([["", ""]] * blank)], start=1)
        ]
        paper.table(
            Table(columns, lines, "A line for each person to sign in and out on.", form=True, row_height=_ROW),
            "Everybody signs in and out on a line of their own",
        )

    def _record(self, paper: Paper) -> None:
        session = self.session
        rows = [
            [
                str(number),
                listed_name(row, self.reader),
                self.text(row.get("agency")) or MISSING,
                clock(str(row.get("in") or "")) or MISSING,
                clock(str(row.get("out") or "")) or MISSING,
                f"{row.get('hours') or session.shown('hours') or MISSING}{'*' if beyond_times(row) else ''}",
                str(row.get("score") or MISSING),
                str(row.get("result") or MISSING),
            ]
            for number, row in enumerate(session.roster, start=1)
        ]
        if rows:
            paper.paragraph(self._totals())
        columns = [
            Column("No.", "right"),
            Column("Name"),
            Column("Agency or ID"),
            Column("In", whole=True),
            Column("Out", whole=True),
            Column("Hours", "right"),
            Column("Score", "right"),
            Column("Result"),
        ]
        paper.table(
            Table(columns, rows, "Everybody on the roster, with times, hours, score and result."),
            "Roster",
            empty="Nobody is on the roster.",
            captioned=False,
        )
        if by_hand := sum(map(beyond_times, session.roster)):
            whose = counted(by_hand, "person", "people")
            paper.paragraph(
                f"* The hours of {whose} were noted by hand: they are more than lie between signing in and out."
            )

    def _totals(self) -> str:
        roster = self.session.roster
        results = [str(row.get("result") or "") for row in roster]
        tested = ", ".join(f"{results.count(word)} {word}" for word in ("pass", "fail") if word in results)
        people = f"{counted(len(roster), 'person', 'people').capitalize()}, {person_hours(self.session):f} person-hours"
        return f"{people}; {tested}." if tested else f"{people}."
