"""The memo on a survey and its paper form: sound in any case, nobody named, every figure with its n."""

from __future__ import annotations

import io
import random

import pytest

from cro_tui.actions import surveys
from cro_tui.actions.records import change
from cro_tui.model.survey import Survey
from cro_tui.report.audience import NotForAudience
from cro_tui.report.survey_memo import memo_facts
from cro_tui.word import write_survey, write_survey_form
from tests.word.conftest import SETTINGS, TODAY

NEVER = ("zoltavia", "vraxhallow", "555-0143", "7391", "tamarind")


@pytest.fixture
def write(desk, tmp_path):
    """(memo, form) of a survey as bytes."""

    def written(survey):
        memo = write_survey(desk.notebook, SETTINGS, survey.id, TODAY, tmp_path / "memo.docx")
        form = write_survey_form(desk.notebook, SETTINGS, survey.id, tmp_path / "form.docx")
        return memo.read_bytes(), form.read_bytes()

    return written


def filled(desk, survey, count, seed=1, comment=""):
    dice = random.Random(seed)
    book = desk.notebook
    survey = book.get(survey.id)
    forms = [
        ({one.id: dice.choice((*one.codes, *"d-x")) for one in survey.asked if not one.in_words}, comment, "")
        for _ in range(count)
    ]
    surveys.take_in(book, survey, forms)
    return book.get(survey.id)


def two_waves(desk, **more):
    first = filled(desk, desk.make(Survey, title="Town survey", wave="2024", sample="probability"), 120)
    second = desk.make(
        Survey, title="Town survey", wave="2026", sample="probability", invited="400", population="20000",
        follows=first.id, **more,
    )  # fmt: skip
    return filled(desk, second, 150, 2, "More lamps on Oak Avenue")


def test_a_bare_survey_makes_sound_documents(desk, write, problems, words):
    survey = desk.make(Survey, title="Town survey")
    memo, form = write(survey)
    assert problems(memo) == problems(form) == []
    assert "how the sample was drawn is not noted" in words(memo).casefold()
    assert "no answer" in words(memo)


def test_a_survey_without_questions_makes_sound_documents(desk, write, problems):
    survey = desk.make(Survey, title="Town survey", questions="fears: Are you afraid?")
    survey = surveys.take_out(desk.notebook, survey, survey.asked[0].id).record
    assert [problems(one) for one in write(survey)] == [[], []]


def test_any_text_makes_sound_documents(desk, write, problems, odd):
    text = odd.encode("utf-8", "replace").decode()
    line = " ".join(text.split())[:2_000] or "x"
    survey = two_waves(desk, purpose=text, drawn=text, limits=text, findings=text, method=line)
    change(desk.notebook, survey, {"title": f"A {line}"})
    own = desk.make(
        Survey, title=f"B {line}",
        questions=[{"topic": "beh", "text": f"C {line}", "options": ["D", line, "E"]},
                   {"topic": "impr", "text": f"F {line}", "scale": "in words"}],
    )  # fmt: skip
    filled(desk, own, 30, comment=f"G {text}")
    for one in (survey, own):
        assert [problems(document) for document in write(one)] == [[], []]


def test_the_memo_says_what_the_procedure_asks_for(desk, write, words, tables):
    survey = two_waves(desk, drawn="Every tenth address.", findings="Trust is good.")
    form = next(one for one in memo_forms(desk, survey) if one.comments)
    surveys.raise_comment(desk.notebook, form, form.comments[0]["id"], {"category": "infrastructure"})
    desk.recommend("Put up lamps", survey)
    memo, _ = write(survey)
    text, found = words(memo), tables(memo)
    for said in (
        "150 of 400 forms came back (38%)", "Every tenth address.", "Trust is good.", "20,000 people",
        "Department performance", "Competence of personnel", "Officers' behavior", "Fears about crime and safety",
        "Recommendations for improvements", "Put up lamps", "Wilson", "In words: What one thing",
    ):  # fmt: skip
        assert said in text, said
    head, *rows = found["Department performance: answers to each question"]
    assert head == [
        "No.", "Question", "Least to most favorable", "Favorable", "Limits", "n", "Don't know", "Before", "Change",
    ]  # fmt: skip
    assert len(rows) == 6
    assert "–" in rows[0][4]
    assert rows[0][8].split("\n")[1] in ("beyond chance", "within chance")
    assert len(found["Every question with its options"]) == 31
    assert found["150 comments, by what they are about"][1:] == [["Infrastructure", "1"], ["Not coded", "149"]]
    assert found["Comments in their own words"][1][2].startswith("26Q4-")


