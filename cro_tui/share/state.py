"""share.json: what this laptop remembers of its share between syncs. Losing it costs a few calls, never a change."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from cro_tui.store import files

FILE = "share.json"


@dataclass
class State:
    """What was seen."""

    address: str = ""
    """The share whose notebook was last found to be this one's."""
    mount: str = ""
    """Where the file system began on which a folder share lay."""
    at: str = ""
    """When a sync last came to its end, ISO."""
    bad: dict[str, float] = field(default_factory=dict)
    """Name of a file that was not what its name says -> when that was seen first, by this laptop's clock."""
    merged: dict[str, float] = field(default_factory=dict)
    """Name of a run that covers others -> when it was read back from the share whole."""
    parts: dict[str, float] = field(default_factory=dict)
    """Name of a file that another laptop never finished -> when it was seen first, or looked into last."""
    sent: list[str] = field(default_factory=list)
    """Names of runs that were sent and not read back yet."""
    audited: str = ""
    """The name up to which files were read back from the share, to see whether they are still whole."""
    audited_at: float = 0.0


def read(home: Path) -> State:
    """What is remembered; nothing where the file is gone or can't be read."""
    try:
        about = json.loads((home / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return State()
    if not isinstance(about, dict):
        return State()
    fresh: dict[str, Any] = {}
    for one in fields(State):
        value = about.get(one.name)
        if one.name in {"bad", "merged", "parts"}:
            if isinstance(value, dict):
                fresh[one.name] = {str(name): when for name, when in value.items() if isinstance(when, int | float)}
        elif one.name == "sent":
            if isinstance(value, list):
                fresh[one.name] = [text for text in value if isinstance(text, str)]
        elif isinstance(value, str if one.name != "audited_at" else int | float):
            fresh[one.name] = value
    return State(**fresh)


def text(state: State) -> bytes:
    """What is remembered, as it stands in the file."""
    return json.dumps(vars(state)).encode("ascii")


def write(home: Path, state: State) -> None:
    """Remembers; raises OSError."""
    files.replace(home / FILE, text(state))
