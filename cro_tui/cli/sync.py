"""``sync [SHARE]``: brings this notebook and its share in step."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from cro_tui.cli import opening, output
from cro_tui.cli.usage import Parser
from cro_tui.settings import FILE

if TYPE_CHECKING:
    from cro_tui.share.base import Login


def configure(parser: Parser) -> None:
    """What may stand behind ``sync``."""
    text = "a folder, smb://server/share/folder or s3://bucket/folder; without one, that of the settings"
    parser.add_argument("share", metavar="SHARE", nargs="?", default="", help=text)


def _ask(server: str, user: str) -> Login | None:
    """Asks at the terminal; nobody where there is none."""
    if not sys.stdin.isatty():
        return None
    import getpass

    from cro_tui.share.base import Login

    try:
        user = user or input(f"user for {server}: ")
        return Login(user, getpass.getpass(f"password of {user} for {server}: "))
    except EOFError:
        return None


def run(given: argparse.Namespace) -> int:
    """Syncs once and says what came and went; 1 if anything on the share can't be used.

    Naming the share is the officer's word that this notebook belongs on it.
    """
    from cro_tui.share.address import open_share
    from cro_tui.share.base import LoginNeeded, ShareProblem
    from cro_tui.share.deadline import InTime
    from cro_tui.share.outcome import Step, describe
    from cro_tui.share.sync import Sync

    notebook = opening.notebook_of(given.home)
    share, place = open_share(given.share or notebook.settings.share, _ask)
    sync = Sync(notebook, InTime(share), place=place)
    stop = threading.Event()

    def interrupted(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        output.remark("cro-tui sync: stopping after this file; once more to stop at once")

    def show(step: Step | str) -> None:
        if sys.stderr.isatty():
            print(f"\r{step!s:<40}\r", end="", file=sys.stderr, flush=True)

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        outcome = sync.run(confirmed=bool(given.share), progress=show, cancelled=stop.is_set)
    except ShareProblem as problem:
        unasked = isinstance(problem, LoginNeeded) and not sys.stdin.isatty()
        hint = ": cro-tui sync, in a terminal, asks for it" if unasked else ""
        raise ShareProblem(f"{problem}{hint}{_left(sync.waiting)}") from None
    finally:
        show("")
        signal.signal(signal.SIGINT, before)
    for line in outcome.bad:
        output.remark(f"cro-tui sync: {line}")
    output.say(describe(outcome))
    if outcome.joined and not notebook.settings.share:
        output.remark(_hint(given.share, notebook.home))
    return 1 if outcome.bad else 0


def _left(waiting: int) -> str:
    """What was kept, where a sync came to nothing."""
    if not waiting:
        return ""
    return f"; {waiting} change{'' if waiting == 1 else 's'} wait{'s' if waiting == 1 else ''} on this laptop"


def _hint(share: str, home: Path) -> str:
    """How this share becomes the one of every sync. In TOML, a text in single quotes needs no escapes."""
    address = share if "://" in share else str(Path(share).expanduser().absolute())
    quoted = f"'{address}'" if "'" not in address else f'"{address}"'
    return f"cro-tui sync: to go on with it by itself, make this the first line of {home / FILE}: share = {quoted}"
