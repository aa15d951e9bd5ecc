"""Shares a table's width out among its columns: every word whole first, then as few lines as possible.

Knows numbers only. Widths in dxa.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_LINES = 64
_HALVINGS = 12
_LAST_DIGITS = 1e-6

Wrapped = Sequence[Sequence[int]]
"""The text of a cell: for each of its lines, the widths of its words, each with the space after it."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What one column needs.

    :param least: for its longest word, margins included.
    :param margins: of a cell, left and right together.
    :param cells: the texts that it should fit without many lines.
    :param stretches: whether it takes a share of the width that nobody needs.
    """

    least: int
    margins: int
    cells: Sequence[Wrapped]
    stretches: bool = True

    def width_for(self, lines: int) -> int:
        """The least width at which no cell takes more lines than that, as far as lines can be saved at all."""
        longest = max((sum(line) for cell in self.cells for line in cell), default=0) + self.margins
        low, high = self.least, max(self.least, longest)
        if self._fits(low, lines):
            return low
        for _ in range(_HALVINGS):
            middle = (low + high) // 2
            if self._fits(middle, lines):
                high = middle
            else:
                low = middle
        return high

    def _fits(self, width: int, lines: int) -> bool:
        room = width - self.margins
        return all(sum(_lines_of(line, room) for line in cell) <= max(lines, len(cell)) for cell in self.cells)


def _lines_of(words: Sequence[int], room: int) -> int:
    lines, left = 1, room
    for word in words:
        if word > left and left < room:
            lines, left = lines + 1, room
        left -= word
    return lines


def column_widths(demands: Sequence[Demand], total: int) -> list[int]:
    """Whole widths that add up to ``total``.

    Every column gets its least; then all are made wide enough for the smallest number of lines that the table can
    have, and what remains goes to those that still wrap, then to all. When even the least is too much, the widest
    columns give way and the others keep theirs.
    """
    least = [demand.least for demand in demands]
    if sum(least) >= total:
        return _summing_to(_levelled(least, total), total)
    widths = least
    few, many = 0, _MOST_LINES
    while many - few > 1:
        middle = (few + many) // 2
        wanted = [demand.width_for(middle) for demand in demands]
        if sum(wanted) <= total:
            many, widths = middle, wanted
        else:
            few = middle
    lacking = [max(0, demand.width_for(1) - width) for demand, width in zip(demands, widths, strict=True)]
    share = min(1.0, (total - sum(widths)) / max(1, sum(lacking)))
    filled = [width + lack * share for width, lack in zip(widths, lacking, strict=True)]
    return _summing_to(_stretched(filled, demands, total), total)


def _stretched(widths: Sequence[float], demands: Sequence[Demand], total: int) -> list[float]:
    """The widths with what is left of the total, shared among the columns that stretch, or among all."""
    free = [demand.stretches for demand in demands]
    if not any(free):
        free = [True] * len(widths)
    growing = sum(width for width, grows in zip(widths, free, strict=True) if grows)
    factor = 1 + (total - sum(widths)) / growing
    return [width * factor if grows else width for width, grows in zip(widths, free, strict=True)]


def _levelled(widths: Sequence[int], total: int) -> list[float]:
    """The widths, none above the level at which they add up to ``total``."""
    low, high = 0.0, float(max(widths))
    for _ in range(2 * _HALVINGS):
        level = (low + high) / 2
        if sum(min(width, level) for width in widths) > total:
            high = level
        else:
            low = level
    return [min(width, low) for width in widths]


def _summing_to(widths: Sequence[float], total: int) -> list[int]:
    """Rounded down, with the lost units given to the widest column; a width that is whole but for the last digits of a
    float is whole: those digits are others from Python 3.12 on, which sums them up otherwise."""
    whole = [int(width + _LAST_DIGITS) for width in widths]
    whole[whole.index(max(whole))] += total - sum(whole)
    return whole
