"""What the tests of SMB shares have in common. Whoever imports it is skipped where no server can be started."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cro_tui.share.base import Login, Share, ShareProblem
from tests.share.servers import PASSWORD, USER, no_smb
from tests.share.stations import Station

if reason := no_smb():
    pytest.skip(reason, allow_module_level=True)

import keyring
import smbclient
from keyring.backend import KeyringBackend
from keyring.credentials import SimpleCredential
from keyring.errors import PasswordDeleteError

__all__ = ["keyring", "smbclient"]

ROOT = Path(__file__).parents[3]
SERVICE = "cro-tui share 127.0.0.1"
NO_TRACEBACK = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
"""A thread that fails prints one, over the screen."""


class Memory(KeyringBackend):
    """A keyring that lives as long as the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def get_credential(self, service: str, username: str | None) -> SimpleCredential | None:
        for (name, user), password in self.kept.items():
            if name == service and username in (None, user):
                return SimpleCredential(user, password)
        return None


def nobody(_server: str, _user: str) -> None:
    """Nobody is there."""


class Officer:
    """Answers questions for a password, one after the other, and notes them."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []

    def __call__(self, server: str, user: str) -> Login | None:
        self.asked.append((server, user))
        assert threading.current_thread() is threading.main_thread()  # else a deadline would run while she types
        answer = self.answers.pop(0)
        return None if answer is None else Login(USER, answer)


def said(problem: pytest.ExceptionInfo[ShareProblem]) -> str:
    """The sentence, which is one line."""
    text = str(problem.value)
    assert "\n" not in text
    assert "Traceback" not in text
    return text


def retried(station: Station, share: Share) -> None:
    """The same laptop, started again on that share."""
    station.share = share
    station.reopen()


def in_step_again(jane: Station, omar: Station, folder: Path) -> None:
    """What was interrupted is finished: both show the same, and nothing lies about."""
    jane.sync()
    omar.sync()
    jane.sync()
    assert jane.told() == omar.told()
    assert not list(folder.glob("*.part"))


# The program as a process

PROGRAM = f"""
import functools, sys
import keyring
from keyring.backend import KeyringBackend
from keyring.credentials import SimpleCredential

class Kept(KeyringBackend):
    priority = 1
    def get_password(self, service, username): return {PASSWORD!r}
    def set_password(self, service, username, password): pass
    def delete_password(self, service, username): pass
    def get_credential(self, service, username): return SimpleCredential({USER!r}, {PASSWORD!r})

keyring.set_keyring(Kept())
from cro_tui.share import deadline
deadline.InTime = functools.partial(deadline.InTime, seconds=float(sys.argv.pop(1)))
from cro_tui.__main__ import main
sys.exit(main())
"""


def program(script: str, *words: str) -> subprocess.Popen[str]:
    """cro-tui in a process of its own."""
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a child inherits only an ignored signal
    try:
        return subprocess.Popen(
            [sys.executable, "-c", script, *words],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, heard)


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """(status, output, complaints) of one that ends by itself."""
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err
