"""Live minutes: every line is one entry and one save, corrected and turned at its own time, concerns tracked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cro_tui.actions import meetings, minutes, records
from cro_tui.actions.base import NothingDone, Unchanged
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting, line_of, marked, understand_line


@pytest.fixture
def meeting(notebook):
    return records.create(notebook, Meeting, {"body": "Northside", "place": "Church hall"}).record


def enter(notebook, meeting, *lines):
    return minutes.minute(notebook, notebook.get(meeting.id), *lines).record


def texts(meeting):
    return [(entry["kind"], entry["text"]) for entry in meeting.entries]


def test_many_lines_are_as_many_entries_in_their_order_and_one_save(notebook, meeting):
    before = notebook.changes()
    done = minutes.minute(notebook, meeting, *(f"line {n}" for n in range(200)), "", "  ")
    assert notebook.changes() == before + 1
    assert [text for _, text in texts(done.record)] == [f"line {n}" for n in range(200)]
    assert done.says == "Saved 200 lines"
    records.undo(notebook, done)
    assert notebook.get(meeting.id).entries == ()


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("+ Sgt. Cole, Ann Lee, Tom Ruiz", ["Sgt. Cole", "Ann Lee", "Tom Ruiz"]),
        ("+ Ann Lee; Tom Ruiz", ["Ann Lee", "Tom Ruiz"]),
        ("+ Tom Ruiz, Jr., Ann Lee", ["Tom Ruiz, Jr.", "Ann Lee"]),
        ("+ Ann Lee, Elm Watch", ["Ann Lee, Elm Watch"]),
        ("+ Ann Lee, badge 4411", ["Ann Lee, badge 4411"]),
        ("+ Ann Lee, ann lee, ", ["Ann Lee, ann lee"]),
        ("+ , ;", []),
        (
            "+ Sgt. Cole, Ann Lee, Tom Ruiz and about 25 residents",
            ["Sgt. Cole", "Ann Lee", "Tom Ruiz", "about 25 residents"],
        ),
        ("+ Ann Lee, 555-0142", ["Ann Lee, 555-0142"]),
    ],
)
def test_commas_stand_between_people_who_attend(notebook, meeting, line, people):
    records.create(notebook, Organization, {"name": "Elm Watch"})
    meeting = enter(notebook, meeting, "note", line)
    assert [one["name"] for one in meeting.attendance] == people
    assert len(meeting.entries) == 1


def test_people_who_attend_are_split_also_where_minutes_are_set(notebook, meeting):
    meeting = records.change(notebook, meeting, {}, added={"entries": "+ Ann Lee, Tom Ruiz"}).record
    assert [one["name"] for one in meeting.attendance] == ["Ann Lee", "Tom Ruiz"]


def test_a_call_to_order_before_the_start_is_named(notebook, clock):
    later = (clock.now + timedelta(hours=7)).isoformat(timespec="minutes")
    early = records.create(notebook, Meeting, {"body": "Early", "start": later}).record
    assert f"It is to start at {later[11:16]}" in meetings.call_to_order(notebook, early).says
    now = records.create(notebook, Meeting, {"body": "Now"}).record
    assert "start" not in meetings.call_to_order(notebook, now).says


def test_lines_of_all_kinds_may_come_together(notebook, meeting):
    meeting = enter(notebook, meeting, "+ Ana Ruiz", "d: agreed", "c: Dogs bark #noise", "+ ana ruiz", "note")
    assert texts(meeting) == [("decision", "agreed"), ("concern", "Dogs bark"), ("note", "note")]
    assert [row["name"] for row in meeting.attendance] == ["Ana Ruiz"]
    (concern,) = notebook.all(Concern)
    assert (concern.category, concern.place) == ("noise", "Church hall")
    assert concern.id in meeting.links
    assert meeting.id in concern.links


def test_who_is_on_the_list_is_not_put_there_again(notebook, meeting):
    meeting = enter(notebook, meeting, "+ Ana Ruiz")
    with pytest.raises(NothingDone, match="on the list already"):
        minutes.minute(notebook, meeting, "+ ANA RUIZ")


def test_a_name_that_is_a_contacts_is_linked_with_it(notebook, meeting):
    person = records.create(notebook, Contact, {"name": "Ana Ruiz"}).record
    meeting = enter(notebook, meeting, "+ ana ruiz")
    assert meeting.attendance[0]["contact"] == person.id
    meeting = minutes.attended_as(notebook, meeting, meeting.attendance[0]["id"], "guest").record
    assert (meeting.attendance[0]["as"], meeting.attendance[0]["contact"]) == ("guest", person.id)


LINES = (
    "a plain note",
    "a: call the city",
    'a: call the city @"Kim Lee" due:2026-11-27',
    "a: call @Kim",
    "d: agreed",
    'm: ask for a study by:"Mai Nguyen" -> carried 9-1',
    "m: ask",
    "c: cars race",
    "n: a: is how actions are written",
    "n: + sign at the start",
)


@pytest.mark.parametrize("line", LINES)
def test_what_stands_in_the_line_for_correcting_says_the_same_as_what_was_typed(notebook, meeting, line):
    meeting = enter(notebook, meeting, line)
    entry = meeting.entries[0]
    assert understand_line(line_of(entry)) == understand_line(line)
    with pytest.raises(Unchanged):
        minutes.correct(notebook, meeting, entry["id"], line_of(entry))


@pytest.mark.parametrize("kind", ["note", "action", "decision", "motion", "concern"])
@pytest.mark.parametrize("line", ["fix it", "a: fix it", "d: fix it", "n: fix it"])
def test_a_line_gets_the_mark_of_another_kind(line, kind):
    assert understand_line(marked(line, kind)).kind == kind
    assert understand_line(marked(line, kind)).text == "fix it"


def test_a_correction_keeps_the_time_and_the_status_and_can_take_an_owner_away(notebook, meeting, clock):
    meeting = enter(notebook, meeting, "a: call the city @Kim due:fri")
    action = meeting.actions[0]
    meeting = meetings.set_action(notebook, action, {"status": "done"}).record
    clock.now += timedelta(hours=1)
    meeting = minutes.correct(notebook, meeting, action.id, "a: call the county due:2026-11-27").record
    (corrected,) = meeting.actions
    assert (corrected.text, corrected.owner, corrected.due) == ("call the county", "", "2026-11-27")
    assert corrected.entry["at"] == action.entry["at"]
    assert corrected.entry["status"] == "done"


def test_a_note_turned_into_an_action_has_the_owner_that_its_words_name(notebook, meeting):
    meeting = enter(notebook, meeting, "call the city @Kim due:fri")
    meeting = minutes.turn(notebook, meeting, meeting.entries[0]["id"], "action").record
    (action,) = meeting.actions
    assert (action.text, action.owner, action.due) == ("call the city", "Kim", "2026-11-27")
    meeting = minutes.turn(notebook, meeting, action.id, "note").record
    assert texts(meeting) == [("note", "call the city @Kim due:2026-11-27")]
    with pytest.raises(NothingDone, match="a note already"):
        minutes.turn(notebook, meeting, action.id, "note")


def test_a_note_turned_into_a_concern_is_tracked_once_and_follows_its_words(notebook, meeting):
    meeting = enter(notebook, meeting, "Cars race on Elm")
    entry = meeting.entries[0]["id"]
    meeting = minutes.turn(notebook, meeting, entry, "concern").record
    meeting = minutes.correct(notebook, meeting, entry, "c: Cars race on Oak #traffic").record
    (concern,) = notebook.all(Concern)
    assert (concern.narrative, concern.summary, concern.category) == (
        "Cars race on Oak",
        "Cars race on Oak",
        "traffic/speeding",
    )
    meeting = minutes.turn(notebook, meeting, entry, "note").record
    meeting = minutes.turn(notebook, meeting, entry, "concern").record
    assert len(notebook.all(Concern)) == 1
    assert meeting.entries[0]["concern"] == concern.id


def test_a_concern_that_was_reworded_elsewhere_keeps_those_words(notebook, meeting):
    meeting = enter(notebook, meeting, "c: Cars race on Elm")
    (concern,) = notebook.all(Concern)
    records.change(notebook, concern, {"narrative": "Cars race on Elm since May, says Ms. Ruiz"})
    minutes.correct(notebook, notebook.get(meeting.id), meeting.entries[0]["id"], "c: Cars race")
    assert notebook.get(concern.id).narrative == "Cars race on Elm since May, says Ms. Ruiz"


def test_minutes_written_up_the_day_after_do_not_move_a_concern_to_that_day(notebook, meeting, clock):
    clock.now += timedelta(days=40)
    enter(notebook, meeting, "c: Cars race on Elm", "c: Dogs bark heard:11/1/2026")
    assert sorted(one.heard[:10] for one in notebook.all(Concern)) == ["2026-11-01", "2026-11-22"]


def test_a_struck_entry_is_gone_from_the_minutes_and_stays_in_the_history(notebook, meeting):
    meeting = enter(notebook, meeting, "c: Cars race on Elm")
    meeting = minutes.strike(notebook, meeting, meeting.entries[0]["id"]).record
    assert meeting.entries == ()
    assert len(notebook.all(Concern)) == 1
    assert any("Cars race" in str(line.set) for line in notebook.history(meeting.id))


def test_a_body_opens_with_what_it_left_unfinished(notebook, meeting, clock):
    enter(notebook, meeting, "a: first", "a: second")
    clock.now += timedelta(days=30)
    following = records.create(notebook, Meeting, {"body": "northside"}).record
    other = records.create(notebook, Meeting, {"body": "Riverside"}).record
    first, _second = meetings.unfinished(notebook, following)
    assert meetings.unfinished(notebook, other) == []
    meetings.set_action(notebook, first, {"status": "done"})
    assert [action.text for action in meetings.unfinished(notebook, following)] == ["second"]


def test_a_meeting_approves_the_minutes_of_the_one_before(notebook, meeting, clock):
    clock.now += timedelta(days=30)
    following = records.create(notebook, Meeting, {"body": "northside"}).record
    done = meetings.approve_previous(notebook, following)
    assert done.record.previous_approved
    assert notebook.get(meeting.id).minutes_status == "approved"
    with pytest.raises(NothingDone, match="approved already"):
        meetings.approve_previous(notebook, done.record)
    records.undo(notebook, done)
    assert notebook.get(meeting.id).minutes_status == "draft"


def test_two_wordings_of_an_entry_are_settled_by_correcting_it(notebook, meeting):
    seen = enter(notebook, meeting, "one")
    entry = seen.entries[0]["id"]
    minutes.correct(notebook, seen, entry, "two")
    minutes.correct(notebook, seen, entry, "three")
    torn = notebook.get(meeting.id)
    assert torn.conflicts
    settled = minutes.correct(notebook, torn, entry, torn.entries[0]["text"]).record
    assert not settled.conflicts
    assert len(settled.entries) == 1


def test_adjourning_says_when_the_body_meets_next_in_the_same_save(notebook, meeting):
    meeting = meetings.call_to_order(notebook, meeting).record
    before = notebook.changes()
    meeting = meetings.adjourn(notebook, meeting, "dec 8 7pm").record
    assert notebook.changes() == before + 1
    assert meeting.next_meeting.startswith("2026-12-08T19:00")
    assert not meeting.is_live
    with pytest.raises(NothingDone, match="Adjourned already, at 19:00"):
        meetings.adjourn(notebook, meeting)


def test_a_concern_in_the_minutes_makes_the_person_who_voiced_it_a_contact(notebook, meeting):
    before = notebook.changes()
    done = minutes.minute(notebook, meeting, "+ Ann Lee", 'c: Street light is out +"Ann Lee"')
    assert notebook.changes() == before + 1
    (concern,) = notebook.all(Concern)
    assert notebook.get(concern.contact).name == "Ann Lee"
    assert concern.narrative == "Street light is out"
    records.undo(notebook, done)
    assert not notebook.all(Contact)


def test_a_phone_after_a_new_name_is_no_word_of_the_concern(notebook, meeting):
    enter(notebook, meeting, 'c: Loud music +"Zoe Hart, 555-0190" ~witness')
    (zoe,) = notebook.all(Contact)
    (concern,) = notebook.all(Concern)
    assert (zoe.name, zoe.phones, concern.contact, concern.narrative) == (
        "Zoe Hart", ("555-0190",), zoe.id, "Loud music",
    )  # fmt: skip
    assert zoe.restricted


def test_lines_of_one_save_that_name_somebody_new_make_one_contact(notebook, meeting):
    enter(notebook, meeting, 'c: Music +"Zoe Hart, 555-0190"', 'c: Dogs +"zoe hart" +Kim', "c: Cars +Kim")
    zoe, kim = sorted(notebook.all(Contact), key=lambda one: one.name == "Kim")
    assert [one.contact for one in notebook.all(Concern)] == [zoe.id, zoe.id, kim.id]
    assert kim.id in notebook.all(Concern)[1].links


def test_a_name_of_several_stays_in_the_words_as_in_capture(notebook, meeting):
    for _ in range(2):
        records.create(notebook, Contact, {"name": "Ann Lee"})
    enter(notebook, meeting, 'c: Street light is out +"Ann Lee"')
    (concern,) = notebook.all(Concern)
    assert concern.narrative == 'Street light is out +"Ann Lee"'
    assert not concern.contact
    assert len(notebook.all(Contact)) == 2


def test_a_correction_can_say_who_voiced_it(notebook, meeting):
    saved = enter(notebook, meeting, "c: Street light is out")
    done = minutes.correct(notebook, saved, saved.entries[0]["id"], 'c: Street light is out +"Ann Lee"')
    (concern,) = notebook.all(Concern)
    assert notebook.get(concern.contact).name == "Ann Lee"
    assert done.says == "Corrected “Street light is out”"
    saved = notebook.get(meeting.id)
    minutes.correct(notebook, saved, saved.entries[0]["id"], "c: Street lamp is out")
    assert notebook.get(notebook.all(Concern)[0].contact).name == "Ann Lee"


def test_a_set_line_of_minutes_makes_the_contact_too(notebook, meeting):
    records.change(notebook, meeting, {}, added={"entries": 'c: Music +"Zoe Hart"\nc: Dogs +"Zoe Hart"'})
    (zoe,) = notebook.all(Contact)
    assert {one.contact for one in notebook.all(Concern)} == {zoe.id}


def test_the_message_of_a_concern_says_its_summary(notebook, meeting):
    done = minutes.minute(notebook, meeting, 'c: Street light at Elm and 3rd is out @"Elm St" ~callback')
    assert done.says.endswith("“Street light at Elm and 3rd is out”")
    assert "Street light at Elm and 3rd is out”" in records.undo(notebook, done).says


def test_a_line_after_approval_says_and_marks_that_it_amends(notebook, meeting, clock):
    saved = enter(notebook, meeting, "a: Ask about the light")
    saved = meetings.approve(notebook, saved).record
    saved = meetings.set_action(notebook, saved.actions[0], {"status": "done"}).record
    assert not saved.is_amended
    clock.now += timedelta(days=1)
    done = minutes.minute(notebook, saved, "forgot this")
    assert done.says == "Amends the minutes approved 22 Nov 2026. Saved note “forgot this”"
    assert done.record.amended_on == "2026-11-23"
    records.undo(notebook, done)
    assert not notebook.get(meeting.id).is_amended
    saved = notebook.get(meeting.id)
    done = minutes.strike(notebook, saved, saved.entries[0]["id"])
    assert done.says == "Amends the minutes approved 22 Nov 2026. Struck “Ask about the light”"
    saved = meetings.approve(notebook, done.record).record
    assert (saved.approved_on, saved.is_amended) == ("2026-11-23", False)
    done = meetings.adjourn(notebook, saved)
    assert done.says.startswith("Amends the minutes approved 23 Nov 2026. Adjourned")
    assert done.record.is_amended
    saved = meetings.approve(notebook, done.record).record
    with pytest.raises(NothingDone, match="approved already"):
        meetings.approve(notebook, saved)
    assert records.change(notebook, saved, {}, added={"entries": "more"}).record.is_amended
