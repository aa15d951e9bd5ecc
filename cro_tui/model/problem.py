"""A problem-solving project by the SARA model: scanning, analysis, response, assessment.

The steps and the questions of each follow the Center for Problem-Oriented Policing: the CHEERS test says whether it is
a problem at all, the crime triangle what keeps it going. Knows no store.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
            column(Amount, "goal", "Goal"),
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
        stored.setdefault("stage", STAGES[0])
        cls._refuse_unassessed(stored)

    def parse_changes(
        self, typed: Mapping[str, object], context: Context, added: Mapping[str, object] = MappingProxyType({})
    ) -> dict[str, Stored]:
        values = super().parse_changes(typed, context, added)
        if {"stage", "closed", "as_planned", "goal_met", "assessment"} & values.keys():
            self._refuse_unassessed({**self.values, **values})
        return values

    @classmethod
    def _refuse_unassessed(cls, stored: Mapping[str, Stored]) -> None:
        """A project that nobody assessed can't be closed."""
        if stored.get("stage") != STAGES[-1] and not stored.get("closed"):
            return
        missing = [name for name in ("as_planned", "goal_met", "assessment") if not stored.get(name)]
        if missing:
            raise BadValue(
                "stage",
                f"can't be closed without an assessment: {', '.join(missing).replace('_', ' ')} must be filled in",
            )

    @property
    def is_open(self) -> bool:
        """Not closed."""
        return self.stage != STAGES[-1]

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions of the CHEERS test that nobody answered yet."""
        return tuple(name for name in CHEERS if not self.values.get(name))
