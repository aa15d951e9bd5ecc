"""The watch groups and patrols of Larkmoor with their captains, and the people whom the officer entered twice.

Knows the calendar and the keys of people; nothing of how records are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from cro_tui.demo import town
from cro_tui.demo.almanac import Almanac, at_time
from cro_tui.demo.event import Event, Key
from cro_tui.demo.everyday import dealing

_WATCH, _PATROL = "Neighborhood Watch", "citizen patrol"
_CAPTAINS: Mapping[str, Sequence[tuple[str, str, str, int]]] = {
    "terraces": (
        ("Lucille Abbott-Reyes", "lucille-abbott-reyes", "Juniper Terrace, lower end", 1500),
        ("Hien Dao", "hien-dao", "Juniper Terrace, upper end", 900),
        ("Samir Haddad", "samir-haddad", "Hemlock Terrace and the alley", 410),
    ),
    "granite-watch": (
        ("Nils Arne Foss", "nils-arne-foss", "Granite Street", 620),
        ("Ilse Marchetti", "ilse-marchetti", "Overlook Circle", 620),
    ),
    "ferry-patrol": (("Marlene Stickney", "marlene-stickney", "towpath to the weir", 560),),
    "saltbox-walk": (
        ("Rahel Tesfaye", "rahel-tesfaye", "Saltbox Row", 300),
        ("Kofi Amankwah", "kofi-amankwah", "Clapboard Street", 300),
    ),
}
"""Group -> its captains: name, key, block, days ago since when."""
_GROUPS: Mapping[str, tuple[str, str, str, str, str]] = {
    "granite-watch": (
        "Quarry Hill Neighborhood Watch",
        _WATCH,
        "Quarry Hill",
        "first Monday, porch by porch",
        "nils-arne-foss",
    ),
    "ferry-patrol": (
        "Towpath Citizen Patrol",
        _PATROL,
        "Riverbend",
        "Friday and Saturday evenings",
        "marlene-stickney",
    ),
    "saltbox-walk": ("Saltbox Night Walk", _PATROL, "Saltbox Row", "every other Thursday, 9 pm", "rahel-tesfaye"),
}
"""Group -> name, kind, neighborhood, when it meets, key contact; the Terraces' own stands among the organizations."""
_CALLS: Sequence[tuple[str, int, str, str]] = (
    ("granite-watch", -540, "visit", "First evening of the new watch. Eleven porches, two captains, signs ordered."),
    (
        "granite-watch",
        -205,
        "phone",
        "Nils says the list of porches is out of date. I promised to come by and did not yet.",
    ),
    (
        "ferry-patrol",
        -430,
        "in person",
        "Walked with them from the landing to the weir. Vests and a radio number handed over.",
    ),
    ("ferry-patrol", -31, "phone", "Marlene: quiet since the lamps are back. They want reflective tape for the dog."),
    (
        "saltbox-walk",
        -260,
        "in person",
        "Second walk, nine people, three languages. Rahel keeps the shop open for coffee.",
    ),
    (
        "saltbox-walk",
        -12,
        "visit",
        "Kofi asks who to call about the gate behind Clapboard. Gave him Public Works' number.",
    ),
    ("terraces", -24, "phone", "Hien sends the times of the van again. Nothing stolen this month."),
)
"""Group, days from today, method, what was said; its captains were there."""


def watch_groups(almanac: Almanac, start: datetime) -> Iterator[Event]:
    """The groups, their captains, and what was said with them."""
    for number, (key, (name, kind, neighborhood, cadence, leader)) in enumerate(_GROUPS.items()):
        at = max(start, at_time(almanac.day(str(_first_day(key))), "10:05"))
        values: dict[str, object] = {
            "name": name, "kind": kind, "neighborhood": neighborhood, "cadence": cadence, "liaison": town.OFFICER,
            "contact": Key(leader), "captains": _captains(key, almanac), "sensitivity": "open",
        }  # fmt: skip
        yield Event(at + timedelta(minutes=number), "create", key, values, kind="organization")
    led: dict[str, object] = {
        "kind": _WATCH,
        "neighborhood": "The Terraces",
        "captains": _captains("terraces", almanac),
    }
    yield Event(at_time(almanac.day("-400"), "11:20"), "change", "terraces", led)
    dice = almanac.dice("watches")
    for number, (key, days, method, notes) in enumerate(_CALLS):
        captains = [captain[1] for captain in _CAPTAINS[key][:2]]
        at = at_time(almanac.day(str(days)), "16:10")
        yield dealing(f"watch{number:02d}", at, method, captains, [key], notes, dice)


def _first_day(key: str) -> int:
    return -max(days for *_, days in _CAPTAINS[key]) + 1


def _captains(key: str, almanac: Almanac) -> list[dict[str, object]]:
    return [
        {
            "name": name,
            "contact": Key(contact),
            "area": area,
            "since": (almanac.today - timedelta(days=days)).isoformat(),
        }
        for name, contact, area, days in _CAPTAINS[key]
    ]


def entered_twice(almanac: Almanac) -> Iterator[Event]:
    """One who still stands twice, one who was made one again, and two who are not the same."""
    dice = almanac.dice("twice")
    yield _person(almanac, -38, "heddy-lindgren", "Heddy Lindgren", "9 Orchard Bend", "Called about the yard signs.")
    yield dealing(
        "twice00", at_time(almanac.day("-38"), "14:05"), "phone", ["heddy-lindgren"], [],
        "Asks for twelve more yard signs before the snow.", dice,
    )  # fmt: skip
    yield _person(
        almanac, -150, "margie-duffault", "Marguerite Duffault", "31 Granite Street", "From the sign-up sheet."
    )
    yield dealing(
        "twice01", at_time(almanac.day("-150"), "10:40"), "in person", ["margie-duffault"], ["silverbirch"],
        "Wants large print for the fraud leaflet.", dice,
    )  # fmt: skip
    into: dict[str, object] = {"merged_into": Key("marguerite-dufault")}
    yield Event(at_time(almanac.day("-121"), "9:15"), "change", "margie-duffault", into)
    yield _person(almanac, -96, "samira-haddad", "Samira Haddad", "", "Samir's sister, visits on weekends.")
    apart: dict[str, object] = {"different": [{"id": Key("samir-haddad"), "on": almanac.day("-95").isoformat()}]}
    yield Event(at_time(almanac.day("-95"), "15:30"), "change", "samira-haddad", apart)


def _person(almanac: Almanac, days: int, key: str, name: str, address: str, notes: str) -> Event:
    values: dict[str, object] = {"name": name, "roles": "resident", "address": address, "notes": notes}
    if address:
        values["neighborhood"] = town.neighborhood_of(address)
    return Event(
        at_time(almanac.day(str(days)), "14:00" if days == -38 else "10:30"), "create", key, values, kind="contact"
    )
