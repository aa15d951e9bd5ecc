"""What tests of faults share. Long campaigns run only when they are asked for: ``pytest -m campaign tests/faults``."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Says a line of a campaign's counts at once, whatever the outcome."""

    def said(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return said
