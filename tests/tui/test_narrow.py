"""A window of 60 × 20, as a tablet or half a screen has it: what a line is about can still be read in every room."""

from __future__ import annotations

import importlib
from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook
from cro_tui.tui.concern_lines import COLUMNS as CONCERN_TABLES
from cro_tui.tui.widgets.row_list import BADGE_CELLS
from cro_tui.tui.widgets.rows import GAP, column_widths
from tests.tui.officer import at_desk, settled

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))


def now():
    return NOW


@pytest.fixture
def home(tmp_path):
    book = Notebook.open(tmp_path, clock=now)
    records.create(book, Concern, {"narrative": "Street racing in the plaza lot", "due": "2026-12-10"})
    records.create(book, Meeting, {"body": "Walk-through, Mill Street underpass", "headcount": "12", "place": "Hall"})
    records.create(book, Training, {"title": "Fourteenth academy, evening 6", "kind": "own", "hours": "3"})
    records.create(book, Organization, {"name": "Terraces Neighborhood Watch"})
    person = {"name": "Samir Haddad", "phones": "603-555-0102", "organizations": "Terraces Neighborhood Watch"}
    records.create(book, Contact, person)
    return tmp_path


@pytest.mark.parametrize(
    ("keys", "read"),
    [
        (["f2"], "Street racing in the plaza"),
        (["f3", *"samir"], "Neighborhood"),
        (["f5"], "Walk-through, Mill Street"),
        (["f6"], "Fourteenth academy, even"),
        (["f7"], "Street racing in the pla"),
    ],
)
async def test_what_a_line_is_about_can_be_read(home, keys, read):
    async with at_desk(home, (60, 20), now) as (app, pilot):
        await pilot.press(*keys)
        await settled(app, pilot)
        await pilot.pause()
        screen = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert read in screen


async def test_a_heading_that_is_cut_says_so_also_beside_a_scrollbar(home):
    book = Notebook.open(home, clock=now)
    for number in range(20):
        records.create(book, Organization, {"name": f"Block {number}", "neighborhood": f"Hill {number}"})
    async with at_desk(home, (60, 20), now) as (app, pilot):
        await pilot.press("f3", "down", "g")
        await settled(app, pilot)
        lines = [strip.text for strip in app.screen._compositor.render_strips()]
        heading = next(line for line in lines if "Neighborhoods, organizations" in line)
        assert heading[:59].rstrip().endswith("…")


async def test_no_hint_of_a_dialog_is_broken(home):
    async with at_desk(home, (60, 20), now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("ctrl+g")
        await settled(app, pilot)
        lines = [strip.text for strip in app.screen._compositor.render_strips()]
        assert any("a letter: choose at once   ↓ ↑, then enter " in line for line in lines)
        assert any(" esc: leave it " in line for line in lines)


@pytest.mark.parametrize("key", ["f3", "f5", "f6", "f7", "f8"])
async def test_the_room_where_one_is_keeps_its_key(home, key):
    async with at_desk(home, (60, 20), now) as (app, pilot):
        await pilot.press(key)
        await settled(app, pilot)
        assert f"{key.upper()} " in app.screen.bar.render_line(app.screen.bar.size.height - 1).text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_no_key_is_glued_to_its_word_nor_to_the_next_key(home, size):
    async with at_desk(home, size, now) as (app, pilot):
        await pilot.press("f3", "down")
        await settled(app, pilot)
        first, *_, rooms = (app.screen.bar.render_line(y).text for y in range(app.screen.bar.size.height))
        assert first.startswith(" c Concern  i Log  y Copy  ")
        assert "F2 New " in rooms
        assert "F3 Find " in rooms


async def test_an_answer_that_is_cut_is_said_whole_beneath(home):
    async with at_desk(home, (60, 20), now) as (app, pilot):
        await pilot.press("f8", "right")
        await settled(app, pilot)
        book = app.desk.notebook
        records.create(book, Meeting, {"body": "Held lately", "start": "2026-11-20T18:00"})
        await settled(app, pilot)
        await pilot.press("w")
        await settled(app, pilot)
        await pilot.press("down")
        await settled(app, pilot)
        screen = " ".join(strip.text.replace("│", " ") for strip in app.screen._compositor.render_strips())
        assert "Another agency: residents' names and street numbers left out" in " ".join(screen.split())


TABLES = {
    module: [
        (name, columns)
        for name, columns in vars(importlib.import_module(f"cro_tui.tui.{module}")).items()
        if name.endswith("COLUMNS") and isinstance(columns, tuple)
    ]
    for module in (
        "program_lines",
        "survey_lines",
        "work_lines",
        "problem_lines",
        "report_lines",
        "screens.dialogs.link",
        "screens.training",
        "screens.outreach",
        "screens.meetings",
    )
} | {"concern_lines": list(CONCERN_TABLES.items())}


@pytest.mark.parametrize(
    "columns",
    [pytest.param(columns, id=f"{module} {name}") for module, told in TABLES.items() for name, columns in told],
)
def test_the_column_that_says_what_a_line_is_about_stays_readable(columns):
    room = 60 - BADGE_CELLS - 2  # a pointer, a scrollbar
    widths = column_widths(columns, room)
    assert sum(widths) + GAP * (sum(map(bool, widths)) - 1) <= room
    for column, cells in zip(columns, widths, strict=True):
        if not column.cells and not column.gives_way:
            assert cells >= 16, column


@pytest.mark.parametrize(
    ("keys", "read"),
    [
        (["f7"], "1 Open  2 All  3 Untold  4 Watch  5 Overdue  6 Quarter"),
        (["f7", "left"], "1 Open  2 Scan  3 Analysis  4 Respond  5 Assess  6 Closed"),
        (["f5", "left"], "1 Open  2 All  3 Inq"),
        (["f8"], "a: who"),
    ],
)
async def test_what_digits_and_letters_choose_is_named(home, keys, read):
    async with at_desk(home, (60, 20), now) as (app, pilot):
        for key in keys:
            await pilot.press(key)
            await settled(app, pilot)
        screen = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert read.replace("  ", " ") in screen.replace("  ", " "), screen
