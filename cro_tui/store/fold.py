"""Folding: all the changes that are at hand -> records, whatever the order in which they come.

A field's *heads* are the writes that no other write replaced (`over` says which a write saw and replaces). One head, or
several that say the same, is the value; several are a conflict, of which the latest is shown. Pure memory: no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from cro_tui.model.record import Head, Record, Stamp
from cro_tui.store.canonical import Change

VOIDED = "voided"
_new_tuple = tuple.__new__  # what Stamp(…) does, without its own call: one for each change
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_HEADS: Mapping[str, tuple[Head, ...]] = MappingProxyType({})
_NONE_DEAD: Set[tuple[str, str]] = frozenset()
_NO_VOIDS: Mapping[str, frozenset[str]] = MappingProxyType({})


def instant(at: str) -> datetime:
    """The moment *at* as UTC, for comparing; the epoch where it can't be read."""
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return _EPOCH


def _when(stamp: Stamp) -> tuple[datetime, Stamp]:
    """What puts stamps in an order that is the same everywhere, those of one second too."""
    return instant(stamp.at), stamp


class Folded:
    """One record in memory. It is never changed: a write puts another in its place, so that what was read stays.

    Most records are written once and held in tens of thousands, so this much must do for them; see `Rewritten`.
    """

    __slots__ = ("id", "kind", "origin", "origin_stamp", "values", "view")

    def __init__(self, record_id: str, kind: str, sum_: str, stamp: Stamp, values: Mapping[str, Any]) -> None:
        self.id = record_id
        self.kind = kind
        """What the earliest of its changes says it is."""
        self.origin = sum_
        """The change whose write is the one head of every field that `heads` does not name."""
        self.origin_stamp = stamp
        self.values = values
        self.view: Record | None = None
        """The record as the program sees it, made when first asked for."""

    @property
    def heads(self) -> Mapping[str, tuple[Head, ...]]:
        """The writes that no other write replaced, of each field that was written again."""
        return _NO_HEADS

    @property
    def void_saw(self) -> Mapping[str, frozenset[str]]:
        """Per write of `voided`: the heads that its writer saw, of any field."""
        return _NO_VOIDS

    @property
    def created(self) -> Stamp:
        """The earliest of its changes."""
        return self.origin_stamp

    @property
    def changed(self) -> Stamp:
        """The latest of its changes."""
        return self.origin_stamp

    def heads_of(self, key: str) -> tuple[Head, ...]:
        """The writes of the field that no other write replaced."""
        heads = self.heads.get(key)
        if heads is not None:
            return heads
        if key in self.values:
            return (Head(self.origin, self.values[key], self.origin_stamp),)
        return ()

    def over(self, key: str) -> list[str]:
        """The sums of the field's heads: what a write made from a view of this replaces."""
        if key in self.heads:
            return [head.sum for head in self.heads[key]]
        return [self.origin] if key in self.values else []

    def everything(self) -> list[str]:
        """The sums of all heads of all fields, each once."""
        sums = dict.fromkeys(head.sum for heads in self.heads.values() for head in heads)
        if any(key not in self.heads for key in self.values):
            sums[self.origin] = None
        return list(sums)

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


class Rewritten(Folded):
    """A record that more than one change wrote."""

    __slots__ = ("_changed", "_created", "_heads", "_void_saw")

    def __init__(
        self,
        before: Folded,
        kind: str,
        values: Mapping[str, Any],
        heads: Mapping[str, tuple[Head, ...]],
        void_saw: Mapping[str, frozenset[str]],
        stamps: tuple[Stamp, Stamp],
    ) -> None:
        super().__init__(before.id, kind, before.origin, before.origin_stamp, values)
        self._heads = heads
        self._void_saw = void_saw
        self._created, self._changed = stamps

    @property
    def heads(self) -> Mapping[str, tuple[Head, ...]]:
        return self._heads

    @property
    def void_saw(self) -> Mapping[str, frozenset[str]]:
        return self._void_saw

    @property
    def created(self) -> Stamp:
        return self._created

    @property
    def changed(self) -> Stamp:
        return self._changed


class Fold:
    """All records, and the sums of all changes that are in them."""

    def __init__(self) -> None:
        self.records: dict[str, Folded] = {}
        self.by_kind: dict[str, dict[str, Folded]] = {}
        self.sums: dict[str, int] = {}
        """sum -> number of every change folded."""
        self.drafts: set[str] = set()
        """The drafts that became changes."""
        self._awaited: dict[str, Set[tuple[str, str]]] = {}
        """sum of a change that has not come -> (record, field) in which it is replaced already."""

    def apply(self, laptop: str, number: int, change: Change) -> Iterable[str]:
        """Folds one change in; the ids of the records that it touches. The same change again does nothing."""
        sum_ = change["sum"]
        if sum_ in self.sums:
            return ()
        self.sums[sum_] = number
        by = change.get("by", "")
        stamp = _new_tuple(Stamp, (change["at"], by if type(by) is str else str(by), laptop))
        if "draft" in change:
            self.drafts.add(str(change["draft"]))
        dead = self._awaited.pop(sum_, _NONE_DEAD) if self._awaited else _NONE_DEAD
        recs: dict[str, Any] = change["recs"]
        for record_id, rec in recs.items():
            standing = self.records.get(record_id)
            values, over = rec.get("set", _NOTHING), rec.get("over") or _NOTHING
            if standing is None and not over and not dead:
                self._put(Folded(record_id, rec["kind"], sum_, stamp, values))
                continue
            for key, replaced in over.items():
                for one in replaced:
                    if one not in self.sums:
                        self._awaited[one] = self._awaited.get(one, _NONE_DEAD) | {(record_id, key)}
            alive = {key: value for key, value in values.items() if (record_id, key) not in dead}
            before = standing or Folded(record_id, rec["kind"], sum_, stamp, {})
            void_saw = before.void_saw
            if VOIDED in values:
                void_saw = {**void_saw, sum_: frozenset(over.get(VOIDED, ()))}
            after = _rewritten(before, Head(sum_, rec["kind"], stamp), alive, over, void_saw)
            if before.kind != after.kind:
                self.by_kind.get(before.kind, {}).pop(record_id, None)
            self._put(after)
        return recs

    def _put(self, folded: Folded) -> None:
        self.records[folded.id] = folded
        kindred = self.by_kind.get(folded.kind)
        if kindred is None:
            kindred = self.by_kind[folded.kind] = {}
        kindred[folded.id] = folded


def _rewritten(
    before: Folded,
    write: Head,
    values: Mapping[str, Any],
    over: Mapping[str, list[str]],
    void_saw: Mapping[str, frozenset[str]],
) -> Rewritten:
    """The record after one more write; the value of *write* is the kind that it names."""
    heads = dict(before.heads)
    shown = dict(before.values)
    for key in {**values, **over}:
        replaced = over.get(key, ())
        standing = [head for head in before.heads_of(key) if head.sum not in replaced]
        if key in values:
            standing.append(Head(write.sum, values[key], write.stamp))
        if standing:
            if len(standing) > 1:
                standing.sort(key=lambda head: (instant(head.stamp.at), head.sum))
            heads[key] = tuple(standing)
            shown[key] = standing[-1].value
        else:
            heads.pop(key, None)
            shown.pop(key, None)
    when = _when(write.stamp)
    created, changed, kind = before.created, before.changed, before.kind
    if (when, write.value) < (_when(created), kind):
        created, kind = write.stamp, write.value
    if when > _when(changed):
        changed = write.stamp
    return Rewritten(before, kind, shown, heads, void_saw, (created, changed))
