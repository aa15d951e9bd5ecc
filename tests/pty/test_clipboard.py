"""What `y` and ctrl+c copy, in a real terminal: here by the system's clipboard, over SSH by the terminal's."""

from __future__ import annotations

import base64
import stat
import sys

import pytest

from cro_tui.actions.records import create
from cro_tui.model.contact import Contact
from cro_tui.store.notebook import Notebook
from cro_tui.tui.copying import MOST, copy_through_terminal
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
F3, DOWN, SELECT_HOME = "\x1bOR", "\x1b[B", "\x1b[1;2H"
PHONE = "(603) 555-0102"
XCLIP = """#!/bin/sh
case "$*" in
  *-o*) cat "$COPIED" ;;
  *) cat > "$COPIED" ;;
esac
"""
NOWHERE = {"SSH_TTY": "", "SSH_CONNECTION": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "TMUX": ""}


@pytest.fixture
def home(tmp_path):
    create(Notebook.open(tmp_path), Contact, {"name": "Ann Lee", "phones": PHONE})
    return tmp_path


def sequence(text):
    return b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\x07"


def copies(home, env, keys=("y",)):
    """The terminal after *keys* in the list that shows Ann Lee."""
    terminal = Terminal([sys.executable, "-m", "cro_tui", "--home", str(home)], env=NOWHERE | env)
    assert terminal.shows("Captured"), terminal.text
    terminal.feed(F3 + "ann")
    assert terminal.shows("Ann Lee"), terminal.text
    terminal.feed(DOWN)
    assert terminal.shows("y Copy"), terminal.text
    for key in keys:
        terminal.feed(key)
    assert terminal.shows("Copied"), terminal.text
    return terminal


def test_over_ssh_the_terminal_is_told(home):
    with copies(home, {"SSH_TTY": "/dev/pts/9"}) as terminal:
        assert terminal.shows(f"Copied {PHONE} through the terminal"), terminal.text
        assert sequence(PHONE) in terminal.raw


def test_where_no_clipboard_answers_the_terminal_is_told(home):
    with copies(home, {}) as terminal:
        assert terminal.shows(f"Copied {PHONE} through the terminal"), terminal.text
        assert sequence(PHONE) in terminal.raw


def test_tmux_is_asked_to_pass_it_on(home):
    with copies(home, {"SSH_TTY": "/dev/pts/9", "TMUX": "/tmp/tmux,1,0"}) as terminal:
        passed = b"\x1bPtmux;" + sequence(PHONE).replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"
        assert passed in terminal.raw


def test_here_the_systems_clipboard_gets_it_and_the_terminal_nothing(home, tmp_path):
    programs, copied = tmp_path / "bin", tmp_path / "copied"
    programs.mkdir()
    (programs / "xclip").write_text(XCLIP)
    (programs / "xclip").chmod(stat.S_IRWXU)
    env = {"DISPLAY": ":99", "PATH": f"{programs}:/usr/bin:/bin", "COPIED": str(copied)}
    with copies(home, env) as terminal:
        assert terminal.shows(f"Copied {PHONE} ("), terminal.text
        assert copied.read_text() == PHONE
        assert b"\x1b]52" not in terminal.raw


def test_in_a_field_ctrl_c_copies_what_is_selected_and_a_paste_lands_in_it(home):
    with Terminal([sys.executable, "-m", "cro_tui", "--home", str(home)], env=NOWHERE | {"SSH_TTY": "x"}) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed("\x1b[200~lamp out\x1b[201~ on Elm")
        assert terminal.shows("lamp out on Elm"), terminal.text
        terminal.feed(SELECT_HOME)
        terminal.feed("\x03")
        assert terminal.shows("Copied lamp out on Elm"), terminal.text
        assert sequence("lamp out on Elm") in terminal.raw


def test_what_is_too_long_for_a_terminal_is_not_sent():
    written = []
    assert not copy_through_terminal("x" * MOST, written.append, {})
    assert not written
