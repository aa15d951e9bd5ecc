"""What several tests of the screens share."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from cro_tui.demo.making import make
from tests.tui.gallery import NOW, Gallery, walked
from tests.tui.walks import WALKS


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """Every place as it is drawn; looked at once for all tests, two walks at a time."""
    home = tmp_path_factory.mktemp("gallery") / "larkmoor"
    make(home, NOW.date())
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield Gallery({name: pool.submit(walked, home, name) for name in WALKS})
