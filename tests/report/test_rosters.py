"""Who was on rosters before, and all the hours of one person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cro_tui.actions import records
from cro_tui.model.contact import Contact
from cro_tui.model.training import Training
from cro_tui.report.rosters import Regulars, transcript
from cro_tui.store.notebook import Notebook


@pytest.fixture
def notebook(tmp_path):
    return Notebook.open(tmp_path)


def held(notebook, start, *roster, **typed):
    more = {"title": "First aid", "start": start, "roster": list(roster), **typed}
    return records.create(notebook, Training, more).record


def test_people_are_found_by_the_beginnings_of_their_names_and_ids_the_latest_first(notebook):
    held(notebook, "2026-01-05", {"name": "Alex Rivera", "agency": "SPD 4411"}, {"name": "Ana Ruiz"})
    held(notebook, "2026-03-05", {"name": "Ana Ruiz", "agency": "County 7"}, {"name": "Andy Gray"})
    regulars = Regulars(notebook)
    assert [one.line for one in regulars.like("an")] == ["Andy Gray", "Ana Ruiz, County 7"]
    assert [one.name for one in regulars.like("riv al")] == ["Alex Rivera"]
    assert [one.name for one in regulars.like("spd 44")] == ["Alex Rivera"]
    assert regulars.like("") == regulars.like("xyz") == []
    assert regulars.of_badge("4411").name == "Alex Rivera"
    assert regulars.of_badge("spd") is None


def test_a_transcript_sums_over_all_rosters_by_year_and_topic(notebook):
    person = records.create(notebook, Contact, {"name": "Alex Rivera"}).record
    held(notebook, "2025-05-05", {"name": "Alex Rivera", "hours": "2.5"}, topic="Traffic")
    held(notebook, "2026-01-05", {"name": "alex rivera", "result": "pass"}, topic="Traffic", hours="4")
    held(notebook, "2026-03-05", {"name": "A. Rivera", "contact": person.id, "hours": "1"})
    held(notebook, "2026-04-05", {"name": "Robin Park", "hours": "8"})
    found = transcript(notebook, "Alex Rivera", person.id)
    assert found.hours == Decimal("7.5")
    assert found.by_year() == [("2026", Decimal(5)), ("2025", Decimal("2.5"))]
    assert found.by_topic() == [("Traffic", Decimal("6.5")), ("First aid", Decimal(1))]
    assert [one.result for one in found.sessions] == ["", "pass", ""]
