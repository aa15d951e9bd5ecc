"""Every place of the program can be read in each theme, with 256 colors too; nothing is bright at night."""

from __future__ import annotations

from functools import cache

import pytest
from rich._palettes import EIGHT_BIT_PALETTE
from rich.cells import cell_len
from rich.color import Color, ColorSystem

from cro_tui.tui.screens.dialogs.jump import HINT
from cro_tui.tui.themes import NIGHT
from tests.tui.gallery import SNAPPED
from tests.tui.walks import WALKS

LEAST = {"sun": 12.0, "night": 7.0, "station": 7.0}
"""Contrast of text and what is behind it."""
BLOCKS = set(" ▁▂▃▄▅▆▇█▏▎▍▌▋▊▉▐▔─│╭╮╰╯━┃")
"""Bars, rules and scrollbars: no text, 3:1 is enough."""
INK = 0.2
"""How much of a cell a letter covers, generously."""


@cache
def light(color):
    """Relative luminance, as WCAG has it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def as_256(color):
    """What a terminal of 256 colors is sent for *color*."""
    number = Color.parse(color).downgrade(ColorSystem.EIGHT_BIT).number
    return EIGHT_BIT_PALETTE[number].hex


def drawn(picture, theme):
    """(text, color, ground) of every run that shows something."""
    for line in picture.themes[theme]:
        for text, style in line:
            if text.strip():
                assert not style.dim, f"{picture.name}: dim text “{text.strip()}”"
                yield text.strip(), style.color.triplet.hex, style.bgcolor.triplet.hex


@pytest.mark.parametrize("walk", WALKS)
def test_all_text_stands_off_its_ground(gallery, walk):
    wrong = set()
    for picture in gallery.of(walk):
        for theme in picture.themes:
            for text, color, ground in drawn(picture, theme):
                least = 3.0 if set(text) <= BLOCKS else LEAST[theme]
                pairs = ((color, ground), (as_256(color), as_256(ground)))
                if min(ratio(*pair) for pair in pairs) < least:
                    wrong.add(
                        f"{picture.name} {theme}: “{text[:40]}” {color} on {ground}, {ratio(color, ground):.2f}:1"
                    )
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize("walk", WALKS)
def test_the_cursor_and_what_is_chosen_can_be_told_from_the_rest(gallery, walk):
    """A field with the cursor has a bar in the accent's color, a list a line of its own ground, whatever has it is
    seen."""
    for picture in gallery.of(walk):
        if picture.focus is not None:
            _x, _y, width, height = picture.focus
            assert width > 8, picture.name
            assert height >= 1, picture.name


@pytest.mark.parametrize("walk", WALKS)
def test_nothing_is_bright_at_night(gallery, walk):
    """On the whole less than a fifteenth of what a white screen shines, letters included; a bright ground is that of a
    cursor, of what differs, or of NOT SAVED: never more than a fortieth of the screen."""
    for picture in gallery.of(walk):
        if "night" not in picture.themes:
            continue
        shine, bright, cells = 0.0, 0, picture.size[0] * picture.size[1]
        for line in picture.themes["night"]:
            for text, style in line:
                ground = light(style.bgcolor.triplet.hex)
                inked = sum(1.0 if c == "█" else INK for c in text if c != " ")
                shine += ground * cell_len(text)
                shine += (light(style.color.triplet.hex) - ground) * inked if inked else 0
                bright += cell_len(text) if ground > light(NIGHT.cursor_ground) else 0
        assert shine / cells < 1 / 15, picture.name
        assert bright / cells < 1 / 40, picture.name


@pytest.mark.parametrize("walk", WALKS)
def test_every_place_is_usable_in_every_size(gallery, walk):
    for picture in gallery.of(walk):
        width, height = picture.size
        assert len(picture.lines) == height, picture.name
        assert all(cell_len(line) == width for line in picture.lines), picture.name
        if "│" in "".join(picture.lines[-3:]) or picture.lines[-1].startswith(HINT):
            continue  # something lies over the last lines
        assert "F1" in picture.lines[-1], f"{picture.name}: {picture.lines[-1]}"
        assert "F2" in picture.lines[-1], picture.name
        assert picture.lines[0].strip(), picture.name


@pytest.mark.parametrize("walk", WALKS)
def test_a_dialog_says_how_to_leave_it_in_every_size(gallery, walk):
    for picture in gallery.of(walk):
        bottom = next((number for number, line in enumerate(picture.lines) if "╰──" in line), None)
        if bottom is not None:
            left = picture.lines[bottom].index("╰")
            inside = [line[left + 1 :].partition("│")[0] for line in picture.lines[:bottom]]
            assert any("esc" in line for line in inside), "\n".join([picture.name, *picture.lines])


def test_the_sizes_of_snapshots_are_looked_at_in_every_theme(gallery):
    for picture in gallery.of("capture"):
        assert (len(picture.themes) == len(LEAST)) is (picture.size in SNAPPED)
