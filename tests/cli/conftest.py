"""The command line as others call it: a process of its own, on a home of its own.

With ``--calls-inside`` (tests/conftest.py) a call is made in the process of the tests instead, unless what it is
asked for needs its own: for systems on which starting a process takes longer than all that the call does.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from cro_tui.cli.run import run

ROOT = Path(__file__).parents[2]
NOT_PASSED_ON = ("COLUMNS", "PYTHONIOENCODING", "PYTHONDONTWRITEBYTECODE", "NO_COLOR", "XDG_DATA_HOME")


@dataclass(frozen=True)
class Answer:
    """What one call gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


class Line:
    """Calls cro-tui on one home."""

    def __init__(self, home: Path, compiled: Path, inside: bool) -> None:
        self.home = home
        self.compiled = compiled
        """Where compiled modules are kept: most of the time goes into starting."""
        self.inside = inside
        """Whether calls are made in this process where they can."""

    def on(self, home: Path) -> Line:
        """The same on another home."""
        return Line(home, self.compiled, self.inside)

    def within(self) -> Line:
        """The same without a process for each call, for tests that call dozens of times."""
        return Line(self.home, self.compiled, inside=True)

    def surroundings(self, more=None) -> dict[str, str]:
        """The environment of a call."""
        names = {key: value for key, value in os.environ.items() if key not in NOT_PASSED_ON}
        own = {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(self.compiled), "PYTHONUTF8": "1"}
        return names | own | {"CRO_HOME": str(self.home)} | (more or {})

    def process(self, *words, env=None, **more):
        """The bare call: bytes in and out. What is said of Python or of the streams needs a process of its own."""
        if self.inside and not more.keys() - {"input"} and not any(name.startswith("PYTHON") for name in env or ()):
            return call_inside(words, self.surroundings(env), more.get("input", b""))
        command = [sys.executable, "-m", "cro_tui", *words]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
        return subprocess.run(command, env=self.surroundings(env), timeout=60, check=False, **streams)

    def started(self, *words, env=None) -> subprocess.Popen[bytes]:
        """A call that is still running; ctrl+c reaches it, also where the tests run in the background."""
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "cro_tui", *words]
        heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a child inherits only an ignored signal
        try:
            return subprocess.Popen(command, env=self.surroundings(env), stdin=pipe, stdout=pipe, stderr=pipe)
        finally:
            signal.signal(signal.SIGINT, heard)

    def __call__(self, *words, **more) -> Answer:
        """Any call; whatever comes of it, there is no traceback."""
        done = self.process(*words, **more)
        out, err = (said.decode().replace("\r\n", "\n") for said in (done.stdout, done.stderr))  # as Windows ends lines
        answer = Answer(done.returncode, out, err)
        assert "Traceback" not in answer.err
        assert "a fault of cro-tui" not in answer.err
        return answer

    def ok(self, *words, **more) -> str:
        """What a call prints that must do what it was asked."""
        answer = self(*words, **more)
        assert answer.status == 0, answer
        return answer.out.strip()

    def refused(self, status: int, *words, **more) -> str:
        """The one line in which a call is refused."""
        answer = self(*words, **more)
        assert answer.status == status, answer
        assert answer.out == ""
        assert answer.err.count("\n") == 1, answer.err
        return answer.err

    def show(self, what: str) -> dict:
        return json.loads(self.ok("show", what, "--json"))


def call_inside(
    words: Sequence[str], surroundings: Mapping[str, str], typed: bytes
) -> subprocess.CompletedProcess[bytes]:
    """A call in this process, on streams and with an environment of its own."""
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(typed), "utf-8"),
        "stdout": io.TextIOWrapper(io.BytesIO(), "utf-8"),
        "stderr": io.TextIOWrapper(io.BytesIO(), "utf-8"),
    }
    with patch.dict(os.environ, surroundings, clear=True), patch.multiple(sys, **streams):
        status = run([os.fsdecode(word) for word in words])
    for stream in streams.values():
        stream.flush()
    out, err = (streams[name].buffer.getvalue() for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(words, status, out, err)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory) -> Path:
    return Path(sys.pycache_prefix or tmp_path_factory.mktemp("compiled"))


@pytest.fixture
def cro(tmp_path: Path, compiled: Path, request: pytest.FixtureRequest) -> Line:
    return Line(tmp_path / "home", compiled, request.config.getoption("calls_inside"))


@pytest.fixture
def another(cro: Line, tmp_path: Path) -> Line:
    return cro.on(tmp_path / "another")
