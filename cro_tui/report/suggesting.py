"""Concerns that look like one problem: open, linked with each other, of one place or category, and in no project yet.

Pure: records in, plain values out. It suggests and never decides: whether they are a problem the CHEERS test says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cro_tui.model.concern import Concern
from cro_tui.model.problem import Problem
from cro_tui.report.sentences import counted
from cro_tui.report.voices import speakers

FEWEST = 3
"""So many concerns make a problem worth a look."""
_SHARED = ("place", "neighborhood", "category")


@dataclass(frozen=True)
class Suggestion:
    """Concerns of which a project could be made, or which could go to the one that has their fellows."""

    concern_ids: tuple[str, ...]
    """In the order in which they were heard."""
    people: int
    where: str
    """The neighborhood, or the place, that they share; ``""`` where they share none that may show."""
    category: str
    """The one that they share; ``mostly parking`` of the one that more than half of them have; or ``""``."""
    problem_id: str = ""
    """The open project that concerns linked with these are in already."""


def suggestions(concerns: Iterable[Concern], problems: Iterable[Problem]) -> tuple[Suggestion, ...]:
    """What could be a project, most concerns first. *concerns* and *problems* are without voided ones.

    Of which somebody said that they are no problem are suggested again only when another concern joins them.
    """
    grouped = {concern_id: problem for problem in problems for concern_id in problem.concerns}
    by_id = {one.id: one for one in concerns}
    dismissed = [{one.id, *others} for one in by_id.values() if (others := Concern.apart.ids(one))]
    found = []
    for cluster in _clusters(by_id):
        free = [one for one in cluster if one.is_open and one.id not in grouped]
        alike = _alike(free)
        if len(alike) >= FEWEST and not any({one.id for one in alike} <= group for group in dismissed):
            homes = [grouped[one.id] for one in cluster if one.id in grouped and grouped[one.id].is_open]
            found.append(_suggestion(alike, homes[0].id if homes else ""))
    return tuple(sorted(found, key=lambda one: (-len(one.concern_ids), one.concern_ids)))


def said(one: Suggestion) -> str:
    """``4 linked concerns of 3 people, Northgate, parking``."""
    people = counted(one.people, "person", "people")
    return ", ".join(filter(None, (f"{len(one.concern_ids)} linked concerns of {people}", one.where, one.category)))


def _clusters(by_id: Mapping[str, Concern]) -> Iterator[list[Concern]]:
    """Concerns that are linked, directly or through others, with at least one open among them."""
    seen: set[str] = set()
    for concern in by_id.values():
        if not concern.is_open or concern.id in seen:
            continue
        seen.add(concern.id)
        cluster, waiting = [concern], [concern]
        while waiting:
            for linked in waiting.pop().links:
                other = by_id.get(linked)
                if other is not None and linked not in seen:
                    seen.add(linked)
                    cluster.append(other)
                    waiting.append(other)
        if len(cluster) >= FEWEST:
            yield cluster


def _alike(concerns: list[Concern]) -> list[Concern]:
    """The most of them that share a place, a neighborhood or a category."""
    best: list[Concern] = []
    for field in _SHARED:
        words = Counter(word for one in concerns if (word := str(one.values.get(field) or "")))
        for word, count in words.most_common(1):
            if count > len(best):
                best = [one for one in concerns if one.values.get(field) == word]
    return best


def _suggestion(concerns: list[Concern], problem_id: str) -> Suggestion:
    concerns = sorted(concerns, key=lambda one: (one.heard or one.day, one.id))
    hidden = any(one.restricted for one in concerns)
    place = "" if hidden else _common(concerns, "place")
    return Suggestion(
        concern_ids=tuple(one.id for one in concerns),
        people=len(speakers(concerns)),
        where=_common(concerns, "neighborhood") or place,
        category=_common(concerns, "category") or _mostly(concerns, "category"),
        problem_id=problem_id,
    )


def _common(concerns: list[Concern], field: str) -> str:
    words = {str(one.values.get(field) or "") for one in concerns}
    return words.pop() if len(words) == 1 else ""


def _mostly(concerns: list[Concern], field: str) -> str:
    ((word, count),) = Counter(str(one.values.get(field) or "") for one in concerns).most_common(1)
    return f"mostly {word}" if word and 2 * count > len(concerns) else ""
