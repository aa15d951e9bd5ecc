"""The sweeps: every operation of a scene, every fault at it, and what the disk may hold afterwards.

`crashes` runs a scene once and cuts the power (and kills the process) after each operation and in the middle of each
write. `errors` runs it again and again, each time with one fault at one operation, and lets the program go on.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.fault import NO_FAULT, OFTEN_TOLD, READING, SHARES, Fault, Killed, faults_at
from tests.faults.officer import Desk
from tests.faults.remembered import Lost, demand
from tests.faults.scenes import Scene
from tests.faults.simulated_disk import Disk, Tree, cut_short, put
from tests.faults.watching import Watch
from tests.store.notebooks import told


class Broken(AssertionError):
    """The program broke its word; says where."""


class Sweep:
    """The sweeps over one scene, counted."""

    def __init__(self, scene: Scene, folder: Path, *, sector: int = 512, most: int = 8, thorough: bool = False) -> None:
        self.scene = scene
        self.folder = folder
        self.sector = sector
        self.most = most
        """How many states of the disk are looked at after each operation where all are too many."""
        self.thorough = thorough
        self.counts: Counter[str] = Counter()
        self.chance = random.Random(f"{scene.name} {sector}")
        self._checked: set[tuple[int, int]] = set()
        folder.mkdir(parents=True, exist_ok=True)
        with quick_disk():
            self._before = Desk(self._empty("before") / "home")
            scene.before(self._before)
            self._before.leave()
            self._start = Disk(self.folder / "before").seen()

    def told(self) -> str:
        """The counts in words."""
        return ", ".join(f"{count} {what}" for what, count in sorted(self.counts.items()))

    def _empty(self, name: str) -> Path:
        place = self.folder / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place

    def _run(self, fault: Fault) -> tuple[Desk, Watch]:
        root = self._empty("disk")
        put(self._start, root)
        self._checked.clear()
        return self._before.copy(root / "home"), Watch(Disk(root, self.sector), fault)

    # What is left after a crash

    def _hold(self, desk: Desk, tree: Tree, where: object) -> None:
        """Opens what is left as a process of another day would."""
        key = (hash(tuple((path, hash(raw)) for path, raw in tree.items())), desk.told)
        if key in self._checked:
            return
        self._checked.add(key)
        self.counts["images"] += 1
        self.counts["saves held against an image"] += len(desk.saves)
        image = self._empty("image")
        put(tree, image)
        try:
            notebook = desk.hold(image / "home")
            if self.counts["images"] % 5 == 0:
                desk.copy(image / "home").hold_going_on(image / "home", notebook)
        except Lost as broken:
            raise Broken(f"{self.scene.name}, {where}: {broken}") from broken
        if "home/torn" not in tree and (image / "home" / "torn").exists():
            self.counts["torn"] += 1
            if self.thorough or self.counts["torn"] % 40 == 1:
                self._crash_again(desk, tree, where)

    def _crash_again(self, desk: Desk, tree: Tree, where: object) -> None:
        """The power goes again while what a first cut left is set right."""
        root = self._empty("again")
        put(tree, root)
        disk = Disk(root, self.sector)
        watch = Watch(disk)
        images: list[Tree] = []

        def after(_kind: str) -> None:
            images.extend(disk.cuts(self.chance, 3))

        watch.after = after
        with watch.watching():
            reopened = desk.copy(root / "home")
            reopened.list_drafts()
        for index, left in enumerate(images):
            self.counts["second cuts"] += 1
            image = self._empty("image")
            put(left, image)
            try:
                desk.hold(image / "home")
            except Lost as broken:
                raise Broken(f"{self.scene.name}, {where}, cut again ({index}): {broken}") from broken

    def _cut(self, desk: Desk, watch: Watch, most: int, where: object) -> None:
        for tree in watch.disk.cuts(self.chance, most):
            self._hold(desk, tree, where)

    def crashes(self) -> None:
        """The process dies, or the power goes, after each operation and in the middle of each write."""
        desk, watch = self._run(NO_FAULT)

        def after(kind: str) -> None:
            where = f"operation {watch.count} ({kind})"
            self._hold(desk, watch.disk.seen(), f"killed after {where}")
            self._cut(desk, watch, self.most, f"power cut after {where}")

        def before_write(path: str, offset: int, piece: bytes) -> None:
            for share in SHARES:
                part = piece[: Watch.part(share, offset, len(piece))]
                left = cut_short(watch.disk.seen(), path, offset, part)
                self._hold(desk, left, f"killed {len(part)} bytes into operation {watch.count + 1}")

        watch.after, watch.before_write = after, before_write
        desk.heard = lambda: self._cut(desk, watch, self.most, f"power cut, acknowledged at {watch.count}")
        with watch.watching():
            self.scene.act(desk)
            desk.heard()
        self._hold(desk, Disk(watch.disk.root).seen(), "the end")
        demand(watch.disk.seen() == Disk(watch.disk.root).seen(), "something went around the simulated disk")
        self.counts["operations"] += watch.count
        self.counts["acknowledged"] += sum(save.how == "saved" for save in desk.saves)

    # What the program does after an error

    def errors(self) -> None:
        """Each fault at each operation; the program goes on, is closed, and opened again."""
        desk, watch = self._run(NO_FAULT)
        with watch.watching():
            self.scene.act(desk)
        self.counts["operations"] += watch.count
        for at, kind in enumerate(watch.kinds, 1):
            if kind in READING and not self.thorough and not (self.scene.reads and kind in OFTEN_TOLD):
                continue
            for fault in faults_at(at, kind, thorough=self.thorough):
                self.one_error(fault, kind)

    def one_error(self, fault: Fault, kind: str) -> None:
        """One run with one fault."""
        desk, watch = self._run(fault)
        desk.excused = kind in READING
        where = f"{fault} ({kind})"

        def heard() -> None:
            if watch.struck:
                self._cut(desk, watch, self.most, f"{where}, power cut at {watch.count}")

        if self.thorough:
            desk.heard = heard
        try:
            with watch.watching():
                with suppress(Killed):
                    self.scene.act(desk)
                killed = watch.dead
                watch.revive()
                if killed:
                    desk.leave()
                else:
                    self._go_on(desk, where)
                desk.list_drafts()
                if self.thorough or (killed and desk.drafts):
                    heard()
                demand(desk.new(60), "a save fails though all is well again")
                desk.keep("d-last", "the last words")
                desk.leave()
            heard()
            self._hold(desk, watch.disk.seen(), f"{where}, the end")
        except Lost as broken:
            raise Broken(f"{self.scene.name}, {where}: {broken}") from broken
        demand(watch.disk.seen() == Disk(watch.disk.root).seen(), "something went around the simulated disk")
        self.counts["runs with a fault"] += 1
        self.counts["acknowledged"] += sum(save.how == "saved" for save in desk.saves)
        self.counts["reported as failed"] += sum(save.how == "failed" for save in desk.saves)

    def _go_on(self, desk: Desk, where: str) -> None:
        """The disk is well again: the same windows save on, and show what is shown when all is opened anew."""
        for which in list(desk.notebooks):
            demand(desk.new(60, which=which), "a save fails though all is well again")
        for which, notebook in desk.notebooks.items():
            desk.look(which)
            if not notebook.notices:
                demand(told(notebook) == told(desk.opened(desk.home)), f"window {which} shows something else")
        desk.leave()


@contextmanager
def quick_disk() -> Iterator[None]:
    """No sync reaches the real disk meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        patch.setattr(os, "fdatasync", lambda _handle: None, raising=False)
        yield
