"""What of a home is in memory: this laptop's own files and the runs of others, each read once into a fold.

Reads; sets aside what rotted. Knows files and folding, no lock of the home and no journal.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from cro_tui.store import laptop as laptops
from cro_tui.store import reading
from cro_tui.store.canonical import Change
from cro_tui.store.errors import Notice
from cro_tui.store.files import DataName
from cro_tui.store.fold import Fold
from cro_tui.store.holding import Read
from cro_tui.store.mirror import Mirror
from cro_tui.store.reading import Pass
from cro_tui.store.runs import RunName

Progress = Callable[[int, int], None]
_COARSEST = 2_000_000_000
"""Nanoseconds that no file system exceeds in telling when a folder changed."""


class Intake:
    """Brings the files of a home into one fold, newest first. One thread at a time."""

    def __init__(
        self,
        home: Path,
        fold: Fold,
        memory: AbstractContextManager[object],
        mend: Callable[[DataName], bool],
    ) -> None:
        self.home = home
        self.fold = fold
        self.mirror = Mirror(home)
        self._memory = memory
        self._pass = Pass(home, mend)
        self._taken: set[RunName] = set()
        self._read: dict[str, Read] = {}
        """By laptop, the changes that were read."""
        self._strays: set[tuple[str, int, str]] = set()
        """(laptop, number, sum) of changes under this laptop's id that came from elsewhere."""
        self._taken_at = 0
        self._listed: list[RunName] = []
        self._listed_at = 0
        self._notices: list[Notice] = []

    @property
    def notices(self) -> list[Notice]:
        """What was found damaged so far."""
        return self._pass.notices + self._notices

    @property
    def is_partial(self) -> bool:
        """Whether a file in ``data/`` could not be read."""
        return self._pass.is_partial

    def take_data(self, names: Sequence[DataName], progress: Progress | None = None) -> None:
        """Folds those of the files in ``data/`` that were not read yet; *progress* gets (files read, files)."""
        left = [name for name in reversed(names) if name.text not in self._pass.done]
        with reading.without_collecting():
            for index, name in enumerate(left):
                changes = self._pass.read(name)
                self._fold(name.laptop, changes)
                if progress:
                    progress(index + 1, len(left))

    def mirror_changed(self) -> bool:
        """Whether there may be runs that were not read yet: cheap enough to ask every second."""
        return _moment(self.mirror.folder) != self._taken_at

    def last_in_mirror(self, laptop: str) -> int:
        """The highest number that a run bears under a laptop's id; 0 for none."""
        if self._listed_at != (seen := _moment(self.mirror.folder)):
            self._listed_at = _settled(self.mirror.folder)
            self._listed = self.mirror.names() if seen else []
        return max((name.last for name in self._listed if name.laptop == laptop), default=0)

    def is_branched(self, laptop: str) -> bool:
        """Whether a run under a laptop's id says another thing under a number than its files in ``data/`` do."""
        strays = [(number, sum_) for owner, number, sum_ in self._strays if owner == laptop]
        if not strays:
            return False
        own = reading.sums_in_data(self.home, laptop)
        return any(own.get(number, sum_) != sum_ for number, sum_ in strays)

    def take_mirror(self) -> set[str]:
        """Folds the runs in ``mirror/`` that were not read yet; the ids of the records that they touch.

        A run is not read whose changes were all read already, from ``data/`` or from a wider run.
        """
        try:
            self._taken_at = _settled(self.mirror.folder)
            fresh = [name for name in self.mirror.names() if name not in self._taken]
            laptop = laptops.read(self.home)
            notebook = laptop.notebook if laptop else laptops.notebook_on_disk(self.home)
        except OSError:
            return set()
        if not fresh or notebook is None:
            return set()
        touched: set[str] = set()
        with reading.without_collecting():
            for name in fresh:
                if name.laptop in self._read and self._read[name.laptop].holds(name):
                    self._taken.add(name)
                    continue
                changes, notice = self.mirror.changes(name, notebook)
                if notice:
                    self._notices.append(notice)
                if not changes:
                    continue
                self._taken.add(name)
                if laptop is not None and name.laptop == laptop.id:
                    sums = ((number, change["sum"]) for number, change in changes.items())
                    strays = {(laptop.id, *one) for one in sums if one[1] not in self.fold.sums}
                    self._strays = self._strays | strays  # not in place: a save may be looking through them
                self._fold(name.laptop, changes)
                touched.update(record_id for change in changes.values() for record_id in change["recs"])
        return touched

    def _fold(self, laptop: str, changes: Mapping[int, Change]) -> None:
        with self._memory:
            reading.fold_file(self.fold, laptop, changes)
        self._read.setdefault(laptop, Read()).add(changes)


def _settled(folder: Path) -> int:
    """The same, to be compared with later: -1 while so little time has gone by that another change may look alike."""
    moment = _moment(folder)
    return moment if time.time_ns() - moment > _COARSEST else -1


def _moment(folder: Path) -> int:
    """When a folder changed last, to tell whether it did; 0 where there is none."""
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - once a save
    except OSError:
        return 0
