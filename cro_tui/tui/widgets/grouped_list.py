"""A fast list in groups: headings over the whole width, which the cursor passes over.

Knows nothing of what the rows mean. A key that begins with `HEADING` is a heading's; the first cell of its row
is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from cro_tui.tui.show import fit
from cro_tui.tui.widgets.row_list import RowList

HEADING = "# "


class GroupedList(RowList):
    """A list whose headings are no lines: they are not opened, marked or counted."""

    JUMP_CELLS = 1
    """So many cells are empty before a heading, for the letter to jump by."""

    @property
    def counted(self) -> tuple[int, int]:
        """(lines shown, lines there are), headings not counted."""
        return _lines(self._sieve.left), _lines(self._sieve.keys)

    def can_be_marked(self, key: str) -> bool:
        """Not a heading."""
        return not key.startswith(HEADING)

    def _is_heading(self, index: int) -> bool:
        return 0 <= index < self.line_count and self._sieve.left[index].startswith(HEADING)

    def _line_near(self, index: int, step: int) -> int | None:
        """The first line at *index* or beyond it in the direction of *step*."""
        while 0 <= index < self.line_count:
            if not self._is_heading(index):
                return index
            index += step
        return None

    def _put_cursor(self, index: int) -> None:
        index = max(0, min(index, self.line_count - 1))
        step = -1 if index < self._cursor else 1
        near = self._line_near(index, step)
        if near is None:
            near = self._line_near(index, -step)
        if near is not None:
            super()._put_cursor(near)

    def _settle_cursor(self, before: str | None, place: int) -> None:
        super()._settle_cursor(before, place)
        if self._is_heading(self._cursor):
            self._put_cursor(self._cursor)

    def action_up(self) -> None:
        """The line before; past the first the list is left."""
        if self._line_near(self._cursor - 1, -1) is None:
            self.scroll_to(y=0, animate=False)
            self.left_top()
        else:
            self._put_cursor(self._cursor - 1)

    def _follow_cursor(self) -> None:
        """The heading of the cursor's group stays in sight when the cursor comes from below."""
        super()._follow_cursor()
        if self._is_heading(self._cursor - 1) and self._cursor <= round(self.scroll_target_y):
            self.scroll_to(y=self._cursor - 1, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click on a heading does nothing."""
        index = self._line_at(event.y)
        if index is not None and self._is_heading(index):
            event.prevent_default()

    def render_line(self, y: int) -> Strip:
        """One line of the screen: a heading over the whole width, or a row."""
        index = self.scroll_offset.y + y - self._top
        if y < self._top or not self._is_heading(index):
            return super().render_line(y)
        width = self.size.width
        row = self.row(self._sieve.left[index])
        style = self.get_component_rich_style(f"row-list--{row.tone or 'heading'}")
        heading = fit(f" {row.cells[0]}", self.scrollable_content_region.width)  # its … not beneath the scrollbar
        return Strip([Segment(heading, style)]).extend_cell_length(width, style)


def _lines(keys: Sequence[str]) -> int:
    return sum(1 for key in keys if not key.startswith(HEADING))
