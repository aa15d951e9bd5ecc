"""Help for where one is: every place has its text, its keys in groups, the markers of its line; typing narrows it."""

from __future__ import annotations

import re

import pytest

from cro_tui.tui.commands import COMMANDS, LISTS
from cro_tui.tui.places import PLACES, SHEETS, with_keys
from cro_tui.tui.rooms import ROOMS
from cro_tui.tui.screens.dialogs.keys import Keys
from tests.tui.officer import at_desk, settled
from tests.tui.rooms import Foundation

_SHARED = ("any list", "any screen", "dialogs", "everywhere")


def said(app):
    return "\n".join(f"{one.label} {one.text}" for one in app.screen.paragraphs)


def test_every_place_with_keys_of_its_own_has_a_text_that_says_what_it_is_for():
    places = dict.fromkeys(command.place for command in COMMANDS)
    assert [place for place in places if place not in PLACES] == []
    unsaid = [place for place in places if not PLACES[place].about and place not in _SHARED]
    assert all("tables" in place for place in unsaid)  # what is shared by the tables of one room


def test_every_room_is_a_place():
    assert [name for name in ROOMS if name not in PLACES] == []


def test_the_texts_name_keys_that_there_are():
    ids = {command.id for command in COMMANDS}
    for place in PLACES.values():
        named = re.findall(r"\{([^}]*)\}", place.about + place.way)
        assert [one for one in named if one not in ids] == []
    assert with_keys("{room.find}, then ↓", {"room.find": "ctrl+g"}) == "ctrl+g, then ↓"


def test_the_lines_with_a_grammar_have_their_markers():
    assert {"capture", "minutes line", "check-in", "find", "any list"} <= set(SHEETS)
    assert "any list" in LISTS


async def test_it_says_what_the_place_is_for_then_its_keys_then_those_of_everywhere():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "f1")
        text = said(app)
        assert text.index("Type a few letters") < text.index("Into the list") < text.index("Write down a concern;")
        assert "Mark the line" not in text
        await pilot.press("escape", "down", "question_mark")
        assert "Mark the line" in said(app)


async def test_it_says_how_to_leave_the_program():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "ctrl+q leaves cro-tui" in "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        await pilot.press("escape", "escape")
        assert "ctrl+q leaves cro-tui" in app.status.notice
        app.say(notice="")
        await pilot.press("ctrl+c")
        assert "ctrl+q leaves cro-tui" in app.status.notice


async def test_the_markers_of_the_line_stand_in_it():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        assert '@"12 Elm St"' in said(app)
        assert "~juvenile" in said(app)


async def test_typing_narrows_it_and_nothing_typed_leaves_it():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1", *"blank")
        text = said(app)
        assert "Blank the screen" in text
        assert "Find people" not in text
        await pilot.press(*" zzz")
        assert "No key here" in said(app)
        await pilot.press("enter", "x")
        assert app.screen.line.value == "x"


async def test_arrows_and_pages_scroll_it():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        text = app.screen.query_one("#keys")
        await pilot.press("down", "pagedown")
        await pilot.pause()
        assert text.scroll_offset.y > 2
        await pilot.press("pageup", "up")
        await pilot.pause()
        assert text.scroll_offset.y == 0


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f6", "f7", "f8"])
async def test_every_room_has_help_of_its_own(tmp_path, key):
    async with at_desk(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press(key)
        await settled(app, pilot)
        place = app.screen.PLACES[0]
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, Keys)
        assert PLACES[place].title in said(app)
