"""The notebook: all records of a home, read at opening, saved one change at a time, kept up with other processes.

The only door to the store. Knows the model; knows nothing of screens, documents or what the officer is doing.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cro_tui.model.ids import concern_number, is_number, laptop_tag, make_id
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.record import Head, Record, Stamp
from cro_tui.settings import Settings
from cro_tui.store import changefile, files
from cro_tui.store import laptop as laptops
from cro_tui.store.canonical import Change, fast_canonical, verifies
from cro_tui.store.errors import CannotUndo, Notice, NotSaved, StoreProblem
from cro_tui.store.files import DataName
from cro_tui.store.fold import VOIDED, Fold, Folded, Seen
from cro_tui.store.journal import Journal

R = TypeVar("R", bound=Record)


def local_now() -> datetime:
    """The moment, aware, in this machine's zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Edit:
    """What one save does to one record."""

    id: str
    kind: str
    set: Mapping[str, Any]
    """Stored field -> value; None clears."""
    base: Record | None = None
    """The view that the writer had before the eyes; None for a new record."""
    numbered: bool = False
    """Give it the next concern number."""


@dataclass(frozen=True)
class Saved:
    """One save: its identity, the records it touched, and what stood there before."""

    sum: str
    number: int
    ids: tuple[str, ...]
    made: frozenset[str] = frozenset()
    """The ids that came into being with it."""
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """id -> stored field -> the value that was replaced (None where there was none)."""


class HistoryLine(NamedTuple):
    """One change of one record."""

    stamp: Stamp
    number: int
    sum: str
    set: Mapping[str, Any]
    verified: bool


