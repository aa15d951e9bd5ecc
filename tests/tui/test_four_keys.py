"""From Today to the right place of any job in at most four keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cro_tui.actions import records
from cro_tui.actions.capture import capture
from cro_tui.model.contact import Organization
from cro_tui.model.problem import Problem
from cro_tui.store.notebook import Notebook
from tests.tui.officer import at_desk, settled

NOW = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
PLACES = {
    "referrals": (("f7", "right"), "No referral yet"),
    "problems": (("f7", "left"), "Problem-solving project"),
    "closed, not told": (("f7", "3"), "Nothing in this view: closed, not told."),
    "told, not fixed": (("f7", "7"), "Nothing in this view: told, not fixed."),
    "services": (("f3", "down", "s"), "Elm Watch · Lamps"),
    "who was entered twice": (("f3", "down", "d"), "Nobody seems to have been entered twice."),
    "watch groups": (("f3", "down", "b"), "Elm Watch · no captain"),
    "losing touch": (("f3", "down", "l"), "Nobody whom we met before was missed"),
    "not met": (("f3", "down", "g"), "All neighborhoods, organizations"),
    "programs": (("f6", "right"), "No programs yet."),
    "officers' hours": (("f6", "left"), "No hours yet"),
    "outreach": (("f5", "right"), "No outreach events yet."),
    "other work": (("f5", "right", "right"), "Nothing here. n notes an inquiry"),
    "a new inquiry": (("f5", "left", "n", "i"), "│ Inquiry"),
    "surveys": (("f8", "left", "left"), "No survey yet"),
}
"""The keys, and what stands on the screen then."""


def now():
    return NOW


def shown(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("name", PLACES)
async def test_no_job_is_further_than_four_keys(tmp_path, name):
    notebook = Notebook.open(tmp_path, clock=now)
    capture(notebook, 'Cars race on Elm +"Mai Nguyen"')
    records.create(notebook, Problem, {"title": "Racing on Elm"})
    records.create(notebook, Organization, {"name": "Elm Watch", "kind": "Neighborhood Watch", "services": "Lamps"})
    keys, text = PLACES[name]
    assert len(keys) <= 4
    async with at_desk(tmp_path, (120, 40), now) as (app, pilot):
        await pilot.press("f4")
        await settled(app, pilot)
        assert text not in shown(app)
        for key in keys:
            await pilot.press(key)
            await settled(app, pilot)
        for _ in range(100):
            if text in shown(app):
                break
            await pilot.pause(0.02)
        assert text in shown(app)
