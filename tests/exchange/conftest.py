"""A notebook to import into, and files to import."""

from pathlib import Path

import pytest

from cro_tui.store.notebook import Notebook


@pytest.fixture
def notebook(tmp_path) -> Notebook:
    return Notebook.open(tmp_path / "home")


@pytest.fixture
def other(tmp_path) -> Notebook:
    return Notebook.open(tmp_path / "other")


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes, name: str = "given.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
