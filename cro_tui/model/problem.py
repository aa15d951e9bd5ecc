"""A problem-solving project by the SARA model: scanning, analysis, response, assessment.

The steps and the questions of each follow the Center for Problem-Oriented Policing: the CHEERS test says whether it is
a problem at all, the crime triangle what keeps it going. Knows no store.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from cro_tui.model.fields import (
    Amount,
    BadValue,
    Choice,
    Context,
    Day,
    Line,
    OpenChoice,
    Refs,
    Rows,
    Stored,
    Text,
    column,
)
from cro_tui.model.record import Record

STAGES = ("scanning", "analysis", "response", "assessment", "closed")
AS_PLANNED = ("yes", "in part", "no")
GOAL_MET = ("yes", "in part", "no", "too early to say")
CHEERS = ("community", "harm", "expectation", "events", "recurring", "similarity")
"""The six questions of the test, each a field that says why."""
TRIANGLE = ("offender", "handler", "target", "guardian", "location", "manager")
"""The three sides of the crime triangle, each with who could control it."""
SIDES = (("offender", "handler"), ("target", "guardian"), ("location", "manager"))
STAGE_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "scanning": ("statement", *CHEERS),
        "analysis": (*TRIANGLE, "data_used", "hypothesis"),
        "response": ("objective", "alternatives"),
        "assessment": ("as_planned", "goal_met", "displacement", "assessment", "assessed"),
    }
)
"""Stage -> the fields in which it is written down, besides its lists."""
ASSESSED_BY = ("as_planned", "goal_met", "assessment")
"""Without these there is no assessment."""
_NEEDED = {
    "scanning": ("statement",),
    "analysis": ("data_used", "hypothesis"),
    "response": ("objective",),
    "assessment": (*ASSESSED_BY, "displacement"),
}


class Problem(Record):
    """What several concerns have in common, worked on until it is known what came of it."""

    KIND = "problem"
    PLURAL = "problems"
    TITLE = "title"
    DATED = "opened"

    title = Line("Problem", required=True, help="in one line")
    statement = Text("Problem statement", help="who is harmed by what, where and when")
    stage = Choice("Stage", fixed=STAGES)
    opened = Day("Opened", lean="past")
    owner = Line("Owner")
    review = Day("Look again", help="when the project is looked at again")
    place = Line("Place")
    neighborhood = OpenChoice("Neighborhood", vocabulary="neighborhoods")
    category = Choice("Category", vocabulary="categories")
    concerns = Refs("Concerns", prefix="concern", kinds=("concern",), help="those that it groups")
    partners = Refs("Partners", prefix="partner", kinds=("organization", "contact"), help="who works on it, too")

    community = Text("Community", help="who of the community is affected")
    harm = Text("Harm", help="what it does to them")
    expectation = Text("Expectation", help="what they expect of the police")
    events = Text("Events", help="single events that can be told apart")
    recurring = Text("Recurring", help="how often they come back")
    similarity = Text("Similarity", help="what they have in common")

    offender = Text("Offender", help="who does it, without names")
    handler = Text("Handler", help="who could influence them")
    target = Text("Target or victim")
    guardian = Text("Guardian", help="who could protect it")
    location = Text("Location", help="what is special about the place")
    manager = Text("Manager", help="who is in charge of the place")
    data_used = Text("Data used", help="calls, reports, talks, visits; from when to when")
    hypothesis = Text("Hypothesis", help="why it goes on")

    objective = Text("Objective", help="what is to be reached, by how much, until when")
    alternatives = Text("Alternatives", help="what else was thought of")
    responses = Rows(
        "Responses",
        prefix="response",
        main="what",
        order="due",
        columns=(
            column(Line, "what", "Response", required=True),
            column(Line, "owner", "Owner"),
            column(Day, "due", "Due"),
            column(Day, "done", "Done on", lean="past"),
            column(Line, "notes", "Notes"),
        ),
    )

    as_planned = Choice("Done as planned", fixed=AS_PLANNED)
    measures = Rows(
        "Measures",
        prefix="measure",
        main="what",
        columns=(
            column(Line, "what", "Measure", required=True, help="what is counted, and by whom"),
            column(Amount, "before", "Before"),
            column(Line, "before_when", "Before, when", help="the days that were counted"),
            column(Amount, "after", "After"),
            column(Line, "after_when", "After, when"),
            column(Amount, "goal", "Goal", help="a number"),
        ),
    )
    goal_met = Choice("Goal met", fixed=GOAL_MET)
    displacement = Text("Displacement", help="whether it went elsewhere, or got better nearby")
    assessment = Text("Assessment", help="what came of it, and how that is known")
    assessed = Day("Assessed on", lean="past")
    closed = Day("Closed on", lean="past")

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("opened", context.now.date().isoformat())
        stored.setdefault("stage", STAGES[-1] if stored.get("closed") else STAGES[0])
        stored.update(_following({}, stored, context))
        _refuse_unassessed(stored)

    @classmethod
    def agree(cls, stored: dict[str, Stored]) -> None:
        super().agree(stored)
        if stored.get("closed") and not stored.get("stage"):
            stored["stage"] = STAGES[-1]
        _refuse_unassessed(stored)

    def parse_changes(
        self, typed: Mapping[str, object], context: Context, added: Mapping[str, object] = MappingProxyType({})
    ) -> dict[str, Stored]:
        values = super().parse_changes(typed, context, added)
        if {"stage", "closed", *ASSESSED_BY} & values.keys():
            for key, value in _following(self.values, values, context).items():
                if self.differs(key, value):
                    values[key] = value
                else:
                    values.pop(key, None)
            _refuse_unassessed({**self.values, **values})
        return values

    @property
    def is_open(self) -> bool:
        """Not closed."""
        return self.stage != STAGES[-1]

    @property
    def is_assessed(self) -> bool:
        """Whether somebody said what came of it."""
        return all(self.values.get(name) for name in ASSESSED_BY)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions of the CHEERS test that nobody answered yet."""
        return tuple(name for name in CHEERS if not self.values.get(name))

    @property
    def bare_sides(self) -> tuple[str, ...]:
        """The sides of the crime triangle of which nothing is said."""
        return tuple(side[0] for side in SIDES if not any(self.values.get(name) for name in side))

    @property
    def owed(self) -> tuple[dict[str, Any], ...]:
        """The responses that are not done, the first due first; those without a day last."""
        left = (row for row in self.responses if not row.get("done"))
        return tuple(sorted(left, key=lambda row: (str(row.get("due") or "9999"), str(row["id"]))))

    @property
    def next_due(self) -> str:
        """The ISO date on which something of an open project is due: a response, or the next look; ``""`` for none."""
        if not self.is_open:
            return ""
        days = [str(row.get("due") or "") for row in self.owed]
        return min((day for day in (*days, self.review) if day), default="")

    def lacks(self, stage: str) -> tuple[str, ...]:
        """What a *stage* still needs before it is whole, in a few words each."""
        lacking = [self.FIELDS[name].label.lower() for name in _NEEDED.get(stage, ()) if not self.values.get(name)]
        if stage == "scanning":
            lacking += [f"CHEERS ({', '.join(self.unanswered)})"] if self.unanswered else []
            lacking += [] if self.concerns else ["concerns"]
        elif stage == "analysis":
            lacking += [f"triangle ({', '.join(self.bare_sides)})"] if self.bare_sides else []
        elif stage == "response":
            if not self.responses:
                lacking.append("a response")
            elif any(not (row.get("owner") and (row.get("due") or row.get("done"))) for row in self.responses):
                lacking.append("an owner and a day for each response")
            lacking += [] if any(map(has_baseline, self.measures)) else ["a measure before it begins"]
        elif stage == "assessment":
            counted = any(has_baseline(row) and was_taken_again(row) for row in self.measures)
            lacking += [] if counted else ["a measure before and after"]
        return tuple(lacking)


