"""A complaint about an officer on the screen: one key hands it over, and nothing of its words stays anywhere."""

from __future__ import annotations

import pytest

from cro_tui.actions import meetings, records
from cro_tui.model.concern import Concern
from cro_tui.model.handover import Handover
from cro_tui.model.meeting import Meeting
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
from cro_tui.tui.screens.dialogs.choose import Choose
from cro_tui.tui.screens.minutes import Minutes
from tests.tui.officer import at_desk, settled, type_text

LINE = "Ofc. Zarquon swore at me"
WORDS = ("Zarquon", "swore")
BOTH_WAYS = "A complaint about an officer? ctrl+f hands it over, enter keeps it here"


def kept(home):
    """Every byte that the home holds."""
    return b"\n".join(path.read_bytes() for path in home.rglob("*") if path.is_file()).decode("utf-8", "replace")


def nothing_of_it(home):
    said = kept(home)
    return not any(word in said for word in WORDS)


def handed(home):
    return [one.category for one in Notebook.open(home).all(Handover)]


def seen(app):
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


async def read(app, pilot):
    await pilot.pause(0.1)
    await settled(app, pilot)


async def drafted(app, pilot, text):
    """Types *text*, and has its draft on the disk."""
    await type_text(pilot, text)
    await read(app, pilot)
    assert app.desk.flush_drafts()


def with_meeting(home):
    notebook = Notebook.open(home)
    meeting = records.create(notebook, Meeting, {"body": "Northside"}).record
    return meetings.call_to_order(notebook, meeting).record


async def test_the_advice_names_both_ways_in_one_line_of_a_narrow_screen(tmp_path):
    async with at_desk(tmp_path, (80, 24)) as (app, pilot):
        await type_text(pilot, LINE)
        await read(app, pilot)
        assert any(BOTH_WAYS in line for line in seen(app).splitlines())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_handed_over_nothing_of_the_words_is_kept(tmp_path, size):
    async with at_desk(tmp_path, size) as (app, pilot):
        await drafted(app, pilot, LINE)
        assert not nothing_of_it(tmp_path)
        await pilot.press("ctrl+f")
        await pilot.pause()
        for sentence in ("The words are not kept here.", "Give them to Internal Affairs."):
            assert sentence in seen(app)
        await pilot.press("u", "enter")
        await settled(app, pilot)
        assert app.screen.line.value == ""
        assert app.status.notice == "Handed over, no words kept: use of force"
        assert app.desk.unfinished() == []
        assert nothing_of_it(tmp_path)
    assert nothing_of_it(tmp_path)
    assert handed(tmp_path) == ["use of force"]
    assert Notebook.open(tmp_path).all(Concern) == []


async def test_the_letters_typed_at_once_after_the_key_lead_to_the_category(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, LINE)
        await pilot.press("ctrl+f", "d", "enter", *"next")
        await settled(app, pilot)
        assert app.screen.line.value == "next"
    assert handed(tmp_path) == ["driving"]
    assert nothing_of_it(tmp_path)


async def test_enter_alone_keeps_it_as_a_concern(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, LINE)
        await pilot.press("enter")
        await settled(app, pilot)
    assert [one.narrative for one in Notebook.open(tmp_path).all(Concern)] == [LINE]
    assert handed(tmp_path) == []


