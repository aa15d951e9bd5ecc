"""Reading the files of a home: one pass into a fold, what a record went through, which sums do not verify.

Knows the files and folding. Writes nothing but what it sets aside; this laptop's own files are mended by the caller.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cro_tui.model.record import Stamp
from cro_tui.store import changefile, files
from cro_tui.store.canonical import Change, fast_canonical, ready_canonical, verifies
from cro_tui.store.changefile import FORMAT, Reading
from cro_tui.store.errors import Notice, StoreProblem
from cro_tui.store.files import DataName
from cro_tui.store.fold import Fold, instant
from cro_tui.store.mirror import Mirror

Changes = dict[int, Change]
_MANY = 16
"""So many records are in most of the files: reading a file is quicker than looking for each of them in it first."""


class HistoryLine(NamedTuple):
    """One change of one record."""

    stamp: Stamp
    number: int
    sum: str
    set: Mapping[str, Any]
    verified: bool


def names_of(home: Path) -> list[DataName]:
    """The data files of *home*, oldest first; raises `StoreProblem`."""
    try:
        return files.data_files(home / "data")
    except OSError as problem:
        raise out_of_reach(home, problem) from None


def out_of_reach(home: Path, problem: OSError) -> StoreProblem:
    """What to raise where the folder of changes can't be listed."""
    return StoreProblem(f"{home / 'data'} can't be read: {problem.strerror or problem}")


class Pass:
    """One pass over the files, newest first, so that it is known up to where the changes of each count."""

    def __init__(
        self, home: Path, mend: Callable[[DataName], bool], read: Callable[[DataName], bytes] | None = None
    ) -> None:
        """*read*: gives the bytes of a file; without it they are those on the disk."""
        self.home = home
        self._read = read or (lambda name: (home / "data" / name.text).read_bytes())
        self.mend = mend
        """Brings a file that is not in our form into it; False where that is not ours to do."""
        self.done: set[str] = set()
        """The names of the files read."""
        self.notices: list[Notice] = []
        self.is_partial = False
        """Whether a file could not be read."""
        self._first: dict[str, int] = {}
        """Laptop -> the first number of the files read so far, which are later than the one to come."""

    def read(self, name: DataName) -> Changes:
        """The changes of the file that count: a save that failed is followed by one with its number in a later file."""
        self.done.add(name.text)
        reading = self._parse(name)
        if reading is not None and not reading.ours and self.mend(name):
            reading = self._parse(name)
        if reading is None:
            return {}
        self._tell(name, reading)
        changes = reading.changes
        beyond = self._first.get(name.laptop)
        encode = fast_canonical()
        first = next((number for number in changes if verifies(name.laptop, number, changes[number], encode)), None)
        if first is not None:
            self._first[name.laptop] = first if beyond is None else min(first, beyond)
        if beyond is not None and changes and max(changes) >= beyond:
            changes = {number: change for number, change in changes.items() if number < beyond}
        return changes

    def _parse(self, name: DataName) -> Reading | None:
        try:
            return changefile.parse(self._read(name))
        except OSError as problem:
            self.is_partial = True
            self.notices.append(Notice(name.text, f"can't be read ({problem.strerror or problem})"))
            return None

    def _tell(self, name: DataName, reading: Reading) -> None:
        if reading.header and reading.header.format > FORMAT:
            self.notices.append(Notice(name.text, "was written by a newer cro-tui: update to see what is in it"))
        elif reading.bad:
            kept = files.keep_torn(self.home, name.text, b"\n".join(reading.bad))
            where = f"set aside in {kept}" if kept else "left where they are"
            what = f"{len(reading.bad)} damaged piece(s) can't be read; {where}"
            self.notices.append(Notice(name.text, what, len(reading.bad)))
        elif reading.header is None:
            self.notices.append(Notice(name.text, "holds nothing that can be read"))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Thousands of small lasting objects: collecting garbage while they are made only costs."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def fold_file(fold: Fold, laptop: str, changes: Mapping[int, Change]) -> None:
    """Folds the changes of one file."""
    for number, change in changes.items():
        fold.apply(laptop, number, change)


def unverified(home: Path, names: Iterable[DataName]) -> Iterator[tuple[DataName, list[str]]]:
    """The files that hold changes that count and are not what their writer wrote, with the sums of those."""
    encode = fast_canonical()
    first: dict[str, int] = {}
    for name in sorted(names, reverse=True):
        try:
            changes = changefile.parse((home / "data" / name.text).read_bytes()).changes
        except OSError:
            continue
        good = [number for number, change in changes.items() if verifies(name.laptop, number, change, encode)]
        beyond = first.get(name.laptop, 10**12)
        wrong = {number: change["sum"] for number, change in changes.items() if number < beyond}
        for number in good:
            wrong.pop(number, None)
        first[name.laptop] = min([*good, beyond])
        if wrong:
            yield name, list(wrong.values())


def sums_in_data(home: Path, laptop: str) -> dict[int, str]:
    """number -> sum of the changes that count in a laptop's files in ``data/``."""
    reader = Pass(home, lambda _name: False)
    names = [name for name in reversed(names_of(home)) if name.laptop == laptop]
    return {number: change["sum"] for name in names for number, change in reader.read(name).items()}


def histories(home: Path, record_ids: Collection[str], fold: Fold) -> dict[str, list[HistoryLine]]:
    """Every change of each of these records that *fold* holds, oldest first, read from the disk.

    A laptop's own changes stay in the order in which it made them, whatever its clock did.
    """
    found: dict[str, dict[str, tuple[datetime, str, HistoryLine]]] = {one: {} for one in record_ids}
    latest: dict[tuple[str, str], datetime] = {}
    encode, needles = ready_canonical(), [one.encode() for one in found]
    for laptop, raw in _all_files(home) if needles else ():
        if len(needles) < _MANY and not any(needle in raw for needle in needles):
            continue
        for number, change in sorted(changefile.parse(raw).changes.items()):
            wanted = found.keys() & change["recs"].keys()
            verified = bool(wanted) and verifies(laptop, number, change, encode)
            for record_id in wanted:
                if fold.sums.get(change["sum"]) != number or change["sum"] in found[record_id]:
                    continue
                stamp = Stamp(change["at"], str(change.get("by", "")), laptop)
                before = latest.get((record_id, laptop), instant(""))
                when = latest[record_id, laptop] = max(instant(stamp.at), before)
                said = change["recs"][record_id].get("set") or {}
                line = HistoryLine(stamp, number, change["sum"], said, verified)
                found[record_id][line.sum] = (when, laptop, line)
    return {one: [line for *_, line in sorted(lines.values(), key=_in_order)] for one, lines in found.items()}


def _in_order(found: tuple[datetime, str, HistoryLine]) -> tuple[datetime, str, int]:
    when, laptop, line = found
    return when, laptop, line.number


def _all_files(home: Path) -> Iterator[tuple[str, bytes]]:
    """(laptop, bytes) of every file of changes that can be read, those in ``data/`` first, each laptop's in order."""
    mirror = Mirror(home)
    paths = [(name.laptop, home / "data" / name.text) for name in names_of(home)]
    with suppress(OSError):
        paths += [(name.laptop, mirror.folder / name.text) for name in mirror.names()]
    for laptop, path in paths:
        try:
            yield laptop, path.read_bytes()
        except OSError:
            continue
