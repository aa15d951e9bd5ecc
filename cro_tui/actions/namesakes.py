"""Which person a typed name means, and what tells people of one name apart. Reads only.

A name may be followed by a comma and what only one of them has: ``Ann Lee, 555-0142``, ``Ann Lee, Elm St``, or six
characters of the beginning or end of an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cro_tui.actions.base import Names, plain_name
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.record import Record

SHORTEST_ID = 6
"""Characters of an id that may stand for it."""
_ID_SHOWN = 8
_FEWEST_DIGITS = 3
_FEWEST_OF_A_PHONE = 5
"""Digits from which a number after a new name is taken for a phone and not for a house or an apartment."""
_PHONE = re.compile(r"(?!\d{4}[-.]\d\d?[-.]\d\d?$|\d\d?[-.]\d\d?[-.]\d{4}$)\+?[\d\s().-]+")  # no date
_MOST_COMMAS = 3
_OFFERED = 4
_EDGES = ".,;()"


class Meant(NamedTuple):
    """Whom a typed name means: one contact, or, where that is not clear, some; with neither it is a new person."""

    contact: Contact | None = None
    choices: tuple[Contact, ...] = ()
    name: str = ""
    """What was typed, without what should tell them apart."""


def meant(names: Names, typed: str) -> Meant:
    """Whom *typed* means, as a name alone or with a hint after a comma."""
    equal = _contacts(names.exactly(("contact",), typed))
    if equal or "," not in typed:
        return _one_of(equal or _contacts(names.called(("contact",), typed)), typed)
    unclear = Meant()
    for name, hint in _splits(typed):
        called = _contacts(names.called(("contact",), name))
        fitting = [one for one in called if _fits(names, one, hint)]
        if fitting:
            return _one_of(fitting, name)
        if len(called) > 1 or (called and any(letter.isdigit() for letter in hint)):  # else it is a “Jr.”
            unclear = Meant(None, tuple(called), name)
    return unclear


def newcomer(typed: str) -> tuple[str, str]:
    """(name, phone) of somebody who is not known yet: ``Ann Lee, 555-0142`` is not called that."""
    name, _, hint = typed.rpartition(",")
    is_phone = _PHONE.fullmatch(hint.strip()) and len(re.sub(r"\D", "", hint)) >= _FEWEST_OF_A_PHONE
    return (name.rstrip(" ,"), " ".join(hint.split())) if is_phone and name.rstrip(" ,") else (typed, "")


def unclear(names: Names, typed: str, found: Meant) -> str:
    """One sentence on a name that means nobody in particular, with what to write instead; restricted ones unnamed."""
    count = f"{len(found.choices)} contacts" if typed == found.name or len(found.choices) > 1 else "nobody known"
    offers = [marker_of(names, one, found.name) for one in found.choices[:_OFFERED]]
    more = len(found.choices) - len(offers)
    listed = " or ".join(offers) + (f" or one of {more} more" if more else "")
    return f"{marker(typed)} fits {count}, it stays in the text; write {listed}"


def marker(name: str) -> str:
    """How a name is written on the capture line."""
    return f"+{name}" if re.fullmatch(r"[^\s,.;:!?)\"]+", name) else f'+"{name}"'


def _one_of(found: list[Contact], name: str) -> Meant:
    return Meant(found[0]) if len(found) == 1 else Meant(None, tuple(found), name)


def _contacts(records: Iterable[Record]) -> list[Contact]:
    return [one for one in dict.fromkeys(records) if isinstance(one, Contact)]


def _splits(typed: str) -> Iterator[tuple[str, str]]:
    """(name, hint) at each comma: addresses have some, and names that begin with the surname."""
    parts = typed.split(",")
    for at in range(1, min(len(parts), _MOST_COMMAS + 1)):
        name, hint = ",".join(parts[:at]).strip(), ",".join(parts[at:]).strip()
        if name and hint:
            yield name, hint


def _fits(names: Names, one: Contact, hint: str) -> bool:
    """Whether *hint* is of that person: digits of a phone, some of an id, or the beginnings of words about them."""
    digits = re.sub(r"\D", "", hint)
    if len(digits) >= _FEWEST_DIGITS and not re.search(r"[^\W\d_]", hint):
        return any(digits in re.sub(r"\D", "", phone) for phone in one.phones)
    wanted = hint.upper()
    if len(wanted) >= SHORTEST_ID and (one.id.startswith(wanted) or one.id.endswith(wanted)):
        return True
    groups = (names.notebook.of(Organization, key) for key in one.organizations)
    about = (one.name, one.alias, one.address, one.neighborhood, *one.emails, *one.roles)
    known = _words(" ".join((*about, *(group.name for group in groups if group is not None))))
    words = _words(hint)
    return bool(words) and all(any(word.startswith(part) for word in known) for part in words)


def _words(text: str) -> list[str]:
    return [word for part in plain_name(text).split() if (word := part.strip(_EDGES))]


def marker_of(names: Names, one: Contact, typed: str) -> str:
    """What to write for that person, and for nobody else."""
    by_id = one.id[-_ID_SHOWN:]
    if one.restricted:
        return f"{marker(f'{_bare(typed)}, {by_id}')} (restricted)"
    name = " ".join(one.name.split())
    if '"' in name or not name[:1].isalpha():
        return marker(f"{_bare(typed)}, {by_id}")
    namesakes = _contacts(names.exactly(("contact",), name))
    if len(namesakes) == 1:
        return marker(name)
    for hint in (*one.phones, one.address, one.neighborhood, *one.emails):
        plain = " ".join(hint.split())
        if plain and '"' not in plain and {other.id for other in namesakes if _fits(names, other, plain)} == {one.id}:
            return marker(f"{name}, {plain}")
    return marker(f"{name}, {by_id}")


def _bare(typed: str) -> str:
    return typed.partition('"')[0]
