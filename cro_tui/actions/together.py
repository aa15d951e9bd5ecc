"""One verb on several records: one save that one undo takes back; those that refuse it are named, with why.

Knows no verb: it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from cro_tui.actions.base import Done, NothingDone, commit
from cro_tui.actions.records import name
from cro_tui.model.fields import BadValue
from cro_tui.model.record import Record
from cro_tui.store.notebook import Edit, Notebook, Saved

R = TypeVar("R")
NAMED = 2
"""So many that refuse are named with their reasons; the others are counted."""


@dataclass
class _Gathered:
    edits: list[Edit] = field(default_factory=list)


class _Gathering(Notebook):
    """The same notebook, but what is saved is only gathered."""

    def __init__(self, notebook: Notebook) -> None:
        self.__dict__.update(notebook.__dict__)
        self._gathered = _Gathered()

    def save(self, edits: Sequence[Edit], *, draft: str = "") -> Saved:
        self._gathered.edits += edits
        return Saved("", 0, tuple(dict.fromkeys(edit.id for edit in edits)))

    @property
    def gathered(self) -> list[Edit]:
        """What would have been saved."""
        return self._gathered.edits


def each(
    notebook: Notebook,
    those: Sequence[R],
    act: Callable[[Notebook, R], Done],
    says: Callable[[Sequence[R]], str],
    *,
    draft: str = "",
    called: Callable[[R], str] | None = None,
) -> Done:
    """Does *act* with each of *those*, as one save; of a single one it is just that.

    *says* tells what was done with those that took it. Raises `NothingDone` where all refuse. *called*: what one is
    called that is no record.
    """
    if len(those) == 1:
        return act(notebook, those[0])
    gathering = _Gathering(notebook)
    took: list[R] = []
    refused: list[str] = []
    for one in those:
        try:
            act(gathering, one)
        except (BadValue, NothingDone) as problem:
            why = problem.message if isinstance(problem, BadValue) else str(problem)
            refused.append(f"{called(one) if called is not None else _name(one)}: {why}")
        else:
            took.append(one)
    left = [f"not {len(refused)}: {'; '.join(refused[:NAMED])}"] if refused else []
    if len(refused) > NAMED:
        left.append(f"and {len(refused) - NAMED} more")
    if not gathering.gathered:
        raise NothingDone(" ".join(left) or "There is nothing to do")
    return commit(notebook, gathering.gathered, " ".join((f"{says(took)}{';' if left else ''}", *left)), draft)


def _name(one: object) -> str:
    """What a refusal calls a record; nothing of what is restricted."""
    return name(one) if isinstance(one, Record) else "one"
