"""Who is named where: for each person and organization the records that name them, and when they were last met.

Made once of the whole notebook, kept up record by record. Knows the model and the notebook; not who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from heapq import nlargest
from threading import Lock
from typing import NamedTuple, TypeVar

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction
from cro_tui.model.fields import Ref, Refs, Rows
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.meeting import Meeting
from cro_tui.model.merged import INTO, merged_into, taken_up
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import Problem
from cro_tui.model.program import ACCEPTED, Program
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.model.work import Inquiry, Mediation
from cro_tui.report.period import was_held
from cro_tui.store.notebook import Notebook

R = TypeVar("R", bound=Record)
ABSENT = "absent"
TELLS_OF_MEETING: tuple[type[Record], ...] = (
    Interaction, Concern, Meeting, Training, Outreach, Program, Mediation, Inquiry,
)  # fmt: skip
"""The kinds by which those whom a record names were met, called or heard."""
_WHENEVER = "9999-12-31"
_MOST_TAKEN = 64
"""So many records that were merged into one are looked for; more nobody enters twice."""


class _Naming(NamedTuple):
    """How the fields of one kind name other records."""

    single: frozenset[str]
    """Fields that hold an id."""
    plural: frozenset[str]
    """Beginnings of keys that end with an id."""
    rows: dict[str, str]
    """Beginnings of keys of lines -> the column that holds an id."""


class Ties:
    """The records that name a person, an organization or anything else. May be asked and kept up in several threads."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self._lock = Lock()
        self._naming: dict[str, dict[str, None]] = {}
        """Who is named -> the ids of the records that do."""
        self._named: dict[str, tuple[str, ...]] = {}
        self._moments: dict[str, str] = {}
        """Record -> the ISO moment at which the people whom it names were met."""
        self._took: set[str] = set()
        """The records into which others were merged."""
        self._met_only: dict[str, frozenset[str]] = {}
        """Record -> those of them who were."""

    @classmethod
    def of_all(cls, notebook: Notebook) -> Ties:
        """The ties of every record that is here; made for a background thread."""
        ties = cls(notebook)
        for record in notebook.everything():
            ties.take(record)
        return ties

    def take(self, record: Record) -> None:
        """Takes a record in, or anew, or out if it was voided."""
        named = () if record.is_voided else tuple(dict.fromkeys(_named_by(record)))
        moment = _moment_of(record) if named else ""
        only = _met_by(record) if moment else None
        into = merged_into(record)
        with self._lock:
            if into:
                self._took.add(into)
            for target in self._named.pop(record.id, ()):
                self._naming[target].pop(record.id, None)
            self._moments.pop(record.id, None)
            self._met_only.pop(record.id, None)
            if only is not None:
                self._met_only[record.id] = only
            if named:
                self._named[record.id] = named
            for target in named:
                self._naming.setdefault(target, {})[record.id] = None
            if moment:
                self._moments[record.id] = moment

    def changed(self, ids: Iterable[str]) -> None:
        """Takes the records *ids* anew."""
        for record_id in ids:
            record = self.notebook.get(record_id)
            if record is not None:
                self.take(record)

    def naming(self, kind: type[R], target: str) -> list[R]:
        """The records of *kind* that name *target*, in order of making."""
        ids = sorted(self._ids(target))
        found = (self.notebook.of(kind, one) for one in ids)
        return [one for one in found if one is not None]

    def referrals_of(self, concern_id: str) -> list[Referral]:
        """The referrals of a concern, in order of making."""
        return [one for one in self.naming(Referral, concern_id) if one.of == concern_id and not one.is_voided]

    def recommendations_for(self, concern_id: str) -> list[Recommendation]:
        """The recommendations that answer a concern, in order of making."""
        made = self.naming(Recommendation, concern_id)
        return [one for one in made if concern_id in one.answers and not one.is_voided]

    def problems_of(self, concern_id: str) -> list[Problem]:
        """The projects that group a concern, in order of making."""
        found = self.naming(Problem, concern_id)
        return [one for one in found if concern_id in one.concerns and not one.is_voided]

    def last_met(self, target: str, today: date) -> str:
        """ISO date on which *target* was last met, called, or heard; ``""`` if that never was."""
        return max(self._met(target, today), default="")[:10]

    def dealings(self, target: str, today: date) -> int:
        """How often *target* was met, called or heard."""
        return len(self._met(target, today))

    def met(self, target: str, today: date) -> list[tuple[str, str]]:
        """(ISO moment, id of the record that tells of it) of each time up to *today* that *target* was met."""
        until = today.isoformat()
        ids = self._ids(target)
        with self._lock:
            moments = [
                (self._moments.get(record_id, ""), record_id)
                for record_id in ids
                if record_id not in self._met_only or target in self._met_only[record_id]
            ]
        return [one for one in moments if one[0] and one[0][:10] <= until]

    def _met(self, target: str, today: date) -> list[str]:
        """The moments up to *today* at which *target* was met."""
        return [moment for moment, _record_id in self.met(target, today)]

    def _ids(self, target: str) -> list[str]:
        """The records that name *target*, or what was merged into it."""
        record = self.notebook.get(target) if target in self._took else None
        taken = taken_up(record, self.notebook.get)[:_MOST_TAKEN] if record is not None else ()
        with self._lock:
            naming = list(self._naming.get(target, ()))
            for gone in taken:
                naming += self._naming.get(gone.id, ())
        return list(dict.fromkeys(naming)) if taken else naming

    def latest_people(self, today: date, limit: int) -> list[Contact]:
        """The people who were met last, the latest first."""
        until = today.isoformat()
        with self._lock:
            past = ((moment, record_id) for record_id, moment in self._moments.items() if moment[:10] <= until)
            latest = [self._named[record_id] for _moment, record_id in nlargest(8 * limit, past)]
        found: dict[str, Contact] = {}
        for target in (target for named in latest for target in named):
            contact = self.notebook.of(Contact, target) if target not in found else None
            if contact is not None and not contact.is_voided:
                found[target] = contact
            if len(found) >= limit:
                break
        return list(found.values())


