"""``export KIND``: the records of a kind as CSV, JSON or vCards, into a file or a pipe."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cro_tui.cli import opening, output
from cro_tui.cli.kind import kind_called
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.kinds import ACTIONS

CONTACTS = "contacts"
"""The only kind that vCards can hold."""


def configure(parser: Parser) -> None:
    """What may stand behind ``export``."""
    parser.add_argument("kind", metavar="KIND", help="concerns, contacts, …, actions")
    parser.add_argument("--format", choices=("csv", "json", "vcf"), default="csv")
    parser.add_argument("-o", dest="file", metavar="FILE", help="without it, the records go to the output")


def run(given: argparse.Namespace) -> int:
    """Writes them; that there are none is no error."""
    from cro_tui.exchange.exporting import export

    plural = ACTIONS if given.kind.casefold() == ACTIONS else kind_called(given.kind).PLURAL
    if given.format == "vcf" and plural != CONTACTS:
        raise Usage(f"only {CONTACTS} can be written as vCards; take --format csv or json for {plural}")
    raw = export(opening.notebook_of(given.home), plural, given.format)
    if given.file:
        Path(given.file).write_bytes(raw)
    elif sys.stdout is None or sys.stdout.isatty():
        for line in output.paragraphs(raw.decode("utf-8")):
            output.say(line)
    else:
        output.flush()
        sys.stdout.buffer.write(raw)
    return 0
