"""What comes in on ordinary days, laid over the calendar; and dealings with people that belong to no story."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from cro_tui.demo.almanac import Almanac
from cro_tui.demo.event import Event, Key
from cro_tui.demo.people import People
from cro_tui.demo.referring import handed_over
from cro_tui.demo.script import Block, blocks, cells_of
from cro_tui.demo.voice import Voice, ended, entered_after, goes_on, on_desk

_SCRIPTS = ("everyday_streets", "everyday_people", "everyday_town")
_TERMS = ("due", "ack", "reply", "outcome", "answer")
"""What a referral's cells begin with; the one that begins with none of them is its message."""
_RECENT = 45
"""Days back at most for what must still be waiting today."""
_HOURS: dict[str, tuple[int, int]] = {
    "call for service": (6, 24),
    "tip line": (0, 24),
    "social media": (7, 23),
    "walk-in": (9, 17),
    "email": (6, 23),
}


def concerns(almanac: Almanac, people: People) -> Iterator[Event]:
    """Every ordinary concern with all that became of it."""
    dice = almanac.dice("everyday")
    written = list(blocks(*_SCRIPTS))
    days = _lay_out([block.options(4) for block in written], almanac, dice)
    late = _late_ones(written, days, almanac)
    for index, (block, day) in enumerate(zip(written, days, strict=True)):
        options = block.options(4)
        if index in late:
            options["late"] = str(dice.randrange(19, 34))
        voice = _voice(f"day{index:03d}", block, options, day, almanac, people, dice)
        yield voice.entry(dice)
        yield from _course(voice, block, almanac, dice)


def _voice(
    key: str, block: Block, options: dict[str, str], day: date, almanac: Almanac, people: People, dice: random.Random
) -> Voice:
    channel, who = block.cell(1), block.cell(2)
    first, last = _HOURS.get(channel, (8, 20))
    heard = datetime.combine(day, time()) + timedelta(minutes=dice.randrange(first * 60, last * 60))
    if who == "anon":
        options["anonymous"] = ""
    contact = "" if who in ("", "anon") else people.key(who)
    entered = entered_after(almanac, heard, options, dice)
    return Voice(
        key, block.text, block.cells[0], channel, block.cell(3), heard, entered, contact, block.answer, options
    )


def _course(voice: Voice, block: Block, almanac: Almanac, dice: random.Random) -> Iterator[Event]:
    if "void" in voice.options:
        yield Event(voice.entered + timedelta(minutes=4), "void", voice.key, {"reason": voice.options["void"]})
        return
    handed = next((line[3:] for line in block.lines if line.startswith(">> ")), "")
    if not handed:
        yield from goes_on(voice, almanac, dice)
        return
    to, method, *more = cells_of(handed)
    terms = Block(tuple(more), ()).options(0)
    message = next(cell for cell in more if cell.partition(" ")[0] not in _TERMS)
    answer = terms.get("answer", "")
    terms |= {"to": to, "method": method}
    day = voice.entered.date() + timedelta(days=dice.choice((0, 1, 1, 2)))
    sent = on_desk(almanac, day, dice, voice.entered)
    yield from handed_over(f"ref-{voice.key}", voice.key, sent, terms, message, answer, almanac, dice)
    if answer:
        replied = sent.date() + timedelta(days=int(terms["reply"]) + dice.randrange(3))
        yield from ended(voice, on_desk(almanac, replied, dice, sent), almanac, dice)


def _lay_out(wishes: Sequence[dict[str, str]], almanac: Almanac, dice: random.Random) -> list[date]:
    """A day for each concern: spread evenly, snow in winter, and what still waits near today."""
    span = (almanac.end.date() - almanac.first).days
    slots = [almanac.first + timedelta(days=int((i + dice.random()) * span / len(wishes))) for i in range(len(wishes))]
    dice.shuffle(slots)
    days: dict[int, date] = {}
    for index in sorted(range(len(wishes)), key=lambda i: _freedom(wishes[i])):
        fitting = [slot for slot in slots if _fits(slot, wishes[index], almanac)]
        if fitting:
            slots.remove(fitting[0])
        days[index] = fitting[0] if fitting else almanac.today - timedelta(days=dice.randrange(2, _RECENT))
    return [days[index] for index in range(len(wishes))]


def _freedom(wish: dict[str, str]) -> int:
    """How many days of a year suit it, so that the choosy ones choose first."""
    if "recent" in wish:
        return 0
    return 30 * len(months_of(wish["months"])) if "months" in wish else 365


def _fits(day: date, wish: dict[str, str], almanac: Almanac) -> bool:
    if "recent" in wish:
        return 2 <= (almanac.today - day).days <= _RECENT
    return "months" not in wish or day.month in months_of(wish["months"])


def months_of(written: str) -> set[int]:
    """The months of ``5-9``, ``12-3`` or ``4-6,9-11``."""
    found: set[int] = set()
    for part in written.split(","):
        first, _, last = part.partition("-")
        length = (int(last or first) - int(first)) % 12
        found |= {(int(first) + step - 1) % 12 + 1 for step in range(length + 1)}
    return found


def _late_ones(written: Sequence[Block], days: Sequence[date], almanac: Almanac) -> set[int]:
    """Two in each quarter that were heard in its last days and entered after its report went out."""
    late: set[int] = set()
    for end in almanac.quarter_ends():
        near = [
            index
            for index, day in enumerate(days)
            if 0 <= (end - day).days <= 12 and ">> " not in "".join(written[index].lines)
        ]
        late.update(index for index in near[:2] if "void" not in written[index].options(4))
    return late


def dealings(almanac: Almanac, people: People) -> Iterator[Event]:
    """Visits, calls and lunches of ordinary days."""
    dice = almanac.dice("dealings")
    written = list(blocks("contacts_made"))
    days = _lay_out([{} for _ in written], almanac, dice)
    for index, (block, day) in enumerate(zip(written, days, strict=True)):
        method, names, groups = (block.cell(column) for column in range(3))
        at = almanac.desk(day, dice)
        yield dealing(f"deal{index:03d}", at, method, people.keys(names), split(groups), block.text, dice)


def dealing(
    key: str,
    at: datetime,
    method: str,
    contacts: list[str],
    organizations: list[str],
    notes: str,
    dice: random.Random,
) -> Event:
    """One dated line on people and organizations, written down an hour or two afterwards."""
    values: dict[str, object] = {
        "date": at.isoformat(timespec="minutes"),
        "method": method,
        "contacts": [Key(name) for name in contacts],
        "organizations": [Key(name) for name in organizations],
        "notes": notes,
    }
    return Event(at + timedelta(minutes=dice.randrange(20, 150)), "create", key, values, kind="interaction")


def split(names: str) -> list[str]:
    """The names of a list with commas."""
    return [name.strip() for name in names.split(",") if name.strip()]
