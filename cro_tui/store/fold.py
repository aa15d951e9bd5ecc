"""Folding: all the changes that are at hand -> records, whatever the order in which they come.

A field's *heads* are the writes that no other write replaced (`over` says which a write saw and replaces). One head, or
several that say the same, is the value; several are a conflict, of which the latest is shown. Pure memory: no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from cro_tui.model.record import Head, Stamp
from cro_tui.store.canonical import Change

VOIDED = "voided"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(at: str) -> datetime:
    """The moment *at* as UTC, for comparing; the epoch where it can't be read."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return _EPOCH
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class Folded:
    """One record in memory. Its mappings are replaced, never changed, so that a view of it stays as it was."""

    __slots__ = ("changed", "created", "heads", "id", "kind", "origin", "origin_stamp", "values", "void_saw")

    def __init__(self, record_id: str, kind: str, sum_: str, stamp: Stamp, values: dict[str, Any]) -> None:
        self.id = record_id
        self.kind = kind
        self.values = values
        self.origin = sum_
        """The change whose write is the one head of every field that `heads` does not name."""
        self.origin_stamp = stamp
        self.heads: dict[str, tuple[Head, ...]] = {}
        self.void_saw: dict[str, frozenset[str]] = {}
        """Per write of `voided`: the heads that its writer saw, of any field."""
        self.created = stamp
        self.changed = stamp

    def heads_of(self, key: str) -> tuple[Head, ...]:
        """The writes of the field that no other write replaced."""
        heads = self.heads.get(key)
        if heads is not None:
            return heads
        if key in self.values:
            return (Head(self.origin, self.values[key], self.origin_stamp),)
        return ()

    def conflicts(self) -> dict[str, tuple[Head, ...]]:
        """The fields whose heads say different things, latest last."""
        return {
            key: heads
            for key, heads in self.heads.items()
            if len(heads) > 1 and any(head.value != heads[0].value for head in heads[1:])
        }

    def void_disputed(self) -> bool:
        """Whether it is voided by somebody who had not seen all that others wrote."""
        if not self.values.get(VOIDED):
            return False
        voids = self.heads_of(VOIDED)
        saw: set[str] = {head.sum for head in voids}
        for head in voids:
            saw |= self.void_saw.get(head.sum, frozenset())
        if any(key not in self.heads for key in self.values) and self.origin not in saw:
            return True
        return any(head.sum not in saw for key, heads in self.heads.items() if key != VOIDED for head in heads)


class Seen:
    """What a view of a record shows, for saying what a write made from it replaces."""

    __slots__ = ("_heads", "_origin", "_values")

    def __init__(self, folded: Folded) -> None:
        self._heads = folded.heads
        self._origin = folded.origin
        self._values = folded.values

    def over(self, key: str) -> list[str]:
        """The sums of the field's heads."""
        if key in self._heads:
            return [head.sum for head in self._heads[key]]
        return [self._origin] if key in self._values else []

    def everything(self) -> list[str]:
        """The sums of all heads of all fields, each once."""
        sums = dict.fromkeys(head.sum for heads in self._heads.values() for head in heads)
        if any(key not in self._heads for key in self._values):
            sums[self._origin] = None
        return list(sums)


class Fold:
    """All records, and the sums of all changes that are in them."""

    def __init__(self) -> None:
        self.records: dict[str, Folded] = {}
        self.by_kind: dict[str, dict[str, Folded]] = {}
        self.sums: dict[str, tuple[str, int]] = {}
        """sum -> (laptop, number) of every change folded."""
        self.drafts: set[str] = set()
        """The drafts that became changes."""
        self._awaited: dict[str, set[tuple[str, str]]] = {}
        """sum of a change that has not come -> (record, field) in which it is replaced already."""

    def apply(self, laptop: str, number: int, change: Change) -> Iterable[str]:
        """Folds one change in; the ids of the records that it touches. The same change again does nothing."""
        sum_ = change["sum"]
        if sum_ in self.sums:
            return ()
        self.sums[sum_] = (laptop, number)
        stamp = Stamp(change["at"], str(change.get("by", "")), laptop)
        if "draft" in change:
            self.drafts.add(str(change["draft"]))
        dead = self._awaited.pop(sum_, None)
        recs = change["recs"]
        for record_id, rec in recs.items():
            values = rec.get("set")
            folded = self.records.get(record_id)
            if folded is None and not rec.get("over") and dead is None:
                folded = Folded(record_id, rec["kind"], sum_, stamp, values or {})
                self.records[record_id] = folded
                self.by_kind.setdefault(rec["kind"], {})[record_id] = folded
                continue
            if folded is None:
                folded = Folded(record_id, rec["kind"], sum_, stamp, {})
                self.records[record_id] = folded
                self.by_kind.setdefault(rec["kind"], {})[record_id] = folded
            self._write(folded, sum_, stamp, values or {}, rec.get("over") or {}, dead or set())
        return tuple(recs)

    def _write(
        self,
        folded: Folded,
        sum_: str,
        stamp: Stamp,
        values: Mapping[str, Any],
        over: Mapping[str, list[str]],
        dead: set[tuple[str, str]],
    ) -> None:
        heads = dict(folded.heads)
        shown = dict(folded.values)
        for key in {**values, **over}:
            replaced = over.get(key, ())
            standing = [head for head in folded.heads_of(key) if head.sum not in replaced]
            for one in replaced:
                if one not in self.sums:
                    self._awaited.setdefault(one, set()).add((folded.id, key))
            if key in values and (folded.id, key) not in dead:
                standing.append(Head(sum_, values[key], stamp))
            if standing:
                if len(standing) > 1:
                    standing.sort(key=lambda head: (instant(head.stamp.at), head.sum))
                heads[key] = tuple(standing)
                shown[key] = standing[-1].value
            else:
                heads.pop(key, None)
                shown.pop(key, None)
        if VOIDED in values:
            folded.void_saw = {**folded.void_saw, sum_: frozenset(over.get(VOIDED, ()))}
        folded.heads = heads
        folded.values = shown
        when = (instant(stamp.at), sum_)
        if when < (instant(folded.created.at), folded.origin):
            folded.created = stamp
        if instant(stamp.at) >= instant(folded.changed.at):
            folded.changed = stamp
