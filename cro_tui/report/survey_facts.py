"""What the quarterly report tells of surveys, as plain values. Knows no record and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BothSides:
    """One topic."""

    topic: str
    concerns: str
    """What was known of it from concerns, in words and counts."""
    survey: str
    """What the survey says, in words and shares."""


@dataclass(frozen=True)
class Surveyed:
    """What the quarterly report tells of surveys."""

    sentences: tuple[str, ...] = ()
    """The standards calendar."""
    title: str = ""
    """The survey that stands beside the concerns; ``""`` where there is none, or the reader may not see it."""
    sides: tuple[BothSides, ...] = ()
    caveat: str = ""
    survey_id: str = ""
