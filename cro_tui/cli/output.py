"""What the command line prints: harmless to the terminal, possible in every console, one line for a problem.

Knows no record. JSON comes in ASCII, one record a line, so that no console and no pipe can spoil it.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from collections.abc import Iterable

LONGEST = 900
"""Characters of one line on stderr."""
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]"
)


def prepare() -> None:
    """Makes the streams take every character: a console that does not know one shows its escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def visible(text: str) -> str:
    r"""*text* on one line, with what could steer a terminal written out: ``\x1b``, ``\n``, ``\u202e``."""
    if text.isprintable():
        return text
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)


def paragraphs(text: str) -> list[str]:
    """The lines of *text*, each harmless."""
    return [visible(line) for line in text.split("\n")]


class NotPrinted(OSError):
    """What was asked for is done, but can't be printed."""


def say(line: str) -> None:
    """One line of what was asked for; raises `NotPrinted`."""
    try:
        print(line)
    except OSError as problem:
        raise _not_printed(problem) from problem


def remark(line: str) -> None:
    """One line beside it, on stderr."""
    shown = visible(line)
    if len(shown) > LONGEST:
        shown = f"{shown[: LONGEST // 2]} … {shown[-LONGEST // 2 :]}"
    if sys.stderr is not None:
        print(shown, file=sys.stderr)


def one_json(record: object) -> str:
    """A value as one line of JSON."""
    return json.dumps(record, ensure_ascii=True)


def say_json(records: Iterable[object]) -> None:
    """One JSON array, a record a line."""
    lines = [one_json(record) for record in records]
    say("[" + ",\n ".join(lines) + "]")


def flush() -> None:
    """Everything out, or `NotPrinted`: then the rest is let go, so that closing it does not fail once more."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise _not_printed(problem) from problem


def _not_printed(problem: OSError) -> OSError:
    """*problem* as what it means here; that nobody reads on stays what it is."""
    if reader_left(problem):
        return problem
    return NotPrinted(f"the answer can't be printed ({problem.strerror or problem})")


def reader_left(problem: Exception) -> bool:
    """Whether *problem* is that nobody reads on (``| head``), who thus has what was wanted."""
    if isinstance(problem, BrokenPipeError):
        return True
    unnamed = isinstance(problem, OSError) and problem.filename is None
    return unnamed and os.name == "nt" and getattr(problem, "errno", 0) == errno.EINVAL  # how Windows says it
