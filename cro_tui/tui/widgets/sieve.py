"""The keys of a list in their order, and those that its filter leaves; rows are made when they are asked for.

A list of thousands is not filtered row by row: the texts of some hundred rows stand in one block, and only a block that
holds every word is looked at closer. Knows no widget and nothing of what the rows mean.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import perf_counter

from textual.cache import LRUCache

from cro_tui.tui.widgets.rows import Look, Row

AT_ONCE = 0.004
"""Seconds of filtering before a key gives way to what is waiting; the rest of a long list follows between the keys."""
LONGER = 0.012
"""So much longer while nothing fits: there is nothing to draw yet."""
BLOCK = 128
"""So many rows stand in a block, and are filtered before the clock is looked at."""
LONG = 20_000
"""Keys from which on they are filtered by blocks; as many rows are sooner looked at one by one."""
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
        self._blocks: dict[int, str] = {}
        """Place of a block's first key -> the haystacks of its keys."""
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
        self._blocks.clear()
        self._before.clear()

    def put_first(self, key: str) -> None:
        """A new key above all others; `sift` is due then."""
        self.keys.insert(0, key)
        self._changed()

    def take_out(self, key: str) -> None:
        """One key less; `sift` is due then."""
        self.keys.remove(key)
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
        if not self.is_partial:
            self._remember()
        narrower = self.text and wanted.startswith(self.text)
        self.text = wanted
        if (known := self._before.get(wanted)) is not None:
            self.left, self._source, self._at, self.is_partial = known, (), 0, False
        elif narrower and (not self.is_long or len(self.left) + len(self._source) - self._at < LONG):
            self.sift([*self.left, *self._source[self._at :]])
        else:
            self.sift()

    def _remember(self) -> None:
        if self.text:
            self._before.pop(self.text, None)
            self._before[self.text] = self.left
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

    async def make_blocks(self) -> None:
        """Puts the blocks together for the next letter, without holding a key up."""
        left, at = self.left, 0
        while left is self.left and self.is_long and at < len(self.keys):
            until = perf_counter() + AT_ONCE
            while at < len(self.keys) and perf_counter() < until:
                self._block(at)
                at += BLOCK
            await asyncio.sleep(0)

    def _sift_for_a_moment(self, words: Sequence[str]) -> None:
        """Goes on filtering from where it stopped."""
        until, had = perf_counter() + AT_ONCE, len(self.left)
        # for single letters, blocks that are still to be made cost more than they save
        pays = any(len(word) > 1 for word in words) or len(self._blocks) * BLOCK >= len(self.keys)
        by_blocks = self.is_long and self._source is self.keys and pays
        finders = [_finder(word) for word in words]
        self.is_partial = True
        while self._at < len(self._source):
            block = self._block(self._at) if by_blocks else ""
            if not by_blocks or all(finds(block) for finds in finders):
                self.left += self._fitting(self._source[self._at : self._at + BLOCK], words)
            self._at += BLOCK
            found = len(self.left) - had
            if found > A_SCREENFUL > had or perf_counter() > until + (0 if found else LONGER):
                break
        self.is_partial = self._at < len(self._source)

    def _block(self, at: int) -> str:
        """The texts of the block that begins with key number *at*; no word stands across the end of a line."""
        block = self._blocks.get(at)
        if block is None:
            keys, known = self.keys[at : at + BLOCK], self._words_of
            try:
                texts = [known[key] for key in keys]
            except KeyError:
                texts = [self._haystack(key) for key in keys]
            block = self._blocks[at] = "\n".join(texts)
        return block

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


def _finder(word: str) -> Callable[[str], object]:
    """Whether *word* stands in a text. Where it is rare a pattern finds that out sooner, but for a single letter."""
    if len(word) == 1:
        return lambda text: word in text
    return re.compile(re.escape(word)).search
