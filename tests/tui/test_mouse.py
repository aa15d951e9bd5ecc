"""Everything that keys do where the officer looks can be done with a finger: lines, tabs, keys of the bar, dialogs."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from textual import events

from cro_tui.actions.meetings import call_to_order
from cro_tui.actions.records import create
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook
from cro_tui.tui.widgets.key_bar import KeyBar
from cro_tui.tui.widgets.tab_line import TabLine
from tests.tui.officer import at_desk, settled

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))


def now():
    return NOW


@pytest.fixture
def home(tmp_path):
    book = Notebook.open(tmp_path, clock=now)
    for number in range(60):
        create(book, Concern, {"narrative": f"Concern number {number:02}"})
    create(book, Contact, {"name": "Ann Lee", "phones": "603-555-0102"})
    create(book, Training, {"title": "First aid"})
    meeting = create(book, Meeting, {"body": "Northside", "start": "2026-11-22 18:30"}).record
    call_to_order(book, meeting)
    return tmp_path


def lines(app):
    return [strip.text for strip in app.screen._compositor.render_strips()]


def where(app, text):
    """Column and line of *text* on the screen, below the top line."""
    for y, line in enumerate(lines(app)):
        if y and text in line:
            return line.index(text), y
    raise AssertionError(f"“{text}” is nowhere:\n" + "\n".join(lines(app)))


async def touch(app, pilot, x, y):
    """Down and up at one place, as a terminal tells of it."""
    for kind in (events.MouseDown, events.MouseUp):
        app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
    await settled(app, pilot)


async def click(app, pilot, text, *, dx=0):
    x, y = where(app, text)
    await touch(app, pilot, x + dx, y)


async def test_every_entry_of_the_key_bar_is_its_key_over_its_whole_label(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        for label, mode in (("F7 Concerns", "concerns"), ("F3 Find", "find"), ("F5 Meet", "meetings")):
            for dx in (0, len(label) - 1):
                await pilot.press("f2")
                await settled(app, pilot)
                await click(app, pilot, label, dx=dx)
                assert app.current_mode == mode


async def test_every_key_that_the_bar_shows_answers_to_a_click(home):
    async with at_desk(home, (80, 24), now) as (app, pilot):
        for room in ("f2", "f3", "f4", "f5", "f6", "f7", "f8"):
            await pilot.press(room)
            await settled(app, pilot)
            bar = app.screen.query_one(KeyBar)
            for y in range(bar.size.height):
                for start, end, one in bar._placed(y):
                    assert one.command is not None, one
                    assert end - start >= len(one.label)


async def test_a_click_puts_the_cursor_and_a_second_one_opens_the_line(home):
    async with at_desk(home, (80, 24), now) as (app, pilot):
        await pilot.press("f7")
        await settled(app, pilot)
        await click(app, pilot, "number 57")
        assert app.screen.rows.cursor_key
        assert "number 57" in lines(app)[where(app, "▸")[1]]
        await click(app, pilot, "number 57")
        assert len(app.screen_stack) == 2
        await click(app, pilot, "esc: back")
        assert len(app.screen_stack) == 1


async def test_the_wheel_scrolls_a_list(home):
    async with at_desk(home, (80, 24), now) as (app, pilot):
        await pilot.press("f7")
        await settled(app, pilot)
        rows = app.screen.rows
        before = rows.scroll_offset.y
        for _ in range(5):
            app.post_message(events.MouseScrollDown(None, 20, 10, 0, 0, 0, False, False, False, 20, 10))
        await settled(app, pilot)
        assert rows.scroll_target_y > before


async def test_tabs_answer_to_a_click_over_their_whole_label(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        for room in ("f5", "f6", "f7", "f8"):
            await pilot.press(room)
            await settled(app, pilot)
            assert list(app.screen.query(TabLine))
        await pilot.press("f7")
        await settled(app, pilot)
        before = app.screen.rows.cursor_key
        await click(app, pilot, "Referrals", dx=8)
        while app.screen.rows.cursor_key == before:
            await pilot.pause(0.01)


async def test_a_field_takes_the_cursor_where_it_is_touched(home):
    async with at_desk(home, (80, 24), now) as (app, pilot):
        await pilot.press("f7")
        await settled(app, pilot)
        await click(app, pilot, "Filter", dx=12)
        await pilot.press(*"number 42")
        await settled(app, pilot)
        assert "number 42" in "\n".join(lines(app))
        assert "number 43" not in "\n".join(lines(app))


async def test_a_dialog_is_saved_and_left_by_its_hint_and_by_a_click_beside_it(home):
    async with at_desk(home, (80, 24), now) as (app, pilot):
        for way in ("esc: leave it", None):
            await pilot.press("f6")
            await settled(app, pilot)
            await pilot.press("n")
            await settled(app, pilot)
            assert len(app.screen_stack) == 2
            if way is None:
                await touch(app, pilot, 1, 3)
            else:
                await click(app, pilot, way, dx=7)
            assert len(app.screen_stack) == 1
        await pilot.press("n", *"Second aid")
        await settled(app, pilot)
        await click(app, pilot, "ctrl+s: save", dx=9)
        assert {one.title for one in app.desk.notebook.all(Training)} == {"First aid", "Second aid"}


async def test_an_answer_is_chosen_by_touch(home):
    async with at_desk(home, (80, 24), now) as (app, pilot):
        await pilot.press("f7", "down")
        await settled(app, pilot)
        await pilot.press("s")
        await settled(app, pilot)
        for _ in range(2):
            await click(app, pilot, "under review")
        assert "under review" in {one.status for one in app.desk.notebook.all(Concern)}


async def test_entries_of_minutes_are_chosen_and_opened_by_touch(home):
    async with at_desk(home, (80, 24), now) as (app, pilot):
        await pilot.press("f5", "down", "enter")
        await settled(app, pilot)
        for text in ("first note", "second note"):
            await pilot.press(*text, "enter")
            await settled(app, pilot)
        await click(app, pilot, "first note")
        assert app.screen.entries.has_focus
        await click(app, pilot, "first note")
        assert app.screen.entry.line.value == "first note"
