"""How long the facts of a quarter take, beside reading the same notebook; and the whole report as a process.

Run it by hand: ``python tests/benchmarks/bench_report.py [ROUNDS]``. It prints medians and asserts nothing.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from cro_tui.model.concern import Concern  # noqa: E402
from cro_tui.model.contact import Contact  # noqa: E402
from cro_tui.model.quarters import quarter_days, quarter_of  # noqa: E402
from cro_tui.report.audience import Reader  # noqa: E402
from cro_tui.report.quarter import quarter_facts  # noqa: E402
from cro_tui.store.notebook import Edit, Notebook  # noqa: E402
from tests.benchmarks.large import large_home  # noqa: E402

SIZES = (50, 500, 5_000)
"""Concerns heard in one quarter."""
CONTACTS = 5_000
FIRST = (
    "Ana Bo Carla Deshawn Elif Farid Greta Hamid Ines Jamal Kofi Lena Mai Nadia Omar Petra Quy Rosa Stefan Tuan".split()
)
LAST = "ski nova bury wick sen quist dottir escu etti enko ides akis aga oglu mann strom dale brook ward ley".split()
START = "import sys; from cro_tui.__main__ import main; sys.exit(main())"


def milliseconds(what: Callable[[], object], rounds: int) -> float:
    """The median of *rounds* calls."""
    taken = []
    for _ in range(rounds):
        before = time.perf_counter()
        what()
        taken.append((time.perf_counter() - before) * 1000)
    return statistics.median(taken)


def add_people(home: Path, count: int, concerns: int) -> None:
    """Contacts with names, phones and addresses, every twentieth restricted and every tenth with a new phone; voices
    and links among the concerns."""
    chance = random.Random(2)
    book = Notebook.open(home)
    edits = []
    for number in range(count):
        stem = "".join(chance.choices("bdfgklmnprstvz", k=1) + chance.choices("aeiou", k=1)).capitalize()
        values = {
            "name": f"{chance.choice(FIRST)} {stem}{chance.choice('lrmnt')}{chance.choice(LAST)}",
            "phones": [f"617-555-{number:04d}"],
            "address": f"{number + 1} Tamarind Street",
            "sensitivity": "restricted" if number % 20 == 0 else "internal",
        }
        edits.append(Edit(book.new_id(), Contact.KIND, values))
    heard = book.all(Concern)[-concerns:]
    for number, one in enumerate(heard):
        known = {"contact": edits[number * 7 % count].id}
        if number % 5:
            known[Concern.links.key(heard[number - 1].id)] = 1
        edits.append(Edit(one.id, Concern.KIND, known, one))
    for first in range(0, len(edits), 500):
        book.save(edits[first : first + 500])
    moved = book.all(Contact)[::10]
    book.save(
        [Edit(one.id, Contact.KIND, {"phones": [f"617-555-9{number:03}"]}, one) for number, one in enumerate(moved)]
    )


def facts_of(home: Path, rounds: int) -> tuple[float, float, int]:
    """(reading the notebook, the facts of its quarter, concerns in it), in milliseconds."""
    today = datetime.now(UTC).date()
    quarter = quarter_of(today.isoformat())
    opening = milliseconds(lambda: Notebook.open(home), rounds)
    drawing = []
    for _ in range(rounds):
        book = Notebook.open(home)
        before = time.perf_counter()
        facts = quarter_facts(book, quarter, "command", today)
        drawing.append((time.perf_counter() - before) * 1000)
    return opening, statistics.median(drawing), len(facts.log)


def readers(home: Path, rounds: int) -> None:
    """5,000 contacts, 5,000 texts."""
    book = Notebook.open(home)
    texts = [f"{one.narrative} {number}" for number, one in enumerate(book.all(Concern))]
    making = milliseconds(lambda: Reader.of(book, "public"), rounds)

    def all_texts() -> None:
        reader = Reader.of(book, "public")
        for text in texts:
            reader.text(text)

    print(
        f"\nwithholding {len(book.all(Contact)):,} people in {len(texts):,} texts: "
        f"{milliseconds(all_texts, rounds):.0f} ms, of which {making:.0f} to learn the people"
    )


def whole_process(home: Path, rounds: int) -> None:
    """``cro-tui report`` beside the bare interpreter."""
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": f"{home}/compiled", "CRO_HOME": str(home)}

    def run(*arguments: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([sys.executable, *arguments], env=surroundings, check=True, **quiet)

    run("-c", START, "report")  # compiles
    floor = milliseconds(lambda: run("-c", "pass"), rounds)
    for label, arguments in (("cro-tui --version", ["--version"]), ("cro-tui report", ["report"])):
        taken = milliseconds(lambda arguments=arguments: run("-c", START, *arguments), rounds)  # type: ignore[misc]
        print(f"{label:36} {taken:7.1f} ms  {taken / floor:5.1f} × python -c pass")


def main(rounds: int) -> None:
    """Prints the tables."""
    today = datetime.now(UTC).date()
    days = max(1, (today - date.fromisoformat(quarter_days(quarter_of(today.isoformat()))[0])).days)
    print(f"{'concerns of the quarter':>24} {'people':>8} {'reading':>10} {'facts':>10}   facts / reading")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            home = Path(folder) / str(size)
            large_home(home, size, years=days / 365)
            add_people(home, min(CONTACTS, size * 4), size)
            opening, drawing, count = facts_of(home, rounds)
            people = len(Notebook.open(home).all(Contact))
            print(f"{count:>24,} {people:>8,} {opening:>7.1f} ms {drawing:>7.1f} ms   {drawing / opening:.2f}")
        readers(Path(folder) / str(SIZES[-1]), rounds)
        from cro_tui.cli.commands import COMMANDS

        if "report" in COMMANDS:
            for size in SIZES:
                print(f"\nthe report of {size:,} concerns as a whole process")
                whole_process(Path(folder) / str(size), rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
