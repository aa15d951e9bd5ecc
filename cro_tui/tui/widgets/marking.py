"""Lines under a cursor of which several can be marked, to do one thing with all of them. Knows nothing of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cro_tui.tui.widgets.cursor_scroll import CursorScroll


class MarkingScroll(CursorScroll):
    """A subclass gives the keys and says what is hidden, and draws the marks. They stay while a filter hides
    their lines."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._marked: dict[str, None] = {}

    # What a subclass gives

    @property
    def cursor_key(self) -> str | None:
        """The key of the line with the cursor."""
        raise NotImplementedError

    @property
    def visible_keys(self) -> Sequence[str]:
        """The keys that the filter leaves, in order."""
        raise NotImplementedError

    @property
    def keys(self) -> Sequence[str]:
        """All keys, whatever the filter leaves."""
        raise NotImplementedError

    def hides(self, key: str) -> bool:
        """Whether the filter hides the line of *key*."""
        raise NotImplementedError

    def can_be_marked(self, key: str) -> bool:
        """Whether *key* is a line that something can be done with."""
        return True

    # Marks

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked rows in the order of marking; the cursor's row if none is marked."""
        if self._marked:
            return tuple(self._marked)
        return (self.cursor_key,) if self.cursor_key is not None else ()

    @property
    def marked_out_of_sight(self) -> int:
        """How many marked rows the filter hides."""
        return sum(map(self.hides, self._marked))

    def mark(self, keys: Iterable[str]) -> None:
        """Mark these rows, as far as they are here, besides those that are marked."""
        here = set(self.keys)
        self._marked |= {key: None for key in keys if key in here}
        self._marks_changed()

    def clear_marks(self) -> None:
        """Unmark all rows."""
        if self._marked:
            self._marked.clear()
            self._marks_changed()

    def _marks_changed(self) -> None:
        self.refresh()
        self.moved()  # whoever counts them hears of it

    def action_mark(self) -> None:
        """Mark or unmark the cursor's row, and go on."""
        if (key := self.cursor_key) is not None and self.can_be_marked(key):
            if key in self._marked:
                del self._marked[key]
            else:
                self._marked[key] = None
            self._marks_changed()
            self._put_cursor(self._cursor + 1)

    def action_mark_all(self) -> None:
        """Mark every row that the filter leaves; if all of them are, unmark them. Marks of other rows stay."""
        shown = [key for key in self.visible_keys if self.can_be_marked(key)]
        if all(key in self._marked for key in shown):
            for key in shown:
                del self._marked[key]
        else:
            self._marked |= dict.fromkeys(shown)
        self._marks_changed()
