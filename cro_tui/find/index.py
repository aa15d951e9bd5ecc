"""The index: entries in, hits out, quick enough for every keystroke.

Knows entries, words and phone numbers; not what a record is. May be built in one thread while another searches:
a lock is held for one entry or one search at a time.
"""

from collections import Counter
from collections.abc import Collection
from itertools import islice
from threading import Lock
from typing import NamedTuple

from cro_tui.find.entry import Entry, Hit
from cro_tui.find.phones import PhoneBook
from cro_tui.find.query import joined_terms, phone_digits, terms_of
from cro_tui.find.ranking import Found, Search
from cro_tui.find.shelf import Shelf
from cro_tui.find.similar import similar_entries
from cro_tui.find.words import words_of, words_of_names


class _Group(NamedTuple):
    """Entries of one kind and weight: what decides the order before any word does."""

    kind: str
    weight: int


class Index:
    """Everything that can be found."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: dict[int, Entry] = {}
        self._numbers: dict[str, int] = {}
        self._next = 0
        self._groups: dict[_Group, int] = {}
        self._sizes: Counter[int] = Counter()
        """So many entries are in each of them."""
        self._names = Shelf(sounds=True)
        self._texts = Shelf(sounds=False)
        self._phones = PhoneBook()

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def entry(self, key: str) -> Entry | None:
        """What stands under *key*."""
        number = self._numbers.get(key)
        return None if number is None else self._entries.get(number)

    def put(self, entry: Entry) -> None:
        """Takes *entry* in, in place of an older one with its key."""
        names, text = words_of_names(entry.names), set(words_of(entry.text))
        with self._lock:
            number = self._numbers.get(entry.key)
            if number is None:
                number = self._numbers[entry.key] = self._next
                self._next += 1
                old = entry._replace(names=(), text="")
            else:
                old = self._entries[number]
                self._sizes[self._group(old)] -= 1
            self._sizes[self._group(entry)] += 1
            self._entries[number] = entry
            self._phones.put(number, entry.phones)
            self._reshelve(number, old, entry, names, text)

    def drop(self, key: str) -> None:
        """Forgets the entry *key*, if there is one."""
        with self._lock:
            number = self._numbers.pop(key, None)
            if number is not None:
                old = self._entries.pop(number)
                self._sizes[self._group(old)] -= 1
                self._phones.put(number, ())
                self._reshelve(number, old, old, set(), set())

    def search(self, query: str, limit: int = 50, kinds: Collection[str] | None = None) -> list[Hit]:
        """What holds every word of *query*, the best first; of *kinds* only, if they are named.

        A query without letters is looked for in phone numbers first.
        """
        terms, digits = terms_of(query), phone_digits(query)
        if limit <= 0 or not terms:
            return []
        with self._lock:
            search = Search(self._names, self._texts, self._phones, self._weights(kinds))
            if digits:
                called = self._called(digits, limit, kinds)
                known = {hit.key for hit in called}
                others = map(self._hit, search.strictly(terms, limit))
                return [*called, *(hit for hit in others if hit.key not in known)][:limit]
            found = search.best(terms, limit)
            if not found and len(terms) > 1:
                found = search.best(joined_terms(terms), limit)
            return [self._hit(one) for one in found]

    def similar(self, text: str, kind: str, limit: int = 5) -> list[Hit]:
        """Entries of *kind* that share the telling words of *text*; the rarer a word, the more it counts."""
        with self._lock:
            groups = self._weights([kind])
            likely = similar_entries(text, self._texts, groups, sum(self._sizes[one] for one in groups), limit)
            return [self._shown(one.entry, one.score, ", ".join(one.words)) for one in likely]

    def _reshelve(self, number: int, old: Entry, new: Entry, names: set[str], text: set[str]) -> None:
        before, after = self._group(old), self._group(new)
        self._names.replace(number, before, words_of_names(old.names), after, names)
        self._texts.replace(number, before, set(words_of(old.text)), after, text)

    def _group(self, entry: Entry) -> int:
        return self._groups.setdefault(_Group(entry.kind, entry.weight), len(self._groups))

    def _weights(self, kinds: Collection[str] | None) -> dict[int, int]:
        return {n: group.weight for group, n in self._groups.items() if kinds is None or group.kind in kinds}

    def _called(self, digits: str, limit: int, kinds: Collection[str] | None) -> list[Hit]:
        """Those whose phone number holds *digits*."""
        called = self._phones.search(digits, limit if kinds is None else len(self._entries))
        allowed = (
            self._shown(number, points + self._entries[number].weight, f"phone {digits}")
            for number, points in called.items()
            if kinds is None or self._entries[number].kind in kinds
        )
        return list(islice(allowed, limit))

    def _hit(self, found: Found) -> Hit:
        why = ", ".join(f"{meaning.how} {meaning.word}".strip() for meaning in found.meanings)
        return self._shown(found.entry, found.points, why)

    def _shown(self, number: int, score: float, why: str) -> Hit:
        entry = self._entries[number]
        return Hit(entry.key, round(score, 3), "" if entry.masked else why, entry.masked)
