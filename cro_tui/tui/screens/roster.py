"""The roster of a session as a list: times, hours, scores and results with one letter each, for one line or several.

Knows the actions through the screen that it stands on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from cro_tui.tui.widgets.record_form import FormField, Kind
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from cro_tui.tui.screens.check_in import CheckIn

COLUMNS = (
    Column("Name", share=3, least=18, most=46),
    Column("Agency or ID", share=2, least=10, gives_way=2, most=40),
    Column("In", cells=5),
    Column("Out", cells=5),
    Column("Hours", cells=5, right=True),
    Column("Score", cells=5, right=True),
    Column("Result", cells=10),
)
_EDITED = ("name", "agency", "in", "out", "hours", "score", "result")
_TELLING = frozenset({"name", "agency"})
"""What tells who it is; not asked for while that is masked."""
_TIMES = ("in", "out")
_ASKED_AS: dict[str, Kind] = {"in": "date", "out": "date", "hours": "number", "score": "number", "result": "choice"}
EXPECTED = "expected "
"""Before the place of somebody who is accepted in the program and not on the roster."""


class Roster(RowList):
    """Who is on the roster, in the order of signing in."""

    BINDINGS = bindings("roster")
    PLACES = ("roster",)

    def __init__(self) -> None:
        super().__init__(COLUMNS, empty="Nobody yet. Type or scan a name in the line, enter signs in.", id="roster")
        self._lines: dict[str, Mapping[str, object]] = {}
        self._hidden: set[str] = set()
        self._expected: dict[str, Regular] = {}
        self._used: str | None = None

    def on_blur(self) -> None:
        """Remember the line that was used."""
        self._used = self.cursor_key

    def to_last_used(self) -> None:
        """Put the cursor on the line last used, else on the first: while names are taken it stands on the newest."""
        self.action_first()
        if self._used is not None:
            self.go_to(self._used)

    def show_roster(
        self,
        notebook: Notebook,
        session: Training,
        expected: Iterable[Regular] = (),
        *,
        bare: bool = False,
        secret: bool = False,
    ) -> None:
        """Show the roster of *session*, then those who are *expected*.

        Unless *bare*, restricted people are masked, and everybody where that is *secret*.
        """
        self._lines = {row["id"]: row for row in session.roster}
        self._expected = {f"{EXPECTED}{number}": one for number, one in enumerate(expected)}
        contacts = {key: str(row.get("contact") or "") for key, row in self._lines.items()}
        contacts |= {key: one.contact for key, one in self._expected.items()}
        self._hidden = set()
        for key, contact_id in contacts.items():
            contact = notebook.of(Contact, contact_id) if contact_id else None
            is_restricted = secret or (contact is not None and contact.restricted)
            if is_restricted and not bare:
                self._hidden.add(key)
        self.show_keys([*self._lines, *self._expected], self._row_of)

    def last_signed_in(self) -> None:
        """Put the cursor on the newest line; those who are expected come after it."""
        if self._lines:
            self.go_to(list(self._lines)[-1])

    def _row_of(self, key: str) -> Row:
        if key in self._expected:
            name = MASK if key in self._hidden else self._expected[key].name
            return Row((name, "", "", "", "", "", "expected"), tone="quiet")
        line = self._lines[key]
        name = MASK if key in self._hidden else str(line.get("name") or "")
        times = (clock(str(line.get("in") or "")), clock(str(line.get("out") or "")))
        rest = (str(line.get(column) or "") for column in ("hours", "score", "result"))
        agency = "" if key in self._hidden else str(line.get("agency") or "")
        return Row((name, agency, *times, *rest), tone=_TONES.get(str(line.get("result")), ""))

    def _person(self, key: str) -> str:
        if key in self._hidden:
            return MASK
        expected = self._expected.get(key)
        return expected.name if expected is not None else str(self._lines[key].get("name") or "")

    def action_sign_in(self) -> None:
        """Sign in those who are expected: the marked ones, or the cursor's, which goes on."""
        wanted = [self._expected[key] for key in self.marked if key in self._expected]
        screen = _screen(self)
        if not wanted:
            screen.cro.say(notice="Signed in already")
            return
        place = next(iter(self.marked))
        if screen.sign_in(wanted):
            self.clear_marks()
            self.go_to(place)

    def _signed_in(self) -> tuple[str, ...]:
        """The marked lines, or the cursor's, of people who are on the roster."""
        keys = tuple(key for key in self.marked if key in self._lines)
        if not keys and self.marked:
            _screen(self).cro.say(notice="Not signed in yet: i signs in")
        return keys

    def _set(self, typed: Mapping[str, object]) -> None:
        """Write columns of the marked lines; without marks, of the cursor's, which goes on."""
        keys = self._signed_in()
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
        if key not in self._lines:
            self._signed_in()
            return
        screen = _screen(self)
        session = screen.session

        def save(notebook: Notebook, typed: Values, draft: str) -> Done:
            return training.set_lines(notebook, session, (key,), typed, draft=draft)

        def after(done: Done | None) -> None:
            if done is not None:
                screen.refresh_record()
                self.action_down()

        fields = (FormField("score", "Score", "number", wide=True),)
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
        screen, keys = _screen(self), self._signed_in()
        if keys and screen.attempt(lambda notebook: training.sign_out(notebook, screen.session, *keys)):
            self.clear_marks()

    def action_take_off(self) -> None:
        """Take the marked lines, or the cursor's, off the roster."""
        screen, keys = _screen(self), self._signed_in()
        if keys and screen.attempt(lambda notebook: training.take_off(notebook, screen.session, *keys)):
            self.clear_marks()

    def action_open(self) -> None:
        """Edit the cursor's line; sign in who is expected."""
        key = self.cursor_key
        if key in self._expected:
            self.action_sign_in()
        if key not in self._lines:
            return
        screen = _screen(self)
        session = screen.session
        line = self._lines[key]
        columns = Training.roster.columns
        asked = [name for name in _EDITED if key not in self._hidden or name not in _TELLING]
        values = {name: str(line.get(name) or "") for name in asked}
        values |= {name: readable(values[name]) for name in _TIMES if values[name]}
        fields = [
            FormField(
                name, columns[name].label, _ASKED_AS.get(name, "line"), RESULTS if name == "result" else (), wide=True
            )
            for name in asked
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
        person = self._expected.get(key) or _regular(self._lines[key], notebook)
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
