"""``export KIND``: the records of a kind as CSV, JSON or vCards, into a file or a pipe."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cro_tui.cli import opening, output
from cro_tui.cli.kind import kind_called
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.kinds import ACTIONS, BY_PLURAL
from cro_tui.model.survey import Survey
from cro_tui.model.training import Training

CONTACTS = "contacts"
"""The only kind that vCards can hold."""


def configure(parser: Parser) -> None:
    """What may stand behind ``export``."""
    parser.add_argument("kind", metavar="KIND", help="concerns, contacts, …, actions")
    parser.add_argument("--format", choices=("csv", "json", "vcf"), default="csv")
    parser.add_argument(
        "--survey", metavar="ID", help="with surveys: the results of that one; with responses: its forms as a table"
    )
    parser.add_argument("-o", dest="file", metavar="FILE", help="without it, the records go to the output")
    parser.add_argument(
        "--without-restricted",
        action="store_true",
        help="leaves out restricted records and people, also their names in the texts of others",
    )


def run(given: argparse.Namespace) -> int:
    """Writes them and says how many went into a file; that there are none is no error."""
    from cro_tui.exchange.exporting import export_all

    plural = ACTIONS if given.kind.casefold() == ACTIONS else kind_called(given.kind).PLURAL
    if given.format == "vcf" and plural != CONTACTS:
        raise Usage(f"only {CONTACTS} can be written as vCards; take --format csv or json for {plural}")
    notebook = opening.notebook_of(given.home)
    if given.survey:
        from cro_tui.cli.forms import survey_table

        found = survey_table(notebook, plural, given)
    else:
        found = export_all(notebook, plural, given.format, without_restricted=given.without_restricted)
    if given.file:
        Path(given.file).write_bytes(found.raw)
        output.say(
            output.visible(f"wrote {_counted(found.count, plural, of_survey=bool(given.survey))} to {given.file}")
        )
    elif sys.stdout is None or sys.stdout.isatty():
        for line in output.paragraphs(found.raw.decode("utf-8")):
            output.say(line)
    else:
        output.flush()
        sys.stdout.buffer.write(found.raw)
    if found.restricted:
        output.remark(f"cro-tui export: {_of_restricted(found.restricted, left_out=given.without_restricted)}")
    return 0


def _of_restricted(count: int, *, left_out: bool) -> str:
    records, are, them = ("record", "is", "it") if count == 1 else ("records", "are", "them")
    if left_out:
        return f"{count} restricted {records} left out, and restricted people's names in the others"
    return f"{count} restricted {records} {are} in this file in clear; --without-restricted leaves {them} out"


def _counted(count: int, plural: str, *, of_survey: bool = False) -> str:
    words = {ACTIONS: ("action", ACTIONS), Training.PLURAL: ("training session", "training sessions")}
    if of_survey and plural == Survey.PLURAL:
        return f"the results of {count} {'question' if count == 1 else 'questions'}"
    one, many = words.get(plural) or (BY_PLURAL[plural].KIND, plural)
    return f"{count} {one if count == 1 else many}"
