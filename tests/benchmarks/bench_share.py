"""What syncing costs, and how often it goes over the line: ``python tests/benchmarks/bench_share.py [changes a year]``.

A folder, and an SMB server (where one can be started) behind a line of 0, 10 and 50 ms there and back. The verbs of the
share are counted, and the requests that go over the line, each of which is waited for. Then a department of 20 laptops
and ten years, as a new laptop meets it in a process of its own. The other programs' figures are theirs on one machine.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cro_tui.share.address import open_share
from cro_tui.share.base import Share
from cro_tui.share.folder import FolderShare
from cro_tui.share.sync import Sync
from cro_tui.store.notebook import Edit, Notebook
from tests.benchmarks.bench_store import concern_values, make_history, milliseconds, replaced
from tests.share.servers import PASSWORD, USER, Wire, no_smb, smb_server, wire_to

ROUND_TRIPS = (0.0, 0.010, 0.050)
IDLE_SYNCS = 5
LAPTOPS, YEARS = 20, 10
QUARTERS = 4 * YEARS
TIMES = 10
"""For how many times as many laptops the costs are reckoned."""
NEW_LAPTOP = """
import sys
from tests.benchmarks.bench_share import as_new_laptop
as_new_laptop(*sys.argv[1:])
"""


@dataclass
class Counted:
    """A share of which verbs and bytes are counted."""

    share: Share
    calls: Counter[str] = field(default_factory=Counter)
    read_bytes: int = 0
    names: int = 0

    @property
    def address(self) -> str:
        return self.share.address

    def list(self) -> list[str]:
        self.calls["list"] += 1
        names = self.share.list()
        self.names = len(names)
        return names

    def read(self, name: str, limit: int) -> bytes:
        self.calls["read"] += 1
        raw = self.share.read(name, limit)
        self.read_bytes += len(raw)
        return raw

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        self.calls["publish"] += 1
        return self.share.publish(name, raw, part)

    def remove(self, name: str) -> None:
        self.calls["remove"] += 1
        self.share.remove(name)


@dataclass
class Side:
    """A kind of share, and what lies before it."""

    label: str
    open: Callable[[], Share]
    wire: Wire | None = None


@dataclass
class Cost:
    """What one sync took."""

    ms: float
    verbs: Counter[str]
    requests: int | None

    def __str__(self) -> str:
        verbs = " ".join(f"{verb} {count}" for verb, count in sorted(self.verbs.items()))
        return f"{self.ms:9.1f}  {'–' if self.requests is None else self.requests:>4}  {verbs}"


class Laptop:
    """A home that syncs with one side."""

    def __init__(self, home: Path, side: Side) -> None:
        self.notebook = Notebook.open(home)
        self.side = side
        self.start()

    def start(self) -> None:
        """As after a start of the program: nobody is logged in."""
        self.share = Counted(self.side.open())
        self._sync = Sync(self.notebook, self.share)

    def write(self, concerns: int) -> None:
        """Saves so many."""
        for count in range(concerns):
            values = concern_values(count, self.notebook.clock())
            self.notebook.save([Edit(self.notebook.new_id(), "concern", values, numbered=True)])

    def sync(self) -> Cost:
        """One sync and its cost."""
        self.share.calls.clear()
        wire = self.side.wire
        before = wire.requests if wire else 0
        took = milliseconds(lambda: self._sync.run(confirmed=True))
        return Cost(took, Counter(self.share.calls), wire.requests - before if wire else None)


@contextmanager
def sides(scratch: Path) -> Iterator[list[Side]]:
    """All that can be tried here."""
    folder = scratch / "folder"
    folder.mkdir(parents=True)
    found = [Side("folder", lambda: FolderShare(folder))]
    with ExitStack() as stack:
        if not no_smb():
            server = stack.enter_context(smb_server(scratch / "smb"))
            for seconds in ROUND_TRIPS:
                wire = stack.enter_context(wire_to(server.port))
                name = f"{seconds * 1000:.0f}"
                (server.folder / name).mkdir()
                wire.delay = seconds / 2
                address = server.address(f"station/{name}", wire.port).replace("//", f"//{USER}@")
                found.append(Side(f"SMB, {name} ms", lambda address=address: logged_in(address), wire))
        yield found


def logged_in(address: str) -> Share:
    """An SMB share whose password need not be asked for, and is kept nowhere."""
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.credentials import SimpleCredential

    class Kept(KeyringBackend):
        priority = 1  # type: ignore[assignment]

        def get_password(self, service: str, username: str) -> str:
            return PASSWORD

        def set_password(self, service: str, username: str, password: str) -> None: ...

        def delete_password(self, service: str, username: str) -> None: ...

        def get_credential(self, service: str, username: str | None) -> SimpleCredential:
            return SimpleCredential(USER, PASSWORD)

    keyring.set_keyring(Kept())
    return open_share(address)[0]


def costs_of(side: Side, history: Path, scratch: Path) -> dict[str, Cost]:
    """What is done first, daily, and at every tick."""
    writer_home = scratch / f"writer {side.label}"
    shutil.copytree(history, writer_home)
    writer, reader = Laptop(writer_home, side), Laptop(scratch / f"reader {side.label}", side)
    found = {"first push": writer.sync(), "first pull": reader.sync()}
    found["the sync after a push reads back"] = writer.sync()
    reader.sync()
    idle = [writer.sync() for _ in range(IDLE_SYNCS)]
    found["nothing to do"] = Cost(statistics.median(one.ms for one in idle), idle[-1].verbs, idle[-1].requests)
    writer.start()
    found["nothing to do, just started"] = writer.sync()
    writer.write(100)
    found["push 100"] = writer.sync()
    found["pull 100"] = reader.sync()
    return found


# A department


def make_department(scratch: Path, laptops: int, changes: int) -> Path:
    """A folder with what so many laptops brought there, each once a quarter, *changes* a year."""
    station = scratch / "station"
    station.mkdir()
    for number in range(laptops):
        alone = scratch / f"folder {number}"
        alone.mkdir()
        if number:
            shutil.copy(station / "cro-tui.json", alone)
        write_years(scratch / f"home {number}", alone, changes)
        for path in alone.iterdir():
            if not (station / path.name).exists():
                path.rename(station / path.name)
        shutil.rmtree(scratch / f"home {number}")
        shutil.rmtree(alone)
    return station


def write_years(home: Path, folder: Path, changes: int) -> None:
    """One laptop's ten years, synced with a folder of its own; nothing waits for the disk."""
    began = datetime.now(UTC) - timedelta(days=91 * QUARTERS)
    at = began
    notebook = Notebook(home, clock=lambda: at)
    sync = Sync(notebook, FolderShare(folder))
    with replaced("fsync", lambda _handle: None), replaced("fdatasync", lambda _handle: None):
        for count in range(changes * YEARS):
            at = began + timedelta(days=91 * QUARTERS) * (count / (changes * YEARS))
            notebook.save([Edit(notebook.new_id(), "concern", concern_values(count, at), numbered=True)])
            if not (count + 1) % max(1, changes // 4):
                sync.run(confirmed=True)
        at += timedelta(days=2)
        sync.run(confirmed=True)
        sync.run(confirmed=True)


def as_new_laptop(home: str, address: str) -> None:
    """The first sync of a laptop, and one that has nothing to do; prints what they cost."""
    share = logged_in(address) if "://" in address else FolderShare(Path(address))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    laptop = Laptop(Path(home), Side("", lambda: share))
    first = laptop.sync()
    told = {
        "names": laptop.share.names,
        "bytes": laptop.share.read_bytes,
        "verbs": sum(first.verbs.values()),
        "seconds": first.ms / 1000,
        "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        "records": sum(1 for _ in laptop.notebook.everything()),
    }
    laptop.sync()
    told["idle ms"] = statistics.median(laptop.sync().ms for _ in range(IDLE_SYNCS))
    print(json.dumps(told))


def department(scratch: Path, laptops: int, changes: int) -> dict[str, dict[str, float]]:
    """What a new laptop meets there: in a folder, and over a line of 50 ms."""
    folder = make_department(scratch, laptops, changes)
    found = {"folder": first_sync(scratch / "new", str(folder))}
    if not no_smb():
        with smb_server(scratch / "smb of the department", folder) as server, wire_to(server.port) as wire:
            wire.delay = ROUND_TRIPS[-1] / 2
            found["SMB, 50 ms"] = first_sync(scratch / "new and far", server.address(port=wire.port))
            found["SMB, 50 ms"]["requests in all"] = wire.requests
    return found


def first_sync(home: Path, address: str) -> dict[str, float]:
    """The first sync of a laptop, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", NEW_LAPTOP, str(home), address],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    told: dict[str, float] = json.loads(done.stdout)
    return told


# The table

PEERS = {
    "first push": "Joplin 192 s, TaskChampion 0.46 s",
    "nothing to do": "Joplin 1.9 s, TaskChampion 0.2 s",
    "push 100": "Joplin 4.1 s, TaskChampion 0.19 s",
}


def measure(records: int, scratch: Path, laptops: int, changes: int) -> str:
    """The table, for people to read."""
    history = scratch / "history"
    make_history(history, records)
    with sides(scratch) as tried:
        found = {side.label: costs_of(side, history, scratch) for side in tried}
    lines = [f"{records:,} records; ms, requests over the line, verbs"]
    for what in next(iter(found.values())):
        lines.append(f"{what}{f'   ({PEERS[what]})' if what in PEERS else ''}")
        lines += [f"    {label:12}{costs[what]}" for label, costs in found.items()]
    for label, told in department(scratch, laptops, changes).items():
        lines.append(f"a new laptop among {laptops} of {YEARS} years and {changes} changes a year each; {label}")
        lines.append(f"    {'':24}{f'{laptops} laptops':>16}{f'as many for {laptops * TIMES}':>20}")
        for what, value in told.items():
            more = "" if what == "idle ms" else f"{value * TIMES:20,.1f}"  # one listing, whatever is in it
            lines.append(f"    {what:24}{value:16,.1f}{more}")
    return "\n".join(lines)


@pytest.mark.benchmark
def test_syncs(tmp_path: Path) -> None:
    table = measure(500, tmp_path, 2, 40)
    print(f"\n{table}")
    assert "nothing to do" in table


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(measure(5_000, Path(place), LAPTOPS, int(sys.argv[1]) if len(sys.argv) > 1 else 500))
