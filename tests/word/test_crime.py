"""The report's part on crime: the counts with their source and caveat, what stands out, concerns of the same matter."""

from __future__ import annotations

from cro_tui.model.crime import Crime
from cro_tui.model.quarters import quarter_days

TYPES = "Reported crime by type (Records Section)"
BESIDE = "Concerns and counts of the same matter"


def counted(desk, quarter, source="Records Section", sensitivity="open", **types):
    rows = [{"type": kind, "beat": "4", "count": count} for kind, count in types.items()]
    through = quarter_days(quarter)[1]
    typed = {"quarter": quarter, "through": through, "counts": rows, "caveat": "As reported."}
    return desk.make(Crime, source=source, sensitivity=sensitivity, **typed)


def test_without_counts_one_sentence_says_so(report, words):
    assert "No counts of crime or calls for service were given for the quarter." in words(report())


def test_counts_stand_beside_last_years_and_the_concerns_of_the_same_matter(desk, report, tables, words, problems):
    desk.concern(category="theft")
    counted(desk, "2025-Q4", Theft=9, Noise=12)
    counted(desk, "2026-Q4", Theft=24, Noise=12)
    document = report()
    assert problems(document) == []
    found = tables(document)
    assert found[TYPES] == [
        ["Type", "This quarter", "Last year", "Mean of four", "Signal"],
        ["Theft", "24", "9", "–", "+3.8 ●"],
        ["Noise", "12", "12", "–", "+0.0"],
        ["all types", "36", "21", "–", "+2.8"],
    ]
    assert found[BESIDE][1:] == [["theft", "1", "Theft", "24", "9"]]
    shown = words(document)
    assert "Theft: 24, after 9 in the same quarter last year; more than chance explains (signal +3.8)." in shown
    assert "as counted by Records Section to 31 December 2026. As reported." in shown


def test_a_public_report_has_open_counts_alone(desk, report, words):
    counted(desk, "2026-Q4", Theft=24)
    counted(desk, "2026-Q4", source="Dispatch", sensitivity="internal", Noise=5)
    shown = words(report("public"))
    assert "Records Section" in shown
    assert "Dispatch" not in shown


def test_many_types_are_summed_in_a_line(desk, report, tables):
    counted(desk, "2026-Q4", **{f"Type {number:02}": 30 - number for number in range(14)})
    rows = tables(report())[TYPES]
    assert len(rows) == 1 + 10 + 1 + 1
    assert rows[11][:2] == ["4 further types", str(20 + 19 + 18 + 17)]
