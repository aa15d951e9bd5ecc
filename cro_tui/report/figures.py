"""The key figures of a quarter beside those of the quarter before. Pure: records in, counts out.

Restricted records are counted with the others: a number names nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Referral
from cro_tui.model.training import Training
from cro_tui.report.audience import Reader
from cro_tui.report.facts import Figure, Leading, Membership
from cro_tui.report.period import Period, people_named
from cro_tui.report.plain import clean
from cro_tui.report.voices import speakers

HEARD, OPEN, CLOSED, FIXED = "Concerns heard", "Open at its end", "Closed in the quarter", "Fixed in the quarter"
NOT_TOLD, TOLD, NOBODY_NAMED = "Closed, not told", "Residents told", "Closed, nobody named"
NO_CATEGORY, NO_CHANNEL = "no category", "channel not noted"
_POLICE = "police"
"""In the name of every category that speaks of the department's own practices."""


def key_figures(
    now: Period,
    before: Period,
    concerns: Sequence[Concern],
    meetings: Sequence[Meeting],
    training: Sequence[Training],
    referrals: Sequence[Referral],
) -> tuple[Figure, ...]:
    """The figures of *now*, each with that of *before*."""

    def counts(period: Period) -> dict[str, int]:
        closed = [one for one in concerns if period.closed(one)]
        held = [one for one in meetings if period.met(one)]
        return {
            HEARD: sum(1 for one in concerns if period.heard(one)),
            CLOSED: len(closed),
            FIXED: sum(1 for one in concerns if period.holds(one.fixed)),
            OPEN: sum(1 for one in concerns if period.open_at_end(one)),
            TOLD: len(speakers(one for one in concerns if period.holds(one.told) and one.can_be_told)),
            NOT_TOLD: sum(1 for one in closed if one.closed_not_told),
            NOBODY_NAMED: sum(1 for one in closed if not one.can_be_told),
            "Meetings": len(held),
            "People at meetings": sum(people_at(one) for one in held),
            "Training sessions": sum(1 for one in training if period.trained(one)),
            "Referrals sent": sum(1 for one in referrals if period.holds(one.day)),
        }

    earlier = counts(before)
    return tuple(Figure(label, count, earlier[label]) for label, count in counts(now).items())


def people_at(meeting: Meeting) -> int:
    """The headcount; where nobody counted, those who are named."""
    return people_named(meeting) if meeting.headcount is None else meeting.headcount


def by_category(now: Period, before: Period, concerns: Sequence[Concern]) -> tuple[Figure, ...]:
    """Concerns heard, by category, most first; then those of which nobody spoke now; what has none is last."""
    counts, earlier = (
        Counter(one.category or NO_CATEGORY for one in concerns if period.heard(one)) for period in (now, before)
    )
    return tuple(
        Figure(category, counts[category], earlier[category])
        for category in sorted(counts | earlier, key=lambda one: (one == NO_CATEGORY, -counts[one], one))
    )


def by_channel(now: Period, before: Period, concerns: Sequence[Concern]) -> tuple[Figure, ...]:
    """Concerns heard in the quarter, by the channel on which they came, most first; what has none is last."""
    counts, earlier = (
        Counter(one.channel or NO_CHANNEL for one in concerns if period.heard(one)) for period in (now, before)
    )
    ordered = sorted(counts, key=lambda one: (one == NO_CHANNEL, -counts[one], one))
    return tuple(Figure(channel, counts[channel], earlier[channel]) for channel in ordered)


def memberships(organizations: Sequence[Organization], last: str, reader: Reader) -> tuple[Membership, ...]:
    """Who of the department belonged by the ISO date *last* to an organization that the reader may know of."""
    found = [
        Membership(
            organization=reader.text(clean(one.name)),
            kind=one.kind,
            name=reader.text(clean(str(row.get("name") or ""))),
            since=str(row.get("since") or ""),
        )
        for one in organizations
        if reader.shows(one)
        for row in one.members
        if str(row.get("since") or "") <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.organization.casefold(), one.since, one.name)))


def leading(categories: Sequence[Figure]) -> Leading:
    """What leads among the categories of a quarter; what was put in none never does."""
    named = [one for one in categories if one.label != NO_CATEGORY and one.now]
    most = max((one.now for one in named), default=0)
    first = [one for one in named if one.now == most]
    heard = sum(one.now for one in categories)
    return Leading(
        labels=tuple(one.label for one in first),
        now=most,
        before=first[0].before if len(first) == 1 else 0,
        heard=heard,
        uncategorized=heard - sum(one.now for one in named),
    )


def speaks_of_the_department(category: str) -> bool:
    """Whether concerns of that category are about police service or conduct."""
    return _POLICE in category.casefold()
