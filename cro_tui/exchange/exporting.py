"""Records as CSV, JSON or vCard. Knows the model and reads the notebook; writes no file."""

import json
from collections.abc import Sequence
from typing import Literal

from cro_tui.exchange import cells
from cro_tui.exchange.columns import ID
from cro_tui.model.contact import Contact
from cro_tui.model.fields import Stored
from cro_tui.model.kinds import ACTIONS, BY_PLURAL
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook

Format = Literal["csv", "json", "vcf"]


def export(notebook: Notebook, plural: str, form: Format = "csv", records: Sequence[Record] | None = None) -> bytes:
    """The records of the kind called *plural* as a file in UTF-8; *records* where not all are wanted.

    Raises ValueError for vCards of anything but contacts.
    """
    if plural == ACTIONS:
        return _plain_rows(_actions(notebook), form)
    kind = BY_PLURAL[plural]
    chosen = notebook.all(kind) if records is None else records
    if form == "vcf":
        if kind is not Contact:
            raise ValueError("Only contacts can be written as vCards.")
        from cro_tui.exchange import vcards

        return vcards.written([one for one in chosen if isinstance(one, Contact)], notebook.get)
    if form == "json":
        return _json([one.plain() for one in chosen])
    return cells.written([[ID, *kind.FIELDS], *([one.id, *map(one.shown, kind.FIELDS)] for one in chosen)])


def _actions(notebook: Notebook) -> list[dict[str, Stored]]:
    return [action.plain() for meeting in notebook.all(Meeting) for action in meeting.actions]


def _plain_rows(rows: list[dict[str, Stored]], form: Format) -> bytes:
    """Things that are no records of their own: for reading elsewhere, not for taking back."""
    if form == "vcf":
        raise ValueError("Only contacts can be written as vCards.")
    if form == "json":
        return _json(rows)
    headers = [
        name for name in dict.fromkeys(name for row in rows for name in row) if name not in ("type", "conflicts")
    ]
    return cells.written([headers, *([str(row.get(name) or "") for name in headers] for row in rows)])


def _json(rows: list[dict[str, Stored]]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
