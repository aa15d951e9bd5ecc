"""How text becomes the words of the index: folded, split, stemmed, and by sound. Pure; knows no index."""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

import jellyfish

LONGEST_WORD = 40
LONGEST_NAME = 200

_LETTERS_OF_THEIR_OWN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")
_WORD = re.compile(r"[^\W_]+")
_PARTICLE = re.compile(r"(?:\b[^\W\d_]{1,3}[\s'’.-]+)+[^\W\d_]{2,}")
_SUFFIX = re.compile(r"(?:ings?|ed|ers?|es|s|ly|e)$")

# Spellings of one sound in names of several languages, brought together before the English metaphone.
_RESPELLED = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"^(?:tch|ch|cz|tsch)", "ch"),
        (r"sch|shch|szcz", "sh"),
        (r"cz", "ch"),
        (r"sz|^x", "s"),
        (r"zh|dzh|dj", "j"),
        (r"th|dt|tt", "t"),
        (r"pf|ph", "f"),
        (r"ew", "u"),
        (r"(?<=[aeiou])w(?=[aeisz])|(?<=o)w(?=sk)", "v"),
        (r"^(?:nw|ng[uw]?(?=[ye]))", "n"),
        (r"^(?:ye?v|ev)", "yv"),
        (r"c(?=[ei])", "s"),
        (r"(?<=[aeiou])gh(?=[aeiou])", ""),
        (r"mp$", "m"),
    )
]


def fold(text: str) -> str:
    """*text* without case, accents and invisible marks: `José` and `JOSE` are one word."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return _MARKS.sub("", normalize("NFKD", folded.translate(_LETTERS_OF_THEIR_OWN)))


def words_of(text: str) -> list[str]:
    """The folded words of *text* in their order; an apostrophe joins (`o'brien` is one word)."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(_APOSTROPHES.sub("", fold(text)))]


def words_of_names(names: Iterable[str]) -> set[str]:
    """The words by which names are found: `de la Cruz` also as `delacruz` and `lacruz`, `O'Brien` as `brien`."""
    found: set[str] = set()
    for name in names:
        found.update(words_of(name))
        for run in _PARTICLE.findall(fold(name[:LONGEST_NAME])):
            parts = _WORD.findall(run)
            found.update("".join(parts[first:])[:LONGEST_WORD] for first in range(len(parts)))
    return found


def digits_of(text: str) -> str:
    """The digits of a phone number, `(0)` left out."""
    return "".join(c for c in normalize("NFKC", text).replace("(0)", "") if c.isdigit() and c.isascii())


def stem(word: str) -> str:
    """*word* without an English ending, so that `speeding`, `speeders` and `speed` overlap; at least four letters."""
    shorter = _SUFFIX.sub("", word)
    return shorter if len(shorter) >= 4 else word


@lru_cache(maxsize=4096)
def sounds_of(word: str) -> frozenset[str]:
    """Keys of which words that sound alike share one: as English reads *word*, and as other languages may."""
    if not word.isascii() or not word.isalpha():
        return frozenset()
    respelled = word
    for pattern, plain in _RESPELLED:
        respelled = pattern.sub(plain, respelled)
    return frozenset({jellyfish.metaphone(word), jellyfish.metaphone(respelled)} - {""})
