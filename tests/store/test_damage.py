"""Damage costs at most what is damaged, is said, and leaves files that stock TinyDB opens."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest
from tinydb import TinyDB

from cro_tui.store.changefile import BLOCK, FILE_SIZE
from cro_tui.store.errors import NotSaved
from cro_tui.store.notebook import Edit, Notebook
from tests.store.notebooks import (
    a_concern,
    change_of,
    data_paths,
    new_concern,
    notebook_at,
    put_file,
    stock_changes,
    texts,
    told,
    write,
)

SECTOR = 512


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch):
    """These tests damage bytes themselves; what the disk does with them is not asked."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    monkeypatch.setattr(os, "fdatasync", lambda _handle: None, raising=False)


def short_saves(notebook: Notebook, *summaries: str) -> None:
    for summary in summaries:
        notebook.save([Edit(notebook.new_id(), "concern", {"summary": summary})])


def summaries(notebook: Notebook) -> list[str]:
    records = sorted(notebook.everything(), key=lambda record: record.id)
    return [str(record.values.get("summary")) for record in records]


class Damaged:
    """A home whose only file is damaged again and again, each time from the same whole one."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = data_paths(home)[0]
        self.whole = self.path.read_bytes()
        self.end = self.whole.rindex(b"\n") + 1
        self.start = self.whole.rindex(b"}\n", 0, self.end - 2) + 2
        """Where what the last save wrote begins, the comma before it included."""

    def put(self, raw: bytes) -> None:
        self.path.write_bytes(raw)
        shutil.rmtree(self.home / "torn", ignore_errors=True)

    def torn(self) -> bytes:
        folder = self.home / "torn"
        return b"".join(path.read_bytes() for path in sorted(folder.iterdir())) if folder.exists() else b""


def check_all_but_the_last(damaged: Damaged, kept: list[str], where: object) -> None:
    """The home opens with all but the last save, says so, can be written, and is in order from then on."""
    notebook = notebook_at(damaged.home)
    assert summaries(notebook) == kept, where
    assert notebook.notices, where
    assert len(stock_changes(damaged.path)) == len(kept), where
    assert damaged.path.stat().st_size == FILE_SIZE, where
    short_saves(notebook, "next")
    again = notebook_at(damaged.home)
    assert summaries(again) == [*kept, "next"], where
    assert again.notices == [], where
    assert again.verify() == 0, where


@pytest.fixture
def damaged(tmp_path) -> Damaged:
    short_saves(notebook_at(tmp_path), "one", "two", "three")
    return Damaged(tmp_path)


def test_a_file_cut_off_at_any_byte_of_the_last_change(damaged):
    for at in range(damaged.start + 3, damaged.end - 1):
        damaged.put(damaged.whole[:at])
        check_all_but_the_last(damaged, ["one", "two"], at)
    damaged.put(damaged.whole[: damaged.end - 40])
    notebook_at(damaged.home)
    assert damaged.whole[damaged.start + 2 : damaged.end - 40] in damaged.torn()


def test_nothing_is_torn_where_the_last_change_is_whole(damaged):
    for at in (damaged.end, damaged.end + 700, FILE_SIZE - 1):
        damaged.put(damaged.whole[:at])
        notebook = notebook_at(damaged.home)
        assert summaries(notebook) == ["one", "two", "three"]
        assert len(stock_changes(damaged.path)) == 3


@pytest.mark.parametrize("filler", [b"\0", b" "], ids=["zeroed", "not yet written"])
def test_a_last_change_of_which_the_end_was_not_written(damaged, filler):
    for at in range(damaged.start + 3, damaged.end - 1):
        rest = FILE_SIZE - 2 - at if filler == b" " else damaged.end - at
        damaged.put(damaged.whole[:at] + filler * rest + damaged.whole[at + rest :])
        check_all_but_the_last(damaged, ["one", "two"], at)


@pytest.mark.parametrize("filler", [b"\0", b" "], ids=["zeroed", "not yet written"])
@pytest.mark.parametrize("length", [200, 3000, 6000])
def test_any_sectors_of_the_last_change_missing(tmp_path, filler, length):
    short_saves(notebook_at(tmp_path), "one", "two", "x y" * (length // 3))
    damaged = Damaged(tmp_path)
    first, last = damaged.start // SECTOR, (damaged.end - 1) // SECTOR
    chance = random.Random(length)
    holes = [{one} for one in range(first, last + 1)]
    holes += [{one for one in range(first, last + 1) if chance.random() < 0.5} for _ in range(15)]
    for hole in filter(None, holes):
        raw = bytearray(damaged.whole)
        for sector in hole:
            start, end = max(sector * SECTOR, damaged.start), min((sector + 1) * SECTOR, damaged.end)
            raw[start:end] = filler * (end - start)
        if raw != damaged.whole and raw[damaged.start : damaged.end].strip(b" "):
            damaged.put(bytes(raw))
            check_all_but_the_last(damaged, ["one", "two"], (hole, damaged.start))


def test_a_small_change_is_never_torn_between_blocks(tmp_path):
    """Where the disk writes 4 KiB whole, half of a save can't be on it."""
    notebook = notebook_at(tmp_path)
    short_saves(notebook, "first")
    for length in (3000, 3000, 3000, 500, 3500):
        short_saves(notebook, "x" * length)
        damaged = Damaged(tmp_path)
        line = damaged.whole[damaged.start : damaged.end].lstrip(b" ")
        assert (damaged.end - len(line)) // BLOCK == (damaged.end - 1) // BLOCK


