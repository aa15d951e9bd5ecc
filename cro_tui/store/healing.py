"""Putting back into this laptop's own files what rotted there, from the verified copies in ``mirror/``.

A change is known by its sum, and one that is missing by the sum that its follower names: so only what was once written
comes back. What stood there is kept in ``torn/`` first. Call it under the home's lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cro_tui.store import changefile, files
from cro_tui.store.canonical import Change, fast_canonical, verifies
from cro_tui.store.changefile import FORMAT, Header, Reading
from cro_tui.store.errors import Notice
from cro_tui.store.files import DataName
from cro_tui.store.laptop import Laptop
from cro_tui.store.mirror import Mirror

Good = dict[str, tuple[int, Change]]
"""sum -> (number, change), all of which verify."""


def heal(home: Path, laptop: Laptop) -> list[Notice]:
    """Heals this laptop's files; a notice for each that was. Raises OSError where one can't be replaced."""
    names = [name for name in files.data_files(home / "data") if name.laptop == laptop.id]
    readings: list[tuple[DataName, Reading, int]] = []
    for name in names:
        try:
            raw = (home / "data" / name.text).read_bytes()
        except OSError:
            continue
        readings.append((name, changefile.parse(raw), len(raw)))
    wanted = [one for one in readings if _is_wanting(laptop.id, one[1])]
    if not wanted:
        return []
    good: Good = {}
    for run in Mirror(home).runs_of(laptop.id, laptop.notebook):
        good |= {change["sum"]: (number, change) for number, change in run.changes.items()}
    found = [_healed(home, laptop, name, reading, length, good) for name, reading, length in wanted]
    return [notice for notice in found if notice is not None]


def _is_wanting(laptop: str, reading: Reading) -> bool:
    if (reading.header and reading.header.format > FORMAT) or not reading.changes:
        return False
    numbers = reading.changes
    if max(numbers) - min(numbers) + 1 != len(numbers):
        return True
    encode = fast_canonical()
    return any(not verifies(laptop, number, change, encode) for number, change in numbers.items())


def _healed(home: Path, laptop: Laptop, name: DataName, reading: Reading, length: int, good: Good) -> Notice | None:
    back = dict(_copies(laptop.id, reading.changes, good))
    if not back:
        return None
    path = home / "data" / name.text
    kept = files.keep_torn(home, name.text, path.read_bytes())
    if kept is None:
        return None
    reading.changes.update(back)
    files.replace(path, changefile.rebuilt(reading, Header(laptop.notebook, laptop.id), length))
    return Notice(name.text, f"{len(back)} damaged change(s) came back from the copy of the share; before: {kept}")


def _copies(laptop: str, changes: dict[int, Change], good: Good) -> Iterator[tuple[int, Change]]:
    """(number, change) of good copies for what is damaged or missing, from the last change back to the first."""
    encode = fast_canonical()
    before = ""
    for number in range(max(changes), min(changes) - 1, -1):
        change = changes.get(number)
        if change is not None and verifies(laptop, number, change, encode):
            before = change["prev"]
            continue
        copy = good.get(before) or good.get(change["sum"] if change is not None else "")
        if copy is None or copy[0] != number:
            before = ""
            continue
        yield copy
        before = copy[1]["prev"]
