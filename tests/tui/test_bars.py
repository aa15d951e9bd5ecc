"""The top line and the lines of keys: nothing in them is cut, whatever the width."""

from __future__ import annotations

import pytest

from cro_tui.tui.widgets.choice_field import ChoiceField, from_words
from tests.tui.rooms import Foundation

LONG = (
    "Not written: /home/officer/Documents/Larkmoor Police Department/quarterly reports can't be written to, since the "
    "disk is full; what you typed is kept as a draft"
)


def bar_of(app):
    bar = app.screen.bar
    return [bar.render_line(y).text for y in range(bar.size.height)]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_long_sentence_is_shown_to_its_end(size):
    app = Foundation()
    async with app.run_test(size=size) as pilot:
        app.say(notice=LONG, saving="NOT SAVED")
        await pilot.pause()
        strip = app.screen.strip
        lines = [strip.render_line(y).text for y in range(strip.size.height)]
        assert "NOT SAVED" in lines[0]
        said = " ".join(" ".join(lines).replace("NOT SAVED", "").replace("Capture", "").split())
        assert said == LONG if size[0] > 60 else said.endswith("…")
        app.say(notice="Saved", saving="saved")
        await pilot.pause()
        assert strip.size.height == 1


async def test_where_a_file_lies_goes_on_in_the_next_line():
    app = Foundation()
    async with app.run_test(size=(80, 24)) as pilot:
        path = "/very/long" * 12
        app.say(notice=f"Written: {path}")
        await pilot.pause()
        strip = app.screen.strip
        shown = "".join("".join(strip.render_line(y).text for y in range(strip.size.height)).split())
        assert path in shown


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)])
async def test_the_keys_stand_whole_and_what_leads_on_stays(size):
    app = Foundation()
    async with app.run_test(size=size) as pilot:
        await pilot.press("f3", "down")
        lines = bar_of(app)
        assert all(len(line) == size[0] for line in lines)
        assert "…" not in "".join(lines[:-1])
        assert "esc Back" in " ".join(lines)
        assert "enter Open" in " ".join(lines)
        assert lines[-1].split("F1")[1].strip() == "Help"


async def test_what_has_no_room_is_behind_a_key_that_can_be_clicked():
    app = Foundation()
    async with app.run_test(size=(30, 24)) as pilot:
        await pilot.press("f3", "down")
        line = bar_of(app)[0]
        assert line.rstrip().endswith("? more")
        await pilot.click(app.screen.bar, offset=(line.index("? more"), 0))
        assert type(app.screen).__name__ == "Keys"


async def test_choices_are_never_broken_over_lines():
    app = Foundation()
    async with app.run_test(size=(60, 24)) as pilot:
        words = ["Larkmoor Interfaith Roundtable", "Terraces Neighborhood Watch", "Advisory Board", "Quarry Hill"]
        field = ChoiceField(suggest=from_words(words))
        await app.screen.mount(field, before=app.screen.bar)
        field.focus()
        await pilot.pause()
        screen = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert all(word in screen for word in words)
