"""Finds the names of people in a text, however they are written, and puts something else in their place.

Every form in which officers write a name counts: any case, accents or none, "Last, First", initials, a possessive, a
name broken over two lines. A whole name is certain. A single part of one is judged by what stands around it, so that
Lincoln Park stays a park when somebody called Rosa Park is withheld. Knows words; no records, no audience.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from cro_tui.report.everyday import (
    BEING,
    CERTAIN_STREETS,
    EVERYDAY,
    FEATURES,
    FUNCTION,
    MONTHS,
    PARTICLES,
    RANKS,
    SAYING,
    TITLES,
)
from cro_tui.report.spelling import (
    Word,
    parts_of,
    person_words,
    plain_words,
    spellings,
    whole_names,
    with_initials,
    words_of,
)

_BREAK = re.compile(r"[-‐][ \t]*\n[ \t]*")
_ENDS_SENTENCE = re.compile(r"[.!?:;\n•\"“(\[–—]")
_DATE_WORDS = frozenset(
    "in since until till by of on for from to through during last next early late mid this every before after".split()
)
_MOST_WORDS = 6
"""Longer names are organizations or remarks: only the whole of them counts."""


class Sure(IntEnum):
    """How certain it is that a phrase is somebody's name, the most certain first."""

    ALWAYS = 0
    CAPITALS = 1
    """Where each word has a capital."""
    PART = 2
    """A part of a resident's name: with a capital, and no place's or officer's name."""
    EVERYDAY = 3
    """A part of a restricted person's name that is an everyday word too."""
    TITLED = 4
    """Only after *Mrs.* and the like."""


class Rule(NamedTuple):
    """What a phrase is replaced by, and when."""

    instead: str
    sure: Sure


class Names:
    """The names that a reader must not see, learned from records."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[tuple[str, ...], Rule]] = {}
        """First word -> phrase -> rule."""
        self._spared: dict[str, dict[tuple[str, ...], bool]] = {}
        """First word -> phrase -> whether it holds against restricted people's single names too."""
        self._uncased: dict[str, str] = {}
        """Names in scripts without capitals, which often do not part words either: found as they stand."""
        self._official: set[str] = set()
        """Parts of the names of people in office."""
        self.common: frozenset[str] = frozenset()
        """Words that the notebook itself writes without a capital: parts of residents' names that stay."""

    # Learning

    def learn(self, name: str, instead: str, *, restricted: bool) -> None:
        """A person's name in all its forms; of a restricted one each part counts in any case."""
        for form in spellings(name):
            if not form.isascii() and any(letter.isalpha() and letter.upper() == letter.lower() for letter in form):
                self._uncased.update((piece, instead) for piece in (form.strip(), *form.split()) if len(piece) > 1)
            words = person_words(form)
            if not words or len(words) > _MOST_WORDS:
                self.phrase(words, instead)
                continue
            for phrase in whole_names(words):
                self.phrase(phrase, instead, Sure.ALWAYS if _is_telling(phrase) else Sure.CAPITALS)
            for phrase in with_initials(words):
                self.phrase(phrase, instead, Sure.CAPITALS)
            for part in parts_of(words):
                self.phrase((part,), instead, _sureness(part, restricted))

    def phrase(self, words: tuple[str, ...], instead: str, sure: Sure = Sure.ALWAYS) -> None:
        """A phrase; the surest rule of several counts."""
        if words:
            known = self._rules.setdefault(words[0], {})
            if words not in known or sure < known[words].sure:
                known[words] = Rule(instead, sure)

    def in_office(self, name: str) -> None:
        """Somebody whose name may stand."""
        words = person_words(name)
        if len(words) > 1:
            self.spare(words, strongly=True)
        self._official.update(word for word in words if len(word) > 1)

    def is_in_office(self, name: str) -> bool:
        """Whether that is the whole name of somebody in office."""
        words = person_words(name)
        return bool(words) and self._spared.get(words[0], {}).get(words, False)

    def spare(self, words: tuple[str, ...], *, strongly: bool) -> None:
        """A phrase in which a single name stays: a neighborhood or an official's name (*strongly*), a body, a group."""
        if words:
            known = self._spared.setdefault(words[0], {})
            known[words] = known.get(words, False) or strongly

    # Replacing

    def without(self, text: str) -> str:
        """*text* with the names replaced."""
        for name, instead in self._uncased.items():
            text = text.replace(name, instead)
        if self._rules.keys().isdisjoint(plain_words(text)) and not _BREAK.search(text):
            return text
        text = self._replaced(text, words_of(text))
        if _BREAK.search(text):
            text = self._replaced(text, _mended(text))
        return text

    def _replaced(self, text: str, words: list[Word]) -> str:
        setting = _Setting(text, words, self._sparing(words), self._official, self.common)
        pieces: list[str] = []
        at = index = 0
        while index < len(words):
            found = self._at(setting, index)
            if found is None:
                index += 1
                continue
            length, rule = found
            pieces += [text[at : words[index].start], rule.instead]
            index += length
            at = words[index - 1].end
        return "".join(pieces) + text[at:]

    def _at(self, setting: _Setting, index: int) -> tuple[int, Rule] | None:
        """(how many words, rule) of the longest phrase that begins at *index* and counts there."""
        words = setting.words
        known = self._rules.get(words[index].plain)
        if not known:
            return None
        best: tuple[int, Rule] | None = None
        for phrase, rule in _fitting(known, words, index):
            length = len(phrase)
            if not setting.matches(phrase, index):
                if not setting.matches_around_initial(phrase, index):
                    continue
                length += 1
            if (best is None or length > best[0]) and setting.counts(rule.sure, index, length):
                best = length, rule
        return best

    def _sparing(self, words: list[Word]) -> dict[int, bool]:
        """Word -> whether the phrase in which it is spared holds strongly."""
        spared: dict[int, bool] = {}
        for index, word in enumerate(words):
            for phrase, strongly in self._spared.get(word.plain, {}).items():
                if tuple(one.plain for one in words[index : index + len(phrase)]) == phrase:
                    for inside in range(index, index + len(phrase)):
                        spared[inside] = spared.get(inside, False) or strongly
        return spared


