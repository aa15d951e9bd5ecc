"""Records as CSV, JSON or vCard. Knows the model and reads the notebook; writes no file."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from cro_tui.exchange import cells
from cro_tui.exchange.columns import ID
from cro_tui.exchange.discretion import Discretion
from cro_tui.model.contact import Contact
from cro_tui.model.fields import Stored
from cro_tui.model.kinds import ACTIONS, BY_PLURAL
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook

Format = Literal["csv", "json", "vcf"]


@dataclass(frozen=True)
class Exported:
    """Everything of one kind as a file."""

    raw: bytes
    count: int
    """Records in it; of minutes, actions."""
    restricted: int
    """Those that are restricted: in it, or left out if that was asked for."""


def export_all(notebook: Notebook, plural: str, form: Format = "csv", *, without_restricted: bool = False) -> Exported:
    """Everything of the kind called *plural*, in clear.

    *without_restricted* leaves out restricted records and people, and their names in the texts of the others.

    Raises ValueError for vCards of anything but contacts.
    """
    found = notebook.all(_kind_of(plural))
    discretion = Discretion(notebook)
    restricted = [one for one in found if discretion.covers(one)]
    records, lookup = found, notebook.get
    if without_restricted:
        hidden = {one.id for one in restricted}
        discreet = discretion.without_names()
        records, lookup = [discreet(one) for one in found if one.id not in hidden], discretion.lookup
    raw = _written(plural, form, records, lookup)
    return Exported(raw, _count(plural, records), _count(plural, restricted))


def export(notebook: Notebook, plural: str, form: Format = "csv", records: Sequence[Record] | None = None) -> bytes:
    """The records of the kind called *plural* as a file in UTF-8; *records* where not all are wanted.

    Raises ValueError for vCards of anything but contacts.
    """
    chosen = notebook.all(_kind_of(plural)) if records is None else records
    return _written(plural, form, chosen, notebook.get)


def _kind_of(plural: str) -> type[Record]:
    """The kind whose records hold what is called *plural*."""
    return Meeting if plural == ACTIONS else BY_PLURAL[plural]


def _written(plural: str, form: Format, records: Sequence[Record], lookup: Callable[[str], Record | None]) -> bytes:
    if form == "vcf":
        if plural != Contact.PLURAL:
            raise ValueError("Only contacts can be written as vCards.")
        from cro_tui.exchange import vcards

        return vcards.written([one for one in records if isinstance(one, Contact)], lookup)
    if plural == ACTIONS:
        return _plain_rows(_actions(records), form)
    if form == "json":
        return _json([one.plain() for one in records])
    fields = BY_PLURAL[plural].FIELDS
    return cells.written([[ID, *fields], *([one.id, *map(one.shown, fields)] for one in records)])


def _actions(records: Sequence[Record]) -> list[dict[str, Stored]]:
    return [action.plain() for one in records if isinstance(one, Meeting) for action in one.actions]


def _count(plural: str, records: Sequence[Record]) -> int:
    return len(_actions(records)) if plural == ACTIONS else len(records)


def _plain_rows(rows: list[dict[str, Stored]], form: Format) -> bytes:
    """Things that are no records of their own: for reading elsewhere, not for taking back."""
    if form == "json":
        return _json(rows)
    headers = [
        name for name in dict.fromkeys(name for row in rows for name in row) if name not in ("type", "conflicts")
    ]
    return cells.written([headers, *([str(row.get(name) or "") for name in headers] for row in rows)])


def _json(rows: list[dict[str, Stored]]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
