"""Acknowledged is on the disk; what was not acknowledged changes nothing, and never comes back to confuse."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from cro_tui.model.concern import Concern
from cro_tui.store import laptop as laptops
from cro_tui.store.errors import NotSaved, StoreProblem
from cro_tui.store.laptop import FILE as LAPTOP
from cro_tui.store.notebook import Edit, Notebook
from tests.store.notebooks import (
    Clock,
    data_paths,
    new_concern,
    notebook_at,
    stock_changes,
    texts,
    told,
    write,
)

SYNCS_FOLDERS = os.name != "nt"
CALLS = ("open", "write", "fsync", "fdatasync", "rename", "replace", "lseek", "fstat", "listdir", "mkdir")


class Disk:
    """Counts the calls that reach the disk, and lets one of them fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.failing = -1
        self.error = errno.EIO
        self.lasting = False
        for call in CALLS:
            if hasattr(os, call):
                monkeypatch.setattr(os, call, self._watched(getattr(os, call)))

    def _watched(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **more: object) -> object:
            self.count += 1
            if self.count == self.failing or (self.lasting and self.count > self.failing > 0):
                raise OSError(self.error, os.strerror(self.error))
            return real(*given, **more)

        return call

    def fail_at(self, call: int, error: int, *, lasting: bool) -> None:
        self.count, self.failing, self.error, self.lasting = 0, call, error, lasting

    def heal(self) -> int:
        reached, self.failing, self.lasting = self.count, -1, False
        return reached


@pytest.fixture
def disk(monkeypatch) -> Disk:
    return Disk(monkeypatch)


def homes_before_a_save(folder: Path) -> dict[str, tuple[Path, str]]:
    """Name of the situation -> (home, narrative of the save to come)."""
    plain = folder / "plain"
    new_concern(notebook_at(plain), "kept")
    full = folder / "full"
    filling = notebook_at(full)
    for _ in range(4):
        new_concern(filling, "x" * 60_000)
    return {"in the file": (plain, "lost"), "in the next file": (full, "y" * 30_000), "the first": (folder / "no", "z")}


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("situation", ["in the file", "in the next file", "the first"])
def test_a_disk_that_fails_at_any_step(tmp_path, disk, situation, error, lasting):
    home, text = homes_before_a_save(tmp_path)[situation]
    for step in range(1, 60):
        there = tmp_path / f"{step}"
        if home.exists():
            shutil.copytree(home, there)
        notebook = notebook_at(there)
        before = told(notebook)
        disk.fail_at(step, error, lasting=lasting)
        said = ""
        try:
            new_concern(notebook, text)
        except NotSaved as problem:
            said = str(problem)
        reached = disk.heal()
        acknowledged = not said
        assert acknowledged or said.startswith("NOT SAVED")
        if not acknowledged:
            assert told(notebook) == before
        new_concern(notebook, "after it")
        expected = told(notebook)
        assert (text in texts(notebook)) == acknowledged
        again = notebook_at(there)
        assert told(again) == expected, step
        numbers = [one.number for one in again.all(Concern)]
        assert len(set(numbers)) == len(numbers)
        assert again.verify() == 0
        for path in data_paths(there):
            stock_changes(path)
        if reached < step:
            return
    pytest.fail("a save takes that many steps?")


def test_short_writes_are_gone_on_with(tmp_path, monkeypatch):
    notebook = notebook_at(tmp_path)
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, piece: real(handle, bytes(piece)[:7]))
    for text in ("first, in a new file", "second, in the same"):
        new_concern(notebook, text)
    assert texts(notebook_at(tmp_path)) == ["first, in a new file", "second, in the same"]


