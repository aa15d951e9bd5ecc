"""From an exception to one line for the officer and an exit status. Imported only when something went wrong."""

from __future__ import annotations

import traceback
from pathlib import Path

from cro_tui.cli.commands import COMMANDS
from cro_tui.cli.output import NotPrinted

WRONG, WRONG_USAGE = 1, 2
USAGE = frozenset({"cro_tui.cli.usage.Usage", "cro_tui.actions.base.UnknownField"})
"""By name, so that telling a problem needs nothing that may be the problem."""


def explain(problem: Exception, command: str | None) -> tuple[int, str]:
    """(exit status, the line) of what went wrong in *command*."""
    known = COMMANDS.get(command or "")
    status, text = _known(problem)
    if known and known.writes and isinstance(problem, NotPrinted):
        text = f"it was done, but {text}"
    elif known and known.writes and not text.startswith("NOT SAVED"):
        text = f"{text.rstrip('.')}; nothing was changed"
    return status, f"cro-tui {command}: {text}" if known else f"cro-tui: {text}"


def _known(problem: Exception) -> tuple[int, str]:
    kinds = {f"{one.__module__}.{one.__name__}" for one in type(problem).__mro__}
    if not kinds.isdisjoint(USAGE):
        return WRONG_USAGE, str(problem)
    if any(kind.startswith("cro_tui.") for kind in kinds):
        return WRONG, str(problem)
    if isinstance(problem, OSError):
        where = f"{problem.filename}: " if problem.filename else ""
        return WRONG, f"{where}{problem.strerror or problem}"
    if isinstance(problem, MemoryError):
        return WRONG, "there is not enough memory for this"
    if isinstance(problem, ImportError):
        return WRONG, f"this installation is not whole: {problem}"
    last = traceback.extract_tb(problem.__traceback__)[-1]
    place = f"{Path(last.filename).name} line {last.lineno}"
    return WRONG, f"a fault of cro-tui itself, please report it: {type(problem).__name__} {problem} ({place})"
