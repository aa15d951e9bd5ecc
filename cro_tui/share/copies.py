"""What ``mirror/`` holds, kept in memory from one sync to the next: the names, and which changes are in them.

The disk decides: where the files of a laptop are not those that were read, they are read again. No share here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cro_tui.store import files, runs
from cro_tui.store.canonical import Change
from cro_tui.store.holding import Holding, inside
from cro_tui.store.mirror import Mirror
from cro_tui.store.runs import Run, RunName


class Copies:
    """The runs of one home. One sync at a time."""

    def __init__(self, home: Path) -> None:
        self.mirror = Mirror(home)
        self.names: set[RunName] = set()
        self.notebook = ""
        """The notebook whose runs count; none are read before it is known."""
        self._holdings: dict[str, tuple[set[RunName], Holding]] = {}

    def look(self) -> None:
        """Lists the folder; raises OSError."""
        self.names = set(self.mirror.names())

    def of(self, owner: str) -> set[RunName]:
        """The runs of one laptop."""
        return {name for name in self.names if name.laptop == owner}

    def holding(self, owner: str) -> Holding:
        """What is held of one laptop's changes, read when first asked for."""
        names = self.of(owner)
        known = self._holdings.get(owner)
        if known is None or known[0] != names:
            known = self._holdings[owner] = (names, Holding())
            for run in self.mirror.runs_of(owner, self.notebook):
                known[1].add(run.changes)
        return known[1]

    def holding_now(self, owner: str) -> Holding:
        """The same, read from the disk again: before something is removed elsewhere because it is here."""
        self._holdings.pop(owner, None)
        return self.holding(owner)

    def covers(self, name: RunName) -> bool:
        """Whether all that a run says is in it is here."""
        near = any(one.first <= name.last and name.first <= one.last for one in self.of(name.laptop))
        return near and self.holding(name.laptop).chain(name) is not None

    def keep(self, name: RunName, raw: bytes, changes: Mapping[int, Change] | None = None) -> None:
        """Puts a run that was checked here; *changes* where it can be read. Raises OSError."""
        known = self._holdings.get(name.laptop)
        whole = known is not None and known[0] == self.of(name.laptop)
        self.mirror.keep(name, raw)
        self.names.add(name)
        if known is not None and whole:
            known[0].add(name)
            known[1].add(changes or {})

    def drop(self, name: RunName) -> None:
        """Removes a run whose changes stand in another one here; raises OSError."""
        self.mirror.drop(name)
        self.names.discard(name)
        if (known := self._holdings.get(name.laptop)) is not None:
            known[0].discard(name)

    def drop_inside(self, wide: RunName) -> int:
        """Removes the runs all of which stands in a wider one here, which is read again first; how many."""
        run = self.mirror.run(wide, self.notebook) if self._has_narrower(wide) else None
        if run is None:
            return 0
        alone = Holding()
        alone.add(run.changes)
        narrow = inside(wide, self.names, alone)
        for name in narrow:
            self.drop(name)
        return len(narrow)

    def _has_narrower(self, wide: RunName) -> bool:
        return any(wide.first <= one.first and one.last <= wide.last for one in self.of(wide.laptop) - {wide})

    def raw(self, name: RunName) -> bytes | None:
        """The bytes of a run, None where they rotted: then they are set aside, and the next sync fetches it anew."""
        try:
            raw = self.mirror.raw(name)
        except OSError:
            return None
        if runs.is_whole(name, raw):
            return raw
        if files.keep_torn(self.mirror.home, name.text, raw):
            self.drop(name)
            self._holdings.pop(name.laptop, None)
        return None

    def runs_of(self, owner: str) -> list[Run]:
        """All runs of one laptop that can be read, checked, in order."""
        return list(self.mirror.runs_of(owner, self.notebook))
