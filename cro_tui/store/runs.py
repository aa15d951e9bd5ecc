"""Files of a run of changes that never change any more: their names, their bytes, and whether they are what they say.

    <laptop>.<first>-<last>.<sum8>.<sha8>.json      first and last number, sum of the last change, SHA-256 of the bytes

Equal names mean equal bytes, so two folders of them are brought in step by their names alone. Each is a TinyDB JSON
file without padding, its lines copied byte for byte from the file they were first written to. Pure: no files, no clock.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from cro_tui.store import changefile
from cro_tui.store.canonical import Change, fast_canonical, verifies
from cro_tui.store.changefile import FORMAT, Header

_NAME = re.compile(r"([0-9a-z]{4,32})\.([1-9][0-9]{0,11})-([1-9][0-9]{0,11})\.([0-9a-f]{8})\.([0-9a-f]{8})\.json")
LARGEST = 64 * 1024 * 1024
"""Bytes; nothing that cro-tui writes comes near it."""


class RunName(NamedTuple):
    """What the name of a run says is in it."""

    laptop: str
    first: int
    last: int
    sum8: str
    """The first eight digits of the last change's sum."""
    sha8: str

    @property
    def text(self) -> str:
        """The file's name."""
        return f"{self.laptop}.{self.first}-{self.last}.{self.sum8}.{self.sha8}.json"


class BadRun(Exception):
    """The bytes are not what the name says; the text says why."""


class NewerRun(Exception):
    """A newer cro-tui wrote it: it can be kept and passed on, but not read."""


class OtherNotebook(Exception):
    """It belongs to another notebook."""


class Run(NamedTuple):
    """Changes of one laptop that follow each other, each naming the one before."""

    name: RunName
    changes: Mapping[int, Change]
    lines: Mapping[int, bytes]
    """number -> the line as it stands in the file."""


def parse_name(text: str) -> RunName | None:
    """What the name of a file says, or None for a file that is no run."""
    found = _NAME.fullmatch(text)
    if found is None or int(found[2]) > int(found[3]):
        return None
    return RunName(found[1], int(found[2]), int(found[3]), found[4], found[5])


def make(header: Header, lines: Mapping[int, bytes], last_sum: str) -> tuple[RunName, bytes]:
    """The name and the bytes of a file with *lines*, which follow each other."""
    numbers = sorted(lines)
    raw = changefile.packed(header, (lines[number] for number in numbers))
    return RunName(header.laptop, numbers[0], numbers[-1], last_sum[:8], _sha8(raw)), raw


def _sha8(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:8]


def is_whole(name: RunName, raw: bytes) -> bool:
    """Whether the bytes are those that the name was made for."""
    return _sha8(raw) == name.sha8


def read(name: RunName, raw: bytes, notebook: str) -> Run:
    """What is in the file, every sum and link of it checked; raises `BadRun`, `NewerRun`, `OtherNotebook`."""
    if not is_whole(name, raw):
        raise BadRun("its bytes are not those that its name was made for")
    header = changefile.header_of(raw)
    if header is None:
        raise BadRun("its first line does not say whose changes it holds")
    if header.notebook != notebook:
        raise OtherNotebook(f"belongs to another notebook ({header.notebook})")
    if header.format > FORMAT:
        raise NewerRun(f"was written by a newer cro-tui (format {header.format})")
    if header.laptop != name.laptop:
        raise BadRun(f"holds changes of laptop {header.laptop}")
    changes, lines = contents(raw)
    if list(changes) != list(range(name.first, name.last + 1)):
        raise BadRun("does not hold the changes that its name says")
    if changes[name.last]["sum"][:8] != name.sum8:
        raise BadRun("its last change is not the one that its name says")
    encode = fast_canonical()
    before = ""
    for number, change in changes.items():
        if not verifies(name.laptop, number, change, encode):
            raise BadRun(f"change {number} is not as it was written")
        if type(change.get("prev")) is not str or (before and change["prev"] != before):
            raise BadRun(f"change {number} does not follow the change before it")
        before = change["sum"]
    return Run(name, changes, lines)


def contents(raw: bytes) -> tuple[dict[int, Change], dict[int, bytes]]:
    """(changes, lines) by number, without checking their sums; raises `BadRun` where it can't be read whole."""
    reading = changefile.parse(raw)
    lines = dict(changefile.lines_of(raw))
    if reading.bad or list(reading.changes) != list(lines):
        raise BadRun("can't be read whole")
    return reading.changes, lines


def header_in(raw: bytes) -> Header | None:
    """Whose changes the bytes of a run say they are, unchecked."""
    return changefile.header_of(raw)


def notebook_file(notebook: str) -> bytes:
    """The file that says, once and for all, whose share this is."""
    return json.dumps({"notebook": notebook}).encode("ascii") + b"\n"


def notebook_in(raw: bytes) -> str | None:
    """The notebook that such a file names; None where it can't be read."""
    try:
        named = json.loads(raw)["notebook"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return named if isinstance(named, str) and re.fullmatch(r"[0-9a-z]{1,64}", named) else None
