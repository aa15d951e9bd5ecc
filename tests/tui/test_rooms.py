"""Rooms: keys typed after a room's key land in it, blanking hides everything, help says what works here."""

from __future__ import annotations

import pytest

from cro_tui.actions import records
from cro_tui.model.problem import Problem
from cro_tui.store.notebook import Notebook
from cro_tui.tui.desk import Refused
from cro_tui.tui.screens.problem import ProblemScreen
from tests.tui.officer import at_desk, settled
from tests.tui.rooms import Foundation


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_keys_after_a_function_key_land_in_that_rooms_field():
    app = Foundation()
    async with app.run_test() as pilot:
        await pilot.press("f3", *"elm", "f2", *"Cars race", "f3", *" 12")
        assert app.screen.search.field.value == "elm 12"
        await pilot.press("f2")
        assert app.screen.line.value == "Cars race"


async def test_escape_leads_back_to_where_one_was():
    app = Foundation()
    async with app.run_test() as pilot:
        await pilot.press("f3", "escape")
        assert app.current_mode == "capture"
        await pilot.press("a")
        assert app.screen.line.value == "a"


async def test_the_keys_fit_eighty_columns_with_all_rooms():
    app = Foundation()
    app.absent_commands = frozenset()
    async with app.run_test(size=(80, 24)):
        app.screen.show_keys()
        assert "F1 Help" in app.screen.bar.render_line(1).text


@pytest.mark.parametrize(
    ("key", "saves"),
    [("f2", True), ("f3", False), ("f4", False), ("f5", False), ("f6", False), ("f7", False), ("f8", False)],
)
async def test_only_where_something_is_saved_the_keys_say_so(tmp_path, key, saves):
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        await pilot.press(key)
        await settled(app, pilot)
        bar = app.screen.bar
        assert any("ctrl+s Save" in bar.render_line(y).text for y in range(bar.size.height)) == saves
        await pilot.press("f1", *"save what")
        await settled(app, pilot)
        assert ("Save what is on the screen" in drawn(app)) == saves


async def test_a_click_on_the_key_bar_runs_the_command():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        bar = app.screen.bar
        await pilot.click(bar, offset=(bar.render_line(1).text.index("F3"), 1))
        assert app.current_mode == "find"


async def test_the_top_line_never_cuts_the_state():
    app = Foundation()
    async with app.run_test(size=(60, 24)):
        app.say(owner="Officer With A Very Long Name Indeed", quarter="26Q4", saving="NOT SAVED", share="3 waiting",
                conflicts=2, notice="undone: concern 26Q4-ABCD-001 and much more text")  # fmt: skip
        line = app.screen.strip.render_line(0).text
        assert "NOT SAVED" in line
        assert "share 3 waiting" in line
        assert "2 conflicts" in line
        assert "undone" in line
        assert len(line) == 60


@pytest.mark.parametrize("key", ["f6", "f7", "f8"])
async def test_an_arrow_that_comes_with_the_rooms_key_leaves_the_cursor_in_the_table_that_shows(tmp_path, key):
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        await pilot.press(key)
        await settled(app, pilot)
        room = app.screen
        room.arrive()
        room.action_table(1)  # before what arriving asked for is done
        await settled(app, pilot)
        assert room.focused is room.rows


async def test_the_key_of_a_room_leads_back_to_it_from_one_of_its_records(tmp_path):
    records.create(Notebook.open(tmp_path), Problem, {"title": "Racing on Elm"})
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        for key in ("f7", "left"):
            await pilot.press(key)
            await settled(app, pilot)
        room = app.screen
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ProblemScreen)
        await pilot.press("f7")
        await settled(app, pilot)
        assert app.screen is room


async def test_the_top_line_knows_whose_notebook_it_is_as_soon_as_it_was_said(tmp_path):
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        assert app.status.owner == "no name yet"
        await pilot.press("ctrl+n")
        await settled(app, pilot)
        await pilot.press(*"Jo Dunmore", "ctrl+s")
        await settled(app, pilot)
        assert app.status.owner == "Jo Dunmore"


async def test_what_was_said_in_a_room_stays_there(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press(*"Cars race", "enter")
        await settled(app, pilot)
        assert "Saved" in drawn(app)
        await pilot.press("f7")
        await settled(app, pilot)
        assert app.status.notice == ""
        assert "Saved" not in app.screen.strip.render_line(0).text
        await pilot.press("enter", "f3", "f7", "escape")  # nor does it come back with what lies under a record
        await settled(app, pilot)
        assert "Saved" not in app.screen.strip.render_line(0).text


async def test_what_a_key_has_done_on_its_way_into_another_room_is_said_there(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press(*"Cars race", "enter", "f4", "ctrl+z")
        await settled(app, pilot)
        assert app.current_mode == "capture"
        assert "ndone" in app.status.notice or "Took back" in app.status.notice, app.status.notice


async def test_what_is_not_on_the_disk_is_said_in_every_room(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        app.refused(Refused("NOT SAVED: the disk is full", not_saved=True))
        await pilot.press("f4")
        await settled(app, pilot)
        assert "disk is full" in app.status.notice
