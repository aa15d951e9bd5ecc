"""Whom and where the department met in a span of days, and whom and where not: neighborhoods, groups, communities.

Meetings that were held, interactions, outreach events and sessions and programs count as having met. Pure: the
notebook's records and the days in, plain values out. Whoever shows them masks restricted names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.merged import standing, taken_up
from cro_tui.model.outreach import Outreach
from cro_tui.model.program import ACCEPTED, Program
from cro_tui.model.record import Record
from cro_tui.model.training import Training
from cro_tui.report.audience import Reader, strictest
from cro_tui.report.covered import COMMUNITIES, GROUPS, NEIGHBORHOODS, CoverageLine, Met
from cro_tui.report.outreach import took_place
from cro_tui.report.period import Period, was_held
from cro_tui.report.plain import clean
from cro_tui.report.ties import ABSENT, Ties, body_of
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook

Counts = Callable[[Record], bool]
"""Whether a record may tell that somebody was met."""


@dataclass(frozen=True)
class Covered:
    """A neighborhood, a group or a community."""

    name: str
    times: int
    """How often it was met in the span."""
    last: str
    """ISO date on which it was met last, in the span or before; ``""`` for never."""
    organization: Organization | None = None
    """None for a neighborhood or a community."""

    @property
    def met(self) -> bool:
        """Whether it was met in the span."""
        return self.times > 0


@dataclass(frozen=True)
class Coverage:
    """What was met in a span of days and what not; each list in order of its names."""

    neighborhoods: tuple[Covered, ...]
    groups: tuple[Covered, ...]
    communities: tuple[Covered, ...]
    """Those that the department means to reach; none as long as no event says whom it reached."""


def coverage_of(
    ties: Ties,
    settings: Settings,
    span: tuple[str, str],
    today: date,
    counts: Counts = lambda _record: True,
    at_home: Counts = lambda _record: True,
) -> Coverage:
    """The coverage of *span* (its first and last ISO date) as it is known *today*. *ties* are of the whole notebook.

    *at_home* says of a person or a group whether the neighborhood in which they are may be told.

    A neighborhood is met by a meeting or an event held there or by dealing with somebody who lives there, an
    organization by dealing with it, its key contact or a captain, or by meeting as a body of its name, a community by
    an event that reached it.
    """
    first, last = span
    covered = partial(_covered, first=first)
    until = min(last, today.isoformat())
    days = _Days(ties.notebook, until, today.isoformat(), counts, at_home)
    words = settings.words
    spelled = days.neighborhoods(words.neighborhoods)
    organizations = [one for one in ties.notebook.all(Organization) if counts(one) and _is_group(one)]
    return Coverage(
        _by_name(covered(name, days.of.get(place, ())) for place, name in spelled.items()),
        _by_name(covered(one.label, _met_group(ties, one, until, counts), one) for one in organizations),
        _by_name(covered(word, days.reached.get(word, ())) for word in words.communities if days.reached),
    )


def _is_group(one: Organization) -> bool:
    """Whether the department keeps in touch with it; an agency of which only the services are noted is none."""
    kept_up = one.contact or one.liaison or one.members or one.captains or one.cadence
    return bool(kept_up or not one.services)


def _covered(name: str, days: Iterable[str], organization: Organization | None = None, *, first: str) -> Covered:
    met = list(days)
    return Covered(name, sum(1 for day in met if day >= first), max(met, default=""), organization)


def _by_name(found: Iterable[Covered]) -> tuple[Covered, ...]:
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def _met_group(ties: Ties, one: Organization, until: str, counts: Counts) -> list[str]:
    """The days on which a group was met: each record that tells of it counts once."""
    targets = [one.id, one.contact, *(str(row.get("contact") or "") for row in one.captains)]
    targets += map(body_of, names_of(ties.notebook, one))
    met = {
        record_id: moment
        for target in dict.fromkeys(filter(None, targets))
        for moment, record_id in ties.met(target, date.fromisoformat(until))
    }
    records = ((ties.notebook.get(record_id), moment) for record_id, moment in met.items())
    return [moment[:10] for record, moment in records if record is not None and counts(record)]


def names_of(notebook: Notebook, organization: Organization) -> list[str]:
    """What a group is called, and what those were that were merged into it: bodies that met may have either name."""
    return [organization.name, *(one.label for one in taken_up(organization, notebook.get))]


class _Days:
    """The days on which neighborhoods and communities were met, up to one day."""

    def __init__(self, notebook: Notebook, until: str, today: str, counts: Counts, at_home: Counts) -> None:
        self.notebook = notebook
        self.until = until
        self.today = today
        self.of: dict[str, list[str]] = {}
        """Neighborhood, case-blind -> ISO dates, one for each record that tells of having met there."""
        self.reached: dict[str, list[str]] = {}
        """Community -> ISO dates."""
        self._spelled: dict[str, str] = {}
        self._home: dict[str, str] = {}
        self._counts = counts
        homes: list[Contact | Organization] = [*notebook.all(Contact), *notebook.all(Organization)]
        for one in homes:
            if counts(one) and at_home(one):
                self._home[one.id] = self._place(one.neighborhood)
        for day, record in self._told():
            for place in self._places(record):
                self.of.setdefault(place, []).append(day)
            for word in record.communities if isinstance(record, Outreach) else ():
                self.reached.setdefault(word, []).append(day)

    def neighborhoods(self, named: Iterable[str]) -> dict[str, str]:
        """Case-blind -> as it is written: those of the settings, and all in which somebody lives or was met."""
        return {**self._spelled, **{name.casefold(): name for name in named}}

    def _told(self) -> Iterator[tuple[str, Record]]:
        """(ISO date, record) of each time somebody was met."""
        until, today, notebook = self.until, self.today, self.notebook
        found: list[tuple[str, Record]] = [(one.date[:10], one) for one in notebook.all(Interaction)]
        found += [(one.start[:10], one) for one in notebook.all(Meeting) if was_held(one, today)]
        found += [(one.start[:10], one) for one in notebook.all(Outreach) if took_place(one, today)]
        found += [(one.start[:10], one) for one in notebook.all(Training)]
        found += [(one.start[:10], one) for one in notebook.all(Program)]
        return ((day, record) for day, record in found if "" < day <= until and self._counts(record))

    def _places(self, record: Record) -> set[str]:
        places = {self._place(str(record.values.get("neighborhood") or ""))}
        places |= {self._home_of(one) for one in _people(record)}
        return places - {""}

    def _home_of(self, record_id: str) -> str:
        if record_id not in self._home:
            record = self.notebook.get(record_id)
            kept = standing(record, self.notebook.get) if record is not None else None
            self._home[record_id] = self._home.get(kept.id, "") if kept is not None else ""
        return self._home[record_id]

    def _place(self, name: str) -> str:
        plain = name.casefold().strip()
        if plain:
            self._spelled.setdefault(plain, name.strip())
        return plain


def _people(record: Record) -> Iterator[str]:
    """The people and groups that a record tells of having met."""
    if isinstance(record, Interaction | Outreach):
        yield from record.contacts
        yield from record.organizations
    elif isinstance(record, Meeting):
        yield from (str(row["contact"]) for row in record.attendance if row.get("contact") and row.get("as") != ABSENT)
    elif isinstance(record, Training):
        yield from (str(row["contact"]) for row in record.roster if row.get("contact"))
    elif isinstance(record, Program):
        yield from (str(row["contact"]) for row in record.having(ACCEPTED) if row.get("contact"))


# In a quarter's report


def coverage_facts(notebook: Notebook, period: Period, reader: Reader) -> tuple[CoverageLine, ...]:
    """A line for each sort of which there is any.

    Restricted records and people count for the Command Staff alone. Restricted groups are counted, never named, and
    nobody reads in which neighborhood one is.
    The public reads how many groups were met, not which.
    """
    in_full = reader.audience == "command"

    def counts(record: Record) -> bool:
        if in_full or isinstance(record, Organization):
            return True
        return strictest(record) != "restricted" and record.id not in reader.restricted

    span, today = (period.first, period.last), date.fromisoformat(period.today)

    def at_home(one: Record) -> bool:
        return one.id not in reader.hidden_groups

    found = coverage_of(Ties.of_all(notebook), notebook.settings, span, today, counts, at_home)
    groups = [one for one in found.groups if one.met or _was_known(one, period)]
    named = [one for one in groups if reader.audience != "public" and _is_named(one, reader)]
    lines = (
        _line(NEIGHBORHOODS, found.neighborhoods, found.neighborhoods, reader),
        _line(GROUPS, groups, named, reader),
        _line(COMMUNITIES, found.communities, found.communities, reader),
    )
    return tuple(line for line in lines if line.of)


def _was_known(one: Covered, period: Period) -> bool:
    """Whether a group stood in the notebook by the quarter's end."""
    return one.organization is None or one.last != "" or one.organization.created.at[:10] <= period.last


def _is_named(one: Covered, reader: Reader) -> bool:
    group = one.organization
    return group is None or (reader.shows(group) and group.id not in reader.hidden_groups)


def _line(what: str, every: Sequence[Covered], named: Sequence[Covered], reader: Reader) -> CoverageLine:
    told = [(one.met, Met(reader.text(clean(one.name)), one.last)) for one in named]
    return CoverageLine(
        what,
        sum(one.met for one in every),
        len(every),
        tuple(sorted((one for met, one in told if met), key=lambda one: one.last, reverse=True)),
        tuple(sorted((one for met, one in told if not met), key=lambda one: one.last)),
    )
