"""``restore FILE``: what a backup holds and this notebook does not. Nothing here is overwritten."""

from __future__ import annotations

import argparse
from pathlib import Path

from cro_tui.cli import opening, output
from cro_tui.cli.usage import Parser


def configure(parser: Parser) -> None:
    """What may stand behind ``restore``."""
    parser.add_argument("file", metavar="FILE", help="a backup")


def run(given: argparse.Namespace) -> int:
    """Restores and says what came back."""
    from cro_tui.store.restoring import restore

    notebook = opening.notebook_of(given.home)
    did = restore(Path(given.file).expanduser(), notebook)
    output.say(f"Changes brought back: {did.changes}; here already: {did.known}.")
    if did.drafts:
        output.say(f"Drafts brought back: {did.drafts}; the app shows them.")
    if did.other_settings:
        output.remark("cro-tui restore: the settings of this notebook stay; the backup holds others")
    if did.laptop:
        output.remark(f"cro-tui restore: this notebook goes on as a laptop of its own ({did.laptop})")
    return 0
