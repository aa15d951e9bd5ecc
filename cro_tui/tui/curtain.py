"""What stands between the screens and the terminal: the blank screen, the window's title, and an orderly end.

The blank screen is no screen among the others, which a dialog or a notice that comes later could cover: from its key on
nothing else reaches the terminal, whatever is drawn beneath, and it takes what is pressed. Knows no room.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import time
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen

SENTENCE = "Blank. Any key brings the screen back; it does nothing else."
_START, _END = "\x1b[?2026h", "\x1b[?2026l"
"""What is written between them is drawn as one frame by terminals that know of it; others pass over it."""
_BLACK, _PLAIN = "\x1b[0m\x1b[38;5;248m\x1b[48;5;16m", "\x1b[0m"


_TITLED, _UNTITLED = "\x1b[22;2t\x1b]2;cro-tui\x1b\\", "\x1b[23;2t"
"""The window's title put aside and ours set, which never names a record; the one that was put aside."""
END_SECONDS = 3.0
"""How long the program may take to give the terminal back."""
_ENDING = ("SIGTERM", "SIGHUP")
"""The signals that end a program; Windows has no second and no way to hear of the first."""


class Curtain(App[None]):
    """An app whose screen can be blanked, and which leaves nothing of it in the terminal."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.blanked = False
        """Whether the screen is blank."""
        self._held = ""
        """What the blank screen says while no key may bring back what is beneath."""

    def take_terminal(self) -> None:
        """Once the first screen stands: set the title, and end in order where the terminal or the system ends us."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()

        def told_to_end(number: int, _frame: object) -> None:
            threading.Thread(target=self._end, args=(loop, number), daemon=True).start()

        for name in _ENDING:
            with contextlib.suppress(AttributeError, ValueError):
                signal.signal(getattr(signal, name), told_to_end)
        self.write_codes(_TITLED)

    def _end(self, loop: asyncio.AbstractEventLoop, number: int) -> None:
        """What is typed goes to the disk, then the program ends. Not by the loop alone: where the terminal is gone,
        nobody takes what is written to it, and who waits for that waits for ever."""
        self.keep_what_is_typed()
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self.exit)
        time.sleep(END_SECONDS)
        os._exit(128 + number)

    def keep_what_is_typed(self) -> None:
        """Everything that stands in a field goes to the disk; called from any thread."""

    def give_terminal_back(self) -> None:
        """Before the terminal shows again what it showed before: its title, too."""
        self.write_codes(_UNTITLED)

    def write_codes(self, codes: str) -> None:
        """Write what steers the terminal and shows nothing."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(codes)
            self._driver.flush()

    def action_blank(self) -> None:
        """Blank the screen at once."""
        self.blanked = True
        self._draw_blank(self.size)

    def hold_blank(self, why: str) -> None:
        """Blank the screen until `release_blank`; *why* stands there."""
        self._held = why
        self.action_blank()

    @property
    def is_held(self) -> bool:
        """Whether the screen is blank until somebody is done, and no key brings it back."""
        return bool(self._held)

    def release_blank(self) -> None:
        """What is beneath may show again."""
        self._held = ""
        self.bring_back()

    def bring_back(self) -> None:
        """Show again what stands there by now."""
        if self.blanked and not self._held:
            self.blanked = False
            self.refresh(layout=True)

    async def on_event(self, event: events.Event) -> None:
        """Behind a blank screen a key, a click or a paste brings back what was there, and reaches nothing."""
        if not self.blanked or not isinstance(event, events.InputEvent | events.Paste):
            await super().on_event(event)
        elif isinstance(event, events.Key | events.Paste | events.MouseUp):  # a click ends with the last of them
            self.bring_back()

    def on_resize(self, event: events.Resize) -> None:
        """A window of another size is blank, too."""
        if self.blanked:
            self._draw_blank(event.size)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """What would be drawn; nothing of it is while the screen is blank."""
        if not self.blanked:
            super()._display(screen, renderable)

    def _draw_blank(self, size: Size) -> None:
        """Write the blank frame, also in the middle of a batch of changes that would hold a drawn one back."""
        driver = self._driver
        if driver is None or self.is_headless or not self._running or self._closed:
            return
        driver.write(_START + (_PLAIN if self.no_color else _BLACK))
        for row in range(size.height):
            said = (self._held or SENTENCE)[: size.width] if row == size.height // 2 else ""
            driver.write(f"\x1b[{row + 1};1H{said.center(size.width)}")
        driver.write(f"\x1b[{size.height};1H{_PLAIN}{_END}")
        driver.flush()
