"""Which changes of one laptop are held, and how they hang together: what is covered, what is not. Pure memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from cro_tui.store.canonical import Change
from cro_tui.store.runs import RunName


class Holding:
    """The changes of one laptop that are at hand, each knowing the one before. A clone makes branches of them."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[int, str]] = {}
        """sum -> (number, sum of the change before)."""
        self._at: dict[int, list[str]] = {}
        """number -> the sums that bear it."""

    def add(self, changes: Mapping[int, Change]) -> None:
        """Takes in changes of this laptop whose sums are known to be right."""
        for number, change in changes.items():
            sum_ = change["sum"]
            if sum_ not in self._before:
                self._before[sum_] = (number, change.get("prev", ""))
                self._at.setdefault(number, []).append(sum_)

    def __contains__(self, sum_: str) -> bool:
        return sum_ in self._before

    def chain(self, name: RunName) -> Set[str] | None:
        """The sums of a run's changes if all of them are at hand, linked from its last to its first; else None."""
        for sum_ in self._at.get(name.last, ()):
            if sum_.startswith(name.sum8) and (found := self._back_to(sum_, name.first)) is not None:
                return found
        return None

    def _back_to(self, sum_: str, first: int) -> Set[str] | None:
        found: set[str] = set()
        while True:
            known = self._before.get(sum_)
            if known is None:
                return None
            number, before = known
            found.add(sum_)
            if number <= first:
                return found if number == first else None
            sum_ = before


class _Span(NamedTuple):
    """Changes that follow each other, each naming the one before."""

    first: int
    before: str
    """The sum that the first of them names as the one before."""
    last_sum: str
    heads: bytes
    """The first eight digits of each sum."""

    @property
    def last(self) -> int:
        return self.first + len(self.heads) // 8 - 1


class Read:
    """Which changes of one laptop were read, in eight bytes each: tells of a run that is not read if all of it was."""

    def __init__(self) -> None:
        self._spans: list[_Span] = []

    def add(self, changes: Mapping[int, Change]) -> None:
        """Takes notice of changes that were read, in order of their numbers."""
        first, before, last_sum = 0, "", ""
        heads: list[bytes] = []
        for number, change in changes.items():
            sum_, prev = change["sum"], str(change.get("prev", ""))
            if heads and (number != first + len(heads) or prev != last_sum):
                self._join(_Span(first, before, last_sum, b"".join(heads)))
                heads = []
            if not heads:
                first, before = number, prev
            heads.append(_head(sum_))
            last_sum = sum_
        if heads:
            self._join(_Span(first, before, last_sum, b"".join(heads)))

    def _join(self, span: _Span) -> None:
        for other in list(self._spans):
            if other.last + 1 == span.first and other.last_sum == span.before:
                self._spans.remove(other)
                span = _Span(other.first, other.before, span.last_sum, other.heads + span.heads)
            elif span.last + 1 == other.first and span.last_sum == other.before:
                self._spans.remove(other)
                span = _Span(span.first, span.before, other.last_sum, span.heads + other.heads)
        self._spans.append(span)

    def holds(self, name: RunName) -> bool:
        """Whether all changes of a run were read: its last one, in a chain that goes back to its first."""
        return any(
            span.first <= name.first
            and name.last <= span.last
            and span.heads[8 * (name.last - span.first) :][:8] == _head(name.sum8)
            for span in self._spans
        )


def _head(sum_: str) -> bytes:
    return sum_[:8].encode("ascii", "replace").ljust(8)


def inside(wide: RunName, names: Iterable[RunName], holding: Holding) -> list[RunName]:
    """Those of *names* all of whose changes stand in another run, which is held whole."""
    all_of_it = holding.chain(wide)
    if all_of_it is None:
        return []
    near = [
        name
        for name in names
        if name.laptop == wide.laptop and name != wide and wide.first <= name.first and name.last <= wide.last
    ]
    return [name for name in near if (chain := holding.chain(name)) is not None and chain <= all_of_it]
