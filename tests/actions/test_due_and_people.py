"""What is done with a line of the day's list, and interactions with one or many."""

from __future__ import annotations

from datetime import datetime

import pytest

from cro_tui.actions import concerns, records
from cro_tui.actions.base import NothingDone
from cro_tui.actions.due import CALL, finish, put_off
from cro_tui.actions.people import log_interaction
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.fields import BadValue
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.report.today import due_lists
from cro_tui.store.notebook import Notebook

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")


@pytest.fixture
def book(tmp_path):
    return Notebook.open(tmp_path, clock=lambda: NOW)


def lines(book):
    return {line.text: line for one in due_lists(book, NOW.date()) for line in one.lines}


def texts(book):
    return set(lines(book))


def test_a_next_action_is_done_and_leaves_the_concern_open(book):
    typed = {"narrative": "Cars race.", "next_action": "Call the school", "due": "tomorrow"}
    made = records.create(book, Concern, typed)
    finish(book, lines(book)["Call the school"])
    concern = book.get(made.record.id)
    assert (concern.next_action, concern.due, concern.is_open) == ("", "", True)
    assert "Call the school" not in texts(book)


def test_an_action_of_the_minutes_is_done(book):
    records.create(book, Meeting, {"body": "Northside", "entries": ["a: Fix the light @Sgt due:fri"]})
    (line,) = (one for text, one in lines(book).items() if text.startswith("Fix the light"))
    finish(book, line)
    (meeting,) = book.all(Meeting)
    assert not meeting.actions[0].is_open


def test_a_look_and_a_recommendation_are_done(book):
    watched = records.create(
        book, Concern, {"narrative": "Kids on the roof.", "kind": "potential problem", "watch": "today"}
    ).record
    advice = records.create(book, Recommendation, {"text": "More light", "due": "tomorrow"}).record
    finish(book, lines(book)["Kids on the roof."])
    finish(book, lines(book)["Recommended: More light"])
    assert book.get(watched.id).watch == ""
    assert book.get(advice.id).outcome == "done"


def test_an_answer_or_a_call_is_not_ticked_off_without_words(book):
    concern = records.create(book, Concern, {"narrative": "Cars race.", "callback": True}).record
    concerns.refer(book, concern, "Traffic Unit")
    for line in (one for lst in due_lists(book, NOW.date()) for one in lst.lines if one.task in ("call", "answer")):
        with pytest.raises(NothingDone):
            finish(book, line)


def test_everything_with_a_date_can_be_put_off(book):
    concern = records.create(
        book, Concern, {"narrative": "Cars race.", "next_action": "Call the school", "due": "today"}
    ).record
    concerns.refer(book, concern, "Traffic Unit")
    records.create(book, Meeting, {"body": "Northside", "entries": ["a: Fix the light @Sgt due:fri"]})
    for line in list(lines(book).values()):
        if line.task in ("next action", "answer", "action"):
            put_off(book, line, "2026-12-24")
    assert book.get(concern.id).due == "2026-12-24"
    assert book.all(Referral)[0].due == "2026-12-24"
    assert book.all(Meeting)[0].actions[0].due == "2026-12-24"


def test_a_call_that_is_put_off_becomes_the_next_action(book):
    concern = records.create(book, Concern, {"narrative": "Cars race.", "callback": True}).record
    (line,) = (one for one in lines(book).values() if one.task == "call")
    put_off(book, line, "mon")
    concern = book.get(concern.id)
    assert (concern.next_action, concern.due) == (CALL, "2026-11-23")


def test_a_call_does_not_move_another_next_action(book):
    typed = {"narrative": "Cars race.", "callback": True, "next_action": "Radar", "due": "2026-12-30"}
    concern = records.create(book, Concern, typed).record
    (line,) = (one for one in lines(book).values() if one.task == "call")
    with pytest.raises(NothingDone, match="Radar"):
        put_off(book, line, "mon")
    assert book.get(concern.id).due == "2026-12-30"


def test_a_day_that_is_none_is_refused(book):
    records.create(book, Concern, {"narrative": "Cars race.", "next_action": "Call the school", "due": "today"})
    for day in ("", "someday maybe"):
        with pytest.raises(BadValue):
            put_off(book, lines(book)["Call the school"], day)


def test_the_report_and_a_meeting_are_not_put_off(book):
    records.create(book, Meeting, {"body": "Northside", "start": "2026-11-25 19:00"})
    for line in lines(book).values():
        with pytest.raises(NothingDone):
            put_off(book, line, "2026-12-24")


def test_one_interaction_names_many_people_and_organizations(book):
    mai, ann = (records.create(book, Contact, {"name": name}).record for name in ("Mai Nguyen", "Ann Lee"))
    temple = records.create(book, Organization, {"name": "Khmer Temple"}).record
    done = log_interaction(book, [mai, temple], "Walked the block", {"method": "visit"}, also=["Ann Lee"])
    (line,) = book.all(Interaction)
    assert set(line.contacts) == {mai.id, ann.id}
    assert line.organizations == (temple.id,)
    assert "2 people and 1 organization" in done.says


def test_an_interaction_with_nobody_or_somebody_unknown_is_refused_at_its_field(book):
    for also in ([], ["Nobody Here"]):
        with pytest.raises(BadValue) as refused:
            log_interaction(book, [], "Hello", also=also)
        assert refused.value.field_name == "contacts"
    assert not book.all(Interaction)
