"""What the officer chooses for a report: own words, items left out with a reason, their order; figures stay."""

from __future__ import annotations

import pytest

from cro_tui.actions import records, reports
from cro_tui.actions.base import NothingDone
from cro_tui.model.fields import BadValue
from cro_tui.model.report import Report, draft_id
from cro_tui.store.notebook import Notebook

SUMMER = reports.For("2026-Q3", "command")


def test_own_words_take_the_place_of_the_summary_and_stand_in_a_section_until_they_are_emptied(office):
    office.concern()
    drafted = office.facts().summary
    reports.say(office.notebook, SUMMER, "summary", "A calm quarter.\n\nOne worry.")
    reports.say(office.notebook, SUMMER, "current", "Mostly speed.")
    facts = office.facts()
    assert facts.summary == ("A calm quarter.", "One worry.")
    assert facts.said["current"] == "Mostly speed."
    assert office.facts(audience="public").said == {}
    assert office.facts("2026-Q2").said == {}
    reports.say(office.notebook, SUMMER, "summary", " \n")
    assert office.facts().summary == drafted
    with pytest.raises(NothingDone):
        reports.say(office.notebook, SUMMER, "summary", "")


def test_own_words_name_nobody_whom_the_audience_must_not_see(office, mai):
    reports.say(office.notebook, SUMMER, "summary", "Mai Nguyen of 14 Elm Street was helped.")
    reports.leave_out(office.notebook, SUMMER, [office.concern().id], "Mai Nguyen asked for it")
    for names in (False, True):
        facts = office.facts(names=names)
        told = " ".join([*facts.summary, *facts.method, *(gap.sentence for gap in facts.left_out)])
        assert "Nguyen" not in told
        assert "14 Elm" not in told


def test_what_is_left_out_is_counted_said_with_its_reason_and_can_come_back(office):
    one, other = office.concern("one"), office.concern("other")
    sent = office.referral(one)
    made = office.recommendation(answers=[one.id])
    reports.leave_out(office.notebook, SUMMER, [one.id], "already in the press")
    facts = office.facts()
    assert [topic.summary for topic in facts.current] == ["other"]
    assert [line.number for line in facts.log] == [other.number]
    assert facts.referrals == ()
    assert facts.recommended[0].answers == ()
    assert next(figure.now for figure in facts.figures if figure.label == "Concerns heard") == 2
    told = {gap.sentence: gap.ids for gap in facts.left_out}
    assert told["1 concern left out by choice, counted all the same: already in the press"] == (one.id,)
    assert told["1 referral left out with what it is of"] == (sent.id,)
    assert facts.chosen_out["current"] == (one.id,)
    assert {one.id, other.id, made.id} <= set(facts.holds)
    reports.take_in(office.notebook, SUMMER, [one.id])
    assert len(office.facts().current) == 2
    with pytest.raises(BadValue, match="reason"):
        reports.leave_out(office.notebook, SUMMER, [one.id], " ")


def test_the_chosen_come_first_in_their_order_and_the_rest_as_they_would_stand(office):
    made = [office.recommendation(text) for text in ("a", "b", "c", "d")]
    reports.put_in_order(office.notebook, SUMMER, [made[2].id, made[0].id])
    assert [one.text for one in office.facts().recommended] == ["c", "a", "b", "d"]
    reports.put_in_order(office.notebook, SUMMER, [made[0].id, made[2].id])
    assert [one.text for one in office.facts().recommended] == ["a", "c", "b", "d"]


def test_the_choices_of_two_laptops_stand_in_one_draft(office):
    reports.say(office.notebook, SUMMER, "summary", "Mine")
    (draft,) = office.notebook.all(Report)
    assert draft.id == draft_id("2026-Q3", "command")
    window = Notebook.open(office.notebook.home, clock=lambda: office.now)
    seen = reports.For.looked_at(office.notebook, "2026-Q3", "command")
    reports.say(window, SUMMER, "current", "Theirs")
    reports.say(window, SUMMER, "potential", "Theirs alone")
    reports.say(office.notebook, seen, "current", "Mine, not knowing theirs")
    kept = office.again(draft)
    assert set(kept.conflicts) == {"say.current"}
    assert {head.value["text"] for head in kept.conflicts["say.current"]} == {"Theirs", "Mine, not knowing theirs"}
    assert {"summary": "Mine", "potential": "Theirs alone"}.items() <= office.facts().said.items()


def test_a_voided_draft_is_begun_anew(office):
    done = reports.say(office.notebook, SUMMER, "summary", "Mine")
    records.undo(office.notebook, done)
    assert office.facts().said == {}
    reports.say(office.notebook, SUMMER, "summary", "Anew")
    assert office.facts().summary == ("Anew",)
    assert len(office.notebook.all(Report, voided=True)) == 2


def test_taking_an_issue_back_leaves_the_draft_as_it_was(office):
    reports.say(office.notebook, SUMMER, "summary", "Mine")
    frozen = reports.Frozen("2026-Q3", "command", False, "x", b"x", office.facts().holds)
    done = reports.issue(office.notebook, frozen)
    records.undo(office.notebook, done)
    assert office.facts().summary == ("Mine",)
