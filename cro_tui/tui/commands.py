"""THE table of commands: bindings, key bar, help screen, palette and the README's table of keys are all made from it.

A command is one line here and one ``action_…`` method: on the app where *place* is EVERYWHERE, on the widget where it
is a LIST or FIELD, else on the screen of that place. Knows no screen and no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"
LIST = "any list"
ROOM = "any screen"
DIALOG = "dialogs"


class Command(NamedTuple):
    """One thing that a key does."""

    id: str
    """Stable name; the settings change its key by it."""
    key: str
    """The key as Textual names it; several, comma-separated, are equals, the first is shown."""
    label: str
    """One or two words for the key bar."""
    help: str
    """One sentence for the help screen, the palette and the README."""
    place: str
    """Where it works: EVERYWHERE, LIST, ROOM, DIALOG, or a screen's own place such as "capture" or "find list"."""
    action: str
    """What it runs, as Textual's action string."""
    bar: bool = False
    """Whether the key bar shows it."""


def _room(key: str, name: str, label: str, text: str) -> Command:
    return Command(f"room.{name}", key, label, text, EVERYWHERE, f"app.room('{name}')", bar=True)


COMMANDS: tuple[Command, ...] = (
    _room("f2", "capture", "Capture", "Write down a concern; the cursor is in the line."),
    _room("f3", "find", "Find", "Find people, organizations, concerns, anything, as you type."),
    _room("f4", "today", "Today", "What is due, overdue, waiting; whom to call back."),
    _room("f5", "meetings", "Meet", "Meetings and live minutes."),
    _room("f6", "training", "Train", "Training sessions, programs, check-in, transcripts."),
    _room("f7", "concerns", "Concerns", "All concerns, and problem-solving projects."),
    _room("f8", "reports", "Report", "Quarterly report, documents, surveys."),
    Command("blank", "f9", "Blank", "Blank the screen at once; any key brings it back.", EVERYWHERE, "app.blank", True),
    Command("help", "f1", "Help", "The keys that work here.", EVERYWHERE, "app.keys", True),
    Command("palette", "ctrl+p", "Commands", "Find any command by its name.", EVERYWHERE, "app.command_palette"),
    Command("quit", "ctrl+q", "Quit", "Leave; what is being typed is kept as a draft.", EVERYWHERE, "app.quit"),
    Command("undo", "ctrl+z", "Undo", "Undo typing; with none left, take back the last thing saved, naming it.",
            EVERYWHERE, "app.undo_change"),
    Command("theme", "ctrl+t", "Theme", "Next theme: station, sun, night.", EVERYWHERE, "app.next_theme"),
    Command("save", "ctrl+s", "Save", "Save what is on the screen.", ROOM, "screen.save", True),
    Command("back", "escape", "Back", "Back to where you were.", ROOM, "screen.back", True),
    Command("field.next", "tab", "Next field", "To the next field.", ROOM, "app.focus_next"),
    Command("field.previous", "shift+tab", "Field before", "To the field before.", ROOM, "app.focus_previous"),
    Command("list.filter", "slash", "Filter", "Show only the lines with what you type; ↓ or enter leaves.",
            LIST, "ask_filter", True),
    Command("list.open", "enter", "Open", "Open the line.", LIST, "open", True),
    Command("list.mark", "space", "Mark", "Mark the line, to do one thing with several.", LIST, "mark"),
    Command("list.help", "question_mark", "Keys", "The keys that work here.", LIST, "app.keys"),
    Command("list.up", "up", "Up", "The line before.", LIST, "up"),
    Command("list.down", "down", "Down", "The next line.", LIST, "down"),
    Command("list.pageup", "pageup", "Page up", "A screenful up.", LIST, "page(-1)"),
    Command("list.pagedown", "pagedown", "Page down", "A screenful down.", LIST, "page(1)"),
    Command("list.first", "home", "First", "The first line.", LIST, "first"),
    Command("list.last", "end", "Last", "The last line.", LIST, "last"),
    Command("capture.form", "tab", "Whole form", "Open the whole form with what the line says.",
            "capture", "screen.whole_form", True),
    Command("capture.link", "ctrl+l", "Link", "Link the next similar concern, or take the link back.",
            "capture", "screen.link_similar", True),
    Command("capture.owner", "ctrl+n", "Your name", "Say whose notebook this is: name, badge, department.",
            "capture", "screen.introduce"),
    Command("record.history", "ctrl+r", "History", "Every change of this record.", "record", "screen.history", True),
    Command("record.void", "ctrl+o", "Void", "Void this record with a reason, or restore it.",
            "record", "screen.void", True),
    Command("record.conflict", "ctrl+g", "Conflict", "Both values of what is in conflict, to choose one.",
            "record", "screen.conflict", True),
    Command("record.discard", "ctrl+n", "Discard", "Throw away what was typed here and not saved.",
            "record", "screen.discard"),
    Command("introduction.save", "ctrl+s", "Save", "Save whose notebook this is.", "introduction", "screen.save"),
    Command("dialog.close", "escape", "Close", "Close without doing anything.", DIALOG, "screen.close"),
)  # fmt: skip

_FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 10))
_CONTROL_KEYS = frozenset(f"ctrl+{letter}" for letter in "acdefgklnopqrstuvwxyz")
"""Not i, m, h, j, b: they are tab, enter, backspace, newline, and what tmux keeps for itself."""
_PLAIN_KEYS = frozenset(
    {
        "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace", "enter",
        "escape", "tab", "shift+tab", "space", "slash", "question_mark", "plus", "minus", "full_stop", "comma",
        "exclamation_mark", "asterisk",
    }
)  # fmt: skip


def arrives(key: str) -> bool:
    """Whether Windows Terminal, conhost, GTK terminals, tmux and SSH all send *key* as itself."""
    return bool(
        key in _FUNCTION_KEYS
        or key in _CONTROL_KEYS
        or key in _PLAIN_KEYS
        or (len(key) == 1 and key.isascii() and key.isalnum())
    )


def is_function_key(key: str) -> bool:
    """Whether *key* is one of F1 to F9."""
    return key in _FUNCTION_KEYS


def usable_keymap(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The settings' keys that can be used, and one sentence for each that cannot."""
    known = {command.id: command for command in COMMANDS}
    used: dict[str, str] = {}
    refused: list[str] = []
    for identity, keys in wanted.items():
        bad = [key for key in keys.split(",") if not arrives(key.strip())]
        if identity not in known:
            refused.append(f"keys: there is no command “{identity}”")
        elif bad:
            refused.append(f"keys: “{bad[0]}” for {identity} does not arrive in every terminal")
        else:
            used[identity] = keys
    return used, refused


def of(*places: str) -> tuple[Command, ...]:
    """The commands of *places*, in the table's order."""
    return tuple(command for command in COMMANDS if command.place in places)


_AT_ONCE = frozenset({"tab", "shift+tab", "ctrl+p", "ctrl+q"})
"""Keys that act before the next key is looked at: what is typed fast after them must land in the new place."""


def bindings(*places: str) -> list[BindingType]:
    """The bindings of *places*. Function keys and tab come before any field's own keys, and act at once."""
    return [
        Binding(
            command.key,
            command.action,
            command.label,
            show=False,
            id=command.id,
            tooltip=command.help,
            priority=is_function_key(command.key) or command.key in _AT_ONCE,
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
