"""The quarter before, the category that leads, and who can be told: each said by one rule wherever it stands."""

from __future__ import annotations

import pytest

from cro_tui.actions import concerns, records
from cro_tui.model.contact import Interaction
from cro_tui.report.today import NOT_TOLD, due_lists


def figure(facts, label):
    return next(one.now for one in facts.figures if one.label == label)


def everything_said(facts):
    return " ".join((*facts.summary, *facts.method))


def test_the_first_quarter_on_record_is_compared_with_nothing_and_says_so_once(office):
    office.concern(heard="2026-07-02", category="noise")
    office.concern(heard="2026-07-03", category="noise")
    facts = office.facts()
    assert not facts.compared
    assert "quarter before" not in everything_said(facts)
    assert everything_said(facts).count("first quarter on record") == 1
    assert facts.summary[1] == "2 concerns heard in the first quarter on record; 2 open at the quarter's end."
    assert facts.summary[2] == "Most heard of: noise, 2 of 2 concerns."
    assert office.facts("2026-Q4").compared


def test_before_anything_was_noted_there_is_no_first_quarter_yet(office):
    office.concern(heard="2026-07-02")
    facts = office.facts("2026-Q1")
    assert not facts.compared
    assert facts.summary[1] == "No concerns heard: nothing is on record up to the quarter's end."


def test_an_empty_quarter_of_a_notebook_that_was_kept_counts_as_none(office):
    office.make(Interaction, date="2026-05-05", method="phone", notes="Introduced myself")
    office.concern(heard="2026-07-02")
    facts = office.facts()
    assert facts.compared
    assert "1 concern heard, up from 0 the quarter before" in facts.summary[1]


def test_a_voided_record_is_no_record_of_an_earlier_quarter(office):
    mistake = office.concern(heard="2026-05-05")
    records.void(office.notebook, mistake, "entered twice")
    office.concern(heard="2026-07-02")
    assert not office.facts().compared


LEADING = [
    (("noise", "noise", "parking"), "Most heard of: noise, 2 of 3 concerns."),
    (("", "", "", "noise", "noise"), "Most heard of: noise, 2 of 5 concerns; 3 without a category."),
    (("", "", "noise", "parking"), "Most heard of: noise and parking, 1 of 4 concerns each; 2 without a category."),
    (("drugs", "noise", "parking"), "Most heard of: drugs, noise and parking, 1 of 3 concerns each."),
    (("drugs", "noise", "parking", "theft"), "Most heard of: 4 categories alike, 1 of 4 concerns each."),
    (("noise",), "Most heard of: noise, 1 of 1 concern."),
    (("", ""), "No concern was put in a category."),
    ((), "Nobody voiced a concern in the quarter."),
]


@pytest.mark.parametrize(("categories", "said"), LEADING)
def test_the_leading_category_is_one_that_concerns_were_put_in_or_those_that_tie(office, categories, said):
    for category in categories:
        office.concern(heard="2026-07-05", category=category)
    assert office.facts().summary[2] == said


def test_a_leading_category_is_compared_and_those_that_tie_are_not(office):
    for heard, category in (("2026-05-05", "noise"), ("2026-07-05", "noise"), ("2026-07-06", "noise")):
        office.concern(heard=heard, category=category)
    assert office.facts().summary[2] == "Most heard of: noise, 2 of 2 concerns, up from 1 the quarter before."
    office.concern(heard="2026-07-07", category="parking")
    office.concern(heard="2026-07-07", category="parking")
    assert office.facts().summary[2] == "Most heard of: noise and parking, 2 of 4 concerns each."


def test_concerns_without_a_category_come_last_among_the_categories(office):
    for category in ("", "", "noise"):
        office.concern(heard="2026-07-05", category=category)
    assert [(one.label, one.now) for one in office.facts().categories] == [("noise", 1), ("no category", 2)]


def test_where_nobody_is_named_only_a_telling_that_was_noted_counts(office):
    mai = office.person("Mai Nguyen")
    named = office.concern(contact=mai.id)
    nobody = office.concern("Dogs bark")
    unnamed = office.concern("Needles", anonymous=True)
    to_call = office.concern("Lights out", callback=True, callback_how="555-0100")
    said_to_nobody = office.concern("Loud music")
    for one in (named, nobody, unnamed, to_call, said_to_nobody):
        concerns.close(office.notebook, office.again(one), "resolved", "2026-08-04")
    for one in (said_to_nobody, unnamed):
        concerns.tell(office.notebook, office.again(one), "phone: done", "2026-08-05")
    facts = office.facts()
    assert figure(facts, "Residents told") == 2
    assert figure(facts, "Closed, not told") == 2
    assert figure(facts, "Closed, nobody named") == 1
    (gap,) = (one for one in facts.missing if "not told" in one.sentence)
    assert set(gap.ids) == {named.id, to_call.id}
    assert facts.summary[4] == (
        "2 of 4 residents told what became of their concern; 2 concerns told of, not fixed; 2 concerns closed "
        "without telling; 1 concern closed that names nobody to tell."
    )
    informed = {line.summary: line.informed for line in facts.log}
    assert informed == {
        "Cars race past the school": "no", "Dogs bark": "nobody named", "Needles": "yes, 2026-08-05",
        "Lights out": "no", "Loud music": "yes, 2026-08-05",
    }  # fmt: skip


def test_today_asks_for_those_whom_the_report_counts_as_not_told(office):
    mai = office.person("Mai Nguyen")
    named, nobody = office.concern(contact=mai.id), office.concern("Dogs bark")
    for one in (named, nobody):
        concerns.close(office.notebook, office.again(one), "resolved", "2026-08-04")
    (asked,) = (one.lines for one in due_lists(office.notebook, office.now.date()) if one.heading == NOT_TOLD)
    (gap,) = (one for one in office.facts().missing if "not told" in one.sentence)
    assert [line.record.id for line in asked] == list(gap.ids) == [named.id]
