"""A small world of laptops that share a notebook, in which anything may go wrong at any moment, always in the same way.

Homes are real folders, the share is in memory or a folder. Every verb of the share and every call that changes a local
file is a *point*: there the laptop may die, the share may be gone or full, or another laptop may sync or save. What the
officers were told was saved is written down, and so is what no copy is left of; at the end `settle` sees that nothing
else is missing, and that all show the same. The judgement uses nothing of the fold.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cro_tui.settings import Officer, Settings
from cro_tui.share.base import ShareProblem
from cro_tui.share.joining import NOTEBOOK
from cro_tui.share.outcome import Outcome
from cro_tui.share.sync import Sync
from cro_tui.store import files, runs
from cro_tui.store.backup import back_up
from cro_tui.store.errors import StoreProblem
from cro_tui.store.notebook import Edit, Notebook
from cro_tui.store.restoring import restore
from tests.share.judge import Judge, Lost
from tests.share.points import Crash, FolderFiles, FolderView, Plan, Points, View
from tests.store.notebooks import BEGIN

FIELDS = ("summary", "place", "entry.a", "entry.b", "voided")
MOST_LAPTOPS = 6
DAY = 86_400


class Clock:
    """The world's time, as one laptop has it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.wrong = timedelta()

    def __call__(self) -> datetime:
        self.world.now += timedelta(seconds=1)
        return self.world.now + self.wrong


class Laptop:
    """A home, and the program on it."""

    def __init__(self, world: World, home: Path) -> None:
        self.world = world
        self.home = home
        self.clock = Clock(world)
        self.view = FolderView(world, world.share) if isinstance(world.share, FolderFiles) else View(world, world.share)
        self.plan: Plan | None = None
        self.count = 0
        self.dead = False
        self.image: Path | None = None
        self.reopen()

    def reopen(self) -> None:
        self.dead = False
        entropy = self.world.dice.randbytes
        officer = Settings(officer=Officer(name=f"Officer {self.home.name}"))
        self.notebook = Notebook.open(self.home, officer, clock=self.clock, entropy=entropy)
        self.syncing = Sync(self.notebook, self.view, entropy=entropy)

    @property
    def joined(self) -> bool:
        return bool(self.notebook.identity and self.notebook.identity.joined)


