"""Which names and numbers are so alike that they may be one person's or one group's. Knows names, not records.

Names are compared only with those that share all words but one, never each with each.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cro_tui.find.vocabulary import slips_allowed
from cro_tui.find.words import digits_of, sounds_of, words_of

COMMON = 8
"""A key that more names share is no sign: so many people are called that."""
FEWEST_DIGITS = 7
_NATIONAL = 10
_MOST_COMPARED = 2_000
"""So many family names of one given name are compared letter by letter; of more only the sound is."""
_GENERATIONS = frozenset("jr sr ii iii iv junior senior".split())
_SPELLED_OUT = {
    "assn": "association", "assoc": "association", "st": "street", "ave": "avenue", "av": "avenue",
    "dept": "department", "ctr": "center", "centre": "center", "nbhd": "neighborhood",
    "hood": "neighborhood", "soc": "society",
}  # fmt: skip
_EMPTY = frozenset("the of and for a".split())
_TITLES = frozenset("mr mrs ms dr rev fr sr sister pastor".split())
_EXTENSION = re.compile(r"(?:ext\.?|x|#)\s*\d+\s*$", re.IGNORECASE)


@lru_cache(maxsize=65536)
def national(phone: str) -> str:
    """The digits of a number without country code, with its extension after an ``x``; ``""`` for too few."""
    extension = _EXTENSION.search(phone)
    digits = digits_of(phone[: extension.start()] if extension else phone).lstrip("0")
    if len(digits) == _NATIONAL + 1 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) < FEWEST_DIGITS:
        return ""
    return f"{digits}x{digits_of(extension.group())}" if extension else digits


def person_words(name: str) -> tuple[str, ...]:
    """The words that name a person, in one order: without titles and initials, generations kept."""
    words = [word for word in words_of(name) if word not in _TITLES or word in _GENERATIONS]
    long = [word for word in words if len(word) > 1]
    return tuple(sorted(long if len(long) > 1 else words))


def group_words(name: str) -> tuple[str, ...]:
    """The words that name a group, spelled out, in one order."""
    words = [_SPELLED_OUT.get(word, word) for word in words_of(name)]
    return tuple(sorted(word for word in words if word not in _EMPTY) or words)


def alike(names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, bool]]:
    """(one, other, whether they are equal) of the keys of *names* whose words are equal, or differ in one by a slip
    or a spelling that sounds the same."""
    called: dict[tuple[str, ...], list[str]] = {}
    for key, words in names.items():
        if words:
            called.setdefault(words, []).append(key)
    for keys in called.values():
        if len(keys) <= COMMON:
            yield from ((min(pair), max(pair), True) for pair in combinations(keys, 2))
    sounds: dict[str, frozenset[str]] = {}
    for rest, others in _sharing_all_but_one(called).items():
        for one, other in _near(list(others), sounds):
            mine, theirs = called[_in_order(rest, one)], called[_in_order(rest, other)]
            if len(mine) + len(theirs) <= COMMON:
                yield from ((min(a, b), max(a, b), False) for a in mine for b in theirs if a != b)


def _sharing_all_but_one(called: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], dict[str, None]]:
    """All words of a name but one -> the words that stand in its place, where there are several."""
    groups: dict[tuple[str, ...], dict[str, None]] = {}
    for words in called:
        for at, word in enumerate(words if len(words) > 1 else ()):
            if word.isalpha() and word not in _GENERATIONS:
                groups.setdefault(words[:at] + words[at + 1 :], {})[word] = None
    return {rest: others for rest, others in groups.items() if len(others) > 1}


def _in_order(rest: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(sorted((*rest, word)))


def _near(words: list[str], sounds: dict[str, frozenset[str]]) -> set[tuple[str, str]]:
    """The pairs of *words* of which one may be a slip for the other, or that sound alike; *sounds* remembers."""
    found: set[tuple[str, str]] = set()
    by_sound: dict[str, list[str]] = {}
    for word in words:
        if word not in sounds:
            sounds[word] = sounds_of(word) if len(word) > 2 else frozenset()
        for sound in sounds[word]:
            by_sound.setdefault(sound, []).append(word)
    for same in by_sound.values():
        if len(same) <= COMMON:
            found.update((min(pair), max(pair)) for pair in combinations(same, 2))
    if len(words) <= _MOST_COMPARED:
        for at, word in enumerate(words[:-1]):
            near = process.extract(word, words[at + 1 :], scorer=OSA.distance, score_cutoff=1, limit=None)
            longest = ((other, max(len(word), len(other))) for other, *_ in near)
            found.update((min(word, other), max(word, other)) for other, length in longest if slips_allowed(length))
    return found
