"""The quarterly reports that the officer of Larkmoor issued to the Command Staff, a week after each quarter.

Knows the officer's verb and the document; changes nothing else.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cro_tui.actions.reports import issue
from cro_tui.demo.writing import Clock
from cro_tui.model.quarters import previous_quarter, quarter_days, quarter_of
from cro_tui.store.notebook import Notebook
from cro_tui.word.issuing import freeze_quarterly

_ISSUED = 3
"""So many of the last quarters."""
_AFTER = timedelta(days=8)


class Issuing:
    """The reports that are still to go out."""

    def __init__(self, notebook: Notebook, clock: Clock, today: date) -> None:
        self._notebook = notebook
        self._clock = clock
        self._coming: list[tuple[datetime, str]] = []
        """(moment, quarter), the last first."""
        quarter = quarter_of(today.isoformat())
        while len(self._coming) < _ISSUED:
            quarter = previous_quarter(quarter)
            day = date.fromisoformat(quarter_days(quarter)[1]) + _AFTER
            if day < today:
                self._coming.append((datetime.combine(day, time(16, 30)), quarter))

    def up_to(self, moment: datetime) -> None:
        """Issues those that went out before *moment*."""
        while self._coming and self._coming[-1][0] < moment:
            at, quarter = self._coming.pop()
            self._clock.now = at
            book = self._notebook
            issue(book, freeze_quarterly(book, book.settings, quarter, "command", at.date()))
