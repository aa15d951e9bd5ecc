"""A concern from one line: with the people it names, the meeting it is heard at, what it is linked with; one save."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cro_tui.actions import meetings, minutes, records
from cro_tui.actions.base import Contradiction, Names, NothingDone
from cro_tui.actions.capture import capture, preview
from cro_tui.actions.records import create
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.vocabulary import Vocabularies
from cro_tui.settings import Officer, Settings
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.notebook import Notebook

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def opened(home, **words) -> Notebook:
    settings = Settings(officer=Officer("Jane Doe", "1187"), words=Vocabularies(**words))
    return Notebook.open(home, settings, clock=lambda: NOW)


@pytest.fixture
def notebook(tmp_path) -> Notebook:
    return opened(tmp_path)


def test_a_line_is_one_save_with_a_number(notebook):
    done = capture(notebook, "Cars race on Elm #traffic, every night. ! @Elm heard:yesterday")
    concern = done.record
    assert isinstance(concern, Concern)
    assert done.says == f"Saved {concern.number}"
    assert concern.number == f"26Q4-JD{notebook.laptop[:2].upper()}-001"
    assert concern.narrative == "Cars race on Elm, every night."
    assert (concern.category, concern.place, concern.priority) == ("traffic/speeding", "Elm", "high")
    assert (concern.heard, concern.heard_by) == ("2026-11-21", "Jane Doe")
    assert notebook.changes() == 1
    assert capture(notebook, "Another").record.number.endswith("-002")


def test_people_are_made_or_found(notebook):
    first = capture(notebook, 'Loud music +"Mai Nguyen" +Lee')
    mai, lee = (record for record in first.records if isinstance(record, Contact))
    assert (mai.name, lee.name) == ("Mai Nguyen", "Lee")
    assert first.record.contact == mai.id
    assert lee.id in first.record.links
    second = capture(notebook, "Again +nguyen")
    assert second.record.contact == mai.id
    assert len(notebook.all(Contact)) == 2


def test_a_person_named_twice_is_one_contact(notebook):
    done = capture(notebook, "Loud music +Mai and +mai again")
    assert [contact.name for contact in notebook.all(Contact)] == ["Mai"]
    assert done.record.contact == notebook.all(Contact)[0].id
    assert done.record.links == ()
    assert done.record.narrative == "Loud music and again"


def test_a_phone_after_the_name_of_somebody_new_is_their_phone(notebook):
    line = 'Loud music +"Ann Lee, 555-0142"'
    done = capture(notebook, line)
    (ann,) = notebook.all(Contact)
    assert (ann.name, ann.phones) == ("Ann Lee", ("555-0142",))
    assert done.record.contact == ann.id
    assert capture(notebook, line).record.contact == ann.id


@pytest.mark.parametrize(
    "typed", ["Ann Lee, Jr.", "Ann Lee, apt 55501", "Ann Lee, 12 B", "Ann Lee, 1990-01-02", "Lee, Ann"]
)
def test_what_is_no_phone_stays_in_the_name_of_somebody_new(notebook, typed):
    capture(notebook, f'Loud music +"{typed}"')
    (ann,) = notebook.all(Contact)
    assert (ann.name, ann.phones) == (typed, ())


def test_a_name_that_fits_several_stays_in_the_text(notebook):
    for name in ("Mai Nguyen", "Mai Tran"):
        create(notebook, Contact, {"name": name})
    create(notebook, Contact, {"name": "Mai Secret", "restricted_because": "witness"})
    seen = preview(notebook, "Loud music +mai")
    assert "fits 3 contacts" in seen.unclear[0]
    assert "Secret" not in seen.unclear[0]
    done = capture(notebook, "Loud music +mai")
    assert done.record.narrative == "Loud music +mai"
    assert done.record.contact == ""


def test_a_contact_filled_in_besides_keeps_its_place_and_the_named_one_is_linked(notebook):
    ana = create(notebook, Contact, {"name": "Ana"}).record
    done = capture(notebook, "Loud music +Mai", more={"contact": ana.id, "told_how": ""})
    mai = next(contact for contact in notebook.all(Contact) if contact.name == "Mai")
    assert done.record.contact == ana.id
    assert done.record.links == (mai.id,)
    again = capture(notebook, "Loud music +Ana", more={"contact": ana.id})
    assert again.record.links == ()


def test_what_is_captured_at_a_meeting_belongs_to_it(notebook):
    meeting = create(
        notebook, Meeting, {"body": "Northside", "place": "Church hall", "neighborhood": "Northside"}
    ).record
    meetings.call_to_order(notebook, meeting)
    done = capture(notebook, "Lights out", meeting=notebook.get(meeting.id))
    concern = done.record
    assert (concern.channel, concern.place, concern.neighborhood) == ("community meeting", "Church hall", "Northside")
    assert concern.links == (meeting.id,)
    assert notebook.get(meeting.id).links == (concern.id,)
    elsewhere = capture(notebook, "Lights out @Elm via:phone", meeting=notebook.get(meeting.id)).record
    assert (elsewhere.channel, elsewhere.place) == ("phone", "Elm")


def test_a_department_that_calls_meetings_something_else_captures_at_them_too(tmp_path):
    notebook = opened(tmp_path, channels=("forum", "telephone"))
    meeting = create(notebook, Meeting, {"body": "Northside"}).record
    done = capture(notebook, "Lights out", meeting=meeting)
    assert done.record.channel == ""
    assert done.record.links == (meeting.id,)


def test_concerns_about_the_same_thing_are_linked_both_ways(notebook):
    one, two = (capture(notebook, text).record for text in ("Noise", "Noise again"))
    done = capture(notebook, "Noise still", linked=(one, two, one))
    assert set(done.record.links) == {one.id, two.id}
    assert notebook.get(one.id).links == notebook.get(two.id).links == (done.record.id,)
    assert notebook.changes() == 3
    records.undo(notebook, done)
    assert notebook.get(done.record.id).is_voided
    assert notebook.get(one.id).links == ()


def test_nothing_but_the_text_is_required_and_that_is(notebook):
    for line in ("", "   ", "#noise !", "+Mai"):
        with pytest.raises(NothingDone):
            capture(notebook, line)
    assert notebook.count() == 0
    assert capture(notebook, "x").record.summary == "x"


def test_any_text_is_text(notebook):
    line = "[/b] \x1b[31m \u202eRTL \U0001f600 \ud800 " + "very long " * 10_000
    done = capture(notebook, line)
    assert done.record.narrative.startswith("[/b] \x1b[31m \u202eRTL \U0001f600 \ufffd")
    assert len(done.record.summary) <= 120
    assert Notebook.open(notebook.home).get(done.record.id).narrative == done.record.narrative


def test_a_complaint_about_an_officer_gets_advice(notebook):
    assert "Internal Affairs" in preview(notebook, "Officer Smith swore at me").advice
    assert preview(notebook, "More patrols please").advice == ""


def test_who_is_named_in_a_restricted_concern_is_restricted(notebook):
    done = capture(notebook, "Saw it all +Mai ~witness")
    assert done.record.restricted
    assert notebook.all(Contact)[0].restricted


def test_what_stayed_in_the_text_is_said_with_the_save(notebook):
    done = capture(notebook, "Dogs bark #zzz due:32may")
    assert done.record.narrative == "Dogs bark #zzz due:32may"
    assert done.says == f"Saved {done.record.number}; not understood: #zzz, due:32may"


def test_anonymous_and_a_juvenile_is_both(notebook):
    concern = capture(notebook, "Bullied on the bus ~juvenile ~anon").record
    assert concern.anonymous
    assert concern.restricted
    assert concern.restricted_because == "juvenile"


def test_who_stays_unnamed_is_not_called_back(notebook):
    with pytest.raises(Contradiction, match="anonymous, and yet ~callback: take one of them out"):
        capture(notebook, "Needles ~anon ~callback")
    assert notebook.count() == 0


@pytest.mark.parametrize("line", ['Needles ~anon +"Mai Nguyen"', 'Needles +"Mai Nguyen" ~anonymous #noise'])
def test_nobody_is_anonymous_and_named(notebook, line):
    sentence = 'anonymous, and yet +"Mai Nguyen": take one of them out'
    assert preview(notebook, line).contradiction == sentence
    with pytest.raises(Contradiction, match="take one of them out"):
        capture(notebook, line)
    assert notebook.count() == 0
    meeting = create(notebook, Meeting, {"body": "Northside"}).record
    with pytest.raises(Contradiction):
        minutes.minute(notebook, meeting, "A note", f"c: {line}")
    with pytest.raises(Contradiction):
        records.change(notebook, meeting, {}, added={"entries": f"c: {line}"})
    assert (notebook.all(Concern), notebook.all(Contact)) == ([], [])
    assert notebook.get(meeting.id).entries == ()


def test_minutes_say_what_stayed_in_the_text(notebook):
    meeting = create(notebook, Meeting, {"body": "Northside"}).record
    done = minutes.minute(notebook, meeting, "a: Fix the light due:32.13.")
    assert done.says == "Saved action “Fix the light”; not understood: due:32.13."
    assert done.record.actions[0].text == "Fix the light due:32.13."
    done = minutes.correct(notebook, done.record, done.record.actions[0].id, "a: Fix the light due:someday")
    assert done.says.endswith("; not understood: due:someday")


def test_a_preview_saves_nothing(notebook):
    seen = preview(notebook, "Loud +Mai #noise", Names(notebook))
    assert seen.people == (("Mai", None),)
    assert seen.understood.fields == {"category": "noise"}
    assert notebook.count() == 0
    assert not (notebook.home / "data").exists()


def test_the_record_of_a_draft_settles_it(notebook):
    drafts = Drafts(notebook.home)
    draft = Draft("d1", "capture", notebook.new_id(), "concern", {"line": "Noise"})
    drafts.keep(draft)
    done = capture(notebook, "Noise", record_id=draft.record, draft=draft.id)
    assert done.record.id == draft.record
    assert drafts.all(opened(notebook.home)) == []
