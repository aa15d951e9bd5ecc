"""How long the largest survey takes: 5,000 forms of 60 questions opened, tabulated, compared, written and imported.

Run it by hand: ``python tests/benchmarks/bench_surveys.py [ROUNDS]``. It prints medians and asserts nothing.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from cro_tui.actions import surveys  # noqa: E402
from cro_tui.exchange.forms import import_forms  # noqa: E402
from cro_tui.model.survey import Survey  # noqa: E402
from cro_tui.report.surveying import responses_of, results, tabulated  # noqa: E402
from cro_tui.store.notebook import Notebook  # noqa: E402
from cro_tui.word import write_survey  # noqa: E402

FORMS, QUESTIONS, PORTION = 5_000, 60, 200


def milliseconds(what: Callable[[], object], rounds: int) -> float:
    """The median of *rounds* calls."""
    taken = []
    for _ in range(rounds):
        before = time.perf_counter()
        what()
        taken.append((time.perf_counter() - before) * 1000)
    return statistics.median(taken)


def filled(book: Notebook, follows: str = "") -> Survey:
    """A survey with all its forms, one in five with a comment."""
    chance = random.Random(follows or "first")
    asked = [
        {"id": f"q{number:02d}", "topic": "fears", "text": f"Question {number}", "scale": "safety", "place": number}
        for number in range(QUESTIONS)
    ]
    typed = {"title": "Large", "sample": "probability", "questions": asked} | ({"follows": follows} if follows else {})
    survey = surveys.start(book, typed).record
    assert isinstance(survey, Survey)
    for _ in range(FORMS // PORTION):
        forms = [
            ({f"q{n:02d}": chance.choice("12345d-x") for n in range(QUESTIONS)}, "Lamps" * (chance.random() < 0.2), "")
            for _ in range(PORTION)
        ]
        surveys.take_in(book, survey, forms)
    return survey


def main() -> None:
    """Prints the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        book = Notebook.open(home)
        first = filled(book)
        second = filled(book, first.id)
        size = sum(path.stat().st_size for path in (home / "data").iterdir()) / 1e6
        forms = responses_of(book, second.id)
        print(f"two surveys of {FORMS:,} forms with {QUESTIONS} questions: {size:.1f} MB on the disk")
        print(f"opening them          {milliseconds(lambda: Notebook.open(home), rounds):8.1f} ms")
        print(f"tabulating one        {milliseconds(lambda: tabulated(second, forms), rounds):8.1f} ms")
        print(f"the same, compared    {milliseconds(lambda: results(book, second), rounds):8.1f} ms")
        key = {f"q{n:02d}": "3" for n in range(QUESTIONS)}
        print(f"keying one form in    {milliseconds(lambda: surveys.key_in(book, second, key), rounds):8.1f} ms")
        today = date.today()
        memo = milliseconds(lambda: write_survey(book, book.settings, second.id, today, Path(folder)), 1)
        print(f"the memo in Word      {memo:8.1f} ms")
        table = Path(folder) / "forms.csv"
        rows = [",".join(one.answers.values()).replace("-", "") + f",{n}" for n, one in enumerate(forms)]
        rows = [row.replace("d", "don't know").replace("x", "several marked") for row in rows]
        table.write_text(",".join([*key, "number"]) + "\n" + "\n".join(rows) + "\n")
        third = surveys.start(book, {"title": "Third", "follows": first.id}).record
        assert isinstance(third, Survey)
        taken = milliseconds(lambda: import_forms(book, third, table), 1)
        print(f"importing {FORMS:,} rows  {taken:8.1f} ms")


if __name__ == "__main__":
    main()
