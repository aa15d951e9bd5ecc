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
    shortest: str = ""
    """What it is called before nothing but its key is left; without it the short name, less its full stop."""


class TabLine(Widget):
    """The choices side by side, the one that holds marked; where they do not fit, shorter names and no counts."""

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
        self._hints: tuple[str, ...] = ()

    def show(self, tabs: Sequence[Tab], here: str, hint: str = "", *shorter: str) -> None:
        """Show *tabs*, the one named *here* marked; *hint*, or what is *shorter*, after them where there is room."""
        hints = (hint, *shorter)
        if (tuple(tabs), here, hints) != (self._tabs, self._here, self._hints):
            self._tabs, self._here, self._hints = tuple(tabs), here, hints
            self.refresh()

    def _texts(self, tab: Tab, room: int) -> tuple[str, str, str]:
        """(key, label, count) as they are shown with *room* 0 (all), 1 (short names), 2 (no counts), 3 (the shortest
        names, with one blank between them) or 4 (of those that do not hold, the key alone)."""
        label = (tab.short or tab.label) if room else tab.label
        if room == 3:
            label = tab.shortest or label.rstrip(".")
        elif room == 4 and tab.key and tab.name != self._here:
            label = ""
        return tab.key, label, "" if room >= 2 else tab.count

    def _laid(self) -> list[tuple[int, int, Tab, tuple[str, str, str]]]:
        """Where each choice stands."""
        for room in range(5):
            x, laid = 1, []
            for tab in self._tabs:
                texts = self._texts(tab, room)
                cells = sum(cell_len(text) + 1 for text in texts if text) + (room != 3)
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
        for start, end, tab, (key, label, count) in self._laid():
            here = tab.name == self._here
            parts = [(key, key_style), (label, ground), (count, count_style)]
            left = end - start - 1
            segments.append(Segment(" ", here_style if here else ground))
            for text, style in parts:
                if text:
                    said = text if cell_len(text) == left else f"{text} "  # in hardly any room the last has no blank
                    segments.append(Segment(said, here_style if here else style))
                    left -= cell_len(said)
        room = self.size.width - sum(segment.cell_length for segment in segments)
        hint = next((one for one in self._hints if cell_len(one) < room), None)
        if hint is not None:
            segments.append(Segment(f" {hint}", count_style))
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
