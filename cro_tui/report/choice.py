"""What the officer chose for a quarter's report: own words, what is left out and why, what comes first. Pure.

Choices hold for one quarter and one audience, and stand in the draft of that report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from cro_tui.model.report import Report, standing_draft

T = TypeVar("T")
SUMMARY, DECISIONS = "summary", "decisions"
"""Sections whose drafted sentences the officer's own words replace; in others they stand before the table."""


@dataclass(frozen=True)
class Choice:
    """The choices of one draft; without one, none."""

    out: Mapping[str, str] = field(default_factory=dict)
    """Record -> why it is left out."""
    order: Mapping[str, int] = field(default_factory=dict)
    """Record -> its place among those of its section, from 0; what has none comes after, as it would stand."""
    say: Mapping[str, str] = field(default_factory=dict)
    """Section -> the officer's own words."""

    @classmethod
    def of(cls, reports: Iterable[Report], quarter: str, audience: str) -> Choice:
        """The choices for the report of *quarter* for *audience*."""
        draft = standing_draft(reports, quarter, audience)
        if draft is None:
            return cls()
        return cls(
            {row["id"]: str(row.get("reason") or "") for row in draft.out},
            {row["id"]: int(row.get("place") or 0) for row in draft.order},
            {row["id"]: str(row["text"]) for row in draft.say if row.get("text")},
        )

    def sorted(self, found: Iterable[T], record: Callable[[T], str]) -> tuple[T, ...]:
        """*found* in the chosen order; *record* gives the id of each."""
        return tuple(sorted(found, key=lambda one: self.order.get(record(one), len(self.order) + 1_000_000)))

    def lines(self, section: str) -> tuple[str, ...]:
        """The own words for a section, a line each."""
        return tuple(line.strip() for line in self.say.get(section, "").split("\n") if line.strip())
