"""Runs a program in a real pseudo-terminal and reads its screen as a person would. POSIX only."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parents[2]
TAKEN = b"\x1b[?1049h"
"""What a program writes that takes the whole screen over."""


class Terminal:
    """A program in a terminal of *columns* × *rows*; `feed` types, `shows` reads until the screen shows something."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 80, rows: int = 24, env: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.ended = False
        """Whether the program ended, as far as was read."""
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ.update(
                {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)} | dict(env or {})
            )
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    def feed(self, text: str | bytes) -> None:
        """Type *text*."""
        os.write(self.fd, text.encode() if isinstance(text, str) else text)

    def feed_at(self, seconds: float, text: str) -> None:
        """Type *text* that long after the start, reading meanwhile."""
        while (left := self.started + seconds - time.monotonic()) > 0:
            self.read(left)
        self.feed(text)

    def pass_time(self, seconds: float) -> None:
        """Let that much time pass, reading meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.read(left)

    def read(self, seconds: float) -> bool:
        """Take what the program writes within *seconds*; whether there was anything."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return False
        try:
            piece = os.read(self.fd, 65536)
        except OSError:
            piece = b""
        self.ended = not piece
        was_taken = TAKEN in self.raw
        self.raw += piece
        if not was_taken and TAKEN in self.raw:  # a screen of its own: nothing that was echoed before stands on it
            piece = self.raw[self.raw.index(TAKEN) :]
            self.screen.reset()
        self._stream.feed(piece)
        return bool(piece)

    def is_taken(self, seconds: float = 15) -> bool:
        """Whether the program comes to take the keys one by one, instead of whole lines, within *seconds*."""
        until = time.monotonic() + seconds
        while termios.tcgetattr(self.fd)[3] & termios.ICANON:
            if time.monotonic() > until:
                return False
            time.sleep(0.002)
        return True

    @property
    def waited(self) -> float:
        """Seconds for which the program's first thread was ready and got no processor, since its start; Linux only."""
        return int(Path(f"/proc/{self.pid}/task/{self.pid}/schedstat").read_text().split()[1]) / 1e9

    @property
    def text(self) -> str:
        """The screen as lines of text, once the program has taken it over."""
        return "\n".join(self.screen.display) if TAKEN in self.raw else ""

    def shows(self, said: str | Callable[[str], bool], seconds: float = 15) -> bool:
        """Whether the screen comes to show *said* (a text, or what is asked of the whole screen) within *seconds*."""
        until = time.monotonic() + seconds
        ask = said if callable(said) else lambda text: said in text
        while not ask(self.text):
            if time.monotonic() > until:
                return False
            self.read(0.05)
        return True
