"""What came too late for the report on its own quarter, and which later report tells of it. Pure: records and days.

A report that was issued holds what it holds: what belongs to its quarter and is not in it came late, whenever it was
entered. Where none was issued, it counts as gone out on the day on which it was due.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from cro_tui.model.concern import Concern
from cro_tui.model.quarters import next_quarter, quarter_days, quarter_of
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation
from cro_tui.model.report import Report

_ENDED = frozenset({"done", "not done", "declined"})


class Lateness:
    """The reports that one audience got."""

    def __init__(self, issued: Mapping[str, Report], due_days: int) -> None:
        """*issued*: quarter -> its report; *due_days*: after so many days from a quarter's end its report goes out."""
        self._issued = issued
        self._holds = {quarter: frozenset(report.holds) for quarter, report in issued.items()}
        self._told = {quarter: report.states for quarter, report in issued.items()}
        self._due_days = due_days
        self._quarters: dict[str, str] = {}
        self._out: dict[str, str] = {}
        self._open: dict[tuple[str, str], str] = {}

    def issued_on(self, quarter: str) -> str:
        """ISO moment at which the quarter's report was issued, ``""`` where it was not."""
        return self._issued[quarter].issued if quarter in self._issued else ""

    def missed(self, record: Record) -> bool:
        """Whether the report on the record's own quarter went out without it."""
        own = self._quarter(record.day)
        if own in self._holds:
            return record.id not in self._holds[own]
        return entered_on(record) > self._goes_out(own)

    def carried_into(self, record: Record) -> str:
        """The quarter whose report tells of the record: its own, or the next that was still to go out.

        Where nothing was issued on its own, that is the quarter in which it was entered.
        """
        own = self._quarter(record.day)
        if not self.missed(record):
            return own
        told = (quarter for quarter in self._holds if quarter > own and record.id in self._holds[quarter])
        return min((self._first_open(own, entered_on(record)), *told))

    def _first_open(self, own: str, entered: str) -> str:
        """The first quarter after *own* whose report was not issued, and still to go out when it was *entered*."""
        if (own, entered) not in self._open:
            quarter = next_quarter(own)
            while quarter in self._holds or entered > self._until(quarter, own):
                quarter = next_quarter(quarter)
            self._open[own, entered] = quarter
        return self._open[own, entered]

    def _until(self, quarter: str, own: str) -> str:
        return self._goes_out(quarter) if own in self._holds else quarter_days(quarter)[1]

    def marked(self, concern: Concern) -> bool:
        """Whether the log marks it as a late entry: it came after the report, or, without one, after the quarter."""
        own = self._quarter(concern.day)
        return self.missed(concern) or (own not in self._holds and entered_on(concern) > quarter_days(own)[1])

    def reported_in(self, recommendation: Recommendation, before: str) -> tuple[str, ...]:
        """The quarters of the issued reports before *before* that told of it."""
        return tuple(one for one in sorted(self._told) if one < before and recommendation.id in self._told[one])

    def owes_the_end(self, recommendation: Recommendation, quarter: str) -> bool:
        """Whether it ended, and the last issued report that told of it before *quarter* had it still going on."""
        told = self.reported_in(recommendation, quarter)
        return bool(told) and self._told[told[-1]][recommendation.id] not in _ENDED

    def _quarter(self, day: str) -> str:
        month = day[:7]
        if month not in self._quarters:
            self._quarters[month] = quarter_of(day)
        return self._quarters[month]

    def _goes_out(self, quarter: str) -> str:
        if quarter not in self._out:
            end = date.fromisoformat(quarter_days(quarter)[1])
            self._out[quarter] = (end + timedelta(days=self._due_days)).isoformat()
        return self._out[quarter]


def entered_on(record: Record) -> str:
    """ISO date on which it got into the notebook."""
    entered = record.entered if isinstance(record, Concern) else ""
    return (entered or record.created.at)[:10]
