"""Check-in: names and badges signed in one after the other, all signed out at once, scores for one or several."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cro_tui.actions import records, training
from cro_tui.actions.base import NothingDone, Unchanged
from cro_tui.model.contact import Contact
from cro_tui.model.fields import BadValue
from cro_tui.model.training import Training


def held(notebook, *people, **typed):
    session = records.create(notebook, Training, {"title": "First aid", **typed}).record
    return training.check_in(notebook, session, *people).record if people else session


def names(session):
    return [row["name"] for row in session.roster]


def test_a_badge_alone_signs_in_its_owner_from_an_earlier_roster(notebook):
    held(notebook, "Alex Rivera, SPD 4411", "Robin Park, SPD 4412")
    session = held(notebook, "4411", "#4412", "9999")
    assert [(row["name"], row.get("agency")) for row in session.roster] == [
        ("Alex Rivera", "SPD 4411"),
        ("Robin Park", "SPD 4412"),
        ("9999", None),
    ]


def test_a_badge_that_two_people_have_stands_for_neither(notebook):
    held(notebook, "Alex Rivera, SPD 4411", "Robin Park, County 4411")
    assert names(held(notebook, "4411")) == ["4411"]


def test_many_names_are_one_save_and_nobody_is_on_the_roster_twice(notebook):
    session = held(notebook)
    before = notebook.changes()
    session = training.check_in(notebook, session, "Alex Rivera", "", "Robin Park, SPD 4412", "alex rivera").record
    assert notebook.changes() == before + 1
    assert names(session) == ["Alex Rivera", "Robin Park"]
    with pytest.raises(NothingDone, match="on the roster already"):
        training.check_in(notebook, session, "ROBIN PARK")
    session = training.check_in(notebook, session, "Robin Park, County 7").record
    assert len(session.roster) == 3


def test_a_name_that_is_a_contacts_is_linked_with_it(notebook):
    person = records.create(notebook, Contact, {"name": "Alex Rivera"}).record
    assert held(notebook, "alex rivera").roster[0]["contact"] == person.id


def test_who_was_there_for_less_than_half_of_the_planned_hours_is_found(notebook, clock):
    session = held(notebook, "Stays", "Leaves", hours="4")
    clock.now += timedelta(hours=1)
    session = training.sign_out(notebook, session, session.roster[1]["id"]).record
    assert [row["name"] for row in session.roster if row["id"] in training.short_of_plan(session)] == ["Leaves"]
    clock.now += timedelta(hours=1)
    session = training.sign_out(notebook, session).record
    assert len(training.short_of_plan(session)) == 1
    assert training.short_of_plan(held(notebook, "No plan")) == []


def test_all_are_signed_out_at_once_and_their_hours_follow(notebook, clock):
    session = held(notebook, "Alex Rivera")
    clock.now += timedelta(minutes=30)
    session = training.check_in(notebook, session, "Robin Park").record
    clock.now += timedelta(hours=3, minutes=30)
    before = notebook.changes()
    session = training.sign_out(notebook, session).record
    assert notebook.changes() == before + 1
    assert [row["hours"] for row in session.roster] == ["4", "3.5"]
    with pytest.raises(NothingDone, match="Nobody is signed in"):
        training.sign_out(notebook, session)


def test_a_roster_typed_up_on_another_day_has_no_times(notebook):
    session = held(notebook, "Alex Rivera", start="2026-11-10 9:00", hours="4")
    assert "in" not in session.roster[0]
    with pytest.raises(NothingDone):
        training.sign_out(notebook, session)


def test_a_time_of_day_is_one_of_the_sessions_day_and_gives_the_hours(notebook):
    session = held(notebook, "Alex Rivera", start="2026-11-10 9:00")
    line = session.roster[0]["id"]
    session = training.set_lines(notebook, session, [line], {"in": "9am", "out": "1:30pm"}).record
    assert session.roster[0]["in"].startswith("2026-11-10T09:00")
    assert session.roster[0]["hours"] == "4.5"
    session = training.set_lines(notebook, session, [line], {"out": "3pm", "hours": "5"}).record
    assert session.roster[0]["hours"] == "5"


def test_several_lines_get_a_result_in_one_save(notebook):
    session = held(notebook, "Alex Rivera", "Robin Park", "Jamie Fox")
    lines = [row["id"] for row in session.roster][:2]
    before = notebook.changes()
    done = training.set_lines(notebook, session, lines, {"result": "pass"})
    assert notebook.changes() == before + 1
    assert [row.get("result") for row in done.record.roster] == ["pass", "pass", None]
    with pytest.raises(Unchanged):
        training.set_lines(notebook, done.record, lines, {"result": "pass"})
    with pytest.raises(BadValue, match="score"):
        training.set_lines(notebook, done.record, lines, {"score": "ninety"})


def test_taking_off_is_undone_whole(notebook):
    session = held(notebook, "Alex Rivera", "Robin Park")
    done = training.take_off(notebook, session, *(row["id"] for row in session.roster))
    assert done.record.roster == ()
    records.undo(notebook, done)
    assert names(notebook.get(session.id)) == ["Alex Rivera", "Robin Park"]
