"""Real power cuts: the file system of a real disk is shut down while the program saves, and mounted again.

What it had not written is gone, as when the plug is pulled; what was acknowledged must be there.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.disks import LOGFLUSH, NOLOGFLUSH, LoopDisk, loop_disk, no_loop
from tests.faults.oracle import Ledger, Verdict

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
WRITERS = 2
CALLS_OF_A_FIRST_SAVE = 90
"""More than there are up to the third acknowledged save of a new home."""
KINDS = ("ext4", "xfs")
CAMPAIGN = (
    ("ext4", ""),
    ("ext4", "data=writeback"),
    ("ext4", "data=journal"),
    ("ext4 without journal", ""),
    ("xfs", ""),
)
DISKS, CUTS_OF_ONE_DISK = 10, 10
"""For each of the kinds above."""


class PowerCuts:
    """Cuts on one disk, one after the other, with the same home on it: what the first one left, the next one finds."""

    def __init__(self, disk: LoopDisk, outside: Path, seed: int | str, home: Path | None = None) -> None:
        self.disk = disk
        self.home = home or disk.home
        self.ledger = Ledger()
        self.chance = random.Random(seed)
        self._outside = outside
        self._logs = 0

    def of_any_kind(self, flags: int = NOLOGFLUSH) -> Verdict:
        """Early or late, at a random moment or between two calls, with one window at work or two."""
        what = self.chance.random()
        if what < 0.3:
            return self.at_call(self.chance.choice((self.chance.randint(1, 80), self.chance.randint(1, 1500))), flags)
        saves = self.chance.choice((0, 0, 1, 5, 40, 150))
        return self.after(saves, self.chance.uniform(0, 15), flags, writers=1 if what < 0.8 else WRITERS)

    def after(
        self, saves: int, milliseconds: float, flags: int = NOLOGFLUSH, *, writers: int = 1, words: Sequence[str] = ()
    ) -> Verdict:
        """So long after every writer has had so many saves acknowledged (0: has begun to open the home)."""
        with ExitStack() as ending:
            running = [self._started(ending, *words) for _ in range(writers)]
            for log, writer in running:
                _await(log, b'{"saved":' if saves else b'{"opening":', max(saves, 1), writer)
            time.sleep(milliseconds / 1000)
            self.disk.cut(flags)
            return self._judged(running)

    def at_call(self, call: int, flags: int = NOLOGFLUSH) -> Verdict:
        """Right before the writer's *call*-th call to the operating system."""
        with ExitStack() as ending:
            return self._judged([self._started(ending, "--disk", self.disk.folder, "--cut-at", call, "--flags", flags)])

    def _started(self, ending: ExitStack, *more: object) -> tuple[Path, subprocess.Popen[bytes]]:
        self._logs += 1
        log = self._outside / f"{self.disk.folder.name}-{self._logs}.log"
        command = [sys.executable, "-m", "tests.faults.writer", self.home, self.chance.randrange(1 << 30), *more]
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        with log.open("wb") as out:
            writer = subprocess.Popen(
                [str(word) for word in command], stdout=out, stderr=subprocess.PIPE, env=surroundings, cwd=ROOT
            )
        ending.callback(writer.communicate)
        ending.callback(writer.kill)
        return log, writer

    def _judged(self, running: Sequence[tuple[Path, subprocess.Popen[bytes]]]) -> Verdict:
        for log, writer in running:
            _, said = writer.communicate(timeout=PATIENCE)
            assert writer.returncode == 0, said.decode()
            self.ledger.read(log)
        self.disk.restart()
        return self.ledger.judge(self.home)


def _await(log: Path, step: bytes, count: int, writer: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while log.read_bytes().count(step) < count:
        assert writer.poll() is None, "the writer ended too early"
        assert time.monotonic() < deadline
        time.sleep(0.0005)


def needs(kind: str) -> None:
    if reason := no_loop(kind):
        pytest.skip(reason)


@pytest.mark.parametrize("kind", KINDS)
def test_no_acknowledged_save_is_lost_when_the_power_is_cut(tmp_path, kind):
    needs(kind)
    with loop_disk(tmp_path / "disk", kind) as disk:
        cuts = PowerCuts(disk, tmp_path, seed=1)
        verdicts = [cuts.after(30, 3.0), cuts.after(10, 1.0, writers=WRITERS), cuts.after(5, 0.0, LOGFLUSH)]
        verdicts += [cuts.at_call(call) for call in (25, 200)]
    assert verdicts == [Verdict()] * len(verdicts)
    assert cuts.ledger.acknowledged > 50


@pytest.mark.parametrize("kind", KINDS)
def test_the_power_fails_at_any_call_of_the_first_saves_of_a_home(tmp_path, kind):
    needs(kind)
    with loop_disk(tmp_path / "disk", kind) as disk:
        for call in range(1, CALLS_OF_A_FIRST_SAVE, 5):
            cuts = PowerCuts(disk, tmp_path, seed=call, home=disk.folder / f"{call}" / "home")
            assert cuts.at_call(call) == Verdict(), call


def test_a_store_that_does_not_sync_is_found_out(tmp_path):
    """What the other tests here would say if a save were acknowledged before the disk has it."""
    needs("ext4")
    with loop_disk(tmp_path / "disk") as disk:
        cuts = PowerCuts(disk, tmp_path, seed=1)
        verdict = cuts.after(200, 0.0, words=["--unsynced"])
    assert cuts.ledger.acknowledged >= 200
    assert len(verdict.lost) > 100


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("kind", "options"), CAMPAIGN, ids=lambda one: one or "as usual")
def test_a_hundred_power_cuts(tmp_path, kind, options, tell):
    needs(kind)
    made = acknowledged = refused = 0
    verdicts = []
    for number in range(DISKS):
        with loop_disk(tmp_path / f"disk{number}", kind, options) as disk:
            cuts = PowerCuts(disk, tmp_path, seed=f"{kind} {options} {number}")
            verdicts += [cuts.of_any_kind(NOLOGFLUSH if cut % 3 else LOGFLUSH) for cut in range(CUTS_OF_ONE_DISK)]
        made += CUTS_OF_ONE_DISK
        acknowledged += cuts.ledger.acknowledged
        refused += cuts.ledger.refused
    lost = sum(len(verdict.lost) for verdict in verdicts)
    tell(f"{kind} {options}: {made} cuts, {acknowledged} acknowledged, {refused} refused, {lost} lost")
    assert verdicts == [Verdict()] * made


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ["ext4", "ext4 without journal", "xfs"])
def test_the_power_fails_at_every_call_of_the_first_saves_of_a_home(tmp_path, kind, tell):
    needs(kind)
    acknowledged = 0
    with loop_disk(tmp_path / "disk", kind) as disk:
        for call in range(1, CALLS_OF_A_FIRST_SAVE):
            cuts = PowerCuts(disk, tmp_path, seed=call, home=disk.folder / f"{call}" / "home")
            assert cuts.at_call(call) == Verdict(), call
            acknowledged += cuts.ledger.acknowledged
    tell(f"{kind}, at every call: {CALLS_OF_A_FIRST_SAVE - 1} cuts, {acknowledged} acknowledged, none lost")
