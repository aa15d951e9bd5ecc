"""What is known of one record, as labelled paragraphs: wrapped to the width, scrolled when long, drawn line by line.

Knows nothing of records: the paragraphs are given to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cro_tui.tui.show import fit, harmless

LABEL_CELLS = 12
NARROW = 30
"""Below so many cells a label stands above its text, not beside it."""
LONGEST = 20_000
"""Letters of one paragraph that are shown; … stands for the rest."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing that is known."""

    text: str
    label: str = ""
    """Before the first line; a paragraph without one takes the whole width."""
    tone: str = ""
    """``heading``, ``strong``, ``alarm``, ``quiet``, or nothing."""


class Details(ScrollView, can_focus=True):
    """Paragraphs, one under the other."""

    JUMP_AT_RIGHT = True
    """Its text begins at the very edge: the letter to jump by stands at its right."""

    COMPONENT_CLASSES = {
        "details--label", "details--heading", "details--strong", "details--alarm", "details--quiet",
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
        & .details--alarm {
            color: $alarm;
            text-style: bold;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._lines: list[tuple[str, str, str]] = []
        """(label, text, tone) of each line."""
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
            beside = paragraph.label if self._cells >= NARROW else ""
            if paragraph.label.strip() and not beside:
                self._lines.append((fit(paragraph.label, LABEL_CELLS), "", ""))
            room = max(10, self._cells - 2 - (LABEL_CELLS if beside else 0))
            text = paragraph.text if len(paragraph.text) <= LONGEST else paragraph.text[:LONGEST] + "…"
            pieces = [piece.plain for piece in Content(harmless(text).replace("\t", " ")).wrap(room)] or [""]
            for number, piece in enumerate(pieces):
                indent = " " * LABEL_CELLS if beside else ""
                label = fit(beside, LABEL_CELLS) if beside and number == 0 else indent
                self._lines.append((label, piece, paragraph.tone))
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
        label, text, tone = self._lines[number]
        style = self.get_component_rich_style(f"details--{tone}") if tone else ground
        return Strip(
            [
                Segment(" ", ground),
                Segment(label, self.get_component_rich_style("details--label")),
                Segment(fit(text, width - 1 - len(label)), style),
            ],
            width,
        )
