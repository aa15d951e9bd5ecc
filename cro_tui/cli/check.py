"""``check``: whether every file is whole, and what waits for somebody."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from cro_tui.cli import opening, output
from cro_tui.cli.homes import home_of
from cro_tui.cli.usage import Parser
from cro_tui.store.check import Finding, check_files, check_records, repair
from cro_tui.store.errors import Notice
from cro_tui.store.notebook import Notebook


def configure(parser: Parser) -> None:
    """What may stand behind ``check``."""
    parser.add_argument(
        "--repair", action="store_true", help="writes this laptop's damaged files anew; the originals are kept in torn/"
    )


def run(given: argparse.Namespace) -> int:
    """Says what was found; 1 if anything is wrong."""
    home = home_of(given.home)
    settings = opening.settings_of(home)
    if given.repair:
        _say("Repaired", repair(home))
    findings = check_files(home)
    notebook = Notebook.open(home, settings)
    _say("Set right", notebook.notices)  # as every opening does
    findings += check_records(notebook)
    wrong = [one for one in findings if one.wrong]
    _say("Wrong", wrong)
    _say("To know", [one for one in findings if not one.wrong])
    verdict = f"{len(wrong)} thing(s) wrong" if wrong else "Every file is whole"
    verdict += "; settings.toml has what can't be used" if settings.notices else ""
    output.say(f"{verdict}: {notebook.changes()} changes, {notebook.count()} records.")
    return 1 if wrong or settings.notices else 0


def _say(heading: str, findings: Sequence[Finding | Notice]) -> None:
    for finding in findings:
        output.say(output.visible(f"{heading}: {finding}"))
