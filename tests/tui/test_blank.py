"""The blank screen: over whatever stands there; what is pressed behind it reaches nothing; it comes by itself."""

from __future__ import annotations

import pytest
from textual import events

from cro_tui.tui import session
from tests.tui.officer import at_desk, settled


@pytest.mark.parametrize("place", ["f2", "f7 f1", "ctrl+p", "ctrl+n", "f6 n"])
async def test_the_key_works_everywhere_and_what_brings_the_screen_back_is_not_typed(tmp_path, place):
    async with at_desk(tmp_path) as (app, pilot):
        for key in place.split():
            await pilot.press(key)
            await settled(app, pilot)
        stack, focused = list(app.screen_stack), app.focused
        await pilot.press("f9")
        assert app.blanked
        await pilot.press("x")
        await settled(app, pilot)
        assert not app.blanked
        assert (list(app.screen_stack), app.focused) == (stack, focused)
        assert getattr(focused, "value", "") != "x"


@pytest.mark.parametrize(
    "event",
    [events.Paste("pasted"), events.MouseUp(None, 9, 9, 0, 0, 1, False, False, False, 9, 9)],
    ids=["a paste", "a click"],
)
async def test_a_paste_and_a_click_bring_it_back_and_do_nothing_else(tmp_path, event):
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f9")
        app.post_message(event)
        await settled(app, pilot)
        assert not app.blanked
        assert app.screen.line.value == ""


async def test_it_blanks_when_nobody_was_there_for_as_long_as_the_settings_say(tmp_path, monkeypatch):
    time = [1000.0]
    monkeypatch.setattr(session, "monotonic", lambda: time[0])
    (tmp_path / "settings.toml").write_text("[intervals]\nidle_blank_minutes = 2\n")
    async with at_desk(tmp_path) as (app, pilot):
        for sign in (
            events.Key("a", "a"),
            events.MouseMove(None, 9, 9, 0, 0, 0, False, False, False, 9, 9),
            events.Paste("words"),
        ):
            time[0] += 119
            app.post_message(sign)
            await settled(app, pilot)
            time[0] += 119
            app.blank_if_idle()
            assert not app.blanked, sign
        time[0] += 2
        app.blank_if_idle()
        assert app.blanked


async def test_zero_minutes_never_blank(tmp_path, monkeypatch):
    time = [1000.0]
    monkeypatch.setattr(session, "monotonic", lambda: time[0])
    (tmp_path / "settings.toml").write_text("[intervals]\nidle_blank_minutes = 0\n")
    async with at_desk(tmp_path) as (app, _pilot):
        time[0] += 10_000_000
        app.blank_if_idle()
        assert not app.blanked
