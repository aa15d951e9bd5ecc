"""Makes a notebook with many concerns over several years, quickly: whole files at once, in the store's own form."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cro_tui.model.ids import concern_number, make_id
from cro_tui.store import changefile
from cro_tui.store.canonical import change_sum, value_hash
from cro_tui.store.changefile import Header
from cro_tui.store.files import DataName

LAPTOP, NOTEBOOK = "k3v9bench00", "benchnotebook"
WORDS = (
    "cars race past the school after dark and nobody slows down near crossing lights broken since spring again "
    "neighbor says music shakes windows until two graffiti came back on the underpass wall drug traffic behind the "
    "laundromat kids on dirt bikes through park dumped mattress alley street lamp out parking blocks hydrant"
).split()
CATEGORIES = ("traffic/speeding", "parking", "noise", "drugs", "graffiti/vandalism", "infrastructure", "other")


def large_home(home: Path, concerns: int, years: int = 5) -> None:
    """A home with that many concerns, one change each, ending today."""
    chance = random.Random(1)
    (home / "data").mkdir(parents=True)
    (home / "laptop.json").write_text(json.dumps({"laptop": LAPTOP, "notebook": NOTEBOOK}))
    end = datetime.now(UTC).replace(microsecond=0)
    step = timedelta(days=365 * years) / concerns
    name, lines, size, previous, counts = None, [], 0, "", {}
    for number in range(1, concerns + 1):
        at = end - step * (concerns - number)
        quarter = f"{at.year}-Q{(at.month + 2) // 3}"
        counts[quarter] = counts.get(quarter, 0) + 1
        record = make_id(int(at.timestamp() * 1000), chance.randbytes(10))
        text = " ".join(chance.choices(WORDS, k=35)).capitalize() + "."
        values = {
            "number": concern_number(quarter, "CRK3", counts[quarter]),
            "narrative": text,
            "summary": text[:90],
            "heard": at.isoformat(timespec="seconds"),
            "entered": at.isoformat(timespec="seconds"),
            "category": chance.choice(CATEGORIES),
            "kind": "current concern",
            "status": "new",
            "priority": "normal",
            "sensitivity": "internal",
        }
        change = {
            "at": at.isoformat(timespec="seconds"),
            "by": "1187",
            "salt": chance.randbytes(16).hex(),
            "recs": {record: {"kind": "concern", "set": values, "over": {}}},
            "prev": previous,
        }
        change["vh"] = value_hash(change)
        change["sum"] = previous = change_sum(LAPTOP, number, change)
        line = changefile.encode_line(number, change)
        if name is None or name.quarter != quarter or size + len(line) > changefile.FILE_SIZE - 16 * 1024:
            _write(home, name, lines)
            name = DataName(quarter, 1, LAPTOP) if name is None else name.next(quarter)
            lines, size = [], 0
        lines.append(line)
        size += len(line) + 2
    _write(home, name, lines)


def _write(home: Path, name: DataName | None, lines: list[bytes]) -> None:
    if name is not None:
        (home / "data" / name.text).write_bytes(changefile.new_file(Header(NOTEBOOK, LAPTOP), lines))
