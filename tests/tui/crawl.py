"""Goes through the whole program as somebody who presses every key would: each room, table, view, verb and dialog.

Whoever asks looks at what is drawn after each of them. Nothing is saved: every dialog is left with esc.
"""

from __future__ import annotations

from collections.abc import Callable

from cro_tui.tui.app import CroTui
from cro_tui.tui.commands import COMMANDS, LISTS
from cro_tui.tui.screens.base import Room
from tests.tui.officer import settled

Look = Callable[[CroTui, str], None]
"""(app, how it was reached): raises where something stands there that must not."""
TABLES = {"f2": 1, "f3": 1, "f4": 1, "f5": 3, "f6": 3, "f7": 4, "f8": 5}
"""Function key -> tables of its room."""
PLACES = [(room, table) for room, tables in TABLES.items() for table in range(tables)]
LEFT_ALONE = frozenset({"question_mark", "slash", "space"})


async def crawl(app: CroTui, pilot, look: Look, room: str, table: int, not_letters: str = "") -> None:
    """Every verb of one table, and of what *enter* opens there; without the verbs *not_letters*."""
    await _reach(app, pilot, look, room, table)
    for key in _verbs(app, not_letters):
        where = f"{room} table {table} {key}"
        await _press(app, pilot, look, key, where)
        if key == "enter":
            await _inside(app, pilot, look, where, not_letters)
        await _back(app, pilot, look, room, table)


async def _reach(app: CroTui, pilot, look: Look, room: str, table: int) -> None:
    await _press(app, pilot, look, room, room)
    for number in range(table):
        await _press(app, pilot, look, "right", f"{room} table {number + 1}")
    for _ in range(3):
        if not _in_list(app):
            await _press(app, pilot, look, "down", f"{room} table {table} down")


def _in_list(app: CroTui) -> bool:
    return bool(set(getattr(app.focused, "PLACES", ())) & LISTS)


async def _inside(app: CroTui, pilot, look: Look, where: str, not_letters: str) -> None:
    """The tabs and the verbs of what *enter* opened."""
    inner = app.screen
    for key in ("tab", "tab", "f1", "escape", "tab"):
        if app.screen is inner or key == "escape":
            await _press(app, pilot, look, key, f"{where} {key}")
    for key in _verbs(app, not_letters):
        if app.screen is not inner:
            return
        await _press(app, pilot, look, key, f"{where} {key}")
        for _ in range(3):
            if app.screen is inner:
                break
            await _press(app, pilot, look, "escape", f"{where} {key} escape")


def _verbs(app: CroTui, not_letters: str) -> list[str]:
    """The keys that the list with the cursor answers to."""
    near = set(getattr(app.focused, "PLACES", ())) & LISTS
    keys = [command.key.split(",")[0] for command in COMMANDS if command.place in near]
    return [
        key
        for key in dict.fromkeys(keys)
        if (key == "enter" or (len(key) == 1 and key not in "→←")) and key not in LEFT_ALONE and key not in not_letters
    ]


async def _back(app: CroTui, pilot, look: Look, room: str, table: int) -> None:
    """Out of whatever a key opened, and into the table again."""
    for _ in range(4):
        if isinstance(app.screen, Room) and len(app.screen_stack) == 1:
            break
        await pilot.press("escape")
        await settled(app, pilot)
    if not _in_list(app):
        await pilot.press("f4" if room != "f4" else "f3")
        await settled(app, pilot)
        await _reach(app, pilot, look, room, 0)


async def _press(app: CroTui, pilot, look: Look, key: str, where: str) -> None:
    await pilot.press(key)
    await settled(app, pilot)
    look(app, where)
