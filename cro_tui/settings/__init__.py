"""The settings: the officer, the department, every vocabulary and interval, the share, the screen, documents.

`shape` says what can be set, `reading` takes settings.toml in, `writing` puts changes into it. A department writes only
what differs. What is wrong in the file is named and the default taken, so that a slip never keeps an officer from
noting a concern. Knows no store and no screen.
"""

from __future__ import annotations

from cro_tui.settings.reading import FILE, load
from cro_tui.settings.shape import (
    THEMES,
    Department,
    Documents,
    Education,
    Intervals,
    Look,
    Officer,
    Settings,
)
from cro_tui.settings.writing import SettingsProblem, change, commented, save, set_aside, write_comments

__all__ = [
    "FILE",
    "THEMES",
    "Department",
    "Documents",
    "Education",
    "Intervals",
    "Look",
    "Officer",
    "Settings",
    "SettingsProblem",
    "change",
    "commented",
    "load",
    "save",
    "set_aside",
    "write_comments",
]
