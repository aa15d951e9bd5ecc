"""Letters that come into a list as those of a sentence do: pasted, or typed by somebody who does not look.

They must not run as commands. Knows no screen: whoever asks says what came, and when.
"""

from __future__ import annotations

from collections import deque

LETTERS = 5
"""So many letters in a row are a sentence …"""
DISTINCT = 3
"""… if so many of them differ: a key that is held down is none …"""
WITHIN = 0.25
"""… and they came within so many seconds: nobody means five commands that fast."""


class BlindTyping:
    """The letters that came into a list last."""

    def __init__(self) -> None:
        self._came: deque[tuple[str, float]] = deque(maxlen=LETTERS)
        self._last: float | None = None
        """When the last letter came that was taken for one of a sentence."""

    def forget(self) -> None:
        """What comes now goes elsewhere."""
        self._came.clear()
        self._last = None

    def goes_on(self, character: str, at: float) -> bool:
        """Whether *character*, which came at the second *at*, belongs to a sentence, and must do nothing."""
        if self._last is not None and at - self._last < WITHIN:
            self._last = at
            return True
        self._last = None
        if not character.isalpha():
            return False
        self._came.append((character, at))
        first = self._came[0][1]
        if len(self._came) < LETTERS or at - first >= WITHIN or len({one for one, _at in self._came}) < DISTINCT:
            return False
        self._came.clear()
        self._last = at
        return True
