"""A window of 60 × 20, as a tablet or half a screen has it: what a line is about can still be read in every room."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook
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
