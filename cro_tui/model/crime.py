"""Counts of reported crime or calls for service in one quarter, as a source gave them: by type and beat.

One record a quarter and source. What the counts were made of (the rows of a file) is not kept. Knows no file.
"""

from __future__ import annotations

import hashlib

from cro_tui.model.fields import BadValue, Choice, Context, Count, Day, Line, Quarter, Rows, Stored, Text, column
from cro_tui.model.ids import make_id
from cro_tui.model.record import Record

MEASURES = ("reported crime", "calls for service")
NO_TYPE = "no type given"
"""What is counted under no type of its own."""


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
        return f"{self.source}, {self.quarter}"

    @property
    def day(self) -> str:
        """The last day that it counts."""
        return self.through or self._end

    @property
    def is_whole(self) -> bool:
        """Whether it counts the quarter to its end."""
        return self.through >= self._end

    @property
    def _end(self) -> str:
        from cro_tui.model.quarters import quarter_days  # reads dates, which noting a concern does without

        return quarter_days(self.quarter)[1]

    @property
    def total(self) -> int:
        """All that it counts."""
        return sum(int(row.get("count") or 0) for row in self.counts)


def counts_id(source: str, measure: str, quarter: str) -> str:
    """The id of a source's counts of a quarter: the same on every laptop, so that what two of them import merges."""
    said = " ".join(source.casefold().split())
    return make_id(0, hashlib.sha256(f"crime {said} {measure} {quarter}".encode()).digest())


def line_id(kind: str, beat: str) -> str:
    """The id of the line that counts *kind* in *beat*."""
    return make_id(0, hashlib.sha256(f"{kind.casefold()}\n{beat.casefold()}".encode()).digest())
