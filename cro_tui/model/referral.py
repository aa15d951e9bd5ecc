"""Handing a concern to somebody who can act, and the actions recommended to the Command Staff."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from cro_tui.model.fields import BadValue, Choice, Context, Day, Line, Ref, Refs, Rows, Stored, Text, YesNo, column
from cro_tui.model.record import Record

SUPERVISOR, UNIT, CITY, AGENCY, SERVICE = "supervisor", "unit", "City department", "agency", "service"
"""Kinds of addressees that the program knows by itself, where the department has the words."""
ACCEPTED, NO_REPLY, WITHDRAWN = "accepted", "no reply", "withdrawn"
"""Outcomes on which the program rests: taken on but not answered; given up, or taken back, by an officer."""


class Escalations(Rows):
    """To whom it went, one above the other, when nobody answered. A new line is of today."""

    def parse_row(self, row: object, context: Context) -> tuple[str, dict[str, Stored]]:
        line_id, stored = super().parse_row(row, context)
        if not (isinstance(row, Mapping) and row.get("id")):
            stored.setdefault("date", context.now.date().isoformat())
        return line_id, stored


class Referral(Record):
    """A concern handed to a supervisor, unit, City department, agency or service. Open until somebody answers."""

    KIND = "referral"
    PLURAL = "referrals"
    TITLE = "to"
    DATED = "sent"

    of = Ref(
        "Of",
        kinds=("concern", "problem", "contact"),
        required=True,
        help="the concern or problem that is referred, the resident who is sent",
    )
    to = Line("To", required=True, help="supervisor, unit, department, agency or service")
    kind = Choice("Kind", vocabulary="referral_kinds", help="of addressee")
    organization = Ref("Organization", kinds=("organization",), help="the addressee in the address book")
    method = Choice("Method", vocabulary="referral_methods")
    message = Text("Message")
    sent = Day("Sent", lean="past")
    no_answer = YesNo("No answer needed", help="for information, or a resident sent to a service")
    due = Day("Answer due")
    acknowledged = Day("Acknowledged", lean="past")
    reply = Text("Reply")
    replied = Day("Replied on", lean="past")
    answered_by = Line("Answered by")
    outcome = Choice("Outcome", vocabulary="referral_outcomes")
    escalations = Escalations(
        "Escalated",
        prefix="escalation",
        main="to",
        order="date",
        columns=(
            column(Line, "to", "To", required=True),
            column(Day, "date", "Date", lean="past"),
            column(Day, "due", "Answer due"),
            column(Line, "why", "Why"),
        ),
    )

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("sent", context.now.date().isoformat())
        cls._refuse_unnamed(stored)

    def parse_changes(
        self, typed: Mapping[str, object], context: Context, added: Mapping[str, object] = MappingProxyType({})
    ) -> dict[str, Stored]:
        values = super().parse_changes(typed, context, added)
        if {"reply", "outcome", "answered_by"} & values.keys():
            self._refuse_unnamed({**self.values, **values})
        return values

    @classmethod
    def _refuse_unnamed(cls, stored: Mapping[str, Stored]) -> None:
        """An answer is somebody's: without a name it ends nothing."""
        if _is_answer(stored) and not stored.get("answered_by"):
            who = "who gave up" if stored.get("outcome") in (NO_REPLY, WITHDRAWN) else "who answered"
            raise BadValue("answered_by", f"must not be empty: {who}?")

    @property
    def is_open(self) -> bool:
        """Waiting for an answer."""
        return not self.no_answer and not _is_answer(self.values)

    @property
    def owed_by(self) -> str:
        """Who owes the answer now: the addressee, or to whom it was taken last."""
        steps = self.escalations
        return str(steps[-1]["to"]) if steps else self.to

    @property
    def owed_since(self) -> str:
        """ISO date since which that one owes it."""
        steps = self.escalations
        return str(steps[-1].get("date") or self.day) if steps else self.day

    @property
    def owed_due(self) -> str:
        """ISO date by which that one is to answer; ``""`` where none is named."""
        steps = self.escalations
        return str(steps[-1].get("due") or "") if steps else self.due


def _is_answer(stored: Mapping[str, Any]) -> bool:
    return bool(stored.get("reply")) or stored.get("outcome") not in (None, "", ACCEPTED)


class Recommendation(Record):
    """An action recommended to the Command Staff, carried forward until done or declined."""

    KIND = "recommendation"
    PLURAL = "recommendations"
    TITLE = "text"
    DATED = "made"

    text = Text("Recommended action", required=True)
    answers = Refs(
        "Answers",
        prefix="answers",
        kinds=("concern", "problem", "survey"),
        help="the concerns, problems and surveys it answers",
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
