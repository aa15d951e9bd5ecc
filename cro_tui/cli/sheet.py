"""One record or action as lines for a person: label and value, what is empty left out. Restricted ones are complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cro_tui.cli.columns import label_of
from cro_tui.cli.lookup import Named
from cro_tui.model.fields import Field, Ref, Refs, Rows
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.record import Record, Stamp
from cro_tui.store.notebook import Notebook

INDENT = "  "


def lines_of(notebook: Notebook, one: Named) -> list[str]:
    """The lines of its sheet."""
    return list(_action(notebook, one) if isinstance(one, Action) else _record(notebook, one))


def _record(notebook: Notebook, record: Record) -> Iterator[str]:
    yield f"{record.KIND.capitalize()} {record.id}"
    if record.voided:
        yield f"VOIDED: {record.voided}" + (" (edited by somebody who did not know)" if record.void_disputed else "")
    for name, field in record.FIELDS.items():
        if name != "voided":
            yield from _labelled(field.label, _value(notebook, field, record.values))
    for key, value in record.values.items():
        if value is not None and record.field_of_key(key) not in record.FIELDS:
            yield f"{key}: {value}"
    for key in record.conflicts:
        yield from _conflict(notebook, record, key)
    yield f"Made: {when_and_who(record.created)}"
    if record.changed != record.created:
        yield f"Changed: {when_and_who(record.changed)}"


def _action(notebook: Notebook, action: Action) -> Iterator[str]:
    meeting = action.meeting
    yield f"Action {action.id}"
    for name, column in Meeting.entries.columns.items():
        if name != "kind":
            yield from _labelled(column.label, _value(notebook, column, action.entry))
    yield f"Meeting: {meeting.body}, {meeting.start[:10]} ({meeting.id})"
    if Meeting.entries.key(action.id) in meeting.conflicts:
        yield from _conflict(notebook, meeting, Meeting.entries.key(action.id))


def when_and_who(stamp: Stamp) -> str:
    """A stamp in words."""
    return f"{stamp.at[:16].replace('T', ' ')} by {stamp.by or 'somebody without a name'} on laptop {stamp.laptop}"


def _labelled(label: str, lines: list[str]) -> Iterator[str]:
    if len(lines) == 1:
        yield f"{label}: {lines[0]}"
    elif lines:
        yield f"{label}:"
        yield from (INDENT + line for line in lines)


def _value(notebook: Notebook, field: Field[Any], values: Mapping[str, Any]) -> list[str]:
    """The lines of a field's value."""
    if field.bulky:
        kept = field.text(values)
        return [f"{len(kept):,} characters, which --json shows"] if kept else []
    if isinstance(field, Rows):
        lines = [line for row in field.value(values) for line in _row(notebook, field, row)]
        return [*lines, ""] if len(lines) == 1 else lines
    if isinstance(field, Ref | Refs):
        stored = field.value(values)
        ids = stored if isinstance(stored, tuple) else (stored,) if stored else ()
        return [f"{label_of(notebook, one)} ({one})" for one in ids]
    if field.many:
        return [", ".join(str(one) for one in field.value(values))] if field.value(values) else []
    text = field.text(values)
    return text.split("\n") if text else []


def _row(notebook: Notebook, field: Rows, row: Mapping[str, Any]) -> list[str]:
    """One line of minutes, attendance or a roster: what it says first, then its other columns."""
    said = str(row.get(field.main) or "").split("\n")
    besides = [
        f"{column.label.lower()} {', '.join(_value(notebook, column, row))}"
        for name, column in field.columns.items()
        if name != field.main and row.get(name) is not None
    ]
    return [*said[:-1], f"{said[-1]} ({'; '.join([*besides, str(row['id'])])})"]


def _conflict(notebook: Notebook, record: Record, key: str) -> Iterator[str]:
    yield f"IN CONFLICT: {record.field_of_key(key)}"
    for head in record.conflicts[key]:
        yield f"{INDENT}{said(notebook, record, key, head.value) or 'nothing'} — {when_and_who(head.stamp)}"


def said(notebook: Notebook, record: Record, key: str, value: Any) -> str:
    """One stored value of a record as text, whatever field it is of; ``""`` where it says nothing."""
    if value is None:
        return ""
    field = record.FIELDS.get(record.field_of_key(key))
    if field is None:
        return str(value)
    if isinstance(field, Refs):
        record_id = key.partition(".")[2]
        return f"{label_of(notebook, record_id)} ({record_id})"
    if isinstance(field, Rows):
        return " / ".join(_row(notebook, field, {"id": key.partition(".")[2], **value}))
    return "\n".join(_value(notebook, field, {field.name: value}))
