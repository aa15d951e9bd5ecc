"""How long a call of the command line takes as a whole process, beside a script that only reads its arguments.

Run it by hand: ``python tests/benchmarks/bench_add.py [CALLS]``. The calls take turns, so that a drifting machine
touches all alike. It prints medians and asserts nothing. Not on Windows, which does not tell what a child used.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
START = "import sys; from cro_tui.__main__ import main; sys.exit(main())"
"""What the installed command does."""
ARGPARSE = (
    "import argparse; asked = argparse.ArgumentParser(prog='cro-tui', description='The notebook'); "
    "sub = asked.add_subparsers(); one = sub.add_parser('add'); one.add_argument('text'); one.add_argument('--home'); "
    "print(asked.parse_args().text)"
)
"""A script that does nothing but read its arguments."""
CALLS = {
    "an argparse-only script": ["-c", ARGPARSE, "add", "Dogs bark #noise"],
    "python -c pass": ["-c", "pass"],
    "import filelock": ["-c", "import filelock"],
    "cro-tui --version": ["-c", START, "--version"],
    "cro-tui add TEXT": ["-c", START, "add", "Dogs bark #noise"],
    "cro-tui add TEXT heard:yesterday": ["-c", START, "add", "Dogs bark #noise heard:yesterday"],
    "cro-tui add TEXT +NAME": ["-c", START, "add", 'Dogs bark +"Ana Ruiz"'],
    "cro-tui list concerns": ["-c", START, "list", "concerns"],
}


def milliseconds(arguments: list[str], surroundings: dict[str, str]) -> tuple[float, float]:
    """One process: as it was, and of the processor alone, which other work on the machine does not lengthen much."""
    before, used = time.perf_counter(), _used()
    subprocess.run([sys.executable, *arguments], env=surroundings, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - before) * 1000, (_used() - used) * 1000


def _used() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def main(calls: int) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        surroundings |= {
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
            "CRO_HOME": f"{folder}/home",
        }
        taken: dict[str, list[tuple[float, float]]] = {label: [] for label in CALLS}
        for call in range(calls + 1):
            for label, arguments in CALLS.items():
                spent = milliseconds(arguments, surroundings)
                if call:  # the first one compiles
                    taken[label].append(spent)
        floors = [statistics.median(column) for column in zip(*next(iter(taken.values())), strict=True)]
        print(f"{'':36} {'as it was':>11} {'ratio':>6} {'processor':>11} {'ratio':>6}")
        for label, times in taken.items():
            whole, used = (statistics.median(column) for column in zip(*times, strict=True))
            print(f"{label:36} {whole:8.1f} ms {whole / floors[0]:6.2f} {used:8.1f} ms {used / floors[1]:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
