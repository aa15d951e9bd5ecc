"""What outlives the power; what a process that died, a call that failed or a file that can't be read may not cost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from cro_tui import settings
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.errors import NotSaved
from cro_tui.store.notebook import Edit
from tests.store.notebooks import data_paths, new_concern, notebook_at, texts, told
from tests.store.test_saving import save_that_fails_after_it_was_written

BAD = OSError(errno.EIO, "Input/output error")

needs_folder_sync = pytest.mark.skipif(os.name == "nt", reason="Windows has no sync of folders and needs none")


class Dead(BaseException):
    """The process dies here."""


@contextmanager
def dying_at(*calls: str) -> Iterator[None]:
    """This process dies at the first of those calls."""

    def die(*_given: object, **_more: object) -> None:
        raise Dead

    with pytest.MonkeyPatch.context() as patch:
        for call in calls:
            patch.setattr(os, call, die, raising=False)
        with suppress(Dead):
            yield


@contextmanager
def written() -> Iterator[list[bytes]]:
    """What is written meanwhile."""
    real, pieces = os.write, []

    def write(handle: int, piece: bytes) -> int:
        pieces.append(bytes(piece))
        return real(handle, piece)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", write)
        yield pieces


@contextmanager
def synced_folders() -> Iterator[set[Path]]:
    """The folders that are synced meanwhile."""
    real_open, real_sync = os.open, os.fsync
    opened: dict[int, Path] = {}
    found: set[Path] = set()

    def opening(path: str, flags: int, *more: int, **named: int) -> int:
        handle = real_open(path, flags, *more, **named)
        opened[handle] = Path(path)
        return handle

    def syncing(handle: int) -> None:
        if opened[handle].is_dir():
            found.add(opened[handle])
        real_sync(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", opening)
        patch.setattr(os, "fsync", syncing)
        yield found


@contextmanager
def unreadable(path: Path, times: int = 1_000) -> Iterator[None]:
    """The file can't be opened for reading, as often as that; it can be written."""
    real = Path.open
    left = [times]

    def opening(self: Path, mode: str = "r", *given: object, **more: object) -> object:
        if self == path and "r" in mode and left[0] > 0:
            left[0] -= 1
            raise BAD
        return real(self, mode, *given, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", opening)
        yield


@needs_folder_sync
@pytest.mark.parametrize(
    ("first", "inside"),
    [
        (lambda home: new_concern(notebook_at(home), "kept"), ["", "data"]),
        (lambda home: Drafts(home).keep(Draft("d1", "capture")), ["", "drafts"]),
        (lambda home: settings.save(home, {"officer": {"name": "Jane Doe"}}), [""]),
    ],
    ids=["a save", "a draft", "settings"],
)
def test_folders_that_are_new_outlive_the_power(tmp_path, first: Callable[[Path], object], inside):
    home = tmp_path / "above" / "home"
    with synced_folders() as synced:
        first(home)
    assert synced >= {tmp_path, tmp_path / "above", *(home / name for name in inside)}


@needs_folder_sync
def test_a_folder_made_by_a_process_that_died_outlives_the_power_too(tmp_path):
    with dying_at("fsync"):
        new_concern(notebook_at(tmp_path / "home"), "never saved")
    with synced_folders() as synced:
        new_concern(notebook_at(tmp_path / "home"), "kept")
    assert tmp_path in synced


def test_what_a_dead_process_left_unsynced_is_on_the_disk_before_what_is_built_on_it(tmp_path):
    """If its sync failed, the system takes those bytes for written: no later sync would write them."""
    new_concern(notebook_at(tmp_path), "kept")
    with dying_at("fsync", "fdatasync"):
        new_concern(notebook_at(tmp_path), "left by the dead")
    notebook = notebook_at(tmp_path)
    assert texts(notebook) == ["kept", "left by the dead"]
    with written() as pieces, synced_folders() as synced:
        new_concern(notebook, "next")
    assert b"left by the dead" in b"".join(pieces)
    assert tmp_path / "data" in synced or os.name == "nt"


def test_what_a_dead_process_left_unsynced_is_on_the_disk_before_a_new_file_is_begun(tmp_path):
    new_concern(notebook_at(tmp_path), "x" * 240_000)
    with dying_at("fsync", "fdatasync"):
        new_concern(notebook_at(tmp_path), "left by the dead")
    notebook = notebook_at(tmp_path)
    with written() as pieces:
        new_concern(notebook, "y" * 40_000)
    assert len(data_paths(tmp_path)) == 2
    assert b"left by the dead" in b"".join(pieces)


def test_a_draft_goes_only_when_the_save_that_settles_it_is_on_the_disk(tmp_path):
    first = notebook_at(tmp_path)
    new_concern(first, "kept")
    drafts = Drafts(tmp_path)
    drafts.keep(Draft("d1", "capture", fields={"line": "words"}))
    with dying_at("fsync", "fdatasync"):
        first.save([Edit(first.new_id(), "concern", {"narrative": "words"})], draft="d1")

    def failing(_handle: int) -> None:
        raise BAD

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        patch.setattr(os, "fdatasync", failing, raising=False)
        assert drafts.all(notebook_at(tmp_path)) == []
    assert (tmp_path / "drafts" / "d1.json").exists()
    with written() as pieces:
        assert drafts.all(notebook_at(tmp_path)) == []
    assert b'"words"' in b"".join(pieces)
    assert not (tmp_path / "drafts" / "d1.json").exists()


def test_of_several_saves_that_failed_none_is_taken_for_anothers(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    save_that_fails_after_it_was_written(notebook, "ghost")
    save_that_fails_after_it_was_written(notebook, "failed too")
    new_concern(notebook, "next")
    assert texts(notebook) == ["kept", "next"]
    assert told(notebook_at(tmp_path)) == told(notebook)


def test_a_failed_save_on_which_another_window_built_in_the_next_file_is_shown_by_all(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    other = notebook_at(tmp_path)
    save_that_fails_after_it_was_written(notebook, "ghost")
    new_concern(other, "x" * 262_000)
    assert len(data_paths(tmp_path)) == 2
    new_concern(notebook, "next")
    assert [text[:5] for text in texts(notebook)] == ["kept", "ghost", "xxxxx", "next"]
    assert told(notebook_at(tmp_path)) == told(notebook)


def test_a_save_is_saved_though_the_lock_does_not_close_well(tmp_path, monkeypatch):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    real_open, real_close = os.open, os.close
    locks: list[int] = []

    def opening(path: str, flags: int, *more: int, **named: int) -> int:
        handle = real_open(path, flags, *more, **named)
        if Path(path).name == "lock":
            locks.append(handle)
        return handle

    def closing(handle: int) -> None:
        real_close(handle)
        if handle in locks:
            raise BAD

    monkeypatch.setattr(os, "open", opening)
    monkeypatch.setattr(os, "close", closing)
    new_concern(notebook, "next")
    assert locks
    assert texts(notebook) == texts(notebook_at(tmp_path)) == ["kept", "next"]


@pytest.mark.parametrize("times", [1, 2, 3, 1_000])
def test_a_file_that_can_not_be_read_for_a_while_loses_nothing(tmp_path, times):
    """What is saved meanwhile takes no number that a change in it may have."""
    first = notebook_at(tmp_path)
    for text in ("one", "two", "three"):
        new_concern(first, text)
    with unreadable(data_paths(tmp_path)[0], times):
        notebook = notebook_at(tmp_path)
        new_concern(notebook, "saved meanwhile")
        assert "saved meanwhile" in texts(notebook)
    again = notebook_at(tmp_path)
    assert sorted(texts(again)) == ["one", "saved meanwhile", "three", "two"]
    assert again.verify() == 0


@pytest.mark.parametrize("times", [1, 2, 1_000])
def test_what_another_window_saved_is_not_written_over_where_it_can_not_be_read(tmp_path, times):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "one")
    new_concern(notebook_at(tmp_path), "of another window")
    with unreadable(data_paths(tmp_path)[0], times), suppress(NotSaved):
        new_concern(notebook, "two")
    new_concern(notebook, "three")
    again = notebook_at(tmp_path)
    assert {"one", "of another window", "three"} <= set(texts(again))
    assert ("two" in texts(again)) == ("two" in texts(notebook))
    assert again.notices == []


def test_a_poll_that_could_not_read_tells_it_the_next_time(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "one")
    other = notebook_at(tmp_path)
    new_concern(other, "x" * 200_000)
    saved = new_concern(other, "y" * 200_000)
    with unreadable(data_paths(tmp_path)[1]):
        assert notebook.poll() == set()
    assert len(notebook.poll()) == 2
    assert notebook.get(saved.ids[0])


def test_another_window_that_took_a_new_laptop_id_hides_nothing(tmp_path):
    """It could not read the file; what it had saved under the old id before is folded by the others all the same."""
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "one")
    other = notebook_at(tmp_path)
    new_concern(other, "two")
    with unreadable(data_paths(tmp_path)[0]):
        new_concern(other, "three")
    assert other.laptop != notebook.laptop
    assert texts(other) == ["one", "two", "three"]
    notebook.poll()
    assert told(notebook) == told(other) == told(notebook_at(tmp_path))


def test_a_failed_save_that_was_torn_is_no_change_that_does_not_verify(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    save_that_fails_after_it_was_written(notebook, "ghost " * 20)
    new_concern(notebook, "next")
    path = data_paths(tmp_path)[0]
    path.write_bytes(path.read_bytes().replace(b"ghost ghost", b"ghost      "))
    again = notebook_at(tmp_path)
    assert again.verify() == 0
    assert texts(again) == ["kept", "next"]


def test_a_file_that_can_not_be_read_any_more_takes_nothing_from_the_screen(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "one")
    new_concern(notebook_at(tmp_path), "two")
    with unreadable(data_paths(tmp_path)[0]):
        new_concern(notebook, "three")
        notebook.poll()
        assert texts(notebook) == ["one", "three"]
    assert any("can't be read" in str(notice) for notice in notebook.notices)
    assert sorted(texts(notebook_at(tmp_path))) == ["one", "three", "two"]


def test_a_mirror_that_can_not_be_listed_hinders_no_opening(tmp_path, monkeypatch):
    new_concern(notebook_at(tmp_path), "kept")
    (tmp_path / "mirror").mkdir()
    (tmp_path / "laptop.json").unlink()
    real = os.listdir

    def listing(folder: str) -> list[str]:
        if Path(folder).name == "mirror":
            raise BAD
        return real(folder)

    monkeypatch.setattr(os, "listdir", listing)
    assert texts(notebook_at(tmp_path)) == ["kept"]
