"""The values of one field that stand against each other, side by side with who and when: choose one, or write a third.

Changes nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.model.record import Head, Record
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.forms import readable
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.screens.dialogs.drafted import Asker, Kept
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.side_by_side import SideBySide
from cro_tui.tui.widgets.text_field import TextField
from cro_tui.tui.widgets.unbroken import Hint

SETTLE, THIRD = "settle", "third"
"""What the draft of a third value is called, and its field."""


def ask_which_holds(screen: Asker, record: Record, settle: Callable[[str, object, str], bool]) -> None:
    """Asks for what is first in conflict. *settle* gets stored field, value and draft; whether it was saved.

    A third value that is being written is a draft of the record's form, wherever it was asked.
    """
    kept = Kept(screen.cro.desk, "record", SETTLE, (record.id, next(iter(record.conflicts))))

    def settled(choice: tuple[str, object] | None) -> None:
        if choice is not None and settle(*choice, kept.id):
            kept.drop()

    screen.cro.push_screen(Settle(record, kept), settled)


class Heads(RowList):
    """The values, latest last."""

    PLACES = ("conflict list", LIST)
    BINDINGS = bindings("conflict list")

    def action_mark(self) -> None:
        """One value holds: there is nothing to mark."""


class Settle(Dialog[tuple[str, object]]):
    """Gives (stored field, value) of what was chosen. Several fields in conflict are settled one after the other."""

    def __init__(self, record: Record, kept: Kept) -> None:
        """*kept* is what is written for a third."""
        self._kept = kept
        self._key, self._heads = next(iter(record.conflicts.items()))
        name = record.field_of_key(self._key)
        field = record.FIELDS.get(name)
        super().__init__(f"Two people wrote “{field.label if field else name}” at once", "Which one holds?")
        self._list = Heads((Column("When", cells=22), Column("Who", cells=12), Column("What")), id="heads")
        self._both = SideBySide()
        self._is_text = all(isinstance(head.value, str) for head in self._heads)
        self._third = TextField(kept.texts.get(THIRD, ""), id="third")

    def asked(self) -> Iterable[Widget]:
        """The values, and a line for a third where it is a text."""
        self._list.styles.height = min(10, len(self._heads) + 1)
        yield self._list
        yield self._both
        if self._is_text:
            yield Static("Or what holds instead, and enter:", classes="dialog-label", markup=False)
            yield self._third
        edit = "tab: write another   e: from this one   " if self._is_text else ""
        yield Hint(f"enter: this one holds   {edit}esc: leave both")

    def on_mount(self) -> None:
        """Show the values."""
        self._list.show_keys([head.sum for head in self._heads], self._row)
        (self._third if self._is_text and self._third.value else self._list).focus()

    def _head(self, sum_: str) -> Head:
        return next(head for head in self._heads if head.sum == sum_)

    def _row(self, sum_: str) -> Row:
        head = self._head(sum_)
        return Row((readable(head.stamp.at), head.stamp.by or head.stamp.laptop, _text(head.value)))

    @on(RowList.Moved)
    def _show_both(self, event: RowList.Moved) -> None:
        """The value under the cursor beside the one that lists show; where it is that, beside the one before it."""
        if event.key is None:
            return
        here = self._head(event.key)
        there = self._heads[-1] if here is not self._heads[-1] else self._heads[-2]
        self._both.show([_who(here), _who(there)], [_text(here.value), _text(there.value)])

    def action_take(self) -> None:
        """Take the value into the line, to write a third from it."""
        if self._is_text and self._list.cursor_key is not None:
            self._third.load(_text(self._head(self._list.cursor_key).value))
            self._third.focus()

    @on(RowList.Opened)
    def _chosen(self, event: RowList.Opened) -> None:
        self.dismiss((self._key, self._head(event.key).value))

    @on(TextField.Edited, "#third")
    def _edited(self) -> None:
        if self._third.value.strip():
            self._kept.keep({THIRD: self._third.value})
        else:
            self._kept.drop()

    @on(TextField.Submitted, "#third")
    def _written(self, event: TextField.Submitted) -> None:
        if event.value.strip():
            self.dismiss((self._key, event.value.strip()))


def _who(head: Head) -> str:
    return f"{head.stamp.by or head.stamp.laptop}, {readable(head.stamp.at)}"


def _text(value: object) -> str:
    if value is None:
        return "(nothing)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
