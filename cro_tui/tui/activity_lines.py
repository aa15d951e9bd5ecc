"""Outreach and other work as lines of a quarter's report, to look through before it is written.

Knows the facts; no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cro_tui.report.activity import EventHeld
from cro_tui.report.facts import QuarterFacts

Line = tuple[str, list[tuple[str, str]], tuple[str, ...], str]
"""(title, what is told, the records, the section)."""


def activity_lines(facts: QuarterFacts, day: Callable[[str], str]) -> Iterator[Line]:
    """The two lines; *day* says an ISO date as one reads it."""
    events = facts.outreach.events
    yield (
        "Outreach events",
        [(f"{day(one.date)} {one.name}", _event(one)) for one in events],
        tuple(one.event_id for one in events),
        "outreach",
    )
    lines = facts.work.lines
    yield (
        "Inquiries and other work",
        [(f"{one.label}: {_beside(one.now, one.before, facts)}", "\n".join(one.told)) for one in lines],
        tuple(record_id for one in lines for record_id in one.ids),
        "work",
    )


def _beside(now: int, before: int, facts: QuarterFacts) -> str:
    return f"{now}, the quarter before {before}" if facts.compared else str(now)


def _event(one: EventHeld) -> str:
    came = "nobody counted" if one.people is None else f"{one.people:,} {'person' if one.people == 1 else 'people'}"
    helped = f"{one.volunteers:,} volunteer{'' if one.volunteers == 1 else 's'}" if one.volunteers else ""
    return "; ".join(filter(None, (came, helped, ", ".join(one.communities))))
