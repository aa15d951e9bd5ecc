"""A save that waits for another window: the screen says so before it stands still, and the save is done after all."""

from __future__ import annotations

import threading

import pytest
from textual._compositor import CompositorUpdate

from cro_tui.model.concern import Concern
from cro_tui.store import locking
from tests.tui.officer import at_desk, settled


class OtherWindow(threading.Thread):
    """Holds the home's lock from its start until it is told to let go."""

    def __init__(self, home):
        super().__init__(daemon=True)
        self.home = home
        self.holds, self.let_go = threading.Event(), threading.Event()

    def run(self):
        with locking.HomeLock(self.home):
            self.holds.set()
            self.let_go.wait(20)


def watched(app, monkeypatch, words, then):
    """Calls *then* as soon as these words are drawn."""

    def draw(screen, update):
        if isinstance(update, CompositorUpdate) and words in update.render_segments(app.console):
            then()

    monkeypatch.setattr(app, "_display", draw)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_save_that_waits_for_another_window_says_so_and_is_done(tmp_path, monkeypatch, size):
    async with at_desk(tmp_path, size) as (app, pilot):
        await pilot.press(*"Cars race", "enter")
        await settled(app, pilot)
        other = OtherWindow(tmp_path)
        other.start()
        assert other.holds.wait(20)
        watched(app, monkeypatch, "Waiting for another window", other.let_go.set)
        await pilot.press(*"Dogs bark", "enter")
        await settled(app, pilot)
        assert other.let_go.is_set()
        assert app.status.notice.startswith("Saved")
        assert {one.summary for one in app.desk.notebook.all(Concern)} == {"Cars race", "Dogs bark"}


async def test_it_is_said_beneath_a_dialog_too(tmp_path, monkeypatch):
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press(*"Cars race", "enter")
        await settled(app, pilot)
        await pilot.press("f7")
        await settled(app, pilot)
        await pilot.press("s")
        await pilot.pause()
        other = OtherWindow(tmp_path)
        other.start()
        assert other.holds.wait(20)
        watched(app, monkeypatch, "Waiting for another window", other.let_go.set)
        await pilot.press(*"monitoring", "enter")
        await settled(app, pilot)
        assert other.let_go.is_set()
        (one,) = app.desk.notebook.all(Concern)
        assert one.status == "monitoring"


async def test_who_waits_in_vain_keeps_the_words(tmp_path, monkeypatch):
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press(*"Cars race", "enter")
        await settled(app, pilot)
        monkeypatch.setattr(locking, "LOCK_SECONDS", 0.0)
        other = OtherWindow(tmp_path)
        other.start()
        assert other.holds.wait(20)
        await pilot.press(*"Dogs bark", "enter")
        await pilot.pause()
        assert app.status.saving == "NOT SAVED"
        assert app.screen.query_one("CaptureLine").value == "Dogs bark"
        other.let_go.set()
        other.join()
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.status.saving == "saved"
