"""One file of changes: a TinyDB JSON file of fixed size into which changes are written over the spaces at its end.

    {"file": {"1": {"format": 1, …}}, "changes": {
    "41": {…}
    ,
    "42": {…}
                       (spaces)                     }}

The closing braces never move, so a save writes only its own bytes. Built on TinyDB's public extension points: a
`Storage` that reads, and a `Table` whose `insert` appends. Knows bytes and paths; no records, no lock, no clock.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from cro_tui.store.canonical import Change

FORMAT = 1
FILE_SIZE = 256 * 1024
BLOCK = 4096
"""A change of up to this many bytes never crosses a multiple of it: disks that write 4 KiB whole can't tear it."""
CLOSING = b"}}"
_LINE = re.compile(rb'\s*,?\s*"(\d+)": (\{.*\})\s*', re.DOTALL)
_O_BINARY = getattr(os, "O_BINARY", 0)
_sync = getattr(os, "fdatasync", os.fsync)


class FileFull(Exception):
    """The change does not fit before the closing braces."""


@dataclass(frozen=True)
class Header:
    """Whose changes a file holds."""

    notebook: str
    laptop: str
    format: int = FORMAT


@dataclass
class Reading:
    """What one file says."""

    header: Header | None
    changes: dict[int, Change]
    bad: list[bytes] = field(default_factory=list)
    """Pieces that could not be read, in order."""
    ours: bool = True
    """Whether it can be appended to: our form, closing braces in place, nothing unreadable in it."""


def encode_line(number: int, change: Mapping[str, Any]) -> bytes:
    """A change as it stands in the file. ASCII only: stock TinyDB reads with the machine's own encoding."""
    return b'"%d": %s\n' % (number, json.dumps(change, separators=(",", ":")).encode("ascii"))


