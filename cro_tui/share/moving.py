"""Bringing over what one side has and the other has not: by names first, and nothing twice.

Whose share it is was found out before. Removes nothing there.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import suppress

from cro_tui.share.base import LoginNeeded, Refused, Vanished
from cro_tui.share.outcome import Step
from cro_tui.share.round import Round
from cro_tui.store import runs
from cro_tui.store.locking import HomeLock
from cro_tui.store.publishing import unpublished
from cro_tui.store.runs import BadRun, NewerRun, OtherNotebook, RunName

_LISTINGS = 3
"""How often a share is listed anew because files vanished under the reader."""


def pull(sync: Round) -> None:
    """Reads what is there and not here, checks it, keeps it."""
    came: list[RunName] = []
    try:
        for left in reversed(range(_LISTINGS)):
            if _fetch_all(sync, came) or not left:
                break
            sync.look()
    finally:
        sync.notebook.take_in_arrived()  # what another window fetched, too
    for wide in came:
        sync.copies.drop_inside(wide)


def _fetch_all(sync: Round, came: list[RunName]) -> bool:
    """Fetches what is missing; False where a file vanished meanwhile, so that the share must be listed anew."""
    fresh = sorted(sync.names - sync.copies.names, key=lambda name: (name.laptop, name.first, -name.last, name))
    nothing_vanished = True
    for name, done, of in _with_progress(fresh):
        if sync.stopped():
            return True
        if sync.copies.covers(name):
            continue
        sync.progress(Step("fetching", done, of))
        try:
            if _fetch(sync, name):
                came.append(name)
        except Vanished:
            nothing_vanished = False
    return nothing_vanished


def _with_progress(names: list[RunName]) -> Iterator[tuple[RunName, int, int]]:
    """Each name with the number of changes before it, and of all: runs are of very different length."""
    of = sum(map(_length, names))
    done = 0
    for name in names:
        yield name, done, of
        done += _length(name)


def _length(name: RunName) -> int:
    return name.last - name.first + 1


def _fetch(sync: Round, name: RunName) -> bool:
    """Keeps one run if it is what its name says."""
    try:
        raw = sync.share.read(name.text, runs.LARGEST)
        run = runs.read(name, raw, sync.laptop.notebook)
    except BadRun as problem:
        sync.note_rotten(name, problem)
        return False
    except LoginNeeded:
        raise
    except (OtherNotebook, Refused) as problem:
        sync.tell(name.text, problem)
        return False
    except NewerRun:
        sync.copies.keep(name, raw)
        sync.outcome.newer += 1
        return True
    holding = sync.copies.holding(name.laptop, name)
    fresh = [change for change in run.changes.values() if change["sum"] not in holding]
    sync.copies.keep(name, raw, run.changes)
    sync.state.bad.pop(name.text, None)
    sync.outcome.pulled += sum(not sync.notebook.holds(change["sum"]) for change in fresh)
    return True


def keep_own(sync: Round) -> None:
    """Makes runs of what this home wrote since the last sync; each is read back before it counts."""
    notebook = sync.laptop.notebook
    for name, raw in unpublished(sync.notebook.home, notebook, HomeLock(sync.notebook.home)):
        sync.copies.keep(name, raw, runs.read(name, raw, notebook).changes)


def push(sync: Round) -> None:
    """Publishes what is here and not there. What goes is noted first, so that a later sync sees how it arrived."""
    there: dict[str, Set[str]] = {}
    waiting = [name for name in sorted(sync.copies.names - sync.names) if not _is_covered_there(sync, name, there)]
    sync.unsent = sum(_length(name) for name in waiting if name.laptop == sync.laptop.id)
    if not waiting:
        return
    sync.state.sent = sorted({*sync.state.sent, *(name.text for name in waiting)})
    with suppress(OSError):  # a full disk is no reason to keep back what is on it
        sync.save_state()
    for name, done, of in _with_progress(waiting):
        if sync.stopped():
            return
        sync.progress(Step("sending", done, of))
        raw = sync.copies.raw(name)
        if raw is not None and sync.publish(name, raw):
            sync.outcome.pushed += _length(name)
        if name.laptop == sync.laptop.id:
            sync.unsent -= _length(name)


def _is_covered_there(sync: Round, name: RunName, there: dict[str, Set[str]]) -> bool:
    """Whether all that is in a run stands in other runs on the share, none of them known to be bad.

    *there* collects, by laptop, the sums of the changes that stand on the share and are held here too.
    """
    near = [one for one in sync.names if one.laptop == name.laptop and one.text not in sync.state.bad]
    if not any(one.first <= name.last and name.first <= one.last for one in near):
        return False
    holding = sync.copies.holding(name.laptop)
    if name.laptop not in there:
        sums: set[str] = set()
        for one in near:
            sums |= holding.chain(one) or set()
        there[name.laptop] = sums
    chain = holding.chain(name)
    return chain is not None and chain <= there[name.laptop]
