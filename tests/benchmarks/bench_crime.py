"""How long 100,000 rows of crime take to be counted and kept, beside reading the same file with the csv module.

Run it by hand: ``python tests/benchmarks/bench_crime.py [ROWS]``. It prints medians of three and asserts nothing.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from cro_tui.exchange.crime import import_crime  # noqa: E402
from cro_tui.model.crime import Crime  # noqa: E402
from cro_tui.report.crime import contexts  # noqa: E402
from cro_tui.store.notebook import Notebook  # noqa: E402

TYPES = "Theft,Vandalism,Assault,Burglary,Noise,Traffic stop,Welfare check".split(",")


def write(path: Path, rows: int) -> None:
    """One row an incident over three years, dates with times as record systems write them."""
    chance = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("case number,reported date,offense,beat\n")
        for number in range(rows):
            day = f"{chance.randint(1, 12)}/{chance.randint(1, 28)}/{chance.choice((2023, 2024, 2025))}"
            clock = f"{chance.randint(0, 23)}:{chance.randint(0, 59):02}"
            out.write(f"C{number},{day} {clock},{chance.choice(TYPES)},{chance.randint(1, 9)}\n")


def floor(path: Path) -> Counter[tuple[str, ...]]:
    """Reading the file and counting its cells, nothing looked at."""
    with path.open(encoding="utf-8", newline="") as lines:
        return Counter(tuple(row[2:]) for row in csv.reader(lines))


def main() -> None:
    """Prints the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    taken: dict[str, list[float]] = {}

    def timed(name: str, began: float) -> None:
        taken.setdefault(name, []).append(time.perf_counter() - began)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crime.csv"
        write(path, rows)
        for round_ in range(3):
            began = time.perf_counter()
            floor(path)
            timed("csv module and a Counter", began)
            book = Notebook.open(Path(folder) / f"home {round_}")
            began = time.perf_counter()
            import_crime(book, path)
            timed("import crime", began)
            began = time.perf_counter()
            contexts(book.all(Crime), "2025-Q4")
            timed("a quarter's context", began)
    least = statistics.median(taken["csv module and a Counter"])
    print(f"{rows:,} rows")
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"{name:28} {middle * 1000:9.1f} ms  {middle / least:6.1f} × the floor")


if __name__ == "__main__":
    main()
