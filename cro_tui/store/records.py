"""The records of a home as they are in memory: what a reader may ask. Never waits for the disk, but for a history.

Knows the fold and the model; opens and writes nothing.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from cro_tui.model.concern import Concern
from cro_tui.model.record import Head, Record
from cro_tui.store import reading
from cro_tui.store.fold import VOIDED, Fold, Folded, Rewritten
from cro_tui.store.reading import HistoryLine

R = TypeVar("R", bound=Record)


class Records:
    """Readers need no lock; `_memory` is held while changes are folded, and for nothing slower."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._fold = Fold()
        self._memory = threading.RLock()

    def get(self, record_id: str) -> Record | None:
        """The record with that id, of a kind that this program knows; voided ones too."""
        folded = self._fold.records.get(record_id)
        return _view(folded) if folded is not None else None

    def of(self, kind: type[R], record_id: str) -> R | None:
        """The record with that id if it is of *kind*."""
        record = self.get(record_id)
        return record if isinstance(record, kind) else None

    def all(self, kind: type[R], *, voided: bool = False) -> list[R]:
        """Every record of *kind* in order of making; voided ones only when asked for."""
        with self._memory:
            stored = list(self._fold.by_kind.get(kind.KIND, {}).values())
        views = map(_view, stored)
        found = [view for view in views if isinstance(view, kind) and (voided or not view.is_voided)]
        found.sort(key=lambda record: record.id)
        return found

    def latest(self, kind: type[R], limit: int) -> list[R]:
        """The *limit* records of *kind* that were made last, newest first, without voided ones."""
        with self._memory:
            stored = self._fold.by_kind.get(kind.KIND, {})
            newest = [stored[key] for key in heapq.nlargest(2 * limit, stored)]
        views = (_view(folded) for folded in newest)
        return [view for view in views if isinstance(view, kind) and not view.is_voided][:limit]

    def count(self) -> int:
        """How many records there are of all kinds, voided ones too."""
        return len(self._fold.records)

    def changes(self) -> int:
        """How many changes are folded."""
        return len(self._fold.sums)

    def holds(self, sum_: str) -> bool:
        """Whether the change with that sum is folded."""
        return sum_ in self._fold.sums

    def everything(self) -> Iterator[Record]:
        """Every record of every known kind, voided ones too."""
        with self._memory:
            stored = list(self._fold.records.values())
        return (view for view in map(_view, stored) if view is not None)

    def became_record(self, draft: str) -> bool:
        """Whether that draft was saved after all."""
        return draft in self._fold.drafts

    def rewritten(self, record_ids: Iterable[str]) -> list[str]:
        """Those of them that more than one change wrote: the only ones that ever said anything else than they say."""
        return [one for one in record_ids if isinstance(self._fold.records.get(one), Rewritten)]

    def history(self, record_id: str) -> list[HistoryLine]:
        """Every change of a record, oldest first, read from the disk."""
        return self.histories([record_id])[record_id]

    def histories(self, record_ids: Collection[str]) -> dict[str, list[HistoryLine]]:
        """The same of several records, for which each file is read only once."""
        return reading.histories(self.home, record_ids, self._fold)


def _view(folded: Folded) -> Record | None:
    """The record as the program sees it; None for a kind that this program does not know."""
    if folded.view is None and (kind := _kind(folded.kind)) is not None:
        conflicts: Mapping[str, tuple[Head, ...]] = folded.conflicts() if folded.heads else {}
        folded.view = kind(
            folded.id,
            folded.values,
            seen=folded,
            conflicts=conflicts,
            void_disputed=bool(folded.values.get(VOIDED)) and folded.void_disputed(),
            created=folded.created,
            changed=folded.changed,
        )
    return folded.view


def _kind(name: str) -> type[Record] | None:
    """What a record of that kind is. All but concerns are imported once one is met, which who notes one does not."""
    if name == Concern.KIND:
        return Concern
    from cro_tui.model.kinds import BY_KIND

    return BY_KIND.get(name)
