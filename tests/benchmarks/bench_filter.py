"""Measures a list that is filtered as it is typed: `python tests/benchmarks/bench_filter.py [rows]` prints a table.

For each key of several filters, milliseconds of the processor, which others that work on the machine change less:
until the letter is in the line, until the list is narrowed as far as it shows and drawn, until it is narrowed to its
end, with the count, and the longest piece of work on the way, for which the next key would have to wait. The floor, in
the same run: one pass of `word in text` over the same texts in plain Python. Asserts nothing.
"""

from __future__ import annotations

import asyncio
import gc
import random
import statistics
import sys
import time
from pathlib import Path

from textual import events
from textual.app import App

sys.path.insert(0, str(Path(__file__).parents[2]))

from cro_tui.tui.themes import THEMES
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.search_list import SearchList
from tests.benchmarks.large import WORDS

TYPED = ("graffiti", "school crossing", "elm 99", "a", "zebra", "qqq", "1 2 3", "elm graf")
MEASURED = ("letter in the line", "lines in sight", "all lines, count", "longest piece of work")


class Longest:
    """The longest piece of work of the event loop since it was asked last."""

    def __init__(self) -> None:
        self._longest = 0.0
        self._of = ""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            begun = time.thread_time()
            run(handle)
            took = time.thread_time() - begun
            if took > self._longest:
                self._longest, self._of = took, repr(handle)

        asyncio.Handle._run = timed  # type: ignore[method-assign]

    def taken(self) -> float:
        """Its milliseconds; from here on it is measured anew."""
        longest, self._longest = self._longest, 0.0
        return 1000 * longest


class Bench(App[None]):
    """One list under its filter."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "station"
        self.texts = texts
        self.rows = RowList((Column("Number", cells=8), Column("Concern", share=1)))
        self.search = SearchList(self.rows)

    def compose(self):
        """The list."""
        yield self.search

    def on_mount(self) -> None:
        """With all rows."""
        self.rows.show_keys(self.texts, lambda key: Row((key, self.texts[key][:90])), self.texts)


async def press(app: Bench, key: str, longest: Longest) -> tuple[float, float, float, float]:
    """(until the letter stands in the line, until the lines in sight are right, until all are, each drawn; the longest
    piece of work), in ms."""
    longest.taken()
    before, begun = app.search.field.value, time.process_time()
    app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
    while app.search.field.value == before:
        await asyncio.sleep(0)
    echoed = time.process_time() - begun
    wanted, height = app.search.field.value.casefold().strip(), app.rows.size.height
    while app.rows.filtered_by != wanted or (app.rows.is_filtering and app.rows.line_count < height):
        await asyncio.sleep(0)
    await shown(app)
    seen = time.process_time() - begun
    while app.rows.is_filtering:
        await asyncio.sleep(0)
    await shown(app)
    return 1000 * echoed, 1000 * seen, 1000 * (time.process_time() - begun), longest.taken()


async def shown(app: Bench) -> None:
    """Until the next time that the list is drawn."""
    drawn = asyncio.Event()
    app.rows.call_after_refresh(drawn.set)
    await drawn.wait()


async def measure(rows: int) -> None:
    chance = random.Random(1)
    texts = {
        f"26Q4-{number}": f"26q4-{number}\n{' '.join(chance.choices(WORDS, k=35))} {chance.randrange(400)} elm st"
        for number in range(rows)
    }
    app = Bench(texts)
    longest = Longest()
    taken, keys = [], []
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.search.field.focus()
        await pilot.pause()
        gc.freeze()  # as the program does
        for typed in TYPED:
            for key in (*typed, *["backspace"] * len(typed)):
                taken.append(await press(app, "space" if key == " " else key, longest))
                keys.append(f"“{app.search.field.value}”" + (" again" if key == "backspace" else ""))
                await asyncio.sleep(0.06)  # as fast as anybody types
    floors = []
    for word in ("g", "graffiti", "zebra"):
        begun = time.process_time()
        _ = [key for key, text in texts.items() if word in text]
        floors.append(1000 * (time.process_time() - begun))
    floor = statistics.median(floors)
    print(f"{rows:,} rows, {len(taken)} keys; floor (one pass of `in`) {floor:.1f} ms")
    for number, name in enumerate(MEASURED):
        found = sorted((one[number], key) for one, key in zip(taken, keys, strict=True))
        middle, (most, at) = statistics.median(one for one, _ in found), found[-1]
        typical, worst = (f"{one:6.1f} ms ({one / floor:.2f})" for one in (middle, most))
        print(f"{name:22} median {typical}   most {worst} at {at}")


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