def has_baseline(measure: Mapping[str, Stored]) -> bool:
    """Whether a measure was taken before the responses."""
    return measure.get("before") is not None


def was_taken_again(measure: Mapping[str, Stored]) -> bool:
    """Whether a measure was taken after them."""
    return measure.get("after") is not None


def _following(before: Mapping[str, Stored], values: Mapping[str, Stored], context: Context) -> dict[str, Stored]:
    """What follows from *values* written over those *before*: stage and day of closing agree, an assessment has a
    day."""
    after = {**before, **values}
    today = context.now.date().isoformat()
    follows: dict[str, Stored] = {}
    if "stage" in values and values["stage"] != STAGES[-1]:
        follows |= {"closed": None, "stage": values["stage"] or STAGES[0]}
    elif values.get("closed"):
        follows["stage"] = STAGES[-1]
    elif {"stage", "closed"} & values.keys() and after.get("stage") == STAGES[-1]:
        follows["closed"] = before.get("closed") or today
    if all(after.get(name) for name in ASSESSED_BY) and not after.get("assessed"):
        follows["assessed"] = today
    return follows


def _refuse_unassessed(stored: Mapping[str, Stored]) -> None:
    """A project that nobody assessed can't be closed."""
    if stored.get("stage") != STAGES[-1] and not stored.get("closed"):
        return
    missing = [Problem.FIELDS[name].label.lower() for name in ASSESSED_BY if not stored.get(name)]
    if missing:
        raise BadValue("stage", f"can't be closed without an assessment: {', '.join(missing)} must be filled in")
