"""``backup [FILE]``: the whole notebook as one archive that was read back after it was written."""

from __future__ import annotations

import argparse
from pathlib import Path

from cro_tui.cli import opening, output
from cro_tui.cli.usage import Parser


def configure(parser: Parser) -> None:
    """What may stand behind ``backup``."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="where to; without one, a dated file beside the documents"
    )


def run(given: argparse.Namespace) -> int:
    """Writes it, says on stderr how much is in it, and prints its path."""
    from cro_tui.actions.backing_up import back_up
    from cro_tui.cli.homes import home_of
    from cro_tui.paths import exports, is_named

    home = home_of(given.home)
    settings = opening.settings_of(home)
    folder = exports(home, is_named(given.home), settings.documents.exports_folder)
    made = back_up(home, folder, Path(given.file).expanduser() if given.file else None)
    output.remark(
        f"cro-tui backup: {made.changes} changes in {made.files} files, {made.bytes // 1024:,} KiB, read back whole"
    )
    output.say(output.visible(str(made.path)))
    return 0
