"""The unique words of one part of the index, and the ways in which a typed word may mean one of them.

Knows words only: not where they stand, and not what a hit is.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cro_tui.find.words import sounds_of

EXACT, PREFIX, NEAR, ALIKE = 100.0, 80.0, 62.0, 45.0
"""Points of a match: equal, begun, misspelled (before the slips are taken off), sounding alike."""
A_SLIP = 12.0
LAST_LETTER = "\U0010ffff"


class Meaning(NamedTuple):
    """A word that a typed one may mean."""

    word: str
    points: float
    how: str
    """What stands before the word when the officer asks why: nothing, `like` or `sounds like`."""


def slips_allowed(length: int) -> int:
    """How many letters may be wrong in a word so long."""
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3


class _Choices(NamedTuple):
    """What a misspelled word of one length is compared with: whole words of about that length, and beginnings."""

    whole: list[str]
    heads: list[str]
    known_heads: set[str]


class Vocabulary:
    """Words in order, with their sounds if wanted. Words are added one by one; removal is cheap and exact."""

    def __init__(self, *, sounds: bool) -> None:
        self._sounds = sounds
        self._sorted: list[str] = []
        self._by_sound: dict[str, list[str]] = {}
        self._sorted_sounds: list[str] = []
        self._choices: dict[int, _Choices] = {}

    def __len__(self) -> int:
        return len(self._sorted)

    def add(self, word: str) -> None:
        """Takes in a word that is not yet known."""
        insort(self._sorted, word)
        for length, choices in self._choices.items():
            self._offer(word, length, choices)
        for key in sounds_of(word) if self._sounds else ():
            if key not in self._by_sound:
                self._by_sound[key] = []
                insort(self._sorted_sounds, key)
            self._by_sound[key].append(word)

    def remove(self, word: str) -> None:
        """Forgets a word. Lists of choices may keep it until they are made again: nothing stands behind it."""
        del self._sorted[bisect_left(self._sorted, word)]
        for key in sounds_of(word) if self._sounds else ():
            self._by_sound[key].remove(word)

    def beginning_with(self, prefix: str) -> list[str]:
        """All words that begin with *prefix*, itself included, in order."""
        first = bisect_left(self._sorted, prefix)
        return self._sorted[first : bisect_left(self._sorted, prefix + LAST_LETTER, first)]

    def strict(self, typed: str) -> Iterator[Meaning]:
        """The word itself and those that it begins."""
        for word in self.beginning_with(typed):
            if word == typed:
                yield Meaning(word, EXACT, "")
            else:
                yield Meaning(word, PREFIX + 10 * len(typed) / len(word), "")

    def misspelled(self, typed: str, *, unfinished: bool, same_initial: bool = False) -> dict[str, Meaning]:
        """The words that *typed* may be a slip for; *unfinished* also compares it with the beginnings of words."""
        allowed = slips_allowed(len(typed))
        if not allowed or not typed.isalpha():
            return {}
        found: dict[str, Meaning] = {}
        whole = self.beginning_with(typed[0]) if same_initial else self._choices_for(len(typed)).whole
        for word, slips, _ in process.extract(typed, whole, scorer=OSA.distance, score_cutoff=allowed, limit=None):
            _keep(found, word, _points(NEAR, typed, word, int(slips)), "like")
        if unfinished and not same_initial:
            for head, slips, _ in process.extract(
                typed, self._choices_for(len(typed)).heads, scorer=OSA.distance, score_cutoff=allowed, limit=None
            ):
                for word in self.beginning_with(head):
                    _keep(found, word, _points(NEAR - 6, typed, word, int(slips)), "like")
        return found

    def sounding_like(self, typed: str, *, unfinished: bool) -> dict[str, Meaning]:
        """The words that sound like *typed*, or begin to once it is longer than three sounds."""
        found: dict[str, Meaning] = {}
        for key in sounds_of(typed) if len(typed) > 2 else ():
            for word in self._by_sound.get(key, ()):
                _keep(found, word, ALIKE, "sounds like")
            if unfinished and len(key) > 3:
                first = bisect_left(self._sorted_sounds, key)
                for longer in self._sorted_sounds[first : bisect_left(self._sorted_sounds, key + LAST_LETTER, first)]:
                    for word in self._by_sound[longer]:
                        _keep(found, word, ALIKE - 9, "sounds like")
        return found

    def _choices_for(self, length: int) -> _Choices:
        if length not in self._choices:
            choices = _Choices([], [], set())
            for word in self._sorted:
                self._offer(word, length, choices)
            self._choices[length] = choices
        return self._choices[length]

    def _offer(self, word: str, length: int, choices: _Choices) -> None:
        allowed = slips_allowed(length)
        if not word.isalpha():
            return
        if abs(len(word) - length) <= allowed:
            choices.whole.append(word)
        elif len(word) > length:
            for head in (word[:length], word[: length + 1]):
                if head not in choices.known_heads:
                    choices.known_heads.add(head)
                    choices.heads.append(head)


def _points(best: float, typed: str, word: str, slips: int) -> float:
    return best - A_SLIP * slips + 3 * (typed[0] == word[0])


def _keep(found: dict[str, Meaning], word: str, points: float, how: str) -> None:
    known = found.get(word)
    if known is None or known.points < points:
        found[word] = Meaning(word, points, how)
