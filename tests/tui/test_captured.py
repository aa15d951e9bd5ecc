"""The list of what was captured before: the newest stands first, and so does the cursor while nobody is in the list."""

from __future__ import annotations

import pytest

from cro_tui.actions.capture import capture
from cro_tui.store.notebook import Notebook
from cro_tui.tui.widgets.captured import ConcernLines
from tests.tui.officer import at_desk, settled, type_text


def pointed_at(rows):
    lines = [rows.render_line(y).text for y in range(rows.size.height)]
    return [line for line in lines if line.startswith("▸")]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_new_concern_has_the_cursor_of_the_list(tmp_path, size):
    async with at_desk(tmp_path, size) as (app, pilot):
        for text in ("first thing", "second thing", "third thing"):
            await type_text(pilot, text)
            await pilot.press("enter")
            await settled(app, pilot)
            (line,) = pointed_at(app.screen.query_one("#capture-recent", ConcernLines).rows)
            assert text in line


async def test_who_is_in_the_list_keeps_the_line(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        for text in ("first thing", "second thing"):
            await type_text(pilot, text)
            await pilot.press("enter")
        await settled(app, pilot)
        rows = app.screen.query_one("#capture-recent", ConcernLines).rows
        rows.focus()
        await pilot.press("down")
        capture(Notebook.open(tmp_path), "third thing")
        app.desk.poll()
        await settled(app, pilot)
        (line,) = pointed_at(rows)
        assert "first thing" in line
