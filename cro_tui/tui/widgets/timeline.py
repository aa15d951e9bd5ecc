"""A meeting's minutes as they grow: time, kind and text of each entry, long texts wrapped, the newest at the bottom.

Draws only the lines on the screen. Knows nothing of meetings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.show import fit, harmless
from cro_tui.tui.widgets.grounded import Grounded

TIME_CELLS = 6
KIND_CELLS = 11


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is shown."""

    key: str
    time: str
    """``19:04``."""
    kind: str
    text: str
    tone: str = ""
    """``alarm``, ``quiet``, or nothing."""


class Timeline(Grounded, can_focus=True):
    """Entries in order with a cursor; follows the newest until somebody goes up."""

    JUMP_AT_RIGHT = True
    """Its text begins at the very edge: the letter to jump by stands at its right."""

    BINDINGS = bindings(LIST)
    PLACES: tuple[str, ...] = (LIST,)
    COMPONENT_CLASSES = {
        "timeline--time", "timeline--kind", "timeline--cursor", "timeline--alarm", "timeline--quiet",
    }  # fmt: skip

    DEFAULT_CSS = """
    Timeline {
        height: 1fr;
        background: $background;
        color: $foreground;
        scrollbar-size-vertical: 1;
        & .timeline--time, & .timeline--quiet {
            color: $quiet;
        }
        & .timeline--kind {
            color: $accent;
            text-style: bold;
        }
        & .timeline--alarm {
            color: $alarm;
            text-style: bold;
        }
        & .timeline--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class Opened(Message):
        """Enter on an entry."""

        timeline: Timeline
        key: str

        @property
        def control(self) -> Timeline:
            """The timeline."""
            return self.timeline

    @dataclass
    class LeftBottom(Message):
        """Arrow down on the newest entry: back to the line below."""

        timeline: Timeline

        @property
        def control(self) -> Timeline:
            """The timeline."""
            return self.timeline

    def __init__(self, *, empty: str = "No entries yet.", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._empty = empty
        self._lines: list[Line] = []
        self._wrapped: list[list[str]] = []
        self._drawn: list[tuple[int, int]] = []
        self._cursor = 0
        self._used: str | None = None
        self._clicked: str | None = None
        """The entry that was clicked last: the cursor stands on the newest before anybody sees one."""
        self._text_cells = 0

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show *lines*. A cursor on the last entry follows to the new last one; another stays with its entry."""
        key = self.cursor_key
        at_end = self._cursor >= len(self._lines) - 1
        known = {line.text: pieces for line, pieces in zip(self._lines, self._wrapped, strict=True)}
        self._lines = list(lines)
        self._wrapped = [known.get(line.text) or self._wrap(line.text) for line in self._lines]
        keys = [line.key for line in self._lines]
        last = max(0, len(keys) - 1)
        self._cursor = last if at_end else keys.index(key) if key in keys else min(self._cursor, last)
        self._place()

    def go_to(self, key: str) -> None:
        """Put the cursor on the entry of *key*, if it is shown."""
        found = next((number for number, line in enumerate(self._lines) if line.key == key), None)
        if found is not None:
            self._put_cursor(found)

    def to_last_used(self) -> None:
        """Put the cursor on the entry that it stood on when the focus left; before that, it stands on the newest."""
        if self._used is not None:
            self.go_to(self._used)

    def on_blur(self) -> None:
        """Remember the entry that was used."""
        self._used = self.cursor_key

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self._lines)

    @property
    def cursor_key(self) -> str | None:
        """The key of the entry with the cursor."""
        return self._lines[self._cursor].key if self._lines else None

    def _wrap(self, text: str) -> list[str]:
        if not self._text_cells:  # before the first layout
            return [""]
        cells = max(10, self._text_cells)
        return [piece.plain for piece in Content(harmless(text).replace("\t", " ")).wrap(cells)] or [""]

    def _place(self) -> None:
        self._drawn = [(i, part) for i, pieces in enumerate(self._wrapped) for part in range(len(pieces))]
        self.virtual_size = Size(0, len(self._drawn))
        self.call_after_refresh(self._follow_cursor)
        self.refresh()

    def _follow_cursor(self) -> None:
        if not self._drawn:
            return
        first = self._drawn.index((self._cursor, 0))
        last = first + len(self._wrapped[self._cursor]) - 1
        height = max(1, self.scrollable_content_region.height)
        y = round(self.scroll_target_y)
        if last >= y + height:
            self.scroll_to(y=min(first, last - height + 1), animate=False)
        elif first < y:
            self.scroll_to(y=first, animate=False)

    def on_resize(self) -> None:
        """Wrap anew."""
        cells = self.scrollable_content_region.width - TIME_CELLS - KIND_CELLS - 2
        if cells != self._text_cells:
            self._text_cells = cells
            self._wrapped = [self._wrap(line.text) for line in self._lines]
        self._place()

    def watch_has_focus(self, _focused: bool) -> None:
        """The cursor shows only with the focus."""
        self.refresh()

    def _put_cursor(self, index: int) -> None:
        self._cursor = max(0, min(index, len(self._lines) - 1))
        self._follow_cursor()
        self.refresh()

    def action_up(self) -> None:
        """The entry before."""
        self._put_cursor(self._cursor - 1)

    def action_down(self) -> None:
        """The next entry; past the last, out."""
        if self._cursor >= len(self._lines) - 1:
            self.post_message(self.LeftBottom(self))
        else:
            self._put_cursor(self._cursor + 1)

    def action_page(self, direction: int) -> None:
        """A screenful."""
        self._put_cursor(self._cursor + direction * max(1, self.size.height // 2))

    def action_first(self) -> None:
        """The first entry."""
        self._put_cursor(0)

    def action_last(self) -> None:
        """The newest entry."""
        self._put_cursor(len(self._lines) - 1)

    def action_open(self) -> None:
        """Open the cursor's entry."""
        if (key := self.cursor_key) is not None:
            self.post_message(self.Opened(self, key))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor, a click on the cursor's entry opens it."""
        number = self.scroll_offset.y + event.y
        if number < len(self._drawn):
            index, _part = self._drawn[number]
            if index == self._cursor and self._clicked == self.cursor_key:
                self.action_open()
            else:
                self._put_cursor(index)
                self._clicked = self.cursor_key

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        ground = self.ground
        width = self.size.width
        number = self.scroll_offset.y + y
        if number >= len(self._drawn):
            note = f" {self._empty}" if not self._lines and y == 0 else ""
            return Strip([Segment(fit(note, width), ground)], width)
        index, part = self._drawn[number]
        line = self._lines[index]
        style = self.get_component_rich_style(f"timeline--{line.tone}") if line.tone else ground
        time_style = self.get_component_rich_style("timeline--time")
        kind_style = self.get_component_rich_style("timeline--kind")
        if self.has_focus and index == self._cursor:
            style = time_style = kind_style = self.get_component_rich_style("timeline--cursor")
        time, kind = (line.time, line.kind) if part == 0 else ("", "")
        text_cells = width - TIME_CELLS - KIND_CELLS - 1
        return Strip(
            [
                Segment(" " + fit(time, TIME_CELLS), time_style),
                Segment(fit(kind, KIND_CELLS), kind_style),
                Segment(fit(self._wrapped[index][part], text_cells), style),
            ],
            width,
        )
