"""Days and moments as officers write them, turned into ISO 8601 text.

Pure functions: the current moment is passed in. Must not know records, settings, files or the clock. The
forms that officers really type are read here; `dateparser` is loaded only for free wording that is left over.

Readings that a department may want to know:
- `11/3` is the third of November (month first); day first only where month first is impossible (`25/12`).
- Without a year, or with a bare weekday, `lean` chooses: *past* takes the latest up to today, *future* the
  coming one (a bare weekday in the future is never today, because people say "today").
- A bare time of day is today, unless it lies on the wrong side of now; then it is yesterday or tomorrow.
- A two-digit year lies between 79 years before and 20 years after now.
- A text without a time of day gives a day only: `tonight` and `this morning` name no hour.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, NamedTuple

Lean = Literal["past", "future"]

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_TEXT = 80
GRACE = timedelta(minutes=15)  # `3pm`, typed a few minutes before three, means today

MONTH_NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
MONTH_NAMES += ["October", "November", "December"]
MONTHS = [name[:3].lower() for name in MONTH_NAMES]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\.?"
)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:,\s*|[\s-]+)'?(?P<year>\d{4}|\d{2}))?"

_UNIX = re.compile(r"\d{10}|\d{13}")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?)?)\s?(Z|z|[+-]\d\d(?::?\d\d)?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[Tt](.+))?")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(rf"{_MONTH}[\s-]*{_NTH}{_YEAR}")
_DAY_FIRST = re.compile(rf"(?:the )?{_NTH}[\s-]*(?:of )?{_MONTH}{_YEAR}")
_ORDINAL = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)")
_SOME_WEEKDAY = re.compile(rf"(?:on )?(?:(?P<which>this|next|last|past|coming) )?{_WEEKDAY}")
_NAMED_WEEKDAY = re.compile(rf"(?:on )?{_WEEKDAY},?\s+(?P<rest>(?:the )?\d.*|[a-z]{{3,9}}\.?\s*\d.*)")
_DISTANCE = re.compile(
    r"(?P<sign>in |\+|-)?\s*(?P<count>\d{1,4}|an?|one|two|three|four|five|six)\s*"
    r"(?P<unit>m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?|y|yrs?|years?)\.?"
    r"(?P<tail> ago| back| from now| from today| later)?"
)
_PART_OF_DAY = re.compile(r"(?P<day>.+?) (?:in the )?(?:morning|afternoon|evening|night)")

_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?)?\s?(?P<half>a\.?m\.?|p\.?m\.?|[ap]\b)"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?::(?P<second24>\d\d))?"
    r"|(?P<military>\d{4})\s?(?:h|hrs?|hours)\b\.?"
    r"|(?P<word>noon|midday|midnight))"
)
_CLOCK_LAST = re.compile(rf"(?P<day>.*?)(?:^|,?\s+|(?<=[a-z])@)(?:at |@ ?)?{_CLOCK}")
_CLOCK_FIRST = re.compile(rf"(?:at )?{_CLOCK},?\s+(?:on )?(?P<day>.+)")
_FOUR_DIGITS_LAST = re.compile(r"(?P<day>.*[a-z])\.? (?:at )?(?P<military>\d{4})")

_NEAR = {"today": 0, "tonight": 0, "eod": 0, "yesterday": -1, "last night": -1, "tomorrow": 1, "tmrw": 1}
_NEAR |= {f"this {part}": 0 for part in ("morning", "afternoon", "evening")}
_NEAR |= {"day before yesterday": -2, "the day before yesterday": -2}
_NEAR |= {"day after tomorrow": 2, "the day after tomorrow": 2, "last week": -7, "next week": 7}
_ENDS = {"eom": 1, "eoq": 3, "eoy": 12, "month": 1, "quarter": 3, "year": 12}
_END_OF = re.compile(r"(?P<short>eo[mqy])|(?:the )?end of (?:the |this )?(?P<span>month|quarter|year)")
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

# Free wording goes to dateparser only when it surely speaks of a day: it would take a bare `12` or `may` too.
_FREE = re.compile(
    rf"(?=.*\d)(?=.*\b{_MONTH.replace('?P<month>', '?:')}(?:\b|\s|$)).*"
    r"|(?:next|last) (?:month|year)"
    r"|.* (?:minutes?|hours?|days?|weeks?|months?|years?) (?:ago|from now)"
    r"|in .* (?:minutes?|hours?|days?|weeks?|months?|years?)"
)
_HAS_CLOCK = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b|\b(?:hours?|minutes?)\b")


class _Reading(NamedTuple):
    """What a text says: a day, perhaps a time of day, perhaps its own distance from UTC."""

    day: date
    clock: time | None = None
    seconds_said: bool = False
    offset: timezone | None = None


def parse_day(text: str, now: datetime, lean: Lean) -> str:
    """The day that `text` names, as `2026-11-22`. Raises ValueError with one sentence when it names none."""
    return parse_moment(text, now, lean)[:10]


def parse_moment(text: str, now: datetime, lean: Lean = "past") -> str:
    """The day or moment that `text` names: `2026-11-21`, or with a time of day `2026-11-21T15:00-05:00`.

    `now` is aware; its zone (or the system's, if it carries the system's present offset) gives the offset
    that holds on that day. An offset in the text is kept; `Z` and Unix times are brought into the zone.
    Raises ValueError with one sentence when the text names no day between 1900 and 2200.
    """
    if now.utcoffset() is None:
        raise TypeError("now must know its zone")
    wording = " ".join(text.split()) if len(text) <= LONGEST_TEXT else ""
    try:
        reading = _read(wording, now, lean) if wording else None
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"There is no such day or time: {quoted(text)}.") from error
    if reading is None:
        raise ValueError(f"{quoted(text)} is no date; write it like 2026-11-22, 11/22 or yesterday 3pm.")
    if not FIRST_YEAR <= reading.day.year <= LAST_YEAR:
        raise ValueError(f"The year of {quoted(text)} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return _written(reading, now)


def _read(wording: str, now: datetime, lean: Lean) -> _Reading | None:
    lower = wording.lower()
    return (
        _unix(wording, now)
        or _iso(wording, now)
        or _distance(lower, now, lean)
        or _with_clock(lower, now, lean)
        or _free(wording, now, lean)
    )


def _unix(wording: str, now: datetime) -> _Reading | None:
    """Ten digits are seconds since 1970, thirteen are milliseconds."""
    if not (_UNIX.fullmatch(wording) and wording.isascii()):
        return None
    milliseconds = int(wording) * (1000 if len(wording) == 10 else 1)
    return _at(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds), now)


def _iso(wording: str, now: datetime) -> _Reading | None:
    compact = _COMPACT.fullmatch(wording)
    if compact:
        year, month, day, rest = compact.groups()
        wording = f"{year}-{month}-{day}" + (f"T{rest}" if rest else "")
    iso = _ISO.fullmatch(wording)
    if not iso:
        return None
    day_text, clock_text, offset = iso.groups()
    day = date.fromisoformat(day_text)
    if clock_text is None:
        return _Reading(day)
    moment = datetime.fromisoformat(f"{day_text}T{clock_text}{(offset or '').upper()}")
    if offset in ("Z", "z"):
        return _at(moment, now)
    seconds_said = len(clock_text.replace(":", "")) > 4
    zone = timezone(moment.utcoffset() or timedelta()) if offset else None
    return _Reading(day, moment.time(), seconds_said, zone)


def _distance(lower: str, now: datetime, lean: Lean) -> _Reading | None:
    """`3 days ago`, `in 2 weeks`, `+3d`; an unsigned `2 weeks` goes where the text leans."""
    said = _DISTANCE.fullmatch(lower)
    if not said or (said["unit"][0] in "mh" and not (said["tail"] or said["sign"]) and said["unit"][:2] != "mo"):
        return None  # `1530h` is a time of day
    sign, tail = (said["sign"] or "").strip(), (said["tail"] or "").strip()
    back = tail in ("ago", "back") or sign == "-" or (not sign and not tail and lean == "past")
    count = _COUNTS.get(said["count"]) or int(said["count"])
    steps = -count if back else count
    unit = said["unit"]
    if unit.startswith("mo") or unit[0] == "y":
        return _Reading(_months_on(now.date(), steps * (12 if unit[0] == "y" else 1)))
    if unit[0] in "dw":
        return _Reading(now.date() + timedelta(days=steps * (7 if unit[0] == "w" else 1)))
    moved = now.astimezone(UTC) + timedelta(minutes=steps * (60 if unit[0] == "h" else 1))
    return _at(moved.replace(second=0, microsecond=0), now)


def _with_clock(lower: str, now: datetime, lean: Lean) -> _Reading | None:
    """A day in usual wording, before or after a time of day, or one of the two alone."""
    day = _day(lower, now.date(), lean)
    if day:
        return _Reading(day)
    if lower in ("now", "right now", "just now"):
        return _at(now.replace(second=0, microsecond=0), now)
    for pattern in (_CLOCK_LAST, _CLOCK_FIRST, _FOUR_DIGITS_LAST):
        said = pattern.fullmatch(lower)
        if not said:
            continue
        clock = _clock(said.groupdict())
        if not said["day"]:
            return _Reading(_day_of_clock(clock, now, lean), clock, _says_seconds(said))
        day = _day(said["day"].rstrip(","), now.date(), lean)
        if day:
            return _Reading(day, clock, _says_seconds(said))
    return None


def _day(phrase: str, today: date, lean: Lean) -> date | None:
    """The day that a wording without a time of day names, or None."""
    if phrase in _NEAR:
        return today + timedelta(days=_NEAR[phrase])
    end = _END_OF.fullmatch(phrase)
    if end:
        return _end(today, _ENDS[end["short"] or end["span"]])
    weekday = _SOME_WEEKDAY.fullmatch(phrase)
    if weekday:
        return _weekday(WEEKDAYS.index(weekday["weekday"][:3]), weekday["which"], today, lean)
    named = _NAMED_WEEKDAY.fullmatch(phrase)
    if named:
        return _checked_weekday(WEEKDAYS.index(named["weekday"][:3]), named["rest"], today, lean)
    part = _PART_OF_DAY.fullmatch(phrase)
    if part:
        return _day(part["day"], today, lean)
    return _calendar_day(phrase.removeprefix("on "), today, lean)


def _calendar_day(phrase: str, today: date, lean: Lean) -> date | None:
    year_first = _YEAR_FIRST.fullmatch(phrase)
    if year_first:
        return date(int(year_first["year"]), int(year_first["month"]), int(year_first["day"]))
    numeric = _NUMERIC.fullmatch(phrase)
    if numeric:
        first, mark, second, year = numeric.groups()
        if mark == "." and not year:
            return None  # 11.3 is a number
        month, day = int(first), int(second)
        if month > 12 >= day:
            month, day = day, month
        return _dated(month, day, year, today, lean)
    named = _MONTH_FIRST.fullmatch(phrase) or _DAY_FIRST.fullmatch(phrase)
    if named:
        return _dated(MONTHS.index(named["month"][:3]) + 1, int(named["day"]), named["year"], today, lean)
    ordinal = _ORDINAL.fullmatch(phrase)
    return _day_of_month(int(ordinal[1]), today, lean) if ordinal else None


def _day_of_month(day: int, today: date, lean: Lean) -> date:
    step = -1 if lean == "past" else 1
    for months in range(0, 3 * step, step):
        first = _months_on(today.replace(day=1), months)
        if day <= monthrange(first.year, first.month)[1]:
            found = first.replace(day=day)
            if (found <= today) if lean == "past" else (found >= today):
                return found
    raise ValueError("no such day near")


def _dated(month: int, day: int, year: str | None, today: date, lean: Lean) -> date:
    if year and len(year) == 4:
        return date(int(year), month, day)
    if year:
        newest = today.year + 20
        return date(newest - (newest - int(year)) % 100, month, day)
    step = -1 if lean == "past" else 1
    date(2000, month, day)  # a leap year: refuses what exists in no year, such as Feb 30
    for candidate in range(today.year, today.year + step * 10, step):
        if day <= monthrange(candidate, month)[1]:
            found = date(candidate, month, day)
            if (found <= today) if lean == "past" else (found >= today):
                return found
    raise ValueError("no such day near")


def _weekday(wanted: int, which: str | None, today: date, lean: Lean) -> date:
    ahead = (wanted - today.weekday()) % 7
    if which in ("last", "past"):
        return today - timedelta(days=(7 - ahead) % 7 or 7)
    if which in ("next", "coming") or (which is None and lean == "future"):
        return today + timedelta(days=ahead or 7)
    if lean == "past":
        return today - timedelta(days=-ahead % 7)
    return today + timedelta(days=ahead)


def _checked_weekday(wanted: int, rest: str, today: date, lean: Lean) -> date | None:
    """`Tue Nov 3`: the weekday may choose the year; one that contradicts the date is a slip, and refused."""
    other: Lean = "future" if lean == "past" else "past"
    days = [_calendar_day(rest, today, towards) for towards in (lean, other)]
    for day in days:
        if day is None or day.weekday() == wanted:
            return day
    raise ValueError("weekday and date disagree")


def _end(today: date, months: int) -> date:
    month = (today.month - 1) // months * months + months
    return date(today.year, month, monthrange(today.year, month)[1])


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _clock(said: dict[str, str | None]) -> time:
    if said.get("word"):
        return time(0) if said["word"] == "midnight" else time(12)
    military = said.get("military")
    if military:
        return time(int(military[:2]), int(military[2:]))
    if said.get("hour24"):
        return time(int(said["hour24"] or 0), int(said["minute24"] or 0), int(said["second24"] or 0))
    hour = int(said["hour"] or 0)
    if not 1 <= hour <= 12:
        raise ValueError("no such hour")
    afternoon = (said["half"] or "").startswith("p")
    return time(hour % 12 + 12 * afternoon, int(said["minute"] or 0), int(said["second"] or 0))


def _says_seconds(said: re.Match[str]) -> bool:
    groups = said.groupdict()
    return bool(groups.get("second") or groups.get("second24"))


def _day_of_clock(clock: time, now: datetime, lean: Lean) -> date:
    there = now.replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0)
    if lean == "past" and there > now + GRACE:
        return now.date() - timedelta(days=1)
    if lean == "future" and there < now - GRACE:
        return now.date() + timedelta(days=1)
    return now.date()


def _free(wording: str, now: datetime, lean: Lean) -> _Reading | None:
    """Whatever else dateparser understands. Its times are kept only where the text has one."""
    lower = wording.lower()
    if not _FREE.fullmatch(lower):
        return None
    import dateparser

    base = now.replace(tzinfo=None, second=0, microsecond=0)
    found = dateparser.parse(
        wording,
        languages=["en"],
        settings={
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": lean,
            "DATE_ORDER": "MDY",
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
    if found is None:
        return None
    if not _HAS_CLOCK.search(lower):
        return _Reading(found.date())
    if found.tzinfo:
        return _at(found, now)
    return _Reading(found.date(), found.time(), bool(re.search(r"\d:\d\d:\d\d", lower)))


def _at(moment: datetime, now: datetime) -> _Reading:
    """An instant as the clock on the wall of now's zone shows it."""
    local = moment.astimezone() if _is_system_zone(now) else moment.astimezone(now.tzinfo)
    return _Reading(local.date(), local.time(), offset=timezone(local.utcoffset() or timedelta()))


