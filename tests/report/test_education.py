"""Officers' hours of a year: who is one person, what counts, what is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cro_tui.actions import records
from cro_tui.model.contact import Contact
from cro_tui.model.training import Training
from cro_tui.report.education import education_summary, officers_of_year, years_with_hours
from cro_tui.settings import Education, Officer, Settings
from cro_tui.store.notebook import Notebook

TODAY = "2026-11-22"


@pytest.fixture
def notebook(tmp_path):
    asked = Education(hours_a_year=24, topics={"De-escalation": 4})
    return Notebook.open(tmp_path, Settings(education=asked))


def held(notebook, start, *roster, **typed):
    rows = [one if isinstance(one, dict) else {"name": one} for one in roster]
    more = {"title": "Skills", "kind": "own", "hours": "8", "start": start, "roster": rows, **typed}
    return records.create(notebook, Training, more).record


def hours(notebook, year=2026, today=TODAY):
    return {one.officer.line: one.hours for one in officers_of_year(notebook, year, today)}


def test_hours_by_topic_and_what_is_missing(notebook):
    held(notebook, "2026-01-05", {"name": "Lee Park", "agency": "4411", "hours": "10"}, topic="Law")
    held(notebook, "2026-02-05", {"name": "Lee Park", "agency": "4411"}, {"name": "Ann Oak", "agency": "4412"})
    held(notebook, "2026-03-05", {"name": "Lee Park", "agency": "4411", "hours": "3"}, topic="de-escalation")
    held(notebook, "2026-04-05", {"name": "Ann Oak", "agency": "4412", "hours": "20"}, topic="De-Escalation")
    ann, lee = sorted(officers_of_year(notebook, 2026, TODAY), key=lambda one: one.officer.name)
    assert (lee.hours, lee.missing, lee.missing_topics) == (Decimal(21), Decimal(3), (("De-escalation", Decimal(1)),))
    assert lee.by_topic == (("Law", Decimal(10)), ("Skills", Decimal(8)), ("de-escalation", Decimal(3)))
    assert (ann.hours, ann.is_complete, lee.is_complete) == (Decimal(28), True, False)
    assert [one.officer.name for one in officers_of_year(notebook, 2026, TODAY)] == ["Lee Park", "Ann Oak"]
    told = education_summary(officers_of_year(notebook, 2026, TODAY), notebook.settings.education, 2026)
    assert (told.officers, told.complete, told.hours) == (2, 1, Decimal(49))
    assert told.by_topic[0] == ("De-escalation", Decimal(23), 4, 1)


def test_only_kinds_that_count_and_only_what_was_held(notebook):
    held(notebook, "2026-01-05", "Lee Park", kind="school/youth program")
    held(notebook, "2026-12-05", "Lee Park")
    held(notebook, "2025-12-31", "Lee Park")
    records.void(notebook, held(notebook, "2026-02-05", "Lee Park"), "did not take place")
    assert hours(notebook) == {"Lee Park": Decimal(0)}
    assert hours(notebook, 2025) == {"Lee Park": Decimal(8)}
    assert hours(notebook, 2027) == {}
    assert years_with_hours(notebook, TODAY) == [2026, 2025]


def test_one_officer_under_several_spellings_is_one_line(notebook):
    person = records.create(notebook, Contact, {"name": "Ramón Ybarra", "roles": "officer"}).record
    held(notebook, "2026-01-05", "RAMON YBARRA")
    held(notebook, "2026-02-05", {"name": "Ofc. R. Ybarra", "agency": "SPD 1120"})
    held(notebook, "2026-03-05", {"name": "Ramón Ybarra", "agency": "spd  1120"})
    held(notebook, "2026-04-05", {"name": "R. Ybarra", "contact": person.id})
    held(notebook, "2026-05-05", {"name": "Ramón Ybarra", "contact": person.id})
    assert list(hours(notebook).values()) == [Decimal(40)]
    (one,) = officers_of_year(notebook, 2026, TODAY)
    assert (one.officer.name, one.officer.agency, one.sessions) == ("Ramón Ybarra", "spd 1120", 5)


def test_namesakes_with_ids_of_their_own_stay_two(notebook):
    held(notebook, "2026-01-05", {"name": "Lee Park", "agency": "4411"}, {"name": "Lee Park", "agency": "4499"})
    held(notebook, "2026-02-05", {"name": "Lee Park"})
    assert hours(notebook) == {
        "Lee Park, 4411": Decimal(8), "Lee Park, 4499": Decimal(8), "Lee Park": Decimal(8),
    }  # fmt: skip


def test_people_of_other_agencies_owe_no_hours_and_the_notebooks_officer_always_stands_there(notebook):
    held(notebook, "2026-01-05", {"name": "Ida Lund", "agency": "Crossing guard"}, {"name": "Lee Park", "agency": "7"})
    assert hours(notebook) == {"Lee Park, 7": Decimal(8)}
    notebook.settings = notebook.settings._replace(officer=Officer("Jane Doe", "1187"))
    assert hours(notebook) == {"Jane Doe, 1187": Decimal(0), "Lee Park, 7": Decimal(8)}


def test_without_a_requirement_nothing_is_missing(notebook):
    notebook.settings = Settings()
    held(notebook, "2026-01-05", "Lee Park")
    (one,) = officers_of_year(notebook, 2026, TODAY)
    assert one.is_complete
    assert officers_of_year(notebook, 2020, TODAY) == ()


def test_tens_of_thousands_of_lines(notebook):
    roster = [{"name": f"Officer {n % 500}", "agency": str(n % 500)} for n in range(10_000)]
    for month in range(1, 4):
        held(notebook, f"2026-0{month}-05", *roster)
    found = hours(notebook)
    assert len(found) == 500
    assert set(found.values()) == {Decimal(8 * 60)}
