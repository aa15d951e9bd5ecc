"""A referral up the chain until somebody named answers; residents sent to services; who may be told and was."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import concerns, records, referrals
from cro_tui.actions.addressees import addressees, next_in_chain
from cro_tui.actions.capture import capture
from cro_tui.actions.due import put_off
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import BadValue
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Referral
from cro_tui.report.tellings import ledger_of, not_told_yet, tries_of
from cro_tui.report.today import CALL_BACK, NOT_TOLD, WAITING, due_lists
from cro_tui.settings import Department, Officer, Settings
from cro_tui.store.notebook import Notebook

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
DEPARTMENT = Department(
    supervisor="Sgt. Example", via=("Lt. Sample",), chief="Chief Specimen", units=("Traffic Unit", "Patrol")
)


@pytest.fixture
def notebook(tmp_path):
    settings = Settings(officer=Officer("Jo Dunmore", "1187"), department=DEPARTMENT)
    return Notebook.open(tmp_path, settings, clock=lambda: NOW)


def heard(notebook, text="Cars race on Elm Street"):
    return capture(notebook, text).record


def make(notebook, kind, /, **typed):
    return records.create(notebook, kind, typed).record


def again(notebook, one):
    return notebook.get(one.id)


def sent(notebook, subject, to="Traffic Unit", **more):
    done = concerns.refer(notebook, subject, to, more)
    return next(one for one in done.records if isinstance(one, Referral))


@pytest.mark.parametrize(
    ("to", "kind"),
    [("sgt. example", "supervisor"), ("Chief Specimen", "supervisor"), ("Patrol", "unit"), ("Works", "City department"),
     ("Night Shelter", "service"), ("State Police", "agency"), ("Somebody", "")],
)  # fmt: skip
def test_who_is_known_has_a_kind_and_a_place_in_the_address_book(notebook, to, kind):
    make(notebook, Organization, name="Works", kind="city department")
    make(notebook, Organization, name="State Police", kind="government agency")
    make(notebook, Organization, name="Night Shelter", services="beds")
    made = sent(notebook, heard(notebook), to)
    assert made.kind == kind
    assert bool(made.organization) is (to in ("Works", "State Police", "Night Shelter"))
    assert next(one for one in addressees(notebook) if one.name.casefold() == to.casefold()).kind == kind


def test_an_organization_alone_says_to_whom(notebook):
    works = make(notebook, Organization, name="Public Works", kind="city department")
    made = make(notebook, Referral, of=heard(notebook).id, organization=works.id)
    assert (made.to, made.kind) == ("Public Works", "City department")


def test_it_goes_up_the_chain_and_whoever_has_it_owes_the_answer(notebook):
    made = sent(notebook, heard(notebook))
    for name in ("Sgt. Example", "Lt. Sample", "Chief Specimen"):
        assert next_in_chain(DEPARTMENT, made) == name
        referrals.escalate(notebook, made, why="no answer", due="1 dec 2026")
        made = again(notebook, made)
        assert (made.owed_by, made.owed_due, made.is_open) == (name, "2026-12-01", True)
    with pytest.raises(BadValue, match="to whom"):
        referrals.escalate(notebook, made)
    assert [step["to"] for step in made.escalations] == ["Sgt. Example", "Lt. Sample", "Chief Specimen"]
    assert made.to == "Traffic Unit"


def test_two_laptops_that_escalate_lose_neither_step(notebook):
    made = sent(notebook, heard(notebook))
    referrals.escalate(notebook, made, "Lt. Sample")
    referrals.escalate(notebook, made, "Chief Specimen")
    made = again(notebook, made)
    assert {step["to"] for step in made.escalations} == {"Lt. Sample", "Chief Specimen"}
    assert not made.conflicts


def test_an_answer_is_somebodys(notebook):
    made = sent(notebook, heard(notebook))
    with pytest.raises(BadValue, match="who answered"):
        referrals.answer(notebook, made, "Humps in spring")
    with pytest.raises(BadValue, match="who answered"):
        records.change(notebook, made, {"outcome": "completed"})
    records.change(notebook, made, {"outcome": "accepted"})
    assert again(notebook, made).is_open
    records.change(notebook, again(notebook, made), {"outcome": "no reply"})
    made = again(notebook, made)
    assert (made.answered_by, made.is_open) == ("Jo Dunmore", False)


def test_a_concern_stays_open_until_somebody_named_answers(notebook):
    concern = heard(notebook)
    made = sent(notebook, concern)
    for close in (
        lambda one: concerns.close(notebook, one, "resolved"),
        lambda one: records.change(notebook, one, {"status": "closed"}),
        lambda one: concerns.close_all(notebook, [one, heard(notebook, "Music")], "resolved"),
    ):
        with pytest.raises(BadValue, match="stays open: the referral to Traffic Unit of 2026-11-22") as refused:
            close(again(notebook, concern))
        assert made.id in str(refused.value)
        assert again(notebook, concern).is_open
    referrals.end(notebook, made, "withdrawn")
    concerns.close(notebook, again(notebook, concern), "resolved")
    assert again(notebook, made).answered_by == "Jo Dunmore"


def test_what_is_asked_again_opens_the_concern_again(notebook):
    concern = heard(notebook)
    made = sent(notebook, concern)
    referrals.end(notebook, made, "no reply")
    concerns.close(notebook, again(notebook, concern), "resolved")
    done = referrals.escalate(notebook, again(notebook, made))
    reopened = again(notebook, concern)
    assert (reopened.status, reopened.disposition, reopened.closed) == ("referred", "", "")
    records.undo(notebook, done)
    assert not again(notebook, concern).is_open
    sent(notebook, again(notebook, concern), "Patrol")
    assert again(notebook, concern).status == "referred"


@pytest.mark.parametrize("how", ["answered", "voided", "no answer needed"])
def test_what_waits_for_nobody_can_be_closed(notebook, how):
    concern = heard(notebook)
    made = sent(notebook, concern, **({"no_answer": "yes"} if how == "no answer needed" else {}))
    if how == "answered":
        referrals.answer(notebook, made, "Done", by="Dana Fictive")
    elif how == "voided":
        records.void(notebook, made, "sent to the wrong one")
    concerns.close(notebook, again(notebook, concern), "resolved")
    assert not again(notebook, concern).is_open


def test_a_problem_is_referred_as_a_concern_is_and_waits_as_one(notebook):
    problem = make(
        notebook, Problem, title="Racing", as_planned="yes", goal_met="yes", assessment="fewer", assessed="today"
    )
    made = sent(notebook, problem, "Chief Specimen")
    (line,) = next(one for one in due_lists(notebook, NOW.date()) if one.heading == WAITING).lines
    assert (line.text, line.who, line.number) == ("Racing", "Chief Specimen", "")
    with pytest.raises(BadValue, match="problem stays open"):
        records.change(notebook, problem, {"stage": "closed"})
    referrals.answer(notebook, made, "Go on", by="Chief Specimen")


def test_a_resident_is_sent_to_a_service_and_nobody_owes_an_answer(notebook):
    pantry = make(notebook, Organization, name="Open Pantry", kind="social service", services="food")
    mai = make(notebook, Contact, name="Mai Nguyen")
    concern = heard(notebook)
    for subject in (mai, concern):
        done = referrals.send_all(notebook, [subject], pantry, "food for the week")
        made = next(one for one in done.records if isinstance(one, Referral))
        assert (made.kind, made.to, made.due, made.is_open) == ("service", "Open Pantry", "", False)
        assert done.says.startswith("Sent ")
    assert again(notebook, concern).status == "new"
    assert not next(one for one in due_lists(notebook, NOW.date()) if one.heading == WAITING).lines
    records.undo(notebook, done)
    assert not [one for one in notebook.all(Referral) if one.of == concern.id]


def test_where_a_restricted_person_was_sent_is_restricted(notebook):
    shelter = make(notebook, Organization, name="Safe House", services="beds")
    ana = make(notebook, Contact, name="Ana", restricted_because="DV/sexual-assault victim")
    made = next(iter(referrals.send_all(notebook, [ana], shelter).records))
    assert (made.restricted, made.restricted_because) == (True, "DV/sexual-assault victim")


def test_putting_off_moves_the_day_of_whoever_owes_it_now(notebook):
    made = sent(notebook, heard(notebook), due="2026-11-10")
    referrals.escalate(notebook, made, "Lt. Sample", due="2026-11-20")
    (line,) = next(one for one in due_lists(notebook, NOW.date()) if one.heading == WAITING).lines
    assert (line.who, line.when, line.overdue) == ("Lt. Sample", "2026-11-20", True)
    put_off(notebook, line, "2026-12-05")
    made = again(notebook, made)
    assert (made.due, made.owed_due, len(made.escalations)) == ("2026-11-10", "2026-12-05", 1)


@pytest.mark.parametrize("words", ["No answer, left a message", "left her a voicemail", "Nobody home", "wrong number"])
def test_words_that_say_that_nobody_was_reached_tell_nobody(notebook, words):
    concern = make(notebook, Concern, narrative="Lamp out", callback=True)
    with pytest.raises(BadValue, match="nobody was") as refused:
        concerns.tell(notebook, concern, words)
    assert refused.value.field_name == "reached"
    assert not again(notebook, concern).tellings
    concerns.tell(notebook, concern, words, reached="no answer")
    assert not again(notebook, concern).told


@pytest.mark.parametrize(
    "words",
    ["No answer is needed from her: it is fixed", "He left a message; I called", "Left a message, then she rang back"],
)
def test_other_words_with_an_answer_in_them_tell(notebook, words):
    concern = make(notebook, Concern, narrative="Lamp out", callback=True)
    concerns.tell(notebook, concern, words)
    assert again(notebook, concern).told


def test_that_everybody_was_told_is_not_said_while_somebody_waits_for_a_call(notebook):
    concern = make(notebook, Concern, narrative="Lamp out", callback=True)
    told = next(one for one in due_lists(notebook, NOW.date()) if one.heading == NOT_TOLD)
    assert (told.lines, told.nothing) == ((), "Nobody waits besides those to call back.")
    concerns.tell(notebook, concern, "it is fixed")
    told = next(one for one in due_lists(notebook, NOW.date()) if one.heading == NOT_TOLD)
    assert (told.lines, told.nothing) == ((), "Everybody was told.")


def test_a_try_in_vain_is_kept_and_the_call_stays(notebook):
    mai = make(notebook, Contact, name="Mai Nguyen", phones="555-010-4040")
    concern = make(notebook, Concern, narrative="Lamp out", contact=mai.id, callback=True)
    concerns.tell(notebook, concern, "", "2026-11-20 10:00", method="phone", reached="no answer")
    concerns.tell(notebook, again(notebook, concern), "call me", "yesterday 4pm", method="phone", reached="left")
    (line,) = next(one for one in due_lists(notebook, NOW.date()) if one.heading == CALL_BACK).lines
    assert (line.tries, line.tried[:10]) == (2, "2026-11-21")
    concern = again(notebook, concern)
    assert not concern.told
    with pytest.raises(BadValue, match="what was said"):
        concerns.tell(notebook, concern, "")
    concerns.tell(notebook, concern, "a new one is ordered", method="phone")
    concern = again(notebook, concern)
    assert (concern.told[:10], concern.told_how) == ("2026-11-22", "phone: a new one is ordered")
    assert [one.reached for one in ledger_of(concern)] == ["no answer", "left a message", "told"]
    assert concern.tellings[-1]["who"] == "Jo Dunmore"
    assert concern.tellings[-1]["contact"] == mai.id
    assert not tries_of(concern)
    assert not next(one for one in due_lists(notebook, NOW.date()) if one.heading == CALL_BACK).lines


def test_told_can_still_be_written_by_hand_and_stands_in_the_ledger(notebook):
    concern = heard(notebook)
    records.change(notebook, concern, {"told": "2026-11-20", "told_how": "letter: fixed"})
    concern = again(notebook, concern)
    assert [(one.at, one.words, one.is_told) for one in ledger_of(concern)] == [("2026-11-20", "letter: fixed", True)]


def test_a_line_of_the_ledger_tells_by_any_way_of_writing(notebook):
    concern = heard(notebook)
    records.change(notebook, concern, {}, added={"tellings": [{"words": "it is fixed", "method": "phone"}]})
    assert again(notebook, concern).told_how == "phone: it is fixed"
    older = {"words": "soon", "at": "2026-11-01 9:00", "reached": "told"}
    records.change(notebook, again(notebook, concern), {}, added={"tellings": [older]})
    assert again(notebook, concern).told_how == "phone: it is fixed"


def test_the_same_words_for_several_voices_are_one_save(notebook):
    people = [make(notebook, Contact, name=name) for name in ("Mai", "Ana", "Tim")]
    voices = [make(notebook, Concern, narrative="Lamp out", contact=one.id) for one in people]
    concerns.tell(notebook, voices[0], "soon", method="phone")
    voices = [again(notebook, one) for one in voices]
    assert [one.told != "" for one in voices] == [True, False, False]
    assert not_told_yet(voices) == voices[1:]
    before = notebook.changes()
    done = concerns.tell_all(notebook, voices[1:], "it is ordered", method="email")
    assert notebook.changes() == before + 1
    assert all(again(notebook, one).told_how == "email: it is ordered" for one in voices[1:])
    records.undo(notebook, done)
    assert not any(again(notebook, one).told for one in voices[1:])


def test_told_but_not_fixed(notebook):
    concern = heard(notebook)
    concerns.tell(notebook, concern, "soon")
    assert again(notebook, concern).told_not_fixed
    records.change(notebook, again(notebook, concern), {"fixed": "today"})
    assert not again(notebook, concern).told_not_fixed
    other = heard(notebook, "Music")
    concerns.tell(notebook, other, "we looked")
    concerns.close(notebook, again(notebook, other), "unfounded")
    assert not again(notebook, other).told_not_fixed
