"""What is known of one record, as labelled paragraphs: wrapped to the width, scrolled when long, drawn line by line.

Knows nothing of records: the paragraphs are given to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cro_tui.tui.show import fit, glued, harmless, unglued
from cro_tui.tui.widgets.bars import with_bars

LABEL_CELLS = 12
NARROW = 30
"""Below so many cells a label stands above its text, not beside it."""
LONGEST = 20_000
"""Letters of one paragraph that are shown; … stands for the rest."""
_PHONE = re.compile(r"\(\d{3}\) \d{3}-\d{4}")
_EMAIL = re.compile(r"(?<!\S)(\S+)(@\S+)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing that is known."""

    text: str
    label: str = ""
    """Before the first line; a paragraph without one takes the whole width."""
    tone: str = ""
    """``heading``, ``strong``, ``alarm``, ``quiet``, or nothing."""
    label_cells: int = LABEL_CELLS
    """The text begins after so many; a longer label stands above it."""
    label_tone: str = "label"
    """``heading`` where the label is what one looks for."""


class Details(ScrollView, can_focus=True):
    """Paragraphs, one under the other."""

    JUMP_AT_RIGHT = True
    """Its text begins at the very edge: the letter to jump by stands at its right."""

    COMPONENT_CLASSES = {
        "details--label", "details--heading", "details--strong", "details--alarm", "details--quiet",
        "details--bar",
    }  # fmt: skip

    DEFAULT_CSS = """
    Details {
        height: 1fr;
        background: $background;
        color: $foreground;
        scrollbar-size-vertical: 1;
        & .details--label, & .details--quiet {
            color: $quiet;
        }
        & .details--heading {
            color: $accent;
            text-style: bold;
        }
        & .details--strong {
            text-style: bold;
        }
        & .details--bar {
            color: $bar;
        }
        & .details--alarm {
            color: $alarm;
            text-style: bold;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._lines: list[tuple[str, str, Paragraph]] = []
        """(label, text, of which) of each line."""
        self._cells = 0

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What is shown."""
        return self._paragraphs

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show *paragraphs* from the first."""
        if tuple(paragraphs) != self._paragraphs:
            self._paragraphs = tuple(paragraphs)
            self.scroll_home(animate=False)
            self._lay()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._lay()

    def _lay(self) -> None:
        self._cells = self.scrollable_content_region.width
        self._lines = []
        for paragraph in self._paragraphs:
            label, indent = paragraph.label, paragraph.label_cells if paragraph.label else 0
            if self._cells < NARROW or indent > self._cells // 2:
                indent = 0
            if label.strip() and cell_len(label) >= indent:
                self._lines.append((fit(label, self._cells - 2).rstrip(), "", paragraph))
                label = ""
            room = max(10, self._cells - 2 - indent)
            for number, piece in enumerate(_wrapped(paragraph.text, room)):
                self._lines.append((fit(label if number == 0 else "", indent), piece, paragraph))
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        ground = self.rich_style
        width = self.size.width
        if y == 0 and self._cells != self.scrollable_content_region.width:
            self.call_later(self._lay)  # shown after being hidden, it is not always told its size
        number = self.scroll_offset.y + y
        if number >= len(self._lines):
            return Strip.blank(width, ground)
        label, text, one = self._lines[number]
        style = self.get_component_rich_style(f"details--{one.tone}") if one.tone else ground
        return Strip(
            [
                Segment(" ", ground),
                Segment(label, self.get_component_rich_style(f"details--{one.label_tone}")),
                *with_bars(
                    fit(text, width - 1 - cell_len(label)), style, self.get_component_rich_style("details--bar")
                ),
            ],
            width,
        )


def _wrapped(text: str, cells: int) -> list[str]:
    """*text* in lines of *cells*: a phone number stays whole, an email that is too long is broken before its @."""
    text = harmless(text if len(text) <= LONGEST else text[:LONGEST] + "…").replace("\t", " ")
    text = _PHONE.sub(lambda found: glued(found[0]) if cells > len(found[0]) else found[0], text)
    text = _EMAIL.sub(lambda found: found[0] if len(found[0]) <= cells else f"{found[1]}\n{found[2]}", text)
    return [unglued(piece.plain) for piece in Content(text).wrap(cells)] or [""]
