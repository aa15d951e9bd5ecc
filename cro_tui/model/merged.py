"""People and groups that were entered twice and made one: which record holds from then on, and what names the other.

Pure. A merged record is voided and says into which one; that one says which it took up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from cro_tui.model.fields import Day, Ref, Refs, Rows, Stored, column
from cro_tui.model.record import Record

INTO, TOOK, APART = "merged_into", "merged", "different"
"""The fields: into which record this one was merged, which it took up, and which it is not the same as."""
Lookup = Callable[[str], Record | None]


class Others(Rows):
    """Other records of the same kind by id. No reference to them: what restricts one of two namesakes does not concern
    the other."""

    def __init__(self, label: str, *, prefix: str) -> None:
        day = column(Day, "on", "On", lean="past")
        super().__init__(label, prefix=prefix, columns=(day,), main="on", automatic=True)

    def ids(self, record: Record) -> tuple[str, ...]:
        """The others' ids."""
        return tuple(str(row["id"]) for row in self.value(record.values))

    def said(self, other: str) -> dict[str, Stored]:
        """The stored line that names *other*: the same on every laptop, so that two who say it do not disagree."""
        return {self.key(other): {}}


def can_be_merged(record: Record) -> bool:
    """Whether it is of a kind of which two may be one."""
    return INTO in record.FIELDS


def merged_into(record: Record) -> str:
    """The id of the record into which this one was merged; ``""`` for one that stands."""
    return str(record.values.get(INTO) or "") if record.is_voided else ""


def standing(record: Record, lookup: Lookup) -> Record:
    """The record that holds now: *record* itself, or what it was merged into, as far as that is here."""
    seen = {record.id}
    while (kept_id := merged_into(record)) and kept_id not in seen:
        kept = lookup(kept_id)
        if kept is None:
            break
        seen.add(kept_id)
        record = kept
    return record


def taken_up(record: Record, lookup: Lookup) -> list[Record]:
    """The records that were merged into this one and are still voided, in order of making; those they took up too."""
    found: dict[str, Record] = {}
    left = [record]
    while left:
        one = left.pop()
        field = one.FIELDS.get(TOOK)
        for other_id in field.ids(one) if isinstance(field, Others) else ():
            other = lookup(other_id)
            if other is not None and other.is_voided and other_id != record.id and other_id not in found:
                found[other_id] = other
                left.append(other)
    return [found[one] for one in sorted(found)]


def names(record: Record, target: str) -> bool:
    """Whether *record* names the record *target* anywhere but as what it was merged with."""
    return any(True for _ in _places(record, target))


def repointed(record: Record, old: str, new: str) -> dict[str, Stored]:
    """The stored fields of *record* that must change so that it names *new* wherever it names *old*.

    A field in which several values stand against each other changes only where they then say the same.
    """
    changes: dict[str, Stored] = {}
    for place in _places(record, old):
        if place.key in record.conflicts:
            said = [head.value for head in record.conflicts[place.key]]
            renamed = [place.renamed(one, new) for one in said]
            if any(one != renamed[0] for one in renamed) and not place.in_key:
                continue
        changes |= place.changes(record, new)
    return changes


class _Naming(NamedTuple):
    """How the fields of one kind name other records."""

    single: frozenset[str]
    plural: tuple[Refs, ...]
    rows: dict[str, tuple[Rows, tuple[str, ...]]]
    """Prefix of the keys of lines -> the field, and its columns that hold an id."""


class _Place:
    """One stored field that names a record."""

    def __init__(self, key: str, old: str, field: Ref | Refs | Rows, columns: tuple[str, ...] = ()) -> None:
        """*columns* are those of a line that may name it."""
        self.key = key
        self.old = old
        self.field = field
        self.columns = columns

    @property
    def in_key(self) -> bool:
        return isinstance(self.field, Refs)

    def renamed(self, value: Stored, new: str) -> Stored:
        """*value* with the other record in the place of this one."""
        if isinstance(value, dict):
            return {name: new if name in self.columns and one == self.old else one for name, one in value.items()}
        return new if value == self.old else value

    def changes(self, record: Record, new: str) -> dict[str, Stored]:
        """What must be written so that the field names *new*."""
        if isinstance(self.field, Refs):
            there = self.field.key(new)
            more = {} if record.id == new or record.values.get(there) else {there: record.values[self.key]}
            return {self.key: None, **more}
        if isinstance(self.field, Rows):
            row = self.renamed(record.values[self.key], new)
            return {self.key: None if self._stands_already(record, row, new) else row}
        return {self.key: None if record.id == new else new}

    def _stands_already(self, record: Record, row: dict[str, Stored], new: str) -> bool:
        """Whether another line names *new* and says all that this one does but for the name."""
        assert isinstance(self.field, Rows)
        main = self.field.main
        more = {name: value for name, value in row.items() if name != main and value not in (None, "")}
        return any(
            key != self.key and isinstance(one, dict) and all(one.get(name) == value for name, value in more.items())
            for key, one in record.values.items()
            if key.startswith(f"{self.field.prefix}.") and any(one.get(c) == new for c in self.columns if one)
        )


def _places(record: Record, target: str) -> Iterator[_Place]:
    naming = _naming_of(record.KIND)
    values = record.values
    for name in naming.single:
        heads = record.conflicts.get(name, ())
        if values.get(name) == target or any(head.value == target for head in heads):
            yield _Place(name, target, _ref(record, name))
    for field in naming.plural:
        if values.get(field.key(target)):
            yield _Place(field.key(target), target, field)
    if naming.rows:
        for key, value in values.items():
            if isinstance(value, dict):
                rows = naming.rows.get(key.partition(".")[0])
                if rows is not None and any(value.get(one) == target for one in rows[1]):
                    yield _Place(key, target, rows[0], rows[1])


def _ref(record: Record, name: str) -> Ref:
    field = record.FIELDS[name]
    assert isinstance(field, Ref)
    return field


@cache
def _naming_of(kind: str) -> _Naming:
    from cro_tui.model.kinds import BY_KIND  # the kinds have fields of this module

    fields = BY_KIND[kind].FIELDS
    rows: dict[str, tuple[Rows, tuple[str, ...]]] = {}
    for field in fields.values():
        if isinstance(field, Rows):
            columns = tuple(name for name, column in field.columns.items() if isinstance(column, Ref))
            if columns:
                rows[field.prefix] = (field, columns)
    return _Naming(
        frozenset(name for name, field in fields.items() if isinstance(field, Ref) and name != INTO),
        tuple(field for field in fields.values() if isinstance(field, Refs)),
        rows,
    )
