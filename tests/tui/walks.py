"""How an officer gets to every screen and dialog of the program, as keys, on the made-up notebook of one day.

A walk begins where the program opens; each place is reached from the one before it. Knows no test.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NamedTuple
from unittest.mock import patch

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.share.base import LoginNeeded
from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Refused
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.login import AskLogin


class Place(NamedTuple):
    """Something to look at."""

    name: str
    """What its snapshot is called."""
    keys: str
    """What is pressed from the place before: names of keys between blanks, text between quotes."""
    shows: str
    """What stands there when all has come."""
    before: Callable[[CroTui], None] | None = None
    """What happens before the keys, such as a disk that is full."""
    at_each_size: str = ""
    """What is pressed anew in each size of the window, for what a resize takes away."""


def _disk_is_full(app: CroTui) -> None:
    app.desk.do = partial(_refuse, "NOT SAVED: the disk is full. What you typed stands in the line")  # type: ignore[method-assign]


def _refuse(sentence: str, *_: object) -> None:
    raise Refused(sentence, not_saved=True)


def _trouble(app: CroTui) -> None:
    said = "2026-Q3.001.r1pb2s15sj.json ended in a torn line: it was set aside, all before it is kept"
    app.notify(said, title="Look at this", severity="warning", timeout=3600, markup=False)  # as long as it is looked at


def _two_wrote(app: CroTui) -> None:
    notebook = app.desk.notebook
    newest, now = notebook.all(Concern)[-1], notebook.clock
    for ago, status in ((2, "referred"), (1, "monitoring")):
        moment = now() - timedelta(minutes=ago)
        with patch.object(notebook, "clock", lambda moment=moment: moment):
            records.change(notebook, newest, {"status": status})  # both began with the same record


def _who_calls(app: CroTui) -> None:
    wanted = LoginNeeded("Who calls?", lambda: False, user="jdunmore", named=False, can_keep=True)
    lay_over(app, AskLogin("smb://station.example.org/cro", wanted))


def _status(app: CroTui) -> None:
    app.say(share="3 waiting", conflicts=2, saving="NOT SAVED", projector=True)


FIRST_DAY = "first-day"
"""The walk through a notebook in which nothing stands yet."""
WALKS: dict[str, tuple[Place, ...]] = {
    "capture": (
        Place("capture", "", "26Q4-JDR1"),
        Place(
            "capture-typed",
            '\'Cars race down Elm after dark #traffic @"Elm St" +"Mai Nguyen" due:fri ! #zzz\'',
            "not understood",
        ),
        Place("capture-saved", "enter", "Saved 26Q4"),
        Place("capture-complaint", "'Officer Smith was rude to me'", "ctrl+f"),
        Place("capture-hand-over", "ctrl+f", "about"),
        Place("capture-not-saved", "escape enter", "NOT SAVED", _disk_is_full),
    ),
    "form": (
        Place("form-typed", "'Dumping behind the mill #trash' tab", "Dumping behind"),
        Place("form-choices", "tab tab tab", "walk-in"),
        Place("form-wrong", "'zzz' ctrl+s", "zzz"),
        Place("form-draft", "escape", "Kept as a draft"),
        Place("introduction", "ctrl+n", "Supervisor"),
        Place("help", "escape f1", "Keys that work here"),
        Place("palette", "escape ctrl+p", "Commands"),
        Place("palette-typed", "'report'", "Report"),
        Place("strip-full", "escape escape", "2 conflicts", _status),
        Place("trouble", "", "torn", _trouble),
    ),
    "find": (
        Place("find", "f3", "Carmen Villase"),
        Place("find-query", "'nguyen'", "Mai Nguyen"),
        Place("find-list", "down", "Mai Nguyen"),
        Place("find-log", "i", "enter: next"),
        Place("find-history", "escape h", "History of"),
        Place("contact-form", "escape e", "Preferred name"),
        Place("find-nothing", "escape slash 'zzzz'", "zzzz"),
        Place(
            "find-losing-touch",
            "backspace backspace backspace backspace backspace backspace backspace backspace "
            "backspace backspace down l",
            "Not met for 120 days",
        ),
        Place("find-not-met", "l g", "not met this quarter"),
        Place("find-watch", "g b", "Watch groups"),
        Place("find-people", "p", "Captain"),
        Place("find-duplicates", "escape b d", "entered twice"),
        Place("find-merge", "u", "is kept"),
        Place("find-services", "escape d s", "Services ("),
    ),
    "today": (
        Place("today", "f4", "Due and overdue"),
        Place("today-filter", "slash 'call' down", " of "),
        Place("today-told", "home t", "Tell the resident"),
        Place("today-put-off", "escape z", "Put off"),
    ),
    "meetings": (
        Place("meetings", "f5", "Mill Street"),
        Place("meetings-new", "n", "who meets"),
        Place("minutes-to-come", "escape enter", "open actions"),
        Place("minutes-typed", "'a: Repair the light @Ruiz due:fri'", "action of Ruiz"),
        Place(
            "minutes-saved",
            "enter 'm: close the underpass at night by:Lee -> carried 5-0' enter '+ Ann Lee' enter "
            "'c: cars race at the underpass' enter 'Lee thanks the crew' enter",
            "thanks the crew",
        ),
        Place("minutes-menu", "ctrl+g", "Call to order"),
        Place("minutes-actions", "escape tab", "Repair the light"),
        Place("minutes-attendance", "tab", "Ann Lee"),
        Place("minutes-timeline", "tab", "thanks the crew"),
        Place("minutes-headcount", "ctrl+l", "Headcount"),
        Place("minutes-adjourn", "escape escape ctrl+g j", "djourn"),
        Place("minutes-held", "escape escape slash 'terraces' enter down enter", "Terraces"),
    ),
    "outreach": (
        Place("outreach", "f5 right", "Breakfast with your beat"),
        Place("outreach-form", "enter", "Volunteer hours"),
        Place("outreach-came", "escape a", "Who came"),
        Place("work", "escape right", "not corrected"),
        Place("work-new", "n", "What was it?"),
        Place("work-inquiry", "i", "Asked by"),
        Place("void", "escape v", "Nothing is deleted"),
    ),
    "training": (
        Place("training", "f6", "Fourteenth academy"),
        Place("training-new", "n", "New training session"),
        Place("check-in", "escape enter", "on the roster"),
        Place("check-in-roster", "tab", "expected"),
        Place("check-in-menu", "ctrl+g", "Sign everybody out"),
        Place("check-in-held", "escape escape escape slash 'trauma' enter enter tab", "Trauma-informed"),
        Place("check-in-score", "s", "core"),
        Place("programs", "escape escape escape right", "Waiting"),
        Place("program-new", "n", "New program"),
        Place("program", "escape enter", "accepted for"),
        Place("program-participants", "tab", "accepted for"),
        Place("program-sessions", "right", "to come"),
        Place("program-menu", "ctrl+g", "raduate"),
        Place("officers", "escape escape escape right", "Missing"),
        Place("transcript", "enter", "Training of"),
    ),
    "concerns": (
        Place("concerns", "f7", "26Q4-JDR1"),
        Place("concerns-story", "enter", "the whole form"),
        Place("concerns-history", "escape h", "History of"),
        Place("concerns-status", "escape s", "acknowledged"),
        Place("concerns-refer", "escape r", "Answer due"),
        Place("concerns-close", "escape x", "why?"),
        Place("concerns-advise", "escape a", "Recommended"),
        Place("concerns-watch", "escape k", "atch"),
        Place("concerns-told", "escape down t", "In what words"),
        Place("concerns-link", "escape up l", "Link 26Q4"),
        Place("concerns-marked", "escape space space", "2 marked"),
        Place("concerns-group", "g", "into which project"),
        Place("concerns-filter", "escape slash 'dock' down", " of "),
        Place("concerns-word", "w", "Before it is written"),
        Place("concerns-not-told", "escape slash backspace backspace backspace backspace down 3", "Not told"),
        Place("concerns-empty", "7 slash 'zzz'", "zzz"),
        Place("concerns-jump", "backspace backspace backspace down 1", "26Q4-JDR1", at_each_size="ctrl+e"),
    ),
    "problems": (
        Place("referrals", "f7 right", "acknowledged"),
        Place("referral-reply", "p", "nswer"),
        Place("referral-escalate", "escape u", "Escalate what"),
        Place("recommendations", "escape right", "undecided"),
        Place("recommendation-decide", "d", "Decision"),
        Place("recommendation-outcome", "escape o", "utcome"),
        Place("problems", "escape right", "Perhaps"),
        Place("project", "down enter", "ASSESSMENT"),
        Place("project-concerns", "c", "26Q2-JDR1-020"),
        Place("project-assess", "escape o", "what came of it"),
        Place("project-measure", "escape b", "easure"),
        Place("project-response", "escape n", "esponse"),
        Place("project-cheers", "escape down enter", "CHEERS"),
        Place("project-triangle", "escape down down enter", "riangle"),
    ),
    "reports": (
        Place("reports", "f8", "What it says"),
        Place("reports-missing", "enter", "made Fri 20 Nov"),
        Place("reports-records", "escape down down down down down enter", "Current concerns voiced"),
        Place("reports-words", "escape e", "in your own words"),
        Place("reports-choose", "escape c", "what goes in?"),
        Place("reports-preview", "escape p", "PREPARED BY"),
        Place("reports-quarters", "escape q", "Which quarter?"),
        Place("reports-issue", "escape i", "frozen"),
        Place("papers", "escape right", "minutes draft"),
        Place("papers-write", "w", "Body and Command"),
    ),
    "surveys": (
        Place("surveys", "f8 left left", "Forms"),
        Place("surveys-new", "n", "New survey"),
        Place("survey-results", "escape enter", "favorable"),
        Place("survey-look", "enter", "esc: back"),
        Place("survey-comments", "escape right", "Category"),
        Place("survey-comment", "enter", "esc: back"),
        Place("survey-category", "escape g", "ategory"),
        Place("survey-questions", "escape right", "very poor"),
        Place("key-in", "escape n ctrl+s", "Questions"),
        Place("key-in-begun", "k '143'", "Don't know"),
        Place("written", "escape escape right", "No documents yet"),
    ),
    "crime": (
        Place("crime", "f8 left left left", "Crime"),
        Place("crime-concerns", "enter", "esc: back"),
        Place("crime-import", "escape i", "CSV file"),
    ),
    "everywhere": (
        Place("login", "", "Log in at the share", _who_calls),
        Place("settings", "escape ctrl+u", "Your name"),
        Place("settings-form", "e", "Badge"),
        Place("settings-keys", "escape right", "Usual key"),
        Place("settings-new-key", "enter", "Press the new key"),
        Place("projector", "escape escape f7 ctrl+y", "PROJECTOR"),
        Place("tour", "ctrl+y f2 ctrl+w", "1 of 8"),
        Place("conflict", "escape f7 enter enter ctrl+g", "Which one holds?", _two_wrote),
    ),
    FIRST_DAY: (
        Place("first-day", "", "Nothing yet"),
        Place("first-day-find", "f3", ""),
        Place("first-day-today", "f4", ""),
        Place("first-day-meetings", "f5", "n"),
        Place("first-day-outreach", "right", "n"),
        Place("first-day-work", "right", "n"),
        Place("first-day-training", "f6", "n"),
        Place("first-day-programs", "right", "n"),
        Place("first-day-concerns", "f7", "No concern yet"),
        Place("first-day-referrals", "right", "No referral yet"),
        Place("first-day-problems", "left left", "No project yet"),
        Place("first-day-reports", "f8", "What it says"),
        Place("first-day-crime", "right right right", "Crime"),
        Place("first-day-surveys", "right", "Surveys"),
    ),
}
