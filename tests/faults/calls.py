"""Calls of cro-tui as a process of its own, whatever stands before it on the command line or in its surroundings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What one call gave back; a status below 0 is the signal that ended it."""

    status: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """The one line that says that nothing was saved; "" where none says so."""
        lines = [line for line in self.err.splitlines() if "NOT SAVED" in line or "nothing was changed" in line]
        assert len(lines) < 2, self.err
        return lines[0] if lines else ""


def call(home: Path, *words: str, before: Sequence[str] = (), more: Mapping[str, str] | None = None) -> Answer:
    """``cro-tui WORDS`` on *home*; there is never a traceback, nor silence where something went wrong."""
    surroundings = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    surroundings |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "CRO_HOME": str(home), **(more or {})}
    command = [*before, sys.executable, "-m", "cro_tui", *words]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60, check=False)
    answer = Answer(done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in answer.err, answer
    assert "a fault of cro-tui" not in answer.err, answer
    return answer


def add(home: Path, text: str, **more: object) -> bool:
    """Adds a concern; whether that was acknowledged. If it was not, exactly one line says NOT SAVED."""
    answer = call(home, "add", text, **more)  # type: ignore[arg-type]
    if answer.status == 0:
        assert answer.out.strip(), answer
        assert not answer.refusal, answer
        return True
    assert answer.status == 1, answer
    assert answer.out == "", answer
    assert answer.refusal, answer
    return False
