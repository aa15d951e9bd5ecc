"""What of an export is restricted, and the rest of it without restricted people's names.

Knows who is restricted; knows no format.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from cro_tui.model.contact import Interaction
from cro_tui.model.field import Stored
from cro_tui.model.fields import Day, Moment, Ref
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.survey import Answers, Response, Survey
from cro_tui.report.audience import WITHHELD, Reader, restricted_organizations, restricted_people, strictest
from cro_tui.report.subjects import subject_of
from cro_tui.store.notebook import Notebook

R = TypeVar("R", bound=Record)
_NO_TEXT = (Ref, Day, Moment, Answers)


class Discretion:
    """Who and what is restricted in one notebook."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._people = restricted_people(notebook)
        self._hidden = self._people | restricted_organizations(notebook)

    def covers(self, record: Record) -> bool:
        """Whether the record is restricted, a restricted person's or survey's, or tells of nothing but such."""
        if strictest(record) == "restricted" or record.id in self._hidden:
            return True
        if isinstance(record, Response):
            survey = self._notebook.of(Survey, record.survey)
            return survey is not None and strictest(survey) == "restricted"
        if isinstance(record, Referral):
            subject = subject_of(self._notebook, record)
            return subject is not None and (strictest(subject) == "restricted" or subject.id in self._people)
        return isinstance(record, Interaction) and bool(record.contacts) and self._people.issuperset(record.contacts)

    def lookup(self, record_id: str) -> Record | None:
        """The record with that id, unless it is restricted."""
        found = self._notebook.get(record_id)
        return None if found is None or self.covers(found) else found

    def without_names(self) -> Callable[[R], R]:
        """What makes of a record one in which no restricted person is named, for writing it out alone."""
        reader = Reader.of(self._notebook, "command", names_ticked=True)
        return lambda record: _discreet(record, reader)


def _discreet(record: R, reader: Reader) -> R:
    def read(key: str, value: Stored) -> Stored:
        field = record.field(record.field_of_key(key))
        if field is not None and field.bulky:
            return None  # a frozen document can't be read for names
        return value if isinstance(field, _NO_TEXT) else _read(value, reader)

    conflicts = {
        key: tuple(head._replace(value=read(key, head.value)) for head in heads)
        for key, heads in record.conflicts.items()
    }
    values = {key: read(key, value) for key, value in record.values.items()}
    return type(record)(record.id, values, conflicts=conflicts, created=record.created, changed=record.changed)


def _read(value: Stored, reader: Reader) -> Stored:
    if isinstance(value, str):
        return reader.text(value)
    if isinstance(value, list):
        return [_read(one, reader) for one in value]
    if isinstance(value, Mapping):
        hidden = value.get("contact") in reader.restricted
        return {key: WITHHELD if hidden and key == "name" else _read(one, reader) for key, one in value.items()}
    return value
