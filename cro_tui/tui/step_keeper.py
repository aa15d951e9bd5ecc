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
    from cro_tui.share.base import Login, LoginNeeded
    from cro_tui.share.outcome import Step
    from cro_tui.share.sync import Sync
    from cro_tui.tui.desk import Desk

RETRY_SECONDS = 60.0
"""How soon a share that was away is looked for again."""
CALL_SECONDS = 60.0
"""How long one call to the share may take."""
LAST_SECONDS = 5.0
"""How long leaving waits for the last sync."""
SLOW_SECONDS = 1.0
"""How long a sync may go on before it is shown how far it is, and it can be stopped."""


class Hearer(Protocol):
    """Who is told. Calls may come from any thread."""

    def share_says(self, state: str) -> None:
        """The few words of the top line: ``in step``, ``3 waiting``, ``away since 14:05``, ``fetching 1 of 2,000``."""

    def synced(self, sentence: str) -> None:
        """How a sync ended that the officer asked for."""

    def trouble(self, sentence: str) -> None:
        """Something that the officer must know."""


class StepKeeper:
    """Keeps one desk's notebook and its share in step. Does nothing where the settings name no share."""

    def __init__(
        self, desk: Desk, hearer: Hearer, *, key: str = "ctrl+k", seconds: Callable[[], float] = monotonic
    ) -> None:
        """*key*: how the key is called that asks for a sync."""
        self._desk = desk
        self._hearer = hearer
        self._key = key
        self._seconds = seconds
        self._sync: Sync | None = None
        self._address = ""
        self._busy = threading.Lock()
        self._thread: threading.Thread | None = None
        self._began = 0.0
        self._step: Step | None = None
        self._stop = threading.Event()
        self._offered = False
        """Whether the officer knows that the key stops what is going on."""
        self._again = False
        self._next = 0.0
        self._wrong = ""
        """The few words for what keeps the share from being in step."""
        self._away = ""
        self._unjoined = False
        self._login: LoginNeeded | None = None
        self._answer: Login | None = None
        self._last = ""
        self._ended_once = False
        self._complained: set[str] = set()

    @property
    def is_on(self) -> bool:
        """Whether there is a share to keep in step with."""
        return bool(self._desk.settings.share) and not self._desk.notebook.is_demo

    def another_share(self) -> None:
        """The settings name another share, or none: what was known of the one before does not count for it."""
        self._ended_once = False
        self._wrong, self._away, self._unjoined, self._login, self._answer = "", "", False, None, None
        self._last = ""
        self._next = 0.0
        self._complained.clear()
        if not self.is_on:
            self._hearer.share_says("")
        elif self._desk.whole.is_set():
            self.now(asked=True)

    @property
    def needs_joining(self) -> bool:
        """Whether the share holds a notebook that the officer has not yet said this one belongs to."""
        return self._unjoined and not self._busy.locked()

    @property
    def needs_login(self) -> LoginNeeded | None:
        """What the share wants to know of who calls; None where it knows, or is just being told."""
        return None if self._busy.locked() else self._login

    @property
    def _slow_step(self) -> Step | None:
        """How far a sync is that takes long."""
        return self._step if self._seconds() - self._began >= SLOW_SECONDS else None

    @property
    def _waiting(self) -> int:
        """How many changes did not go yet."""
        return self._sync.waiting if self._sync is not None else self._desk.notebook.waiting()

    def tick(self) -> None:
        """Called every second: shows what waits, and syncs when it is time."""
        if not self.is_on or not self._desk.whole.is_set():
            return
        minutes = self._desk.settings.intervals.sync_minutes
        if self._seconds() >= self._next and (minutes or not self._next) and not self._unjoined:
            self.now()
        self._show()

    def asked(self) -> str:
        """The officer pressed the key: it syncs, or stops what takes long. Gives what to say to that."""
        if self.now(asked=True) is not None:
            return f"Syncing … If it takes long, {self._key} again stops it"
        step = self._slow_step
        if step is None:
            return "Syncing …"
        if not self._offered:
            self._offered = True
            return f"Syncing, {step}: {self._key} again stops it; the next goes on from there"
        self._stop.set()
        self._again = False
        return "Stopping after this file …"

    def log_in(self, login: Login) -> str:
        """Syncs with what the officer answered. Gives what to say to that."""
        self._answer = login
        self.now(asked=True)
        return "Syncing …"

    def now(self, *, asked: bool = False, confirmed: bool = False) -> threading.Thread | None:
        """Syncs in a thread; None where one is at it. *asked*: the officer did, and is told how it ended.

        Asked while one is at it, another follows: what was just saved may have come too late for the first.
        """
        if not self._busy.acquire(blocking=False):
            self._again = self._again or asked
            return None
        minutes = self._desk.settings.intervals.sync_minutes
        self._began = self._seconds()
        self._next = self._began + (minutes * 60 if minutes else float("inf"))
        self._stop.clear()
        self._offered = asked
        self._thread = threading.Thread(target=self._run, args=(asked, confirmed), name="sync", daemon=True)
        self._thread.start()
        return self._thread

    def finish(self) -> None:
        """The last sync before leaving, for `LAST_SECONDS` at most; what was not done by then waits for the next."""
        hopeless = self._away or self._unjoined or self._login
        if not self.is_on or hopeless or not self._desk.whole.is_set():
            return
        until = monotonic() + LAST_SECONDS
        for _ in range(2):  # one that is under way may not take along what was just saved
            if self._waiting and (thread := self.now() or self._thread) is not None:
                thread.join(max(0.0, until - monotonic()))
        self._stop.set()

    def _run(self, asked: bool, confirmed: bool) -> None:
        from cro_tui.share.base import Away, LoginNeeded, NotJoined, ShareProblem
        from cro_tui.share.outcome import describe
        from cro_tui.share.sync import AnotherWindow
        from cro_tui.store.errors import StoreProblem

        try:
            outcome = self._syncing().run(confirmed=confirmed, progress=self._is_at, cancelled=self._stop.is_set)
        except AnotherWindow as problem:
            self._soon()
            self._ended(str(problem), asked)
        except NotJoined as problem:
            self._is_wrong("not joined", unjoined=True)
            self._ended(f"{problem}: {self._key} joins it", asked)
        except LoginNeeded as problem:
            self._is_wrong("wants a password", login=problem)
            self._ended(f"{problem}: {self._key} asks for it", asked, complain=True)
        except Away as problem:
            away = self._away or f"{self._desk.notebook.clock():%H:%M}"
            self._is_wrong(f"away since {away}", away=away)
            self._soon()
            self._ended(str(problem), asked)
        except (ShareProblem, StoreProblem) as problem:
            self._is_wrong("refuses")
            self._ended(str(problem), asked, complain=True)
        else:
            self._answer = None
            self._is_wrong("stopped" if outcome.cancelled else "")
            for line in outcome.bad:
                self._complain(f"On the share: {line}")
            said = describe(outcome)
            self._ended(said[0].upper() + said[1:], asked or outcome.cancelled)
        finally:
            self._step = None
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
            share, place = open_share(address, self._give_answer)
            self._sync, self._address = Sync(self._desk.notebook, InTime(share, CALL_SECONDS), place=place), address
        return self._sync

    def _give_answer(self, _server: str, _user: str) -> Login | None:
        """What the officer answered, once: nobody is asked from here, the question waits until she wants it."""
        answer, self._answer = self._answer, None
        return answer

    def _is_at(self, step: Step) -> None:
        self._step = step

    def _is_wrong(
        self, words: str, *, away: str = "", unjoined: bool = False, login: LoginNeeded | None = None
    ) -> None:
        self._ended_once = True
        self._wrong, self._away, self._unjoined, self._login = words, away, unjoined, login

    def _soon(self) -> None:
        self._next = min(self._next, self._seconds() + RETRY_SECONDS)

    def _ended(self, sentence: str, asked: bool, *, complain: bool = False) -> None:
        if asked:
            self._hearer.synced(sentence)
        elif complain:
            self._complain(sentence)

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
        if (step := self._slow_step) is not None:
            return str(step)
        if self._unjoined:
            return self._wrong
        waiting = self._waiting
        parts = [self._wrong, f"{waiting} waiting" if waiting else ""]
        return ", ".join(filter(None, parts)) or ("in step" if self._ended_once else "looking")
