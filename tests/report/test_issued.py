"""What was issued holds what it holds: late entries are told of once, recommendations until one says they ended."""

from __future__ import annotations

from datetime import date

import pytest

from cro_tui.actions import concerns, recommendations, records, reports
from cro_tui.actions.base import NothingDone
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue
from cro_tui.model.report import Report
from cro_tui.report.today import due_lists


def issue(office, quarter, *, audience="command"):
    """Issues the report of the quarter as it stands at the office's moment; what is in it is of no matter here."""
    facts = office.facts(quarter, audience, on=office.now.date().isoformat())
    stood = {one.recommendation_id: one.state for one in (*facts.recommended, *facts.progress)}
    frozen = reports.Frozen(quarter, audience, False, f"Report {quarter}", b"PK of its own", facts.holds, stood)
    return reports.issue(office.notebook, frozen).record


def texts(entries):
    return [one.text for one in entries]


def logged(facts):
    return [(one.summary, one.late) for one in facts.log]


def test_late_entries_of_three_quarters_are_each_told_once_in_the_next_report_still_to_go_out(office):
    office.at("2026-02-03").concern("in time", heard="2026-02-02")
    office.at("2026-04-02").concern("after the quarter, before its report", heard="2026-03-30")
    issue(office.at("2026-04-10"), "2026-Q1")
    office.at("2026-04-12").concern("two days after the report", heard="2026-03-29")
    assert texts(office.facts("2026-Q1").came_late) == ["two days after the report"]
    spring = office.facts("2026-Q2", on="2026-07-01")
    assert texts(spring.late) == ["two days after the report"]
    assert logged(spring) == [("two days after the report", True)]
    assert {one.summary for one in spring.current} == {"two days after the report"}
    issue(office.at("2026-07-08"), "2026-Q2")
    office.at("2026-07-09").concern("very late", heard="2026-03-01")
    office.concern("late for spring", heard="2026-06-30")
    summer = office.facts("2026-Q3")
    assert texts(summer.late) == ["very late", "late for spring"]
    assert [one for one, late in logged(summer) if late] == ["very late", "late for spring"]
    assert texts(office.facts("2026-Q2").late) == ["two days after the report"]
    assert texts(office.facts("2026-Q1").came_late) == ["very late", "two days after the report"]
    issue(office.at("2026-10-08"), "2026-Q3")
    assert office.facts("2026-Q4", on="2026-12-01").late == ()
    assert [one.now for one in summer.figures if one.label == "Concerns heard"] == [0]


def test_before_the_next_report_goes_out_it_still_takes_in_what_is_entered_after_its_quarter(office):
    issue(office.at("2026-07-08"), "2026-Q2")
    office.at("2026-10-03").concern("of spring", heard="2026-06-30")
    assert texts(office.facts("2026-Q3").late) == ["of spring"]
    issue(office.at("2026-10-04"), "2026-Q3")
    office.at("2026-10-05").concern("of spring, later", heard="2026-06-30")
    assert texts(office.facts("2026-Q4", on="2026-12-01").late) == ["of spring, later"]


def test_a_concern_heard_anew_in_an_issued_quarter_is_late_however_early_it_was_entered(office):
    one = office.at("2026-07-02").concern("moved", heard="2026-07-01")
    issue(office.at("2026-07-08"), "2026-Q2")
    office.at("2026-08-03").change(one, heard="2026-06-29")
    assert logged(office.facts("2026-Q2")) == [("moved", True)]
    assert texts(office.facts("2026-Q3").late) == ["moved"]


def test_meetings_training_and_referrals_come_late_too_and_count_in_no_later_quarter(office):
    one = office.at("2026-05-05").concern("known", heard="2026-05-04")
    issue(office.at("2026-07-08"), "2026-Q2")
    office.at("2026-07-20").meeting("Elm Street Watch", start="2026-06-20 19:00", headcount="12")
    office.session("First aid", start="2026-06-21 09:00")
    sent = office.referral(one, "Parks", sent="2026-06-22")
    facts = office.facts("2026-Q3")
    assert [one.what for one in facts.late] == ["meeting", "training session"]
    assert [one.to for one in facts.referrals] == ["Parks"]
    assert (facts.meetings, facts.training) == ((), ())
    office.change(sent, reply="Done", replied="2026-06-25", answered_by="Lee")
    assert [one.what for one in office.facts("2026-Q3").late] == ["meeting", "training session", "referral"]


def test_what_is_late_for_one_audience_is_in_time_for_another(office):
    issue(office.at("2026-07-08"), "2026-Q2")
    office.at("2026-07-10").concern("between the two", heard="2026-06-30", sensitivity="open")
    issue(office.at("2026-07-12"), "2026-Q2", audience="public")
    assert texts(office.facts("2026-Q3").late) == ["between the two"]
    assert office.facts("2026-Q3", "public").late == ()


