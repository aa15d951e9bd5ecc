"""Contacts as vCards, by `vobject`. What vCards have no property for travels in X-CRO- properties of our own."""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

import vobject
from vobject.base import VObjectError

from cro_tui.exchange.problems import ImportProblem
from cro_tui.exchange.sources import Row, Source
from cro_tui.model.contact import Contact
from cro_tui.model.fields import split
from cro_tui.model.record import Record

OWN = "x-cro-"
_OWN_FIELDS = (
    "neighborhood", "roles", "organizations", "language", "do_not_contact", "sensitivity", "restricted_because", "tags",
)  # fmt: skip
FIELDS = ("id", "name", "alias", "phones", "emails", "address", "notes", *_OWN_FIELDS)
_READ = frozenset({"version", "fn", "n", "nickname", "tel", "email", "adr", "note", "org", "uid", "categories", "rev"})
_CARD = re.compile(r"^BEGIN:VCARD[ \t]*\r?\n.*?^END:VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE | re.DOTALL)


def written(contacts: Iterable[Contact], lookup: Callable[[str], Record | None]) -> bytes:
    """The contacts as vCards 3.0; *lookup* gives the organizations that they name."""
    return "".join(_card(contact, lookup).serialize() for contact in contacts).encode()


def _card(contact: Contact, lookup: Callable[[str], Record | None]) -> Any:
    card = vobject.vCard()
    given, _, family = contact.name.rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=family, given=given)
    card.add("fn").value = contact.name
    card.add("uid").value = contact.id
    for name, values in (
        ("nickname", [contact.alias]),
        ("tel", contact.phones),
        ("email", contact.emails),
        ("note", [contact.notes]),
    ):
        for value in filter(None, values):
            card.add(name).value = value
    if contact.address:
        card.add("adr").value = vobject.vcard.Address(street=contact.address)
    names = [one.label for one in map(lookup, contact.organizations) if one]
    if names:
        card.add("org").value = names[:1]
    for name in _OWN_FIELDS:
        shown = contact.shown(name)
        if shown:
            card.add(OWN + name.replace("_", "-")).value = shown
    return card


def read(text: str, encoding: str) -> Source:
    """The cards of *text* as rows; a card that can't be read is a wrong row."""
    logging.getLogger("vobject.base").setLevel(logging.CRITICAL)  # it would tell stderr of every odd line
    cards = _CARD.findall(text)
    if not cards:
        raise ImportProblem("The file holds no vCard.")
    unused: dict[str, None] = {}
    rows = [_row(number, card, unused) for number, card in enumerate(cards, 1)]
    warnings = (f"not taken over from the vCards: {', '.join(unused)}",) if unused else ()
    return Source(FIELDS, tuple(rows), encoding, warnings)


def _row(number: int, text: str, unused: dict[str, None]) -> Row:
    try:
        card = vobject.readOne(text, allowQP=True, ignoreUnreadable=True)
        contents: dict[str, list[Any]] = card.contents
    except (VObjectError, ValueError, LookupError, AttributeError, TypeError) as problem:
        return Row(number, [None] * len(FIELDS), f"it can't be read as a vCard ({problem})")
    values: dict[str, Any] = {
        "id": _first(contents, "uid"),
        "name": _name(contents),
        "alias": _first(contents, "nickname"),
        "phones": [re.sub(r"^tel:", "", phone, flags=re.IGNORECASE) for phone in _texts(contents, "tel")],
        "emails": _texts(contents, "email"),
        "address": "; ".join(_texts(contents, "adr")) or None,
        "notes": _notes(contents),
    }
    for name in _OWN_FIELDS:
        values[name] = _first(contents, OWN + name.replace("_", "-"))
    categories = [part for one in contents.get("categories", []) for part in _parts(one.value)]
    if categories:
        values["tags"] = [*categories, *split(values["tags"] or "")]
    unused.update(dict.fromkeys(name.upper() for name in contents if name not in _READ and not name.startswith(OWN)))
    return Row(number, [values[name] or None for name in FIELDS], key=values["id"] or "")


def _notes(contents: dict[str, list[Any]]) -> str:
    """The notes, with the organization of a card from elsewhere: no record of it may be here to refer to."""
    notes = _texts(contents, "note")
    company = _first(contents, "org")
    if company and company != _name(contents) and OWN + "organizations" not in contents:
        notes.append(f"Organization: {company}")
    return "\n".join(notes)


def _name(contents: dict[str, list[Any]]) -> str | None:
    for name in ("fn", "n", "org"):
        said = _first(contents, name)
        if said:
            return said
    return None


def _first(contents: dict[str, list[Any]], name: str) -> str | None:
    return next(iter(_texts(contents, name)), None)


def _texts(contents: dict[str, list[Any]], name: str) -> list[str]:
    return [text for one in contents.get(name, []) if (text := _text(name, one.value))]


def _text(name: str, value: Any) -> str:
    if name == "note" or name.startswith(OWN):
        return str(value).strip()
    if name == "adr":
        value = [getattr(value, part) for part in ("box", "extended", "street", "city", "region", "code", "country")]
        return ", ".join(" ".join(_parts(part)) for part in value if part)
    return " ".join(" ".join(_parts(value)).split())


def _parts(value: Any) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list | tuple) else [str(value)]
