"""Handing a concern to somebody who can act, and the actions recommended to the Command Staff."""

from __future__ import annotations

from cro_tui.model.fields import Choice, Context, Day, Line, Ref, Refs, Stored, Text
from cro_tui.model.record import Record


class Referral(Record):
    """A concern handed to a supervisor, unit, City department, agency or service. Open until somebody answers."""

    KIND = "referral"
    PLURAL = "referrals"
    TITLE = "to"
    DATED = "sent"

    of = Ref("Of", kinds=("concern", "problem"), required=True, help="the concern or problem that is referred")
    to = Line("To", required=True, help="supervisor, unit, department, agency or service")
    method = Choice("Method", vocabulary="referral_methods")
    message = Text("Message")
    sent = Day("Sent", lean="past")
    due = Day("Answer due")
    acknowledged = Day("Acknowledged", lean="past")
    reply = Text("Reply")
    replied = Day("Replied on", lean="past")
    answered_by = Line("Answered by")
    outcome = Choice("Outcome", vocabulary="referral_outcomes")
    escalated_to = Line("Escalated to")

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("sent", context.now.date().isoformat())

    @property
    def is_open(self) -> bool:
        """Waiting for an answer."""
        return not self.reply and self.outcome in ("", "accepted")


class Recommendation(Record):
    """An action recommended to the Command Staff, carried forward until done or declined."""

    KIND = "recommendation"
    PLURAL = "recommendations"
    TITLE = "text"
    DATED = "made"

    text = Text("Recommended action", required=True)
    answers = Refs(
        "Answers", prefix="answers", kinds=("concern", "problem"), help="the concerns and problems it answers"
    )
    owner = Line("Owner")
    resources = Line("Resources")
    made = Day("Made on", lean="past")
    due = Day("Due")
    decision = Choice("Decision", vocabulary="decisions")
    decided = Day("Decided on", lean="past")
    outcome = Choice("Outcome", vocabulary="recommendation_outcomes")
    finished = Day("Finished on", lean="past")
    obstacles = Text("Obstacles")
    reports = Refs("Appeared in", prefix="report", kinds=("report",), help="the issued ones", automatic=True)

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("made", context.now.date().isoformat())

    @property
    def is_open(self) -> bool:
        """Neither done nor declined."""
        return self.outcome not in ("done", "not done") and self.decision != "declined"
