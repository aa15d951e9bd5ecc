"""Homes before a fault, and what must hold of one after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cro_tui.model.concern import Concern
from cro_tui.store.check import check_files
from tests.store.notebooks import data_paths, new_concern, notebook_at, stock_changes, texts


def whole(home: Path, expected: list[str]) -> None:
    """The home says exactly this, its numbers are its own, nothing in it is wrong, and stock TinyDB reads it."""
    notebook = notebook_at(home)
    assert sorted(texts(notebook)) == sorted(expected)
    assert notebook.verify() == 0
    assert len({concern.number for concern in notebook.all(Concern)}) == len(expected)
    assert not [str(one) for one in check_files(home) if one.wrong]
    for path in (home / "data").glob("*.json"):
        stock_changes(path)


def nothing_there(home: Path) -> list[str]:
    return []


def one_file(home: Path) -> list[str]:
    new_concern(notebook_at(home), "kept")
    return ["kept"]


def a_full_file(home: Path) -> list[str]:
    notebook = notebook_at(home)
    kept = [f"{number}" + "x" * 60_000 for number in range(4)]
    for text in kept:
        new_concern(notebook, text)
    return kept


def a_torn_file(home: Path) -> list[str]:
    notebook = notebook_at(home)
    new_concern(notebook, "kept")
    new_concern(notebook, "also kept")
    path = data_paths(home)[0]
    raw = bytearray(path.read_bytes())
    end = raw.rindex(b"\n") + 1
    torn = b',\n"3": {"at":"2026-11-22T15:00:00+00:00","recs":{"01K":{"ki'
    raw[end : end + len(torn)] = torn
    path.write_bytes(raw)
    return ["kept", "also kept"]


HOMES: dict[str, tuple[Callable[[Path], list[str]], str]] = {
    "no home yet": (nothing_there, "new"),
    "room in the file": (one_file, "new"),
    "the next file": (a_full_file, "y" * 30_000),
    "a torn file": (a_torn_file, "new"),
}
"""What stands in the home, and what is added to it."""
