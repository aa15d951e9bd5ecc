"""What a save and an opening cost beside their floors: ``python tests/benchmarks/bench_store.py [concerns]``.

The floor of a save is 700 bytes and an fsync; that of an opening, `orjson.loads` of the same bytes. Floor and measured
thing take turns, so that both see the same machine. Stock TinyDB does a few inserts for comparison.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from tinydb import TinyDB

from cro_tui.model.concern import Concern
from cro_tui.model.fields import Context
from cro_tui.store.notebook import Edit, Notebook

QUARTERS = 40
SAVES = 400
OPENINGS = 5
STOCK_INSERTS = 3


def concern_values(count: int, now: datetime) -> dict[str, object]:
    """The stored fields of one concern, about 700 bytes as a change."""
    narrative = (
        f"Cars race down Elm Street after ten at night, case {count}. The children can't sleep. Again and again."
    )
    typed = {"narrative": narrative, "category": "traffic", "channel": "phone", "place": f"{count % 900} Elm Street"}
    return Concern.parse(typed, Context(now=now))


def make_history(home: Path, concerns: int) -> None:
    """A home with that many concerns, spread over ten years; its saves are not synced."""
    now = datetime.now(UTC)
    began = now - timedelta(days=91 * QUARTERS)
    at = began
    notebook = Notebook(home, clock=lambda: at)
    with replaced("fsync", lambda _handle: None), replaced("fdatasync", lambda _handle: None):
        for count in range(concerns):
            at = began + (now - began) * (count / concerns)
            notebook.save([Edit(notebook.new_id(), "concern", concern_values(count, at), numbered=True)])


@contextmanager
def replaced(call: str, by: Callable[..., object]) -> Iterator[None]:
    """`os.<call>` is *by* meanwhile."""
    real = getattr(os, call)
    setattr(os, call, by)
    try:
        yield
    finally:
        setattr(os, call, real)


def milliseconds(act: Callable[[], object]) -> float:
    """How long *act* took."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def time_saves(home: Path, floor_file: Path) -> tuple[float, float, float]:
    """(median floor, median save, median bytes written by a save) in a home."""
    notebook = Notebook.open(home)
    real_write = os.write
    handle = os.open(floor_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    piece = b"x" * 700
    floors, saves, sizes = [], [], []

    def floor() -> None:
        os.write(handle, piece)
        os.fsync(handle)

    def counting(to: int, piece: bytes) -> int:
        sizes[-1] += len(piece)
        return real_write(to, piece)

    for count in range(SAVES):
        edit = Edit(notebook.new_id(), "concern", concern_values(count, notebook.clock()), numbered=True)
        floors.append(milliseconds(floor))
        sizes.append(0)
        with replaced("write", counting):
            saves.append(milliseconds(lambda edit=edit: notebook.save([edit])))
    os.close(handle)
    return statistics.median(floors), statistics.median(saves), statistics.median(sizes)


def time_openings(home: Path) -> tuple[float, ...]:
    """Medians: orjson of all; the same without collecting garbage; opening; orjson of the newest quarter likewise;
    opening on that; opening and listing every concern."""
    paths = sorted((home / "data").iterdir())
    newest = [path for path in paths if path.name[:7] == paths[-1].name[:7]]

    def uncollected(act: Callable[[], object]) -> object:
        gc.disable()
        try:
            return act()
        finally:
            gc.enable()

    acts = (
        lambda: [orjson.loads(path.read_bytes()) for path in paths],
        lambda: uncollected(lambda: [orjson.loads(path.read_bytes()) for path in paths]),
        lambda: Notebook.open(home),
        lambda: uncollected(lambda: [orjson.loads(path.read_bytes()) for path in newest]),
        lambda: Notebook(home).load_newest(),
        lambda: Notebook.open(home).all(Concern),
    )
    rounds = [[milliseconds(act) for act in acts] for _ in range(OPENINGS)]
    return tuple(statistics.median(times) for times in zip(*rounds, strict=True))


def time_stock(folder: Path, concerns: int) -> float:
    """A TinyDB insert with that many documents in the file."""
    now = datetime.now(UTC)
    path = folder / "stock.json"
    documents = {str(number): concern_values(number, now) for number in range(1, concerns + 1)}
    path.write_bytes(orjson.dumps({"concerns": documents}))
    with TinyDB(path) as stock:
        table = stock.table("concerns")
        return statistics.median(
            milliseconds(lambda: table.insert(concern_values(0, now))) for _ in range(STOCK_INSERTS)
        )


def measure(concerns: int, folder: Path) -> str:
    """The table, for people to read."""
    make_history(folder / "long", concerns)
    (folder / "empty").mkdir()
    lines = [f"{'':56}{'floor ms':>10}{'ms':>10}{'ratio':>8}"]

    def row(what: str, floor: float, measured: float) -> None:
        lines.append(f"{what:56}{floor:10.3f}{measured:10.3f}{measured / floor:8.2f}")

    floor, save, size = time_saves(folder / "empty", folder / "floor")
    row("save, nothing in history", floor, save)
    floor, save, long_size = time_saves(folder / "long", folder / "floor")
    row(f"save, {concerns:,} in history", floor, save)
    whole_floor, bare_floor, whole, newest_floor, quarter, listed = time_openings(folder / "long")
    row(f"open {concerns:,} (floor: orjson)", whole_floor, whole)
    row(f"open {concerns:,} (floor: the same, collector off)", bare_floor, whole)
    row(f"open and list {concerns:,} (floor: orjson)", whole_floor, listed)
    row("open the newest quarter (floor: orjson, collector off)", newest_floor, quarter)
    row(f"stock TinyDB insert at {concerns:,}", floor, time_stock(folder, concerns))
    lines.append(f"bytes written by a save: {size:.0f} with nothing in history, {long_size:.0f} with {concerns:,}")
    return "\n".join(lines)


@pytest.mark.benchmark
def test_saves_and_openings(tmp_path: Path) -> None:
    table = measure(5_000, tmp_path)
    print(f"\n{table}")
    assert "bytes written" in table


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, Path(scratch)))
