"""Many small files of one laptop become one, and nothing is removed that is not safe elsewhere."""

from __future__ import annotations

import pytest

from cro_tui.share.base import Refused
from tests.share.stations import Counted, in_step, is_idle
from tests.store.notebooks import texts


@pytest.fixture
def share(folder: Counted) -> Counted:
    return folder


def test_more_than_eight_small_files_become_one_and_go_a_day_later(jane, omar, share):
    for number in range(8):
        jane.add(f"concern {number}")
        jane.sync()
    omar.sync()
    assert jane.sync().merged == 0
    jane.add("the ninth")
    jane.sync()
    outcome = jane.sync()
    assert outcome.merged == 9
    assert len(share.runs) == 10
    wide = [name for name in share.runs if name.last - name.first == 8]
    assert jane.mirror == wide
    jane.later(hours=23)
    jane.sync()
    assert len(share.runs) == 10
    jane.later(hours=2)
    jane.reopen()
    jane.sync()
    assert share.runs == wide
    in_step(jane, omar)
    assert is_idle(jane)
    assert is_idle(omar)
    assert len(texts(omar.notebook)) == 9


def test_nothing_is_removed_for_a_merged_file_that_can_t_be_read_back(jane, omar, share):
    jane.merges()
    wide = next(name for name in share.runs if name.last > name.first)
    (share.folder / wide.text).write_bytes(b"rotten")
    jane.later(days=2)
    jane.sync()
    assert len([name for name in share.runs if name != wide]) == 9
    assert all((share.folder / name.text).read_bytes() != b"rotten" for name in share.runs if name != wide)


def test_a_merged_file_is_made_here_of_what_is_here_without_reading_it(jane, omar, share):
    for number in range(9):
        jane.add(f"concern {number}")
        jane.sync()
        omar.sync()
    jane.sync()  # merges
    wide = next(name for name in share.runs if name.last > name.first)
    assert len(omar.mirror) == 9
    share.calls.clear()
    omar.sync()
    assert omar.mirror == [wide]
    assert share.calls["read"] <= 1  # whose share it is
    assert (omar.home / "mirror" / wide.text).read_bytes() == (share.folder / wide.text).read_bytes()


def test_a_merging_that_was_forgotten_is_cleared_up_all_the_same(jane, share):
    jane.merges()
    (jane.home / "share.json").unlink()
    jane.reopen()
    jane.sync()
    jane.later(days=2)
    jane.sync()
    assert len(share.runs) == 1


def test_anybody_merges_the_files_of_a_laptop_that_has_been_silent_for_90_days(jane, omar, share, monkeypatch):
    monkeypatch.setattr("cro_tui.share.tidying.SMALL_FILES", 99)
    jane.merges()
    monkeypatch.undo()
    omar.sync()
    omar.later(days=30)
    came = omar.clock.now.timestamp()
    monkeypatch.setattr("cro_tui.store.mirror.Mirror.came_at", lambda _self, _name: came)
    omar.later(days=80)
    assert omar.sync().merged == 0
    omar.later(days=20)
    assert omar.sync().merged == 9
    omar.later(days=2)
    omar.sync()
    assert len(share.runs) == 1
    in_step(jane, omar)


def test_a_part_of_ones_own_is_removed_and_those_of_others_stay(jane, omar, share):
    jane.add("Dogs bark")
    omar.sync()
    in_step(jane, omar)
    own = share.folder / f"{jane.notebook.laptop}.{'ab' * 8}.part"
    other = share.folder / f"{omar.notebook.take_identity().id}.{'cd' * 8}.part"
    stranger = share.folder / "report.docx.part"
    for path in (own, other, stranger):
        path.write_bytes(b"half")
    jane.sync()
    assert not own.exists()
    assert other.exists()
    assert stranger.exists()


@pytest.mark.parametrize("cut", [0, 30, 400, 700, None])
def test_what_a_laptop_that_is_gone_left_half_written_is_removed_after_a_week(jane, omar, share, cut):
    for number in range(3):
        omar.add(f"concern {number}")
    in_step(omar, jane)
    (run,) = share.runs
    part = share.folder / f"{omar.notebook.laptop}.{'cd' * 8}.part"
    part.write_bytes((share.folder / run.text).read_bytes()[:cut])
    jane.sync()
    assert is_idle(jane)
    jane.later(days=6)
    jane.sync()
    assert part.exists()
    jane.later(days=2)
    jane.reopen()
    jane.sync()
    assert not part.exists()
    assert share.runs == [run]
    assert is_idle(jane)


def test_what_stands_in_a_half_written_file_alone_stays_there(jane, omar, share):
    omar.add("Dogs bark")
    in_step(omar, jane)
    omar.add("Nobody else ever got this")
    omar.sync()
    last = share.runs[-1]
    part = share.folder / f"{omar.notebook.laptop}.{'cd' * 8}.part"
    (share.folder / last.text).rename(part)
    for _ in range(3):
        jane.later(days=8)
        jane.sync()
        assert is_idle(jane)
    assert part.exists()
    (share.folder / last.text).write_bytes(part.read_bytes())
    jane.sync()
    jane.later(days=8)
    jane.sync()
    assert not part.exists()


def test_who_may_not_remove_what_others_left_half_written_is_in_step_all_the_same(jane, omar, share):
    in_step(omar, jane)
    (share.folder / f"{omar.notebook.laptop}.{'cd' * 8}.part").write_bytes(b"")
    jane.sync()

    def not_allowed(verb, _name):
        if verb == "remove":
            raise Refused("not allowed")

    share.before = not_allowed
    jane.later(days=8)
    assert not jane.sync().bad
    assert is_idle(jane)


def test_files_that_are_too_large_to_be_merged_are_left_alone(jane, omar, share, monkeypatch):
    from cro_tui.share import tidying

    monkeypatch.setattr(tidying, "LARGE", 2_000)
    for number in range(12):
        jane.add(f"concern {number} " + "x" * 1_200)
        jane.sync()
    jane.sync()
    assert jane.sync().idle
    monkeypatch.setattr("cro_tui.store.mirror.Mirror.runs_of", None)
    assert is_idle(jane)  # and not even looked into


def test_years_are_neither_sent_nor_read_again_for_the_few_changes_of_a_day(jane, omar, share, monkeypatch):
    for number in range(400):
        jane.add(f"a concern of the years before {number}")
    jane.sync()
    (years,) = share.runs
    for number in range(12):  # one merge, and what comes after it
        jane.add(f"concern {number}")
        jane.sync()
    wide = [name for name in jane.mirror if name.last - name.first > 1]
    assert years in wide
    assert len(wide) == 2

    from cro_tui.store.mirror import Mirror

    read = []
    run = Mirror.run
    monkeypatch.setattr(Mirror, "run", lambda self, name, notebook: read.append(name) or run(self, name, notebook))
    jane.reopen()
    for number in range(10):
        jane.add(f"another concern {number}")
        jane.sync()
    assert read
    assert years not in read
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 422
