"""Reading a backup: a ZIP file whose members lie as they do in a home, with a list of their checksums.

Believes nothing that is written in it: names, sizes and bytes are checked before anything is done with them. Writes
nothing, but for the names that a backup may hold.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from cro_tui.store import changefile
from cro_tui.store import laptop as laptops
from cro_tui.store.canonical import Change
from cro_tui.store.errors import StoreProblem
from cro_tui.store.laptop import Laptop

LIST = "backup.json"
FORMAT = 1
FOLDERS = ("data", "mirror", "drafts", "torn")
SETTINGS = "settings.toml"
FILES = (laptops.FILE, SETTINGS, "demo.json")
LARGEST = 1 << 30
"""Bytes of one member; no file of a home comes near it."""
_FILE = re.compile(r"[0-9A-Za-z_][0-9A-Za-z_ .()-]{0,200}")
_UNREADABLE = (
    OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, OverflowError,
    zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip


class NoBackup(StoreProblem):
    """The file is no backup, or not whole; the text says why."""


def belongs(member: str) -> bool:
    """Whether a backup may hold a member of that name: a file of a home, and nothing outside it."""
    folder, slash, file = member.partition("/")
    if not slash:
        return member in FILES
    return folder in FOLDERS and bool(_FILE.fullmatch(file)) and not file.endswith((".", " ", ".part", ".lock"))


class Archive:
    """A backup that was opened and whose list was read; a context manager. Raises `NoBackup`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise NoBackup(f"there is no {path}") from None
        except _UNREADABLE as problem:
            raise NoBackup(f"{path} is no backup, or not whole ({_said(problem)})") from None
        try:
            self.sums = self._listed()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _listed(self) -> dict[str, str]:
        """Member -> SHA-256, as the archive lists them."""
        try:
            about = json.loads(self._raw(LIST))
            listed = {str(name): str(sum_) for name, sum_ in about["files"].items()}
            newer = int(about["format"]) > FORMAT
        except _UNREADABLE as problem:
            raise NoBackup(f"{self.path} is no backup, or not whole ({_said(problem)})") from None
        if newer:
            raise NoBackup(f"{self.path} was made by a newer cro-tui: update this one")
        for name in listed:
            if not belongs(name):
                raise NoBackup(f"{self.path} holds {name!a}, which is no part of a notebook")
        return listed

    def _raw(self, name: str) -> bytes:
        about = self._zip.getinfo(name)
        if about.file_size > LARGEST:
            raise ValueError("too large")
        if about.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError("packed in a way that no backup is")
        return self._zip.read(about)

    def read(self, name: str) -> bytes:
        """The bytes of a member, which are those that the list is about."""
        try:
            raw = self._raw(name)
        except _UNREADABLE as problem:
            raise NoBackup(f"{self.path} is damaged: {name} can't be read ({_said(problem)})") from None
        if hashlib.sha256(raw).hexdigest() != self.sums[name]:
            raise NoBackup(f"{self.path} is damaged: {name} is not as it was written")
        return raw

    def changes(self) -> Iterator[tuple[str, int, Change]]:
        """(member, number, change) of every change; every other member is read too, so that none is damaged."""
        for name in self.sums:
            raw = self.read(name)
            if name.startswith(("data/", "mirror/")):
                for number, change in changefile.parse(raw).changes.items():
                    yield name, number, change

    def laptop(self) -> Laptop:
        """Whose notebook it is."""
        laptop = laptops.parse(self.read(laptops.FILE)) if laptops.FILE in self.sums else None
        if laptop is None:
            raise NoBackup(f"{self.path} does not say whose notebook it is")
        return laptop


def _said(problem: Exception) -> str:
    if isinstance(problem, OSError):
        return problem.strerror or str(problem)
    if isinstance(problem, KeyError):
        return f"there is no {LIST} in it" if LIST in str(problem) else f"no {problem}"
    return str(problem)
