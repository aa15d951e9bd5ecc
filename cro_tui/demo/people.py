"""The address book: people, with phones and mail that can't exist, and the organizations they belong to."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from cro_tui.demo import town
from cro_tui.demo.almanac import Almanac
from cro_tui.demo.event import Event, Key
from cro_tui.demo.script import Block, blocks

_AREAS = ("207", "603", "413")
_FICTIONAL = [f"({area}) 555-01{last:02d}" for area in _AREAS for last in range(100)][1:]
"""The 555-0100 to 555-0199 that are set aside for stories, less the department's own."""
_OFFICES = 40
"""How many of them are kept for organizations."""
_DOMAIN = "example.org"


def slug(name: str) -> str:
    """The key of a name: ``Ramón Ybarra`` -> ``ramon-ybarra``."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class People:
    """Everybody in the address book, by key, by called name, and by part of the name."""

    def __init__(self) -> None:
        self.blocks: dict[str, Block] = {slug(block.cells[0]): block for block in blocks("people")}
        self._short = {slug(block.cell(1)): key for key, block in self.blocks.items() if block.cell(1)}
        self.groups: dict[str, Block] = {block.cells[0]: block for block in blocks("organizations")}

    def key(self, written: str) -> str:
        """The key of a person as scripts name one: the whole name, or what the person is called."""
        if written in self.blocks:
            return written
        return self._short[written]

    def keys(self, names: str) -> list[str]:
        """The keys of a list with commas."""
        return [self.key(name.strip()) for name in names.split(",") if name.strip()]

    def name(self, key: str) -> str:
        """The full name of a person."""
        return self.blocks[key].cells[0]


def contacts(people: People, first_use: Mapping[str, datetime], start: datetime) -> Iterator[Event]:
    """Each person, entered just before first being needed; key contacts of organizations at the *start*."""
    dice = random.Random("the phone book of Larkmoor")
    numbers = iter(dice.sample(_FICTIONAL[:-_OFFICES], len(_FICTIONAL) - _OFFICES))
    leaders = {block.cell(3) for block in people.groups.values()}
    for index, (key, block) in enumerate(people.blocks.items()):
        at = start if key in leaders else first_use.get(key, start + timedelta(days=index)) - timedelta(minutes=3)
        values = _person(block, numbers, dice)
        yield Event(max(at, start), "create", key, values, kind="contact")


def _person(block: Block, numbers: Iterator[str], dice: random.Random) -> dict[str, object]:
    name, alias, language, roles, groups, address, notes, mark = (block.cell(column) for column in range(8))
    phones = [next(numbers) for _ in range(dice.choices((0, 1, 2), (6, 80, 14))[0])]
    values: dict[str, object] = {
        "name": name,
        "alias": alias,
        "language": language or "English",
        "roles": roles,
        "organizations": [Key(group.strip()) for group in groups.split(";") if group.strip()],
        "phones": phones,
        "emails": [f"{slug(name).replace('-', '.')}@{_DOMAIN}"] if dice.random() < 0.6 or not phones else [],
        "address": address,
        "neighborhood": town.neighborhood_of(address),
        "notes": notes,
    }
    if mark == "do-not-contact":
        values["do_not_contact"] = True
    elif mark:
        values["restricted_because"] = mark
    return values


def office_phones(taken: int) -> list[str]:
    """The numbers kept for organizations, without those of the first *taken*."""
    return _FICTIONAL[-_OFFICES : len(_FICTIONAL) - taken][::-1]


def organizations(people: People, almanac: Almanac, start: datetime) -> Iterator[Event]:
    """The organizations as first entered, and their key contacts once these are known."""
    for index, (key, block) in enumerate(people.groups.items()):
        _, name, kind, leader, since, cadence, services, hours = (block.cell(column) for column in range(8))
        values: dict[str, object] = {
            "name": name,
            "kind": kind,
            "liaison": town.OFFICER,
            "cadence": cadence,
            "services": services,
            "hours": hours,
            "emails": [f"office.{key}@{_DOMAIN}"],
            "phones": [_FICTIONAL[-1 - index]],
            "sensitivity": "open",
        }
        if since != "-":
            joined = almanac.today - timedelta(days=int(since))
            values["members"] = [{"name": town.OFFICER, "since": joined.isoformat()}]
        yield Event(start - timedelta(minutes=30 - index), "create", key, values, kind="organization")
        yield Event(start + timedelta(minutes=5), "change", key, {"contact": Key(leader)})
