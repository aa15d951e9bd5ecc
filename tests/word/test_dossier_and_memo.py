"""Dossiers and referral memos on paper: their marking, what is named, and the room for an answer."""

from __future__ import annotations

import io
import zipfile

import pytest

from cro_tui.actions.records import change
from cro_tui.report.audience import NotForAudience


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
    assert set(history[2][2].split("\n")) == {"Category: noise → parking", "Watch date: 4 January 2027"}


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
                 "Place: Elm Street", "Voiced by: not named here; the department keeps the name"):  # fmt: skip
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
    assert "The concern itself is not in this notebook." in words(document)


def test_a_box_with_one_sentence_has_no_hanging_lines(desk, papers):
    with zipfile.ZipFile(io.BytesIO(papers.dossier(desk.concern()))) as archive:
        body = archive.read("word/document.xml").decode()
    box = [piece for piece in body.split("<w:p>") if '"CROBox' in piece]
    assert len(box) == 2
    assert all('w:hanging="0"' in piece for piece in box)
