"""Where one can jump on a screen: every field, list and pane that takes the focus, every name of a tab line.

Reads the screen as it is laid out; knows no room and no records.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any, Protocol, runtime_checkable

from textual.errors import NoWidget
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

LABEL_CELLS = 2
"""A letter and a blank: so many cells are free before the text of a field, a list or a tab, if it does not say less."""
DIGITS = "123456789"
"""They follow the letters, where a form has more fields than there are letters."""
PATIENCE = 1.0
"""Seconds after which a jump is not waited for any more."""


@runtime_checkable
class Jumpable(Protocol):
    """A widget of several choices, of which each can be jumped to."""

    def jumps(self) -> Iterator[tuple[int, str, Callable[[], object]]]:
        """(cell at which the label stands, the key that it has anyway or nothing, what chooses it)."""


@dataclass(frozen=True)
class Spot:
    """One place to jump to."""

    letter: str
    x: int
    y: int
    cells: int
    go: Callable[[], Awaitable[None]]


_Go = Callable[[], Awaitable[None]]


def spots(screen: Screen[Any]) -> list[Spot]:
    """The places on *screen* in reading order; the letters follow the alphabet, a tab keeps a digit of its own."""
    found = sorted(_found(screen), key=lambda one: (one[1], one[0]))
    own = {key for *_, key, _go in found}
    letters = iter([*ascii_lowercase, *(digit for digit in DIGITS if digit not in own)])
    made = []
    for x, y, cells, key, go in found:
        letter = key or next(letters, "")
        if letter:
            made.append(Spot(letter, x, y, cells, go))
    return made


def _found(screen: Screen[Any]) -> Iterator[tuple[int, int, int, str, _Go]]:
    focusable = set(screen.focus_chain)
    for widget in screen.walk_children(Widget):
        if widget not in focusable and not isinstance(widget, Jumpable):
            continue
        seen = _seen(screen, widget)
        if not seen:
            continue
        if isinstance(widget, Jumpable):
            for x, key, choose in widget.jumps():
                yield seen.x + x, seen.y, LABEL_CELLS, key, _Choosing(screen, widget, choose)
        else:
            at = seen.right - LABEL_CELLS - 1 if getattr(widget, "JUMP_AT_RIGHT", False) else seen.x
            yield at, seen.y, getattr(widget, "JUMP_CELLS", LABEL_CELLS), "", _Focusing(screen, widget)


def _seen(screen: Screen[Any], widget: Widget) -> Region:
    """What of *widget* can be seen; nothing where it is hidden or scrolled away."""
    try:
        return screen.find_widget(widget).visible_region
    except NoWidget:
        return Region()


async def taken_in(pump: MessagePump) -> None:
    """Through when *pump* has done all that was sent to it so far."""
    done = asyncio.Event()
    pump.call_later(done.set)
    try:
        await asyncio.wait_for(done.wait(), PATIENCE)
    except TimeoutError:
        return


class _Focusing:
    """Puts the cursor into a widget, at once."""

    def __init__(self, screen: Screen[Any], widget: Widget) -> None:
        self._screen = screen
        self._widget = widget

    async def __call__(self) -> None:
        if self._widget.focusable:
            self._screen.set_focus(self._widget)


class _Choosing:
    """Chooses a tab, and is through when the screen has done what that means: the next key lands in what it shows."""

    def __init__(self, screen: Screen[Any], widget: Widget, choose: Callable[[], object]) -> None:
        self._screen = screen
        self._widget = widget
        self._choose = choose

    async def __call__(self) -> None:
        done = asyncio.Event()
        self._choose()
        above = [node for node in self._widget.ancestors_with_self if isinstance(node, Widget)]
        _follow(above[: above.index(self._screen) + 1], done)
        try:
            await asyncio.wait_for(done.wait(), PATIENCE)
        except TimeoutError:
            return


def _follow(way: list[Any], done: asyncio.Event) -> None:
    """Sets *done* when all on the *way* of a message have had it."""
    here, *rest = way
    pump: MessagePump = here
    pump.call_later((lambda: _follow(rest, done)) if rest else done.set)
