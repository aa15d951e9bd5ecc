"""A process that saves until it is stopped or the disk refuses, and reports each step on stdout, one JSON line each.

What it is going to save is reported before, what was acknowledged after; stdout is a file on another disk than the
home's. It knows nothing of cuts but the one that it is told to make itself, between two calls to the operating system.

    python -m tests.faults.writer HOME SEED [--saves N] [--disk FOLDER --cut-at CALL --flags F] [--unsynced]
            [--patient]
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cro_tui.model.concern import Concern
from cro_tui.model.fields import Context
from cro_tui.settings import Officer, Settings
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.errors import NotSaved, StoreProblem
from cro_tui.store.notebook import Edit, Notebook

SHUTDOWN = 0x8004587D
"""The same for ext4 (EXT4_IOC_SHUTDOWN) and xfs (XFS_IOC_GOINGDOWN): the file system writes nothing from then on."""
LOGFLUSH, NOLOGFLUSH = 1, 2
"""First write out the journal, which may then be ahead of the contents of files; or drop everything unwritten."""
REFUSALS = 3
"""After so many refused saves it gives up, unless it is told to be patient."""
ANOTHER_WINDOW = 0.05
LENGTHS = (20, 200, 700, 3_000, 4_500, 9_000, 60_000, 280_000)
WEIGHTS = (30, 40, 30, 8, 4, 3, 2, 0.3)
_CALLS = ("open", "write", "fsync", "fdatasync", "rename", "replace", "mkdir", "unlink", "close")
_write = os.write


def cut(folder: Path, flags: int) -> None:
    """Cuts the power of the disk that is mounted at *folder*, as far as its file system is concerned."""
    import fcntl  # Windows has none, and collects the tests that are skipped there

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", flags))
    finally:
        os.close(handle)


def report(**step: Any) -> None:
    _write(1, json.dumps(step, separators=(",", ":")).encode() + b"\n")


def cut_at(disk: Path, call: int, flags: int) -> None:
    """Has the power cut right before the *call*-th call that may reach the disk."""
    count = 0

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*given: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == call:
                cut(disk, flags)
            return real(*given, **more)

        return instead

    for name in _CALLS:
        setattr(os, name, watched(getattr(os, name)))


def without_syncing() -> None:
    """A store that acknowledges what the disk does not have yet."""
    os.fsync = os.fdatasync = lambda handle: None  # type: ignore[assignment]


class Hand:
    """Chooses what is saved next: new concerns of all lengths, edits of what this process saved, links of two."""

    def __init__(self, notebook: Notebook, seed: int) -> None:
        self.notebook = notebook
        self.chance = random.Random(seed)
        self.seed = seed
        self.own: list[str] = []
        self.count = 0

    def text(self) -> str:
        self.count += 1
        length = self.chance.choices(LENGTHS, WEIGHTS)[0]
        about = f"{self.seed}/{self.count} Señora said “it's \\ loud” [/b] "
        return about + "x" * self.chance.randint(0, length)

    def next(self) -> list[Edit]:
        what = self.chance.random()
        if len(self.own) < 2 or what < 0.7:
            return [self.new()]
        first, second = self.chance.sample(self.own, 2)
        if what < 0.9:
            return [self.edit(first, {"narrative": self.text(), "status": self.chance.choice(("new", "closed"))})]
        return [self.edit(first, {f"link.{second}": 1}), self.edit(second, {f"link.{first}": 1}), self.new()]

    def new(self) -> Edit:
        context = Context(now=self.notebook.clock())
        values = Concern.parse({"narrative": self.text()}, context)
        return Edit(self.notebook.new_id(), Concern.KIND, values, numbered=True)

    def edit(self, record_id: str, values: dict[str, Any]) -> Edit:
        return Edit(record_id, Concern.KIND, values, self.notebook.get(record_id))


def save(hand: Hand, drafts: Drafts, turn: int) -> bool:
    """One save, sometimes by way of a draft; whether it was acknowledged."""
    edits = hand.next()
    draft = ""
    if hand.chance.random() < 0.1:
        draft = f"{hand.seed}-{turn}"
        fields = {"line": str(edits[0].set.get("narrative", ""))}
        report(drafting=draft, fields=fields)
        try:
            drafts.keep(Draft(draft, "capture", edits[0].id, "concern", fields, datetime.now(UTC).isoformat()))
        except OSError as problem:
            report(undrafted=draft, said=str(problem))
        else:
            report(drafted=draft)
    report(trying=turn, recs={edit.id: dict(edit.set) for edit in edits}, draft=draft)
    try:
        saved = hand.notebook.save(edits, draft=draft)
    except NotSaved as problem:
        report(refused=turn, said=str(problem))
        return False
    report(saved=turn, sum=saved.sum, number=saved.number)
    hand.own += (edit.id for edit in edits if edit.numbered)
    if draft:
        drafts.drop(draft)
    return True


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("home", type=Path)
    words.add_argument("seed", type=int)
    words.add_argument("--saves", type=int, default=0)
    words.add_argument("--disk", type=Path)
    words.add_argument("--cut-at", type=int, default=0)
    words.add_argument("--flags", type=int, default=NOLOGFLUSH)
    words.add_argument("--unsynced", action="store_true")
    words.add_argument("--patient", action="store_true")
    given = words.parse_args()
    if given.unsynced:
        without_syncing()
    report(opening=True)
    if given.cut_at:
        cut_at(given.disk, given.cut_at, given.flags)
    seed: int = given.seed
    try:
        hand = Hand(opened(given.home), seed)
        report(ready=hand.notebook.count())
        work(hand, given.saves, patient=given.patient)
    except StoreProblem as problem:
        report(unopened=str(problem))


def opened(home: Path) -> Notebook:
    return Notebook.open(home, Settings(officer=Officer("Jane Doe", "1187")))


def work(hand: Hand, saves: int, *, patient: bool) -> None:
    """Saves so often (0: for ever), now and then in another window, as one call of the command line after another."""
    home = hand.notebook.home
    drafts = Drafts(home)
    refused = 0
    for turn in itertools.count():
        refused += not save(hand, drafts, turn)
        if turn + 1 == saves or (refused == REFUSALS and not patient):
            return
        if hand.chance.random() < ANOTHER_WINDOW:
            hand.notebook = opened(home)


if __name__ == "__main__":
    main()
