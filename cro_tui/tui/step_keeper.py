"""The share, kept in step while the officer works: at intervals, on a key, when it comes back, and at the end.

Each sync runs in a thread of its own that nobody waits for: a server that hangs never holds the screen, nor the end of
the program. Knows the desk and the share; tells what it knows as a few words for the top line, and in sentences.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cro_tui.share.sync import Sync
    from cro_tui.tui.desk import Desk

RETRY_SECONDS = 60.0
"""How soon a share that was away is looked for again."""
CALL_SECONDS = 60.0
"""How long one call to the share may take."""
LAST_SECONDS = 5.0
"""How long leaving waits for the last sync."""


class Hearer(Protocol):
    """Who is told. Calls may come from any thread."""

    def share_says(self, state: str) -> None:
        """The few words of the top line: ``in step``, ``3 waiting``, ``away since 14:05``, ``refuses``."""

    def synced(self, sentence: str) -> None:
        """How a sync ended that the officer asked for."""

    def trouble(self, sentence: str) -> None:
        """Something that the officer must know."""


class StepKeeper:
    """Keeps one desk's notebook and its share in step. Does nothing where the settings name no share."""

    def __init__(self, desk: Desk, hearer: Hearer, *, seconds: Callable[[], float] = monotonic) -> None:
        self._desk = desk
        self._hearer = hearer
        self._seconds = seconds
        self._sync: Sync | None = None
        self._address = ""
        self._busy = threading.Lock()
        self._next = 0.0
        self._stop = threading.Event()
        self._away = ""
        self._last = ""
        self._unjoined = False
        self._refused = False
        self._ended_once = False
        self._again = False
        self._complained: set[str] = set()

    @property
    def is_on(self) -> bool:
        """Whether there is a share to keep in step with."""
        return bool(self._desk.settings.share) and not self._desk.notebook.is_demo

    @property
    def needs_joining(self) -> bool:
        """Whether the share holds a notebook that the officer has not yet said this one belongs to."""
        return self._unjoined

    def tick(self) -> None:
        """Called every second: shows what waits, and syncs when it is time."""
        if not self.is_on or not self._desk.whole.is_set():
            return
        minutes = self._desk.settings.intervals.sync_minutes
        if self._seconds() >= self._next and (minutes or not self._next) and not self._unjoined:
            self.now()
        self._show()

    def now(self, *, asked: bool = False, confirmed: bool = False) -> threading.Thread | None:
        """Syncs in a thread; None where one is at it. *asked*: the officer did, and is told how it ended.

        Asked while one is at it, another follows: what was just saved may have come too late for the first.
        """
        if not self._busy.acquire(blocking=False):
            self._again = self._again or asked
            return None
        minutes = self._desk.settings.intervals.sync_minutes
        self._next = self._seconds() + (minutes * 60 if minutes else float("inf"))
        thread = threading.Thread(target=self._run, args=(asked, confirmed), name="sync", daemon=True)
        thread.start()
        return thread

    def finish(self) -> None:
        """The last sync before leaving, for `LAST_SECONDS` at most; what was not done by then waits for the next."""
        if not self.is_on or self._away or self._unjoined or not self._desk.whole.is_set():
            return
        if self._desk.notebook.waiting() and (thread := self.now()) is not None:
            thread.join(LAST_SECONDS)
        self._stop.set()

    def _run(self, asked: bool, confirmed: bool) -> None:
        from cro_tui.share.base import Away, NotJoined, ShareProblem
        from cro_tui.share.outcome import describe
        from cro_tui.store.errors import StoreProblem

        try:
            outcome = self._syncing().run(confirmed=confirmed, cancelled=self._stop.is_set)
        except NotJoined as problem:
            self._unjoined = True
            self._ended(str(problem), asked)
        except Away as problem:
            self._away, self._refused = self._away or f"{self._desk.notebook.clock():%H:%M}", False
            self._next = min(self._next, self._seconds() + RETRY_SECONDS)
            self._ended(str(problem), asked)
        except (ShareProblem, StoreProblem) as problem:
            self._away, self._refused = "", True
            self._ended(str(problem), asked)
            if not asked:
                self._complain(str(problem))
        else:
            self._away, self._unjoined, self._refused = "", False, False
            for line in outcome.bad:
                self._complain(f"On the share: {line}")
            said = describe(outcome)
            self._ended(said[0].upper() + said[1:], asked)
        finally:
            self._ended_once = True
            self._busy.release()
        self._desk.poll()
        self._show()
        if self._again:
            self._again = False
            self.now(asked=True)

    def _syncing(self) -> Sync:
        from cro_tui.share.address import open_share
        from cro_tui.share.deadline import InTime
        from cro_tui.share.sync import Sync

        address = self._desk.settings.share
        if self._sync is None or address != self._address:
            share, place = open_share(address)
            self._sync, self._address = Sync(self._desk.notebook, InTime(share, CALL_SECONDS), place=place), address
        return self._sync

    def _ended(self, sentence: str, asked: bool) -> None:
        if asked:
            self._hearer.synced(sentence)

    def _complain(self, sentence: str) -> None:
        """Once for each thing, however often it is met."""
        if sentence not in self._complained:
            self._complained.add(sentence)
            self._hearer.trouble(sentence)

    def _show(self) -> None:
        state = self._state()
        if state != self._last:
            self._last = state
            self._hearer.share_says(state)

    def _state(self) -> str:
        waiting = self._desk.notebook.waiting()
        count = f"{waiting} waiting" if waiting else ""
        if self._unjoined:
            return "not joined"
        if self._refused:
            return "refuses" + (f", {count}" if count else "")
        if self._away:
            return f"away since {self._away}" + (f", {count}" if count else "")
        if not self._ended_once:
            return count or "looking"
        return count or "in step"