class Notebook:
    """Opens at once on the newest quarter; `load_rest` brings the others, in the background if one likes."""

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
        self._whole = threading.Event()
        self._laptop = laptops.read(home)
        self._journal = Journal(home, self._laptop) if self._laptop else None
        self._last_id = 0
        self._read: set[str] = set()
        self._counts: dict[tuple[str, str], int] = {}
        """(quarter, tag) -> the highest concern number's count."""

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
        return self._whole.is_set()

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
        if self._journal:
            self._journal.seek_end()
            self._take_notices()

    def load_newest(self) -> None:
        """Folds the newest quarter, which the first screen shows."""
        self.seek_end()
        names = self._names()
        if names:
            newest = max(name.quarter for name in names)
            self._load([name for name in names if name.quarter == newest])

    def load_rest(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Folds the older quarters, newest first; *progress* gets (files read, files)."""
        names = [name for name in reversed(self._names()) if name.text not in self._read]
        for index, name in enumerate(names):
            self._load([name])
            if progress:
                progress(index + 1, len(names))
        self._whole.set()

    def _names(self) -> list[DataName]:
        try:
            return files.data_files(self.home / "data")
        except OSError as problem:
            raise StoreProblem(f"{self.home / 'data'} can't be read: {problem.strerror or problem}") from None

    def _load(self, names: Sequence[DataName]) -> None:
        collecting = gc.isenabled()
        gc.disable()  # thousands of small lasting objects: collecting while they are made only costs
        try:
            for name in names:
                self._load_file(name)
        finally:
            if collecting:
                gc.enable()

    def _load_file(self, name: DataName) -> None:
        self._read.add(name.text)
        path = self.home / "data" / name.text
        try:
            reading = changefile.parse(path.read_bytes())
        except OSError as problem:
            self.notices.append(Notice(name.text, f"can't be read ({problem.strerror or problem})"))
            return
        if reading.header and reading.header.format > changefile.FORMAT:
            self.notices.append(Notice(name.text, "was written by a newer cro-tui: update to see what is in it"))
            return
        if reading.bad:
            kept = files.keep_torn(self.home, name.text, b"\n".join(reading.bad))
            where = f"set aside in {kept}" if kept else "left where they are"
            self.notices.append(
                Notice(name.text, f"{len(reading.bad)} damaged piece(s) can't be read; {where}", len(reading.bad))
            )
        first_of_next = self._first_of_next(name)
        with self._memory:
            for number, change in reading.changes.items():
                if first_of_next is None or number < first_of_next:
                    self._fold.apply(name.laptop, number, change)

    def _first_of_next(self, name: DataName) -> int | None:
        """The first number of the file after *name*: what stands beyond it in *name* is a save that failed."""
        later = [other for other in self._names() if other.laptop == name.laptop and other > name]
        for other in later:
            try:
                with (self.home / "data" / other.text).open("rb") as source:
                    start = source.read(1024)
            except OSError:
                continue
            number = start.partition(b"\n")[2].lstrip(b' ,\n"').partition(b'"')[0]
            if number.isdigit():
                return int(number)
        return None

    def verify(self) -> int:
        """Checks the sums of all changes on disk, without holding anybody up; how many do not verify."""
        encode = fast_canonical()
        for name in self._names():
            try:
                changes = changefile.parse((self.home / "data" / name.text).read_bytes()).changes
            except OSError:
                continue
            wrong = [c["sum"] for n, c in changes.items() if not verifies(name.laptop, n, c, encode)]
            fresh = set(wrong) - self.unverified
            if fresh:
                self.unverified |= fresh
                self.notices.append(Notice(name.text, f"{len(fresh)} change(s) are not as they were written"))
        return len(self.unverified)

    def _take_notices(self) -> None:
        if self._journal and self._journal.notices:
            self.notices += self._journal.notices
            self._journal.notices = []

    # Reading

    def get(self, record_id: str) -> Record | None:
        """The record with that id, of a kind that this program knows; voided ones too."""
        folded = self._fold.records.get(record_id)
        return self._view(folded) if folded is not None else None

    def of(self, kind: type[R], record_id: str) -> R | None:
        """The record with that id if it is of *kind*."""
        record = self.get(record_id)
        return record if isinstance(record, kind) else None

    def all(self, kind: type[R], *, voided: bool = False) -> list[R]:
        """Every record of *kind* in order of making; voided ones only when asked for."""
        with self._memory:
            stored = list(self._fold.by_kind.get(kind.KIND, {}).values())
        views = (self._view(folded) for folded in stored)
        found = [view for view in views if isinstance(view, kind) and (voided or not view.is_voided)]
        found.sort(key=lambda record: record.id)
        return found

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
        for folded in stored:
            view = self._view(folded)
            if view is not None:
                yield view

    def became_record(self, draft: str) -> bool:
        """Whether that draft was saved after all."""
        return draft in self._fold.drafts

    @staticmethod
    def _view(folded: Folded) -> Record | None:
        kind = BY_KIND.get(folded.kind)
        if kind is None:
            return None
        conflicts: Mapping[str, tuple[Head, ...]] = folded.conflicts() if folded.heads else {}
        return kind(
            folded.id,
            folded.values,
            seen=Seen(folded),
            conflicts=conflicts,
            void_disputed=bool(folded.values.get(VOIDED)) and folded.void_disputed(),
            created=folded.created,
            changed=folded.changed,
        )

    def history(self, record_id: str) -> list[HistoryLine]:
        """Every change of a record, oldest first, read from the disk."""
        needle = record_id.encode()
        found: list[tuple[str, HistoryLine]] = []
        for name in self._names():
            raw = (self.home / "data" / name.text).read_bytes()
            if needle not in raw:
                continue
            for number, change in changefile.parse(raw).changes.items():
                rec = change["recs"].get(record_id)
                if rec is None or self._fold.sums.get(change["sum"]) != (name.laptop, number):
                    continue
                stamp = Stamp(change["at"], str(change.get("by", "")), name.laptop)
                verified = verifies(name.laptop, number, change)
                found.append((name.laptop, HistoryLine(stamp, number, change["sum"], rec.get("set") or {}, verified)))
        found.sort(key=lambda one: (one[1].stamp.at[:19], one[0], one[1].number))
        return [line for _, line in found]

    # Writing

    def new_id(self) -> str:
        """An id for a record or a line, greater than any that this notebook gave before."""
        milliseconds = int(self.clock().timestamp() * 1000)
        with self._memory:
            if milliseconds <= self._last_id >> 80:
                self._last_id += 1
            else:
                self._last_id = milliseconds << 80 | int.from_bytes(self._entropy(10), "big") >> 1
            return make_id(self._last_id >> 80, (self._last_id & (1 << 80) - 1).to_bytes(10, "big"))

    def save(self, edits: Sequence[Edit], *, draft: str = "") -> Saved:
        """Puts all *edits* on the disk as one change, or none of them; raises `NotSaved`.

        Once it returns, the change outlives the process and the power. *draft* names the draft that it settles.
        """
        if not edits:
            raise StoreProblem("nothing to save")
        if any(edit.base is not None for edit in edits):
            self._whole.wait()
        self._join()
        journal = self._journal
        assert journal is not None
        try:
            with journal.lock(), self._memory:
                self._fold_in(journal)
                now = self.clock()
                quarter = f"{now.year:04d}-Q{(now.month + 2) // 3}"
                change = self._compose(edits, now, journal.quarter_of_save(quarter), draft)
                made = frozenset(edit.id for edit in edits if edit.id not in self._fold.records)
                before = {rec: self._standing(rec, change["recs"][rec]["set"]) for rec in change["recs"]}
                number = journal.append(change, quarter)
                self._fold_one(journal, number, change)
        except TimeoutError:
            raise NotSaved(f"NOT SAVED: another window has held {self.home / 'lock'} for too long") from None
        except OSError as problem:
            raise NotSaved(f"NOT SAVED: {problem.strerror or problem} ({self.home})") from problem
        return Saved(change["sum"], number, tuple(change["recs"]), made, before)

    def _standing(self, record_id: str, keys: Iterable[str]) -> dict[str, Any]:
        folded = self._fold.records.get(record_id)
        return {key: folded.values.get(key) if folded else None for key in keys}

    def _join(self, *, demo: bool = False) -> None:
        """Makes this home a laptop of a notebook, at the first save."""
        if self._journal is not None:
            return
        from filelock import FileLock

        try:
            self.home.mkdir(parents=True, exist_ok=True)
            with FileLock(self.home / "lock", timeout=15):
                self._laptop = laptops.read(self.home) or laptops.make(
                    self.home, self._notebook_on_disk(), self._entropy, demo=demo
                )
        except OSError as problem:
            raise NotSaved(f"NOT SAVED: {self.home} can't be written ({problem.strerror or problem})") from problem
        except StoreProblem as problem:
            raise NotSaved(f"NOT SAVED: {problem}") from problem
        self._journal = Journal(self.home, self._laptop)
        self._journal.seek_end()

    def become_demo(self) -> None:
        """Marks a home that holds nothing yet as a made-up notebook."""
        if self._journal is None and not self._names():
            self._join(demo=True)

    def _notebook_on_disk(self) -> str | None:
        """The notebook whose changes this home holds, when only laptop.json is lost."""
        for name in self._names():
            header = changefile.parse((self.home / "data" / name.text).read_bytes()).header
            if header:
                return header.notebook
        return None

    def _compose(self, edits: Sequence[Edit], now: datetime, quarter: str, draft: str) -> Change:
        recs: dict[str, Any] = {}
        counted = -1
        for edit in edits:
            values = dict(edit.set)
            if edit.numbered:
                tag = laptop_tag(self.settings.officer.name, self.laptop)
                counted = (self._highest_count(quarter, tag) if counted < 0 else counted) + 1
                values["number"] = concern_number(quarter, tag, counted)
            over = self._over(edit, values)
            earlier = recs.get(edit.id)
            if earlier is None:
                recs[edit.id] = {"kind": edit.kind, "set": values, "over": over}
            else:
                earlier["set"].update(values)
                earlier["over"].update(over)
        change: Change = {
            "at": now.isoformat(timespec="seconds"),
            "by": self.settings.officer.signature,
            "salt": self._entropy(16).hex(),
            "recs": recs,
        }
        if draft:
            change["draft"] = draft
        return change

    @staticmethod
    def _over(edit: Edit, values: Mapping[str, Any]) -> dict[str, list[str]]:
        if edit.base is None:
            return {}
        seen = edit.base.seen
        over = {key: sums for key in values if (sums := seen.over(key))}
        if values.get(VOIDED):
            over[VOIDED] = seen.everything()
        return over

    def _highest_count(self, quarter: str, tag: str) -> int:
        assert self._journal is not None
        known = self._counts.get((quarter, tag))
        if known is None:
            known = self._counts[quarter, tag] = self._journal.highest_count(quarter, tag)
        return known

    # Other processes

    def poll(self) -> set[str]:
        """Folds what other processes saved meanwhile; the ids of the records that changed."""
        if self._journal is None:
            self._laptop = laptops.read(self.home)
            if self._laptop is None:
                return set()
            self._journal = Journal(self.home, self._laptop)
        with self._memory:
            return self._fold_in(self._journal)

    def _fold_in(self, journal: Journal) -> set[str]:
        touched: set[str] = set()
        for number, change in journal.catch_up():
            touched.update(self._fold_one(journal, number, change))
        if journal.rewound:
            journal.rewound = False
            self._refold()
            touched.update(self._fold.records)
        return touched

    def _fold_one(self, journal: Journal, number: int, change: Change) -> Iterable[str]:
        """Folds a change of this laptop, and keeps up the count of concern numbers."""
        for rec in change["recs"].values():
            given = rec.get("set", {}).get("number")
            if isinstance(given, str) and is_number(given):
                stem, _, count = given.rpartition("-")
                quarter, _, tag = stem.partition("-")
                key = (f"20{quarter[:2]}-{quarter[2:]}", tag)
                if key in self._counts:
                    self._counts[key] = max(self._counts[key], int(count))
        return self._fold.apply(journal.laptop.id, number, change)

    def _refold(self) -> None:
        """Reads everything again: a change that was read as saved had failed in the process that made it."""
        self._fold = Fold()
        self._read.clear()
        self._load(self._names())
        self._read.update(name.text for name in self._names())

    # Undo

    def undoing(self, saved: Saved) -> list[Edit]:
        """The edits that take one save back; raises `CannotUndo` where somebody wrote over it since."""
        edits: list[Edit] = []
        for record_id in saved.ids:
            record = self.get(record_id)
            if record is None:
                raise CannotUndo("the record is not here any more")
            if record_id in saved.made:
                if record.seen.everything() != [saved.sum]:
                    raise CannotUndo(f"“{record.label}” was changed since it was made: void it instead")
                edits.append(Edit(record_id, record.KIND, {VOIDED: "undone"}, record))
                continue
            values = saved.before[record_id]
            for key in values:
                if record.seen.over(key) != [saved.sum]:
                    raise CannotUndo(f"{record.field_of_key(key)} of “{record.label}” was changed since")
            edits.append(Edit(record_id, record.KIND, dict(values), record))
        return edits
