"""Tables as one string each: measured columns, a repeated header row, rows that are never split.

Knows the look and the width it has, and nothing of what the rows mean. Widths in dxa.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cro_tui.report.plain import clean
from cro_tui.word.columns import Demand, column_widths
from cro_tui.word.look import Look
from cro_tui.word.markup import escape, run
from cro_tui.word.widths import font_factor, unbreakable_pieces, width_of

TEXT_POINTS = 9.5
SMALLER_POINTS = (8.5, 7.5)
"""Tried in turn where words would have to be broken: narrow letterheads, wide fonts."""

CELL_MARGINS = 200
"""Left and right margin of a cell together, as the table styles set them."""

SPARE = 30
"""Added to every measured width: printers' fonts differ by a hair."""

BANDED_FROM = 9
"""Tables of at least so many rows get every other row shaded."""

MEASURED, MEASURED_LENGTH = 24, 1500
"""How many of a column's longer cells, and how much of each, are laid out to find its width."""

KEPT_WHOLE_LINES = 8
"""Tables of at most so many estimated lines stay on one page."""

SPLIT_ROW_FROM = 40
"""A row of more lines than this may break across pages: most of a page would stay empty otherwise."""

WORD_TAKES = 0.45
"""The most of the table's width that a single word may claim, so that one endless string can't squeeze out the rest."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how it is aligned, and whether its cells are kept on one line (numbers, dates).

    `room` is the width, in dxa, that it needs besides its words: to write in by hand. `points` is the size of its
    cells where they are to be larger than text: boxes to mark.
    """

    title: str
    align: Literal["left", "right", "center"] = "left"
    whole: bool = False
    room: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be printed.

    :param rows: cells as text, one per column.
    :param description: what the table shows, for those who hear the document instead of seeing it.
    :param total: the last row sums up the others.
    :param fine: a long log, set smaller than other tables.
    :param form: lines between the columns, and rows at least ``row_height`` dxa high, to be filled in by hand.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    description: str
    total: bool = False
    fine: bool = False
    form: bool = False
    row_height: int = 0