def test_one_flipped_bit_anywhere(damaged):
    """Costs at most the change it is in, and is said."""
    chance = random.Random(4303)
    header_end = damaged.whole.index(b"\n")
    format_at = damaged.whole.index(b'"format": ') + len(b'"format": ')
    ids = range(damaged.whole.index(b'"notebook"'), header_end - 16)
    places = [*range(damaged.end + 40), *range(FILE_SIZE - 40, FILE_SIZE)]
    for at in places:
        within_a_text = chr(damaged.whole[at]).isalnum() and at > header_end
        if at == format_at or (within_a_text and chance.random() < 0.7):
            continue
        raw = bytearray(damaged.whole)
        raw[at] ^= 1 << chance.randrange(8)
        damaged.put(bytes(raw))
        notebook = notebook_at(damaged.home)
        unharmed = {"one", "two", "three"} & set(summaries(notebook))
        assert len(unharmed) >= 2, at
        same_hex = len(unharmed) == 3 and raw.lower() == damaged.whole.lower()
        assert notebook.notices or notebook.verify() or at in ids or same_hex, (at, raw[at - 30 : at + 10])
        short_saves(notebook, "next")
        again = notebook_at(damaged.home)
        assert unharmed | {"next"} <= set(summaries(again)), at
        for path in data_paths(damaged.home):
            stock_changes(path)
        for path in data_paths(damaged.home)[1:]:
            path.unlink()


def test_a_flipped_number_does_not_hide_another_change(damaged):
    raw = damaged.whole
    for wrong in (b'"1": ', b'"3": ', b'"9": '):
        damaged.put(raw.replace(b'"2": ', wrong))
        notebook = notebook_at(damaged.home)
        assert {"one", "three"} <= set(summaries(notebook))
        assert notebook.notices or notebook.verify()


def test_a_damaged_first_change_of_the_next_file_hides_nothing_before_it(tmp_path):
    """Where a file begins says how far the one before counts; that must not rest on one damaged number."""
    notebook = notebook_at(tmp_path)
    for count in range(6):
        new_concern(notebook, f"{count} " + "x" * 60_000)
    second = data_paths(tmp_path)[1]
    raw = second.read_bytes()
    number = next(iter(json.loads(raw)["changes"])).encode()
    second.write_bytes(raw.replace(b'"' + number + b'": ', b'"1": ', 1))
    again = notebook_at(tmp_path)
    assert {text[0] for text in texts(again)} >= set("01235")
    assert again.notices or again.verify()


