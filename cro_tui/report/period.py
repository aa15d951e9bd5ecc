"""What falls into a quarter: what was heard, closed, told, held and sent in it. Pure: records and days.

A concern belongs to the quarter of the day on which it was heard, never of the day on which it was entered. Days are
those that the officer's clock showed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.quarters import quarter_days
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training


@dataclass(frozen=True)
class Period:
    """One quarter as it is seen on one day."""

    quarter: str
    today: str
    """ISO date on which the facts are drawn."""

    @cached_property
    def first(self) -> str:
        """Its first day."""
        return quarter_days(self.quarter)[0]

    @cached_property
    def last(self) -> str:
        """Its last day."""
        return quarter_days(self.quarter)[1]

    def holds(self, moment: str) -> bool:
        """Whether an ISO day or moment lies in it."""
        return self.first <= moment[:10] <= self.last

    def heard(self, concern: Concern) -> bool:
        """Heard in it."""
        return self.holds(concern.day)

    def closed(self, concern: Concern) -> bool:
        """Closed in it."""
        return not concern.is_open and self.holds(closed_on(concern))

    def open_at_end(self, concern: Concern) -> bool:
        """Heard by its end, and not closed by then."""
        return concern.day <= self.last and (concern.is_open or closed_on(concern) > self.last)

    def watched(self, concern: Concern) -> bool:
        """A potential problem that was heard in it, or was open at some time of it."""
        if not concern.is_potential or concern.day > self.last:
            return False
        return self.heard(concern) or concern.is_open or closed_on(concern) >= self.first

    def met(self, meeting: Meeting) -> bool:
        """Held in it, as far as anything shows."""
        return self.holds(meeting.start) and was_held(meeting, self.today)

    def unconfirmed(self, meeting: Meeting) -> bool:
        """Planned for a past day of it; nothing shows that it was held."""
        return self.holds(meeting.start) and meeting.start[:10] < self.today and not was_held(meeting, self.today)

    def trained(self, session: Training) -> bool:
        """Given in it: its day is past, or somebody is on the roster of today's."""
        past = session.start[:10] < self.today or (session.start[:10] == self.today and bool(session.roster))
        return self.holds(session.start) and past

    def recommended(self, one: Recommendation) -> bool:
        """Made in it, or earlier and still undecided."""
        return self.holds(one.day) or (one.day < self.first and one.is_open and not (one.decision or one.outcome))

    def carried_forward(self, one: Recommendation) -> bool:
        """Made earlier, and neither done nor declined before it began."""
        ended = max(one.finished, one.decided) or one.changed.at[:10]
        return one.day < self.first and (one.is_open or ended >= self.first)

    def referred(self, referral: Referral) -> bool:
        """Sent or answered in it, or without an answer at its end."""
        sent, replied = referral.day, referral.replied
        waiting = sent <= self.last and (referral.is_open or replied > self.last) and not referral.no_answer
        return self.holds(sent) or self.holds(replied) or waiting


def closed_on(concern: Concern) -> str:
    """ISO date; that of hearing where a closed one has none, ``""`` for an open one."""
    return "" if concern.is_open else concern.closed[:10] or concern.day


def was_held(meeting: Meeting, today: str) -> bool:
    """Whether a meeting took place: something of it was noted, or it was entered when its day had come.

    One that was planned ahead and of which nothing was noted may have been cancelled.
    """
    day = meeting.start[:10]
    if not day or day > today:
        return False
    noted = meeting.called_to_order or meeting.adjourned or meeting.entries or meeting.headcount is not None
    if noted or people_named(meeting):
        return True
    return day < today and meeting.created.at[:10] >= day


def people_named(meeting: Meeting) -> int:
    """How many on the attendance were there, without the department's own."""
    return sum(1 for row in meeting.attendance if row.get("as") not in ("absent", "staff"))


def reply_due(referral: Referral, reply_days: int) -> str:
    """ISO date by which whoever owes it now may be expected to answer, also of a referral that names none.

    ``""`` where no answer is needed.
    """
    if referral.no_answer:
        return ""
    if referral.owed_due or not referral.owed_since:
        return referral.owed_due
    return (date.fromisoformat(referral.owed_since[:10]) + timedelta(days=reply_days)).isoformat()
