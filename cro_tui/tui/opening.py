"""Opens a file or a folder with the system's own program, or says why it can't. Knows nothing of what is opened."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def open_with_system(path: Path) -> str:
    """Opens *path*; the sentence to show where that is not possible, ``""`` where it was handed over."""
    if not path.exists():
        return f"It is not there any more: {path}"
    try:
        if sys.platform == "win32":
            os.startfile(path)
            return ""
        program = _program()
        if not program:
            return f"No screen to open it on; it lies at {path}"
        subprocess.Popen(
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as problem:
        return f"It can't be opened ({problem.strerror or problem}); it lies at {path}"
    return ""


def _program() -> str:
    """What opens files here. Without a display there is none: a text browser would take the terminal over."""
    if sys.platform == "darwin":
        return shutil.which("open") or ""
    if windows := shutil.which("wslview"):
        return windows
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return shutil.which("xdg-open") or ""
    return ""
