"""Which contacts a record names, in any field, and whether it is their own. Knows the kinds' fields; no notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.fields import Ref, Refs, Rows, Stored
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.merged import INTO
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.work import Inquiry, Mediation

_OWN = {Concern: "contact", Referral: "of", Mediation: "parties", Inquiry: "contact"}
"""Kind -> the field that names whose matter it is, whatever their office."""


@cache
def kinds_naming(kind: str = Contact.KIND) -> tuple[type[Record], ...]:
    """The kinds that have a field which names records of *kind*."""
    return tuple(one for one in BY_KIND.values() if any(_names(one.KIND, name, kind) for name in one.FIELDS))


def contacts_of(record: Record) -> Iterator[tuple[str, bool]]:
    """(id, whether it is theirs) of all that stands where a contact may be named; of values in conflict each."""
    own = _OWN.get(type(record))
    for name, found in named_in(record, Contact.KIND):
        yield found, name == own


def named_in(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    """(field, id) of all that stands where a record of *kind* may be named; what was merged is none."""
    for key in dict.fromkeys((*record.values, *record.conflicts)):
        name = record.field_of_key(key)
        if not _names(record.KIND, name, kind):
            continue
        field, heads = record.FIELDS[name], record.conflicts.get(key, ())
        for said in [head.value for head in heads] or [record.values.get(key)]:
            yield from ((name, one) for one in _ids(field, key, said, kind) if one)


@cache
def _names(of: str, name: str, kind: str) -> bool:
    field = BY_KIND[of].FIELDS.get(name)
    if isinstance(field, Rows):
        return bool(_columns(field, kind))
    return isinstance(field, Ref | Refs) and kind in field.kinds and name != INTO


def _columns(field: Rows, kind: str) -> list[str]:
    return [name for name, column in field.columns.items() if isinstance(column, Ref) and kind in column.kinds]


def _ids(field: object, key: str, said: Stored, kind: str) -> Iterable[str]:
    if isinstance(field, Refs):
        return [key.partition(".")[2]] if said else []
    if isinstance(field, Rows):
        return [str(said.get(name) or "") for name in _columns(field, kind)] if isinstance(said, dict) else []
    return [str(said or "")]
