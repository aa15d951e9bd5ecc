"""Days of the made-up town: everything is counted from today, so that the notebook never looks old.

Knows the calendar alone: no records and no scripts.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LATEST = time(17, 30)
"""Nothing is entered after this time of yesterday, so that no clock on earth finds it in its future."""


class Almanac:
    """The two years before *today*: eight whole quarters and the current one."""

    def __init__(self, today: date) -> None:
        self.today = today
        months = today.year * 12 + (today.month - 1) // 3 * 3 - 24
        self.first = date(months // 12, months % 12 + 1, 1)
        """The first day of the notebook."""
        self.end = datetime.combine(today - timedelta(days=1), _LATEST)
        """The last moment at which something was entered."""
        before = today - timedelta(days=300)
        self.school = date(before.year - (before.month < 9), 9, 1)
        """The first of September whose school year lies whole in the past."""

    def dice(self, name: str) -> random.Random:
        """Chance that is the same every time for the same day and the same *name*."""
        return random.Random(f"Larkmoor {self.today.isoformat()} {name}")

    def day(self, written: str) -> date:
        """``-641`` and ``+12`` count from today, ``S+9`` from the first of September of the school year."""
        start = self.school if written.startswith("S") else self.today
        return start + timedelta(days=int(written.removeprefix("S")))

    def moment(self, words: list[str], dice: random.Random) -> datetime:
        """``-641 8:20``, or at some hour of a working day where no time is written."""
        day = self.day(words[0])
        return at_time(day, words[1]) if len(words) > 1 else self.desk(day, dice)

    def desk(self, day: date, dice: random.Random) -> datetime:
        """Some moment of office hours on *day*, or on the Monday after a weekend."""
        if day.weekday() > 4:
            day += timedelta(days=7 - day.weekday())
        return datetime.combine(day, time(8)) + timedelta(minutes=dice.randrange(9 * 60))

    def meeting_day(self, written: str, rule: str, *, planned: bool) -> date:
        """The day nearest to *written* that fits *rule* (``tue 2``: the second Tuesday; ``mon -1``: the last Monday).

        A meeting that was held stays in the past, a planned one in the future.
        """
        near = self.day(written)
        if not rule:
            return _weekday_from(near, forward=planned or near > self.today)
        name, which = rule.split()
        months = near.year * 12 + near.month - 1
        days = [_nth(months + step, WEEKDAYS.index(name), int(which)) for step in (-2, -1, 0, 1, 2)]
        fitting = [day for day in days if (day > self.today if planned else day < self.today or near > self.today)]
        return min(fitting, key=lambda day: abs(day - near))

    def quarter_ends(self) -> Iterable[date]:
        """The last days of the quarters that are over, oldest first."""
        start = self.first
        while True:
            months = start.year * 12 + start.month + 2
            following = date(months // 12, months % 12 + 1, 1)
            if following > self.today:
                return
            yield following - timedelta(days=1)
            start = following


def at_time(day: date, clock: str) -> datetime:
    """*day* at ``8:20``."""
    hour, _, minute = clock.partition(":")
    return datetime.combine(day, time(int(hour), int(minute or 0)))


def later(dice: random.Random, at: datetime, fewest: int, most: int) -> date:
    """A day *fewest* to *most* days after *at*, more often soon than late."""
    return at.date() + timedelta(days=round(dice.triangular(fewest, most, fewest + (most - fewest) / 4)))


def _nth(months: int, weekday: int, which: int) -> date:
    """The *which*-th *weekday* of a month counted from year 0; -1 is the last."""
    first = date(months // 12, months % 12 + 1, 1)
    if which > 0:
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date((months + 1) // 12, (months + 1) % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _weekday_from(day: date, *, forward: bool) -> date:
    """*day*, or the nearest working day in that direction."""
    step = timedelta(days=1 if forward else -1)
    while day.weekday() > 4:
        day += step
    return day