def test_a_write_cut_in_the_middle_leaves_a_file_that_stock_tinydb_reads(tmp_path, monkeypatch):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    real = os.write
    room = [300]

    def full_after_a_while(handle: int, piece: bytes) -> int:
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        if bytes(piece).strip() == b"":
            return real(handle, piece)
        if room[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = real(handle, bytes(piece)[: room[0]])
        room[0] -= written
        return written

    monkeypatch.setattr(os, "write", full_after_a_while)
    with pytest.raises(NotSaved, match="No space left"):
        new_concern(notebook, "cut " * 200)
    monkeypatch.setattr(os, "write", real)
    assert len(stock_changes(data_paths(tmp_path)[0])) == 1
    other = notebook_at(tmp_path)
    assert texts(other) == ["kept"]
    assert other.notices == []
    new_concern(notebook, "next")
    assert texts(notebook_at(tmp_path)) == ["kept", "next"]
    assert len(data_paths(tmp_path)) == 2


def failing_sync(handle: int) -> None:
    raise OSError(errno.EIO, "Input/output error")


def save_that_fails_after_it_was_written(notebook: Notebook, text: str) -> None:
    """On a disk that from the sync on takes nothing more, not even the spaces that would take the save away."""
    real = os.write
    gone = []

    def no_sync(handle: int) -> None:
        gone.append(handle)
        failing_sync(handle)

    def no_write(handle: int, piece: bytes) -> int:
        if gone:
            failing_sync(handle)
        return real(handle, piece)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fdatasync", no_sync, raising=False)
        patch.setattr(os, "fsync", no_sync)
        patch.setattr(os, "write", no_write)
        with pytest.raises(NotSaved):
            new_concern(notebook, text)


@pytest.mark.parametrize("place", ["in the file", "in a new file"])
def test_a_save_of_which_the_sync_failed_is_found_by_nobody(tmp_path, monkeypatch, place):
    notebook = notebook_at(tmp_path)
    kept = ["kept"] if place == "in the file" else ["kept", "x" * 250_000]
    for text in kept:
        new_concern(notebook, text)
    failures = [failing_sync]
    real = os.fsync if place == "in a new file" else getattr(os, "fdatasync", os.fsync)

    def failing_once(handle: int) -> None:
        is_the_one = place == "in the file" or not SYNCS_FOLDERS or stat.S_ISDIR(os.fstat(handle).st_mode)
        return failures.pop()(handle) if failures and is_the_one else real(handle)

    monkeypatch.setattr(os, real.__name__, failing_once)
    with pytest.raises(NotSaved):
        new_concern(notebook, "ghost " * 3_000)
    assert not failures
    another = notebook_at(tmp_path)
    assert texts(another) == kept
    new_concern(another, "of another window")
    new_concern(notebook, "next")
    for one in (notebook, notebook_at(tmp_path)):
        assert texts(one) == [*kept, "of another window", "next"]
        assert one.verify() == 0


def test_a_failed_save_that_is_on_the_disk_does_not_come_back_beside_the_next(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    save_that_fails_after_it_was_written(notebook, "ghost")
    assert texts(notebook) == ["kept"]
    assert notebook.poll() == set()
    new_concern(notebook, "next")
    assert texts(notebook_at(tmp_path)) == ["kept", "next"]
    assert len(data_paths(tmp_path)) == 2


def test_another_window_that_took_it_for_saved_is_put_right(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    other = notebook_at(tmp_path)
    save_that_fails_after_it_was_written(notebook, "ghost")
    assert other.poll()
    assert texts(other) == ["kept", "ghost"]
    new_concern(notebook, "next")
    assert other.poll()
    assert texts(other) == ["kept", "next"]
    assert told(other) == told(notebook)


def test_another_window_that_built_on_it_makes_it_stay(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    other = notebook_at(tmp_path)
    save_that_fails_after_it_was_written(notebook, "ghost")
    new_concern(other, "built on it")
    new_concern(notebook, "next")
    for one in (notebook, notebook_at(tmp_path)):
        assert texts(one) == ["kept", "ghost", "built on it", "next"]
        assert one.verify() == 0
    other.poll()
    assert told(other) == told(notebook)


def test_what_another_window_left_half_written_is_not_written_over(tmp_path):
    """It died in the middle of a save; whoever saves next finds it, sets it aside and loses nothing."""
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    other = notebook_at(tmp_path)
    new_concern(other, "also kept")
    path = data_paths(tmp_path)[0]
    raw = bytearray(path.read_bytes())
    end = raw.rindex(b"\n") + 1
    torn = b',\n"3": {"at":"2026-11-22T15:00:00+00:00","recs":{"01K":{"ki'
    raw[end : end + len(torn)] = torn
    path.write_bytes(raw)
    new_concern(notebook, "next")
    assert texts(notebook) == ["kept", "also kept", "next"]
    assert told(notebook_at(tmp_path)) == told(notebook)
    for one in data_paths(tmp_path):
        stock_changes(one)
    assert any(torn[2:] in kept.read_bytes() for kept in (tmp_path / "torn").iterdir())


def test_numbers_have_no_holes_where_a_save_failed(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "one")
    save_that_fails_after_it_was_written(notebook, "failed")
    new_concern(notebook, "two")
    assert [one.number[-3:] for one in notebook.all(Concern)] == ["001", "002"]


@pytest.mark.parametrize("values", [{"hours": 1.5}, {"a": {"b": [float("nan")]}}, {"text": "\ud800"}, {"n": 2**70}])
def test_what_can_not_be_kept_is_said_and_nothing_is_written(tmp_path, values):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    before = data_paths(tmp_path)[0].read_bytes()
    with pytest.raises(NotSaved):
        notebook.save([Edit(notebook.new_id(), "concern", values)])
    assert data_paths(tmp_path)[0].read_bytes() == before
    assert notebook.count() == 1
    new_concern(notebook, "next")


def test_a_folder_in_the_place_of_the_file(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "lost with the file")
    path = data_paths(tmp_path)[0]
    path.unlink()
    path.mkdir()
    opened = notebook_at(tmp_path)
    assert any("can't be read" in str(notice) for notice in opened.notices)
    saved = new_concern(opened, "kept")
    again = notebook_at(tmp_path)
    assert texts(again) == ["kept"]
    assert len(again.history(saved.ids[0])) == 1


def test_a_home_that_can_not_be_written_is_read(tmp_path, monkeypatch):
    new_concern(notebook_at(tmp_path), "kept")
    real = os.open

    def read_only(path: object, flags: int, *more: object, **named: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", read_only)
    notebook = notebook_at(tmp_path)
    assert texts(notebook) == ["kept"]
    assert notebook.notices == []
    with pytest.raises(NotSaved, match="Permission denied"):
        new_concern(notebook, "refused")
    assert texts(notebook) == ["kept"]


def test_a_file_in_the_place_of_the_home(tmp_path):
    home = tmp_path / "home"
    home.write_text("not a folder")
    with pytest.raises(NotSaved):
        new_concern(Notebook(home, clock=Clock()), "refused")


@pytest.mark.parametrize(
    "garbage",
    [None, b"", b"{", b"\0" * 200, b'{"laptop": "UPPER", "notebook": "n"}', b"[" * 99_999],
    ids=["lost", "empty", "cut", "zeroed", "no id", "nested"],
)
def test_a_lost_laptop_file_makes_a_new_laptop_of_the_same_notebook(tmp_path, garbage):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    if garbage is None:
        (tmp_path / LAPTOP).unlink()
    else:
        (tmp_path / LAPTOP).write_bytes(garbage)
    again = notebook_at(tmp_path)
    assert texts(again) == ["kept"]
    saved = new_concern(again, "new")
    assert again.laptop != notebook.laptop
    assert b"".join(path.read_bytes()[:200] for path in data_paths(tmp_path)).count(
        again._laptop.notebook.encode()
    ) == len(data_paths(tmp_path))
    assert texts(notebook_at(tmp_path)) == ["kept", "new"]
    assert again.get(saved.ids[0]).number != notebook.all(Concern)[0].number


def test_a_new_laptop_id_begins_like_none_that_the_home_knows(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "kept")
    drawn = iter([bytes(10), bytes(9) + b"\x01", bytes([3, 3, *range(8)])])
    (tmp_path / "other").mkdir()
    alike = laptops.make(tmp_path / "other", "n", lambda _length: bytes(10)).id
    (path,) = data_paths(tmp_path)
    path.rename(path.with_name(f"2026-Q4.001.{alike}.json"))
    made = laptops.make(tmp_path, "n", lambda _length: next(drawn)).id
    assert made[:2] != alike[:2]
    assert next(drawn, None) is None, "two that begin alike were passed over"


def test_a_laptop_file_that_can_not_be_read_now_is_not_made_anew(tmp_path, monkeypatch):
    new_concern(notebook_at(tmp_path), "kept")
    real = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == LAPTOP:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    notebook = notebook_at(tmp_path)
    assert texts(notebook) == ["kept"]
    with pytest.raises(NotSaved):
        new_concern(notebook, "refused")
    monkeypatch.undo()
    new_concern(notebook, "kept too")
    assert len({path.name.split(".")[2] for path in data_paths(tmp_path)}) == 1


def test_nothing_to_save(tmp_path):
    with pytest.raises(StoreProblem):
        notebook_at(tmp_path).save([])
    assert not (tmp_path / "data").exists()


def test_saves_that_touch_several_records_are_whole(tmp_path):
    notebook = notebook_at(tmp_path)
    first, second = (new_concern(notebook, text).ids[0] for text in ("one", "two"))
    pairs = ((first, second), (second, first))
    edits = [Edit(one, "concern", {f"link.{other}": 1}, notebook.get(one)) for one, other in pairs]
    saved = notebook.save(edits)
    assert saved.ids == (first, second)
    assert len(stock_changes(data_paths(tmp_path)[0])) == 3
    again = notebook_at(tmp_path)
    assert again.get(first).links == (second,)
    assert again.get(second).links == (first,)


def test_an_edit_waits_for_nothing_it_does_not_need_and_never_hangs(tmp_path):
    """A notebook of which only the end was sought folds the rest itself when an old record is edited."""
    clock = Clock()
    saved = new_concern(notebook_at(tmp_path, clock), "old")
    late = Notebook(tmp_path, clock=clock)
    late.seek_end()
    new_concern(late, "new")
    assert late.get(saved.ids[0]) is None
    late.load_newest()
    write(late, saved.ids[0], status="closed")
    assert late.is_whole
    assert notebook_at(tmp_path).get(saved.ids[0]).conflicts == {}


def test_what_a_crash_left_of_a_new_file_is_cleared_away(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "x" * 200_000)
    (tmp_path / "data" / "2026-Q4.002.abcd.json.77.part").write_bytes(b"half")
    new_concern(notebook, "x" * 200_000)
    assert [path.suffix for path in data_paths(tmp_path)] == [".json", ".json"]
