"""An outreach event: what the department did with a community besides meetings and lessons."""

from __future__ import annotations

from cro_tui.model.fields import (
    Amount,
    Choice,
    Choices,
    Context,
    Count,
    Line,
    Lines,
    Moment,
    OpenChoice,
    Refs,
    Stored,
    Text,
)
from cro_tui.model.record import Record


class Outreach(Record):
    """One event on one day."""

    KIND = "outreach"
    PLURAL = "outreach"
    TITLE = "name"
    DATED = "start"

    name = Line("Event", required=True)
    kind = Choice("Kind", vocabulary="outreach_kinds")
    start = Moment("Start", lean="future")
    place = Line("Place")
    neighborhood = OpenChoice("Neighborhood", vocabulary="neighborhoods")
    organizations = Refs("Organizations", prefix="organization", kinds=("organization",))
    contacts = Refs("People met", prefix="contact", kinds=("contact",))
    communities = Choices("Communities reached", vocabulary="communities")
    attendance = Count("Attendance", roughly=True, help="about 25 is 25")
    volunteers = Count("Volunteers")
    volunteer_hours = Amount("Volunteer hours", help="of all together")
    staff = Lines("Staff")
    staff_hours = Amount("Staff hours", help="of all together")
    concerns = Refs("Concerns", prefix="concern", kinds=("concern",), help="those that were voiced there")
    notes = Text("Notes")

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("start", context.now.isoformat(timespec="minutes"))
