"""A short list of concerns under a heading: number, summary, status. Knows no record: lines are given to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row


@dataclass(frozen=True)
class ConcernLine:
    """One concern as the list shows it."""

    number: str
    summary: str
    when: str = ""
    status: str = ""
    linked: bool = False
    closed: bool = False


class ConcernLines(Vertical):
    """The list; enter on a line posts `RowList.Opened` with the record's id."""

    DEFAULT_CSS = """
    ConcernLines {
        height: auto;
        & .lines-heading {
            color: $quiet;
            text-style: bold;
            padding: 0 1;
        }
    }
    """

    def __init__(self, heading: str, *, empty: str, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._heading = heading
        columns = (
            Column("Number", cells=13),
            Column("Heard", cells=7, gives_way=1),
            Column("Summary", share=1, least=20),
            Column("Status", cells=15, gives_way=2),
        )
        self.rows = RowList(columns, heading=False, empty=empty)

    def compose(self) -> ComposeResult:
        """Heading and lines."""
        yield Static(self._heading, classes="lines-heading", markup=False)
        yield self.rows

    def show(self, lines: Mapping[str, ConcernLine], order: Sequence[str]) -> None:
        """Show *lines* by id in *order*; while nobody is in the list, its cursor stands on the first."""

        def look(key: str) -> Row:
            line = lines[key]
            tone = "quiet" if line.closed else ""
            return Row((line.number, line.when, line.summary, line.status), "⚭" if line.linked else "", tone)

        self.rows.show_keys(order, look)
        if not self.rows.has_focus:
            self.rows.action_first()
