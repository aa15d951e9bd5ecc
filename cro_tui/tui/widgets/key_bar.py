"""The bottom lines: the keys that work here, then the rooms. Made from the command table; a click runs a command.

Knows the command table and no screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from cro_tui.tui.commands import EVERYWHERE, Command, key_name, of
from cro_tui.tui.messages import ChoseCommand

Placed = tuple[int, int, Command]


class KeyBar(Widget):
    """Two lines of keys that fit any width: what does not fit goes away from the right, and … says so."""

    COMPONENT_CLASSES = {"key-bar--key", "key-bar--label", "key-bar--here"}

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 2;
        background: $field;
        color: $quiet;
        & .key-bar--key {
            color: $accent;
            text-style: bold;
        }
        & .key-bar--label {
            color: $foreground;
        }
        & .key-bar--here {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._places: tuple[str, ...] = ()
        self._here = ""
        self._keys: Mapping[str, str] = {}
        self._without: frozenset[str] = frozenset()

    def show(
        self, places: Sequence[str], here: str = "", keys: Mapping[str, str] | None = None,
        without: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """Show the keys of *places*; *here* is the id of this room's command, *keys* the officer's own keys by
        command id, *without* the ids of commands that can't run now."""
        now = (tuple(places), here, dict(keys or {}), without)
        if now != (self._places, self._here, self._keys, self._without):
            self._places, self._here, self._keys, self._without = now
            self.refresh()

    def _line(self, y: int) -> tuple[Command, ...]:
        places = (EVERYWHERE,) if y == 1 else self._places
        return tuple(c for place in places for c in of(place) if c.bar and c.id not in self._without)

    def _key(self, command: Command) -> str:
        return key_name(self._keys.get(command.id, command.key))

    def _gap(self, y: int) -> str:
        """What stands between a key and its label on line *y*: nothing between a function key and its room where it is
        narrow; a letter would read as the beginning of its label, so there keys are left out instead."""
        if y == 0:
            return " "
        cells = sum(cell_len(f"{self._key(command)} {command.label} ") for command in self._line(y))
        return " " if cells <= self.size.width else ""

    def _placed(self, y: int) -> tuple[list[Placed], bool]:
        """Which commands stand where on line *y*, and whether some are left out."""
        placed: list[Placed] = []
        x = 1
        commands = self._line(y)
        gap = self._gap(y)
        for number, command in enumerate(commands):
            cells = cell_len(f"{self._key(command)}{gap}{command.label}")
            reserve = 0 if number == len(commands) - 1 else 2
            if x + cells + reserve > self.size.width and placed:
                return placed, True
            placed.append((x, x + cells, command))
            x += cells + 1
        return placed, False

    def render_line(self, y: int) -> Strip:
        """One of the two lines."""
        ground = self.rich_style
        key_style = self.get_component_rich_style("key-bar--key")
        label_style = self.get_component_rich_style("key-bar--label")
        here_style = self.get_component_rich_style("key-bar--here")
        placed, more = self._placed(y)
        gap = self._gap(y)
        segments = [Segment(" ", ground)]
        for _start, _end, command in placed:
            here = command.id == self._here
            segments.append(Segment(self._key(command), here_style if here else key_style))
            segments.append(Segment(gap, here_style if here else ground))
            segments.append(Segment(command.label, here_style if here else label_style))
            segments.append(Segment(" ", ground))
        if more:
            segments.append(Segment("…", ground))
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        for start, end, command in self._placed(event.y)[0]:
            if start <= event.x < end:
                self.post_message(ChoseCommand(command.action))
