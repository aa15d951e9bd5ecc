"""How words compare, and the forms in which officers write somebody's name. Pure: texts in, words out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from cro_tui.report.everyday import EVERYDAY, PARTICLES, RANKS, STREET_WORDS, SUFFIXES, TITLES

_APOSTROPHES = "'’‘ʼ`´′＇"
_MARKS = "\u0300-\u036f\u200d"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|[{_APOSTROPHES}](?=[^\W_]))*")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_DROPPED = re.compile(rf"[{_APOSTROPHES}{_MARKS}]")
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"})
_NUMBERED = re.compile(r"(?<=[a-z]{3})\d+$")
_ASIDE = re.compile(r"[(\"“”]([^()\"“”]*)[)\"“”]")


class Word(NamedTuple):
    """A word of a text: where it stands, and how it compares."""

    start: int
    end: int
    plain: str
    capital: bool


@lru_cache(maxsize=65536)
def plain(written: str) -> str:
    """A word for comparing: case, accents, apostrophes, a possessive and the spelling of *Street* do not count."""
    if written.isascii() and (written.isalpha() or written.isdigit()):  # the most: only case and street words count
        word = written.lower()
        return STREET_WORDS.get(word, word)
    bare = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", written).casefold()).translate(_LETTERS)
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    word = _NUMBERED.sub("", _DROPPED.sub("", letters))
    return STREET_WORDS.get(word, word)


def words_of(text: str) -> list[Word]:
    """The words of *text*."""
    return [
        Word(found.start(), found.end(), plain(found.group()), found.group()[0].isupper())
        for found in _WORD.finditer(text)
    ]


def plain_words(text: str) -> tuple[str, ...]:
    """The words of *text* for comparing."""
    return tuple(map(plain, _WORD.findall(text)))


def spellings(name: str) -> Iterator[str]:
    """The name, and what stands in brackets or quotes in it as a name of its own."""
    if name.isascii() and name.replace(" ", "").isalpha():
        yield name
        return
    yield _ASIDE.sub(" ", name)
    if _APOSTROPHE.search(name):
        yield _APOSTROPHE.sub(" ", _ASIDE.sub(" ", name))
    yield from (inside for inside in _ASIDE.findall(name) if inside.strip())
    if _ASIDE.search(name):
        yield re.sub(r"[()\"“”]", " ", name)


def person_words(name: str) -> tuple[str, ...]:
    """First name first, without titles and suffixes."""
    last, comma, first = name.partition(",")
    if comma and plain_words(first) and not set(plain_words(first)) <= SUFFIXES:
        name = f"{first} {last}"
    words = plain_words(name)
    while len(words) > 1 and words[0] in TITLES | RANKS:
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    return words


def whole_names(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Everything that is the whole name or two names of it, in any order; also run together."""
    if len(words) == 1:
        return
    for turn in range(len(words)):
        yield words[turn:] + words[:turn]
    names = [word for word in words if len(word) > 1 and word not in PARTICLES]
    if len(names) > 2:
        yield from permutations(names, 2)
    for together in ("".join(words), "".join(words[1:] + words[:1])):
        if len(together) > 5:
            yield (together,)
    if len(words) > 2:
        yield ("".join(words[1:]),)
        if words[1] in PARTICLES:
            yield words[1:]


def with_initials(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name with one initial or several."""
    if len(words) > 1:
        first, last = words[0], words[-1]
        yield first[0], last
        yield last, first[0]
        yield first, last[0]
        if len(words) > 2:
            yield (first[0], *words[1:])
            yield (*tuple(word[0] for word in words[:-1]), last)


def parts_of(words: tuple[str, ...]) -> Iterator[str]:
    """Each single name of it, and the whole family."""
    for index, word in enumerate(words):
        if len(word) > 1 and not word.isdigit() and (not index or word not in PARTICLES):
            yield word
    if len(words) > 1 and len(words[-1]) > 2 and words[-1] not in EVERYDAY:
        yield words[-1] + "s"
        yield words[-1] + "es"
