"""What screens and the app tell each other. Messages of one widget stand in that widget's file.

Knows no screen and no widget.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class RecordsChanged(Message):
    """Records were written, here or by another process; whoever shows them draws just those again."""

    ids: frozenset[str]
    """The records' ids."""


@dataclass
class NotSaved(Message):
    """A save failed; what was typed is kept as a draft."""

    why: str
    """One sentence: what happened, what was kept, what to do."""


@dataclass
class ChoseCommand(Message):
    """A command was chosen by mouse or touch, from the key bar."""

    action: str
    """The action to run, as in the command table."""
