"""The rooms of the program by their names in the command table, loaded when first entered.

A new room is one line in `ROOMS`; nothing is imported before somebody goes there. Knows no room itself.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from textual.screen import Screen

ROOMS: dict[str, str] = {
    "capture": "cro_tui.tui.screens.capture:Capture",
    "find": "cro_tui.tui.screens.find:Find",
    "today": "cro_tui.tui.screens.today:Today",
    "concerns": "cro_tui.tui.screens.concerns:Concerns",
    "reports": "cro_tui.tui.screens.reports:Reports",
    "meetings": "cro_tui.tui.screens.meetings:Meetings",
    "outreach": "cro_tui.tui.screens.outreach:OutreachRoom",
    "work": "cro_tui.tui.screens.work:WorkRoom",
    "training": "cro_tui.tui.screens.training:TrainingRoom",
    "settings": "cro_tui.tui.screens.settings:SettingsRoom",
}
"""Name in the command table -> ``module:class``."""

FIRST = "capture"
"""Where the program opens."""


def lazily(place: str) -> Callable[[], Screen[Any]]:
    """A factory that imports ``module:class`` only when it is called."""
    module, _, name = place.partition(":")

    def make() -> Screen[Any]:
        screen: Screen[Any] = getattr(import_module(module), name)()
        return screen

    return make
