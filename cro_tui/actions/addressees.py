"""To whom something may be referred: the chain of command, units, organizations, earlier addressees; who comes next.

Knows the notebook and its settings; saves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cro_tui.actions.base import plain_name
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import BadValue, Choice, Context
from cro_tui.model.referral import AGENCY, CITY, NO_REPLY, SERVICE, SUPERVISOR, UNIT, WITHDRAWN, Referral
from cro_tui.settings import Department, Settings
from cro_tui.store.notebook import Notebook

_KIND_OF = {"city department": CITY, "government agency": AGENCY, "social service": SERVICE}
"""Kind of organization -> kind of addressee."""


class Addressee(NamedTuple):
    """Somebody to whom a concern may go."""

    name: str
    kind: str = ""
    """A word of `referral_kinds`, or ``""``."""
    organization: str = ""
    """The id, where it stands in the address book."""


def addressees(notebook: Notebook) -> list[Addressee]:
    """Everybody: the chain and the units, earlier addressees, the latest first, then organizations."""
    organizations = [one for one in notebook.all(Organization) if not one.restricted]
    in_book = {plain_name(one.name): one.id for one in organizations}
    found: dict[str, Addressee] = {}
    for one in (*_own(notebook.settings), *_earlier(notebook), *_of_book(organizations)):
        key = plain_name(one.name)
        known = found.setdefault(key, one)
        found[key] = Addressee(known.name, known.kind or one.kind, known.organization or in_book.get(key, ""))
    return [one for key, one in found.items() if key]


def chain_of(department: Department) -> list[str]:
    """The chain of command, from the supervisor up to the chief."""
    return [name for name in (department.supervisor, *department.via, department.chief) if name.strip()]


def next_in_chain(department: Department, referral: Referral) -> str:
    """To whom an unanswered referral goes next; ``""`` where nobody is above, or the settings name nobody."""
    chain = chain_of(department)
    places = {plain_name(name): place for place, name in enumerate(chain)}
    asked = [referral.to, *(str(step.get("to") or "") for step in referral.escalations)]
    highest = max((places.get(plain_name(name), -1) for name in asked), default=-1)
    return chain[highest + 1] if highest + 1 < len(chain) else ""


def addressed(notebook: Notebook, typed: Mapping[str, object], context: Context) -> dict[str, object]:
    """The typed values of a new referral, with what they leave unsaid: the name, the organization, the kind.

    What they give as empty stays empty, so that what comes in is what went out. What goes to a restricted organization,
    or is of a restricted person, is restricted itself.
    """
    filled = dict(typed)
    organization = _organization(notebook, filled, context)
    if organization is not None:
        filled.setdefault("organization", organization.id)
        filled["to"] = filled.get("to") or organization.name
    if "kind" not in filled:
        filled["kind"] = kind_of(notebook.settings, str(filled.get("to") or ""), organization)
    for one in (organization, _person(notebook, filled, context)):
        if one is not None and one.restricted and not filled.get("sensitivity"):
            filled.setdefault("restricted_because", one.restricted_because or None)
            filled["sensitivity"] = "restricted"
    return filled


def signed(
    notebook: Notebook, typed: Mapping[str, object], context: Context, answered_by: str = ""
) -> Mapping[str, object]:
    """Typed values of a referral; who gives up waiting, or takes it back, is the officer unless another is named."""
    outcome = Referral.outcome
    if answered_by or typed.get("answered_by") or not isinstance(outcome, Choice):
        return typed
    try:
        word = outcome.parse(typed.get("outcome"), context)["outcome"]
    except BadValue:
        return typed  # told of by whoever saves it
    officer = notebook.settings.officer
    return {**typed, "answered_by": officer.name or officer.signature} if word in (NO_REPLY, WITHDRAWN) else typed


def kind_of(settings: Settings, to: str, organization: Organization | None = None) -> str:
    """The kind of the addressee, where it is known and a word of the department's."""
    name = plain_name(to)
    kind = ""
    if organization is not None:
        kind = _KIND_OF.get(organization.kind, SERVICE if organization.services else "") or _by_name(name)
    elif name in map(plain_name, chain_of(settings.department)):
        kind = SUPERVISOR
    elif name in map(plain_name, settings.department.units):
        kind = UNIT
    else:
        kind = _by_name(name)
    return kind if kind in settings.words.referral_kinds else ""


_CITY_NAMES = re.compile(
    r"\b(?:public works|dpw|sanitation|parks (?:and|&|department)|recreation|code enforcement|inspectional services"
    r"|planning (?:department|board|office)|zoning|building (?:department|inspector|inspections?)|city engineer\w*"
    r"|(?:water|streets?|fire|health|engineering|housing|traffic|parking|library) department|fire marshal"
    r"|city (?:hall|council|manager|clerk|attorney|solicitor)|mayor|animal control|housing authority|public library"
    r"|board of health|traffic engineer\w*)\b"
)
_AGENCY_NAMES = re.compile(
    r"\b(?:county|state (?:police|dot|department|highway|agency|attorney)|federal|sheriff|dot|highway department"
    r"|department of transportation|transit authority|school (?:district|board)|probation|parole|district attorney"
    r"|child protective|social security)\b"
)
_SUPERVISOR_NAMES = re.compile(r"(?:sgt|sergeant|lt|lieutenant|capt|captain|chief|deputy chief|major|commander)\b")


def _by_name(name: str) -> str:
    """The kind of an addressee who is called as such are called everywhere; *name* is plain."""
    if _AGENCY_NAMES.search(name):
        return AGENCY
    if _CITY_NAMES.search(name):
        return CITY
    return SUPERVISOR if _SUPERVISOR_NAMES.match(name) else ""


def _organization(notebook: Notebook, typed: Mapping[str, object], context: Context) -> Organization | None:
    """The one that is named, else the one that is called exactly as the addressee."""
    named = typed.get("organization")
    if named:
        return notebook.of(Organization, str(Referral.organization.parse(named, context)["organization"]))
    to = str(typed.get("to") or "")
    try:
        found = notebook.of(Organization, context.resolve((Organization.KIND,), to)) if to.strip() else None
    except ValueError:
        return None
    return found if found is not None and plain_name(found.name) == plain_name(to) and not found.restricted else None


def _person(notebook: Notebook, typed: Mapping[str, object], context: Context) -> Contact | None:
    try:
        return notebook.of(Contact, str(Referral.of.parse(typed.get("of"), context)["of"]))
    except BadValue:
        return None  # told of by whoever saves it


def _earlier(notebook: Notebook) -> Iterator[Addressee]:
    made = sorted(notebook.all(Referral), key=lambda one: (one.sent, one.id), reverse=True)
    for one in made:
        if not (one.restricted or one.no_answer):
            yield Addressee(" ".join(one.to.split()), one.kind, one.organization)


def _own(settings: Settings) -> Iterator[Addressee]:
    for name in chain_of(settings.department):
        yield Addressee(name, SUPERVISOR)
    for name in settings.department.units:
        yield Addressee(name, UNIT)


def _of_book(organizations: list[Organization]) -> Iterator[Addressee]:
    """City departments first, then agencies, services and all others."""
    order = list(_KIND_OF)
    organizations.sort(key=lambda one: (order.index(one.kind) if one.kind in order else len(order), one.name))
    for one in organizations:
        kind = _KIND_OF.get(one.kind, SERVICE if one.services else "")
        yield Addressee(" ".join(one.name.split()), kind, one.id)
