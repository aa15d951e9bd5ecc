"""The transcript: every session of one person, with totals that add up."""

from __future__ import annotations


def test_a_transcript_sums_hours_by_year_and_topic(desk, papers, tables, words, problems):
    scored = {"name": "Pat Ames", "agency": "RPD 221", "score": "92", "result": "pass"}
    desk.training("De-escalation", topic="Force", start="2026-11-12", hours="4", course="P-17", roster=[scored])
    desk.training("Radio", topic="Radio", start="2025-03-02", hours="2.50", roster=["Pat Ames", "Lee Moss"])
    desk.training("Later", start="2027-02-01", hours="9", roster=["Pat Ames"])
    document = papers.transcript("Pat Ames")
    assert problems(document) == []
    found = tables(document)
    assert found["Hours by year"][1:] == [["2026", "1", "4"], ["2025", "1", "2.5"], ["All", "2", "6.5"]]
    assert found["Hours by topic"][-1] == ["All", "2", "6.5"]
    assert found["Every session, the latest first"][1:] == [
        ["12\u00a0Nov\u00a02026", "De-escalation", "Force", "P-17", "4", "92", "pass"],
        ["2\u00a0Mar\u00a02025", "Radio", "Radio", "–", "2.5", "–", "–"],
    ]
    for line in ("NAME:Pat Ames", "AGENCY OR ID:RPD 221", "HOURS:6.5", "PERIOD:2 March 2025 to 12 November 2026"):
        assert line in words(document)


def test_who_attended_nothing_has_a_transcript_that_says_so(papers, words, problems):
    document = papers.transcript("Nobody Yet")
    assert problems(document) == []
    assert "The name stands on no roster of a session that was held." in words(document)


def test_namesakes_with_several_ids_are_warned_of(desk, papers, words):
    for agency in ("RPD 221", "County 7"):
        desk.training(roster=[{"name": "Pat Ames", "agency": agency}])
    assert "may be of several people" in words(papers.transcript("Pat Ames"))
    assert "may be of several people" not in words(papers.transcript("Pat Ames", "County 7"))
