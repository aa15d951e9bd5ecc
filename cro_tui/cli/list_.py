"""``list KIND``: the records of a kind, or the actions of all minutes."""

from __future__ import annotations

import argparse

from cro_tui.actions.base import context_of
from cro_tui.actions.meetings import all_actions
from cro_tui.cli import opening, output
from cro_tui.cli.columns import cells, columns_of, is_firm
from cro_tui.cli.kind import kind_called
from cro_tui.cli.lookup import Named
from cro_tui.cli.table import table, terminal_width
from cro_tui.cli.usage import Parser, Usage
from cro_tui.cli.where_terms import VOIDED, Test, term
from cro_tui.model.fields import Stored
from cro_tui.model.kinds import ACTIONS
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook


def configure(parser: Parser) -> None:
    """What may stand behind ``list``."""
    parser.add_argument("kind", metavar="KIND", help="concerns, contacts, …, actions")
    parser.add_argument("--quarter", metavar="Q", help="by the date of the kind itself, e.g. 2026-Q3 or 26Q3")
    parser.add_argument("--where", metavar="FIELD=VALUE", action="append", default=[], help="several must all hold")
    parser.add_argument("--json", action="store_true", help="everything about them, as one JSON array")


def run(given: argparse.Namespace) -> int:
    """Lists them by their dates; that there are none is no error."""
    kind = None if given.kind.casefold() == ACTIONS else kind_called(given.kind)
    days = _days(given.quarter)
    notebook = opening.notebook_of(given.home)
    context = context_of(notebook)
    terms = [term(notebook, kind, word, context) for word in given.where]
    found = [
        one
        for one in _all(notebook, kind, voided=any(name == VOIDED for name, _ in terms))
        if (days is None or days[0] <= _day(one) <= days[1]) and _holds(one, [test for _, test in terms])
    ]
    found.sort(key=lambda one: (_day(one), one.id))
    if given.json:
        output.say_json(_plain(one) for one in found)
    elif found:
        for line in listed(notebook, kind, found):
            output.say(line)
    else:
        output.say(f"No {ACTIONS if kind is None else kind.PLURAL}.")
    return 0


def listed(notebook: Notebook, kind: type[Record] | None, found: list[Named]) -> list[str]:
    """The lines of the table for people; dates and what names a record are never cut."""
    names = columns_of(kind)
    rows = (cells(notebook, one, names) for one in found)
    firm = {index for index, name in enumerate(names) if is_firm(kind, name)}
    return table([name.replace("_", " ").upper() for name in names], rows, terminal_width(), firm)


def _plain(one: Named) -> dict[str, Stored]:
    return one.plain() if isinstance(one, Action) else one.plain(whole=False)


def _days(quarter: str | None) -> tuple[str, str] | None:
    if quarter is None:
        return None
    from cro_tui.model.quarters import parse_quarter, quarter_days

    try:
        return quarter_days(parse_quarter(quarter))
    except ValueError as problem:
        raise Usage(f"--quarter: {problem}") from None


def _all(notebook: Notebook, kind: type[Record] | None, *, voided: bool) -> list[Named]:
    if kind is not None:
        return list(notebook.all(kind, voided=voided))
    if not voided:
        return list(all_actions(notebook))
    return [action for meeting in notebook.all(Meeting, voided=True) for action in meeting.actions]


def _day(one: Named) -> str:
    return one.meeting.day if isinstance(one, Action) else one.day


def _holds(one: Named, tests: list[Test]) -> bool:
    return all(test(one) for test in tests)
