"""An app on a home of its own, with the notebook opened, for the tests of the rooms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
from cro_tui.tui.screens.base import Room


@asynccontextmanager
async def at_desk(
    home: Path, size: tuple[int, int] = (80, 24), clock: Callable[[], datetime] | None = None
) -> AsyncIterator[tuple[CroTui, object]]:
    """(app, pilot) with the first room furnished and everything folded and indexed."""
    app = CroTui(Desk(home, named=True, clock=clock))
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        yield app, pilot


async def settled(app: CroTui, pilot) -> None:
    """Wait for the room to stand and for what works in the background."""
    if isinstance(app.screen, Room):
        await app.screen.furnished.wait()
    while not app.desk.whole.is_set():
        await pilot.pause(0.01)
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def type_text(pilot, text: str) -> None:
    """Press the keys of *text*."""
    await pilot.press(*text)
