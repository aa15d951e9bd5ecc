"""A file of crime or calls for service into counts by quarter, type and beat: one row an incident, or rows with counts.

Every row is counted, here already, or named as bad: the three add up to the rows read. Nothing is guessed silently:
what was made of two dates in a cell, of day and month, of a blank type, of a file number that comes twice is said.
Writes through the officer's verbs alone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from cro_tui.actions.base import UnknownField
from cro_tui.actions.crime import Counted, count_quarters
from cro_tui.exchange.columns import plain_header
from cro_tui.exchange.importing import BadRow, Imported, import_file
from cro_tui.exchange.problems import ImportProblem
from cro_tui.exchange.sources import Row, Source, read
from cro_tui.model.crime import MEASURES, NO_TYPE, Crime
from cro_tui.model.dates import parse_day
from cro_tui.model.fields import short
from cro_tui.model.quarters import parse_quarter, quarter_days, quarter_of
from cro_tui.store.notebook import Notebook

SOURCE = "police records"
"""The source, where neither a column nor the officer names another."""
_QUIET_DAYS = timedelta(days=6)
_EARLIEST = "1900-01-01"
_MOST_DIGITS = 9
"""Of a count; far more than a quarter can have."""
_NAMED = ("source", "measure")
"""What the officer may name outright instead of a column."""
_USUAL = {
    "date": "date,datetime,date time,reported,date reported,reported date,report date,occurred,occurred date,"
    "date occurred,occurred on,incident date,call date,crime date time,date of report,from date,start date,when,"
    "month,quarter,period,created,timestamp",
    "type": "type,offense,offence,offense type,crime,crime type,incident type,call type,nature,nature of call,"
    "description,category,charge,problem",
    "beat": "beat,district,zone,sector,area,ward,neighborhood,precinct,reporting area,location",
    "count": "count,number,total,incidents,calls,n,quantity",
    "number": "file number,case number,incident number,case,case no,incident no,incident id,report number,cfs,event "
    "number,id",
    "source": "source",
    "measure": "measure",
}
_DATE = re.compile(
    r"""(?P<iso>\d{4}-\d{1,2}-\d{1,2}) | (?P<marked>\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)\d{4}|\d{1,2}/\d{1,2}/\d{2})
      | (?P<solid>(?:19|20)\d{6})(?!\d)""",
    re.VERBOSE,
)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?$")
_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/ ](?P<month>\d{1,2})")


@dataclass(frozen=True)
class _Day:
    """What a cell says of a day."""

    iso: str = ""
    until: str = ""
    """The last day that it means: a month or a quarter has many."""
    wrong: str = ""
    several: bool = False
    """Two dates stand there: the earlier counts."""


@dataclass
class _Tally:
    """What was counted of one source's quarter."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: int = 0
    first_row: int = 0


