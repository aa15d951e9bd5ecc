"""Puts a text where it can be pasted: this machine's clipboard, or over SSH the one of the terminal that is looked at.

The clipboard is pyperclip's business, in a process of its own: the programs that it starts may wait for ever, or write
onto the screen. Knows no screen and no record.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable, Mapping

SECONDS = 4
"""A clipboard that did not answer by then does not answer."""
MOST = 74_994
"""Letters in base64 that terminals take in one sequence, as xterm does."""
_BROUGHT = (
    "import sys, pyperclip; text = sys.stdin.buffer.read().decode();"
    "pyperclip.copy(text); sys.exit(pyperclip.paste().replace('\\r\\n', '\\n') != text)"
)
"""What is there afterwards is looked at: some of those programs fail without saying so."""


def is_far(env: Mapping[str, str] = os.environ) -> bool:
    """Whether the officer sits at another machine, whose clipboard is meant."""
    return bool(env.get("SSH_TTY") or env.get("SSH_CONNECTION"))


def copy_here(text: str, command: list[str] | None = None) -> bool:
    """Whether *text* is now in this machine's clipboard. Waits for it: for a thread."""
    try:
        done = subprocess.run(
            command or [sys.executable, "-c", _BROUGHT],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def copy_through_terminal(text: str, write: Callable[[str], object], env: Mapping[str, str] = os.environ) -> bool:
    """Hand *text* to the terminal (OSC 52), past tmux and screen; False where it is too long for one."""
    letters = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(letters) > MOST:
        return False
    sequence = f"\x1b]52;c;{letters}\a"
    if env.get("TMUX"):
        escaped = sequence.replace("\x1b", "\x1b\x1b")
        write(f"\x1bPtmux;{escaped}\x1b\\")
    elif env.get("TERM", "").startswith("screen"):
        write(f"\x1bP{sequence}\x1b\\")
        return True
    write(sequence)  # tmux takes it itself where it may not be passed on
    return True
