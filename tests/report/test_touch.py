"""Who is named where, when somebody was last met, and whom the department is losing touch with."""

from __future__ import annotations

from datetime import datetime

import pytest

from cro_tui.actions import records
from cro_tui.actions.people import log_interaction
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.report.ties import Ties, body_of
from cro_tui.report.touch import losing_touch, not_met
from cro_tui.store.notebook import Notebook

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")
TODAY = NOW.date()


@pytest.fixture
def book(tmp_path):
    return Notebook.open(tmp_path, clock=lambda: NOW)


def person(book, name, **typed):
    return records.create(book, Contact, {"name": name, **typed}).record


def met(book, who, day):
    return log_interaction(book, [who], "Talked", {"date": day}).record


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
    found = not_met(Ties.of_all(book), ("Riverside", "Harbor", "The Flats"), TODAY)
    assert [(one.name, one.last) for one in found] == [("The Flats", ""), ("Harbor", "2026-08-01"), ("Food Bank", "")]
