"""An empty notebook: every room, table and view says what it would hold, and which key makes the first one."""

from __future__ import annotations

import re

import pytest
from textual.worker import WorkerCancelled

from cro_tui.tui.ways import go, ways
from cro_tui.tui.widgets.row_list import RowList
from tests.tui.officer import at_desk, settled

KEY = re.compile(r"(?:^|[\s(;:])(?:[a-z0-9/←→↓+]|F\d|esc|enter|space|ctrl\+\w)(?=[\s,:;.)]|$)")
SIZE = (80, 24)
WORKING = ("Looking", "Drawing", "Reading", "being opened", "being read")


async def shown(app, pilot):
    """What is said where the list is, whole, once everything behind it came to rest."""
    for _ in range(5):
        try:
            await settled(app, pilot)
            break
        except WorkerCancelled:
            continue
    for _ in range(100):
        rows = next((one for one in app.screen.query(RowList) if one.region and one.size.width > 20), None)
        if rows is not None and not any(word in (said := said_in(rows)) for word in WORKING):
            return said if not rows.count else above_the_keys(app)
        await pilot.pause(0.02)
    raise AssertionError("nothing came to rest")


def above_the_keys(app):
    """All that shows but the keys: the report has its lines also where nothing is in it."""
    return " ".join(strip.text for strip in list(app.screen._compositor.render_strips())[1:-2])


def said_in(rows):
    lines = [rows.render_line(y).text.strip() for y in range(rows._top, rows.size.height)]
    return " ".join(line for line in lines if line)


@pytest.mark.parametrize("way", list(ways()), ids=lambda way: way.name)
async def test_every_table_and_view_says_what_to_press(tmp_path, way):
    async with at_desk(tmp_path, SIZE) as (app, pilot):
        await go(app, way)
        said = await shown(app, pilot)
        assert len(said.split()) > 3
        assert KEY.search(said), said


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f6", "f7", "f8"])
async def test_every_room_says_what_to_press(tmp_path, key):
    async with at_desk(tmp_path, SIZE) as (app, pilot):
        await pilot.press(key)
        said = await shown(app, pilot)
        assert KEY.search(said), said
