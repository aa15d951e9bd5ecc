"""A share that is a folder: a mapped drive, UNC path, mount or USB stick, or one that OneDrive or Syncthing copies."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from cro_tui.share.base import Away, Refused, ShareProblem, Vanished
from cro_tui.store.files import O_BINARY, write_whole

_GONE = {
    errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN,
    errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETUNREACH, errno.ECONNRESET, errno.ECONNABORTED, errno.ENOTCONN,
    errno.EINVAL,
}  # fmt: skip


class FolderShare:
    """A folder reached by plain file calls."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder = folder
        self.address = address or str(folder)

    def list(self) -> list[str]:
        """The names in the folder; `Away` where there is none: it is never made."""
        try:
            return os.listdir(self.folder)  # noqa: PTH208 - names alone, in one call
        except OSError as problem:
            raise self._problem(problem) from None

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file; of one larger than *limit* that much and one more."""
        path = self.folder / name
        try:
            with path.open("rb", buffering=0) as source:
                pieces, left = [], limit + 1
                while left > 0 and (piece := source.read(min(left, 1 << 20))):
                    pieces.append(piece)
                    left -= len(piece)
                return b"".join(pieces)
        except FileNotFoundError:
            raise Vanished(f"{name} is not there any more") from None
        except OSError as problem:
            raise self._problem(problem) from None

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        """Written under *part*, synced, closed and only then given its name."""
        final, temporary = self.folder / name, self.folder / part
        try:
            if final.exists():
                return False
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | O_BINARY, 0o666)
            try:
                write_whole(handle, raw)
                os.fsync(handle)
            finally:
                os.close(handle)  # a server may say only now that the disk is full
            return self._name(temporary, final)
        except OSError as problem:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise self._problem(problem) from None

    def _name(self, temporary: Path, final: Path) -> bool:
        """Gives a whole file its name unless somebody was faster: by a link where the folder has them."""
        if os.name != "nt":
            try:
                os.link(temporary, final)
            except FileExistsError:
                temporary.unlink(missing_ok=True)
                return False
            except OSError:
                temporary.rename(final)  # no links here: equal names mean equal bytes, so replacing does no harm
                return True
            with suppress(OSError):  # it has its name; whoever may not remove leaves the other one behind
                temporary.unlink(missing_ok=True)
            return True
        try:
            temporary.rename(final)
        except FileExistsError:
            temporary.unlink(missing_ok=True)
            return False
        return True

    def remove(self, name: str) -> None:
        """Removes the file."""
        try:
            (self.folder / name).unlink(missing_ok=True)
        except OSError as problem:
            raise self._problem(problem) from None

    def _problem(self, problem: OSError) -> ShareProblem:
        said = problem.strerror or str(problem)
        if problem.errno in _GONE and not (problem.errno == errno.EIO and self.folder.is_dir()):
            return Away(f"{self.address} can't be reached ({said})")
        return Refused(f"{self.address} refuses ({said})")
