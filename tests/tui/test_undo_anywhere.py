"""The last thing saved is taken back from any room, from a field without typing, from a list; a dialog says why not."""

from __future__ import annotations

import pytest

from cro_tui.model.concern import Concern
from cro_tui.tui.screens.dialogs.base import Dialog
from tests.tui.officer import at_desk, settled

ROOMS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8")


@pytest.mark.parametrize("key", ROOMS)
async def test_a_capture_is_taken_back_from_every_room(tmp_path, key):
    async with at_desk(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press(*"Cars", "enter", key)
        await settled(app, pilot)
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert list(app.desk.notebook.all(Concern)) == []
        assert "Undone" in app.status.notice or "undone" in app.status.notice.casefold()


@pytest.mark.parametrize("keys", [("f3",), ("f3", "down"), ("f7", "slash"), ("f5", "slash")])
async def test_from_a_filter_without_typing_and_from_a_list(tmp_path, keys):
    async with at_desk(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press(*"Cars", "enter")
        for key in keys:
            await pilot.press(key)
            await settled(app, pilot)
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert list(app.desk.notebook.all(Concern)) == []


async def test_typing_comes_first(tmp_path):
    async with at_desk(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press(*"Cars", "enter", *"More", "ctrl+z")
        await settled(app, pilot)
        assert len(list(app.desk.notebook.all(Concern))) == 1
        assert app.screen.line.value == ""


async def test_over_a_room_a_dialog_says_why_not(tmp_path):
    async with at_desk(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press(*"Cars", "enter", "f7")
        await settled(app, pilot)
        await app.screen.loaded.wait()
        await pilot.press("s")
        await settled(app, pilot)
        assert isinstance(app.screen, Dialog)
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert len(list(app.desk.notebook.all(Concern))) == 1
        assert "esc first" in app.status.notice
        await pilot.press("escape", "ctrl+z")
        await settled(app, pilot)
        assert list(app.desk.notebook.all(Concern)) == []
