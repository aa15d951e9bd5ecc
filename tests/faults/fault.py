"""What can go wrong with an operation on a file, and what can go wrong with which."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass

WRITING = frozenset({"write", "sync", "create", "rename", "unlink", "mkdir"})
"""The operations after which something else is on the disk, or may be."""
READING = frozenset({"open", "read", "seek", "close", "list", "stat", "lock", "unlock"})
OFTEN_TOLD = frozenset({"open", "read", "list", "lock"})
"""Those of them that fail on real disks; the short sweep takes these alone."""
NEED_ROOM = frozenset({"write", "sync", "create", "rename", "mkdir"})
SHARES = (-1.0, 0.02, 0.5, 0.98)
"""How much of a write is done: to the end of the sector, and parts of it."""


class Killed(BaseException):
    """The process is dead: it does nothing more."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong, at which operation of a run."""

    at: int
    """The number of the operation, from 1; 0 never."""
    how: str = "error"
    """*error* (nothing was done), *error after* (all was done), *short* (a part was written, and that is said),
    *short, then error* (a part was written, and the next call fails), *bad sector* (this file can't be read any more),
    *kill*, *kill half way*."""
    error: int = errno.EIO
    lasting: bool = False
    """The same error at every later operation of the kind that would need what is missing."""
    share: float = 0.5
    """Of a write, how much of it is done."""

    def lasts_for(self, kind: str) -> bool:
        """Whether an operation needs what is missing from now on."""
        if self.error == errno.EACCES:
            return kind == "rename"
        if self.error == errno.ENOSPC:
            return kind in NEED_ROOM
        return kind != "close"

    def __str__(self) -> str:
        name = errno.errorcode[self.error]
        return f"{self.how} at {self.at}" + ("" if "kill" in self.how else f", {name}{' for ever' * self.lasting}")


NO_FAULT = Fault(0)


def faults_at(at: int, kind: str, *, thorough: bool) -> Iterator[Fault]:
    """The faults that can strike an operation of that kind."""
    if kind == "write":
        yield Fault(at, "error", errno.ENOSPC)
        yield Fault(at, "error", errno.ENOSPC, lasting=True)
        yield Fault(at, "short")
        yield Fault(at, "short, then error", errno.ENOSPC, share=-1)
        yield Fault(at, "short, then error", errno.ENOSPC, lasting=True)
        yield Fault(at, "kill half way", share=-1)
        yield Fault(at, "error after")
        if thorough:
            yield Fault(at, "error", errno.EIO, lasting=True)
            yield from (Fault(at, "kill half way", share=share) for share in SHARES)
            yield from (Fault(at, "short, then error", errno.EIO, share=share) for share in SHARES)
    elif kind == "sync":
        yield Fault(at, "error")
        yield Fault(at, "error", lasting=True)
        yield Fault(at, "error", errno.ENOSPC, lasting=True)
        if thorough:
            yield Fault(at, "error after")
    elif kind == "rename":
        yield Fault(at, "error", errno.EACCES)
        yield Fault(at, "error", errno.EACCES, lasting=True)
        yield Fault(at, "error after")
    elif kind in ("create", "mkdir"):
        yield Fault(at, "error", errno.ENOSPC, lasting=True)
        yield Fault(at, "error", errno.EACCES)
        yield Fault(at, "error after")
    elif kind == "unlink":
        yield Fault(at, "error", errno.EACCES)
    elif kind == "read":
        yield Fault(at)
        yield Fault(at, "bad sector")
        if thorough:
            yield Fault(at, lasting=True)
    elif kind == "lock":
        yield Fault(at, "error", errno.ENOLCK)
    else:
        yield Fault(at, "error", errno.EACCES if kind == "open" else errno.EIO)
        if thorough:
            yield Fault(at, "error", lasting=True)
    if kind not in READING or thorough:
        yield Fault(at, "kill")
