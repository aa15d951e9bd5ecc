"""``report [QUARTER]``: the quarterly report to the Command Staff as a Word document."""

from __future__ import annotations

import argparse
from datetime import date

from cro_tui.cli import opening, output
from cro_tui.cli.targets import take_target, target_of
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.quarters import parse_quarter, previous_quarter, quarter_of

AUDIENCES = ("command", "agency", "public")


def configure(parser: Parser) -> None:
    """What may stand behind ``report``."""
    parser.add_argument("quarter", nargs="?", metavar="QUARTER", help="2026-Q3 or 26Q3; without one, the current")
    parser.add_argument("--audience", choices=AUDIENCES, default=AUDIENCES[0], help="who will read it")
    take_target(parser)


def run(given: argparse.Namespace) -> int:
    """Writes the report and prints its path; what is missing and what is left out goes to stderr."""
    from cro_tui.report.quarter import quarter_facts
    from cro_tui.word.quarterly import write_quarterly

    today = date.today()
    quarter = _quarter(given.quarter, today)
    notebook = opening.notebook_of(given.home)
    target = target_of(given, notebook)
    facts = quarter_facts(notebook, quarter, given.audience, today)
    path = write_quarterly(notebook, notebook.settings, quarter, given.audience, today, target)
    output.say(output.visible(str(path)))
    if given.quarter is None:
        output.remark(f"cro-tui report: {quarter} is not over; the last whole quarter is {previous_quarter(quarter)}")
    for heading, gaps in (("still missing", facts.missing), (f"left out for {given.audience}", facts.left_out)):
        for gap in gaps:
            output.remark(f"cro-tui report: {heading}: {gap.sentence}")
    return 0


def _quarter(typed: str | None, today: date) -> str:
    if typed is None:
        return quarter_of(today.isoformat())
    try:
        return parse_quarter(typed)
    except ValueError as problem:
        raise Usage(str(problem)) from None
