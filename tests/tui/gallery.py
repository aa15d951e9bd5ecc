"""Every screen and dialog on the made-up notebook, looked at in each theme and size: what the tests of looks look at.

`walks.WALKS` says how an officer gets everywhere: a new screen is one more `Place` there. Knows no test.
"""

from __future__ import annotations

import asyncio
import pickle
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta, timezone
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from filelock import FileLock
from rich.style import Style
from textual._compositor import Compositor
from textual.app import App

from cro_tui.demo.making import make
from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
from cro_tui.tui.themes import THEMES
from tests.tui.officer import settled
from tests.tui.walks import FIRST_DAY, WALKS, Place

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))
"""The evening on which everything is looked at."""
THEME_NAMES = tuple(theme.name for theme in THEMES)
SNAPPED = ((80, 24), (120, 40))
"""Sizes of which snapshots are kept, in each theme."""
SIZES = (*SNAPPED, (60, 20), (100, 30), (200, 60))
PATIENCE = 300
"""How often it is looked whether what a place shows is there; the screens answer within a few."""

Run = tuple[str, Style]
"""A piece of a line in one style."""


class Picture(NamedTuple):
    """What stood on the screen."""

    place: str
    size: tuple[int, int]
    themes: dict[str, tuple[tuple[Run, ...], ...]]
    """By theme, the lines. All three where a snapshot is kept, else the first theme alone."""
    focus: tuple[int, int, int, int] | None
    """Where the widget with the cursor shows: column, line, width, height; None where nothing has it."""

    @property
    def lines(self) -> list[str]:
        """The text of the lines."""
        return ["".join(text for text, _ in line) for line in next(iter(self.themes.values()))]

    @property
    def name(self) -> str:
        """What its snapshot is called."""
        return f"{self.size[0]}x{self.size[1]}/{self.place}"


class Gallery:
    """The pictures of all walks. Each is walked once, by whichever of several test processes asks first."""

    def __init__(self, folder: Path) -> None:
        """*folder* is the same for all of them."""
        self._folder = folder
        self._seen: dict[str, list[Picture]] = {}

    def of(self, walk: str) -> list[Picture]:
        """The pictures of one walk; raises what went wrong on it."""
        if walk not in self._seen:
            self._seen[walk] = self._look(walk)
        return self._seen[walk]

    def _look(self, walk: str) -> list[Picture]:
        self._folder.mkdir(exist_ok=True)
        home = self._folder / "larkmoor"
        with FileLock(self._folder / "larkmoor.lock"):
            if not home.exists():
                make(self._folder / "made", NOW.date())
                (self._folder / "made").rename(home)
        kept = self._folder / f"{walk}.pictures"
        with FileLock(self._folder / f"{walk}.lock"):
            if not kept.exists():
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                    pictures = pool.submit(walked, home, walk).result()
                kept.write_bytes(pickle.dumps(pictures))
            found: list[Picture] = pickle.loads(kept.read_bytes())
            return found


def walked(home: Path, name: str, sizes: Sequence[tuple[int, int]] = SIZES) -> list[Picture]:
    """The places of one walk, on a copy of *home*."""
    own = home.with_name(f"{home.name}-{name}")
    shutil.rmtree(own, ignore_errors=True)
    if name == FIRST_DAY:
        own.mkdir()
    else:
        shutil.copytree(home, own)

    async def walk() -> list[Picture]:
        return [picture async for picture in _walk(own, WALKS[name], sizes)]

    try:
        with patch.object(Compositor, "render_update", _for_nobody):
            return asyncio.run(walk())
    finally:
        shutil.rmtree(own, ignore_errors=True)


_update = Compositor.render_update


def _for_nobody(compositor: Compositor, **how: object) -> object:
    """Instead of drawing for a terminal, which would take half of the time: the pictures are drawn for themselves.

    What lies beneath a dialog is taken from there.
    """
    if how.get("screen_stack"):
        return _update(compositor, **how)
    compositor._dirty_regions.clear()
    return None


async def _walk(home: Path, places: Sequence[Place], sizes: Sequence[tuple[int, int]]) -> AsyncIterator[Picture]:
    app = CroTui(Desk(home, named=True, clock=lambda: NOW))
    app.animation_level = "none"
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(app, pilot)
        for place in places:
            if place.before is not None:
                place.before(app)
            for burst in keys_of(place.keys):
                await pilot.press(*burst)
                await settled(app, pilot)
            await _shown(app, pilot, place)
            for size in sizes:
                await pilot.resize_terminal(*size)
                if place.at_each_size:
                    await settled(app, pilot)
                    await pilot.press(place.at_each_size)
                    await settled(app, pilot)
                names = THEME_NAMES if size in SNAPPED else THEME_NAMES[:1]
                drawn = {}
                for theme in (*names[1:], names[0]):
                    if app.theme != theme:
                        app.theme = theme
                    drawn[theme] = await _still(app, pilot, size)
                yield Picture(place.name, size, {theme: drawn[theme] for theme in names}, _focus(app))
            await pilot.resize_terminal(80, 24)
            await settled(app, pilot)


def keys_of(route: str) -> list[list[str]]:
    """The keys of *route*: names of keys between blanks, text between quotes."""
    return [list(text) if text else [key] for text, key in re.findall(r"'([^']*)'|(\S+)", route)]


async def _shown(app: CroTui, pilot, place: Place) -> None:
    for _ in range(PATIENCE):
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        if place.shows in text:
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{place.name}: “{place.shows}” never came:\n{text}")


async def _still(app: CroTui, pilot, size: tuple[int, int]) -> tuple[tuple[Run, ...], ...]:
    """What is drawn in the terminal's *size* when nothing moves any more."""
    before = None
    for _ in range(PATIENCE):
        await app.workers.wait_for_complete()
        await pilot.pause()
        now = drawn_on(app)
        if now == before and len(now) == size[1] and app.screen.size == size:
            return now
        before = now
    raise AssertionError("the screen never stands still")


def drawn_on(app: App[None]) -> tuple[tuple[Run, ...], ...]:
    """The screen as it is drawn: lines of runs, with the colors as they come out (reversed ones changed over)."""
    lines = []
    for strip in app.screen._compositor.render_strips():
        runs: list[Run] = []
        for segment in strip:
            style = _plain(segment.style or Style())
            if runs and runs[-1][1] == style:
                runs[-1] = (runs[-1][0] + segment.text, style)
            else:
                runs.append((segment.text, style))
        lines.append(tuple(runs))
    return tuple(lines)


def _plain(style: Style) -> Style:
    color, ground = style.color, style.bgcolor
    if style.reverse:
        color, ground = ground, color
    return Style(
        color=color, bgcolor=ground, bold=bool(style.bold), dim=bool(style.dim), underline=bool(style.underline)
    )


def _focus(app: CroTui) -> tuple[int, int, int, int] | None:
    if app.focused is None:
        return None
    region = app.screen.find_widget(app.focused).visible_region
    return (region.x, region.y, region.width, region.height)
