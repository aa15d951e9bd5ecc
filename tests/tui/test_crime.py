"""Crime and calls for service in the Reports room: the quarters as bars, each type beside what was before."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import records
from cro_tui.model.crime import Crime
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.dialogs.story import StoryDialog
from tests.tui.officer import at_desk, settled

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=timezone(timedelta(hours=-4)))


def clock():
    return NOW


@pytest.fixture
def home(tmp_path):
    notebook = Notebook.open(tmp_path, clock=clock)
    for quarter, count in (("2025-Q3", 9), ("2026-Q3", 24)):
        counts = [{"type": "Theft [/b]", "beat": "4", "count": count}, {"type": "Noise", "count": 12}]
        typed = {"source": "Records", "quarter": quarter, "counts": counts, "caveat": "As reported."}
        records.create(notebook, Crime, typed)
    return tmp_path


def shown(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_counts_stand_there_as_bars_and_what_chance_does_not_explain_is_marked(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        await pilot.press("f8")
        await settled(app, pilot)
        room = app.screen
        while room.drawn is None or room.drawn.request != room.request:
            await settled(app, pilot)
        await settled(app, pilot)
        assert room.request.quarter == "2026-Q3"
        room.report.go_to(next(key for key, line in room.lines.lines.items() if line.section == "crime"))
        await pilot.pause()
        if size[0] < 120:
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, StoryDialog)
        assert "█" in shown(app)
        paragraphs = [one.text for one in app.screen.query("Details").first().paragraphs]
        assert "Theft [/b] 24: a year ago 9 ●" in paragraphs
        assert "Noise 12: a year ago 12" in paragraphs
        assert "As reported." in paragraphs
        sentence = "Theft [/b]: 24, after 9 in the same quarter last year; more than chance explains (signal +3.8)."
        assert sentence in paragraphs
