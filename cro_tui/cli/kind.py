"""KIND as typed on the command line -> the kind."""

from __future__ import annotations

from cro_tui.cli.usage import Usage
from cro_tui.model.fields import clean, short
from cro_tui.model.kinds import ACTIONS, BY_PLURAL
from cro_tui.model.record import Record


def kind_called(typed: str) -> type[Record]:
    """The kind with that plural; raises `Usage`, which names the kinds, for any other word."""
    kind = BY_PLURAL.get(typed.casefold())
    if kind is None:
        raise Usage(f"“{short(clean(typed))}” is no kind; the kinds are: {', '.join([*BY_PLURAL, ACTIONS])}")
    return kind
