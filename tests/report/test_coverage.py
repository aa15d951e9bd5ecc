"""The coverage of a quarter: what counts as having met, what each audience reads of it."""

from __future__ import annotations

import pytest

from cro_tui.actions.people import log_interaction
from cro_tui.model.contact import Organization
from cro_tui.model.outreach import Outreach
from cro_tui.model.vocabulary import Vocabularies
from cro_tui.settings import Settings


@pytest.fixture
def town(office):
    words = Vocabularies(neighborhoods=("Harbor", "Old Mill"), communities=("youth", "seniors"))
    office.notebook.settings = Settings(words=words)
    return office


def told(facts):
    return {
        one.what: (one.met, one.of, [m.name for m in one.names_met], [(m.name, m.last) for m in one.names_not_met])
        for one in facts.coverage
    }


def test_nothing_entered_is_nothing_told(office):
    assert office.facts().coverage == ()


def test_meetings_dealings_and_events_count_and_what_is_planned_does_not(town):
    town.at("2026-08-03")
    town.meeting("Council", neighborhood="Harbor", start="2026-08-02", headcount="9")
    town.meeting("Council", neighborhood="Old Mill", start="2026-09-29")  # planned, and nothing shows that it was held
    group = town.make(Organization, name="Food Bank")
    town.make(Outreach, name="Cleanup", start="2026-08-01", communities="youth", organizations=[group.id])
    assert told(town.facts()) == {
        "Neighborhoods": (1, 2, ["Harbor"], [("Old Mill", "")]),
        "Groups": (1, 1, ["Food Bank"], []),
        "Communities": (1, 2, ["youth"], [("seniors", "")]),
    }
    assert told(town.facts("2026-Q4", on="2026-12-20"))["Neighborhoods"] == (
        0, 2, [], [("Old Mill", ""), ("Harbor", "2026-08-02")],
    )  # fmt: skip


def test_what_was_met_later_is_not_told_of_the_quarter_before(town):
    person = town.person("Ann Lee", neighborhood="Harbor")
    town.at("2026-10-05")
    log_interaction(town.notebook, [person], "Talked", {"date": "2026-10-04"})
    assert told(town.facts(on="2026-10-08"))["Neighborhoods"][0] == 0
    town.make(Organization, name="Founded later")
    assert "Groups" not in told(town.facts(on="2026-10-08"))


def test_a_restricted_group_is_counted_and_never_named_and_the_public_reads_counts(town):
    town.make(Organization, name="Lantern House", restricted_because="DV/sexual-assault victim")
    town.make(Organization, name="Food Bank")
    assert told(town.facts())["Groups"] == (0, 2, [], [("Food Bank", "")])
    assert told(town.facts(audience="public"))["Groups"] == (0, 2, [], [])


def test_a_restricted_dealing_shows_the_command_staff_alone_that_a_group_was_met(town):
    group = town.make(Organization, name="Food Bank")
    talk = log_interaction(town.notebook, [group], "A victim", {"date": "2026-08-02"}).record
    town.change(talk, restricted_because="witness")
    assert told(town.facts())["Groups"][0] == 1
    assert told(town.facts(audience="agency"))["Groups"][0] == 0


@pytest.mark.parametrize("audience", ["command", "agency", "public"])
def test_nobody_reads_in_which_neighborhood_a_restricted_group_is(town, audience):
    shelter = town.make(Organization, name="Lantern House", neighborhood="Secret Row", sensitivity="restricted")
    log_interaction(town.notebook, [shelter], "Brought coats", {"date": "2026-08-02"})
    assert told(town.facts(audience=audience))["Neighborhoods"] == (0, 2, [], [("Harbor", ""), ("Old Mill", "")])
