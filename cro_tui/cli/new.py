"""``new KIND FIELD=VALUE…``: a record of any kind."""

from __future__ import annotations

import argparse

from cro_tui.actions.records import create
from cro_tui.cli import opening, output
from cro_tui.cli.assignments import assignments
from cro_tui.cli.beside import remarks
from cro_tui.cli.kind import kind_called
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.concern import Concern
from cro_tui.model.kinds import ACTIONS


def configure(parser: Parser) -> None:
    """What may stand behind ``new``."""
    parser.add_argument("kind", metavar="KIND", help="concerns, contacts, …")
    parser.add_argument("fields", nargs="+", metavar="FIELD=VALUE", help="FIELD+=VALUE adds one more to a list")


def run(given: argparse.Namespace) -> int:
    """Makes the record and prints its number or id."""
    if given.kind == ACTIONS:
        raise Usage("actions stand in the minutes of a meeting: set MEETING-ID entries+='a: what @owner due:fri'")
    kind = kind_called(given.kind)
    whole, added = assignments(given.fields)
    notebook = opening.notebook_of(given.home)
    typed = {**whole, **added}
    done = create(notebook, kind, typed)
    record = done.record
    output.say(output.visible(record.number if isinstance(record, Concern) and record.number else record.id))
    remarks("new", notebook, done, typed, given.home)
    return 0
