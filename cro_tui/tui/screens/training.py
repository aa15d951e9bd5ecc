"""Training: sessions, the nearest first; programs; officers' hours. Enter opens a roster, a program, a transcript.

Knows the actions through the desk. Rosters and programs are screens of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.training import Training
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui import STYLES
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.masked import label_of
from cro_tui.tui.program_lines import when_of
from cro_tui.tui.screens.check_in import CheckIn
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.screens.line_room import LineRoom
from cro_tui.tui.screens.list_room import NEW
from cro_tui.tui.screens.program import ProgramScreen, next_of
from cro_tui.tui.screens.tabbed_room import TabbedRoom
from cro_tui.tui.screens.training_tables import NEW_PROGRAM, Officers, Programs, ask_program
from cro_tui.tui.widgets.record_form import RecordForm
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.tab_line import TabLine

COLUMNS = (
    Column("When", cells=17),
    Column("Title", share=3, least=28, most=76),
    Column("Kind", share=2, least=16, gives_way=2, most=26),
    Column("Hours", cells=5, right=True, gives_way=1),
    Column("Roster", cells=9, right=True),
)
ASKED = ("title", "kind", "start", "hours", "place")
LIKE_LAST = ("kind", "hours", "place")
"""What the last session of the same title fills in, in sight of the officer."""
KEPT = ("topic", "instructor", "credential", "lesson_plan", "objectives", "course")
"""What it hands on besides."""
SESSIONS, PROGRAMS, HOURS = "sessions", "programs", "hours"


class SessionList(RowList):
    """The list, with its own single letters."""

    BINDINGS = bindings("training list", "training tables")
    PLACES = ("training list", "training tables", LIST)


class TrainingRoom(TabbedRoom[Training]):
    """The room of training."""

    PLACE = "training"
    LABEL = "Training"
    CSS_PATH = STYLES / "training.tcss"
    AUTO_FOCUS = "SessionList"

    def __init__(self) -> None:
        self._programs = Programs(lambda: self.cro.desk.notebook)
        self._officers = Officers(lambda: self.cro.desk.notebook)
        sessions = SessionList(COLUMNS, empty="No sessions yet. n makes one; enter checks people in.")
        super().__init__(
            Training,
            {
                SESSIONS: ("Sessions", sessions),
                PROGRAMS: ("Programs", self._programs.rows),
                HOURS: ("Officers' hours", self._officers.rows),
            },
        )
        self._years = TabLine(id="views")

    def first(self) -> Iterable[Widget]:
        """The tables; above the officers' hours the years."""
        tabs, *tables = super().first()
        self._years.display = False
        yield from (tabs, self._years, *tables)

    def keys(self) -> Iterable[str]:
        """Of sessions today's and those to come, the nearest first; then those before, the latest first."""
        if self.table == PROGRAMS:
            return self._programs.keys()
        if self.table == HOURS:
            return self._officers.keys()
        notebook = self.cro.desk.notebook
        today = notebook.clock().date().isoformat()
        sessions = sorted(notebook.all(Training), key=lambda one: one.start)
        coming = [one.id for one in sessions if one.start[:10] >= today]
        before = [one.id for one in reversed(sessions) if one.start[:10] < today]
        return [*coming, *before]

    def row(self, key: str) -> Row:
        """The line of the table that shows."""
        if self.table == PROGRAMS:
            return self._programs.row(key, bare=self.bare)
        if self.table == HOURS:
            return self._officers.row(key, bare=self.bare)
        return self._session_row(key)

    def _session_row(self, key: str) -> Row:
        """When, what, which kind, how long, how many are on the roster."""
        notebook = self.cro.desk.notebook
        session = self.get(key)
        if session is None:
            return Row(("", "", "", "", ""))
        now = notebook.clock()
        still_in = sum(1 for row in session.roster if row.get("in") and not row.get("out"))
        count = len(session.roster)
        roster = f"{count}, {still_in} in" if still_in else str(count or "")
        when = when_of(session.start, now.year)
        title = label_of(session, notebook, bare=self.bare)
        tone = "good" if session.start[:10] == now.date().isoformat() else ""
        words = f"{session.topic} {session.place} {session.instructor}"
        badge = "≠" if session.conflicts else ""
        return Row((when, title, session.kind, session.shown("hours"), roster), badge=badge, tone=tone, words=words)

    def count_of(self, name: str) -> str:
        """How many lines a table has; the officers are counted when their table is looked at."""
        rows = self.lists[name]
        if name == PROGRAMS and name != self.table:
            return f"{len(self.cro.desk.notebook.all(Program)):,}"
        return f"{rows.count:,}" if name == self.table or rows.count else ""

    def show_list(self) -> None:
        """The table, and above the officers' hours the years and what is asked."""
        super().show_list()
        self._years.display = self.table == HOURS
        if self.table == HOURS:
            self._officers.show_years(self._years)

    def get_any(self, record_id: str) -> Record | None:
        """A session or a program."""
        notebook = self.cro.desk.notebook
        return notebook.of(Training, record_id) or notebook.of(Program, record_id)

    def shows(self, record_id: str) -> bool:
        """Sessions and programs change the tables."""
        return self.get_any(record_id) is not None

    # Opening

    def open_line(self, key: str, draft: Draft | None = None) -> None:
        """Open the roster of a session, the participants of a program, the transcript of an officer."""
        if (program := self.cro.desk.notebook.of(Program, key)) is not None:
            self.app.push_screen(ProgramScreen(program, draft))
        elif self._officers.knows(key):
            self._officers.open(self, key)
        else:
            super().open_line(key, draft)

    def screen_of(self, record: Training, draft: Draft | None) -> LineRoom:
        """Its roster."""
        return CheckIn(record, draft)

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed and not saved."""
        if draft.kind == NEW_PROGRAM:
            self.go_to_table(PROGRAMS)
            self.action_new()
        else:
            if draft.kind == NEW:
                self.go_to_table(SESSIONS)
            super().resume(draft)

    # Commands

    def action_new(self) -> None:
        """A new session or program."""
        if self.table == PROGRAMS:
            ask_program(self, self.made)
        else:
            self.ask_new()

    def action_edit(self) -> None:
        """The whole form of the record under the cursor."""
        if self.get_any(key := self.rows.cursor_key or "") is not None:
            self.cro.open_record(key)

    def action_word(self) -> None:
        """What is under the cursor as a Word document."""
        key = self.rows.cursor_key or ""
        if self._officers.knows(key):
            self.write_transcript(self._officers.officer(key))
        else:
            self.ask_document(self.get_any(key))

    def action_check_in(self) -> None:
        """The roster of the program's session of today, else of the next one."""
        session = next_of(self.cro.desk.notebook, self.rows.cursor_key or "")
        if session is None:
            self.cro.say(notice="It has no session to come; enter opens it, n there adds one")
        else:
            self.open_line(session.id)

    def action_year(self, number: int) -> None:
        """The hours of another year."""
        if self._officers.choose_year(number):
            self.show_list()
            self.rows.action_first()

    @on(TabLine.Chosen, "#views")
    def _year_chosen(self, event: TabLine.Chosen) -> None:
        self.action_year(self._officers.place_of(event.name))

    # A new session

    def ask_new(self, after: Training | None = None) -> None:
        """Ask what a new session needs; what follows a session is found by its title, not by *after*."""
        body = "Topic, instructor, objectives and all else can be filled in later."
        self.ask_like_before(ASKED, "New training session", body, self._save_new, self._fill_in)

    def _fill_in(self, form: RecordForm, name: str) -> None:
        """A title that is known: kind, hours and place of its last session stand there."""
        last = _last(self.cro.desk.notebook, form.values["title"]) if name == "title" else None
        if last is not None:
            form.fill({key: last.shown(key) for key in LIKE_LAST})

    @staticmethod
    def _save_new(notebook: Notebook, typed: Values, draft: str) -> Done:
        last = _last(notebook, typed["title"])
        known = {name: text for name in KEPT if (text := last.shown(name))} if last is not None else {}
        return records.create(notebook, Training, {**known, **typed}, draft=draft)


def _last(notebook: Notebook, title: str) -> Training | None:
    """The latest session of that title; none where it is restricted: nothing of it is filled in, or shown so."""
    wanted = title.strip().casefold()
    found = (one for one in notebook.all(Training) if one.title.casefold() == wanted)
    last = max(found, key=lambda one: one.start, default=None)
    return None if last is None or last.restricted else last
