"""``set ID|NUMBER FIELD=VALUE…``: changes a record, or an action of some minutes."""

from __future__ import annotations

import argparse

from cro_tui.actions.base import Unchanged
from cro_tui.actions.meetings import set_action
from cro_tui.actions.records import change
from cro_tui.cli import opening, output
from cro_tui.cli.assignments import assignments
from cro_tui.cli.beside import remarks
from cro_tui.cli.lookup import one_named
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.meeting import Action
from cro_tui.model.record import Record


def configure(parser: Parser) -> None:
    """What may stand behind ``set``."""
    parser.add_argument("id", metavar="ID|NUMBER")
    parser.add_argument(
        "fields",
        nargs="+",
        metavar="FIELD=VALUE",
        help="FIELD= clears, FIELD+=VALUE adds to a list, voided=REASON voids, voided= restores",
    )


def run(given: argparse.Namespace) -> int:
    """Makes the change and says it; saying what stands there already is no error."""
    whole, added = assignments(given.fields)
    notebook = opening.notebook_of(given.home)
    found = one_named(notebook, given.id)
    _only_lists(found, added)
    try:
        if isinstance(found, Action):
            done = set_action(notebook, found, whole)
        else:
            done = change(notebook, found, whole, added=added)
    except Unchanged as why:
        output.remark(f"cro-tui set: {why}")
        return 0
    output.say(output.visible(done.says))
    if not isinstance(found, Action):
        remarks("set", notebook, done, {**whole, **added}, given.home)
    return 0


def _only_lists(found: Record | Action, added: dict[str, str]) -> None:
    for name in added:
        field = None if isinstance(found, Action) else found.FIELDS.get(name)
        if isinstance(found, Action) or (field is not None and not field.many):
            raise Usage(f"“{name}” holds one value, nothing can be added to it: {name}=VALUE")
