"""Which meeting goes on, comes, is over; which bodies are known; what was agreed for next."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import meetings, records
from cro_tui.model.contact import Organization
from cro_tui.model.meeting import Meeting
from cro_tui.report.bodies import agreed_next, in_order, known_bodies, last_of, stage, under_way
from cro_tui.store.notebook import Notebook

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))


@pytest.fixture
def notebook(tmp_path):
    return Notebook.open(tmp_path, clock=lambda: NOW)


def met(notebook, body, start, **more):
    return records.create(notebook, Meeting, {"body": body, "start": start, **more}).record


def test_the_order_is_live_then_coming_nearest_first_then_past_latest_first(notebook):
    for start in ("2026-11-01 19:00", "2026-12-24 19:00", "2026-10-01 19:00", "2026-11-29 19:00"):
        met(notebook, start, start)
    live = met(notebook, "live", "2026-11-22 18:30")
    meetings.call_to_order(notebook, live)
    ordered = in_order(notebook.all(Meeting), NOW)
    assert [one.body[:10] for one in ordered] == ["live", "2026-11-29", "2026-12-24", "2026-11-01", "2026-10-01"]


def test_a_meeting_that_nobody_adjourned_is_over_the_next_day(notebook):
    meeting = meetings.call_to_order(notebook, met(notebook, "Northside", "2026-11-22 18:30")).record
    assert stage(meeting, NOW) == "live"
    assert stage(meeting, NOW + timedelta(hours=13)) == "past"
    assert not under_way(meeting, NOW + timedelta(hours=13))


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2026-11-22 19:30", True), ("2026-11-22 22:30", False), ("2026-11-22 12:00", True), ("2026-11-22", True),
     ("2026-11-21 19:00", False), ("2026-11-23", False)],
)  # fmt: skip
def test_what_is_heard_around_the_start_is_heard_at_the_meeting(notebook, start, expected):
    assert under_way(met(notebook, "Northside", start), NOW) is expected


def test_bodies_are_known_once_the_latest_first_then_organizations(notebook):
    met(notebook, "Riverside", "2026-01-05")
    met(notebook, "Northside", "2026-02-05")
    met(notebook, "riverside", "2025-01-05")
    met(notebook, "Secret Circle", "2026-03-05", restricted_because="witness")
    records.create(notebook, Organization, {"name": "Elm Merchants"})
    records.create(notebook, Organization, {"name": "NORTHSIDE"})
    assert known_bodies(notebook) == ["Northside", "Riverside", "Elm Merchants"]
    assert last_of(notebook, " northside ").start == "2026-02-05"
    assert last_of(notebook, "nobody") is None


def test_an_agreed_meeting_stands_there_until_it_is_entered_or_past(notebook):
    met(notebook, "Northside", "2026-11-10", next_meeting="2026-12-08 19:00")
    met(notebook, "Riverside", "2026-10-10", next_meeting="2026-11-09 19:00")
    assert [one.body for one in agreed_next(notebook.all(Meeting), NOW)] == ["Northside"]
    met(notebook, "northside", "2026-12-08 19:30")
    assert agreed_next(notebook.all(Meeting), NOW) == []
