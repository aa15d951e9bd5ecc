"""What a cell of a file of crime says of a day: dates of any usual shape, months, quarters, ranges. Pure.

Whether ``3/4/2026`` is in March or in April is seen from the whole column, or said by the officer.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cro_tui.exchange.crime_columns import DAY_FIRST, MONTH_FIRST
from cro_tui.model.dates import MONTHS, parse_day
from cro_tui.model.fields import short
from cro_tui.model.quarters import parse_quarter, quarter_days
from cro_tui.report.sentences import counted

_EARLIEST = "1900-01-01"
_DATE = re.compile(
    r"""(?P<iso>\d{4}-\d{1,2}-\d{1,2}) | (?P<year_first>\d{4}/\d{1,2}/\d{1,2})
      | (?<!\d)(?P<marked>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d{2}(?!\d)))
      | (?<!\d)(?P<solid>(?:19|20)\d{6})(?!\d)""",
    re.VERBOSE,
)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?P<zone>Z|[+-]\d\d:?\d\d)?$")
_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/ ](?P<month>\d{1,2})")
_YEAR_QUARTER = re.compile(r"(?P<year>(?:19|20)\d\d)[-/ ](?P<quarter>Q?[1-4])", re.IGNORECASE)
_NAMED_MONTH = re.compile(r"(?P<name>[A-Za-z]{3,9})\.?[ -](?P<year>(?:19|20)\d\d|'?\d\d)")
_HALF_DATE = re.compile(r"(?<![\d:])\d{1,2}[/.]\d{1,2}(?![\d:])")


@dataclass(frozen=True)
class DayRead:
    """What a cell says of a day."""

    iso: str = ""
    until: str = ""
    """The last day that it means: a month or a quarter has many."""
    wrong: str = ""
    several: bool = False
    """Two dates stand there: the earlier counts."""


class Days:
    """The dates of one column."""

    def __init__(self, cells: Sequence[str], now: datetime, order: str, headers: str) -> None:
        """*order* is `MONTH_FIRST` or `DAY_FIRST` where the officer said it; *headers* name the column: below *Quarter*
        ``2026 3`` is one, below *Month* ``Jul-26`` is one."""
        self._now = now
        self._today = now.date().isoformat()
        self._by_quarter = re.search("quarter|quartal|trimestre", headers, re.IGNORECASE) is not None
        self._by_month = re.search("month|monat|mes", headers, re.IGNORECASE) is not None
        cut = {said: _CLOCK.sub("", said) for said in set(cells)}
        self.cells = [cut[said] for said in cells]
        """What each row says of its day, without the time: most rows share theirs with others."""
        self._known: dict[str, DayRead] = {}
        self.unsure = 0
        """Dates that can be either, and nothing in the file says which."""
        self.example = ""
        """One of them."""
        self.remarks: list[str] = []
        self._day_first = self._is_day_first(order)
        zoned = sum(1 for said in cells if (found := _CLOCK.search(said)) and found["zone"])
        if zoned:
            self.remarks.append(f"{counted(zoned, 'time')} with a zone (Z): the day counts that is written")

    def _is_day_first(self, order: str) -> bool:
        first_beyond = second_beyond = either = 0
        for said, rows in Counter(self.cells).items():
            for found in _DATE.finditer(said):
                if found["marked"] and found["mark"] != ".":
                    one, other = (int(part) for part in re.split(r"[/-]", found["marked"])[:2])
                    first_beyond += rows * (one > 12)
                    second_beyond += rows * (other > 12)
                    if one <= 12 and other <= 12 and one != other:
                        either += rows
                        self.example = self.example or found[0]
        if order:
            return order == DAY_FIRST
        if first_beyond and not second_beyond:
            self.remarks.append(f"{counted(first_beyond, 'date')} can only be {DAY_FIRST}: all are read so")
            return True
        if first_beyond:
            self.remarks.append(f"dates are read as {MONTH_FIRST}; those that can't be are bad rows")
        elif either and not second_beyond:
            self.unsure = either
            self.remarks.append(
                f"{counted(either, 'date')} like {self.example} can be {MONTH_FIRST} or {DAY_FIRST}: read as "
                f"{MONTH_FIRST}; --map days={DAY_FIRST} reads them the other way"
            )
        return False

    def read(self, said: str) -> DayRead:
        """What one of `cells` means."""
        known = self._known.get(said)
        if known is None:
            known = self._known[said] = self._read(said)
        return known

    def _read(self, said: str) -> DayRead:
        if not said:
            return DayRead(wrong="it has no date")
        try:
            found = sorted({self._iso(one) for one in _DATE.finditer(said)})
            if found and _HALF_DATE.search(_DATE.sub(" ", said)):
                raise ValueError(f"“{short(said, 40)}” has a date without its year")
            iso, until = (found[0], found[0]) if found else self._other_days(said)
        except ValueError as problem:
            return DayRead(wrong=str(problem))
        if iso > self._today:
            return DayRead(wrong=f"{iso} lies ahead")
        if iso < _EARLIEST:
            return DayRead(wrong=f"{iso} is too long ago to be counted")
        return DayRead(iso, until, several=len(found) > 1)

    def _iso(self, found: re.Match[str]) -> str:
        if said := found["iso"] or found["year_first"]:
            year, month, day = (int(part) for part in re.split("[-/]", said))
        elif found["solid"]:
            year, month, day = int(found["solid"][:4]), int(found["solid"][4:6]), int(found["solid"][6:])
        else:
            month, day, year = (int(part) for part in re.split(r"[/.-]", found["marked"]))
            if self._day_first or "." in found["marked"]:
                month, day = day, month
            year += (2000 if year < 70 else 1900) if year < 100 else 0
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            raise ValueError(f"“{found[0]}” is no day of the calendar") from None

    def _other_days(self, said: str) -> tuple[str, str]:
        """The first and last day of a month or a quarter, or the day of any other wording."""
        quarter = _YEAR_QUARTER.fullmatch(said) if self._by_quarter else None
        if quarter:
            return quarter_days(f"{quarter['year']}-Q{quarter['quarter'][-1]}")
        if (month := self._month(said)) is not None:
            return month.isoformat(), month.replace(day=monthrange(month.year, month.month)[1]).isoformat()
        try:
            return quarter_days(parse_quarter(said))
        except ValueError:
            day = parse_day(said, self._now, "past")
            return day, day

    def _month(self, said: str) -> date | None:
        """The first day of a month that is named without a day."""
        if numbered := _MONTH.fullmatch(said):
            year, month = int(numbered["year"]), int(numbered["month"])
        else:
            named = _NAMED_MONTH.fullmatch(said)
            if named is None or named["name"][:3].lower() not in MONTHS:
                return None
            if len(named["year"]) < 4 and not self._by_month:
                return None
            year, month = int(named["year"][-4:].lstrip("'")), MONTHS.index(named["name"][:3].lower()) + 1
            year += 2000 if year < 100 else 0
        if not 1 <= month <= 12:
            raise ValueError(f"“{said}” is no month")
        return date(year, month, 1)
