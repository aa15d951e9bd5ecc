"""Larkmoor's inquiries and their answers, mediations, rumors, committees, policies, releases, and one incident."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from cro_tui.demo.almanac import Almanac, at_time
from cro_tui.demo.event import Event, Key
from cro_tui.demo.town import OFFICER
from cro_tui.model.work import Committee, Incident, Inquiry, Mediation, Policy, Release, Rumor


class _Asked(NamedTuple):
    """One inquiry."""

    back: int
    clock: str
    source: str
    contact: str
    """A person's key, or ``""``."""
    organization: str
    subject: str
    hours: int
    """Until the answer; 0 for one that waits."""
    answer: str


_INQUIRIES = (
    _Asked(-590, "10:20", "media", "jasper-kincade-moll", "courier", "How many speed boards are there, and where", 5,
           "Two, moved monthly; the list of streets was sent."),
    _Asked(-431, "14:05", "elected official", "", "", "Overtime at the summer fair", 74,
           "Hours by event, from the duty sheets."),
    _Asked(-322, "9:10", "public", "", "", "May a block close its street for a party", 2,
           "Yes, with the city's form; ten days ahead."),
    _Asked(-207, "11:40", "media", "noor-saleh", "wlkm", "Ride-along for a program on night shifts", 49,
           "Approved by the Chief with a waiver."),
    _Asked(-118, "16:30", "public", "", "", "What becomes of found bicycles", 20,
           "Held ninety days, then to the Service Club."),
    _Asked(-64, "8:50", "City department", "", "library", "An officer for story hour", 26,
           "First Wednesdays from next month."),
    _Asked(-29, "13:15", "media", "jasper-kincade-moll", "courier", "Stops on Tannery Street this summer", 52,
           "Counts by month, with how they are counted."),
    _Asked(-9, "15:25", "elected official", "constance-merriweather-bly", "", "Crossing guards at Harriet Bly", 0, ""),
)  # fmt: skip
_MEDIATIONS = (
    (
        -276,
        "A hedge and what grows through it, Finch Street",
        "agreement",
        "Alder Park",
        0,
        "oksana-hrytsenko;leroy-hask",
    ),
    (-33, "Practice hours of a drummer, Spindle Lane", "agreement in part", "Old Mill", 7, "emmett-lavoie"),
)
_RUMORS = (
    (-388, "The youth center is to be sold", "online group", 2, "The lease runs five more years.",
     "post with the director's letter"),
    (-154, "Officers check papers at the pantry", "Open Hand Pantry, the line", 1,
     "Nobody is asked for papers there; the pantry and the department said so together.", "notice in four languages"),
    (-6, "Depot Street closes for the whole winter", "bus depot", 0, "Works end before the holidays.", ""),
)  # fmt: skip
_COMMITTEES = (
    (-1240, "Safe Routes to School task force", "member", "schools", "Crossings and speeds near schools"),
    (-410, "Downtown Lighting Committee", "liaison", "merchants", "Which streets are lit first"),
)
_POLICIES = (
    (-341, "Language access", "4.120", "change recommended", "Interpreter line to stand on the patrol card."),
    (-52, "Body-worn cameras at community events", "7.015", "no change needed", ""),
)
_RELEASES = (
    (-498, "Safety fair this Saturday at the Fairgrounds"),
    (-231, "Volunteers clear the bank of the Teasel"),
    (-44, "Breakfast with your beat returns to the Anchor Diner"),
)
_INCIDENTS = ((-202, "traffic collision"),)


def other_work(almanac: Almanac) -> Iterator[Event]:
    """All of it, each noted on its day."""
    yield from _inquiries(almanac)
    dice = almanac.dice("other work")

    def noted(back: int) -> datetime:
        return almanac.desk(almanac.day(str(back)), dice)

    for back, dispute, outcome, hood, again, parties in _MEDIATIONS:
        values: dict[str, object] = {"dispute": dispute, "outcome": outcome, "neighborhood": hood, "mediator": OFFICER}
        values["parties"] = [Key(one) for one in parties.split(";")]
        if again:
            values["follow_up"] = (almanac.today + timedelta(days=again)).isoformat()
        yield _made(noted(back), f"mediation{-back}", Mediation.KIND, values)
    for back, rumor, where, days, correction, how in _RUMORS:
        at, key = noted(back), f"rumor{-back}"
        yield _made(at, key, Rumor.KIND, {"rumor": rumor, "where": where, "correction": correction})
        if days:
            put_right = almanac.desk(at.date() + timedelta(days=days), dice)
            yield Event(put_right, "change", key, {"how": how, "corrected": put_right.date().isoformat()})
    start = datetime.combine(almanac.first, datetime.min.time()) + timedelta(hours=9)
    for number, (back, name, role, group, purpose) in enumerate(_COMMITTEES):
        since = almanac.day(str(back))
        values = {
            "name": name,
            "role": role,
            "organization": Key(group),
            "purpose": purpose,
            "since": since.isoformat(),
        }
        yield _made(max(start + timedelta(minutes=number), noted(back)), f"committee{number}", Committee.KIND, values)
    for back, title, reference, finding, notes in _POLICIES:
        values = {"title": title, "reference": reference, "finding": finding, "notes": notes, "reviewer": OFFICER}
        yield _made(noted(back), f"policy{-back}", Policy.KIND, values)
    for back, title in _RELEASES:
        outlets = {"outlets": [Key("courier"), Key("wlkm")]}
        yield _made(noted(back), f"release{-back}", Release.KIND, {"title": title, **outlets, "sensitivity": "open"})
    for back, kind in _INCIDENTS:
        yield _made(noted(back), f"incident{-back}", Incident.KIND, {"kind": kind})


def _inquiries(almanac: Almanac) -> Iterator[Event]:
    dice = almanac.dice("inquiries")
    for one in _INQUIRIES:
        key = f"inquiry{-one.back}"
        asked = at_time(almanac.desk(almanac.day(str(one.back)), dice).date(), one.clock)
        values: dict[str, object] = {"subject": one.subject, "source": one.source, "method": "email"}
        values |= {"asked": asked.isoformat(timespec="minutes")}
        values |= {"contact": Key(one.contact)} if one.contact else {}
        values |= {"organization": Key(one.organization)} if one.organization else {}
        yield _made(asked + timedelta(minutes=9), key, Inquiry.KIND, values)
        if one.hours:
            answered = asked + timedelta(hours=one.hours)
            said = {"answer": one.answer, "answered": answered.isoformat(timespec="minutes"), "answered_by": OFFICER}
            yield Event(answered + timedelta(minutes=3), "change", key, said)


def _made(at: datetime, key: str, kind: str, values: Mapping[str, object]) -> Event:
    return Event(at, "create", key, values, kind=kind)
