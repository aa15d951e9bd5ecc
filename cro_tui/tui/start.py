"""Starts the screens as fast as Python allows. Knows the app only by import, after the collector is off."""

from __future__ import annotations

import gc
from pathlib import Path


def run(home: Path, *, named: bool = False) -> int:
    """Run the app on *home* until the officer leaves; the exit status. *named*: by ``--home`` or CRO_HOME.

    The garbage collector rests until the first room stands: importing makes nothing but objects that stay, and
    looking through them again and again is a tenth of the start.
    """
    gc.disable()
    from cro_tui.tui.app import CroTui
    from cro_tui.tui.desk import Desk

    desk = Desk(home, named=named)
    look = desk.settings.look
    app = CroTui(desk, keys=look.keys, theme=look.theme)
    app.run()
    return app.return_code or 0
