"""Concern numbers: labels given offline, counted on each laptop by quarter of entry, never given twice by it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from cro_tui.model.ids import concern_number, is_number, laptop_tag
from cro_tui.store.canonical import Change
from cro_tui.store.journal import Journal


class Numbers:
    """The counts of this laptop. A number is given once the change that bears it is on the disk."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        """(quarter, tag) -> the highest count given."""

    def to_come(self, journal: Journal, quarter: str, officer: str) -> Iterator[str]:
        """The next numbers of *quarter*, for *officer*."""
        tag = laptop_tag(officer, journal.laptop.id)
        if (quarter, tag) not in self._counts:
            self._counts[quarter, tag] = journal.highest_count(quarter, tag)
        for count in itertools.count(self._counts[quarter, tag] + 1):
            yield concern_number(quarter, tag, count)

    def note(self, change: Change) -> None:
        """Takes notice of the numbers in a change of this laptop, whoever made it."""
        for rec in change["recs"].values():
            given = rec.get("set", {}).get("number")
            if isinstance(given, str) and is_number(given):
                quarter, tag, count = given.split("-")
                key = (f"20{quarter[:2]}-{quarter[2:]}", tag)
                if key in self._counts:
                    self._counts[key] = max(self._counts[key], int(count))
