"""One line of choices of which one holds: the key of each, its name, how many it has. A click chooses.

Knows nothing of what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Tab:
    """One choice."""

    name: str
    label: str
    short: str = ""
    """What it is called where there is little room."""
    key: str = ""
    """The key that chooses it, shown before it."""
    count: str = ""


class TabLine(Widget):
    """The choices side by side, the one that holds marked; where they do not fit, short names and no counts."""

    COMPONENT_CLASSES = {"tab-line--key", "tab-line--here", "tab-line--count"}

    DEFAULT_CSS = """
    TabLine {
        height: 1;
        color: $foreground;
        & .tab-line--key {
            color: $accent;
            text-style: bold;
        }
        & .tab-line--count {
            color: $quiet;
        }
        & .tab-line--here {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """A choice was clicked."""

        line: TabLine
        name: str

        @property
        def control(self) -> TabLine:
            """The line."""
            return self.line

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._tabs: tuple[Tab, ...] = ()
        self._here = ""
        self._hint = ""

    def show(self, tabs: Sequence[Tab], here: str, hint: str = "") -> None:
        """Show *tabs*, with the one named *here* marked; *hint* after them where there is room."""
        if (tuple(tabs), here, hint) != (self._tabs, self._here, self._hint):
            self._tabs, self._here, self._hint = tuple(tabs), here, hint
            self.refresh()

    def _texts(self, tab: Tab, room: int) -> tuple[str, str, str]:
        """(key, label, count) as they are shown with *room* 0 (all), 1 (short names), 2 (no counts) or 3 (of those that
        do not hold, the key alone)."""
        label = (tab.short or tab.label) if room else tab.label
        if room == 3 and tab.key and tab.name != self._here:
            label = ""
        return tab.key, label, "" if room >= 2 else tab.count

    def _laid(self) -> list[tuple[int, int, Tab, tuple[str, str, str]]]:
        """Where each choice stands."""
        for room in range(4):
            x, laid = 1, []
            for tab in self._tabs:
                texts = self._texts(tab, room)
                cells = sum(cell_len(text) + 1 for text in texts if text) + 1
                laid.append((x, x + cells, tab, texts))
                x += cells
            if x <= self.size.width:
                break
        return laid

    def render_line(self, y: int) -> Strip:
        """The line."""
        ground = self.rich_style
        styles = [self.get_component_rich_style(f"tab-line--{part}") for part in ("key", "here", "count")]
        key_style, here_style, count_style = styles
        segments = [Segment(" ", ground)]
        for _start, _end, tab, (key, label, count) in self._laid():
            here = tab.name == self._here
            parts = [(key, key_style), (label, ground), (count, count_style)]
            segments.append(Segment(" ", here_style if here else ground))
            for text, style in parts:
                if text:
                    segments.append(Segment(f"{text} ", here_style if here else style))
        if sum(segment.cell_length for segment in segments) + cell_len(self._hint) < self.size.width:
            segments.append(Segment(f" {self._hint}", count_style))
        line = Strip(segments)
        if line.cell_length > self.size.width + 1:  # the last blank is nobody's loss
            return Strip.join([line.crop(0, self.size.width - 1), Strip([Segment("…", ground)])])
        return line.adjust_cell_length(self.size.width, ground)

    def jumps(self) -> Iterator[tuple[int, str, Callable[[], object]]]:
        """Each choice: where its label stands, the key that it has, what chooses it."""
        for start, _end, tab, _texts in self._laid():
            yield start - (not tab.key), tab.key, partial(self.post_message, self.Chosen(self, tab.name))

    def on_click(self, event: events.Click) -> None:
        """Choose what is under the pointer."""
        for start, end, tab, _texts in self._laid():
            if start <= event.x < end:
                self.post_message(self.Chosen(self, tab.name))
