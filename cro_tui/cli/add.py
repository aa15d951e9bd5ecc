"""``add TEXT``: one concern. The quickest way in, so it reads no old records unless the text names a person."""

from __future__ import annotations

import argparse
import codecs
import sys

from cro_tui.actions.capture import capture, preview
from cro_tui.cli import opening, output
from cro_tui.cli.homes import home_of
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.concern import Concern
from cro_tui.model.leftover import sentences
from cro_tui.store.notebook import Notebook


def configure(parser: Parser) -> None:
    """What may stand behind ``add``."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the concern, as on the screen; - reads it from a pipe")


def run(given: argparse.Namespace) -> int:
    """Saves the concern and prints its number; what stayed in the text, and advice, goes to stderr."""
    line = _from_pipe() if given.text == ["-"] else " ".join(given.text)
    home = home_of(given.home)
    notebook = Notebook(home, opening.settings_of(home))
    if "+" in line:  # a person: known ones must be known
        notebook.load_newest()
        notebook.load_rest()
    else:
        notebook.seek_end()
    opening.tell_notices(notebook)
    seen = preview(notebook, line)
    done = capture(notebook, line)
    number = next(record.number for record in done.records if isinstance(record, Concern))
    output.say(output.visible(number))
    for sentence in (*sentences(seen.understood.left), *seen.unclear, seen.advice, _counted(notebook, seen.advice)):
        if sentence:
            output.remark(f"cro-tui add: {number}: {sentence}")
    return 0


def _counted(notebook: Notebook, advice: str) -> str:
    """How a complaint about an officer is counted, where *advice* was given on it."""
    words = ", ".join(notebook.settings.words.complaint_categories)
    return f"handed over, it is counted by: cro-tui new handovers category=… ({words})" if advice else ""


def _from_pipe() -> str:
    if sys.stdin is None:
        raise Usage("there is nothing to read the text from")
    raw = sys.stdin.buffer.read()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # "Unicode", as Windows calls it
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode(sys.stdin.encoding or "latin-1", "replace")
