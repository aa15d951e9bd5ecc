"""The views of Find on a key: whom we are losing touch with, whom and where we did not meet this quarter, who may have
been entered twice, the watch groups with their captains, and who offers which service.

Knows the reports and the settings; no widget, no screen.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cro_tui.actions.duplicates import duplicates
from cro_tui.model.contact import Organization
from cro_tui.report.ties import Ties
from cro_tui.report.touch import NotMet, losing_touch, not_met
from cro_tui.report.watches import Watch, watches
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.tui.days import plain_day
from cro_tui.tui.find_lines import readable_phone
from cro_tui.tui.masked import MASK, restricted_people, without
from cro_tui.tui.services import offering, reached

LOST, NOT_MET, DUPLICATES, WATCHES, SERVICES = "losing touch", "not met", "duplicates", "watch groups", "services"
PLACE_KEY = "place "
"""What the key of a neighborhood's line begins with."""
COMMUNITY_KEY = "community "
"""What the key of a community's line begins with."""
PAIR_KEY = "pair "
"""What the key of a line of two records begins with; their ids follow."""


class Told(NamedTuple):
    """What a line of a view says besides what it is about."""

    detail: str
    more: str = ""
    """Beside its name."""
    tone: str = ""


def view_lines(view: str, ties: Ties, settings: Settings, today: date, text: str = "") -> dict[str, Told]:
    """The keys of the view's lines with what each says; services only those that *text* finds."""
    days = settings.intervals.losing_touch_days
    if view == LOST:
        lost = losing_touch(ties, today, days)
        return {one.contact.id: Told(f"{plain_day(one.last, today)}, {_times(one.dealings)}") for one in lost}
    if view == DUPLICATES:
        return {f"{PAIR_KEY}{one.one.id} {one.other.id}": Told(one.why) for one in duplicates(ties.notebook)}
    if view == WATCHES:
        return {one.group.id: _watch(one, ties.notebook, today) for one in watches(ties, today, days)}
    if view == SERVICES:
        return {one.id: _service(one) for one in offering(ties.notebook, text)}
    return {_key_of(one): Told(_last(one.last, today)) for one in not_met(ties, settings, today)}


def about_view(view: str, count: int, settings: Settings, whom: str = "") -> tuple[str, str]:
    """(the heading of the view, the sentence where it has no lines); *whom* the officer may send to a service."""
    days = settings.intervals.losing_touch_days
    if view == LOST:
        heading = f"Not met for {days} days: when last, how often before ({count})"
        return heading, f"Nobody whom we met before was missed for {days} days. esc leads back."
    if view == DUPLICATES:
        heading = f"May have been entered twice: enter or u shows both ({count})"
        return heading, "Nobody seems to have been entered twice. esc leads back."
    if view == WATCHES:
        heading = f"Watch groups and patrols ({count}); those not met for {days} days first"
        return heading, "No Neighborhood Watch group or citizen patrol yet. esc, then o: a new one; p: its captains."
    if view == SERVICES:
        heading = f"Services ({count}): r sends {whom or 'somebody'} there, y copies the number"
        return heading, "No service fits. esc leads back; then o makes an organization, and e notes what one offers."
    heading = f"Neighborhoods, organizations, communities not met this quarter ({count})"
    return heading, "All neighborhoods, organizations and communities were met this quarter. esc leads back."


def pair_of(key: str) -> tuple[str, str]:
    """The ids of the two records of a line."""
    one, _, other = key.removeprefix(PAIR_KEY).partition(" ")
    return one, other


def _key_of(one: NotMet) -> str:
    if one.organization is not None:
        return one.organization.id
    return (COMMUNITY_KEY if one.community else PLACE_KEY) + one.name


def _watch(one: Watch, notebook: Notebook, today: date) -> Told:
    """The captains with a number each, the neighborhood, and when it was met; of a restricted group the last alone."""
    said, bare = [], without(restricted_people(one.group, notebook))
    for captain in one.captains:
        who = captain.contact
        if who is not None and who.restricted:
            said.append(MASK)
            continue
        phone = readable_phone(who.phones[0]) if who is not None and who.phones and not who.do_not_contact else ""
        said.append(" ".join(filter(None, (bare(captain.name), phone))))
    more = ", ".join(said) or "no captain"
    if one.group.neighborhood:
        more += f" · {bare(one.group.neighborhood)}"
    last = plain_day(one.last, today) if one.last else "never met"
    return Told(f"{last}, overdue" if one.overdue and one.last else last, more, "alarm" if one.overdue else "")


def _service(one: Organization) -> Told:
    return Told("") if one.restricted else Told(reached(one), " ".join(one.services.split()))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _last(day: str, today: date) -> str:
    return f"last met {plain_day(day, today)}" if day else "never met"
