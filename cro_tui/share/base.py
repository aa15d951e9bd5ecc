"""What a share can do, and what can go wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

PART = ".part"
"""Ends the name of a file that is being written."""


class ShareProblem(Exception):
    """The share can't be used; the text is one clear sentence."""


class Away(ShareProblem):
    """The share can't be reached now: not there, no network, no answer in time."""


class Refused(ShareProblem):
    """The share is there and says no: full, read-only, no permission."""


@dataclass(frozen=True)
class Login:
    """Who calls. Printed anywhere, it shows no password."""

    user: str
    password: str = field(repr=False)
    keep: bool = field(default=True, compare=False)
    """Whether the system's keyring may keep it."""


class LoginNeeded(Refused):
    """The share wants to know who calls, or another password; after `enter`, the same call may go better."""

    def __init__(self, text: str, enter: Callable[[], bool], *, user: str, named: bool, can_keep: bool) -> None:
        super().__init__(text)
        self.enter = enter
        """Asks the officer; False where there is no answer. May take as long as the officer takes."""
        self.user = user
        """Who called last, or shall call; ``""`` where nobody is known."""
        self.named = named
        """Whether the address names the user, so that no other can be entered."""
        self.can_keep = can_keep
        """Whether this system has a keyring that may keep a password."""


class WrongShare(ShareProblem):
    """It is not the share of this notebook."""


class NotJoined(WrongShare):
    """It holds a notebook that this one has not joined, and the officer has not said that it shall."""


class Vanished(ShareProblem):
    """A file that was listed is not there any more: list again."""


class Share(Protocol):
    """A flat folder somewhere. Each verb raises `ShareProblem`; none is ever tried again by the share itself."""

    address: str
    """As the officer wrote it."""

    def list(self) -> list[str]:
        """The names of all files there, in one call."""

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file, at most *limit* + 1 of them; `Vanished` where it is gone."""

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        """Puts a file there, whole or not at all, unless the name is taken: then False, and nothing was changed.

        *part* is the name under which it is written until it is whole, where the share needs one.
        """

    def remove(self, name: str) -> None:
        """Removes a file; one that is gone already is no problem."""
