"""What screens and the app tell each other. Messages of one widget stand in that widget's file.

Knows no screen and no widget.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class RecordsChanged(Message, bubble=False):
    """Records were written, here or by another process; whoever shows them draws just those again.

    It goes no further than to whom it is posted: bubbling from a room to the app, it would be passed on for ever.
    """

    ids: frozenset[str]
    """The records' ids; none means that everything may have changed (the notebook was opened)."""


@dataclass
class Trouble(Message):
    """Something is wrong that no key of the officer's caused: damage that was found, a draft that can't be kept."""

    sentence: str
    """What happened, what was kept, what to do."""


@dataclass
class ShareSays(Message):
    """The state of the share changed, or a sync that was asked for came to its end."""

    state: str | None = None
    """The few words of the top line."""
    sentence: str = ""
    """How it ended."""


@dataclass
class ChoseCommand(Message):
    """A command was chosen by mouse or touch, from the key bar."""

    action: str
    """The action to run, as in the command table."""
