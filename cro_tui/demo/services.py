"""Larkmoor's directory of services, whom the officer sent there on the spot, calls that nobody answered, and who is who
among addressees.

Knows the almanac; knows nothing of how events are written.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from cro_tui.demo.almanac import Almanac, at_time
from cro_tui.demo.event import Event, Key
from cro_tui.model.contact import Organization
from cro_tui.model.referral import AGENCY, CITY, SUPERVISOR, UNIT


class _Service(NamedTuple):
    """Somewhere to send a resident."""

    key: str
    name: str
    kind: str
    services: str
    hours: str
    address: str = ""


_SERVICES = (
    _Service("nightdoor", "Night Door Shelter", "social service", "Shelter beds for adults, no papers asked, dogs "
             "welcome", "doors 19:00, all nights", "9 Foundry Street"),
    _Service("townyard", "Larkmoor Tow Yard", "city department", "Towed and abandoned vehicles: where it is, what it "
             "costs, how to get it back", "Mon–Sat 7–19, gate by phone at night", "210 Cannery Way"),
    _Service("tenants", "Teasel Tenants' Line", "social service", "Eviction papers, repairs that a landlord owes, "
             "deposits", "Mon Wed Fri 10–16"),
    _Service("warmline", "Valley Warmline", "social service", "Somebody to talk to; mobile crisis team for mental "
             "health", "day and night"),
    _Service("legalaid", "Teasel County Legal Aid", "social service", "Free lawyers for family, housing and "
             "immigration matters", "Mon–Thu 9–17, walk-in Tue 13–17", "3 Founders Green"),
    _Service("animals", "Barnhouse Animal Shelter", "social service", "Lost and found pets, traps to borrow, low-cost "
             "shots", "Tue–Sun 11–18", "77 Derby Street"),
    _Service("heatfund", "Larkmoor Heat and Light Fund", "social service", "Help with heating and light bills, "
             "shut-off notices", "Oct–Apr, Mon–Fri 9–13"),
    _Service("recovery", "Mill Street Recovery Center", "social service", "Detox and treatment placement, naloxone, "
             "needle exchange", "Mon–Sat 8–20", "41 Mill Street"),
    _Service("taxes", "Neighbors' Tax and Forms Table", "social service", "Taxes, benefit forms, replacement of lost "
             "ID", "Sat 10–14 in the library", "Larkmoor Public Library"),
)  # fmt: skip
_SENT = (
    (-540, "nightdoor"), (-402, "openhand"), (-291, "townyard"), (-204, "recovery"), (-133, "tenants"),
    (-88, "warmline"), (-61, "taxes"), (-40, "heatfund"), (-33, "nightdoor"), (-19, "legalaid"), (-12, "openhand"),
    (-5, "heatfund"),
)  # fmt: skip
"""Days from today, where somebody was sent."""
_FRESH, _TRIED = 45, 0.45
"""Days within which a call is still tried; how many of those who wait were tried."""
_VAIN = (
    ("no answer", ""), ("no answer", "rang out"), ("no answer", "the mailbox is full"),
    ("left a message", "asked to call back"), ("left a message", "with a child: tonight is better"),
)  # fmt: skip
"""What came of a call, and in what words."""

_ADDRESSEES = {
    SUPERVISOR: ("Lt. ", "Sgt. ", "Deputy Chief", "Chief "),
    UNIT: ("Investigations", "Training unit", "School Resource", "Records and Analysis", "Patrol", "Traffic Unit"),
    CITY: (
        "Traffic Engineering",
        "Code Enforcement",
        "Public Works",
        "Parks and",
        "Fire Prevention",
        "Water and Sewer",
        "Licensing Board",
    ),
    AGENCY: ("Larkmoor Light & Power", "Teasel Valley Railroad", "County", "Child Prot", "Transit", "Larkmoor School"),
}


def kind_of_addressee(to: str) -> str:
    """What kind of addressee *to* is; ``""`` where the address book says it."""
    return next((kind for kind, names in _ADDRESSEES.items() if to.startswith(names)), "")


def services(phones: Sequence[str], start: datetime) -> Iterator[Event]:
    """The directory; the others of it are organizations that the officer knows for more than their services."""
    for index, one in enumerate(_SERVICES):
        values = {
            "name": one.name,
            "kind": one.kind,
            "services": one.services,
            "hours": one.hours,
            "address": one.address,
            "phones": [phones[index]],
            "emails": [f"desk.{one.key}@example.org"],
            "sensitivity": "open",
        }
        yield Event(start - timedelta(minutes=50 - index), "create", one.key, values, kind=Organization.KIND)


def sendings(almanac: Almanac, happened: Sequence[Event]) -> Iterator[Event]:
    """Residents who asked for something that is not for the police, and were sent there on the spot."""
    dice = random.Random("where to send them")
    known = sorted({one.key for one in happened if one.verb == "capture" and one.values.get("contact")})
    for number, (back, service) in enumerate(_SENT):
        at = at_time(almanac.today + timedelta(days=back), "16:20")
        before = [one for one in happened if one.verb == "capture" and one.key in known and one.at < at]
        if before:
            concern = dice.choice(before[-12:])
            of = str(concern.values["contact"]) if number % 3 else concern.key
            yield Event(at, "send", of, {"service": Key(service)})


def tries(almanac: Almanac, happened: Sequence[Event]) -> Iterator[Event]:
    """Calls in vain: to some who wait to be called back, and before some who were told in the end."""
    dice = random.Random("nobody home")
    told = {one.key: one for one in happened if one.verb == "tell" and one.at <= almanac.end}
    for one in happened:
        if one.verb != "capture" or not one.values.get("contact"):
            continue
        age = (almanac.today - one.at.date()).days
        if one.key in told:
            if dice.random() < 0.06:
                at = at_time(told[one.key].at.date() - timedelta(days=1), "17:35")
                yield _try(one.key, max(at, one.at + timedelta(hours=1)), dice)
        elif one.values.get("callback") and age < _FRESH and dice.random() < _TRIED:
            for days in sorted(dice.sample(range(1, max(3, min(age, 6))), 2), reverse=True):
                at = at_time(almanac.today - timedelta(days=days), dice.choice(("10:40", "15:10", "17:35")))
                yield _try(one.key, max(at, one.at + timedelta(hours=1)), dice)


def _try(key: str, at: datetime, dice: random.Random) -> Event:
    reached, words = dice.choice(_VAIN)
    values: Mapping[str, object] = {
        "how": words,
        "when": at.isoformat(timespec="minutes"),
        "method": "phone",
        "reached": reached,
    }
    return Event(at, "tell", key, values)
