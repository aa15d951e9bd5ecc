"""The card of the tour: what to do next, and how to leave it. Knows no step."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class TourCard(Static):
    """Two lines or three above the keys."""

    DEFAULT_CSS = """
    TourCard {
        height: auto;
        max-height: 5;
        padding: 0 1;
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: $block-cursor-text-style;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._said = ("", "")

    def say(self, text: str, how_to_leave: str) -> None:
        """Show both."""
        if (text, how_to_leave) != self._said:
            self._said = (text, how_to_leave)
            self.update(Content(f"{text}\n{how_to_leave}"))

    @property
    def said(self) -> str:
        """What it says."""
        return "\n".join(self._said)
