"""Records as entries of the index: what each kind is called, and which of its words can be found.

Knows the model and the notebook; not how the index works, nor who asks.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cro_tui.find.entry import Entry
from cro_tui.find.index import Index
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import Amount, Choice, Count, Day, Field, Lines, Ref, Refs, Rows, YesNo
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.survey import Response, Survey
from cro_tui.model.training import Training
from cro_tui.model.work import Committee, Inquiry, Policy, Release, Rumor
from cro_tui.store.notebook import Notebook

PEOPLE_FIRST = {Contact.KIND: 30, Organization.KIND: 20}
NAMES = {
    Contact.KIND: ("name", "alias"),
    Organization.KIND: ("name",),
    Meeting.KIND: ("body",),
    Training.KIND: ("title",),
    Survey.KIND: ("title",),
    Concern.KIND: ("number",),
    Referral.KIND: ("to",),
    Outreach.KIND: ("name",),
    Inquiry.KIND: ("subject",),
    Rumor.KIND: ("rumor",),
    Committee.KIND: ("name",),
    Policy.KIND: ("title",),
    Release.KIND: ("title",),
}
_NOT_WORDS = (Day, YesNo, Count, Amount)
_WORTH_FINDING = frozenset({"category"})
"""Words of a vocabulary that people look for; `closed` or `internal` would find half the notebook."""


def entry_of(record: Record, lookup: Callable[[str], Record | None]) -> Entry:
    """What can be found of *record*; *lookup* gives the records that it names, whose names are found with it."""
    names = NAMES.get(record.KIND, ())
    text: list[str] = []
    masked = record.restricted
    for name, field in type(record).FIELDS.items():
        if field.bulky:
            continue
        if isinstance(field, Ref | Refs):
            for other in _named(field, record, lookup):
                text.append(other.label)
                masked = masked or other.restricted
        elif name not in names and name != "phones":
            text.extend(_words(name, field, record))
    return Entry(
        key=record.id,
        kind=record.KIND,
        weight=PEOPLE_FIRST.get(record.KIND, 0),
        names=tuple(shown for name in names if (shown := record.shown(name))),
        phones=tuple(record.values.get("phones") or ()),
        text="\n".join(text),
        masked=masked,
    )


def fill(index: Index, records: Iterable[Record], lookup: Callable[[str], Record | None]) -> None:
    """Puts *records* into the index, voided ones left out; made for a background thread."""
    known: dict[str, Record | None] = {}

    def remembered(record_id: str) -> Record | None:
        if record_id not in known:
            known[record_id] = lookup(record_id)
        return known[record_id]

    for record in records:
        if not record.is_voided and not _is_silent(record):
            index.put(entry_of(record, remembered))


def keep_up(index: Index, notebook: Notebook, changed: Iterable[str]) -> None:
    """Brings the index in step with the records *changed*, and with those that call them by name."""
    for record_id in changed:
        record = notebook.get(record_id)
        old = index.entry(record_id)
        if record is None or record.is_voided or _is_silent(record):
            index.drop(record_id)
            continue
        fresh = entry_of(record, notebook.get)
        index.put(fresh)
        if old and (old.names, old.masked) != (fresh.names, fresh.masked):
            for other in _naming(record_id, notebook):
                index.put(entry_of(other, notebook.get))


def _is_silent(record: Record) -> bool:
    """A survey's form without a word: nobody looks for one, and there are thousands."""
    return isinstance(record, Response) and not record.comments


def _naming(record_id: str, notebook: Notebook) -> Iterator[Record]:
    """The records that refer to *record_id*."""
    ending = "." + record_id
    for record in notebook.everything():
        if not record.is_voided and any(
            value == record_id or (value and key.endswith(ending)) for key, value in record.values.items()
        ):
            yield record


def _named(field: Field[Any], record: Record, lookup: Callable[[str], Record | None]) -> Iterator[Record]:
    value = field.value(record.values)
    for record_id in value if isinstance(value, tuple) else (value,):
        other = lookup(str(record_id)) if record_id else None
        if other is not None:
            yield other


def _words(name: str, field: Field[Any], record: Record) -> Iterator[str]:
    if isinstance(field, Rows):
        columns = [one for one, column in field.columns.items() if _has_words(one, column)]
        for row in field.value(record.values):
            yield from (str(row[column]) for column in columns if row.get(column))
    elif isinstance(field, Lines):
        yield from field.value(record.values)
    elif _has_words(name, field) and (shown := field.text(record.values)):
        yield shown


def _has_words(name: str, field: Field[Any]) -> bool:
    if isinstance(field, Choice):
        return name in _WORTH_FINDING
    return name != "voided" and not isinstance(field, (*_NOT_WORDS, Ref))
