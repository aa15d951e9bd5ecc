"""This laptop's own changes: finding the end, reading on, appending one, in files that only this laptop writes.

Whoever writes holds the lock, for one write only. Knows the files and the chain; folds nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from tinydb.table import Document

from cro_tui.lasting import make_folder
from cro_tui.model.ids import concern_number
from cro_tui.store import changefile, files, mending
from cro_tui.store.canonical import Change, change_sum, ready_canonical, refuse_unkeepable, value_hash, verifies
from cro_tui.store.changefile import BLOCK, Header
from cro_tui.store.changetable import ChangeFile, ChangeStorage, FileFull
from cro_tui.store.errors import Notice, NotSaved
from cro_tui.store.files import DataName
from cro_tui.store.laptop import Laptop
from cro_tui.store.locking import HomeLock

Numbered = tuple[int, Change]


class Journal:
    """The end of this laptop's chain of changes. Not for two threads at once."""

    def __init__(self, home: Path, laptop: Laptop, lock: HomeLock) -> None:
        self.home = home
        self.folder = home / "data"
        self.laptop = laptop
        self.newest: DataName | None = None
        self.number = 0
        self.sum = ""
        self.notices: list[Notice] = []
        self.rewound = False
        """What was read already was replaced by another process: memory must be folded anew."""
        self._lock = lock
        self._tail = 0
        self._book: ChangeFile | None = None
        self._spoiled = False
        """The newest file can't be appended to: a save failed in it, or it is not in our form."""
        self._failed: set[str] = set()
        """The sums of the saves that failed here; one may stand in the file all the same."""
        self._newer_format = False
        self.out_of_reach = False
        """A file of this laptop can't be read, so that nobody knows which number comes next."""
        self._listed: frozenset[str] = frozenset()

    def own_files(self) -> list[DataName]:
        """This laptop's files, oldest first."""
        return [name for name in files.data_files(self.folder) if name.laptop == self.laptop.id]

    # Finding the end

    def seek_end(self) -> None:
        """Finds the last change without reading those before it; a torn tail is set right. Once: `catch_up` goes on."""
        if self.newest is not None:
            return
        self._listed = files.names_in(self.folder)
        for name in reversed(self.own_files()):
            newest = self.newest is None
            if newest:
                self.newest = name
            if self._seek_in(name, newest=newest) or self.out_of_reach:
                return

    def _seek_in(self, name: DataName, *, newest: bool) -> bool:
        """Takes the last change of the file for the end of the chain; False where there is none in it."""
        try:
            raw = (self.folder / name.text).read_bytes()
            last = changefile.last_line(raw)
            if newest and (last is None or not verifies(self.laptop.id, *last)):
                self._mend(name)
                raw = (self.folder / name.text).read_bytes()
                last = changefile.last_line(raw)
        except OSError:
            self.out_of_reach = True
            return False
        if newest:
            self._note_format(raw)
            self._tail = changefile.tail_of(raw)
        if last is None:
            last = max(changefile.parse(raw).changes.items(), default=None, key=lambda one: one[0])
        if last is None:
            return False
        self.number, self.sum = last[0], last[1]["sum"]
        return True

    def _note_format(self, raw: bytes) -> None:
        header = changefile.header_of(raw)
        self._newer_format = header is not None and header.format > changefile.FORMAT

    def mend(self, name: DataName) -> None:
        """Brings one of this laptop's files into our form where it is not, under the lock; `notices` say what was done.

        Where that can't be done, the file stays as it is, and nothing is appended to it.
        """
        self._mend(name)
        if name == self.newest:
            self._forget_end()
            self.seek_end()

    def _mend(self, name: DataName) -> None:
        newest = name == self.newest
        try:
            with self._lock:
                mended = mending.mend(self.home, name, self.laptop.notebook, newest=newest)
        except OSError as problem:
            mended = mending.Mended(False, Notice(name.text, f"can't be set right ({problem.strerror or problem})"))
        self._spoiled = self._spoiled or (newest and not mended.ours)
        if mended.notice and mended.notice not in self.notices:
            self.notices.append(mended.notice)

    # Reading on

    def catch_up(self, *, locked: bool = False) -> list[Numbered]:
        """What another process appended since, oldest first.

        Without the lock, a save in flight is not seen yet. *locked*, nobody is writing: if then the file does not go on
        as it must, all that was known of it is given up, and `rewound` is set.
        """
        if self.out_of_reach:
            if locked:
                self._start_over()
            return []
        known = self.newest, self.number, self.sum, self._tail, self._book, self._spoiled, self._listed
        try:
            return self._caught_up(locked=locked)
        except OSError:  # it may be readable the next time
            self.newest, self.number, self.sum, self._tail, self._book, self._spoiled, self._listed = known
            if locked:
                self._start_over()
            return []

    def _caught_up(self, *, locked: bool) -> list[Numbered]:
        found: list[Numbered] = []
        if self.newest is not None:
            found, clean = self._read_on(self.newest)
            if locked and not clean and not self._spoiled:
                self._start_over()
                return []
        for name in self._newer_files():
            self.newest, self._tail, self._book, self._spoiled = name, 0, None, False
            fresh, clean = self._read_on(name)
            self._spoiled = not fresh or not clean
            if fresh:
                last = found[-1][0] if found else self.number
                self.rewound = self.rewound or not self.number < fresh[0][0] <= last + 1
                found = [one for one in found if one[0] < fresh[0][0]] + fresh
        if found:
            self.number, self.sum = found[-1][0], found[-1][1]["sum"]
        return found

    def _newer_files(self) -> list[DataName]:
        listed = files.names_in(self.folder)
        if listed == self._listed and self.newest is not None:
            return []
        self._listed = listed
        own = (name for text in listed if (name := files.parse_name(text)) and name.laptop == self.laptop.id)
        return sorted(name for name in own if self.newest is None or name > self.newest)

    def _read_on(self, name: DataName) -> tuple[list[Numbered], bool]:
        """(the changes from the tail on, whether nothing but spaces follows them and they follow what was known)."""
        with (self.folder / name.text).open("rb", buffering=0) as source:
            source.seek(max(0, self._tail - 2))
            raw = source.read(BLOCK + 66)
            if self._tail and raw[:2] in changefile.LINE_ENDS and not raw[2:].strip(b" }"):
                return [], True
            raw += source.read()
        if not self._tail:
            self._note_format(raw)
        skipped = 2 if self._tail else raw.find(b"\n") + 1
        if not skipped or raw[skipped - 2 : skipped] not in changefile.LINE_ENDS:
            return [], False
        found, end = changefile.lines_after(raw[skipped:])
        good = [(number, change) for number, change in found if verifies(self.laptop.id, number, change)]
        if len(good) == 1 and good[0][1]["sum"] in self._failed:
            return [], True  # a save that was reported as failed, on which nobody built
        if len(good) < len(found) or (self._tail and good and good[0][0] != self.number + 1):
            return [], False
        if good:
            self._book = None
            self._tail = max(0, self._tail - 2) + skipped + end
        return good, not raw[skipped + end :].strip(b" }")

    def _start_over(self) -> None:
        known, self.rewound = self.rewound, True
        self._forget_end()
        self.seek_end()
        if self.out_of_reach:  # what is in memory is more than what can be read now
            self.rewound = known

    def _forget_end(self) -> None:
        self.newest, self.number, self.sum, self._tail = None, 0, "", 0
        self._book, self._spoiled, self.out_of_reach = None, False, False

    # Writing

    def make_last(self) -> None:
        """Has the last change, which another process may have left unsynced, put on the disk; raises OSError."""
        with self._lock:
            if self.newest is not None and self._tail and self._book is None:
                ChangeStorage(self.folder / self.newest.text, self._tail).make_last()

    def append(self, change: Change, quarter: str) -> int:
        """Gives the change its number and sums and puts it on the disk; raises `NotSaved`.

        Call it under the lock, caught up. *quarter* is the clock's; a clock that went back does not matter.
        """
        if self._newer_format and self.newest:
            raise NotSaved(f"NOT SAVED: {self.newest.text} was written by a newer cro-tui: update this one")
        number = self.number + 1
        change["prev"] = self.sum
        try:
            refuse_unkeepable(change)
            encode = ready_canonical()
            change["vh"] = value_hash(change, encode)
            change["sum"] = change_sum(self.laptop.id, number, change, encode)
        except (ValueError, TypeError) as problem:
            raise NotSaved(f"NOT SAVED: {problem}") from problem
        try:
            self._put(number, change, quarter)
        except OSError as problem:
            self._spoiled = True
            self._failed.add(change["sum"])
            self._book = None
            raise NotSaved(f"NOT SAVED: {problem.strerror or problem} ({self.folder})") from problem
        self.number, self.sum = number, change["sum"]
        return number

    def _put(self, number: int, change: Change, quarter: str) -> None:
        newest = self.newest
        if newest is not None and quarter <= newest.quarter and not self._spoiled:
            book = self._book
            if book is None:  # its truth would be the number of its documents
                book = ChangeFile(self.folder / newest.text, self._tail)
            try:
                book.changes.insert(Document(change, doc_id=number))
            except FileFull:
                pass
            else:
                assert isinstance(book.storage, ChangeStorage)
                assert book.storage.tail is not None
                self._book, self._tail = book, book.storage.tail
                return
        with suppress(OSError):
            self.make_last()
        following = newest.next(quarter) if newest else DataName(quarter, 1, self.laptop.id)
        raw = changefile.new_file(
            Header(self.laptop.notebook, self.laptop.id), [changefile.encode_line(number, change)]
        )
        make_folder(self.folder)
        files.drop_parts(self.folder)
        while True:
            try:
                files.write_new(self.folder / following.text, raw)
                break
            except FileExistsError:
                following = following.next(quarter)
        self.newest, self._tail, self._spoiled = following, changefile.tail_of(raw), False
        self._book = ChangeFile(self.folder / following.text, self._tail, made=True)

    # Concern numbers

    def quarter_of_save(self, quarter: str) -> str:
        """The quarter whose file a save at *quarter* goes into: never earlier than the newest file's."""
        return max(quarter, self.newest.quarter) if self.newest else quarter

    def highest_count(self, quarter: str, tag: str) -> int:
        """The highest count that concern numbers of the quarter have on disk, 0 where none was given.

        A typed text can't look like a number field: its quotes are escaped in the file.
        """
        stem = concern_number(quarter, tag, 1)[:-3].encode("ascii")
        given = re.compile(rb'"number": ?"' + re.escape(stem) + rb'([0-9]+)"')
        highest = 0
        for name in self.own_files():
            if name.quarter != quarter:
                continue
            try:
                raw = (self.folder / name.text).read_bytes()
            except OSError:
                continue  # what can't be read was reported at opening
            if stem in raw:
                highest = max([highest, *(int(count) for count in given.findall(raw))])
        return highest
