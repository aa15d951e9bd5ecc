"""A project: made of concerns, moved through its stages, measured, assessed, closed, and taken back."""

from __future__ import annotations

import pytest

from cro_tui.actions import concerns, problems, records
from cro_tui.actions.base import NothingDone
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue
from cro_tui.model.problem import CHEERS, Problem
from cro_tui.store.errors import CannotUndo

ASSESSED = {"as_planned": "yes", "goal_met": "in part", "assessment": "Half as many cars over 35 mph."}


@pytest.fixture
def heard(notebook):
    lines = ("Cars race on Elm", "Trucks race, too", "Mirror torn off")
    typed = {"category": "traffic", "neighborhood": "Northgate", "place": "Elm Street"}
    return [records.create(notebook, Concern, {"summary": line, **typed}).record for line in lines]


@pytest.fixture
def racing(notebook, heard):
    return problems.begin(notebook, "Racing on Elm", heard).record


def again(notebook, *found):
    views = [notebook.get(one.id) for one in found]
    return views[0] if len(views) == 1 else views


def test_a_project_and_its_concerns_name_each_other_by_one_save(notebook, heard):
    done = problems.begin(notebook, "Racing on Elm", heard, {"owner": "Jo"})
    made = done.record
    assert set(made.concerns) == {one.id for one in heard}
    assert all(made.id in one.links for one in again(notebook, *heard))
    assert (made.stage, made.owner) == ("scanning", "Jo")
    records.undo(notebook, done)
    assert notebook.get(made.id).is_voided
    assert not any(one.links for one in again(notebook, *heard))


def test_it_takes_over_what_its_concerns_share(notebook, heard):
    records.change(notebook, heard[2], {"place": "Oak Avenue"})
    made = problems.begin(notebook, "Racing", again(notebook, *heard)).record
    assert (made.category, made.neighborhood, made.place) == ("traffic/speeding", "Northgate", "")


def test_the_place_of_a_restricted_concern_is_not_taken_over(notebook, heard):
    records.change(notebook, heard[0], {"restricted_because": "juv"})
    made = problems.begin(notebook, "Racing", again(notebook, *heard)).record
    assert (made.place, made.neighborhood) == ("", "Northgate")


def test_grouping_closes_nothing_unless_the_officer_says_so(notebook, heard, racing):
    assert all(one.is_open for one in again(notebook, *heard))
    more = records.create(notebook, Concern, {"summary": "Cars again"}).record
    done = problems.group(notebook, racing, [*again(notebook, *heard), more], closing=True)
    assert {one.disposition for one in again(notebook, *heard, more)} == {problems.BECAME}
    assert more.id in again(notebook, racing).concerns
    records.undo(notebook, done)
    assert all(one.is_open for one in again(notebook, *heard, more))
    assert more.id not in again(notebook, racing).concerns


def test_grouping_again_and_taking_out(notebook, heard, racing):
    with pytest.raises(NothingDone, match="already"):
        problems.group(notebook, racing, again(notebook, *heard))
    problems.ungroup(notebook, racing, again(notebook, heard[0]))
    assert heard[0].id not in again(notebook, racing).concerns
    assert again(notebook, heard[0]).links == ()
    with pytest.raises(NothingDone):
        problems.ungroup(notebook, again(notebook, racing), again(notebook, heard[0]))


def test_by_any_way_of_writing_both_name_each_other(notebook, heard):
    made = records.create(notebook, Problem, {"title": "Racing", "concerns": [heard[0].id]}).record
    assert made.id in again(notebook, heard[0]).links
    records.change(notebook, again(notebook, heard[1]), {}, added={"links": made.id})
    assert heard[1].id in again(notebook, made).concerns
    records.link(notebook, again(notebook, made), again(notebook, heard[2]))
    assert made.id in again(notebook, heard[2]).links
    assert heard[2].id in again(notebook, made).concerns
    records.unlink(notebook, again(notebook, heard[2]), again(notebook, made))
    records.change(notebook, again(notebook, made), {"concerns": [heard[1].id]})
    assert again(notebook, made).concerns == (heard[1].id,)
    assert [one.links for one in again(notebook, *heard)] == [(), (made.id,), ()]


def test_it_moves_on_and_back_and_says_what_is_missing(notebook, racing):
    done = problems.to_stage(notebook, racing, "resp")
    assert done.record.stage == "response"
    for word in ("scanning lacks", "CHEERS", "analysis lacks", "triangle", "hypothesis"):
        assert word in done.says
    back = problems.to_stage(notebook, done.record, "scanning")
    assert "lacks" not in back.says
    with pytest.raises(NothingDone, match="already"):
        problems.to_stage(notebook, back.record, "scanning")
    with pytest.raises(BadValue, match="assess"):
        problems.to_stage(notebook, back.record, "closed")


