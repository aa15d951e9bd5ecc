"""What of a section goes into a report, and in which order. Knows no record: whoever opens it says what an item is
called and how a choice is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from textual.widget import Widget

from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.unbroken import Hint


@dataclass(frozen=True)
class Item:
    """One thing that a section tells of."""

    key: str
    ids: tuple[str, ...]
    """The records that leave the section with it."""
    text: str
    reason: str = ""
    """Why it is left out."""
    is_out: bool = False


@dataclass(frozen=True)
class Saving:
    """How choices are saved."""

    ask_why: Callable[[Item, Callable[[str], None]], None]
    """Asks why an item is left out and saves it; then tells the reason."""
    take_in: Callable[[Item], bool]
    """Whether it was saved."""
    put_in_order: Callable[[Sequence[str]], bool]
    """Keys, the first first; whether it was saved."""


class ItemList(RowList):
    """The items, those that are left out last."""

    PLACES = ("item list", LIST)
    BINDINGS = bindings("item list")

    def can_be_marked(self, key: str) -> bool:
        """A mark beside an item would read as if it went in."""
        return False


class Items(Dialog[None]):
    """Each choice is saved when it is made."""

    PLACES = ("item list", *Dialog.PLACES)

    def __init__(self, title: str, items: Iterable[Item], saving: Saving) -> None:
        super().__init__(title, "What is left out is counted all the same, and the report says that it is left out.")
        self._items = {item.key: item for item in items}
        self._saving = saving
        self._rows = ItemList((Column("", cells=4), Column("", share=1)), heading=False, id="items")

    def asked(self) -> Iterable[Widget]:
        """The items, and what can be done."""
        self._rows.styles.height = min(14, max(1, len(self._items)))
        yield self._rows
        yield Hint("space or x: leave out, take in   u d: up, down   esc: done")

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def _show(self) -> None:
        self._rows.show_keys(list(self._items), self._row)

    def _row(self, key: str) -> Row:
        item = self._items[key]
        if not item.is_out:
            return Row(("in", item.text))
        return Row(("out", f"{item.text} — {item.reason}"), tone="quiet")

    def _under_cursor(self) -> Item | None:
        return self._items.get(self._rows.cursor_key or "")

    def action_out(self) -> None:
        """Leave the item out, with a reason; or take it in again."""
        item = self._under_cursor()
        if item is None:
            return
        if not item.is_out:
            self._saving.ask_why(item, lambda reason: self._put(replace(item, is_out=True, reason=reason)))
        elif self._saving.take_in(item):
            self._put(replace(item, is_out=False, reason=""))

    def _put(self, item: Item) -> None:
        self._items[item.key] = item
        self._show()

    def action_move(self, step: int) -> None:
        """The item under the cursor up or down among those that go in."""
        keys = [key for key, item in self._items.items() if not item.is_out]
        key = self._rows.cursor_key
        if key not in keys:
            return
        place = keys.index(key)
        if not 0 <= place + step < len(keys):
            return
        keys[place], keys[place + step] = keys[place + step], keys[place]
        if self._saving.put_in_order(keys[: max(place, place + step) + 1]):
            out = [one for one in self._items if one not in keys]
            self._items = {one: self._items[one] for one in (*keys, *out)}
            self._show()
            self._rows.go_to(key)
