"""Measures the Concerns room: `python tests/benchmarks/bench_concerns.py [concerns] [COLUMNSxROWS]` prints a table.

For each key: milliseconds until nothing is left to do, and the share of the processor in them. While a long table is
filtered to its end other keys are taken in between: these figures are the whole work, not the wait. Asserts nothing.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from textual import events

sys.path.insert(0, str(Path(__file__).parents[2]))

from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
from tests.benchmarks.large import large_home

KEYS = ("down", "pagedown", "end", "home", *"2631", "slash", *"graf", *["backspace"] * 4, *"elm 9", "down", "space")


async def measure(home: Path, size: tuple[int, int]) -> None:
    app = CroTui(Desk(home, named=True))
    lines = []
    async with app.run_test(size=size) as pilot:
        while not app.desk.whole.is_set():
            await asyncio.sleep(0.05)
        start = time.perf_counter()
        await app.action_room("concerns")
        room = app.screen
        while not room.rows.visible_keys:
            await asyncio.sleep(0.001)
        lines.append(f"first lines after {1000 * (time.perf_counter() - start):.0f} ms")
        await room.loaded.wait()
        lines.append(f"all {room.rows.count:,} after {1000 * (time.perf_counter() - start):.0f} ms")
        for key in KEYS:
            await asyncio.sleep(0.2)
            start, busy = time.perf_counter(), time.process_time()
            app.post_message(events.Key(key, key if len(key) == 1 else None))
            await pilot.pause()
            took, cost = time.perf_counter() - start, time.process_time() - busy
            lines.append(
                f"{key!r:12} {1000 * took:6.1f} ms {1000 * cost:6.1f} ms  {len(room.rows.visible_keys):7,} lines"
            )
    print("\n".join(lines))


def main() -> None:
    concerns = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    size = sys.argv[2] if len(sys.argv) > 2 else "80x24"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        large_home(home, concerns)
        width, height = size.split("x")
        asyncio.run(measure(home, (int(width), int(height))))


if __name__ == "__main__":
    main()
