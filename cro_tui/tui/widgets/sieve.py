"""The keys of a list in their order, and those that its filter leaves; rows are made when they are asked for.

Knows no widget and nothing of what the rows mean.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from textual.cache import LRUCache

from cro_tui.tui.widgets.rows import Look, Row

SLICE = 4000
"""So many rows are filtered at once; the rest of a longer list follows between the keys."""


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
        self._rest: Sequence[str] = ()
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

    def fits(self, key: str) -> bool:
        """Whether the filter leaves *key*."""
        return all(word in self._haystack(key) for word in self.text.split())

    def narrow(self, text: str) -> None:
        """Filter by *text*; one that goes on from the last looks only among what that left."""
        wanted = text.casefold().strip()
        narrower = self.text and wanted.startswith(self.text) and not self.is_partial
        self.text = wanted
        self.sift(self.left if narrower else self.keys)

    def sift(self, among: Sequence[str] | None = None) -> None:
        """Filter anew, the first `SLICE` of *among*, else of all; `sift_rest` follows where `is_partial`."""
        words = self.text.split()
        source = self.keys if among is None else among
        self.left = self._fitting(source[:SLICE], words) if words else list(self.keys)
        self.is_partial = bool(words) and len(source) > SLICE
        self._rest = source[SLICE:] if self.is_partial else ()

    async def sift_rest(self) -> bool:
        """Goes through the rest of a long list between the keys; False if it was filtered anew meanwhile."""
        left, rest, words = self.left, self._rest, self.text.split()
        for start in range(0, len(rest), SLICE):
            await asyncio.sleep(0.001)
            if left is not self.left:
                return False
            left += self._fitting(rest[start : start + SLICE], words)
        self.is_partial = False
        return True

    def _haystack(self, key: str) -> str:
        text = self._words_of.get(key) or self._haystacks.get(key)
        if text is None:
            row = self._look(key)
            text = self._haystacks[key] = "\n".join((*row.cells, row.words)).casefold()
        return text

    def _fitting(self, keys: Sequence[str], words: Sequence[str]) -> list[str]:
        found = list(keys)
        for word in words:
            found = [key for key in found if word in self._haystack(key)]
        return found
