"""Calendar quarters, written `2026-Q4`: of a day, as typed, their days, their neighbors, their names. Pure."""

import re
from calendar import monthrange
from functools import lru_cache

from cro_tui.model.dates import MONTH_NAMES, quoted

_QUARTER = re.compile(r"(?P<year>20\d\d|\d\d)[-/ ]?Q(?P<n>[1-4])|Q(?P<n2>[1-4])[-/ ]?(?P<year2>20\d\d|\d\d)", re.I)
_ISO_START = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-\d\d")


def quarter_of(iso: str) -> str:
    """The calendar quarter, `2026-Q4`, of an ISO day or moment, by its first ten characters."""
    start = _ISO_START.fullmatch(iso[:10])
    if not start:
        raise ValueError(f"{quoted(iso)} is no ISO date.")
    return f"{start[1]}-Q{(int(start[2]) + 2) // 3}"


def parse_quarter(text: str) -> str:
    """`2026-Q3` from `2026-Q3`, `2026q3`, `26Q3` or `Q3 2026`. Raises ValueError when it is none."""
    said = _QUARTER.fullmatch(text.strip())
    if not said:
        raise ValueError(f"{quoted(text)} is no quarter; write it like 2026-Q3 or 26Q3.")
    year = said["year"] or said["year2"]
    return f"{year if len(year) == 4 else '20' + year}-Q{said['n'] or said['n2']}"


@lru_cache(maxsize=1024)
def quarter_days(quarter: str) -> tuple[str, str]:
    """The first and the last day of `2026-Q4`, both inside it."""
    year, number = _split(quarter)
    last_month = number * 3
    last = monthrange(year, last_month)[1]
    return f"{year:04}-{last_month - 2:02}-01", f"{year:04}-{last_month:02}-{last}"


def previous_quarter(quarter: str) -> str:
    """`2026-Q4` before `2027-Q1`."""
    return _shifted(quarter, -1)


def next_quarter(quarter: str) -> str:
    """`2027-Q1` after `2026-Q4`."""
    return _shifted(quarter, 1)


def quarter_label(quarter: str) -> str:
    """For headings: `October–December 2026`."""
    year, number = _split(quarter)
    return f"{MONTH_NAMES[number * 3 - 3]}–{MONTH_NAMES[number * 3 - 1]} {year}"


def _shifted(quarter: str, by: int) -> str:
    year, number = _split(quarter)
    year, zero_based = divmod(year * 4 + number - 1 + by, 4)
    return f"{year:04}-Q{zero_based + 1}"


def _split(quarter: str) -> tuple[int, int]:
    if not re.fullmatch(r"\d{4}-Q[1-4]", quarter):
        raise ValueError(f"{quoted(quarter)} is no quarter; write it like 2026-Q3 or 26Q3.")
    return int(quarter[:4]), int(quarter[6])
