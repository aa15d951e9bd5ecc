"""One file of changes as a TinyDB: a `Storage` that reads, a `Table` whose `insert` appends one change and syncs it.

TinyDB's public extension points, nothing of its insides. Knows the form of the files; no records, no lock, no clock.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from cro_tui.lasting import sync_folder
from cro_tui.store import changefile
from cro_tui.store.files import O_BINARY, let_go, write_whole


class FileFull(Exception):
    """The change does not fit before the closing braces."""


class ChangeStorage(Storage):
    """A file of changes as a TinyDB storage: reads it whole, appends one change at a time, rewrites nothing."""

    def __init__(self, path: Path, tail: int | None = None, *, made: bool = False) -> None:
        self.path = path
        self.tail = tail
        """Where the next change goes; found by reading the file where it is not known."""
        self._lasting = _inode(path) if made else None
        """The inode of the file that this process has made last, name and all; 0 where Windows knows none."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        import orjson

        tables: dict[str, dict[str, Any]] = orjson.loads(self.path.read_bytes())
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        raise TypeError("a file of changes is never rewritten")

    def append(self, number: int, change: Mapping[str, Any]) -> None:
        """Writes the change over the spaces and syncs it to the disk. Raises FileFull, or OSError when it failed.

        What stands before it may be the work of a process that died before it could sync, or whose sync failed: then no
        later sync would write those bytes. So the first time the last change is written once more.
        """
        line = changefile.encode_line(number, change)
        handle = os.open(self.path, os.O_RDWR | O_BINARY)
        try:
            about = os.fstat(handle)
            known = about.st_ino == self._lasting
            raw = b"" if known else self.path.read_bytes()
            tail = self.tail if self.tail is not None else changefile.tail_of(raw)
            os.lseek(handle, max(0, tail - 2), os.SEEK_SET)
            before = os.read(handle, 2)
            piece = line if before == changefile.LINE_ENDS[0] else b",\n" + line
            start = changefile.place(tail, len(piece))
            if before not in changefile.LINE_ENDS or start + len(piece) > about.st_size - len(changefile.CLOSING):
                raise FileFull
            again = b"" if known else _line_before(raw, tail) + b" " * (start - tail)
            try:
                write_whole(handle, again + piece, start - len(again))
                _sync(handle)
                if not known:
                    sync_folder(self.path.parent)
            except OSError:
                with suppress(OSError):  # it is said to have failed, so nobody may find it: spaces again
                    write_whole(handle, b" " * len(piece), start)
                    _sync(handle)
                raise
            self._lasting = about.st_ino
            self.tail = start + len(piece)
        finally:
            let_go(handle)

    def make_last(self) -> None:
        """Has the change before the tail written to the disk once more, and the file's name with it; raises OSError."""
        raw = self.path.read_bytes()
        tail = self.tail if self.tail is not None else changefile.tail_of(raw)
        again = _line_before(raw, tail)
        handle = os.open(self.path, os.O_RDWR | O_BINARY)
        try:
            write_whole(handle, again, tail - len(again))
            _sync(handle)
        finally:
            os.close(handle)
        sync_folder(self.path.parent)


def _inode(path: Path) -> int | None:
    with suppress(OSError):
        return path.stat().st_ino
    return None


def _line_before(raw: bytes, tail: int) -> bytes:
    """The line that ends at *tail*."""
    return raw[raw.rfind(b"\n", 0, max(0, tail - 1)) + 1 : tail]


def _sync(handle: int) -> None:
    getattr(os, "fdatasync", os.fsync)(handle)


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
        self.clear_cache()
        return document.doc_id

    def _refuse(self, *_args: object, **_more: object) -> NoReturn:
        raise TypeError("changes are appended, never rewritten")

    insert_multiple = update = update_multiple = upsert = remove = truncate = _refuse


class ChangeFile(TinyDB):
    """A TinyDB over one file of changes."""

    table_class = ChangeTable

    def __init__(self, path: Path, tail: int | None = None, *, made: bool = False) -> None:
        super().__init__(path, tail, made=made, storage=ChangeStorage)

    @property
    def changes(self) -> Table:
        """The table of changes."""
        return self.table("changes")
