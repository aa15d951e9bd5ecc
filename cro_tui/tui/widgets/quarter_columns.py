"""Counts of quarters as upright bars: the number above each, its quarter below, the compared ones broad and marked.

The compared ones differ in breadth and by a word, not by color alone, so that they show in any theme and in none.
Drawn with eighths of a cell, so that five lines tell forty heights apart. Knows nothing of what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

Tone = Literal["", "bar", "compared", "alarm", "label", "mark", "block", "compared-block", "alarm-block"]
LEAST_CELLS = 6
"""Of a column; where all have no room, the oldest go."""
_MOST_CELLS = 9
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_BELOW = 2
"""Lines below the bars: the quarter and its mark."""


@dataclass(frozen=True, slots=True)
class QuarterColumn:
    """One bar."""

    label: str
    count: int | None
    """None where nothing was counted."""
    mark: str = ""
    """What it is in the comparison: ``now``, ``then``."""
    stands_out: bool = False


class QuarterColumns(Widget):
    """The bars, oldest first."""

    COMPONENT_CLASSES = {
        "quarter-columns--bar", "quarter-columns--compared", "quarter-columns--alarm", "quarter-columns--label",
        "quarter-columns--mark", "quarter-columns--block", "quarter-columns--compared-block",
        "quarter-columns--alarm-block",
    }  # fmt: skip

    DEFAULT_CSS = """
    QuarterColumns {
        height: 8;
        background: $background;
        color: $foreground;
        & .quarter-columns--bar, & .quarter-columns--label {
            color: $quiet;
        }
        & .quarter-columns--block {
            color: $bar;
        }
        & .quarter-columns--compared-block {
            color: $bar-then;
        }
        & .quarter-columns--alarm-block {
            color: $bar-now;
        }
        & .quarter-columns--compared, & .quarter-columns--mark {
            color: $accent;
            text-style: bold;
        }
        & .quarter-columns--alarm {
            color: $alarm;
            text-style: bold;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self.columns: tuple[QuarterColumn, ...] = ()
        """What is shown."""

    def show(self, columns: Sequence[QuarterColumn]) -> None:
        """Show *columns*."""
        if tuple(columns) != self.columns:
            self.columns = tuple(columns)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        ground = self.rich_style
        drawn = drawing(self.columns, self.size.width, self.size.height)
        styles = {tone: self.get_component_rich_style(f"quarter-columns--{tone}") for tone in _TONES}
        segments = [Segment(text, styles.get(tone, ground)) for text, tone in drawn[y]] if y < len(drawn) else []
        return Strip(segments).adjust_cell_length(self.size.width, ground)


_BLOCKS: dict[Tone, Tone] = {"bar": "block", "compared": "compared-block", "alarm": "alarm-block"}
"""The tone of a bar by that of its number."""
_TONES: tuple[Tone, ...] = ("bar", "compared", "alarm", "label", "mark", *_BLOCKS.values())


def drawing(columns: Sequence[QuarterColumn], width: int, height: int) -> list[list[tuple[str, Tone]]]:
    """The lines of so many cells, each as texts with their tones; the oldest columns go where there is no room."""
    room = max(1, (width - 1) // LEAST_CELLS)
    shown = columns[-room:]
    if not shown or height <= _BELOW + 1:
        return []
    cells = min(_MOST_CELLS, (width - 1) // len(shown))
    rows = height - _BELOW - 1  # a line above the highest bar has its number
    most = max((one.count or 0 for one in shown), default=0)
    lines = [[(" ", ""), *_across(shown, cells, most, rows, line)] for line in range(rows, -1, -1)]
    labels: list[tuple[str, Tone]] = [(one.label.center(cells), "mark" if one.mark else "label") for one in shown]
    marks: list[tuple[str, Tone]] = [(one.mark.center(cells), "mark") for one in shown]
    return [*lines, [(" ", ""), *labels], [(" ", ""), *marks]]


def _across(shown: Sequence[QuarterColumn], cells: int, most: int, rows: int, line: int) -> Iterator[tuple[str, Tone]]:
    """The columns' parts on a line, the lowest being 0."""
    for one in shown:
        broad = cells - 2 if one.mark else max(2, cells // 3)
        tone: Tone = "alarm" if one.stands_out else "compared" if one.mark else "bar"
        eighths = _height(one.count, most, rows)
        top = -(-eighths // 8)  # the line on which the number stands
        if one.count is None:
            yield ("·" if line == 0 else "").center(cells), "label"
        elif line == top:
            yield number(one.count).center(cells), tone
        else:
            glyph = _EIGHTHS[max(0, min(8, eighths - 8 * line))]
            yield (glyph * broad).center(cells), _BLOCKS[tone]


def _height(count: int | None, most: int, rows: int) -> int:
    """In eighths of a line; what is not nothing is seen."""
    return max(1, round((count or 0) / most * rows * 8)) if count and most else 0


def number(count: int) -> str:
    """``9,999``, ``12.3k``: as it has room above a bar."""
    return f"{count:,}" if count < 10_000 else f"{count / 1000:.1f}k" if count < 99_950 else f"{count / 1000:,.0f}k"
