"""The voices behind one thing: the concerns linked with each other, how many people, by which channels, since when.

Concerns about the same thing are linked, never merged. Pure: records in, plain values out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cro_tui.model.concern import Concern


@dataclass(frozen=True)
class Voices:
    """Everybody who spoke about one thing."""

    concerns: tuple[Concern, ...]
    """All that are linked, directly or through others, the one asked about too; first heard first."""

    @property
    def people(self) -> int:
        """How many spoke: each contact once; a concern that names none is one person."""
        named = {concern.contact for concern in self.concerns if concern.contact}
        return len(named) + sum(1 for concern in self.concerns if not concern.contact)

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways by which it reached the department, the first heard first."""
        return tuple(dict.fromkeys(concern.channel for concern in self.concerns if concern.channel))

    @property
    def first_heard(self) -> str:
        """ISO date or moment."""
        return self.concerns[0].heard


def voices_of(concern: Concern, lookup: Callable[[str], Concern | None]) -> Voices:
    """The voices about what *concern* is about; *lookup* gives a concern by its id, None for other records."""
    found = {concern.id: concern}
    waiting = [concern]
    while waiting:
        for linked in waiting.pop().links:
            if linked not in found and (other := lookup(linked)) is not None and not other.is_voided:
                found[linked] = other
                waiting.append(other)
    return Voices(tuple(sorted(found.values(), key=lambda one: (one.heard, one.id))))
