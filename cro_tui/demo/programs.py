"""Programs of Larkmoor: the citizen police academy's classes, an afternoon series for a school, one that takes
applications. Who applied, who was accepted and who graduated; the sessions of the academies stand in the classroom."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from cro_tui.demo import town
from cro_tui.demo.almanac import Almanac, at_time
from cro_tui.demo.event import Event, Key
from cro_tui.demo.people import slug

_WEEK = timedelta(days=7)
_SCHOOL = "Harriet Bly Middle School"
_AFTERNOONS = (
    ("Who does what in a patrol car", "Patrol"),
    ("Footprints, fingerprints, photographs", "Investigations"),
    ("What the law says to a twelve-year-old", "Law"),
    ("The dog, the radio and the dispatcher", "Patrol"),
    ("We plan a safer way to school", "Problem solving"),
)
_ACADEMY = "citizen police academy"


def program_key(key: str) -> Key:
    """The key of the program whose sessions begin with *key*."""
    return Key(f"{key}-program")


def academy(
    key: str, terms: Mapping[str, str], first: datetime, evenings: int, who: Sequence[Mapping[str, object]],
    dice: random.Random,
) -> Iterator[Event]:  # fmt: skip
    """A class of the academy: announced, applied for, answered, and its graduates after the last evening."""
    last = first + _WEEK * (evenings - 1)
    apply_by = (first - timedelta(days=16)).date()
    yield Event(
        first - timedelta(days=48),
        "create",
        program_key(key),
        {
            "title": terms["cohort"].replace("academy", "citizen police academy"),
            "kind": _ACADEMY,
            "start": first.date().isoformat(),
            "end": last.date().isoformat(),
            "place": terms["place"],
            "coordinator": town.OFFICER,
            "sessions_planned": str(evenings),
            "absences_allowed": "1",
            "seats": str(len(who)),
            "apply_by": apply_by.isoformat(),
            "sensitivity": "open",
        },
        kind="program",
    )
    names = {str(one["name"]) for one in who}
    others = dice.sample([name for name in town.NEIGHBORS if name not in names], 3)
    rows = [_applied(one, "accepted", apply_by, dice) for one in who]
    rows += [_applied({"name": name}, status, apply_by, dice)
             for name, status in zip(others, ("waitlisted", "declined", "withdrawn"), strict=True)]  # fmt: skip
    dice.shuffle(rows)
    yield Event(first - timedelta(days=13), "change", program_key(key), {"participants": rows})
    day = last.date().isoformat()
    yield Event(last + timedelta(hours=14), "graduate", program_key(key), {"day": day})


def _applied(person: Mapping[str, object], status: str, until: object, dice: random.Random) -> dict[str, object]:
    row: dict[str, object] = {name: person[name] for name in ("name", "contact") if name in person}
    reach = {} if "contact" in person else {"reach": f"{slug(str(person['name'])).replace('-', '.')}@example.org"}
    day = datetime.fromisoformat(str(until)) - timedelta(days=dice.randrange(1, 24))
    return {**row, **reach, "status": status, "applied": day.date().isoformat()}


def programs(almanac: Almanac) -> Iterator[Event]:
    """The school's afternoons of last spring, and the class that takes applications now."""
    yield from _afternoons(almanac)
    yield from _coming(almanac)


def _afternoons(almanac: Almanac) -> Iterator[Event]:
    dice = almanac.dice("afternoons")
    first = at_time(almanac.meeting_day("-236", "", planned=False), "14:30")
    letters = "ABCDEFGHJKLMNOPRSTVWY"
    initials = sorted({f"{dice.choice(letters)}. {dice.choice(letters)}." for _ in range(40)})[:14]
    names = [f"Student {one}" for one in initials]
    days = [(first + _WEEK * number).isoformat(timespec="minutes") for number in range(len(_AFTERNOONS))]
    made, key = first - timedelta(days=30), Key("afternoons-program")
    yield Event(
        made,
        "create",
        key,
        {
            "title": f"Junior police academy, {_SCHOOL}",
            "kind": "school/youth program",
            "start": days[0][:10],
            "end": days[-1][:10],
            "place": _SCHOOL,
            "coordinator": "Ofc. D. Fairweather",
            "sessions_planned": str(len(days)),
            "absences_allowed": "1",
            "seats": "16",
            "description": "Five afternoons for the seventh grade; the school asks the parents.",
            "participants": [{"name": name, "status": "accepted", "applied": f"{made:%Y-%m-%d}"} for name in names],
        },
        kind="program",
    )
    for number, ((title, topic), day) in enumerate(zip(_AFTERNOONS, days, strict=True)):
        session = f"afternoons-{number}"
        values = {
            "title": title, "topic": topic, "kind": "school/youth program", "start": day, "hours": "1.5",
            "place": _SCHOOL, "instructor": "Ofc. D. Fairweather", "program": key,
        }  # fmt: skip
        yield Event(made + timedelta(minutes=5 + number), "create", session, values, kind="training")
        there = [{"name": name, "agency": _SCHOOL} for name in names if dice.random() > 0.08]
        held = datetime.fromisoformat(day) + timedelta(hours=2)
        yield Event(held, "change", session, {"roster": there})
    last = datetime.fromisoformat(days[-1]) + timedelta(hours=3)
    yield Event(last, "graduate", key, {"day": days[-1][:10]})


def _coming(almanac: Almanac) -> Iterator[Event]:
    """Nobody answered the applications yet, though the day until which they came in is past."""
    dice = almanac.dice("coming academy")
    first = at_time(almanac.meeting_day("+66", "", planned=True), "18:30")
    made, key = almanac.end - timedelta(days=40), Key("coming-program")
    apply_by = (almanac.today - timedelta(days=4)).isoformat()
    names = dice.sample(town.NEIGHBORS, 11)
    values: dict[str, object] = {
        "title": "Fifteenth citizen police academy",
        "kind": _ACADEMY,
        "start": first.date().isoformat(),
        "end": (first + 5 * _WEEK).date().isoformat(),
        "place": "Police headquarters, community room",
        "coordinator": town.OFFICER,
        "sessions_planned": "6",
        "absences_allowed": "1",
        "seats": "18",
        "apply_by": apply_by,
        "sensitivity": "open",
        "participants": [_applied({"name": name}, "applied", apply_by, dice) for name in names],
    }
    yield Event(made, "create", key, values, kind="program")
    for number in range(6):
        session = {
            "title": f"Fifteenth citizen police academy ({number + 1} of 6)", "kind": _ACADEMY, "hours": "3",
            "program": key, "place": "Police headquarters, community room",
            "start": (first + number * _WEEK).isoformat(timespec="minutes"),
        }  # fmt: skip
        yield Event(made + timedelta(minutes=5 + number), "create", f"coming-{number}", session, kind="training")
