"""Minutes taken at speed: each line is an entry as it was typed or set right, also when the battery dies in between."""

from __future__ import annotations

import sys

import pytest

from cro_tui.actions.meetings import call_to_order
from cro_tui.actions.records import create
from cro_tui.model.meeting import Meeting
from cro_tui.store.drafts import Drafts
from cro_tui.store.notebook import Notebook
from tests.pty.scenes import ENTER, F5, UP, entries
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
MARKS = {3: ("a: ", "action"), 5: ("d: ", "decision"), 7: ("", "note")}
SECONDS = 60


def opened(home, stands):
    terminal = Terminal([sys.executable, "-m", "cro_tui", "--home", str(home)])
    terminal.feed(F5 + ENTER)
    assert terminal.shows(stands, SECONDS), terminal.text
    return terminal


def type_lines(terminal, numbers, wanted, people):
    """Lines of all kinds, every tenth of them the one before set right, without waiting for any."""
    for number in numbers:
        text = f"number {number} of what was said"
        if number % 10 == 9:
            terminal.feed(UP + " indeed" + ENTER)
            wanted[-1] = (wanted[-1][0], wanted[-1][1] + " indeed")
        elif number % 10 == 1:
            people.append(f"Pat Number {number}")
            terminal.feed(f"+ {people[-1]}{ENTER}")
        else:
            mark, kind = MARKS.get(number % 10, ("", "note"))
            terminal.feed(mark + text + ENTER)
            wanted.append((kind, text))
        terminal.read(0)


@pytest.mark.parametrize("lines", [120, pytest.param(600, marks=[pytest.mark.campaign, pytest.mark.timeout(0)])])
def test_every_line_is_an_entry_as_it_was_typed_or_set_right(lines, tmp_path):
    notebook = Notebook.open(tmp_path)
    call_to_order(notebook, create(notebook, Meeting, {"body": "Northside"}).record)
    wanted: list[tuple[str, str]] = []
    people: list[str] = []

    def came(_text):
        return entries(Notebook.open(tmp_path), "Northside") == wanted

    with opened(tmp_path, "+ name") as terminal:
        type_lines(terminal, range(lines // 2), wanted, people)
        assert terminal.shows(came, SECONDS), terminal.text
        terminal.feed("half a l")
        kept = Notebook.open(tmp_path)
        assert terminal.shows(
            lambda _text: "half a l" in [one.fields.get("line") for one in Drafts(tmp_path).all(kept)], SECONDS
        )
    with opened(tmp_path, "half a l") as terminal:
        terminal.feed("ine" + ENTER)
        wanted.append(("note", "half a line"))
        type_lines(terminal, range(lines // 2, lines), wanted, people)
        assert terminal.shows(came, SECONDS), terminal.text
    (meeting,) = Notebook.open(tmp_path).all(Meeting)
    assert [row["name"] for row in meeting.attendance] == people
