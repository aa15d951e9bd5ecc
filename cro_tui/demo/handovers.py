"""The complaints about officers that were handed over in Larkmoor's two years: a day, a word, a way."""

from __future__ import annotations

from collections.abc import Iterator

from cro_tui.demo.almanac import Almanac
from cro_tui.demo.event import Event
from cro_tui.model.handover import Handover

_HANDED_OVER = (
    (-688, "courtesy/attitude", "form given"),
    (-611, "driving", "phone"),
    (-540, "response or neglect", "email"),
    (-467, "courtesy/attitude", "in person"),
    (-402, "procedure", "form given"),
    (-318, "courtesy/attitude", "phone"),
    (-236, "bias or unequal treatment", "in person"),
    (-171, "driving", "email"),
    (-139, "courtesy/attitude", "form given"),
    (-96, "response or neglect", "phone"),
    (-67, "bias or unequal treatment", "in person"),
    (-62, "courtesy/attitude", "form given"),
    (-34, "driving", "phone"),
    (-12, "courtesy/attitude", "in person"),
)
"""Days from today."""


def handovers(almanac: Almanac) -> Iterator[Event]:
    """Each of them, noted on the day on which it was handed over."""
    dice = almanac.dice("handovers")
    for back, category, method in _HANDED_OVER:
        at = almanac.desk(almanac.day(str(back)), dice)
        values = {"date": at.date().isoformat(), "category": category, "method": method}
        yield Event(at, "create", f"handover{-back}", values, kind=Handover.KIND)
