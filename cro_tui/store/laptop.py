"""laptop.json: which laptop and which notebook this home is. Made once, under the lock, never changed by a save.

A laptop that meets changes under its own id that it did not make (a clone, an old copy restored) takes a new id.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cro_tui.lasting import make_folder
from cro_tui.store import changefile, files, runs
from cro_tui.store.errors import NotSaved, StoreProblem
from cro_tui.store.locking import HomeLock

FILE = "laptop.json"
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_DRAWS = 100
"""How often another id is drawn: where hundreds of laptops leave no beginning free, a number given twice is badged."""


class Laptop(NamedTuple):
    """The ids of this laptop and of its notebook."""

    id: str
    notebook: str
    demo: bool = False
    """A made-up notebook: it never syncs, and only it may be made anew."""
    joined: bool = False
    """It has met the share of its notebook: it can't go over to another."""


def read(home: Path) -> Laptop | None:
    """Who this home is; None where nobody wrote in it yet or the file can't be read."""
    try:
        return parse((home / FILE).read_bytes())
    except OSError:
        return None


def parse(raw: bytes) -> Laptop | None:
    """What the bytes of such a file say; None where they can't be read."""
    try:
        about = json.loads(raw)
        laptop = Laptop(
            str(about["laptop"]), str(about["notebook"]), about.get("demo") is True, about.get("joined") is True
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return laptop if files.parse_name(f"2000-Q1.001.{laptop.id}.json") else None


def join(home: Path, entropy: Callable[[int], bytes], *, demo: bool = False) -> Laptop:
    """Who this home is, made at its first save if nobody was before; raises `NotSaved`."""
    try:
        make_folder(home)
        with HomeLock(home):
            return read(home) or make(home, notebook_on_disk(home), entropy, demo=demo)
    except OSError as problem:
        raise NotSaved(f"NOT SAVED: {home} can't be written ({problem.strerror or problem})") from problem
    except StoreProblem as problem:
        raise NotSaved(f"NOT SAVED: {problem}") from problem


def notebook_on_disk(home: Path) -> str | None:
    """The notebook whose changes this home holds, when only laptop.json is lost: the share's, where it met one."""
    shared = (home / "mirror" / text for text in sorted(files.names_in(home / "mirror")) if runs.parse_name(text))
    own = (home / "data" / name.text for name in reversed(files.data_files(home / "data")))
    for path in (*shared, *own):
        try:
            with path.open("rb") as source:
                header = changefile.header_of(source.read(changefile.BLOCK))
        except OSError:
            continue
        if header:
            return header.notebook
    return None


def make(home: Path, notebook: str | None, entropy: Callable[[int], bytes], *, demo: bool = False) -> Laptop:
    """Gives this home a laptop id, and a notebook id unless it holds one's changes already; raises `StoreProblem`."""
    return _written(home, Laptop(_new_id(home, entropy), notebook or _random_word(entropy, 16), demo))


def renew(home: Path, laptop: Laptop, entropy: Callable[[int], bytes]) -> Laptop:
    """Gives this home another laptop id: the old one is used by somebody else too. Raises `NotSaved`."""
    try:
        return _written(home, laptop._replace(id=_new_id(home, entropy, laptop.id)))
    except StoreProblem as problem:
        raise NotSaved(f"NOT SAVED: {problem}") from problem


def adopt(home: Path, laptop: Laptop, notebook: str) -> Laptop:
    """Makes this home one of the laptops of a share's notebook; raises `StoreProblem`."""
    return _written(home, laptop._replace(notebook=notebook, joined=True))


def stamp(home: Path) -> tuple[int, int, int]:
    """What changes when laptop.json does: cheap enough to look at before each save."""
    try:
        about = os.stat(home / FILE)  # noqa: PTH116 - before each save
    except OSError:
        return (0, 0, 0)
    return (about.st_mtime_ns, about.st_size, about.st_ino)


def _written(home: Path, laptop: Laptop) -> Laptop:
    about: dict[str, object] = {"laptop": laptop.id, "notebook": laptop.notebook}
    about |= {flag: True for flag in ("demo", "joined") if getattr(laptop, flag)}
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


def _new_id(home: Path, entropy: Callable[[int], bytes], *known: str) -> str:
    """An id whose first two characters none of the laptops has that this home knows: numbers begin with them."""
    ids = list(known)
    with suppress(OSError):
        ids += [name.laptop for name in files.data_files(home / "data")]
    with suppress(OSError):
        ids += [name.laptop for text in files.names_in(home / "mirror") if (name := runs.parse_name(text))]
    taken = {one[:2] for one in ids}
    word = _random_word(entropy, 10)
    for _ in range(_DRAWS):
        if word[:2] not in taken:
            break
        word = _random_word(entropy, 10)
    return word


def _random_word(entropy: Callable[[int], bytes], length: int) -> str:
    """Lower-case letters and digits that can't be mistaken; the first is a letter."""
    drawn = entropy(length)
    return _LETTERS[10 + drawn[0] % 22] + "".join(_LETTERS[byte % 32] for byte in drawn[1:])
