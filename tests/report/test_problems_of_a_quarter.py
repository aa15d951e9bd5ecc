"""Problem-solving projects in a quarter's report: which belong there, what is said of each, what nobody may read."""

from __future__ import annotations

from cro_tui.actions import problems

ASSESSED = {
    "as_planned": "in part", "goal_met": "yes", "assessment": "It is quiet.", "displacement": "Some on Slate Lane."
}  # fmt: skip


def project(office, title="Racing on the hill", concerns=(), **typed):
    return problems.begin(office.notebook, title, [office.again(one) for one in concerns], typed).record


def told(office, *args, **more):
    return office.facts(*args, **more).projects


def test_one_that_was_open_in_the_quarter_is_told_of(office):
    project(office.at("2026-08-03"), "Racing")
    assert [one.title for one in told(office, "2026-Q3")] == ["Racing"]
    assert [one.title for one in told(office, "2026-Q4", on="2027-01-05")] == ["Racing"]
    assert told(office, "2026-Q2") == ()


def test_a_closed_one_is_told_of_up_to_the_quarter_in_which_it_was_closed(office):
    made = project(office.at("2026-08-03"))
    problems.assess(office.notebook, made, ASSESSED)
    problems.close(office.notebook, office.again(made), "2026-11-02")
    (one,) = told(office, "2026-Q4", on="2027-01-05")
    assert one.stage == "closed"
    assert "closed 2\u00a0Nov" in one.done
    assert dict(one.outcome)["Displacement"] == "Some on Slate Lane."
    assert told(office, "2027-Q1", on="2027-04-05") == ()


def test_they_stand_in_the_order_of_their_stages(office):
    for title, stage in (("A", "response"), ("B", "scanning"), ("C", "analysis")):
        project(office, title, stage=stage)
    assert [one.title for one in told(office)] == ["B", "C", "A"]


def test_what_was_done_in_the_quarter_and_what_is_owed(office):
    heard = [office.at("2026-08-03").concern("Cars race"), office.concern("Cars race, too")]
    made = project(office, concerns=heard, owner="Jo")
    for row in (
        {"what": "Speed table", "owner": "Works", "done": "2026-09-01"},
        {"what": "Letters", "owner": "Jo", "due": "2026-09-15"},
        {"what": "Count again", "owner": "Jo", "due": "2026-12-01"},
    ):
        made = problems.respond(office.notebook, made, row).record
    (one,) = told(office, on="2026-10-08")
    assert one.done == ("opened 3\u00a0Aug", "2 concerns heard", "done: Speed table (Works, 1\u00a0Sep)")
    assert (one.responses, one.responses_done, one.overdue) == (3, 1, 1)
    assert one.upcoming == "Letters (Jo, 15\u00a0Sep)"
    assert (one.concerns, one.people) == (2, 2)


def test_measures_are_numbers_before_and_after_and_never_percentages(office):
    made = project(office)
    made = problems.measure(
        office.notebook, made, {"what": "Cars over 35 mph", "before": "140", "before_when": "May", "goal": "70"}
    ).record
    (one,) = told(office)
    assert one.measures[0].sentence == "Cars over 35 mph: 140 before (May), not counted again yet; goal 70"
    made = problems.measure(office.notebook, made, {"after": "0", "after_when": "Sept"}, made.measures[0]["id"]).record
    (one,) = told(office)
    assert one.measures[0].sentence == "Cars over 35 mph: 140 before (May), 0 after (Sept); goal 70"
    assert "%" not in str(one)


def test_a_concern_that_may_not_be_seen_counts_and_is_not_named(office, mai):
    open_one = office.concern("Cars race", sensitivity="open")
    hidden = office.concern("Mai is followed", contact=mai.id, restricted_because="witness")
    project(office, "Fear on Elm for Mai Nguyễn", [open_one, hidden], sensitivity="open")
    for audience in ("command", "agency", "public"):
        (one,) = told(office, audience=audience)
        assert "Mai" not in one.title
        assert (one.concerns, one.people) == (2, 2)
        assert (hidden.number in one.numbers) == (audience == "command")


def test_what_the_audience_may_not_read_is_left_out_and_said(office):
    project(office, "Quiet work", restricted_because="witness")
    facts = office.facts(audience="agency")
    assert facts.projects == ()
    assert any("1 problem-solving project left out, which is restricted" in gap.sentence for gap in facts.left_out)


def test_what_is_missing_is_asked_for(office):
    project(office)
    assert any("problem-solving project has no owner" in gap.sentence for gap in office.facts().missing)


def test_it_is_in_what_the_report_holds(office):
    made = project(office)
    assert made.id in office.facts().holds


def test_a_recommendation_names_the_project_that_it_answers(office):
    made = project(office, "Racing on the hill at night")
    hidden = project(office, "Quiet work", restricted_because="witness")
    office.recommendation(answers=[made.id, hidden.id])
    assert office.facts(audience="agency").recommended[0].answers == ("“Racing on the hill at…”",)


def test_an_earlier_quarter_counts_what_was_done_by_its_end(office):
    made = project(office)
    problems.respond(office.notebook, made, {"what": "Signs", "due": "2026-09-01", "done": "2026-11-01"})
    (one,) = told(office, on="2026-12-01")
    assert (one.responses_done, one.overdue, one.upcoming) == (0, 1, "Signs (1\u00a0Sep)")