def _fitting(
    known: dict[tuple[str, ...], Rule], words: list[Word], index: int
) -> Iterator[tuple[tuple[str, ...], Rule]]:
    """The phrases of one first word that may stand at *index*; looked up, not tried, where there are many."""
    if len(known) <= 16:
        yield from known.items()
        return
    following = [word.plain for word in words[index : index + _MOST_WORDS + 2]]
    shapes = [following, *([[following[0], *following[2:]]] if len(following) > 2 and len(following[1]) == 1 else [])]
    for shape in shapes:
        for length in range(1, len(shape) + 1):
            phrase = tuple(shape[:length])
            if phrase in known:
                yield phrase, known[phrase]


class _Setting:
    """One text in which phrases are judged."""

    def __init__(
        self, text: str, words: list[Word], spared: dict[int, bool], official: set[str], common: frozenset[str]
    ) -> None:
        self.text = text
        self.words = words
        self._spared = spared
        self._official = official
        self._common = common
        self._shouted = len(words) > 2 and text == text.upper()

    def matches(self, phrase: tuple[str, ...], index: int) -> bool:
        """Whether the phrase stands at *index*."""
        return all(at < len(self.words) and self.words[at].plain == word for at, word in enumerate(phrase, start=index))

    def matches_around_initial(self, phrase: tuple[str, ...], index: int) -> bool:
        """Whether it stands there with a middle initial that the phrase does not have."""
        if len(phrase) < 2 or index + len(phrase) >= len(self.words) or len(self.words[index + 1].plain) != 1:
            return False
        return self.matches(phrase[1:], index + 2)

    def counts(self, sure: Sure, index: int, length: int) -> bool:
        """Whether what stands there is a name."""
        words = self.words[index : index + length]
        if sure is Sure.ALWAYS:
            return length > 1 or not (self._spared.get(index) or self._is_street(index))
        if sure is Sure.CAPITALS:
            return all(word.capital for word in words) and (length > 1 or not self._is_acronym(index))
        if self._before(index) in TITLES and self._joins(index):
            return True
        if sure is Sure.TITLED or not words[0].capital or index in self._spared or self._is_street(index):
            return False
        return self._is_part(index) if sure is Sure.PART else self._is_everyday_name(index)

    def _is_part(self, index: int) -> bool:
        word = self.words[index].plain
        if word in self._official or word in self._common or self._is_acronym(index):
            return False
        before = self._before(index)
        if len(before) == 1 and index > 1:
            before = self.words[index - 2].plain
        return before not in RANKS and not (self._after(index) in FEATURES and self.words[index + 1].capital)

    def _is_everyday_name(self, index: int) -> bool:
        word, after = self.words[index].plain, self._after(index)
        if self._is_acronym(index) or (word in MONTHS and self._is_date(index)):
            return False
        if self._shouted:
            return after in SAYING
        if self._begins(index):
            addressed = word not in FEATURES and (after in BEING or self.text[self.words[index].end :][:1] == ",")
            return word not in FUNCTION and (after in SAYING or addressed)
        beside = index + 1 < len(self.words) and self.words[index + 1].capital and self._joins(index + 1)
        if word not in FEATURES:
            return not (beside and after in FEATURES)
        led = self.words[index - 1].capital and self._joins(index) and self._before(index) not in RANKS
        return not (beside or led or self._before(index) == "the")

    def _is_date(self, index: int) -> bool:
        before, after = self._before(index), self._after(index)
        return before.isdigit() or after.isdigit() or before in _DATE_WORDS or before in MONTHS

    def _is_street(self, index: int) -> bool:
        """Followed by a street word with a capital: the name of a street."""
        after = index + 1
        return (
            not self._shouted
            and self.words[index].capital
            and after < len(self.words)
            and self.words[after].plain in CERTAIN_STREETS
            and self.words[after].capital
            and self.text[self.words[index].end : self.words[after].start] == " "
        )

    def _is_acronym(self, index: int) -> bool:
        """``LA``, ``PD``: two capitals in a text that is not all capitals."""
        word = self.words[index]
        return not self._shouted and word.end - word.start == 2 and self.text[word.start : word.end].isupper()

    def _begins(self, index: int) -> bool:
        """Whether a sentence begins there."""
        return index == 0 or _ENDS_SENTENCE.search(self._gap(index)) is not None

    def _joins(self, index: int) -> bool:
        """Whether nothing but a space or a point of abbreviation stands before it."""
        return index > 0 and self._gap(index).strip(" .\n") == ""

    def _gap(self, index: int) -> str:
        return self.text[self.words[index - 1].end : self.words[index].start]

    def _before(self, index: int) -> str:
        return self.words[index - 1].plain if index else ""

    def _after(self, index: int) -> str:
        return self.words[index + 1].plain if index + 1 < len(self.words) else ""


def _mended(text: str) -> list[Word]:
    """The words of *text*, those broken by a hyphen at a line's end in one piece."""
    words: list[Word] = []
    for word in words_of(text):
        if words and _BREAK.fullmatch(text, words[-1].end, word.start):
            first = words.pop()
            word = Word(first.start, word.end, first.plain + word.plain, first.capital)
        words.append(word)
    return words


def _is_telling(phrase: Iterable[str]) -> bool:
    """Whether one of its words is no everyday word, so that the phrase is a name in any case."""
    return any(word not in EVERYDAY and word not in PARTICLES and len(word) > 1 for word in phrase)


def _sureness(part: str, restricted: bool) -> Sure:
    """How certain one part of a name is by itself."""
    if not restricted:
        return Sure.TITLED if part in EVERYDAY else Sure.PART
    if part in EVERYDAY:
        return Sure.EVERYDAY
    return Sure.CAPITALS if len(part) < 3 else Sure.ALWAYS
