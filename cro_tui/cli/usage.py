"""Reading what was typed behind a command: one parser a command, whose mistakes become one line. Knows no command."""

from __future__ import annotations

import argparse
from typing import NoReturn


class Usage(Exception):
    """The command was called wrongly; the text says what was typed and what was expected."""


class Parser(argparse.ArgumentParser):
    """A parser that raises `Usage` instead of printing its usage in many lines."""

    def error(self, message: str) -> NoReturn:
        raise Usage(f"{message} ({' '.join(self.format_usage().split())})")


class _Help(argparse.HelpFormatter):
    """Help of a known width: asking the terminal for its own costs an import at every call."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


def parser_of(command: str, usage: str, about: str) -> Parser:
    """The parser of a command, which takes ``--home`` and no abbreviations."""
    parser = Parser(
        prog=f"cro-tui {command}",
        usage=f"cro-tui {command} {usage} [--home DIR]".replace("  ", " "),
        description=about,
        allow_abbrev=False,
        formatter_class=_Help,
    )
    parser.add_argument("--home", metavar="DIR", help="the notebook's folder", default=argparse.SUPPRESS)
    return parser
