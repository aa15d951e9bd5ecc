"""Whom the department is losing touch with, and what it did not meet this quarter: neighborhoods, groups, communities.

Pure: the notebook's records and the day in, plain lines out. Whoever shows them masks restricted names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cro_tui.model.contact import Contact, Organization
from cro_tui.model.quarters import quarter_days, quarter_of
from cro_tui.report.coverage import Covered, coverage_of
from cro_tui.report.ties import Ties
from cro_tui.settings import Settings


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
    """A neighborhood, an organization or a community not met this quarter."""

    name: str
    last: str
    """ISO date; ``""`` for never."""
    organization: Organization | None = None
    """None for a neighborhood or a community."""
    community: bool = False


def losing_touch(ties: Ties, today: date, days: int) -> list[Lost]:
    """People who were met, but not for *days*; those with whom there was most to do first. Not who wants no contact."""
    since = (today - timedelta(days=days)).isoformat()
    found = []
    for contact in ties.notebook.all(Contact):
        last = ties.last_met(contact.id, today)
        if "" < last < since and not _wants_no_contact(contact):
            found.append(Lost(contact, last, ties.dealings(contact.id, today)))
    return sorted(found, key=lambda one: (-one.dealings, one.last, one.contact.name.casefold()))


def _wants_no_contact(contact: Contact) -> bool:
    """Also where one of two who wrote at once says so."""
    heads = contact.conflicts.get("do_not_contact", ())
    return contact.do_not_contact or any(head.value for head in heads)


def not_met(ties: Ties, settings: Settings, today: date) -> list[NotMet]:
    """Neighborhoods, organizations and communities that nobody met in this quarter; those never met come first."""
    coverage = coverage_of(ties, settings, quarter_days(quarter_of(today.isoformat())), today)
    return [
        *(NotMet(one.name, one.last) for one in _longest_first(coverage.neighborhoods)),
        *(NotMet(one.name, one.last, one.organization) for one in _longest_first(coverage.groups)),
        *(NotMet(one.name, one.last, community=True) for one in _longest_first(coverage.communities)),
    ]


def _longest_first(found: Iterable[Covered]) -> list[Covered]:
    return sorted((one for one in found if not one.met), key=lambda one: (one.last, one.name.casefold()))
