"""A list of facts as a table: each column stands beside what it says of one row.

Knows paper and how a cell is worded; nothing of what the facts mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from cro_tui.report.plain import shortened
from cro_tui.report.sentences import short_day
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.wording import MISSING

F = TypeVar("F")
Cell = Callable[[F], str]
"""What a column says of one fact."""

Shown = tuple[Column, Cell[F]]

_BRIEF = 60
"""Characters of a name or a place in a narrow column."""


@dataclass(frozen=True)
class Listing(Generic[F]):
    """A table with one row a fact.

    :param description: what the table shows, for those who hear the document instead of seeing it.
    :param empty: the sentence for no rows at all.
    """

    caption: str
    description: str
    empty: str
    columns: Sequence[Shown[F]]
    fine: bool = False
    """Whether it is a long log, set smaller."""

    def print(self, paper: Paper, facts: Sequence[F], *, label: str = "", captioned: bool = True) -> None:
        """Puts the table, or the sentence that there is nothing, on the paper.

        :param captioned: whether the caption is printed; it need not be under a heading that says the same.
        """
        rows = [[cell(one) for _, cell in self.columns] for one in facts]
        table = Table([column for column, _ in self.columns], rows, self.description, fine=self.fine)
        paper.table(table, self.caption, label=label, empty=self.empty, captioned=captioned)


def plain(title: str, cell: Cell[F]) -> Shown[F]:
    """A column of running words."""
    return Column(title), cell


def whole(title: str, cell: Cell[F]) -> Shown[F]:
    """A column whose cells stay on one line: numbers of records, dates."""
    return Column(title, whole=True), cell


def right(title: str, cell: Cell[F]) -> Shown[F]:
    """A column of figures."""
    return Column(title, "right"), cell


class Dates(NamedTuple):
    """Dates of a table, which leave out the year that its document is about."""

    year: int

    def short(self, iso: str, none: str = MISSING) -> str:
        """The day, or *none* where there is no date."""
        return short_day(iso, self.year) or none


def brief(text: str, limit: int = _BRIEF, *, none: str = MISSING) -> str:
    """A text cut to what a narrow column holds; *none* where there is no text."""
    return shortened(text, limit) or none
