"""Starts the screens as fast as Python allows. Knows the app only by import, after the collector is off."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TURN_SECONDS = 0.001
"""How soon a thread in the background (opening, the index, the share) lets the keys have their turn."""


def run(home: Path, *, named: bool = False) -> int:
    """Run the app on *home* until the officer leaves; the exit status. *named*: by ``--home`` or CRO_HOME.

    The garbage collector rests until the first room stands: importing makes nothing but objects that stay, and
    looking through them again and again is a tenth of the start.
    """
    gc.disable()
    sys.setswitchinterval(TURN_SECONDS)
    with keys_as_they_are_typed():
        from cro_tui.tui.app import CroTui
        from cro_tui.tui.desk import Desk

        desk = Desk(home, named=named)
        look = desk.settings.look
        app = CroTui(desk, keys=look.keys, theme=look.theme, few_colors=has_few_colors())
        app.run()
        return app.return_code or 0


def has_few_colors() -> bool:
    """Whether the terminal has 16 colors or none: which they are nobody knows but its owner, so its own two are used.

    Of the themes' colors several would come out as the same one of the 16, and letters as bright as what is behind.
    """
    from rich.console import Console
    from textual.constants import COLOR_SYSTEM

    console = Console(color_system=COLOR_SYSTEM, force_terminal=True, legacy_windows=False)  # type: ignore[arg-type]
    return console.color_system in ("standard", None)


@contextmanager
def keys_as_they_are_typed() -> Iterator[None]:
    """The terminal hands every key on from now, long before the app reads them, and is given back as it was.

    Until then a terminal of Unix works on whole lines: it takes ctrl+s for “stop”, ctrl+z for “put aside”, rubs out by
    itself, and shows what is typed. On Windows keys wait as they are.
    """
    if sys.platform == "win32":
        yield
        return
    import termios

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    each = termios.tcgetattr(keyboard)
    each[0] &= ~(termios.IXON | termios.ICRNL | termios.INLCR | termios.IGNCR)
    each[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
    each[6][termios.VMIN], each[6][termios.VTIME] = 1, 0
    termios.tcsetattr(keyboard, termios.TCSANOW, each)
    try:
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSANOW, before)
