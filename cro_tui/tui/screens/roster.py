"""The roster of a session as a list: times, hours, scores and results with one letter each, for one line or several.

Knows the actions through the screen that it stands on.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from cro_tui.actions import training
from cro_tui.actions.base import Done
from cro_tui.model.contact import Contact
from cro_tui.model.training import Training
from cro_tui.model.vocabulary import RESULTS
from cro_tui.report.rosters import Regular, transcript
from cro_tui.store.notebook import Notebook
from cro_tui.tui.commands import bindings
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK
from cro_tui.tui.minutes_view import clock
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.screens.dialogs.transcript import TranscriptDialog
from cro_tui.tui.widgets.record_form import FormField
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from cro_tui.tui.screens.check_in import CheckIn

COLUMNS = (
    Column("Name", share=3, least=18),
    Column("Agency or ID", share=2, least=10, gives_way=2),
    Column("In", cells=5),
    Column("Out", cells=5),
    Column("Hours", cells=5, right=True),
    Column("Score", cells=5, right=True),
    Column("Result", cells=10),
)
_EDITED = ("name", "agency", "in", "out", "hours", "score", "result")
_TIMES = ("in", "out")


class Roster(RowList):
    """Who is on the roster, in the order of signing in."""

    BINDINGS = bindings("roster")
    PLACES = ("roster",)

    def __init__(self) -> None:
        super().__init__(COLUMNS, empty="Nobody yet.", id="roster")
        self._lines: dict[str, Mapping[str, object]] = {}
        self._hidden: set[str] = set()
        self._used: str | None = None

    def on_blur(self) -> None:
        """Remember the line that was used."""
        self._used = self.cursor_key

    def to_last_used(self) -> None:
        """Put the cursor on the line last used, else on the first: while names are taken it stands on the newest."""
        self.action_first()
        if self._used is not None:
            self.go_to(self._used)

    def show_roster(self, notebook: Notebook, session: Training, *, bare: bool = False) -> None:
        """Show the roster of *session*; names of restricted people are masked unless *bare*."""
        self._lines = {row["id"]: row for row in session.roster}
        self._hidden = set()
        for key, row in self._lines.items():
            contact = notebook.of(Contact, str(row["contact"])) if row.get("contact") else None
            if contact is not None and contact.restricted and not bare:
                self._hidden.add(key)
        self.show_keys(self._lines, self._row_of)

    def _row_of(self, key: str) -> Row:
        line = self._lines[key]
        name = MASK if key in self._hidden else str(line.get("name") or "")
        times = (clock(str(line.get("in") or "")), clock(str(line.get("out") or "")))
        rest = (str(line.get(column) or "") for column in ("hours", "score", "result"))
        return Row((name, str(line.get("agency") or ""), *times, *rest), tone=_TONES.get(str(line.get("result")), ""))

    def _person(self, key: str) -> str:
        return MASK if key in self._hidden else str(self._lines[key].get("name") or "")

    def _set(self, typed: Mapping[str, object]) -> None:
        """Write columns of the marked lines; without marks, of the cursor's, which goes on."""
        keys = self.marked
        several = len(keys) > 1
        screen = _screen(self)
        if keys and screen.attempt(partial(training.set_lines, session=screen.session, line_ids=keys, typed=typed)):
            self.clear_marks()
            if not several:
                self.action_down()

    def action_result(self, result: str) -> None:
        """Passed, failed, or not tested."""
        self._set({"result": result})

    def action_score(self) -> None:
        """Ask for the score of the cursor's line."""
        key = self.cursor_key
        if key is None:
            return
        screen = _screen(self)
        session = screen.session

        def save(notebook: Notebook, typed: Values, draft: str) -> Done:
            return training.set_lines(notebook, session, (key,), typed, draft=draft)

        def after(done: Done | None) -> None:
            if done is not None:
                screen.refresh_record()
                self.action_down()

        fields = (FormField("score", "Score", wide=True),)
        values = {"score": str(self._lines[key].get("score") or "")}
        ask(
            screen,
            "score",
            (session.id, key),
            f"Score of {self._person(key)}",
            fields,
            save,
            values=values,
            after=after,
        )

    def action_sign_out(self) -> None:
        """Sign out the marked lines, or the cursor's."""
        screen = _screen(self)
        if self.marked and screen.attempt(lambda notebook: training.sign_out(notebook, screen.session, *self.marked)):
            self.clear_marks()

    def action_take_off(self) -> None:
        """Take the marked lines, or the cursor's, off the roster."""
        screen = _screen(self)
        if self.marked and screen.attempt(lambda notebook: training.take_off(notebook, screen.session, *self.marked)):
            self.clear_marks()

    def action_open(self) -> None:
        """Edit the cursor's line."""
        key = self.cursor_key
        if key is None:
            return
        screen = _screen(self)
        session = screen.session
        line = self._lines[key]
        columns = Training.roster.columns
        values = {name: str(line.get(name) or "") for name in _EDITED}
        values |= {name: readable(values[name]) for name in _TIMES if values[name]}
        fields = [
            FormField(name, columns[name].label, choices=RESULTS if name == "result" else (), wide=True)
            for name in _EDITED
        ]

        def save(notebook: Notebook, typed: Values, draft: str) -> Done:
            changed = {name: text for name, text in typed.items() if text != values[name]}
            return training.set_lines(notebook, session, (key,), changed, draft=draft)

        title = f"On the roster: {self._person(key)}"
        ask(
            screen,
            "line",
            (session.id, key),
            title,
            fields,
            save,
            values=values,
            after=lambda _done: screen.refresh_record(),
        )

    def action_hours(self) -> None:
        """All hours of the person under the cursor in sessions that were held; from there to Word."""
        key = self.cursor_key
        if key is None:
            return
        screen = _screen(self)
        notebook = screen.cro.desk.notebook
        person = _regular(self._lines[key], notebook)
        today = notebook.clock().date().isoformat()
        found = transcript(notebook, person.name, person.contact, agency=person.agency, until=today)

        def closed(word_wanted: bool | None) -> None:
            if word_wanted:
                screen.write_transcript(person)

        self.app.push_screen(TranscriptDialog(self._person(key), found), closed)


_TONES = {"fail": "alarm", "pass": "good"}


def _regular(line: Mapping[str, object], notebook: Notebook) -> Regular:
    """Who stands on a line: a contact by its id, anybody else by name and agency or ID."""
    contact = notebook.of(Contact, str(line["contact"])) if line.get("contact") else None
    if contact is not None:
        return Regular(contact.name, "", contact.id)
    return Regular(str(line.get("name") or ""), str(line.get("agency") or ""), "")


def _screen(roster: Roster) -> CheckIn:
    return cast("CheckIn", roster.screen)
