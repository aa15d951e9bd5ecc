"""``demo``: the app on a made-up notebook in a home of its own, or only the making of it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from cro_tui import paths
from cro_tui.cli import output
from cro_tui.cli.homes import checked
from cro_tui.cli.usage import Parser
from cro_tui.store import laptop as laptops


def configure(parser: Parser) -> None:
    """What may stand behind ``demo``."""
    parser.add_argument("--make", action="store_true", help="makes the notebook anew and does not start the app")


def run(given: argparse.Namespace) -> int:
    """Makes the notebook if there is none or if that is asked for; else, or then, shows it."""
    from cro_tui.demo.making import make

    home = checked(paths.demo_home(given.home))
    if given.make or not _is_made(home):
        output.remark(f"cro-tui demo: making two years of a fictional town in {home} …")
        made = make(home, date.today())
        if given.make:
            counts = ", ".join(f"{count} {kind}" for kind, count in made.items())
            output.say(output.visible(f"{home}: {counts}"))
            return 0
    from cro_tui.cli.app import start_on

    return start_on(home, named=True)


def _is_made(home: Path) -> bool:
    from cro_tui.demo.making import made_on

    laptop = laptops.read(home)
    return laptop is not None and laptop.demo and made_on(home) is not None
