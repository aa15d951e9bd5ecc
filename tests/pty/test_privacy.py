"""What a terminal is shown and what stays in it, byte by byte: the blank screen, the title, the end of the program."""

from __future__ import annotations

import os
import re
import signal
import sys
import time

import pytest

from cro_tui.actions.capture import capture
from cro_tui.actions.records import create
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.store.drafts import Drafts
from cro_tui.store.notebook import Notebook
from cro_tui.tui.curtain import SENTENCE
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
F1, F3, F4, F5, F7, F9 = "\x1bOP", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[18~", "\x1b[20~"
MARK = "Zoltavia"
"""A word that stands in every record of these notebooks, and nowhere in the program."""
LEAVES = b"\x1b[?1049l"
STEERING = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>()][0-9A-Za-z]?")


@pytest.fixture
def home(tmp_path):
    notebook = Notebook.open(tmp_path)
    create(notebook, Contact, {"name": f"{MARK} Reyes", "phones": "(603) 555-0102"})
    create(notebook, Meeting, {"body": f"{MARK} Watch"})
    for words in ("Cars race", "Lamp out", "Dogs bark"):
        capture(notebook, f"{words} by {MARK}")
    return tmp_path


def opened(home, **more):
    return Terminal([sys.executable, "-m", "cro_tui", "--home", str(home)], **more)


def words_in(raw: bytes) -> str:
    """What *raw* writes, without what steers the terminal."""
    return " ".join(STEERING.sub(b" ", raw).decode("utf-8", "replace").split())


def is_blank(text: str) -> bool:
    return text.split("\n")[len(text.split("\n")) // 2].strip() == SENTENCE and text.split() == SENTENCE.split()


def blank(terminal) -> int:
    """Press F9; where in the bytes the blank begins."""
    terminal.feed(F9)
    assert terminal.shows(is_blank), terminal.text
    return terminal.raw.rindex(b"\x1b[?2026h\x1b[0m")


PLACES = {
    "today": (F4, "Next meetings"),
    "concerns": (F7, f"by {MARK}"),
    "find": (F3 + "zolt", "(603) 555-0102"),
    "help over a room": (F7 + F1, "Keys that work here"),
    "palette": (F7 + "\x10", "Commands, places"),
    "a dialog": ("\x0e", "Badge"),
    "typing": (f"{MARK} again", f"{MARK} again"),
}


@pytest.mark.parametrize("place", PLACES)
def test_after_the_key_nothing_but_the_blank_is_written_and_a_key_brings_the_place_back(home, place):
    keys, shown = PLACES[place]
    with opened(home) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed(keys)
        assert terminal.shows(shown), terminal.text
        before = blank(terminal)
        for _ in range(3):
            terminal.read(0.2)
        assert words_in(terminal.raw[before:]) == SENTENCE
        terminal.feed("x")
        assert terminal.shows(lambda text: shown in text and SENTENCE not in text), terminal.text
        while terminal.read(0.3):
            pass
        assert f"{shown}x" not in terminal.text


def test_what_comes_meanwhile_is_not_drawn_and_stands_there_afterwards(home):
    with opened(home) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed(F7)
        assert terminal.shows("Dogs bark"), terminal.text
        before = blank(terminal)
        capture(Notebook.open(home), f"Saved elsewhere by {MARK}")  # the list draws it anew within a second or two
        for _ in range(10):
            terminal.read(0.3)
        assert words_in(terminal.raw[before:]) == SENTENCE
        terminal.feed(" ")
        assert terminal.shows("Saved elsewhere"), terminal.text


TOLD_WHILE_BLANK = """
import sys
from pathlib import Path
from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
from cro_tui.tui.screens.dialogs.choose import confirm
class Told(CroTui):
    def action_blank(self):
        super().action_blank()
        self.trouble("Zoltavia told")
        self.say(notice="Zoltavia noticed")
        self.push_screen(confirm("Zoltavia asked", "Yes", ""))
Told(Desk(Path(sys.argv[1]))).run()
"""


def test_notices_and_dialogs_that_come_meanwhile_wait_beneath(home):
    with Terminal([sys.executable, "-c", TOLD_WHILE_BLANK, str(home)]) as terminal:
        assert terminal.shows("Captured"), terminal.text
        before = blank(terminal)
        while terminal.read(0.5):
            pass
        assert words_in(terminal.raw[before:]) == SENTENCE
        terminal.feed("\r")
        assert terminal.shows("Zoltavia asked"), terminal.text
        terminal.feed("n")  # a notice waits for the dialog to go
        assert terminal.shows("Zoltavia told"), terminal.text


def left(terminal) -> bytes:
    """What was written behind the end of the program's own screen."""
    while not terminal.ended:
        terminal.read(0.5)
    assert LEAVES in terminal.raw
    return terminal.raw.rpartition(LEAVES)[2]


def test_where_the_terminal_goes_away_the_program_ends_and_what_was_typed_is_kept(home):
    with opened(home) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed("half a draf")
        assert terminal.shows("half a draf"), terminal.text
        os.close(terminal.fd)
        terminal.fd = os.open(os.devnull, os.O_RDONLY)
        for _ in range(600):
            if os.waitpid(terminal.pid, os.WNOHANG)[0]:
                break
            time.sleep(0.05)
        else:
            pytest.fail("it goes on without a terminal")
    (draft,) = Drafts(home).all(Notebook.open(home))
    assert draft.fields == {"line": "half a draf"}


@pytest.mark.parametrize("end", ["ctrl+q", "SIGTERM", "SIGHUP"])
def test_nothing_of_the_notebook_stays_in_the_terminal(home, end):
    with opened(home) as terminal:
        assert terminal.shows("Captured"), terminal.text
        first, _, _ = terminal.raw.partition(b"\x1b[?1049h")
        assert MARK not in words_in(first)
        terminal.feed(F7)
        assert terminal.shows("Dogs bark"), terminal.text
        terminal.feed(F3 + "half a senten")
        assert terminal.shows("half a senten"), terminal.text
        terminal.feed("\x1bOQ" + "half a draf")
        assert terminal.shows("half a draf"), terminal.text
        if end == "ctrl+q":
            terminal.feed("\x11")
        else:
            os.kill(terminal.pid, getattr(signal, end))
        assert words_in(left(terminal)) == ""
        titles = re.findall(rb"\x1b\][012];([^\x07\x1b]*)", terminal.raw)
        assert titles == [b"cro-tui"]
        assert terminal.raw.index(b"\x1b[22;2t") < terminal.raw.rindex(b"\x1b[23;2t")
    (draft,) = Drafts(home).all(Notebook.open(home))
    assert draft.fields == {"line": "half a draf"}
