"""A training session and its roster; hours follow from signing in and out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from cro_tui.model import vocabulary as v
from cro_tui.model.fields import (
    Amount,
    Choice,
    Context,
    Line,
    Moment,
    Ref,
    Rows,
    Stored,
    Text,
    column,
)
from cro_tui.model.record import Record

_ROUNDED = Decimal("0.5")
"""So many hours may lie between what two people round differently."""


class Training(Record):
    """One session of any kind of training or presentation."""

    KIND = "training"
    PLURAL = "training"
    TITLE = "title"
    DATED = "start"

    title = Line("Title", required=True)
    topic = Line("Topic")
    kind = Choice("Kind", vocabulary="training_kinds", help="given: you teach; own continuing education: you attend")
    start = Moment("Start", lean="future")
    hours = Amount("Hours")
    place = Line("Place")
    instructor = Line("Instructor")
    credential = Line("Instructor's credential")
    lesson_plan = Line("Lesson plan")
    objectives = Text("Objectives")
    course = Line("POST course number")
    program = Ref("Program", kinds=("program",), help="the series to which it belongs")
    roster = Rows(
        "Roster",
        prefix="roster",
        main="name",
        columns=(
            column(Line, "name", "Name", required=True),
            column(Line, "agency", "Agency or ID"),
            column(Moment, "in", "Signed in", lean="past"),
            column(Moment, "out", "Signed out", lean="past"),
            column(Amount, "hours", "Hours"),
            column(Amount, "score", "Score"),
            column(Choice, "result", "Result", fixed=v.RESULTS),
            column(Ref, "contact", "Contact", kinds=("contact",)),
        ),
    )
    notes = Text("Notes")

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("start", context.now.isoformat(timespec="minutes"))


def hours_between(signed_in: str, signed_out: str) -> str | None:
    """Hours between two ISO moments to the nearest quarter; None where one is no time or they run back."""
    try:
        spent = datetime.fromisoformat(signed_out) - datetime.fromisoformat(signed_in)
    except (ValueError, TypeError):
        return None
    if len(signed_in) < 16 or spent.total_seconds() < 0:
        return None
    quarters = (Decimal(int(spent.total_seconds())) / 900).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{(quarters / 4).normalize():f}"


def beyond_times(line: Mapping[str, Any]) -> bool:
    """Whether a roster *line* counts more hours than lie between signing in and out: somebody noted them by hand."""
    spent = hours_between(str(line.get("in") or ""), str(line.get("out") or ""))
    try:
        return spent is not None and Decimal(str(line.get("hours"))) > Decimal(spent) + _ROUNDED
    except InvalidOperation:
        return False


def signed_out(line: dict[str, Stored], at: str) -> dict[str, Stored]:
    """The roster *line* signed out at the ISO moment *at*, its hours worked out unless they were given."""
    hours = hours_between(str(line.get("in") or ""), at)
    known = {} if hours is None or line.get("hours") else {"hours": hours}
    return {**line, "out": at, **known}
