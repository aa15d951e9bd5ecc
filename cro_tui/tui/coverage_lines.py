"""The coverage of a quarter as a line of its report, to look through before it is written.

Knows the facts; no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cro_tui.report.covered import Met
from cro_tui.report.facts import QuarterFacts

_MOST = 30


def coverage_line(
    facts: QuarterFacts, day: Callable[[str], str]
) -> tuple[str, list[tuple[str, str]], tuple[str, ...], str]:
    """(title, what is told, no records, the section); *day* says an ISO date as one reads it."""
    told = []
    for one in facts.coverage:
        told.append((f"{one.what}: {one.met} of {one.of} met", f"Met: {_names(one.names_met, one.met, day)}"))
        told.append((f"{one.what} not met", _names(one.names_not_met, one.of - one.met, day)))
    return "Coverage: met and not met", told, (), "coverage"


def _names(found: Sequence[Met], every: int, day: Callable[[str], str]) -> str:
    named = [f"{one.name} ({day(one.last) if one.last else 'never'})" for one in found[:_MOST]]
    more = every - len(named)
    return "; ".join([*named, *([f"{more} not named here"] if more else [])]) or "none"
