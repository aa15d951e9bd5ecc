"""The coverage of a quarter as plain values: what is found and what a document prints. Knows no record."""

from __future__ import annotations

from dataclasses import dataclass

NEIGHBORHOODS, GROUPS, COMMUNITIES = "Neighborhoods", "Groups", "Communities"


@dataclass(frozen=True)
class Met:
    """One that was met in the quarter, or was not."""

    name: str
    last: str
    """ISO date on which it was met last up to the quarter's end; ``""`` for never."""


@dataclass(frozen=True)
class CoverageLine:
    """Neighborhoods, groups, or communities."""

    what: str
    met: int
    """How many of them were met in the quarter."""
    of: int
    names_met: tuple[Met, ...]
    """The latest first; fewer than were met where the audience may not read all names."""
    names_not_met: tuple[Met, ...]
    """Those never met first, then the longest ago."""
