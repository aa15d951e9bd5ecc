"""Keys that do not mean what they would do: a sentence that goes into a list, the key that takes a box away.

Knows lists and the screen that is shown, no records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from textual import events
from textual.app import ScreenStackError

from cro_tui.tui.blind_typing import BlindTyping
from cro_tui.tui.clipboard import Clipboard
from cro_tui.tui.commands import key_of
from cro_tui.tui.in_turn import ELSEWHERE

LEAVING = ELSEWHERE | {"up", "down", "left", "right", "pageup", "pagedown", "home", "end"}
"""Keys that are in no sentence, and that nobody needs to be kept from."""


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
        """Whether a sentence comes into a list, whose letters are commands: what is pasted, what is typed very fast,
        and what is typed after a letter that means nothing there. A key that leads elsewhere always does."""
        letters_go_on: bool = getattr(self.screen, "TAKES_LETTERS", False)
        means: Callable[[str, str], bool] | None = getattr(self.focused, "means", None)
        in_box = self.screen.is_modal
        goes_elsewhere = isinstance(event, events.Key) and event.key in LEAVING
        if means is None or letters_go_on or goes_elsewhere:
            self._blind.forget()
            return False
        if isinstance(event, events.Key):
            letter = event.character if event.is_printable and event.character else ""
            blind = self._blind.goes_on(letter, event.time, means=means(event.key, letter), fast=not in_box)
        else:
            blind = isinstance(event, events.Paste) and not in_box
            if blind:
                self._blind.begins(event.time)
        if blind:
            takes = f"You are in a list: {key_of('room.capture', self.keys)} takes what you type"
            self.say(notice="This box takes no text: one key chooses, esc leaves it" if in_box else takes)
            self.bell()
        return blind
