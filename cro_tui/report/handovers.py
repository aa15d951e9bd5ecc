"""Complaints about officers that were handed to Internal Affairs, as counts beside the quarter before. Pure.

The Command Staff reads them by category. Others do only where no category has so few that it could point at somebody;
else they read how many there were. Officer-involved incidents are counted in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

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
    kept = [(one.day, one.category) for one in handovers]
    return told_apart(now, before, kept, words, every=ALL, otherwise=ELSE, in_full=in_full)


def told_apart(
    now: Period,
    before: Period,
    kept: Iterable[tuple[str, str]],
    words: Collection[str],
    *,
    every: str,
    otherwise: str,
    in_full: bool,
) -> tuple[Figure, ...]:
    """The sum called *every*, then each of the *words* of *kept* (ISO date, word) in either quarter, most first.

    A word that is none of *words* counts as *otherwise*. Where it is not told *in_full* and there are few of a word,
    it is the sum alone.
    """
    listed = list(kept)
    counts, earlier = (
        Counter(word if word in words else otherwise for day, word in listed if period.holds(day))
        for period in (now, before)
    )
    if not counts and not earlier:
        return ()
    total = Figure(every, counts.total(), earlier.total())
    if not in_full and any(0 < count < FEW for count in (*counts.values(), *earlier.values())):
        return (total,)
    ordered = sorted(counts | earlier, key=lambda one: (one == otherwise, -counts[one], one))
    return (total, *(Figure(category, counts[category], earlier[category]) for category in ordered))


def withheld(figures: Sequence[Figure], what: str = "Categories of complaints about officers") -> tuple[Gap, ...]:
    """*what* is left out where it is not told apart, and why."""
    if len(figures) != 1:
        return ()
    return (Gap(f"{what} left out: fewer than {FEW} of one could point at somebody"),)
