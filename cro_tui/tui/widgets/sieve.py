"""The keys of a list in their order, and those that its filter leaves; rows are made when they are asked for.

A list of thousands is not filtered row by row: the texts of a thousand rows stand on one shelf, in blocks of some
hundred. Only where each word of the filter stands among the words of a shelf, which are few, are its blocks looked at,
and only where a block holds them all, its rows. Knows no widget and nothing of what the rows mean.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from time import perf_counter
from typing import NamedTuple

from textual.cache import LRUCache

from cro_tui.tui.widgets.rows import Look, Row

AT_ONCE = 0.004
"""Seconds of filtering before a key gives way to what is waiting; the rest of a long list follows between the keys."""
LONGER = 0.012
"""So much longer while nothing fits: there is nothing to draw yet."""
BLOCK = 128
"""So many rows stand in a block, and are filtered before the clock is looked at."""
SHELF = 8 * BLOCK
"""So many rows stand on a shelf: its words are gathered in the time for which a key may wait."""
LONG = 20_000
"""Keys from which on they are filtered by blocks; as many rows are sooner looked at one by one."""
A_SCREENFUL = 200
"""So many lines are more than can be seen: with them there the rest can wait."""
REMEMBERED = 12
"""So many filters are remembered with what they left, for whoever takes letters back."""


_Finder = Callable[[str, int, int], object]


class _Shelf(NamedTuple):
    """The texts of `SHELF` rows."""

    text: str
    """A line for each; no word stands across its end."""
    starts: tuple[int, ...]
    """Where in the text each of its blocks begins, and what would be the next."""


class Sieve:
    """Goes by every word of the filter, in any case and anywhere in a row."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        """All of them."""
        self.left: Sequence[str] = ()
        """Those that the filter leaves."""
        self._found: list[str] = []
        """The same, while rows are filtered."""
        self.text = ""
        """The filter, case-folded."""
        self.is_partial = False
        """Whether the filter has not been through all rows yet."""
        self._source: Sequence[str] = ()
        """What is filtered; `_at`: how far that went."""
        self._at = 0
        self._before: dict[str, tuple[str, ...]] = {}
        """The filters that went through all rows, with what they left; the letters taken back lead to them. Tuples: the
        collector would go through lists, a hundred thousand keys each, in the middle of a key."""
        self._look: Look = lambda _key: Row(())
        self._rows: LRUCache[str, Row] = LRUCache(4096)
        self._haystacks: dict[str, str] = {}
        self._shelves: dict[int, _Shelf] = {}
        """Place of a shelf's first key -> the haystacks of its keys."""
        self._words_on: dict[int, str] = {}
        """The same place -> each word of that shelf once, as soon as there was time to gather them."""
        self._words_of: Mapping[str, str] = {}

    def fill(self, keys: Iterable[str], look: Look | None, words_of: Mapping[str, str] | None) -> None:
        """Take these keys, and another *look* and *words_of* where they are given; `sift` is due then."""
        self.keys = list(keys)
        if look is not None:
            self._look = look
        if words_of is not None:
            self._words_of = words_of
        self._rows.clear()
        self._haystacks.clear()
        self._changed()

    def _changed(self) -> None:
        """What was found and put together of the keys before is so no longer."""
        self._shelves.clear()
        self._words_on.clear()
        self._before.clear()

    def put_first(self, key: str) -> None:
        """A new key above all others; `sift` is due then."""
        self.keys = [key, *self.keys]  # what is left may be the old ones
        self._changed()

    def take_out(self, key: str) -> None:
        """One key less; `sift` is due then."""
        self.keys = [one for one in self.keys if one != key]
        self._changed()

    def row(self, key: str) -> Row:
        """The row of *key*, from the cache or asked for."""
        row = self._rows.get(key)
        if row is None:
            row = self._look(key)
            self._rows[key] = row
        return row

    def forget(self, key: str) -> None:
        """The row of *key* is another now."""
        self._rows.discard(key)
        self._haystacks.pop(key, None)
        self._changed()

    def fits(self, key: str) -> bool:
        """Whether the filter leaves *key*."""
        return all(word in self._haystack(key) for word in self.text.split())

    def narrow(self, text: str) -> None:
        """Filter by *text*; one that goes on from the last looks only among what that left, one that goes back to a
        filter of before has what that left."""
        wanted = text.casefold().strip()
        narrower = self.text and wanted.startswith(self.text)
        self.text = wanted
        if (known := self._before.get(wanted)) is not None:
            self.left, self._source, self._at, self.is_partial = known, (), 0, False
        elif narrower and (not self.is_long or len(self.left) + len(self._source) - self._at < LONG):
            self.sift([*self.left, *self._source[self._at :]])
        else:
            self.sift()

    def remember(self) -> None:
        """Keeps what the filter left, once that is known, for whoever takes letters back; called when nobody waits."""
        if self.text and not self.is_partial:
            self._before.pop(self.text, None)
            self._before[self.text] = self.left = tuple(self.left)
            while len(self._before) > REMEMBERED:
                del self._before[next(iter(self._before))]

    @property
    def can_get_ready(self) -> bool:
        """Whether it is long, and its words are known without asking for each row."""
        return self.is_long and bool(self._words_of)

    @property
    def is_long(self) -> bool:
        """Whether it is filtered by blocks."""
        return len(self.keys) >= LONG

    def sift(self, among: Sequence[str] | None = None) -> None:
        """Filter anew *among* these keys, else among all, for a moment; `sift_rest` follows where `is_partial`."""
        words = self.text.split()
        source = self.keys if among is None else among
        self._source, self._at = source, 0
        if not words:
            self.left = self.keys
            self.is_partial = False
            return
        self.left = self._found = []
        self._sift_for_a_moment(words)

    async def sift_rest(self) -> bool:
        """Goes through the rest of a long list between the keys; False if it was filtered anew meanwhile."""
        left, words = self.left, self.text.split()
        while self.is_partial:
            await asyncio.sleep(0)  # what is waiting comes first
            if left is not self.left:
                return False
            self._sift_for_a_moment(words)
        return True

    async def make_shelves(self) -> None:
        """Puts the shelves together and gathers their words for the next letter, without holding a key up."""
        left, at = self.left, 0
        while left is self.left and self.is_long and at < len(self.keys):
            if at not in self._words_on:
                self._words_on[at] = "\n".join(set(self._shelf(at).text.split()))
                await asyncio.sleep(0)
            at += SHELF

    def _sift_for_a_moment(self, words: Sequence[str]) -> None:
        """Goes on filtering from where it stopped."""
        until, had = perf_counter() + AT_ONCE, len(self._found)
        # for single letters, shelves that are still to be made cost more than they save
        pays = any(len(word) > 1 for word in words) or len(self._shelves) * SHELF >= len(self.keys)
        by_blocks = self.is_long and self._source is self.keys and pays
        finders = [_finder(word) for word in words]
        self.is_partial = True
        while self._at < len(self._source):
            step = self._empty_from_here(finders) if by_blocks else 0
            if not step:
                step = BLOCK
                self._found += self._fitting(self._source[self._at : self._at + BLOCK], words)
            self._at += step
            found = len(self._found) - had
            if found > A_SCREENFUL > had or perf_counter() > until + (0 if found else LONGER):
                break
        self.is_partial = self._at < len(self._source)

    def _empty_from_here(self, finders: Sequence[_Finder]) -> int:
        """How many rows from where it stopped are known to hold none that fits: a shelf, a block, or 0."""
        inside = self._at % SHELF
        known = self._words_on.get(self._at)
        if known is not None and not all(finds(known, 0, len(known)) for finds in finders):
            return SHELF
        shelf = self._shelf(self._at - inside)
        start, end = shelf.starts[inside // BLOCK : inside // BLOCK + 2]
        return 0 if all(finds(shelf.text, start, end) for finds in finders) else BLOCK

    def _shelf(self, at: int) -> _Shelf:
        """The shelf that begins with key number *at*."""
        shelf = self._shelves.get(at)
        if shelf is None:
            keys, known = self.keys[at : at + SHELF], self._words_of
            try:
                texts = [known[key] for key in keys]
            except KeyError:
                texts = [self._haystack(key) for key in keys]
            blocks = ["\n".join(texts[first : first + BLOCK]) for first in range(0, len(texts), BLOCK)]
            starts = accumulate((len(block) + 1 for block in blocks), initial=0)
            shelf = self._shelves[at] = _Shelf("\n".join(blocks), tuple(starts))
        return shelf

    def _haystack(self, key: str) -> str:
        text = self._words_of.get(key) or self._haystacks.get(key)
        if text is None:
            row = self._look(key)
            text = self._haystacks[key] = "\n".join((*row.cells, row.words)).casefold()
        return text

    def _fitting(self, keys: Sequence[str], words: Sequence[str]) -> list[str]:
        found = list(keys)
        known, haystack = self._words_of, self._haystack
        for word in words:
            try:
                found = [key for key in found if word in known[key]]
            except KeyError:
                found = [key for key in found if word in haystack(key)]
        return found


def _finder(word: str) -> _Finder:
    """Whether *word* stands in a text between two places. Where it is rare a pattern finds that out sooner, but for a
    single letter."""
    if len(word) == 1:
        return lambda text, start, end: text.find(word, start, end) + 1
    return re.compile(re.escape(word)).search
