"""Lines drawn on the widget's own ground, which is worked out once for all that are drawn together.

Textual works it out anew each time it is asked for, through all that the widget stands in: with a screenful of lines
that is half of drawing them.
"""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Grounded(ScrollView):
    """A view that draws lines; subclasses use `ground` for what has no style of its own."""

    _ground: Style | None = None

    @property
    def ground(self) -> Style:
        """The widget's own colors."""
        return self._ground if self._ground is not None else self.rich_style

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of *crop*, on one ground."""
        self._ground = self.rich_style
        try:
            return super().render_lines(crop)
        finally:
            self._ground = None
