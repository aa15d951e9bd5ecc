"""Check-in: the facts of a session, its roster, and one line that takes names and badges one after the other.

Every name is saved when it is entered. Knows the actions through the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.actions import training
from cro_tui.model.contact import Contact
from cro_tui.model.program import Program
from cro_tui.model.training import Training, beyond_times
from cro_tui.report.programs import expected
from cro_tui.report.rosters import Regular, Regulars
from cro_tui.store.drafts import Draft
from cro_tui.tui import STYLES
from cro_tui.tui.commands import bindings
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import label_of, typed_in, without_names
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.dialogs.choose import Choose, Option, confirm
from cro_tui.tui.screens.line_room import LineRoom
from cro_tui.tui.screens.roster import Roster
from cro_tui.tui.show import harmless
from cro_tui.tui.type_ahead import OFFERED, contact_names
from cro_tui.tui.widgets.minutes_line import MinutesLine, Suggestion
from cro_tui.tui.widgets.text_field import CaptureLine
from cro_tui.tui.widgets.understood import Part

HINT = "Type or scan a name or a badge, or name, agency/ID. ↓ picks, enter signs in."
HINT_LATER = "Type a name, or name, agency/ID; enter puts it on the roster, without times."


class NameLine(CaptureLine):
    """The line for names and badges."""


class CheckIn(LineRoom):
    """The roster of one session."""

    PLACE = "check-in"
    HOME = "training"
    LABEL = "Check-in"
    CSS_PATH = STYLES / "check_in.tcss"
    AUTO_FOCUS = "NameLine"
    BINDINGS = bindings("check-in")

    def __init__(self, session: Training, draft: Draft | None = None) -> None:
        super().__init__(MinutesLine(NameLine(), suggest=self._suggest), draft)
        self.session = session
        """As the officer sees it now."""
        self.about = Static("", id="session-about", markup=False)
        self.roster = Roster()
        self.expected: list[Regular] = []
        """Who is accepted in its program and not on the roster."""
        self._regulars: Regulars | None = None

    def first(self) -> Iterable[Widget]:
        """All of it."""
        yield self.about
        yield self.roster
        yield self.entry

    def on_mount(self) -> None:
        """Show the session, and what was being typed."""
        self.refresh_record()
        self.roster.last_signed_in()
        self.restore()

    @property
    def record(self) -> Training:
        """The session."""
        return self.session

    @property
    def regulars(self) -> Regulars:
        """Who was on rosters before."""
        if self._regulars is None:
            self._regulars = Regulars(self.cro.desk.notebook)
        return self._regulars

    @property
    def absent_commands(self) -> frozenset[str]:
        """Nobody is expected outside a program."""
        return super().absent_commands | (frozenset() if self.expected else frozenset({"roster.sign_in"}))

    # What is shown

    @property
    def _is_secret(self) -> bool:
        """Whether nobody on the roster may be named: the session is restricted, or its program is."""
        program = self.cro.desk.notebook.of(Program, self.session.program) if self.session.program else None
        return self.session.restricted or (program is not None and program.restricted)

    def refresh_record(self) -> None:
        """Show the session as it now stands."""
        fresh = self.cro.desk.notebook.of(Training, self.session.id)
        if fresh is not None:
            self.session = fresh
            notebook = self.cro.desk.notebook
            program = notebook.of(Program, fresh.program) if fresh.program else None
            self.expected = expected(fresh, program, notebook) if program is not None else []
            self.roster.show_roster(notebook, fresh, self.expected, bare=self.bare, secret=self._is_secret)
            title = label_of(fresh, notebook, bare=self.bare)
            words = typed_in(fresh, notebook, bare=self.bare)
            self.about.update(harmless(facts(fresh, title, words, notebook.clock().year, len(self.expected))))

    @on(RecordsChanged)
    def _changed(self, event: RecordsChanged) -> None:
        event.stop()
        if not event.ids:
            self._regulars = None
        if not event.ids or event.ids & {self.session.id, self.session.program}:
            self.refresh_record()

    def _suggest(self, typed: str) -> Sequence[Suggestion]:
        """Who was on rosters before, then contacts; without those who are on this one."""
        if "," in typed:
            return ()
        wanted = typed.casefold().split()
        before = [one for one in self.expected if wanted and _begins(one.name, wanted)]
        before += self.regulars.like(typed)
        before = [one for one in before if not self._hidden(one.contact)]
        lines = {one.name.casefold(): one.line for one in before}
        lines = {**{name.casefold(): name for name in contact_names(self.cro.desk, typed)}, **lines}
        ordered = [one.name.casefold() for one in before]
        ordered += [name for name in lines if name not in ordered]
        listed = {str(row.get("name") or "").casefold() for row in self.session.roster}
        found = [lines[name] for name in dict.fromkeys(ordered) if name not in listed and lines[name] != typed.strip()]
        return [Suggestion(line, line, enters=True) for line in found[:OFFERED]]

    def _hidden(self, contact_id: str) -> bool:
        contact = self.cro.desk.notebook.of(Contact, contact_id) if contact_id else None
        return contact is not None and contact.restricted

    def read_line(self) -> None:
        """Say what enter will make of the line."""
        value = self.entry.value.strip()
        here = training.goes_on(self.session, self.cro.desk.notebook.clock())
        self.entry.show_kind("sign in" if here else "on roster")
        owner = self.regulars.of_badge(value) if value and "," not in value else None
        if self.waiting:
            sentence = f"{len(self.waiting)} pasted names NOT SAVED: enter tries again"
            self.entry.show_understood((), sentence, warning=True)
        elif owner is not None:
            self.entry.show_understood([Part("badge of", owner.name)])
        else:
            self.entry.show_understood((), "" if value else HINT if here else HINT_LATER)

    # The line

    def enter(self, line: str) -> None:
        """Sign in; a badge that is scanned twice must not stand before the next one."""
        who, agency = training.who_is(line, self.regulars)
        if who and not self.waiting and training.on_roster(self.session, who, agency):
            self.clear_line()
            shown = without_names(who, self.session, self.cro.desk.notebook)
            self.cro.say(saving="", notice=f"{shown} is on the roster already")
        else:
            self.save_line(line)

    def save_lines(self, lines: tuple[str, ...], draft: str) -> bool:
        """Sign in each of them."""
        check_in = partial(training.check_in, names=self.cro.desk.names, regulars=self.regulars, draft=draft)
        session = self.session
        done = self.attempt(lambda notebook: check_in(notebook, session, *lines))
        if done is not None:
            self.roster.last_signed_in()
        return done is not None

    def sign_in(self, people: Sequence[Regular]) -> bool:
        """Sign in people who are expected."""
        check_in = partial(training.check_in, names=self.cro.desk.names, regulars=self.regulars)
        session = self.session
        return self.attempt(lambda notebook: check_in(notebook, session, *people)) is not None

    def ask_again(self, verb: str, ids: tuple[str, ...]) -> None:
        """The score or the line of the roster that was being typed."""
        self.roster.go_to(ids[-1])
        if verb == "score":
            self.roster.action_score()
        elif verb == "line":
            self.roster.action_open()

    def line_before(self) -> None:
        """From the empty line to the roster."""
        if not self.entry.value:
            self.roster.focus()

    # Commands

    def action_other(self) -> None:
        """From the line to the roster and back; a suggestion is taken first."""
        if self.focused is self.entry.line:
            if not self.entry.take_suggestion():
                self.roster.to_last_used()
                self.roster.focus()
        else:
            self.entry.focus()

    def action_all_out(self) -> None:
        """Sign everybody out; where the times can't be those of the session, ask what the hours are."""
        if self.attempt(partial(training.sign_out, session=self.session)) is None:
            return
        self.refresh_record()
        session = self.session
        short = training.short_of_plan(session)
        if not short:
            return
        planned = session.shown("hours")
        who = "the one" if len(short) == 1 else f"all {len(short)}"

        def answered(answer: str | None) -> None:
            if answer == "yes":
                typed = {"hours": planned}
                self.attempt(partial(training.set_lines, session=self.session, line_ids=short, typed=typed))

        body = (
            f"The session is planned at {planned} h. By the times of signing in and out, {len(short)} of "
            f"{len(session.roster)} were there for less than half of it. The record counts hours."
        )
        self.app.push_screen(confirm("How many hours was it?", f"{planned} h for {who} of them", body), answered)

    def action_menu(self) -> None:
        """Everything that can be done with the session, a letter each."""
        options = (
            Option("out", "Sign everybody out, now", "o"),
            Option("edit", "Edit everything about the session", "e"),
            Option("word", "Write the record or a sign-in sheet to Word", "w"),
        )
        title = label_of(self.session, self.cro.desk.notebook, bare=self.bare)
        self.app.push_screen(Choose(title, options), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name == "out":
            self.action_all_out()
        elif name == "edit":
            self.cro.open_record(self.session.id)
        elif name == "word":
            self.ask_roster(self.session)


def _begins(name: str, wanted: Sequence[str]) -> bool:
    words = name.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in wanted)


def facts(session: Training, title: str, words: Callable[[str], str], year: int, expected: int = 0) -> str:
    """Two lines: what is taught, by the *title* that may be shown; when, where, by whom, and how many are there.

    *words* says of what else was typed into it how it may show.
    """
    what = [title, session.kind, words(session.topic)]
    signed = [row for row in session.roster if row.get("in")]
    out = sum(1 for row in signed if row.get("out"))
    state = [
        readable(session.start).replace(f" {year}", ""),
        f"{session.shown('hours')} h" if session.hours is not None else "",
        f"{len(session.roster)} on the roster",
        f"{len(signed) - out} in, {out} out" if signed else "",
        f"{by_hand} with hours noted by hand" if (by_hand := sum(map(beyond_times, session.roster))) else "",
        f"{expected} expected" if expected else "",
        words(session.place),
        words(session.instructor),
    ]
    return "\n".join(" · ".join(part for part in parts if part) for parts in (what, state))
