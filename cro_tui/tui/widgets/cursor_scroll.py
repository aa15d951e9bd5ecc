"""Lines that scroll under a cursor which always stays in sight. Knows neither what the lines say nor how they look."""

from __future__ import annotations

from textual.geometry import Region

from cro_tui.tui.widgets.grounded import Grounded


class CursorScroll(Grounded, can_focus=True):
    """A subclass gives `line_count`, draws the lines, and hears of each move in `moved`."""

    def __init__(
        self,
        *,
        headed: bool,
        id: str | None = None,  # noqa: A002 - Textual's own word
        classes: str | None = None,
    ) -> None:
        """*headed*: the first line of the widget is a heading, which does not scroll."""
        super().__init__(id=id, classes=classes)
        self._top = 1 if headed else 0
        self._cursor = 0

    # What a subclass gives

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def moved(self) -> None:
        """The cursor stands on another line."""

    def left_top(self) -> None:
        """Arrow up on the first line."""

    # Moving

    def _put_cursor(self, index: int) -> None:
        index = max(0, min(index, self.line_count - 1))
        if index != self._cursor:
            self._cursor = index
            self._follow_cursor()
            self.refresh()
            self.moved()

    def _follow_cursor(self) -> None:
        height = max(1, self.scrollable_content_region.height - self._top)
        y = round(self.scroll_target_y)
        if self._cursor < y:
            self.scroll_to(y=self._cursor, animate=False)
        elif self._cursor >= y + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)

    def _line_at(self, y: int) -> int | None:
        """The line that stands *y* cells below the top; None for the heading, and beneath the last."""
        index = round(self.scroll_offset.y) + y - self._top
        return index if y >= self._top and index < self.line_count else None

    def action_up(self) -> None:
        """The line before; past the first the list is left."""
        if self._cursor == 0:
            self.left_top()
        self._put_cursor(self._cursor - 1)

    def action_down(self) -> None:
        """The next line."""
        self._put_cursor(self._cursor + 1)

    def action_page(self, direction: int) -> None:
        """A screenful up (-1) or down (1)."""
        self._put_cursor(self._cursor + direction * max(1, self.size.height - self._top - 1))

    def action_first(self) -> None:
        """The first line."""
        self._put_cursor(0)

    def action_last(self) -> None:
        """The last line."""
        self._put_cursor(self.line_count - 1)

    def watch_has_focus(self, _focused: bool) -> None:
        """The cursor's line looks different without the focus."""
        self.refresh()

    @property
    def cursor_region(self) -> Region:
        """Where the cursor's line stands in the list, for whoever places something beside it."""
        return Region(0, self._cursor - round(self.scroll_offset.y) + self._top, self.size.width, 1)
