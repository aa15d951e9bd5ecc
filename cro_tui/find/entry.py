"""What goes into the index and what comes out of it. Knows no record and no screen."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One thing that can be found."""

    key: str
    """What a hit gives back: a record's id."""
    kind: str
    weight: int = 0
    """Points that put this kind of thing before others: 30 lets a person's prefix match pass another's exact one."""
    names: tuple[str, ...] = ()
    """What it is called; typos and sounds-alike are looked for here."""
    phones: tuple[str, ...] = ()
    """In any format."""
    text: str = ""
    """Everything else that words may be found in."""
    masked: bool = False
    """Found like any other, but a hit does not say by which word."""


class Hit(NamedTuple):
    """One thing found, best first."""

    key: str
    score: float
    why: str
    """Which words matched: `garcia`, `like kowalczyk`, `sounds like catherine`, `phone 5550102030`."""
    masked: bool = False