def new_file(header: Header, lines: Iterable[bytes], size: int = FILE_SIZE) -> bytes:
    """A whole file with some changes in it, padded to *size* (or to what one huge change needs, in whole blocks)."""
    about = {"format": header.format, "notebook": header.notebook, "laptop": header.laptop}
    raw = b'{"file": {"1": %s}, "changes": {\n' % json.dumps(about).encode("ascii")
    for index, line in enumerate(lines):
        raw = _placed(raw, line if index == 0 else b",\n" + line)
    whole = max(size, -(-(len(raw) + len(CLOSING)) // BLOCK) * BLOCK)
    return raw.ljust(whole - len(CLOSING)) + CLOSING


def _placed(raw: bytes, line: bytes) -> bytes:
    return raw.ljust(place(len(raw), len(line))) + line


def place(tail: int, length: int) -> int:
    """Where *length* bytes may begin at or after *tail*, so that what fits a block does not cross one."""
    if length <= BLOCK and tail // BLOCK != (tail + length - 1) // BLOCK:
        return (tail // BLOCK + 1) * BLOCK
    return tail


def parse(raw: bytes) -> Reading:
    """What *raw* says: as JSON first; only if that fails, line by line, with the unreadable pieces set apart."""
    import orjson

    try:
        whole = orjson.loads(raw)
    except ValueError:
        return _salvage(raw)
    return _from_json(whole, raw)


def _from_json(whole: object, raw: bytes) -> Reading:
    try:
        about = whole["file"]["1"]  # type: ignore[index]
        header = Header(str(about["notebook"]), str(about["laptop"]), int(about["format"]))
        listed = whole["changes"]  # type: ignore[index]
        if header.format > FORMAT:
            return Reading(header, {}, ours=False)
        changes = {int(number): change for number, change in listed.items()}
        bad = [
            encode_line(number, {"unreadable": change}) for number, change in changes.items() if not is_change(change)
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        return Reading(None, {}, bad=[raw], ours=False)
    if bad:
        changes = {number: change for number, change in changes.items() if is_change(change)}
    return Reading(header, changes, bad=bad, ours=not bad and _is_ours(raw))


def is_change(change: object) -> bool:
    """Whether it has the shape of a change, so that folding it can't fail."""
    if not isinstance(change, dict):
        return False
    recs = change.get("recs")
    if not (isinstance(recs, dict) and isinstance(change.get("sum"), str) and isinstance(change.get("at"), str)):
        return False
    for rec in recs.values():
        if not (isinstance(rec, dict) and isinstance(rec.get("kind"), str)):
            return False
        over = rec.get("over", {})
        if not isinstance(rec.get("set", {}), dict) or not isinstance(over, dict):
            return False
        if over and not all(isinstance(sums, list) for sums in over.values()):
            return False
    return True


def _is_ours(raw: bytes) -> bool:
    if not raw.endswith(CLOSING) or len(raw) % BLOCK:
        return False
    body = raw[: -len(CLOSING)].rstrip(b" ")
    return body.endswith(b"\n")


def _salvage(raw: bytes) -> Reading:
    header = None
    changes: dict[int, Change] = {}
    bad: list[bytes] = []
    end = len(raw) - len(CLOSING) if raw.endswith(CLOSING) else len(raw)
    first, newline, rest = raw[:end].partition(b"\n")
    found = re.match(rb'\{"file": \{"1": (\{.*?\})\}, "changes": \{', first)
    if found and newline:
        try:
            about = json.loads(found[1])
            header = Header(str(about["notebook"]), str(about["laptop"]), int(about["format"]))
        except (ValueError, KeyError, TypeError):
            bad.append(first)
    else:
        rest = raw[:end]
    for line in rest.split(b"\n"):
        piece = line.strip(b" ,\x00")
        if not piece:
            continue
        match = _LINE.fullmatch(piece)
        try:
            change = json.loads(match[2]) if match else None
        except (ValueError, RecursionError):
            change = None
        if match and change is not None and is_change(change):
            changes[int(match[1])] = change
        else:
            bad.append(line)
    return Reading(header, changes, bad=bad, ours=False)


def tail_of(raw: bytes) -> int:
    """Where the next change may be written: right after the last one."""
    return len(raw[: -len(CLOSING)].rstrip(b" "))


def last_line(raw: bytes) -> tuple[int, Change] | None:
    """(number, change) of the last change in a file, without reading the others; None where it can't be read so."""
    if not _is_ours(raw):
        return None
    body = raw[: tail_of(raw) - 1]
    match = _LINE.fullmatch(body[body.rfind(b"\n") + 1 :])
    if match is None:
        return None
    try:
        change = json.loads(match[2])
    except (ValueError, RecursionError):
        return None
    return (int(match[1]), change) if is_change(change) else None


class ChangeStorage(Storage):
    """A file of changes as a TinyDB storage: reads it whole, appends one change at a time, rewrites nothing."""

    def __init__(self, path: Path, tail: int | None = None) -> None:
        self.path = path
        self.tail = tail
        """Where the next change goes; found by reading the file where it is not known."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        import orjson

        tables: dict[str, dict[str, Any]] = orjson.loads(self.path.read_bytes())
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        raise TypeError("a file of changes is never rewritten")

    def append(self, number: int, change: Mapping[str, Any]) -> None:
        """Writes the change over the spaces and syncs it to the disk. Raises FileFull, or OSError when it failed."""
        line = encode_line(number, change)
        handle = os.open(self.path, os.O_RDWR | _O_BINARY)
        try:
            size = os.fstat(handle).st_size
            tail = self.tail if self.tail is not None else tail_of(self.path.read_bytes())
            os.lseek(handle, max(0, tail - 2), os.SEEK_SET)
            first = os.read(handle, 2) == b"{\n"
            piece = line if first else b",\n" + line
            start = place(tail, len(piece))
            if start + len(piece) > size - len(CLOSING):
                raise FileFull
            write_whole(handle, piece, start)
            _sync(handle)
            self.tail = start + len(piece)
        finally:
            os.close(handle)


def write_whole(handle: int, piece: bytes, start: int) -> None:
    """Writes all of *piece* at *start*; a raw write may stop short without an error."""
    os.lseek(handle, start, os.SEEK_SET)
    view = memoryview(piece)
    while view:
        view = view[os.write(handle, view) :]


class ChangeTable(Table):
    """The table of changes: `insert` appends, every other way to write refuses."""

    def insert(self, document: Mapping[str, Any]) -> int:
        """Appends a change; *document* is a TinyDB `Document` whose `doc_id` is the change's number."""
        if not isinstance(document, Document):
            raise TypeError("a change needs its number as doc_id")
        storage = self.storage
        if not isinstance(storage, ChangeStorage):
            raise TypeError("changes are kept in a ChangeStorage")
        storage.append(document.doc_id, document)
        return document.doc_id

    def _refuse(self, *_args: object, **_more: object) -> NoReturn:
        raise TypeError("changes are appended, never rewritten")

    insert_multiple = update = update_multiple = upsert = remove = truncate = _refuse


class ChangeFile(TinyDB):
    """A TinyDB over one file of changes."""

    table_class = ChangeTable

    def __init__(self, path: Path, tail: int | None = None) -> None:
        super().__init__(path, tail, storage=ChangeStorage)

    @property
    def changes(self) -> Table:
        """The table of changes."""
        return self.table("changes")
