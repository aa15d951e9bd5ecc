"""A program: its participants with their attendance, its sessions, and one line that takes applications.

Every application is saved when it is entered. Knows the actions through the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.actions import programs
from cro_tui.actions.base import Done
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.report.programs import Course, Participant, course, sessions_of
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui import STYLES
from cro_tui.tui.commands import bindings
from cro_tui.tui.masked import MASK, label_of, typed_in
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.program_lines import (
    PARTICIPANT_COLUMNS,
    SESSION_COLUMNS,
    about_program,
    hides,
    participant_row,
    session_row,
)
from cro_tui.tui.screens import program_forms as forms
from cro_tui.tui.screens.check_in import CheckIn
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.line_room import LineRoom
from cro_tui.tui.show import harmless
from cro_tui.tui.type_ahead import OFFERED, contact_names
from cro_tui.tui.widgets.minutes_line import MinutesLine, Suggestion
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row
from cro_tui.tui.widgets.tab_line import Tab, TabLine
from cro_tui.tui.widgets.text_field import CaptureLine

HINT = "Type who applies: name, phone or email. Pasted lines are a person each."
PARTICIPANTS, SESSIONS = "participants", "sessions"


class ApplicationLine(CaptureLine):
    """The line for applications."""


class ParticipantList(RowList):
    """Everybody who applied, in the order of the applications."""

    BINDINGS = bindings("participant list", "program tables")
    PLACES = ("participant list", "program tables")


class SessionsOfProgram(RowList):
    """The program's sessions, in order of date."""

    BINDINGS = bindings("program sessions", "program tables")
    PLACES = ("program sessions", "program tables")


def next_of(notebook: Notebook, program_id: str) -> Training | None:
    """The session of today, else the next one to come."""
    today = notebook.clock().date().isoformat()
    found = [one for one in sessions_of(notebook, program_id) if not one.is_voided and one.start[:10] >= today]
    return found[0] if found else None


