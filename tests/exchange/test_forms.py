"""A survey's forms from files as they come: any order of columns, any language of codes, nothing guessed."""

from __future__ import annotations

import pytest

from cro_tui.actions import surveys
from cro_tui.actions.records import change, undo
from cro_tui.exchange.forms import import_forms
from cro_tui.exchange.problems import ImportProblem
from cro_tui.exchange.survey_tables import forms, tabulation
from cro_tui.model.fields import BadValue
from cro_tui.report.surveying import responses_of, results


@pytest.fixture
def survey(notebook):
    return surveys.start(notebook, {"title": "Town survey"}).record


def brought(notebook, survey, path, *mapping, codes=(), **more):
    return import_forms(notebook, notebook.get(survey.id), path, mapping, codes, **more)


def answers(notebook, survey):
    return [dict(one.answers) for one in responses_of(notebook, survey.id)]


def test_columns_in_any_order_by_id_number_or_words(notebook, survey, file):
    path = file("When,BEHA1,How safe do you feel downtown after dark?,Comments,q2\n1/2/26,4,5,More lamps,3\n")
    did = brought(notebook, survey, path).imported
    assert (did.rows, did.added, did.unused) == (1, 1, ("When",))
    assert answers(notebook, survey) == [{"perf2": "3", "beha1": "4", "fear3": "5"}]
    assert responses_of(notebook, survey.id)[0].comments[0]["text"] == "More lamps"


def test_words_of_the_scale_are_understood(notebook, survey, file):
    path = file(
        "perf1,perf3,fear4\nVery Good,5 - strongly agree,Not at all worried\ngood,Agree (4),don’t know\n,4.0,\n"
    )
    assert brought(notebook, survey, path).imported.bad == ()
    assert by_first(answers(notebook, survey)) == [
        {"perf1": "5", "perf3": "5", "fear4": "4"},
        {"perf1": "4", "perf3": "4", "fear4": "d"},
        {"perf1": "-", "perf3": "4", "fear4": "-"},
    ]


def by_first(found):
    return sorted(found, key=lambda one: one["perf1"], reverse=True)


STRANGE = "perf1,perf2\n4,99\n4,Both\n4,9\n4,6\n4,2 - good\n4,4\n"


def test_what_is_not_known_is_asked_for_and_never_guessed(notebook, survey, file):
    did = brought(notebook, survey, file(STRANGE))
    assert (did.imported.added, len(did.imported.bad)) == (1, 5)
    assert {one.said for one in did.unknown} == {"99", "Both", "9", "6", "2 - good"}
    assert "row 2: perf2 says “99”" in str(did.imported.bad[0])


def test_a_code_is_said_once_and_remembered(notebook, survey, file):
    path = file(STRANGE)
    codes = [("99", "don't know"), ("both", "sev"), ("perf2:9", "blank")]
    brought(notebook, survey, path)
    did = brought(notebook, survey, path, codes=codes)
    assert (did.imported.added, did.imported.already, len(did.imported.bad), did.imported.rows) == (3, 1, 2, 6)
    more = file("perf1,perf2\n99,9\n9,99\n", "more.csv")
    did = brought(notebook, survey, more)
    assert did.imported.added == 1
    assert [one.said for one in did.unknown] == ["9"]
    assert {"perf1": "d", "perf2": "-"} in answers(notebook, survey)


def test_codes_that_run_the_other_way(notebook, survey, file):
    codes = [(str(n), str(6 - n)) for n in range(1, 6)]
    brought(notebook, survey, file("perf1\n1\n2\n"), codes=codes)
    assert sorted(one["perf1"] for one in answers(notebook, survey)) == ["4", "5"]


def test_a_column_is_named_once_and_remembered(notebook, survey, file):
    path = file("Polite?,x\n4,1\n")
    with pytest.raises(ImportProblem, match="No column is known as a question"):
        brought(notebook, survey, path)
    assert brought(notebook, survey, path, ("beha1", "Polite?")).imported.added == 1
    assert brought(notebook, survey, file("x,polite\n2,5\n", "b.csv")).imported.added == 1
    with pytest.raises(BadValue, match="perf1"):
        brought(notebook, survey, path, ("manners", "Polite?"))


def test_two_columns_of_one_question_are_refused(notebook, survey, file):
    with pytest.raises(ImportProblem, match="Two columns are of perf1"):
        brought(notebook, survey, file("perf1,Q1\n4,5\n"))


def test_counts_add_up_and_the_same_file_adds_nothing(notebook, survey, file):
    path = file("perf1,perf2\n" + "4,5\n" * 3 + "\n" + "-1,2\n" + ",\n" + "1,2,3\n" + "5,-\n")
    first, second = (brought(notebook, survey, path).imported for _ in range(2))
    assert (first.rows, first.added, first.already, len(first.bad)) == (6, 3, 0, 3)
    assert (second.added, second.already, len(second.bad)) == (0, 3, 3)
    assert [one.row for one in first.bad] == [6, 8, 9]


def test_people_who_answered_alike_are_several(notebook, survey, file):
    brought(notebook, survey, file("perf1\n4\n4\n4\n"))
    assert results(notebook, notebook.get(survey.id)).returned == 3


def test_the_same_file_is_another_survey_s_too(notebook, survey, file):
    other = surveys.start(notebook, {"title": "Another"}).record
    path = file("perf1\n4\n")
    assert [brought(notebook, one, path).imported.added for one in (survey, other)] == [1, 1]


def test_a_dry_run_does_nothing(notebook, survey, file):
    did = brought(notebook, survey, file("perf1\n4\n99\n"), codes=[("99", "don't know")], dry_run=True).imported
    assert (did.added, did.done) == (2, ())
    assert answers(notebook, survey) == []
    assert not notebook.get(survey.id).codes


def test_each_save_can_be_taken_back(notebook, survey, file):
    did = brought(notebook, survey, file("perf1\n" + "4\n" * 450)).imported
    assert len(did.done) == 3
    undo(notebook, did.done[-1])
    assert len(answers(notebook, survey)) == 400


def test_forms_go_out_as_a_table_and_come_back(notebook, other, survey, file):
    surveys.key_in(notebook, survey, {"perf1": "4", "perf2": "d", "perf3": "x"}, "=1+1, she said")
    surveys.key_in(notebook, survey, {"fear1": "1"})
    out = file(forms(notebook, notebook.get(survey.id)).raw)
    assert brought(notebook, survey, out).imported.already == 2
    there = surveys.start(other, {"title": "Town survey"}).record
    assert brought(other, there, out).imported.added == 2
    assert answers(other, there) == answers(notebook, survey)
    assert [row["text"] for one in responses_of(other, there.id) for row in one.comments] == ["=1+1, she said"]


def test_the_results_go_out_as_a_table(notebook, survey, file):
    brought(notebook, survey, file("perf1\n" + "4\n" * 30 + "1\n" * 10))
    change(notebook, notebook.get(survey.id), {"sample": "probability"})
    rows = tabulation(notebook, notebook.get(survey.id)).raw.decode().splitlines()
    good = next(row for row in rows if ",4,good," in row and ",perf1," in row)
    assert good.split(",4,good,")[1].startswith("30,40,30,75.0,59.8,85.8")
