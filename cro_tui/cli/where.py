"""``where``: where things lie, whose they are, and how many there are."""

from __future__ import annotations

import argparse

from cro_tui import paths
from cro_tui.actions.meetings import all_actions
from cro_tui.cli import opening, output
from cro_tui.cli.usage import Parser
from cro_tui.model.kinds import ACTIONS, KINDS
from cro_tui.settings import FILE
from cro_tui.store import laptop as laptops

NOT_YET = "(made with the first save)"


def configure(parser: Parser) -> None:
    """Nothing may stand behind ``where``."""


def run(given: argparse.Namespace) -> int:
    """Says it, a line each."""
    notebook = opening.notebook_of(given.home)
    home, settings = notebook.home, notebook.settings
    documents = paths.exports(home, paths.is_named(given.home), settings.documents.exports_folder)
    for label, path in (
        ("home", home),
        ("settings", home / FILE),
        ("data", home / "data"),
        ("documents", documents),
    ):
        output.say(output.visible(f"{label}: {path}{'' if path.exists() else ' (not there yet)'}"))
    laptop = laptops.read(home)
    output.say(f"laptop: {laptop.id if laptop else NOT_YET}")
    output.say(f"notebook: {laptop.notebook if laptop else NOT_YET}{' (made up)' if notebook.is_demo else ''}")
    for kind in KINDS:
        output.say(f"{kind.PLURAL}: {len(notebook.all(kind))}")
    output.say(f"{ACTIONS}: {len(all_actions(notebook))}")
    output.say(f"changes: {notebook.changes()}")
    return 0
