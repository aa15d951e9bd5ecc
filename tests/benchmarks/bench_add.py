"""How long a call of the command line takes as a whole process, beside the bare interpreter on the same machine.

Run it by hand: ``python tests/benchmarks/bench_add.py [CALLS]``. It prints medians and asserts nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
START = "import sys; from cro_tui.__main__ import main; sys.exit(main())"
"""What the installed command does."""
CALLS = {
    "python -c pass": ["-c", "pass"],
    "import filelock": ["-c", "import filelock"],
    "cro-tui --version": ["-c", START, "--version"],
    "cro-tui add TEXT": ["-c", START, "add", "Dogs bark #noise"],
    "cro-tui add TEXT heard:yesterday": ["-c", START, "add", "Dogs bark #noise heard:yesterday"],
    "cro-tui add TEXT +NAME": ["-c", START, "add", 'Dogs bark +"Ana Ruiz"'],
    "cro-tui list concerns": ["-c", START, "list", "concerns"],
}


def milliseconds(arguments: list[str], surroundings: dict[str, str], calls: int) -> float:
    """The median of *calls* processes."""
    taken = []
    for _ in range(calls):
        before = time.perf_counter()
        subprocess.run([sys.executable, *arguments], env=surroundings, stdout=subprocess.DEVNULL, check=True)
        taken.append((time.perf_counter() - before) * 1000)
    return statistics.median(taken)


def main(calls: int) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        surroundings |= {
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
            "CRO_HOME": f"{folder}/home",
        }
        floor = 0.0
        for label, arguments in CALLS.items():
            milliseconds(arguments, surroundings, 1)  # compiles
            median = milliseconds(arguments, surroundings, calls)
            floor = floor or median
            print(f"{label:36} {median:7.1f} ms  {median / floor:5.1f} × the interpreter")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
