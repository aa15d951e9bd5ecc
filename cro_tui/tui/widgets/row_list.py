"""The fast list: draws only the lines that are on the screen, so that 100,000 rows open like ten.

It holds keys and asks for a row when it must draw or filter it. Knows nothing of what the rows mean.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.show import fit

GAP = 2
BADGE_CELLS = 2
SLICE = 4000
"""So many rows are filtered at once; the rest of a longer list follows between the keys."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list."""

    title: str
    cells: int = 0
    """Its width; 0 takes a share of what the others leave."""
    least: int = 8
    """With a share: the least width, below which other columns give way."""
    share: int = 1
    right: bool = False
    gives_way: int = 0
    """On a narrow screen the column with the highest number goes first; 0 never goes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, as plain text."""

    cells: tuple[str, ...]
    """One text a column."""
    badge: str = ""
    """At most two cells before the columns: a conflict, a draft, a restricted record."""
    tone: str = ""
    """``alarm``, ``quiet``, ``good``, ``heading``, or nothing."""
    words: str = ""
    """More text that the filter finds and the columns do not show."""


Look = Callable[[str], Row]


def column_widths(columns: Sequence[Column], room: int) -> list[int]:
    """The cells of each column on a line of *room* cells; 0 for those that gave way."""
    shown = set(range(len(columns)))

    def least() -> int:
        return sum((columns[i].cells or columns[i].least) + GAP for i in shown) - GAP

    while least() > room:
        giving = [i for i in shown if columns[i].gives_way]
        if not giving:
            break
        shown.remove(max(giving, key=lambda i: (columns[i].gives_way, i)))
    widths = [columns[i].cells if i in shown else 0 for i in range(len(columns))]
    sharing = [i for i in sorted(shown) if not columns[i].cells]
    left = max(0, room - sum(widths) - GAP * (len(shown) - 1))
    spare = max(0, left - sum(columns[i].least for i in sharing))
    shares = sum(columns[i].share for i in sharing)
    for i in sharing:
        more = spare * columns[i].share // shares
        widths[i] = min(left, columns[i].least + more)
        left -= widths[i]
        spare -= more
        shares -= columns[i].share
    return widths


