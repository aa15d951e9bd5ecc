"""From what a writer wants to what a change holds, and back again for undo. Pure: no files, no lock, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from cro_tui.model.record import Record
from cro_tui.store.errors import CannotUndo
from cro_tui.store.fold import VOIDED


class Edit(NamedTuple):
    """What one save does to one record."""

    id: str
    kind: str
    set: Mapping[str, Any]
    """Stored field -> value; None clears."""
    base: Record | None = None
    """The view that the writer had before the eyes; None for a new record."""
    numbered: bool = False
    """Give it the next concern number."""


class Saved(NamedTuple):
    """One save: its identity, the records it touched, and what stood there before."""

    sum: str
    number: int
    ids: tuple[str, ...]
    made: frozenset[str] = frozenset()
    """The ids that came into being with it."""
    before: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    """id -> stored field -> the value that was replaced (None where there was none)."""


def written(edits: Sequence[Edit], numbers: Iterator[str]) -> dict[str, Any]:
    """The `recs` of the change that *edits* make together; *numbers* are the concern numbers to come."""
    recs: dict[str, Any] = {}
    for edit in edits:
        values = dict(edit.set)
        if edit.numbered:
            values["number"] = next(numbers)
        over = _over(edit, values)
        earlier = recs.get(edit.id)
        if earlier is None:
            recs[edit.id] = {"kind": edit.kind, "set": values, "over": over}
        else:
            earlier["set"].update(values)
            earlier["over"].update(over)
    return recs


def _over(edit: Edit, values: Mapping[str, Any]) -> dict[str, list[str]]:
    if edit.base is None:
        return {}
    seen = edit.base.seen
    over = {key: sums for key in values if (sums := seen.over(key))}
    if values.get(VOIDED):
        over[VOIDED] = seen.everything()
    return over


def undoing(saved: Saved, get: Callable[[str], Record | None]) -> list[Edit]:
    """The edits that take one save back; raises `CannotUndo` where somebody wrote over it since."""
    edits: list[Edit] = []
    for record_id in saved.ids:
        record = get(record_id)
        if record is None:
            raise CannotUndo("the record is not here any more")
        if record_id in saved.made:
            if record.seen.everything() != [saved.sum]:
                raise CannotUndo(f"“{record.label}” was changed since it was made: void it instead")
            edits.append(Edit(record_id, record.KIND, {VOIDED: "undone"}, record))
            continue
        values = saved.before[record_id]
        for key in values:
            if record.seen.over(key) != [saved.sum]:
                raise CannotUndo(f"{record.field_of_key(key)} of “{record.label}” was changed since")
        edits.append(Edit(record_id, record.KIND, dict(values), record))
    return edits
