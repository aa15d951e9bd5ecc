"""Laptops that share a notebook on bad days without end: nothing acknowledged is lost, and all come to show the same.

``pytest -m campaign tests/share`` runs the long campaign (SHARE_STEPS steps, 100,000 without it).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.share.judge import Lost
from tests.share.mistakes import MISTAKES, SOON
from tests.share.points import SMALL_FILES, Plan
from tests.share.world import World, lived

Tell = Callable[[str], None]
WORLDS = 16
STEPS = 40
SWEPT = ("crash", "half", "cut", "lie", "away", "full", "sync", "save")


# Worlds by their dice


@pytest.mark.parametrize("seed", range(WORLDS))
def test_worlds_by_their_dice(tmp_path, seed):
    lived(tmp_path, seed, STEPS, laptops=2 + seed % 3, folder=seed % 4 == 0)


@pytest.mark.campaign
@pytest.mark.timeout(0)
def test_many_worlds(tmp_path, tell: Tell):
    wanted = int(os.environ.get("SHARE_STEPS", "100000"))
    steps = points = seed = 0
    while steps < wanted:
        seed += 1
        root = tmp_path / str(seed)
        world = lived(root, 10_000 + seed, 60, laptops=2 + seed % 4, folder=seed % 4 == 0)
        steps, points = steps + world.steps, points + world.points
        shutil.rmtree(root)
        if seed % 50 == 0:
            tell(f"{seed} worlds, {steps} steps, {points} points")
    tell(f"{seed} worlds, {steps} steps, {points} points: nothing lost")


# Every point of a fixed piece of work

PIECES = ("merging", "clearing up")


def worked(root: Path, piece: str, what: str, at: int, *, folder: bool) -> bool:
    """A sync that has much to do: to fetch, to send, and to merge or clear up; at one point of it something happens.

    Whether there was such a point.
    """
    with World(root, 7, folder=folder) as world:
        jane, omar, luz = world.laptops
        for _ in range(SMALL_FILES + 1):
            world.save(jane)
            world.sync(jane)
        for one in (omar, luz):
            world.sync(one)
        if piece == "clearing up":
            world.sync(jane)
            world.now += timedelta(days=1, minutes=5)
        for one in (omar, luz):
            world.save(one)
            world.sync(one)
        for one in world.laptops:
            world.save(one)
        done = world.sync(jane, Plan(at, what, omar if what == "sync" else luz))
        reached = jane.count >= at
        if not reached:
            assert done
            assert done.merged > SMALL_FILES if piece == "merging" else not done.merged
        world.settle()
    return reached


def swept(root: Path, piece: str, what: str, first: int, step: int, *, folder: bool) -> int:
    """How many points there are up to the end."""
    at = first
    while worked(root / str(at), piece, what, at, folder=folder):
        shutil.rmtree(root / str(at))
        at += step
    assert at > 35
    return at


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("what", SWEPT)
def test_some_points_of_a_sync(tmp_path, piece, what):
    swept(tmp_path, piece, what, 1 + 3 * SWEPT.index(what), 26, folder=bool(SWEPT.index(what) % 2))


@pytest.mark.campaign
@pytest.mark.timeout(0)
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("what", SWEPT)
@pytest.mark.parametrize("folder", [False, True], ids=("memory", "folder"))
def test_every_point_of_a_sync(tmp_path, piece, what, folder, tell: Tell):
    points = swept(tmp_path, piece, what, 1, 1, folder=folder) - 1
    tell(f"{piece}, {what}, {'folder' if folder else 'memory'}: {points} points")


# Mistakes put in on purpose


def noticed(root: Path, seeds: Iterable[int]) -> str:
    """In what world, after how many steps and how a mistake came to light; "" for not at all."""
    steps = 0
    for count, seed in enumerate(seeds):
        world = World(root / str(count), seed, laptops=2 + seed % 3)
        try:
            with world:
                for _ in range(STEPS):
                    world.any_step()
                world.settle()
        except Exception as problem:
            return f"after {steps + world.steps} steps, with seed {seed}: {problem}"
        steps += world.steps
        shutil.rmtree(root / str(count), ignore_errors=True)
    return ""


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.__name__)
def test_a_mistake_is_noticed(tmp_path, monkeypatch, mistake):
    """Begins with a world that is known to bring it to light."""
    mistake(monkeypatch)
    assert noticed(tmp_path, (SOON[mistake.__name__], *range(100)))


@pytest.mark.campaign
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.__name__)
def test_how_soon_a_mistake_is_noticed(tmp_path, monkeypatch, mistake, tell: Tell):
    mistake(monkeypatch)
    how = noticed(tmp_path, range(300))
    tell(f"{mistake.__name__}: {how[:150]}")
    assert how


# The same world, driven by hypothesis


ON_A_LAPTOP = (
    "reopen", "other_window", "wrong_clock", "forget", "clone", "take_image", "image_back", "reimage", "rot_here",
    "back_up", "restore",
)  # fmt: skip
ON_THE_SHARE = ("wait", "wipe_share", "remember_share", "old_share_back", "lose_one_there", "rot_there", "litter")


class Station(RuleBasedStateMachine):
    """Hypothesis chooses what happens, and makes what it finds as short as can be."""

    laptops = st.integers(0, 5)

    def __init__(self) -> None:
        super().__init__()
        self.world: World | None = None

    @initialize(seed=st.integers(0, 5), laptops=st.integers(2, 4))
    def begins(self, seed: int, laptops: int) -> None:
        self.root = Path(os.environ["SHARE_ROOT"]) / os.urandom(6).hex()
        self.world = World(self.root, seed, laptops)
        self.world.__enter__()

    def one(self, index: int):  # type: ignore[no-untyped-def]
        return self.world.laptops[index % len(self.world.laptops)]

    @rule(which=laptops)
    def saves(self, which: int) -> None:
        self.world.save(self.one(which))

    @rule(which=laptops)
    def syncs(self, which: int) -> None:
        self.world.sync(self.one(which))

    @rule(which=laptops, other=laptops, at=st.integers(1, 30), what=st.sampled_from(SWEPT))
    def syncs_badly(self, which: int, other: int, at: int, what: str) -> None:
        self.world.sync(self.one(which), Plan(at, what, self.one(other)))

    @rule(which=laptops, what=st.sampled_from(ON_A_LAPTOP))
    def on_a_laptop(self, which: int, what: str) -> None:
        getattr(self.world, what)(self.one(which))

    @rule(what=st.sampled_from(ON_THE_SHARE))
    def on_the_share(self, what: str) -> None:
        getattr(self.world, what)()

    def teardown(self) -> None:
        if self.world is None:
            return
        try:
            self.world.settle()
        finally:
            self.world.__exit__()
            shutil.rmtree(self.root, ignore_errors=True)


def test_worlds_by_hypothesis(tmp_path, monkeypatch):
    from hypothesis.stateful import run_state_machine_as_test

    monkeypatch.setenv("SHARE_ROOT", str(tmp_path))
    run_state_machine_as_test(
        Station,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck), database=None,
        ),
    )  # fmt: skip


def test_the_judge_notices_what_is_lost(tmp_path):
    with World(tmp_path, 1) as world:
        laptop = world.laptops[0]
        world.save(laptop)
        world.sync(laptop)
        shutil.rmtree(laptop.home)
        world.share.clear()
        laptop.reopen()
        with pytest.raises(Lost, match="nowhere"):
            world.settle()
