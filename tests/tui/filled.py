"""A notebook in which every text field of every kind holds a text of the test's choice, all kinds naming each other.

What is stored here need not be anything that an officer could type: other laptops and old files hold worse.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cro_tui.model.fields import (
    Amount,
    Choice,
    Choices,
    Count,
    Day,
    Field,
    Line,
    Lines,
    Quarter,
    Ref,
    Refs,
    Rows,
    YesNo,
)
from cro_tui.model.kinds import KINDS
from cro_tui.model.record import Record
from cro_tui.model.report import Report
from cro_tui.model.survey import Response
from cro_tui.store.notebook import Edit, Notebook

DAY = "2026-11-20"
OPEN_WORDS = {"status": "new", "sensitivity": "internal", "kind": ""}
Words = Callable[[str, str], str]
"""(kind, field) -> the text that stands there."""


def fill(home: Path, words: Words, *, now: Callable[[], Any], sensitivity: str = "internal", copies: int = 2) -> None:
    """Saves *copies* of every kind into the notebook in *home*."""
    notebook = Notebook.open(home, clock=now)
    ids = {kind.KIND: [notebook.new_id() for _ in range(copies)] for kind in KINDS if kind not in (Report,)}
    edits = []
    for kind in KINDS:
        for number, record_id in enumerate(ids.get(kind.KIND, ())):
            values = _values(kind, notebook, ids, number, words)
            if "sensitivity" in kind.FIELDS:
                values["sensitivity"] = sensitivity
            edits.append(Edit(record_id, kind.KIND, values, numbered="number" in kind.FIELDS))
    notebook.save(edits)


def _values(
    kind: type[Record], notebook: Notebook, ids: dict[str, list[str]], number: int, words: Words
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, field in kind.FIELDS.items():
        if name in ("voided", "restricted_because", "sensitivity", "number") or name.startswith("merged"):
            continue
        if isinstance(field, Refs):
            values |= {field.key(ids[one][number]): True for one in field.kinds if one in ids}
        elif isinstance(field, Rows):
            row = {column: _one(kind, one, notebook, ids, number, words) for column, one in field.columns.items()}
            values[field.key(notebook.new_id())] = {column: one for column, one in row.items() if one is not None}
        elif (value := _one(kind, field, notebook, ids, number, words)) is not None:
            values[name] = value
    return values


def _one(
    kind: type[Record], field: Field[Any], notebook: Notebook, ids: dict[str, list[str]], number: int, words: Words
) -> Any:
    if isinstance(field, Ref):
        return next((ids[one][number] for one in field.kinds if one in ids), None)
    if isinstance(field, Day):
        return None if field.name in ("told", "closed", "answered", "done", "ended") else DAY
    if isinstance(field, Quarter):
        return "2026-Q4"
    if isinstance(field, YesNo):
        return None
    if isinstance(field, Count):
        return 3
    if isinstance(field, Amount):
        return "2"
    if isinstance(field, Choices | Choice):
        choices = field.choices(notebook.settings.words)
        first = choices[0] if choices else None
        return [first] if isinstance(field, Choices) and first else first
    if field.automatic or (kind is Response and field.name == "answers"):
        return None
    if isinstance(field, Lines):
        return [words(kind.KIND, field.name)]
    return words(kind.KIND, field.name) if isinstance(field, Line) else None
