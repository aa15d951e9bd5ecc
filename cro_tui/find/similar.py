"""Entries that speak of the same thing as a text being typed. Knows shelves and numbers of entries only."""

from collections.abc import Collection, Sequence
from heapq import nlargest
from math import log
from typing import NamedTuple

from cro_tui.find.query import Term
from cro_tui.find.shelf import Shelf
from cro_tui.find.vocabulary import Meaning, Vocabulary
from cro_tui.find.words import stem, words_of

LONGEST_TEXT = 2_000
TELLING_WORDS = 12
"""So many of the rarest words decide."""
LEAST_SHARE = 0.3
"""Of their weight must be shared; words that nobody used before are among them."""
LEAST_WORDS = 2
"""So many of them must be shared, also in a notebook so small that every word in it is rare."""
COMMON_FROM, COMMON_PART = 3, 4
"""A word tells nothing that stands in more entries than so many, and in more than the fourth part of all."""
_SAYS_NOTHING = frozenset(
    """a about above across after again against all almost along also always am an and another any anybody anyone
    anything are area around as ask asked asking asks at away back bad be became because been before behind
    being below between big both but by call called calling calls came can cannot cant come comes coming could
    day days did didnt do does doesnt doing done dont down during each either else end enough even ever every
    everybody everyone everything few for from front full get gets getting give given go goes going gone good
    got had has have having he heard help her here hers him his how however i if im in into is isnt it its
    just keep keeps kind know known knows last late later least left less let like likes little long look
    looking looks lot lots made make makes making many may maybe me mine more most much must my near need
    needed needs never new next no nobody none nor not nothing now of off often old on once one ones only or
    other others our out over own part past people per person place please put really reported reports
    resident residents right said same saw say saying says see seem seems seen several shall she should since
    so some somebody someone something sometimes somewhere soon still such sure take taken takes taking talk
    tell than that thats the their them then there these they theyre thing things think this those though
    through time times to today together told too took toward under until up upon us use used uses very want
    wanted wants was wasnt way we week weeks well went were werent what whatever when where which while who
    whole whom whose why will with within without wont would year years yes yesterday yet you your""".split()
)
"""Words that stand in a sentence about anything."""
ENOUGH = 1_000
"""Candidates are the newest with the rarest words, until there are so many; other words only add to their scores."""
LONGEST_ENDING = 4
SHORTEST_STEM = 4


class Likeness(NamedTuple):
    """One entry like the text."""

    entry: int
    score: float
    """From 0 to 1: the share of the telling words, by weight, that it has too."""
    words: tuple[str, ...]


class _Telling(NamedTuple):
    """A word of the text with what it is worth, and the places of all its forms."""

    word: str
    weight: float
    places: list[Sequence[int]]


def similar_entries(text: str, shelf: Shelf, groups: Collection[int], entries: int, limit: int) -> list[Likeness]:
    """The entries of *groups*, which hold so many *entries*, that share enough of what *text* tells."""
    telling = _telling_words(text, shelf, groups, entries)
    candidates = _candidates(telling)
    scores: dict[int, float] = {}
    shared: dict[int, list[str]] = {}
    for one in telling:
        for entry in set().union(*map(candidates.intersection, one.places)):
            scores[entry] = scores.get(entry, 0) + one.weight
            shared.setdefault(entry, []).append(one.word)
    whole = sum(one.weight for one in telling)
    fewest = min(LEAST_WORDS, len(telling))
    likely = (
        Likeness(entry, score / whole, tuple(shared[entry]))
        for entry, score in scores.items()
        if score >= LEAST_SHARE * whole and len(shared[entry]) >= fewest
    )
    return nlargest(limit, likely, key=lambda like: (like.score, like.entry))


def _candidates(telling: list[_Telling]) -> set[int]:
    candidates: set[int] = set()
    for one in telling:
        for place in one.places:
            candidates.update(place[-ENOUGH:])
        if len(candidates) >= ENOUGH:
            break
    return candidates


def _telling_words(text: str, shelf: Shelf, groups: Collection[int], entries: int) -> list[_Telling]:
    """The rarest words of *text*, each with its other forms and, failing them, what it may be a slip for."""
    text = text[:LONGEST_TEXT]
    words = dict.fromkeys(words_of(text))
    last = next(reversed(words), "") if text[-1:].isalnum() else ""
    known: dict[str, _Telling] = {}
    for word in words:
        if word in _SAYS_NOTHING or (len(word) < 3 and not word.isdigit()):
            continue
        forms = _forms(word, shelf, unfinished=word == last)
        places = [place for form in forms for group, place in shelf.postings(form) if group in groups]
        size = sum(map(len, places))
        if size <= max(entries // COMMON_PART, COMMON_FROM) and (size or word != last):
            known[stem(word)] = _Telling(word, log(1 + entries / max(size, 1)), places)
    return nlargest(TELLING_WORDS, known.values(), key=lambda one: one.weight)


def _forms(word: str, shelf: Shelf, *, unfinished: bool) -> list[str]:
    if len(word) < SHORTEST_STEM:
        return [word]
    root = stem(word)
    longest = len(root) + LONGEST_ENDING
    family = shelf.vocabulary.beginning_with(root)
    forms = family if unfinished else [form for form in family if len(form) <= longest]
    if forms or unfinished:
        return forms
    return [meaning.word for meaning in shelf.loose(Term(word, False), _slips)]


def _slips(words: Vocabulary, term: Term) -> list[Meaning]:
    return list(words.misspelled(term.word, unfinished=False, same_initial=True).values())