def test_a_file_of_zeros_is_said(tmp_path):
    short_saves(notebook_at(tmp_path), "one")
    path = data_paths(tmp_path)[0]
    for raw in (b"", b"\0" * FILE_SIZE, b"no json"):
        path.write_bytes(raw)
        notebook = notebook_at(tmp_path)
        assert summaries(notebook) == []
        assert notebook.notices
        short_saves(notebook, "next")
        assert summaries(notebook_at(tmp_path)) == ["next"]
        for one in data_paths(tmp_path):
            stock_changes(one)


def test_a_file_that_stock_tinydb_rewrote(tmp_path):
    notebook = notebook_at(tmp_path)
    saved = [new_concern(notebook, f"Lärm {count}") for count in range(3)]
    before = told(notebook)
    path = data_paths(tmp_path)[0]
    with TinyDB(path) as stock:
        stock.table("changes").update(lambda change: change.update(by="somebody else"), doc_ids=[2])
    rewritten = path.read_bytes()
    again = notebook_at(tmp_path)
    assert {key: {**one, "changed": 0, "created": 0} for key, one in told(again).items()} == {
        key: {**one, "changed": 0, "created": 0} for key, one in before.items()
    }
    assert any("another program" in str(notice) for notice in again.notices)
    assert rewritten in [kept.read_bytes() for kept in (tmp_path / "torn").iterdir()]
    assert again.verify() == 1
    assert [line.verified for line in again.history(saved[1].ids[0])] == [False]
    new_concern(again, "next")
    final = notebook_at(tmp_path)
    assert final.notices == []
    numbers = [record.number for record in final.everything()]
    assert len(set(numbers)) == 4
    assert len(data_paths(tmp_path)) == 1
    assert path.stat().st_size == FILE_SIZE


def test_a_last_change_edited_by_hand_stays_and_is_unverified(tmp_path):
    short_saves(notebook_at(tmp_path), "one", "two")
    path = data_paths(tmp_path)[0]
    document = json.loads(path.read_bytes())
    for rec in document["changes"]["2"]["recs"].values():
        rec["set"]["summary"] = "by hand"
    path.write_text(json.dumps(document, indent=2), "utf-8")
    notebook = notebook_at(tmp_path)
    assert summaries(notebook) == ["one", "by hand"]
    short_saves(notebook, "next")
    again = notebook_at(tmp_path)
    assert summaries(again) == ["one", "by hand", "next"]
    assert again.verify() == 1


def test_a_file_rewritten_under_a_running_notebook(tmp_path):
    """What it knew of the file is no more true; nothing is written over."""
    notebook = notebook_at(tmp_path)
    short_saves(notebook, "one", "two")
    path = data_paths(tmp_path)[0]
    with TinyDB(path) as stock:
        stock.table("changes").insert({"not": "a change"})
    short_saves(notebook, "three")
    assert summaries(notebook) == ["one", "two", "three"]
    assert summaries(notebook_at(tmp_path)) == ["one", "two", "three"]
    for one in data_paths(tmp_path):
        stock_changes(one)


def test_an_older_copy_put_back_under_a_running_notebook(tmp_path):
    notebook = notebook_at(tmp_path)
    short_saves(notebook, "one")
    path = data_paths(tmp_path)[0]
    older = path.read_bytes()
    short_saves(notebook, "two")
    path.write_bytes(older)
    short_saves(notebook, "three")
    assert summaries(notebook) == summaries(notebook_at(tmp_path)) == ["one", "three"]


