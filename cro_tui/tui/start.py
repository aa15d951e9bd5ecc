"""Starts the screens as fast as Python allows. Knows the app only by import, after the collector is off."""

from __future__ import annotations

import gc
from collections.abc import Mapping


def run(*, keys: Mapping[str, str] | None = None, theme: str = "station") -> None:
    """Run the app until the officer leaves.

    The garbage collector rests until the first room stands: importing makes nothing but objects that stay, and
    looking through them again and again is a tenth of the start.
    """
    gc.disable()
    from cro_tui.tui.app import CroTui

    CroTui(keys=keys, theme=theme).run()
