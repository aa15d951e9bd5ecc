"""The palette: every command with its key, those of other places with the way there, tables, views, themes, records."""

from __future__ import annotations

import pytest

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import Notebook
from cro_tui.tui.caseload import VIEWS
from cro_tui.tui.commands import COMMANDS
from cro_tui.tui.palette import ELSEWHERE, HERE, fitting, nearly_fitting, offers
from cro_tui.tui.screens.dialogs.palette import Palette
from cro_tui.tui.screens.minutes import Minutes
from cro_tui.tui.screens.record import RecordScreen
from cro_tui.tui.ways import ways
from tests.tui.officer import at_desk, settled


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.fixture
def home(tmp_path):
    book = Notebook.open(tmp_path)
    records.create(book, Contact, {"name": "Mai Nguyen", "phones": "603-555-0102"})
    hidden = {"name": "Tim Young", "restricted_because": "juvenile"}
    records.create(book, Contact, hidden)
    records.create(book, Concern, {"narrative": "Street racing in the plaza lot"})
    records.create(book, Meeting, {"body": "Mill Street neighbors", "start": "2026-11-20T18:00"})
    return tmp_path


def test_every_command_is_offered_somewhere_with_its_key():
    made = offers(("concern list",), (), {"concerns.refer": "z"}, ())
    offered = {one.command.id for one in made if one.command is not None}
    missing = {command.id for command in COMMANDS} - offered
    moving = ("list.", "field.", "dialog.", "keyin.", "palette")
    assert all(one.startswith(moving) or one[-1].isdigit() for one in missing)
    refer = next(one for one in made if one.command is not None and one.command.id == "concerns.refer")
    assert (refer.group, refer.key) == (HERE, "z")
    hours = next(one for one in made if one.command is not None and one.command.id == "roster.hours")
    assert hours.group == ELSEWHERE
    assert "check-in" in hours.where


def test_every_view_of_every_table_is_a_way():
    names = {way.name for way in ways()}
    assert sum(len(views) for views in VIEWS.values()) <= sum(" · " in name for name in names)


def test_all_words_count_the_name_before_the_sentence_and_what_works_here_first():
    made = offers(("concern list",), (), {}, ())
    assert fitting(made, "refer")[0].command.id == "concerns.refer"
    assert fitting(made, "concerns overdue")[0].name == "Concerns · overdue"
    assert fitting(made, "f9")[0].command.id == "blank"
    assert fitting(made, "refer xyzzy") == []
    assert any(one.name == "Refer" for one in nearly_fitting(made, "reffer"))


async def test_what_is_typed_at_once_runs_and_the_next_key_lands_there(home):
    async with at_desk(home) as (app, pilot):
        await pilot.press("ctrl+p", *"find people", "enter", *"mai")
        assert app.current_mode == "find"
        await settled(app, pilot)
        assert app.screen.search.field.value == "mai"


async def test_esc_leads_back_to_the_line_and_what_stood_in_it(home):
    async with at_desk(home) as (app, pilot):
        await pilot.press(*"Cars", "ctrl+p", *"zzz", "escape", *" race")
        assert app.screen.line.value == "Cars race"


async def test_a_view_of_a_table_is_gone_to_by_its_name(home):
    async with at_desk(home) as (app, pilot):
        await pilot.press("ctrl+p", *"referrals overdue", "enter")
        await settled(app, pilot)
        room = app.screen
        await settled(app, pilot)
        assert (room.kind, room._view[Referral.KIND]) == (Referral.KIND, "overdue")


async def test_a_record_opens_by_its_number_and_by_its_name(home):
    number = next(iter(Notebook.open(home).all(Concern))).number
    async with at_desk(home) as (app, pilot):
        await pilot.press("ctrl+p", *number.lower(), "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.record.number == number
        await pilot.press("escape", "ctrl+p", *"mill street", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, Minutes)


async def test_what_is_restricted_is_masked_in_it(home):
    async with at_desk(home) as (app, pilot):
        await pilot.press("ctrl+p", *"tim")
        await settled(app, pilot)
        assert isinstance(app.screen, Palette)
        assert "(restricted)" in drawn(app)
        assert "Young" not in drawn(app)


async def test_a_command_of_another_place_leads_there_and_says_its_key(home):
    async with at_desk(home) as (app, pilot):
        await pilot.press("ctrl+p", *"escalate f7", "enter")
        await settled(app, pilot)
        assert app.current_mode == "concerns"
        assert "u" in app.status.notice


async def test_a_command_of_the_list_runs_from_the_line_above_it(home):
    async with at_desk(home) as (app, pilot):
        await pilot.press("f3")
        await settled(app, pilot)
        await pilot.press("ctrl+p", *"losing touch", "enter")
        await settled(app, pilot)
        assert app.screen._view == "losing touch"


async def test_a_theme_is_put_on(home):
    async with at_desk(home) as (app, pilot):
        await pilot.press("ctrl+p", *"theme night", "enter")
        await pilot.pause()
        assert app.theme == "night"
