"""Neighborhood Watch groups and citizen patrols: who leads them, and when somebody of the department met them last.

Pure: the notebook's records and the day in, plain lines out. Whoever shows them masks restricted names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cro_tui.model.contact import Contact, Organization
from cro_tui.model.merged import standing
from cro_tui.report.coverage import names_of
from cro_tui.report.ties import TELLS_OF_MEETING, Ties, body_of
from cro_tui.store.notebook import Notebook


@dataclass(frozen=True)
class Captain:
    """Somebody who leads a group, or one block of it."""

    name: str
    area: str
    contact: Contact | None
    """None where no contact is known by that name."""


@dataclass(frozen=True)
class Watch:
    """One group."""

    group: Organization
    captains: tuple[Captain, ...]
    last: str
    """ISO date of the last contact with the group, its key contact or a captain; ``""`` for never."""
    overdue: bool
    """Not met for longer than the department wants to be out of touch."""


def watches(ties: Ties, today: date, days: int) -> list[Watch]:
    """All of them; those not met for *days* come first, the longest unseen at the top."""
    since = (today - timedelta(days=days)).isoformat()
    found = []
    for group in ties.notebook.all(Organization):
        if group.is_watch:
            captains = captains_of(ties.notebook, group)
            last = last_contact(ties, group, today)
            found.append(Watch(group, captains, last, last < since))
    return sorted(found, key=lambda one: (one.last, one.group.name.casefold()))


def overdue(notebook: Notebook, today: date, days: int) -> list[Organization]:
    """The groups that nobody met for *days*, by name; looks only at what is of those days, so that it is quick."""
    groups = [one for one in notebook.all(Organization) if one.is_watch]
    since = (today - timedelta(days=days)).isoformat()
    ties = Ties(notebook)
    for kind in TELLS_OF_MEETING if groups else ():
        for record in notebook.all(kind):
            if record.day >= since or record.changed.at[:10] >= since:
                ties.take(record)
    found = [one for one in groups if last_contact(ties, one, today) < since]
    return sorted(found, key=lambda one: one.name.casefold())


def captains_of(notebook: Notebook, group: Organization) -> tuple[Captain, ...]:
    """Who leads *group*, with the contacts that stand now."""
    return tuple(
        Captain(
            str(row.get("name") or ""), str(row.get("area") or ""), _contact(notebook, str(row.get("contact") or ""))
        )
        for row in group.captains
    )


def last_contact(ties: Ties, group: Organization, today: date) -> str:
    """ISO date on which the group, its key contact or a captain was met last; ``""`` for never."""
    people = (group.contact, *(str(row.get("contact") or "") for row in group.captains))
    targets = (group.id, *map(body_of, names_of(ties.notebook, group)), *filter(None, people))
    return max(ties.last_met(target, today) for target in targets)


def _contact(notebook: Notebook, record_id: str) -> Contact | None:
    record = notebook.of(Contact, record_id) if record_id else None
    found = standing(record, notebook.get) if record is not None else None
    return found if isinstance(found, Contact) else None
