"""Measures starting: `python tests/benchmarks/bench_start.py [runs]` prints a table, asserts nothing.

From process start to the moment at which typed text stands on the screen of a real pseudo-terminal, for this program
on an empty and on a large notebook, against a bare Textual app with one Input; once as it was, and once without the
time for which the program was ready and got no processor, which is what other work on the machine took. Linux only.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.large import large_home  # noqa: E402
from tests.pty.terminal import Terminal  # noqa: E402

BARE = "from textual.app import App\nfrom textual.widgets import Input\nclass One(App):\n    def compose(self):\n        yield Input()\nOne().run()\n"  # noqa: E501
TYPED = "speeding on elm"


def typed_shown(command: list[str]) -> tuple[float, float]:
    """Milliseconds from process start until the typed text, sent from the beginning, is on the screen; with and without
    waiting for a processor."""
    with Terminal(command) as terminal:
        terminal.feed(TYPED)
        if not terminal.shows(TYPED, 60):
            sys.exit(f"{command} never showed it:\n{terminal.text}")
        took = time.monotonic() - terminal.started
        return took * 1000, (took - terminal.waited) * 1000


def main(runs: int) -> None:
    """Runs the programs in turn, so that a drifting machine touches all alike."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"  # the first run compiles
        empty, large = Path(folder) / "empty", Path(folder) / "large"
        large_home(large, 50_000)
        python = sys.executable
        start = "import sys; sys.argv[:] = ['cro-tui']; from cro_tui.__main__ import main; main()"
        programs = {
            "one bare Input": [python, "-c", BARE],
            "cro-tui, empty notebook": ["env", f"CRO_HOME={empty}", python, "-c", start],
            "cro-tui, 50,000 concerns": ["env", f"CRO_HOME={large}", python, "-c", start],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
        for run in range(runs + 1):
            for name, command in programs.items():
                spent = typed_shown(command)
                if run:
                    times[name].append(spent)
        floors = [median(column) for column in zip(*times["one bare Input"], strict=True)]
        print("| process start → typed text shown, in a pty | ms | of the floor | alone, ms | of the floor |")
        print("|---|---|---|---|---|")
        for name, spent_list in times.items():
            took, own = (median(column) for column in zip(*spent_list, strict=True))
            print(f"| {name} | {took:.0f} | {took / floors[0]:.2f} | {own:.0f} | {own / floors[1]:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
