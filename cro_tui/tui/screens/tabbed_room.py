"""A list room with several tables, of which one shows; arrows lead from one to the next.

Knows the desk; what the tables hold is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from textual import on
from textual.widget import Widget

from cro_tui.model.record import Record
from cro_tui.tui.screens.list_room import ListRoom
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.tab_line import Tab, TabLine

R = TypeVar("R", bound=Record)


class TabbedRoom(ListRoom[R]):
    """Subclasses give `count_of`, and `keys` and `row` for the table that shows."""

    def __init__(self, kind: type[R], lists: Mapping[str, tuple[str, RowList]]) -> None:
        """*lists*: name -> (label, list); the first one is of *kind*, and shows first."""
        self.table = next(iter(lists))
        """The name of the table that shows."""
        super().__init__(kind, lists[self.table][1])
        self.labels = {name: label for name, (label, _) in lists.items()}
        self.lists = {name: rows for name, (_, rows) in lists.items()}
        self.searches = {
            name: self.search if rows is self.rows else SearchList(rows) for name, rows in self.lists.items()
        }
        self.tabs = TabLine(id="tables")

    def count_of(self, name: str) -> str:
        """How many lines the table has, as it stands beside its name; ``""`` where that is not known."""
        raise NotImplementedError

    def first(self) -> Iterable[Widget]:
        """The names of the tables, and the one that shows."""
        yield self.tabs
        for name, search in self.searches.items():
            search.display = name == self.table
            yield search

    def show_list(self) -> None:
        """Show the table and the names of all."""
        super().show_list()
        self.tabs.show(
            [Tab(name, label, count=self.count_of(name)) for name, label in self.labels.items()],
            self.table,
            " ← → other table   RESTRICTED SHOWN, m masks" if self.bare else " ← → other table",
        )

    def go_to_table(self, name: str) -> None:
        """Show the table *name*, with the cursor in it."""
        self.table = name
        self.rows, self.search = self.lists[name], self.searches[name]
        for other, search in self.searches.items():
            search.display = other == name
        self.show_list()
        self.set_focus(self.rows)

    def action_table(self, step: int) -> None:
        """The next table, or the one before."""
        names = list(self.lists)
        self.go_to_table(names[(names.index(self.table) + step) % len(names)])

    @on(TabLine.Chosen, "#tables")
    def _table_chosen(self, event: TabLine.Chosen) -> None:
        self.go_to_table(event.name)
