"""``report [QUARTER]``: the quarterly report to the Command Staff as a Word document; ``--issue`` freezes it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.cli import opening, output
from cro_tui.cli.targets import take_target, target_of
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.quarters import parse_quarter, previous_quarter, quarter_of
from cro_tui.model.report import AUDIENCES, Report

if TYPE_CHECKING:
    from cro_tui.report.facts import QuarterFacts
    from cro_tui.store.notebook import Notebook


def configure(parser: Parser) -> None:
    """What may stand behind ``report``."""
    parser.add_argument("quarter", nargs="?", metavar="QUARTER", help="2026-Q3 or 26Q3; without one, the current")
    parser.add_argument("--audience", choices=AUDIENCES, default=AUDIENCES[0], help="who will read it")
    parser.add_argument("--issue", action="store_true", help="freezes it; later the same bytes are written again")
    take_target(parser)


def run(given: argparse.Namespace) -> int:
    """Writes the report and prints its path; what is missing and what is left out goes to stderr."""
    from cro_tui.store.reading import without_collecting

    with without_collecting():
        return _run(given)


def _run(given: argparse.Namespace) -> int:
    from cro_tui.actions.reports import issued_report

    quarter = _quarter(given.quarter)
    notebook = opening.notebook_of(given.home)
    today = notebook.clock().date()
    quarter = quarter or quarter_of(today.isoformat())
    standing = issued_report(notebook, quarter, given.audience)
    if given.issue and standing is not None:
        from cro_tui.word.issuing import write_issued

        output.say(output.visible(str(write_issued(standing, target_of(given, notebook)))))
        _remark(f"{_since(standing)}; these are its bytes. To issue another, void it: "
                f"cro-tui set {standing.id} voided=REASON")  # fmt: skip
        return 0
    from cro_tui.report.quarter import quarter_facts

    if given.issue:
        path = _issue(notebook, quarter, given, today)
        facts = quarter_facts(notebook, quarter, given.audience, today)  # anew: something is issued now
    else:
        facts = quarter_facts(notebook, quarter, given.audience, today)
        path = _write(notebook, facts, given)
    output.say(output.visible(str(path)))
    if given.issue:
        _remark(f"{quarter} is issued for {given.audience}: its document and facts are frozen")
    if standing is not None:
        _remark(f"{_since(standing)}; this one is as of today. --issue writes the issued one again")
    if given.quarter is None:
        _remark_on_last(notebook, quarter, given.audience)
    _remark_on_gaps(facts, given)
    return 0


def _quarter(typed: str | None) -> str:
    if typed is None:
        return ""
    try:
        return parse_quarter(typed)
    except ValueError as problem:
        raise Usage(str(problem)) from None


def _write(notebook: Notebook, facts: QuarterFacts, given: argparse.Namespace) -> Path:
    from cro_tui.word.quarterly import write_facts

    return write_facts(facts, notebook.settings, given.audience, target_of(given, notebook))


def _issue(notebook: Notebook, quarter: str, given: argparse.Namespace, today: date) -> Path:
    """The file comes first: what can't be written is not issued, and what could not be saved leaves no file."""
    from cro_tui.actions.reports import issue
    from cro_tui.word.issuing import freeze_quarterly, write_frozen

    frozen = freeze_quarterly(notebook, notebook.settings, quarter, given.audience, today)
    path = write_frozen(frozen, target_of(given, notebook))
    try:
        issue(notebook, frozen)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _since(report: Report) -> str:
    from cro_tui.report.sentences import moment

    return f"{report.quarter} was issued for {report.audience} on {moment(report.issued)}"


def _remark_on_last(notebook: Notebook, quarter: str, audience: str) -> None:
    from cro_tui.actions.reports import issued_report

    last = previous_quarter(quarter)
    state = "issued" if issued_report(notebook, last, audience) else "not issued yet"
    _remark(f"{quarter} is not over; the last whole quarter, {last}, is {state}")


def _remark_on_gaps(facts: QuarterFacts, given: argparse.Namespace) -> None:
    for heading, gaps in (("still missing", facts.missing), (f"left out for {given.audience}", facts.left_out)):
        for gap in gaps:
            _remark(f"{heading}: {gap.sentence}")
    if facts.came_late:
        _remark(f"late: {len(facts.came_late)} entered since it was issued; the next report tells of them")


def _remark(sentence: str) -> None:
    output.remark(f"cro-tui report: {sentence}")
