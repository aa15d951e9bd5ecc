"""Two laptops make two records of one person one while they are apart: nothing is lost, and it comes up again."""

from __future__ import annotations

import pytest

from cro_tui.actions import merging, records
from cro_tui.actions.duplicates import duplicates
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.merged import merged_into
from tests.share.stations import in_step


@pytest.fixture
def both(jane, omar):
    """(id of Ann, id of Anne, concern of Ann, concern of Anne) on both laptops."""
    book = jane.notebook
    ann, anne = (records.create(book, Contact, {"name": name}).record for name in ("Ann Lee", "Anne Lee"))
    concerns = [records.create(book, Concern, {"summary": "x", "contact": one.id}).record for one in (ann, anne)]
    jane.sync()
    omar.sync()
    return [one.id for one in (ann, anne, *concerns)]


def meet(*stations):
    for _ in range(2):
        for one in stations:
            one.sync()
    in_step(*stations)


def merge(station, keep, other):
    return merging.merge(station.notebook, station.get(keep), station.get(other))


def test_merged_the_same_way_twice_is_merged_once(jane, omar, both):
    ann, anne, *concerns = both
    merge(jane, ann, anne)
    omar.later(days=3)
    merge(omar, ann, anne)
    meet(jane, omar)
    for station in (jane, omar):
        assert merged_into(station.get(anne)) == ann
        assert not station.get(ann).conflicts
        assert {station.get(one).contact for one in concerns} == {ann}


def test_merged_in_opposite_directions_both_stay_to_be_merged_again(jane, omar, both):
    ann, anne, *concerns = both
    merge(jane, ann, anne)
    merge(omar, anne, ann)
    meet(jane, omar)
    for station in (jane, omar):
        assert {one.id for one in station.notebook.all(Contact)} == {ann, anne}
        assert {station.get(one).contact for one in concerns} == {ann, anne}
        assert [{one.one.id, one.other.id} for one in duplicates(station.notebook)] == [{ann, anne}]
    merge(omar, ann, anne)
    meet(jane, omar)
    for station in (jane, omar):
        assert [one.id for one in station.notebook.all(Contact)] == [ann]
        assert {station.get(one).contact for one in concerns} == {ann}
        assert duplicates(station.notebook) == []


def test_an_edit_of_the_one_that_was_voided_shows_and_is_taken_up(jane, omar, both):
    ann, anne, *_ = both
    merge(jane, ann, anne)
    records.change(omar.notebook, omar.get(anne), {"phones": "555-010-0143"})
    meet(jane, omar)
    assert not jane.get(anne).is_voided
    assert [one.why for one in duplicates(jane.notebook)] == ["merged, and changed since"]
    merge(jane, ann, anne)
    meet(jane, omar)
    assert omar.get(ann).phones == ("555-010-0143",)
    assert omar.get(anne).is_voided


def test_what_names_the_one_that_was_voided_is_moved_by_merging_again(jane, omar, both):
    ann, anne, *_ = both
    merge(jane, ann, anne)
    new = records.create(omar.notebook, Concern, {"summary": "y", "contact": anne}).record
    meet(jane, omar)
    assert jane.get(new.id).contact == anne
    assert [one.why for one in duplicates(jane.notebook)] == ["merged, and named since"]
    merge(jane, ann, anne)
    meet(jane, omar)
    assert omar.get(new.id).contact == ann
    assert duplicates(omar.notebook) == []


def test_not_the_same_said_on_one_laptop_holds_on_all(jane, omar, both):
    ann, anne, *_ = both
    assert len(duplicates(omar.notebook)) == 1
    merging.keep_apart(jane.notebook, jane.get(ann), jane.get(anne))
    records.change(omar.notebook, omar.get(anne), {"notes": "New here"})
    meet(jane, omar)
    assert duplicates(omar.notebook) == []
    assert not omar.get(ann).conflicts
