"""``import KIND FILE``: rows of a file as records. Good ones are kept, bad ones named."""

from __future__ import annotations

import argparse
from pathlib import Path

from cro_tui.cli import opening, output
from cro_tui.cli.assignments import one_assignment
from cro_tui.cli.kind import kind_called
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.fields import short
from cro_tui.model.kinds import ACTIONS


def configure(parser: Parser) -> None:
    """What may stand behind ``import``."""
    parser.add_argument("kind", metavar="KIND", help="concerns, contacts, …")
    parser.add_argument("file", metavar="FILE", help="csv with a first row of names, json of an export, or vcf")
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="which column a field comes from"
    )
    parser.add_argument("--dry-run", action="store_true", help="says what would be done, and does nothing")


def run(given: argparse.Namespace) -> int:
    """Imports and says how many; 1 if any row was bad."""
    from cro_tui.exchange.importing import import_file

    if given.kind.casefold() == ACTIONS:
        raise Usage("actions come with the meetings in whose minutes they stand")
    kind = kind_called(given.kind)
    mapping = [_mapped(word) for word in given.map]
    notebook = opening.notebook_of(given.home)
    did = import_file(notebook, kind, Path(given.file), mapping, dry_run=given.dry_run)
    for warning in did.warnings:
        output.remark(f"cro-tui import: {warning}")
    if did.unused:
        output.remark(f"cro-tui import: nothing was taken from: {', '.join(did.unused)}")
    for row in did.bad:
        output.remark(f"cro-tui import: {row}")
    would = "would be added" if given.dry_run else "added"
    output.say(f"{did.added} {would}, {did.already} here already, {len(did.bad)} bad, of {did.rows} rows.")
    return 1 if did.bad else 0


def _mapped(word: str) -> tuple[str, str]:
    name, plus, column = one_assignment(word)
    if plus or not column:
        raise Usage(f"--map “{short(word)}” needs FIELD=COLUMN")
    return name, column