async def test_undo_voids_the_handover_and_gives_no_words_back(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await drafted(app, pilot, LINE)
        await pilot.press("ctrl+f", "enter")
        await settled(app, pilot)
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert app.screen.line.value == ""
        assert app.status.notice == "Undone: Handed over, no words kept: courtesy/attitude"
    assert handed(tmp_path) == []
    assert nothing_of_it(tmp_path)


async def test_left_with_escape_the_line_stands_as_it_stood(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await drafted(app, pilot, LINE)
        await pilot.press("ctrl+f")
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.screen.line.value == LINE
        assert [draft.fields["line"] for draft in app.desk.unfinished()] == [LINE]
    assert handed(tmp_path) == []


async def test_a_disk_that_refuses_leaves_the_line(tmp_path, monkeypatch):
    async with at_desk(tmp_path) as (app, pilot):
        await drafted(app, pilot, LINE)
        real = Notebook.save

        def refused(*_given, **_more):
            from cro_tui.store.errors import NotSaved

            raise NotSaved("NOT SAVED: No space left on device")

        monkeypatch.setattr(Notebook, "save", refused)
        await pilot.press("ctrl+f", "enter")
        await settled(app, pilot)
        assert app.screen.line.value == LINE
        assert app.status.saving == "NOT SAVED"
        monkeypatch.setattr(Notebook, "save", real)
        await pilot.press("ctrl+f", "enter")
        await settled(app, pilot)
        assert app.screen.line.value == ""
    assert handed(tmp_path) == ["courtesy/attitude"]


async def test_whom_to_give_the_words_to_and_the_key_are_those_of_the_settings(tmp_path):
    (tmp_path / "settings.toml").write_text(
        '[department]\ninternal_affairs = "Professional Standards"\ninternal_affairs_phone = "555-0111"\n'
    )
    app = CroTui(Desk(tmp_path, named=True), keys={"capture.handover": "ctrl+g"})
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await type_text(pilot, LINE)
        await read(app, pilot)
        assert "ctrl+g hands it over" in seen(app)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Give them to Professional Standards, 555-0111." in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
    (one,) = Notebook.open(tmp_path).all(Handover)
    assert one.handed_to == "Professional Standards"


@pytest.mark.parametrize("mark", ["", "c: "])
async def test_a_line_of_the_minutes_is_handed_over_the_same_way(tmp_path, mark):
    meeting = with_meeting(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f5", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, Minutes)
        await drafted(app, pilot, mark + LINE)
        assert any(BOTH_WAYS in line for line in seen(app).splitlines())
        await pilot.press("ctrl+f", "p", "enter")
        await settled(app, pilot)
        assert app.screen.entry.value == ""
        await type_text(pilot, "next")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.desk.unfinished() == []
    notebook = Notebook.open(tmp_path)
    assert [entry["text"] for entry in notebook.of(Meeting, meeting.id).entries] == ["next"]
    assert handed(tmp_path) == ["procedure"]
    assert nothing_of_it(tmp_path)


async def test_pasted_lines_that_still_wait_are_not_lost_with_the_line(tmp_path):
    meeting = with_meeting(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        fields = {"line": LINE, "pasted": "first\nsecond"}
        app.desk.keep_draft(Draft("waiting-lines", "meetings", meeting.id, "meeting", fields, "2026-11-22"))
        await pilot.press("f5", "enter")
        await settled(app, pilot)
        assert app.screen.entry.value == LINE
        await pilot.press("ctrl+f", "enter")
        await settled(app, pilot)
        assert app.screen.waiting == ("first", "second")
        (draft,) = app.desk.unfinished()
        assert draft.fields["pasted"] == "first\nsecond"
        assert nothing_of_it(tmp_path)
        await pilot.press("enter")
        await settled(app, pilot)
    entries = Notebook.open(tmp_path).of(Meeting, meeting.id).entries
    assert [entry["text"] for entry in entries] == ["first", "second"]


async def test_captured_at_a_live_meeting_it_leads_back_to_the_minutes(tmp_path):
    with_meeting(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f5", "enter")
        await settled(app, pilot)
        await pilot.press("f2")
        await settled(app, pilot)
        await type_text(pilot, LINE)
        await pilot.press("ctrl+f", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, Minutes)
    assert handed(tmp_path) == ["courtesy/attitude"]


async def test_an_entry_that_is_corrected_is_not_handed_over(tmp_path):
    """Its words are in the history of the minutes: only striking it takes it out of them."""
    meeting = with_meeting(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f5", "enter")
        await settled(app, pilot)
        await type_text(pilot, LINE)
        await pilot.press("enter", "up", "ctrl+f")
        await settled(app, pilot)
        assert isinstance(app.screen, Minutes)
        assert "struck" in app.status.notice
    assert handed(tmp_path) == []
    assert len(Notebook.open(tmp_path).of(Meeting, meeting.id).entries) == 1
