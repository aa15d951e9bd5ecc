"""One thing that the officer of Larkmoor did with the notebook: when, and in plain values.

Knows no notebook: records are named by keys, and whoever writes them turns the keys into ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

Beginning = Literal["capture", "create", "refer", "recommend"]
Verb = (
    Beginning
    | Literal["change", "add", "status", "close", "tell", "acknowledge", "escalate", "answer", "decide", "conclude"]
    | Literal["finish", "approve", "void", "forms", "raise", "graduate", "send"]
)
BEGINNINGS: tuple[Beginning, ...] = get_args(Beginning)
"""The verbs with which a record comes into being."""


class Key(str):
    """The name of another event's record, where a value holds a reference."""

    __slots__ = ()


@dataclass(frozen=True)
class Event:
    """A verb on the record *key*, done at the local moment *at*."""

    at: datetime
    verb: Verb
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    """Field name -> plain value, as a form would hold it; of the verbs that are no form what they need. What *add*
    names comes to lists besides what they hold.

    *status* and *close* name all the concerns that they are about in ``concerns``.
    """
    kind: str = ""
    """The kind of record that *create* makes."""
    about: str = ""
    """The concern that is referred, or the one about the same thing with which a captured one is linked."""
