"""Whose share it is, and which laptop of its notebook this home is.

A home that has met its share goes by the name of the file alone; that file is read only before anything else there is
read or written. Knows nothing of what is brought over.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from cro_tui.share.base import Away, NotJoined, Refused, Share, Vanished, WrongShare
from cro_tui.share.round import Round
from cro_tui.store import laptop as laptops
from cro_tui.store import runs
from cro_tui.store.laptop import Laptop

NOTEBOOK = "cro-tui.json"
LONGEST = 10_000
BAD_SECONDS = 600
"""A file that is still bad after this long is no file that is just being copied."""


class Certain:
    """A share of which nothing is read and nothing is written before it is certain whose it is."""

    def __init__(self, share: Share, make_certain: Callable[[], object]) -> None:
        self.address = share.address
        self._share = share
        self._make_certain = make_certain
        self._is_certain = False

    def list(self) -> list[str]:
        """As the share does."""
        return self._share.list()

    def read(self, name: str, limit: int) -> bytes:
        """As the share does; `WrongShare` where it is another notebook's."""
        self.sure()
        return self._share.read(name, limit)

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        """As the share does; `WrongShare` where it is another notebook's."""
        self.sure()
        return self._share.publish(name, raw, part)

    def remove(self, name: str) -> None:
        """As the share does; `WrongShare` where it is another notebook's."""
        self.sure()
        self._share.remove(name)

    def sure(self) -> None:
        """Makes it certain, once."""
        if not self._is_certain:
            self._make_certain()
            self._is_certain = True


class Joining:
    """What is found out at the beginning of a sync."""

    def __init__(self, sync: Round, place: str, *, confirmed: bool) -> None:
        self.sync = sync
        self.notebook = sync.notebook
        self.share = sync.share
        self.state = sync.state
        self.place = place
        self.confirmed = confirmed

    def begin(self) -> None:
        """Sees that this home has business there; from then on the share checks itself. Raises `ShareProblem`."""
        me = self.notebook.identity
        met = me is not None and self._is_met(me)
        there = self.sync.there
        if met and NOTEBOOK not in there and not self.sync.names and self.state.mount != self.place:
            raise Away(f"{self.share.address} is empty and on another disk than before: is it mounted?")
        certain = Certain(self.share, self._make_certain)
        if not met or NOTEBOOK not in there:
            certain.sure()
        self.sync.share = certain

    def _make_certain(self) -> None:
        named = self._named_by_its_file()
        lost = named is None
        if named is None:
            named = self._named_by_runs()
        if named is None:
            self._wait_with_unreadable()
        self._join(named)
        if lost and named is not None:
            with suppress(Refused):  # who may only read there does without
                self._name_it(self.sync.laptop.notebook)
        self.state.address, self.state.mount = self.share.address, self.place

    def _named_by_its_file(self) -> str | None:
        """The notebook that the share's own file names; None where there is none that can be read."""
        if NOTEBOOK not in self.sync.there:
            return None
        with suppress(Vanished):
            return runs.notebook_in(self.share.read(NOTEBOOK, LONGEST))
        return None

    def _named_by_runs(self) -> str | None:
        """The notebook of the first whole run there."""
        me = self.notebook.identity
        for name in sorted(self.sync.names):
            if me is not None and name in self.sync.copies.names:
                return me.notebook
            with suppress(Vanished, Refused):
                raw = self.share.read(name.text, runs.LARGEST)
                header = runs.header_in(raw) if runs.is_whole(name, raw) else None
                if header is not None:
                    return header.notebook
        return None

    def _wait_with_unreadable(self) -> None:
        """Leaves a file alone that names nobody and may be just being written: for ten minutes, unless it is ours."""
        me = self.notebook.identity
        if NOTEBOOK not in self.sync.there or (me is not None and self._is_met(me)):
            return
        since = self.state.bad.setdefault(NOTEBOOK, self.sync.now)
        if 0 <= self.sync.now - since < BAD_SECONDS:
            raise WrongShare(f"{NOTEBOOK} on {self.share.address} can't be read; try again in ten minutes")

    def _is_met(self, me: Laptop) -> bool:
        return me.joined and self.state.address == self.share.address

    def _join(self, named: str | None) -> None:
        """Makes this home one of the notebook's; raises `WrongShare` where it has no business there."""
        me = self.notebook.identity
        if me is not None and me.joined:
            if named not in (None, me.notebook):
                raise WrongShare(self._another())
            if named is None:
                self._name_it(me.notebook)
            return
        if named is None:
            me = self.notebook.take_identity()
            named = me.notebook
            self._name_it(named)
        elif named != (me.notebook if me else laptops.notebook_on_disk(self.notebook.home)):
            if self.sync.copies.names:
                raise WrongShare(self._another())
            if not self.confirmed:
                raise NotJoined(f"{self.share.address} holds a notebook that this one has not joined yet")
        self.notebook.join_share(named)
        self.sync.outcome.joined = True

    def _another(self) -> str:
        return f"{self.share.address} is the share of another notebook; nothing was read or written"

    def _name_it(self, notebook: str) -> None:
        """Puts the file there that says whose share it is, in the place of one that can't be read."""
        if NOTEBOOK in self.sync.there:
            self.share.remove(NOTEBOOK)
            self.state.bad.pop(NOTEBOOK, None)
        if self.share.publish(NOTEBOOK, runs.notebook_file(notebook), self.sync.part()):
            return
        if runs.notebook_in(self.share.read(NOTEBOOK, LONGEST)) != notebook:
            raise WrongShare(f"{self.share.address} became the share of another notebook meanwhile")
