"""The moments at which something may go wrong: each verb of a share, and each call that changes a local file.

Also the two shares of the world, in memory and in a folder, of which every verb is such a moment.
"""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from unittest import mock

from cro_tui.share import tidying
from cro_tui.share.base import Away, Refused, Vanished
from cro_tui.share.folder import FolderShare
from cro_tui.store import publishing

if TYPE_CHECKING:
    from tests.share.world import Laptop

HALVES = ("half", "cut", "lie")
SMALL_FILES = 3
"""Fewer than in the real world, so that files are merged all the time."""


class Crash(BaseException):
    """The laptop died; nothing of its process runs any more."""


@dataclass
class Plan:
    """What happens at a point of an action."""

    at: int
    what: str
    """crash, half, cut, lie, away, full, or sync and save by another laptop."""
    other: Laptop | None = None


class Points:
    """Within this context, the calls of the operating system that change files are points."""

    def __init__(self, large: int) -> None:
        self.large = large
        """Bytes at which a run ends in this world; 0 for as in the real one."""
        self.current: list[Laptop] = []
        """Who is doing something, the innermost last."""
        self.points = 0

    def sync(self, laptop: Laptop) -> object:
        """Has another laptop sync meanwhile."""
        raise NotImplementedError

    def save(self, laptop: Laptop) -> None:
        """Has another officer save meanwhile."""
        raise NotImplementedError

    def point(self, *halves: str) -> Plan | None:
        """Here something may happen; *halves* are the ways in which what is done here may be done by half."""
        if not self.current:
            return None
        laptop = self.current[-1]
        if laptop.dead:
            raise Crash
        self.points += 1
        laptop.count += 1
        plan = laptop.plan
        if plan is None or laptop.count < plan.at or (plan.what in HALVES and plan.what not in halves):
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

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        self._stack.enter_context(mock.patch.object(tidying, "SMALL_FILES", SMALL_FILES))
        if self.large:
            for module in (tidying, publishing):
                self._stack.enter_context(mock.patch.object(module, "LARGE", self.large))
        for name in ("replace", "rename", "unlink", "mkdir", "link"):
            self._stack.enter_context(mock.patch.object(os, name, self._pointed(getattr(os, name))))
        self._stack.enter_context(mock.patch.object(os, "write", self._written(os.write)))
        self._stack.enter_context(mock.patch.object(os, "open", self._opened(os.open)))
        for name in ("fsync", "fdatasync"):
            self._stack.enter_context(mock.patch.object(os, name, return_value=None))
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
            plan = self._local_point("half")
            if plan and plan.what == "half":
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

    def _local_point(self, *halves: str) -> Plan | None:
        try:
            return self.point(*halves)
        except (Away, Refused):
            raise OSError(errno.ENOSPC, "No space left on device") from None


class View:
    """The share as one laptop reaches it."""

    address = "share"

    def __init__(self, world: Points, files: MutableMapping[str, bytes]) -> None:
        self.world = world
        self.files = files
        self.calls: Counter[str] = Counter()

    def _point(self, verb: str, *halves: str) -> Plan | None:
        self.calls[verb] += 1
        return self.world.point(*halves)

    def list(self) -> list[str]:
        self._point("list")
        return list(self.files)

    def read(self, name: str, limit: int) -> bytes:
        self._point("read")
        if name not in self.files:
            raise Vanished(name)
        return self.files[name][: limit + 1]

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        plan = self._point("publish", *HALVES)
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
        if plan and plan.what == "lie":  # a worse one: it says that all is well
            self.files[name] = half
            del self.files[part]
            return True
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


class FolderFiles(MutableMapping[str, bytes]):
    """A real folder as a mapping, for what goes wrong there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)

    def __getitem__(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            raise KeyError(name) from None

    def __setitem__(self, name: str, raw: bytes) -> None:
        if "/" not in name:
            (self.folder / name).write_bytes(raw)

    def __delitem__(self, name: str) -> None:
        (self.folder / name).unlink()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.name for path in self.folder.iterdir()))

    def __len__(self) -> int:
        return len(list(self.folder.iterdir()))


class FolderView(View):
    """The same folder as a share, by plain file calls, each of which is a point too."""

    def __init__(self, world: Points, files: FolderFiles) -> None:
        super().__init__(world, files)
        self.folder = FolderShare(files.folder)

    def list(self) -> list[str]:
        self._point("list")
        return sorted(self.folder.list())

    def read(self, name: str, limit: int) -> bytes:
        self._point("read")
        return self.folder.read(name, limit)

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        self._point("publish")
        return self.folder.publish(name, raw, part)

    def remove(self, name: str) -> None:
        self._point("remove")
        self.folder.remove(name)
