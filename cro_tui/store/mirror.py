"""``mirror/``: verbatim copies of the runs of changes that are (or will be) on the share.

Whatever is here is on this laptop's disk, whole and checked: the share may vanish. Written by syncing and restoring,
read at every opening. Knows files and runs; folds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cro_tui.lasting import make_folder
from cro_tui.store import changefile, files, runs
from cro_tui.store.canonical import Change
from cro_tui.store.errors import Notice
from cro_tui.store.runs import BadRun, NewerRun, OtherNotebook, Run, RunName

FOLDER = "mirror"


class Mirror:
    """The runs that this home holds of its notebook."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / FOLDER

    def names(self) -> list[RunName]:
        """What is here, widest first of those that begin alike; raises OSError where the folder can't be listed."""
        found = (name for text in files.names_in(self.folder) if (name := runs.parse_name(text)))
        return sorted(found, key=lambda name: (name.laptop, name.first, -name.last, name))

    def raw(self, name: RunName) -> bytes:
        """The bytes of a file; raises OSError."""
        return (self.folder / name.text).read_bytes()

    def size(self, name: RunName) -> int:
        """Bytes; raises OSError."""
        return (self.folder / name.text).stat().st_size

    def came_at(self, name: RunName) -> float:
        """When a file was put here, by this laptop's clock; raises OSError."""
        return (self.folder / name.text).stat().st_mtime

    def keep(self, name: RunName, raw: bytes) -> None:
        """Puts a checked file here, whole and synced, also in the place of one that rotted; raises OSError."""
        make_folder(self.folder)
        if self._holds(name, raw):
            return
        files.drop_parts(self.folder)
        files.replace(self.folder / name.text, raw)

    def _holds(self, name: RunName, raw: bytes) -> bool:
        """Whether these bytes are here already; others under their name are set aside first."""
        try:
            standing = self.raw(name)
        except OSError:
            return False
        if standing != raw:
            files.keep_torn(self.home, name.text, standing)
        return standing == raw

    def drop(self, name: RunName) -> None:
        """Removes a file whose changes stand in another; raises OSError."""
        (self.folder / name.text).unlink(missing_ok=True)

    def changes(self, name: RunName, notebook: str) -> tuple[Mapping[int, Change], Notice | None]:
        """The changes in a file, and what is wrong with it. One that rotted is set aside: syncing fetches it anew.

        What was checked when it came is only compared with the checksum in its name.
        """
        where, lost = f"{FOLDER}/{name.text}", name.last - name.first + 1
        try:
            raw = self.raw(name)
        except OSError as problem:
            return {}, Notice(where, f"can't be read ({problem.strerror or problem})")
        if not runs.is_whole(name, raw):
            kept = files.keep_torn(self.home, name.text, raw)
            if kept is None:
                return {}, Notice(where, "is damaged; it is left where it is", lost)
            self.drop(name)
            what = f"was damaged; it was set aside in {kept}, and the next sync fetches it anew"
            return {}, Notice(where, what, lost)
        header = changefile.header_of(raw)
        if header is not None and header.format > changefile.FORMAT:
            return {}, Notice(where, "was written by a newer cro-tui: update to see what is in it")
        if header is None or header.notebook != notebook:
            return {}, Notice(where, "belongs to another notebook; it is left alone")
        return changefile.parse(raw).changes, None

    def first_change(self, name: RunName) -> Change | None:
        """The first change in a file, read without the others; None where it can't be read so. Unchecked."""
        try:
            with (self.folder / name.text).open("rb") as source:
                source.readline()
                found = changefile.line_of(source.readline())
        except OSError:
            return None
        return found[1] if found and found[0] == name.first else None

    def run(self, name: RunName, notebook: str) -> Run | None:
        """A file with all of it checked again; None where it is not what it should be."""
        try:
            return runs.read(name, self.raw(name), notebook)
        except (OSError, BadRun, NewerRun, OtherNotebook):
            return None

    def runs_of(
        self, laptop: str, notebook: str, wanted: Callable[[RunName], bool] = lambda _name: True
    ) -> Iterator[Run]:
        """The *wanted* runs of one laptop that can be read, checked."""
        for name in self.names():
            if name.laptop == laptop and wanted(name) and (run := self.run(name, notebook)) is not None:
                yield run
