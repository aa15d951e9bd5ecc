"""How long ``cro-tui word dossier`` and ``word week`` take as whole processes, on the demo and on 5,000 concerns.

Run it by hand: ``python tests/benchmarks/bench_documents.py [ROUNDS]``. It prints medians and asserts nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from cro_tui.demo.making import make  # noqa: E402
from cro_tui.model.concern import Concern  # noqa: E402
from cro_tui.store.notebook import Notebook  # noqa: E402
from tests.benchmarks.bench_report import START, add_people, milliseconds  # noqa: E402
from tests.benchmarks.large import large_home  # noqa: E402

CONCERNS, PEOPLE, LINKED = 5_000, 2_000, 3_000


def processes(home: Path, rounds: int) -> None:
    """Each document beside the bare interpreter."""
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": f"{home}/compiled", "CRO_HOME": str(home)}
    number = max(Notebook.open(home).all(Concern), key=lambda one: len(one.links)).number

    def run(*arguments: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([sys.executable, *arguments], env=surroundings, check=True, **quiet)

    run("-c", START, "word", "dossier", number)  # compiles
    floor = milliseconds(lambda: run("-c", "pass"), rounds)
    for arguments in (["--version"], ["show", number], ["word", "dossier", number], ["word", "week"]):
        taken = milliseconds(lambda arguments=arguments: run("-c", START, *arguments), rounds)  # type: ignore[misc]
        print(f"  {'cro-tui ' + ' '.join(arguments):44} {taken:7.0f} ms  {taken / floor:5.1f} × python -c pass")


def main(rounds: int) -> None:
    """Prints the tables."""
    with tempfile.TemporaryDirectory() as folder:
        demo, large = Path(folder) / "demo", Path(folder) / "large"
        make(demo, datetime.now(UTC).date())
        print("the demo notebook")
        processes(demo, rounds)
        large_home(large, CONCERNS, years=2)
        add_people(large, PEOPLE, LINKED)
        print(f"{CONCERNS:,} concerns, {PEOPLE:,} people")
        processes(large, rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
