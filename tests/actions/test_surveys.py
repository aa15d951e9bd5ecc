"""A wave begun, its questionnaire changed, forms keyed in, comments coded; one save each, which one undo takes back."""

from __future__ import annotations

import pytest

from cro_tui.actions import records, surveys
from cro_tui.actions.base import NothingDone, Unchanged
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue
from cro_tui.model.scales import IN_WORDS, TOPICS
from cro_tui.model.survey import Response, Survey
from cro_tui.report.surveying import responses_of


@pytest.fixture
def survey(notebook):
    return surveys.start(notebook, {"title": "Town survey 2026"}).record


def again(notebook, record):
    return notebook.get(record.id)


def all_fours(survey):
    return {one.id: "2" for one in survey.asked if not one.in_words}


def test_a_wave_begins_with_the_stock_questions_on_all_five_topics(survey):
    marked = [one for one in survey.asked if not one.in_words]
    assert len(marked) == 30
    assert [one.topic for one in survey.asked] == sorted((one.topic for one in survey.asked), key=TOPICS.index)
    assert {one.topic for one in marked} == set(TOPICS)
    assert [one.id for one in survey.asked if one.in_words] == ["words"]
    assert len({one.id for one in survey.asked}) == len({one.text for one in survey.asked}) == 31


def test_the_next_wave_asks_the_same_under_the_same_ids(notebook, survey):
    surveys.set_question(notebook, survey, "perf1", {"text": "How good is the department?"})
    surveys.take_out(notebook, again(notebook, survey), "perf2")
    following = surveys.start(notebook, {"title": "2028", "follows": survey.id}).record
    assert following.asked == again(notebook, survey).asked
    own = records.create(notebook, Survey, {"title": "Own", "questions": "fears: Are you afraid?"}).record
    assert [one.text for one in own.asked] == ["Are you afraid?"]


def test_questions_are_added_changed_moved_and_taken_out(notebook, survey):
    added = surveys.set_question(notebook, survey, "", {"topic": "beh", "text": "Officers smile.", "scale": "agree"})
    behavior = [one.text for one in added.record.asked if one.topic == TOPICS[2]]
    assert behavior[-1] == "Officers smile."
    question = next(one for one in added.record.asked if one.text == "Officers smile.")
    moved = surveys.move(notebook, added.record, question.id, -1)
    assert [one.text for one in moved.record.asked if one.topic == TOPICS[2]].index("Officers smile.") == 5
    with pytest.raises(NothingDone, match="end of its topic"):
        surveys.move(notebook, moved.record, "perf1", -1)
    own = surveys.set_question(notebook, moved.record, question.id, {"options": "never;now and then;always"})
    assert next(one for one in own.record.asked if one.id == question.id).options == ("never", "now and then", "always")
    with pytest.raises(Unchanged):
        surveys.set_question(notebook, own.record, question.id, {"text": "Officers smile."})
    out = surveys.take_out(notebook, own.record, question.id)
    assert question.id not in {one.id for one in out.record.asked}
    records.undo(notebook, out)
    assert question.id in {one.id for one in again(notebook, survey).asked}


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"text": ""}, "text"), ({"topic": "weather"}, "topic"), ({"options": ";".join("abcdefghij")}, "options")],
)
def test_a_question_that_can_not_be_asked_is_refused(notebook, survey, typed, field):
    with pytest.raises(BadValue) as refused:
        surveys.set_question(notebook, survey, "perf1", typed)
    assert refused.value.field_name.rpartition(".")[2] == field


def test_the_questionnaire_stands_once_a_form_was_keyed_in(notebook, survey):
    done = surveys.key_in(notebook, survey, all_fours(survey))
    for act in (
        lambda: surveys.set_question(notebook, again(notebook, survey), "perf1", {"text": "Other"}),
        lambda: surveys.take_out(notebook, again(notebook, survey), "perf1"),
        lambda: surveys.move(notebook, again(notebook, survey), "perf1", 1),
        lambda: records.change(notebook, again(notebook, survey), {"questions": "beh: Polite?"}),
        lambda: records.change(notebook, again(notebook, survey), {}, added={"questions": "beh: Polite?"}),
    ):
        with pytest.raises(BadValue, match="1 form was keyed in"):
            act()
    records.undo(notebook, done)
    surveys.set_question(notebook, again(notebook, survey), "perf1", {"text": "Other"})


