"""Three years of Larkmoor's counts: reported crime and calls for service, a quarter at a time, by type and beat."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from math import exp

from cro_tui.demo import town
from cro_tui.demo.almanac import Almanac
from cro_tui.demo.event import Event
from cro_tui.model.crime import MEASURES, Crime
from cro_tui.model.quarters import previous_quarter, quarter_days, quarter_of

_SOURCES = {
    ("Larkmoor Records Section", MEASURES[0]): {
        "Theft from vehicle": 21,
        "Vandalism": 13,
        "Assault": 11,
        "Burglary": 7,
        "Drug violation": 6,
        "Vehicle theft": 5,
        "Robbery": 2,
    },
    ("Larkmoor Dispatch", MEASURES[1]): {
        "Traffic complaint": 96,
        "Noise complaint": 74,
        "Disturbance": 58,
        "Parking complaint": 47,
        "Welfare check": 39,
    },
}
"""What is counted in a usual quarter in the whole town."""
_CAVEATS = {
    "Larkmoor Records Section": "Offenses are counted by the day on which they were reported.",
    "Larkmoor Dispatch": "Calls are counted as the caller described them; several calls may be about one event.",
}
_OF_LATE = {"Vandalism": 2.1, "Traffic complaint": 1.4}
"""What grew in the last year."""
_SUMMER = {"Noise complaint": 1.5, "Disturbance": 1.3, "Theft from vehicle": 1.3}
_QUARTERS = 13
_ENTERED = timedelta(days=6)
"""After a quarter's end."""


def crime(almanac: Almanac) -> Iterator[Event]:
    """The counts of the quarters that are over, the oldest entered when the notebook began."""
    dice = almanac.dice("crime")
    over = [day.isoformat() for day in almanac.quarter_ends()]
    quarter = quarter_of(over[-1])
    quarters = [quarter]
    for _ in range(_QUARTERS - 1):
        quarter = previous_quarter(quarter)
        quarters.append(quarter)
    for at, name in enumerate(reversed(quarters)):
        last = datetime.fromisoformat(quarter_days(name)[1]).date()
        day = max(last, almanac.first) + _ENTERED
        for (source, measure), usual in _SOURCES.items():
            values = {
                "source": source,
                "measure": measure,
                "quarter": name,
                "through": last.isoformat(),
                "counts": _counts(usual, name, recent=at >= _QUARTERS - 4, dice=dice),
                "caveat": _CAVEATS[source],
                "sensitivity": "open",
            }
            at_desk = datetime.combine(day, time(9, dice.randrange(60)))
            yield Event(at_desk, "create", f"{source} {name}", values, kind=Crime.KIND)


def _counts(usual: dict[str, int], quarter: str, *, recent: bool, dice: random.Random) -> list[object]:
    beats = sorted(set(town.BEATS.values()))
    rows: list[object] = []
    for kind, count in usual.items():
        expected = count * (_OF_LATE.get(kind, 1.0) if recent else 1.0)
        expected *= _SUMMER.get(kind, 1.0) if quarter.endswith("Q3") else 1.0
        shares = [(beat, _by_chance(expected / len(beats), dice)) for beat in beats]
        rows += [{"type": kind, "beat": beat, "count": found} for beat, found in shares if found]
    return rows


def _by_chance(expected: float, dice: random.Random) -> int:
    """A count that comes about by chance (Poisson), by Knuth's product of uniform numbers."""
    limit, product, count = exp(-expected), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count
