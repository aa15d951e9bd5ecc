"""Every place where the officer types something that matters: how to get there, what is typed, how it is saved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cro_tui.actions import (
    concerns,
    meetings,
    minutes,
    problems,
    programs,
    recommendations,
    records,
    referrals,
    surveys,
    training,
)
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.training import Training
from cro_tui.model.work import Inquiry, Mediation, Rumor
from cro_tui.store.notebook import Edit, Notebook
from tests.tui.officer import settled

NOW = datetime.fromisoformat("2026-11-24T19:05:00-05:00")
HALF = "half a sentence"


def now():
    """The clock stands."""
    return NOW


def filled(home) -> dict[str, str]:
    """A notebook with something in each room; ids by name."""
    notebook = Notebook.open(home, clock=now)
    mai = records.create(notebook, Contact, {"name": "Mai Nguyen", "phones": "555-010-4040"}).record
    records.create(notebook, Organization, {"name": "Elm Watch", "kind": "Neighborhood Watch"})
    dark = {"narrative": "Dark corner.", "contact": mai.id, "callback": True, "next_action": "Ask", "due": "2026-11-25"}
    dark = records.create(notebook, Concern, dark).record
    referral = next(one for one in concerns.refer(notebook, dark, "Public Works").records if one.KIND == "referral")
    advice = recommendations.recommend(notebook, "More lamps", [notebook.get(dark.id)]).records
    noise = records.create(notebook, Concern, {"narrative": "Noise at night."}).record
    for place in ("Elm Street", "Oak Avenue"):
        notebook.save([Edit(noise.id, noise.KIND, {"place": place}, noise)])
    start = (NOW - timedelta(minutes=5)).isoformat(timespec="minutes")
    meeting = records.create(notebook, Meeting, {"body": "Northside", "start": start}).record
    meeting = meetings.call_to_order(notebook, meeting).record
    minutes.minute(notebook, meeting, "opened", "a: Fix the light due:wed", "a: Sweep the stairs due:wed")
    session = records.create(notebook, Training, {"title": "First aid", "start": start}).record
    training.check_in(notebook, session, "Alex Rivera, SPD 4411")
    academy = programs.make(notebook, {"title": "Academy", "sessions_planned": "1"}, first="10 Nov 2026").record
    academy = programs.apply(notebook, academy, "Ana Ruiz").record
    academy = programs.answer(notebook, academy, [academy.participants[0]["id"]], "accepted").record
    training.check_in(notebook, next(one for one in notebook.all(Training) if one.program == academy.id), "Ana Ruiz")
    referrals.acknowledge(notebook, notebook.get(referral.id))
    lanes = problems.begin(notebook, "Trash in the lanes").record
    problems.respond(notebook, lanes, {"what": "Rinse the lanes", "owner": "Works", "due": "2026-11-25"})
    records.create(notebook, Outreach, {"name": "Coffee with a Cop"})
    records.create(notebook, Inquiry, {"subject": "Stops on Elm"})
    records.create(notebook, Rumor, {"rumor": "The school closes"})
    records.create(notebook, Mediation, {"dispute": "A fence", "outcome": "agreement"})
    records.create(notebook, Organization, {"name": "Open Pantry", "services": "Food boxes"})
    asked = surveys.start(notebook, {"title": "Town survey", "opened": "2026-11-01"}).record
    surveys.key_in(notebook, asked, {"perf1": "4"}, "Sweep Oak Avenue.")
    surveys.start(notebook, {"title": "Next survey"})
    return {
        "mai": mai.id, "dark": dark.id, "noise": noise.id, "meeting": meeting.id, "session": session.id,
        "lanes": lanes.id, "referral": referral.id,
        "advice": next(one.id for one in advice if one.KIND == "recommendation"),
    }  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One place."""

    name: str
    reach: Callable[[object, object, dict[str, str]], Awaitable[None]]
    """(app, pilot, ids): gets there, with the cursor where the text goes."""
    save: tuple[str, ...] = ("ctrl+s",)
    text: str = HALF
    made: int = 0
    """How many records saving it makes."""
    changes: int = 1
    asked: str = ""
    """What must be filled in besides before it can be saved: a field of the form, with `given` as its text."""
    given: str = ""


async def at_once(app, pilot, ids):
    """The capture line has the cursor from the start."""


async def whole_form(app, pilot, ids):
    await pilot.press(*"Lamp out ", "tab")
    await settled(app, pilot)
    app.screen.form.go_to("place")


async def pasted(app, pilot, ids):
    from textual import events

    app.screen.line.post_message(events.Paste(f"first line\n{HALF}"))
    await settled(app, pilot)


def keys(*pressed: str):
    async def reach(app, pilot, ids):
        for key in pressed:
            await pilot.press(key)
            await settled(app, pilot)

    return reach


