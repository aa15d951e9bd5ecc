"""The tour: offered on the made-up notebook alone, goes on when the officer did it, can be skipped and ended."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
from cro_tui.store import laptop
from cro_tui.store.notebook import Notebook
from cro_tui.tui.tour import STEPS
from tests.tui.officer import at_desk, settled

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))


@pytest.fixture
def home(tmp_path):
    laptop.join(tmp_path, os.urandom, demo=True)
    book = Notebook.open(tmp_path, clock=lambda: NOW)
    records.create(book, Contact, {"name": "Samir Haddad", "phones": "603-555-0102"})
    records.create(book, Meeting, {"body": "Mill Street neighbors", "start": "2026-11-22T18:00"})
    records.create(book, Training, {"title": "Evening 6", "kind": "own", "start": "2026-11-22T18:00"})
    return tmp_path


async def looked(app, pilot):
    """The tour had a look at what was done."""
    await settled(app, pilot)
    app.tour.look()
    await pilot.pause()


async def test_it_is_offered_in_one_line_and_typing_goes_into_the_line(home):
    async with at_desk(home, clock=lambda: NOW) as (app, pilot):
        assert "tour" in str(app.screen._banner.render())
        await pilot.press(*"Cars")
        assert app.screen.line.value == "Cars"
        await pilot.press("escape")
        assert not app.screen._banner.display
        assert app.current_mode == "capture"
        assert app.screen.line.value == "Cars"


async def test_it_leads_through_everything_by_doing_and_stops(home):
    async with at_desk(home, (80, 24), clock=lambda: NOW) as (app, pilot):
        await pilot.press("ctrl+w")
        await settled(app, pilot)
        tour = app.tour
        assert tour.is_on
        for number, keys in enumerate((
            (*'Cars race on Elm #traffic +"Samir Haddad"', "enter"),
            ("f3", *"samir"),
            ("f4",),
            ("f5", "enter", *"a: fix the light due:fri", "enter"),
            ("f6", "enter", *"Jo Dunmore", "enter"),
        )):  # fmt: skip
            assert tour.at == number
            for key in keys:
                await pilot.press("space" if key == " " else key)
                if len(key) > 1:
                    await settled(app, pilot)
            await looked(app, pilot)
        assert tour.at == 5
        await pilot.press("f7")
        await settled(app, pilot)
        await app.screen.loaded.wait()
        await pilot.press("x")
        await settled(app, pilot)
        await pilot.press("1")
        await settled(app, pilot)
        await pilot.press(*"It slowed down", "ctrl+s")
        await looked(app, pilot)
        assert app.desk.notebook.all(Concern)[0].told
        assert tour.at == 6
        await pilot.press("f8")
        await settled(app, pilot)
        await pilot.press("p")
        await looked(app, pilot)
        assert tour.at == 7
        await pilot.press("escape", "f1")
        await looked(app, pilot)
        assert not tour.is_on
        await pilot.press("escape")
        assert "tour" in app.status.notice


async def test_every_step_can_be_skipped_and_esc_ends_it_once(home):
    async with at_desk(home, (80, 24), clock=lambda: NOW) as (app, pilot):
        await pilot.press("ctrl+w")
        await settled(app, pilot)
        await pilot.press("ctrl+w")
        assert app.tour.at == 1
        await pilot.press("f4")
        await looked(app, pilot)
        assert app.tour._card.parent is app.screen
        await pilot.press("escape")
        assert not app.tour.is_on
        assert app.current_mode == "today"
        await pilot.press("escape")
        assert app.current_mode == "capture"
        await pilot.press("ctrl+w")
        await settled(app, pilot)
        assert app.tour.is_on
        assert app.tour.at == 1
        for _ in STEPS[1:]:
            await pilot.press("ctrl+w")
        assert not app.tour.is_on


async def test_the_officers_own_keys_stand_in_it(home):
    (home / "settings.toml").write_text('[look]\nkeys = { "room.find" = "f4", "room.today" = "f3" }\n')
    async with at_desk(home, clock=lambda: NOW) as (app, pilot):
        app.keys = {"room.find": "f4", "room.today": "f3"}
        await pilot.press("ctrl+w")
        await settled(app, pilot)
        await pilot.press("ctrl+w")
        assert "F4" in app.tour.text()


async def test_the_officers_own_notebook_has_none(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press(*"two words", "ctrl+w")
        assert app.tour is None
        assert app.screen.line.value == "two "


async def test_one_press_too_many_at_its_end_asks_before_it_begins_again(home):
    async with at_desk(home, clock=lambda: NOW) as (app, pilot):
        await pilot.press("ctrl+w")
        await settled(app, pilot)
        await pilot.press(*["ctrl+w"] * len(STEPS))
        assert app.tour.is_over
        await pilot.press("ctrl+w")
        await settled(app, pilot)
        assert not app.tour.is_on
        assert app.status.notice == "The tour is over. ctrl+w once more begins it again"
        await pilot.press("ctrl+w")
        await settled(app, pilot)
        assert app.tour.is_on
        assert app.tour.text().startswith("1 of")
