"""Entered twice: pairs in Find, both side by side, merged or kept apart; watch groups with captains; the views."""

from __future__ import annotations

from datetime import datetime

import pytest

from cro_tui.actions import merging, records
from cro_tui.actions.people import log_interaction
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.outreach import Outreach
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.dialogs.merge import Merge
from cro_tui.tui.screens.record import RecordScreen
from tests.tui.officer import at_desk, settled

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")
SIZES = [(80, 24), (120, 40)]


def clock():
    return NOW


@pytest.fixture
def home(tmp_path):
    book = Notebook.open(tmp_path / "home", clock=clock)
    made = {}
    for typed in (
        {"name": "Jan Kowalczyk", "phones": "555-010-2030", "roles": "resident"},
        {"name": "Jan Kowalcyzk", "phones": "(555) 010-2030", "emails": "jan@example.org"},
        {"name": "Tim Young", "phones": "555-010-7777", "restricted_because": "juvenile"},
        {"name": "Hien Dao", "phones": "555-010-5555"},
    ):
        made[typed["name"]] = records.create(book, Contact, typed).record
    records.create(book, Concern, {"narrative": "Cars race on Oak.", "contact": made["Jan Kowalcyzk"].id})
    watch = {"name": "Elm Watch", "kind": "Neighborhood Watch", "captains": "Hien Dao (upper end);Tim Young"}
    group = records.create(book, Organization, watch).record
    records.create(book, Organization, {"name": "Food Bank", "services": "Groceries", "hours": "9-5"})
    log_interaction(book, [group], "Talked", {"date": "2026-05-04"})
    records.create(book, Outreach, {"name": "Talk", "start": "2026-05-01", "communities": "youth"})
    return tmp_path / "home"


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def view(app, pilot, *keys):
    await pilot.press("f3")
    await settled(app, pilot)
    room = app.screen
    await room.tied.wait()
    await pilot.press("down", *keys)
    await settled(app, pilot)
    return room


