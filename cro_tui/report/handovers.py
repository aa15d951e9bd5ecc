"""Complaints about officers that were handed to Internal Affairs, as counts beside the quarter before. Pure.

The Command Staff reads them by category. Others do only where no category has so few that it could point at somebody;
else they read how many there were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from cro_tui.model.handover import Handover
from cro_tui.report.facts import Figure, Gap
from cro_tui.report.period import Period

ALL = "all categories"
ELSE = "another category"
"""A word that is not (or no longer) in the settings: whatever it says, it is not printed."""
FEW = 5
"""Fewer than so many of a category are not told apart outside the Command Staff."""


def handed_over(
    now: Period, before: Period, handovers: Sequence[Handover], words: Collection[str], *, in_full: bool
) -> tuple[Figure, ...]:
    """The sum first, then each of the categories of either quarter, most first; nothing where there were none.

    *words* are the department's categories; *in_full* those are told apart however few there are.
    """
    counts, earlier = (
        Counter(one.category if one.category in words else ELSE for one in handovers if period.holds(one.day))
        for period in (now, before)
    )
    if not counts and not earlier:
        return ()
    every = Figure(ALL, counts.total(), earlier.total())
    if not in_full and any(0 < count < FEW for count in (*counts.values(), *earlier.values())):
        return (every,)
    ordered = sorted(counts | earlier, key=lambda one: (one == ELSE, -counts[one], one))
    return (every, *(Figure(category, counts[category], earlier[category]) for category in ordered))


def withheld(figures: Sequence[Figure]) -> tuple[Gap, ...]:
    """What is left out where the categories are not told apart, and why."""
    if len(figures) != 1:
        return ()
    return (Gap(f"Categories of complaints about officers left out: fewer than {FEW} of one could point at somebody"),)
