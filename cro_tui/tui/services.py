"""The directory of services: which organization offers what, when, under which number; found by a few words.

Knows the model and the notebook; no widget, no screen.
"""

from __future__ import annotations

from cro_tui.find.words import words_of
from cro_tui.model.contact import Organization
from cro_tui.store.notebook import Notebook
from cro_tui.tui.find_lines import readable_phone


def offering(notebook: Notebook, text: str = "") -> list[Organization]:
    """The organizations that offer a service, and of which each word of *text* begins a word; by name.

    What a restricted one offers finds nothing: it would tell who it is.
    """
    wanted = words_of(text)
    found = [one for one in notebook.all(Organization) if one.services and (not wanted or _fits(one, wanted))]
    return sorted(found, key=lambda one: one.name.casefold())


def _fits(one: Organization, wanted: list[str]) -> bool:
    if one.restricted:
        return False
    known = words_of(" ".join((one.services, one.name, one.kind, one.neighborhood, *one.tags)))
    return all(any(word.startswith(typed) for word in known) for typed in wanted)


def reached(one: Organization) -> str:
    """Number and hours, as far as they are known."""
    phone = readable_phone(one.phones[0]) if one.phones else ""
    return " · ".join(part for part in (phone, " ".join(one.hours.split())) if part)