def test_a_form_is_one_save_and_one_undo(notebook, survey):
    done = surveys.key_in(notebook, survey, {"perf1": "4", "perf2": "d", "perf3": "x"}, "More lamps\non Oak")
    form = done.record
    assert done.says == "Form 1 saved, 1 with several marked"
    assert (form.answers["perf1"], form.answers["perf2"], form.answers["perf3"]) == ("4", "d", "x")
    assert form.answers["perf4"] == "-"
    assert len(form.answers) == 30
    assert [(row["text"], row["question"]) for row in form.comments] == [("More lamps\non Oak", "words")]
    assert surveys.key_in(notebook, survey, all_fours(survey)).says == "Form 2 saved"
    records.undo(notebook, done)
    assert len(responses_of(notebook, survey.id)) == 1
    assert len(notebook.history(form.id)) == 2


def test_nothing_in_a_form_says_who_filled_it_in():
    assert set(Response.FIELDS) == {"survey", "answers", "comments", "sensitivity", "voided"}


@pytest.mark.parametrize("answers", [{}, {"perf1": "-"}])
def test_an_empty_form_is_not_kept(notebook, survey, answers):
    with pytest.raises(NothingDone, match="Nothing is marked"):
        surveys.key_in(notebook, survey, answers)


def test_marks_off_the_scale_are_refused_on_every_way(notebook, survey):
    for question, code in (("perf1", "6"), ("fear4", "5"), ("words", "1"), ("nothing", "1")):
        with pytest.raises(BadValue, match=question):
            surveys.key_in(notebook, survey, {question: code})
        with pytest.raises(BadValue, match=question):
            records.create(notebook, Response, {"survey": survey.id, "answers": f"{question}={code}"})
    form = surveys.key_in(notebook, survey, {"perf1": "4"}).record
    with pytest.raises(BadValue, match="scale"):
        records.change(notebook, form, {"answers": "perf1=7"})
    for answers in ("perf1", "perf1=good", "=4", {"a b": "4"}, ["perf1=4"]):
        with pytest.raises(BadValue):
            records.create(notebook, Response, {"survey": survey.id, "answers": answers})


def test_a_closed_survey_takes_no_form_until_it_is_reopened(notebook, survey):
    closed = surveys.close(notebook, survey).record
    with pytest.raises(NothingDone, match="closed on 2026-11-22"):
        surveys.key_in(notebook, closed, all_fours(survey))
    with pytest.raises(NothingDone, match="closed"):
        records.create(notebook, Response, {"survey": survey.id, "answers": "perf1=4"})
    with pytest.raises(NothingDone, match="already"):
        surveys.close(notebook, closed)
    surveys.key_in(notebook, surveys.reopen(notebook, closed).record, all_fours(survey))
    for day, why in (("2020-01-01", "before"), ("2027-01-01", "to come")):
        with pytest.raises(BadValue, match=why):
            surveys.close(notebook, again(notebook, survey), day)


def test_a_comment_becomes_a_concern_that_names_nobody(notebook, survey):
    form = surveys.key_in(notebook, survey, {}, "It is dark on Oak Avenue. Every night.").record
    comment = form.comments[0]["id"]
    coded = surveys.code_comment(notebook, form, comment, "infra").record
    done = surveys.raise_comment(notebook, coded, comment)
    concern = next(one for one in done.records if isinstance(one, Concern))
    assert (concern.summary, concern.channel, concern.category) == (
        "It is dark on Oak Avenue.",
        "survey",
        "infrastructure",
    )
    assert concern.anonymous
    assert concern.links == (survey.id,)
    assert concern.number
    assert again(notebook, form).comments[0]["concern"] == concern.id
    with pytest.raises(NothingDone, match=concern.number):
        surveys.raise_comment(notebook, again(notebook, form), comment)
    records.undo(notebook, done)
    assert not again(notebook, form).comments[0].get("concern")
    assert notebook.all(Concern) == []
    assert surveys.code_comment(notebook, again(notebook, form), comment, "").says == "Code taken back"


def test_a_question_in_words_is_a_comment(notebook, survey):
    surveys.set_question(notebook, survey, "", {"topic": "beh", "text": "Tell us.", "scale": IN_WORDS})
    form = surveys.key_in(notebook, again(notebook, survey), {"perf1": "4"}, "Two are asked in words").record
    assert "question" not in form.comments[0]


def test_a_survey_does_not_follow_itself(notebook, survey):
    with pytest.raises(BadValue, match="itself"):
        records.change(notebook, survey, {"follows": survey.id})
