"""What this home's own files hold that stands in no run yet, as runs to be kept in ``mirror/`` and put on the share.

Only what verifies is passed on, in runs that hang together. Reads; the caller keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cro_tui.store import changefile, reading, runs
from cro_tui.store.canonical import Change, fast_canonical, verifies
from cro_tui.store.changefile import Header
from cro_tui.store.files import DataName
from cro_tui.store.holding import Holding
from cro_tui.store.locking import HomeLock
from cro_tui.store.mirror import Mirror
from cro_tui.store.reading import Pass
from cro_tui.store.runs import RunName

Lined = tuple[Change, bytes]
"""A change and its line as it stands in a file."""
LARGE = 8 * 1024 * 1024
"""Bytes at which a run ends and the next begins; a single change may be larger."""


def unpublished(home: Path, notebook: str, lock: HomeLock) -> Iterator[tuple[RunName, bytes]]:
    """(name, bytes) of new runs for all that is in ``data/`` and in no run; raises OSError, `StoreProblem`.

    The home's lock is held while the newest file is read, so that a save in flight is not passed on before it is
    acknowledged; nothing is ever added to the others. What is read is checked without it: no save waits for that.
    """
    mirror = Mirror(home)
    held = mirror.names()
    by_laptop: dict[str, list[DataName]] = {}
    for name in reading.names_of(home):
        by_laptop.setdefault(name.laptop, []).append(name)
    for laptop, names in by_laptop.items():
        passed_on = _PassedOn(mirror, [name for name in held if name.laptop == laptop])
        with lock:
            if passed_on.to_the_last(home, names[-1]):
                continue
            names = [name for name in reading.names_of(home) if name.laptop == laptop]
            newest = {names[-1]: (home / "data" / names[-1].text).read_bytes()}
        left, reached = _left(home, names, newest, passed_on)
        if passed_on.goes_beyond(reached):
            holding = Holding()
            for run in mirror.runs_of(laptop, notebook):
                holding.add(run.changes)
            left = {number: one for number, one in left.items() if one[0]["sum"] not in holding}
        yield from as_runs(Header(notebook, laptop), left)


class _PassedOn:
    """Up to where one laptop's changes stand in runs, by the names of the runs and the first line of each."""

    def __init__(self, mirror: Mirror, names: list[RunName]) -> None:
        self._mirror = mirror
        self._ends = {(name.last, name.sum8): name for name in reversed(names)}  # the widest of those that end alike

    def up_to(self, number: int, change: Change) -> bool:
        """Whether this change and all before it stand in runs, each of which goes on where the one before ends."""
        sum_ = change["sum"]
        while name := self._ends.get((number, sum_[:8])):
            if name.first == 1:
                return True
            first = self._mirror.first_change(name)
            if first is None:
                return False
            number, sum_ = name.first - 1, str(first.get("prev", ""))
        return False

    def goes_beyond(self, number: int) -> bool:
        """Whether runs hold higher numbers: changes after a hole, or another branch."""
        return any(last > number for last, _ in self._ends)

    def to_the_last(self, home: Path, newest: DataName) -> bool:
        """Whether nothing is left: quickly, as it is asked at every sync."""
        last = changefile.last_line((home / "data" / newest.text).read_bytes())
        return last is not None and self.up_to(*last)


def _left(
    home: Path, names: list[DataName], newest: Mapping[DataName, bytes], passed_on: _PassedOn
) -> tuple[dict[int, Lined], int]:
    """(number -> (change, line) of all that counts, verifies, and comes after what was passed on for certain; up to
    which number that is). *newest*: the file that may grow meanwhile, and what stood in it."""

    def raw_of(name: DataName) -> bytes:
        return newest.get(name) or (home / "data" / name.text).read_bytes()

    reached = 0
    reader = Pass(home, lambda _name: False, raw_of)
    found: dict[int, Lined] = {}
    for name in reversed(names):
        changes = reader.read(name)
        reached = next((number for number in reversed(changes) if passed_on.up_to(number, changes[number])), 0)
        fresh = {number: change for number, change in changes.items() if number > reached}
        if fresh:
            found |= verified(name.laptop, fresh, raw_of(name))
        if reached:
            break
    return found, reached


def verified(laptop: str, changes: Mapping[int, Change], raw: bytes) -> dict[int, Lined]:
    """Those of *changes*, which stand in *raw*, that may be passed on: as the writer wrote them, and linked."""
    encode = fast_canonical()
    lines = dict(changefile.lines_of(raw))
    return {
        number: (change, lines.get(number) or changefile.encode_line(number, change))
        for number, change in changes.items()
        if type(change.get("prev")) is str and verifies(laptop, number, change, encode)
    }


def as_runs(header: Header, left: Mapping[int, Lined]) -> Iterator[tuple[RunName, bytes]]:
    """(name, bytes) of runs in which each change follows the one before, none much larger than `LARGE`."""
    lines: dict[int, bytes] = {}
    size, before = 0, ""
    for number in sorted(left):
        change, line = left[number]
        linked = number - 1 in lines and change.get("prev") == before
        if lines and (not linked or size + len(line) > LARGE):
            yield runs.make(header, lines, before)
            lines, size = {}, 0
        lines[number] = line
        size, before = size + len(line), change["sum"]
    if lines:
        yield runs.make(header, lines, before)
