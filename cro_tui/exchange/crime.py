"""A file of crime or calls for service into counts by quarter, type and beat: one row an incident, or rows with counts.

Every row is counted, here already, or named as bad: the three add up to the rows read. Nothing is guessed silently:
what was made of two dates in a cell, of day and month, of a blank type, of a file number that comes twice is said.
Writes through the officer's verbs alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from cro_tui.actions.base import Done
from cro_tui.actions.crime import Counted, count_quarters
from cro_tui.exchange.crime_columns import NoDate, columns_of, is_heading, layout_of
from cro_tui.exchange.crime_days import Days
from cro_tui.exchange.importing import BadRow, Imported, import_file
from cro_tui.exchange.problems import ImportProblem
from cro_tui.exchange.sources import Row, Source, read
from cro_tui.model.crime import MEASURES, NO_TYPE, Crime, same_beat, same_type
from cro_tui.model.fields import short
from cro_tui.model.quarters import quarter_days, quarter_of
from cro_tui.report.sentences import counted
from cro_tui.store.notebook import Notebook

SOURCE = "police records"
"""The source, where neither a column nor the officer names another."""
_QUIET_DAYS = timedelta(days=6)
_COLUMNS_NAMED = 12
_LOOKED_AT = 100
_MOST_DIGITS = 9
"""Of a count; far more than a quarter can have."""


@dataclass
class _Tally:
    """What was counted of one source's quarter."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: int = 0
    first_row: int = 0


