"""Issuing on the screen: a question that names what is missing, then the same bytes for ever; late entries are told."""

from __future__ import annotations

import pytest

from cro_tui.actions.capture import capture
from cro_tui.actions.reports import issued_report
from cro_tui.model.report import Report
from cro_tui.store.notebook import Notebook
from tests.tui.officer import at_desk, settled
from tests.tui.test_reports import NARROW, WIDE, clock, drawn, enter, home, shown, texts

__all__ = ["home"]


async def press_and_wait(app, pilot, *keys):
    (room,) = (screen for screen in app.screen_stack if screen.LABEL == "Reports")
    room.last_written = None
    await pilot.press(*keys)
    while room.last_written is None:
        await settled(app, pilot)
    await settled(app, pilot)
    return room.last_written


async def facts_anew(app, pilot, room, holds):
    """Wait until the facts are drawn again after a change."""
    while not (room.drawn and room.drawn.facts and holds(room.drawn.facts)):
        await pilot.pause(0.05)
    await settled(app, pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_i_asks_with_what_is_missing_and_then_freezes_it(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("i")
        await pilot.pause()
        asked = shown(app)
        assert "Issue the report of 2026-Q4 for command?" in asked
        assert "1 recommendation has no owner" in asked
        assert "is not over" in asked
        await pilot.press("n")
        await pilot.pause()
        assert issued_report(app.desk.notebook, "2026-Q4", "command") is None
        path = await press_and_wait(app, pilot, "i", "y")
        await facts_anew(app, pilot, room, lambda facts: facts.issued)
        report = issued_report(app.desk.notebook, "2026-Q4", "command")
        assert path.read_bytes() == report.package
        assert any(line.startswith("Issued") for line in texts(room))


async def test_i_again_gives_the_same_bytes_and_late_entries_stand_there(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        first = (await press_and_wait(app, pilot, "i", "y")).read_bytes()
        app.desk.do(lambda notebook: capture(notebook, "Came later heard:2026-11-04"))
        await facts_anew(app, pilot, room, lambda facts: facts.came_late)
        line = texts(room)["Late: entered since, told of in the next report"]
        assert room.report.row(line).cells[1].strip() == "1"
        assert (await press_and_wait(app, pilot, "i")).read_bytes() == first
        assert (await press_and_wait(app, pilot, "w")).read_bytes() != first


async def test_undo_takes_the_issue_back_and_it_can_be_issued_anew(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await press_and_wait(app, pilot, "i", "y")
        await pilot.press("ctrl+z")
        await facts_anew(app, pilot, room, lambda facts: not facts.issued)
        assert issued_report(app.desk.notebook, "2026-Q4", "command") is None
        await press_and_wait(app, pilot, "i", "y")
        assert len(app.desk.notebook.all(Report, voided=True)) == 2


async def test_what_cant_be_written_is_not_issued(home):
    (home / "exports").write_text("in the way")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("i", "y")
        await pilot.pause()
        while room.seconds_writing is not None:
            await settled(app, pilot)
        assert "Not written" in app.status.notice
        assert Notebook.open(home).all(Report) == []


async def test_each_audience_has_its_own_issue(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await press_and_wait(app, pilot, "i", "y")
        await pilot.press("a")
        await drawn(app, pilot)
        assert room.drawn.facts.issued == ""
        path = await press_and_wait(app, pilot, "i", "y")
        assert path.name == "Community Relations Report 2026-Q4 (agency).docx"


async def test_the_records_own_form_and_history_do_not_show_the_document_itself(home):
    async with at_desk(home, WIDE, clock) as (app, pilot):
        await enter(app, pilot)
        await press_and_wait(app, pilot, "i", "y")
        report = issued_report(app.desk.notebook, "2026-Q4", "command")
        app.open_record(report.id)
        await settled(app, pilot)
        assert "UEsDB" not in shown(app)
        await pilot.press("ctrl+r")
        await settled(app, pilot)
        assert "characters)" in shown(app)
        assert "UEsDB" not in shown(app)
        await pilot.press("escape", "escape", "f3")
        await pilot.press(*"quarterly")
        await settled(app, pilot)
        assert "UEsDB" not in shown(app)