def new(kind: str):
    async def reach(app, pilot, ids):
        app.new_record(kind)
        await settled(app, pilot)
        app.screen.form.go_to(BY_KIND[kind].TITLE)

    return reach


def form(name: str, field: str):
    async def reach(app, pilot, ids):
        app.open_record(ids[name])
        await settled(app, pilot)
        app.screen.form.go_to(field)

    return reach


def over_form(name: str, *pressed: str):
    async def reach(app, pilot, ids):
        app.open_record(ids[name])
        await settled(app, pilot)
        await keys(*pressed)(app, pilot, ids)

    return reach


def concern_table(name: str, *pressed: str, tables: int = 0):
    async def reach(app, pilot, ids):
        await keys("f7")(app, pilot, ids)
        room = app.screen
        await room.loaded.wait()
        await keys(*["right"] * tables, "2")(app, pilot, ids)
        room.rows.go_to(ids[name])
        room.rows.focus()
        await keys(*pressed)(app, pilot, ids)

    return reach


def project_line(beginning: str, *pressed: str):
    async def reach(app, pilot, ids):
        await keys("f7")(app, pilot, ids)
        room = app.screen
        await room.loaded.wait()
        await keys("left", "7")(app, pilot, ids)
        room.rows.go_to(ids["lanes"])
        await keys("enter")(app, pilot, ids)
        rows = app.screen.rows
        rows.go_to(next(key for key in rows.visible_keys if key.startswith(beginning)))
        await keys(*pressed)(app, pilot, ids)

    return reach


def line_of_today(text: str, *pressed: str):
    async def reach(app, pilot, ids):
        await keys("f4")(app, pilot, ids)
        rows = app.screen.rows
        rows.go_to(next(key for key in rows.visible_keys if text in " ".join(rows.row(key).cells)))
        await keys(*pressed)(app, pilot, ids)

    return reach


def found(*pressed: str):
    async def reach(app, pilot, ids):
        await keys("f3", *"mai", "down", *pressed)(app, pilot, ids)

    return reach


def found_concern(*pressed: str):
    async def reach(app, pilot, ids):
        await keys("f3", *"noise", "down", *pressed)(app, pilot, ids)

    return reach


def found_service(*pressed: str):
    async def reach(app, pilot, ids):
        await keys("f3", *"pantry", "down", *pressed)(app, pilot, ids)

    return reach


def group_found(*pressed: str):
    async def reach(app, pilot, ids):
        await keys("f3", *"elm watch", "down", *pressed)(app, pilot, ids)

    return reach


def section_of_report(*pressed: str):
    async def reach(app, pilot, ids):
        await keys("f8")(app, pilot, ids)
        room = app.screen
        while room.drawn is None:
            await settled(app, pilot)
        lines = room.lines.lines
        room.report.go_to(next(key for key, line in lines.items() if line.section == "current"))
        await keys(*pressed)(app, pilot, ids)

    return reach


async def third_value(app, pilot, ids):
    await over_form("noise", "ctrl+g")(app, pilot, ids)
    app.screen.query_one("#third").focus()


def program(*pressed: str):
    return keys("f6", "right", "enter", *pressed)


