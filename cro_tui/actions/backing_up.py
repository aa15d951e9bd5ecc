"""Backing the notebook up, and when that is due."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.store import backup
from cro_tui.store import laptop as laptops
from cro_tui.store.backup import Made
from cro_tui.store.notebook import local_now

if TYPE_CHECKING:
    from cro_tui.store.notebook import Notebook


def back_up(home: Path, folder: Path, path: Path | None = None, now: datetime | None = None) -> Made:
    """Writes a backup to *path*, or to a dated file in *folder* that is not there yet; raises `StoreProblem`.

    A *path* that is a folder (a stick, say) gets the dated file.
    """
    now = now or local_now()
    if path is None or path.is_dir():
        path = _free((path or folder) / f"Community Relations Backup {now:%Y-%m-%d}.zip")
    return backup.back_up(home, path, now)


def _free(path: Path) -> Path:
    """*path*, or the same with a count where it is taken."""
    free, count = path, 1
    while free.exists():
        count += 1
        free = path.with_name(f"{path.stem} ({count}){path.suffix}")
    return free


def backup_due(notebook: Notebook) -> str | None:
    """A sentence when it is time to back up: the interval of the settings is over and something was saved since."""
    days = notebook.settings.intervals.backup_days
    changes = notebook.changes()
    if not days or not changes or notebook.is_demo:
        return None
    last = backup.last_backup(notebook.home)
    if last is None:
        begun = notebook.clock().timestamp() - laptops.stamp(notebook.home)[0] / 1e9
        return "there is none yet" if begun >= days * 86_400 else None
    at, held = last
    gone = (notebook.clock().astimezone() - at.astimezone()).days
    if 0 <= gone < days or changes <= held:
        return None
    since = changes - held
    return f"the last was made {at:%Y-%m-%d}, {since} change{'' if since == 1 else 's'} ago"
