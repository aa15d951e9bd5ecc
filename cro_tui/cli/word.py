"""``word minutes|roster ID``: the Word document of a meeting or of a training session."""

from __future__ import annotations

import argparse

from cro_tui.cli import opening, output
from cro_tui.cli.lookup import NotFound, called, one_named
from cro_tui.cli.targets import take_target, target_of
from cro_tui.cli.usage import Parser
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training

OF = {"minutes": Meeting, "roster": Training}
"""Document -> what it is of."""


def configure(parser: Parser) -> None:
    """What may stand behind ``word``."""
    parser.add_argument("document", choices=tuple(OF), help="minutes of a meeting; sign-in sheet or record of training")
    parser.add_argument("id", metavar="ID")
    take_target(parser)


def run(given: argparse.Namespace) -> int:
    """Writes the document and prints its path."""
    from cro_tui.word import write_minutes, write_roster

    notebook = opening.notebook_of(given.home)
    found = one_named(notebook, given.id)
    kind = OF[given.document]
    if not isinstance(found, kind):
        raise NotFound(f"{called(found)} has no {given.document}: name a {kind.KIND} by its id")
    write = write_minutes if given.document == "minutes" else write_roster
    path = write(notebook, notebook.settings, found.id, target_of(given, notebook))
    output.say(output.visible(str(path)))
    return 0
