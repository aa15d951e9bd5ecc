"""A backup holds everything and is read back; restoring adds what is missing and overwrites nothing."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from cro_tui.actions.backing_up import back_up, backup_due
from cro_tui.settings import Intervals, Officer, Settings
from cro_tui.store import archive, backup
from cro_tui.store.errors import StoreProblem
from cro_tui.store.restoring import restore
from tests.share.stations import Memory, Station, all_can_be_read, in_step
from tests.store.notebooks import texts


@pytest.fixture
def jane(tmp_path: Path) -> Station:
    """She has a notebook, shares it with Omar, has settings and a draft, and something that was torn."""
    share = Memory()
    jane, omar = (Station(tmp_path / name, share) for name in ("jane", "omar"))
    record_id = jane.add("Dogs bark")
    in_step(jane, omar)
    omar.add("Cars race")
    omar.set(record_id, summary="Omar's words")
    jane.set(record_id, summary="Jane's words")
    in_step(jane, omar)
    (jane.home / "settings.toml").write_text('share = "memory"\n')
    for folder, name in (("drafts", "d1.json"), ("torn", "2026-Q4.001.x.json.001")):
        (jane.home / folder).mkdir(exist_ok=True)
        (jane.home / folder / name).write_text("kept")
    return jane


def made(jane: Station, name: str = "b.zip") -> Path:
    return backup.back_up(jane.home, jane.home.parent / name, jane.clock.now).path


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a home but locks."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock" and path.name != "lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def forged(path: Path, **changed: object) -> Path:
    """The archive with some members other than they were, and listed so."""
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    about = json.loads(members.pop("backup.json"))
    for name, raw in changed.items():
        members[name] = raw  # type: ignore[assignment]
        about["files"][name] = hashlib.sha256(raw).hexdigest()  # type: ignore[call-overload]
    forgery = path.with_name("forged.zip")
    with zipfile.ZipFile(forgery, "w") as target:
        for name, raw in members.items():
            target.writestr(name, raw)
        target.writestr("backup.json", json.dumps(about))
    return forgery


def problem_of(path: Path, station: Station) -> str:
    """What is wrong with a backup; "" where it was restored."""
    try:
        restore(path, station.notebook)
    except StoreProblem as problem:
        return str(problem)
    return ""


def refused(path: Path, home: Path) -> str:
    """The one line with which a backup is refused; nothing was written."""
    station = Station(home, Memory())
    before = files(home) if home.exists() else None
    said = problem_of(path, station)
    assert said
    assert "\n" not in said
    assert (files(home) if home.exists() else None) == before
    return said


def test_a_backup_brings_everything_back_into_an_empty_home(jane, tmp_path):
    fresh = Station(tmp_path / "fresh", jane.share)
    did = restore(made(jane), fresh.notebook)
    assert fresh.told() == jane.told()
    assert (did.changes, did.known, did.drafts) == (4, 0, 1)
    assert not did.other_settings
    assert (fresh.home / "settings.toml").read_text() == 'share = "memory"\n'
    assert (fresh.home / "torn" / "2026-Q4.001.x.json.001").read_text() == "kept"
    fresh.reopen()
    assert fresh.told() == jane.told()
    all_can_be_read(fresh.home / "data", fresh.home / "mirror")


def test_it_is_whole_without_any_share(jane, tmp_path):
    alone = Station(tmp_path / "alone", Memory())
    alone.add("Dogs bark")
    fresh = Station(tmp_path / "fresh", Memory())
    restore(made(alone), fresh.notebook)
    assert fresh.told() == alone.told()


def test_the_notebook_it_came_from_gets_only_what_it_lacks(jane):
    path = made(jane)
    before = files(jane.home)
    did = restore(path, jane.notebook)
    assert (did.changes, did.known) == (0, 4)
    assert did.laptop == ""
    assert {name: raw for name, raw in files(jane.home).items() if name in before} == before
    newest = max((jane.home / "data").iterdir())
    newest.unlink()
    for kept in (jane.home / "mirror").iterdir():
        kept.unlink()
    jane.reopen()
    assert jane.notebook.count() == 0
    did = restore(path, jane.notebook)
    assert did.changes == 4
    jane.reopen()
    assert len(texts(jane.notebook)) == 2
    was = jane.notebook.laptop
    jane.add("afterwards")
    assert jane.notebook.laptop != was  # what it wrote under the old id is written already
    jane.reopen()
    assert len(texts(jane.notebook)) == 3


def test_what_was_written_since_the_backup_stays(jane):
    path = made(jane)
    record_id = jane.add("since")
    (jane.home / "settings.toml").write_text("share = 'another'\n")
    did = restore(path, jane.notebook)
    assert did.other_settings
    assert jane.notebook.get(record_id)
    assert (jane.home / "settings.toml").read_text() == "share = 'another'\n"


def test_a_restoring_that_was_cut_short_is_finished_by_the_next(jane, tmp_path, monkeypatch):
    path = made(jane)
    fresh = Station(tmp_path / "fresh", jane.share)
    real, left = os.rename, [3]

    def full(*names):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return real(*names)

    monkeypatch.setattr("os.rename", full)
    with pytest.raises(StoreProblem, match=r"No space left.*do it again"):
        restore(path, fresh.notebook)
    monkeypatch.undo()
    fresh.reopen()
    restore(path, fresh.notebook)
    assert fresh.told() == jane.told()


def test_another_notebook_is_refused(jane, tmp_path):
    stranger = Station(tmp_path / "stranger", Memory())
    stranger.add("Cars race")
    assert "another notebook" in refused(made(jane), stranger.home)


def test_a_backup_never_overwrites_and_needs_something_to_hold(jane, tmp_path):
    path = made(jane)
    with pytest.raises(StoreProblem, match="never overwrites"):
        made(jane)
    with pytest.raises(StoreProblem, match="nothing to back up"):
        backup.back_up(tmp_path / "nowhere", tmp_path / "c.zip", jane.clock.now)
    assert sorted(one.name for one in tmp_path.glob("*.zip*")) == [path.name]


def test_a_dated_file_in_a_folder_never_takes_a_name_that_is_there(jane, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    names = [back_up(jane.home, tmp_path / "exports", stick, now=jane.clock.now).path.name for _ in range(2)]
    assert names == ["Community Relations Backup 2026-11-22.zip", "Community Relations Backup 2026-11-22 (2).zip"]


def test_a_backup_that_does_not_read_back_is_none(jane, tmp_path, monkeypatch):
    real = zipfile.ZipFile.writestr

    def rotten(self, about, raw, *more):
        real(self, about, raw[:-1] if getattr(about, "filename", about).startswith("data/") else raw, *more)

    monkeypatch.setattr(zipfile.ZipFile, "writestr", rotten)
    with pytest.raises(StoreProblem, match="damaged"):
        made(jane)
    assert list(tmp_path.glob("*.zip*")) == []


def test_a_full_disk_leaves_no_half_backup(jane, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreProblem, match="no backup was made: No space left"):
        made(jane)
    assert list(tmp_path.glob("*.zip*")) == []


def test_a_cut_or_flipped_archive_is_refused_and_nothing_is_written(jane, tmp_path):
    path = made(jane)
    raw = path.read_bytes()
    broken = tmp_path / "broken.zip"
    for cut in range(0, len(raw), max(1, len(raw) // 23)):
        broken.write_bytes(raw[:cut])
        refused(broken, tmp_path / "fresh")
    for at in range(0, len(raw), max(1, len(raw) // 61)):
        broken.write_bytes(raw[:at] + bytes([raw[at] ^ 0x55]) + raw[at + 1 :])
        fresh = tmp_path / f"flipped {at}"
        station = Station(fresh, Memory())
        said = problem_of(broken, station)
        assert "\n" not in said
        assert (
            not fresh.exists() if said else station.told() == jane.told()
        )  # some bytes say nothing about what is in it


@pytest.mark.parametrize(
    "name",
    [
        "../evil.json", "data/../../evil.json", "/etc/evil", "data//evil", "data/sub/evil.json", "C:/evil",
        "data/C:evil", "data\\..\\evil", "lock", "share.json", "data/", "data/.", "data/..", "mirror/evil\x00.json",
        "drafts/a\nb", "data/x.",
    ],
)  # fmt: skip
def test_names_that_point_outside_a_home_are_refused(jane, tmp_path, name):
    assert "no part of a notebook" in refused(forged(made(jane), **{name: b"evil"}), tmp_path / "fresh")


def test_archives_that_are_none_are_refused(jane, tmp_path, monkeypatch):
    path = made(jane)
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w"):
        pass
    assert "no backup" in refused(empty, tmp_path / "fresh")
    assert "there is no" in refused(tmp_path / "gone.zip", tmp_path / "fresh")
    assert "no backup" in refused(tmp_path, tmp_path / "fresh")
    assert "whose notebook" in refused(forged(path, **{"laptop.json": b"[]"}), tmp_path / "fresh")
    for about in (b"[]", b"{}", b'{"files": 5, "format": 1}', b"[" * 100_000, b'{"files": {}, "format": 1e999}'):
        listless = tmp_path / "listless.zip"
        with zipfile.ZipFile(listless, "w") as target:
            target.writestr("backup.json", about)
        refused(listless, tmp_path / "fresh")
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(newer, "w") as target:
        target.writestr("backup.json", json.dumps({"format": 2, "files": {}}))
    assert "update" in refused(newer, tmp_path / "fresh")
    monkeypatch.setattr(archive, "LARGEST", 5_000)
    assert "damaged" in refused(forged(path, **{"drafts/huge.json": b"x" * 6_000}), tmp_path / "fresh")
    lzma = tmp_path / "lzma.zip"
    with zipfile.ZipFile(lzma, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("backup.json", "{}")
    assert "no backup" in refused(lzma, tmp_path / "fresh")


def test_a_home_that_can_only_be_read_is_backed_up(jane, monkeypatch):
    real = os.open

    def read_only(path, flags, *more, **named):
        if str(path).startswith(str(jane.home)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(30, "Read-only file system", str(path))
        return real(path, flags, *more, **named)

    monkeypatch.setattr("os.open", read_only)
    assert made(jane).exists()


def test_a_backup_is_due_when_its_time_is_over_and_something_was_saved_since(jane):
    jane.notebook.settings = Settings(officer=Officer(name="Jane Doe"), intervals=Intervals(backup_days=7))
    assert backup_due(jane.notebook) is None  # it is as young as that
    jane.later(days=8)
    assert backup_due(jane.notebook) == "there is none yet"
    made(jane)
    assert backup_due(jane.notebook) is None
    jane.add("since")
    assert backup_due(jane.notebook) is None
    jane.later(days=8)
    assert backup_due(jane.notebook) == "the last was made 2026-11-30, 1 change ago"
    (jane.home / "last-backup.json").write_text("[]")
    assert backup_due(jane.notebook) == "there is none yet"
    jane.notebook.settings = Settings(intervals=Intervals(backup_days=0))
    assert backup_due(jane.notebook) is None
