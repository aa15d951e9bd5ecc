"""Who belongs to a group: the department's members and its liaison, and the captains of a watch group or patrol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cro_tui.actions import records
from cro_tui.actions.base import Done, context_of
from cro_tui.model.belonging import written
from cro_tui.model.contact import Organization
from cro_tui.model.fields import Rows, Stored
from cro_tui.store.notebook import Notebook

LISTS = ("captains", "members")


def lines_of(group: Organization, name: str) -> list[str]:
    """The lines of the list *name*, each as it can be typed again: ``Hien Dao (upper end) since 2022-05-04``."""
    return [written(row) for row in _rows(group, name)]


def set_people(notebook: Notebook, group: Organization, typed: Mapping[str, object], *, draft: str = "") -> Done:
    """Sets *captains*, *members* (lists of lines) and *liaison*; a line that stands already stays the line it is."""
    asked = {name: _known(notebook, group, name, value) if name in LISTS else value for name, value in typed.items()}
    return records.change(notebook, group, asked, draft=draft)


def _known(notebook: Notebook, group: Organization, name: str, typed: object) -> object:
    """The lines as rows: one of a name that stands already keeps its id and what the line does not say."""
    if not isinstance(typed, list):
        return typed
    field = group.FIELDS[name]
    assert isinstance(field, Rows)
    old = {str(row["name"]).casefold(): row for row in _rows(group, name)}
    context = context_of(notebook)
    rows: list[dict[str, object]] = []
    for line in typed:
        _, row = field.parse_row(line, context)
        known = old.pop(str(row["name"]).casefold(), {})
        kept = {key: known[key] for key in ("id", "contact") if known.get(key)}
        rows.append({**row, **kept})
    return rows


def _rows(group: Organization, name: str) -> Sequence[dict[str, Stored]]:
    return group.captains if name == "captains" else group.members
