"""What can go wrong in the store, in words for the officer."""

from __future__ import annotations

from typing import NamedTuple


class StoreProblem(Exception):
    """The notebook can't do what was asked; the text is one clear sentence."""


class NotSaved(StoreProblem):
    """A save failed. Memory is as it was before, and the caller still has the text."""


class CannotUndo(StoreProblem):
    """What is to be undone was changed since."""


class Notice(NamedTuple):
    """Something found while reading that the officer should know: damage, what was kept, and where."""

    where: str
    what: str
    lost: int = 0
    """How many changes can't be read."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
