"""Keys that do not mean what they would do: a sentence that goes into a list, the key that takes a box away.

Knows lists and the screen that is shown, no records.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any

from textual import events
from textual.app import ScreenStackError

from cro_tui.tui.blind_typing import BlindTyping
from cro_tui.tui.clipboard import Clipboard
from cro_tui.tui.commands import key_of


class Slips(Clipboard):
    """An app that looks at what a key was meant for."""

    keys: Mapping[str, str]

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._blind = BlindTyping()
        self._box_until = 0.0
        """Until when, as `monotonic` counts, a box with a notice may lie over a room; 0 where none does."""

    def say(self, **changes: Any) -> None:
        """Say something in the top line."""
        raise NotImplementedError

    def notify(self, message: str, *, timeout: float | None = None, **more: Any) -> None:
        """Lay a notice over the room in a box, until the next key."""
        timeout = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self._box_until = monotonic() + timeout
        super().notify(message, timeout=timeout, **more)

    def is_slip(self, event: events.Event) -> bool:
        """Whether *event*, a key or a paste whose turn it is, must do nothing."""
        if self.blanked:
            return False
        try:
            return self._took_box_away(event) or self._is_blind(event)
        except ScreenStackError:
            return False

    def _took_box_away(self, event: events.Event) -> bool:
        """Any key takes a box away that lies over the room; esc does nothing else. Over what is asked none lies."""
        shows_boxes: bool = getattr(self.screen, "SHOWS_BOXES", False)
        if not isinstance(event, events.Key) or not self._box_until or not shows_boxes:
            return False
        lay_there = monotonic() < self._box_until
        self._box_until = 0.0
        self.clear_notifications()
        return lay_there and event.key == "escape"

    def _is_blind(self, event: events.Event) -> bool:
        """Whether a sentence comes into a list, whose letters are commands: what is pasted, or typed very fast."""
        letters_go_on: bool = getattr(self.screen, "TAKES_LETTERS", False)
        letters_command: bool = getattr(self.focused, "LETTERS_COMMAND", False)
        if not letters_command or self.screen.is_modal or letters_go_on:
            self._blind.forget()
            return False
        if isinstance(event, events.Key):
            blind = self._blind.goes_on(event.character or "", event.time)
        else:
            blind = isinstance(event, events.Paste)
        if blind:
            self.say(notice=f"You are in a list: {key_of('room.capture', self.keys)} takes what you type")
            self.bell()
        return blind
