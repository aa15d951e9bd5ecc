"""Shares a table's width out among its columns: every word whole first, then as few lines as possible.

Knows numbers only. Widths in dxa.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HALVINGS = 30


@dataclass(frozen=True, slots=True)
class Demand:
    """What one column needs: at least (its longest word) and at best (its usual longest line)."""

    least: int
    wanted: int


def column_widths(demands: Sequence[Demand], total: int) -> list[int]:
    """Whole widths that add up to ``total``.

    Every column gets its least. What is left goes where it saves lines: all columns that wrap wrap into about
    the same number of lines, which makes the rows as low as they can be. When all fit on one line, what remains
    is shared in proportion. When even the least is too much, the widest columns give way and the others keep theirs.
    """
    least = [demand.least for demand in demands]
    if sum(least) >= total:
        return _summing_to(_levelled(least, total), total)
    widths = _wrapped(demands, _lines_needed(demands, total))
    stretch = total / sum(widths)
    return _summing_to([width * stretch for width in widths], total)


def _wrapped(demands: Sequence[Demand], lines: float) -> list[float]:
    return [max(demand.least, demand.wanted / lines) for demand in demands]


def _lines_needed(demands: Sequence[Demand], total: int) -> float:
    """The smallest number of lines, not below 1, with which the columns fit into ``total``."""
    few, many = 1.0, 1.0
    while sum(_wrapped(demands, many)) > total:
        few, many = many, many * 2
    for _ in range(_HALVINGS):
        middle = (few + many) / 2
        if sum(_wrapped(demands, middle)) > total:
            few = middle
        else:
            many = middle
    return many


def _levelled(widths: Sequence[int], total: int) -> list[float]:
    """The widths, none above the level at which they add up to ``total``."""
    low, high = 0.0, float(max(widths))
    for _ in range(_HALVINGS):
        level = (low + high) / 2
        if sum(min(width, level) for width in widths) > total:
            high = level
        else:
            low = level
    return [min(width, low) for width in widths]


def _summing_to(widths: Sequence[float], total: int) -> list[int]:
    """Rounded down, with the lost units given to the widest column."""
    whole = [int(width) for width in widths]
    whole[whole.index(max(whole))] += total - sum(whole)
    return whole
