"""Two values of one field, side by side with who and when: choose one, or write a third. Changes nothing itself."""

from __future__ import annotations

import json
from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.model.record import Head, Record
from cro_tui.tui.forms import readable
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.text_field import TextField


class Settle(Dialog[tuple[str, object]]):
    """Gives (stored field, value) of what was chosen. Several fields in conflict are settled one after the other."""

    def __init__(self, record: Record) -> None:
        self._key, self._heads = next(iter(record.conflicts.items()))
        name = record.field_of_key(self._key)
        field = record.FIELDS.get(name)
        super().__init__(f"Two people wrote “{field.label if field else name}” at once", "Which one holds?")
        self._list = RowList((Column("When", cells=22), Column("Who", cells=12), Column("What")), id="heads")
        self._is_text = all(isinstance(head.value, str) for head in self._heads)
        self._third = TextField(id="third")

    def asked(self) -> Iterable[Widget]:
        """The values, and a line for a third where it is a text."""
        self._list.styles.height = min(10, len(self._heads) + 1)
        yield self._list
        yield Static("", id="whole", markup=False)
        if self._is_text:
            yield Static("Or write what holds, and press enter:", classes="dialog-label", markup=False)
            yield self._third
        yield Static("enter: this one holds   esc: leave both", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Show the values."""
        self._list.show_keys([head.sum for head in self._heads], self._row)
        self._list.focus()

    def _head(self, sum_: str) -> Head:
        return next(head for head in self._heads if head.sum == sum_)

    def _row(self, sum_: str) -> Row:
        head = self._head(sum_)
        return Row((readable(head.stamp.at), head.stamp.by or head.stamp.laptop, _text(head.value)))

    @on(RowList.Moved)
    def _show_whole(self, event: RowList.Moved) -> None:
        if event.key is not None:
            from cro_tui.tui.show import harmless

            self.query_one("#whole", Static).update(harmless(_text(self._head(event.key).value)[:2000]))

    @on(RowList.Opened)
    def _chosen(self, event: RowList.Opened) -> None:
        self.dismiss((self._key, self._head(event.key).value))

    @on(TextField.Submitted, "#third")
    def _written(self, event: TextField.Submitted) -> None:
        if event.value.strip():
            self.dismiss((self._key, event.value.strip()))


def _text(value: object) -> str:
    if value is None:
        return "(nothing)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
