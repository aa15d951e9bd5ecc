"""What holds for every test."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

gc.set_threshold(50_000, 10, 10)
"""Looking for what can go, in hundreds of apps one after the other, was a tenth of the time of the tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How the tests of the command line call it (tests/cli/conftest.py)."""
    parser.addoption(
        "--calls-inside", action="store_true", help="call the command line without a process for each call"
    )


@pytest.fixture(autouse=True)
def nothing_is_kept_for_good() -> Iterator[None]:
    """An app that is ready tells the collector to pass over all that is there; hundreds of apps would never go."""
    yield
    gc.unfreeze()
