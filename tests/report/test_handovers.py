"""Complaints that were handed over stand in the report as counts: for whom by category, and beside which quarter."""

from __future__ import annotations

import pytest

from cro_tui.actions import records
from cro_tui.model.handover import Handover
from cro_tui.store.notebook import Edit
from tests.report.conftest import strings_of

BOTH = ["agency", "public"]


def handed(office, category, *days):
    return [office.make(Handover, category=category, date=day) for day in days]


def figures(facts):
    return [(one.label, one.now, one.before) for one in facts.handed_over]


def test_the_command_staff_reads_them_by_category_beside_the_quarter_before(office):
    handed(office, "driving", "2026-05-02")
    handed(office, "use of force", "2026-07-01")
    handed(office, "driving", "2026-07-02", "2026-09-30", "2026-10-01")
    facts = office.facts()
    assert facts.compared
    assert figures(facts) == [("all categories", 3, 1), ("driving", 2, 1), ("use of force", 1, 0)]
    assert not any("Categories of complaints" in gap.sentence for gap in facts.left_out)


def test_the_first_quarter_is_compared_with_nothing(office):
    handed(office, "driving", "2026-07-02")
    assert not office.facts().compared
    assert office.facts("2026-Q4").compared
    assert figures(office.facts("2026-Q4")) == [("all categories", 0, 1), ("driving", 0, 1)]


def test_a_voided_one_is_not_counted(office):
    (mistake,) = handed(office, "driving", "2026-07-02")
    records.void(office.notebook, mistake, "entered twice")
    assert office.facts().handed_over == ()


@pytest.mark.parametrize("audience", BOTH)
def test_others_read_the_sum_alone_where_few_of_a_category_could_point_at_somebody(office, audience):
    handed(office, "driving", *["2026-07-02"] * 5)
    assert figures(office.facts(audience=audience)) == [("all categories", 5, 0), ("driving", 5, 0)]
    handed(office, "use of force", "2026-08-01")
    facts = office.facts(audience=audience)
    assert figures(facts) == [("all categories", 6, 0)]
    assert "use of force" not in " ".join(strings_of(facts))
    assert any("Categories of complaints about officers left out" in gap.sentence for gap in facts.left_out)


@pytest.mark.parametrize("audience", BOTH)
def test_few_of_the_quarter_before_are_not_told_apart_either(office, audience):
    handed(office, "use of force", "2026-05-02")
    handed(office, "driving", *["2026-07-02"] * 5)
    assert figures(office.facts(audience=audience)) == [("all categories", 5, 1)]


def test_a_word_from_elsewhere_is_counted_and_not_printed(office):
    (made,) = handed(office, "driving", "2026-07-02")
    office.notebook.save([Edit(made.id, made.KIND, {"category": "Ofc. Smith swore"}, made)])
    facts = office.facts()
    assert figures(facts) == [("all categories", 1, 0), ("another category", 1, 0)]
    assert "Smith" not in " ".join(strings_of(facts))
