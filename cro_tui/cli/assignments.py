"""``FIELD=VALUE`` and ``FIELD+=VALUE`` as typed, for the commands that take them. Pure; knows no kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cro_tui.cli.usage import Usage
from cro_tui.model.fields import clean, short

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\+?)=(.*)", re.DOTALL | re.ASCII)


class Assignments(NamedTuple):
    """What is to be written."""

    whole: dict[str, str]
    """Field -> its new value."""
    added: dict[str, str]
    """Field -> what its list gets besides, in the form in which a list is typed."""


def assignments(words: Iterable[str]) -> Assignments:
    """The assignments of *words*; raises `Usage` for what is none, and for a field that is given twice."""
    whole: dict[str, str] = {}
    added: dict[str, str] = {}
    for word in words:
        name, plus, value = one_assignment(word)
        if plus and name in whole:
            whole[name] = _joined(whole[name], value)
        elif plus:
            added[name] = _joined(added.get(name, ""), value)
        elif name in whole or name in added:
            raise Usage(f"“{short(name)}” is given twice")
        else:
            whole[name] = value
    return Assignments(whole, added)


def _joined(earlier: str, value: str) -> str:
    if not earlier:
        return value
    between = "\n" if "\n" in earlier + value else ";"
    return f"{earlier}{between}{value}"


def one_assignment(word: str) -> tuple[str, bool, str]:
    """(field, whether it is added, value) of one word; a value may hold ``=`` itself."""
    found = _ASSIGNMENT.fullmatch(clean(word))
    if found is None:
        raise Usage(f"“{short(clean(word))}” is not of the form FIELD=VALUE")
    return found[1], bool(found[2]), found[3]
