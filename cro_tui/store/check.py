"""Whether every file of a home is whole, and what of it can be set right. Reads; only `repair` writes.

Checks what opening a notebook takes on trust: the form of the files, the sum of every change, the chain between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cro_tui.model.concern import Concern
from cro_tui.store import changefile, files, runs
from cro_tui.store import laptop as laptops
from cro_tui.store.canonical import Change, fast_canonical, verifies
from cro_tui.store.changefile import Reading
from cro_tui.store.drafts import Drafts
from cro_tui.store.errors import StoreProblem
from cro_tui.store.files import DataName
from cro_tui.store.healing import heal
from cro_tui.store.locking import HomeLock
from cro_tui.store.mending import mend
from cro_tui.store.mirror import Mirror
from cro_tui.store.notebook import Notebook
from cro_tui.store.reading import names_of

_NUMBER = re.compile(rb'"(\d{1,9})": ?\{')
_RECORD = re.compile(rb'"([0-7][0-9A-HJKMNP-TV-Z]{25})": ?\{"kind": ?"([a-z]{1,30})"')


@dataclass(frozen=True)
class Finding:
    """One thing that `check` found."""

    where: str
    """The file, or the record."""
    what: str
    wrong: bool = True
    """Not wrong: waiting for somebody, or known."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def check_files(home: Path) -> list[Finding]:
    """What is wrong with the files of *home*: their form, the changes in them, and the chain of each laptop."""
    findings = list(_laptop(home))
    read: dict[str, list[tuple[DataName, Reading]]] = {}
    for name in names_of(home):
        path = home / "data" / name.text
        try:
            raw = path.read_bytes()
        except OSError as problem:
            findings.append(Finding(name.text, f"can't be read ({problem.strerror or problem})"))
            continue
        reading = changefile.parse(raw)
        findings += _form(name, raw, reading)
        read.setdefault(name.laptop, []).append((name, reading))
    for laptop, chain in read.items():
        findings += _chain(home, laptop, chain)
    return [*findings, *_mirror(home), *_strangers(home)]


def _mirror(home: Path) -> Iterator[Finding]:
    """What is wrong with the copies of what is on the share."""
    laptop = laptops.read(home)
    mirror = Mirror(home)
    try:
        names = mirror.names()
    except OSError as problem:
        yield Finding("mirror", f"can't be read ({problem.strerror or problem})")
        return
    for name in names:
        try:
            runs.read(name, mirror.raw(name), laptop.notebook if laptop else "")
        except OSError as problem:
            yield Finding(f"mirror/{name.text}", f"can't be read ({problem.strerror or problem})")
        except runs.BadRun as problem:
            yield Finding(f"mirror/{name.text}", f"{problem}; the next sync fetches it anew")
        except runs.OtherNotebook as problem:
            yield Finding(f"mirror/{name.text}", f"{problem}; it is left alone")
        except runs.NewerRun as problem:
            yield Finding(f"mirror/{name.text}", f"{problem}: update to read it", wrong=False)


def _laptop(home: Path) -> Iterator[Finding]:
    if laptops.read(home) is None and ((home / laptops.FILE).exists() or files.data_files(home / "data")):
        yield Finding(laptops.FILE, "is not there or can't be read; the next save makes a new laptop id")


def _form(name: DataName, raw: bytes, reading: Reading) -> Iterator[Finding]:
    """What is wrong with one file as a file."""
    header = reading.header
    if header is not None and header.format > changefile.FORMAT:
        yield Finding(
            name.text, f"was written by a newer cro-tui (format {header.format}): update to read it", wrong=False
        )
        return
    if header is None:
        yield Finding(name.text, "its first line does not say whose changes it holds")
    elif header.laptop != name.laptop:
        yield Finding(name.text, f"holds changes of laptop {header.laptop}, but is named after {name.laptop}")
    at = 0
    for piece in reading.bad:
        found = raw.find(piece, at)
        at = found + len(piece) if found >= 0 else at
        line = raw.count(b"\n", 0, found) + 1
        place = f"byte {found}, line {line}" if found >= 0 else "among its changes"
        yield Finding(name.text, f"{place}: {len(piece)} bytes can't be read; lost: {_lost(piece)}")
    if header is not None and not reading.bad and not reading.ours:
        yield Finding(name.text, "every change in it can be read, but the file is not in the form that saves append to")


