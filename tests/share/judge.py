"""What is there and what should be shown, found out without the fold: from the files alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cro_tui.share.joining import NOTEBOOK
from cro_tui.store import changefile, files, runs
from cro_tui.store.fold import instant
from tests.store.notebooks import stock_changes, told

if TYPE_CHECKING:
    from tests.share.world import Laptop, World


class Lost(AssertionError):
    """A promise was broken."""


class Judge:
    """Looks at everything there is in a world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def everywhere(self) -> dict[str, dict[str, Any]]:
        """sum -> change, for every change of which there is a whole copy on some disk."""
        found: dict[str, dict[str, Any]] = {}
        for laptop in self.world.laptops:
            for raw in self._files_of(laptop):
                found |= _changes(raw)
        for raw in self._files_there():
            found |= _changes(raw)
        return found

    def held(self, laptop: Laptop) -> set[str]:
        """The changes of which a laptop has a whole copy."""
        return {sum_ for raw in self._files_of(laptop) for sum_ in _changes(raw)}

    def held_there(self) -> set[str]:
        """The changes of which the share has one."""
        return {sum_ for raw in self._files_there() for sum_ in _changes(raw)}

    def _files_of(self, laptop: Laptop) -> Iterator[bytes]:
        for text in files.names_in(laptop.home / "data"):
            if files.parse_name(text):
                yield (laptop.home / "data" / text).read_bytes().rstrip(b" }")
        for text in files.names_in(laptop.home / "mirror"):
            if run := runs.parse_name(text):
                raw = (laptop.home / "mirror" / text).read_bytes()
                if runs.is_whole(run, raw):
                    yield raw

    def _files_there(self) -> Iterator[bytes]:
        for text, raw in self.world.share.items():
            if (run := runs.parse_name(text)) and runs.is_whole(run, raw):
                yield raw

    def expected(self) -> dict[tuple[str, str], tuple[set[str], Any]]:
        """(record, field) -> (the writes that nobody replaced, what is shown)."""
        everything = self.everywhere()
        replaced: set[tuple[str, str, str]] = set()
        writes: dict[tuple[str, str], list[tuple[datetime, str, Any]]] = {}
        for sum_, change in everything.items():
            for record_id, rec in change["recs"].items():
                replaced |= {(record_id, key, one) for key, sums in rec.get("over", {}).items() for one in sums}
                for key, value in rec["set"].items():
                    writes.setdefault((record_id, key), []).append((instant(change["at"]), sum_, value))
        shown: dict[tuple[str, str], tuple[set[str], Any]] = {}
        for (record_id, key), those in writes.items():
            heads = [one for one in those if (record_id, key, one[1]) not in replaced]
            if heads:
                shown[record_id, key] = {sum_ for _, sum_, _ in heads}, max(heads, key=lambda one: one[:2])[2]
        return shown

    def shown(self, laptop: Laptop) -> dict[tuple[str, str], tuple[set[str], Any]]:
        """The same as `expected`, as the laptop has it."""
        return {
            (record_id, key): ({head.sum for head in folded.heads_of(key)}, value)
            for record_id, folded in laptop.notebook._fold.records.items()
            for key, value in folded.values.items()
        }

    def rotten(self) -> list[str]:
        """The files on the share that are not what their names say."""
        named = NOTEBOOK in self.world.share and runs.notebook_in(self.world.share[NOTEBOOK]) is None
        bad = [
            text
            for text, raw in self.world.share.items()
            if (run := runs.parse_name(text)) and not runs.is_whole(run, raw)
        ]
        return bad + [NOTEBOOK] * named

    def agree(self, when: str) -> None:
        """Raises `Lost` unless all laptops show what they should."""
        expected = self.expected()
        for laptop in self.world.laptops:
            laptop.notebook.poll()
        seen = [told(laptop.notebook) for laptop in self.world.laptops if self.world.may_sync(laptop)]
        if any(one != seen[0] for one in seen):
            raise Lost(f"{when}, the laptops show different records")
        for laptop in self.world.laptops:
            if not self.world.may_sync(laptop):
                continue
            shown = self.shown(laptop)
            if shown != expected:
                wrong = {key for key in shown.keys() | expected.keys() if shown.get(key) != expected.get(key)}
                raise Lost(f"{when}, {laptop.home.name} shows {len(wrong)} fields otherwise: {sorted(wrong)[:3]}")

    def stock_reads_all(self) -> None:
        """Opens every file of changes with stock TinyDB, except what rotted on the share."""
        for laptop in self.world.laptops:
            for part in ("data", "mirror"):
                for text in files.names_in(laptop.home / part):
                    if text.endswith(".json"):
                        stock_changes(laptop.home / part / text)
        kept = self.world.root / "stock.json"
        for text, raw in self.world.share.items():
            if runs.parse_name(text) and text not in self.rotten():
                kept.write_bytes(raw)
                stock_changes(kept)


@lru_cache(maxsize=2000)
def _changes(raw: bytes) -> dict[str, dict[str, Any]]:
    return {change["sum"]: change for change in changefile.parse(raw).changes.values()}
