"""Bringing back from a backup what is not here. Adds, and never overwrites.

Changes come back as files of a laptop that has none here, or as runs in ``mirror/``, where each counts once, however
many copies there are. Whoever restores into an empty home goes on under a new laptop id: the laptop of the backup may
still be writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cro_tui.lasting import make_folder
from cro_tui.store import archive, changefile, files, runs
from cro_tui.store import laptop as laptops
from cro_tui.store.archive import SETTINGS, Archive
from cro_tui.store.changefile import Header
from cro_tui.store.errors import StoreProblem
from cro_tui.store.files import DataName
from cro_tui.store.laptop import Laptop
from cro_tui.store.locking import BUSY, SYNC_LOCK, HomeLock
from cro_tui.store.mirror import Mirror
from cro_tui.store.notebook import Notebook
from cro_tui.store.publishing import Lined, as_runs, verified


@dataclass(frozen=True)
class Restored:
    """What a restoring did."""

    changes: int
    """Changes that were not here and are now."""
    known: int
    """Changes that were here already."""
    other_settings: bool = False
    """Whether the backup holds settings that were left out because the home has its own."""
    drafts: int = 0
    laptop: str = ""
    """The id under which this home goes on, where it took a new one."""


def restore(path: Path, notebook: Notebook) -> Restored:
    """Brings back into a home what a backup holds and the home does not; raises `StoreProblem`.

    *notebook* is that home's. One that holds another notebook is refused. What is here stays as it is, and nothing is
    written before the whole backup was read.
    """
    home = notebook.home
    with Archive(path) as backup:
        sums = {change["sum"] for _, _, change in backup.changes()}
        laptop = backup.laptop()
        here = notebook.identity.notebook if notebook.identity else laptops.notebook_on_disk(home)
        if here not in (None, laptop.notebook):
            raise StoreProblem(
                f"{home} holds another notebook than {path}: name an empty folder with --home to look at the backup"
            )
        known = {sum_ for sum_ in sums if notebook.holds(sum_)}
        try:
            make_folder(home)
            with HomeLock(home, SYNC_LOCK):
                did = _restore(backup, laptop, notebook)
        except TimeoutError:
            raise StoreProblem(BUSY) from None
        except OSError as problem:
            said = problem.strerror or problem
            raise StoreProblem(f"not all was restored: {said} ({home}); do it again") from None
    came = sum(notebook.holds(sum_) for sum_ in sums - known)
    return replace(did, changes=came, known=len(known))


def _restore(backup: Archive, laptop: Laptop, notebook: Notebook) -> Restored:
    """Brings everything back; whoever calls counts the changes."""
    home = notebook.home
    empty = notebook.identity is None
    if empty:
        notebook.become(laptop)
    here = {name.laptop for name in files.data_files(home / "data")} | {notebook.laptop}
    own = {name: member for member in backup.sums if (name := _data_name(member))}
    _put_new(home, backup, [member for name, member in own.items() if name.laptop not in here])
    _add_runs(home, backup, laptop.notebook, {name: member for name, member in own.items() if name.laptop in here})
    other_settings = _differs(home, backup)
    _put_new(home, backup, [name for name in archive.FILES if name in backup.sums and name != laptops.FILE])
    drafts = _put_new(home, backup, [name for name in backup.sums if name.startswith("drafts/")])
    _put_new(home, backup, [name for name in backup.sums if name.startswith("torn/")])
    notebook.fold_anew()
    return Restored(0, 0, other_settings, drafts, notebook.laptop if empty else "")


def _data_name(member: str) -> DataName | None:
    folder, _, text = member.partition("/")
    return files.parse_name(text) if folder == "data" else None


def _add_runs(home: Path, backup: Archive, notebook: str, own: dict[DataName, str]) -> None:
    mirror = Mirror(home)
    for member in backup.sums:
        run = runs.parse_name(member.removeprefix("mirror/")) if member.startswith("mirror/") else None
        if run and runs.is_whole(run, raw := backup.read(member)):
            mirror.keep(run, raw)
    for run, raw in _as_runs(((name, backup.read(member)) for name, member in sorted(own.items())), notebook):
        mirror.keep(run, raw)


def _as_runs(own: Iterable[tuple[DataName, bytes]], notebook: str) -> Iterator[tuple[runs.RunName, bytes]]:
    """The changes of files of laptops that have files here, as runs, in which they count beside those."""
    found: dict[str, dict[int, Lined]] = {}
    for name, raw in own:
        found.setdefault(name.laptop, {}).update(verified(name.laptop, changefile.parse(raw).changes, raw))
    for owner, changes in found.items():
        yield from as_runs(Header(notebook, owner), changes)


def _differs(home: Path, backup: Archive) -> bool:
    """Whether the home has other settings than the backup."""
    try:
        return SETTINGS in backup.sums and (home / SETTINGS).read_bytes() != backup.read(SETTINGS)
    except FileNotFoundError:
        return False


def _put_new(home: Path, backup: Archive, names: list[str]) -> int:
    """Writes those of *names* that the home does not have; how many."""
    count = 0
    for name in names:
        path = home / name
        if not path.exists():
            make_folder(path.parent)
            files.write_new(path, backup.read(name))
            count += 1
    return count
