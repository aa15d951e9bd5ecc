"""Officers' continuing education: whose hours of a calendar year come to what, by topic, and what is missing. Pure.

Hours count from the rosters of sessions of the kinds that the settings name, once their day has come; a line without
hours of its own counts those of its session, whatever its result. Whoever stands there is an officer, but for people
beside whose name an agency stands in words (a crossing guard, a county's outreach worker): an ID has a number in it.
One officer is one contact, one ID under the same last name, or one name, but for case, accents and spacing. Those who
stood on such a roster in the year before and not yet in this one have 0 hours; the notebook's own officer is always
there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cro_tui.model.contact import Contact
from cro_tui.model.fields import Stored
from cro_tui.model.training import Training
from cro_tui.report.rosters import Attended, Regular, attended, has_number, last_name, plain
from cro_tui.settings import Education, Settings
from cro_tui.store.notebook import Notebook


@dataclass(frozen=True)
class OfficerYear:
    """One officer's hours of one calendar year."""

    officer: Regular
    sessions: int
    hours: Decimal
    by_topic: tuple[tuple[str, Decimal], ...]
    """The most first."""
    missing: Decimal
    """Hours to the requirement of the year; 0 where none is asked."""
    missing_topics: tuple[tuple[str, Decimal], ...]
    """(topic, hours to its requirement)."""

    @property
    def is_complete(self) -> bool:
        """Nothing is missing."""
        return not self.missing and not self.missing_topics


def officers_of_year(notebook: Notebook, year: int, today: str) -> tuple[OfficerYear, ...]:
    """Everybody's hours of *year* as they stand on the ISO day *today*; those who miss most come first."""
    settings = notebook.settings
    people = _People(settings, year)
    for session in notebook.all(Training):
        people.take(session, today)
    found = [_counted(notebook, who, lines, settings.education) for who, lines in people.everybody()]
    return tuple(sorted(found, key=_order))


def _order(one: OfficerYear) -> tuple[Decimal, Decimal, str, str]:
    lacking = one.missing + sum((hours for _, hours in one.missing_topics), Decimal())
    return -lacking, -one.hours, last_name(plain(one.officer.name)), one.officer.line


def years_with_hours(notebook: Notebook, today: str) -> list[int]:
    """The calendar years in which a session that counts was held, and the current one; the latest first."""
    kinds = notebook.settings.education.kinds
    days = (one.start for one in notebook.all(Training) if one.kind in kinds and one.start[:10] <= today)
    return sorted({int(start[:4]) for start in (*days, today) if start[:4].isdigit()}, reverse=True)


def asks_something(education: Education) -> bool:
    """Whether the department asks for hours at all."""
    return bool(education.hours_a_year or any(education.topics.values()))


class _People:
    """Lines of rosters, brought together by whose they are."""

    def __init__(self, settings: Settings, year: int) -> None:
        self._kinds = frozenset(settings.education.kinds)
        self._year, self._before = f"{year:04}", f"{year - 1:04}"
        self._lines: list[tuple[Training | None, Mapping[str, Stored]]] = []
        officer = settings.officer
        if officer.name:
            self._lines.append((None, {"name": officer.name, "agency": officer.badge}))

    def take(self, session: Training, today: str) -> None:
        """A session of the year, or of the one before."""
        of_year = session.start[:4] in (self._year, self._before) and session.start[:10] <= today
        if of_year and session.kind in self._kinds:
            self._lines += [(session, row) for row in session.roster if _is_officer(row)]

    def everybody(self) -> Iterable[tuple[Regular, list[Attended]]]:
        """Each officer, with what the rosters of the year say."""
        together = _Together()
        for _, row in self._lines:
            together.add(row)
        together.join_names()
        groups: dict[int, list[tuple[Training | None, Mapping[str, Stored]]]] = {}
        for number, line in enumerate(self._lines):
            groups.setdefault(together.root(number), []).append(line)
        for lines in groups.values():
            in_order = sorted(lines, key=lambda line: line[0].start if line[0] is not None else "")
            said = [attended(session, row) for session, row in in_order if session is not None]
            yield _named(row for _, row in in_order), [one for one in said if one.year == self._year]


def _is_officer(row: Mapping[str, Stored]) -> bool:
    agency = str(row.get("agency") or "").strip()
    return bool(row.get("name")) and (not agency or has_number(agency))


def _named(rows: Iterable[Mapping[str, Stored]]) -> Regular:
    """As the latest line that says it has it."""
    name = agency = contact = ""
    for row in rows:
        name = str(row.get("name") or "") or name
        agency = str(row.get("agency") or "") or agency
        contact = str(row.get("contact") or "") or contact
    return Regular(" ".join(name.split()), " ".join(agency.split()), contact)


