"""A file read in the background: how far it is shows in the top line, esc stops it, nothing waits for it.

Knows the desk; what is read, and what is made of it, is the caller's.
"""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from textual import on
from textual.message import Message

from cro_tui.store.errors import StoreProblem
from cro_tui.tui.screens.base import Room

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""(rows done, rows)."""
Stop = Callable[[], bool]
_TOLD_EVERY = 0.1
"""Seconds."""


class TakingOver(Room):
    """A room that reads files."""

    @dataclass
    class RowsRead(Message):
        """How far the reading is."""

        said: str

    @dataclass
    class FileRead(Message):
        """It is through; *then* makes something of what came of it, or the sentence says why nothing did."""

        then: Callable[[Any], Awaitable[None]]
        result: Any
        sentence: str = ""

    _stopping: threading.Event | None = None
    """Set to stop what is being read; None where nothing is."""

    @property
    def is_taking_over(self) -> bool:
        """Whether a file is being read."""
        return self._stopping is not None

    def take_over(self, doing: str, work: Callable[[Progress, Stop], T], then: Callable[[T], Awaitable[None]]) -> None:
        """Does *work* in the background, one file at a time, and then *then*. *doing*: ``Reading crime.csv``."""
        if self._stopping is not None:
            self.cro.say(notice="One file is being read already; esc stops it")
            return
        self._stopping = threading.Event()
        self.cro.say(notice=f"{doing} …   esc stops")
        self.run_worker(partial(self._take_over, doing, work, then, self._stopping), thread=True, group="file")

    def _take_over(
        self,
        doing: str,
        work: Callable[[Progress, Stop], T],
        then: Callable[[T], Awaitable[None]],
        stopping: threading.Event,
    ) -> None:
        told = monotonic()

        def progress(done: int, rows: int) -> None:
            nonlocal told
            if monotonic() - told > _TOLD_EVERY:
                told = monotonic()
                self.post_message(self.RowsRead(f"{doing} … {done:,} of {rows:,} rows   esc stops"))

        try:
            result = work(progress, stopping.is_set)
        except OSError as problem:
            self.post_message(self.FileRead(then, None, f"Not taken over: {problem.strerror or problem}"))
        except (ValueError, StoreProblem) as problem:
            self.post_message(self.FileRead(then, None, f"Not taken over: {problem}"))
        else:
            self.post_message(self.FileRead(then, result))

    @on(RowsRead)
    def _tell_progress(self, event: RowsRead) -> None:
        event.stop()
        if self._stopping is not None and not self._stopping.is_set():
            self.cro.say(notice=event.said)

    @on(FileRead)
    async def _file_read(self, event: FileRead) -> None:
        event.stop()
        self._stopping = None
        if event.sentence:
            self.cro.say(notice=event.sentence)
            self.cro.notify(event.sentence, severity="warning", timeout=15, markup=False)
        else:
            await event.then(event.result)

    def stop_taking_over(self) -> bool:
        """Stop what is being read; whether something was."""
        if self._stopping is None:
            return False
        self._stopping.set()
        self.cro.say(notice="Stopping …")
        return True