def body_of(name: str) -> str:
    """Under what the meetings of a body are found; a body is a name, and may be an organization's."""
    return f"body {name.casefold().strip()}"


@cache
def _naming_of(kind: str) -> _Naming:
    single, plural, rows = [], [], {}
    for name, field in BY_KIND[kind].FIELDS.items():
        if isinstance(field, Ref):
            single.append(name)
        elif isinstance(field, Refs):
            plural.append(field.prefix)
        elif isinstance(field, Rows):
            columns = [one for one, column in field.columns.items() if isinstance(column, Ref)]
            if columns:
                rows[field.prefix] = columns[0]
    return _Naming(frozenset(single), frozenset(plural), rows)


def _named_by(record: Record) -> Iterator[str]:
    """The ids that a record names, without people who were absent from it."""
    naming = _naming_of(record.KIND)
    for key, value in record.values.items():
        if not value:
            continue
        prefix, dot, rest = key.partition(".")
        if not dot:
            if key in naming.single and key != INTO:
                yield str(value)
        elif prefix in naming.plural:
            yield rest
        elif prefix in naming.rows and isinstance(value, dict) and value.get("as") != ABSENT:
            named = value.get(naming.rows[prefix])
            if named:
                yield str(named)
    if isinstance(record, Meeting):
        yield body_of(record.body)


def _met_by(record: Record) -> frozenset[str] | None:
    """The people whom a record tells of having met, where these are not all whom it names."""
    if isinstance(record, Program):
        return frozenset(str(row.get("contact") or "") for row in record.having(ACCEPTED))
    return None


def _moment_of(record: Record) -> str:
    """When those whom a record names were met by it; ``""`` where naming them is no meeting."""
    if isinstance(record, Interaction | Mediation):
        return record.date[:16]
    if isinstance(record, Concern):
        return max(record.heard[:16], record.told[:16], *(str(row.get("at") or "")[:16] for row in record.tellings))
    if isinstance(record, Meeting):
        return record.start[:16] if was_held(record, _WHENEVER) else ""
    if isinstance(record, Training | Outreach | Program):
        return record.start[:16]
    if isinstance(record, Inquiry):
        return max(record.asked[:16], record.answered[:16])
    return ""
