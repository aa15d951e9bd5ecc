"""Outreach in Larkmoor's two years: coffees, cleanups, fairs, walks; whom they reached and what they took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from cro_tui.demo import town
from cro_tui.demo.almanac import WEEKDAYS, Almanac, at_time
from cro_tui.demo.event import Event, Key
from cro_tui.model.outreach import Outreach


class _Held(NamedTuple):
    """One event."""

    back: int
    """Days from today."""
    weekday: str
    clock: str
    name: str
    kind: str
    place: str
    groups: str
    """Keys of organizations."""
    communities: str
    came: str
    """People, volunteers, their hours, staff hours; ``""`` for what nobody counted."""
    notes: str = ""


_COFFEE, _DINER = "Breakfast with your beat", "The Anchor Diner"
_HELD = (
    _Held(-652, "wed", "9:00", _COFFEE, "Coffee with a Cop", _DINER, "merchants", "businesses;seniors", "14 0 0 4"),
    _Held(-590, "sat", "9:00", "Spring bank cleanup", "cleanup", "Weir", "friends", "whole neighborhood",
          "38 31 93 10", "Eleven bags, two bicycles, one piano stool."),
    _Held(-548, "thu", "10:00", "Third graders at the station", "station tour", "City Hall", "schools", "youth",
          "52 4 8 6", "The siren is a success every year."),
    _Held(-501, "sat", "11:00", "Safety fair", "safety fair", "Fairgrounds", "serviceclub;schools",
          "youth;whole neighborhood", "410 22 110 46", "Helmets gone by two."),
    _Held(-446, "wed", "9:00", _COFFEE, "Coffee with a Cop", _DINER, "merchants", "businesses;seniors", "19 0 0 4"),
    _Held(-402, "tue", "18:30", "Porch lights walk", "Neighborhood Watch", "Juniper Terrace", "terraces",
          "whole neighborhood;renters", "26 9 18 6", "Forty-one porches, six bulbs handed out."),
    _Held(-351, "thu", "13:00", "Scam talk over lunch", "presentation", "Silver Birch Senior Center", "silverbirch",
          "seniors", "47 3 6 3", "Gift cards, again. Every table knew somebody."),
    _Held(-310, "fri", "16:00", "Pick-up game at the Loft", "other", "The Loft Youth Center", "loft", "youth",
          "33 5 12.5 9", "Officers lost by eleven."),
    _Held(-269, "wed", "9:00", _COFFEE, "Coffee with a Cop", _DINER, "merchants", "businesses;seniors", "23 0 0 4"),
    _Held(-228, "sat", "9:00", "Spring bank cleanup", "cleanup", "Weir", "friends;brannoc", "whole neighborhood",
          "54 47 141 12"),
    _Held(-190, "wed", "17:30", "Know-your-station evening", "station tour", "City Hall", "newcomers;library",
          "immigrants and refugees", "29 6 15 8", "Interpreters in three languages; the lobby sign was read aloud."),
    _Held(-133, "sat", "11:00", "Safety fair", "safety fair", "Fairgrounds", "serviceclub;schools",
          "youth;whole neighborhood;people with disabilities", "455 26 130 52"),
    _Held(-97, "tue", "18:30", "Porch lights walk", "Neighborhood Watch", "Hemlock Terrace", "terraces",
          "whole neighborhood;renters", "31 12 24 6"),
    _Held(-61, "thu", "8:00", "Walk to school day", "school visit", "Harriet Bly Middle School", "schools;pta", "youth",
          "88 14 14 7", "Two crossing guards asked for gloves."),
    _Held(-40, "wed", "9:00", _COFFEE, "Coffee with a Cop", _DINER, "merchants", "businesses;seniors", "21 0 0 4",
          "Depot Street lights came up three times."),
    _Held(-26, "fri", "17:00", "Supper at the pantry", "other", "Open Hand Pantry", "openhand;outreach",
          "people without housing", "60 8 24 6"),
    _Held(-11, "tue", "18:30", "Tenants' safety evening", "presentation", "Saltbox Community Center", "saltbox;housing",
          "renters;immigrants and refugees", "", "Nobody kept count; the room was full."),
)  # fmt: skip
_PLANNED = (
    (9, "thu", "9:00", _COFFEE, "Coffee with a Cop", _DINER, "merchants", "businesses;seniors"),
    (24, "sat", "10:00", "Winter coat drive", "other", "St. Brannoc's", "brannoc", "people without housing"),
)  # fmt: skip


def outreach(almanac: Almanac) -> Iterator[Event]:
    """Each event, noted before it and counted on the day after; those to come stand in the notebook."""
    dice = almanac.dice("outreach")
    for held in _HELD:
        key = f"outreach{-held.back}"
        start = _on(almanac, held.back, held.weekday, held.clock, forward=False)
        noted = almanac.desk(start.date() - timedelta(days=dice.randrange(4, 15)), dice)
        yield Event(noted, "create", key, _values(start, *held[3:8]), kind=Outreach.KIND)
        counted = almanac.desk(start.date() + timedelta(days=1), dice)
        known = dict(
            zip(("attendance", "volunteers", "volunteer_hours", "staff_hours"), held.came.split(), strict=False)
        )
        came: dict[str, object] = {name: text for name, text in known.items() if text != "0"}
        came |= {"notes": held.notes} if held.notes else {}
        yield Event(counted, "change", key, came)
    for ahead, weekday, clock, *said in _PLANNED:
        start = _on(almanac, ahead, weekday, clock, forward=True)
        noted = almanac.desk(almanac.today - timedelta(days=6 + dice.randrange(4)), dice)
        yield Event(noted, "create", f"outreach+{ahead}", _values(start, *said), kind=Outreach.KIND)


def _values(start: datetime, name: str, kind: str, place: str, groups: str, communities: str) -> dict[str, object]:
    neighborhood = town.neighborhood_of(place)
    return {
        "name": name,
        "kind": kind,
        "start": start.isoformat(timespec="minutes"),
        "place": place,
        "neighborhood": neighborhood,
        "organizations": [Key(group) for group in groups.split(";")],
        "communities": communities,
        "staff": [town.OFFICER, town.PATROL[town.BEATS[neighborhood]]],
        "sensitivity": "open",
    }


def _on(almanac: Almanac, days: int, weekday: str, clock: str, *, forward: bool) -> datetime:
    """The nearest such weekday in that direction from so many days from today, at that time."""
    day = almanac.day(str(days))
    while WEEKDAYS[day.weekday()] != weekday:
        day += timedelta(days=1 if forward else -1)
    return at_time(day, clock)
