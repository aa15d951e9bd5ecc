"""The tables of programs and of officers' hours in the room of training, and what a new program is asked for.

Knows how lines look and the desk; what a key does is the room's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cro_tui.actions import programs
from cro_tui.actions.base import Done
from cro_tui.model.contact import Contact
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.report.education import OfficerYear, officers_of_year, years_with_hours
from cro_tui.report.programs import Course, by_program, course
from cro_tui.report.rosters import Regular, transcript
from cro_tui.store.notebook import Notebook
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.forms import KindForm
from cro_tui.tui.masked import MASK
from cro_tui.tui.program_lines import OFFICER_COLUMNS, PROGRAM_COLUMNS, officer_row, program_row, requirement
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.screens.dialogs.transcript import TranscriptDialog
from cro_tui.tui.widgets.record_form import FormField
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row
from cro_tui.tui.widgets.tab_line import Tab, TabLine

if TYPE_CHECKING:
    from cro_tui.tui.screens.documents import DocumentRoom

NEW_PROGRAM = "new program"
"""What the draft of a program that was not made is called."""
_ASKED = ("title", "kind", "start", "sessions_planned", "hours", "place", "absences_allowed", "seats", "apply_by")
_OFFICER = "officer "
_SHOWN_YEARS = 5


class ProgramList(RowList):
    """Programs."""

    BINDINGS = bindings("program list", "training tables")
    PLACES = ("program list", "training tables", LIST)


class OfficerList(RowList):
    """Officers and their hours."""

    BINDINGS = bindings("officer list", "training tables")
    PLACES = ("officer list", "training tables", LIST)


class Programs:
    """The lines of programs: those that go on or come, the nearest first; then those before, the latest first."""

    def __init__(self, notebook: Callable[[], Notebook]) -> None:
        self._notebook = notebook
        self._stand: dict[str, Course] = {}
        self._today = date.min
        self.rows = ProgramList(PROGRAM_COLUMNS, empty="No programs yet. n makes one with all its sessions.")

    def keys(self) -> list[str]:
        """Everything is worked out anew."""
        notebook = self._notebook()
        self._today = notebook.clock().date()
        today = self._today.isoformat()
        sessions = by_program(notebook)
        found = [course(one, sessions.get(one.id, ()), today) for one in notebook.all(Program)]
        self._stand = {
            one.program.id: one for one in sorted(found, key=lambda one: (one.program.start, one.program.id))
        }
        on = [key for key, one in self._stand.items() if (one.last_day or one.program.start) >= today]
        going_on = frozenset(on)
        over = [key for key in reversed(self._stand) if key not in going_on]
        return [*on, *over]

    def row(self, key: str, *, bare: bool) -> Row:
        """A line."""
        stands = self._stand.get(key)
        return Row(()) if stands is None else program_row(stands, self._notebook(), self._today, bare=bare)


class Officers:
    """The lines of officers in one calendar year, those who miss most first."""

    def __init__(self, notebook: Callable[[], Notebook]) -> None:
        self._notebook = notebook
        self._lines: dict[str, OfficerYear] = {}
        self._years: list[int] = []
        self._year = 0
        """0 is the current one."""
        self.rows = OfficerList(
            OFFICER_COLUMNS,
            empty="No hours yet: they follow from rosters of officers' training and of their own education. "
            "← leads to the sessions, n makes one.",
        )

    def keys(self) -> list[str]:
        """Everything is worked out anew."""
        notebook = self._notebook()
        today = notebook.clock().date().isoformat()
        self._years = years_with_hours(notebook, today)
        year = self._year or int(today[:4])
        found = officers_of_year(notebook, year, today)
        self._lines = {f"{_OFFICER}{one.officer.contact or one.officer.line}": one for one in found}
        return list(self._lines)

    def row(self, key: str, *, bare: bool) -> Row:
        """A line."""
        one = self._lines.get(key)
        education = self._notebook().settings.education
        return Row(()) if one is None else officer_row(one, education, hidden=not bare and self._is_hidden(one))

    def _is_hidden(self, one: OfficerYear) -> bool:
        contact = self._notebook().of(Contact, one.officer.contact) if one.officer.contact else None
        return contact is not None and contact.restricted

    def knows(self, key: str) -> bool:
        """Whether *key* is an officer's."""
        return key in self._lines

    def officer(self, key: str) -> Regular:
        """Who it is, as on rosters."""
        return self._lines[key].officer

    def open(self, room: DocumentRoom, key: str) -> None:
        """All training of the officer; from there to Word."""
        person = self.officer(key)
        today = self._notebook().clock().date().isoformat()
        found = transcript(self._notebook(), person.name, person.contact, agency=person.agency, until=today)
        name = MASK if self._is_hidden(self._lines[key]) and not getattr(room, "bare", False) else person.name

        def closed(word_wanted: bool | None) -> None:
            if word_wanted:
                room.write_transcript(person)

        room.app.push_screen(TranscriptDialog(name, found), closed)

    # Years

    def show_years(self, line: TabLine) -> None:
        """Show the years to choose from, and what is asked."""
        this = self._notebook().clock().year
        shown = self._shown_years()
        tabs = [Tab(str(year), str(year), key=str(number)) for number, year in enumerate(shown, 1)]
        line.show(tabs, str(self._year or this), f" {requirement(self._notebook().settings.education)}")

    def _shown_years(self) -> list[int]:
        return self._years[:_SHOWN_YEARS]

    def choose_year(self, number: int) -> bool:
        """Whether there is such a year; it shows from now on."""
        shown = self._shown_years()
        if not 1 <= number <= len(shown):
            return False
        self._year = shown[number - 1] if number > 1 else 0
        return True

    def place_of(self, year: str) -> int:
        """The digit that chooses *year*."""
        return [*map(str, self._shown_years()), year].index(year) + 1


def ask_program(room: DocumentRoom, after: Callable[[Done | None], object]) -> None:
    """Ask what a new program needs: with a number of sessions they are planned, a week apart."""
    desk = room.cro.desk
    own = {one.name: one for one in KindForm(Program, desk).fields()}
    sessions = {one.name: one for one in KindForm(Training, desk).fields()}
    fields = {name: own[name] for name in _ASKED if name in own}
    fields["start"] = replace(sessions["start"], label="First session", hint="with its time: 2 Mar 6:30pm")
    fields["sessions_planned"] = replace(fields["sessions_planned"], hint="planned with it, a week apart")
    fields["hours"] = replace(sessions["hours"], label="Hours of each")

    def save(notebook: Notebook, typed: Values, draft: str) -> Done:
        given = {name: text for name, text in typed.items() if name not in ("start", "hours")}
        return programs.make(notebook, given, first=typed["start"], hours=typed["hours"], draft=draft)

    asked: list[FormField] = [replace(fields[name], wide=True) for name in _ASKED]
    ask(room, NEW_PROGRAM, (), "New program", asked, save, after=after)
