"""Counts beside the same quarter last year and the four before; what stands out, and what chance alone does."""

from __future__ import annotations

import pytest

from cro_tui.model.crime import Crime
from cro_tui.report.crime import beside_concerns, contexts
from cro_tui.report.crime_series import signal


def counted(office, quarter, source="Records", **types):
    rows = [{"type": kind, "beat": "4", "count": count} for kind, count in types.items()]
    office.make(Crime, source=source, quarter=quarter, counts=rows)


@pytest.mark.parametrize(
    ("now", "then", "value"),
    [(24, 9, 3.80), (9, 24, -3.80), (16, 9, 2.0), (0, 0, 0.0), (4, 0, 4.0), (100, 100, 0.0), (121, 100, 2.0)],
)
def test_the_signal_as_worked_out_by_hand(now, then, value):
    assert round(signal(now, then), 2) == value


def test_a_quarter_beside_last_years_and_the_four_before(office):
    office.at("2026-11-02")
    for quarter, thefts in {"2025-Q3": 9, "2025-Q4": 10, "2026-Q1": 8, "2026-Q2": 14, "2026-Q3": 24}.items():
        counted(office, quarter, Theft=thefts, Noise=16)
    (found,) = contexts(office.notebook.all(Crime), "2026-Q3")
    theft, noise = found.types
    assert (theft.type, theft.now, theft.year_ago, theft.four_before) == ("Theft", 24, 9, 10.25)
    assert theft.stands_out
    assert not noise.stands_out
    (sentence,) = found.sentences
    assert sentence == "Theft: 24, after 9 in the same quarter last year; more than chance explains (signal +3.8)."
    assert found.trend[-2:] == (("2026-Q2", 30), ("2026-Q3", 40))
    assert found.trend[0] == ("2024-Q3", None)


def test_small_changes_are_said_to_be_chance(office):
    office.at("2026-11-02")
    counted(office, "2025-Q3", Theft=2)
    counted(office, "2026-Q3", Theft=4)
    (found,) = contexts(office.notebook.all(Crime), "2026-Q3")
    assert found.sentences == ("No type changed by more than chance explains.",)
    assert found.every.four_before is None, "only one of the four quarters before was counted"


def test_a_quarter_that_is_not_over_is_not_compared(office):
    office.at("2026-11-02")
    counted(office, "2025-Q4", Theft=90)
    counted(office, "2026-Q4", Theft=4)
    (found,) = contexts(office.notebook.all(Crime), "2026-Q4")
    assert found.sentences == ("Counted to 2 November 2026 only; nothing is compared before the quarter is over.",)
    assert found.every.year_ago is None


def test_types_that_are_gone_count_as_none_and_sources_stand_apart(office):
    office.at("2026-11-02")
    counted(office, "2025-Q3", Robbery=9)
    counted(office, "2026-Q3", Theft=1)
    counted(office, "2026-Q3", source="Dispatch", Noise=5)
    dispatch, records = contexts(office.notebook.all(Crime), "2026-Q3")
    assert [(one.source, one.every.now) for one in (dispatch, records)] == [("Dispatch", 5), ("Records", 1)]
    assert [(one.type, one.now) for one in records.types] == [("Theft", 1), ("Robbery", 0)]
    assert "Robbery: 0, after 9" in records.sentences[1]
    assert dispatch.sentences == ("Nothing was counted before that it could be compared with.",)


def test_nothing_counted_is_no_context(office):
    assert contexts([], "2026-Q3") == ()


def test_concerns_stand_beside_the_types_that_their_category_names(office):
    office.at("2026-11-02")
    counted(office, "2026-Q3", **{"Theft from vehicle": 12, "Larceny/theft": 4, "Drug violation": 3, "Arson": 1})
    found = contexts(office.notebook.all(Crime), "2026-Q3")
    lines = beside_concerns({"theft": 5, "drugs": 2, "parking": 9}, found)
    assert [(one.category, one.voiced, one.now, one.types) for one in lines] == [
        ("theft", 5, 16, ("Theft from vehicle", "Larceny/theft")),
        ("drugs", 2, 3, ("Drug violation",)),
    ]
