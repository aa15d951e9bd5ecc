"""A room in which settings are changed, and taken back: ctrl+z there never touches a record. Knows the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cro_tui.settings.about import every_setting
from cro_tui.tui.desk import Refused
from cro_tui.tui.screens.base import Room
from cro_tui.tui.setting_lines import command_of

if TYPE_CHECKING:
    from cro_tui.tui.screens.dialogs.setting_form import Saved

Before = Mapping[str, object]
"""What was changed at once: the names of the settings, or the id of a command with its key, with what stood there."""


def label_of(key: str) -> str:
    """What the setting or the command *key* is called."""
    setting = every_setting().get(key)
    return setting.label if setting is not None else command_of(key).label


class ChangesSettings(Room):
    """What of a room changes settings."""

    def __init__(self) -> None:
        super().__init__()
        self._done: list[tuple[Before, Before]] = []
        """What was changed here, the last at the end, and what it was changed to."""

    def show_settings(self) -> None:
        """Show everything as it now is."""
        raise NotImplementedError

    def written(self, changes: Mapping[tuple[str, ...], object], said: str) -> bool:
        """Write *changes* and say so; whether that was possible."""
        try:
            self.cro.own_desk.change_settings(changes)
        except Refused as refused:
            self.cro.refused(refused)
            return False
        self.cro.settings_changed()
        self.cro.say(saving="saved", notice=said)
        return True

    def saved(self, saved: Saved | None) -> None:
        """A form was closed."""
        if saved:
            self.remember({setting.name: value for setting, value in saved.items()})

    def remember(self, before: Before) -> None:
        """What was changed just now can be taken back."""
        self._done.append((before, {key: self.now_set(key) for key in before}))

    def now_set(self, key: str) -> object:
        """What is set now; None for a command on its usual key."""
        settings = self.cro.own_desk.settings
        setting = every_setting().get(key)
        return settings.look.keys.get(key) if setting is None else setting.of(settings)

    def take_back_here(self) -> None:
        """What was changed here last is as it was before; never a record, which nobody looks at here."""
        if not self._done:
            self.cro.say(notice="Nothing was changed here; what was saved elsewhere is taken back there")
            self.app.bell()
            return
        if self.cro.own_desk.kept_settings.read_again():
            self.cro.settings_changed()
        before, after = self._done[-1]
        labels = ", ".join(map(label_of, before))
        if any(self.now_set(key) != value for key, value in after.items()):
            self._done.pop()
            self.cro.say(notice=f"{labels}: changed elsewhere since then, and left as it is")
            return
        changes: dict[tuple[str, ...], object] = {}
        for key, value in before.items():
            setting = every_setting().get(key)
            path = setting.path if setting is not None else ("look", "keys", key)
            changes[path] = None if setting is not None and value == setting.default else value
        if self.written(changes, f"Taken back: {labels}, as before"):
            self._done.pop()
            self.show_settings()
