"""The history of one record as plain lines: who changed what, when, on which laptop; as one reader may see it.

Pure: a record, its changes, the notebook and a reader in, plain values out. What somebody was called before is
withheld like what they are called now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.fields import Day, Field, Moment, Ref, Refs, Rows
from cro_tui.model.merged import Others
from cro_tui.model.record import Record
from cro_tui.report.audience import PERSONAL, WITHHELD, Reader
from cro_tui.report.plain import clean, shortened
from cro_tui.report.sentences import short_moment
from cro_tui.store.notebook import HistoryLine, Notebook

_NOTHING = "nothing"
_LONGEST = 240
"""Characters of a former value; the present one stands in full elsewhere."""


@dataclass(frozen=True)
class Changed:
    """One change of a record."""

    at: str
    """ISO moment."""
    by: str
    laptop: str
    lines: tuple[str, ...]
    """``Status: new → closed``, a line a field."""
    verified: bool
    """False where the file says something else than was written."""


def changes_of(
    notebook: Notebook, record: Record, history: Sequence[HistoryLine], reader: Reader
) -> tuple[Changed, ...]:
    """The changes in *history*, oldest first."""
    standing: dict[str, Any] = {}
    found = []
    for line in history:
        said = Sayings(notebook, record, reader)
        lines = tuple(said.change(key, standing.get(key), new) for key, new in line.set.items())
        standing.update(line.set)
        found.append(Changed(line.stamp.at, reader.text(line.stamp.by), line.stamp.laptop, lines, line.verified))
    return tuple(found)


def withhold_former(notebook: Notebook, record: Record, history: Sequence[HistoryLine], reader: Reader) -> None:
    """Has the reader learn the former names of people it may not name: the record's own, and of all it ever named."""
    for person in sorted(reader.unnamed & {record.id, *_ids_in(history)}):
        for line in history if person == record.id else notebook.history(person):
            for field in PERSONAL:
                value = line.set.get(field)
                reader.withhold_former(person, field, map(str, value if isinstance(value, list) else [value or ""]))


def _ids_in(history: Iterable[HistoryLine]) -> Iterable[str]:
    """Every id that a change names, as a value, in a key or in a line of a list."""
    for line in history:
        for key, value in line.set.items():
            yield key.rpartition(".")[2]
            yield from (str(one) for one in value.values()) if isinstance(value, dict) else (str(value),)


class Sayings:
    """The values of one record in words, as a reader may see them."""

    def __init__(self, notebook: Notebook, record: Record, reader: Reader) -> None:
        self._notebook = notebook
        self._record = record
        self._reader = reader

    def change(self, key: str, old: Any, new: Any) -> str:
        """One field of one change."""
        label = self.label(key)
        after = shortened(self.value(key, new), _LONGEST) or _NOTHING
        before = shortened(self.value(key, old), _LONGEST)
        return f"{label}: {before} → {after}" if before else f"{label}: {after}"

    def label(self, key: str) -> str:
        """The name of the field of a stored key."""
        field = self._record.FIELDS.get(self._record.field_of_key(key))
        return field.label if field is not None else self._reader.text(key)

    def value(self, key: str, value: Any) -> str:
        """A stored value; ``""`` where it says nothing."""
        name = self._record.field_of_key(key)
        field = self._record.FIELDS.get(name)
        if value in (None, "", []):
            return ""
        if isinstance(self._record, Contact) and name in PERSONAL and self._record.id in self._reader.unnamed:
            return PERSONAL[name]
        if isinstance(field, Refs | Others):
            return called(self._notebook, key.partition(".")[2], self._reader)
        if isinstance(field, Rows) and isinstance(value, dict):
            return self._row(field, value)
        if field is None or isinstance(field, Rows):
            return self._reader.text(clean(str(value)))
        return self._plain(field, value)

    def _row(self, field: Rows, row: dict[str, Any]) -> str:
        if row.get("contact") in self._reader.unnamed:
            row = {**row, field.main: WITHHELD}
        named = [(name, column) for name, column in field.columns.items() if row.get(name) not in (None, "")]
        main = [self._plain(column, row[name]) for name, column in named if name == field.main]
        besides = [
            f"{column.label.lower()} {self._plain(column, row[name])}" for name, column in named if name != field.main
        ]
        return "; ".join([*main, *besides])

    def _plain(self, field: Field[Any], value: Any) -> str:
        if isinstance(field, Ref):
            return called(self._notebook, str(value), self._reader)
        if isinstance(field, Day | Moment):
            return self._reader.text(clean(short_moment(str(value))))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(self._reader.text(clean(str(one))) for one in value)
        return self._reader.text(clean(str(value)))


def called(notebook: Notebook, record_id: str, reader: Reader) -> str:
    """What a record is called in a document: a concern by its number too, a person only whom the reader may see."""
    if record_id in reader.unnamed:
        return WITHHELD
    record = notebook.get(record_id)
    if record is None:
        return f"a record that is not here ({clean(record_id)})"
    if not reader.shows(record):
        return f"a {record.KIND} that is not shown"
    label = reader.text(clean(record.label))
    return f"{record.number} {label}" if isinstance(record, Concern) else label
