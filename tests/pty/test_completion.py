"""Tab in real shells: commands, options, kinds, fields and their words stand there; absent shells are skipped."""

from __future__ import annotations

import shutil
import stat
import sys

import pytest

from cro_tui.cli.completion import SCRIPTS, offered
from tests.pty.terminal import ROOT, Terminal

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(cro-tui completion bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'autoload -Uz compinit; compinit -u -D; eval "$(cro-tui completion zsh)"'),
    "fish": (["fish", "--no-config", "-i"], "cro-tui completion fish | source"),
}
TYPED = {
    "cro-tui li": "cro-tui list",
    "cro-tui list surv": "cro-tui list surveys",
    "cro-tui list concerns --wh": "cro-tui list concerns --where",
    "cro-tui list concerns --where summ": "cro-tui list concerns --where summary=",
    "cro-tui list concerns --where status=new": "cro-tui list concerns --where status=new",
    "cro-tui list concerns --where status=mon": "cro-tui list concerns --where status=monitoring",
    "cro-tui report --aud": "cro-tui report --audience",
    "cro-tui report --audience pub": "cro-tui report --audience public",
    "cro-tui restore wanted": "cro-tui restore wanted.zip",
}


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A folder with the program, and with a file that can be completed."""
    program = tmp_path / "bin" / "cro-tui"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{sys.executable}' -m cro_tui \"$@\"\n")
    program.chmod(stat.S_IRWXU)
    (tmp_path / "wanted.zip").touch()
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_what_was_begun(path, shell, typed):
    command, load = SHELLS[shell]
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {shell} here")
    env = {"PATH": f"{path / 'bin'}:/usr/bin:/bin", "CRO_HOME": str(path / "home"), "HOME": str(path), "TERM": "vt100"}
    with Terminal(command, columns=120, env=env) as terminal:
        terminal.feed(f"cd {path}; {load}; echo re''ady\r")
        assert shows(terminal, "ready")
        terminal.feed(f"{typed}\t\x01echo =\x05=\r")  # home, echo, end: the line is printed instead of being run
        assert shows(terminal, TYPED[typed]), on_screen(terminal)


def shows(terminal, said):
    """Whether the shell, which takes no screen of its own, comes to show *said* as a line of what it printed."""
    for _ in range(300):
        terminal.read(0.05)
        if said in on_screen(terminal):
            return True
    return False


def on_screen(terminal):
    return "\n".join(terminal.screen.display)


@pytest.mark.parametrize(
    ("words", "some"),
    [
        ([""], {"add", "list", "--home"}),
        (["--home", "x", "wo"], {"word"}),
        (["word", "ro"], {"roster"}),
        (["list", "--json", ""], {"concerns", "actions"}),
        (["new", "concerns", "disposition="], {"disposition=resolved"}),
        (["new", "concerns", "summary=x", "dispo"], {"disposition="}),
    ],
)
def test_what_is_offered(words, some, tmp_path, monkeypatch):
    monkeypatch.setenv("CRO_HOME", str(tmp_path))
    assert some <= set(offered(words))


@pytest.mark.parametrize(
    "words", [["--home", ""], ["nonsense", ""], ["where", ""], ["import", "contacts", ""], ["set", "26Q4-1", ""]]
)
def test_where_nothing_is_known_files_are_left_to_the_shell(words, tmp_path, monkeypatch):
    monkeypatch.setenv("CRO_HOME", str(tmp_path))
    assert offered(words) == []


def test_words_of_the_departments_own_settings_are_offered(tmp_path, monkeypatch):
    monkeypatch.setenv("CRO_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text('[words]\nneighborhoods = ["Mill Flats"]\n')
    assert offered(["new", "concerns", "neighborhood="]) == ["neighborhood=Mill Flats"]


def test_every_shell_has_a_script():
    assert set(SCRIPTS) == {"bash", "zsh", "fish", "powershell"}
    assert all("cro-tui completion" in script for script in SCRIPTS.values())
