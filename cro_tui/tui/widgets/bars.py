"""The bars in a line of text, drawn in a color of their own: a large area of the bright text would blind at night."""

from __future__ import annotations

import re

from rich.segment import Segment
from rich.style import Style

_BAR = re.compile("([▏▎▍▌▋▊▉█]+)")


def with_bars(text: str, style: Style, bar_style: Style) -> list[Segment]:
    """*text* in *style*, its bars in the color of *bar_style*."""
    return [
        Segment(piece, style + Style(color=bar_style.color) if place % 2 else style)
        for place, piece in enumerate(_BAR.split(text))
        if piece
    ]
