"""Phone numbers by any run of their digits, whatever the format. Knows digits and the numbers of entries only."""

from bisect import bisect_right
from collections.abc import Iterable

from cro_tui.find.words import digits_of

FEWEST_DIGITS = 3
NATIONAL_DIGITS = 7
"""A typed number may lose its country code or trunk zero, but keeps so many digits."""
LONGEST_TAIL = 1000


class PhoneBook:
    """All numbers as one text, in which a run of digits is found at the speed of `str.find`.

    New numbers wait in a short second text, so that one save does not write the long one anew.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, tuple[str, ...]] = {}
        self._main = _Roll([])
        self._tail = _Roll([])
        self._waiting: dict[int, None] = {}
        self._tail_is_stale = False

    def put(self, entry: int, phones: tuple[str, ...]) -> None:
        """Sets the numbers of an entry; none removes it."""
        numbers = tuple(filter(None, map(digits_of, phones)))
        if numbers == self._numbers.get(entry, ()):
            return
        self._numbers.pop(entry, None)
        self._waiting.pop(entry, None)
        if numbers:
            self._numbers[entry] = numbers
            self._waiting[entry] = None
        self._tail_is_stale = True

    def search(self, digits: str, limit: int) -> dict[int, float]:
        """Up to *limit* entries and their points: whole numbers first, then ends, beginnings and insides."""
        if len(digits) < FEWEST_DIGITS:
            return {}
        self._refresh()
        for fewer in _shortened(digits):
            found = self._holding(fewer, limit)
            if found:
                return found
        return {}

    def holding(self, digits: str, among: set[int]) -> list[int]:
        """The entries *among* those whose number holds *digits*."""
        return [entry for entry in among if self._has(entry, digits)]

    def _has(self, entry: int, digits: str) -> bool:
        return any(digits in number for number in self._numbers.get(entry, ()))

    def _holding(self, digits: str, limit: int) -> dict[int, float]:
        found: dict[int, float] = {}
        patterns = {f"\n{digits}\n": 100.0, f"{digits}\n": 95.0, f"\n{digits}": 90.0, digits: 80.0}
        for pattern, points in patterns.items():
            for roll in (self._tail, self._main):
                for entry in roll.owners_of(pattern):
                    if self._has(entry, digits):
                        found.setdefault(entry, points)
                        if len(found) >= limit:
                            return found
        return found

    def _refresh(self) -> None:
        if not self._tail_is_stale:
            return
        if len(self._waiting) > LONGEST_TAIL:
            self._main = _Roll((entry, self._numbers[entry]) for entry in reversed(self._numbers))
            self._waiting = {}
        self._tail = _Roll((entry, self._numbers[entry]) for entry in reversed(self._waiting))
        self._tail_is_stale = False


class _Roll:
    """Numbers between line ends, and whose each of them is."""

    def __init__(self, numbers: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        lines = ["\n"]
        self._starts: list[int] = []
        self._owners: list[int] = []
        position = 1
        for entry, own in numbers:
            for number in own:
                lines.append(number + "\n")
                self._starts.append(position)
                self._owners.append(entry)
                position += len(number) + 1
        self._text = "".join(lines)

    def owners_of(self, pattern: str) -> Iterable[int]:
        """The entries in whose lines *pattern* stands, one by one."""
        at = self._text.find(pattern)
        while at >= 0:
            yield self._owners[bisect_right(self._starts, at + (pattern[0] == "\n")) - 1]
            at = self._text.find(pattern, at + 1)


def _shortened(digits: str) -> list[str]:
    """*digits*, then without an international prefix, country code or trunk zero."""
    bare = digits.lstrip("0")
    forms = [bare, *(bare[n:].lstrip("0") for n in (1, 2, 3))]
    return [digits, *(form for form in forms if len(form) >= NATIONAL_DIGITS)]
