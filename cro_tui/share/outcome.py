"""What a sync did and how far it is: what is told to whoever asked for it. Knows nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What a sync did, and how it ended."""

    pulled: int = 0
    """Changes that came and were not here before."""
    pushed: int = 0
    """Changes that went."""
    bad: list[str] = field(default_factory=list)
    """A line for each file there that can't be used."""
    newer: int = 0
    """Files that came and that only a newer cro-tui can read."""
    joined: bool = False
    """Whether this home met its share for the first time."""
    merged: int = 0
    """Files that one wider file took the place of."""
    mended: int = 0
    """Files there that were bad, and of which the good copy was put back."""
    cancelled: bool = False

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.pulled or self.pushed or self.bad or self.newer or self.joined or self.merged or self.mended)


@dataclass(frozen=True)
class Step:
    """How far a sync is."""

    what: str
    """``fetching``, ``sending``, ``checking``."""
    done: int
    of: int

    def __str__(self) -> str:
        return f"{self.what} {self.done:,} of {self.of:,}"


def describe(outcome: Outcome) -> str:
    """What a sync did, in one line."""
    parts = [
        text
        for count, text in (
            (outcome.pulled, f"{_counted(outcome.pulled, 'change')} came"),
            (outcome.pushed, f"{_counted(outcome.pushed, 'change')} went"),
            (outcome.merged, f"{_counted(outcome.merged, 'file')} merged"),
            (outcome.mended, f"{_counted(outcome.mended, 'bad file')} replaced"),
            (
                outcome.newer,
                f"{_counted(outcome.newer, 'file')} of a newer cro-tui came: update to see what is in them",
            ),
            (len(outcome.bad), f"{_counted(len(outcome.bad), 'file')} there can't be used"),
        )
        if count
    ]
    joined = ["joined the share"] if outcome.joined else []
    said = ": ".join([*joined, *([", ".join(parts)] if parts else [])])
    if outcome.cancelled:
        return f"stopped: {said or 'nothing came or went yet'}; the next goes on from there"
    return said or "in step: nothing to do"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
