"""A home that is open: read into memory, kept up with other processes and with syncing, mended where it rotted.

Knows the files, the journal and the fold; saves nothing of its own accord.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from cro_tui.settings import Settings
from cro_tui.store import laptop as laptops
from cro_tui.store import reading
from cro_tui.store.canonical import Change
from cro_tui.store.errors import Notice
from cro_tui.store.files import DataName
from cro_tui.store.fold import Fold
from cro_tui.store.healing import heal
from cro_tui.store.intake import Intake, Progress
from cro_tui.store.journal import Journal
from cro_tui.store.laptop import Laptop
from cro_tui.store.locking import HomeLock
from cro_tui.store.numbers import Numbers
from cro_tui.store.records import Records


def local_now() -> datetime:
    """The moment, aware, in this machine's zone; in another one as soon as the machine was taken there."""
    if sys.platform != "win32":
        time.tzset()
    return datetime.now().astimezone()


class Opened(Records):
    """Opens at once on the newest quarter; `load_rest` brings the others, in the background if one likes.

    Reading needs no lock and never waits for the disk. One thread at a time writes, holding `_writing`, then the home's
    lock; `_memory` is held while changes are folded, and for nothing slower.
    """

    def __init__(
        self,
        home: Path,
        settings: Settings | None = None,
        *,
        clock: Callable[[], datetime] = local_now,
        entropy: Callable[[int], bytes] = os.urandom,
    ) -> None:
        super().__init__(home)
        self.settings = settings or Settings()
        self.clock = clock
        self.notices: list[Notice] = []
        self.unverified: set[str] = set()
        """Sums of changes whose values are not what their writer wrote."""
        self._entropy = entropy
        self._writing = threading.RLock()
        self._loading = threading.Lock()
        self._intake = Intake(home, self._fold, self._memory, self._mend)
        self._whole = False
        self._lock = HomeLock(home)
        self._laptop: Laptop | None = None
        self._laptop_seen = (0, 0, 0)
        self._journal: Journal | None = None
        self._unseen: set[str] = set()
        """Records that other processes changed, of which `poll` has not told yet."""
        self._numbers = Numbers()
        self._look_who_i_am()

    @property
    def newest_quarter(self) -> str:
        """The quarter of the file into which this laptop writes, ``""`` before the first save."""
        newest = self._journal.newest if self._journal else None
        return newest.quarter if newest else ""

    def tell_of_waiting(self, tell: Callable[[], None]) -> None:
        """Has *tell* called, in the thread of the save, when a save waits for another window."""
        self._lock.tell = tell

    # Opening

    @classmethod
    def open(cls, home: Path, settings: Settings | None = None, **more: Any) -> Self:
        """The whole notebook of *home*, folded. A folder that is not there yet is an empty notebook."""
        notebook = cls(home, settings, **more)
        notebook.load_newest()
        notebook.load_rest()
        return notebook

    @property
    def is_whole(self) -> bool:
        """Whether everything on disk is folded."""
        return self._whole

    @property
    def laptop(self) -> str:
        """This laptop's id; ``""`` before the first save."""
        return self._laptop.id if self._laptop else ""

    @property
    def identity(self) -> Laptop | None:
        """Which laptop of which notebook this home is; None before the first save."""
        return self._laptop

    @property
    def is_demo(self) -> bool:
        """Whether this is a made-up notebook."""
        return bool(self._laptop and self._laptop.demo)

    def seek_end(self) -> None:
        """Gets ready to add new records without reading the old ones."""
        with self._writing:
            if self._journal:
                try:
                    self._journal.seek_end()
                except OSError as problem:
                    raise reading.out_of_reach(self.home, problem) from None
                self._take_notices_of(self._journal)

    def load_newest(self) -> None:
        """Folds the newest quarter, which the first screen shows."""
        self.seek_end()
        with self._loading:
            names = reading.names_of(self.home)
            newest = [name for name in names if name.quarter == names[-1].quarter]
            self._take_data(newest)

    def load_rest(self, progress: Progress | None = None) -> None:
        """Folds the rest: older quarters, newest first, then what other laptops wrote. Waits for who is at it."""
        with self._loading:
            self._take_data(reading.names_of(self.home), progress)
            self._take_mirror()
            self._whole = True

    def _take_data(self, names: Sequence[DataName], progress: Progress | None = None) -> None:
        self._intake.take_data(names, progress)
        self._take_notices(self._intake.notices)

    def _take_mirror(self) -> set[str]:
        touched = self._intake.take_mirror()
        self._take_notices(self._intake.notices)
        return touched

    def _take_notices(self, notices: Iterable[Notice]) -> None:
        self.notices += (notice for notice in notices if notice not in self.notices)

    def _mend(self, name: DataName) -> bool:
        """Has a file of this laptop's set right that is not in our form; a save in flight is waited for."""
        with self._writing:
            journal = self._journal
            if journal is None or name.laptop != journal.laptop.id:
                return False
            journal.mend(name)
            self._take_notices_of(journal)
            return True

    def heal(self) -> bool:
        """Puts back what rotted in this laptop's files, where a good copy is in ``mirror/``; whether any was."""
        if self._laptop is None or not self._whole:
            return False
        try:
            with self._writing, self._lock:
                healed = heal(self.home, self._laptop)
        except OSError:
            return False  # a disk that refuses: `check` goes on naming what is damaged
        if healed:
            self._take_notices(healed)
            self.unverified.clear()
            self.fold_anew()
        return bool(healed)

    def verify(self) -> int:
        """Checks the sums of all changes on disk, without holding anybody up; how many do not verify."""
        for name, wrong in reading.unverified(self.home, reading.names_of(self.home)):
            fresh = set(wrong) - self.unverified
            if fresh:
                self.unverified |= fresh
                self.notices.append(Notice(name.text, f"{len(fresh)} change(s) are not as they were written"))
        return len(self.unverified)

    def _take_notices_of(self, journal: Journal) -> None:
        self._take_notices(journal.notices)
        journal.notices.clear()

    # Which laptop this is

    def _look_who_i_am(self) -> None:
        """Takes notice of laptop.json where it is new or another process wrote it."""
        seen = laptops.stamp(self.home)
        if seen == self._laptop_seen:
            return
        laptop = laptops.read(self.home)
        if laptop is not None:
            renewed = self._laptop is not None and laptop.id != self._laptop.id
            self._be(laptop)
            self._laptop_seen = seen
            if renewed and self._journal:
                self._journal.rewound = True  # what was saved under the old id may not be folded yet

    def _be(self, laptop: Laptop) -> None:
        self._laptop_seen = laptops.stamp(self.home)
        if laptop != self._laptop:
            self._laptop, self._journal = laptop, Journal(self.home, laptop, self._lock)
            self._numbers = Numbers()

    def _join(self, *, demo: bool = False) -> Journal:
        """This laptop's journal; makes this home a laptop of a notebook at the first save."""
        self._look_who_i_am()
        if self._journal is None:
            self._be(laptops.join(self.home, self._entropy, demo=demo))
        assert self._journal is not None
        return self._journal

    def _for_certain_mine(self, journal: Journal) -> Journal:
        """The journal to write into, under the lock: one under a new id where somebody else writes under this one.

        That is so when a run under this laptop's id goes on where this laptop's files end, or says another thing than
        they do: the home was cloned, or it is an old copy that was put back.
        """
        laptop = journal.laptop
        unsure = journal.out_of_reach  # a number may stand in a file that can't be read now
        if unsure or self._intake.last_in_mirror(laptop.id) > journal.number or self._intake.is_branched(laptop.id):
            self._be(laptops.renew(self.home, laptop, self._entropy))
            assert self._journal is not None
            self._journal.seek_end()
            self._journal.rewound = unsure
            return self._journal
        return journal

    def look_who_i_am(self) -> None:
        """Takes notice of what another window made of this home: a laptop of a share's notebook, or of a new id."""
        with self._writing:
            self._look_who_i_am()

    def take_identity(self) -> Laptop:
        """Who this home is, made if nobody wrote in it yet; raises `NotSaved`."""
        with self._writing:
            return self._join().laptop

    def join_share(self, notebook: str) -> None:
        """Makes this home one of the laptops of a share's notebook; raises `StoreProblem`, `NotSaved`."""
        with self._writing:
            laptop = self._join().laptop
            with self._lock:
                self._be(laptops.adopt(self.home, laptop, notebook))

    def become(self, laptop: Laptop) -> None:
        """Makes a home that is nobody's yet another laptop of *laptop*'s notebook; raises `StoreProblem`."""
        with self._writing, self._lock:
            self._be(laptops.renew(self.home, laptop, self._entropy))

    def waiting(self) -> int:
        """How many of this laptop's changes stand in no run yet, and so on no share."""
        journal = self._journal
        if journal is None:
            return 0
        return max(0, journal.number - self._intake.last_in_mirror(journal.laptop.id))

    def become_demo(self) -> None:
        """Marks a home that holds nothing yet as a made-up notebook."""
        if self._journal is None and not reading.names_of(self.home):
            self._join(demo=True)

    # Other processes

    def poll(self) -> set[str]:
        """Folds what other processes saved meanwhile; the ids of the records that changed. Never waits for a save.

        Nor does a save wait for what syncing brought, however much that is.
        """
        if not self._writing.acquire(blocking=False):
            return set()
        try:
            self._look_who_i_am()
            if self._journal is None:
                return set()
            changed = self._fold_in(self._journal)
        except OSError:
            return set()  # the next save says what is wrong with the folder
        finally:
            self._writing.release()
        changed |= self._arrived()
        with self._memory:
            changed |= self._unseen
            self._unseen = set()
        return changed

    def take_in_arrived(self) -> None:
        """Folds what syncing just brought; the next `poll` tells which records changed."""
        self._note_unseen(self._arrived())

    def _note_unseen(self, touched: set[str]) -> None:
        with self._memory:
            self._unseen |= touched

    def _arrived(self) -> set[str]:
        """Folds what syncing brought meanwhile, once everything else is folded; the ids of the records that changed."""
        if not self._whole or not self._intake.mirror_changed() or not self._loading.acquire(blocking=False):
            return set()
        try:
            return self._take_mirror()
        finally:
            self._loading.release()

    def _fold_in(self, journal: Journal, *, locked: bool = False) -> set[str]:
        touched: set[str] = set()
        for number, change in journal.catch_up(locked=locked):
            touched.update(self._fold_one(journal, number, change))
        self._take_notices_of(journal)
        if journal.rewound:
            touched.update(self._fold.records)
            self.fold_anew()
            touched.update(self._fold.records)
            journal.rewound = False
        return touched

    def _fold_one(self, journal: Journal, number: int, change: Change) -> Iterable[str]:
        """Folds a change of this laptop, and keeps up the counts of concern numbers."""
        self._numbers.note(change)
        with self._memory:
            return self._fold.apply(journal.laptop.id, number, change)

    def fold_anew(self) -> None:
        """Reads everything again: a change that was read as saved had failed in the process that made it.

        Where a file can't be read now, memory knows more than the disk tells: then the rest is folded into that.
        """
        fold = Fold()
        intake = self._taken_into(fold)
        if intake.is_partial:
            fold = self._fold
            intake = self._taken_into(fold)
        with self._memory:
            self._fold, self._intake = fold, intake
        self._take_notices(intake.notices)

    def _taken_into(self, fold: Fold) -> Intake:
        intake = Intake(self.home, fold, self._memory, self._mend)
        intake.take_data(reading.names_of(self.home))
        intake.take_mirror()
        return intake