def memo_forms(desk, survey):
    from cro_tui.report.surveying import responses_of

    return responses_of(desk.notebook, survey.id)


def test_a_convenience_sample_has_a_plain_warning_and_no_limits(desk, write, words, tables):
    survey = filled(desk, desk.make(Survey, title="At the stall", sample="convenience"), 60)
    memo, _ = write(survey)
    assert "not what the whole community thinks" in words(memo)
    assert "Wilson" not in words(memo)
    assert "Limits" not in tables(memo)["Department performance: answers to each question"][0]


def test_the_form_has_a_box_for_every_option_and_no_place_for_a_name(desk, write, words):
    survey = desk.make(Survey, title="Town survey")
    _, form = write(survey)
    text = words(form)
    expected = sum(len(one.options) + 1 for one in survey.asked if not one.in_words)
    assert text.count("☐") == expected
    assert "no name" in text
    for one in survey.asked:
        assert one.text in text


def test_the_same_survey_gives_the_same_bytes(desk, write):
    survey = two_waves(desk)
    assert write(survey) == write(survey)


def test_nobody_restricted_is_named_anywhere(desk, write, parts, problems, tmp_path):
    person = desk.contact("Zoltavia Vraxhallow", phones=["617-555-0143"], address="7391 Tamarind Street")
    change(desk.notebook, person, {"restricted_because": "witness"})
    said = "Zoltavia Vraxhallow of 7391 Tamarind Street, 617-555-0143"
    survey = two_waves(desk, purpose=said, drawn=said, limits=said, findings=said)
    change(desk.notebook, survey, {"title": f"Survey of {said}", "wave": said})
    own = desk.make(Survey, title="Own", follows=survey.id, questions=[{"topic": "beh", "text": f"Is {said} right?"}])
    filled(desk, own, 30, comment=said)
    desk.recommend(f"Call {said}", own)
    for one in (survey, own):
        for document in write(one):
            assert problems(document) == []
            for part, content in parts(document).items():
                shown = content.decode("utf-8", "replace").casefold()
                assert not [word for word in NEVER if word in shown], part
    book, folder = desk.notebook, tmp_path / "named"
    folder.mkdir()
    for path in (
        write_survey(book, SETTINGS, survey.id, TODAY, folder), write_survey_form(book, SETTINGS, survey.id, folder)
    ):  # fmt: skip
        assert not [word for word in NEVER if word in path.name.casefold()]


def test_what_is_not_for_the_reader_is_refused(desk):
    survey = desk.make(Survey, title="Town survey", restricted_because="witness")
    with pytest.raises(NotForAudience):
        memo_facts(desk.notebook, survey.id, "agency")
    with pytest.raises(LookupError, match="01XYZ"):
        memo_facts(desk.notebook, "01XYZ")


def test_the_report_has_the_standards_calendar(desk, report, problems, words, tables):
    assert "No survey of citizens" in words(report())
    survey = two_waves(desk, opened="2026-10-01")
    change(desk.notebook, survey, {"closed": "2026-11-01"})
    document = report()
    assert problems(document) == []
    assert "due by 1 November 2028" in words(document)
    rows = tables(document)["Each topic of Town survey (2026) from both sides"]
    assert len(rows) == 6
    assert "Each topic" not in words(report("public"))


def test_thousands_of_forms_make_sound_documents(desk, write, problems):
    questions = [{"topic": "fears", "text": f"Question {n}", "scale": "safety"} for n in range(60)]
    survey = filled(desk, desk.make(Survey, title="Large", questions=questions), 5_000)
    assert [problems(one) for one in write(survey)] == [[], []]


def test_the_document_opens(desk, write):
    import docx

    for document in write(two_waves(desk)):
        assert docx.Document(io.BytesIO(document)).paragraphs


def test_a_name_withheld_from_a_title_stands_in_no_half_bracket_in_the_file_names(desk, tmp_path):
    desk.contact("Zoltavia Vraxhallow", restricted_because="witness")
    survey = desk.make(Survey, title="Survey with Zoltavia")
    memo = write_survey(desk.notebook, SETTINGS, survey.id, TODAY, tmp_path)
    form = write_survey_form(desk.notebook, SETTINGS, survey.id, tmp_path)
    assert memo.name == f"Survey Memo Survey with name withheld {TODAY.isoformat()}.docx"
    assert form.name == "Survey Form Survey with name withheld.docx"
