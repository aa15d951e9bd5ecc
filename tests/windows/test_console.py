"""The program in a console of Windows: keys come as that console gives them, and a window dies with it.

Runs on Linux beside `under_wine.py`, with the Windows Python of the box that CRO_WINDOWS_BOX names. What the screen
shows can't be read as a person would: wine's console takes the sequences that colour the text for text, and breaks
lines in them; and it hands over no function keys.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.windows.under_wine import Box, default_box

BOX = Box(default_box())
HAS_BOX = sys.platform != "win32" and "CRO_WINDOWS_BOX" in os.environ and BOX.is_made and shutil.which("wine")
pytestmark = pytest.mark.skipif(not HAS_BOX, reason="needs a Windows Python under wine (tests/windows/under_wine.py)")
WORDS = "Lärm – dogs “bark” near the €-shop, 5 °C"
CTRL_Q, ENTER = "\x11", "\r"
PATIENCE = 60


@pytest.fixture
def home(tmp_path):
    yield tmp_path / "home"
    BOX.clear()


@pytest.fixture
def console(home):
    """Opens the program in a console of its own."""
    from tests.pty.terminal import Terminal
    from tests.windows.under_wine import seen_from_windows

    def opened() -> Terminal:
        program = ["wine", str(BOX.python / "python.exe"), "-m", "cro_tui", "--home", seen_from_windows(home)]
        return Terminal(program, columns=100, rows=30, env=BOX.surroundings())

    return opened


def until(console, ask) -> None:
    """Reads what the program prints until *ask* says yes."""
    late = time.monotonic() + PATIENCE
    while not ask():
        assert time.monotonic() < late, console.raw[-2000:]
        console.read(0.1)


def drafts(home: Path) -> list[str]:
    """The lines that are kept as drafts."""
    found = (json.loads(path.read_bytes()) for path in (home / "drafts").glob("*.json"))
    return [draft["fields"]["line"] for draft in found]


def saved(home: Path) -> list[str]:
    """The words of all concerns, as this machine's Python reads them."""
    command = [sys.executable, "-m", "cro_tui", "--home", str(home), "list", "concerns", "--json"]
    listed = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
    return [one["summary"] for one in json.loads(listed.stdout)]


def test_a_line_typed_in_a_console_is_a_concern_and_leaving_ends_the_program(home, console):
    with console() as window:
        until(window, lambda: b"Capture" in window.raw)
        window.feed(WORDS)
        until(window, lambda: WORDS in drafts(home))
        window.feed(ENTER)
        until(window, lambda: not drafts(home))
        window.feed(CTRL_Q)
        gone = []
        until(window, lambda: gone.append(os.waitpid(window.pid, os.WNOHANG)) or gone[-1][0])
        assert os.waitstatus_to_exitcode(gone[-1][1]) == 0
    assert saved(home) == [WORDS]
    assert not list((home / "drafts").iterdir())


def test_what_was_typed_in_a_console_that_was_closed_comes_back(home, console):
    with console() as window:
        until(window, lambda: b"Capture" in window.raw)
        window.feed(WORDS)
        until(window, lambda: WORDS in drafts(home))
        os.kill(window.pid, signal.SIGKILL)
    assert saved(home) == []
    with console() as window:
        until(window, lambda: "Lärm – dogs".encode() in window.raw)
        window.feed(ENTER)
        until(window, lambda: not drafts(home))
    assert saved(home) == [WORDS]
