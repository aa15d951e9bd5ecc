"""A small world of laptops that share a notebook, in which anything may go wrong at any moment, always in the same way.

Homes are real folders, the share is in memory. Every verb of the share and every call that changes a local file is a
*point*: there the laptop may die, the share may be gone or full, or another laptop may sync or save. What the officers
were told was saved is written down, and so is what no copy is left of; at the end `settle` sees that nothing else is
missing, and that all show the same. The judgement uses nothing of the fold.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from cro_tui.share.base import Away, Refused, ShareProblem, Vanished
from cro_tui.share.joining import NOTEBOOK
from cro_tui.share.sync import Outcome, Sync
from cro_tui.store import changefile, files, runs
from cro_tui.store.backup import back_up
from cro_tui.store.errors import StoreProblem
from cro_tui.store.fold import instant
from cro_tui.store.notebook import Edit, Notebook
from cro_tui.store.restoring import restore
from tests.store.notebooks import BEGIN, notebook_at, stock_changes

FIELDS = ("summary", "place", "entry.a", "entry.b", "voided")
MOST_LAPTOPS = 6
DAY = 86_400


class Crash(BaseException):
    """The laptop died; nothing of its process runs any more."""


class Lost(AssertionError):
    """A promise was broken."""


@dataclass
class Plan:
    """What happens at a point of an action."""

    at: int
    what: str
    """crash, half, cut, away, full, or sync and save by another laptop."""
    other: Laptop | None = None


class Clock:
    """The world's time, as one laptop has it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.wrong = timedelta()

    def __call__(self) -> datetime:
        self.world.now += timedelta(seconds=1)
        return self.world.now + self.wrong


