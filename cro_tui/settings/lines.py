"""On which line of a settings file what stands: for sentences about slips, and to put a new line at its place.

The file is one that TOML reads; it is taken apart statement by statement, and each is read by the same reader as the
whole. Knows nothing of settings.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_LONGEST = 2_000
"""Lines of one statement; one that is longer ends the search."""
_DEEPEST = 3


@dataclass(frozen=True)
class Statement:
    """A ``[table]`` or a ``key = value``, from its first line to its last, counted from 0."""

    first: int
    last: int
    path: tuple[str, ...]
    """Where it stands, the names of its tables included."""
    is_header: bool
    paths: tuple[tuple[str, ...], ...] = ()
    """All that it sets, also inside of an inline table."""


def statements(text: str) -> list[Statement]:
    """What stands in *text*, in its order. Comments and empty lines are none."""
    return list(_statements(text.split("\n")))


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """Where each thing stands, counted from 1: tables by their headers, keys by their first lines."""
    found: dict[tuple[str, ...], int] = {}
    for one in statements(text):
        for path in (one.path, *one.paths):
            for depth in range(1, len(path) + 1):
                found.setdefault(path[:depth], one.first + 1)
    return found


def _statements(lines: list[str]) -> Iterator[Statement]:
    table: tuple[str, ...] = ()
    number = 0
    while number < len(lines):
        stripped = lines[number].strip()
        if not stripped or stripped.startswith("#"):
            number += 1
            continue
        read = _read(lines, number)
        if read is None:
            return
        last, said = read
        if stripped.startswith("["):
            table = _header(said)
            yield Statement(number, last, table, True)
        else:
            paths = tuple((*table, *path) for path in _paths(said))
            yield Statement(number, last, _common(paths, len(table)), False, paths)
        number = last + 1


def _read(lines: list[str], first: int) -> tuple[int, Mapping[str, Any]] | None:
    """(the last line of the statement that begins at *first*, what it says)."""
    for last in range(first, min(len(lines), first + _LONGEST)):
        try:
            return last, tomllib.loads("\n".join(lines[first : last + 1]).replace("\r", "") + "\n")
        except (tomllib.TOMLDecodeError, RecursionError):
            continue
    return None


def _header(said: Mapping[str, Any]) -> tuple[str, ...]:
    path: list[str] = []
    here: Any = said
    while isinstance(here, list) or here:
        if isinstance(here, list):
            here = here[0]
            continue
        name, here = next(iter(here.items()))
        path.append(name)
    return tuple(path)


def _paths(said: Mapping[str, Any], depth: int = 1) -> Iterator[tuple[str, ...]]:
    for name, value in said.items():
        if isinstance(value, Mapping) and value and depth < _DEEPEST:
            for path in _paths(value, depth + 1):
                yield (name, *path)
        else:
            yield (name,)


def _common(paths: tuple[tuple[str, ...], ...], table: int) -> tuple[str, ...]:
    """What all *paths* begin with: one name more than that of their table at least."""
    first = paths[0]
    depth = len(first)
    while depth > table + 1 and any(path[:depth] != first[:depth] for path in paths):
        depth -= 1
    return first[:depth]
