"""What a command is, and the places that are shared by several rooms. Knows nothing else."""

from __future__ import annotations

from typing import NamedTuple

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
