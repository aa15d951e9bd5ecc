"""The notebook: all records of a home, read at opening, saved one change at a time, kept up with other processes.

The only door to the store. Knows the model; knows nothing of screens, documents or what the officer is doing.
"""

from __future__ import annotations

import heapq
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from cro_tui.model.ids import make_id
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.record import Head, Record
from cro_tui.settings import Settings
from cro_tui.store import laptop as laptops
from cro_tui.store import reading
from cro_tui.store.canonical import Change
from cro_tui.store.edits import Edit, Saved, undoing, written
from cro_tui.store.errors import Notice, NotSaved, StoreProblem
from cro_tui.store.files import DataName
from cro_tui.store.fold import VOIDED, Fold, Folded
from cro_tui.store.journal import Journal
from cro_tui.store.numbers import Numbers
from cro_tui.store.reading import HistoryLine, Pass

__all__ = ["Edit", "HistoryLine", "Notebook", "Saved", "local_now"]

R = TypeVar("R", bound=Record)


def local_now() -> datetime:
    """The moment, aware, in this machine's zone."""
    return datetime.now().astimezone()


class Notebook:
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
        self.home = home
        self.settings = settings or Settings()
        self.clock = clock
        self.notices: list[Notice] = []
        self.unverified: set[str] = set()
        """Sums of changes whose values are not what their writer wrote."""
        self._entropy = entropy
        self._fold = Fold()
        self._memory = threading.RLock()
        self._writing = threading.RLock()
        self._loading = threading.Lock()
        self._pass = Pass(home, self._mend)
        self._whole = False
        self._laptop = laptops.read(home)
        self._journal = Journal(home, self._laptop) if self._laptop else None
        self._last_id = 0
        self._unseen: set[str] = set()
        """Records that other processes changed, of which `poll` has not told yet."""
        self._numbers = Numbers()

    # Opening

    @classmethod
    def open(cls, home: Path, settings: Settings | None = None, **more: Any) -> Notebook:
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
                self._take_notices(self._journal)

    def load_newest(self) -> None:
        """Folds the newest quarter, which the first screen shows."""
        self.seek_end()
        with self._loading:
            names = reading.names_of(self.home)
            newest = [name for name in names if name.quarter == names[-1].quarter]
            self._load(self._pass, self._fold, newest)

    def load_rest(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Folds the older quarters, newest first; *progress* gets (files read, files). Waits for who is at it."""
        with self._loading:
            self._load(self._pass, self._fold, reading.names_of(self.home), progress)
            self._whole = True

    def _load(
        self,
        reader: Pass,
        fold: Fold,
        names: Sequence[DataName],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        left = [name for name in reversed(names) if name.text not in reader.done]
        with reading.without_collecting():
            for index, name in enumerate(left):
                changes = reader.read(name)
                with self._memory:
                    reading.fold_file(fold, name, changes)
                if progress:
                    progress(index + 1, len(left))
        self.notices += (notice for notice in reader.notices if notice not in self.notices)

    def _mend(self, name: DataName) -> bool:
        """Has a file of this laptop's set right that is not in our form; a save in flight is waited for."""
        with self._writing:
            journal = self._journal
            if journal is None or name.laptop != journal.laptop.id:
                return False
            journal.mend(name)
            self._take_notices(journal)
            return True

    def verify(self) -> int:
        """Checks the sums of all changes on disk, without holding anybody up; how many do not verify."""
        for name, wrong in reading.unverified(self.home, reading.names_of(self.home)):
            fresh = set(wrong) - self.unverified
            if fresh:
                self.unverified |= fresh
                self.notices.append(Notice(name.text, f"{len(fresh)} change(s) are not as they were written"))
        return len(self.unverified)

    def _take_notices(self, journal: Journal) -> None:
        self.notices += journal.notices
        journal.notices.clear()

    # Reading

    def get(self, record_id: str) -> Record | None:
        """The record with that id, of a kind that this program knows; voided ones too."""
        folded = self._fold.records.get(record_id)
        return _view(folded) if folded is not None else None

    def of(self, kind: type[R], record_id: str) -> R | None:
        """The record with that id if it is of *kind*."""
        record = self.get(record_id)
        return record if isinstance(record, kind) else None

    def all(self, kind: type[R], *, voided: bool = False) -> list[R]:
        """Every record of *kind* in order of making; voided ones only when asked for."""
        with self._memory:
            stored = list(self._fold.by_kind.get(kind.KIND, {}).values())
        views = map(_view, stored)
        found = [view for view in views if isinstance(view, kind) and (voided or not view.is_voided)]
        found.sort(key=lambda record: record.id)
        return found

    def latest(self, kind: type[R], limit: int) -> list[R]:
        """The *limit* records of *kind* that were made last, newest first, without voided ones."""
        with self._memory:
            stored = self._fold.by_kind.get(kind.KIND, {})
            newest = [stored[key] for key in heapq.nlargest(2 * limit, stored)]
        views = (_view(folded) for folded in newest)
        return [view for view in views if isinstance(view, kind) and not view.is_voided][:limit]

    def count(self) -> int:
        """How many records there are of all kinds, voided ones too."""
        return len(self._fold.records)

    def changes(self) -> int:
        """How many changes are folded."""
        return len(self._fold.sums)

    def everything(self) -> Iterator[Record]:
        """Every record of every known kind, voided ones too."""
        with self._memory:
            stored = list(self._fold.records.values())
        return (view for view in map(_view, stored) if view is not None)

    def became_record(self, draft: str) -> bool:
        """Whether that draft was saved after all."""
        return draft in self._fold.drafts

    def history(self, record_id: str) -> list[HistoryLine]:
        """Every change of a record, oldest first, read from the disk."""
        return reading.history(self.home, record_id, self._fold)

    # Writing

    def new_id(self) -> str:
        """An id for a record or a line, greater than any that this notebook gave before."""
        milliseconds = max(0, int(self.clock().timestamp() * 1000))
        with self._memory:
            if self._last_id and milliseconds <= self._last_id >> 80:
                self._last_id += 1
            else:
                self._last_id = milliseconds << 80 | int.from_bytes(self._entropy(10), "big") >> 1
            return make_id(self._last_id >> 80, (self._last_id & (1 << 80) - 1).to_bytes(10, "big"))

    def save(self, edits: Sequence[Edit], *, draft: str = "") -> Saved:
        """Puts all *edits* on the disk as one change, or none of them; raises `NotSaved`.

        Once it returns, the change outlives the process and the power. *draft* names the draft that it settles.
        Editing an old record waits until everything is folded.
        """
        if not edits:
            raise StoreProblem("nothing to save")
        if not self._whole and any(edit.base is not None for edit in edits):
            self.load_rest()
        with self._writing:
            journal = self._join()
            try:
                with journal.lock():
                    return self._append(journal, edits, draft)
            except TimeoutError:
                raise NotSaved(f"NOT SAVED: another window has held {self.home / 'lock'} for too long") from None
            except OSError as problem:
                raise NotSaved(f"NOT SAVED: {problem.strerror or problem} ({self.home})") from problem

    def _append(self, journal: Journal, edits: Sequence[Edit], draft: str) -> Saved:
        self._unseen |= self._fold_in(journal, locked=True)
        now = self.clock()
        quarter = f"{now.year:04d}-Q{(now.month + 2) // 3}"
        numbers = self._numbers.to_come(journal, journal.quarter_of_save(quarter), self.settings.officer.name)
        recs = written(edits, numbers)
        change: Change = {
            "at": now.isoformat(timespec="seconds"),
            "by": self.settings.officer.signature,
            "salt": self._entropy(16).hex(),
            "recs": recs,
        }
        if draft:
            change["draft"] = draft
        records = self._fold.records
        made = frozenset(record_id for record_id in recs if record_id not in records)
        before = {record_id: self._standing(record_id, rec["set"]) for record_id, rec in recs.items()}
        number = journal.append(change, quarter)
        self._fold_one(journal, number, change)
        return Saved(change["sum"], number, tuple(recs), made, before)

    def _standing(self, record_id: str, keys: Iterable[str]) -> dict[str, Any]:
        folded = self._fold.records.get(record_id)
        return {key: folded.values.get(key) if folded else None for key in keys}

    def _join(self, *, demo: bool = False) -> Journal:
        """This laptop's journal; makes this home a laptop of a notebook at the first save."""
        if self._journal is None:
            self._laptop = laptops.join(self.home, self._entropy, demo=demo)
            self._journal = Journal(self.home, self._laptop)
        return self._journal

    def become_demo(self) -> None:
        """Marks a home that holds nothing yet as a made-up notebook."""
        if self._journal is None and not reading.names_of(self.home):
            self._join(demo=True)

    # Other processes

    def poll(self) -> set[str]:
        """Folds what other processes saved meanwhile; the ids of the records that changed. Never waits for a save."""
        if not self._writing.acquire(blocking=False):
            return set()
        try:
            if self._journal is None:
                self._laptop = laptops.read(self.home)
                if self._laptop is None:
                    return set()
                self._journal = Journal(self.home, self._laptop)
            changed = self._unseen | self._fold_in(self._journal)
            self._unseen = set()
            return changed
        except OSError:
            return set()  # the next save says what is wrong with the folder
        finally:
            self._writing.release()

    def _fold_in(self, journal: Journal, *, locked: bool = False) -> set[str]:
        touched: set[str] = set()
        for number, change in journal.catch_up(locked=locked):
            touched.update(self._fold_one(journal, number, change))
        self._take_notices(journal)
        if journal.rewound:
            journal.rewound = False
            touched.update(self._fold.records)
            self._fold_anew()
            touched.update(self._fold.records)
        return touched

    def _fold_one(self, journal: Journal, number: int, change: Change) -> Iterable[str]:
        """Folds a change of this laptop, and keeps up the counts of concern numbers."""
        self._numbers.note(change)
        with self._memory:
            return self._fold.apply(journal.laptop.id, number, change)

    def _fold_anew(self) -> None:
        """Reads everything again: a change that was read as saved had failed in the process that made it."""
        fold = Fold()
        self._load(Pass(self.home, self._mend), fold, reading.names_of(self.home))
        with self._memory:
            self._fold = fold

    # Undo

    def undoing(self, saved: Saved) -> list[Edit]:
        """The edits that take one save back; raises `CannotUndo` where somebody wrote over it since."""
        return undoing(saved, self.get)


def _view(folded: Folded) -> Record | None:
    """The record as the program sees it; None for a kind that this program does not know."""
    if folded.view is None and (kind := BY_KIND.get(folded.kind)) is not None:
        conflicts: Mapping[str, tuple[Head, ...]] = folded.conflicts() if folded.heads else {}
        folded.view = kind(
            folded.id,
            folded.values,
            seen=folded,
            conflicts=conflicts,
            void_disputed=bool(folded.values.get(VOIDED)) and folded.void_disputed(),
            created=folded.created,
            changed=folded.changed,
        )
    return folded.view
