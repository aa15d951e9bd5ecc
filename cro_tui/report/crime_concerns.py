"""Which concerns counts of crime or calls may explain: of the same matter, quarter and beat or neighborhood. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from cro_tui.model.concern import Concern
from cro_tui.model.crime import same_beat
from cro_tui.model.quarters import quarter_days
from cro_tui.report.crime import alike


def concerns_of(concerns: Iterable[Concern], quarter: str, kind: str | None, beat: str | None) -> list[Concern]:
    """The concerns heard in the *quarter* whose category a word of *kind* names, in *beat* (None: of all).

    A source's beat may be a neighborhood's name. The latest first.
    """
    first, last = quarter_days(quarter)
    found = [
        one
        for one in concerns
        if first <= one.day <= last
        and (kind is None or (one.category and alike(one.category, kind)))
        and (beat is None or _stands_in(one, beat))
    ]
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


def _stands_in(concern: Concern, beat: str) -> bool:
    if not beat:
        return not concern.beat
    named = {same_beat(concern.beat), concern.neighborhood.casefold()} - {""}
    return same_beat(beat) in named
