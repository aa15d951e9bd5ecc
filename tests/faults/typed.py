"""Every place where the officer types something that matters: how to get there, what is typed, how it is saved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cro_tui.actions import concerns, meetings, minutes, recommendations, records, referrals, training
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
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
    referrals.acknowledge(notebook, notebook.get(referral.id))
    return {
        "mai": mai.id, "dark": dark.id, "noise": noise.id, "meeting": meeting.id, "session": session.id,
        "referral": referral.id, "advice": next(one.id for one in advice if one.KIND == "recommendation"),
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


MINUTES = ("f5", "enter")
ROSTER = ("f6", "enter")
PLACES = [
    Place("the capture line", at_once, ("enter",), made=1),
    Place("lines pasted there", pasted, ("enter",), "", made=1),
    Place("the whole form of a concern", whole_form, made=1),
    *(
        Place(f"the form of a new {kind}", new(kind), made=1)
        for kind in BY_KIND if kind not in ("referral", "report", "handover")  # a handover has words of lists alone
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
    Place("a name at check-in", keys(*ROSTER), ("enter",)),
    Place("a score", keys(*ROSTER, "tab", "s"), text="97"),
    Place("a line of the roster", keys(*ROSTER, "tab", "enter", "tab")),
    Place("a new session", keys("f6", "n"), made=1),
    Place("what the resident was told", concern_table("dark", "t")),
    Place("to whom it is referred", concern_table("noise", "r"), made=1),
    Place("what is recommended", concern_table("noise", "a"), made=1),
    Place("when to look again", concern_table("noise", "k", "tab"), text="4 Jan 2027"),
    Place("what was answered", concern_table("referral", "p", tables=1)),
    Place("to whom it is taken", concern_table("referral", "u", tables=1)),
    Place("what came of it", concern_table("advice", "o", *"done", "tab", tables=2)),
    Place("why a concern is voided", concern_table("noise", "v"), ("enter",)),
    Place("what was said with a person", found("i"), made=1),
    Place("why a person is voided", found("v"), ("enter",)),
    Place("a report's own words", section_of_report("e"), made=1),
    Place("why it is left out of a report", section_of_report("c", "x"), ("enter",), made=1),
    Place("what was told, from the day's list", line_of_today("Dark corner", "t")),
    Place("an answer, from the day's list", line_of_today("Public Works", "r")),
    Place("another day for a concern", line_of_today("Ask", "p"), text="7 Dec 2026"),
    Place("another day for an action", line_of_today("Sweep the stairs", "p"), text="7 Dec 2026"),
]  # fmt: skip
