"""A line that is cut at any byte, carries a wrong one, or is slow: the next sync finishes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cro_tui.share.base import Away, Refused, ShareProblem
from cro_tui.share.deadline import InTime
from cro_tui.share.folder import FolderShare
from tests.share.servers import PASSWORD, USER, Wire
from tests.share.smb.scene import NO_TRACEBACK, SERVICE, in_step_again, retried
from tests.share.stations import Station

pytestmark = NO_TRACEBACK


def cut_everywhere(
    wire: Wire, wired: Callable[[], InTime], folder: Path, jane: Station, omar: Station, cuts: int, shift: float = 0.0
) -> int:
    """Cuts a sync of Jane's after more and more bytes, each time finishes it, and gives how many were cut.

    *shift*: by which part of the distance between two cuts all of them are later.
    """
    jane.sync()
    omar.sync()
    whole = 0
    sentences: list[str] = []
    for count in range(cuts + 1):
        jane.add(f"before cut {count}")
        omar.add(f"on the other side before cut {count}")
        omar.sync()
        wire.mend(int(whole * (count - 1 + shift) / cuts) if count else None, abruptly=bool(count % 2))
        retried(jane, wired())
        try:
            jane.sync()
            whole = whole or wire.carried
        except Away as problem:
            sentences.append(str(problem))
        wire.mend()
        retried(jane, wired())
        in_step_again(jane, omar, folder)
        assert len(jane.told()) == 2 * (count + 1)
    assert not any("\n" in sentence for sentence in sentences)
    return len(sentences)


def test_a_sync_that_is_cut_is_finished_by_the_next(wire, wired, folder, station):
    jane, omar = station("jane", wired()), station("omar", FolderShare(folder))
    assert cut_everywhere(wire, wired, folder, jane, omar, 24) > 18


@pytest.mark.campaign
@pytest.mark.parametrize("shift", [count / 10 for count in range(10)])
def test_a_sync_that_is_cut_at_hundreds_of_places_is_finished_by_the_next(wire, wired, folder, station, shift):
    jane, omar = station("jane", wired()), station("omar", FolderShare(folder))
    assert cut_everywhere(wire, wired, folder, jane, omar, 40, shift) > 30


def test_a_large_file_that_is_cut_leaves_nothing_under_its_name(wire, wired, folder):
    raw = bytes(range(256)) * 10_000
    wired().list()
    for cut in range(5_000, len(raw), len(raw) // 6):
        wire.mend(cut)
        with pytest.raises(Away):
            wired().publish("a.json", raw, "k.part")
        assert not (folder / "a.json").exists()
        wire.mend()
        wired().remove("k.part")
    assert wired().publish("a.json", raw, "k.part")
    for cut in range(5_000, len(raw), len(raw) // 6):
        wire.mend(cut)
        with pytest.raises(Away):
            wired().read("a.json", len(raw))
    wire.mend()
    assert wired().read("a.json", len(raw)) == raw


def test_bytes_that_arrive_wrong_are_told_in_a_line(wire, wired, folder, station, kept):
    jane = station("jane", wired())
    jane.sync()
    jane.add("Dogs bark")
    wire.mend()
    wired().list()
    whole = wire.carried
    sentences = []
    for place in range(0, whole, whole // 24):
        wire.mend()
        wire.spoil = place
        share = wired()
        share._seconds = 0.4
        try:
            share.list()
        except ShareProblem as problem:
            sentences.append(str(problem))
    assert len(sentences) > 15
    assert not any("\n" in sentence for sentence in sentences)
    kept.set_password(SERVICE, USER, PASSWORD)  # which seemed wrong where the question for it was spoilt
    wire.mend()
    retried(jane, wired())
    assert jane.sync().pushed == 1


@pytest.mark.campaign
def test_a_byte_that_arrives_wrong_anywhere_in_a_sync_harms_nothing(wire, wired, folder, station, kept):
    jane, omar = station("jane", wired()), station("omar", FolderShare(folder))
    jane.sync()
    omar.sync()
    whole = 0
    for count in range(121):
        jane.add(f"before byte {count}")
        omar.add(f"on the other side before byte {count}")
        omar.sync()
        wire.mend()
        wire.spoil = whole * (count - 1) // 120 if count else None
        share = wired()
        share._seconds = 0.4
        retried(jane, share)
        with suppress(Away, Refused):
            jane.sync()
        whole = whole or wire.carried
        kept.set_password(SERVICE, USER, PASSWORD)
        wire.mend()
        retried(jane, wired())
        in_step_again(jane, omar, folder)
        assert len(jane.told()) == 2 * (count + 1)


def test_a_slow_line_is_only_slow(wire, wired, folder, station):
    wire.delay = 0.02
    jane, omar = station("jane", wired()), station("omar", FolderShare(folder))
    jane.add("Dogs bark")
    in_step_again(jane, omar, folder)
    assert len(omar.told()) == 1


def test_a_large_file_on_a_slow_line_is_not_given_up_while_it_moves(wire, wired):
    share = wired()
    share.list()
    share._seconds = 0.3
    wire.delay = 0.05
    raw = b"x" * 6_000_000
    assert share.publish("a.json", raw, "k.part")
    assert share.read("a.json", len(raw)) == raw
