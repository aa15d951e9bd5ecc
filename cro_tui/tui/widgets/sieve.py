"""The keys of a list in their order, and those that its filter leaves; rows are made when they are asked for.

Knows no widget and nothing of what the rows mean.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from time import perf_counter

from textual.cache import LRUCache

from cro_tui.tui.widgets.rows import Look, Row

AT_ONCE = 0.004
"""Seconds of filtering before a key gives way to what is waiting; the rest of a long list follows between the keys."""
LONGER = 0.008
"""So much longer while nothing fits: there is nothing to draw yet."""
SLICE = 2000
"""So many rows are filtered before the clock is looked at."""
A_SCREENFUL = 200
"""So many lines are more than can be seen: with them there the rest can wait."""
REMEMBERED = 12
"""So many filters are remembered with what they left, for whoever takes letters back."""


class Sieve:
    """Goes by every word of the filter, in any case and anywhere in a row."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        """All of them."""
        self.left: list[str] = []
        """Those that the filter leaves."""
        self.text = ""
        """The filter, case-folded."""
        self.is_partial = False
        """Whether the filter has not been through all rows yet."""
        self._source: Sequence[str] = ()
        """What is filtered; `_at`: how far that went."""
        self._at = 0
        self._before: dict[str, list[str]] = {}
        """The filters that went through all rows, with what they left; the letters taken back lead to them."""
        self._look: Look = lambda _key: Row(())
        self._rows: LRUCache[str, Row] = LRUCache(4096)
        self._haystacks: dict[str, str] = {}
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
        self._before.clear()

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
        self._before.clear()

    def fits(self, key: str) -> bool:
        """Whether the filter leaves *key*."""
        return all(word in self._haystack(key) for word in self.text.split())

    def narrow(self, text: str) -> None:
        """Filter by *text*; one that goes on from the last looks only among what that left, one that goes back to a
        filter of before has what that left."""
        wanted = text.casefold().strip()
        if not self.is_partial:
            self._remember()
        narrower = self.text and wanted.startswith(self.text)
        self.text = wanted
        if (known := self._before.get(wanted)) is not None:
            self.left, self._source, self._at, self.is_partial = known, (), 0, False
        elif narrower:
            self.sift([*self.left, *self._source[self._at :]] if self.is_partial else self.left)
        else:
            self.sift()

    def _remember(self) -> None:
        if self.text:
            self._before.pop(self.text, None)
            self._before[self.text] = self.left
            while len(self._before) > REMEMBERED:
                del self._before[next(iter(self._before))]

    def sift(self, among: Sequence[str] | None = None) -> None:
        """Filter anew *among* these keys, else among all, for a moment; `sift_rest` follows where `is_partial`."""
        words = self.text.split()
        source = self.keys if among is None else among
        self._source, self._at = source, 0
        if not words:
            self.left = list(self.keys)
            self.is_partial = False
            return
        self.left = []
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

    def _sift_for_a_moment(self, words: Sequence[str]) -> None:
        """Goes on filtering from where it stopped."""
        until, had = perf_counter() + AT_ONCE, len(self.left)
        self.is_partial = True
        while self._at < len(self._source):
            self.left += self._fitting(self._source[self._at : self._at + SLICE], words)
            self._at += SLICE
            found = len(self.left) - had
            if found > A_SCREENFUL > had or perf_counter() > until + (0 if found else LONGER):
                break
        self.is_partial = self._at < len(self._source)

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