WORDLESS = ("handover", "incident")
"""Kinds that take words of lists alone."""
MINUTES = ("f5", "enter")
ROSTER = ("f6", "enter")
SURVEYS = ("f8", "left", "left")
PLACES = [
    Place("the capture line", at_once, ("enter",), made=1),
    Place("lines pasted there", pasted, ("enter",), "", made=1),
    Place("the whole form of a concern", whole_form, made=1),
    *(
        Place(f"the form of a new {kind}", new(kind), made=1)
        for kind in BY_KIND if kind not in ("referral", "response", "report", "crime", *WORDLESS)
    ),
    Place("the form of a new referral", new("referral"), made=1, asked="of", given="Noise at night"),
    Place("the form of a concern", form("dark", "assigned")),
    Place("the form of a contact", form("mai", "notes")),
    Place("the form of a meeting", form("meeting", "place")),
    Place("why a record is voided, over its form", over_form("dark", "ctrl+o"), ("enter",)),
    Place("a third value", third_value, ("enter",)),
    Place("whose notebook it is", keys("ctrl+n"), changes=0),
    Place("a line of minutes", keys(*MINUTES), ("enter",)),
    Place("a correction of the minutes", keys(*MINUTES, "up", "up", "up"), ("enter",)),
    Place("an action of the minutes", keys(*MINUTES, "tab", "end", "enter")),
    Place("how many are in the room", keys(*MINUTES, "ctrl+l"), text="412"),
    Place("when they meet next", keys(*MINUTES, "ctrl+g", "j"), text="9 Dec 2026"),
    Place("a new meeting", keys("f5", "n"), made=1),
    Place("a new survey", keys(*SURVEYS, "n"), made=1),
    Place("a comment on a survey form", keys(*SURVEYS, "k", "4", "c"), ("ctrl+s", "ctrl+s"), made=1),
    Place("a question of a survey", keys(*SURVEYS, "enter", "n")),
    Place("a concern of a comment", keys(*SURVEYS, "down", "enter", "right", "c", "tab"), made=1),
    Place("a new outreach event", keys("f5", "right", "n"), made=1),
    Place("who came to an event", keys("f5", "right", "a"), text="412"),
    Place("a concern from an event", keys("f5", "right", "c"), ("enter",), made=1),
    Place("why an event is voided", keys("f5", "right", "v"), ("enter",)),
    *(
        Place(f"a new {name} in a few fields", keys("f5", "left", "n", letter), made=1)
        for name, letter in (("inquiry", "i"), ("mediation", "m"), ("rumor", "r"), ("committee", "c"), ("policy", "p"),
                             ("release", "e"))
    ),
    Place("an answer to an inquiry", keys("f5", "left", "3", "p")),
    Place("how a rumor is put right", keys("f5", "left", "5", "p")),
    Place("when a mediation is looked at again", keys("f5", "left", "4", "p", "tab"), text="7 Dec 2026"),
    Place("why an inquiry is voided", keys("f5", "left", "3", "v"), ("enter",)),
    Place("an answer to an inquiry, from the day's list", line_of_today("Stops on Elm", "p")),
    Place("a name at check-in", keys(*ROSTER), ("enter",)),
    Place("a score", keys(*ROSTER, "tab", "s"), text="97"),
    Place("a line of the roster", keys(*ROSTER, "tab", "enter", "tab")),
    Place("a new session", keys("f6", "n"), made=1),
    Place("a new program", keys("f6", "right", "n"), made=1),
    Place("an application to a program", program(), ("enter",)),
    Place("a participant of a program", program("tab", "home", "enter")),
    Place("a further session of a program", program("tab", "n", "tab", "tab"), made=1),
    Place("when they graduate", program("tab", "g", *["backspace"] * 15), text="23 Nov 2026"),
    Place("what the resident was told", concern_table("dark", "t")),
    Place("to whom it is referred", concern_table("noise", "r"), made=1),
    Place("what is recommended", concern_table("noise", "a"), made=1),
    Place("when to look again", concern_table("noise", "k", "tab"), text="4 Jan 2027"),
    Place("what was answered", concern_table("referral", "p", tables=1), asked="answered_by", given="Lee"),
    Place("to whom it is taken", concern_table("referral", "u", tables=1)),
    Place("what came of it", concern_table("advice", "o", *"done", "tab", tables=2)),
    Place("the title of a project", concern_table("noise", "g", "1"), made=1),
    Place("what a stage of a project says", project_line("statement", "enter")),
    Place("a response", project_line("statement", "n")),
    Place("a line of the responses", project_line("response ", "enter", "tab")),
    Place("a measure", project_line("statement", "b")),
    Place("who owns a project", project_line("statement", "p", "tab")),
    Place("another day for a response", line_of_today("Rinse the lanes", "z"), text="7 Dec 2026"),
    Place("why a concern is voided", concern_table("noise", "v"), ("enter",)),
    Place("what was said with a person", found("i"), made=1),
    Place("why a person is voided", found("v"), ("enter",)),
    Place("the captains of a group", group_found("p"), text=HALF),
    Place("a report's own words", section_of_report("e"), made=1),
    Place("why it is left out of a report", section_of_report("c", "x"), ("enter",), made=1),
    Place("what was told, from the day's list", line_of_today("Dark corner", "t")),
    Place("an answer, from the day's list", line_of_today("Public Works", "p"), asked="answered_by", given="Lee"),
    Place("to whom it is taken, from the day's list", line_of_today("Public Works", "u")),
    Place("to whom it is referred, from the day's list", line_of_today("Ask", "r"), made=1),
    Place("who is sent to a service", found_service("r", "tab"), made=1, asked="of", given="Mai Nguyen"),
    Place("to whom it is referred, from what was found", found_concern("r"), made=1),
    Place("why it is taken further up", concern_table("referral", "u", "tab", "tab", tables=1),
          asked="to", given="Chief"),
    Place("another day for a concern", line_of_today("Ask", "z"), text="7 Dec 2026"),
    Place("another day for an action", line_of_today("Sweep the stairs", "z"), text="7 Dec 2026"),
    Place("a setting", keys("ctrl+u", "enter"), changes=0),
    Place("a list of words", keys("ctrl+u", "slash", *"dispositions", "enter", "enter"), changes=0),
]  # fmt: skip
