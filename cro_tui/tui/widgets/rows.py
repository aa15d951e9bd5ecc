"""What the lines of a list are made of: its columns, how they share its width, and the texts of one row.

Knows no widget and nothing of what the rows mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

GAP = 2
"""Cells between two columns."""
MOST = 90
"""Cells of a column at most, unless it is the last: what belongs together stands where one look finds it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list."""

    title: str
    cells: int = 0
    """Its width; 0 takes a share of what the others leave."""
    least: int = 8
    """With a share: the least width, below which other columns give way."""
    share: int = 1
    right: bool = False
    gives_way: int = 0
    """On a narrow screen the column with the highest number goes first; 0 never goes."""
    most: int = MOST
    """With a share: the greatest width, unless it is the last column."""
    bars: bool = False
    """Bars stand in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, as plain text."""

    cells: tuple[str, ...]
    """One text a column."""
    badge: str = ""
    """At most two cells before the columns: a conflict, a draft, a restricted record."""
    tone: str = ""
    """``alarm``, ``quiet``, ``good``, ``heading``, or nothing."""
    words: str = ""
    """More text that the filter finds and the columns do not show."""


Look = Callable[[str], Row]


def column_widths(columns: Sequence[Column], room: int) -> list[int]:
    """The cells of each column on a line of *room* cells; 0 for those that gave way."""
    shown = set(range(len(columns)))

    def least() -> int:
        return sum((columns[i].cells or columns[i].least) + GAP for i in shown) - GAP

    while least() > room:
        giving = [i for i in shown if columns[i].gives_way]
        if not giving:
            break
        shown.remove(max(giving, key=lambda i: (columns[i].gives_way, i)))
    widths = [columns[i].cells if i in shown else 0 for i in range(len(columns))]
    sharing = [i for i in sorted(shown) if not columns[i].cells]
    left = max(0, room - sum(widths) - GAP * (len(shown) - 1))
    spare = max(0, left - sum(columns[i].least for i in sharing))
    shares = sum(columns[i].share for i in sharing)
    for i in sorted(sharing, key=lambda i: columns[i].most / columns[i].share):  # what one can't use others get
        more = spare * columns[i].share // shares
        widths[i] = min(left, columns[i].least + more)
        if i != max(shown):
            widths[i] = min(widths[i], columns[i].most)
        left -= widths[i]
        spare -= max(0, widths[i] - columns[i].least)
        shares -= columns[i].share
    return widths
