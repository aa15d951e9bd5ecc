"""Programs and the officers' hours in the quarter's report."""

from __future__ import annotations

from decimal import Decimal

from cro_tui.model.program import Program
from cro_tui.model.report import Report
from cro_tui.report.schooling import hours_said
from cro_tui.settings import Education
from tests.report.conftest import strings_of


def academy(office, title="Fall academy", *, days=("2026-06-24", "2026-07-01", "2026-07-08"), **typed):
    rows = [
        {"name": "Ana", "status": "accepted", "graduated": "2026-07-08"},
        {"name": "Ben", "status": "accepted"},
        {"name": "Col", "status": "declined"},
    ]
    more = {"start": days[0], "sessions_planned": "3", "participants": rows, **typed}
    program = office.make(Program, title=title, **more)
    for day in days:
        office.session(title, start=day, program=program.id, hours="3", roster=[{"name": "Ana"}])
    return program


def test_a_program_stands_in_every_quarter_in_which_it_went_on(office):
    academy(office)
    (spring,) = office.facts("2026-Q2").programs
    assert (spring.held, spring.held_so_far, spring.planned, spring.graduated) == (1, 1, 3, 0)
    (summer,) = office.facts("2026-Q3").programs
    assert (summer.held, summer.held_so_far, summer.applied, summer.accepted) == (2, 3, 3, 2)
    assert (summer.graduated, summer.graduates, summer.last) == (1, 1, "2026-07-08")
    assert office.facts("2026-Q4", on="2027-01-08").programs == ()


def test_what_is_to_come_is_not_told(office):
    academy(office, days=("2026-09-20", "2026-09-27"), participants=[])
    assert office.facts("2026-Q3", on="2026-08-20").programs == ()


def test_who_may_not_read_a_program_is_told_that_there_is_one(office):
    academy(office, sensitivity="internal")
    facts = office.facts("2026-Q3", "public")
    assert facts.programs == ()
    assert any("1 program left out" in gap.sentence for gap in facts.left_out)
    assert len(office.facts("2026-Q3", "agency").programs) == 1


def test_a_program_may_be_left_out_by_choice(office):
    program = academy(office)
    out = [{"id": program.id, "reason": "told last time"}]
    office.make(Report, quarter="2026-Q3", audience="command", out=out)
    facts = office.facts("2026-Q3")
    assert (facts.programs, facts.chosen_out["programs"]) == ((), (program.id,))


def test_no_participant_is_named(office, mai):
    rows = [{"name": mai.name, "contact": mai.id, "status": "accepted", "graduated": "2026-07-08"}]
    academy(office, "Academy of Mai Nguyễn", participants=rows)
    for audience in ("command", "agency", "public"):
        facts = office.facts("2026-Q3", audience, names=True)
        assert not [text for text in strings_of(facts) if "Nguyễn" in text or "Mai" in text.split()]


def trained(office, start, *names, hours="8", topic="Law"):
    roster = [{"name": name, "agency": f"44{number}"} for number, name in enumerate(names)]
    office.session(topic, topic=topic, kind="officer training given", start=start, hours=hours, roster=roster)


def test_officers_hours_are_those_of_the_year_up_to_the_quarters_end(office):
    office.notebook.settings = office.notebook.settings._replace(
        education=Education(hours_a_year=10, topics={"De-escalation": 4})
    )
    trained(office, "2026-02-01", "Lee Park", "Ann Oak")
    trained(office, "2026-08-01", "Lee Park", hours="4", topic="De-escalation")
    trained(office, "2026-11-01", "Ann Oak", hours="40")
    found = office.facts("2026-Q3").education
    assert (found.officers, found.complete, found.hours) == (2, 1, Decimal(20))
    said = hours_said(found)
    assert "1 of 2 have all that is asked (10 hours a year, 4 of De-escalation)" in said
    assert "Park" not in said
    assert office.facts("2026-Q4", on="2027-01-08").education.hours == Decimal(60)
    assert office.facts("2025-Q4").education is None


def test_without_hours_and_without_a_requirement_nothing_is_said(office):
    academy(office)
    assert office.facts("2026-Q3").education is None
