"""Find another concern, to link two that speak of the same thing. Gives its id. Changes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.widget import Widget

from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Look
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.unbroken import Hint

COLUMNS = (
    Column("Number", cells=13),
    Column("Heard", cells=8, gives_way=2),
    Column("Concern", share=1, least=20),
    Column("Status", cells=14, gives_way=1),
)


class PickConcern(Dialog[str]):
    """A search over the concerns; before anything is typed, those that are linked already and those alike."""

    def __init__(self, title: str, alike: Sequence[str], find: Callable[[str], Sequence[str]], look: Look) -> None:
        """*alike* are ids to begin with; *find* gives the ids that a text finds."""
        super().__init__(title, "✓ is linked already: enter takes that link away.")
        self._alike = alike
        self._find = find
        self._look = look
        self._rows = RowList(COLUMNS, empty="Nothing alike; type a word, a number or a street.")
        self._search = SearchList(self._rows, label="Find", filters=False, id="pick")

    def asked(self) -> Iterable[Widget]:
        """The search."""
        yield self._search
        yield Hint("↓ enter: this one   esc: leave it")

    def first_input(self) -> Widget:
        """The search line."""
        return self._search.field

    def on_mount(self) -> None:
        """Show what is alike."""
        self._rows.show_keys(self._alike, self._look)

    @on(SearchList.Query)
    def _search_for(self, event: SearchList.Query) -> None:
        text = event.text.strip()
        self._rows.show_keys(self._find(text) if text else self._alike)

    @on(RowList.Opened)
    def _chosen(self, event: RowList.Opened) -> None:
        self.dismiss(event.key)
