"""Jump mode: a letter at everything that can be worked in, from inside a field too; fast keys land rightly."""

from __future__ import annotations

import pytest

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.dialogs.jump import Jump
from tests.tui.officer import at_desk, settled
from tests.tui.rooms import Foundation


def letter_of(app, widget):
    """The letter that stands at the upper left of *widget*."""
    at = app.screen_stack[-2].find_widget(widget).visible_region
    return next(one.letter for one in app.screen.spots.values() if (one.x, one.y) == (at.x, at.y))


async def test_a_letter_leads_to_what_it_stands_at_and_the_next_key_lands_there():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", *"elm", "ctrl+e")
        letter = letter_of(app, app.screen_stack[-2].rows)
        await pilot.press(letter, "space", "down")
        assert app.screen.focused is app.screen.rows
        assert app.screen.rows.picked
        assert app.screen.search.field.value == "elm"


async def test_keys_typed_at_once_land_in_the_letters_and_then_in_the_field(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f3")
        await settled(app, pilot)
        await pilot.press("down", "ctrl+e", "a", *"mai")
        assert app.screen.search.field.value == "mai"


@pytest.mark.parametrize("key", ["escape", "ctrl+e"])
async def test_it_is_left_without_going_anywhere(key):
    app = Foundation()
    async with app.run_test() as pilot:
        await pilot.press(*"Cars", "ctrl+e", key, *" race")
        assert app.screen.line.value == "Cars race"


async def test_a_letter_that_stands_nowhere_does_nothing():
    app = Foundation()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+e", "z")
        assert isinstance(app.screen, Jump)
        await pilot.press("escape", "z")
        assert app.screen.line.value == "z"


async def test_a_rooms_key_takes_the_letters_away():
    app = Foundation()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+e", "f3", *"elm", "f2")
        assert not isinstance(app.screen, Jump)
        await pilot.press("f3")
        assert app.screen.search.field.value == "elm"


async def test_the_names_of_tables_and_views_can_be_jumped_to_a_view_by_its_own_digit(tmp_path):
    book = Notebook.open(tmp_path)
    records.create(book, Concern, {"narrative": "Street racing"})
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        await pilot.press("f7")
        await settled(app, pilot)
        room = app.screen
        await room.loaded.wait()
        await pilot.press("slash", "ctrl+e", "3")
        await settled(app, pilot)
        assert room._view[Concern.KIND] == "closed, not told"
        await pilot.press("ctrl+e", "b")
        assert room.kind == Referral.KIND
        assert room.focused is room.rows


async def test_no_label_covers_what_was_typed():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Maria", "ctrl+e")
        await pilot.pause()
        assert any("Maria" in strip.text for strip in app.screen._compositor.render_strips()) or any(
            "Maria" in strip.text for strip in app.screen_stack[-2]._compositor.render_strips()
        )
        field = app.screen_stack[-2].line
        spot = next(one for one in app.screen.spots.values() if one.y == field.content_region.y)
        assert spot.x + spot.cells <= field.content_region.x