@dataclass(frozen=True)
class CrimeImported:
    """What was counted, and how the file was read."""

    imported: Imported
    headers: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    """Of each column the first cell that says something."""
    source: str = ""
    measure: str = ""
    """Of the rows that name none."""
    said_before: frozenset[str] = frozenset()
    """What is read as the officer said of the file before."""
    unsure: str = ""
    """A date that can be month/day or day/month, where nothing says which."""
    quarters: tuple[tuple[str, int], ...] = ()
    """(quarter, how many were counted in it)."""


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
    given outright, ``days`` is how the file writes dates. What is said of a file holds for the next with the same
    columns. Counts of a quarter that are here already are replaced by those of a fuller file; a file with fewer is
    refused for that quarter. Raises `ImportProblem`, `UnknownField`, OSError or `NotSaved`.
    """
    return take_crime(notebook, path, mapping, dry_run=dry_run, progress=progress, stop=stop).imported


def take_crime(
    notebook: Notebook,
    path: Path,
    mapping: Iterable[tuple[str, str]] = (),
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> CrimeImported:
    """`import_crime`, with all that must be known to ask the officer whether the file was understood."""
    source = read(path, is_heading)
    if {"id", "counts"} <= set(source.headers):  # records that were exported, not rows to be counted
        taken = import_file(notebook, Crime, path, mapping, dry_run=dry_run, progress=progress, stop=stop)
        return CrimeImported(taken)
    reader = _Reader(notebook, source, mapping)
    for done, (row, day) in enumerate(zip(source.rows, reader.days.cells, strict=True)):
        if done % 1000 == 0:
            if stop():
                return reader.result((), stopped=True)
            if progress:
                progress(done, len(source.rows))
        reader.take(row, day)
    if stop():
        return reader.result((), stopped=True)
    made = count_quarters(notebook, reader.counted(path.name), dry_run=dry_run)
    reader.settle(made.already, made.refused)
    reader.warnings += made.says
    return reader.result((made.done,) if made.done else ())


class _Reader:
    """Takes rows, one after the other."""

    def __init__(self, notebook: Notebook, source: Source, mapping: Iterable[tuple[str, str]]) -> None:
        self.source = source
        self.columns = columns_of(notebook, source.headers, mapping)
        self._places, self._given = self.columns.places, self.columns.outright
        if "date" not in self._places:
            if any(not letter.isprintable() for header in source.headers for letter in "".join(header.split())):
                raise ImportProblem("The file is no table of text.")
            if not source.rows:
                raise ImportProblem("The file has no row below its first.")
            has = ", ".join(short(header, 30) for header in source.headers[:_COLUMNS_NAMED])
            has += " …" * (len(source.headers) > _COLUMNS_NAMED)
            sentence = f"No column is known as date; the file has: {has}. Say which with --map date=COLUMN."
            raise NoDate(sentence, source.headers, examples_of(source))
        self.today = notebook.clock().date().isoformat()
        cells = [self._cell(row, "date") for row in source.rows]
        of = " ".join(source.headers[at] for at in self._places.get("date", ()))
        self.days = Days(cells, notebook.clock(), self._given.get("days", ""), of)
        self.warnings = [*self._read_as_before(), *self.days.remarks]
        self._named: tuple[str, str] | None = None
        """Source and measure, where no column of the file names them."""
        if not {"source", "measure"} & set(self._places) and source.rows:
            try:
                self._named = self._name(source.rows[0], "source", SOURCE), self._measure(source.rows[0])
            except ValueError as problem:
                raise ImportProblem(f"{problem}.") from None
        self._types: dict[str, str] = {}
        self._first_types: dict[str, str] = {}
        self._beats: dict[str, str] = {}
        self._first_beats: dict[str, str] = {}
        self._beats_alike: dict[str, str] = {}
        """Beats that are written otherwise -> as they were first written."""
        self._tallies: defaultdict[tuple[str, str, str], _Tally] = defaultdict(_Tally)
        self._seen: dict[tuple[str, str], None] = {}
        self._latest: dict[tuple[str, str], str] = {}
        self._bad: list[BadRow] = []
        self._already = 0
        self._partial: list[Counted] = []
        self._several_dates = self._untyped = self._twice = 0

    def _read_as_before(self) -> Iterable[str]:
        said = {name: what for name, what in self.columns.told if name in self.columns.remembered}
        if said:
            told = ", ".join(f"{name} {f'“{short(what, 30)}”' if what else 'none'}" for name, what in said.items())
            yield f"read as the last file with these columns: {told}"

    def take(self, row: Row, day: str) -> None:
        """Counts *row*, which says that of its *day*, or names what is wrong with it."""
        try:
            self._count(row, day)
        except ValueError as problem:
            self._bad.append(BadRow(row.number, str(problem)))

    def _count(self, row: Row, said: str) -> None:
        if row.wrong:
            raise ValueError(row.wrong)
        day = self.days.read(said)
        if day.wrong:
            raise ValueError(day.wrong)
        count = _number(self._cell(row, "count")) if "count" in self._places else 1
        kind, beat = self._type(self._cell(row, "type")), self._beat(self._cell(row, "beat"))
        source, measure = self._named or (self._name(row, "source", SOURCE), self._measure(row))
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
        said = (row.values[place] for place in places if place < len(row.values))
        return " ".join(" ".join(str(one).split()) for one in said if one not in (None, ""))

    def _type(self, said: str) -> str:
        """A type as it was first written."""
        first = self._types.get(said)
        if first is None:
            first = self._types[said] = self._first_types.setdefault(same_type(said), said)
        return first

    def _beat(self, said: str) -> str:
        """A beat as it was first written."""
        first = self._beats.get(said)
        if first is None:
            first = self._beats[said] = self._first_beats.setdefault(same_beat(said), said)
            if first.casefold() != said.casefold():
                self._beats_alike[said] = first
        return first

    def _name(self, row: Row, name: str, usual: str) -> str:
        return self._given.get(name) or self._cell(row, name) or usual

    def _measure(self, row: Row) -> str:
        said = self._name(row, "measure", MEASURES[0]).casefold()
        found = [one for one in MEASURES if one.startswith(said)]
        if len(found) != 1:
            raise ValueError(f"“{short(said, 40)}” is neither {' nor '.join(MEASURES)}")
        return found[0]

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
                layout_of(self.source.headers) if self.columns.told else "",
                self.columns.told,
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

    def result(self, done: Sequence[Done], *, stopped: bool = False) -> CrimeImported:
        """What the import did."""
        bad = sum(one.rows for one in self._bad)
        taken = {place for places in self._places.values() for place in places}
        rows = len(self.source.rows)
        imported = Imported(
            rows=rows,
            added=0 if stopped else rows - bad - self._already,
            already=self._already,
            bad=tuple(sorted(self._bad)),
            columns={
                name: " + ".join(self.source.headers[at] for at in places) for name, places in self._places.items()
            },
            unused=tuple(header for at, header in enumerate(self.source.headers) if at not in taken),
            warnings=(*self.source.warnings, *self.warnings, *self._remarks()),
            done=tuple(done),
            stopped=stopped,
        )
        quarters: Counter[str] = Counter()
        for (_source, _measure, quarter), tally in self._tallies.items():
            quarters[quarter] += tally.counts.total()
        return CrimeImported(
            imported,
            self.source.headers,
            examples_of(self.source),
            self._given.get("source") or ("" if "source" in self._places else SOURCE),
            self._given.get("measure") or ("" if "measure" in self._places else MEASURES[0]),
            frozenset(self.columns.remembered),
            self.days.example if self.days.unsure else "",
            tuple(sorted(quarters.items())),
        )

    def _remarks(self) -> Iterable[str]:
        if self._several_dates:
            yield f"{counted(self._several_dates, 'row')} with two dates in a cell: the earlier counts"
        if self._untyped:
            yield f"{counted(self._untyped, 'row')} without a type: counted as “{NO_TYPE}”"
        if self._beats_alike:
            alike = [f"{short(said, 20)} as {short(first, 20)}" for said, first in self._beats_alike.items()]
            yield f"beats that differ by noughts only count as one: {', '.join(alike[:5])}{' …' * (len(alike) > 5)}"
        for one in self._partial:
            yield f"{one.quarter} is counted to {one.through} only ({one.source}): the file ends there"
        if self._twice:
            yield f"{counted(self._twice, 'row')} with a file number that came before, of the same type: not counted"


def _number(said: str) -> int:
    plain = said.replace(",", "")
    if not plain.isascii() or not plain.isdigit():
        raise ValueError(f"“{short(said, 40)}” is no count" if said else "it has no count")
    if len(plain.lstrip("0")) > _MOST_DIGITS:
        raise ValueError(f"“{short(said, 40)}” is too large a count")
    return int(plain)


def examples_of(source: Source) -> tuple[str, ...]:
    """Of each column the first cell that says something."""
    rows = source.rows[:_LOOKED_AT]
    return tuple(
        next((str(row.values[at]) for row in rows if at < len(row.values) and row.values[at]), "")
        for at in range(len(source.headers))
    )