def test_what_each_stage_lacks_goes_away_as_it_is_filled_in(notebook, racing):
    sides = {"offender": "drivers", "guardian": "crossing guard", "location": "straight road"}
    more = {"statement": "x", **dict.fromkeys(CHEERS, "x"), **sides, "data_used": "x", "hypothesis": "x"}
    full = problems.write_down(notebook, racing, more).record
    assert full.lacks("scanning") == full.lacks("analysis") == ()
    assert full.lacks("response") == ("objective", "a response", "a measure before it begins")
    full = problems.respond(notebook, full, {"what": "Speed table"}).record
    assert "an owner and a day for each response" in full.lacks("response")
    full = problems.set_response(notebook, full, full.responses[0]["id"], {"owner": "Works", "due": "fri"}).record
    full = problems.measure(notebook, full, {"what": "Cars over 35", "before": 140}).record
    full = problems.write_down(notebook, full, {"objective": "Fewer"}).record
    assert full.lacks("response") == ()
    assert "a measure before and after" in full.lacks("assessment")


def test_a_response_is_done_owed_again_and_taken_out(notebook, racing):
    made = problems.respond(notebook, racing, {"what": "Speed table", "owner": "Works", "due": "2026-12-01"}).record
    (row,) = made.responses
    assert made.next_due == "2026-12-01"
    done = problems.finish_response(notebook, made, row["id"]).record
    assert done.responses[0]["done"] == "2026-11-22"
    assert (done.owed, done.next_due) == ((), "")
    owed = problems.finish_response(notebook, done, row["id"], "").record
    assert owed.owed
    struck = problems.strike(notebook, owed, "responses", row["id"]).record
    assert struck.responses == ()
    with pytest.raises(NothingDone):
        problems.finish_response(notebook, struck, row["id"])


def test_a_measure_gets_its_after_without_losing_its_before(notebook, racing):
    made = problems.measure(
        notebook, racing, {"what": "Cars over 35", "before": "140", "before_when": "3–9 May"}
    ).record
    (row,) = made.measures
    made = problems.measure(notebook, made, {"after": "61", "after_when": "1–7 Nov"}, row["id"]).record
    (row,) = made.plain()["measures"]
    assert (row["before"], row["after"], row["before_when"]) == (140, 61, "3–9 May")
    with pytest.raises(NothingDone):
        problems.measure(notebook, made, {"after": "61"}, row["id"])


def test_it_is_closed_only_when_assessed_and_can_be_opened_again(notebook, racing):
    with pytest.raises(BadValue, match="without an assessment"):
        problems.close(notebook, racing)
    assessed = problems.assess(notebook, racing, ASSESSED).record
    assert assessed.assessed == "2026-11-22"
    closed = problems.close(notebook, assessed, "2026-11-20").record
    assert (closed.stage, closed.closed) == ("closed", "2026-11-20")
    with pytest.raises(NothingDone):
        problems.close(notebook, closed)
    opened = problems.reopen(notebook, closed).record
    assert (opened.stage, opened.closed, opened.assessed) == ("assessment", "", "2026-11-22")
    with pytest.raises(NothingDone):
        problems.reopen(notebook, opened)


def test_stage_and_day_of_closing_agree_however_they_are_written(notebook, racing):
    assessed = problems.assess(notebook, racing, ASSESSED).record
    by_day = records.change(notebook, assessed, {"closed": "2026-11-01"}).record
    assert (by_day.stage, by_day.closed) == ("closed", "2026-11-01")
    with pytest.raises(NothingDone):
        records.change(notebook, by_day, {"closed": ""})
    opened = records.change(notebook, by_day, {"stage": "response"}).record
    assert (opened.is_open, opened.closed) == (True, "")
    by_stage = records.change(notebook, opened, {"stage": "closed"}).record
    assert by_stage.closed == "2026-11-22"
    with pytest.raises(BadValue, match="assess"):
        records.change(notebook, by_stage, {"goal_met": ""})
    assert records.change(notebook, by_stage, {"stage": ""}).record.stage == "scanning"


def test_two_laptops_responses_do_not_meet_in_one_value(notebook, racing):
    one = problems.respond(notebook, racing, {"what": "Speed table"}).record
    two = problems.respond(notebook, racing, {"what": "Signs"}).record  # from the same old view
    assert {row["what"] for row in two.responses} == {"Speed table", "Signs"}
    assert not one.conflicts
    assert not two.conflicts


def test_concerns_of_a_project_are_closed_as_any_other(notebook, heard, racing):
    concerns.close(notebook, again(notebook, heard[0]), "resolved")
    assert again(notebook, racing).is_open


def test_the_assessment_on_which_a_project_was_closed_can_not_be_undone(notebook, racing):
    assessed = problems.assess(notebook, racing, ASSESSED)
    closed = problems.close(notebook, again(notebook, racing))
    with pytest.raises(CannotUndo, match="reopen it first"):
        records.undo(notebook, assessed)
    records.undo(notebook, closed)
    records.undo(notebook, assessed)
    assert not again(notebook, racing).is_assessed
