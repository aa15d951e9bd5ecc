"""Marked lines: one verb for all, one save, one undo; what refuses is named; esc leaves marks and filters."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import concerns, recommendations, records
from cro_tui.actions.capture import capture
from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.report.suggesting import suggestions
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.record import RecordScreen
from tests.tui.officer import at_desk, settled

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))


def now():
    return NOW


@pytest.fixture
def home(tmp_path):
    book = Notebook.open(tmp_path, clock=now)
    made = [capture(book, f"Cars race on Elm {word} #traffic @plaza").record for word in ("early", "late", "always")]
    concerns.refer_all(book, made, "Public Works")
    for text in ("Paint the curb", "Move the sign"):
        recommendations.recommend(book, text, [book.of(Concern, made[0].id)])
    return tmp_path


async def at_table(app, pilot, kind):
    await pilot.press("f7")
    await settled(app, pilot)
    room = app.screen
    await room.loaded.wait()
    room.go_to_table(kind)
    await settled(app, pilot)
    return room


def lines_of(app):
    book = app.desk.notebook
    return len([line for record in book.all(Referral) for line in book.history(record.id)])


async def test_those_marked_are_acknowledged_with_one_save_and_one_undo_takes_it_back(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        room = await at_table(app, pilot, Referral.KIND)
        await pilot.press("asterisk")
        assert len(room.rows.picked) == 3
        await pilot.press("k")
        await settled(app, pilot)
        referrals = app.desk.notebook.all(Referral)
        assert all(one.acknowledged for one in referrals)
        assert "3 referrals" in app.status.notice
        assert room.rows.picked == ()
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert not any(one.acknowledged for one in app.desk.notebook.all(Referral))


async def test_what_refuses_is_named_with_why_and_the_others_are_done(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        room = await at_table(app, pilot, Referral.KIND)
        await pilot.press("k", "asterisk", "k")
        await settled(app, pilot)
        assert all(one.acknowledged for one in app.desk.notebook.all(Referral))
        assert "2 referrals" in app.status.notice
        assert "not 1" in app.status.notice
        assert "acknowledged already" in app.status.notice
        room.rows.action_first()


async def test_one_answer_is_noted_for_all_that_are_marked(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await at_table(app, pilot, Referral.KIND)
        await pilot.press("asterisk", "p")
        await settled(app, pilot)
        await pilot.press(*"Done", "tab", *"Dana Fictive", "ctrl+s")
        await settled(app, pilot)
        assert {one.reply for one in app.desk.notebook.all(Referral)} == {"Done"}


async def test_several_recommendations_are_decided_at_once(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await at_table(app, pilot, Recommendation.KIND)
        await pilot.press("space", "space", "d")
        await settled(app, pilot)
        await pilot.press("1")
        await settled(app, pilot)
        decided = {one.decision for one in app.desk.notebook.all(Recommendation)}
        assert len(decided) == 1
        assert "" not in decided
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert {one.decision for one in app.desk.notebook.all(Recommendation)} == {""}


async def test_closing_several_leaves_out_what_waits_for_an_answer_and_says_which(home):
    book = Notebook.open(home, clock=now)
    free = capture(book, "Music until two").record
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await at_table(app, pilot, Concern.KIND)
        await pilot.press("asterisk", "x")
        await settled(app, pilot)
        await pilot.press("1")
        await settled(app, pilot)
        assert not app.desk.notebook.of(Concern, free.id).is_open
        assert sum(one.is_open for one in app.desk.notebook.all(Concern)) == 3
        assert "not 3" in app.status.notice


async def test_several_are_voided_with_one_reason(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await at_table(app, pilot, Recommendation.KIND)
        await pilot.press("asterisk", "v")
        await settled(app, pilot)
        await pilot.press(*"entered twice", "ctrl+s")
        await settled(app, pilot)
        assert list(app.desk.notebook.all(Recommendation)) == []
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert len(list(app.desk.notebook.all(Recommendation))) == 2


async def test_the_filter_and_the_marks_are_counted_and_esc_leaves_marks_filter_room_in_turn(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        room = await at_table(app, pilot, Concern.KIND)
        search = room._searches[Concern.KIND]
        await pilot.press("asterisk", "slash", *"early", "enter")
        await settled(app, pilot)
        assert "3 marked, 2 not shown" in str(search._count.render())
        assert "1 of 3" in str(search._count.render())
        await pilot.press("escape")
        assert room.rows.picked == ()
        assert len(room.rows.visible_keys) == 1
        await pilot.press("escape")
        assert len(room.rows.visible_keys) == 3
        await pilot.press("escape")
        assert app.current_mode == "capture"


@pytest.mark.parametrize("key", ["f4", "f5", "f6", "f7"])
async def test_a_filter_stays_until_it_is_left_and_its_rooms_key_pressed_again_shows_all(home, key):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await pilot.press(key)
        await settled(app, pilot)
        await pilot.press("slash", *"elm", "enter", "f2", key)
        await settled(app, pilot)
        assert app.screen.rows.filtered_by == "elm"
        await pilot.press(key)
        await settled(app, pilot)
        assert app.screen.rows.filtered_by == ""


async def test_the_rooms_key_leads_back_from_a_form_and_from_a_list_inside_a_record(home):
    async with at_desk(home, (120, 40), now) as (app, pilot):
        room = await at_table(app, pilot, Concern.KIND)
        await pilot.press("e")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        await pilot.press("f7")
        await settled(app, pilot)
        assert app.screen is room


async def test_that_linked_concerns_are_no_problem_is_kept_and_undone_and_another_brings_them_back(home):
    book = Notebook.open(home, clock=now)
    concerns.link_all(book, list(book.all(Concern)))
    async with at_desk(home, (120, 40), now) as (app, pilot):
        room = await at_table(app, pilot, Problem.KIND)
        assert room.rows.cursor_key.startswith("suggested ")
        await pilot.press("x")
        await settled(app, pilot)
        assert room.rows.count == 0
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert room.rows.count == 1
        await pilot.press("x")
        await settled(app, pilot)
    book = Notebook.open(home, clock=now)
    assert suggestions(book.all(Concern), book.all(Problem)) == ()
    fourth = capture(book, "Cars race on Elm again #traffic @plaza").record
    concerns.link_all(book, [next(one for one in book.all(Concern) if one.id != fourth.id), fourth])
    assert len(suggestions(book.all(Concern), book.all(Problem))[0].concern_ids) == 4


async def test_one_press_leads_from_the_timeline_of_the_minutes_back_to_the_meetings(home):
    records.create(Notebook.open(home, clock=now), Meeting, {"body": "Mill Street", "start": "2026-11-22T18:00"})
    async with at_desk(home, (120, 40), now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        room = app.screen
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press(*"note", "enter", *"half", "tab")
        await settled(app, pilot)
        assert app.screen.focused is not app.screen.entry.line
        await pilot.press("f5")
        await settled(app, pilot)
        assert app.screen is room
        assert [one.fields["line"] for one in app.desk.unfinished()] == ["half"]
