"""Laptops that were reimaged, away for a year, full, or whose clock is wrong by years."""

from __future__ import annotations

import errno
import os
import shutil

import pytest

from cro_tui.share.base import Away, Refused, ShareProblem, WrongShare
from cro_tui.store.errors import StoreProblem
from tests.share.stations import all_can_be_read, failing, in_step, is_idle
from tests.store.notebooks import texts


def test_a_reimaged_laptop_is_a_new_one_and_has_everything(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    was = jane.notebook.laptop
    shutil.rmtree(jane.home)
    jane.reopen()
    jane.sync()
    jane.add("Cars race")
    assert jane.notebook.laptop != was
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 2


def test_a_laptop_back_after_a_year(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    for number in range(30):
        jane.add(f"concern {number}")
        jane.sync()
        jane.later(days=12)
    omar.add("written in the cellar")
    omar.later(days=360)
    in_step(omar, jane, rounds=3)
    assert len(texts(jane.notebook)) == 32
    assert is_idle(omar)


@pytest.mark.parametrize(("hers", "his"), [(9000, 0), (-9000, 0), (0, 9000), (5000, -5000)])
def test_clocks_that_are_wrong_by_years(jane, omar, hers, his, share):
    jane.later(days=hers)
    omar.later(days=his)
    record_id = jane.add("Dogs bark")
    for number in range(12):
        one, other = (jane, omar) if number % 2 else (omar, jane)
        in_step(jane, omar)
        one.set(record_id, summary=f"text {number}")
        in_step(one, other)
        assert other.get(record_id).summary == f"text {number}"
        assert not other.get(record_id).conflicts
        if number == 6:
            jane.later(days=-hers)
            omar.later(days=-his)
    in_step(jane, omar, rounds=3)
    assert is_idle(jane)
    all_can_be_read(jane.home / "mirror", omar.home / "mirror")


@pytest.mark.parametrize("left", range(1, 12))
def test_a_full_disk_on_the_laptop_while_fetching(jane, omar, share, left, monkeypatch):
    jane.add("Dogs bark")
    in_step(jane, omar)
    for number in range(4):
        jane.add(f"concern {number}")
        jane.sync()
    real, count = os.write, [left]

    def full(handle, piece):
        count[0] -= 1
        if count[0] < 0:
            real(handle, bytes(piece)[: len(piece) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, piece)

    omar.add("from Omar")
    monkeypatch.setattr(os, "write", full)
    said = ""
    try:
        omar.sync()
    except StoreProblem as problem:
        said = str(problem)
    assert said == "" or ("No space left" in said and "\n" not in said)
    monkeypatch.undo()
    omar.reopen()
    in_step(omar, jane)
    assert len(texts(jane.notebook)) == 6
    assert not [path for path in (omar.home / "mirror").iterdir() if path.suffix == ".part"]


def test_a_state_that_was_lost_or_spoiled_costs_nothing(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    for raw in (b"", b"[]", b'{"bad": 5, "sent": {}, "merged": [1], "audited_at": "x"}', b"[" * 50_000, b"\xff"):
        (omar.home / "share.json").write_bytes(raw)
        omar.reopen()
        jane.add("more")
        in_step(jane, omar)
        assert not omar.sync().joined


def test_two_windows_do_not_sync_at_once(jane, share, monkeypatch):
    from cro_tui.store import locking
    from cro_tui.store.locking import HomeLock

    jane.add("Dogs bark")
    jane.sync()
    monkeypatch.setattr(locking, "LOCK_SECONDS", 0.01)
    with HomeLock(jane.home, "sync.lock"):
        failing(jane, StoreProblem, "another window")
    assert jane.sync()


def test_a_share_problem_is_one_kind():
    assert all(issubclass(kind, ShareProblem) for kind in (Away, Refused, WrongShare))
