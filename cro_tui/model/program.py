"""A program: a series of sessions with people who apply, attend and graduate, such as a citizen police academy."""

from __future__ import annotations

from collections.abc import Mapping

from cro_tui.model.fields import Choice, Context, Count, Day, Line, Ref, Rows, Stored, Text, column
from cro_tui.model.record import Record

APPLIED, ACCEPTED, WAITLISTED, DECLINED, WITHDRAWN = "applied", "accepted", "waitlisted", "declined", "withdrawn"
PARTICIPANT_STATUSES = (APPLIED, ACCEPTED, WAITLISTED, DECLINED, WITHDRAWN)


class Program(Record):
    """Its sessions are training sessions that name it; who attended stands in their rosters."""

    KIND = "program"
    PLURAL = "programs"
    TITLE = "title"
    DATED = "start"

    title = Line("Title", required=True, help="with its year or class number")
    kind = Choice("Kind", vocabulary="training_kinds")
    start = Day("First day")
    end = Day("Last day")
    place = Line("Place")
    coordinator = Line("Coordinator")
    sessions_planned = Count("Sessions planned")
    absences_allowed = Count("Absences allowed", help="with more, nobody graduates")
    seats = Count("Seats")
    apply_by = Day("Apply by")
    description = Text("Description")
    participants = Rows(
        "Participants",
        prefix="participant",
        main="name",
        columns=(
            column(Line, "name", "Name", required=True),
            column(Ref, "contact", "Contact", kinds=("contact",)),
            column(Choice, "status", "Status", fixed=PARTICIPANT_STATUSES),
            column(Day, "applied", "Applied on", lean="past"),
            column(Line, "reach", "Phone or email"),
            column(Day, "graduated", "Graduated on", lean="past"),
            column(Line, "notes", "Notes"),
        ),
    )
    notes = Text("Notes")

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("start", context.now.date().isoformat())

    def having(self, *statuses: str) -> list[dict[str, Stored]]:
        """The participants with one of *statuses*, in the order of their applications."""
        return [row for row in self.participants if status_of(row) in statuses]


def status_of(participant: Mapping[str, Stored]) -> str:
    """How far a participant's application is; where nothing is said, somebody applied."""
    return str(participant.get("status") or APPLIED)
