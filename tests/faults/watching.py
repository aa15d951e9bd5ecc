"""Stands between the program and the files of one folder: sees each operation, keeps the simulated disk, and fails.

Operations on other files go through untouched, but that no sync reaches the real disk. An operation that the simulated
disk does not know is refused, so that nothing can go around it.
"""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cro_tui.store import locking
from tests.faults.fault import NO_FAULT, WRITING, Fault, Killed
from tests.faults.simulated_disk import Disk, File, Folder

UNKNOWN = (
    "link", "symlink", "truncate", "ftruncate", "pwrite", "pwritev", "writev", "pread", "sendfile", "rmdir", "remove",
    "removedirs", "renames", "utime", "chmod", "copy_file_range", "posix_fallocate", "dup", "dup2", "fdopen", "lstat",
    "scandir", "sync",
)  # fmt: skip


class Watch:
    """One run of the program over one folder."""

    def __init__(self, disk: Disk, fault: Fault = NO_FAULT) -> None:
        self.disk = disk
        self.fault = fault
        self.count = 0
        self.kinds: list[str] = []
        """The kind of each operation so far."""
        self.struck = 0
        """How often the fault showed."""
        self.dead = False
        self.healed = False
        self.after: Callable[[str], None] = lambda _kind: None
        """Called when an operation was done."""
        self.before_write: Callable[[str, int, bytes], None] = lambda _path, _offset, _piece: None
        self._root = str(disk.root)
        self._handles: dict[int, tuple[str, File | Folder]] = {}
        self._pending_error = False
        self._bad_file = ""

    def heal(self) -> None:
        """From now on all goes well."""
        self.healed = True
        self._pending_error = False

    def revive(self) -> None:
        """Another process, on the same machine."""
        self.dead = False
        self.heal()

    def _is_ours(self, target: object) -> bool:
        if isinstance(target, int):
            return target in self._handles
        try:
            path = os.fspath(target)  # type: ignore[call-overload]
        except TypeError:
            return False
        return isinstance(path, str) and (path == self._root or path.startswith(self._root + os.sep))

    def _op(self, kind: str, act: Callable[[], Any], part: Callable[[float], Any] | None = None) -> Any:
        """One operation: *act* does it, *part* a part of it."""
        if self.dead:
            raise Killed
        self.count += 1
        self.kinds.append(kind)
        fault = self.fault
        if not self.healed:
            if self._pending_error and kind == "write":
                self._pending_error = fault.lasting
                raise self._error()
            if self.count == fault.at:
                return self._strike(kind, act, part)
            if fault.lasting and 0 < fault.at < self.count and fault.lasts_for(kind):
                raise self._error()
        done = act()
        if kind in WRITING:
            self.after(kind)
        return done

    def _strike(self, kind: str, act: Callable[[], Any], part: Callable[[float], Any] | None) -> Any:
        fault = self.fault
        self.struck += 1
        if fault.how == "kill half way" and part is not None:
            part(fault.share)
        if fault.how.startswith("kill"):
            self.dead = True
            raise Killed
        if fault.how in ("short", "short, then error") and part is not None:
            self._pending_error = fault.how != "short"
            return part(fault.share)
        if fault.how == "error after":
            act()
        raise self._error()

    def _error(self) -> OSError:
        return OSError(self.fault.error, os.strerror(self.fault.error))

    # The calls

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if dir_fd is not None or not self._is_ours(path):
            return self._real_open(path, flags, mode, dir_fd=dir_fd)
        name = os.fspath(path)
        assert not flags & os.O_APPEND, "appending by the system is not simulated"
        node = self.disk.find(name)
        changing = flags & os.O_TRUNC or (flags & os.O_CREAT and node is None)

        def act() -> int:
            handle = self._real_open(path, flags, mode)
            known = node
            if known is None:
                known = File(self.disk.sector)
                self.disk.folder_of(name).give(os.path.basename(name), known)  # noqa: PTH119 - a text, not a path
            elif flags & os.O_TRUNC:
                assert isinstance(known, File)
                known.empty()
            self._handles[handle] = (name, known)
            return handle

        return self._op("create" if changing else "open", act)

    def close(self, handle: int) -> None:
        if not self._is_ours(handle):
            self._real_close(handle)
            return
        self._handles.pop(handle)
        try:
            if not self.dead:
                self._op("close", lambda: None)
        finally:
            self._real_close(handle)

    def write(self, handle: int, piece: Any) -> int:
        if not self._is_ours(handle):
            return self._real_write(handle, piece)
        path, node = self._handles[handle]
        assert isinstance(node, File)
        raw = bytes(piece)
        offset = os.lseek.real(handle, 0, os.SEEK_CUR)  # type: ignore[attr-defined]

        def do(part: bytes) -> int:
            written = self._real_write(handle, part)
            assert written == len(part)
            node.write(offset, part)
            return written

        if not self.dead:
            self.before_write(str(Path(path).relative_to(self.disk.root)), offset, raw)
        return self._op("write", lambda: do(raw), lambda share: do(raw[: self.part(share, offset, len(raw))]))

    @staticmethod
    def part(share: float, offset: int, length: int) -> int:
        """How many bytes a *share* of a write is; near a sector's end where the share is negative."""
        if share < 0:
            to_the_end = -offset % 512
            return min(length, to_the_end or 512)
        return max(1, min(length - 1, int(length * share))) if length > 1 else length

    def fsync(self, handle: int) -> None:
        if not self._is_ours(handle):
            return
        node = self._handles[handle][1]
        try:
            self._op("sync", node.sync)
        except OSError:
            node.fail_to_sync()
            raise

    def rename(self, old: Any, new: Any, **more: Any) -> None:
        if not self._is_ours(old):
            self._real_rename(old, new, **more)
            return
        before, after = Path(old), Path(new)
        assert before.parent == after.parent, "moving between folders is not simulated"

        def act() -> None:
            self._real_rename(old, new, **more)
            self.disk.folder_of(str(before)).rename(before.name, after.name)

        self._op("rename", act)

    def unlink(self, path: Any, **more: Any) -> None:
        if not self._is_ours(path):
            self._real_unlink(path, **more)
            return

        def act() -> None:
            self._real_unlink(path, **more)
            self.disk.folder_of(str(path)).take(Path(path).name)

        self._op("unlink", act)

    def mkdir(self, path: Any, mode: int = 0o777, **more: Any) -> None:
        if not self._is_ours(path):
            self._real_mkdir(path, mode, **more)
            return

        def act() -> None:
            self._real_mkdir(path, mode, **more)
            self.disk.folder_of(str(path)).give(Path(path).name, Folder())

        self._op("mkdir", act)

    def open_file(self, path: Any, mode: str = "r", buffering: int = -1, *given: Any, **more: Any) -> Any:
        """What `open` does, by the calls above."""
        if isinstance(path, int) or not self._is_ours(path):
            return self._real_open_file(path, mode, buffering, *given, **more)
        reads = "r" in mode
        assert set(mode) <= set("rwbt"), f"opening as {mode} is not simulated"
        flags = os.O_RDONLY if reads else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        raw = Raw(self.open(path, flags, 0o666), reads)
        if "b" in mode and buffering == 0:
            return raw
        buffered = io.BufferedReader(raw) if reads else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *given, **more)

    # Putting it in

    def _passing(self, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(target: Any = ".", *given: Any, **more: Any) -> Any:
            if not self._is_ours(target) or (self.dead and kind == "unlock"):
                return real(target, *given, **more)
            if kind == "read" and self.fault.how == "bad sector" and not self.healed:
                path = self._handles[target][0]
                if self.count + 1 == self.fault.at:
                    self._bad_file = path
                elif path == self._bad_file:
                    raise self._error()
            return self._op(kind, lambda: real(target, *given, **more))

        call.real = real  # type: ignore[attr-defined]
        return call

    def _refusing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(target: Any = None, *given: Any, **more: Any) -> Any:
            assert not self._is_ours(target), f"os.{name} is not simulated"
            return real(target, *given, **more) if target is not None else real(*given, **more)

        return call

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While it lasts, the calls of this process go through here."""
        self._real_open, self._real_close, self._real_write = os.open, os.close, os.write
        self._real_rename, self._real_unlink, self._real_mkdir = os.rename, os.unlink, os.mkdir
        self._real_open_file = io.open
        with pytest.MonkeyPatch.context() as patch:
            for name in UNKNOWN:
                if hasattr(os, name):
                    patch.setattr(os, name, self._refusing(name, getattr(os, name)))
            for name in ("copyfile", "move", "rmtree"):
                patch.setattr(shutil, name, self._refusing(name, getattr(shutil, name)))
            for kind, name in {"read": "read", "seek": "lseek", "list": "listdir", "stat": "stat"}.items():
                patch.setattr(os, name, self._passing(kind, getattr(os, name)))
            patch.setattr(os, "fstat", self._passing("stat", os.fstat))
            patch.setattr(locking, "lock", self._passing("lock", locking.lock))
            patch.setattr(locking, "let_go", self._passing("unlock", locking.let_go))
            for name in ("open", "close", "write", "fsync", "rename", "unlink", "mkdir"):
                patch.setattr(os, name, getattr(self, name))
            patch.setattr(os, "replace", self._replace_by(os.replace))
            if hasattr(os, "fdatasync"):
                patch.setattr(os, "fdatasync", self.fsync)
            patch.setattr(io, "open", self.open_file)
            patch.setattr(builtins, "open", self.open_file)
            yield

    def _replace_by(self, real: Callable[..., None]) -> Callable[..., None]:
        def replace(old: Any, new: Any, **more: Any) -> None:
            if self._is_ours(old):
                self.rename(old, new)
            else:
                real(old, new, **more)

        return replace


class Raw(io.RawIOBase):
    """An open file whose every call goes through `os`."""

    def __init__(self, handle: int, reads: bool) -> None:
        super().__init__()
        self._handle = handle
        self._reads = reads

    def readable(self) -> bool:
        return self._reads

    def writable(self) -> bool:
        return not self._reads

    def seekable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle

    def readinto(self, into: Any) -> int:
        piece = os.read(self._handle, len(into))
        into[: len(piece)] = piece
        return len(piece)

    def readall(self) -> bytes:
        size = os.fstat.real(self._handle).st_size  # type: ignore[attr-defined]
        at = os.lseek.real(self._handle, 0, os.SEEK_CUR)  # type: ignore[attr-defined]
        return os.read(self._handle, max(0, size - at))

    def write(self, piece: Any) -> int:
        return os.write(self._handle, piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self._handle, offset, whence)

    def tell(self) -> int:
        return os.lseek.real(self._handle, 0, os.SEEK_CUR)  # type: ignore[attr-defined]

    def close(self) -> None:
        if not self.closed:
            handle, self._handle = self._handle, -1
            try:
                super().close()
            finally:
                os.close(handle)