def _lost(piece: bytes) -> str:
    """What an unreadable piece was, as far as it still says."""
    numbers = ", ".join(dict.fromkeys(found.decode() for found in _NUMBER.findall(piece)))
    records = ", ".join(f"{kind.decode()} {record.decode()}" for record, kind in _RECORD.findall(piece)[:5])
    what = f"change {numbers}" if numbers else "part of a change" if piece.strip(b"\x00 ,") else "nothing"
    return f"{what} ({records})" if records else what


def _chain(home: Path, laptop: str, chain: list[tuple[DataName, Reading]]) -> Iterator[Finding]:
    """What is wrong with the changes of one laptop: sums, and the chain from each to the one before."""
    encode = fast_canonical()
    kept = {found[1] for path in _names(home / "torn") if (found := re.fullmatch(r"(.+\.json)\.\d+", path))}
    before: tuple[int, str] = (0, "")
    for index, (name, reading) in enumerate(chain):
        following = next((min(later.changes) for _, later in chain[index + 1 :] if later.changes), None)
        for number, change in sorted(reading.changes.items()):
            if following is not None and number >= following:
                continue  # a save that was reported as failed: it never counted
            if not verifies(laptop, number, change, encode):
                yield Finding(name.text, f"change {number} is not as it was written ({_described(change)})")
            if number > before[0] + 1:
                yield _gap(name, before[0] + 1, number - 1, known=name.text in kept and reading.ours)
            elif change.get("prev", "") != before[1]:
                yield Finding(name.text, f"change {number} does not follow the change before it")
            before = (number, change["sum"])


def _gap(name: DataName, first: int, last: int, *, known: bool) -> Finding:
    missing = f"change {first} is" if first == last else f"changes {first} to {last} are"
    where = "; what was left of it is in torn/" if known else ""
    return Finding(name.text, f"{missing} missing before change {last + 1}{where}", wrong=not known)


def _described(change: Change) -> str:
    records = ", ".join(f"{rec['kind']} {record_id}" for record_id, rec in list(change["recs"].items())[:5])
    return f"of {change['at']}, by {change.get('by') or 'somebody without a name'}; {records or 'no record'}"


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _strangers(home: Path) -> Iterator[Finding]:
    for name in _names(home / "data"):
        if files.parse_name(name) is None:
            yield Finding(f"data/{name}", "is no file of changes; it is left alone", wrong=False)
    torn = _names(home / "torn")
    if torn:
        total = sum((home / "torn" / name).stat().st_size for name in torn)
        yield Finding("torn", f"keeps {len(torn)} piece(s), {total} bytes, that could not be read", wrong=False)


def check_records(notebook: Notebook) -> list[Finding]:
    """What waits in the records for somebody: numbers given twice, conflicts, drafts."""
    findings = []
    numbers = Counter(concern.number for concern in notebook.all(Concern, voided=True) if concern.number)
    for number, count in numbers.items():
        if count > 1:
            findings.append(Finding(number, f"the number stands on {count} concerns; set one by its id: number=…"))
    for record in notebook.everything():
        for key in record.conflicts:
            field = record.field_of_key(key)
            findings.append(Finding(f"{record.KIND} {record.id}", f"two say different things in {field}", wrong=False))
        if record.void_disputed:
            what = "was voided by somebody who had not seen another's edit"
            findings.append(Finding(f"{record.KIND} {record.id}", what, wrong=False))
    drafts = Drafts(notebook.home)
    kept = drafts.all(notebook)
    if kept:
        findings.append(Finding("drafts", f"{len(kept)} not saved yet; the app shows them", wrong=False))
    return findings


def repair(home: Path) -> list[Finding]:
    """Sets right those of this laptop's files that are not in the form that saves append to; what was done.

    What rotted comes back where ``mirror/`` holds a good copy; what could not be read is kept in ``torn/``. Raises
    `StoreProblem` when the disk refuses.
    """
    laptop = laptops.read(home)
    if laptop is None:
        return []
    own = [name for name in names_of(home) if name.laptop == laptop.id]
    try:
        with HomeLock(home):
            mended = [mend(home, name, laptop.notebook, newest=name == own[-1]) for name in own]
            healed = heal(home, laptop)
    except TimeoutError:
        raise StoreProblem(f"another window has held {home / 'lock'} for too long; nothing was repaired") from None
    except OSError as problem:
        raise StoreProblem(f"{home} can't be written ({problem.strerror or problem})") from None
    done = [Finding(one.notice.where, one.notice.what, wrong=not one.ours) for one in mended if one.notice]
    return done + [Finding(one.where, one.what, wrong=False) for one in healed]
