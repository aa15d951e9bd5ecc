"""Runs of changes: what covers what, also where a clone made two branches under one laptop's id."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from cro_tui.store import changefile, runs
from cro_tui.store.changefile import Header
from cro_tui.store.holding import Holding, Read, inside
from cro_tui.store.locking import HomeLock
from cro_tui.store.mirror import Mirror
from cro_tui.store.publishing import unpublished
from cro_tui.store.runs import BadRun, RunName
from tests.share.stations import Memory, Station
from tests.store.notebooks import a_concern, change_of, new_concern, notebook_at, put_file, texts

LAPTOP = "branchy"
Changes = dict[int, dict[str, Any]]


def branch(letter: str, count: int, after: Changes | None = None) -> Changes:
    """Changes that follow each other, each making one concern; from a common beginning, if one is given."""
    changes = dict(after or {})
    for number in range(len(changes) + 1, count + 1):
        before = changes[number - 1]["sum"] if number > 1 else ""
        record = a_concern(f"01K{letter * 20}{number:03d}", narrative=f"{letter} {number}")
        changes[number] = change_of(LAPTOP, number, record, prev=before)
    return changes


COMMON = branch("C", 3)
LEFT, RIGHT = branch("L", 9, COMMON), branch("R", 9, COMMON)


def part(changes: Changes, first: int, last: int) -> Changes:
    return {number: changes[number] for number in range(first, last + 1)}


def run_of(changes: Changes, first: int, last: int) -> tuple[RunName, bytes]:
    lines = {number: changefile.encode_line(number, change) for number, change in part(changes, first, last).items()}
    return runs.make(Header("n", LAPTOP), lines, changes[last]["sum"])


def name_of(changes: Changes, first: int, last: int) -> RunName:
    return run_of(changes, first, last)[0]


def test_a_run_is_read_back_as_it_was_made():
    name, raw = run_of(LEFT, 2, 5)
    assert runs.parse_name(name.text) == name
    assert runs.read(name, raw, "n").changes == part(LEFT, 2, 5)
    assert runs.make(Header("n", LAPTOP), runs.read(name, raw, "n").lines, LEFT[5]["sum"]) == (name, raw)


@pytest.mark.parametrize("cut", range(0, 700, 97))
def test_every_cut_and_every_flip_is_noticed(cut):
    name, raw = run_of(LEFT, 1, 3)
    for bad in (raw[:cut], raw[:cut] + bytes([raw[cut] ^ 1]) + raw[cut + 1 :]):
        with pytest.raises(BadRun):
            runs.read(name, bad, "n")


def test_what_is_held_is_what_hangs_together():
    holding = Holding()
    holding.add(part(LEFT, 1, 4))
    holding.add(part(LEFT, 6, 9))
    assert holding.chain(name_of(LEFT, 1, 4))
    assert holding.chain(name_of(LEFT, 2, 3))
    assert holding.chain(name_of(LEFT, 7, 9))
    for first, last in ((1, 9), (4, 6), (5, 5), (5, 9)):
        assert holding.chain(name_of(LEFT, first, last)) is None
    assert holding.chain(name_of(RIGHT, 1, 4)) is None
    assert holding.chain(name_of(RIGHT, 1, 3))


def test_a_run_of_another_branch_does_not_stand_in_a_wider_one():
    holding = Holding()
    holding.add(LEFT)
    holding.add(RIGHT)
    names = [name_of(LEFT, 1, 3), name_of(LEFT, 4, 6), name_of(RIGHT, 4, 6), name_of(RIGHT, 2, 9)]
    assert inside(name_of(LEFT, 1, 9), names, holding) == names[:2]
    assert inside(name_of(RIGHT, 1, 9), names, holding) == [names[0], names[2], names[3]]


def test_what_was_read_is_known_across_files_and_branches():
    read = Read()
    read.add(part(LEFT, 4, 6))
    read.add(part(LEFT, 1, 3))  # the older file is read later
    read.add(part(RIGHT, 6, 9))
    assert read.holds(name_of(LEFT, 1, 6))
    assert read.holds(name_of(LEFT, 2, 5))
    assert read.holds(name_of(RIGHT, 7, 8))
    assert not read.holds(name_of(RIGHT, 5, 7))
    assert not read.holds(name_of(RIGHT, 5, 6))
    assert not read.holds(name_of(LEFT, 6, 7))


def test_what_comes_is_noticed_also_where_the_clock_of_the_disk_stands_still(tmp_path: Path):
    home = tmp_path / "home"
    put_file(home, f"2026-Q4.001.{LAPTOP}.json", part(LEFT, 1, 1))
    (home / "laptop.json").write_text(f'{{"laptop": "{LAPTOP}", "notebook": "n"}}')
    mirror = Mirror(home)
    notebook = notebook_at(home)
    now = time.time_ns()
    for last in (3, 6, 9):
        mirror.keep(*run_of(LEFT, last - 2, last))
        os.utime(mirror.folder, ns=(now, now))
        notebook.poll()
        assert len(texts(notebook)) == last


def test_a_foreign_branch_is_remembered_when_its_file_becomes_part_of_a_wider_one(tmp_path: Path):
    home = tmp_path / "home"
    put_file(home, f"2026-Q4.001.{LAPTOP}.json", part(LEFT, 1, 6))
    (home / "laptop.json").write_text(f'{{"laptop": "{LAPTOP}", "notebook": "n"}}')
    mirror = Mirror(home)
    notebook = notebook_at(home)
    mirror.keep(*run_of(RIGHT, 4, 6))
    notebook.poll()
    mirror.keep(*run_of(RIGHT, 1, 6))
    mirror.drop(name_of(RIGHT, 4, 6))
    notebook.poll()
    new_concern(notebook, "afterwards")
    assert notebook.laptop != LAPTOP


def test_no_run_is_left_out_because_its_last_change_is_known_from_another(tmp_path: Path):
    home = tmp_path / "home"
    put_file(home, f"2026-Q4.001.{LAPTOP}.json", LEFT)
    mirror = Mirror(home)
    for changes, first, last in ((RIGHT, 6, 8), (RIGHT, 4, 6), (RIGHT, 9, 9)):
        mirror.keep(*run_of(changes, first, last))
    assert len(texts(notebook_at(home))) == 15


@pytest.mark.parametrize("missing", [(1, 3), (4, 6), (7, 9)])
def test_what_is_in_no_run_becomes_one_whatever_stands_in_its_place(tmp_path: Path, missing):
    home = tmp_path / "home"
    put_file(home, f"2026-Q4.001.{LAPTOP}.json", LEFT)
    mirror = Mirror(home)
    for first, last in ((1, 3), (4, 6), (7, 9)):
        if (first, last) != missing:
            mirror.keep(*run_of(LEFT, first, last))
        if first > 3:
            mirror.keep(*run_of(RIGHT, first, last))  # the other branch has as high numbers
    made = list(unpublished(home, "n", HomeLock(home)))
    assert [name for name, _ in made] == [name_of(LEFT, *missing)]
    for name, raw in made:
        mirror.keep(name, raw)
    assert list(unpublished(home, "n", HomeLock(home))) == []


def test_two_branches_are_merged_each_by_itself(tmp_path: Path):
    share = Memory()
    jane = Station(tmp_path / "jane", share)
    jane.add("Dogs bark")
    jane.sync()
    mirror = Mirror(jane.home)
    notebook = jane.notebook.identity.notebook
    for changes in (LEFT, RIGHT):
        for number in range(1 if changes is LEFT else 4, 10):
            line = changefile.encode_line(number, changes[number])
            mirror.keep(*runs.make(Header(notebook, LAPTOP), {number: line}, changes[number]["sum"]))
    put_file(jane.home, f"2026-Q4.001.{LAPTOP}.json", part(LEFT, 1, 1), notebook)  # an id that was once hers
    jane.reopen()
    jane.sync()
    assert jane.sync().merged
    jane.later(days=2)
    jane.sync()
    jane.sync()
    omar = Station(tmp_path / "omar", share)
    omar.sync()
    assert len(texts(omar.notebook)) == len(texts(jane.notebook)) == 16
    assert len(share.runs) < 10