def import_crime(
    notebook: Notebook,
    path: Path,
    mapping: Iterable[tuple[str, str]] = (),
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Imported:
    """Counts the rows of *path*, and keeps the counts of each quarter as one save.

    *mapping* are (field, column) pairs for ``date type beat count number``; ``source`` and ``measure`` may also be
    given outright. Counts of a quarter that are here already are replaced by those of a fuller file; a file with fewer
    is refused for that quarter. Raises `ImportProblem`, `UnknownField`, OSError or `NotSaved`.
    """
    source = read(path)
    if {"id", "counts"} <= set(source.headers):  # records that were exported, not rows to be counted
        return import_file(notebook, Crime, path, mapping, dry_run=dry_run, progress=progress, stop=stop)
    reader = _Reader(notebook, source, mapping)
    for done, (row, day) in enumerate(zip(source.rows, reader.days, strict=True)):
        if done % 1000 == 0:
            if stop():
                return reader.result((), stopped=True)
            if progress:
                progress(done, len(source.rows))
        reader.take(row, day)
    counted = reader.counted(path.name)
    made = count_quarters(notebook, counted, dry_run=dry_run)
    reader.settle(made.already, made.refused)
    reader.warnings += made.says
    return reader.result((made.done,) if made.done else ())


class _Reader:
    """Takes rows, one after the other."""

    def __init__(self, notebook: Notebook, source: Source, mapping: Iterable[tuple[str, str]]) -> None:
        self.source = source
        self.today = notebook.clock().date().isoformat()
        self._now = notebook.clock()
        self._places, self._given = _columns(source.headers, mapping)
        if "date" not in self._places and source.rows:
            has = ", ".join(short(header, 30) for header in source.headers)
            raise ImportProblem(f"No column is known as date; the file has: {has}. Say which with --map date=COLUMN.")
        self.days = [_CLOCK.sub("", self._cell(row, "date")) for row in source.rows]
        """What each row says of its day, without the time: most rows share theirs with others."""
        self._day_first, self.warnings = self._order_of_days()
        self._days: dict[str, _Day] = {}
        self._spelled: dict[str, str] = {}
        self._tallies: defaultdict[tuple[str, str, str], _Tally] = defaultdict(_Tally)
        self._seen: dict[tuple[str, str], None] = {}
        self._latest: dict[tuple[str, str], str] = {}
        self._bad: list[BadRow] = []
        self._already = 0
        self._partial: list[Counted] = []
        self._several_dates = self._untyped = self._twice = 0

    def take(self, row: Row, day: str) -> None:
        """Counts *row*, which says that of its *day*, or names what is wrong with it."""
        try:
            self._count(row, day)
        except ValueError as problem:
            self._bad.append(BadRow(row.number, str(problem)))

    def _count(self, row: Row, said: str) -> None:
        if row.wrong:
            raise ValueError(row.wrong)
        day = self._day(said)
        if day.wrong:
            raise ValueError(day.wrong)
        count = _number(self._cell(row, "count")) if "count" in self._places else 1
        kind = self._spelling(self._cell(row, "type"))
        beat = self._spelling(self._cell(row, "beat"))
        source, measure = self._name(row, "source", SOURCE), self._measure(row)
        if number := self._cell(row, "number"):
            if (number, kind) in self._seen:
                self._twice += 1
                self._already += 1
                return
            self._seen[number, kind] = None
        self._several_dates += day.several
        self._untyped += not kind
        tally = self._tallies[source, measure, quarter_of(day.iso)]
        tally.counts[kind or NO_TYPE, beat] += count
        tally.rows += 1
        tally.first_row = tally.first_row or row.number
        self._latest[source, measure] = max(self._latest.get((source, measure), ""), day.until)

    def _cell(self, row: Row, name: str) -> str:
        places = self._places.get(name, ())
        if len(places) == 1 and isinstance(one := row.values[places[0]] if row.values else "", str):
            return " ".join(one.split())
        said = (row.values[place] for place in places)
        return " ".join(" ".join(str(one).split()) for one in said if one not in (None, ""))

    def _spelling(self, said: str) -> str:
        """A type or beat as it was first written: case does not tell them apart."""
        return self._spelled.setdefault(said.casefold(), said) if said else ""

    def _name(self, row: Row, name: str, usual: str) -> str:
        return self._given.get(name) or self._cell(row, name) or usual

    def _measure(self, row: Row) -> str:
        said = self._name(row, "measure", MEASURES[0]).casefold()
        found = [one for one in MEASURES if one.startswith(said)]
        if len(found) != 1:
            raise ValueError(f"“{short(said, 40)}” is neither {' nor '.join(MEASURES)}")
        return found[0]

    # Days

    def _order_of_days(self) -> tuple[bool, list[str]]:
        """Whether ``3/4/2026`` is the third of April: so where a first number is beyond 12 and no second is."""
        first_beyond = second_beyond = 0
        for said, rows in Counter(self.days).items():
            for found in _DATE.finditer(said):
                if found["marked"]:
                    one, other = (int(part) for part in re.split(r"[/.]", found["marked"])[:2])
                    first_beyond += rows * (one > 12)
                    second_beyond += rows * (other > 12)
        if first_beyond and not second_beyond:
            return True, [f"{_counted(first_beyond, 'date')} can only be day/month: all are read so"]
        if first_beyond:
            return False, ["dates are read as month/day; those that can't be are bad rows"]
        return False, []

    def _day(self, said: str) -> _Day:
        known = self._days.get(said)
        if known is None:
            known = self._days[said] = self._read_day(said)
        return known

    def _read_day(self, said: str) -> _Day:
        if not said:
            return _Day(wrong="it has no date")
        try:
            found = sorted({self._iso(one) for one in _DATE.finditer(said)})
            iso, until = (found[0], found[0]) if found else self._other_days(said)
        except ValueError as problem:
            return _Day(wrong=str(problem))
        if iso > self.today:
            return _Day(wrong=f"{iso} lies ahead")
        if iso < _EARLIEST:
            return _Day(wrong=f"{iso} is too long ago to be counted")
        return _Day(iso, until, several=len(found) > 1)

    def _iso(self, found: re.Match[str]) -> str:
        if found["iso"]:
            year, month, day = (int(part) for part in found["iso"].split("-"))
        elif found["solid"]:
            year, month, day = int(found["solid"][:4]), int(found["solid"][4:6]), int(found["solid"][6:])
        else:
            month, day, year = (int(part) for part in re.split(r"[/.]", found["marked"]))
            if self._day_first or "." in found["marked"]:
                month, day = day, month
            year += (2000 if year < 70 else 1900) if year < 100 else 0
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            raise ValueError(f"“{found[0]}” is no day of the calendar") from None

    def _other_days(self, said: str) -> tuple[str, str]:
        """The first and last day of a month or a quarter, or the day of any other wording."""
        month = _MONTH.fullmatch(said)
        if month:
            first = date(int(month["year"]), int(month["month"]), 1)
            return first.isoformat(), first.replace(day=monthrange(first.year, first.month)[1]).isoformat()
        try:
            return quarter_days(parse_quarter(said))
        except ValueError:
            day = parse_day(said, self._now, "past")
            return day, day

    # What came of it

    def counted(self, file: str) -> list[Counted]:
        """Each source's quarters."""
        found = [
            Counted(
                source,
                measure,
                quarter,
                self._through(source, measure, quarter),
                dict(tally.counts),
                file,
            )
            for (source, measure, quarter), tally in sorted(self._tallies.items())
        ]
        self._partial = [one for one in found if one.through < min(quarter_days(one.quarter)[1], self.today)]
        return found

    def _through(self, source: str, measure: str, quarter: str) -> str:
        """The day to which the quarter is counted: its end, unless the file ends before it."""
        last = date.fromisoformat(quarter_days(quarter)[1])
        latest = date.fromisoformat(self._latest[source, measure])
        reaches = latest >= last - _QUIET_DAYS  # nothing may have happened on the last days
        return min((last if reaches else latest).isoformat(), self.today)

    def settle(
        self, already: Sequence[tuple[str, str, str]], refused: Sequence[tuple[tuple[str, str, str], str]]
    ) -> None:
        """Which quarters stood here already, and which were refused and why."""
        for key in already:
            self._already += self._tallies[key].rows
        for key, reason in refused:
            tally = self._tallies[key]
            self._bad.append(BadRow(tally.first_row, reason, tally.rows))

    def result(self, done: Sequence[object], *, stopped: bool = False) -> Imported:
        """What the import did."""
        bad = sum(one.rows for one in self._bad)
        taken = {place for places in self._places.values() for place in places}
        rows = len(self.source.rows)
        return Imported(
            rows=rows,
            added=0 if stopped else rows - bad - self._already,
            already=self._already,
            bad=tuple(sorted(self._bad)),
            columns={
                name: " + ".join(self.source.headers[at] for at in places) for name, places in self._places.items()
            },
            unused=tuple(header for at, header in enumerate(self.source.headers) if at not in taken),
            warnings=(*self.source.warnings, *self.warnings, *self._remarks()),
            done=tuple(done),  # type: ignore[arg-type]
            stopped=stopped,
        )

    def _remarks(self) -> Iterable[str]:
        if self._several_dates:
            yield f"{_counted(self._several_dates, 'row')} with two dates in a cell: the earlier counts"
        if self._untyped:
            yield f"{_counted(self._untyped, 'row')} without a type: counted as “{NO_TYPE}”"
        for one in self._partial:
            yield f"{one.quarter} is counted to {one.through} only ({one.source}): the file ends there"
        if self._twice:
            yield f"{_counted(self._twice, 'row')} with a file number that came before, of the same type: not counted"


def _columns(
    headers: Sequence[str], mapping: Iterable[tuple[str, str]]
) -> tuple[dict[str, tuple[int, ...]], dict[str, str]]:
    """(field -> places of its columns, field -> what the officer named outright)."""
    plain = [plain_header(header) for header in headers]
    found: dict[str, list[int]] = {}
    given: dict[str, str] = {}
    for name, column in mapping:
        if name not in _USUAL:
            raise UnknownField(f"crime has no field “{short(name)}” to map; it has: {', '.join(_USUAL)}")
        if not column:
            found.setdefault(name, [])
        elif plain_header(column) in plain:
            found.setdefault(name, []).append(plain.index(plain_header(column)))
        elif name in _NAMED:
            given[name] = column
        else:
            named = ", ".join(short(header, 30) for header in headers)
            raise ImportProblem(f"The file has no column “{short(column)}”; it has: {named}.")
    taken = {place for places in found.values() for place in places}
    for name, words in _USUAL.items():
        if name in found or name in given:
            continue
        places = [plain.index(word) for word in words.split(",") if word in plain]
        if free := [place for place in places if place not in taken][:1]:
            found[name] = free
            taken.update(free)
    return {name: tuple(places) for name, places in found.items() if places}, given


def _number(said: str) -> int:
    plain = said.replace(",", "")
    if not plain.isascii() or not plain.isdigit():
        raise ValueError(f"“{short(said, 40)}” is no count" if said else "it has no count")
    if len(plain.lstrip("0")) > _MOST_DIGITS:
        raise ValueError(f"“{short(said, 40)}” is too large a count")
    return int(plain)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
