"""Outreach and other work beside the meetings: a few fields each, one key to answer, nothing restricted in sight."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from textual import events

from cro_tui.actions import outreach, records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.kinds import KINDS
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.work import Committee, Incident, Inquiry, Mediation, Rumor
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.capture import Capture
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.drafted import ASIDE
from cro_tui.tui.screens.dialogs.items import Items
from cro_tui.tui.screens.dialogs.small_form import SmallForm
from cro_tui.tui.screens.meetings import Meetings
from cro_tui.tui.screens.outreach import OutreachRoom
from cro_tui.tui.screens.record import RecordScreen
from cro_tui.tui.screens.work import WorkRoom
from tests.tui.officer import at_desk, settled, type_text

NOW = datetime(2026, 11, 24, 19, 5, tzinfo=timezone(timedelta(hours=-5)))
SIZES = [(80, 24), (120, 40)]


def now():
    return NOW


def filled(home):
    """Two events of one name, one to come; something of each other work."""
    notebook = Notebook.open(home, clock=now)
    ann = records.create(notebook, Contact, {"name": "Ann Lee", "phones": "555-0142"}).record
    hidden = records.create(notebook, Contact, {"name": "Nguyet Hidden", "restricted_because": "witness"}).record
    coffee = {"name": "Coffee with a Cop", "kind": "coffee", "place": "Anchor Diner"}
    outreach.log_event(notebook, {**coffee, "start": "3 Nov 2026 9:00", "attendance": "24", "communities": "seniors"})
    outreach.log_event(notebook, {**coffee, "start": "1 Dec 2026 9:00"})
    outreach.log_event(
        notebook, {"name": "Talk at the shelter", "start": "5 Nov 2026", "restricted_because": "witness"}
    )
    inquiry = {"subject": "Stops on Elm", "source": "media", "contact": ann.id, "asked": "24 Nov 2026 16:05"}
    records.create(notebook, Inquiry, inquiry)
    records.create(notebook, Inquiry, {"subject": "Old question", "asked": "2 Nov 2026"})
    records.create(notebook, Rumor, {"rumor": "The school closes", "heard": "20 Nov 2026"})
    parties = [ann.id, hidden.id]
    records.create(
        notebook, Mediation, {"dispute": "Fence of Nguyet Hidden", "parties": parties, "follow_up": "1 Dec 2026"}
    )
    records.create(notebook, Committee, {"name": "Safe Streets", "role": "member", "since": "1 Jan 2025"})
    records.create(notebook, Incident, {"kind": "pursuit", "date": "10 Nov 2026"})


def of(home, kind):
    return Notebook.open(home, clock=now).all(kind)


def shown(widget):
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


def seen(app):
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


async def go(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)
        if isinstance(app.screen, WorkRoom):
            await app.screen.loaded.wait()
            await pilot.pause()
    return app.screen


# The tables


@pytest.mark.parametrize("size", SIZES)
async def test_the_room_opens_on_meetings_and_arrows_lead_on(tmp_path, size):
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        assert isinstance(await go(app, pilot, "f5"), Meetings)
        for label in ("Meetings", "Outreach", "Other work"):
            assert label in seen(app)
        assert isinstance(await go(app, pilot, "right"), OutreachRoom)
        assert "n notes one" in seen(app)
        assert isinstance(await go(app, pilot, "right"), WorkRoom)
        assert "n notes an inquiry" in seen(app)
        assert isinstance(await go(app, pilot, "right"), Meetings)
        assert isinstance(await go(app, pilot, "left"), WorkRoom)
        assert isinstance(await go(app, pilot, "escape"), Capture)


async def test_the_key_of_the_room_leads_back_to_the_meetings(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await go(app, pilot, "f5", "right", "f4")
        assert isinstance(await go(app, pilot, "f5"), Meetings)


async def test_a_click_on_a_name_leads_there(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5")
        await pilot.click(room.tables, offset=(13, 0))
        await settled(app, pilot)
        assert isinstance(app.screen, OutreachRoom)


# Outreach


@pytest.mark.parametrize("size", SIZES)
async def test_events_to_come_stand_first_and_what_is_restricted_is_masked(tmp_path, size):
    filled(tmp_path)
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5", "right")
        lines = [line for line in shown(room.rows).splitlines()[1:] if line.strip()]
        assert ["1 Dec" in lines[0], "5 Nov" in lines[1], "3 Nov" in lines[2]] == [True] * 3
        assert "shelter" not in seen(app)
        assert "24" in lines[2]
        await go(app, pilot, "m")
        assert "Talk at the shelter" in seen(app)
        await go(app, pilot, "slash", *"coffee", "down")
        assert room.rows.line_count == 2


@pytest.mark.parametrize("size", SIZES)
async def test_an_event_is_noted_in_a_few_keys_like_the_last_of_its_name(tmp_path, size):
    filled(tmp_path)
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5", "right")
        await go(app, pilot, "n")
        await type_text(pilot, "Coffee with a Cop")
        await settled(app, pilot)
        assert app.screen.form.values["place"] == "Anchor Diner"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.screen is room
        (made,) = [one for one in of(tmp_path, Outreach) if one.start[:10] == "2026-11-24"]
        assert (made.kind, made.communities) == ("Coffee with a Cop", ("seniors",))
        assert room.rows.cursor_key == made.id
        await go(app, pilot, "a", *"31", "ctrl+s")
        assert app.status.notice == "Noted who came to outreach “Coffee with a Cop”: 31 people"
        await go(app, pilot, "ctrl+z")
        assert Notebook.open(tmp_path).get(made.id).attendance is None


async def test_a_concern_from_an_event_belongs_to_it_and_leads_back(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5", "right", "end")
        await go(app, pilot, "c")
        assert isinstance(app.screen, Capture)
        assert "Voiced at Coffee with a Cop, 2026-11-03" in seen(app)
        await type_text(pilot, "Lights out #infra")
        await go(app, pilot, "enter")
        assert app.screen is room
        (concern,) = of(tmp_path, Concern)
        event = next(one for one in of(tmp_path, Outreach) if one.start[:10] == "2026-11-03")
        assert (event.concerns, concern.heard[:10], event.id in concern.links) == ((concern.id,), "2026-11-03", True)
        await go(app, pilot, "f2", *"Noise", "enter")
        assert isinstance(app.screen, Capture)
        assert [one.links for one in of(tmp_path, Concern) if one.summary == "Noise"] == [()]


async def test_who_leaves_the_line_for_elsewhere_is_at_the_event_no_longer(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await go(app, pilot, "f5", "right", "c")
        await go(app, pilot, "f9", "x")
        assert "Voiced at" in seen(app)
        await go(app, pilot, "f4", "f2")
        assert "Voiced at" not in seen(app)


async def test_enter_opens_the_form_and_v_voids_with_a_reason(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5", "right")
        await go(app, pilot, "enter")
        assert isinstance(app.screen, RecordScreen)
        await go(app, pilot, "escape", "v", *"test entry", "enter")
        assert app.screen is room
        assert len(of(tmp_path, Outreach)) == 2
        assert room.rows.count == 2


# Other work


@pytest.mark.parametrize("size", SIZES)
async def test_all_work_stands_in_one_list_in_views(tmp_path, size):
    filled(tmp_path)
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5", "left")
        assert room.rows.count == 6
        assert "Hidden" not in seen(app)
        assert "pursuit" in seen(app)
        for number, count in enumerate((4, 6, 2, 1, 1, 1, 0, 0, 1), 1):
            await go(app, pilot, str(number))
            assert room.rows.count == count, number
        await go(app, pilot, "1")
        assert ["Stops on Elm" in shown(room.rows), "Safe Streets" in shown(room.rows)] == [True, False]


LETTERS = [("i", Inquiry, "subject"), ("m", Mediation, "dispute"), ("r", Rumor, "rumor"), ("c", Committee, "name")]


@pytest.mark.parametrize(("letter", "kind", "field"), LETTERS, ids=lambda one: getattr(one, "KIND", str(one)))
async def test_a_letter_and_a_line_note_it(tmp_path, letter, kind, field):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5", "left", "1")
        await go(app, pilot, "n")
        assert isinstance(app.screen, Choose)
        await go(app, pilot, letter)
        assert isinstance(app.screen, SmallForm)
        await type_text(pilot, "Something new")
        await go(app, pilot, "ctrl+s")
        (made,) = of(tmp_path, kind)
        assert getattr(made, field) == "Something new"
        assert app.screen is room
        assert room.rows.cursor_key == made.id


def all_at_once(app, *keys):
    """Presses them before the first one is looked at."""
    for key in keys:
        app.post_message(events.Key({" ": "space"}.get(key, key), key if len(key) == 1 else None))


@pytest.mark.parametrize("how", [("m",), ("down", "enter")], ids=["a letter", "an arrow"])
async def test_what_is_typed_fast_after_the_letter_lands_in_the_form(tmp_path, how):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await go(app, pilot, "f5", "left")
        if how == ("m",):
            all_at_once(app, "n", "m", *"Loud parrot on a roof")
            await settled(app, pilot)
        else:
            await go(app, pilot, "n", *how, *"Loud parrot on a roof")
        await go(app, pilot, "ctrl+s")
        assert [one.dispute for one in of(tmp_path, Mediation)] == ["Loud parrot on a roof"]


async def test_two_letters_at_once_choose_the_first_and_close_one_dialog(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        given = []
        app.push_screen(Choose("Which?", [Option("one", "One", "o"), Option("two", "Two", "t")]), given.append)
        await settled(app, pilot)
        all_at_once(app, "o", "t", "o")
        await settled(app, pilot)
        assert given == ["one"]
        assert isinstance(app.screen, Capture)


@pytest.mark.parametrize("size", SIZES)
async def test_every_form_fits_the_screen(tmp_path, size):
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        await go(app, pilot, "f5", "left")
        for letter in "imrcpeo":
            await go(app, pilot, "n", letter)
            assert "esc: leave it" in seen(app)
            await go(app, pilot, "escape")


async def test_an_incident_takes_a_word_of_the_list_and_nothing_else(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await go(app, pilot, "f5", "left", "n", "o", *"Ofc. Smith", "ctrl+s")
        assert isinstance(app.screen, SmallForm)
        assert of(tmp_path, Incident) == []
        await go(app, pilot, *["backspace"] * 10, *"purs", "ctrl+s")
        assert [one.kind for one in of(tmp_path, Incident)] == ["pursuit"]


@pytest.mark.parametrize("key", ["p", "d"])
async def test_an_inquiry_is_answered_and_says_how_long_it_took(tmp_path, key):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5", "left", "1")
        await go(app, pilot, key)
        await type_text(pilot, "None in the quarter.")
        await go(app, pilot, "ctrl+s")
        assert app.status.notice == "Answered inquiry “Stops on Elm”, after 3 hours"
        assert "Stops on Elm" not in shown(room.rows)
        await go(app, pilot, "ctrl+z")
        assert "Stops on Elm" in shown(room.rows)


async def test_a_rumor_is_put_right_and_a_look_and_a_service_are_done_with_one_key(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await go(app, pilot, "f5", "left", "5", "p", *"It stays open.", "ctrl+s")
        assert of(tmp_path, Rumor)[0].corrected == "2026-11-24"
        await go(app, pilot, "6", "d")
        assert of(tmp_path, Committee)[0].until == "2026-11-24"
        await go(app, pilot, "4", "d")
        assert isinstance(app.screen, SmallForm)
        assert "Hidden" not in seen(app)
        await go(app, pilot, *"agreement", "tab", "ctrl+a", "backspace", "ctrl+s")
        await go(app, pilot, "9", "d")
        assert "enter opens it" in app.status.notice


async def test_what_another_window_saves_shows_here(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        room = await go(app, pilot, "f5", "left")
        made = records.create(Notebook.open(tmp_path, clock=now), Rumor, {"rumor": "Bridge shut"}).record
        app.desk.poll()
        await settled(app, pilot)
        assert made.id in room.rows.visible_keys
        records.void(Notebook.open(tmp_path, clock=now), made, "test entry")
        app.desk.poll()
        await settled(app, pilot)
        assert made.id not in room.rows.visible_keys


# Today


async def test_today_lists_it_and_its_letters_move_it_on(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        room = await go(app, pilot, "f4")
        await room.gathered.wait()
        assert "Inquiries and rumors (3)" in seen(app)
        assert "Coffee with a Cop" in seen(app)
        lines = {" ".join(room.rows.row(key).cells): key for key in room.items}
        rumor = next(key for text, key in lines.items() if "school closes" in text)
        room.rows.go_to(rumor)
        await go(app, pilot, "p", *"It stays open.", "ctrl+s")
        await room.gathered.wait()
        assert of(tmp_path, Rumor)[0].correction == "It stays open."
        assert "Inquiries and rumors (2)" in seen(app)
        inquiry = next(key for text, key in lines.items() if "Stops on Elm" in text)
        assert "Ann Lee" in inquiry or "Ann Lee" in " ".join(room.rows.row(inquiry).cells)
        room.rows.go_to(inquiry)
        await go(app, pilot, "z", *"7 Dec 2026", "enter")
        assert [one.due for one in of(tmp_path, Inquiry) if one.due] == ["2026-12-07"]
        look = next(key for text, key in lines.items() if "Fence" in text)
        room.rows.go_to(look)
        await go(app, pilot, "d")
        assert of(tmp_path, Mediation)[0].follow_up == ""


async def test_every_section_of_the_report_that_has_items_lets_them_be_chosen(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        room = await go(app, pilot, "f8")
        while room.drawn is None:
            await settled(app, pilot)
        chosen = {}
        for section in room.facts.chosen_out:
            lines = room.lines.lines
            room.report.go_to(next(key for key, line in lines.items() if line.section == section))
            await go(app, pilot, "c")
            if isinstance(app.screen, Items):
                chosen[section] = len(app.screen._items)
                await go(app, pilot, "escape")
        assert (chosen["outreach"], chosen["work"]) == (2, 5)


def test_no_field_is_called_like_what_a_draft_notes_besides():
    """It would be lost from the draft."""
    assert [name for kind in KINDS for name in kind.FIELDS if name in ASIDE] == []


async def test_places_of_meetings_and_events_name_no_restricted_person(tmp_path):
    notebook = Notebook.open(tmp_path, clock=now)
    hidden = records.create(notebook, Contact, {"name": "Nguyet Hidden", "restricted_because": "witness"}).record
    at = {"place": "Home of Nguyet Hidden"}
    secret = {"place": "House on Oak", "restricted_because": "witness"}
    records.create(notebook, Outreach, {"name": "Fair", "start": "2 Nov 2026", "contacts": [hidden.id], **at})
    records.create(notebook, Outreach, {"name": "Talk", "start": "3 Nov 2026", **secret})
    there = [{"name": "Nguyet Hidden", "contact": hidden.id}]
    records.create(notebook, Meeting, {"body": "Watch", "start": "4 Nov 2026 19:00", "attendance": there, **at})
    records.create(notebook, Meeting, {"body": "Board", "start": "5 Nov 2026 19:00", **secret})
    async with at_desk(tmp_path, (170, 40), clock=now) as (app, pilot):
        for keys in (("f5",), ("right",), ("f8", "right")):
            await go(app, pilot, *keys)
            assert "Home of (restricted)" in seen(app)
            assert "Oak" not in seen(app)
            await go(app, pilot, "m")
            assert "House on Oak" in seen(app)
            await go(app, pilot, "m")
        await go(app, pilot, "f5")
        for meeting in notebook.all(Meeting):
            app.screen.rows.go_to(meeting.id)
            await go(app, pilot, "enter")
            assert "Hidden" not in seen(app)
            assert "Oak" not in seen(app)
            await go(app, pilot, "escape")
