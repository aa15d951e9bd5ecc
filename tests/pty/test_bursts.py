"""Lines sent without a pause between them, as a scanner or fast hands do: each is one entry, and none is lost."""

from __future__ import annotations

import sys

import pytest

from cro_tui.actions.meetings import call_to_order
from cro_tui.actions.records import create
from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
from cro_tui.settings import load
from cro_tui.store.drafts import Drafts
from cro_tui.store.notebook import Notebook
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
F5, F6 = "\x1b[15~", "\x1b[17~"
DOWN = "\x1b[B"


def opened(home):
    return Terminal([sys.executable, "-m", "cro_tui", "--home", str(home)])


def nothing_is_left(home, notebook):
    return Drafts(home).all(notebook) == []


def test_lines_of_capture(tmp_path):
    with opened(tmp_path) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed("first thing\rsecond thing #noise\rthird thing\r")
        assert terminal.shows("-003 "), terminal.text
        assert terminal.shows(lambda text: "draft" not in text.split("\n")[0]), terminal.text
    notebook = Notebook.open(tmp_path)
    assert [one.narrative for one in notebook.all(Concern)] == ["first thing", "second thing", "third thing"]
    assert nothing_is_left(tmp_path, notebook)


def test_people_at_check_in(tmp_path):
    create(Notebook.open(tmp_path), Training, {"title": "De-escalation"})
    with opened(tmp_path) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed(F6)
        assert terminal.shows("De-escalation"), terminal.text
        terminal.feed(DOWN)
        assert terminal.shows("enter Open"), terminal.text
        terminal.feed("\r")
        assert terminal.shows("sign in"), terminal.text
        terminal.feed("Ana Ruiz\rScan Fast, 4711\rScan Twice, 4712\r")
        assert terminal.shows("3 on the roster"), terminal.text
    notebook = Notebook.open(tmp_path)
    (session,) = notebook.all(Training)
    signed_in = [(row["name"], row.get("agency")) for row in session.roster]
    assert signed_in == [("Ana Ruiz", None), ("Scan Fast", "4711"), ("Scan Twice", "4712")]
    assert nothing_is_left(tmp_path, notebook)


def test_lines_of_minutes(tmp_path):
    notebook = Notebook.open(tmp_path)
    call_to_order(notebook, create(notebook, Meeting, {"body": "Northside"}).record)
    with opened(tmp_path) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed(F5)
        assert terminal.shows("Northside"), terminal.text
        terminal.feed(DOWN)
        assert terminal.shows("enter Open"), terminal.text
        terminal.feed("\r")
        assert terminal.shows("+ name"), terminal.text
        terminal.feed("opened\ra: fix the light @Ruiz\rd: meet in March\r")
        assert terminal.shows("Saved decision"), terminal.text
    notebook = Notebook.open(tmp_path)
    (meeting,) = notebook.all(Meeting)
    entries = [(entry["kind"], entry["text"]) for entry in meeting.entries]
    assert entries == [("note", "opened"), ("action", "fix the light"), ("decision", "meet in March")]
    assert nothing_is_left(tmp_path, notebook)


BACK, HOME, CLEAR, TAB, SAVE = "\x7f", "\x1b[H", "\x15", "\t", "\x13"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("old" + 5 * BACK + "brand new words typed fast", "brand new words typed fast"),
        ("dowm" + BACK + "n Ek" + BACK + "lm Streat" + 2 * BACK + "et", "down Elm Street"),
        ("all wrong" + CLEAR + "right", "right"),
        ("the end" + HOME + "before ", "before the end"),
        ("abcd" + 2 * "\x1b[D" + "X", "abXcd"),
    ],
)
def test_what_was_typed_wrong_is_set_right_in_the_order_of_the_keys(tmp_path, keys, text):
    with opened(tmp_path) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed(keys + "\r")
        assert terminal.shows("-001 "), terminal.text
    assert [one.narrative for one in Notebook.open(tmp_path).all(Concern)] == [text]


def test_fields_of_a_dialog_in_one_burst(tmp_path):
    with opened(tmp_path) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed("\x0e")  # ctrl+n
        assert terminal.shows("Badge"), terminal.text
        terminal.feed("P. Officr" + BACK + "er" + TAB + "1187" + TAB + "Larkmoor PD")
        assert terminal.shows("Larkmoor PD"), terminal.text
        terminal.feed(SAVE)
        assert terminal.shows("Saved"), terminal.text
    officer = load(tmp_path).officer
    assert (officer.name, officer.badge) == ("P. Officer", "1187")


def test_fields_of_a_form_in_one_burst(tmp_path):
    with opened(tmp_path) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed(F6)
        assert terminal.shows("F6"), terminal.text
        terminal.feed("n")
        assert terminal.shows("Title"), terminal.text
        terminal.feed("Stops" + TAB + "own" + TAB)
        assert terminal.shows("own"), terminal.text
        terminal.feed(SAVE)
        assert terminal.shows("sign in"), terminal.text
    (session,) = Notebook.open(tmp_path).all(Training)
    assert session.title == "Stops"
