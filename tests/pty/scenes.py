"""What an officer types without waiting: jobs as strings of keys, each with what must have come of it.

A key that changes the screen stands between `|`: there a slow hand pauses, and a fast one does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cro_tui.actions.capture import capture
from cro_tui.actions.meetings import call_to_order
from cro_tui.actions.records import create
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook

F2, F3, F4, F5, F6, F7, F8, F9 = (
    "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~",
)  # fmt: skip
UP, DOWN, RIGHT = "\x1b[A", "\x1b[B", "\x1b[C"
ENTER, TAB, ESC, SAVE, UNDO = "\r", "\t", "\x1b", "\x13", "\x1a"
PEOPLE = ("Mai Nguyen", "Duc Nguyen", "Ana Ruiz", "Ben Ortiz", "Ola Quist", "Tom Reyes", "Uma Velez", "Ian Wick")


def furnished_home(home: Path) -> Notebook:
    """A notebook with a few people, three concerns with residents to tell, a meeting under way, a session."""
    notebook = Notebook.open(home)
    for number, name in enumerate(PEOPLE):
        create(notebook, Contact, {"name": name, "phones": f"(603) 555-01{number:02}"})
    for text in ("Lamp out on Elm", "Cars race on Oak", "Dogs bark on Ash"):
        capture(notebook, f'{text} +"Mai Nguyen"')
    create(notebook, Training, {"title": "De-escalation"})
    call_to_order(notebook, create(notebook, Meeting, {"body": "Northside"}).record)
    return notebook


def narratives(notebook: Notebook) -> list[str]:
    """The words of all concerns."""
    return [one.narrative for one in notebook.all(Concern)]


def concern(notebook: Notebook, words: str) -> Concern:
    """The concern that begins with *words*."""
    (found,) = (one for one in notebook.all(Concern) if one.narrative.startswith(words))
    return found


def entries(notebook: Notebook, body: str) -> list[tuple[str, str]]:
    """The minutes of *body*: kind and text."""
    return [(e["kind"], e["text"]) for one in notebook.all(Meeting) if one.body == body for e in one.entries]


def roster(notebook: Notebook, title: str) -> list[str]:
    """Who is on the roster of *title*."""
    return [row["name"] for one in notebook.all(Training) if one.title == title for row in one.roster]


@dataclass(frozen=True)
class Scene:
    """Something that is typed, and what is asked of the notebook afterwards."""

    name: str
    keys: str
    """With ``|`` where a screen changes."""
    came: Callable[[Notebook], bool]


SCENES = (
    Scene("two concerns, another room between", f"first thing{ENTER}|{F3}|nobody|{F2}|second thing{ENTER}",
          lambda book: narratives(book)[-2:] == ["first thing", "second thing"]),
    Scene("a line begun, left, gone on with", f"cars race|{F4}|{F6}|{F2}| again{ENTER}",
          lambda book: narratives(book)[-1] == "cars race again"),
    Scene("all rooms in turn", f"{F3}|{F4}|{F5}|{F6}|{F7}|{F8}|{F2}|through all of them{ENTER}",
          lambda book: narratives(book)[-1] == "through all of them"),
    Scene("a person found, a concern of theirs", f"{F3}|quist|{DOWN}c|Noise at night{ENTER}",
          lambda book: concern(book, "Noise at night").contact == next(
              one.id for one in book.all(Contact) if one.name == "Ola Quist")),
    Scene("a new meeting and its first lines", f"{F5}|n|Riverbend{SAVE}|opened{ENTER}a: fix the light @Ruiz{ENTER}",
          lambda book: entries(book, "Riverbend") == [("note", "opened"), ("action", "fix the light")]),
    Scene("minutes, a concern beside them, minutes",
          f"{F5}|{ENTER}|before{ENTER}|{F2}|Lights out{ENTER}|after{ENTER}",
          lambda book: entries(book, "Northside") == [("note", "before"), ("note", "after")]
          and "Lights out" in narratives(book)),
    Scene("a new session and its roster", f"{F6}|n|Stops{SAVE}|Ana Ruiz{ENTER}Pat Doe, 4711{ENTER}Kim Lee{ENTER}",
          lambda book: roster(book, "Stops") == ["Ana Ruiz", "Pat Doe", "Kim Lee"]),
    Scene("the second concern referred", f"{F7}|{DOWN}r|Public Works{SAVE}",
          lambda book: [(one.of, one.to) for one in book.all(Referral)]
          == [(concern(book, "Cars race").id, "Public Works")]),
    Scene("closed and told in words", f"{F7}|x|{ENTER}|fixed it{SAVE}",
          lambda book: (concern(book, "Dogs bark").status, concern(book, "Dogs bark").told_how)
          == ("closed", "phone: fixed it")),
    Scene("filtered, then recommended", f"{F7}|/lamp{ENTER}a|More lamps{SAVE}",
          lambda book: [(one.text, list(one.answers)) for one in book.all(Recommendation)]
          == [("More lamps", [concern(book, "Lamp out").id])]),
    Scene("a dialog left by a room's key", f"{F7}|r|Pub|{F2}|on the way{ENTER}",
          lambda book: narratives(book)[-1] == "on the way"),
    Scene("the whole form", f"Rats|{TAB}|{SAVE}|{F2}|after the form{ENTER}",
          lambda book: narratives(book)[-2:] == ["Rats", "after the form"]),
    Scene("saved, undone, typed again", f"wrong one{ENTER}{UNDO}|{3 * chr(127)}two{ENTER}",
          lambda book: [one.narrative for one in book.all(Concern) if not one.is_voided][-1] == "wrong two"),
    Scene("blanked while typing", f"half a|{F9}|x| line{ENTER}", lambda book: narratives(book)[-1] == "half a line"),
)  # fmt: skip
