"""``settings``: the settings file with every setting in it, those that are not set as comments with their defaults."""

from __future__ import annotations

import argparse

from cro_tui.cli import opening, output
from cro_tui.cli.homes import home_of
from cro_tui.cli.usage import Parser
from cro_tui.settings import FILE, SettingsProblem, commented, write_comments


def configure(parser: Parser) -> None:
    """What may stand behind ``settings``."""
    parser.add_argument("--write", action="store_true", help="writes it: adds the comments, and changes no line")


def run(given: argparse.Namespace) -> int:
    """Prints or writes it; 1 if anything in the file can't be used."""
    home = home_of(given.home)
    settings = opening.settings_of(home)
    if settings.unread:
        return 1
    if given.write:
        try:
            write_comments(home)
        except SettingsProblem as problem:
            output.remark(f"cro-tui settings: {problem}")
            return 1
        output.say(output.visible(str(home / FILE)))
    else:
        for line in commented(home).rstrip("\n").split("\n"):
            output.say(output.visible(line))
    return 1 if settings.notices else 0
