"""This laptop's own changes: finding the end, reading on, appending one, in files that only this laptop writes.

Whoever writes holds the lock, for one write only. Knows the files and the chain; folds nothing.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tinydb.table import Document

from cro_tui.model.ids import concern_number
from cro_tui.store import changefile, files
from cro_tui.store.canonical import Change, change_sum, value_hash, verifies
from cro_tui.store.changefile import ChangeFile, FileFull, Header
from cro_tui.store.errors import Notice, NotSaved
from cro_tui.store.files import DataName
from cro_tui.store.laptop import Laptop

LOCK_SECONDS = 15.0


class Journal:
    """The end of this laptop's chain of changes."""

    def __init__(self, home: Path, laptop: Laptop) -> None:
        self.home = home
        self.folder = home / "data"
        self.laptop = laptop
        self.newest: DataName | None = None
        self.number = 0
        self.sum = ""
        self.notices: list[Notice] = []
        self._tail = 0
        self._book: ChangeFile | None = None
        self._spoiled = False
        """The newest file can't be appended to: a save failed in it, or it is not in our form."""
        self._failed = ""
        """The sum of the save that failed last here; it may stand in the file all the same."""
        self.rewound = False
        """Another process replaced a change that was read already: memory must be folded anew."""

    def lock(self) -> AbstractContextManager[Any]:
        """Held for one write, so that the app and the command line can work side by side."""
        from filelock import FileLock

        return FileLock(self.home / "lock", timeout=LOCK_SECONDS)

    def own_files(self) -> list[DataName]:
        """This laptop's files, oldest first."""
        return [name for name in files.data_files(self.folder) if name.laptop == self.laptop.id]

    def seek_end(self) -> None:
        """Finds the last change without reading those before it; a torn tail is set right."""
        for name in reversed(self.own_files()):
            if self.newest is None:
                self.newest = name
            if self._seek_in(name, newest=name == self.newest):
                return

    def _seek_in(self, name: DataName, *, newest: bool) -> bool:
        path = self.folder / name.text
        try:
            raw = path.read_bytes()
        except OSError:
            self._spoiled = True
            return False
        last = changefile.last_line(raw)
        if last is not None and verifies(self.laptop.id, last[0], last[1]):
            self.number, self.sum = last[0], last[1]["sum"]
            if newest:
                self._tail = changefile.tail_of(raw)
            return True
        if newest:
            self._mend_tail(name)
            raw = path.read_bytes()
            self._tail = changefile.tail_of(raw)
        good = {
            number: change
            for number, change in changefile.parse(raw).changes.items()
            if verifies(self.laptop.id, number, change)
        }
        if good:
            self.number = max(good)
            self.sum = good[self.number]["sum"]
        return bool(good)

    def _mend_tail(self, name: DataName) -> None:
        """Blanks what a crash left after the last whole change; the bytes are kept in ``torn/``.

        A file that is not in our form, or is damaged elsewhere, is left alone: the next save begins a new one.
        """
        path = self.folder / name.text
        try:
            with self.lock():
                raw = path.read_bytes()
                end = self._end_of_good(raw)
                if end is None:
                    self._spoiled = True
                    return
                torn = raw[end : -len(changefile.CLOSING)].strip(b" ")
                if torn:
                    kept = files.keep_torn(self.home, name.text, raw[end:])
                    if kept is None:
                        self._spoiled = True
                        return
                    files.replace(path, raw[:end].ljust(len(raw) - len(changefile.CLOSING)) + changefile.CLOSING)
                    self.notices.append(
                        Notice(name.text, f"a save that a crash cut short was set aside in {kept.name}")
                    )
        except OSError:
            self._spoiled = True

    def _end_of_good(self, raw: bytes) -> int | None:
        """Where the last verified change ends, if all before it is whole and in our form."""
        first = raw.find(b"\n") + 1
        if first == 0 or len(raw) % changefile.BLOCK or not changefile.parse(raw[:first] + b"}}").header:
            return None
        end = at = first
        while True:
            newline = raw.find(b"\n", at)
            if newline < 0:
                return end
            piece = raw[at:newline].strip(b" ")
            if piece not in (b"", b","):
                line = changefile.parse(raw[:first] + piece.lstrip(b",") + b"\n}}")
                if not (len(line.changes) == 1 and not line.bad):
                    return end if not _has_change_after(raw, newline, self.laptop.id) else None
                (number, change), *_ = line.changes.items()
                if not verifies(self.laptop.id, number, change):
                    return end if not _has_change_after(raw, newline, self.laptop.id) else None
                end = newline + 1
            at = newline + 1

    def catch_up(self) -> list[tuple[int, Change]]:
        """What another process appended since, oldest first. Without the lock, a save in flight is not seen yet."""
        found: list[tuple[int, Change]] = []
        if self.newest is None:
            self.newest = next(iter(self.own_files()), None)
            if self.newest is None:
                return found
            self._tail = 0
        found += self._read_on(self.newest, self._tail)
        for name in self.own_files():
            if name > self.newest:
                self.newest, self._tail, self._book, self._spoiled = name, 0, None, False
                fresh = self._read_on(name, 0)
                if fresh:
                    self.rewound = self.rewound or fresh[0][0] <= self.number
                    found = [one for one in found if one[0] < fresh[0][0]] + fresh
        if found:
            self.number, self.sum = found[-1][0], found[-1][1]["sum"]
        return found

    def _read_on(self, name: DataName, tail: int) -> list[tuple[int, Change]]:
        path = self.folder / name.text
        try:
            with path.open("rb") as source:
                source.seek(tail)
                start = source.read(changefile.BLOCK + 64)
                if tail and not start.strip(b" }"):
                    return []
                raw = start + source.read()
        except OSError:
            return []
        first = raw.find(b"\n") + 1 if tail == 0 else 0
        found: list[tuple[int, Change]] = []
        at, end = first, tail
        while (newline := raw.find(b"\n", at)) >= 0:
            piece = raw[at:newline].strip(b" ,")
            at = newline + 1
            if not piece:
                continue
            line = changefile.parse(
                b'{"file": {"1": {"format": 1, "notebook": "", "laptop": ""}}, "changes": {' + piece + b"}}"
            )
            if len(line.changes) != 1 or line.bad:
                break
            (number, change), *_ = line.changes.items()
            if not verifies(self.laptop.id, number, change):
                break
            found.append((number, change))
            end = tail + at
        if len(found) == 1 and found[0][1]["sum"] == self._failed:
            return []  # a save that was reported as failed, on which nobody built
        if found:
            self._book = None
            self._tail = end
        return found

    def append(self, change: Change, quarter: str) -> int:
        """Gives the change its number and sums and puts it on the disk; raises `NotSaved`.

        Call it under the lock, caught up. *quarter* is the clock's; a clock that went back does not matter.
        """
        number = self.number + 1
        change["prev"] = self.sum
        change["vh"] = value_hash(change)
        change["sum"] = change_sum(self.laptop.id, number, change)
        try:
            self._put(number, change, quarter)
        except OSError as problem:
            self._spoiled = True
            self._failed = change["sum"]
            self._book = None
            raise NotSaved(f"NOT SAVED: {problem.strerror or problem} ({self.folder})") from problem
        self.number, self.sum = number, change["sum"]
        return number

    def _put(self, number: int, change: Change, quarter: str) -> None:
        newest = self.newest
        if newest is not None and quarter <= newest.quarter and not self._spoiled:
            book = self._book or ChangeFile(self.folder / newest.text, self._tail)
            storage = book.storage
            try:
                book.changes.insert(Document(change, doc_id=number))
            except FileFull:
                pass
            else:
                self._book = book
                assert isinstance(storage, changefile.ChangeStorage)
                assert storage.tail is not None
                self._tail = storage.tail
                return
        following = newest.next(quarter) if newest else DataName(quarter, 1, self.laptop.id)
        raw = changefile.new_file(
            Header(self.laptop.notebook, self.laptop.id), [changefile.encode_line(number, change)]
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        while True:
            try:
                files.write_new(self.folder / following.text, raw)
                break
            except FileExistsError:
                following = following.next(quarter)
        self.newest, self._tail, self._book, self._spoiled = following, changefile.tail_of(raw), None, False

    def quarter_of_save(self, quarter: str) -> str:
        """The quarter whose file a save at *quarter* goes into: never earlier than the newest file's."""
        return max(quarter, self.newest.quarter) if self.newest else quarter

    def highest_count(self, quarter: str, tag: str) -> int:
        """The highest count that concern numbers of the quarter have on disk, 0 where none was given.

        A typed text can't look like a number field: its quotes are escaped in the file.
        """
        stem = concern_number(quarter, tag, 1)[:-3]
        given = re.compile(rb'"number":"' + re.escape(stem.encode()) + rb'(\d+)"')
        highest = 0
        for name in self.own_files():
            if name.quarter == quarter:
                raw = (self.folder / name.text).read_bytes()
                highest = max([highest, *(int(count) for count in given.findall(raw))])
        return highest


def _has_change_after(raw: bytes, at: int, laptop: str) -> bool:
    """Whether any change that verifies stands after *at*: then the damage is not a torn tail."""
    return any(
        verifies(laptop, number, change) for number, change in changefile.parse(b"\n" + raw[at:]).changes.items()
    )
