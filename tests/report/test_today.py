"""The day's list: what stands on it, what is late, and when the quarterly report goes out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cro_tui.actions import concerns, problems, records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Referral
from cro_tui.model.training import Training
from cro_tui.report.today import CALL_BACK, DUE, MEETINGS, NOT_TOLD, REPORT, WAITING, WATCH, due_lists, report_due
from cro_tui.settings import Intervals, Settings
from cro_tui.store.notebook import Notebook

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")
TODAY = NOW.date()


@pytest.fixture
def book(tmp_path):
    return Notebook.open(tmp_path, clock=lambda: NOW)


def listed(book, heading):
    return next(one.lines for one in due_lists(book, TODAY) if one.heading == heading)


def concern(book, **typed):
    return records.create(book, Concern, {"narrative": "Cars race.", **typed}).record


def test_an_empty_notebook_owes_nothing_but_the_report(book):
    lists = due_lists(book, TODAY)
    assert [one.heading for one in lists if one.lines] == [REPORT]
    assert all(one.nothing for one in lists if not one.lines)


def test_due_holds_a_week_and_everything_overdue_the_latest_first(book):
    for due in ("2026-11-27", "2026-11-28", "2026-11-01", "2026-11-20"):
        concern(book, next_action=f"by {due}", due=due)
    records.create(book, Meeting, {"body": "Northside", "entries": ["a: Fix the light @Sgt due:2026-11-10"]})
    found = [(line.when, line.overdue) for line in listed(book, DUE)]
    assert found == [("2026-11-01", True), ("2026-11-10", True), ("2026-11-20", False), ("2026-11-27", False)]


def test_people_to_call_back_come_with_the_person_until_they_were_told(book):
    mai = records.create(book, Contact, {"name": "Mai Nguyen", "phones": "555-0101"}).record
    one = concern(book, contact=mai.id, callback=True, heard="2026-11-10")
    (line,) = listed(book, CALL_BACK)
    assert (line.person.name, line.overdue) == ("Mai Nguyen", True)
    concerns.tell(book, one, "phone: it is fixed")
    assert not listed(book, CALL_BACK)


def test_a_call_is_late_after_the_departments_days_unless_it_was_put_off(book):
    one = concern(book, callback=True, heard="2026-11-18")
    assert not listed(book, CALL_BACK)[0].overdue
    book.settings = Settings(intervals=Intervals(callback_days=1))
    assert listed(book, CALL_BACK)[0].overdue
    records.change(book, one, {"due": "2026-11-23"})
    assert not listed(book, CALL_BACK)[0].overdue


def test_a_referral_without_a_day_is_late_after_the_departments_days(book):
    one = concern(book)
    records.create(book, Referral, {"of": one.id, "to": "Parks", "sent": "2026-11-15"})
    records.create(book, Referral, {"of": one.id, "to": "Traffic Unit", "sent": "2026-11-01"})
    assert [(line.who, line.overdue) for line in listed(book, WAITING)] == [("Traffic Unit", True), ("Parks", False)]


def test_nobody_waits_for_an_answer_about_what_was_voided(book):
    one = concern(book)
    concerns.refer(book, one, "Parks")
    records.void(book, book.get(one.id), "entered twice")
    assert not listed(book, WAITING)


def test_a_next_meeting_that_two_minutes_name_comes_once(book):
    for start in ("2026-10-20 19:00", "2026-11-17 19:00"):
        records.create(book, Meeting, {"body": "Northside", "start": start, "next_meeting": "2026-12-22 19:00"})
    assert [line.when[:10] for line in listed(book, MEETINGS)] == ["2026-12-22"]


def test_closed_and_not_told_is_owed_until_told(book):
    mai = records.create(book, Contact, {"name": "Mai Nguyen"}).record
    one = concern(book, contact=mai.id)
    concerns.close(book, one, "resolved")
    (line,) = listed(book, NOT_TOLD)
    concerns.tell(book, book.get(one.id), "phone: done")
    assert line.number == one.number
    assert not listed(book, NOT_TOLD)


def test_potential_problems_to_look_at_and_meetings_to_come(book):
    concern(book, kind="potential problem", watch="2026-12-01")
    concern(book, kind="potential problem", watch="2027-05-01")
    typed = {"body": "Northside", "start": "2026-11-24 19:00", "next_meeting": "2026-12-22 19:00"}
    records.create(book, Meeting, typed)
    assert [line.when for line in listed(book, WATCH)] == ["2026-12-01"]
    assert [line.when[:10] for line in listed(book, MEETINGS)] == ["2026-11-24", "2026-12-22"]


@pytest.mark.parametrize(
    ("today", "quarter", "due"),
    [("2026-10-10", "2026-Q3", "2026-10-15"), ("2026-10-15", "2026-Q3", "2026-10-15"),
     ("2026-10-16", "2026-Q4", "2027-01-15"), ("2026-12-31", "2026-Q4", "2027-01-15")],
)  # fmt: skip
def test_the_report_of_a_quarter_goes_out_some_days_after_it(today, quarter, due):
    assert report_due(date.fromisoformat(today), Intervals()) == (quarter, date.fromisoformat(due))


def test_a_project_owes_its_responses_and_its_next_look_until_it_is_closed(book):
    made = records.create(book, Problem, {"title": "Racing", "owner": "Jo", "review": "2026-12-01"}).record
    for row in (
        {"what": "Signs", "owner": "Works", "due": "2026-11-10"},
        {"what": "Letters", "due": "2026-11-27"},
        {"what": "Count again", "due": "2026-11-28"},
        {"what": "Talk", "due": "2026-11-01", "done": "2026-11-02"},
    ):
        made = problems.respond(book, made, row).record
    found = [(line.text, line.who, line.overdue) for line in listed(book, DUE)]
    assert found == [("Signs (Racing)", "Works", True), ("Letters (Racing)", "", False)]
    (look,) = listed(book, WATCH)
    assert (look.text, look.when, look.task) == ("Project in scanning: Racing", "2026-12-01", "look")
    assessed = {"as_planned": "yes", "goal_met": "yes", "assessment": "Quiet.", "stage": "closed"}
    records.change(book, made, assessed)
    assert not listed(book, DUE)
    assert not listed(book, WATCH)


def test_what_is_over_is_no_more_to_come(book):
    for body, more in (
        ("Breakfast", {"start": "2026-11-20 07:00", "end": "2026-11-20 08:00"}),
        ("Night watch", {"start": "2026-11-20 04:00"}),
        ("Yet to begin", {"start": "2026-11-20 09:30"}),
        ("Some time today", {"start": "2026-11-20"}),
        ("Still on", {"start": "2026-11-20 05:30", "called_to_order": "2026-11-20 05:35"}),
        ("Adjourned", {"start": "2026-11-20 09:00", "called_to_order": "2026-11-20 09:00",
                       "adjourned": "2026-11-20 09:50"}),
    ):  # fmt: skip
        records.create(book, Meeting, {"body": body, **more})
    records.create(book, Training, {"title": "Early class", "kind": "own", "start": "2026-11-20 08:00", "hours": "1.5"})
    records.create(book, Training, {"title": "Long class", "kind": "own", "start": "2026-11-20 03:00", "hours": "8"})
    left = {"title": "Left class", "kind": "own", "start": "2026-11-20 08:00", "hours": "8"}
    records.create(book, Training, {**left, "roster": [{"name": "Ann", "in": "8:00", "out": "9:30"}]})
    records.create(book, Outreach, {"name": "Fair at dawn", "start": "2026-11-20 05:00"})
    records.create(book, Outreach, {"name": "Fair at noon", "start": "2026-11-20 12:00"})
    assert {line.text for line in listed(book, MEETINGS)} == {
        "Yet to begin", "Some time today", "Still on", "Long class", "Fair at noon",
    }  # fmt: skip
