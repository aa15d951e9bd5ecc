"""The changes of a record, each field with what stood there before. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cro_tui.cli.lookup import Named
from cro_tui.cli.sheet import said, when_and_who
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.record import Record
from cro_tui.store.notebook import HistoryLine, Notebook


@dataclass(frozen=True)
class Step:
    """One change of one record."""

    notebook: Notebook
    line: HistoryLine
    fields: Mapping[str, tuple[Any, Any]]
    """Stored field -> (old, new)."""

    def plain(self) -> dict[str, Any]:
        """The change as JSON shows it."""
        stamp = self.line.stamp
        return {
            "at": stamp.at,
            "by": stamp.by,
            "laptop": stamp.laptop,
            "change": self.line.number,
            "sum": self.line.sum,
            "verified": self.line.verified,
            "fields": {key: {"old": old, "new": new} for key, (old, new) in self.fields.items()},
        }

    def lines(self, one: Named) -> list[str]:
        """The change as a person reads it."""
        record: Record = one.meeting if isinstance(one, Action) else one
        head = when_and_who(self.line.stamp)
        if not self.line.verified:
            head += " (not as it was written: the file was changed by something else)"
        return [head, *(f"  {record.field_of_key(key)}: {self._words(record, key)}" for key in self.fields)]

    def _words(self, record: Record, key: str) -> str:
        old, new = (said(self.notebook, record, key, value) for value in self.fields[key])
        return f"{old or 'nothing'} -> {new or 'nothing'}"


def history_of(notebook: Notebook, one: Named) -> list[Step]:
    """Every change of a record, or of one action, oldest first."""
    only = Meeting.entries.key(one.id) if isinstance(one, Action) else None
    standing: dict[str, Any] = {}
    steps = []
    for line in notebook.history(one.meeting.id if isinstance(one, Action) else one.id):
        fields = {key: (standing.get(key), new) for key, new in line.set.items() if only in (None, key)}
        standing.update(line.set)
        if fields:
            steps.append(Step(notebook, line, fields))
    return steps
