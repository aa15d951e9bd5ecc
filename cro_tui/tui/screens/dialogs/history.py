"""Every change of one record: when, who, on which laptop, what it said before and after. Changes nothing.

What lists mask is masked here too, until it is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.model.fields import Field, Ref, Refs, Rows
from cro_tui.model.merged import Others, taken_up
from cro_tui.model.record import Record
from cro_tui.store.notebook import HistoryLine, Notebook
from cro_tui.tui.commands import bindings
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK, label_of, people_of_history, shows_in_lists, without
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.show import fit, harmless
from cro_tui.tui.widgets.unbroken import Hint

TITLE_CELLS = 52
"""So much of a name stands above its history: one line of the box in a window of 80."""
LONGEST = 400
"""So many letters of a value are told."""
_DAY = r"\d{4}-\d\d-\d\d(T.+)?"

Told = tuple[Record, Sequence[HistoryLine]]
"""A record and its changes."""


class History(Dialog[None]):
    """A record's story, the newest change first."""

    BINDINGS = bindings("history")
    PLACES = ("history", *Dialog.PLACES)

    def __init__(
        self,
        record: Record,
        lines: Sequence[HistoryLine],
        notebook: Notebook,
        *,
        bare: bool = False,
        merged: Sequence[Told] = (),
    ) -> None:
        """*bare*: what is restricted shows already where the officer comes from; *merged*: what was merged into it."""
        self._record = record
        self._lines = lines
        self._merged = merged
        self._notebook = notebook
        self._bare = bare
        told = ((record, lines), *merged)
        self._people = [one for which, said in told for one in people_of_history(which, said, notebook)]
        super().__init__(self._named())
        self._told = Static("", markup=False)
        self._hint = Hint("")

    def asked(self) -> Iterable[Widget]:
        """The changes, to scroll through."""
        with VerticalScroll(id="history"):
            yield self._told
        yield self._hint

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self._show()
        self.query_one("#history").focus()

    def action_mask(self) -> None:
        """Show what is restricted, or mask it again."""
        self._bare = not self._bare
        self._show()

    def _show(self) -> None:
        self.query_one(".dialog-title", Static).update(harmless(self._named()))
        told = self._changes(self._record, self._lines)
        for record, lines in self._merged:
            told.append(f"MERGED INTO IT: “{label_of(record, self._notebook, bare=self._bare)}”")
            told += self._changes(record, lines)
        self._told.update(harmless("\n\n".join(told)))
        masks = "mask" if self._bare else "show"
        restricted = self._record.restricted or self._people
        self._hint.update(f"m: {masks} what is restricted   esc: close" if restricted else "esc: close")

    def _named(self) -> str:
        return f"History of “{fit(label_of(self._record, self._notebook, bare=self._bare), TITLE_CELLS).rstrip()}”"

    def _changes(self, record: Record, lines: Sequence[HistoryLine]) -> list[str]:
        told: list[str] = []
        known: dict[str, object] = {}
        text = self._text_of(record)
        for line in lines:
            who = line.stamp.by or "nobody named"
            head = f"{readable(line.stamp.at)}  by {who}, laptop {line.stamp.laptop}, change {line.number}"
            if not line.verified:
                head += "  UNVERIFIED: not as it was written"
            rows = [head]
            for key, value in line.set.items():
                before = f"{text(key, known[key])} → " if known.get(key) is not None else ""
                rows.append(f"  {_called(record, key)}: {before}{text(key, value)}")
                known[key] = value
            told.append("\n".join(rows))
        return told[::-1]

    def _text_of(self, record: Record) -> Callable[[str, object], str]:
        """What turns a field's key and a value of it into the text that may show."""
        if self._bare:
            return lambda key, value: self._said(record, key, value)
        nameless = without(self._people)

        def masked(key: str, value: object) -> str:
            if value is None or not record.restricted or shows_in_lists(record, key):
                return nameless(self._said(record, key, value))
            return MASK

        return masked

    def _said(self, record: Record, key: str, value: object) -> str:
        """A stored value in words: lines of a list column by column, other records by what they are called."""
        field = record.field(record.field_of_key(key))
        if isinstance(field, Rows) and isinstance(value, Mapping):
            said = ((field.columns.get(name), name, one) for name, one in value.items() if one is not None)
            return _cut("; ".join(f"{column.label if column else name} {self._word(column, one)}"
                                  for column, name, one in said))  # fmt: skip
        if isinstance(field, Refs) and value:
            return self._named_by_id(key.partition(".")[2])  # of what it refers to the key has the id
        return self._word(field, _readable(record, key, value))

    def _word(self, field: Field[Any] | None, value: object) -> str:
        return self._named_by_id(value) if isinstance(field, Ref) and isinstance(value, str) else _short(value)

    def _named_by_id(self, record_id: str) -> str:
        found = self._notebook.get(record_id)
        return record_id if found is None else label_of(found, self._notebook, bare=self._bare)


def merged_histories(record: Record, notebook: Notebook) -> list[Told]:
    """What was merged into *record*, each with its own changes; read from the disk."""
    return [(one, notebook.history(one.id)) for one in taken_up(record, notebook.get)]


def _called(record: Record, key: str) -> str:
    """What the form calls the field of *key*."""
    field = record.field(record.field_of_key(key))
    return field.label if field is not None else key


def _readable(record: Record, key: str, value: object) -> object:
    """The value, or how much it is where nobody can read it."""
    field = record.field(record.field_of_key(key))
    if isinstance(field, Others):
        return "noted" if value is not None else None
    return f"({len(str(value)):,} characters)" if value and field is not None and field.bulky else value


def _short(value: object) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "; ".join(value) or None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if value is None:
        return "(nothing)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if re.fullmatch(_DAY, text):
        return readable(text)
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
