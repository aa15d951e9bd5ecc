"""Counts of reported crime or calls for service in one quarter, as a source gave them: by type and beat.

One record a quarter and source. What the counts were made of (the rows of a file) is not kept. Knows no file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cro_tui.model.fields import BadValue, Choice, Context, Count, Day, Line, Quarter, Rows, Stored, Text, column
from cro_tui.model.ids import make_id
from cro_tui.model.record import Record

MEASURES = ("reported crime", "calls for service")
NO_TYPE = "no type given"
"""What is counted under no type of its own."""
MOST = 1_000_000
"""More is no count of one type in one beat and quarter."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a type in a beat."""

    type: str
    beat: str
    count: int


class Crime(Record):
    """What a source counted in a quarter, as far as it went."""

    KIND = "crime"
    PLURAL = "crime"
    TITLE = "source"

    source = Line("Source", required=True, help="who counted, e.g. Records Management")
    measure = Choice("What is counted", fixed=MEASURES)
    quarter = Quarter("Quarter", required=True)
    through = Day("Counted to", lean="past", help="the last day that the counts hold")
    counts = Rows(
        "Counts",
        prefix="count",
        main="type",
        order="type",
        columns=(
            column(Line, "type", "Type", required=True),
            column(Line, "beat", "Beat"),
            column(Count, "count", "Count"),
        ),
    )
    caveat = Text("Caveat", help="what must be known to read the counts")
    file = Line("File", help="from which they came", automatic=True)
    layout = Line("Layout", help="what names files with the same columns", automatic=True)
    columns = Rows(
        "Columns of the file",
        prefix="column",
        main="field",
        automatic=True,
        columns=(
            column(Line, "field", "Field", required=True),
            column(Line, "said", "Is", help="its column, or what was said outright"),
        ),
    )
    """What the officer said of files of that layout; the next one is read so."""

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("measure", MEASURES[0])
        if stored.get("quarter"):
            from cro_tui.model.quarters import quarter_days

            first, last = quarter_days(stored["quarter"])
            today = context.now.date().isoformat()
            if first > today:
                raise BadValue("quarter", "has not begun")
            stored.setdefault("through", min(last, today))

    @property
    def label(self) -> str:
        """What names it on one line."""
        return f"{self.source}, {self.FIELDS['quarter'].text(self.values)}"

    @property
    def day(self) -> str:
        """The last day that it counts."""
        return self.through or self._end or super().day

    @property
    def is_whole(self) -> bool:
        """Whether it counts the quarter to its end."""
        return bool(self._end) and self.through >= self._end

    @property
    def _end(self) -> str:
        from cro_tui.model.quarters import quarter_days  # reads dates, which noting a concern does without

        return quarter_days(self.quarter)[1] if self.quarter else ""

    @cached_property
    def lines(self) -> tuple[Counts, ...]:
        """The counts; what is no number counts nothing, what has no type counts as `NO_TYPE`."""
        return tuple(_lines(self))

    @property
    def total(self) -> int:
        """All that it counts."""
        return sum(one.count for one in self.lines)


def _lines(crime: Crime) -> Iterator[Counts]:
    for row in crime.counts:
        count = row.get("count")
        if type(count) is int and 0 <= count <= MOST:
            yield Counts(_said(row.get("type")) or NO_TYPE, _said(row.get("beat")), count)


def _said(stored: Stored) -> str:
    return " ".join(str(stored).split()) if isinstance(stored, str | int) else ""


def counts_id(source: str, measure: str, quarter: str) -> str:
    """The id of a source's counts of a quarter: the same on every laptop, so that what two of them import merges."""
    said = " ".join(source.casefold().split())
    return make_id(0, hashlib.sha256(f"crime {said} {measure} {quarter}".encode()).digest())


def line_id(kind: str, beat: str) -> str:
    """The id of the line that counts *kind* in *beat*."""
    return make_id(0, hashlib.sha256(f"{kind.casefold()}\n{beat.casefold()}".encode()).digest())


def same_type(kind: str) -> str:
    """For comparing types: case does not tell them apart."""
    return kind.casefold()


def same_beat(beat: str) -> str:
    """For comparing beats: neither case nor the noughts before a number tell them apart (``004`` is ``4``)."""
    return (beat.lstrip("0") or "0") if beat.isascii() and beat.isdigit() else beat.casefold()
