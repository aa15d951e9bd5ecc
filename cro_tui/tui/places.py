"""What each place of the command table is for, how one gets there, and how a line is written that has a grammar.

One place, one text: the help dialog and the palette are made from it. Knows no screen; keys are named by the ids of
their commands in braces, so that the officer's own keys stand in the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cro_tui.tui.command_table.command import DIALOG, EVERYWHERE, LIST, ROOM
from cro_tui.tui.commands import key_of


class Place(NamedTuple):
    """One place, for somebody who never saw it."""

    title: str
    about: str = ""
    """What it is for, in a sentence or two; empty where its keys say it all."""
    way: str = ""
    """How one gets there from anywhere."""
    room: str = ""
    """The room in which it lies; empty where it is in several."""


_RECORD = "of a record that is open"
PLACES: Mapping[str, Place] = {
    "capture": Place("New concern", "Write down what you heard and press enter: it is saved, with a number. Nothing "
                     "but the text is needed; markers in the line say more.", "{room.capture}", "capture"),
    "find": Place("Find", "Type a few letters of a name, a number, a street, anything: people come first. ↓ leads into "
                  "the list, where letters are commands.", "{room.find}", "find"),
    "find list": Place("Found", "What fits the line above, with the card of the one under the cursor.",
                       "{room.find}, then ↓", "find"),
    "today": Place("Today", "What is due, late or waiting, whom to call back, what was typed and not saved.",
                   "{room.today}", "today"),
    "today list": Place("Today", "What is due, late or waiting, whom to call back, what was typed and not saved. "
                        "enter opens a line, a letter moves it on.", "{room.today}", "today"),
    "meetings": Place("Meetings", "", "{room.meetings}", "meetings"),
    "meeting list": Place("Meetings", "Every meeting. enter opens its minutes, which are written while it is held.",
                          "{room.meetings}", "meetings"),
    "meeting tables": Place("Tables of this room", "", "{room.meetings}", "meetings"),
    "outreach": Place("Outreach", "", "{room.meetings} →", "outreach"),
    "outreach list": Place("Outreach", "Events: who came, what it took, whom it reached.", "{room.meetings} →",
                           "outreach"),
    "work": Place("Other work", "", "{room.meetings} ← ", "work"),
    "work list": Place("Other work", "Inquiries, mediations, rumors, committees, policies, releases, incidents.",
                       "{room.meetings} ←", "work"),
    "minutes line": Place("Line of the minutes", "Type what is said; enter saves it under what was said before.",
                          "{room.meetings}, enter on a meeting", "meetings"),
    "minutes": Place("Minutes", "The minutes of one meeting: the timeline, what is owed, who attends.",
                     "{room.meetings}, enter on a meeting", "meetings"),
    "minutes entries": Place("Timeline", "What was written down. A letter turns an entry into another kind.",
                             "in the minutes, tab", "meetings"),
    "open actions": Place("Actions", "What this body owes from this meeting and from earlier ones.",
                          "in the minutes, tab", "meetings"),
    "attendance": Place("Attendance", "Who attends by name; how many are in the room is said by {minutes.headcount}.",
                        "in the minutes, tab", "meetings"),
    "training": Place("Training", "", "{room.training}", "training"),
    "training list": Place("Training sessions", "Every session. enter opens its check-in.", "{room.training}",
                           "training"),
    "training tables": Place("Tables of this room", "", "{room.training}", "training"),
    "program list": Place("Programs", "Series of sessions with people who apply, attend and graduate.",
                          "{room.training} →", "training"),
    "officer list": Place("Officers' hours", "What each officer was taught or learned, by year.", "{room.training} ←",
                          "training"),
    "program": Place("Program", "One program: who applied, who came, who graduates.",
                     "{room.training} →, enter on a program", "training"),
    "participant list": Place("Participants", "Everybody of the program, with each session as a dot.",
                              "in a program, {program.list}", "training"),
    "program sessions": Place("Sessions of the program", "enter opens the roster of one.", "in a program, →",
                              "training"),
    "program tables": Place("Tables of the program", "", "in a program", "training"),
    "roster": Place("Roster", "Who is here, since when, with what score.", "in a check-in, {checkin.roster}",
                    "training"),
    "check-in": Place("Check-in", "Type or scan a name or a badge and press enter: signed in.",
                      "{room.training}, enter on a session", "training"),
    "transcript": Place("Hours", "All hours of one person, by year and topic.", "on a roster, {roster.hours}",
                        "training"),
    "concerns": Place("Concerns", "", "{room.concerns}", "concerns"),
    "concern list": Place("Concerns", "Everything that was voiced. A letter moves the line on, or all lines that are "
                          "marked: status, refer, close, told.", "{room.concerns}", "concerns"),
    "referral list": Place("Referrals", "What was handed to somebody else, and who owes the answer.",
                           "{room.concerns} →", "concerns"),
    "recommendation list": Place("Recommendations", "What the Command Staff is asked to decide, and what came of it.",
                                 "{room.concerns} → →", "concerns"),
    "problem list": Place("Problem-solving projects", "Several concerns about one thing, taken through the four stages "
                          "of SARA. enter opens one.", "{room.concerns} ←", "concerns"),
    "concern tables": Place("Tables of this room", "", "{room.concerns}", "concerns"),
    "project": Place("Project", "", "{room.concerns} ←, enter on a project", "concerns"),
    "project lines": Place("Project", "The four stages of one problem: what is said, what is missing, what is owed.",
                           "{room.concerns} ←, enter on a project", "concerns"),
    "reports": Place("Reports", "", "{room.reports}", "reports"),
    "report list": Place("Quarterly report", "The report to the Command Staff, section by section, with what is "
                         "missing before it can go out.", "{room.reports}", "reports"),
    "paper list": Place("Minutes and training records", "What can be written to Word, a line each.",
                        "{room.reports} →", "reports"),
    "crime list": Place("Crime", "Counts of crime and of calls by type and beat, beside the quarters before; the bars "
                        "are those of the line under the cursor.", "{room.reports} → → →", "reports"),
    "survey list": Place("Surveys", "The waves of the survey: forms to print, to key in, results.",
                         "{room.reports} ← ←", "reports"),
    "document list": Place("Documents", "What was written to Word, the newest first.", "{room.reports} ←", "reports"),
    "report tables": Place("Tables of this room", "", "{room.reports}", "reports"),
    "survey": Place("Survey", "", "in Surveys, enter on a wave", "reports"),
    "survey tables": Place("Survey", "One wave: its questions, its results, what was written on the forms.",
                           "in Surveys, enter on a wave", "reports"),
    "question list": Place("Questions", "What the form asks, by topic; it can change until the first form is keyed in.",
                           "in a survey", "reports"),
    "result list": Place("Results", "Each question with its bars, n, and the wave before.", "in a survey, →",
                         "reports"),
    "comment list": Place("Comments", "What was written in words. One can become a concern.", "in a survey, ←",
                          "reports"),
    "key in": Place("Keying in", "One paper form: a key for each answer, the cursor goes on by itself.",
                    "in a survey, {survey.key_in}", "reports"),
    "item list": Place("What goes in", "The records of one section of the report, and what is left out and why.",
                       "in Reports, {reports.choose}", "reports"),
    "record": Place("Form", "Everything about one record. Save with {save}; {back} keeps what was typed as a draft. "
                    "ctrl+a selects all of a field.",
                    "{list.open} on a line", ""),
    "introduction": Place("Whose notebook", "Your name and department, for numbers and documents. It can wait.",
                          "{room.capture}, {capture.owner}", "capture"),
    "story": Place("Story", "What is known of one record.", "{list.open} on a line", ""),
    "history": Place("History", "Every change of the record: when, by whom, what it was before.", _RECORD, ""),
    "conflict list": Place("Conflict", "Two laptops said two things. Choose one, or write a third.", _RECORD, ""),
    "merge list": Place("Two that may be one", "Both side by side: take of each what is right, then make one of them.",
                        "{room.find} ↓, {find.duplicates}", "find"),
    "settings": Place("Settings", "", "{room.settings}", "settings"),
    "setting list": Place("Settings", "All that can be set, with what it is for. enter changes a line; what is changed "
                          "counts at once and stands in settings.toml.", "{room.settings}", "settings"),
    "key list": Place("Keys", "Every command with its key. enter, then press another one.", "{room.settings} →",
                      "settings"),
    "setting tables": Place("Tables of this room", "", "{room.settings}", "settings"),
    "small form": Place("What is asked", "Save with {form.save}; {dialog.close} keeps what was typed as a draft. "
                        "ctrl+a selects all of a field."),
    DIALOG: Place("Anything that is asked"),
    ROOM: Place("Any screen"),
    LIST: Place("Any list"),
    EVERYWHERE: Place("Everywhere"),
}  # fmt: skip
"""Place of the command table -> its text."""

_KEY = re.compile(r"\{([a-z._]+)\}")
_FILTER = (
    ("elm graf", "both words, in any order, anywhere in the line or in what is known of it"),
    ("26Q4", "a number or a part of one"),
)
SHEETS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "capture": (
        ("#noise", "category; the beginning is enough: #graf"),
        ('@"12 Elm St"', "place; one word without quotes: @park"),
        ('+"Mai Nguyen"', "who voiced it; with a phone: +\"Ann Lee, 555-0142\""),
        ("!", "high priority"),
        ("via:meeting", "how it reached the department: via:phone, via:email"),
        ('by:"Ofc. Diaz"', "who heard it, if not you"),
        ("heard:yesterday", 'when it was said: heard:"4 May 3pm"'),
        ("due:fri", 'when the next step is due: due:"Dec 5"'),
        ("~anon", "from somebody unnamed"),
        ("~juvenile", "restricted; also ~witness, ~dv, ~medical"),
        ("~callback", "waits for a call: the number stands on Today until you have told them"),
        ("~watch", "a potential problem, not a current concern"),
    ),
    "minutes line": (
        ("a: fix the light @Ruiz due:fri", "an action, who owes it, by when"),
        ("d: meet on the 4th", "a decision"),
        ("m: adopt it by:Lee -> carried 5-0", "a motion, who moved it, how it ended"),
        ("c: cars race on Elm #traffic", "a concern that is tracked; the markers of the capture line work in it"),
        ("+ Ann Lee", "somebody who attends"),
        ("anything else", "a note"),
    ),
    "check-in": (
        ("Ann Lee", "the name; ↓ picks one that is known"),
        ("Ann Lee, Cambridge PD", "name, agency or ID"),
        ("4711", "a badge, typed or scanned"),
    ),
    "program": (("Ann Lee, 555-0142", "name, phone or email of who applies; pasted lines are a person each"),),
    "find": (
        ("mai ng", "beginnings of words; slips of the finger and what sounds alike are found too"),
        ("555 0142", "a phone number in any form, or its last digits"),
        ("26Q4-JDR1-014", "the number of a concern"),
    ),
    LIST: _FILTER,
}  # fmt: skip
"""Place -> (what is typed, what it means), where a line has a grammar of its own."""


def with_keys(text: str, keys: Mapping[str, str]) -> str:
    """*text* with the keys in place of the ids of commands."""
    return _KEY.sub(lambda found: key_of(found[1], keys), text)


def place_of(name: str) -> Place:
    """The text of a place; one without a text is called by its name."""
    return PLACES.get(name) or Place(name.capitalize())
