"""Another key for a command: it is pressed, not spelled, so that what the terminal really sends is what counts.

Knows the command table and the officer's keys; no room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual import events
from textual.widget import Widget

from cro_tui.tui.commands import key_name
from cro_tui.tui.own_keys import free_keys, usable_keymap
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.setting_lines import command_of
from cro_tui.tui.widgets.unbroken import Hint


class NewKey(Dialog[str]):
    """Gives the key as the settings name it, None when it was left."""

    takes_keys = True
    """No command of the app works while it stands: its key is what is asked for."""

    def __init__(self, identity: str, own: Mapping[str, str]) -> None:
        """*identity* is the command's id, *own* the officer's keys as they now are."""
        command = command_of(identity)
        super().__init__(f"Press the new key for “{command.label}”", command.help)
        self._identity = identity
        self._own = dict(own)
        self._now = own.get(identity, command.key)
        self._said = Hint(f"Now it is {key_name(self._now)}. esc: leave it so")

    def asked(self) -> Iterable[Widget]:
        """What is said of the key that was pressed."""
        yield self._said
        free = [key_name(key) for key in free_keys(self._identity, self._own)]
        if free:
            yield Hint(f"Free for it: {'  '.join(free)}")

    def on_key(self, event: events.Key) -> None:
        """The key that was pressed is the answer, if it can be one."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        _used, refused = usable_keymap({**self._own, self._identity: event.key})
        if refused:
            self._said.update(f"{refused[0].removeprefix('look.keys: ')}. Press another one; esc: leave it")
            self._said.add_class("-wrong")
            return
        self.dismiss(event.key)
