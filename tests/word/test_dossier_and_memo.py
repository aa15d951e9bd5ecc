"""Dossiers and referral memos on paper: their marking, what is named, and the room for an answer."""

from __future__ import annotations

import io
import zipfile

import pytest

from cro_tui.actions.records import change
from cro_tui.model.problem import Problem
from cro_tui.report.audience import NotForAudience
from cro_tui.word import write_dossier
from tests.word.conftest import SETTINGS, TODAY


def footer_of(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("word/footer1.xml").decode()


def test_a_dossier_is_marked_for_the_command_staff_with_its_sensitivity(desk, papers, words):
    concern = desk.concern("Seen at night.", sensitivity="restricted", restricted_because="witness")
    document = papers.dossier(concern)
    assert "Law Enforcement Internal · Command Staff · restricted (witness)" in footer_of(document)
    assert "SENSITIVITY:restricted (witness)" in words(document)
    assert "Seen at night." in words(document)


def test_a_dossier_tells_every_change_of_a_field_with_what_stood_there_before(desk, papers, tables):
    concern = desk.concern(category="noise")
    change(desk.notebook, concern, {"category": "parking", "watch": "2027-01-04"})
    history = tables(papers.dossier(desk.notebook.get(concern.id)))["Who changed what, and when"]
    assert history[0] == ["When", "Who, laptop", "What"]
    assert len(history) == 3
    assert set(history[2][2].split("\n")) == {"Category: noise → parking", "Watch date: 4 Jan 2027"}


def test_a_value_in_conflict_stands_with_the_other(desk, papers, words):
    from cro_tui.store.notebook import Edit

    concern = desk.concern()
    for category in ("noise", "parking"):
        desk.notebook.save([Edit(concern.id, "concern", {"category": category}, concern)])
    shown = words(papers.dossier(desk.notebook.get(concern.id)))
    assert "Values in conflict" in shown
    assert "“noise”" in shown
    assert "“parking”" in shown


def test_a_memo_asks_and_says_by_when_and_leaves_room_for_the_answer(desk, papers, words, tables):
    concern = desk.concern("The lamp is out.", place="Elm Street", contact=desk.contact("Rosa Delgado").id)
    referral = desk.refer(concern, message="Please relight it.", due="2026-11-20", method="memo")
    document = papers.referral(referral)
    shown = words(document)
    for line in ("TO:Public Works", "BY WAY OF:memo", "Please relight it.", "Please answer by 20 November 2026.",
                 "Where: Elm Street", "Voiced by: not named here; the department keeps the name"):  # fmt: skip
        assert line in shown
    assert "Delgado" not in shown
    answer = tables(document)["Answer to this referral"]
    assert answer[1] == ["Outcome", "☐\u00a0accepted   ☐\u00a0completed   ☐\u00a0declined"]
    assert "for the agency addressed" in footer_of(document)


def test_a_memo_that_was_answered_holds_the_answer(desk, papers, words, tables):
    referral = desk.refer(desk.concern(), reply="Relit.", outcome="completed", replied="2026-11-09", answered_by="Lee")
    document = papers.referral(referral)
    for line in ("Answered: 9 November 2026", "By: Lee", "Outcome: completed", "Reply: Relit."):
        assert line in words(document)
    assert "Answer to this referral" not in tables(document)


def test_a_memo_of_a_restricted_concern_stays_within_the_department(desk, papers, words):
    referral = desk.refer(desk.concern("Seen.", sensitivity="restricted", restricted_because="witness"))
    with pytest.raises(NotForAudience, match="restricted"):
        papers.referral(referral)
    document = papers.referral(referral, audience="command")
    assert "Seen." in words(document)
    assert "for the addressee within the department" in footer_of(document)


def test_a_memo_of_a_concern_that_is_not_here_tells_the_referral(desk, papers, words, problems):
    from cro_tui.store.notebook import Edit

    referral = desk.refer(desk.concern(), message="Relight it.")
    desk.notebook.save([Edit(referral.id, "referral", {"of": "01JXXXXXXXXXXXXXXXXXXXXXXX"}, referral)])
    document = papers.referral(referral)
    assert problems(document) == []
    assert "What it is of is not in this notebook." in words(document)


def test_a_box_with_one_sentence_has_no_hanging_lines(desk, papers):
    with zipfile.ZipFile(io.BytesIO(papers.dossier(desk.concern()))) as archive:
        body = archive.read("word/document.xml").decode()
    box = [piece for piece in body.split("<w:p>") if '"CROBox' in piece]
    assert len(box) == 2
    assert all('w:hanging="0"' in piece for piece in box)


def test_a_dossier_of_somebody_entered_twice_shows_both_histories_whoever_is_asked_for(desk, papers, words, tables):
    from cro_tui.actions.merging import merge

    rosa, twin = desk.contact("Rosa Delgado"), desk.contact("Rosa Delgardo", phones=["617-555-0143"])
    desk.concern(contact=twin.id)
    merge(desk.notebook, rosa, twin)
    for asked in (rosa, twin):
        document = papers.dossier(desk.notebook.get(asked.id))
        shown = words(document)
        assert "Dossier: Rosa Delgado" in shown
        assert "History of the entry merged into it: Rosa Delgardo" in shown
        assert "617-555-0143" in shown
        assert len(tables(document)["Concerns voiced or linked"]) == 2


def test_what_a_restricted_person_was_entered_as_before_stands_in_no_dossier(desk, papers, words):
    from cro_tui.actions.merging import merge

    rosa, twin = desk.contact("Rosa Delgado"), desk.contact("Roza Delgardo")
    desk.concern("Roza Delgardo saw it.", summary="Roza Delgardo saw it", contact=twin.id)
    merge(desk.notebook, rosa, twin)
    change(desk.notebook, desk.notebook.get(rosa.id), {"restricted_because": "witness"})
    shown = words(papers.dossier(desk.notebook.get(rosa.id)))
    assert "Delga" not in shown
    assert "Roza" not in shown


def test_a_memo_that_went_up_the_chain_shows_it_and_asks_whoever_owes_the_answer(desk, papers, words, tables, problems):
    steps = [
        {"to": "Sgt. Example", "date": "2026-11-12", "due": "2026-11-20", "why": "no word"},
        {"to": "Chief Specimen", "date": "2026-11-21", "due": "2026-12-01"},
    ]
    document = papers.referral(desk.refer(desk.concern(), message="Relight it.", escalations=steps))
    assert problems(document) == []
    assert "Sgt. Example, 12 November 2026" in words(document)
    assert "Chief Specimen: please answer by 1 December 2026." in words(document)
    assert tables(document)["Up the chain"][1:] == [
        ["Sgt. Example", "12\u00a0Nov\u00a02026", "20\u00a0Nov\u00a02026", "no word"],
        ["Chief Specimen", "21\u00a0Nov\u00a02026", "1\u00a0Dec\u00a02026", "–"],
    ]


def test_a_memo_of_a_problem_tells_how_it_stands_and_what_was_done(desk, papers, words, problems):
    from cro_tui.model.problem import Problem

    responses = [{"what": "Letters to owners", "done": "2026-10-02"}, {"what": "Signs"}]
    problem = desk.make(
        Problem, title="Racing on Elm", statement="Cars race on weekends.", place="Elm Street", responses=responses
    )
    document = papers.referral(desk.refer(problem, "Traffic Unit"))
    assert problems(document) == []
    for line in ("Cars race on weekends.", "Stage: scanning", "Where: Elm Street", "Letters to owners"):
        assert line in words(document)
    assert "Signs" not in words(document)


def test_a_memo_with_a_resident_asks_for_no_answer_and_names_them_with_consent_alone(desk, papers, words, problems):
    rosa = desk.contact("Rosa Delgado", phones="617-555-0177")
    sent = desk.refer(rosa, "Open Pantry", message="Food for the week.", no_answer=True, kind="service")
    for ticked in (False, True):
        document = papers.referral(sent, names_ticked=ticked)
        assert problems(document) == []
        assert "No answer is needed." in words(document)
        assert ("Rosa" in words(document)) is ticked
        assert "Answer\n" not in words(document)


def test_the_file_name_of_a_restricted_projects_dossier_is_not_its_title(desk, tmp_path):
    project = desk.make(Problem, title="Threats at Cove Lane", statement="s", restricted_because="witness")
    path = write_dossier(desk.notebook, SETTINGS, project.id, TODAY, tmp_path)
    assert path.name == f"Dossier restricted problem {project.id[-8:]} {TODAY.isoformat()}.docx"
