"""Finds phones, mail addresses, addresses and street numbers in a text, in any usual form. Knows texts; no records."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cro_tui.report.everyday import FUNCTION, MONTHS, NOT_A_HOUSE, STREETS
from cro_tui.report.spelling import Word, plain_words, words_of

_RUN = re.compile(r"[+(]{0,2}\d(?:[\s().\-‐‑–—−/·]{0,4}\d){6,}")
_NANP = re.compile(r"(?<![\w-])(?:\+?1[\s.-]{0,2})?\(?[2-9]\d{2}\)?[\s.\-‑–/]{1,2}[2-9]\d{2}[\s.\-‑–]\d{4}(?![\w-])")
_EMAIL = re.compile(r"[^\s@<>,;:()\[\]\"“”]+@[^\s@<>,;:()\[\]\"“”]+\.[^\s@<>,;:()\[\]\"“”.!?’']+")
_APARTMENT = re.compile(r",?\s*\b(?:apt|apartment|unit|suite)\b\.?\s*#?\s*(?=\w*\d)\w{1,5}\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_HOUSE = re.compile(r"\d{1,6}[a-z]?")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_UNITS = frozenset("apt apartment unit suite ste room rm floor fl".split())
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest",
               "se": "southeast", "sw": "southwest"}  # fmt: skip
_LONGEST_STREET = 4
_YEAR_WORDS = frozenset("in since until by of from year spring summer fall autumn winter".split()) | MONTHS


def digits_of(text: str) -> str:
    """Its digits, of any script, as 0 to 9."""
    if text.isascii():
        return "".join(filter(str.isdecimal, text))
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


class Traces:
    """The phones, mail addresses and addresses that a reader must not see, learned from records."""

    def __init__(self) -> None:
        self._phones: set[str] = set()
        self._public_phones: set[str] = set()
        self._emails: set[str] = set()
        self._public_emails: set[str] = set()
        self._streets: dict[str, set[tuple[str, ...]]] = {}
        """First word -> the names of known streets without their numbers."""

    # Learning

    def phone(self, number: str, *, public: bool = False) -> None:
        """A phone number; a *public* one may stand."""
        digits = digits_of(number)
        if len(digits) >= 7:
            (self._public_phones if public else self._phones).update((digits[-10:], digits[-7:]))

    def email(self, address: str, *, public: bool = False) -> None:
        """A mail address; a *public* one may stand."""
        (self._public_emails if public else self._emails).add(address.casefold().strip())

    def street(self, address: str) -> None:
        """A street that is known by its name alone, from an address or a place."""
        words = _street_of(address)
        name = words[1:] if words and _HOUSE.fullmatch(words[0]) else words
        if len(name) > 1 and name[-1] in STREETS:
            self._streets.setdefault(name[0], set()).add(name)

    # Replacing

    def without_contacts(self, text: str, instead: str, *, unknown_too: bool) -> str:
        """*text* without phones and mail addresses: the learned ones, and *unknown_too* those of nobody known."""

        def email(found: re.Match[str]) -> str:
            address = found.group().casefold()
            gone = address in self._emails or (unknown_too and address not in self._public_emails)
            return instead if gone else found.group()

        if "@" in text:
            text = _EMAIL.sub(email, text)
        text = _RUN.sub(lambda found: self._run(found.group(), instead), text)
        return _NANP.sub(lambda found: self._unknown(found.group(), instead), text) if unknown_too else text

    def _run(self, run: str, instead: str) -> str:
        """A run of digits without the known numbers in it; other numbers may stand right beside them."""
        places = [at for at, letter in enumerate(run) if letter.isdecimal()]
        digits = digits_of(run)
        for length in (10, 9, 8, 7):
            for first in range(len(digits) - length + 1):
                last = first + length - 1
                if digits[first : last + 1] not in self._phones or not _stands_alone(run, places, first, last, length):
                    continue
                before = run[: places[first]]
                before = re.sub(r"(?:\+\s*\d{1,3}|(?<!\d)1)?[\s.\-(]*$", "", before) if length > 7 else before
                kept = f"{before} " if before and before[-1].isdecimal() else before
                rest = run[places[last] + 1 :]
                return f"{kept}{instead}{self._run(rest, instead)}"
        return run

    def _unknown(self, number: str, instead: str) -> str:
        return number if digits_of(number)[-10:] in self._public_phones else instead

    def without_street_numbers(self, text: str) -> str:
        """*text* with the streets, but without house and apartment numbers."""
        if not _DIGIT.search(text):
            return text
        words = words_of(text)
        shouted = len(words) > 2 and text == text.upper()
        pieces, at = [], 0
        for index, word in enumerate(words):
            if _HOUSE.fullmatch(word.plain) and self._is_house(text, words, index, shouted):
                start = word.start - 1 if text[word.start - 1 : word.start] == "#" else word.start
                pieces.append(text[at:start])
                at = words[index + 1].start
        return _APARTMENT.sub("", "".join(pieces) + text[at:])

    def _is_house(self, text: str, words: list[Word], index: int, shouted: bool) -> bool:
        before = words[index - 1].plain if index else ""
        following = words[index + 1 : index + 2 + _LONGEST_STREET]
        number = words[index].plain
        if before in NOT_A_HOUSE or not following or following[0].plain in MONTHS:
            return False
        if len(number) == 4 and number[:2] in ("19", "20") and before in _YEAR_WORDS:
            return False
        if text[words[index].end : following[0].start].strip(" .,-–/½\n"):
            return False
        if _HOUSE.fullmatch(following[0].plain) and index + 1 < len(words) - 1:  # 14-16 Elm Street
            return self._is_house(text, words, index + 1, shouted)
        plains = tuple(_DIRECTIONS.get(word.plain, word.plain) for word in following)
        if any(plains[: len(name)] == name for name in self._streets.get(plains[0], ())):
            return True
        return _is_street(following, shouted)


def _is_street(words: list[Word], shouted: bool) -> bool:
    """Whether they begin with the name of a street: words with capitals up to a street word."""
    if words[0].plain == "ave" and len(words) > 1 and words[1].capital:  # Avenue A
        return True
    for length, word in enumerate(words[: _LONGEST_STREET + 1]):
        if length and word.plain in STREETS and (word.capital or word.plain in ("st", "ave", "rd")):
            return True
        if not (word.capital or _ORDINAL.fullmatch(word.plain)) or (shouted and word.plain in {*FUNCTION, "block"}):
            return False
    return False


def _stands_alone(run: str, places: list[int], first: int, last: int, length: int) -> bool:
    """Whether a short number is not the middle of a longer one."""
    if length == 10:
        return True
    before = run[places[first] - 1 : places[first]] if places[first] else ""
    after = run[places[last] + 1 : places[last] + 2]
    return not before.isdecimal() and not after.isdecimal()


def _street_of(address: str) -> tuple[str, ...]:
    """The number and the street of an address, for comparing: directions in full, without an apartment."""
    words = tuple(_DIRECTIONS.get(word, word) for word in plain_words(re.split(r"[,;\n#]", address)[0]))
    for index, word in enumerate(words):
        if word in _UNITS and index:
            return words[:index]
    return words


def address_phrases(address: str) -> Iterable[tuple[str, ...]]:
    """The ways in which an address is written: with and without the street word and the direction."""
    words = _street_of(address)
    if len(words) < 2:
        return
    housed = _HOUSE.fullmatch(words[0]) is not None
    if not housed:
        if words[-1] not in STREETS:
            yield words
        return
    long = set(_DIRECTIONS.values())
    name = tuple(word for word in words[1:] if word not in long) or words[1:]
    bare = name[:-1] if len(name) > 1 and name[-1] in STREETS else name
    short = {full: letter for letter, full in _DIRECTIONS.items()}
    for street in {words[1:], name, bare, tuple(short.get(word, word) for word in words[1:])}:
        yield (words[0], *street)
