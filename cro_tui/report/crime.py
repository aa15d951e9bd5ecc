"""Crime and calls for service as the context of a quarter: beside the same quarter last year and the four before. Pure.

Small numbers are tested, never turned into percentages. The square root of a count that comes about by chance
(Poisson) has nearly the same spread whatever the count is (M. S. Bartlett, *The square root transformation in analysis
of variance*, Suppl. J. R. Stat. Soc. 3, 1936, 68-78), so twice the difference of two roots, `signal`, says how
surprising a change is. Beyond `BEYOND_CHANCE` either way it is worth a look; less is what chance alone does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cro_tui.model.crime import Crime
from cro_tui.report.crime_series import BEYOND_CHANCE, Compared, Series, caveats, quarters_before, series_of
from cro_tui.report.sentences import day

QUARTERS_SHOWN = 9
"""The quarter, and the two years before it."""
_SHORTEST = 4
"""Shorter words of a category or type say too little to match by."""


@dataclass(frozen=True)
class Context:
    """What one source counted."""

    source: str
    measure: str
    through: str
    """ISO day to which the quarter is counted."""
    is_whole: bool
    """A quarter that is not over is not compared."""
    caveats: tuple[str, ...]
    every: Compared
    """All types together."""
    types: tuple[Compared, ...]
    """Most first."""
    beats: tuple[tuple[str, int], ...]
    """Most first; ``""`` for rows without a beat."""
    trend: tuple[tuple[str, int | None], ...]
    """(quarter, total) of `QUARTERS_SHOWN` quarters, oldest first; None where nothing was counted."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands out, in plain words; one sentence where nothing does."""
        if not self.is_whole:
            return (f"Counted to {day(self.through)} only; nothing is compared before the quarter is over.",)
        found = [sentence for one in (self.every, *self.types) for sentence in _sentences(one)]
        if found:
            return tuple(found)
        if self.every.year_ago is None and self.every.four_before is None:
            return ("Nothing was counted before that it could be compared with.",)
        return ("No type changed by more than chance explains.",)


def contexts(records: Iterable[Crime], quarter: str) -> tuple[Context, ...]:
    """Each source's counts of the *quarter*; nothing of a source that has none of it."""
    return tuple(_context(one, quarter) for one in series_of(records) if quarter in one.quarters)


@dataclass(frozen=True)
class CrimeFacts:
    """What a report says of crime and calls for service."""

    contexts: tuple[Context, ...] = ()
    beside: tuple[Beside, ...] = ()
    """Concerns and counts of the same matter."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands out, each with its source where there are several."""
        several = len(self.contexts) > 1
        return tuple(
            f"{one.source}: {sentence}" if several else sentence for one in self.contexts for sentence in one.sentences
        )


def crime_facts(
    records: Iterable[Crime], quarter: str, voiced: Mapping[str, int], text: Callable[[str], str] = str
) -> CrimeFacts:
    """The counts of the *quarter* beside the concerns *voiced* in it (category -> how many).

    *text* is what the reader may read of a text.
    """
    found = tuple(_read(one, text) for one in contexts(records, quarter))
    return CrimeFacts(found, beside_concerns(voiced, found))


def _read(found: Context, text: Callable[[str], str]) -> Context:
    return replace(
        found,
        source=text(found.source),
        caveats=tuple(map(text, found.caveats)),
        types=tuple(replace(one, type=text(one.type)) for one in found.types),
        beats=tuple((text(beat), count) for beat, count in found.beats),
    )


def _context(series: Series, quarter: str) -> Context:
    record = series.quarters[quarter]
    four = quarters_before(quarter, 4)
    compared = [quarter, four[3]] if record.is_whole and series.is_whole(four[3]) else [quarter]
    beats = ((beat, series.count(quarter, None, beat) or 0) for beat in (*series.beats, ""))
    return Context(
        source=record.source,
        measure=record.measure,
        through=record.day,
        is_whole=record.is_whole,
        caveats=caveats(series, [quarter, *(one for one in four if series.is_whole(one))]),
        every=series.compared(quarter),
        types=tuple(series.compared(quarter, kind) for kind in series.types(compared)),
        beats=tuple(sorted((one for one in beats if one[1]), key=lambda one: (one[0] == "", -one[1], one[0]))),
        trend=series.trend(quarter, QUARTERS_SHOWN),
    )


def _sentences(one: Compared) -> Iterable[str]:
    if one.stands_out:
        yield in_words(one)


def in_words(one: Compared) -> str:
    """What the test says of a count, in one plain sentence: of the comparison that stands out, else of last year's."""
    what = f"{one.type[:1].upper()}{one.type[1:]}: {one.now:,}"
    year, four = one.since_last_year, one.since_four
    if four is not None and (year is None or abs(year) <= BEYOND_CHANCE < abs(four)):
        return f"{what}, after a mean of {one.four_before:,g} in the four quarters before; {_chance(four)}."
    if year is not None:
        return f"{what}, after {one.year_ago:,} in the same quarter last year; {_chance(year)}."
    return f"{what}; nothing was counted before that it could be compared with."


def _chance(value: float) -> str:
    if abs(value) <= BEYOND_CHANCE:
        return f"this may well be chance (signal {value:+.1f})" if value else "the same (signal 0)"
    way = "more" if value > 0 else "fewer"
    return f"{way} than chance explains (signal {value:+.1f})"


@dataclass(frozen=True)
class Beside:
    """What was voiced about a category, and what was counted of the types that its words name."""

    category: str
    voiced: int
    types: tuple[str, ...]
    now: int
    year_ago: int | None


def beside_concerns(voiced: Mapping[str, int], found: Sequence[Context]) -> tuple[Beside, ...]:
    """The categories of which something was voiced with the counts that may explain it; matched by words alone.

    A source's types are taken from the first that has any that fits.
    """
    lines = []
    for category, count in sorted(voiced.items(), key=lambda one: (-one[1], one[0])):
        for context in found:
            fitting = [one for one in context.types if alike(category, one.type)]
            if fitting:
                before = [one.year_ago for one in fitting if one.year_ago is not None]
                names = tuple(one.type for one in fitting)
                then = sum(before) if len(before) == len(fitting) else None
                lines.append(Beside(category, count, names, sum(one.now for one in fitting), then))
                break
    return tuple(lines)


def alike(category: str, kind: str) -> bool:
    """Whether a word of one begins a word of the other."""
    words, others = (
        [word.rstrip("s") for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= _SHORTEST]
        for text in (category, kind)
    )
    return any(one.startswith(other) or other.startswith(one) for one in words for other in others)
