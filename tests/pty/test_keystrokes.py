"""How many keys a job takes, counted by what is really sent to a terminal in which the job is done."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cro_tui.actions.records import create
from cro_tui.model.contact import Contact
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import Notebook
from tests.pty.scenes import (
    DOWN,
    ENTER,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    SAVE,
    UNDO,
    concern,
    entries,
    furnished_home,
    narratives,
    roster,
)  # fmt: skip
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")

ONE_KEY = re.compile(r"\x1bO.|\x1b\[[0-9;]*[A-Za-z~]|.", re.DOTALL)
"""What one key sends: a sequence for a function key or an arrow, one character for any other."""
GIVEN = ("Amy", "Bob", "Cal", "Dee", "Eli")
FAMILY = ("Stone", "Rivers", "Woods", "Hill", "Marsh", "Glenn", "Shore", "Field")
NAMES = [f"{given} {family}" for family in FAMILY for given in GIVEN]
"""Forty people more, so that there is somebody to be found among."""


@dataclass
class At:
    """Where a job is done: the terminal and its notebook."""

    terminal: Terminal
    home: Path

    def keeps(self, asked: Callable[[Notebook], bool]) -> bool:
        """Whether the notebook comes to hold what *asked* says."""
        return self.terminal.shows(lambda _text: _answers(asked, self.home), 30)

    def shows(self, said: str | Callable[[str], bool]) -> bool:
        """Whether the screen comes to show *said*."""
        return self.terminal.shows(said, 30)


def _answers(asked: Callable[[Notebook], bool], home: Path) -> bool:
    try:
        return asked(Notebook.open(home))
    except (ValueError, IndexError, StopIteration):
        return False


@dataclass(frozen=True)
class Job:
    """*sent* is typed at once, after *before* led to what *stands*; *text* is what of it is free text."""

    name: str
    sent: str
    text: str
    allowed: int
    done: Callable[[At], bool]
    before: tuple[tuple[str, str], ...] = ()

    @property
    def keys(self) -> int:
        """How many keys besides the text."""
        return len(ONE_KEY.findall(self.sent)) - len(self.text)


def _told(notebook: Notebook) -> bool:
    one = concern(notebook, "Dogs bark")
    return one.status == "closed" and bool(one.told)


def _referred(notebook: Notebook) -> bool:
    return [(one.of, one.to) for one in notebook.all(Referral)] == [(concern(notebook, "Cars race").id, "Traffic Unit")]


def _written(at: At) -> bool:
    return at.shows(lambda _text: any((at.home / "exports").glob("*.docx")))


def _line_of(text: str, words: str) -> str:
    return next((line for line in text.split("\n") if words in line), "")


HEARD = "Cars race down Elm after dark"
LINES = ("The lamp was mended", "a: trim the hedge @Ruiz")
MINUTES = ((F5, "Northside"), (ENTER, "+ name"))
CHECK_IN = ((F6, "De-escalation"), (ENTER, "sign in"))

JOBS = (
    Job("capture, where the program opens", HEARD + ENTER, HEARD, 2,
        lambda at: at.keeps(lambda book: narratives(book)[-1] == HEARD)),
    Job("capture, from anywhere", F2 + HEARD + ENTER, HEARD, 2,
        lambda at: at.keeps(lambda book: narratives(book)[-1] == HEARD), ((F4, "Today"),)),
    Job("phone of a known person", F3 + "mai", "", 5,
        lambda at: at.shows(lambda text: "(603) 555-0100" in _line_of(text, "▸") and "Mai Nguyen" in text)),
    Job("a line of minutes", LINES[0] + ENTER, LINES[0], 1,
        lambda at: at.keeps(lambda book: entries(book, "Northside") == [("note", LINES[0])]), MINUTES),
    Job("an action in the minutes", LINES[1] + ENTER, LINES[1], 1,
        lambda at: at.keeps(lambda book: entries(book, "Northside") == [("action", "trim the hedge")]), MINUTES),
    Job("a roster of 20", "".join(name + ENTER for name in NAMES[:20]), "".join(NAMES[:20]), 20,
        lambda at: at.keeps(lambda book: roster(book, "De-escalation") == NAMES[:20]), CHECK_IN),
    Job("the roster opened, and of 20", F6 + ENTER + "".join(name + ENTER for name in NAMES[:20]),
        "".join(NAMES[:20]), 22, lambda at: at.keeps(lambda book: roster(book, "De-escalation") == NAMES[:20])),
    Job("a referral, whom typed", F7 + DOWN + "r" + "Traffic Unit" + SAVE, "Traffic Unit", 6,
        lambda at: at.keeps(_referred)),
    Job("a referral, whom picked", F7 + DOWN + "r" + "tra" + DOWN + ENTER + SAVE, "tra", 6,
        lambda at: at.keeps(_referred)),
    Job("close and told", F7 + "x" + ENTER + "It was mended" + SAVE, "It was mended", 4,
        lambda at: at.keeps(_told)),
    Job("the quarter's report out, in Word", F8 + "w", "", 4, _written),
    Job("undo", UNDO, "", 1,
        lambda at: at.shows(lambda text: HEARD in text and "Undone" in text.split("\n")[0])
        and at.keeps(lambda book: HEARD not in narratives(book)), ((HEARD + ENTER, "-004 "),)),
    Job("blank", F9, "", 1,
        lambda at: at.shows(lambda text: "Dogs bark" not in text and "Captured" not in text)),
)  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A notebook with half a hundred people, concerns to close, a meeting under way and a session."""
    home = tmp_path_factory.mktemp("town")
    notebook = furnished_home(home)
    for number, name in enumerate(NAMES):
        create(notebook, Contact, {"name": name, "phones": f"(207) 555-01{number:02}"})
    (home / "settings.toml").write_text('[department]\nunits = ["Patrol", "Traffic Unit"]\n')
    return home


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_takes_no_more_keys_than_it_may(job, town, at_home, record_property):
    home = at_home(town)
    with Terminal([sys.executable, "-m", "cro_tui", "--home", str(home)]) as terminal:
        assert terminal.shows("Dogs bark", 30), terminal.text
        for key, stands in job.before:
            terminal.feed(key)
            assert terminal.shows(stands, 30), terminal.text
        terminal.feed(job.sent)
        assert job.done(At(terminal, home)), terminal.text
    typed = "text + " if job.text else ""
    record_property("keystrokes", (job.name, job.keys, job.allowed, f"({typed}{job.keys})"))
    assert job.keys <= job.allowed
