"""Names of the files in ``data/``, and small operations on files that hold on Linux and Windows. No records."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cro_tui.lasting import make_folder, patiently, sync_folder

_NAME = re.compile(r"([0-9]{4}-Q[1-4])\.([0-9]{3}|[1-9][0-9]{3,})\.([0-9a-z]{4,32})\.json")
O_BINARY = getattr(os, "O_BINARY", 0)
"""Windows alone tells text from bytes."""


class DataName(NamedTuple):
    """``2026-Q4.001.k3v9.json``, in the order in which files follow each other."""

    quarter: str
    part: int
    laptop: str

    @property
    def text(self) -> str:
        """The file's name."""
        return f"{self.quarter}.{self.part:03d}.{self.laptop}.json"

    def next(self, quarter: str) -> DataName:
        """The name of the file that follows; never in an earlier quarter, whatever the clock says."""
        if quarter > self.quarter:
            return DataName(quarter, 1, self.laptop)
        return DataName(self.quarter, self.part + 1, self.laptop)


def parse_name(name: str) -> DataName | None:
    """The parts of a data file's name, or None for any other name."""
    found = _NAME.fullmatch(name)
    return DataName(found[1], int(found[2]), found[3]) if found else None


def names_in(folder: Path) -> frozenset[str]:
    """Every name in *folder*; none where there is no folder."""
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - names alone, as cheap as can be
    except FileNotFoundError:
        return frozenset()


def data_files(folder: Path) -> list[DataName]:
    """The data files of *folder*, oldest first; none where there is no folder."""
    return sorted(found for name in names_in(folder) if (found := parse_name(name)))


def drop_parts(folder: Path) -> None:
    """Removes what a crash left of files that were being made. Only under the lock: nobody is making one now."""
    with suppress(OSError):
        for name in names_in(folder):
            if name.endswith(".part"):
                (folder / name).unlink(missing_ok=True)


def write_new(path: Path, raw: bytes) -> None:
    """Makes *path* with *raw*, whole and synced or not at all; FileExistsError where the name is taken."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        _write_synced(temporary, raw)
        give_name(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def give_name(temporary: Path, path: Path) -> None:
    """Gives a file that is whole and synced its name; FileExistsError where the name is taken."""
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    patiently(lambda: temporary.rename(path))
    try:
        sync_folder(path.parent)
    except OSError:  # it is said to have failed, so nobody may find it
        with suppress(OSError):
            path.unlink()
        raise


def replace(path: Path, raw: bytes) -> None:
    """Puts *raw* in the place of *path*, synced, old or new bytes whole."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        _write_synced(temporary, raw)
        patiently(lambda: temporary.replace(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _write_synced(path: Path, raw: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | O_BINARY, 0o666)
    try:
        write_whole(handle, raw)
        os.fsync(handle)
    finally:
        let_go(handle)


def let_go(handle: int) -> None:
    """Closes a file that was synced, or in which something failed already: whether that succeeds says nothing more."""
    with suppress(OSError):
        os.close(handle)


def write_whole(handle: int, piece: bytes, start: int = 0) -> None:
    """Writes all of *piece* at *start*; a raw write may stop short without an error."""
    os.lseek(handle, start, os.SEEK_SET)
    view = memoryview(piece)
    while view:
        view = view[os.write(handle, view) :]


def keep_torn(home: Path, name: str, raw: bytes) -> Path | None:
    """Keeps unreadable bytes in ``torn/`` under a name of their own; None where nothing can be written."""
    folder = home / "torn"
    try:
        make_folder(folder)
        for count in range(1, 10_000):
            path = folder / f"{name}.{count:03d}"
            if path.exists():
                if path.stat().st_size == len(raw) and path.read_bytes() == raw:
                    return path
                continue
            write_new(path, raw)
            return path
    except OSError:
        return None
    return None
