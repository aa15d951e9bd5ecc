"""The fast list: draws only the lines that are on the screen, so that 100,000 rows open like ten.

It holds keys, in a `Sieve`, and asks for a row when it must draw or filter it. Knows nothing of what the rows mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.show import fit, one_line
from cro_tui.tui.widgets.bars import with_bars
from cro_tui.tui.widgets.marking import MarkingScroll
from cro_tui.tui.widgets.rows import GAP, Column, Look, Row, column_widths
from cro_tui.tui.widgets.sieve import Sieve

BADGE_CELLS = 2
NOTE_CELLS = 3
"""So far from the edge stands what is said of an empty list."""


class RowList(MarkingScroll):
    """A list of rows with a cursor, marks, a heading and a filter.

    Subclass it with ``BINDINGS = bindings("its place")`` to give it single-letter commands; they work only while it
    has the focus. `PLACES` names the places for the key bar and help.
    """

    LETTERS_COMMAND = True
    """Letters that come here are commands, for whoever wants to know without importing lists."""
    BINDINGS = bindings(LIST)
    PLACES: tuple[str, ...] = (LIST,)
    COMPONENT_CLASSES = {
        "row-list--heading-line", "row-list--cursor", "row-list--cursor-away", "row-list--badge", "row-list--alarm",
        "row-list--quiet", "row-list--good", "row-list--heading", "row-list--bar",
    }  # fmt: skip

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        background: $background;
        color: $foreground;
        scrollbar-size-vertical: 1;
        & .row-list--heading-line {
            color: $quiet;
            text-style: bold;
        }
        & .row-list--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        & .row-list--cursor-away {
            background: $choice;
            text-style: bold;
        }
        & .row-list--badge, & .row-list--alarm {
            color: $alarm;
            text-style: bold;
        }
        & .row-list--quiet {
            color: $quiet;
        }
        & .row-list--good {
            color: $good;
        }
        & .row-list--heading {
            color: $accent;
            text-style: bold;
        }
        & .row-list--bar {
            color: $bar;
        }
    }
    """

    @dataclass
    class Opened(Message):
        """Enter or a second click on a row."""

        row_list: RowList
        key: str

        @property
        def control(self) -> RowList:
            """The list."""
            return self.row_list

    @dataclass
    class Moved(Message):
        """The cursor stands on another row; None when the list is empty."""

        row_list: RowList
        key: str | None

        @property
        def control(self) -> RowList:
            """The list."""
            return self.row_list

    @dataclass
    class FilterAsked(Message):
        """The key for the filter was pressed."""

        row_list: RowList

        @property
        def control(self) -> RowList:
            """The list."""
            return self.row_list

    @dataclass
    class LeftTop(Message):
        """Arrow up on the first row."""

        row_list: RowList

        @property
        def control(self) -> RowList:
            """The list."""
            return self.row_list

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "Nothing here.",
        heading: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own word
        classes: str | None = None,
    ) -> None:
        """*empty* is what stands there when there are no rows."""
        super().__init__(headed=heading, id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self.filter_field: Widget | None = None
        """Where the filter is typed, for whoever has one."""
        self.begins_in_filter = False
        """Whether the filter is where the work begins: arrow up on the first row leads back there."""
        self._sieve = Sieve()
        self._widths: list[int] = []
        self._room = -1

    def means(self, key: str, _letter: str) -> bool:
        """Whether *key*, pressed here, does something."""
        return key in self.screen.active_bindings

    # What the screen gives and asks

    def show_keys(
        self, keys: Iterable[str], look: Look | None = None, words_of: Mapping[str, str] | None = None
    ) -> None:
        """Show the rows of *keys*, in their order; *look* makes a row when it is needed. The cursor keeps its key, or
        its place where the row is gone. *words_of*: what the filter finds a row by, case-folded, if that is ready."""
        kept = self.cursor_key
        self._sieve.fill(keys, look, words_of)
        self._sieve.sift()
        self._settle(kept, place=self._cursor)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Other columns, for the rows that are shown next."""
        if tuple(columns) != self._columns:
            self._columns = tuple(columns)
            self._room = -1
            self.refresh()

    def put(self, key: str) -> None:
        """The record behind *key* changed, or is new: draw its row again, at its place or at the top."""
        self._sieve.forget(key)
        if key not in self._sieve.keys:
            self._sieve.put_first(key)
        elif self._sieve.fits(key) == (key in self._sieve.left):
            self.refresh()
            return
        kept = self.cursor_key
        self._sieve.sift()
        self._settle(kept)

    def take_out(self, key: str) -> None:
        """The row of *key* belongs here no longer."""
        if key in self._sieve.keys:
            kept = self.cursor_key
            self._sieve.take_out(key)
            self._marked.pop(key, None)
            self._sieve.sift()
            self._settle(kept, place=self._cursor)

    def filter_by(self, text: str) -> None:
        """Show only rows that hold every word of *text*, in any case and anywhere."""
        kept = self.cursor_key
        self._sieve.narrow(text)
        self._settle(kept)

    def expect_filter(self) -> None:
        """Somebody is about to type a filter: a long list gets ready for it."""
        if self._sieve.can_get_ready:
            self.run_worker(self._sieve.make_shelves(), group="filter ready", exclusive=True)

    @property
    def cursor_key(self) -> str | None:
        """The key of the row with the cursor."""
        return self._sieve.left[self._cursor] if self._cursor < len(self._sieve.left) else None

    @property
    def keys(self) -> Sequence[str]:
        """All keys, whatever the filter leaves."""
        return self._sieve.keys

    @property
    def visible_keys(self) -> Sequence[str]:
        """The keys that the filter leaves, in order."""
        return self._sieve.left

    @property
    def line_count(self) -> int:
        """How many rows the filter leaves."""
        return len(self._sieve.left)

    @property
    def count(self) -> int:
        """How many rows there are without the filter."""
        return len(self._sieve.keys)

    @property
    def filtered_by(self) -> str:
        """The filter, case-folded; empty where all rows show."""
        return self._sieve.text

    @property
    def is_filtering(self) -> bool:
        """Whether the filter has not been through all rows yet."""
        return self._sieve.is_partial

    @property
    def counted(self) -> tuple[int, int]:
        """(lines that the filter leaves, lines there are), for whoever says so beside the filter."""
        return len(self._sieve.left), len(self._sieve.keys)

    @property
    def picked(self) -> tuple[str, ...]:
        """The marked rows in the order of marking, none if none is marked."""
        return tuple(self._marked)

    def hides(self, key: str) -> bool:
        """Whether the filter hides the row of *key*."""
        return bool(self._sieve.text) and not self._sieve.fits(key)

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of *key*, if it is shown."""
        if key in self._sieve.left:
            self._put_cursor(self._sieve.left.index(key))

    def row(self, key: str) -> Row:
        """The row of *key*, from the cache or asked for."""
        return self._sieve.row(key)

    # Filtering and moving

    def _settle(self, kept: str | None, place: int = 0) -> None:
        """What is shown is another: *kept* is the key that the cursor keeps; where it is gone, it goes to *place*."""
        if self._marked:
            known = set(self._sieve.keys)
            self._marked = {key: None for key in self._marked if key in known}
        self._settle_cursor(kept, place)
        if self._sieve.is_partial:
            self.call_after_refresh(self._go_on_sifting, kept)  # what is in sight is drawn first
        elif self._sieve.text:
            self.call_after_refresh(self._sieve.remember)

    def _go_on_sifting(self, kept: str | None) -> None:
        if self._sieve.is_partial:
            self.run_worker(self._sift_rest(kept), group="filter", exclusive=True)

    async def _sift_rest(self, kept: str | None) -> None:
        if await self._sieve.sift_rest():
            self._settle_cursor(kept if self._cursor == 0 else self.cursor_key, self._cursor)
            self._sieve.remember()
            await self._sieve.make_shelves()

    def _settle_cursor(self, before: str | None, place: int) -> None:
        left = self._sieve.left
        stays = self._be_of_height(len(left) + self._top)
        if before is not None and before in left:
            self._cursor = left.index(before)
        else:
            self._cursor = max(0, min(place, len(left) - 1))
        if stays:
            self._follow_cursor()
        else:
            self.call_after_refresh(self._follow_cursor)
        self.refresh()
        self.moved()

    def _be_of_height(self, height: int) -> bool:
        """So many lines are there to scroll through. Where there were, and are, more than can be seen, nothing on the
        screen moves for that, and the screen need not be laid out anew, which takes longer than filtering: True."""
        size, seen = Size(0, height), self.container_size.height
        if seen and self.show_vertical_scrollbar and min(height, self.virtual_size.height) > seen:
            self.set_reactive(RowList.virtual_size, size)
            self._scroll_update(size)
            return True
        self.virtual_size = size
        return False

    def moved(self) -> None:
        """Says where the cursor stands, to everybody above: also where one of them moved it (a message goes no further
        than to whoever was at work when it was made)."""
        self.post_message(self.Moved(self, self.cursor_key).set_sender(self))

    def left_top(self) -> None:
        """Back to where the work began; elsewhere the cursor stays: letters after it are commands, not a filter."""
        if self.filter_field is None or self.begins_in_filter:
            self.leave_for_filter(self.LeftTop(self))

    def action_open(self) -> None:
        """Open the cursor's row."""
        if (key := self.cursor_key) is not None:
            self.post_message(self.Opened(self, key))

    def action_ask_filter(self) -> None:
        """To the filter."""
        self.leave_for_filter(self.FilterAsked(self))

    def leave_for_filter(self, message: Message) -> None:
        """Put the cursor into the filter at once, so that the next key lands there; without one, say *message*."""
        if self.filter_field is not None:
            self.screen.set_focus(self.filter_field)
        else:
            self.post_message(message)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor, a click on the cursor's row opens it."""
        index = self._line_at(event.y)
        if index is not None and index == self._cursor:
            self.action_open()
        elif index is not None:
            self._put_cursor(index)

    # Drawing

    def on_resize(self) -> None:
        """Columns share the new width."""
        self._share_width()
        self._follow_cursor()
        self.refresh()

    def _share_width(self) -> None:
        room = self.scrollable_content_region.width
        if room != self._room:
            self._room = room
            self._widths = column_widths(self._columns, max(8, room - BADGE_CELLS - 1))

    def cells_of(self, column: int) -> int:
        """How many cells a column has."""
        self._share_width()
        return self._widths[column]

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the heading, or a row."""
        self._share_width()  # a scrollbar that comes or goes changes it, too
        width = self.size.width
        ground = self.ground
        if y < self._top:
            titles = tuple(column.title for column in self._columns)
            return self._strip("", titles, self.get_component_rich_style("row-list--heading-line"), width)
        index = self.scroll_offset.y + y - self._top
        if index >= self.line_count:
            note = [] if self.line_count else wrap(self._nothing(), max(10, width - 2 * NOTE_CELLS))
            said = note[y - self._top] if y - self._top < len(note) else ""
            return Strip([Segment(fit(f"{' ' * NOTE_CELLS}{said}", width), ground)], width)
        key = self._sieve.left[index]
        row = self._sieve.row(key)
        style = self.get_component_rich_style(f"row-list--{row.tone}") if row.tone else ground
        if index == self._cursor:
            name = "row-list--cursor" if self.has_focus else "row-list--cursor-away"
            style = self.get_component_rich_style(name)
        badge = "✓ " if key in self._marked else row.badge
        return self._strip(badge, row.cells, style, width, index == self._cursor)

    def say_when_empty(self, text: str) -> None:
        """What stands there when there are no rows: what it would hold, and the key that makes the first."""
        if text != self._empty:
            self._empty = text
            self.refresh()

    def _nothing(self) -> str:
        if self._sieve.is_partial:
            return "…"
        if self._sieve.text:
            return f"Nothing fits “{one_line(self._sieve.text)}”. esc shows all {self.counted[1]:,} again."
        return one_line(self._empty)

    def _strip(self, badge: str, cells: tuple[str, ...], style: Style, width: int, cursor: bool = False) -> Strip:
        shown = [
            fit(text, cells_wide, right=column.right)
            for text, cells_wide, column in zip(cells, self._widths, self._columns, strict=False)
            if cells_wide
        ]
        pointer = "▸" if cursor else " "
        text = (" " * GAP).join(shown)
        badge_style = style if cursor or not badge else style + self.get_component_rich_style("row-list--badge")
        text = fit(text, max(0, width - BADGE_CELLS - 1))
        has_bars = not cursor and any(column.bars for column in self._columns)
        bar_style = self.get_component_rich_style("row-list--bar") if has_bars else style
        said = with_bars(text, style, bar_style) if has_bars else [Segment(text, style)]
        return Strip([Segment(pointer, style), Segment(fit(badge, BADGE_CELLS), badge_style), *said], width)
