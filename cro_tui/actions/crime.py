"""Counts of crime or calls for service are kept: new quarters, and fuller counts of those that are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cro_tui.actions.base import Done, commit, context_of
from cro_tui.model.crime import Crime, counts_id, line_id
from cro_tui.model.fields import BadValue
from cro_tui.store.notebook import Edit, Notebook

Key = tuple[str, str, str]
"""(source, measure, quarter)."""
_OF_THE_FILE = {"file", "layout", "columns"}
"""Fields that say from what was counted, not what."""


@dataclass(frozen=True)
class Counted:
    """What a source counted in a quarter."""

    source: str
    measure: str
    quarter: str
    through: str
    """ISO day to which it is counted."""
    counts: Mapping[tuple[str, str], int]
    """(type, beat) -> how many."""
    file: str = ""
    layout: str = ""
    """What names files with the same columns, where the officer said how they are read."""
    told: Sequence[tuple[str, str]] = ()
    """(field, column or what was said outright) of such files."""

    @property
    def key(self) -> Key:
        """What names it."""
        return self.source, self.measure, self.quarter


@dataclass(frozen=True)
class Kept:
    """What came of keeping counts."""

    done: Done | None
    """The save, None where nothing was new."""
    already: tuple[Key, ...]
    refused: tuple[tuple[Key, str], ...]
    """What was not taken, and why."""
    says: tuple[str, ...]
    """What was replaced."""


def count_quarters(notebook: Notebook, counted: Sequence[Counted], *, dry_run: bool = False) -> Kept:
    """Keeps the counts of several quarters as one save.

    Fuller counts replace those that are here; fewer are refused, since a part of a file may be missing. A quarter
    with a number that no record can hold is refused by itself.
    """
    edits: list[Edit] = []
    already: list[Key] = []
    refused: list[tuple[Key, str]] = []
    says: list[str] = []
    context = context_of(notebook)
    for one in counted:
        here = notebook.of(Crime, counts_id(*one.key))
        total = sum(one.counts.values())
        try:
            if here is None:
                values = Crime.parse(_typed(one), context)
            else:
                values = here.parse_changes({**_typed(one), "voided": ""}, context)
        except BadValue as problem:
            refused.append((one.key, f"{one.quarter} can't be counted: {problem.message}"))
            continue
        if here is None:
            edits.append(Edit(counts_id(*one.key), Crime.KIND, values))
            continue
        if not here.is_voided and total < here.total:
            reason = (
                f"{one.quarter} has {here.total:,} here and only {total:,} in the file; void {here.id} to take these"
            )
            refused.append((one.key, reason))
            continue
        if not {here.field_of_key(name) for name in values} - _OF_THE_FILE:
            already.append(one.key)
            continue
        if not here.is_voided:
            says.append(f"{one.quarter}: {total:,} instead of {here.total:,} ({one.source})")
        edits.append(Edit(here.id, Crime.KIND, values, here))
    done = None
    if edits and not dry_run:
        quarters = "1 quarter" if len(edits) == 1 else f"{len(edits)} quarters"
        done = commit(notebook, edits, f"Counted {quarters} of {counted[0].source}")
    return Kept(done, tuple(already), tuple(refused), tuple(says))


def _typed(one: Counted) -> dict[str, object]:
    rows = [
        {"id": line_id(kind, beat), "type": kind, "beat": beat, "count": count}
        for (kind, beat), count in sorted(one.counts.items())
    ]
    return {
        "source": one.source,
        "measure": one.measure,
        "quarter": one.quarter,
        "through": one.through,
        "counts": rows,
        "file": one.file,
        "layout": one.layout,
        "columns": [
            {"id": f"{number:03}", "field": name, "said": said} for number, (name, said) in enumerate(one.told, 1)
        ],
    }
