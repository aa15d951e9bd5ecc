"""Where the command line hands over to the app. Imports nothing that the first screen does not need."""

from __future__ import annotations

import sys
from pathlib import Path

from cro_tui import paths
from cro_tui.cli.homes import NoHome, checked

INTERRUPTED = 130


def start(given: str | None) -> int:
    """The app on the home that was named; the exit status."""
    return start_on(paths.home(given), named=paths.is_named(given))


def start_on(home: Path, *, named: bool) -> int:
    """The app on *home*, if there is a terminal to show it in."""
    try:
        checked(home)
        if not (sys.stdin and sys.stdin.isatty()):
            raise NoHome("the app needs a terminal; cro-tui --help names the commands that need none")
        from cro_tui.tui.start import run

        return run(home, named=named)
    except KeyboardInterrupt:
        return INTERRUPTED
    except NoHome as problem:
        print(f"cro-tui: {problem}", file=sys.stderr)
        return 1
