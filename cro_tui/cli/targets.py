"""Where a document goes: what ``-o`` names, else the folder of documents. Nothing is ever overwritten there."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cro_tui import paths
from cro_tui.cli.usage import Parser, Usage
from cro_tui.store.notebook import Notebook

ENDS = tuple(end for end in (os.sep, os.altsep) if end)


def take_target(parser: Parser) -> None:
    """``-o`` for a command that writes a document."""
    parser.add_argument("-o", dest="file", metavar="FILE", help="a file or folder; a name that is taken gets (2)")


def target_of(given: argparse.Namespace, notebook: Notebook) -> Path:
    """The file or folder to write to; a folder is there afterwards."""
    if given.file == "":
        raise Usage("-o needs a file or folder")
    if given.file:
        named = Path(given.file)
        if given.file.endswith(ENDS):
            named.mkdir(parents=True, exist_ok=True)
        return named
    setting = notebook.settings.documents.exports_folder
    folder = paths.exports(notebook.home, paths.is_named(given.home), setting)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
