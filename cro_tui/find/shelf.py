"""Which words stand in which entries, for all names or for all texts. Knows numbers of entries, not entries."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from cro_tui.find.query import Term
from cro_tui.find.vocabulary import Meaning, Vocabulary

REMEMBERED = 512

_GROUP_SHIFT = 32
_ENTRY = (1 << _GROUP_SHIFT) - 1


class Shelf:
    """Words, and the entries in which each stands."""

    def __init__(self, *, sounds: bool) -> None:
        self.vocabulary = Vocabulary(sounds=sounds)
        self._postings: dict[str, int | dict[int, array[int]]] = {}
        """Per word and group, the entries in order; most words stand in one entry only, kept as one number."""
        self._remembered: dict[Term, list[Meaning]] = {}

    def replace(self, entry: int, old_group: int, old_words: set[str], group: int, words: set[str]) -> None:
        """Makes *entry* stand under *words* of *group*, and no longer under the old ones."""
        same = old_words & words if old_group == group else set()
        for word in old_words - same:
            self._remove(word, old_group, entry)
        for word in words - same:
            self._add(word, group, entry)

    def postings(self, word: str) -> Iterable[tuple[int, Sequence[int]]]:
        """Where *word* stands: per group, its entries in order."""
        places = self._postings.get(word, {})
        if isinstance(places, int):
            return ((places >> _GROUP_SHIFT, (places & _ENTRY,)),)
        return places.items()

    def loose(self, term: Term, find: Callable[[Vocabulary, Term], Iterable[Meaning]]) -> list[Meaning]:
        """What *find* says of *term*, remembered while the words stay the same: most of a query was typed before."""
        known = self._remembered.get(term)
        if known is None:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            known = self._remembered[term] = list(find(self.vocabulary, term))
        return known

    def _add(self, word: str, group: int, entry: int) -> None:
        places = self._postings.get(word)
        if places is None:
            self._postings[word] = group << _GROUP_SHIFT | entry
            self.vocabulary.add(word)
            self._remembered.clear()
            return
        if isinstance(places, int):
            places = self._postings[word] = {places >> _GROUP_SHIFT: array("I", (places & _ENTRY,))}
        entries = places.get(group)
        if entries is None:
            places[group] = array("I", (entry,))
        elif entry > entries[-1]:
            entries.append(entry)
        else:
            entries.insert(bisect_left(entries, entry), entry)

    def _remove(self, word: str, group: int, entry: int) -> None:
        places = self._postings[word]
        if isinstance(places, dict):
            entries = places[group]
            del entries[bisect_left(entries, entry)]
            if not entries:
                del places[group]
            if places:
                return
        del self._postings[word]
        self.vocabulary.remove(word)
