"""Who stood on rosters before, for signing in with a few letters or a badge; and all the hours of one person.

Pure: the notebook's training sessions in, plain values out. Whoever shows them masks restricted names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cro_tui.model.fields import Stored
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Regular:
    """Somebody who was on a roster."""

    name: str
    agency: str
    """Agency or ID, ``""`` for somebody who never gave one."""
    contact: str
    """The id of the contact, or ``""``."""

    @property
    def line(self) -> str:
        """As it is typed to sign in: ``name, agency or ID``."""
        return f"{self.name}, {self.agency}" if self.agency else self.name


class Regulars:
    """Everybody on the rosters of a notebook, the latest first; made once and asked with every key."""

    def __init__(self, notebook: Notebook) -> None:
        latest: dict[tuple[str, str], Regular] = {}
        for session in sorted(notebook.all(Training), key=lambda one: one.start):
            for row in session.roster:
                one = Regular(str(row.get("name") or ""), str(row.get("agency") or ""), str(row.get("contact") or ""))
                key = (one.name.casefold(), one.agency.casefold())
                latest.pop(key, None)
                latest[key] = one
        told = {name for name, agency in latest if agency}
        self._known = [one for (name, agency), one in reversed(latest.items()) if agency or name not in told]
        self._words = [(_WORD.findall(f"{one.name} {one.agency}".casefold()), one) for one in self._known]
        badges: dict[str, list[Regular]] = {}
        for one in self._known:
            for word in set(_WORD.findall(one.agency.casefold())):
                if any(letter.isdigit() for letter in word):
                    badges.setdefault(word, []).append(one)
        self._badges = {badge: owners[0] for badge, owners in badges.items() if len(owners) == 1}

    def __iter__(self) -> Iterator[Regular]:
        """Everybody, the latest first."""
        return iter(self._known)

    def of_badge(self, typed: str) -> Regular | None:
        """The one person whose ID *typed* is."""
        return self._badges.get(typed.strip().lstrip("#").casefold())

    def like(self, typed: str, limit: int = 12) -> list[Regular]:
        """Those with words that begin as the words of *typed* do."""
        wanted = _WORD.findall(typed.casefold())
        if not wanted:
            return []
        found = (
            one for words, one in self._words if all(any(word.startswith(part) for word in words) for part in wanted)
        )
        return [one for one, _ in zip(found, range(limit), strict=False)]


@dataclass(frozen=True)
class Attended:
    """One session of one person."""

    session: Training
    topic: str
    year: str
    hours: Decimal
    result: str
    score: str = ""
    agency: str = ""
    """Agency or ID as it stands on that roster."""


@dataclass(frozen=True)
class Transcript:
    """All training of one person."""

    name: str
    sessions: tuple[Attended, ...]
    """The latest first."""

    @property
    def hours(self) -> Decimal:
        """All hours."""
        return sum((one.hours for one in self.sessions), Decimal())

    @property
    def agencies(self) -> tuple[str, ...]:
        """Every agency or ID that stands beside the name, the latest first: several may be several people."""
        return tuple(dict.fromkeys(one.agency for one in self.sessions if one.agency))

    def by_year(self) -> list[tuple[str, Decimal]]:
        """Hours of each year, the latest first."""
        return sorted(_sums((one.year, one.hours) for one in self.sessions).items(), reverse=True)

    def by_topic(self) -> list[tuple[str, Decimal]]:
        """Hours of each topic, the most first."""
        return sorted(_sums((one.topic, one.hours) for one in self.sessions).items(), key=lambda one: (-one[1], one[0]))


def transcript(notebook: Notebook, name: str, contact: str = "", *, agency: str = "", until: str = "") -> Transcript:
    """Every session on whose roster that person stands: by the contact where both have one, else by the name.

    A line without hours of its own counts the hours of its session, whatever its result.

    :param agency: agency or ID that tells namesakes apart: lines that give another one are somebody else's.
    :param until: ISO date after which a session has not been held, so that those who are expected have no hours yet.
    """
    found = []
    for session in notebook.all(Training):
        if until and session.start[:10] > until:
            continue
        found += [attended(session, row) for row in session.roster if _is_of(row, name, contact, agency)]
    found.sort(key=lambda one: one.session.start, reverse=True)
    return Transcript(name, tuple(found))


def attended(session: Training, row: Mapping[str, Stored]) -> Attended:
    """What a line of a roster says of one person's session; without hours of its own it counts the session's."""
    hours = Decimal(str(row.get("hours") or session.values.get("hours") or 0))
    said = (str(row.get(column) or "") for column in ("result", "score", "agency"))
    return Attended(session, session.topic or session.title, session.start[:4], hours, *said)


def _is_of(row: Mapping[str, Stored], name: str, contact: str, agency: str) -> bool:
    linked = str(row.get("contact") or "")
    if linked and contact:
        return linked == contact
    beside, listed = plain(row.get("agency")), plain(row.get("name"))
    if agency and beside:
        if beside != plain(agency):
            return False
        if has_number(beside) and last_name(listed) == last_name(plain(name)):
            return True
    return listed == plain(name)


def plain(text: object) -> str:
    """A name or an ID for comparing: case, accents and spacing do not count."""
    bare = unicodedata.normalize("NFKD", str(text or ""))
    return " ".join("".join(one for one in bare if not unicodedata.combining(one)).casefold().split())


def has_number(agency: str) -> bool:
    """Whether an agency or ID is one person's number; with the last name it knows who was written otherwise once."""
    return any(letter.isdigit() for letter in agency)


def last_name(plain_name: str) -> str:
    """The last word of a name as `plain` gives it."""
    return plain_name.rpartition(" ")[2]


def regulars_called(notebook: Notebook, typed: str) -> list[Regular]:
    """Who on any roster is meant by a name, by ``name, agency or ID``, or by a badge; namesakes each by themselves."""
    regulars = Regulars(notebook)
    wanted = plain(typed)
    whole = [one for one in regulars if wanted and plain(one.line) == wanted]
    badge = regulars.of_badge(typed)
    return whole or [one for one in regulars if wanted and plain(one.name) == wanted] or ([badge] if badge else [])


def _sums(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for key, hours in pairs:
        sums[key] = sums.get(key, Decimal()) + hours
    return sums
