"""Whose notebook is this: name, badge, department, share. Asked once, from over the capture line; it can wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cro_tui.settings.about import every_setting
from cro_tui.tui.commands import bindings
from cro_tui.tui.first_questions import first_missing
from cro_tui.tui.screens.capture import INTRODUCTION, Capture
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.screens.dialogs.drafted import Kept
from cro_tui.tui.screens.dialogs.setting_form import SettingForm

if TYPE_CHECKING:
    from cro_tui.tui.app import CroTui

ASKED = (
    "officer.name", "officer.badge", "department.name", "department.supervisor", "department.chief", "share",
)  # fmt: skip


class Introduction(SettingForm):
    """A few lines that reports and records carry; the cursor is in the first that is missing."""

    BINDINGS = bindings("introduction")
    PLACES = ("introduction", *Dialog.PLACES)

    def __init__(self, app: CroTui) -> None:
        super().__init__(
            "Whose notebook is this?",
            [every_setting()[name] for name in ASKED],
            app,
            Kept(app.own_desk, Capture.PLACE, INTRODUCTION, ()),
            body="Leave empty what you don't know. All of it can be changed later, with the rest of the settings.",
            start=first_missing(app.own_desk.settings),
        )