@pytest.mark.parametrize("size", SIZES)
async def test_a_pair_is_listed_shown_side_by_side_merged_and_taken_back(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await view(app, pilot, "d")
        assert "Jan Kowalc" in drawn(app)
        assert "same phone" in drawn(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, Merge)
        shown = drawn(app)
        assert "x: not the same" in shown or size[0] == 80
        assert "jan@example.org" in shown
        assert "filled" in shown
        await pilot.press("u")
        await settled(app, pilot)
        (jan,) = [one for one in app.desk.notebook.all(Contact) if one.name.startswith("Jan")]
        assert jan.emails == ("jan@example.org",)
        assert app.desk.notebook.all(Concern)[0].contact == jan.id
        assert "Nobody seems to have been entered twice" in drawn(app)
        assert "Merged contact" in app.status.notice
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert len(app.desk.notebook.all(Contact)) == 4
        assert room.pair_at_cursor() is not None


async def test_the_officer_takes_the_other_value_and_keeps_the_other_record(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await view(app, pilot, "d", "u")
        dialog = app.screen
        first = dialog._two[0]
        dialog._list.go_to("name")
        await pilot.press("enter", "s", "enter")
        await settled(app, pilot)
        await pilot.press("u")
        await settled(app, pilot)
        (jan,) = [one for one in app.desk.notebook.all(Contact) if one.name.startswith("Jan")]
        assert jan.id != first.id
        assert jan.name == first.name


async def test_not_the_same_takes_the_pair_off_the_list(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await view(app, pilot, "d", "enter", "x")
        await settled(app, pilot)
        assert "Nobody seems to have been entered twice" in drawn(app)
        assert "not the same" in app.status.notice
        await view(app, pilot)


async def test_two_marked_people_are_merged_and_a_person_with_an_organization_is_not(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await pilot.press("f3", *"hien")
        await settled(app, pilot)
        room = app.screen
        await room.tied.wait()
        room.rows.focus()
        room.rows.go_to(next(one.id for one in app.desk.notebook.all(Contact) if one.name == "Hien Dao"))
        await pilot.press("space", "f3", *"food")
        await settled(app, pilot)
        room.rows.focus()
        room.rows.go_to(next(one.id for one in app.desk.notebook.all(Organization) if one.name == "Food Bank"))
        await pilot.press("space", "u")
        await settled(app, pilot)
        assert app.screen is room
        assert "can't be one" in app.status.notice


async def test_restricted_values_are_masked_until_asked_for(home):
    book = Notebook.open(home, clock=clock)
    records.create(book, Contact, {"name": "Timothy Young", "phones": "555-010-7777"})
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await view(app, pilot, "d")
        key = next(key for key in room.rows.visible_keys if "(restricted)" in "".join(room.rows.row(key).cells))
        assert "Tim Young" not in drawn(app)
        room.rows.go_to(key)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "Tim Young" not in drawn(app)
        await pilot.press("m")
        await settled(app, pilot)
        assert "Tim Young" in drawn(app)
        await pilot.press("u")
        await settled(app, pilot)
        assert all(one.restricted for one in app.desk.notebook.all(Contact) if "Young" in one.name)
        assert "Young" not in app.status.notice


async def test_opening_what_was_merged_leads_to_the_other_and_its_history_has_both(home):
    book = Notebook.open(home, clock=clock)
    jan, twin = book.all(Contact)[:2]
    merging.merge(book, jan, twin)
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        app.open_record(twin.id)
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.record.id == jan.id
        await pilot.press("ctrl+r")
        await settled(app, pilot)
        told = str(app.screen._told.render())
        assert "MERGED INTO IT: “Jan Kowalcyzk”" in told
        assert "(555) 010-2030" in told


async def test_somebody_new_who_is_like_another_is_said(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        app.new_record("contact", {"name": "Hien Dao"})
        await settled(app, pilot)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "It is like “Hien Dao” (same name)" in app.status.notice


@pytest.mark.parametrize("size", SIZES)
async def test_watch_groups_with_captains_and_one_key_logs_both(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        await view(app, pilot, "b")
        shown = drawn(app)
        assert "Elm Watch" in shown
        assert "Tim Young" not in shown
        assert "overdue" in shown
        await pilot.press("i", *"Talked", "ctrl+s")
        await settled(app, pilot)
        latest = max(app.desk.notebook.all(Interaction), key=lambda one: one.date)
        assert len(latest.organizations) == 1
        names = {app.desk.notebook.get(one).name for one in latest.contacts}
        assert names == {"Hien Dao", "Tim Young"}
        assert "overdue" not in drawn(app)


async def test_captains_members_and_liaison_are_set_on_the_screen(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await view(app, pilot, "b", "p")
        assert "m shows it first" in app.status.notice  # one of its captains is restricted
        await pilot.press("m", "p")
        await settled(app, pilot)
        form = app.screen.form
        assert form.values["captains"] == "Hien Dao (upper end); Tim Young"
        form.fill({"captains": "Hien Dao (whole street)", "members": "J. Doe since 4 May 2024", "liaison": "J. Doe"})
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        group = next(one for one in app.desk.notebook.all(Organization) if one.name == "Elm Watch")
        (captain,) = group.captains
        assert (captain["area"], bool(captain["contact"])) == ("whole street", True)
        assert [(row["name"], row["since"]) for row in group.members] == [("J. Doe", "2024-05-04")]
        assert "(whole" in drawn(app)


async def test_communities_and_services_have_their_views(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await view(app, pilot, "g")
        assert "communit" in drawn(app)
        assert "youth" in "".join(app.screen.rows.visible_keys)
        await pilot.press("s")
        await settled(app, pilot)
        assert "Food Bank · Groceries" in drawn(app)


async def test_the_views_of_an_empty_notebook_say_so(tmp_path):
    async with at_desk(tmp_path, (80, 24), clock) as (app, pilot):
        for key, sentence in (("d", "entered twice"), ("b", "No Neighborhood Watch"), ("s", "No service")):
            await view(app, pilot, key)
            assert sentence in drawn(app)
            await pilot.press("escape")
            await settled(app, pilot)


async def test_today_says_which_watch_was_not_met_for_long_and_enter_leads_there(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await pilot.press("f4")
        await settled(app, pilot)
        rows = app.screen.rows
        key = next(key for key in rows.visible_keys if rows.row(key).cells[:2] == ("Not met for 120 days", "Elm Watch"))
        rows.go_to(key)
        await pilot.press("enter")
        await settled(app, pilot)
        await app.screen.tied.wait()
        await settled(app, pilot)
        assert "Watch groups and patrols" in drawn(app)
        assert "Elm Watch" in drawn(app)
