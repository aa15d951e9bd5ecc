"""A plain text table that fits the terminal. Knows cells of text, no record."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Container, Iterable, Sequence

from cro_tui.cli.output import visible

GAP = 2
NARROWEST = 6
"""Cells below which no column is cut."""
UNFITTED = 200
"""Cells of a table that goes into a file or a pipe."""
_LINE_END = re.compile(r"[\t\n]+")


def terminal_width() -> int:
    """Cells of a line: the terminal's, or what COLUMNS says."""
    return shutil.get_terminal_size((UNFITTED, 24)).columns


def cells(text: str) -> int:
    """How many cells *text* takes: wide characters two, accents none."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(c) for c in text)


def _cells_of(c: str) -> int:
    if unicodedata.combining(c) or c in "\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], width: int, firm: Container[int] = ()) -> list[str]:
    """The lines of a table with a head, in *width* cells where that is possible; a cut cell ends in an ellipsis.

    *firm* are the columns that are not cut.
    """
    shown = [titles, *([one_line(cell, width) for cell in row] for row in rows)]
    widths = [max(cells(row[column]) for row in shown) for column in range(len(titles))]
    widths = _fitted(widths, width - GAP * (len(titles) - 1), firm)
    return [_line(row, widths) for row in shown]


def one_line(text: str, width: int) -> str:
    """The beginning of *text*, harmless and on one line: no more than what *width* cells can show."""
    head = text[: width + 1]
    return visible(_LINE_END.sub(" ", head)) + (_ellipsis() if len(text) > len(head) else "")


def _fitted(widths: list[int], room: int, firm: Container[int]) -> list[int]:
    """Cuts the widest columns to one width at which all fit."""
    for most in range(max(widths), NARROWEST - 1, -1):
        cut = [one if column in firm else min(one, most) for column, one in enumerate(widths)]
        if sum(cut) <= room:
            break
    return cut


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * GAP).join(_cell(text, width) for text, width in zip(row, widths, strict=True)).rstrip()


def _cell(text: str, width: int) -> str:
    taken = cells(text)
    if taken <= width:
        return text + " " * (width - taken)
    mark = _ellipsis()
    kept, taken = "", 0
    for c in text:
        if taken + _cells_of(c) > width - len(mark):
            break
        kept += c
        taken += _cells_of(c)
    return kept + mark + " " * (width - len(mark) - taken)


def _ellipsis() -> str:
    """``…``, or three dots where the console has no such character."""
    try:
        "…".encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return "..."
    return "…"
