"""A share whose verbs end in time, whatever the network does: a call that hangs is left behind in its own thread.

A call hangs if nothing comes of it for a while: a large file on a slow line may take as long as it takes.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from time import monotonic
from typing import Protocol, TypeVar, runtime_checkable

from cro_tui.share.base import Away, LoginNeeded, Share

T = TypeVar("T")
SECONDS = 60.0
"""How long nothing may come of a call. A mount whose server is gone can hold one for minutes, and nothing stops it."""
SLOWEST = 50_000
"""Bytes a second: a slower line than that is none."""
_LOOK_SECONDS = 0.5
"""How often is looked whether something comes; on Windows, ctrl+c is heard no sooner."""
_LOGINS = 3
"""How often a password is asked for in one call."""


@runtime_checkable
class Moving(Protocol):
    """A share that says how far a call is."""

    moved: int


@runtime_checkable
class Abandoning(Protocol):
    """A share that can leave a call that hangs to itself, and go on without it."""

    def abandon(self) -> None:
        """Forgets what the call uses."""


class InTime:
    """Another share with a deadline on each verb. While a call hangs that can't be left, it is away at once."""

    def __init__(self, share: Share, seconds: float = SECONDS) -> None:
        self.address = share.address
        self._share = share
        self._seconds = seconds
        self._hanging: threading.Thread | None = None

    def list(self) -> list[str]:
        """As the share does."""
        return self._call(self._share.list)

    def read(self, name: str, limit: int) -> bytes:
        """As the share does."""
        return self._call(lambda: self._share.read(name, limit))

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        """As the share does; after a deadline nobody knows whether it was done, and the next sync finds out."""
        return self._call(lambda: self._share.publish(name, raw, part), len(raw) / SLOWEST)

    def remove(self, name: str) -> None:
        """As the share does."""
        self._call(lambda: self._share.remove(name))

    def _call(self, verb: Callable[[], T], more_seconds: float = 0.0) -> T:
        for _ in range(_LOGINS):
            try:
                return self._in_time(verb, self._seconds + more_seconds)
            except LoginNeeded as problem:  # here nothing runs out while the officer types
                if not problem.enter():
                    raise
        return self._in_time(verb, self._seconds + more_seconds)

    def _in_time(self, verb: Callable[[], T], seconds: float) -> T:
        if self._hanging is not None and self._hanging.is_alive():
            raise Away(f"{self.address} does not answer")
        self._hanging = None
        answers: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

        def call() -> None:
            try:
                answers.put((verb(), None))
            except BaseException as problem:  # handed to whoever waits
                answers.put((None, problem))

        thread = threading.Thread(target=call, name="share", daemon=True)
        thread.start()
        answer, problem = self._wait(answers, thread, seconds)
        if problem is not None:
            raise problem
        return answer  # type: ignore[return-value]

    def _wait(
        self,
        answers: queue.SimpleQueue[tuple[T | None, BaseException | None]],
        thread: threading.Thread,
        seconds: float,
    ) -> tuple[T | None, BaseException | None]:
        moved, until = self._moved(), monotonic() + seconds
        while True:
            try:
                return answers.get(timeout=min(seconds, _LOOK_SECONDS))
            except queue.Empty:
                if (now := self._moved()) != moved:
                    moved, until = now, monotonic() + seconds
                if monotonic() >= until:
                    break
        if isinstance(self._share, Abandoning):
            self._share.abandon()
        else:
            self._hanging = thread
        raise Away(f"{self.address} does not answer: given up after {seconds:.0f} seconds")

    def _moved(self) -> int:
        return self._share.moved if isinstance(self._share, Moving) else 0
