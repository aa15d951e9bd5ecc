"""Real full disks: small ones, filled up to the last pages, where the program goes on as long as anything is possible.

NOT SAVED is said, nothing earlier is lost, everything can be read; once there is room, saving goes on, and what was
said to be not saved does not come back.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from cro_tui.settings import SettingsProblem
from cro_tui.settings import load as load_settings
from cro_tui.settings import save as save_settings
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.errors import NotSaved
from cro_tui.store.notebook import Notebook
from tests.faults.calls import ROOT, add, call
from tests.faults.disks import LoopDisk, MemoryDisk, loop_disk, memory_disk, no_loop, no_memory
from tests.faults.homes import HOMES, a_full_file, one_file, whole
from tests.faults.oracle import Ledger, Verdict
from tests.store.notebooks import new_concern, notebook_at, texts, write

PAGES = 600
FILE = 64
"""Pages of a new file of changes."""
LEVELS = sorted({*range(8), *range(8, 2 * FILE, 9), *range(FILE - 4, FILE + 8), *range(2 * FILE - 2, 2 * FILE + 6)})
FILLINGS_IN_CAMPAIGN = 10
"""Disks of each kind; each is full several times."""
ROUNDS = 4
A_WHILE = 0.03
"""Seconds between two levels."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[MemoryDisk]:
    if reason := no_memory():
        pytest.skip(reason)
    with memory_disk(tmp_path / "disk", PAGES) as mounted:
        yield mounted


def fills(disk: MemoryDisk, situation: str, free: int) -> bool:
    """One add on a disk with so many free pages, and what comes after; whether it was saved."""
    prepare, text = HOMES[situation]
    home = disk.folder / f"{free}" / "home"
    kept = prepare(home)
    disk.leave(free)
    listed = call(home, "list", "concerns", "--json")
    assert (listed.status, len(json.loads(listed.out))) == (0, len(kept)), listed
    said = listed.err.splitlines()
    assert len(said) == len(set(said)), said
    saved = add(home, text)
    shown = texts(notebook_at(home))
    assert sorted(shown) == sorted(kept + [text] * saved)
    disk.empty()
    assert add(home, "after it")
    whole(home, kept + [text] * saved + ["after it"])
    return saved


@pytest.mark.parametrize("situation", HOMES)
def test_adding_on_a_disk_that_is_full(disk, situation):
    saved = [fills(disk, situation, free) for free in (0, 1, FILE, FILE + 3)]
    assert saved[-1]
    assert saved[0] == (situation == "room in the file")


def test_setting_a_field_on_a_disk_that_is_full(disk):
    kept = a_full_file(disk.home)
    notebook = notebook_at(disk.home)
    number = json.loads(call(disk.home, "list", "concerns", "--json").out)[0]["number"]
    new_concern(notebook, "z" * 14_000)
    disk.leave(3)
    refused = call(disk.home, "set", number, f"narrative={'changed ' * 2_000}")
    assert refused.status == 1
    assert refused.err.startswith("cro-tui set: NOT SAVED")
    assert refused.err.count("\n") == 1
    disk.empty()
    assert call(disk.home, "set", number, "status=closed").status == 0
    whole(disk.home, [*kept, "z" * 14_000])


def test_importing_on_a_disk_that_is_full(disk, tmp_path):
    one_file(disk.home)
    rows = tmp_path / "rows.csv"
    rows.write_text("narrative\n" + "".join(f"{number} {'i' * 900}\n" for number in range(600)))
    disk.leave(FILE)
    refused = call(disk.home, "import", "concerns", str(rows))
    assert refused.status == 1
    assert refused.err.count("NOT SAVED") == 1
    before = texts(notebook_at(disk.home))
    assert "kept" in before
    disk.empty()
    assert call(disk.home, "import", "concerns", str(rows)).status == 0
    after = texts(notebook_at(disk.home))
    assert len(after) == len(set(after)) == 601
    whole(disk.home, after)


def test_a_disk_without_another_name_to_give(tmp_path):
    if reason := no_memory():
        pytest.skip(reason)
    saved = []
    for names in range(5, 16):
        with memory_disk(tmp_path / "disk", PAGES, names) as disk:
            first = add(disk.home, "first")
            saved.append(first)
            assert texts(notebook_at(disk.home)) == ["first"] * first
            if first:
                assert add(disk.home, "second")
                whole(disk.home, ["first", "second"])
    assert saved == sorted(saved)
    assert not saved[0]
    assert saved[-1]


def test_drafts_are_kept_as_long_as_there_is_a_page(disk):
    one_file(disk.home)
    drafts = Drafts(disk.home)
    drafts.keep(Draft("one", "capture", "01K", "concern", {"line": "what was typed"}))
    disk.leave(1)
    drafts.keep(Draft("two", "capture", "01K", "concern", {"line": "more"}))
    disk.leave(0)
    with pytest.raises(OSError, match="No space left"):
        drafts.keep(Draft("two", "capture", "01K", "concern", {"line": "even more"}))
    kept = {draft.id: draft.fields["line"] for draft in drafts.all(notebook_at(disk.home))}
    assert kept == {"one": "what was typed", "two": "more"}
    drafts.drop("one")
    drafts.keep(Draft("two", "capture", "01K", "concern", {"line": "even more"}))
    assert [draft.fields["line"] for draft in drafts.all(notebook_at(disk.home))] == ["even more"]


