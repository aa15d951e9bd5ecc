"""What several tests of the screens share."""

from __future__ import annotations

import os

import pytest

from tests.tui.gallery import Gallery


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    """Every place as it is drawn; looked at once for all tests, also where several processes share them."""
    base = tmp_path_factory.getbasetemp()
    return Gallery((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "gallery")
