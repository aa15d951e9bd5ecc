"""Outreach events and the other work: a few fields each, what the last one hands on, and how each comes to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cro_tui.actions import outreach, records, work
from cro_tui.actions.base import NothingDone, Unchanged, UnknownField
from cro_tui.actions.due import date_field, finish, put_off
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import BadValue
from cro_tui.model.work import Committee, Incident, Inquiry, Mediation, Policy, Rumor
from cro_tui.report.work_due import events_to_come, follow_ups, questions


def coffee(notebook, **more):
    return outreach.log_event(notebook, {"name": "Coffee with a Cop", **more}).record


# Outreach


def test_an_event_needs_its_name_alone(notebook):
    event = coffee(notebook)
    assert (event.name, event.start) == ("Coffee with a Cop", "2026-11-22T19:00-05:00")
    with pytest.raises(BadValue):
        outreach.log_event(notebook, {"kind": "cleanup"})


def test_one_that_takes_place_again_has_what_the_last_of_its_name_had(notebook):
    records.create(notebook, Organization, {"name": "Anchor Diner"})
    coffee(
        notebook, kind="coffee", place="Anchor Diner", start="1 Oct 2026", organizations="Anchor Diner",
        communities="seniors;businesses", attendance="20", notes="Cold.",
    )  # fmt: skip
    again = outreach.log_event(notebook, {"name": " coffee WITH a cop", "place": "Anchor Diner"}).record
    assert [notebook.get(one).name for one in again.organizations] == ["Anchor Diner"]
    assert again.communities == ("seniors", "businesses")
    assert (again.attendance, again.notes) == (None, "")
    elsewhere = coffee(notebook, place="Library", start="20 Nov 2026")
    assert (elsewhere.organizations, elsewhere.communities) == ((), ())
    assert outreach.last_of(notebook, "") is None


def test_of_a_restricted_one_nothing_is_taken_over(notebook):
    records.create(notebook, Organization, {"name": "Lantern House"})
    coffee(notebook, start="1 Oct 2026", organizations="Lantern House", sensitivity="restricted")
    assert coffee(notebook).organizations == ()


def test_who_came_is_noted_later_and_said(notebook):
    event = coffee(notebook)
    done = outreach.count(notebook, event, {"attendance": "24", "volunteers": "1", "staff_hours": "6.5"})
    assert done.says == "Noted who came to outreach “Coffee with a Cop”: 24 people, 1 volunteer"
    with pytest.raises(NothingDone):
        outreach.count(notebook, done.record, {"attendance": "24"})
    with pytest.raises(UnknownField):
        outreach.count(notebook, done.record, {"people": "24"})
    with pytest.raises(BadValue, match="attendance"):
        outreach.count(notebook, done.record, {"attendance": "many"})


def test_a_concern_that_was_voiced_there_is_linked_with_it_in_one_save(notebook, clock):
    event = coffee(notebook, place="Anchor Diner", start="20 Nov 2026 9:00")
    done = outreach.raise_concern(notebook, event, 'Lights out on Tannery Street #infra +"Ana Ruiz"')
    concern = next(one for one in done.records if isinstance(one, Concern))
    assert (concern.channel, concern.place, concern.heard[:16]) == (
        "community meeting", "Anchor Diner", "2026-11-20T09:00",
    )  # fmt: skip
    assert event.id in concern.links
    assert notebook.get(event.id).concerns == (concern.id,)
    records.undo(notebook, done)
    assert notebook.get(event.id).concerns == ()
    assert notebook.get(concern.id).is_voided


def test_a_concern_at_an_event_of_today_is_heard_now(notebook):
    event = coffee(notebook, start="today 9:00")
    done = outreach.raise_concern(notebook, event, "Noise")
    assert next(one for one in done.records if isinstance(one, Concern)).heard[:16] == "2026-11-22T19:00"


# Inquiries and rumors


def inquiry(notebook, **more):
    return records.create(notebook, Inquiry, {"subject": "Stops on Elm", "source": "media", **more}).record


def test_an_answer_says_when_by_whom_and_how_long_it_took(notebook, clock):
    asked = inquiry(notebook)
    assert asked.is_open
    clock.now += timedelta(hours=3)
    done = work.answer(notebook, asked, "None in the quarter.", by="Sgt. Lee")
    assert done.says == "Answered inquiry “Stops on Elm”, after 3 hours"
    assert (done.record.answered[:16], done.record.answered_by) == ("2026-11-22T22:00", "Sgt. Lee")
    assert not done.record.is_open
    with pytest.raises(Unchanged):
        work.answer(notebook, done.record, when=done.record.answered)
    records.undo(notebook, done)
    assert notebook.get(asked.id).is_open


@pytest.mark.parametrize(
    ("asked", "answered", "took"),
    [("20 Nov 2026", "22 Nov 2026", "2 days"), ("21 Nov 2026", "22 Nov 2026", "1 day"),
     ("22 Nov 2026", "22 Nov 2026", "less than a day"), ("22 Nov 2026 9:00", "22 Nov 2026 9:20", "20 minutes"),
     ("20 Nov 2026 9:00", "21 Nov 2026 15:00", "30 hours")],
)  # fmt: skip
def test_how_long_it_took_is_said_as_one_says_it(notebook, asked, answered, took):
    made = inquiry(notebook, asked=asked)
    assert work.answer(notebook, made, "Yes", when=answered).says.endswith(f"after {took}")


def test_an_answer_typed_anywhere_has_its_moment_and_none_comes_before_the_question(notebook):
    assert inquiry(notebook, answer="Yes").answered[:16] == "2026-11-22T19:00"
    asked = inquiry(notebook, asked="20 Nov 2026 9:00")
    assert records.change(notebook, asked, {"answer": "Yes"}).record.answered[:16] == "2026-11-22T19:00"
    with pytest.raises(BadValue, match="answered: is before “Asked”"):
        inquiry(notebook, asked="20 Nov 2026 9:00", answered="19 Nov 2026")
    with pytest.raises(BadValue, match="is before"):
        records.change(notebook, asked, {"asked": "22 Nov 2026 18:00", "answered": "22 Nov 2026 17:00"})
    assert inquiry(notebook, asked="20 Nov 2026 9:00", answered="20 Nov 2026").answered == "2026-11-20"
    assert inquiry(notebook, answered="18 Nov 2026").asked == "2026-11-18"


def test_a_rumor_is_put_right_with_what_is_so(notebook):
    rumor = records.create(notebook, Rumor, {"rumor": "The school closes", "heard": "20 Nov 2026"}).record
    with pytest.raises(BadValue, match="what is so"):
        work.correct(notebook, rumor)
    done = work.correct(notebook, rumor, "It stays open.", "school newsletter")
    assert (done.record.corrected, done.record.is_open) == ("2026-11-22", False)
    with pytest.raises(BadValue, match="is before"):
        work.correct(notebook, rumor, "It stays open.", when="19 Nov 2026")


# Mediations, committees, what is owed


def test_a_mediation_is_looked_at_again_until_no_day_is_left(notebook):
    ann, bo = (records.create(notebook, Contact, {"name": name}).record.id for name in ("Ann Lee", "Bo Park"))
    typed = {"dispute": "A fence", "parties": [ann, bo], "follow_up": "1 Dec 2026"}
    made = records.create(notebook, Mediation, typed).record
    assert set(made.parties) == {ann, bo}
    made = work.look_again(notebook, made, "agreement in part", "8 Dec 2026").record
    assert (made.outcome, made.follow_up) == ("agreement in part", "2026-12-08")
    made = work.finish(notebook, made).record
    assert (made.outcome, made.follow_up) == ("agreement in part", "")
    with pytest.raises(NothingDone):
        work.finish(notebook, made)


def test_the_service_on_a_committee_ends(notebook):
    made = records.create(notebook, Committee, {"name": "Safe Streets", "since": "1 Jan 2025"}).record
    assert made.serves("2026-10-01", "2026-12-31")
    made = work.finish(notebook, made).record
    assert made.until == "2026-11-22"
    assert not made.serves("2027-01-01", "2027-03-31")
    with pytest.raises(NothingDone):
        work.finish(notebook, made)
    with pytest.raises(BadValue, match="is before"):
        work.leave(notebook, made, "1 Jan 2024")


def test_what_is_owed_and_how_a_line_of_the_day_is_moved_on(notebook, clock):
    today = clock.now.date()
    inquiry(notebook, subject="Old", asked="10 Nov 2026")
    inquiry(notebook, subject="New")
    inquiry(notebook, subject="Later", due="20 Dec 2026")
    records.create(notebook, Rumor, {"rumor": "The school closes", "heard": "12 Nov 2026", "where": "the bakery"})
    records.create(notebook, Mediation, {"dispute": "A fence", "follow_up": "1 Dec 2026"})
    records.create(notebook, Mediation, {"dispute": "A dog", "follow_up": "1 Jan 2027"})
    lines = {line.text: line for line in questions(notebook, today).lines}
    assert {text: (line.when, line.overdue) for text, line in lines.items()} == {
        "Old": ("2026-11-15", True), "The school closes": ("2026-11-12", True), "New": ("2026-11-27", False),
    }  # fmt: skip
    with pytest.raises(NothingDone, match="p notes the answer"):
        finish(notebook, lines["Old"])
    with pytest.raises(NothingDone, match="put right"):
        finish(notebook, lines["The school closes"])
    assert put_off(notebook, lines["Old"], "30 Nov 2026").record.due == "2026-11-30"
    assert date_field(lines["The school closes"]) == ""
    (look,) = follow_ups(notebook, today)
    assert look.text == "A fence"
    assert put_off(notebook, look, "9 Dec 2026").record.follow_up == "2026-12-09"
    (look,) = follow_ups(notebook, today + timedelta(days=7))
    assert finish(notebook, look).record.follow_up == ""


def test_events_of_the_fortnight_are_to_come(notebook, clock):
    for start in ("21 Nov 2026", "22 Nov 2026 8:00", "5 Dec 2026", "9 Dec 2026"):
        coffee(notebook, start=start)
    assert [line.when[:10] for line in events_to_come(notebook, clock.now.date())] == ["2026-11-22", "2026-12-05"]


def test_an_incident_and_a_policy_are_done_when_they_are_noted(notebook):
    for made in (
        records.create(notebook, Incident, {"kind": "pursuit"}).record,
        records.create(notebook, Policy, {"title": "Body cameras"}).record,
    ):
        with pytest.raises(NothingDone):
            work.finish(notebook, made)
