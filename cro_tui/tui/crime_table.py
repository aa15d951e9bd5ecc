"""How the table of crime looks: quarters by types, or by beats; the bars of a line, and what stands behind it.

Knows figures, concerns and how a row looks; no screen and no notebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cro_tui.model.concern import Concern
from cro_tui.report.crime import in_words
from cro_tui.report.crime_series import ALL, Compared, Series, caveats, quarters_before
from cro_tui.report.sentences import counted, day
from cro_tui.tui.show import one_line
from cro_tui.tui.widgets.details import Paragraph
from cro_tui.tui.widgets.quarter_columns import QuarterColumn, number
from cro_tui.tui.widgets.rows import Column, Row

QUARTERS_SHOWN = 12
ALL_BEATS = "all beats"
NO_BEAT = "no beat given"
EVERYTHING = "= "
"""The key of the line with all types or all beats."""
_BEATS_TOLD = 12


def short_quarter(quarter: str) -> str:
    """``26Q3``."""
    return quarter[2:4] + quarter[5:]


def called(beat: str | None) -> str:
    """A beat as the table names it."""
    return ALL_BEATS if beat is None else beat or NO_BEAT


@dataclass(frozen=True)
class Line:
    """What a line of the table is about; None stands for all."""

    kind: str | None
    beat: str | None


class CrimeTable:
    """One source's counts beside those before, a line a type of one beat, or a line a beat of one type."""

    def __init__(self, series: Series, quarter: str, kind: str | None, beat: str | None, *, by_beat: bool) -> None:
        """*kind* is told apart by beat where *by_beat*; else *beat* by type."""
        self.series = series
        self.quarter = quarter
        self.by_beat = by_beat
        self.kind = kind
        self.beat = beat
        self.before = quarters_before(quarter, 4)
        self.lines = {EVERYTHING: Line(kind, None) if by_beat else Line(None, beat)}
        if by_beat:
            beats = [*series.beats, *([""] if series.count(quarter, kind, "") else [])]
            self.lines |= {f"b {one}": Line(kind, one) for one in beats}
        else:
            self.lines |= {f"t {one}": Line(one, beat) for one in series.types([quarter, *self.before], beat)}

    @property
    def columns(self) -> tuple[Column, ...]:
        """The name, five quarters, the mean of the four before, both signals."""
        quarters = [short_quarter(one) for one in (*reversed(self.before), self.quarter)]
        title = f"{self.kind or ALL} by beat" if self.by_beat else f"Types, {called(self.beat)}"
        return (
            Column(title, share=1, least=20, most=40),
            *(Column(one, cells=5, right=True, gives_way=3 * (0 < at < 4)) for at, one in enumerate(quarters)),
            Column("Mean", cells=7, right=True, gives_way=4),
            Column(f"vs {quarters[0]}", cells=7, right=True),
            Column("vs mean", cells=7, right=True, gives_way=1),
        )

    def row(self, key: str) -> Row:
        """One line."""
        line = self.lines[key]
        found = self.compared(key)
        quarters = [self.series.count(one, line.kind, line.beat) for one in (*reversed(self.before), self.quarter)]
        cells = (
            one_line(self.named(key)),
            *("–" if one is None else number(one) for one in quarters),
            "" if found.four_before is None else f"{found.four_before:,.1f}",
            _signal(found.since_last_year),
            _signal(found.since_four),
        )
        return Row(cells, "●" if found.stands_out else "", "alarm" if found.stands_out else "")

    def named(self, key: str) -> str:
        """What the line is called."""
        line = self.lines[key]
        return called(line.beat) if self.by_beat else line.kind or ALL

    def compared(self, key: str) -> Compared:
        """The test of a line."""
        line = self.lines[key]
        return self.series.compared(self.quarter, line.kind, line.beat)

    def title(self, key: str) -> str:
        """``Vandalism, beat 4``."""
        line = self.lines[key]
        beat = "" if line.beat is None else f", {'beat ' if line.beat[:1].isdigit() else ''}{called(line.beat)}"
        return f"{line.kind or ALL.capitalize()}{beat}"

    def sentence(self, key: str) -> str:
        """What the test says of the line, in plain words."""
        if not self.series.is_whole(self.quarter):
            through = day(self.series.quarters[self.quarter].day)
            return f"Counted to {through} only; nothing is compared before the quarter is over."
        found = self.compared(key)
        return in_words(Compared(self.title(key), found.now, found.year_ago, found.four_before))

    def bars(self, key: str) -> list[QuarterColumn]:
        """The last quarters of the line, those of the test marked."""
        line = self.lines[key]
        found = self.compared(key)
        marks = {self.quarter: "now", self.before[3]: "then"}
        return [
            QuarterColumn(
                short_quarter(quarter), count, marks.get(quarter, ""), quarter == self.quarter and found.stands_out
            )
            for quarter, count in self.series.trend(self.quarter, QUARTERS_SHOWN, line.kind, line.beat)
        ]

    def about(self) -> str:
        """Source, to which day, and what must be known."""
        record = self.series.quarters[self.quarter]
        said = caveats(self.series, [self.quarter, *self.before])
        return " ".join((f"{record.source}, counted to {day(record.day)}.", *said))

    def story(self, key: str, concerns: Sequence[Concern], named: Sequence[str]) -> Iterator[Paragraph]:
        """What the counts say, and which *concerns* they may explain; *named* are these as they may show."""
        line = self.lines[key]
        yield Paragraph(self.sentence(key), tone="alarm" if self.compared(key).stands_out else "strong")
        for quarter, count in reversed(self.series.trend(self.quarter, QUARTERS_SHOWN, line.kind, line.beat)):
            yield Paragraph("not counted" if count is None else f"{count:,}", quarter)
        yield Paragraph("")
        yield Paragraph(f"{'Types' if line.kind is None else 'Beats'} in {self.quarter}", tone="heading")
        yield from self._parts(line)
        yield Paragraph("")
        yield Paragraph("Concerns it may explain", tone="heading")
        where = "" if line.beat is None else f" of {called(line.beat)}"
        if not concerns:
            yield Paragraph(f"No concern{where} of the same matter was heard in {self.quarter}.")
        else:
            said = counted(len(concerns), "concern")
            yield Paragraph(f"{said}{where} heard in {self.quarter}; one need not explain the other.", tone="quiet")
        for one, text in zip(concerns, named, strict=True):
            about = ", ".join(filter(None, (one.neighborhood, one.status)))
            yield Paragraph(f"{text} ({about})", one.number or " ", label_cells=15)
        yield Paragraph("")
        yield Paragraph(self.about(), tone="quiet")
        yield Paragraph(METHOD, tone="quiet")

    def _parts(self, line: Line) -> Iterator[Paragraph]:
        """What the count is made of."""
        series, quarter = self.series, self.quarter
        if line.kind is None:
            parts = [(one, series.count(quarter, one, line.beat) or 0) for one in series.types([quarter], line.beat)]
        else:
            parts = [(called(one), series.count(quarter, line.kind, one) or 0) for one in (*series.beats, "")]
        found = sorted((one for one in parts if one[1]), key=lambda one: -one[1])
        for name, count in found[:_BEATS_TOLD]:
            yield Paragraph(f"{count:>7,}  {one_line(name)}")
        if len(found) > _BEATS_TOLD:
            yield Paragraph(f"{sum(count for _, count in found[_BEATS_TOLD:]):>7,}  in {len(found) - _BEATS_TOLD} more")


METHOD = (
    "The signal is 2·(√now − √then), then being the same quarter last year or the mean of the four before. Beyond ±3 "
    "chance alone is a poor explanation; less is what chance does."
)


def _signal(value: float | None) -> str:
    return "" if value is None else f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
