"""Names that files get, and keep when the power fails: a new file is on the disk only once its folder names it.

Knows no notebook.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

_NO_SUCH_CALL = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
_TRIES = 20
_PAUSE = 0.05


def make_folder(folder: Path) -> None:
    """Makes *folder*, and those above it that are missing, so that they last; raises OSError.

    One that is there may have been made by a process that died before it could see to that: its name is made to last
    all the same. Call it where something new is put into the folder, not at every save.
    """
    made = [folder, *(above for above in folder.parents if not above.exists())]
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        if os.access(one.parent, os.R_OK):  # a folder that only others may list can't be synced
            sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Makes new names in *folder* last. Windows has no such call and needs none; some file systems have none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in _NO_SUCH_CALL:
            raise
    finally:
        os.close(handle)
    os.close(os.open(folder, os.O_RDONLY))  # xfs that gave up on its disk still says yes to the sync, not to this


def patiently(move: Callable[[], object]) -> None:
    """Gives a file its name. Windows refuses that while a scanner or reader has it open: it is tried for a second."""
    for left in reversed(range(_TRIES)):
        try:
            move()
            return
        except PermissionError:
            if os.name != "nt" or not left:
                raise
            time.sleep(_PAUSE)
