"""A record whose words are replaced, for a screen that may not show them. Knows the model; no notebook, no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cro_tui.model.field import Field
from cro_tui.model.fields import Amount, Choice, Choices, Count, Day, Quarter, Ref, Refs, Rows, YesNo
from cro_tui.model.record import Record

R = TypeVar("R", bound=Record)
WORDLESS = (Amount, Choice, Choices, Count, Day, YesNo)
"""The fields that say nothing in anybody's words: days, counts, words of a vocabulary."""
Saying = Callable[[str, Field[Any], str], str]
"""(name of the field, the field or column, its text) -> what is said instead."""


def retold(record: R, say: Saying, *, disputed: bool = True) -> R:
    """*record* with every text that somebody typed said by *say*; *disputed*: the values in conflict too."""
    values = {key: _value(record, key, stored, say) for key, stored in record.values.items()}
    conflicts = record.conflicts
    if disputed and conflicts:
        conflicts = {
            key: tuple(head._replace(value=_value(record, key, head.value, say)) for head in heads)
            for key, heads in conflicts.items()
        }
    return type(record)(
        record.id,
        values,
        seen=record.seen,
        conflicts=conflicts,
        void_disputed=record.void_disputed,
        created=record.created,
        changed=record.changed,
    )


def _value(record: Record, key: str, stored: Any, say: Saying) -> Any:
    name = record.field_of_key(key)
    field = record.FIELDS.get(name)
    if isinstance(field, Rows) and isinstance(stored, Mapping):
        return {column: _said(name, field.columns.get(column), text, say) for column, text in stored.items()}
    return _said(name, field, stored, say)


def _said(name: str, field: Field[Any] | None, stored: Any, say: Saying) -> Any:
    if field is None or field.automatic or isinstance(field, (*WORDLESS, Quarter, Ref, Refs)):
        return stored
    if isinstance(stored, list | tuple):
        return [_said(name, field, one, say) for one in stored]
    return say(name, field, stored) if isinstance(stored, str) and stored.strip() else stored
