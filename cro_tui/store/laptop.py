"""laptop.json: which laptop and which notebook this home is. Made once, under the lock, never changed by a save."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cro_tui.store import changefile, files
from cro_tui.store.errors import NotSaved, StoreProblem
from cro_tui.store.locking import HomeLock

FILE = "laptop.json"
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True)
class Laptop:
    """The ids of this laptop and of its notebook."""

    id: str
    notebook: str
    demo: bool = False
    """A made-up notebook: it never syncs, and only it may be made anew."""


def read(home: Path) -> Laptop | None:
    """Who this home is; None where nobody wrote in it yet or the file can't be read."""
    try:
        about = json.loads((home / FILE).read_bytes())
        laptop = Laptop(str(about["laptop"]), str(about["notebook"]), about.get("demo") is True)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return laptop if files.parse_name(f"2000-Q1.001.{laptop.id}.json") else None


def join(home: Path, entropy: Callable[[int], bytes], *, demo: bool = False) -> Laptop:
    """Who this home is, made at its first save if nobody was before; raises `NotSaved`."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with HomeLock(home):
            return read(home) or make(home, _notebook_on_disk(home), entropy, demo=demo)
    except OSError as problem:
        raise NotSaved(f"NOT SAVED: {home} can't be written ({problem.strerror or problem})") from problem
    except StoreProblem as problem:
        raise NotSaved(f"NOT SAVED: {problem}") from problem


def _notebook_on_disk(home: Path) -> str | None:
    """The notebook whose changes this home holds, when only laptop.json is lost."""
    for name in files.data_files(home / "data"):
        try:
            header = changefile.parse((home / "data" / name.text).read_bytes()).header
        except OSError:
            continue
        if header:
            return header.notebook
    return None


def make(home: Path, notebook: str | None, entropy: Callable[[int], bytes], *, demo: bool = False) -> Laptop:
    """Gives this home a new laptop id, and a notebook id unless it holds one's changes already."""
    laptop = Laptop(_random_word(entropy, 10), notebook or _random_word(entropy, 16), demo)
    about = {"laptop": laptop.id, "notebook": laptop.notebook} | ({"demo": True} if demo else {})
    try:
        _refuse_unreadable(home / FILE)
        files.replace(home / FILE, json.dumps(about, indent=1).encode("ascii") + b"\n")
    except OSError as problem:
        raise StoreProblem(f"{home / FILE} can't be written: {problem.strerror or problem}") from None
    return laptop


def _refuse_unreadable(path: Path) -> None:
    """A file that is damaged is replaced; one that only can't be read at the moment still says who this laptop is."""
    with suppress(FileNotFoundError):
        path.read_bytes()


def _random_word(entropy: Callable[[int], bytes], length: int) -> str:
    """Lower-case letters and digits that can't be mistaken; the first is a letter."""
    drawn = entropy(length)
    return _LETTERS[10 + drawn[0] % 22] + "".join(_LETTERS[byte % 32] for byte in drawn[1:])
