"""What the tests of the share have in common: laptops with homes of their own, and shares that count and fail."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cro_tui.share.base import Away, Vanished
from cro_tui.share.folder import FolderShare
from cro_tui.share.outcome import Outcome
from cro_tui.share.sync import Sync
from cro_tui.store import changefile, runs
from cro_tui.store.changefile import Header
from cro_tui.store.notebook import Notebook, Saved
from cro_tui.store.runs import RunName
from tests.store.notebooks import Clock, new_concern, notebook_at, stock_changes, told, write

WRITING = ("publish", "remove")


class Memory:
    """A share that is a mapping. `before` is called with the verb and the name, and may raise."""

    address = "memory"

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.calls: Counter[str] = Counter()
        self.before: Callable[[str, str], None] = lambda _verb, _name: None

    def _call(self, verb: str, name: str = "") -> None:
        self.calls[verb] += 1
        self.before(verb, name)

    def list(self) -> list[str]:
        self._call("list")
        return list(self.files)

    def read(self, name: str, limit: int) -> bytes:
        self._call("read", name)
        if name not in self.files:
            raise Vanished(name)
        return self.files[name][: limit + 1]

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        self._call("publish", name)
        if name in self.files:
            return False
        self.files[name] = raw
        return True

    def remove(self, name: str) -> None:
        self._call("remove", name)
        self.files.pop(name, None)

    @property
    def runs(self) -> list[RunName]:
        """The runs there, in order."""
        return sorted(name for text in self.files if (name := runs.parse_name(text)))


class Counted(FolderShare):
    """A folder of which the calls are counted; `before` as above."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.calls: Counter[str] = Counter()
        self.before: Callable[[str, str], None] = lambda _verb, _name: None

    def _call(self, verb: str, name: str = "") -> None:
        self.calls[verb] += 1
        self.before(verb, name)

    def list(self) -> list[str]:
        self._call("list")
        return super().list()

    def read(self, name: str, limit: int) -> bytes:
        self._call("read", name)
        return super().read(name, limit)

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        self._call("publish", name)
        return super().publish(name, raw, part)

    def remove(self, name: str) -> None:
        self._call("remove", name)
        super().remove(name)

    @property
    def runs(self) -> list[RunName]:
        """The runs there, in order."""
        return sorted(name for path in self.folder.iterdir() if (name := runs.parse_name(path.name)))


class Station:
    """A laptop, its officer, and the share that it syncs with."""

    def __init__(
        self, home: Path, share, officer: str = "Jane Doe", *, confirmed: bool = True, place: str = ""
    ) -> None:
        self.home = home
        self.share = share
        self.officer = officer
        self.clock = Clock()
        self.place = place
        self.confirmed = confirmed
        self._dice = random.Random(home.name)
        self.reopen()

    def reopen(self) -> None:
        """As after a restart of the program."""
        self.notebook: Notebook = notebook_at(self.home, self.clock, self.officer)
        self._sync = Sync(self.notebook, self.share, entropy=self._dice.randbytes, place=lambda: self.place)

    def sync(self, **more) -> Outcome:
        return self._sync.run(**{"confirmed": self.confirmed} | more)

    def later(self, **span: float) -> None:
        """Time goes by."""
        self.clock.now += timedelta(**span)

    def add(self, text: str) -> str:
        """The id of a new concern."""
        return new_concern(self.notebook, text).ids[0]

    def set(self, record_id: str, **values: object) -> Saved:
        return write(self.notebook, record_id, **values)

    def get(self, record_id: str):
        record = self.notebook.get(record_id)
        assert record is not None
        return record

    def told(self):
        return told(self.notebook)

    def merges(self, count: int = 9) -> None:
        """She syncs so many small files that they are merged."""
        for number in range(count):
            self.add(f"concern {number}")
            self.sync()
        self.sync()

    @property
    def mirror(self) -> list[RunName]:
        folder = self.home / "mirror"
        return (
            sorted(name for path in folder.iterdir() if (name := runs.parse_name(path.name))) if folder.exists() else []
        )


def in_step(*stations: Station, rounds: int = 2) -> None:
    """Everybody syncs; then all show the same."""
    for _ in range(rounds):
        for station in stations:
            station.sync()
    shown = [station.told() for station in stations]
    assert all(one == shown[0] for one in shown)


def is_idle(station: Station) -> bool:
    """Whether one more sync only lists, once, and writes nothing on either side."""

    def files() -> dict[Path, tuple[int, int]]:
        known = (path for path in station.home.rglob("*") if path.is_file())
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in known}

    before = files()
    station.share.calls.clear()
    outcome = station.sync()
    return outcome.idle and station.share.calls == {"list": 1} and files() == before


def all_can_be_read(*folders: Path) -> None:
    """Stock TinyDB opens every file of changes."""
    for folder in folders:
        for path in folder.glob("*.json"):
            if path.name != "cro-tui.json":
                assert stock_changes(path)


def unplugged(_verb: str, _name: str) -> None:
    raise Away("the cable is out")


def put(share: Memory, jane: Station, changes: dict[int, dict], laptop: str = "stranger", **header) -> str:
    """Puts a file of another laptop of *jane*'s notebook on the share, whatever is in it."""
    about = Header(jane.notebook.identity.notebook, laptop)
    raw = changefile.packed(about, (changefile.encode_line(*one) for one in changes.items()))
    for key, value in header.items():
        raw = raw.replace(f'"{key}": {json.dumps(getattr(about, key))}'.encode(), f'"{key}": {value}'.encode())
    last = max(changes)
    name = f"{laptop}.{min(changes)}-{last}.{changes[last]['sum'][:8]}.{hashlib.sha256(raw).hexdigest()[:8]}.json"
    share.files[name] = raw
    return name


def failing(station: Station, problem: type[Exception], match: str | None = None) -> None:
    """A sync ends with one line that says why."""
    with pytest.raises(problem, match=match) as raised:
        station.sync()
    assert "\n" not in str(raised.value)