def test_settings_stay_as_they_were_on_a_disk_that_is_full(disk):
    save_settings(disk.home, {"officer": {"name": "Jane Doe"}})
    disk.leave(0)
    with pytest.raises(SettingsProblem, match="was not changed"):
        save_settings(disk.home, {"officer": {"name": "Somebody Else"}})
    assert load_settings(disk.home).officer.name == "Jane Doe"
    assert [path.name for path in disk.home.iterdir()] == ["settings.toml"]
    disk.empty()
    save_settings(disk.home, {"officer": {"name": "Somebody Else"}})
    assert load_settings(disk.home).officer.name == "Somebody Else"


def test_a_window_that_stays_open_while_the_disk_is_full(disk):
    notebook = notebook_at(disk.home)
    first = new_concern(notebook, "kept").ids[0]
    disk.leave(FILE + 2)
    saved = ["kept"]
    with pytest.raises(NotSaved, match="No space left"):  # noqa: PT012 - at which of them is not said
        for number in range(100):
            text = f"{number} " + "x" * 9_000
            new_concern(notebook, text)
            saved.append(text)
    assert len(saved) > 40
    assert texts(notebook) == saved
    other = notebook_at(disk.home)
    assert texts(other) == saved
    with pytest.raises(NotSaved):
        new_concern(notebook, "y" * 200_000)
    disk.empty()
    write(notebook, first, status="closed")
    other.poll()
    assert other.get(first).status == "closed"
    whole(disk.home, saved)


@pytest.mark.parametrize("situation", ["room in the file", "a torn file"])
def test_a_disk_that_can_only_be_read(disk, situation):
    kept = HOMES[situation][0](disk.home)
    drafts = Drafts(disk.home)
    drafts.keep(Draft("one", "capture", "01K", "concern", {"line": "typed"}))
    disk.read_only()
    number = json.loads(call(disk.home, "list", "concerns", "--json").out)[0]["number"]
    for words in (["list", "concerns"], ["show", number, "--history"], ["find", "kept"], ["where"]):
        assert call(disk.home, *words).status == 0, words
    assert call(disk.home, "export", "concerns", "-o", str(disk.folder.parent / "out.csv")).status == 0
    assert call(disk.home, "check").status == (situation == "a torn file")
    assert call(disk.home, "check", "--repair").status == 1
    assert not add(disk.home, "refused")
    refused = call(disk.home, "set", number, "status=closed")
    assert (refused.status, refused.err.count("NOT SAVED: Read-only file system")) == (1, 1), refused
    notebook = Notebook.open(disk.home)
    assert [draft.id for draft in drafts.all(notebook)] == ["one"]
    assert texts(notebook) == kept
    disk.read_only(False)
    new_concern(notebook, "after it")
    whole(disk.home, [*kept, "after it"])


def test_an_empty_disk_that_can_only_be_read(disk):
    disk.read_only()
    assert call(disk.home, "list", "concerns").status == 0
    assert not add(disk.home, "refused")


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("situation", HOMES)
def test_adding_at_every_level(tmp_path, situation, tell):
    if reason := no_memory():
        pytest.skip(reason)
    saved = []
    for free in LEVELS:
        with memory_disk(tmp_path / f"{free}", PAGES) as disk:
            saved.append(fills(disk, situation, free))
    tell(f"{situation}: {len(saved)} full disks, {len(saved) - sum(saved)} refused, {sum(saved)} saved, 0 lost")


def _memory(folder: Path) -> AbstractContextManager[MemoryDisk]:
    return memory_disk(folder, PAGES)


def _filled_while_saving(disk: MemoryDisk | LoopDisk, outside: Path, seed: str) -> tuple[Ledger, list[Verdict]]:
    """Two windows save while the disk is filled and emptied beneath them."""
    chance, ledger = random.Random(seed), Ledger()
    verdicts = []
    for turn in range(ROUNDS):
        if turn:
            disk.leave(chance.choice((0, 1, 5, FILE - 1, FILE, FILE + 1, 2 * FILE)))
        logs = [outside / f"{disk.folder.name}-{turn}-{window}.log" for window in range(2)]
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.faults.writer", str(disk.home)]
        running = []
        for log in logs:
            words = [*command, str(chance.randrange(1 << 30)), "--patient", "--saves", "60"]
            with log.open("wb") as out:
                running.append(subprocess.Popen(words, stdout=out, env=surroundings, cwd=ROOT))
        levels = chance.choices((0, 0, 0, 1, 30, FILE - 1, FILE, FILE + 1, 2 * FILE, PAGES), k=60)
        while any(writer.poll() is None for writer in running):
            disk.leave(levels.pop() if levels else 0)
            time.sleep(A_WHILE)
        assert [writer.returncode for writer in running] == [0, 0]
        for log in logs:
            ledger.read(log, failed_excused=False)
        verdicts.append(ledger.judge(disk.home))
        disk.empty()
        verdicts.append(ledger.judge(disk.home))
    return ledger, verdicts


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ["memory", "ext4", "xfs", "btrfs"])
def test_the_disk_is_filled_and_emptied_while_two_windows_save(tmp_path, kind, tell):
    if reason := no_memory() if kind == "memory" else no_loop(kind):
        pytest.skip(reason)
    acknowledged = refused = 0
    every = []
    for number in range(FILLINGS_IN_CAMPAIGN):
        folder = tmp_path / f"disk{number}"
        with _memory(folder) if kind == "memory" else loop_disk(folder, kind) as disk:
            ledger, verdicts = _filled_while_saving(disk, tmp_path, f"{kind} {number}")
        acknowledged += ledger.acknowledged
        refused += ledger.refused
        every += verdicts
    lost = sum(len(verdict.lost) for verdict in every)
    tell(
        f"{kind}: {FILLINGS_IN_CAMPAIGN} disks full {ROUNDS} times, "
        f"{acknowledged} acknowledged, {refused} refused, {lost} lost"
    )
    assert every == [Verdict()] * len(every)
