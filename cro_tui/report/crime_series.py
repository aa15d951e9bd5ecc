"""What one source counted, quarter by quarter: of all or of one type, in the whole town or in one beat. Pure.

Spelling does not part what belongs together: a type is the same in any case, beat ``004`` is beat ``4``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from cro_tui.model.crime import MEASURES, Crime, same_beat, same_type
from cro_tui.model.quarters import previous_quarter

BEYOND_CHANCE = 3.0
ALL = "all types"
_ANY = "\0"
"""Stands for every beat, since a row may name none."""


def signal(now: float, then: float) -> float:
    """Twice the difference of the roots of two counts; beyond ±3 chance alone is a poor explanation."""
    return 2 * (sqrt(now) - sqrt(then))


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


class Series:
    """All that a source counted of one measure."""

    def __init__(self, records: Iterable[Crime]) -> None:
        """*records* are of one source and measure; of several of one quarter the first counts."""
        self.quarters: dict[str, Crime] = {}
        for one in records:
            self.quarters.setdefault(one.quarter, one)
        latest = self.quarters[max(self.quarters)]
        self.source = latest.source
        self.measure = latest.measure
        self._counted: dict[str, Counter[tuple[str, str]]] = {}

    @cached_property
    def _spelled(self) -> tuple[dict[str, str], dict[str, str]]:
        """How types and beats are written, by what makes them the same: as the latest quarter writes them."""
        types: dict[str, str] = {}
        beats: dict[str, str] = {}
        for quarter in sorted(self.quarters, reverse=True):
            for one in self.quarters[quarter].lines:
                types.setdefault(same_type(one.type), one.type)
                beats.setdefault(same_beat(one.beat), one.beat)
        return types, beats

    @property
    def latest(self) -> str:
        """The last quarter of which something was counted."""
        return max(self.quarters)

    @property
    def beats(self) -> tuple[str, ...]:
        """All beats in order, numbers as numbers; without ``""``, which stands for rows that name none."""
        return tuple(sorted(filter(None, self._spelled[1].values()), key=_in_order))

    def types(self, quarters: Iterable[str], beat: str | None = None) -> list[str]:
        """The types of which one of the *quarters* has something, those of the first of them with most first."""
        named = list(quarters)
        found = {kind: None for quarter in named for kind, _ in self._of(quarter) if self._has(quarter, kind, beat)}
        first = named[0] if named else ""
        spelled = self._spelled[0]
        return sorted(
            (spelled[kind] for kind in found),
            key=lambda kind: (-(self.count(first, kind, beat) or 0), kind.casefold()),
        )

    def _has(self, quarter: str, kind: str, beat: str | None) -> bool:
        return beat is None or (kind, same_beat(beat)) in self._counter(quarter)

    def _of(self, quarter: str) -> Iterable[tuple[str, str]]:
        return [(kind, beat) for kind, beat in self._counter(quarter) if kind and beat == _ANY]

    def count(self, quarter: str, kind: str | None = None, beat: str | None = None) -> int | None:
        """How many of *kind* in *beat* (None: of all) the quarter had; None where nothing was counted in it."""
        if quarter not in self.quarters:
            return None
        return self._counter(quarter)[same_type(kind) if kind is not None else "", _named(beat)]

    def _counter(self, quarter: str) -> Counter[tuple[str, str]]:
        """The counts of a quarter by type and beat, and the sums of both."""
        known = self._counted.get(quarter)
        if known is None:
            known = self._counted[quarter] = Counter()
            record = self.quarters.get(quarter)
            for one in record.lines if record is not None else ():
                kind, beat = same_type(one.type), same_beat(one.beat)
                for key in ((kind, beat), (kind, _ANY), ("", beat), ("", _ANY)):
                    known[key] += one.count
        return known

    def is_whole(self, quarter: str) -> bool:
        """Whether the quarter was counted to its end; others are not compared."""
        record = self.quarters.get(quarter)
        return record is not None and record.is_whole

    def compared(self, quarter: str, kind: str | None = None, beat: str | None = None) -> Compared:
        """A quarter beside the same one last year and the mean of the four before."""
        before = [self._whole(one, kind, beat) for one in quarters_before(quarter, 4)]
        if not self.is_whole(quarter):
            before = [None] * 4
        counted = [one for one in before if one is not None]
        return Compared(
            ALL if kind is None else kind,
            self.count(quarter, kind, beat) or 0,
            before[3],
            sum(counted) / 4 if len(counted) == 4 else None,
        )

    def _whole(self, quarter: str, kind: str | None, beat: str | None) -> int | None:
        """The count of a quarter that goes to its end; others can't be compared with."""
        return self.count(quarter, kind, beat) if self.is_whole(quarter) else None

    def trend(
        self, quarter: str, length: int, kind: str | None = None, beat: str | None = None
    ) -> tuple[tuple[str, int | None], ...]:
        """(quarter, count) of so many quarters up to *quarter*, oldest first; None where nothing was counted."""
        names = (*reversed(quarters_before(quarter, length - 1)), quarter)
        return tuple((name, self.count(name, kind, beat)) for name in names)


def _named(beat: str | None) -> str:
    return _ANY if beat is None else same_beat(beat)


def _in_order(beat: str) -> tuple[bool, int, str]:
    number = beat.isascii() and beat.isdigit()
    return not number, int(beat[:18]) if number else 0, beat.casefold()


def series_of(records: Iterable[Crime]) -> tuple[Series, ...]:
    """Each source's counts, reported crime before calls; what has no quarter that can be read is left out."""
    by_source: dict[tuple[str, str], list[Crime]] = {}
    for one in records:
        if one.quarter:
            by_source.setdefault((" ".join(one.source.casefold().split()), one.measure), []).append(one)
    return tuple(sorted(map(Series, by_source.values()), key=_first))


def _first(one: Series) -> tuple[int, str, str]:
    known = MEASURES.index(one.measure) if one.measure in MEASURES else len(MEASURES)
    return known, one.measure, one.source.casefold()


def quarters_before(quarter: str, count: int) -> list[str]:
    """So many quarters before it, the latest first: the fourth is the same quarter last year."""
    found = []
    for _ in range(count):
        quarter = previous_quarter(quarter)
        found.append(quarter)
    return found


def caveats(series: Series, quarters: Sequence[str]) -> tuple[str, ...]:
    """What must be known to read the counts of *quarters*, each caveat once."""
    said = (series.quarters[one].caveat for one in quarters if one in series.quarters)
    return tuple(dict.fromkeys(filter(None, said)))
