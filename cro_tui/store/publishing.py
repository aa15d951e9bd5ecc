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

LARGE = 8 * 1024 * 1024
"""Bytes at which a run ends and the next begins; a single change may be larger."""


def unpublished(home: Path, notebook: str, lock: HomeLock) -> Iterator[tuple[RunName, bytes]]:
    """(name, bytes) of new runs for all that is in ``data/`` and in no run; raises OSError, `StoreProblem`.

    The home's lock is held while files are read, so that a save in flight is not passed on before it is acknowledged.
    """
    mirror = Mirror(home)
    held = mirror.names()
    by_laptop: dict[str, list[DataName]] = {}
    for name in reading.names_of(home):
        by_laptop.setdefault(name.laptop, []).append(name)
    for laptop, names in by_laptop.items():
        with lock:
            if _ends_in_a_run(home, names[-1], held):
                continue
            own = _lines(home, names)
        holding = Holding()
        for run in mirror.runs_of(laptop, notebook):
            holding.add(run.changes)
        left = {number: one for number, one in own.items() if one[0]["sum"] not in holding}
        yield from as_runs(Header(notebook, laptop), left)


def _ends_in_a_run(home: Path, newest: DataName, held: list[RunName]) -> bool:
    """Whether all changes of a laptop's files were passed on: the last is the last of a run, and none is missing."""
    last = changefile.last_line((home / "data" / newest.text).read_bytes())
    if last is None:
        return False
    number, change = last
    own = [name for name in held if name.laptop == newest.laptop]
    if not any(name.last == number and change["sum"].startswith(name.sum8) for name in own):
        return False
    reached = 0
    for name in sorted(own, key=lambda one: one.first):
        if name.first <= reached + 1:
            reached = max(reached, name.last)
    return reached >= number


def _lines(home: Path, names: list[DataName]) -> dict[int, tuple[Change, bytes]]:
    """number -> (change, line) of all that counts and verifies."""
    reader = Pass(home, lambda _name: False)
    encode = fast_canonical()
    found: dict[int, tuple[Change, bytes]] = {}
    for name in reversed(names):
        changes = reader.read(name)
        lines = dict(changefile.lines_of((home / "data" / name.text).read_bytes())) if changes else {}
        for number, change in changes.items():
            if verifies(name.laptop, number, change, encode):
                found[number] = (change, lines.get(number) or changefile.encode_line(number, change))
    return found


def as_runs(header: Header, left: Mapping[int, tuple[Change, bytes]]) -> Iterator[tuple[RunName, bytes]]:
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
