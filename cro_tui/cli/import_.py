"""``import KIND FILE``: rows of a file as records. Good ones are kept, bad ones named."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.cli import opening, output
from cro_tui.cli.assignments import one_assignment
from cro_tui.cli.kind import kind_called
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.crime import Crime
from cro_tui.model.fields import short
from cro_tui.model.kinds import ACTIONS
from cro_tui.model.record import Record
from cro_tui.model.survey import Survey

if TYPE_CHECKING:
    from cro_tui.exchange.importing import Imported


def configure(parser: Parser) -> None:
    """What may stand behind ``import``."""
    parser.add_argument("kind", metavar="KIND", help="concerns, contacts, …")
    parser.add_argument("file", metavar="FILE", help="csv with a first row of names, json of an export, or vcf")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column a field comes from; survey=ID: the rows are forms of that survey, FIELD is a question",
    )
    parser.add_argument(
        "--code",
        action="append",
        default=[],
        metavar="SAID=MEANING",
        help="of survey forms: what a cell means (1 to 9, don't know, blank, several marked); remembered",
    )
    parser.add_argument("--dry-run", action="store_true", help="says what would be done, and does nothing")


def run(given: argparse.Namespace) -> int:
    """Imports and says how many; 1 if any row was bad."""
    if given.kind.casefold() == ACTIONS:
        raise Usage("actions come with the meetings in whose minutes they stand")
    kind = kind_called(given.kind)
    mapping = [_mapped(word) for word in given.map]
    if kind is Survey and any(field == "survey" for field, _ in mapping):
        from cro_tui.cli.forms import import_survey_forms

        return import_survey_forms(given, mapping)
    if given.code:
        raise Usage("--code says what answers of survey forms mean: import surveys FILE --map survey=ID --code …")
    from cro_tui.exchange.problems import ImportProblem

    notebook = opening.notebook_of(given.home)
    try:
        did = _importer(kind)(notebook, Path(given.file), mapping, dry_run=given.dry_run)
    except ImportProblem as problem:
        if kind is not Survey:
            raise
        raise ImportProblem(f"{problem} Forms of a survey come with --map survey=ID.") from None
    if kind is Crime and did.columns:
        named = "; ".join(f"{what} from “{short(of, 40)}”" for what, of in did.columns.items())
        output.remark(f"cro-tui import: read {named}")
    for warning in did.warnings:
        output.remark(f"cro-tui import: {warning}")
    if did.unused:
        output.remark(f"cro-tui import: nothing was taken from: {', '.join(did.unused)}")
    for row in did.bad:
        output.remark(f"cro-tui import: {row}")
    would = "would be added" if given.dry_run else "added"
    output.say(
        f"{did.added} {would}, {did.already} here already, {sum(one.rows for one in did.bad)} bad, of {did.rows} rows."
    )
    return 1 if did.bad else 0


def _importer(kind: type[Record]) -> Callable[..., Imported]:
    """What takes a file of *kind* in: crime is counted, all else is taken row by row."""
    if kind is Crime:
        from cro_tui.exchange.crime import import_crime

        return import_crime
    from cro_tui.exchange.importing import import_file

    return lambda notebook, *given, **more: import_file(notebook, kind, *given, **more)


def _mapped(word: str) -> tuple[str, str]:
    name, plus, column = one_assignment(word)
    if plus or not column:
        raise Usage(f"--map “{short(word)}” needs FIELD=COLUMN")
    return name, column
