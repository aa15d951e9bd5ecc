"""What the tests of the store share: a clock that moves when told, notebooks, and changes made by hand."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from cro_tui.model.concern import Concern
from cro_tui.model.fields import Context
from cro_tui.settings import Officer, Settings
from cro_tui.store import changefile
from cro_tui.store.changefile import Header
from cro_tui.store.notebook import Edit, Notebook, Saved

BEGIN = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


class Clock:
    """Stands at `now`; every look at it takes a second."""

    def __init__(self, now: datetime = BEGIN) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


TIME = Clock()


def notebook_at(home: Path, clock: Clock | None = None, officer: str = "Jane Doe") -> Notebook:
    """The whole notebook of *home*."""
    return Notebook.open(home, Settings(officer=Officer(name=officer, badge="1187")), clock=clock or TIME)


def new_concern(notebook: Notebook, text: str, **typed: object) -> Saved:
    """Saves a concern."""
    values = Concern.parse({"narrative": text, **typed}, Context(now=notebook.clock()))
    return notebook.save([Edit(notebook.new_id(), "concern", values, numbered=True)])


def write(notebook: Notebook, record_id: str, **values: Any) -> Saved:
    """Writes stored fields over what the notebook shows of a record."""
    record = notebook.get(record_id)
    assert record is not None
    return notebook.save([Edit(record_id, record.KIND, values, record)])


def data_paths(home: Path) -> list[Path]:
    """The data files, oldest first."""
    return sorted((home / "data").iterdir())


def stock_changes(path: Path) -> list[Any]:
    """The changes of a file as stock TinyDB reads them, with the machine's own encoding."""
    with TinyDB(path, access_mode="r") as database:
        return database.table("changes").all()


def told(notebook: Notebook) -> dict[str, dict[str, Any]]:
    """Everything that the notebook shows, without what depends on the order of arrival."""
    return {
        record.id: {**record.plain(), "created": record.created, "changed": record.changed}
        for record in notebook.everything()
    }


def texts(notebook: Notebook) -> list[str]:
    """The narratives of all concerns."""
    return [concern.narrative for concern in notebook.all(Concern)]


def change_of(
    laptop: str,
    number: int,
    recs: dict[str, Any],
    *,
    prev: str = "",
    at: str = "2026-11-22T10:00:00-05:00",
    **more: Any,
) -> dict[str, Any]:
    """A change as another program would make it from the description of the format: nothing of the store is used."""

    def canonical(value: object) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    salt = hashlib.sha256(f"{laptop}{number}".encode()).digest()[:16]
    values = {record_id: rec["set"] for record_id, rec in recs.items()}
    clear = {record_id: {key: rec[key] for key in rec if key != "set"} for record_id, rec in recs.items()}
    body = {"at": at, "by": "2204", "prev": prev, "vh": hashlib.sha256(salt + canonical(values)).hexdigest(), **more}
    summed = {**body, "laptop": laptop, "number": number, "recs": clear}
    return {**body, "sum": hashlib.sha256(canonical(summed)).hexdigest()[:32], "salt": salt.hex(), "recs": recs}


def a_concern(record_id: str, over: dict[str, list[str]] | None = None, **values: Any) -> dict[str, Any]:
    """What a change does to one concern."""
    return {record_id: {"kind": "concern", "set": values, "over": over or {}}}


def put_file(home: Path, name: str, changes: dict[int, dict[str, Any]], notebook: str = "n") -> Path:
    """A file of changes of some laptop in ``data/``."""
    lines = [changefile.encode_line(number, change) for number, change in changes.items()]
    path = home / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(changefile.new_file(Header(notebook, name.split(".")[2]), lines))
    return path
