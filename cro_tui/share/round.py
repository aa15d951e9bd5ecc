"""One sync: what everything that takes part in it needs to know, and how it touches the share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cro_tui.share.base import PART, LoginNeeded, Refused, Share, Vanished
from cro_tui.share.copies import Copies
from cro_tui.share.outcome import Outcome, Step
from cro_tui.share.state import State
from cro_tui.store import runs
from cro_tui.store.laptop import Laptop
from cro_tui.store.notebook import Notebook
from cro_tui.store.runs import BadRun, NewerRun, OtherNotebook, Run, RunName


@dataclass
class Round:
    """One sync of one notebook with one share."""

    notebook: Notebook
    share: Share
    copies: Copies
    state: State
    save_state: Callable[[], None]
    """Puts `state` on the disk if it changed; raises OSError."""
    entropy: Callable[[int], bytes]
    progress: Callable[[Step], None]
    cancelled: Callable[[], bool]
    outcome: Outcome = field(default_factory=Outcome)
    there: list[str] = field(default_factory=list)
    """What the share listed last."""
    names: set[RunName] = field(default_factory=set)
    """The runs among them."""
    unsent: int = 0
    """Changes of this laptop that stand in runs here and did not go yet."""
    _told: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Lists the share."""
        self.there = self.share.list()
        self.names = {name for text in self.there if (name := runs.parse_name(text))}

    @property
    def now(self) -> float:
        """Seconds, by this laptop's clock, which may be wrong."""
        return self.notebook.clock().timestamp()

    @property
    def laptop(self) -> Laptop:
        """Who this home is; known from the moment when it is known whose share it is."""
        laptop = self.notebook.identity
        assert laptop is not None
        return laptop

    def stopped(self) -> bool:
        """Whether the officer wants it to end."""
        self.outcome.cancelled = self.outcome.cancelled or self.cancelled()
        return self.outcome.cancelled

    def read(self, name: RunName) -> Run:
        """A run as it is on the share, all of it checked; raises what `runs.read` and the share do."""
        return runs.read(name, self.share.read(name.text, runs.LARGEST), self.laptop.notebook)

    def publish(self, name: RunName, raw: bytes) -> bool:
        """Puts a run on the share unless it is there."""
        return self.share.publish(name.text, raw, self.part())

    def part(self) -> str:
        """A name for a file that is being written."""
        return f"{self.laptop.id}.{self.entropy(8).hex()}{PART}"

    def remove(self, text: str) -> bool:
        """Removes a file there; False where the share refuses, which is told."""
        try:
            self.share.remove(text)
        except LoginNeeded:
            raise
        except Refused as problem:
            self.tell(text, f"can't be removed: {problem}")
            return False
        self.names = {name for name in self.names if name.text != text}
        return True

    def tell(self, text: str, what: object) -> None:
        """Has the officer told, once a sync, that a file there can't be used."""
        if text not in self._told:
            self._told.add(text)
            self.outcome.bad.append(f"{text}: {what}")

    def note_rotten(self, name: RunName, what: object) -> None:
        """Remembers since when a file there is not what its name says."""
        self.state.bad.setdefault(name.text, self.now)
        self.tell(name.text, f"{what}; it is left where it is")

    def rot_of(self, name: RunName) -> str:
        """What is wrong with a file there; nothing where it is whole, or is gone. One here is looked at with it."""
        try:
            raw = self.share.read(name.text, runs.LARGEST)
            if name not in self.copies.names or raw != self.copies.raw(name):
                runs.read(name, raw, self.laptop.notebook)
        except LoginNeeded:
            raise
        except (BadRun, Refused) as problem:
            return str(problem)
        except (NewerRun, OtherNotebook, Vanished):
            return ""
        return ""
