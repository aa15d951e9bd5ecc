"""``find QUERY``: everything that holds the words, people first; typos and sounds-alike are found too."""

from __future__ import annotations

import argparse

from cro_tui.cli import opening, output
from cro_tui.cli.columns import ID_SHOWN, is_hidden, title_of
from cro_tui.cli.table import table, terminal_width
from cro_tui.cli.usage import Parser
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import clean
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook

SHOWN = 50
"""Hits that a person looks through."""
TITLES = ("KIND", "ID", "NAME", "", "WHY")


def configure(parser: Parser) -> None:
    """What may stand behind ``find``."""
    parser.add_argument("query", nargs="+", metavar="QUERY", help="words, beginnings of words, or a phone number")
    parser.add_argument("--json", action="store_true", help="all hits with everything about them, as one JSON array")


def run(given: argparse.Namespace) -> int:
    """Searches; that nothing is found is no error."""
    from cro_tui.find.index import Index
    from cro_tui.find.records import fill

    notebook = opening.notebook_of(given.home)
    query = clean(" ".join(given.query))
    index = Index()
    fill(index, notebook.everything(), notebook.get)
    hits = index.search(query, limit=notebook.count() if given.json else SHOWN + 1)
    found = [(record, hit) for hit in hits if (record := notebook.get(hit.key)) is not None]
    if given.json:
        output.say_json({**record.plain(whole=False), "score": hit.score, "why": hit.why} for record, hit in found)
    elif found:
        rows = ((*_row(notebook, record), hit.why) for record, hit in found[:SHOWN])
        for line in table(TITLES, rows, terminal_width(), firm=(0, 1)):
            output.say(line)
        if len(found) > SHOWN:
            output.say(f"… and more than these {SHOWN}: another word would narrow it.")
    else:
        output.say("Nothing found.")
    return 0


def _row(notebook: Notebook, record: Record) -> tuple[str, str, str, str]:
    number = record.number if isinstance(record, Concern) else ""
    besides = "" if is_hidden(notebook, record) else _besides(record)
    return record.KIND, number or record.id[-ID_SHOWN:], title_of(notebook, record), besides


def _besides(record: Record) -> str:
    """What helps to tell it from others: phones of people, the status of a concern, the day of the rest."""
    if isinstance(record, Contact | Organization):
        return ", ".join(record.phones)
    return f"{record.day} {record.status}" if isinstance(record, Concern) else record.day