class View:
    """The share as one laptop reaches it."""

    address = "share"

    def __init__(self, world: World) -> None:
        self.world = world
        self.files = world.share
        self.calls: Counter[str] = Counter()

    def _point(self, verb: str) -> Plan | None:
        self.calls[verb] += 1
        return self.world.point()

    def list(self) -> list[str]:
        self._point("list")
        return list(self.files)

    def read(self, name: str, limit: int) -> bytes:
        self._point("read")
        if name not in self.files:
            raise Vanished(name)
        return self.files[name][: limit + 1]

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        plan = self._point("publish")
        if name in self.files:
            return False
        half = raw[: len(raw) // 2]
        self.files[part] = half
        if plan and plan.what == "cut":  # a bad server: half a file under the final name
            self.files[name] = half
            del self.files[part]
            self.world.die()
        if plan and plan.what == "half":
            self.world.die()
        self.world.point()
        self.files.pop(part, None)
        if name in self.files:
            return False
        self.files[name] = raw
        self.world.point()
        return True

    def remove(self, name: str) -> None:
        self._point("remove")
        self.files.pop(name, None)
        self.world.point()


class Laptop:
    """A home, and the program on it."""

    def __init__(self, world: World, home: Path) -> None:
        self.world = world
        self.home = home
        self.clock = Clock(world)
        self.view = View(world)
        self.plan: Plan | None = None
        self.count = 0
        self.dead = False
        self.image: Path | None = None
        self.reopen()

    def reopen(self) -> None:
        self.dead = False
        self.notebook: Notebook = notebook_at(self.home, self.clock, f"Officer {self.home.name}")  # type: ignore[arg-type]
        self.syncing = Sync(self.notebook, self.view, entropy=self.world.dice.randbytes)

    @property
    def joined(self) -> bool:
        return bool(self.notebook.identity and self.notebook.identity.joined)


class World:
    """Use it as a context: within, the calls of the operating system that change files are points."""

    def __init__(self, root: Path, seed: int, laptops: int = 3) -> None:
        self.root = root
        self.dice = random.Random(seed)
        self.now = BEGIN
        self.share: dict[str, bytes] = {}
        self.old_share: dict[str, bytes] = {}
        self.acknowledged: set[str] = set()
        self.excused: set[str] = set()
        self.current: list[Laptop] = []
        self.steps = self.points = 0
        self.branched = False
        self.backup: Path | None = None
        self.log: list[str] = []
        self._homes = 0
        self.records = [f"01K{'A' * 21}{letter}{letter}" for letter in "BCDEF"]
        self.laptops = [Laptop(self, self._new_home()) for _ in range(laptops)]

    def _new_home(self) -> Path:
        self._homes += 1
        return self.root / f"h{self._homes}"

    # Points

    def point(self) -> Plan | None:
        """Here something may happen."""
        if not self.current:
            return None
        laptop = self.current[-1]
        if laptop.dead:
            raise Crash
        self.points += 1
        laptop.count += 1
        plan = laptop.plan
        if plan is None or laptop.count < plan.at:
            return None
        laptop.plan = None
        return self._happens(plan)

    def _happens(self, plan: Plan) -> Plan | None:
        if plan.what == "crash":
            self.die()
        if plan.what == "away":
            raise Away("the cable is out")
        if plan.what == "full":
            raise Refused("full")
        if plan.what == "sync" and plan.other:
            self.sync(plan.other)
        if plan.what == "save" and plan.other:
            self.save(plan.other)
        return plan

    def die(self) -> None:
        self.current[-1].dead = True
        raise Crash

    def __enter__(self) -> World:
        self._stack = ExitStack()
        for name in ("replace", "rename", "unlink", "mkdir"):
            self._stack.enter_context(mock.patch.object(os, name, self._pointed(getattr(os, name))))
        self._stack.enter_context(mock.patch.object(os, "write", self._written(os.write)))
        self._stack.enter_context(mock.patch.object(os, "open", self._opened(os.open)))
        for name in ("fsync", "fdatasync"):
            self._stack.enter_context(mock.patch.object(os, name, lambda _handle: None))
        return self

    def __exit__(self, *_problem: object) -> None:
        self._stack.close()

    def _pointed(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*more: Any, **named: Any) -> Any:
            self._local_point()
            return real(*more, **named)

        return call

    def _written(self, real: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
        def call(handle: int, piece: Any) -> int:
            plan = self._local_point()
            if plan and plan.what in ("half", "cut"):
                real(handle, bytes(piece)[: len(piece) // 2])
                self.die()
            return real(handle, piece)

        return call

    def _opened(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *more: Any, **named: Any) -> int:
            if flags & os.O_CREAT and not str(path).endswith("lock"):
                self._local_point()
            return real(path, flags, *more, **named)

        return call

    def _local_point(self) -> Plan | None:
        try:
            return self.point()
        except (Away, Refused):
            raise OSError(errno.ENOSPC, "No space left on device") from None

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
        with self._acting(laptop, plan):
            try:
                return laptop.syncing.run(confirmed=True)
            except (ShareProblem, StoreProblem) as problem:
                if plan is None and not self.current[:-1]:
                    raise Lost(f"a sync with nothing in its way failed: {problem}") from problem
        return None

    def reopen(self, laptop: Laptop) -> None:
        self.steps += 1
        laptop.reopen()

    # What goes wrong

    @contextmanager
    def disaster(self, what: str) -> Iterator[None]:
        """What has no copy left afterwards is excused."""
        self.steps += 1
        self.log.append(what)
        before = self.everywhere()
        yield
        self.excused |= before.keys() - self.everywhere().keys()

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
                self.reopen, self.reopen, self.wrong_clock, self.forget, self.clone, self.take_image, self.image_back,
                self.reimage, self.rot_here, self.back_up, self.restore,
            )  # fmt: skip
            dice.choice(one_laptop)(laptop)
        else:
            dice.choice((self.wipe_share, self.old_share_back, self.lose_one_there, self.rot_there, self.rot_there))()

    def any_plan(self, laptop: Laptop) -> Plan:
        what = self.dice.choice(("crash", "half", "cut", "away", "full", "sync", "sync", "save"))
        others = [one for one in self.laptops if one is not laptop]
        return Plan(self.dice.randrange(1, 30), what, self.dice.choice(others) if others else None)

    # Judgement

    def everywhere(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """sum -> (laptop, change) of every change of which there is a whole copy on some disk."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        for laptop in self.laptops:
            for text in files.names_in(laptop.home / "data"):
                if name := files.parse_name(text):
                    raw = (laptop.home / "data" / text).read_bytes()
                    self._collect(found, name.laptop, raw)
            for text in files.names_in(laptop.home / "mirror"):
                if run := runs.parse_name(text):
                    raw = (laptop.home / "mirror" / text).read_bytes()
                    if runs.is_whole(run, raw):
                        self._collect(found, run.laptop, raw)
        for text, raw in self.share.items():
            if (run := runs.parse_name(text)) and runs.is_whole(run, raw):
                self._collect(found, run.laptop, raw)
        return found

    def _collect(self, found: dict[str, tuple[str, dict[str, Any]]], laptop: str, raw: bytes) -> None:
        for change in changefile.parse(raw).changes.values():
            found.setdefault(change["sum"], (laptop, change))

    def expected(self) -> dict[tuple[str, str], tuple[set[str], Any]]:
        """(record, field) -> (the writes that nobody replaced, what is shown)."""
        everything = self.everywhere()
        replaced: set[tuple[str, str, str]] = set()
        writes: dict[tuple[str, str], list[tuple[datetime, str, Any]]] = {}
        for sum_, (_, change) in everything.items():
            for record_id, rec in change["recs"].items():
                replaced |= {(record_id, key, one) for key, sums in rec.get("over", {}).items() for one in sums}
                for key, value in rec["set"].items():
                    writes.setdefault((record_id, key), []).append((instant(change["at"]), sum_, value))
        shown: dict[tuple[str, str], tuple[set[str], Any]] = {}
        for (record_id, key), those in writes.items():
            heads = [one for one in those if (record_id, key, one[1]) not in replaced]
            if heads:
                shown[record_id, key] = {sum_ for _, sum_, _ in heads}, max(heads, key=lambda one: one[:2])[2]
        return shown

    def shown(self, laptop: Laptop) -> dict[tuple[str, str], tuple[set[str], Any]]:
        return {
            (record_id, key): ({head.sum for head in folded.heads_of(key)}, value)
            for record_id, folded in laptop.notebook._fold.records.items()
            for key, value in folded.values.items()
        }

    def settle(self) -> None:
        """The faults stop. Raises `Lost` if a promise was broken."""
        self.everybody(60)
        self.everybody(60)
        if not self.rotten():
            self.agree("after two syncs")
        quiet = 0
        for _ in range(20):
            before = self.state()
            self.everybody(DAY + 60)
            quiet = quiet + 1 if self.state() == before else 0
            if quiet > (3 if self.rotten() else 0):
                break
        else:
            raise Lost("it never comes to rest")
        self.agree("at rest")
        if self.branched:
            self._ids_of_their_own()
        missing = self.acknowledged - self.excused - self.everywhere().keys()
        if missing:
            raise Lost(f"{len(missing)} acknowledged changes are nowhere")
        self._stock_reads_all()
        for laptop in self.laptops:
            before = self.state()
            laptop.view.calls.clear()
            outcome = self.sync(laptop)
            if outcome is not None and (self.state() != before or (not outcome.bad and laptop.view.calls != {"list": 1})):
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

    def rotten(self) -> list[str]:
        named = NOTEBOOK in self.share and runs.notebook_in(self.share[NOTEBOOK]) is None
        bad = [text for text, raw in self.share.items() if (run := runs.parse_name(text)) and not runs.is_whole(run, raw)]
        return bad + [NOTEBOOK] * named

    def agree(self, when: str) -> None:
        expected = self.expected()
        for laptop in self.laptops:
            if not self.may_sync(laptop):
                continue
            shown = self.shown(laptop)
            if shown != expected:
                wrong = {key for key in shown.keys() | expected.keys() if shown.get(key) != expected.get(key)}
                raise Lost(f"{when}, {laptop.home.name} shows {len(wrong)} fields otherwise: {sorted(wrong)[:3]}")

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
        self.agree("under ids of their own")

    def _stock_reads_all(self) -> None:
        for laptop in self.laptops:
            for part in ("data", "mirror"):
                for text in files.names_in(laptop.home / part):
                    stock_changes(laptop.home / part / text)
        kept = self.root / "stock.json"
        for text, raw in self.share.items():
            if runs.parse_name(text) and text not in self.rotten():
                kept.write_bytes(raw)
                stock_changes(kept)


def lived(root: Path, seed: int, steps: int, laptops: int = 3) -> World:
    """A world after so many steps of its own and its judgement; raises `Lost`."""
    with World(root, seed, laptops) as world:
        for _ in range(steps):
            world.any_step()
        world.settle()
    return world
