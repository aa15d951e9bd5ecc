"""Text in pieces, none of which is broken over two lines. Knows nothing of what they say."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.visual import VisualType
from textual.widgets import Static

from cro_tui.tui.show import glued, unglued

BETWEEN = "   "
"""Stands between two pieces of a hint."""
LONGEST = 40
"""A piece of more cells is a sentence, and broken like one."""


class Unbroken(Static):
    """A text whose `glued` pieces stay whole."""

    def render_line(self, y: int) -> Strip:
        """A line, with blanks where it was glued."""
        strip = super().render_line(y)
        return Strip([Segment(unglued(text), style, control) for text, style, control in strip], strip.cell_length)


class Hint(Unbroken):
    """Which key does what in a dialog: ``enter: save   esc: leave it``."""

    def __init__(self, text: str = "") -> None:
        super().__init__(_in_pieces(text), classes="dialog-hint", markup=False)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Say something else."""
        super().update(_in_pieces(content) if isinstance(content, str) else content, layout=layout)

    @property
    def said(self) -> str:
        """What it says."""
        return unglued(str(self.content))


def _in_pieces(text: str) -> str:
    return BETWEEN.join(glued(piece) if len(piece) <= LONGEST else piece for piece in text.split(BETWEEN))
