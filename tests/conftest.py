"""What holds for every test."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def nothing_is_kept_for_good() -> Iterator[None]:
    """An app that is ready tells the collector to pass over all that is there; hundreds of apps would never go."""
    yield
    gc.unfreeze()
