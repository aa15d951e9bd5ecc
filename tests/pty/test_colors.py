"""What a real terminal gets: its own two colors where it has few, the chosen ones where it has 256."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals on Windows", allow_module_level=True)

from cro_tui.tui.themes import STATION
from tests.pty.terminal import Terminal


def colors_on(terminal):
    """(letter's color, ground's color) of all that is drawn."""
    lines = terminal.screen.buffer.values()
    return {(cell.fg, cell.bg) for line in lines for cell in line.values() if cell.data.strip()}


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "xterm", "COLORTERM": ""},
        {"TERM": "linux", "COLORTERM": ""},
        {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"},
    ],
    ids=["xterm", "linux", "NO_COLOR"],
)
def test_with_few_colors_the_terminals_own_two_are_used(tmp_path, env):
    command = [sys.executable, "-m", "cro_tui", "--home", str(tmp_path)]
    with Terminal(command, env=env) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed("Cars race #traffic")
        assert terminal.shows("traffic/speeding"), terminal.text
        assert colors_on(terminal) == {("default", "default")}
        assert any(cell.reverse for line in terminal.screen.buffer.values() for cell in line.values())


def test_with_256_colors_they_are_those_that_were_chosen(tmp_path):
    command = [sys.executable, "-m", "cro_tui", "--home", str(tmp_path)]
    with Terminal(command, env={"TERM": "xterm-256color", "COLORTERM": ""}) as terminal:
        assert terminal.shows("Captured"), terminal.text
        drawn = colors_on(terminal)
        assert (STATION.accent[1:], STATION.field[1:]) in drawn
        assert all(color != ground for color, ground in drawn)
        assert "default" not in {color for pair in drawn for color in pair}
