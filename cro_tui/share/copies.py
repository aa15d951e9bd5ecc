"""What ``mirror/`` holds, kept in memory from one sync to the next: the names, and which changes are in them.

The disk decides: where the files of a laptop are not those that were read, they are read again. No share here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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

    def holding(self, owner: str, near: RunName | None = None) -> Holding:
        """What is held of one laptop's changes, read when first asked for; *near*: only what a run may share with it.

        So the years before are not read for the few changes of today.
        """
        names = self.of(owner)
        known = self._holdings.get(owner)
        if known is None or not known[0] <= names:
            known = self._holdings[owner] = (set(), Holding())
        fresh = {one for one in names - known[0] if near is None or _overlap(one, near)}
        if fresh:
            known[0].update(fresh)
            for run in self.mirror.runs_of(owner, self.notebook, fresh.__contains__):
                known[1].add(run.changes)
        return known[1]

    def holding_now(self, near: RunName) -> Holding:
        """What a run may share with it, read from the disk again: before one is removed elsewhere that is here."""
        self._holdings.pop(near.laptop, None)
        return self.holding(near.laptop, near)

    def covers(self, name: RunName) -> bool:
        """Whether all that a run says is in it is here."""
        return self.holding(name.laptop, name).chain(name) is not None

    def keep(self, name: RunName, raw: bytes, changes: Mapping[int, Change] | None = None) -> None:
        """Puts a run that was checked here; *changes* where it can be read. Raises OSError."""
        self.mirror.keep(name, raw)
        self.names.add(name)
        if (known := self._holdings.get(name.laptop)) is not None:
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

    def runs_of(self, owner: str, wanted: Callable[[RunName], bool] = lambda _name: True) -> Iterator[Run]:
        """The *wanted* runs of one laptop that can be read, checked, in order; each is read when its turn comes."""
        return self.mirror.runs_of(owner, self.notebook, wanted)


def _overlap(one: RunName, other: RunName) -> bool:
    """Whether both may hold one change."""
    return one.first <= other.last and other.first <= one.last