def test_a_file_of_a_later_version_is_left_alone(tmp_path):
    notebook = notebook_at(tmp_path)
    short_saves(notebook, "one")
    path = data_paths(tmp_path)[0]
    later = path.read_bytes().replace(b'"format": 1', b'"format": 2')
    path.write_bytes(later)
    again = notebook_at(tmp_path)
    assert any("update" in str(notice) for notice in again.notices)
    with pytest.raises(NotSaved, match="update"):
        short_saves(again, "two")
    assert path.read_bytes() == later
    assert len(data_paths(tmp_path)) == 1


def test_a_later_version_that_wrote_on_beside_a_running_notebook(tmp_path):
    notebook = notebook_at(tmp_path)
    short_saves(notebook, "one")
    path = data_paths(tmp_path)[0]
    later = path.with_name(path.name.replace("001", "002"))
    later.write_bytes(path.read_bytes().replace(b'"format": 1', b'"format": 2').replace(b'"sum"', b'"mus"'))
    with pytest.raises(NotSaved, match="update"):
        short_saves(notebook, "two")


def test_damage_in_another_laptops_file_is_said_and_the_file_stays_as_it_is(tmp_path):
    changes = {
        number: change_of("other", number, a_concern(f"01K{number}", summary=f"{number}")) for number in (1, 2, 3)
    }
    path = put_file(tmp_path, "2026-Q3.001.other.json", changes)
    raw = path.read_bytes().replace(b'"summary":"2"', b'"summary":"2')
    path.write_bytes(raw)
    notebook = notebook_at(tmp_path)
    assert summaries(notebook) == ["1", "3"]
    assert [notice.lost for notice in notebook.notices] == [1]
    assert path.read_bytes() == raw
    notebook_at(tmp_path)
    assert len(list((tmp_path / "torn").iterdir())) == 1


def test_a_damaged_file_of_a_home_that_can_not_be_written_is_read(tmp_path, monkeypatch):
    notebook = notebook_at(tmp_path)
    short_saves(notebook, "one", "two")
    path = data_paths(tmp_path)[0]
    raw = path.read_bytes().replace(b'"two"', b'"two')
    path.write_bytes(raw)
    real = os.open

    def read_only(name: object, flags: int, *more: object, **named: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(13, "Permission denied")
        return real(name, flags, *more, **named)

    monkeypatch.setattr(os, "open", read_only)
    again = notebook_at(tmp_path)
    assert summaries(again) == ["one"]
    assert again.notices
    with pytest.raises(NotSaved):
        short_saves(again, "three")
    monkeypatch.setattr(os, "open", real)
    assert path.read_bytes() == raw
    short_saves(again, "three")
    assert summaries(notebook_at(tmp_path)) == ["one", "three"]


def test_values_of_the_wrong_shape_harm_no_view(tmp_path):
    odd = [None, True, 7, "x", ["x", 1], {"a": {"b": []}}, "1e5", -3]
    fields = ("summary", "tags", "told", "anonymous", "status", "link.01K", "links", "sensitivity", "voided", "number")
    recs = {
        f"01K{index:03d}{kind}": {"kind": kind, "set": dict.fromkeys((*fields, *more), value), "over": {}}
        for kind, more in {
            "concern": ("heard",),
            "meeting": ("entry.1", "attendance.1", "headcount", "organized"),
            "training": ("roster.1", "hours"),
            "contact": ("phones", "roles", "organization.1"),
            "a later kind": (),
        }.items()
        for index, value in enumerate(odd)
    }
    put_file(tmp_path, "2026-Q3.001.other.json", {1: change_of("other", 1, recs)})
    notebook = notebook_at(tmp_path)
    seen = 0
    for record in notebook.everything():
        record.plain()
        assert repr(record)
        for name in record.FIELDS:
            assert isinstance(record.shown(name), str)
            getattr(record, name)
        seen += 1
    assert seen == 4 * len(odd)
    write(notebook, next(iter(recs)), summary="mended")
