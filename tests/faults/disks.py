"""Small real disks for tests: a file system on a loop device whose power can be cut, and one in memory that is full.

They are mounted below a test's own folder and taken away whatever happens. Needs root; says why where it can't be.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from tests.faults.writer import LOGFLUSH, NOLOGFLUSH, cut

__all__ = ["LOGFLUSH", "NOLOGFLUSH", "LoopDisk", "MemoryDisk", "loop_disk", "memory_disk", "no_loop", "no_memory"]

MEGABYTE = 1 << 20
_MAKING = {
    "ext4": (32, ("mkfs.ext4", "-q", "-F")),
    "ext4 without journal": (32, ("mkfs.ext4", "-q", "-F", "-O", "^has_journal")),
    "xfs": (320, ("mkfs.xfs", "-q", "-f")),
    "btrfs": (120, ("mkfs.btrfs", "-q", "-f")),
}
_BUSY = 50
_PAUSE = 0.02
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def _run(*words: object) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"{words[0]}: {done.stderr.strip() or done.stdout.strip() or done.returncode}")


class _Mounted:
    """Something mounted at `folder`, with a file on it that can fill it up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.filler = folder / "filler"
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def home(self) -> Path:
        """Where the notebook on this disk is."""
        return self.folder / "users" / "officer" / "home"

    def leave(self, free: int) -> None:
        """Fills it but for *free* pages; some file systems count a few as free that they do not give."""
        with self.filler.open("ab", buffering=0) as filler, suppress(OSError):
            while (left := self._free() - free) > 0:
                filler.write(b"f" * (min(left, 256) * PAGE))
                self._settle(filler.fileno())
            filler.truncate(max(0, filler.tell() + left * PAGE))
            self._settle(filler.fileno())

    def _free(self) -> int:
        counted = os.statvfs(self.folder)
        return counted.f_bfree * counted.f_frsize // PAGE

    def _settle(self, filler: int) -> None:
        """Has the file system count what was written."""

    def empty(self) -> None:
        """Makes room."""
        self.filler.unlink(missing_ok=True)

    def unmount(self) -> None:
        """Takes it away; lazily if somebody keeps it busy."""
        for _ in range(_BUSY):
            if not self._is_mounted():
                return
            with suppress(OSError):
                _run("umount", self.folder)
                return
            time.sleep(_PAUSE)
        _run("umount", "-l", self.folder)

    def _is_mounted(self) -> bool:
        """Asks the kernel: a disk without power answers no question about itself."""
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").splitlines()
        return str(self.folder).replace(" ", "\\040") in (line.split(" ")[1] for line in mounts)


class LoopDisk(_Mounted):
    """A file system of its own on a file. Making *folder* must be possible; the file lies beside it."""

    def __init__(self, folder: Path, kind: str, options: str = "") -> None:
        super().__init__(folder)
        self.kind = kind
        self.options = ",".join(filter(None, ("loop", options)))
        self.image = folder.with_name(f"{folder.name}.img")
        megabytes, making = _MAKING[kind]
        with self.image.open("wb") as image:
            image.truncate(megabytes * MEGABYTE)
        _run(*making, self.image)

    def mount(self) -> None:
        """Mounts it; after a cut the file system replays its journal."""
        _run("mount", "-o", self.options, self.image, self.folder)

    def cut(self, flags: int = NOLOGFLUSH) -> None:
        """Cuts the power."""
        cut(self.folder, flags)

    def _settle(self, filler: int) -> None:
        os.fsync(filler)

    def restart(self) -> None:
        """The laptop is switched on again."""
        self.unmount()
        self.mount()


class MemoryDisk(_Mounted):
    """A disk of *pages* pages in memory, and, if that is said, of so many *names*."""

    def __init__(self, folder: Path, pages: int, names: int = 0) -> None:
        super().__init__(folder)
        self.pages = pages
        self.names = names

    def mount(self) -> None:
        limits = f"size={self.pages * PAGE}" + (f",nr_inodes={self.names}" if self.names else "")
        _run("mount", "-t", "tmpfs", "-o", limits, "cro-tui-faults", self.folder)

    def read_only(self, so: bool = True) -> None:
        """Lets nobody write."""
        _run("mount", "-o", f"remount,{'ro' if so else 'rw'}", self.folder)


@contextmanager
def loop_disk(folder: Path, kind: str = "ext4", options: str = "") -> Iterator[LoopDisk]:
    """A mounted disk whose power can be cut."""
    disk = LoopDisk(folder, kind, options)
    try:
        disk.mount()
        yield disk
    finally:
        disk.unmount()
        disk.image.unlink(missing_ok=True)


@contextmanager
def memory_disk(folder: Path, pages: int, names: int = 0) -> Iterator[MemoryDisk]:
    """A mounted disk that can be full."""
    disk = MemoryDisk(folder, pages, names)
    try:
        disk.mount()
        yield disk
    finally:
        disk.unmount()


def _not_root() -> str:
    if sys.platform != "linux":
        return "real disks are cut and filled on Linux only"
    return "" if os.geteuid() == 0 else "only root can mount a disk to cut or fill"


@lru_cache
def no_loop(kind: str) -> str:
    """Why no disk of *kind* can be cut here; ``""`` where it can."""
    program = _MAKING[kind][1][0]
    reason = _not_root() or ("" if shutil.which(program) else f"{program} is not installed")
    if reason:
        return reason
    with tempfile.TemporaryDirectory() as folder:
        try:
            with loop_disk(Path(folder) / "tried", kind) as disk:
                if kind != "btrfs":
                    disk.cut()
        except OSError as problem:
            return f"no {kind} on a loop device can be cut here ({problem})"
    return ""


@lru_cache
def no_memory() -> str:
    """Why no disk in memory can be mounted here; ``""`` where it can."""
    if reason := _not_root():
        return reason
    with tempfile.TemporaryDirectory() as folder:
        try:
            with memory_disk(Path(folder) / "tried", 4):
                pass
        except OSError as problem:
            return f"no disk in memory can be mounted here ({problem})"
    return ""
