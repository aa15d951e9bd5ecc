"""Which windows are open on a home, so that none takes up what is still being typed in another.

A window is one run of the program. The operating system holds its lock and lets go when it dies, however that happens.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from cro_tui.lasting import make_folder
from cro_tui.store import locking

_NAME = re.compile(r"[0-9a-f]{12}")


class Window:
    """This run of the program, under a name of its own that stands in its drafts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = os.urandom(6).hex()
        self._handle = -1

    def open(self) -> bool:
        """Shows others that it runs, once; False where the folder can't be written or knows no locks."""
        if self._handle < 0:
            with suppress(OSError):
                make_folder(self.folder)
                handle = os.open(self._path(self.name), os.O_RDWR | os.O_CREAT, 0o666)
                if _locked(handle):
                    self._handle = handle
                else:
                    os.close(handle)
        return self._handle >= 0

    def close(self) -> None:
        """What was typed in it may be taken up by others now."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            self._remove(self.name, handle)

    def is_open(self, name: str) -> bool:
        """Whether the window of that name runs, and is another than this one. What a dead one left is removed."""
        if name == self.name or not _NAME.fullmatch(name):
            return False
        try:
            handle = os.open(self._path(name), os.O_RDONLY)  # a home that can't be written is looked at all the same
        except OSError:
            return False
        free = _locked(handle)
        if free:
            self._remove(name, handle)
        else:
            os.close(handle)
        return not free

    def _remove(self, name: str, handle: int) -> None:
        with suppress(OSError):
            self._path(name).unlink()
        with suppress(OSError):
            os.close(handle)
        with suppress(OSError):  # Windows removes nothing that is open
            self._path(name).unlink()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.lock"


def _locked(handle: int) -> bool:
    """Whether nobody else holds the lock of the file; so it seems, too, where there are no locks."""
    try:
        return locking.lock(handle)
    except OSError:
        return True
