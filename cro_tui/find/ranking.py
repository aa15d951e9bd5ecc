"""From typed terms to entries in the order in which people want to see them. Knows numbers of entries only."""

from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from cro_tui.find.phones import FEWEST_DIGITS, PhoneBook
from cro_tui.find.query import Term
from cro_tui.find.shelf import Shelf
from cro_tui.find.vocabulary import EXACT, Meaning, Vocabulary

IN_TEXT = -15.0
"""A word in the text counts for less than one in a name."""
COMMON = 60_000
"""A word that stands in more texts than this no longer narrows a search that has other words."""
MOST_SCORED = 1_000
"""Of so many that hold all words, the best are looked for; nobody reads a list that long."""
SHORTEST_SLIP_IN_TEXT = 5

_POINTS = attrgetter("points")


class Match(NamedTuple):
    """The entries of one group in which one meaning of a typed word stands."""

    points: float
    meaning: Meaning
    in_name: bool
    entries: Sequence[int]


class Found(NamedTuple):
    """One entry, and what each typed word was taken for."""

    entry: int
    points: float
    meanings: tuple[Meaning, ...]


class Search:
    """One search over the shelves; *weights* are those of the groups that may be found."""

    def __init__(self, names: Shelf, texts: Shelf, phones: PhoneBook, weights: Mapping[int, int]) -> None:
        self._names = names
        self._texts = texts
        self._phones = phones
        self._weights = weights

    def strictly(self, terms: list[Term], limit: int) -> list[Found]:
        """The best entries in which all words or their beginnings stand."""
        return _standing_in_all([(term, list(self._strict(term))) for term in terms], limit, None)

    def best(self, terms: list[Term], limit: int) -> list[Found]:
        """The same, with misspelled and sounding-alike words where strict ones do not fill the list."""
        matches = [(term, list(self._strict(term))) for term in terms]
        found = _standing_in_all(matches, limit, self._phones)
        if len(found) >= limit:
            return found
        for term, own in matches:
            own.extend(self._loose(term, in_texts_too=all(match.in_name for match in own)))
        return _standing_in_all(matches, limit, self._phones)

    def _strict(self, term: Term) -> Iterator[Match]:
        for meaning in self._names.vocabulary.strict(term.word):
            yield from self._places(self._names, meaning, in_name=True)
        if term.is_short:
            yield from self._places(self._texts, Meaning(term.word, EXACT, ""), in_name=False)
        else:
            for meaning in self._texts.vocabulary.strict(term.word):
                yield from self._places(self._texts, meaning, in_name=False)

    def _loose(self, term: Term, *, in_texts_too: bool) -> Iterator[Match]:
        for meaning in self._names.loose(term, _misspelled_or_alike):
            yield from self._places(self._names, meaning, in_name=True)
        if in_texts_too and len(term.word) >= SHORTEST_SLIP_IN_TEXT:
            for meaning in self._texts.loose(term, _misspelled_with_its_initial):
                yield from self._places(self._texts, meaning, in_name=False)

    def _places(self, shelf: Shelf, meaning: Meaning, *, in_name: bool) -> Iterator[Match]:
        base = meaning.points + (0 if in_name else IN_TEXT)
        for group, entries in shelf.postings(meaning.word):
            weight = self._weights.get(group)
            if weight is not None:
                yield Match(base + weight, meaning, in_name, entries)


def _standing_in_all(sought: list[tuple[Term, list[Match]]], limit: int, phones: PhoneBook | None) -> list[Found]:
    """The best entries that every term matches; a term of digits also by one of *phones*."""
    if len(sought) == 1:
        return list(islice(_walk(sought[0][1], None), limit))
    layers: list[dict[int, Match]] = []
    alive: set[int] | None = None
    ordered = sorted(sought, key=_narrowest_first)
    for term, matches in ordered:
        layer: dict[int, Match] = {}
        if alive is not None and _size(matches) > COMMON:
            layer = dict.fromkeys(alive, Match(0, Meaning(term.word, 0, ""), False, array("I")))
            matches = [match for match in matches if match.in_name]
        for match in sorted(matches, key=_POINTS):
            entries = match.entries if alive is None else alive.intersection(match.entries)
            layer.update(dict.fromkeys(entries, match))
        if phones and alive and _may_be_phone(term):
            called = Match(EXACT, Meaning(term.word, EXACT, "phone"), True, array("I"))
            layer = dict.fromkeys(phones.holding(term.word, alive), called) | layer
        alive = set(layer)
        layers.append(layer)
    return _best(ordered[0][1], layers, limit)


def _misspelled_or_alike(words: Vocabulary, term: Term) -> Iterable[Meaning]:
    found = words.sounding_like(term.word, unfinished=term.unfinished)
    for word, slip in words.misspelled(term.word, unfinished=term.unfinished).items():
        if word not in found or found[word].points < slip.points:
            found[word] = slip
    return found.values()


def _misspelled_with_its_initial(words: Vocabulary, term: Term) -> Iterable[Meaning]:
    return words.misspelled(term.word, unfinished=False, same_initial=True).values()


def _may_be_phone(term: Term) -> bool:
    return len(term.word) >= FEWEST_DIGITS and term.word.isdigit()


def _size(matches: list[Match]) -> int:
    return sum(len(match.entries) for match in matches)


def _narrowest_first(sought: tuple[Term, list[Match]]) -> tuple[bool, int]:
    return _may_be_phone(sought[0]), _size(sought[1])


def _walk(matches: list[Match], alive: Container[int] | None) -> Iterator[Found]:
    """The entries of one term that are *alive*, best match first and newest first, for as long as more are asked."""
    seen: set[int] = set()
    for match in sorted(matches, key=_POINTS, reverse=True):
        for entry in reversed(match.entries):
            if entry not in seen and (alive is None or entry in alive):
                seen.add(entry)
                yield Found(entry, match.points, (match.meaning,))


def _best(first: list[Match], layers: list[dict[int, Match]], limit: int) -> list[Found]:
    """The best by mean points, of what the *first* term ranks best; the last layer holds only what all matched."""
    candidates = [found.entry for found in islice(_walk(first, layers[-1]), max(limit, MOST_SCORED))]
    scored = ((sum([layer[entry].points for layer in layers]), entry) for entry in candidates)
    return [
        Found(entry, points / len(layers), tuple(layer[entry].meaning for layer in layers))
        for points, entry in nlargest(limit, scored)
    ]
