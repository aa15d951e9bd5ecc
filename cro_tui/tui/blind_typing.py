"""Letters that come into a list as those of a sentence do: pasted, or typed by somebody who does not look.

They must not run as commands. Knows no screen: whoever asks says what came, when, and whether it means anything there.
"""

from __future__ import annotations

from collections import deque

LETTERS = 5
"""So many letters in a row are a sentence …"""
DISTINCT = 3
"""… if so many of them differ: a key that is held down is none …"""
WITHIN = 0.25
"""… and they came within so many seconds: nobody means five commands that fast."""
PAUSE = 1.0
"""A sentence ends where so many seconds nothing came. A letter that means nothing begins one, where another follows
sooner: who means commands presses those that are there."""


class BlindTyping:
    """The letters that came into a list last."""

    def __init__(self) -> None:
        self._came: deque[tuple[str, float]] = deque(maxlen=LETTERS)
        self._meaningless: tuple[str, float] | None = None
        """The key before, if it meant nothing, and when it came."""
        self._last: float | None = None
        """When the last key came that was taken for one of a sentence."""

    def forget(self) -> None:
        """What comes now goes elsewhere."""
        self._came.clear()
        self._meaningless = None
        self._last = None

    def begins(self, at: float) -> None:
        """A sentence came at the second *at*, as a paste does: what follows at once belongs to it."""
        self.forget()
        self._last = at

    def goes_on(self, character: str, at: float, *, means: bool = True, fast: bool = True) -> bool:
        """Whether *character*, which came at the second *at*, belongs to a sentence, and must do nothing.

        What is no letter, such as ctrl+s, is ``""``. *means*: it does something here. *fast*: what comes very fast is a
        sentence, too, where all of it means something.
        """
        if self._last is not None and at - self._last < PAUSE:
            self._last = at
            return True
        self._last = None
        if self._follows_meaningless(character, at, means) or (fast and self._is_fast(character, at)):
            self.begins(at)
            return True
        return False

    def _follows_meaningless(self, character: str, at: float, means: bool) -> bool:
        before = self._meaningless
        self._meaningless = (character, at) if character and not means else None
        if before is None or character == before[0] or at - before[1] >= PAUSE:
            return False
        return character.isalpha() or character == " " or self._meaningless is not None

    def _is_fast(self, character: str, at: float) -> bool:
        if not character.isalpha():
            return False
        self._came.append((character, at))
        first = self._came[0][1]
        return len(self._came) == LETTERS and at - first < WITHIN and len({one for one, _at in self._came}) >= DISTINCT
