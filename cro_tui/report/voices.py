"""The voices behind one thing: the concerns linked with each other, how many people, by which channels, since when.

Concerns about the same thing are linked, never merged. Pure: records in, plain values out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
        return len(speakers(self.concerns))

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways by which it reached the department, the first heard first."""
        return tuple(dict.fromkeys(concern.channel for concern in self.concerns if concern.channel))

    @property
    def first_heard(self) -> str:
        """ISO date or moment."""
        return heard(self.concerns[0])

    def until(self, last: str) -> Voices:
        """Those that were heard up to the ISO date *last*."""
        return Voices(tuple(concern for concern in self.concerns if heard(concern)[:10] <= last))


def voices_of(concern: Concern, lookup: Callable[[str], Concern | None]) -> Voices:
    """The voices about what *concern* is about; *lookup* gives a concern by its id, None for other records."""
    found = {concern.id: concern}
    waiting = [concern]
    while waiting:
        for linked in waiting.pop().links:
            if linked not in found and (other := lookup(linked)) is not None and not other.is_voided:
                found[linked] = other
                waiting.append(other)
    if len(found) == 1:
        return Voices((concern,))
    return Voices(tuple(sorted(found.values(), key=lambda one: (heard(one), one.id))))


def heard(concern: Concern) -> str:
    """ISO date or moment of hearing; the date of entry where it was cleared."""
    return concern.heard or concern.day


def speakers(concerns: Iterable[Concern]) -> list[list[Concern]]:
    """The concerns of each person: a contact's together, one that names no contact by itself."""
    people: dict[str, list[Concern]] = {}
    for concern in concerns:
        people.setdefault(concern.contact or concern.id, []).append(concern)
    return list(people.values())
