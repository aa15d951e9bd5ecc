"""Everything known of one contact, organization, concern or project, with its history: for the Command Staff alone.

Pure: a record and the notebook in, plain tables and sentences out. Restricted people are not named even here; what is
restricted is told, as the Command Staff may read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization, full_phone
from cro_tui.model.fields import Refs, Rows, Text
from cro_tui.model.merged import INTO, standing, taken_up
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.report.audience import PERSONAL, Reader
from cro_tui.report.changes import Changed, Sayings, called, changes_of, withhold_former
from cro_tui.report.dossier_parts import Part, parts_of_concern, parts_of_contact, parts_of_organization
from cro_tui.report.facts import Gap
from cro_tui.report.plain import clean, shortened
from cro_tui.report.problem_parts import TOLD_BY_STAGE, brief_of, parts_of_problem
from cro_tui.report.sentences import counted, day, short_day
from cro_tui.report.standing import status_of
from cro_tui.report.steps import Step, steps_of
from cro_tui.report.ties import Ties
from cro_tui.report.voices import voices_of
from cro_tui.store.notebook import HistoryLine, Notebook

SUBJECTS: tuple[type[Record], ...] = (Contact, Organization, Concern, Problem)
"""The kinds of which there are dossiers."""
_WHENEVER = "9999-12-31"
"""So that the status is told without the day of closing, which has its own place."""
_BRIEF = 200
"""Characters of a next action in the few sentences; it stands in full below them."""
_OWN_PLACE = frozenset({"summary", "number", "sensitivity", "restricted_because", "name", "title"})
"""Fields that the title and the head say already."""


@dataclass(frozen=True)
class Dossier:
    """Everything that a dossier says."""

    kind: str
    title: str
    """What the subject is called; of a restricted person its id."""
    subject_id: str
    standing: str
    """Its sensitivity, and why."""
    brief: tuple[str, ...]
    """The whole story in a few sentences."""
    particulars: tuple[tuple[str, str], ...]
    """(field, value) of everything that is short."""
    texts: tuple[tuple[str, str], ...]
    """(field, text) of what is long."""
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    """Of a concern: what was done about it."""
    disputed: tuple[str, ...]
    """Fields in which several values stand against each other, a sentence each."""
    changes: tuple[Changed, ...]
    merged: tuple[tuple[str, tuple[Changed, ...]], ...]
    """What each record was called that was merged into it, with its own changes."""
    left_out: tuple[Gap, ...]


def dossier_facts(notebook: Notebook, record: Record, today: date, *, names_ticked: bool = True) -> Dossier:
    """The dossier of a contact, an organization, a concern or a project, drawn on *today*.

    :raises TypeError: there are no dossiers of that kind.
    """
    record = standing(record, notebook.get)
    if not isinstance(record, SUBJECTS):
        raise TypeError(f"there is no dossier of a {record.KIND}")
    reader = Reader.of(notebook, "command", names_ticked=names_ticked)
    return _Drawing(notebook, record, today, reader).dossier()


class _Drawing:
    """One dossier: its subject, and the command's reader."""

    def __init__(self, notebook: Notebook, record: Record, today: date, reader: Reader) -> None:
        self.notebook = notebook
        self.record = record
        self.today = today
        self.reader = reader
        self.history: Sequence[HistoryLine] = notebook.history(record.id)
        withhold_former(notebook, record, self.history, reader)
        self.taken_up = taken_up(record, notebook.get)
        for one in self.taken_up:
            withhold_former(notebook, one, notebook.history(one.id), reader)
        self.said = Sayings(notebook, record, reader)

    @cached_property
    def ties(self) -> Ties:
        """Who names whom; a concern's dossier does without."""
        return Ties.of_all(self.notebook)

    def dossier(self) -> Dossier:
        record = self.record
        bare = Dossier(
            kind=record.KIND,
            title=self._title(),
            subject_id=record.id,
            standing=f"{record.sensitivity or 'internal'}{f' ({why})' if (why := record.restricted_because) else ''}",
            brief=(),
            particulars=tuple(self._particulars()),
            texts=tuple(self._texts()),
            parts=(),
            steps=(),
            disputed=tuple(self._disputed()),
            changes=changes_of(self.notebook, record, self.history, self.reader),
            merged=tuple(self._merged()),
            left_out=tuple(self._left_out()),
        )
        if isinstance(record, Concern):
            return self._of_concern(bare, record)
        if isinstance(record, Contact):
            return self._of_contact(bare, record)
        if isinstance(record, Problem):
            return self._of_problem(bare, record)
        assert isinstance(record, Organization)
        parts = parts_of_organization(self.ties, record, self.reader)
        return replace(bare, parts=parts, brief=(*self._voided(), self._met()))

    def _merged(self) -> Iterable[tuple[str, tuple[Changed, ...]]]:
        for one in self.taken_up:
            history = self.notebook.history(one.id)
            yield called(self.notebook, one.id, self.reader), changes_of(self.notebook, one, history, self.reader)

    def _title(self) -> str:
        if self.record.id in self.reader.unnamed:
            restricted = "restricted " if self.record.id in self.reader.restricted else ""
            return f"{restricted}{self.record.KIND} {self.record.id[-8:]}"
        label = self.reader.text(clean(self.record.label))
        return f"{self.record.number}: {label}" if isinstance(self.record, Concern) else label

    def _of_concern(self, bare: Dossier, concern: Concern) -> Dossier:
        voices = voices_of(concern, lambda one: self.notebook.of(Concern, one))
        channels = f", {counted(len(voices.channels), 'channel')}" if voices.channels else ""
        people = counted(voices.people, "person", "people").capitalize()
        heard = f"{people}{channels}, first heard {day(voices.first_heard)}."
        status = status_of([concern], _WHENEVER, self.notebook.settings.words.statuses)
        told = f"The resident was told on {day(concern.told)}." if concern.told else ""
        if concern.closed_not_told:
            told = "It is closed, and the resident was not told."
        fixed = f"Fixed on {day(concern.fixed)}." if concern.fixed else ""
        closed = f" on {day(concern.closed)}" if concern.closed and not concern.is_open else ""
        due = f", due {day(concern.due)}" if concern.due else ""
        to_do = shortened(self.reader.text(clean(concern.next_action)), _BRIEF).rstrip(".")
        upcoming = f"Next: {to_do}{due}." if concern.is_open and to_do else ""
        grouped = (one for one in self.notebook.all(Problem) if concern.id in one.concerns)
        projects = (f"In the project “{self.reader.text(one.title)}” ({one.stage})." for one in grouped)
        brief = (*self._voided(), heard, f"Status: {status}{closed}.", fixed, told, upcoming, *projects)
        return replace(
            bare,
            brief=tuple(filter(None, brief)),
            parts=parts_of_concern(self.notebook, concern, voices, self.reader),
            steps=steps_of(self.notebook, concern, self.history, self.reader),
        )

    def _of_contact(self, bare: Dossier, contact: Contact) -> Dossier:
        parts = parts_of_contact(self.ties, contact, self.reader)
        wish = "Does not want to be contacted." if contact.do_not_contact else ""
        named = ", ".join(f"{part.heading.lower()} {len(part.rows)}" for part in parts if part.rows)
        found = f"On record: {named}." if named else ""
        return replace(bare, parts=parts, brief=tuple(filter(None, (*self._voided(), self._met(), found, wish))))

    def _of_problem(self, bare: Dossier, problem: Problem) -> Dossier:
        labels = {Problem.FIELDS[name].label for name in TOLD_BY_STAGE}
        return replace(
            bare,
            brief=(*self._voided(), *brief_of(self.notebook, problem)),
            particulars=tuple(one for one in bare.particulars if one[0] not in labels),
            texts=(),
            parts=parts_of_problem(self.notebook, problem, self.reader),
        )

    def _met(self) -> str:
        last = self.ties.last_met(self.record.id, self.today)
        times = self.ties.dealings(self.record.id, self.today)
        return f"Met, called or heard {counted(times, 'time')}, last on {day(last)}." if last else "Never met so far."

    def _voided(self) -> tuple[str, ...]:
        return (f"VOIDED: {self.reader.text(clean(self.record.voided))}.",) if self.record.voided else ()

    def _particulars(self) -> Iterable[tuple[str, str]]:
        for name, field in self.record.FIELDS.items():
            if name in _OWN_PLACE or name in ("voided", INTO) or isinstance(field, Text):
                continue
            if value := self._value(name):
                yield field.label, value
        yield "Made", self._stamp(self.record.created.at, self.record.created.by)
        if self.record.changed != self.record.created:
            yield "Changed", self._stamp(self.record.changed.at, self.record.changed.by)

    def _stamp(self, at: str, by: str) -> str:
        return f"{short_day(at)} by {self.reader.text(by) or 'somebody without a name'}"

    def _value(self, name: str) -> str:
        """A field in words; what lists hold stands in the parts, but for organizations."""
        record, field = self.record, self.record.FIELDS[name]
        if isinstance(field, Refs):
            shown = name == "organizations"
            return (
                "; ".join(called(self.notebook, one, self.reader) for one in field.value(record.values))
                if shown
                else ""
            )
        if isinstance(field, Rows):
            return ""
        if name == "phones" and record.id not in self.reader.unnamed:
            return self.reader.text(", ".join(full_phone(clean(one)) for one in field.value(record.values)))
        return self.said.value(name, record.values.get(name))

    def _texts(self) -> Iterable[tuple[str, str]]:
        for name, field in self.record.FIELDS.items():
            if isinstance(field, Text) and (text := self.reader.text(clean(str(self.record.values.get(name) or "")))):
                yield field.label, text

    def _disputed(self) -> Iterable[str]:
        for key, heads in self.record.conflicts.items():
            values = " against ".join(f"“{self.said.value(key, head.value) or 'nothing'}”" for head in heads)
            yield f"{self.said.label(key)}: {values}."

    def _left_out(self) -> Iterable[Gap]:
        record = self.record
        if isinstance(record, Contact) and record.id in self.reader.restricted:
            fields = ", ".join(Contact.FIELDS[one].label.lower() for one in PERSONAL)
            yield Gap(f"The person is restricted: {fields} are withheld; the notebook has them", (record.id,))
        if self.reader.restricted:
            count = len(self.reader.restricted)
            yield Gap(
                f"Names, phones and addresses of {count} restricted {'person' if count == 1 else 'people'} replaced"
            )
        if not self.reader.names_ticked:
            yield Gap("Residents' names and street numbers replaced: they were not asked for")
        yield Gap("Names of people who are no contacts can't be known, and stand as they were written")
