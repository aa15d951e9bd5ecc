"""A notebook of its own for each test, with a clock that the test moves."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.store.notebook import Notebook


class Clock:
    """Stands on an evening until it is moved."""

    def __init__(self):
        self.now = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=-5)))

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def notebook(tmp_path, clock):
    return Notebook.open(tmp_path, clock=clock)
