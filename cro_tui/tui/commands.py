"""THE table of commands: bindings, key bar, help screen, palette and the README's table of keys are all made from it.

A command is one line here and one ``action_…`` method: on the app where *place* is EVERYWHERE, on the widget where it
is a LIST or FIELD, else on the screen of that place. Knows no screen and no widget, and does without Textual until
`bindings` is asked for: the command line reads the table too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cro_tui.tui.command_table import caring, dialogs, everywhere, finding, meeting, reporting, setting, training
from cro_tui.tui.command_table.command import DIALOG, EVERYWHERE, LIST, ROOM, Command

if TYPE_CHECKING:
    from textual.binding import BindingType

__all__ = [
    "COMMANDS",
    "DIALOG",
    "EVERYWHERE",
    "LIST",
    "LISTS",
    "ROOM",
    "Command",
    "bindings",
    "by_place",
    "is_function_key",
    "key_name",
    "key_of",
    "key_table",
    "of",
]

COMMANDS: tuple[Command, ...] = (
    *everywhere.COMMANDS,
    *finding.COMMANDS,
    *meeting.COMMANDS,
    *training.COMMANDS,
    *caring.COMMANDS,
    *reporting.COMMANDS,
    *setting.COMMANDS,
    *dialogs.COMMANDS,
)

_FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 10))


def is_function_key(key: str) -> bool:
    """Whether *key* is one of F1 to F9."""
    return key in _FUNCTION_KEYS


def of(*places: str) -> tuple[Command, ...]:
    """The commands of *places*, in the table's order."""
    return tuple(command for command in COMMANDS if command.place in places)


_AT_ONCE = frozenset({"tab", "shift+tab", "ctrl+e", "ctrl+f", "ctrl+k", "ctrl+p", "ctrl+q", "ctrl+y", "ctrl+w"})
"""Keys that act before the next key is looked at: what is typed fast after them must land in the new place."""
LISTS = frozenset({LIST, *(command.place for command in COMMANDS if len(command.key) == 1)})
"""The places that are lists: only there a letter is a command. All their keys act at once, so that letters and arrows
keep their order and what is typed fast after a letter lands in what it opened."""


def bindings(*places: str) -> list[BindingType]:
    """The bindings of *places*. Function keys and tab come before any field's own keys, and act at once."""
    from textual.binding import Binding

    return [
        Binding(
            command.key,
            command.action,
            command.label,
            show=False,
            id=command.id,
            tooltip=command.help,
            priority=is_function_key(command.key) or command.key in _AT_ONCE or command.place in LISTS,
        )
        for command in of(*places)
    ]


_KEY_NAMES = {
    "escape": "esc", "slash": "/", "question_mark": "?", "pageup": "pgup", "pagedown": "pgdn", "up": "↑",
    "down": "↓", "left": "←", "right": "→", "plus": "+", "minus": "-", "full_stop": ".", "comma": ",",
    "exclamation_mark": "!", "asterisk": "*",
}  # fmt: skip


def key_name(key: str) -> str:
    """How *key* is shown: ``F2``, ``ctrl+s``, ``esc``, ``/``."""
    first = key.split(",")[0].strip()
    return first.upper() if is_function_key(first) else _KEY_NAMES.get(first, first)


def key_of(identity: str, keys: Mapping[str, str]) -> str:
    """How the key of a command is shown: the officer's own among *keys*, else the table's."""
    return key_name(keys.get(identity) or next(command.key for command in COMMANDS if command.id == identity))


def by_place(commands: Iterable[Command] = COMMANDS) -> dict[str, list[Command]]:
    """*commands* under their places, in the table's order."""
    grouped: dict[str, list[Command]] = {}
    for command in commands:
        grouped.setdefault(command.place, []).append(command)
    return grouped


def key_table() -> str:
    """The README's table of keys, in Markdown."""
    lines = ["| Where | Key | What it does |", "| --- | --- | --- |"]
    for place, commands in by_place().items():
        for number, command in enumerate(commands):
            where = place if number == 0 else ""
            lines.append(f"| {where} | `{key_name(command.key)}` | {command.help} |")
    return "\n".join(lines) + "\n"
