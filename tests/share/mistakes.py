"""Mistakes that somebody could make in the program, put into it on purpose: the world must notice each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cro_tui.share import moving, tidying
from cro_tui.share.copies import Copies
from cro_tui.share.round import Round
from cro_tui.store import fold
from cro_tui.store.notebook import Notebook
from cro_tui.store.runs import RunName


def coverage_by_last_number(patch: pytest.MonkeyPatch) -> None:
    """A run counts as held where one with as high a number is, whatever stands in it."""

    def covers(self: Copies, name: RunName) -> bool:
        return any(one.last >= name.last for one in self.of(name.laptop))

    def is_covered_there(sync: Round, name: RunName, _there: object) -> bool:
        return any(one.laptop == name.laptop and one.last >= name.last for one in sync.names)

    patch.setattr(Copies, "covers", covers)
    patch.setattr(moving, "_is_covered_there", is_covered_there)


def merging_without_reading_back(patch: pytest.MonkeyPatch) -> None:
    """What a merged file covers is removed at once, on the server's word that it took the file."""

    def merge(sync: Round, owner: str) -> None:
        for pieces in tidying._groups(sync, owner):
            name, raw = tidying._joined(sync, owner, pieces)
            sync.copies.keep(name, raw)
            sync.publish(name, raw)
            for piece in pieces:
                sync.share.remove(piece.name.text)
                sync.copies.drop(piece.name)

    patch.setattr(tidying, "_merge", merge)


def trusting_absence(patch: pytest.MonkeyPatch) -> None:
    """What is not on the share is taken for deleted."""
    real = moving.pull

    def pull(sync: Round) -> None:
        for name in sync.copies.names - sync.names:
            sync.copies.drop(name)
        real(sync)

    patch.setattr(moving, "pull", pull)


def last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    """Of two writes that did not know of each other, the later one is kept."""
    real = fold._rewritten

    def rewritten(*arguments):  # type: ignore[no-untyped-def]
        made = real(*arguments)
        made._heads = {key: heads[-1:] for key, heads in made._heads.items()}
        return made

    patch.setattr(fold, "_rewritten", rewritten)


def a_clone_keeps_its_id(patch: pytest.MonkeyPatch) -> None:
    """Nobody minds that two homes write under one id."""
    patch.setattr(Notebook, "_for_certain_mine", lambda _self, journal: journal)


def overwriting_there(patch: pytest.MonkeyPatch) -> None:
    """Runs go on the share without what makes them one of a kind: the last one overwrites the others."""

    def publish(self: Round, name: RunName, raw: bytes) -> bool:
        for other in [one for one in self.names if one[:3] == name[:3] and one != name]:
            self.share.remove(other.text)
        return self.share.publish(name.text, raw, self.part())

    patch.setattr(Round, "publish", publish)


def half_files_are_believed(patch: pytest.MonkeyPatch) -> None:
    """What was sent is never looked at again."""
    patch.setattr(tidying, "_look_after", lambda _sync, _name: None)


MISTAKES: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    coverage_by_last_number,
    merging_without_reading_back,
    trusting_absence,
    last_writer_wins,
    a_clone_keeps_its_id,
    overwriting_there,
    half_files_are_believed,
)

SOON = {
    "coverage_by_last_number": 1, "merging_without_reading_back": 91, "trusting_absence": 6, "last_writer_wins": 0,
    "a_clone_keeps_its_id": 10, "overwriting_there": 67, "half_files_are_believed": 4,
}  # fmt: skip
"""The seed of a world in which a mistake comes to light."""
