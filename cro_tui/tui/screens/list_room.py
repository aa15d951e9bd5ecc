"""A room that is one list of the records of a kind: new, edit, Word; enter opens the screen of one of them.

Meetings and training are such rooms. Knows the desk; what a line says and what is asked for a new one is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from textual import events, on
from textual.widget import Widget

from cro_tui.actions.base import Done
from cro_tui.model.record import Record
from cro_tui.store.drafts import Draft
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.dialogs.drafted import ABOUT, Save, ask
from cro_tui.tui.screens.documents import DocumentRoom
from cro_tui.tui.screens.line_room import LineRoom
from cro_tui.tui.widgets.choice_field import from_words
from cro_tui.tui.widgets.record_form import RecordForm
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row
from cro_tui.tui.widgets.search_list import SearchList

R = TypeVar("R", bound=Record)
NEW = "new"
"""What the draft of a record that was not made is called."""


class ListRoom(DocumentRoom, Generic[R]):
    """Subclasses give `keys`, `row`, `screen_of`, `ask_new` and `write`."""

    def __init__(self, kind: type[R], rows: RowList) -> None:
        super().__init__()
        self._kind = kind
        self.rows = rows
        self.search = SearchList(rows)
        self.bare = False
        """Whether what is restricted shows."""
        self._stale = True

    # What a room gives

    def keys(self) -> Iterable[str]:
        """The lines in their order: ids, and what else `open_line` and `row` know."""
        raise NotImplementedError

    def row(self, key: str) -> Row:
        """The line of *key*, with what is restricted masked unless `bare`."""
        raise NotImplementedError

    @property
    def words(self) -> Mapping[str, str] | None:
        """What the filter finds each line by, case-folded, where that is ready; else it goes by what a line shows."""
        return None

    def screen_of(self, record: R, draft: Draft | None) -> LineRoom:
        """The screen that enter opens, with what was being typed on it."""
        raise NotImplementedError

    def ask_new(self, after: R | None = None) -> None:
        """Ask what a new record needs, under the name `NEW`; *after* is the one that it follows."""
        raise NotImplementedError

    def ask_like_before(
        self,
        asked: Sequence[str],
        title: str,
        body: str,
        save: Save,
        fill_in: Callable[[RecordForm, str], None],
    ) -> None:
        """Ask the fields *asked* of a new record, of which the first names it; names of before are suggested, it
        begins now, and *fill_in* hears of each edit."""
        desk, kind = self.cro.desk, self._kind
        known = {one.name: replace(one, wide=True) for one in KindForm(kind, desk).fields()}
        before = sorted(desk.notebook.all(kind), key=lambda one: str(one.values.get(kind.DATED) or ""), reverse=True)
        names = list(dict.fromkeys(str(one.values.get(asked[0]) or "") for one in before if not one.restricted))
        fields = [known[name] for name in asked]
        label = kind.FIELDS[asked[0]].label
        fields[0] = replace(fields[0], label=label, suggest=from_words(names), free=True)
        now = readable(desk.notebook.clock().isoformat(timespec="minutes"))
        ask(self, NEW, (), title, fields, save, values={kind.DATED: now}, body=body, typed=fill_in, after=self.made)

    def write(self, record: R) -> None:
        """Write its Word document."""
        raise NotImplementedError

    # What a room has

    def first(self) -> Iterable[Widget]:
        """The list under its filter."""
        yield self.search

    def on_mount(self) -> None:
        """Show what there is."""
        self.show_list()

    def arrive(self) -> None:
        """The cursor is in the list."""
        self.focus_later(lambda: self.rows)

    def holds(self, _key: str) -> bool:
        """Where no line stands yet, what is meant for one waits."""
        return not self.rows.count and not self.cro.is_open and self.focused is self.rows

    @property
    def filtered(self) -> SearchList:
        """The list under its filter."""
        return self.search

    def show_list(self) -> None:
        """Show the records as they now stand."""
        self._stale = False
        self.say_nothing_open(self.rows)
        self.rows.show_keys(self.keys(), self.row, self.words)

    @on(events.ScreenResume)
    def _back_here(self) -> None:
        if self._stale:
            self.show_list()

    @on(RecordsChanged)
    def _changed(self, event: RecordsChanged) -> None:
        event.stop()
        if not event.ids or any(map(self.shows, event.ids)):
            self._stale = True
            if self.is_current:
                self.show_list()

    def shows(self, record_id: str) -> bool:
        """Whether a line says something of that record."""
        return self.get(record_id) is not None

    def get(self, record_id: str) -> R | None:
        """The record of *record_id*, if it is one of this room's kind."""
        return self.cro.desk.notebook.of(self._kind, record_id)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        self.open_line(event.key)

    def open_line(self, key: str, draft: Draft | None = None) -> None:
        """Open the screen of the record *key*."""
        record = self.get(key)
        if record is None:
            self.cro.say(notice="It is not here yet: the notebook is still being opened")
        else:
            self.app.push_screen(self.screen_of(record, draft))

    def resume(self, draft: Draft) -> None:
        """Go on with a line that was not entered, or with what was asked and not saved."""
        about = draft.fields.get(ABOUT, "")
        if draft.kind == NEW:
            self.ask_new(self.get(about))
        else:
            self.open_line(draft.record or about.partition(";")[0], draft)

    def made(self, done: Done | None) -> None:
        """A new record stands there: open it."""
        if done is not None:
            self.show_list()
            self.rows.go_to(done.record.id)
            self.open_line(done.record.id)

    # Commands

    def action_new(self) -> None:
        """Ask what a new record needs."""
        self.ask_new()

    def action_edit(self) -> None:
        """The whole form of the record under the cursor."""
        if (record := self._at_cursor()) is not None:
            self.cro.open_record(record.id)

    def action_history(self) -> None:
        """Every change of the record under the cursor."""
        if (record := self.cro.desk.notebook.get(self.rows.cursor_key or "")) is not None:
            self.show_history(record, bare=self.bare)
        else:
            self.cro.say(notice="No record stands here that has a history")

    def action_word(self) -> None:
        """The record under the cursor as a Word document."""
        if (record := self._at_cursor()) is not None:
            self.write(record)

    def action_mask(self) -> None:
        """Show what is restricted, or mask it again."""
        if self.cro.keeps_masked():
            return
        self.bare = not self.bare
        self.show_list()

    def _at_cursor(self) -> R | None:
        return self.get(self.rows.cursor_key or "")