def table_xml(table: Table, look: Look, caption: str) -> str:
    """The ``w:tbl`` of a table as wide as the text.

    :raises ValueError: when a row has more or fewer cells than there are columns, or there is no row at all.
    """
    count = len(table.columns)
    if not table.rows or any(len(row) != count for row in table.rows):
        raise ValueError("a table needs rows, each with one cell per column")
    rows = [[clean(cell) for cell in row] for row in table.rows]
    points, wanted = _fitting(table, rows, look)
    setting = _Setting(table, look, points, column_widths(wanted, look.page.text_width))
    return (
        f"<w:tbl>{_properties(table, look, caption)}<w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in setting.widths)
        + "</w:tblGrid>"
        + _header_row(setting)
        + _body_rows(setting, rows)
        + "</w:tbl>"
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """A table as it is set: in what size, with what widths."""

    table: Table
    look: Look
    points: float
    widths: Sequence[int]

    @property
    def size(self) -> str:
        """Run properties where the size is not the style's."""
        return "" if self.points == TEXT_POINTS else _sized(self.points)

    @property
    def sizes(self) -> list[str]:
        """The same of the cells of each column."""
        return [_sized(column.points) if column.points else self.size for column in self.table.columns]


def _sized(points: float) -> str:
    half = int(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _fitting(table: Table, rows: Sequence[Sequence[str]], look: Look) -> tuple[float, list[Demand]]:
    """The largest size in which no word is broken; the usual one where even the smallest does not help."""
    columns, size = table.columns, SMALLER_POINTS[0] if table.fine else TEXT_POINTS
    usual = demands(columns, rows, look, size)
    if sum(one.least for one in usual) > look.page.text_width:
        for points in SMALLER_POINTS:
            smaller = demands(columns, rows, look, points)
            if sum(one.least for one in smaller) <= look.page.text_width:
                return points, smaller
    return size, usual


def demands(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], look: Look, points: float = TEXT_POINTS
) -> list[Demand]:
    """What each column needs for its longest word, and for its longer cells."""
    factor = font_factor(look.font) * points / TEXT_POINTS
    limit = int(look.page.text_width * WORD_TAKES)
    return [
        _demand(column, sorted({row[place] for row in rows}, key=lambda cell: (len(cell), cell)), factor, limit)
        for place, column in enumerate(columns)
    ]


def _demand(column: Column, cells: Sequence[str], factor: float, limit: int) -> Demand:
    """`cells` are the different ones, the longest last."""

    def measure(text: str, bold: bool = False) -> int:
        return width_of(text, TEXT_POINTS, bold=bold, factor=factor)

    heading = max(measure(word, bold=True) for word in unbreakable_pieces(column.title) or [""])
    pieces = (cell.split("\n") if column.whole else unbreakable_pieces(cell) for cell in cells)
    longest = max((measure(piece) for cell in pieces for piece in cell), default=0)
    least = min(max(heading, longest) + CELL_MARGINS + SPARE, limit)
    # One very long cell among hundreds should wrap rather than widen the column for all.
    usual = cells[: -(len(cells) // 20) or None][-MEASURED:]
    space = measure(" ")
    wrapped = [
        [[measure(word) + space for word in line.split()] or [0] for line in cell[:MEASURED_LENGTH].split("\n")]
        for cell in usual
    ]
    return Demand(max(least, column.room), CELL_MARGINS + SPARE, wrapped, stretches=not column.whole)


def _properties(table: Table, look: Look, caption: str) -> str:
    banded = not table.form and len(table.rows) >= BANDED_FROM
    style = look.styles["form" if table.form else "table"]
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{look.page.text_width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{_look_bits(table, banded):04X}" w:firstRow="1" w:lastRow="{int(table.total)}" '
        f'w:firstColumn="0" w:lastColumn="0" w:noHBand="{int(not banded)}" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(caption)}"/><w:tblDescription w:val="{escape(table.description)}"/></w:tblPr>'
    )


def _look_bits(table: Table, banded: bool) -> int:
    """The same choices as one number, as Word before 2010 and LibreOffice read them."""
    return 0x0020 | 0x0040 * table.total | 0x0200 * (not banded) | 0x0400


def _header_row(setting: _Setting) -> str:
    style = setting.look.styles["table_head"]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:keepNext/>{_jc(column)}</w:pPr>'
        f"{run(column.title, setting.size)}</w:p></w:tc>"
        for column, width in zip(setting.table.columns, setting.widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _jc(column: Column) -> str:
    return "" if column.align == "left" else f'<w:jc w:val="{column.align}"/>'


def _body_rows(setting: _Setting, rows: Sequence[Sequence[str]]) -> str:
    table, widths, look = setting.table, setting.widths, setting.look
    lines = [_line_count(row, widths, look) for row in rows]
    whole = sum(lines) <= KEPT_WHOLE_LINES
    last = len(rows) - 1
    starts = [_cell_starts(table.columns, widths, look, keep_next=keep) for keep in (False, True)]
    height = f'<w:trHeight w:val="{table.row_height}" w:hRule="atLeast"/>' if table.row_height else ""
    sizes = setting.sizes
    pieces: list[str] = []
    for place, row in enumerate(rows):
        keep_next = place < last if whole else place in (0, last - 1) and lines[place] < SPLIT_ROW_FROM
        cant_split = "<w:cantSplit/>" if lines[place] < SPLIT_ROW_FROM else ""
        row_properties = f"<w:trPr>{cant_split}{height}</w:trPr>" if cant_split or height else ""
        pieces.append(f"<w:tr>{row_properties}")
        pieces.extend(
            f"{start}{run(cell, size)}</w:p></w:tc>"
            for start, cell, size in zip(starts[keep_next], row, sizes, strict=True)
        )
        pieces.append("</w:tr>")
    return "".join(pieces)


def _cell_starts(columns: Sequence[Column], widths: Sequence[int], look: Look, *, keep_next: bool) -> list[str]:
    """Everything of a cell that stands before its text; the same in every row."""
    keep = "<w:keepNext/>" if keep_next else ""
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{look.styles["table_number" if column.align == "right" else "table_text"]}"/>{keep}'
        f"{_jc(column) if column.align == 'center' else ''}</w:pPr>"
        for column, width in zip(columns, widths, strict=True)
    ]


def _line_count(row: Sequence[str], widths: Sequence[int], look: Look) -> int:
    """Estimated lines of the row's tallest cell."""
    factor = font_factor(look.font)
    return max(
        sum(1 + width_of(line, TEXT_POINTS, factor=factor) // max(width - CELL_MARGINS, 1) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
