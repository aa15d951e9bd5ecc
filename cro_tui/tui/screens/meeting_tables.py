"""What the tables of the Meetings room share: their names in one line, and the arrows that lead from one to the next.

Each table is a screen of its own, loaded when somebody goes there. Knows no table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual import on
from textual.widget import Widget

from cro_tui.model.record import Record
from cro_tui.tui.screens.list_room import ListRoom
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.tab_line import Tab, TabLine

R = TypeVar("R", bound=Record)
TABLES = {"meetings": "Meetings", "outreach": "Outreach", "work": "Other work"}
"""Name in `rooms.ROOMS` -> what the table is called."""
_ARROWS = "← → other table"


class MeetingTable(ListRoom[R]):
    """A list room that is one of these tables."""

    def __init__(self, kind: type[R], rows: RowList) -> None:
        super().__init__(kind, rows)
        self.tables = TabLine(id="tables")

    def first(self) -> Iterable[Widget]:
        """The names of the tables over the list."""
        yield self.tables
        yield from super().first()

    def show_list(self) -> None:
        """The list, and which of the tables it is."""
        super().show_list()
        self.show_tables()

    def show_tables(self) -> None:
        """Which of the tables it is."""
        hint = f"{_ARROWS}   RESTRICTED SHOWN, m masks" if self.bare else _ARROWS
        self.tables.show([Tab(name, label) for name, label in TABLES.items()], self.PLACE, hint)

    @property
    def home(self) -> str:
        """The room to which it belongs, as the key bar marks it."""
        return next(iter(TABLES))

    async def action_table(self, step: int) -> None:
        """The next table, or the one before."""
        names = list(TABLES)
        await self.cro.beside(names[(names.index(self.PLACE) + step) % len(names)])

    @on(TabLine.Chosen, "#tables")
    async def _table_chosen(self, event: TabLine.Chosen) -> None:
        event.stop()
        await self.cro.beside(event.name)
