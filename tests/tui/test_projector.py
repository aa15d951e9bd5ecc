"""Whatever is pressed: nothing above open stands on the screen in projector mode, and nothing restricted unasked."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest
from textual import events

from cro_tui.actions.records import change, create
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.store.notebook import Notebook
from cro_tui.tui.desk import Refused
from cro_tui.tui.masked import MASK
from cro_tui.tui.screens.record import RecordScreen
from cro_tui.tui.ways import go, ways
from cro_tui.tui.widgets.row_list import RowList
from tests.tui.crawl import PLACES, TABLES, crawl
from tests.tui.filled import fill
from tests.tui.officer import at_desk, settled, type_text
from tests.tui.test_empty import said_in, shown

pytestmark = pytest.mark.timeout(400)
NOW = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))
MARKS = {"restricted": "zqrestricted", "internal": "zqinternal", "open": "zqopen"}


def now():
    return NOW


def words_of(sensitivity):
    """What stands in the records of that sensitivity; names nobody has twice."""
    mark = MARKS[sensitivity]

    def words(kind, field):
        if field in ("phones", "phone"):
            return "(603) 555-0142"
        if kind == "crime":  # counts of the records system, nobody's words
            return "RMS export"
        if kind == "contact" and field in ("name", "alias"):
            return f"{mark.capitalize()} {'Vexford' if field == 'name' else 'Vex'}"
        return f"{mark.capitalize()} {kind} {field}"

    return words


@pytest.fixture
def home(tmp_path):
    for sensitivity in MARKS:
        fill(tmp_path, words_of(sensitivity), now=now, sensitivity=sensitivity, copies=1)
    return tmp_path


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips()).casefold()


async def project(app, pilot):
    """Begin the projector mode."""
    await pilot.press("ctrl+y")
    while app.blanked or not app.projecting:
        await pilot.pause(0.01)
    await settled(app, pilot)
    assert "projector" in drawn(app)


@pytest.mark.campaign
@pytest.mark.parametrize(("room", "table"), PLACES)
async def test_nothing_above_open_stands_anywhere_on_the_screen_in_projector_mode(home, room, table):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        for key in ("f2", room):  # what was drawn before must not be left either
            await pilot.press(key)
            await settled(app, pilot)
        await project(app, pilot)
        showed = set()

        def look(app, where):
            text = drawn(app)
            showed.update(mark for mark in MARKS.values() if mark in text)
            assert not showed & {"zqrestricted", "zqinternal"}, f"{where}: {type(app.screen).__name__}\n{text}"

        await crawl(app, pilot, look, room, table)


@pytest.mark.campaign
@pytest.mark.parametrize(("room", "table"), PLACES)
async def test_what_is_restricted_stands_on_no_screen_before_it_is_asked_for(home, room, table):
    async with at_desk(home, (120, 40), now) as (app, pilot):

        def look(app, where):
            text = drawn(app)
            if not any(isinstance(one, RecordScreen) for one in app.screen_stack):  # the whole form was asked for
                assert "zqrestricted" not in text, f"{where}: {type(app.screen).__name__}\n{text}"

        await crawl(app, pilot, look, room, table, not_letters="m")


@pytest.mark.parametrize("projected", [True, False])
async def test_no_room_shows_what_it_must_not(home, projected):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        if projected:
            for room in TABLES:  # what was drawn before must not be left either
                await pilot.press(room)
                await settled(app, pilot)
            await project(app, pilot)
        hidden = ("zqrestricted", "zqinternal") if projected else ("zqrestricted",)
        showed = ""
        for room, tables in TABLES.items():
            for key in (room, *("down", "down", "enter", "escape", "right") * tables):
                await pilot.press(key)
                await settled(app, pilot)
                if not projected and any(isinstance(one, RecordScreen) for one in app.screen_stack):
                    continue
                showed += (text := drawn(app))
                assert not [mark for mark in hidden if mark in text], f"{room} {key}:\n{text}"
        assert "zqopen" in showed


async def test_unmasking_history_and_documents_wait_until_the_mode_is_left(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await project(app, pilot)
        await pilot.press("f7", "down")
        await settled(app, pilot)
        for key in "mhw":
            await pilot.press(key)
            await settled(app, pilot)
            assert len(app.screen_stack) == 1
            assert "ctrl+y leaves the mode" in drawn(app)


async def test_what_was_being_typed_is_put_away_and_comes_back(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await pilot.press(*"half a secret")
        await project(app, pilot)
        assert "half a secret" not in drawn(app)
        await pilot.press("ctrl+y")
        while app.blanked or app.projecting:
            await pilot.pause(0.01)
        while "half a secret" not in drawn(app) or "zqinternal" not in drawn(app):
            await settled(app, pilot)


async def test_what_is_written_down_meanwhile_is_saved_whole_and_does_not_show(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await project(app, pilot)
        await pilot.press(*"lamp out at the zoo", "enter")
        await settled(app, pilot)
        assert "lamp out" not in drawn(app)
        assert "Saved 26Q4".casefold() in drawn(app)
    saved = [one.narrative for one in Notebook.open(home).all(Concern)]
    assert "lamp out at the zoo" in saved
    assert sum("zqopen" in one.casefold() for one in saved) == 1


async def test_a_mask_is_never_saved_in_place_of_the_words(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await project(app, pilot)
        hidden = next(one for one in app.own_desk.notebook.all(Concern) if one.sensitivity == "internal")
        masked = app.desk.notebook.get(hidden.id)
        assert masked.summary == MASK
        with pytest.raises(Refused, match="Projector mode"):
            app.desk.do(lambda notebook: change(notebook, masked, {"next_action": f"call about {masked.summary}"}))
        assert app.own_desk.notebook.get(hidden.id).values == hidden.values


async def test_what_is_typed_while_the_rooms_are_made_anew_is_not_lost(home):
    async with at_desk(home, clock=now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        for key in ("ctrl+y", "ctrl+y", "f3", "m", "a", "i"):  # as fast as a terminal hands them over
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(1000):
            await pilot.pause(0.01)
            if app.current_mode == "find" and not app.projecting and app.screen.search.field.text == "mai":
                break
        assert (app.current_mode, app.projecting) == ("find", False)
        assert app.screen.search.field.text == "mai"


async def test_an_empty_list_does_not_say_that_there_is_nothing_yet(tmp_path):
    fill(tmp_path, words_of("internal"), now=now, sensitivity="internal", copies=1)
    async with at_desk(tmp_path, (120, 40), now) as (app, pilot):
        await project(app, pilot)
        for way in ways():
            if way.room in ("find", "work"):
                continue
            await go(app, way)
            said = await shown(app, pilot)
            rows = [one for one in app.screen.query(RowList) if one.region and not one.count]
            lies = [text for one in rows if re.search(r"\b[Nn]o .* yet|n makes|n begins", text := said_in(one))]
            assert not lies, way.name
            if way.name in ("Concerns · all", "Surveys", "Programs", "Minutes for Word", "Outreach events"):
                assert "Nothing open to show" in said, way.name
        await pilot.press("f5")
        await settled(app, pilot)
        assert "nothing open to show" in drawn(app)


async def test_who_does_not_show_is_no_new_contact_in_the_minutes(tmp_path):
    notebook = Notebook.open(tmp_path, clock=now)
    create(notebook, Contact, {"name": "Nguyet Vexford", "restricted_because": "witness"})
    create(notebook, Meeting, {"body": "Northside", "sensitivity": "open"})
    async with at_desk(tmp_path, (120, 40), now) as (app, pilot):
        await project(app, pilot)
        await pilot.press("f5", "enter")
        await settled(app, pilot)
        await type_text(pilot, 'c: Street light is out +"Nguyet Vexford"')
        await pilot.press("enter")
        await settled(app, pilot)
        assert "vexford" not in drawn(app)
    notebook = Notebook.open(tmp_path)
    (person,) = notebook.all(Contact)
    assert notebook.all(Concern)[0].contact == person.id
