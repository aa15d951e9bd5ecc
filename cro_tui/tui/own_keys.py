"""The officer's own keys, as the settings name them: which of them can be used, and why not the others.

Knows the table of commands and what terminals send; neither Textual nor where the settings lie. The command line asks
it too, so that ``check`` says the same as the screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from cro_tui.settings import FILE
from cro_tui.tui.commands import COMMANDS, DIALOG, EVERYWHERE, LIST, LISTS, ROOM, Command, is_function_key, key_name

_CONTROL_KEYS = frozenset(f"ctrl+{letter}" for letter in "acdefgklnopqrstuvwxyz")
"""Not i, m, h, j, b: they are tab, enter, backspace, newline, and what tmux keeps for itself."""
_MOVING_KEYS = frozenset(
    {
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "insert",
        "enter",
        "escape",
        "tab",
        "shift+tab",
    }
)
_TYPING_KEYS = frozenset(
    {
        "delete", "backspace", "space", "slash", "question_mark", "plus", "minus", "full_stop", "comma",
        "exclamation_mark", "asterisk",
    }
)  # fmt: skip
_OTHERS_TWINS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+j": "enter"}
_BY_ID = {command.id: command for command in COMMANDS}
_ALIKE = 0.6
"""How alike two names are, from 0 to 1, of which one may be a slip of the other."""


def arrives(key: str) -> bool:
    """Whether Windows Terminal, conhost, GTK terminals, tmux and SSH all send *key* as itself."""
    return is_function_key(key) or key in _CONTROL_KEYS or key in _MOVING_KEYS or _types(key)


def free_keys(identity: str, own: Mapping[str, str]) -> list[str]:
    """The keys with ctrl, as Textual names them, that the command may have beside *own* keys, and nobody else has."""
    return [key for key in sorted(_CONTROL_KEYS) if not usable_keymap({**own, identity: key})[1]]


def usable_keymap(
    wanted: Mapping[str, str], lines: Mapping[str, int] | None = None
) -> tuple[dict[str, str], list[str]]:
    """The settings' keys that can be used, and one sentence for each that cannot: its command keeps the usual key.

    *lines*: the lines of the settings file that name them, by command id, for the sentences.
    """
    used: dict[str, str] = {}
    refused: dict[str, str] = {}
    for identity, typed in wanted.items():
        keys = _written(typed)
        why = _unknown(identity) or _unusable(_BY_ID[identity], keys)
        if why:
            refused[identity] = why
        else:
            used[identity] = ",".join(keys)
    while taken := _taken(used):  # a command that keeps its usual key may be in the way of one before
        identity, why = taken
        refused[identity] = why
        del used[identity]
    lines = lines or {}
    return used, [
        f"{FILE}, line {lines[identity]}: {refused[identity]}" if lines.get(identity) else refused[identity]
        for identity in wanted
        if identity in refused
    ]


def _written(typed: str) -> list[str]:
    """The keys of one setting; “F9” and “Ctrl+G” are f9 and ctrl+g."""
    keys = [key.strip() for key in typed.split(",")]
    return [key.lower() if len(key) > 1 else key for key in keys]


def _unknown(identity: str) -> str:
    if identity in _BY_ID:
        return ""
    from difflib import get_close_matches

    like = get_close_matches(identity, _BY_ID, 1, _ALIKE)
    return f"look.keys: there is no command “{identity}”" + (f"; is it “{like[0]}”?" if like else "")


def _unusable(command: Command, keys: list[str]) -> str:
    """Why one of *keys* cannot be that command's, whatever keys the others have."""
    for key in keys:
        if not arrives(key):
            why = f"does not arrive in every terminal{_why_not(key)}"
            return f"look.keys: “{key}” for {command.id} {why}; {_stays(command)}"
        if key in command.key.split(",") or command.place in LISTS:
            continue
        if _types(key):
            return (
                f"look.keys: “{key}” for {command.id} is a key to type with, only a list takes those; {_stays(command)}"
            )
        if command.place == EVERYWHERE and key in _MOVING_KEYS:
            return f"look.keys: “{key}” for {command.id} is needed to move about; {_stays(command)}"
    return ""


def _why_not(key: str) -> str:
    """What becomes of *key* on its way, where that is known."""
    if key in ("f10", "f11", "f12"):
        return " (many keep F10 to F12 for their own menu and full screen)"
    if key in _OTHERS_TWINS:
        return f" (it is the same as {_OTHERS_TWINS[key]})"
    if key.startswith("alt+"):
        return " (it is esc and a letter, or the window's menu)"
    return " (it is the same as without shift)" if key.startswith("ctrl+shift+") else ""


def _taken(used: Mapping[str, str]) -> tuple[str, str] | None:
    """The last command of *used* whose key another has that works at the same places, and the sentence about it."""
    for identity in reversed(list(used)):
        command = _BY_ID[identity]
        for other in COMMANDS if used[identity] != command.key else ():
            theirs = used.get(other.id, other.key).split(",")
            key = next((one for one in used[identity].split(",") if one in theirs), "")
            if key and other.id != identity and _work_together(command, other):
                return identity, f"look.keys: “{key}” for {identity} is {other.label}’s ({other.id}); {_stays(command)}"
    return None


def _work_together(command: Command, other: Command) -> bool:
    """Whether no place is without both, so that one key cannot mean either."""
    if EVERYWHERE in (command.place, other.place):
        return other.place == EVERYWHERE or (command.place == EVERYWHERE and other.place in (ROOM, DIALOG))
    if LIST in (command.place, other.place):
        return command.place in LISTS and other.place in LISTS
    return command.place == other.place


def _types(key: str) -> bool:
    return key in _TYPING_KEYS or (len(key) == 1 and key.isascii() and key.isalnum())


def _stays(command: Command) -> str:
    return f"{key_name(command.key)} stays"
