"""Markers that a typed line holds and that stay in its text, and how that is said. Pure; knows no grammar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cro_tui.model.fields import short

_NAMED = 5
"""Markers that one sentence names; the rest are counted."""
_LONGEST = 40


class Leftover(NamedTuple):
    """One marker that stays in the text."""

    marker: str
    """As it was typed."""
    may_be: tuple[str, ...] = ()
    """The words of which it may be the beginning; none where it begins no known one."""
    instead: str = ""
    """What counts in its place, where it was understood and there is room for only one of its kind."""


class Told(NamedTuple):
    """What is said of markers that stay in the text: why, and which."""

    why: str
    which: str


def told(leftovers: Iterable[Leftover]) -> list[Told]:
    """What is to be said of *leftovers*: of those not understood, then of those that were one too many."""
    unknown: dict[str, None] = {}
    surplus: dict[str, None] = {}
    for one in leftovers:
        marker = short(one.marker, _LONGEST)
        if one.instead:
            surplus[f"{marker} ({short(one.instead, _LONGEST)} counts)"] = None
        else:
            unknown[f"{marker} ({' or '.join(one.may_be)})" if one.may_be else marker] = None
    said = (Told("not understood", _listed(list(unknown))), Told("one too many", _listed(list(surplus))))
    return [one for one in said if one.which]


def saying(says: str, leftovers: Iterable[Leftover]) -> str:
    """The message of a save, with what stayed in the text: by then the line stands empty."""
    return "; ".join((says, *(f"{why}: {which}" for why, which in told(leftovers))))


def sentences(leftovers: Iterable[Leftover]) -> list[str]:
    """`told` as lines for people who do not see the text before them."""
    return [f"{why}, left in the text: {which}" for why, which in told(leftovers)]


def _listed(markers: list[str]) -> str:
    more = f" and {len(markers) - _NAMED} more" if len(markers) > _NAMED else ""
    return ", ".join(markers[:_NAMED]) + more
