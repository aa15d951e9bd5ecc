"""Who is named where, when somebody was last met, and whom the department is losing touch with."""

from __future__ import annotations

from datetime import datetime

import pytest

from cro_tui.actions import merging, records
from cro_tui.actions.people import log_interaction
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.model.vocabulary import Vocabularies
from cro_tui.report.coverage import coverage_of
from cro_tui.report.ties import Ties, body_of
from cro_tui.report.touch import losing_touch, not_met
from cro_tui.report.watches import watches
from cro_tui.settings import Settings
from cro_tui.store.notebook import Edit, Notebook

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")
TODAY = NOW.date()


@pytest.fixture
def book(tmp_path):
    return Notebook.open(tmp_path, clock=lambda: NOW)


def person(book, name, **typed):
    return records.create(book, Contact, {"name": name, **typed}).record


def met(book, who, day):
    return log_interaction(book, [who], "Talked", {"date": day}).record


def settings_with(*neighborhoods):
    return Settings(words=Vocabularies(neighborhoods=neighborhoods))


def names(lost):
    return [one.contact.name for one in lost]


def test_a_person_was_met_by_word_concern_and_meeting_but_not_by_one_missed_or_to_come(book):
    mai = person(book, "Mai")
    assert Ties.of_all(book).last_met(mai.id, TODAY) == ""
    met(book, mai, "2026-03-01")
    records.create(book, Concern, {"narrative": "Cars race.", "contact": mai.id, "heard": "2026-04-02"})
    for start, as_ in (("2026-05-03", "present"), ("2026-06-04", "absent"), ("2026-12-04", "present")):
        row = {"name": "Mai", "contact": mai.id, "as": as_}
        records.create(book, Meeting, {"body": "Northside", "start": start, "attendance": [row]})
    ties = Ties.of_all(book)
    assert ties.last_met(mai.id, TODAY) == "2026-05-03"
    assert ties.dealings(mai.id, TODAY) == 3
    assert len(ties.naming(Meeting, mai.id)) == 2
    assert len(ties.naming(Meeting, body_of("NORTHSIDE"))) == 3


def test_ties_follow_a_change_and_a_void(book):
    mai, ann = person(book, "Mai"), person(book, "Ann")
    line = met(book, mai, "2026-03-01")
    ties = Ties.of_all(book)
    records.change(book, line, {"contacts": [ann.id]})
    ties.changed([line.id])
    assert (ties.last_met(mai.id, TODAY), ties.last_met(ann.id, TODAY)) == ("", "2026-03-01")
    records.void(book, book.get(line.id), "test entry")
    ties.changed([line.id])
    assert ties.last_met(ann.id, TODAY) == ""


def test_the_latest_people_come_first_each_once(book):
    mai, ann, bob = (person(book, name) for name in ("Mai", "Ann", "Bob"))
    for who, day in ((mai, "2026-01-05"), (ann, "2026-02-05"), (mai, "2026-03-05"), (bob, "2027-01-01")):
        met(book, who, day)
    assert [one.name for one in Ties.of_all(book).latest_people(TODAY, 10)] == ["Mai", "Ann"]


def test_losing_touch_names_those_met_before_the_most_dealt_with_first(book):
    often, once, lately, never, refuses = (
        person(book, name, **more)
        for name, more in (
            ("Often", {}), ("Once", {}), ("Lately", {}), ("Never", {}), ("Refuses", {"do_not_contact": True}),
        )
    )  # fmt: skip
    for who in (often, often, once, refuses):
        met(book, who, "2026-01-05")
    met(book, lately, "2026-11-01")
    assert never.name == "Never"
    assert names(losing_touch(Ties.of_all(book), TODAY, 120)) == ["Often", "Once"]


def test_neighborhoods_and_organizations_not_met_this_quarter(book):
    resident = person(book, "Mai", neighborhood="Riverside")
    met(book, resident, "2026-10-02")
    records.create(book, Meeting, {"body": "x", "neighborhood": "Harbor", "start": "2026-08-01"})
    records.create(book, Meeting, {"body": "Northside Association", "start": "2026-11-01"})
    records.create(book, Meeting, {"body": "y", "neighborhood": "The Flats", "start": "2026-12-01"})
    for name in ("Northside Association", "Food Bank"):
        records.create(book, Organization, {"name": name})
    found = not_met(Ties.of_all(book), settings_with("Riverside", "Harbor", "The Flats"), TODAY)
    assert [(one.name, one.last) for one in found] == [("The Flats", ""), ("Harbor", "2026-08-01"), ("Food Bank", "")]


