"""A few records to choose one from. Gives its id. Knows no record: rows are made for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Look
from cro_tui.tui.widgets.unbroken import Hint


class PickRecord(Dialog[str]):
    """A list; enter gives the line's key."""

    def __init__(self, title: str, keys: Sequence[str], columns: Sequence[Column], look: Look) -> None:
        super().__init__(title)
        self._keys = keys
        self._look = look
        self._rows = RowList(columns, id="pick-record")

    def asked(self) -> Iterable[Widget]:
        """The list."""
        self._rows.styles.height = min(14, len(self._keys) + 1)
        yield self._rows
        yield Hint("enter: open   esc: back")

    def on_mount(self) -> None:
        """Show the lines."""
        self._rows.show_keys(self._keys, self._look)

    @on(RowList.Opened)
    def _chosen(self, event: RowList.Opened) -> None:
        self.dismiss(event.key)
