"""Making, changing, voiding, linking, settling, undoing: any kind of record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cro_tui.actions import concerns, records, referrals
from cro_tui.actions.base import Names, NothingDone, Unchanged, UnknownField
from cro_tui.actions.capture import capture
from cro_tui.actions.minutes import minute
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import BadValue
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Referral
from cro_tui.model.training import Training
from cro_tui.model.vocabulary import Vocabularies
from cro_tui.model.work import Incident
from cro_tui.report.quarter import quarter_facts, quarters_with_records
from cro_tui.settings import Officer, Settings
from cro_tui.store.errors import CannotUndo
from cro_tui.store.notebook import Edit, Notebook

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
ASSESSED = {"as_planned": "yes", "goal_met": "in part", "assessment": "Half as many cars over 35 mph."}


@pytest.fixture
def notebook(tmp_path) -> Notebook:
    return Notebook.open(tmp_path, clock=lambda: NOW)


def again(notebook, record):
    return notebook.get(record.id)


def test_making_says_what_was_made_and_refuses_unknown_fields(notebook):
    done = records.create(notebook, Contact, {"name": "Mai Nguyen", "phones": "555-0100; 555-0101"})
    assert done.says == "Saved contact “Mai Nguyen”"
    assert done.record.phones == ("555-0100", "555-0101")
    with pytest.raises(UnknownField, match="they have"):
        records.create(notebook, Contact, {"mood" * 1000: "calm"})
    with pytest.raises(BadValue):
        records.create(notebook, Contact, {"name": ""})
    assert notebook.count() == 1


def test_restricted_names_are_not_in_messages(notebook):
    done = records.create(notebook, Contact, {"name": "Mia Secret", "restricted_because": "juvenile"})
    assert "Secret" not in done.says
    for text in ("x", "y"):
        records.create(notebook, Contact, {"name": f"Mia {text}"})
    with pytest.raises(ValueError, match="fits 3 records") as caught:
        Names(notebook).resolve(("contact",), "mia")
    assert "Secret" not in str(caught.value)


def test_changing_writes_what_differs(notebook):
    concern = capture(notebook, "Noise").record
    done = records.change(notebook, concern, {"status": "referred", "summary": "Noise", "tags": "a;b"})
    assert done.record.status == "referred"
    assert set(notebook.history(concern.id)[-1].set) == {"status", "tags"}
    with pytest.raises(Unchanged):
        records.change(notebook, done.record, {"status": "referred"})


def test_closing_and_reopening_by_hand_keeps_the_date(notebook):
    concern = capture(notebook, "Noise").record
    closed = records.change(notebook, concern, {"status": "closed"}).record
    assert closed.closed == "2026-11-22"
    assert records.change(notebook, closed, {"status": "new"}).record.closed == ""


def test_voiding_needs_a_reason_and_can_be_taken_back(notebook):
    concern = capture(notebook, "Noise").record
    with pytest.raises(BadValue):
        records.void(notebook, concern, "  ")
    records.void(notebook, concern, "entered\ntwice")
    voided = again(notebook, concern)
    assert (voided.is_voided, voided.voided) == (True, "entered twice")
    assert notebook.all(Concern) == []
    assert notebook.all(Concern, voided=True) == [voided]
    with pytest.raises(NothingDone):
        records.void(notebook, voided, "again")
    with pytest.raises(NothingDone, match="restore"):
        records.change(notebook, voided, {"status": "closed"})
    records.restore(notebook, voided)
    assert not again(notebook, concern).is_voided
    with pytest.raises(NothingDone):
        records.restore(notebook, again(notebook, concern))


def test_links_are_seen_from_both_sides(notebook):
    one, two = (capture(notebook, text).record for text in ("Noise", "Music"))
    done = records.link(notebook, one, two)
    assert (again(notebook, one).links, again(notebook, two).links) == ((two.id,), (one.id,))
    assert notebook.changes() == 3
    with pytest.raises(NothingDone, match="already"):
        records.link(notebook, again(notebook, one), again(notebook, two))
    with pytest.raises(NothingDone, match="itself"):
        records.link(notebook, one, one)
    records.unlink(notebook, again(notebook, two), again(notebook, one))
    assert again(notebook, one).links == again(notebook, two).links == ()
    with pytest.raises(NothingDone):
        records.unlink(notebook, again(notebook, one), again(notebook, two))
    with pytest.raises(CannotUndo):
        records.undo(notebook, done)


def test_what_has_no_links_is_linked_from_the_other_side_only(notebook):
    concern = capture(notebook, "Noise").record
    group = records.create(notebook, Organization, {"name": "Northside"}).record
    records.link(notebook, group, concern)
    assert again(notebook, concern).links == (group.id,)
    session = records.create(notebook, Training, {"title": "Academy"}).record
    with pytest.raises(NothingDone):
        records.link(notebook, concern, session)


def test_settling_a_conflict_names_both_sides(notebook):
    concern = capture(notebook, "Noise").record
    for status in ("closed", "referred"):
        notebook.save([Edit(concern.id, "concern", {"status": status}, concern)])
    disputed = again(notebook, concern)
    assert set(disputed.conflicts) == {"status"}
    done = records.settle(notebook, disputed, "status", "closed")
    assert done.record.status == "closed"
    assert done.record.conflicts == {}
    with pytest.raises(NothingDone):
        records.settle(notebook, done.record, "status", "closed")


def test_undo_takes_back_one_thing_and_can_be_undone(notebook):
    concern = capture(notebook, "Noise").record
    done = concerns.close(notebook, concern, "resolved")
    undone = records.undo(notebook, done)
    assert undone.says == f"Undone: {done.says}"
    assert again(notebook, concern).is_open
    records.undo(notebook, undone)
    assert not again(notebook, concern).is_open
    with pytest.raises(CannotUndo):
        records.undo(notebook, done)


def test_names_find_by_id_number_and_words(notebook):
    concern = capture(notebook, "Noise").record
    person = records.create(notebook, Contact, {"name": "José Núñez", "alias": "Pepe"}).record
    names = Names(notebook)
    assert names.resolve(("concern",), concern.number.lower()) == concern.id
    assert names.resolve(("contact",), person.id.lower()) == person.id
    for text in ("jose nunez", "JOSÉ", "nu jo", "pepe", " José  Núñez "):
        assert names.resolve(("contact",), text) == person.id
    for kinds, text in (
        (("contact",), "nobody"),
        (("contact",), concern.id),
        (("contact",), "0" * 26),
        (("contact",), ""),
    ):
        with pytest.raises(ValueError):
            names.resolve(kinds, text)


def test_a_department_with_other_words_for_a_status(tmp_path):
    words = Vocabularies(statuses=("new", "with somebody", "closed"))
    notebook = Notebook.open(tmp_path, Settings(Officer("Jo Dunmore"), words=words), clock=lambda: NOW)
    concern = capture(notebook, "Noise").record
    concerns.refer(notebook, concern, "Public Works")
    assert again(notebook, concern).status == "new"
    referrals.end(notebook, notebook.all(Referral)[0], "withdrawn")
    concerns.close(notebook, again(notebook, concern), "resolved")
    concerns.reopen(notebook, again(notebook, concern))
    assert again(notebook, concern).status == "new"


def test_floats_of_an_import_are_kept_as_text(notebook):
    roster = [{"name": "Ann", "score": 87.5, "hours": 1.25, "distance": 3.7, "n": float("inf")}]
    session = records.create(notebook, Training, {"title": "Run", "roster": roster, "hours": 7.5}).record
    line = Notebook.open(notebook.home).get(session.id).plain()["roster"][0]
    assert (line["score"], line["hours"], line["distance"], line["n"]) == (87.5, 1.25, "3.7", "inf")


def test_two_laptops_write_one_set_of_minutes(tmp_path):
    """Each takes minutes of one meeting while apart; together the lines stand beside each other, none in conflict."""
    clock = iter(NOW + timedelta(seconds=count) for count in range(10_000))
    here, there = (Notebook.open(tmp_path / name, clock=lambda: next(clock)) for name in ("here", "there"))
    meeting = records.create(here, Meeting, {"body": "Northside", "entries": "Opened; a: fix light @Kim"}).record

    def carried(source: Notebook, target: Notebook) -> Notebook:
        (target.home / "data").mkdir(parents=True, exist_ok=True)
        for path in (source.home / "data").glob(f"*.{source.laptop}.json"):
            (target.home / "data" / path.name).write_bytes(path.read_bytes())
        return Notebook.open(target.home, clock=lambda: next(clock))

    there = carried(here, there)
    for notebook, lines in (
        (here, ("n: from here", "d: meet in March")),
        (there, ("c: dog barks #noise", "+ Ana Ruiz")),
    ):
        for line in lines:
            minute(notebook, notebook.of(Meeting, meeting.id), line)
    here, there = carried(there, here), carried(here, there)
    assert here.laptop != there.laptop
    for notebook in (here, there):
        record = notebook.get(meeting.id)
        assert record.conflicts == {}
        assert [entry["text"] for entry in record.entries] == [
            "Opened", "fix light", "from here", "meet in March", "dog barks",
        ]  # fmt: skip
        assert [line["name"] for line in record.attendance] == ["Ana Ruiz"]
        assert notebook.all(Concern)[0].id in record.links
    assert here.get(meeting.id).plain() == there.get(meeting.id).plain()
    action = here.get(meeting.id).actions[0]
    key = Meeting.entries.key(action.id)
    for notebook, status in ((here, "done"), (there, "dropped")):
        record = notebook.get(meeting.id)
        line = {**record.values[key], "status": status}
        notebook.save([Edit(record.id, record.KIND, {key: line}, record)])
    assert set(carried(there, here).get(meeting.id).conflicts) == {key}


def torn(notebook, record, **values):
    """The record with two values in each of the fields, the second written by somebody who saw neither."""
    for one in (0, 1):
        notebook.save([Edit(record.id, record.KIND, {key: both[one] for key, both in values.items()}, record)])
    return again(notebook, record)


def test_a_third_value_that_settles_a_conflict_is_read_as_if_it_were_typed(notebook):
    made = records.create(notebook, Incident, {"kind": "pursuit", "date": "2026-11-01"}).record
    disputed = torn(notebook, made, date=("2026-11-02", "2026-11-03"))
    with pytest.raises(BadValue, match="date"):
        records.settle(notebook, disputed, "date", "Bob Smith did it")
    assert records.settle(notebook, disputed, "date", "yesterday").record.date == "2026-11-21"
    concern = torn(notebook, capture(notebook, "Noise").record, due=("2026-11-24", "2026-11-25"))
    assert records.settle(notebook, concern, "due", "tomorrow").record.due == "2026-11-23"


def test_settling_obeys_the_rules_of_the_kind(notebook):
    project = records.create(notebook, Problem, {"title": "Racing"}).record
    disputed = torn(notebook, project, stage=("closed", "response"))
    for closed in ("closed", "clo"):
        with pytest.raises(BadValue, match="without an assessment"):
            records.settle(notebook, disputed, "stage", closed)
    assert records.settle(notebook, disputed, "stage", "response").record.stage == "response"
    assessed = records.change(notebook, again(notebook, project), ASSESSED).record
    settled = records.settle(notebook, torn(notebook, assessed, stage=("closed", "scanning")), "stage", "closed").record
    assert (settled.stage, settled.closed) == ("closed", "2026-11-22")


def test_settling_with_one_of_the_two_keeps_it_as_it_is(notebook):
    made = records.create(notebook, Incident, {"kind": "pursuit"}).record
    disputed = torn(notebook, made, date=("of another program", "2026-11-03"))
    assert (
        records.settle(notebook, disputed, "date", "of another program").record.values["date"] == "of another program"
    )


def test_a_line_that_settles_a_conflict_is_read_by_its_columns(notebook):
    made = records.create(notebook, Problem, {"title": "Racing", "responses": [{"id": "r1", "what": "Sign"}]}).record
    disputed = torn(notebook, made, **{"response.r1": ({"what": "Sign", "owner": "A"}, {"what": "Sign", "owner": "B"})})
    with pytest.raises(BadValue, match=r"responses\.due"):
        records.settle(notebook, disputed, "response.r1", {"what": "Sign", "due": "whenever"})
    settled = records.settle(notebook, disputed, "response.r1", {"what": "Sign", "due": "tomorrow"}).record
    assert settled.responses == ({"id": "r1", "what": "Sign", "due": "2026-11-23"},)


def test_status_and_day_of_closing_of_a_concern_agree(notebook):
    concern = capture(notebook, "Noise").record
    closed = records.change(notebook, concern, {"closed": "yesterday"}).record
    assert (closed.status, closed.closed) == ("closed", "2026-11-21")
    with pytest.raises(BadValue, match="reopens it"):
        records.change(notebook, closed, {"closed": ""})
    with pytest.raises(BadValue, match="not “closed”"):
        records.change(notebook, closed, {"status": "new", "closed": "today"})
    waiting = capture(notebook, "Lights").record
    records.create(notebook, Referral, {"of": waiting.id, "to": "Public Works"})
    with pytest.raises(BadValue, match="waits for an answer"):
        records.change(notebook, waiting, {"closed": "today"})


def test_the_answer_on_which_a_concern_was_closed_can_not_be_taken_away(notebook):
    concern = capture(notebook, "Lights").record
    referral = records.create(notebook, Referral, {"of": concern.id, "to": "Public Works"}).record
    answered = records.change(notebook, referral, {"reply": "Mended", "answered_by": "Dana Fictive"})
    records.change(notebook, again(notebook, concern), {"status": "closed"})
    with pytest.raises(CannotUndo, match="reopen it first"):
        records.undo(notebook, answered)
    with pytest.raises(BadValue, match="reopen it first"):
        records.change(notebook, answered.record, {"reply": ""})
    assert not again(notebook, referral).is_open
    records.change(notebook, again(notebook, concern), {"status": "new"})
    records.undo(notebook, answered)
    assert again(notebook, referral).is_open


def test_a_voided_referral_does_not_come_back_to_wait_for_a_closed_concern(notebook):
    concern = capture(notebook, "Lights").record
    referral = records.create(notebook, Referral, {"of": concern.id, "to": "Public Works"}).record
    records.void(notebook, referral, "sent twice")
    records.change(notebook, concern, {"status": "closed"})
    with pytest.raises(BadValue, match="reopen it first"):
        records.restore(notebook, again(notebook, referral))


def test_what_is_restricted_for_a_reason_stays_restricted(notebook):
    made = records.create(notebook, Contact, {"name": "Mia Nguyen", "restricted_because": "witness"}).record
    with pytest.raises(Unchanged):
        records.change(notebook, made, {"sensitivity": ""})


def test_a_stored_date_that_can_not_be_read_counts_as_none(notebook):
    made = capture(notebook, "Noise").record
    torn_dates = {"heard": "tomorrow", "due": "20261124", "told": "2026-11-22T25:00"}
    notebook.save([Edit(made.id, "concern", torn_dates, made)])
    concern = again(notebook, made)
    assert (concern.day, concern.heard, concern.due, concern.told) == ("2026-11-22", "", "", "")
    assert concern.shown("heard") == "tomorrow"
    assert quarters_with_records(notebook, NOW.date()) == ["2026-Q4"]
    facts = quarter_facts(notebook, "2026-Q4", "command", NOW.date())
    assert [one.number for one in facts.log] == [made.number]
