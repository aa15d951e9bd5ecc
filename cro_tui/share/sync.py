"""Bringing ``mirror/`` and a share in step: the union of two folders, by names alone.

    what is there and not here, and not covered by what is here  ->  read, checked, kept, folded
    what this home wrote and has in no run yet                   ->  a new run
    what is here and not covered by what is there                ->  published

No state is needed for it: one that dies anywhere is finished by the next. With nothing to do it lists once and writes
nothing. Knows the notebook and a share; says what happened in an `Outcome`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from cro_tui.lasting import make_folder
from cro_tui.share import moving
from cro_tui.share import state as states
from cro_tui.share.base import Share, ShareProblem, WrongShare
from cro_tui.share.copies import Copies
from cro_tui.share.joining import Joining
from cro_tui.share.outcome import Outcome, Step
from cro_tui.share.round import Round
from cro_tui.share.tidying import tidy
from cro_tui.store.errors import StoreProblem
from cro_tui.store.locking import BUSY, SYNC_LOCK, HomeLock
from cro_tui.store.notebook import Notebook


class AnotherWindow(StoreProblem):
    """Another window of this home is syncing."""


class Sync:
    """One notebook and one share. Use it again for the next sync: it remembers what need not be looked at twice."""

    def __init__(
        self,
        notebook: Notebook,
        share: Share,
        *,
        entropy: Callable[[int], bytes] = os.urandom,
        place: Callable[[], str] = lambda: "",
    ) -> None:
        self.notebook = notebook
        self.share = share
        self.home = notebook.home
        self._entropy = entropy
        self._place = place
        """Where the file system begins on which the share lies, where it has one."""
        self._copies = Copies(self.home)
        self._unsent = 0

    @property
    def waiting(self) -> int:
        """How many of this laptop's changes did not go yet, as far as the last sync came."""
        return self.notebook.waiting() + self._unsent

    def run(
        self,
        *,
        confirmed: bool = False,
        progress: Callable[[Step], None] = lambda _step: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Outcome:
        """One sync. *confirmed*: the officer said that this home shall be one of that share's.

        Raises `ShareProblem`, `StoreProblem`. What was done by then stays done.
        """
        if self.notebook.is_demo:
            raise WrongShare("the made-up notebook is never put on a share")
        try:
            make_folder(self.home)
            with HomeLock(self.home, SYNC_LOCK):
                return self._run(confirmed, progress, cancelled)
        except TimeoutError:
            raise AnotherWindow(BUSY) from None
        except OSError as problem:
            said = f"{problem.strerror or problem} ({self.home})"
            raise StoreProblem(f"this laptop's disk refuses: {said}; the share keeps what did not come") from None

    def _run(self, confirmed: bool, progress: Callable[[Step], None], cancelled: Callable[[], bool]) -> Outcome:
        state = states.read(self.home)
        written = states.text(state)

        def save_state() -> None:
            nonlocal written
            if states.text(state) != written:
                written = states.text(state)
                states.write(self.home, state)

        self.notebook.look_who_i_am()
        self._copies.look()
        sync = Round(self.notebook, self.share, self._copies, state, save_state, self._entropy, progress, cancelled)
        sync.unsent = self._unsent
        try:
            self._bring_in_step(sync, confirmed)
        except ShareProblem:
            with suppress(OSError):
                save_state()
            raise
        finally:
            self._unsent = sync.unsent
        if not sync.outcome.idle:
            state.at = self.notebook.clock().isoformat(timespec="seconds")
        save_state()
        return sync.outcome

    def _bring_in_step(self, sync: Round, confirmed: bool) -> None:
        sync.look()
        Joining(sync, self._place(), confirmed=confirmed).begin()
        self._copies.notebook = sync.laptop.notebook
        moving.pull(sync)
        if sync.stopped():
            return
        moving.keep_own(sync)
        moving.push(sync)
        tidy(sync)
