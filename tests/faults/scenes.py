"""What the officer does while everything fails: short scenes, each from a prepared home, and a day of all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from tests.faults.officer import Desk

Act = Callable[[Desk], None]
NEXT_QUARTER = timedelta(days=60)


class Scene(NamedTuple):
    """*before* goes well and is on the disk for good; then *act* is tried with every fault."""

    name: str
    before: Act
    act: Act
    reads: bool = False
    """Whether the operations that only read fail too in the short sweep; the others have nothing new to read."""


def nothing(_desk: Desk) -> None:
    """The home is not there yet."""


def two_saves(desk: Desk) -> None:
    """A home in use."""
    desk.new(60)
    desk.new(60)


def almost_full(desk: Desk) -> None:
    """Little room is left in the file."""
    desk.new(60)
    for _ in range(3):
        desk.new(80_000)


def damaged(desk: Desk) -> None:
    """A save that was never acknowledged is half there."""
    two_saves(desk)
    (path,) = (desk.home / "data").iterdir()
    raw = path.read_bytes()
    end = raw.rindex(b"\n") + 1
    torn = b',\n"3": {"at":"2026-11-22T15:00:00+00:00","recs":{"01K":{"ki'
    path.write_bytes(raw[:end] + torn + raw[end + len(torn) :])
    desk.leave()


def written_anew(desk: Desk) -> None:
    """Another program rewrote the file without the padding."""
    two_saves(desk)
    (path,) = (desk.home / "data").iterdir()
    path.write_bytes(path.read_bytes().replace(b"  ", b""))
    desk.leave()


def first_save(desk: Desk) -> None:
    desk.new(60)
    desk.new(60)


def single_saves(desk: Desk) -> None:
    desk.new(60)
    desk.edit(0, status="closed")
    desk.new(60)


def reopened(desk: Desk) -> None:
    desk.leave()
    desk.new(60)
    desk.leave()
    desk.edit(0)


def groups(desk: Desk) -> None:
    desk.new(60, 700, 60)
    desk.edit(0, 1, status="closed")


def large(desk: Desk) -> None:
    desk.new(5_000)
    desk.new(60)


def huge(desk: Desk) -> None:
    desk.new(270_000)
    desk.new(60)


def next_file(desk: Desk) -> None:
    desk.new(30_000)
    desk.new(60)


def drafts(desk: Desk) -> None:
    one, two = desk.new_draft(), desk.new_draft()
    desk.keep(one, "first words")
    desk.keep(one, "first words, and more")
    desk.keep(two, "something else")
    if desk.new(60, draft=one):
        desk.drop(one)
    desk.drop(two)
    desk.new(60)


def drafts_found(desk: Desk) -> None:
    one = desk.new_draft()
    desk.keep(one, "words")
    desk.new(60, draft=one)
    desk.leave()
    desk.list_drafts()
    desk.new(60)


def settings(desk: Desk) -> None:
    desk.name("Jane Doe")
    desk.name("Jane Q. Doe")
    desk.new(60)


def quarter(desk: Desk) -> None:
    desk.new(60)
    desk.clock.now += NEXT_QUARTER
    desk.new(60)
    desk.edit(0)


def repairing(desk: Desk) -> None:
    desk.repair()
    desk.new(60)


def opening_damaged(desk: Desk) -> None:
    desk.new(60)
    desk.edit(0)


def undoing(desk: Desk) -> None:
    desk.new(60)
    desk.undo()
    desk.edit(0)
    desk.undo()


def voiding(desk: Desk) -> None:
    desk.edit(0, voided="a duplicate")
    desk.edit(1, voided="")


def two_windows(desk: Desk) -> None:
    desk.look(1)
    for which in (0, 1, 0):
        desk.new(60, which=which)
        desk.look(1 - which)
    desk.edit(0, which=0)


SCENES = [
    Scene("first save", nothing, first_save, reads=True),
    Scene("first draft", nothing, drafts),
    Scene("first settings", nothing, settings),
    Scene("single saves", two_saves, single_saves, reads=True),
    Scene("reopened", two_saves, reopened),
    Scene("groups", two_saves, groups),
    Scene("more than a block", two_saves, large),
    Scene("more than a file", two_saves, huge),
    Scene("the next file", almost_full, next_file),
    Scene("drafts", two_saves, drafts),
    Scene("drafts found at opening", two_saves, drafts_found),
    Scene("settings", two_saves, settings),
    Scene("quarter", two_saves, quarter),
    Scene("repair", damaged, repairing),
    Scene("repair of another program's", written_anew, repairing),
    Scene("opened damaged", damaged, opening_damaged, reads=True),
    Scene("undo", two_saves, undoing),
    Scene("void", two_saves, voiding),
    Scene("two windows", two_saves, two_windows, reads=True),
]


def a_day(desk: Desk) -> None:
    """All of it in one home."""
    for scene in SCENES:
        if scene.act is not repairing:
            scene.act(desk)
