"""The simulated disk keeps what was synced, and may lose or mix what was not: else the sweeps would show nothing."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path

import pytest

from tests.faults.fault import Fault
from tests.faults.simulated_disk import Disk, Tree
from tests.faults.watching import Watch


def left(root: Path, watch: Watch) -> list[Tree]:
    """Everything that a power cut may leave."""
    assert watch.disk.seen() == Disk(root).seen()
    return list(watch.disk.cuts(random.Random(1), 1_000))


def contents(trees: list[Tree], name: str = "file") -> set[bytes | None]:
    return {tree.get(name) for tree in trees}


def write(path: Path, raw: bytes, *, start: int = 0, synced: bool = True) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        os.lseek(handle, start, os.SEEK_SET)
        os.write(handle, raw)
        if synced:
            os.fsync(handle)
    finally:
        os.close(handle)


def sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def test_a_new_file_is_there_once_it_and_its_folder_are_synced(tmp_path):
    watch = Watch(Disk(tmp_path))
    with watch.watching():
        write(tmp_path / "file", b"new", synced=False)
        assert contents(left(tmp_path, watch)) == {None, b"", b"new", b"\0\0\0"}
        write(tmp_path / "file", b"new")
        assert contents(left(tmp_path, watch)) == {None, b"new"}
        sync(tmp_path)
        assert contents(left(tmp_path, watch)) == {b"new"}


@pytest.mark.parametrize(("sector", "states"), [(512, 4), (4096, 2)])
def test_sectors_that_were_not_synced_are_each_old_or_new(tmp_path, sector, states):
    (tmp_path / "file").write_bytes(b"-" * 4096)
    watch = Watch(Disk(tmp_path, sector))
    with watch.watching():
        write(tmp_path / "file", b"+" * 1024, synced=False)
        found = contents(left(tmp_path, watch))
        assert len(found) == states
        assert {b"-" * 4096, b"+" * 1024 + b"-" * 3072} <= found
        write(tmp_path / "file", b"", synced=True)
        assert contents(left(tmp_path, watch)) == {b"+" * 1024 + b"-" * 3072}


def test_a_name_that_moved_is_old_or_new_until_the_folder_is_synced(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    watch = Watch(Disk(tmp_path))
    with watch.watching():
        write(tmp_path / "part", b"new")
        (tmp_path / "part").replace(tmp_path / "file")
        assert contents(left(tmp_path, watch)) == {b"old", b"new"}
        sync(tmp_path)
        assert contents(left(tmp_path, watch)) == {b"new"}
        (tmp_path / "file").unlink()
        assert contents(left(tmp_path, watch)) == {b"new", None}


def test_moved_before_it_was_synced_it_may_be_empty(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    watch = Watch(Disk(tmp_path))
    with watch.watching():
        write(tmp_path / "part", b"new", synced=False)
        (tmp_path / "part").replace(tmp_path / "file")
        sync(tmp_path)
        assert b"" in contents(left(tmp_path, watch))


def test_what_a_sync_could_not_write_no_later_sync_writes(tmp_path):
    (tmp_path / "file").write_bytes(b"-" * 8192)
    watch = Watch(Disk(tmp_path, 4096), Fault(4))
    with watch.watching():
        with pytest.raises(OSError, match="Input/output"):
            write(tmp_path / "file", b"+" * 4096)
        assert watch.kinds[3] == "sync"
        write(tmp_path / "file", b"*", start=8191)
        after = b"-" * 4095 + b"*"
        assert contents(left(tmp_path, watch)) == {b"-" * 4096 + after, b"+" * 4096 + after}
        write(tmp_path / "file", b"+")
        assert contents(left(tmp_path, watch)) == {b"+" * 4096 + after}


def test_each_way_to_fail(tmp_path):
    for how, error, there in [
        ("error", errno.ENOSPC, b""),
        ("error after", errno.EIO, b"0123456789"),
        ("short", 0, b"01234"),
        ("kill", 0, b""),
        ("kill half way", 0, b"01234"),
    ]:
        root = tmp_path / how
        root.mkdir()
        watch = Watch(Disk(root), Fault(3, how, error or errno.EIO))
        said = ""
        with watch.watching():
            try:
                write(root / "file", b"0123456789")
            except BaseException as problem:
                said = type(problem).__name__
        assert watch.disk.seen() == Disk(root).seen() == {"file": there}
        assert said == ("OSError" if error else "Killed" if "kill" in how else "")


def test_nothing_goes_around_it(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    watch = Watch(Disk(tmp_path))
    with watch.watching():
        for around in (
            lambda: os.truncate(tmp_path / "file", 0),
            lambda: os.link(tmp_path / "file", tmp_path / "other"),
            lambda: (tmp_path / "file").open("a"),
        ):
            with pytest.raises(AssertionError, match="not simulated"):
                around()