class ProgramScreen(LineRoom):
    """The participants and sessions of one program."""

    PLACE = "program"
    HOME = "training"
    LABEL = "Program"
    CSS_PATH = STYLES / "training.tcss"
    AUTO_FOCUS = "ApplicationLine"
    BINDINGS = bindings("program")

    def __init__(self, program: Program, draft: Draft | None = None) -> None:
        super().__init__(MinutesLine(ApplicationLine(), suggest=self._suggest), draft)
        self.program = program
        """As the officer sees it now."""
        self.stands: Course = course(program, (), "")
        self.about = Static("", id="program-about", markup=False)
        self.tabs = TabLine(id="program-tables")
        self.participants = ParticipantList(PARTICIPANT_COLUMNS, empty="Nobody applied yet: type a name below.")
        self.sessions = SessionsOfProgram(SESSION_COLUMNS, empty="No sessions yet. n makes one.")
        self.sessions.display = False
        self.people: dict[str, Participant] = {}
        """Everybody on the list, by the id of the line."""

    def first(self) -> Iterable[Widget]:
        """All of it."""
        yield from (self.about, self.tabs, self.participants, self.sessions, self.entry)

    def on_mount(self) -> None:
        """Show the program, and what was being typed."""
        self.refresh_record()
        self.restore()

    @property
    def record(self) -> Program:
        """The program."""
        return self.program

    @property
    def rows(self) -> RowList:
        """The list that shows."""
        return self.participants if self.participants.display else self.sessions

    @property
    def today(self) -> date:
        """The day."""
        return self.cro.desk.notebook.clock().date()

    # What is shown

    def refresh_record(self) -> None:
        """Show the program as it now stands."""
        notebook = self.cro.desk.notebook
        self.program = notebook.of(Program, self.program.id) or self.program
        self.stands = course(self.program, sessions_of(notebook, self.program.id), self.today.isoformat())
        self.people = {one.line_id: one for one in self.stands.participants}
        self.participants.show_keys(self.people, self._participant)
        self.sessions.show_keys([one.id for one in self.stands.sessions], self._session)
        title = label_of(self.program, notebook, bare=self.bare)
        words = typed_in(self.program, notebook, bare=self.bare)
        self.about.update(harmless(about_program(self.stands, title, words, self.today)))
        self.tabs.show(
            [
                Tab(PARTICIPANTS, "Participants", count=f"{len(self.people):,}"),
                Tab(SESSIONS, "Sessions", count=f"{len(self.stands.sessions):,}"),
            ],
            PARTICIPANTS if self.participants.display else SESSIONS,
            " ● came  ○ absent  ? not noted  · to come",
        )

    def _participant(self, key: str) -> Row:
        one = self.people[key]
        return participant_row(one, self.stands, self.today, hidden=self._is_hidden(one))

    def _session(self, key: str) -> Row:
        notebook = self.cro.desk.notebook
        session = notebook.of(Training, key)
        return Row(()) if session is None else session_row(session, self.stands, notebook, bare=self.bare)

    def _is_hidden(self, one: Participant) -> bool:
        return not self.bare and (self.program.restricted or hides(one, self.cro.desk.notebook))

    def called_on_list(self, key: str) -> str:
        """The name on a line, as it may show."""
        one = self.people[key]
        return MASK if self._is_hidden(one) else one.name

    @on(RecordsChanged)
    def _changed(self, event: RecordsChanged) -> None:
        event.stop()
        mine = {self.program.id, *(one.id for one in self.stands.sessions)}
        notebook = self.cro.desk.notebook
        made = (notebook.of(Training, one) for one in event.ids - mine)
        if not event.ids or event.ids & mine or any(one and one.program == self.program.id for one in made):
            self.refresh_record()

    # The line

    def _suggest(self, typed: str) -> Sequence[Suggestion]:
        """Contacts who are not on the list."""
        if "," in typed:
            return ()
        listed = {one.name.casefold() for one in self.people.values()}
        found = [name for name in contact_names(self.cro.desk, typed) if name.casefold() not in listed]
        return [Suggestion(name, name, enters=True) for name in found[:OFFERED]]

    def read_line(self) -> None:
        """Say what enter will make of the line."""
        self.entry.show_kind("applies")
        if self.waiting:
            sentence = f"{len(self.waiting)} pasted names NOT SAVED: enter tries again"
            self.entry.show_understood((), sentence, warning=True)
        else:
            self.entry.show_understood((), "" if self.entry.value.strip() else HINT)

    def enter(self, line: str) -> None:
        """Note who applies."""
        self.save_line(line)

    def save_lines(self, lines: tuple[str, ...], draft: str) -> bool:
        """Note each of them."""
        program, names = self.program, self.cro.desk.names
        done = self.attempt(lambda notebook: programs.apply(notebook, program, *lines, names=names, draft=draft))
        if done is not None:
            self._show_table(PARTICIPANTS)
            self.participants.action_last()
        return done is not None

    def line_before(self) -> None:
        """From the empty line to the list."""
        if not self.entry.value:
            self.rows.focus()

    # Commands

    def action_other(self) -> None:
        """From the line to the list and back; a suggestion is taken first."""
        if self.focused is not self.entry.line:
            self.entry.focus()
        elif not self.entry.take_suggestion():
            self.rows.focus()

    def action_table(self) -> None:
        """From participants to sessions, and back."""
        self._show_table(SESSIONS if self.participants.display else PARTICIPANTS)
        self.set_focus(self.rows)

    @on(TabLine.Chosen)
    def _table_chosen(self, event: TabLine.Chosen) -> None:
        event.stop()
        self._show_table(event.name)
        self.set_focus(self.rows)

    def _show_table(self, name: str) -> None:
        if (name == PARTICIPANTS) != self.participants.display:
            self.participants.display = name == PARTICIPANTS
            self.sessions.display = name == SESSIONS
            self.refresh_record()

    def action_answer(self, status: str) -> None:
        """Accept, waitlist, decline, withdraw: those marked, or the cursor's line, which goes on."""
        keys = tuple(self.participants.marked)
        if keys and self.attempt(partial(programs.answer, program=self.program, line_ids=keys, status=status)):
            self.participants.clear_marks()
            if len(keys) == 1:
                self.participants.action_down()

    def action_take_off(self) -> None:
        """Take the marked lines, or the cursor's, off the list."""
        keys = tuple(self.participants.marked)
        program = self.program
        if keys and self.attempt(lambda notebook: programs.take_off(notebook, program, *keys)):
            self.participants.clear_marks()

    def action_graduate(self) -> None:
        """Ask for the day on which those who qualify graduate: of several marked those among them."""
        marked = tuple(self.participants.marked)
        forms.ask_graduation(self, marked if len(marked) > 1 else ())

    def action_new_session(self) -> None:
        """Ask for a further session."""
        forms.ask_session(self)

    def action_check_in(self) -> None:
        """The roster of the session of today, else of the next one."""
        session = next_of(self.cro.desk.notebook, self.program.id)
        if session is None:
            self.cro.say(notice="There is no session to come: n adds one; → enter opens an earlier one")
        else:
            self.app.push_screen(CheckIn(session))

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        if event.row_list is self.participants:
            forms.edit_participant(self, event.key)
        elif (session := self.cro.desk.notebook.of(Training, event.key)) is not None:
            self.app.push_screen(CheckIn(session))

    def action_edit_session(self) -> None:
        """The whole form of the session under the cursor."""
        if self.sessions.cursor_key is not None:
            self.cro.open_record(self.sessions.cursor_key)

    def was_done(self, _done: Done | None) -> None:
        """Something that was asked for is done, or left."""
        self.participants.clear_marks()
        self.refresh_record()

    def ask_again(self, verb: str, ids: tuple[str, ...]) -> None:
        """What was being asked over this screen."""
        if verb == forms.PARTICIPANT:
            self.participants.go_to(ids[-1])
            forms.edit_participant(self, ids[-1])
        elif verb == forms.ANOTHER:
            forms.ask_session(self)
        elif verb == forms.GRADUATION:
            forms.ask_graduation(self, ids[1:])

    def action_menu(self) -> None:
        """Everything that can be done with the program, a letter each."""
        options = (
            Option("new_session", "A further session", "n"),
            Option("check_in", "Check in: the session of today, or the next one", "c"),
            Option("graduate", "Graduate those who qualify", "g"),
            Option("edit", "Edit everything about the program", "e"),
            Option("word", "Certificates or the record to Word", "w"),
        )
        title = label_of(self.program, self.cro.desk.notebook, bare=self.bare)
        self.app.push_screen(Choose(title, options), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name == "edit":
            self.cro.open_record(self.program.id)
        elif name == "word":
            self.ask_document(self.program)
        elif name is not None:
            getattr(self, f"action_{name}")()
