"""The facts of a quarter's outreach and other work as plain values: what is found and what a document prints.

Knows no record and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cro_tui.report.facts import Figure


@dataclass(frozen=True)
class EventHeld:
    """An outreach event of the quarter."""

    date: str
    name: str
    kind: str
    place: str
    people: int | None
    volunteers: int | None
    volunteer_hours: str
    staff_hours: str
    communities: tuple[str, ...]
    concerns: int
    """Concerns that were voiced there."""
    event_id: str


@dataclass(frozen=True)
class OutreachFacts:
    """The outreach of a quarter. The sums count every event, also those whose text the audience may not see."""

    events: tuple[EventHeld, ...] = ()
    count: int = 0
    before: int = 0
    """Events of the quarter before."""
    people: int = 0
    uncounted: int = 0
    """Events at which nobody counted the people."""
    volunteers: int = 0
    volunteer_hours: str = "0"
    staff_hours: str = "0"
    concerns: int = 0
    communities: tuple[Figure, ...] = ()
    """Events by the community that they reached, most first."""


@dataclass(frozen=True)
class WorkLine:
    """One sort of other work."""

    kind: str
    """The kind of record."""
    label: str
    now: int
    before: int
    told: tuple[str, ...]
    """What came of it, a sentence or a title each."""
    ids: tuple[str, ...]
    """The records that are told of."""


@dataclass(frozen=True)
class WorkFacts:
    """The officer's other work of a quarter."""

    lines: tuple[WorkLine, ...] = ()
    """Of the sorts of which there was something, in this quarter or the one before."""
    nothing: tuple[str, ...] = ()
    """What the other sorts are called."""
    incidents: tuple[Figure, ...] = ()
    """Officer-involved incidents: the sum, then by kind if this audience gets it."""
