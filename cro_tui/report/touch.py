"""Whom the department is losing touch with, and which neighborhoods and groups it did not meet this quarter.

Pure: the notebook's records and the day in, plain lines out. Whoever shows them masks restricted names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.quarters import quarter_days, quarter_of
from cro_tui.report.ties import Ties, body_of


@dataclass(frozen=True)
class Lost:
    """A person not met for long."""

    contact: Contact
    last: str
    """ISO date."""
    dealings: int
    """How often they were met, called or heard."""


@dataclass(frozen=True)
class NotMet:
    """A neighborhood or an organization not met this quarter."""

    name: str
    last: str
    """ISO date; ``""`` for never."""
    organization: Organization | None = None
    """None for a neighborhood."""


def losing_touch(ties: Ties, today: date, days: int) -> list[Lost]:
    """People who were met, but not for *days*; those with whom there was most to do first. Not who wants no contact."""
    since = (today - timedelta(days=days)).isoformat()
    found = []
    for contact in ties.notebook.all(Contact):
        last = ties.last_met(contact.id, today)
        if "" < last < since and not contact.do_not_contact:
            found.append(Lost(contact, last, ties.dealings(contact.id, today)))
    return sorted(found, key=lambda one: (-one.dealings, one.last, one.contact.name.casefold()))


def not_met(ties: Ties, neighborhoods: Iterable[str], today: date) -> list[NotMet]:
    """Neighborhoods, then organizations, that nobody met in this quarter; those that were never met come first.

    A neighborhood is met by a meeting held there or by dealing with somebody who lives there, an organization by
    dealing with it or its key contact, or by meeting as a body of its name.
    """
    first_day = quarter_days(quarter_of(today.isoformat()))[0]
    places = _neighborhoods_met(ties, neighborhoods, today)
    found = [NotMet(name, last) for name, last in places.items() if last < first_day]
    found.sort(key=lambda one: (one.last, one.name))
    groups = [NotMet(one.name, _organization_met(ties, one, today), one) for one in ties.notebook.all(Organization)]
    groups = [one for one in groups if one.last < first_day]
    return found + sorted(groups, key=lambda one: (one.last, one.name.casefold()))


def _neighborhoods_met(ties: Ties, named: Iterable[str], today: date) -> dict[str, str]:
    """Neighborhood -> when it was last met; those of the settings, and all in which a contact lives."""
    spelled = {name.casefold(): name for name in named}
    last: dict[str, str] = dict.fromkeys(spelled, "")
    home: dict[str, str] = {}
    for contact in ties.notebook.all(Contact):
        if contact.neighborhood:
            home[contact.id] = contact.neighborhood.casefold()
            spelled.setdefault(home[contact.id], contact.neighborhood)
            last.setdefault(home[contact.id], "")
    until = today.isoformat()
    for meeting in ties.notebook.all(Meeting):
        place = meeting.neighborhood.casefold()
        if place and meeting.start[:10] <= until:
            spelled.setdefault(place, meeting.neighborhood)
            last[place] = max(last.get(place, ""), meeting.start[:10])
    for interaction in ties.notebook.all(Interaction):
        for contact_id in interaction.contacts:
            if (place := home.get(contact_id, "")) and interaction.date[:10] <= until:
                last[place] = max(last[place], interaction.date[:10])
    return {spelled[place]: day for place, day in last.items()}


def _organization_met(ties: Ties, organization: Organization, today: date) -> str:
    targets = (organization.id, body_of(organization.name), organization.contact)
    return max(ties.last_met(target, today) for target in targets)
