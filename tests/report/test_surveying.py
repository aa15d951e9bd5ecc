"""What a survey says: counted by question and topic, with limits where chance drew it, beside the wave before."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from cro_tui.actions import surveys
from cro_tui.model.scales import TOPICS, favorable_codes
from cro_tui.model.survey import Response, Survey, joined
from cro_tui.report.audience import Reader
from cro_tui.report.period import Period
from cro_tui.report.survey_memo import in_brief, memo_facts
from cro_tui.report.survey_text import bar, lines
from cro_tui.report.surveyed import calendar, months_after, surveyed, topic_of
from cro_tui.report.surveying import NOT_DRAWN, NOT_SAID, by_category, responses_of, results
from cro_tui.store.notebook import Edit
from tests.report.conftest import strings_of


def wave(office, title="Town survey 2024", **typed) -> Survey:
    return office.make(Survey, title=title, **typed)


def keyed(office, survey, *forms: str, question="perf1"):
    """A form for each code, the other questions left blank."""
    book = office.notebook
    edits = [
        Edit(book.new_id(), Response.KIND, {"survey": survey.id, "answers": joined({question: code})}) for code in forms
    ]
    book.save(edits)


def tally(office, survey, question="perf1"):
    found = results(office.notebook, office.again(survey))
    return next(one for one in found.tallies if one.question.id == question)


def test_nothing_entered_is_told_as_nothing(office):
    survey = wave(office)
    found = results(office.notebook, survey)
    assert found.returned == 0
    assert {one.n for one in found.tallies} == {0}
    assert {one.share for one in found.tallies} == {None}
    assert [topic.topic for topic in found.topics] == list(TOPICS)
    assert "no answer" in "\n".join(lines(found))


def test_no_opinions_are_counted_apart_and_are_no_part_of_the_share(office):
    survey = wave(office)
    keyed(office, survey, *"1123444555", *"ddd", *"--", "x")
    one = tally(office, survey)
    assert (one.n, one.dont_know, one.blank, one.several, one.returned) == (10, 3, 2, 1, 16)
    assert (one.favorable, one.share) == (6, 0.6)
    assert dict(one.distribution) == {"very poor": 2, "poor": 1, "fair": 1, "good": 3, "very good": 3}


def test_the_top_two_of_a_scale_are_favorable_of_a_short_one_the_top():
    assert favorable_codes(5) == ("4", "5")
    assert favorable_codes(4) == ("3", "4")
    assert favorable_codes(3) == ("3",)
    assert favorable_codes(2) == ("2",)
    assert favorable_codes(0) == ()


def test_limits_only_where_chance_drew_the_sample(office):
    drawn = wave(office, sample="probability", population="400")
    for survey in (drawn, wave(office, "Stall", sample="convenience"), wave(office, "Who knows")):
        keyed(office, survey, *["5"] * 50, *["1"] * 50)
    limits = tally(office, drawn).limits
    assert (round(limits.low, 3), round(limits.high, 3)) == (0.416, 0.584)
    stall, unsaid = (office.notebook.all(Survey)[place] for place in (1, 2))
    assert tally(office, stall).limits is None
    assert results(office.notebook, stall).caveat == NOT_DRAWN
    assert tally(office, unsaid).limits is None
    assert results(office.notebook, unsaid).caveat == NOT_SAID


def test_more_answers_than_people_need_no_correction_to_be_told(office):
    """The population was typed wrongly: the limits are those of a population without end."""
    survey = wave(office, sample="probability", population="10")
    keyed(office, survey, *["5"] * 15, *["1"] * 15)
    assert tally(office, survey).limits.low == pytest.approx(0.3315, abs=1e-3)


def changed(office, now, before, **typed):
    first = wave(office, **typed)
    keyed(office, first, *["4"] * before[0], *["2"] * (before[1] - before[0]))
    second = wave(office, "Town survey 2026", follows=first.id, **typed)
    keyed(office, second, *["5"] * now[0], *["1"] * (now[1] - now[0]))
    return results(office.notebook, second).changes["perf1"].sentence


def test_a_change_beyond_chance_is_said_to_be_one(office):
    said = changed(office, (56, 70), (48, 80), sample="probability", wave="spring")
    assert said == "up 20 points from 60% in spring (n = 80): more than chance explains"


def test_a_change_within_chance_is_said_to_be_none(office):
    said = changed(office, (40, 70), (48, 80), sample="probability", wave="spring")
    assert said == "down 3 points from 60% in spring (n = 80): no more than chance explains"


def test_few_answers_tell_no_change(office):
    assert changed(office, (4, 7), (9, 12), sample="probability").endswith("(n = 12): too few to tell")
    assert changed(office, (2, 21), (3, 40), sample="probability").endswith("too few to tell")


def test_no_change_is_tested_where_a_sample_was_not_drawn(office):
    said = changed(office, (56, 70), (48, 80), sample="convenience", wave="spring")
    assert said == "up 20 points from 60% in spring (n = 80): not tested"


def test_only_what_was_asked_in_the_same_words_is_compared(office):
    first = wave(office)
    keyed(office, first, *["4"] * 50)
    second = wave(office, "Next", follows=first.id)
    surveys.set_question(office.notebook, second, "perf1", {"text": "How good are the police?"})
    surveys.set_question(office.notebook, office.again(second), "perf3", {"scale": "rating"})
    keyed(office, second, *["4"] * 50)
    changes = results(office.notebook, office.again(second)).changes
    assert "perf1" not in changes
    assert "perf3" not in changes
    assert "perf2" in changes


def test_marks_of_no_question_are_counted_and_told(office):
    survey = wave(office)
    book = office.notebook
    book.save([Edit(book.new_id(), Response.KIND, {"survey": survey.id, "answers": "gone=4 perf1=9 perf2=4"})])
    found = results(book, survey)
    assert found.unknown == 2
    assert "2 marks are of no question" in "\n".join(lines(found))


def test_a_voided_form_does_not_count(office):
    survey = wave(office)
    keyed(office, survey, "4", "4")
    office.change(responses_of(office.notebook, survey.id)[0], voided="entered twice")
    assert tally(office, survey).n == 1


def test_thousands_of_forms(office):
    book = office.notebook
    questions = [{"id": f"q{n:02d}", "topic": "fears", "text": f"Question {n}", "scale": "safety"} for n in range(60)]
    survey = wave(office, questions=questions)
    answers = joined({f"q{n:02d}": "12345d-x"[n % 8] for n in range(60)})
    book.save([Edit(book.new_id(), Response.KIND, {"survey": survey.id, "answers": answers}) for _ in range(5_000)])
    found = results(book, survey)
    assert found.returned == 5_000
    assert [one.counts for one in found.tallies[:2]] == [{"1": 5_000}, {"2": 5_000}]
    assert sum(one.returned for one in found.tallies) == 300_000


def test_comments_by_what_they_were_coded_as(office):
    survey = wave(office)
    done = surveys.key_in(office.notebook, survey, {"perf1": "4"}, "More lamps")
    response = done.record
    surveys.code_comment(office.notebook, response, response.comments[0]["id"], "infra")
    assert by_category(responses_of(office.notebook, survey.id)) == {"infrastructure": 1}


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 24, "2028-11-30"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-10", -24, "2024-01-10"),
    ],
)
def test_months_after(day, months, after):
    assert months_after(day, months) == after


def period(day="2026-10-08"):
    return Period("2026-Q3", day)


def told(office, audience="command", day="2026-10-08"):
    return surveyed(office.notebook, period(day), Reader.of(office.notebook, audience))


def test_the_calendar_says_when_the_next_survey_is_due(office):
    assert "No survey" in told(office).sentences[0]
    assert "at least every 24 months" in told(office).sentences[1]
    survey = wave(office, opened="2024-09-01")
    assert "open since 1 September 2024" in told(office).sentences[0]
    office.change(survey, closed="2024-10-15")
    found = calendar(office.notebook, "2026-09-30")
    assert found.due == "2026-10-15"
    assert found.last.id == survey.id
    assert "due by 15 October 2026" in told(office).sentences[1]
    office.change(survey, opened="2024-05-01", closed="2024-06-15")
    assert "overdue" in told(office).sentences[1]


def test_a_wave_of_later_is_not_in_an_earlier_report(office):
    wave(office, opened="2026-10-03", closed="2026-10-04")
    assert "No survey" in told(office).sentences[0]


def test_concerns_and_survey_stand_side_by_side(office):
    survey = wave(office, opened="2026-08-01")
    keyed(office, survey, *"44455", *"12")
    office.change(survey, closed="2026-08-30")
    for category in ("noise", "noise", "police service", "police–community tension"):
        office.concern(category=category, heard="2026-08-02")
    office.concern(category="noise", heard="2026-08-02", channel="survey")
    office.concern(category="noise", heard="2026-09-02")
    office.recommendation(made="2026-08-03")
    sides = {one.topic: one for one in told(office).sides}
    assert sides[TOPICS[0]].concerns == "1 concern (police service)"
    assert sides[TOPICS[2]].concerns == "1 concern (police–community tension)"
    assert sides[TOPICS[3]].concerns == "2 concerns (noise)"
    assert sides[TOPICS[4]].concerns == "1 recommended action"
    assert sides[TOPICS[0]].survey == "5 of 7 favorable (up to 7 people)"
    assert sides[TOPICS[3]].survey == "nobody answered"


def test_a_survey_that_the_reader_may_not_see_is_not_shown(office):
    survey = wave(office, opened="2026-08-01", closed="2026-08-30")
    assert told(office, "agency").title
    assert not told(office, "public").title
    assert told(office, "public").sentences
    office.change(survey, sensitivity="open")
    assert told(office, "public").title


def test_topics_of_categories():
    assert topic_of("police service") == TOPICS[0]
    assert topic_of("police–community tension") == TOPICS[2]
    assert topic_of("noise") == TOPICS[3]
    assert topic_of("") == ""


def test_bars_are_as_long_as_the_share():
    assert bar(1.0, 10) == "█" * 10
    assert bar(0.55, 10) == "█" * 5 + "▌"
    assert bar(0.0, 10) == bar(None, 10) == ""


def test_a_restricted_person_is_named_nowhere_in_the_facts(office):
    office.person("Zoltavia Vraxhallow", restricted_because="witness")
    said = "Zoltavia Vraxhallow"
    survey = wave(
        office, f"Survey of {said}", wave=said, opened="2026-08-01", sensitivity="open",
        questions=[{"id": name, "topic": "beh", "text": f"{said} {name}?", "options": [said, "b"]} for name in "pq"],
    )  # fmt: skip
    keyed(office, survey, *"1122", question="p")
    keyed(office, survey, *"12", question="q")
    surveys.key_in(office.notebook, survey, {"p": "1"}, f"{said} told me")
    office.recommendation(f"Call {said}", answers=[survey.id])
    office.change(survey, closed="2026-08-30")
    later = wave(office, "Next", follows=survey.id, opened="2026-09-01", sensitivity="open")
    keyed(office, later, *"12", question="p")
    for one, audience in itertools.product((survey, later), ("command", "agency", "public")):
        facts = memo_facts(office.notebook, one.id, audience)
        shown = [*strings_of(replace(facts, survey=None, results=None)), *in_brief(facts)]
        shown += [text for tally in facts.results.tallies for text in (tally.question.text, *tally.question.options)]
        shown += [change.sentence for change in facts.results.changes.values()]
        assert len(shown) > 10
        assert not [text for text in shown if "Vraxhallow" in text or "Zoltavia" in text]
        quarter = office.facts("2026-Q3", audience)
        assert quarter.survey.sides
        assert not [text for text in strings_of(quarter) if "Vraxhallow" in text or "Zoltavia" in text]
