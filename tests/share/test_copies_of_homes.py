"""Homes that were cloned, put back from an old copy or restored from a backup go on beside the others."""

from __future__ import annotations

import pytest

from cro_tui.model.concern import Concern
from cro_tui.store.backup import back_up
from cro_tui.store.restoring import restore
from tests.share.stations import Counted, Memory, Station, in_step, is_idle
from tests.store.notebooks import texts


@pytest.fixture
def share(folder: Counted) -> Counted:
    return folder


def copied(station: Station, name: str) -> Station:
    import shutil

    home = station.home.parent / name
    shutil.copytree(station.home, home)
    return Station(home, station.share)


@pytest.mark.parametrize("writes_before", [(), ("clone",), ("jane",), ("jane", "clone")])
def test_a_cloned_home_goes_on_under_an_id_of_its_own(jane, omar, share, writes_before):
    jane.add("before")
    in_step(jane, omar)
    clone = copied(jane, "clone")
    both = {"jane": jane, "clone": clone}
    for name in writes_before:
        both[name].add(f"unseen by the other, on {name}")
    in_step(jane, clone, omar)
    for name, one in both.items():
        one.add(f"seen, on {name}")
        in_step(jane, clone, omar)
    for name, one in both.items():
        one.add(f"and again, on {name}")
    in_step(jane, clone, omar)
    assert jane.notebook.laptop != clone.notebook.laptop
    assert len(texts(omar.notebook)) == 5 + len(writes_before)
    for one in (jane, clone, omar):
        one.sync()
        assert is_idle(one)


def test_a_home_put_back_from_an_old_copy_goes_on_under_a_new_id(jane, omar, share):
    jane.add("before")
    in_step(jane, omar)
    old = copied(jane, "old")
    jane.add("after the copy")
    in_step(jane, omar)
    was = old.notebook.laptop
    in_step(old, omar)
    old.add("on the old copy")
    assert old.notebook.laptop != was
    in_step(old, omar)
    assert len(texts(omar.notebook)) == 3
    numbers = [concern.number for concern in omar.notebook.all(Concern)]
    assert len(set(numbers)) == 3


def test_a_notebook_restored_from_a_backup_goes_on_beside_the_one_it_was_made_of(jane, omar, tmp_path, station):
    jane.add("before")
    in_step(jane, omar)
    made = back_up(jane.home, tmp_path / "b.zip", jane.clock.now)
    jane.add("after the backup")
    luz = station("luz")
    did = restore(made.path, luz.notebook)
    assert did.laptop == luz.notebook.laptop != jane.notebook.laptop
    luz.add("after restoring")
    in_step(jane, omar, luz)
    assert len(texts(luz.notebook)) == 3


def test_each_fetches_anew_what_rotted_in_its_mirror(jane, omar):
    jane.add("Dogs bark")
    in_step(jane, omar)
    path = next((omar.home / "mirror").iterdir())
    path.write_bytes(path.read_bytes()[:-40])
    omar.reopen()
    assert omar.notebook.notices
    in_step(jane, omar)
    assert texts(omar.notebook) == ["Dogs bark"]


def test_a_hole_in_what_was_passed_on_is_filled_from_what_this_laptop_wrote(jane, omar, share):
    for text in ("one", "two", "three"):
        jane.add(text)
        jane.sync()
    middle = next(name for name in share.runs if name.first == 2)
    (share.folder / middle.text).unlink()
    (jane.home / "mirror" / middle.text).unlink()
    jane.reopen()
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 3


def test_a_share_in_memory_is_a_share_too(tmp_path):
    share = Memory()
    jane, omar = (Station(tmp_path / name, share) for name in ("jane", "omar"))
    jane.add("Dogs bark")
    in_step(jane, omar)
    assert texts(omar.notebook) == ["Dogs bark"]


def test_a_clone_is_noticed_also_where_its_files_were_merged_meanwhile(jane, omar, share, monkeypatch):
    monkeypatch.setattr("cro_tui.share.tidying.SMALL_FILES", 1)
    jane.add("before")
    in_step(jane, omar)
    clone = copied(jane, "clone")
    jane.add("on Jane's")
    clone.add("on the clone")
    for _ in range(4):
        in_step(jane, clone, omar)
        jane.later(days=2)
        clone.later(days=2)
    jane.add("afterwards")
    clone.add("afterwards")
    assert jane.notebook.laptop != clone.notebook.laptop