def _written(reading: _Reading, now: datetime) -> str:
    if reading.clock is None:
        return reading.day.isoformat()
    moment = datetime.combine(reading.day, reading.clock)
    if reading.offset:
        moment = moment.replace(tzinfo=reading.offset)
    elif _is_system_zone(now):
        moment = _in_system_zone(moment, now)
    else:
        moment = moment.replace(tzinfo=now.tzinfo)
    if moment.microsecond:
        return moment.isoformat(timespec="microseconds" if moment.microsecond % 1000 else "milliseconds")
    return moment.isoformat(timespec="seconds" if moment.second or reading.seconds_said else "minutes")


def _is_system_zone(now: datetime) -> bool:
    """`datetime.now().astimezone()` carries only today's offset; other days must ask the system again."""
    return isinstance(now.tzinfo, timezone) and now.astimezone().utcoffset() == now.utcoffset()


def _in_system_zone(moment: datetime, now: datetime) -> datetime:
    try:
        return moment.astimezone()
    except OSError:  # Windows knows no offsets before 1970
        return moment.replace(tzinfo=now.tzinfo)


def quoted(text: str) -> str:
    """*text* as a message names it: printable, in quotation marks, cut after 40 characters."""
    shown = "".join(c if c.isprintable() else " " for c in text[:41])
    return f"“{shown[:40]}…”" if len(text) > 40 else f"“{shown}”"
