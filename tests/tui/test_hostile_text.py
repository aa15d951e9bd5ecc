"""Text that would steer a terminal, in every field of every kind and in every line to type in: shown harmlessly."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest
from rich.cells import cell_len
from textual import events

from cro_tui.model.concern import Concern
from cro_tui.model.fields import clean
from cro_tui.store.notebook import Notebook
from cro_tui.tui.show import harmless
from tests.tui.crawl import PLACES, TABLES, crawl
from tests.tui.filled import fill
from tests.tui.officer import at_desk, settled

pytestmark = pytest.mark.timeout(400)
NOW = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]")
HOSTILE = {
    "markup": "[/b][bold red]x[/] [@click=app.quit]quit[/] [link=file:///etc]l[/link] [[not]] \\[ {0} %s",
    "ansi": "\x1b[2J\x1b[31mred\x1b[0m \x1b[?1049l\x1b[6n",
    "osc": "\x1b]52;c;c3RvbGVu\x07\x1b]8;;http://x\x1b\\l\x1b]8;;\x1b\\\x1b]0;owned\x07",
    "c1": "\x9b2J\x9d0;owned\x9c\x90q\x9c \x84\x85\x8d",
    "controls": "".join(map(chr, range(32))) + "\x7f",
    "bidi": "\u202eevil\u202c \u2066isolated\u2069 \u200fשלום\u200e مرحبا",
    "stacks": "e" + "\u0301" * 400 + " Z" + "\u0300\u0336\u20dd" * 300,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇺🇸👍🏽 " * 40,
    "wide": "日本語の長い文字列" * 60 + "ﬀ㌍",
    "lines": "one\ttab\r\ntwo\u2028three\u2029four\x0bfive\x0csix\x85seven\n" * 5,
    "long": "x" * 10_000,
    "blanks": " \u00a0\u3000\u200b\ufeff\u00ad\u2060 " * 30,
}
LONG = {"words": "word " * 2_000, "wide": "漢" * 10_000, "only accents": "\u0301" * 10_000}
VERY_LONG = {name: text * 10 for name, text in LONG.items()}


def now():
    return NOW


def look(app, where):
    """Every line has the width of the screen, and nothing in it steers."""
    for number, strip in enumerate(app.screen._compositor.render_strips()):
        text = strip.text
        assert not STEERING.search(text), f"{where}, line {number}: {text!r}"
        assert cell_len(text) == app.size.width, f"{where}, line {number}: {text!r}"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Each kind once for each text, in every one of its fields; first and last stand records that hold all of them."""
    home = tmp_path_factory.mktemp("hostile")
    everything = " ".join(HOSTILE.values())
    for text in (everything, *HOSTILE.values(), *LONG.values(), everything):
        fill(home, lambda _kind, _field, text=text: text, now=now, copies=1)
    return home


@pytest.mark.campaign
@pytest.mark.parametrize(("room", "table"), PLACES)
async def test_it_is_shown_harmlessly_in_every_place(home, room, table):
    size = (80, 24) if (len(room) + table) % 2 else (120, 40)
    async with at_desk(home, size, now) as (app, pilot):
        await crawl(app, pilot, look, room, table, not_letters="wbx0123456789")


@pytest.mark.parametrize("room", TABLES)
async def test_every_table_shows_it_harmlessly(home, room):
    async with at_desk(home, (80, 24), now) as (app, pilot):
        for key in (room, *("down", "enter", "escape", "right") * TABLES[room]):
            await pilot.press(key)
            await settled(app, pilot)
            look(app, f"{room} {key}")


@pytest.mark.campaign
@pytest.mark.parametrize(("room", "table"), PLACES)
async def test_ten_thousand_characters_stand_in_every_field(tmp_path, room, table):
    for text in LONG.values():
        fill(tmp_path, lambda _kind, _field, text=text: text, now=now, copies=1)
    async with at_desk(tmp_path, (80, 24), now) as (app, pilot):
        for key in (room, *("right",) * table, "down", "enter", "escape", "down", "enter"):
            await pilot.press(key)
            await settled(app, pilot)
            look(app, f"{room} table {table} {key}")


@pytest.mark.parametrize("place", ["f2", "f2 tab", "f3", "f5 n", "ctrl+p"])
async def test_it_may_be_pasted_into_every_line(tmp_path, place):
    async with at_desk(tmp_path, (80, 24), now) as (app, pilot):
        for key in place.split():
            await pilot.press(key)
            await settled(app, pilot)
        for name, text in (HOSTILE | VERY_LONG).items():
            app.post_message(events.Paste(text))
            await settled(app, pilot)
            look(app, f"{place}: {name}")
            await pilot.press("left", "a", "end", "b", "ctrl+a", "delete")
        app.post_message(events.Paste(" ".join(HOSTILE.values())))
        await pilot.press("enter")
        await settled(app, pilot)
        look(app, f"{place}: entered")


def letters_of(text):
    return [letter for letter in text if letter.isalnum()]


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in ("blanks",)])
async def test_what_was_pasted_and_saved_stands_there_as_it_was(tmp_path, name):
    text = HOSTILE[name]
    async with at_desk(tmp_path, (80, 24), now) as (app, pilot):
        await pilot.press("tab")
        await settled(app, pilot)
        await pilot.press("tab")
        app.post_message(events.Paste("said: " + text))
        await settled(app, pilot)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    (concern,) = Notebook.open(tmp_path).all(Concern)
    assert letters_of(concern.narrative) == letters_of(clean("said: " + text))
    assert harmless(concern.narrative) == concern.narrative  # what steers a terminal is a picture of itself
