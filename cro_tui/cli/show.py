"""``show ID|NUMBER``: everything about one record, or about both that bear a number given twice."""

from __future__ import annotations

import argparse

from cro_tui.cli import opening, output
from cro_tui.cli.history import Step, history_of
from cro_tui.cli.lookup import Named, named
from cro_tui.cli.sheet import lines_of
from cro_tui.cli.usage import Parser
from cro_tui.model.survey import Survey
from cro_tui.store.notebook import Notebook


def configure(parser: Parser) -> None:
    """What may stand behind ``show``."""
    parser.add_argument(
        "id", metavar="ID|NUMBER", help="in any case; six characters of an id's beginning or end will do"
    )
    parser.add_argument("--history", action="store_true", help="every change: when, who, on which laptop, old -> new")
    parser.add_argument("--json", action="store_true", help="as a JSON object (an array for a number given twice)")


def run(given: argparse.Namespace) -> int:
    """Shows what the id or number names."""
    notebook = opening.notebook_of(given.home)
    found = named(notebook, given.id)
    steps = {one.id: history_of(notebook, one) if given.history else [] for one in found}
    if given.json:
        shown = [
            one.plain() | ({"history": [s.plain() for s in steps[one.id]]} if given.history else {}) for one in found
        ]
        if len(shown) == 1:
            output.say(output.one_json(shown[0]))
        else:
            output.say_json(shown)
        return 0
    for index, one in enumerate(found):
        if index:
            output.say("")
        for line in [*lines_of(notebook, one), *_results(notebook, one), *_history(one, steps[one.id])]:
            output.say(output.visible(line))
    return 0


def _results(notebook: Notebook, one: Named) -> list[str]:
    """What a survey found, behind what it asked."""
    if not isinstance(one, Survey):
        return []
    from cro_tui.report.survey_text import lines
    from cro_tui.report.surveying import results

    return ["", "Results", *lines(results(notebook, one))]


def _history(one: Named, steps: list[Step]) -> list[str]:
    return [line for step in steps for line in ("", *step.lines(one))]