class _Together:
    """Which lines are one person's: joined step by step."""

    def __init__(self) -> None:
        self._above: list[int] = []
        self._known: dict[tuple[str, ...], int] = {}
        self._named: dict[str, list[int]] = {}
        self._contacts: dict[int, str] = {}
        self._ids: dict[int, str] = {}

    def add(self, row: Mapping[str, Stored]) -> None:
        """A line: a contact, and an ID under a last name, are one person's for certain."""
        number = len(self._above)
        self._above.append(number)
        name, agency = plain(row.get("name")), plain(row.get("agency"))
        self._named.setdefault(name, []).append(number)
        if row.get("contact"):
            self._contacts[number] = str(row["contact"])
            self._join(("contact", str(row["contact"])), number)
        if agency:
            self._ids[number] = agency
            self._join(("id", agency, last_name(name)), number)

    def join_names(self) -> None:
        """Lines of one name are one person's where no two contacts and no two IDs stand among them."""
        contacts, ids = self._by_person(self._contacts), self._by_person(self._ids)
        for numbers in self._named.values():
            first, *rest = sorted({self.root(one) for one in numbers})
            known = [set().union(*(said.get(one, ()) for one in (first, *rest))) for said in (contacts, ids)]
            if rest and all(len(one) <= 1 for one in known):
                contacts[first], ids[first] = known
                for one in rest:
                    self._above[one] = first

    def _by_person(self, said: Mapping[int, str]) -> dict[int, set[str]]:
        """What *said* of each line, by person."""
        found: dict[int, set[str]] = {}
        for number, text in said.items():
            found.setdefault(self.root(number), set()).add(text)
        return found

    def _join(self, key: tuple[str, ...], number: int) -> None:
        other = self._known.setdefault(key, number)
        self._above[self.root(number)] = self.root(other)

    def root(self, number: int) -> int:
        """The line that stands for all of the same person."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number


def _counted(notebook: Notebook, who: Regular, lines: list[Attended], education: Education) -> OfficerYear:
    contact = notebook.of(Contact, who.contact) if who.contact else None
    sums: dict[str, tuple[str, Decimal]] = {}
    for one in lines:
        topic, hours = sums.get(plain(one.topic), (one.topic, Decimal()))
        sums[plain(one.topic)] = topic, hours + one.hours
    hours = sum((one.hours for one in lines), Decimal())
    lacking = ((topic, asked - sums.get(plain(topic), ("", Decimal()))[1]) for topic, asked in education.topics.items())
    return OfficerYear(
        officer=Regular(contact.name, who.agency, contact.id) if contact is not None else who,
        sessions=len(lines),
        hours=hours,
        by_topic=tuple(sorted(sums.values(), key=lambda one: (-one[1], one[0]))),
        missing=max(Decimal(), education.hours_a_year - hours),
        missing_topics=tuple((topic, hours) for topic, hours in lacking if hours > 0),
    )


@dataclass(frozen=True)
class EducationSummary:
    """Everybody's hours together: counts, no names."""

    year: int
    officers: int
    complete: int
    """Those from whom nothing is missing; all where nothing is asked."""
    hours: Decimal
    hours_asked: int
    """Of each officer in the year; 0 asks for none."""
    by_topic: tuple[tuple[str, Decimal, int, int], ...]
    """(topic, hours of all, hours asked of each, officers who have them), the most hours first."""


def education_summary(officers: Iterable[OfficerYear], education: Education, year: int) -> EducationSummary:
    """What a report says of the officers' hours."""
    everybody = list(officers)
    sums: dict[str, tuple[str, Decimal]] = {plain(topic): (topic, Decimal()) for topic in education.topics}
    for one in everybody:
        for topic, hours in one.by_topic:
            said, before = sums.get(plain(topic), (topic, Decimal()))
            sums[plain(topic)] = said, before + hours
    asked = {plain(topic): hours for topic, hours in education.topics.items()}

    def having(key: str) -> int:
        return sum(1 for one in everybody if key not in {plain(topic) for topic, _ in one.missing_topics})

    rows = [
        (topic, hours, asked.get(key, 0), having(key) if key in asked else 0) for key, (topic, hours) in sums.items()
    ]
    return EducationSummary(
        year=year,
        officers=len(everybody),
        complete=sum(1 for one in everybody if one.is_complete),
        hours=sum((one.hours for one in everybody), Decimal()),
        hours_asked=education.hours_a_year,
        by_topic=tuple(sorted(rows, key=lambda one: (-one[1], one[0]))),
    )
