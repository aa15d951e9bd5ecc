"""The forms of a survey on the command line: read from a file, and written with its results for a spreadsheet."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.cli import opening, output
from cro_tui.cli.lookup import NotFound, called, one_named
from cro_tui.cli.usage import Usage
from cro_tui.model.fields import clean, short
from cro_tui.model.survey import Response, Survey
from cro_tui.store.notebook import Notebook

if TYPE_CHECKING:
    from cro_tui.exchange.exporting import Exported
    from cro_tui.exchange.forms import Unknown

_NAMED = 4


def import_survey_forms(given: argparse.Namespace, mapping: Sequence[tuple[str, str]]) -> int:
    """``import surveys FILE --map survey=ID``: rows as forms of that survey; 1 if any was bad."""
    from cro_tui.exchange.forms import SURVEY, import_forms

    codes = [_code(word) for word in given.code]
    notebook = opening.notebook_of(given.home)
    survey = survey_called(notebook, next(column for field, column in reversed(mapping) if field == SURVEY))
    did = import_forms(notebook, survey, Path(given.file), mapping, codes, dry_run=given.dry_run)
    done = did.imported
    output.remark(f"cro-tui import: {_read(done.columns)}")
    if did.not_in_file:
        output.remark(f"cro-tui import: no column for {', '.join(did.not_in_file)}: counted as not asked")
    if done.unused:
        output.remark(f"cro-tui import: nothing was taken from: {', '.join(done.unused)}")
    for warning in done.warnings:
        output.remark(f"cro-tui import: {warning}")
    for row in done.bad:
        output.remark(f"cro-tui import: {row}")
    for one in did.unknown:
        output.remark(f"cro-tui import: {_to_say(one)}")
    would = "would be added" if given.dry_run else "added"
    output.say(f"{done.added} {would}, {done.already} here already, {len(done.bad)} bad, of {done.rows} rows.")
    return 1 if done.bad else 0


def _read(columns: Mapping[str, str]) -> str:
    """From which columns it was read; those that bear the question's own id are only counted."""
    named = [f"{what} from “{short(header, 30)}”" for what, header in columns.items() if what != header]
    plain = len(columns) - len(named)
    if plain:
        named.append(f"{plain} {'column' if plain == 1 else 'columns'} by their own names")
    return f"read {'; '.join(named)}"


def _code(word: str) -> tuple[str, str]:
    said, equals, means = clean(word).rpartition("=")
    if not equals or not said.strip() or not means.strip():
        raise Usage(f'--code “{short(word)}” needs SAID=MEANING: 99="don\'t know", perf3:9=blank, Both=several')
    return said.strip(), means.strip()


def _to_say(one: Unknown) -> str:
    of = ", ".join(one.questions[:_NAMED]) + (" …" if len(one.questions) > _NAMED else "")
    rows = "1 row was" if one.rows == 1 else f"{one.rows} rows were"
    return (
        f"“{short(one.said, 30)}” ({of}) is not known, {rows} refused for it: say once what it means, "
        f'--code "{short(one.said, 30)}=don\'t know" (or 1 to 9, blank, several), and import the file again'
    )


def survey_called(notebook: Notebook, typed: str) -> Survey:
    """The survey that an id, the end of one, or a title names."""
    from cro_tui.actions.base import Names

    titled = Names(notebook).called((Survey.KIND,), typed)
    if len(titled) == 1 and isinstance(titled[0], Survey):
        return titled[0]
    found = one_named(notebook, typed)
    if not isinstance(found, Survey):
        raise NotFound(f"{called(found)} is no survey: name one by its id or title")
    return found


def survey_table(notebook: Notebook, plural: str, given: argparse.Namespace) -> Exported:
    """``export surveys --survey ID`` its results, ``export responses --survey ID`` its forms."""
    from cro_tui.exchange import survey_tables

    if given.format == "vcf" or plural not in (Survey.PLURAL, Response.PLURAL):
        raise Usage("--survey goes with surveys (its results) or responses (its forms), as csv or json")
    survey = survey_called(notebook, given.survey)
    if plural == Survey.PLURAL:
        return survey_tables.tabulation(notebook, survey, given.format)
    return survey_tables.forms(notebook, survey, given.format, discreet=given.without_restricted)
