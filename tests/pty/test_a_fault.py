"""A fault of the program itself, in a real terminal: one sentence, no secrets on the screen, the draft kept."""

from __future__ import annotations

import sys

import pytest

from cro_tui.store.drafts import Drafts
from cro_tui.store.notebook import Notebook
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")

FAULTY = """
import sys
from pathlib import Path
from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
class Faulty(CroTui):
    def action_next_theme(self):
        secret = "a resident's name"
        raise RuntimeError("broken")
Faulty(Desk(Path(sys.argv[1]))).run()
"""


def test_a_fault_keeps_what_was_typed_and_prints_one_sentence(tmp_path):
    with Terminal([sys.executable, "-c", FAULTY, str(tmp_path)]) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed("half a senten")
        assert terminal.shows("half a senten"), terminal.text
        terminal.feed("\x14")
        assert terminal.shows("start it again"), terminal.text
        assert "Traceback" not in terminal.text
        assert "resident" not in terminal.text
    (draft,) = Drafts(tmp_path).all(Notebook.open(tmp_path))
    assert draft.fields == {"line": "half a senten"}
    assert "RuntimeError: broken" in (tmp_path / "faults.txt").read_text()
