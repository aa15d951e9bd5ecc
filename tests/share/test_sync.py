"""What syncing promises to officers who share a notebook through a folder."""

from __future__ import annotations

import json

import pytest

from cro_tui.model.concern import Concern
from cro_tui.share.base import WrongShare
from cro_tui.share.outcome import Step, describe
from cro_tui.store import publishing
from tests.share.stations import Counted, Station, all_can_be_read, in_step, is_idle
from tests.store.notebooks import texts


@pytest.fixture
def share(folder: Counted) -> Counted:
    return folder


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


def test_the_app_goes_on_with_the_share_that_another_window_joined(jane, omar, station):
    jane.add("Dogs bark")
    jane.sync()
    omar.add("Cars race")
    station("omar").sync()
    assert not omar.sync(confirmed=False).joined
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


def test_a_save_is_not_held_up_while_what_is_new_is_checked_and_goes_with_the_next(jane, omar, monkeypatch):
    jane.add("Dogs bark")
    monkeypatch.setattr("cro_tui.store.locking.LOCK_SECONDS", 0.0)
    real, saved = publishing.verified, []

    def while_saving(*given):
        if not saved:
            saved.append(jane.add("Cars race"))
        return real(*given)

    monkeypatch.setattr(publishing, "verified", while_saving)
    assert jane.sync().pushed == 1
    assert jane.sync().pushed == 1
    omar.sync()
    assert omar.told() == jane.told()


def test_steps_count_changes_and_name_what_is_done(jane, omar):
    for count in (1, 2, 3):
        for number in range(count):
            jane.add(f"concern {number}")
        jane.sync()
    steps: list[Step] = []
    omar.add("one of mine")
    omar.sync(progress=steps.append)
    omar.sync(progress=steps.append)
    told = ["fetching 0 of 6", "fetching 1 of 6", "fetching 3 of 6", "sending 0 of 1", "checking 0 of 1"]
    assert [str(step) for step in steps] == told


def test_reading_back_what_was_sent_is_stopped_and_goes_on_with_the_next(jane, share):
    for number in range(3):
        jane.add(f"concern {number}")
        jane.sync()
    for name in share.runs:
        share.remove(name.text)
    jane.sync()  # sends all of it anew
    steps: list[Step] = []
    assert jane.sync(progress=steps.append, cancelled=lambda: len(steps) > 0).cancelled
    assert [str(step) for step in steps] == ["checking 0 of 3"]
    steps.clear()
    jane.sync(progress=steps.append)
    assert [str(step) for step in steps] == ["checking 0 of 2", "checking 1 of 2"]


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
    jane.merges()
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


def test_whose_share_it_is_is_read_once_a_sync_whatever_comes_and_goes(jane, omar, share):
    for one in (jane, omar):
        one.add(f"by {one.home.name}")
    in_step(jane, omar)
    jane.sync()  # reads back what it sent
    omar.add("Cars race")
    omar.sync()
    jane.add("Dogs bark")
    share.calls.clear()
    outcome = jane.sync()
    assert (outcome.pulled, outcome.pushed) == (1, 1)
    assert share.calls == {"list": 1, "read": 2, "publish": 1}  # the notebook's file and the run of omar's


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
