"""What the officer remembers of what the program said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Save:
    """One save, as the officer remembers it."""

    name: str
    """The draft that it settles: so it is seen in a notebook whether the save is in it."""
    values: dict[str, dict[str, Any]]
    """Record -> stored field -> what was written."""
    how: str = "in flight"
    """*in flight*, *saved*, *failed*."""
    sum: str = ""
    gone: bool = False
    """It was not acknowledged, and a later save was acknowledged by a notebook in which it is not."""


@dataclass
class Typed:
    """A draft, as the officer remembers it."""

    texts: list[str] = field(default_factory=list)
    """What may be on the disk: that which was kept for good last, and all that came after it."""
    kept: bool = False
    """Whether the first of them is on the disk for good."""
    dropped: bool = False


class Lost(AssertionError):
    """The program broke its word."""


def demand(holds: object, what: object) -> None:
    """Raises `Lost` where it does not hold."""
    if not holds:
        raise Lost(str(what))
