"""Setting right one of this laptop's own files that a crash, a hand or another program left out of form.

What can't be read is kept in ``torn/`` before the file is touched; where it can't be kept, the file stays as it is.
Knows bytes, sums and paths; folds nothing. Call it under the lock.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cro_tui.store import changefile, files
from cro_tui.store.canonical import verifies
from cro_tui.store.changefile import FORMAT, Header, Reading
from cro_tui.store.errors import Notice
from cro_tui.store.files import DataName


class Mended(NamedTuple):
    """What became of a file."""

    ours: bool
    """Whether it is in our form now."""
    notice: Notice | None = None
    """What the officer should know."""


def mend(home: Path, name: DataName, notebook: str, *, newest: bool) -> Mended:
    """Brings the file into our form; raises OSError where it can't be read or replaced.

    In the *newest* file a last change that does not verify is a save that never ended: it is set aside too. Anywhere
    else, and where a hand or a program wrote the file anew, a change that does not verify stays, and is unverified.
    """
    path = home / "data" / name.text
    raw = path.read_bytes()
    reading = changefile.parse(raw)
    if reading.header and reading.header.format > FORMAT:
        return Mended(False)
    torn = newest and not reading.foreign and not reading.bad and _take_unended(reading, name.laptop)
    if reading.ours and not torn:
        return Mended(True)
    kept = None
    if aside := raw if reading.foreign else b"\n".join(reading.bad):
        kept = files.keep_torn(home, name.text, aside)
        if kept is None:
            return Mended(False, Notice(name.text, _what(reading, "left where it is"), len(reading.bad)))
    files.replace(path, changefile.rebuilt(reading, Header(notebook, name.laptop), len(raw)))
    where = f"set aside in {kept}" if kept else "put in order"
    return Mended(True, Notice(name.text, _what(reading, where), len(reading.bad)))


def _take_unended(reading: Reading, laptop: str) -> bool:
    """Moves a last change that does not verify to the pieces that could not be read; whether there was one."""
    number = max(reading.changes, default=0)
    if not number or verifies(laptop, number, reading.changes[number]):
        return False
    reading.bad.append(changefile.encode_line(number, reading.changes.pop(number)))
    return True


def _what(reading: Reading, where: str) -> str:
    if reading.foreign:
        return f"was written anew by another program or by hand; the original is {where}"
    if not reading.changes and reading.header is None:
        return f"holds nothing that can be read; it was {where}"
    if len(reading.bad) == 1:
        return f"one save that was cut short or damaged can't be read; it was {where}"
    return f"{len(reading.bad) or 'no'} saves are damaged and can't be read; the file was {where}"
