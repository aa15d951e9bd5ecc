"""The bottom lines: the keys that work here, then the rooms. Made from the command table; a click runs a command.

Knows the command table and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from cro_tui.tui.commands import EVERYWHERE, LIST, ROOM, Command, key_name, of
from cro_tui.tui.messages import ChoseCommand

ROOMY_LINES = 30
"""From so many lines on, the keys that work here have two lines: the room's own, and those that every room has."""
ROOMY_CELLS = 160
"""From so many cells on one line is enough again."""
_LASTING = frozenset({"back", "help", "blank", "room.capture", "room.find", "room.today"})
"""What stays when there is little room; also whatever enter does, and the menu that holds the rest."""
_YIELDING = ("room.training", "room.meetings", "room.reports", "room.concerns")
"""The rooms in the order in which they yield."""
_IN_ROOMY = ("list.mark", "list.help", "undo", "palette")
"""What the second line adds, where it has room."""


class _Key(NamedTuple):
    """A command as it is shown."""

    command: Command | None
    """None for the sign that something is left out."""
    key: str
    label: str

    @property
    def cells(self) -> int:
        return cell_len(f"{self.key} {self.label}" if self.key else self.label)


_LEFT_OUT = _Key(None, "", "…")
_APART, _NARROWLY_APART = 2, 1
"""Cells between two keys; the rooms stand nearer where not all have room."""


class KeyBar(Widget):
    """Lines of keys that fit any width: each stands whole or not at all, and what leads on stays longest."""

    COMPONENT_CLASSES = {"key-bar--key", "key-bar--label", "key-bar--here"}

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: auto;
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

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Two lines; three where the window is tall and not wide."""
        return 3 if self._is_roomy(viewport) else 2

    def _is_roomy(self, viewport: Size) -> bool:
        return viewport.height >= ROOMY_LINES and viewport.width < ROOMY_CELLS

    # Which keys

    def _lines(self) -> list[list[_Key]]:
        """The keys of each line."""
        here = self._of(place for place in self._places if place not in (LIST, ROOM))
        taken = {one.key for one in here}
        general = [
            one for one in self._of(place for place in self._places if place in (LIST, ROOM)) if one.key not in taken
        ]
        rooms = self._fitting(self._of((EVERYWHERE,)), _LEFT_OUT, _NARROWLY_APART)
        if self.size.height < 3:
            return [self._fitting([*here, *general], self._more), rooms]
        first = self._fitting(here, None)
        second = self._fitting([*(one for one in here if one not in first), *general], self._more)
        found = {command.id: self._shown(command) for command in of(*self._places, EVERYWHERE)}
        for one in (found[id_] for id_ in _IN_ROOMY if id_ in found):
            if self._fits([*second, one]):
                second.append(one)
        return [first, second, rooms]

    def _of(self, places: Iterable[str]) -> list[_Key]:
        found = (command for place in places for command in of(place) if command.bar)
        return [self._shown(command) for command in found if command.id not in self._without]

    def _shown(self, command: Command) -> _Key:
        return _Key(command, key_name(self._keys.get(command.id, command.key)), command.label)

    @property
    def _more(self) -> _Key:
        """What leads to the keys that are left out."""
        id_ = "list.help" if LIST in self._places else "help"
        command = next(one for one in of(LIST, EVERYWHERE) if one.id == id_)
        return self._shown(command)._replace(label="more")

    def _fitting(self, keys: Sequence[_Key], sign: _Key | None, apart: int = _APART) -> list[_Key]:
        """*keys* without those that yield, so that the rest fits with *apart* cells between them; *sign* stands for
        those left out, None where others say so."""
        kept = list(keys)
        if self._fits(kept, apart):
            return kept
        menu = any(one.command is not None and one.command.id.endswith(".menu") for one in keys)
        yielding = sorted(range(len(keys)), key=lambda number: self._weight(keys[number], number, menu))
        while len(kept) > 1 and not self._fits([*kept, *([sign] if sign else [])], apart):
            kept.remove(keys[yielding.pop()])
        if sign is None:
            return kept
        if sign is not _LEFT_OUT:
            return [*kept, sign]
        place = next(number for number, one in enumerate(keys) if one not in kept)
        return [*kept[:place], sign, *kept[place:]]

    def _fits(self, keys: Sequence[_Key], apart: int = _APART) -> bool:
        return 1 + sum(one.cells + apart for one in keys) - apart <= self.size.width

    def _weight(self, one: _Key, number: int, menu: bool) -> tuple[int, float]:
        """The greater, the sooner it yields; *number*: its place in the line; *menu*: whether one of them is a menu."""
        command = one.command
        if command is None or command.id in (self._here, *_LASTING):
            return (0, number)
        if command.id.endswith(".menu") or command.key == "enter":
            return (0, number)
        if command.id in _YIELDING:
            return (2, -_YIELDING.index(command.id))
        if command.id == "save":
            return (2, number) if menu else (1, 1.5)  # where there is a menu enter saves, too
        return (3, number) if command.place == LIST else (1, number)

    # Where they stand

    def _placed(self, y: int) -> list[tuple[int, int, _Key]]:
        """Which keys stand where on line *y*."""
        placed: list[tuple[int, int, _Key]] = []
        x = 1
        lines = self._lines()
        keys = lines[y] if y < len(lines) else []
        apart = _APART if self._fits(keys) else _NARROWLY_APART
        for one in keys:
            placed.append((x, x + one.cells, one))
            x += one.cells + apart
        return placed

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        ground = self.rich_style
        key_style = self.get_component_rich_style("key-bar--key")
        label_style = self.get_component_rich_style("key-bar--label")
        here_style = self.get_component_rich_style("key-bar--here")
        segments = [Segment(" ", ground)]
        x = 1
        for start, end, one in self._placed(y):
            here = one.command is not None and one.command.id == self._here
            segments.append(Segment(" " * (start - x), ground))
            segments.append(Segment(one.key, here_style if here else key_style))
            segments.append(Segment(" " if one.key else "", here_style if here else ground))
            segments.append(Segment(one.label, here_style if here else label_style))
            x = end
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        for start, end, one in self._placed(event.y):
            if one.command is not None and start <= event.x < end:
                self.post_message(ChoseCommand(one.command.action))
