"""The standards calendar in the quarterly report: when the public was asked, and each topic from both sides.

Knows facts and paper.
"""

from __future__ import annotations

from cro_tui.report.facts import QuarterFacts
from cro_tui.report.survey_facts import BothSides
from cro_tui.word.listing import Listing, plain
from cro_tui.word.paper import Paper


def standards(paper: Paper, facts: QuarterFacts) -> None:
    """When the next survey is due; what concerns told of its topics beside what the last one says."""
    found = facts.survey
    paper.heading("Survey and standards calendar")
    paper.paragraph(facts.said.get("survey", ""))
    paper.paragraph(" ".join(found.sentences))
    if not found.sides:
        return
    Listing[BothSides](
        f"Each topic of {found.title} from both sides",
        "For each of the five topics: the concerns that were heard, and the answers to the survey.",
        "",
        (
            plain("Topic", lambda one: one.topic.capitalize()),
            plain("From concerns", lambda one: one.concerns),
            plain("From the survey", lambda one: one.survey),
        ),
    ).print(paper, found.sides)
    paper.note(found.caveat)