def test_late_entries_show_only_what_the_audience_may_read(office, mai):
    for audience in ("command", "public"):
        issue(office.at("2026-07-08"), "2026-Q2", audience=audience)
    office.at("2026-07-20").concern("Mai Nguyen came by", heard="2026-06-30", contact=mai.id)
    assert texts(office.facts("2026-Q3").late) == ["[name withheld] came by"]
    assert office.facts("2026-Q3", "public").late == ()


def test_a_recommendation_goes_on_over_three_reports_until_one_says_that_it_ended(office):
    made = office.at("2026-02-10").recommendation("Speed table")
    first = issue(office.at("2026-04-10"), "2026-Q1")
    recommendations.decide(office.notebook, office.again(made), "approved", "2026-05-05")
    second = issue(office.at("2026-07-08"), "2026-Q2")
    recommendations.conclude(office.at("2026-07-20").notebook, office.again(made), "done", "Rain", when="2026-06-25")
    told = office.facts("2026-Q3").progress
    assert [(one.state, one.obstacles, one.reported) for one in told] == [("done", "Rain", ("2026-Q1", "2026-Q2"))]
    third = issue(office.at("2026-10-08"), "2026-Q3")
    assert office.facts("2026-Q4", on="2026-12-01").progress == ()
    assert set(office.again(made).reports) == {first.id, second.id, third.id}


def test_an_issue_is_frozen_and_taken_back_by_voiding_it_with_a_reason(office):
    office.at("2026-08-03").concern(heard="2026-06-04", entered="2026-06-04")
    report = issue(office.at("2026-08-03"), "2026-Q2")
    with pytest.raises(NothingDone, match="issued already"):
        issue(office, "2026-Q2")
    with pytest.raises(BadValue, match="frozen"):
        office.change(report, document="eA==")
    with pytest.raises(NothingDone, match="not begun"):
        issue(office, "2026-Q4")
    records.void(office.notebook, report, "a wrong figure")
    assert reports.issued_report(office.notebook, "2026-Q2", "command") is None
    again = issue(office, "2026-Q2")
    assert again.id != report.id
    assert len(office.notebook.all(Report, voided=True)) == 2


def test_undo_takes_an_issue_back_as_a_voiding(office):
    made = office.at("2026-05-05").recommendation("Speed table")
    facts = office.facts("2026-Q2")
    frozen = reports.Frozen("2026-Q2", "command", False, "x", b"x", facts.holds, {made.id: "undecided"})
    done = reports.issue(office.notebook, frozen)
    assert office.again(made).reports == (done.record.id,)
    records.undo(office.notebook, done)
    assert office.again(done.record).is_voided
    assert office.again(made).reports == ()


def test_of_two_issued_apart_the_first_counts_and_both_stay(office):
    first = issue(office.at("2026-07-08"), "2026-Q2")
    records.void(office.notebook, first, "for the moment")
    second = issue(office.at("2026-07-09"), "2026-Q2")
    records.restore(office.notebook, office.again(first))
    assert reports.issued_report(office.notebook, "2026-Q2", "command").id == first.id
    assert not office.again(second).is_voided
    facts = office.facts("2026-Q2")
    assert [gap.sentence for gap in facts.missing if "once more" in gap.sentence] != []
    (report,) = [one.lines for one in due_lists(office.notebook, date(2026, 7, 20)) if one.heading == "Report"]
    assert [(line.record.id, line.overdue) for line in report if line.record] == [(second.id, True)]
    records.change(office.notebook, second, {"voided": "issued twice"})
    assert not any("once more" in gap.sentence for gap in office.facts("2026-Q2").missing)
    (report,) = [one.lines for one in due_lists(office.notebook, date(2026, 7, 20)) if one.heading == "Report"]
    assert [line.record for line in report] == [None]


def test_a_document_that_is_not_as_it_was_issued_is_not_given_out(office):
    report = issue(office.at("2026-07-08"), "2026-Q2")
    assert report.package == b"PK of its own"
    office.clear(report, "sha256")
    with pytest.raises(ValueError, match="not as it was issued"):
        assert office.again(report).package


def test_a_concern_closed_after_the_issue_is_no_late_entry(office):
    one = office.at("2026-05-05").concern("held", heard="2026-05-04")
    issue(office.at("2026-07-08"), "2026-Q2")
    concerns.close(office.at("2026-07-20").notebook, office.notebook.of(Concern, one.id), "resolved")
    assert office.facts("2026-Q2").came_late == ()
    assert office.facts("2026-Q3").late == ()


def test_once_it_is_issued_the_next_report_is_the_one_that_goes_out(office):
    def next_report(day):
        (line,) = due_lists(office.notebook, date.fromisoformat(day))[-1].lines
        return line.text, line.when

    assert next_report("2026-07-08") == ("Quarterly report 2026-Q2", "2026-07-15")
    issue(office.at("2026-07-08"), "2026-Q2", audience="public")
    assert next_report("2026-07-08") == ("Quarterly report 2026-Q2", "2026-07-15")
    issue(office, "2026-Q2")
    assert next_report("2026-07-08") == ("Quarterly report 2026-Q3", "2026-10-15")
