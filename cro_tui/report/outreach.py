"""The outreach of a quarter: what took place, whom it reached, what it took. Pure: records in, facts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from cro_tui.model.outreach import Outreach
from cro_tui.report.activity import EventHeld, OutreachFacts
from cro_tui.report.audience import Reader
from cro_tui.report.facts import Figure
from cro_tui.report.period import Period


def took_place(event: Outreach, today: str) -> bool:
    """Whether its day is past, or somebody counted the people of today's."""
    day = event.start[:10]
    return "" < day < today or (day == today and event.attendance is not None)


def events_of(period: Period, events: Iterable[Outreach]) -> list[Outreach]:
    """Those that took place in the quarter, in order of date."""
    held = [one for one in events if period.holds(one.start) and took_place(one, period.today)]
    return sorted(held, key=lambda one: (one.start, one.id))


def outreach_facts(
    now: Period,
    before: Period,
    events: Sequence[Outreach],
    reader: Reader,
    shows: Callable[[Outreach], bool],
) -> OutreachFacts:
    """The facts of *now*; *shows* says of which events the audience gets the text."""
    held = events_of(now, events)
    reached = Counter(one for event in held for one in event.communities)
    ordered = sorted(reached, key=lambda one: (-reached[one], one))
    return OutreachFacts(
        events=tuple(_event(one, reader) for one in held if shows(one)),
        count=len(held),
        before=len(events_of(before, events)),
        people=sum(one.attendance or 0 for one in held),
        uncounted=sum(one.attendance is None for one in held),
        volunteers=sum(one.volunteers or 0 for one in held),
        volunteer_hours=_hours(one.volunteer_hours for one in held),
        staff_hours=_hours(one.staff_hours for one in held),
        concerns=len({concern for one in held for concern in one.concerns}),
        communities=tuple(Figure(reader.text(one), reached[one], 0) for one in ordered),
    )


def _event(one: Outreach, reader: Reader) -> EventHeld:
    return EventHeld(
        date=one.start[:10],
        name=reader.text(one.name),
        kind=one.kind,
        place=reader.text(one.place),
        people=one.attendance,
        volunteers=one.volunteers,
        volunteer_hours=one.shown("volunteer_hours"),
        staff_hours=one.shown("staff_hours"),
        communities=one.communities,
        concerns=len(one.concerns),
        event_id=one.id,
    )


def _hours(amounts: Iterable[Decimal | None]) -> str:
    return f"{sum((one for one in amounts if one is not None), Decimal(0)).normalize():f}"
