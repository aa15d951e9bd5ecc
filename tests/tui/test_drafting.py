"""Building a report on the screen: own words, what is left out and why, the order, a preview; drafts come back."""

from __future__ import annotations

import pytest

from cro_tui.actions.recommendations import recommend
from cro_tui.model.report import Report
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.dialogs.items import Items
from cro_tui.tui.screens.dialogs.small_form import SmallForm
from cro_tui.tui.screens.dialogs.story import StoryDialog
from tests.tui.officer import at_desk, settled, type_text
from tests.tui.test_issuing import facts_anew, press_and_wait
from tests.tui.test_reports import NARROW, WIDE, clock, enter, home, shown, texts, words_of

__all__ = ["home"]


async def go_to(pilot, room, line):
    room.report.go_to(texts(room)[line])
    await pilot.pause()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_own_words_stand_in_the_report_and_emptied_the_drafted_ones_come_back(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await enter(app, pilot)
        drafted = room.drawn.facts.summary
        await go_to(pilot, room, drafted[1])
        await pilot.press("m", "e")
        await pilot.pause()
        assert isinstance(app.screen, SmallForm)
        assert app.screen.form.values["words"] == "\n".join(drafted)
        app.screen.form.fill({"words": "All calm."})
        await pilot.press("ctrl+s")
        await facts_anew(app, pilot, room, lambda facts: facts.summary == ("All calm.",))
        assert "All calm." in texts(room)
        path = await press_and_wait(app, pilot, "w")
        assert "All calm." in words_of(path)
        await go_to(pilot, room, "All calm.")
        await pilot.press("e")
        await pilot.pause()
        app.screen.form.fill({"words": ""})
        await pilot.press("ctrl+s")
        await facts_anew(app, pilot, room, lambda facts: facts.summary == drafted)


async def test_what_is_restricted_is_not_edited_under_its_mask(home):
    recommend(Notebook.open(home, clock=clock), "Move the shelter", (), {"restricted_because": "witness"})
    async with at_desk(home, WIDE, clock) as (app, pilot):
        room = await enter(app, pilot)
        line = next(line for line in texts(room) if line.startswith("(restricted)"))
        await go_to(pilot, room, line)
        await pilot.press("e")
        await pilot.pause()
        assert app.screen is room
        assert "m shows it" in app.status.notice
        await pilot.press("p")
        while not isinstance(app.screen, StoryDialog):
            await settled(app, pilot)
        told = "\n".join(one.text for one in app.screen.details.paragraphs)
        assert "shelter" not in told
        assert "Beaten" not in told
        assert "(restricted)" in told


async def test_an_item_is_left_out_with_a_reason_and_taken_in_again(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(pilot, room, "Current concerns voiced")
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, Items)
        assert "(restricted)" in shown(app)
        first = app.screen._rows.visible_keys[0]
        await pilot.press("space")
        await pilot.pause()
        await type_text(pilot, "in the press")
        await pilot.press("enter")
        await pilot.pause()
        assert "in the press" in shown(app)
        await pilot.press("escape")
        await facts_anew(app, pilot, room, lambda facts: facts.chosen_out["current"] == (first,))
        assert "Current concerns voiced, 1 left out by choice" in texts(room)
        assert any("in the press" in line for line in texts(room))
        await go_to(pilot, room, "Current concerns voiced, 1 left out by choice")
        await pilot.press("c", "end", "x", "escape")
        await facts_anew(app, pilot, room, lambda facts: facts.chosen_out["current"] == ())


async def test_an_item_goes_up_and_down(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        before = [one.concern_id for one in room.drawn.facts.current]
        await go_to(pilot, room, "Current concerns voiced")
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("end", "u", "u", "u", "escape")
        await facts_anew(app, pilot, room, lambda facts: facts.current[0].concern_id == before[-1])
        assert [one.concern_id for one in room.drawn.facts.current] == [before[-1], *before[:-1]]


async def test_the_preview_shows_the_document(home):
    async with at_desk(home, WIDE, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("p")
        while not isinstance(app.screen, StoryDialog):
            await settled(app, pilot)
        told = [one.text for one in app.screen.details.paragraphs]
        assert "Current concerns voiced by the community" in told
        assert any("Cars race on Elm" in text for text in told)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is room


async def test_on_a_line_without_a_section_it_is_said_where_to_go(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(pilot, room, "1 concern has no category")
        for key, told in (("e", "What it says"), ("c", "section")):
            await pilot.press(key)
            await pilot.pause()
            assert told in app.status.notice


async def test_what_was_typed_comes_back_after_a_kill_and_when_it_is_asked_for(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(pilot, room, "Current concerns voiced")
        await pilot.press("e")
        await pilot.pause()
        await type_text(pilot, "Half a sen")
        await pilot.pause()
        app.desk.flush_drafts()
        app.desk.drafts.window.close()
        app.desk.drafts.window = None
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await pilot.press("f8")
        while not isinstance(app.screen, SmallForm):
            await settled(app, pilot)
        assert app.screen.form.values["words"] == "Half a sen"
        await pilot.press("escape")
        await pilot.pause()
        (draft,) = app.desk.unfinished()
        await app.resume_draft(draft)
        while not isinstance(app.screen, SmallForm):
            await settled(app, pilot)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        (kept,) = app.desk.notebook.all(Report)
        assert [row["text"] for row in kept.say] == ["Half a sen"]
        assert app.desk.unfinished() == []