def test_outreach_a_telling_a_session_and_a_program_are_contact_too(book):
    people = {name: person(book, name) for name in ("Event", "Told", "Session", "Accepted", "Declined")}
    ids = {name: one.id for name, one in people.items()}
    for who in people.values():
        met(book, who, "2026-01-05")
    records.create(book, Outreach, {"name": "Cleanup", "start": "2026-11-01", "contacts": [ids["Event"]]})
    told = [{"at": "2026-11-02", "words": "It is fixed"}]
    records.create(book, Concern, {"narrative": "x", "heard": "2026-01-02", "contact": ids["Told"], "tellings": told})
    roster = [{"name": "x", "contact": ids["Session"]}]
    records.create(book, Training, {"title": "Talk", "start": "2026-11-03", "roster": roster})
    rows = [{"name": name, "contact": ids[name], "status": name.lower()} for name in ("Accepted", "Declined")]
    records.create(book, Program, {"title": "Academy", "start": "2026-11-04", "participants": rows})
    assert names(losing_touch(Ties.of_all(book), TODAY, 120)) == ["Declined"]


def test_who_wants_no_contact_is_not_listed_while_two_disagree_about_it(book):
    mai = person(book, "Mai")
    met(book, mai, "2026-01-05")
    for wish in (True, False):
        book.save([Edit(mai.id, "contact", {"do_not_contact": wish}, mai)])
    assert losing_touch(Ties.of_all(book), TODAY, 120) == []


def test_communities_count_once_an_event_says_whom_it_reached(book):
    settings = Settings(words=Vocabularies(communities=("youth", "seniors")))
    records.create(book, Outreach, {"name": "Talk", "start": "2026-05-01"})
    assert not_met(Ties.of_all(book), settings, TODAY) == []
    records.create(book, Outreach, {"name": "Talk", "start": "2026-05-01", "communities": "youth"})
    found = not_met(Ties.of_all(book), settings, TODAY)
    assert [(one.name, one.last, one.community) for one in found] == [
        ("seniors", "", True), ("youth", "2026-05-01", True),
    ]  # fmt: skip
    records.create(
        book, Outreach, {"name": "Talk", "start": "2026-10-04", "communities": "youth", "neighborhood": "Harbor"}
    )
    assert [one.name for one in not_met(Ties.of_all(book), settings, TODAY)] == ["seniors"]


def test_a_group_is_met_with_its_captain_and_under_the_name_of_one_merged_into_it(book):
    cap = person(book, "Hien Dao")
    watch = records.create(book, Organization, {"name": "Elm Watch", "captains": "Hien Dao (upper end)"}).record
    old = records.create(book, Organization, {"name": "Elm Street Watch"}).record
    records.create(book, Meeting, {"body": "Elm Street Watch", "start": "2026-10-02"})
    assert [one.name for one in not_met(Ties.of_all(book), Settings(), TODAY)] == ["Elm Watch"]
    merging.merge(book, watch, old)
    assert not_met(Ties.of_all(book), Settings(), TODAY) == []
    met(book, cap, "2026-11-05")
    (line,) = coverage_of(Ties.of_all(book), Settings(), ("2026-10-01", "2026-12-31"), TODAY).groups
    assert (line.times, line.last) == (2, "2026-11-05")


def test_watch_groups_come_with_captains_the_longest_unseen_first(book):
    cap = person(book, "Hien Dao", phones="555-010-0142")
    for name, kind in (("Elm Watch", "Neighborhood Watch"), ("Night patrol", "citizen patrol"), ("Choir", "faith")):
        records.create(
            book, Organization, {"name": name, "kind": kind, "captains": "Hien Dao" if "Elm" in name else ""}
        )
    third = records.create(book, Organization, {"name": "Oak Watch", "captains": "Bo Ek (corner)"}).record
    met(book, cap, "2026-11-05")
    met(book, third, "2026-03-05")
    found = watches(Ties.of_all(book), TODAY, 120)
    assert [(one.group.name, one.last, one.overdue) for one in found] == [
        ("Night patrol", "", True), ("Oak Watch", "2026-03-05", True), ("Elm Watch", "2026-11-05", False),
    ]  # fmt: skip
    assert [(one.name, one.area, one.contact) for one in found[1].captains] == [("Bo Ek", "corner", None)]
    assert found[2].captains[0].contact.id == cap.id