class World(Points):
    """Laptops and their share. Use it as a context."""

    def __init__(self, root: Path, seed: int, laptops: int = 3, *, folder: bool = False) -> None:
        super().__init__(large=(0, 0, 4000)[seed % 3])
        self.root = root
        self.judge = Judge(self)
        self.dice = random.Random(seed)
        self.now = BEGIN
        self.share: MutableMapping[str, bytes] = FolderFiles(root / "share") if folder else {}
        self.old_share: dict[str, bytes] = {}
        self.acknowledged: set[str] = set()
        self.excused: set[str] = set()
        self.steps = 0
        self.branched = False
        self.backup: Path | None = None
        self.log: list[str] = []
        self._homes = 0
        self.records = [f"01K{'A' * 21}{letter}{letter}" for letter in "BCDEF"]
        self.laptops = [Laptop(self, self._new_home()) for _ in range(laptops)]

    def _new_home(self) -> Path:
        self._homes += 1
        return self.root / f"h{self._homes}"

    # What laptops do

    @contextmanager
    def _acting(self, laptop: Laptop, plan: Plan | None) -> Iterator[None]:
        """A laptop does something; if it dies, it is started again."""
        self.steps += 1
        laptop.plan, laptop.count = plan, 0
        self.current.append(laptop)
        try:
            yield
        except Crash:
            pass
        finally:
            self.current.pop()
            laptop.plan = None
            if laptop.dead:
                self.current.append(laptop)
                laptop.reopen()
                self.current.pop()

    def save(self, laptop: Laptop, plan: Plan | None = None) -> None:
        """The officer writes something on what she sees."""
        record_id = self.dice.choice(self.records)
        chosen = self.dice.sample(FIELDS, self.dice.choice((1, 1, 2)))
        with self._acting(laptop, plan):
            base = laptop.notebook.get(record_id)
            values = {key: self.dice.choice((f"text {self.steps}", "same", None)) for key in chosen}
            if base is None:
                values["narrative"] = f"made {self.steps}"
            try:
                saved = laptop.notebook.save([Edit(record_id, "concern", values, base, numbered=base is None)])
            except StoreProblem:
                return
            self.acknowledged.add(saved.sum)

    def may_sync(self, laptop: Laptop) -> bool:
        """An officer does not take a wiped share for a new one while others still have its notebook."""
        if laptop.joined or not any(one.joined for one in self.laptops):
            return True
        named = runs.notebook_in(self.share.get(NOTEBOOK, b""))
        return named is not None

    def sync(self, laptop: Laptop, plan: Plan | None = None) -> Outcome | None:
        if laptop in self.current or not self.may_sync(laptop):
            return None
        here, there = self.judge.held(laptop), self.judge.held_there()
        try:
            with self._acting(laptop, plan):
                return laptop.syncing.run(confirmed=True)
        except (ShareProblem, StoreProblem) as problem:
            if plan is None and not self.current and NOTEBOOK not in self.judge.rotten():
                raise Lost(f"a sync with nothing in its way failed: {problem}") from problem
        finally:
            if not here <= self.judge.held(laptop):
                raise Lost("a sync took changes from the laptop")
            if not there <= self.judge.held_there():
                raise Lost("a sync took changes from the share")
        return None

    def other_window(self, laptop: Laptop) -> None:
        """The command line does something on a home while the app has it open."""
        app = laptop.notebook, laptop.syncing
        laptop.reopen()
        self.save(laptop) if self.dice.random() < 0.5 else self.sync(laptop)
        laptop.notebook, laptop.syncing = app
        if self.dice.random() < 0.5:
            laptop.notebook.poll()

    def reopen(self, laptop: Laptop) -> None:
        self.steps += 1
        laptop.reopen()

    # What goes wrong

    @contextmanager
    def disaster(self, what: str) -> Iterator[None]:
        """What has no copy left afterwards is excused."""
        self.steps += 1
        self.log.append(what)
        before = self.judge.everywhere()
        yield
        self.excused |= before.keys() - self.judge.everywhere().keys()

    def wipe_share(self) -> None:
        with self.disaster("wiped share"):
            self.share.clear()

    def remember_share(self) -> None:
        self.steps += 1
        self.old_share = dict(self.share)

    def old_share_back(self) -> None:
        with self.disaster("old share"):
            if any(runs.parse_name(text) for text in self.old_share):
                self.share.clear()
                self.share.update(self.old_share)

    def lose_one_there(self) -> None:
        with self.disaster("a file on the share is gone"):
            if self.share:
                del self.share[self.dice.choice(sorted(self.share))]

    def rot_there(self) -> None:
        with self.disaster("a file on the share rots"):
            if self.share:
                name = self.dice.choice(sorted(self.share))
                self.share[name] = self._rotten(self.share[name])

    def _rotten(self, raw: bytes) -> bytes:
        at = self.dice.randrange(max(1, len(raw)))
        return self.dice.choice((raw[:at], raw[:at] + b"\x00" + raw[at + 1 :], b"", raw[:at] + raw))

    def litter(self) -> None:
        """Files that nobody of ours wrote."""
        self.steps += 1
        some = next((text for text in sorted(self.share) if runs.parse_name(text)), "x.json")
        raw = self.dice.randbytes(40)
        for text in (
            some.replace(".json", " (1).json"),
            some.upper(),
            "../outside.json",
            f"hostile.1-9.{'0' * 8}.{self.dice.randbytes(4).hex()}.json",
            f"{some.partition('.')[0]}.{self.dice.randbytes(8).hex()}.part",
        ):
            if self.dice.random() < 0.4:
                self.share[text] = raw

    def rot_here(self, laptop: Laptop) -> None:
        with self.disaster("a file in mirror/ rots"):
            folder = laptop.home / "mirror"
            names = sorted(files.names_in(folder))
            if names:
                path = folder / self.dice.choice(names)
                raw = self._rotten(path.read_bytes())
                path.unlink() if self.dice.random() < 0.3 else path.write_bytes(raw)
            laptop.reopen()

    def forget(self, laptop: Laptop) -> None:
        self.steps += 1
        (laptop.home / self.dice.choice(("share.json", "share.json", "laptop.json"))).unlink(missing_ok=True)
        laptop.reopen()

    def wrong_clock(self, laptop: Laptop) -> None:
        self.steps += 1
        laptop.clock.wrong = timedelta(days=self.dice.choice((0, 0, 1, -1, 4000, -9000)))

    def wait(self) -> None:
        self.steps += 1
        self.now += timedelta(minutes=self.dice.choice((1, 11, 60 * 25, 60 * 24 * 100)))

    def clone(self, laptop: Laptop) -> None:
        self.steps += 1
        if len(self.laptops) < MOST_LAPTOPS and laptop.home.exists():
            home = self._new_home()
            shutil.copytree(laptop.home, home)
            self.laptops.append(Laptop(self, home))
            self.branched = True

    def take_image(self, laptop: Laptop) -> None:
        self.steps += 1
        if laptop.home.exists():
            if laptop.image:
                shutil.rmtree(laptop.image)
            laptop.image = self._new_home()
            shutil.copytree(laptop.home, laptop.image)

    def image_back(self, laptop: Laptop) -> None:
        if laptop.image is None:
            return
        with self.disaster("an old image of a laptop"):
            shutil.rmtree(laptop.home, ignore_errors=True)
            shutil.copytree(laptop.image, laptop.home)
            laptop.reopen()
            self.branched = True

    def reimage(self, laptop: Laptop) -> None:
        if sum(one.joined for one in self.laptops) < 2:
            return
        with self.disaster("an empty laptop"):
            shutil.rmtree(laptop.home, ignore_errors=True)
            laptop.reopen()

    def back_up(self, laptop: Laptop) -> None:
        self.steps += 1
        if laptop.joined:
            self.backup = self._new_home().with_suffix(".zip")
            back_up(laptop.home, self.backup, self.now)

    def restore(self, laptop: Laptop) -> None:
        self.steps += 1
        if self.backup and laptop.joined:
            restore(self.backup, laptop.notebook)
            self.branched = True

    # Anything

    def any_step(self) -> None:
        """One step of the world, by its dice."""
        dice, laptop = self.dice, self.dice.choice(self.laptops)
        kind = dice.random()
        if kind < 0.36:
            self.save(laptop, self.any_plan(laptop) if dice.random() < 0.1 else None)
        elif kind < 0.80:
            self.sync(laptop, self.any_plan(laptop) if dice.random() < 0.5 else None)
        elif kind < 0.90:
            dice.choice((self.wait, self.wait, self.wait, self.remember_share, self.litter))()
        elif kind < 0.97:
            one_laptop = (
                self.reopen, self.other_window, self.other_window, self.other_window, self.wrong_clock, self.forget,
                self.clone, self.take_image, self.image_back, self.reimage, self.rot_here, self.back_up, self.restore,
            )  # fmt: skip
            dice.choice(one_laptop)(laptop)
        else:
            dice.choice((self.wipe_share, self.old_share_back, self.lose_one_there, self.rot_there, self.rot_there))()

    def any_plan(self, laptop: Laptop) -> Plan:
        what = self.dice.choice(("crash", "half", "cut", "lie", "away", "full", "sync", "sync", "save"))
        others = [one for one in self.laptops if one is not laptop]
        return Plan(self.dice.randrange(1, 30), what, self.dice.choice(others) if others else None)

    # The end

    def settle(self) -> None:
        """The faults stop. Raises `Lost` if a promise was broken."""
        whole = not self.judge.rotten() and all(map(self.may_sync, self.laptops))
        self.everybody(60)
        self.everybody(60)
        if whole and not self.judge.rotten():
            self.judge.agree("after two syncs")
        quiet = 0
        for _ in range(20):
            before = self.state()
            self.everybody(DAY + 60)
            quiet = quiet + 1 if self.state() == before else 0
            if quiet > (3 if self.judge.rotten() else 0):
                break
        else:
            raise Lost("it never comes to rest")
        self.judge.agree("at rest")
        if self.branched:
            self._ids_of_their_own()
        missing = self.acknowledged - self.excused - self.judge.everywhere().keys()
        if missing:
            raise Lost(f"{len(missing)} acknowledged changes are nowhere")
        self.judge.stock_reads_all()
        for laptop in self.laptops:
            before = self.state()
            laptop.view.calls.clear()
            outcome = self.sync(laptop)
            if outcome is not None and (
                self.state() != before or (not outcome.bad and laptop.view.calls != {"list": 1})
            ):
                raise Lost(f"one more sync did something: {outcome} {laptop.view.calls}")

    def everybody(self, seconds: int) -> None:
        """Time goes by, then all sync, one after the other."""
        self.now += timedelta(seconds=seconds)
        for laptop in self.laptops:
            self.sync(laptop)

    def state(self) -> tuple[Any, ...]:
        """What is on the share and in the mirrors."""
        mirrors = tuple(files.names_in(laptop.home / "mirror") for laptop in self.laptops)
        return {text: hash(raw) for text, raw in self.share.items()}, mirrors

    def _ids_of_their_own(self) -> None:
        for _ in range(3):
            for laptop in self.laptops:
                self.save(laptop)
            self.everybody(60)
            self.everybody(60)
        ids = [laptop.notebook.laptop for laptop in self.laptops]
        if len(set(ids)) < len(ids):
            raise Lost(f"two laptops write under one id: {ids}")
        for _ in range(6):
            self.everybody(DAY + 60)
        self.judge.agree("under ids of their own")


def lived(root: Path, seed: int, steps: int, laptops: int = 3, *, folder: bool = False) -> World:
    """A world after so many steps of its own and its judgement; raises `Lost`."""
    with World(root, seed, laptops, folder=folder) as world:
        for _ in range(steps):
            world.any_step()
        world.settle()
    return world
