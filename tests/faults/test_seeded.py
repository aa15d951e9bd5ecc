"""The sweep can fail: with a fault put into the program on purpose, it says what was lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cro_tui.settings import writing as settings
from cro_tui.store import changefile, changetable, files, journal, mending
from cro_tui.store.changetable import ChangeStorage
from cro_tui.store.errors import NotSaved
from cro_tui.store.journal import Journal
from cro_tui.store.mending import Mended
from cro_tui.store.notebook import Notebook
from tests.faults.scenes import SCENES
from tests.faults.sweep import Broken, Sweep, quick_disk

Patch = pytest.MonkeyPatch


def no_sync_of_a_save(patch: Patch) -> None:
    patch.setattr(changetable, "_sync", lambda _handle: None)


def acknowledged_before_it_is_written(patch: Patch) -> None:
    real, waiting = ChangeStorage.append, []

    def append(self: ChangeStorage, number: int, change: Any) -> None:
        while waiting:
            with suppress(OSError):
                real(*waiting.pop())
        waiting.append((self, number, change))

    patch.setattr(ChangeStorage, "append", append)


def acknowledged_though_it_failed(patch: Patch) -> None:
    real = Journal.append

    def append(self: Journal, change: Any, quarter: str) -> int:
        try:
            return real(self, change, quarter)
        except NotSaved:
            return self.number + 1

    patch.setattr(Journal, "append", append)


def appending_where_a_save_failed(patch: Patch) -> None:
    """What stands there is not taken back, and the next save is put behind it."""
    real_append, real_write = Journal.append, changetable.write_whole
    patch.setattr(Journal, "_spoiled", property(lambda _self: False, lambda _self, _value: None), raising=False)

    def append(self: Journal, change: Any, quarter: str) -> int:
        try:
            return real_append(self, change, quarter)
        except NotSaved:
            if self.newest and (raw := (self.folder / self.newest.text).read_bytes()).count(change["sum"].encode()):
                self.number, self.sum, self._tail = self.number + 1, change["sum"], changefile.tail_of(raw)
            raise

    def write(handle: int, piece: bytes, start: int = 0) -> None:
        if piece.strip(b" "):
            real_write(handle, piece, start)

    patch.setattr(Journal, "append", append)
    patch.setattr(changetable, "write_whole", write)


def renamed_before_it_is_synced(patch: Patch) -> None:
    def write(path: Path, raw: bytes) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            files.write_whole(handle, raw)
        finally:
            os.close(handle)

    patch.setattr(files, "_write_synced", write)


def folders_never_synced(patch: Patch) -> None:
    for room in (files, changetable, settings):
        patch.setattr(room, "sync_folder", lambda _folder: None)
    patch.setattr(journal, "make_folder", lambda folder: folder.mkdir(parents=True, exist_ok=True))


def a_torn_tail_stays(patch: Patch) -> None:
    patch.setattr(mending, "mend", lambda *_given, **_more: Mended(True))


def a_short_write_taken_for_a_whole_one(patch: Patch) -> None:
    def write_once(handle: int, piece: bytes, start: int = 0) -> None:
        os.lseek(handle, start, os.SEEK_SET)
        os.write(handle, piece)

    for room in (files, changetable):
        patch.setattr(room, "write_whole", write_once)


def a_group_saved_one_by_one(patch: Patch) -> None:
    real = Notebook.save

    def save(self: Notebook, edits: Any, *, draft: str = "") -> Any:
        return [real(self, [edit], draft=draft) for edit in edits][-1]

    patch.setattr(Notebook, "save", save)


def drafts_written_in_place(patch: Patch) -> None:
    def replace(path: Path, raw: bytes) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            files.write_whole(handle, raw)
            os.fsync(handle)
        finally:
            os.close(handle)
        files.sync_folder(path.parent)

    patch.setattr(files, "replace", replace)


def drafts_dropped_before_their_save_lasts(patch: Patch) -> None:
    patch.setattr(Notebook, "make_last", lambda _self: True)


def what_a_dead_process_left_is_taken_for_synced(patch: Patch) -> None:
    patch.setattr(changetable, "_line_before", lambda _raw, _tail: b"")
    patch.setattr(changetable, "sync_folder", lambda _folder: None)


def numbers_of_a_file_that_can_not_be_read_given_again(patch: Patch) -> None:
    """The next file is begun as if there were nothing in the one before it."""

    def note(self: Journal, is_so: bool) -> None:
        self._spoiled = self._spoiled or is_so

    patch.setattr(Journal, "out_of_reach", property(lambda _self: False, note), raising=False)


def settings_not_made_to_last(patch: Patch) -> None:
    patch.setattr(settings, "sync_folder", lambda _folder: None)


SEEDED: list[tuple[Callable[[Patch], None], str, str]] = [
    (no_sync_of_a_save, "crashes", "single saves"),
    (acknowledged_before_it_is_written, "crashes", "single saves"),
    (acknowledged_though_it_failed, "errors", "first save"),
    (appending_where_a_save_failed, "errors", "groups"),
    (renamed_before_it_is_synced, "crashes", "first save"),
    (folders_never_synced, "crashes", "the next file"),
    (a_torn_tail_stays, "crashes", "more than a block"),
    (a_short_write_taken_for_a_whole_one, "errors", "single saves"),
    (a_group_saved_one_by_one, "crashes", "groups"),
    (drafts_written_in_place, "crashes", "drafts"),
    (drafts_dropped_before_their_save_lasts, "errors", "drafts found at opening"),
    (what_a_dead_process_left_is_taken_for_synced, "errors", "repair"),
    (numbers_of_a_file_that_can_not_be_read_given_again, "errors", "single saves"),
    (settings_not_made_to_last, "crashes", "settings"),
]


@pytest.fixture(autouse=True)
def no_real_sync() -> Iterator[None]:
    with quick_disk():
        yield


@pytest.mark.parametrize(("seed", "sweep", "scene"), SEEDED, ids=lambda value: getattr(value, "__name__", ""))
def test_the_sweep_finds_what_was_put_in(tmp_path, monkeypatch, seed, sweep, scene):
    over = Sweep(next(one for one in SCENES if one.name == scene), tmp_path / "disk", most=8)
    seed(monkeypatch)
    with pytest.raises(Broken) as found:
        getattr(over, sweep)()
    assert scene in str(found.value)
