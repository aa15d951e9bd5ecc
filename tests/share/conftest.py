"""Two laptops and a share; and the long campaign only when it is asked for: ``pytest -m campaign tests/share``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.share.stations import Counted, Memory, Station


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "campaign" in str(config.option.markexpr):
        return
    long = [item for item in items if item.get_closest_marker("campaign")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Says a line of counts at once, whatever the outcome."""

    def said(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return said


@pytest.fixture
def share() -> Memory:
    return Memory()


@pytest.fixture
def folder(tmp_path: Path) -> Counted:
    """A share that is a real folder."""
    (tmp_path / "share").mkdir()
    return Counted(tmp_path / "share")


@pytest.fixture
def station(tmp_path: Path, share: Memory) -> Callable[[str], Station]:
    """Makes a laptop with that name; the same home for the same name."""
    return lambda name: Station(tmp_path / name, share, officer=f"{name} doe".title())


@pytest.fixture
def jane(station: Callable[[str], Station]) -> Station:
    return station("jane")


@pytest.fixture
def omar(station: Callable[[str], Station]) -> Station:
    return station("omar")
