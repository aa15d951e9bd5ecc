"""What syncing promises to officers who share a notebook through a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cro_tui.model.concern import Concern
from cro_tui.share.base import WrongShare
from cro_tui.share.sync import Step, describe
from cro_tui.store.backup import back_up
from cro_tui.store.restoring import restore
from tests.share.stations import Counted, Memory, Station, all_can_be_read, in_step, is_idle
from tests.store.notebooks import texts

DAY = 86_400


@pytest.fixture
def share(tmp_path: Path) -> Counted:
    folder = tmp_path / "share"
    folder.mkdir()
    return Counted(folder)


@pytest.fixture
def station(tmp_path: Path, share: Counted):
    """Makes a laptop with that name; the same home for the same name."""
    return lambda name, **more: Station(tmp_path / name, share, officer=f"{name} doe".title(), **more)


@pytest.fixture
def jane(station) -> Station:
    return station("jane")


@pytest.fixture
def omar(station) -> Station:
    return station("omar")


def merged_from(jane: Station, count: int = 9) -> None:
    """Jane syncs so many small files that they are merged."""
    for number in range(count):
        jane.add(f"concern {number}")
        jane.sync()
    jane.sync()


# Joining


def test_the_first_laptop_makes_an_empty_folder_the_share_of_its_notebook(jane, share):
    jane.add("Dogs bark")
    outcome = jane.sync(confirmed=False)
    assert outcome.joined
    assert outcome.pushed == 1
    assert json.loads((share.folder / "cro-tui.json").read_bytes()) == {"notebook": jane.notebook.identity.notebook}
    assert [(name.first, name.last) for name in share.runs] == [(1, 1)]


def test_a_laptop_that_holds_a_notebook_of_its_own_joins_only_when_its_officer_says_so(jane, omar, share):
    jane.add("Dogs bark")
    omar.add("Cars race")
    jane.sync()
    before = {path.name for path in share.folder.iterdir()}
    with pytest.raises(WrongShare, match="not joined"):
        omar.sync(confirmed=False)
    assert {path.name for path in share.folder.iterdir()} == before
    assert texts(omar.notebook) == ["Cars race"]
    assert omar.sync().joined
    in_step(jane, omar)
    assert sorted(texts(jane.notebook)) == ["Cars race", "Dogs bark"]


def test_a_fresh_home_joins_and_has_everything(jane, omar):
    jane.add("Dogs bark")
    jane.sync()
    outcome = omar.sync()
    assert (outcome.joined, outcome.pulled, outcome.pushed) == (True, 1, 0)
    assert omar.told() == jane.told()
    assert omar.notebook.laptop != jane.notebook.laptop


def test_a_home_that_met_its_share_is_refused_by_anothers(jane, tmp_path):
    jane.add("Dogs bark")
    jane.sync()
    (tmp_path / "other").mkdir()
    other = Station(tmp_path / "stranger", Counted(tmp_path / "other"))
    other.add("Cars race")
    other.sync()
    jane.share = other.share
    jane.reopen()
    before = {path.name: path.read_bytes() for path in other.share.folder.iterdir()}
    with pytest.raises(WrongShare, match="another notebook"):
        jane.sync()
    assert {path.name: path.read_bytes() for path in other.share.folder.iterdir()} == before
    assert texts(jane.notebook) == ["Dogs bark"]


def test_two_that_found_a_share_at_once_end_up_in_one_notebook(jane, omar, share):
    jane.add("Dogs bark")
    omar.add("Cars race")

    def race(verb: str, name: str) -> None:
        if verb == "publish":
            share.before = lambda _verb, _name: None
            jane.sync()

    share.before = race
    with pytest.raises(WrongShare):
        omar.sync()
    omar.sync()
    in_step(jane, omar)
    assert len(texts(jane.notebook)) == 2


def test_a_home_that_lost_its_laptop_json_is_known_by_what_it_holds(jane, omar, station):
    jane.add("Dogs bark")
    in_step(jane, omar)
    (jane.home / "laptop.json").unlink()
    jane.reopen()
    assert jane.sync(confirmed=False).joined
    jane.add("Cars race")
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 2


def test_the_made_up_notebook_is_never_put_on_a_share(station, share):
    demo = station("demo")
    demo.notebook.become_demo()
    demo.add("Dogs bark")
    with pytest.raises(WrongShare, match="made-up"):
        demo.sync()
    assert list(share.folder.iterdir()) == []
    assert not share.calls


# Coming and going


def test_nothing_to_do_lists_once_and_writes_nothing(jane, omar):
    jane.add("Dogs bark")
    in_step(jane, omar)
    jane.sync()  # reads back what it sent
    for one in (jane, omar):
        assert is_idle(one)
        one.reopen()
        assert is_idle(one)


def test_everybody_has_what_everybody_wrote(station, share):
    stations = [station(name) for name in ("jane", "omar", "luz")]
    for one in stations:
        one.add(f"by {one.home.name}")
    in_step(*stations)
    for number in range(3):
        for one in stations:
            one.add(f"by {one.home.name} {number}")
            one.sync()
    in_step(*stations)
    assert len(texts(stations[0].notebook)) == 12
    all_can_be_read(share.folder, *(one.home / part for one in stations for part in ("data", "mirror")))


def test_the_counts_are_those_of_what_was_not_there_before(jane, omar):
    for number in range(3):
        jane.add(f"concern {number}")
    assert jane.sync().pushed == 3
    assert omar.sync().pulled == 3
    assert omar.sync().pulled == 0
    omar.reopen()
    assert omar.sync().idle
    jane.add("one more")
    assert "1 change went" in describe(jane.sync())
    assert "1 change came" in describe(omar.sync())


def test_what_came_is_told_to_the_screens(jane, omar):
    jane.add("Dogs bark")
    in_step(jane, omar)
    omar.notebook.poll()
    record_id = jane.add("Cars race")
    jane.sync()
    omar.sync()
    assert record_id in omar.notebook.poll()
    assert omar.notebook.poll() == set()


def test_steps_are_told_and_a_cancelled_sync_is_finished_by_the_next(jane, omar):
    for number in range(4):
        jane.add(f"concern {number}")
        jane.sync()
    steps: list[Step] = []
    outcome = omar.sync(progress=steps.append, cancelled=lambda: len(steps) > 1)
    assert outcome.cancelled
    assert outcome.pulled == 2
    assert [(step.what, step.done, step.of) for step in steps] == [("fetching", 0, 4), ("fetching", 1, 4)]
    assert not omar.sync().cancelled
    assert omar.told() == jane.told()


def test_a_run_is_not_read_of_which_all_is_here(jane, omar, share):
    merged_from(jane)
    omar.sync()
    assert share.calls["read"]
    narrow = [name for name in share.runs if name.last == name.first]
    wide = [name for name in share.runs if name not in narrow]
    assert len(narrow) == 9
    assert len(wide) == 1
    assert omar.mirror == wide  # the widest was read, the rest is covered
    share.calls.clear()
    luz = Station(omar.home.parent / "luz", share)
    luz.sync()
    assert luz.mirror == wide
    assert share.calls["read"] == 2  # the notebook's file and the wide run


def test_a_run_is_not_sent_of_which_all_is_there(jane, omar, share):
    for number in range(3):
        jane.add(f"concern {number}")
        jane.sync()
    omar.sync()  # holds three small runs
    jane.reopen()
    for path in share.folder.glob(f"{jane.notebook.laptop}.*"):
        path.unlink()
    for path in (jane.home / "mirror").iterdir():
        path.unlink()
    jane.sync()  # one run of three
    assert [(name.first, name.last) for name in share.runs] == [(1, 3)]
    share.calls.clear()
    omar.sync()
    assert not share.calls["publish"]
    assert [(name.first, name.last) for name in share.runs] == [(1, 3)]


# Many small files


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
    merged_from(jane)
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
    merged_from(jane)
    (jane.home / "share.json").unlink()
    jane.reopen()
    jane.sync()
    jane.later(days=2)
    jane.sync()
    assert len(share.runs) == 1


def test_anybody_merges_the_files_of_a_laptop_that_has_been_silent_for_90_days(jane, omar, share, monkeypatch):
    monkeypatch.setattr("cro_tui.share.tidying.SMALL_FILES", 99)
    merged_from(jane)
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


# What nobody may lose


def test_two_edits_of_one_field_are_both_shown(jane, omar):
    record_id = jane.add("Dogs bark")
    in_step(jane, omar)
    jane.set(record_id, summary="Dogs bark at night")
    omar.set(record_id, summary="Two dogs bark")
    in_step(jane, omar)
    both = {head.value for head in jane.get(record_id).conflicts["summary"]}
    assert both == {"Dogs bark at night", "Two dogs bark"}
    omar.set(record_id, summary="Two dogs bark at night")
    in_step(jane, omar)
    assert not jane.get(record_id).conflicts
    assert jane.get(record_id).summary == "Two dogs bark at night"


def test_edits_of_two_fields_are_both_kept(jane, omar):
    record_id = jane.add("Dogs bark")
    in_step(jane, omar)
    jane.set(record_id, summary="Dogs")
    omar.set(record_id, place="Elm Street")
    in_step(jane, omar)
    assert (jane.get(record_id).summary, jane.get(record_id).place) == ("Dogs", "Elm Street")
    assert not jane.get(record_id).conflicts


def test_an_edit_keeps_a_record_visible_that_somebody_voided_unseen(jane, omar):
    record_id = jane.add("Dogs bark")
    in_step(jane, omar)
    jane.set(record_id, voided="entered twice")
    omar.set(record_id, summary="Dogs bark at night")
    in_step(jane, omar)
    for one in (jane, omar):
        assert one.get(record_id).void_disputed
        assert record_id in [concern.id for concern in one.notebook.all(Concern)]


def test_a_later_edit_that_saw_an_earlier_one_wins_whatever_the_clocks_say(jane, omar):
    jane.later(days=4000)
    record_id = jane.add("Dogs bark")
    jane.set(record_id, summary="from the future")
    in_step(jane, omar)
    omar.later(days=-9000)
    omar.set(record_id, summary="seen and changed")
    in_step(jane, omar)
    assert jane.get(record_id).summary == "seen and changed"
    assert not jane.get(record_id).conflicts


# Copies of a home


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