class RowList(ScrollView, can_focus=True):
    """A list of rows with a cursor, marks, a heading and a filter.

    Subclass it with ``BINDINGS = bindings("its place")`` to give it single-letter commands; they work only while it
    has the focus. `PLACES` names the places for the key bar and help.
    """

    BINDINGS = bindings(LIST)
    PLACES: tuple[str, ...] = (LIST,)
    COMPONENT_CLASSES = {
        "row-list--heading-line", "row-list--cursor", "row-list--cursor-away", "row-list--badge", "row-list--alarm",
        "row-list--quiet", "row-list--good", "row-list--heading",
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
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._top = 1 if heading else 0
        self.filter_field: Widget | None = None
        """Where the filter is typed, for whoever has one."""
        self._keys: list[str] = []
        self._visible: list[str] = []
        self._look: Look = lambda _key: Row(())
        self._rows: LRUCache[str, Row] = LRUCache(4096)
        self._haystacks: dict[str, str] = {}
        self._words_of: Mapping[str, str] = {}
        self._filter = ""
        self._partial = False
        """Whether the filter has not been through all rows yet."""
        self._cursor = 0
        self._marked: dict[str, None] = {}
        self._widths: list[int] = []
        self._room = -1

    # What the screen gives and asks

    def show_keys(
        self, keys: Iterable[str], look: Look | None = None, words_of: Mapping[str, str] | None = None
    ) -> None:
        """Show the rows of *keys*, in their order; *look* makes a row when it is needed. The cursor keeps its key, or
        its place where the row is gone. *words_of*: what the filter finds a row by, case-folded, if that is ready."""
        kept = self.cursor_key
        self._keys = list(keys)
        if look is not None:
            self._look = look
        if words_of is not None:
            self._words_of = words_of
        self._rows.clear()
        self._haystacks.clear()
        self._apply_filter(kept, place=self._cursor)

    def put(self, key: str) -> None:
        """The record behind *key* changed, or is new: draw its row again, at its place or at the top."""
        self._rows.discard(key)
        self._haystacks.pop(key, None)
        if key not in self._keys:
            self._keys.insert(0, key)
            self._apply_filter(self.cursor_key)
        elif self._fits(key) != (key in self._visible):
            self._apply_filter(self.cursor_key)
        else:
            self.refresh()

    def take_out(self, key: str) -> None:
        """The row of *key* belongs here no longer."""
        if key in self._keys:
            self._keys.remove(key)
            self._marked.pop(key, None)
            self._apply_filter(self.cursor_key, place=self._cursor)

    def filter_by(self, text: str) -> None:
        """Show only rows that hold every word of *text*, in any case and anywhere."""
        wanted = text.casefold().strip()
        narrower = self._filter and wanted.startswith(self._filter) and not self._partial
        self._filter = wanted
        self._apply_filter(self.cursor_key, self._visible if narrower else self._keys)

    @property
    def cursor_key(self) -> str | None:
        """The key of the row with the cursor."""
        return self._visible[self._cursor] if self._cursor < len(self._visible) else None

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked rows in the order of marking; the cursor's row if none is marked."""
        if self._marked:
            return tuple(self._marked)
        return (self.cursor_key,) if self.cursor_key is not None else ()

    @property
    def visible_keys(self) -> Sequence[str]:
        """The keys that the filter leaves, in order."""
        return self._visible

    @property
    def count(self) -> int:
        """How many rows there are without the filter."""
        return len(self._keys)

    @property
    def counted(self) -> tuple[int, int]:
        """(lines that the filter leaves, lines there are), for whoever says so beside the filter."""
        return len(self._visible), len(self._keys)

    def clear_marks(self) -> None:
        """Unmark all rows."""
        self._marked.clear()
        self.refresh()

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of *key*, if it is shown."""
        if key in self._visible:
            self._put_cursor(self._visible.index(key))

    # Filtering and moving

    def row(self, key: str) -> Row:
        """The row of *key*, from the cache or asked for."""
        row = self._rows.get(key)
        if row is None:
            row = self._look(key)
            self._rows[key] = row
        return row

    def _haystack(self, key: str) -> str:
        text = self._words_of.get(key) or self._haystacks.get(key)
        if text is None:
            row = self._look(key)
            text = self._haystacks[key] = "\n".join((*row.cells, row.words)).casefold()
        return text

    def _fits(self, key: str) -> bool:
        return all(word in self._haystack(key) for word in self._filter.split())

    def _apply_filter(self, kept: str | None, among: Sequence[str] | None = None, place: int = 0) -> None:
        """*kept* is the key that the cursor keeps; where it is gone, the cursor goes to *place*."""
        words = self._filter.split()
        source = self._keys if among is None else among
        before = self.cursor_key if kept is None else kept
        self._visible = self._fitting(source[:SLICE], words) if words else list(self._keys)
        self._partial = bool(words) and len(source) > SLICE
        if self._marked:
            known = set(self._keys)
            self._marked = {key: None for key in self._marked if key in known}
        self._settle_cursor(before, place)
        if self._partial:
            self.run_worker(self._filter_rest(source, words, before), group="filter", exclusive=True)

    def _fitting(self, keys: Sequence[str], words: Sequence[str]) -> list[str]:
        found = list(keys)
        for word in words:
            found = [key for key in found if word in self._haystack(key)]
        return found

    async def _filter_rest(self, source: Sequence[str], words: Sequence[str], before: str | None) -> None:
        """Goes through the rest of a long list, so that no key waits for it."""
        visible = self._visible
        for start in range(SLICE, len(source), SLICE):
            await asyncio.sleep(0.001)
            if visible is not self._visible:
                return
            visible += self._fitting(source[start : start + SLICE], words)
        self._partial = False
        self._settle_cursor(before if self._cursor == 0 else self.cursor_key, self._cursor)

    def _settle_cursor(self, before: str | None, place: int) -> None:
        self.virtual_size = Size(0, len(self._visible) + self._top)
        if before is not None and before in self._visible:
            self._cursor = self._visible.index(before)
        else:
            self._cursor = max(0, min(place, len(self._visible) - 1))
        self.call_after_refresh(self._follow_cursor)
        self.refresh()
        self._tell_moved()

    def _tell_moved(self) -> None:
        """Says where the cursor stands, to everybody above: also where one of them moved it (a message goes no further
        than to whoever was at work when it was made)."""
        self.post_message(self.Moved(self, self.cursor_key).set_sender(self))

    def _put_cursor(self, index: int) -> None:
        index = max(0, min(index, len(self._visible) - 1))
        if index != self._cursor:
            self._cursor = index
            self._follow_cursor()
            self.refresh()
            self._tell_moved()

    def _follow_cursor(self) -> None:
        height = max(1, self.scrollable_content_region.height - self._top)
        y = round(self.scroll_target_y)
        if self._cursor < y:
            self.scroll_to(y=self._cursor, animate=False)
        elif self._cursor >= y + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)

    def action_up(self) -> None:
        """The row before; past the first the list is left."""
        if self._cursor == 0:
            self.leave_for_filter(self.LeftTop(self))
        self._put_cursor(self._cursor - 1)

    def action_down(self) -> None:
        """The next row."""
        self._put_cursor(self._cursor + 1)

    def action_page(self, direction: int) -> None:
        """A screenful up (-1) or down (1)."""
        self._put_cursor(self._cursor + direction * max(1, self.size.height - self._top - 1))

    def action_first(self) -> None:
        """The first row."""
        self._put_cursor(0)

    def action_last(self) -> None:
        """The last row."""
        self._put_cursor(len(self._visible) - 1)

    def action_open(self) -> None:
        """Open the cursor's row."""
        if (key := self.cursor_key) is not None:
            self.post_message(self.Opened(self, key))

    def action_mark(self) -> None:
        """Mark or unmark the cursor's row, and go on."""
        if (key := self.cursor_key) is not None:
            if key in self._marked:
                del self._marked[key]
            else:
                self._marked[key] = None
            self.refresh()
            self._put_cursor(self._cursor + 1)

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
        index = round(self.scroll_offset.y) + event.y - self._top
        if event.y < self._top or index >= len(self._visible):
            return
        if index == self._cursor:
            self.action_open()
        else:
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

    def watch_has_focus(self, _focused: bool) -> None:
        """The cursor's line looks different without the focus."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the heading, or a row."""
        self._share_width()  # a scrollbar that comes or goes changes it, too
        width = self.size.width
        ground = self.rich_style
        if y < self._top:
            titles = tuple(column.title for column in self._columns)
            return self._strip("", titles, self.get_component_rich_style("row-list--heading-line"), width)
        index = self.scroll_offset.y + y - self._top
        if index >= len(self._visible):
            note = "" if self._visible or y != self._top else self._nothing()
            return Strip([Segment(fit(note, width), ground)], width)
        key = self._visible[index]
        row = self.row(key)
        style = self.get_component_rich_style(f"row-list--{row.tone}") if row.tone else ground
        if index == self._cursor:
            name = "row-list--cursor" if self.has_focus else "row-list--cursor-away"
            style = self.get_component_rich_style(name)
        badge = "✓ " if key in self._marked else row.badge
        return self._strip(badge, row.cells, style, width, index == self._cursor)

    def _nothing(self) -> str:
        return f"   Nothing fits “{self._filter}”." if self._filter else f"   {self._empty}"

    def _strip(self, badge: str, cells: tuple[str, ...], style: Style, width: int, cursor: bool = False) -> Strip:
        shown = [
            fit(text, cells_wide, right=column.right)
            for text, cells_wide, column in zip(cells, self._widths, self._columns, strict=False)
            if cells_wide
        ]
        pointer = "▸" if cursor else " "
        text = (" " * GAP).join(shown)
        badge_style = style if cursor or not badge else style + self.get_component_rich_style("row-list--badge")
        segments = [
            Segment(pointer, style),
            Segment(fit(badge, BADGE_CELLS), badge_style),
            Segment(fit(text, max(0, width - BADGE_CELLS - 1)), style),
        ]
        return Strip(segments, width)

    @property
    def cursor_region(self) -> Region:
        """Where the cursor's row stands in the list, for whoever places something beside it."""
        return Region(0, self._cursor - round(self.scroll_offset.y) + self._top, self.size.width, 1)
