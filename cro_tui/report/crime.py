"""Crime and calls for service as the context of a quarter: beside the same quarter last year and the four before. Pure.

Small numbers are tested, never turned into percentages. The square root of a count that comes about by chance
(Poisson) has nearly the same spread whatever the count is (M. S. Bartlett, *The square root transformation in analysis
of variance*, Suppl. J. R. Stat. Soc. 3, 1936, 68-78), so twice the difference of two roots, `signal`, says how
surprising a change is. Beyond `BEYOND_CHANCE` either way it is worth a look; less is what chance alone does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from cro_tui.model.crime import MEASURES, Crime
from cro_tui.model.quarters import previous_quarter
from cro_tui.report.sentences import day

BEYOND_CHANCE = 3.0
ALL = "all types"
QUARTERS_SHOWN = 9
"""The quarter, and the two years before it."""
_SHORTEST = 4
"""Shorter words of a category or type say too little to match by."""


@dataclass(frozen=True)
class Compared:
    """One type, or all of them together, beside what was before; None where that was not counted."""

    type: str
    now: int
    year_ago: int | None
    four_before: float | None
    """The mean of the four quarters before."""

    @property
    def since_last_year(self) -> float | None:
        """The `signal` against the same quarter last year."""
        return None if self.year_ago is None else signal(self.now, self.year_ago)

    @property
    def since_four(self) -> float | None:
        """The `signal` against the mean of the four quarters before."""
        return None if self.four_before is None else signal(self.now, self.four_before)

    @property
    def stands_out(self) -> bool:
        """Whether either comparison is beyond chance."""
        return any(one is not None and abs(one) > BEYOND_CHANCE for one in (self.since_last_year, self.since_four))


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


def signal(now: float, then: float) -> float:
    """Twice the difference of the roots of two counts; beyond ±3 chance alone is a poor explanation."""
    return 2 * (sqrt(now) - sqrt(then))


def contexts(records: Iterable[Crime], quarter: str) -> tuple[Context, ...]:
    """Each source's counts of the *quarter*; nothing of a source that has none of it."""
    by_source: dict[tuple[str, str], dict[str, Crime]] = {}
    for one in records:
        said = " ".join(one.source.casefold().split())
        by_source.setdefault((said, one.measure), {}).setdefault(one.quarter, one)
    found = [_context(quarters, quarter) for quarters in by_source.values() if quarter in quarters]
    return tuple(sorted(found, key=lambda one: (MEASURES.index(one.measure), one.source.casefold())))


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


def _context(quarters: Mapping[str, Crime], quarter: str) -> Context:
    record = quarters[quarter]
    before = _before(quarter, QUARTERS_SHOWN - 1)
    year_ago = _whole(quarters.get(before[3]))
    four = [whole for name in before[:4] if (whole := _whole(quarters.get(name))) is not None]
    compared = record.is_whole
    then, earlier = _by_type(year_ago), [_by_type(one) for one in four]
    now = _by_type(record)
    names = sorted({*now, *(then if compared else ())}, key=lambda one: (-now[one], one.casefold()))
    every = Compared(
        ALL,
        record.total,
        year_ago.total if compared and year_ago else None,
        sum(one.total for one in four) / 4 if compared and len(four) == 4 else None,
    )
    types = (
        Compared(
            name,
            now[name],
            then[name] if compared and year_ago else None,
            sum(one[name] for one in earlier) / 4 if compared and len(four) == 4 else None,
        )
        for name in names
    )
    beats: Counter[str] = Counter()
    for row in record.counts:
        beats[str(row.get("beat") or "")] += int(row.get("count") or 0)
    return Context(
        source=record.source,
        measure=record.measure,
        through=record.day,
        is_whole=record.is_whole,
        caveats=tuple(dict.fromkeys(one.caveat for one in (record, *four) if one.caveat)),
        every=every,
        types=tuple(types),
        beats=tuple(sorted(beats.items(), key=lambda one: (one[0] == "", -one[1], one[0]))),
        trend=tuple(
            (name, quarters[name].total if name in quarters else None) for name in (*reversed(before), quarter)
        ),
    )


def _whole(record: Crime | None) -> Crime | None:
    """The counts of a quarter, if they go to its end: others can't be compared with."""
    return record if record is not None and record.is_whole else None


def _before(quarter: str, count: int) -> list[str]:
    """So many quarters before it, the latest first: the fourth is the same quarter last year."""
    found = []
    for _ in range(count):
        quarter = previous_quarter(quarter)
        found.append(quarter)
    return found


def _by_type(record: Crime | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in record.counts if record is not None else ():
        counts[str(row.get("type") or "")] += int(row.get("count") or 0)
    return counts


def _sentences(one: Compared) -> Iterable[str]:
    what = one.type[:1].upper() + one.type[1:]
    if one.year_ago is not None and abs(signal(one.now, one.year_ago)) > BEYOND_CHANCE:
        value = signal(one.now, one.year_ago)
        yield f"{what}: {one.now}, after {one.year_ago} in the same quarter last year; {_chance(value)}."
    elif one.four_before is not None and abs(signal(one.now, one.four_before)) > BEYOND_CHANCE:
        value = signal(one.now, one.four_before)
        mean = f"{one.four_before:g}"
        yield f"{what}: {one.now}, after a mean of {mean} in the four quarters before; {_chance(value)}."


def _chance(value: float) -> str:
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
            fitting = [one for one in context.types if _alike(category, one.type)]
            if fitting:
                before = [one.year_ago for one in fitting if one.year_ago is not None]
                names = tuple(one.type for one in fitting)
                then = sum(before) if len(before) == len(fitting) else None
                lines.append(Beside(category, count, names, sum(one.now for one in fitting), then))
                break
    return tuple(lines)


def _alike(category: str, kind: str) -> bool:
    """Whether a word of one begins a word of the other."""
    words, others = (
        [word.rstrip("s") for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= _SHORTEST]
        for text in (category, kind)
    )
    return any(one.startswith(other) or other.startswith(one) for one in words for other in others)
