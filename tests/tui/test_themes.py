"""The themes: colors of the xterm-256 palette only, readable in the sun, nothing bright at night."""

from __future__ import annotations

import itertools

import pytest
from textual.color import Color

from cro_tui import settings
from cro_tui.tui.themes import NIGHT, PAINTS, SUN, THEMES
from tests.tui.first_room import First

STEPS = ("00", "5f", "87", "af", "d7", "ff")
PALETTE = {"#" + "".join(rgb) for rgb in itertools.product(STEPS, repeat=3)}
PALETTE |= {f"#{level:02x}{level:02x}{level:02x}" for level in range(8, 239, 10)}


def colors(paint):
    return [value for value in paint if isinstance(value, str)]


def ratio(one, other):
    def light(color):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", PAINTS)
def test_every_color_is_of_the_256_color_palette(name):
    assert set(colors(PAINTS[name])) <= PALETTE


@pytest.mark.parametrize(("name", "least"), [("sun", 12), ("night", 7), ("station", 7)])
def test_text_is_readable_on_its_ground(name, least):
    paint = PAINTS[name]
    for ground in (paint.ground, paint.field, paint.choice):
        for text in (paint.text, paint.quiet, paint.accent, paint.good, paint.warning, paint.alarm):
            assert ratio(text, ground) >= least
    assert ratio(paint.cursor_text, paint.cursor_ground) >= least
    assert ratio(paint.thumb, paint.ground) >= 3


def test_sun_is_black_on_white_and_night_has_no_bright_area():
    assert (SUN.ground, SUN.text, SUN.quiet) == ("#ffffff", "#000000", "#000000")
    for ground in (NIGHT.ground, NIGHT.field, NIGHT.choice, NIGHT.cursor_ground):
        assert ratio(ground, "#000000") < 2


@pytest.mark.parametrize("name", PAINTS)
async def test_what_is_drawn_has_only_the_themes_colors(name):
    app = First(theme=name)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.screen.furnished.wait()
        await pilot.press(*"Cars")
        await pilot.pause()
        drawn = set()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                for color in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    if color is not None and color.triplet is not None:
                        drawn.add(color.triplet.hex)
        meant = [Color.parse(color).rgb for color in colors(PAINTS[name])]
        for color in drawn:
            rgb = Color.parse(color).rgb
            assert any(all(abs(a - b) <= 1 for a, b in zip(rgb, one, strict=True)) for one in meant), color


async def test_without_colors_no_color_is_drawn(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = First()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.screen.furnished.wait()
        await pilot.press(*"Cars")
        assert app.theme == "plain"
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                if segment.style is not None:
                    assert segment.style.color is None or segment.style.color.is_default
                    assert segment.style.bgcolor is None or segment.style.bgcolor.is_default


def test_the_settings_know_the_themes_by_their_names():
    assert tuple(theme.name for theme in THEMES) == settings.THEMES
