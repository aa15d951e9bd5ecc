"""One archive of a whole home, read back after it was written; when that was done last.

Reads the home and writes beside it: nothing here changes a record.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cro_tui.lasting import make_folder
from cro_tui.store import archive, files
from cro_tui.store.archive import Archive, NoBackup
from cro_tui.store.errors import StoreProblem
from cro_tui.store.locking import SYNC_LOCK, HomeLock

NOTE = "last-backup.json"
"""In the home: when it was backed up last, and how far it was then."""
_DATE = (1980, 1, 1, 0, 0, 0)
_NO_WRITING = (errno.EROFS, errno.EACCES, errno.EPERM)


@dataclass(frozen=True)
class Made:
    """A backup that was written and read back."""

    path: Path
    files: int
    changes: int
    bytes: int


def back_up(home: Path, path: Path, now: datetime) -> Made:
    """Writes everything in *home* to *path*, which must not be there yet, and reads it back; raises `StoreProblem`."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        if path.exists():
            raise StoreProblem(f"{path} is there already; a backup never overwrites anything")
        if next(_members(home), None) is None:
            raise StoreProblem(f"there is nothing to back up in {home}")
        make_folder(path.parent)
        try:
            sums = _write(home, temporary, now)
            changes = _verify(temporary, sums)
            files.give_name(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        made = Made(path, len(sums), changes, path.stat().st_size)
    except TimeoutError as problem:
        raise StoreProblem(f"no backup was made: {problem}; try again when it is done") from None
    except OSError as problem:
        raise StoreProblem(f"no backup was made: {problem.strerror or problem} ({path.parent})") from None
    _note(home, made, now)
    return made


def _write(home: Path, path: Path, now: datetime) -> dict[str, str]:
    """Member -> SHA-256. Nobody syncs meanwhile, and each file is read whole, so that no save is cut in two."""
    sums: dict[str, str] = {}
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | files.O_BINARY, 0o600)
    with os.fdopen(handle, "w+b") as target, _if_writable(home, SYNC_LOCK):
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as written:
            for name, source in _members(home):
                with _if_writable(home, "lock"):
                    raw = source.read_bytes()
                sums[name] = hashlib.sha256(raw).hexdigest()
                written.writestr(zipfile.ZipInfo(name, _DATE), raw, zipfile.ZIP_DEFLATED)
            about = {"format": archive.FORMAT, "made": now.isoformat(timespec="seconds"), "files": sums}
            written.writestr(zipfile.ZipInfo(archive.LIST, _DATE), json.dumps(about, indent=1))
        target.flush()
        os.fsync(target.fileno())
    return sums


@contextmanager
def _if_writable(home: Path, lock: str) -> Iterator[None]:
    """Holds a lock of the home; without one where this home can't be written, and so by nobody like us."""
    held = HomeLock(home, lock)
    try:
        held.__enter__()
    except OSError as problem:
        if problem.errno not in _NO_WRITING:
            raise
        yield
        return
    try:
        yield
    finally:
        held.__exit__(None, None, None)


def _members(home: Path) -> Iterator[tuple[str, Path]]:
    names = [*archive.FILES]
    names += (f"{folder}/{name}" for folder in archive.FOLDERS for name in sorted(files.names_in(home / folder)))
    for name in names:
        if archive.belongs(name) and (home / name).is_file():
            yield name, home / name


def _verify(path: Path, sums: dict[str, str]) -> int:
    """Reads an archive back; how many different changes it holds. Raises `NoBackup`."""
    with Archive(path) as written:
        if written.sums != sums:
            raise NoBackup(f"{path} does not list what was written to it")
        return len({change["sum"] for _, _, change in written.changes()})


def _note(home: Path, made: Made, now: datetime) -> None:
    about = {"at": now.isoformat(timespec="seconds"), "file": str(made.path), "changes": made.changes}
    try:
        files.replace(home / NOTE, json.dumps(about).encode("ascii"))
    except OSError:
        return  # a read-only home was backed up all the same


def last_backup(home: Path) -> tuple[datetime, int] | None:
    """(when the last backup was made, how many changes it held); None where none is known."""
    try:
        about = json.loads((home / NOTE).read_bytes())
        return datetime.fromisoformat(about["at"]), int(about["changes"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
