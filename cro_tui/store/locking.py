"""The lock of a home: held for one write, so that the app and the command line can work side by side.

The operating system holds it, on an open file: whoever dies lets go of it, and a file that is left over locks nobody
out.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

SYNC_LOCK = "sync.lock"
"""The lock of what fills ``mirror/`` from elsewhere: syncing, restoring; and of backing up, which must not meet it."""
BUSY = "another window is syncing this notebook; try again when it is done"
"""What is said where that lock is held for too long."""
LOCK_SECONDS = 15.0
"""How long to wait for another window before a save is given up."""
TOLD_SECONDS = 0.3
"""How long to wait before it is told that somebody waits."""
_PAUSE = 0.003


if sys.platform == "win32":

    def lock(handle: int) -> bool:
        """Whether the lock of an open file could be taken at once; raises `OSError` where there are no locks."""
        from filelock import lock_descriptor

        return lock_descriptor(handle, blocking=False)

    def let_go(handle: int) -> None:
        """Give the lock back."""
        from filelock import unlock_descriptor

        unlock_descriptor(handle)

else:
    import fcntl  # the same lock as filelock's, without importing that: a tenth of what `add` takes

    def lock(handle: int) -> bool:
        """Whether the lock of an open file could be taken at once; raises `OSError` where there are no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def let_go(handle: int) -> None:
        """Give the lock back."""
        fcntl.flock(handle, fcntl.LOCK_UN)


def _nobody() -> None:
    """Nobody wants to know."""


class HomeLock:
    """A context manager; TimeoutError after `LOCK_SECONDS`. Who holds it may take it again, in the same thread.

    `filelock.FileLock` on the same file keeps it out and is kept out; its care for forks and threads would cost a fifth
    of a save.
    """

    def __init__(self, home: Path, name: str = "lock") -> None:
        self.path = home / name
        self.tell: Callable[[], None] = _nobody
        """Called once in each wait that is long enough to be noticed, in the thread that waits."""
        self._handle = -1
        self._depth = 0

    def __enter__(self) -> None:
        if self._depth == 0:
            self._handle = self._locked()
        self._depth += 1

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        if self._depth == 0:
            with suppress(OSError):  # what was done under it is done; a lock that is not let go of here ends with us
                try:
                    let_go(self._handle)
                finally:
                    os.close(self._handle)

    def _locked(self) -> int:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            began, told = time.monotonic(), False
            while not lock(handle):
                waited = time.monotonic() - began
                if waited > LOCK_SECONDS:
                    raise TimeoutError(f"{self.path} is held by another window")
                if waited > TOLD_SECONDS and not told:
                    told = True
                    self.tell()
                time.sleep(_PAUSE)
        except BaseException:
            os.close(handle)
            raise
        return handle
