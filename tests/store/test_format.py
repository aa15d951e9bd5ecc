"""What stands in the files: sums that anybody can work out, a form that stock TinyDB reads and that never moves."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import timedelta

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import Query
from tinydb.table import Document

from cro_tui.store import changefile
from cro_tui.store.canonical import canonical, fast_canonical, refuse_unkeepable, verifies
from cro_tui.store.changefile import BLOCK, FILE_SIZE, Header, encode_line, new_file, parse
from cro_tui.store.changetable import ChangeFile, FileFull
from cro_tui.store.files import data_files, parse_name
from tests.store.notebooks import (
    Clock,
    change_of,
    data_paths,
    new_concern,
    notebook_at,
    put_file,
    stock_changes,
    told,
    write,
)

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(values)
def test_both_writers_of_canonical_json_agree(value):
    refuse_unkeepable(value)
    assert canonical(value) == fast_canonical()(value)
    assert orjson.loads(canonical(value)) == value


@pytest.mark.parametrize("value", [1.5, {"a": [{"b": 0.1}]}, 2**63, {1: "x"}, {"at": Clock().now}, [b"x"]])
def test_what_would_not_read_back_the_same_is_refused(value):
    with pytest.raises(ValueError):
        refuse_unkeepable(value)


def test_nesting_is_bounded():
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    with pytest.raises(ValueError, match="deep"):
        refuse_unkeepable(deep)


def test_a_sum_worked_out_by_hand():
    salt = "00112233445566778899aabbccddeeff"
    change = {
        "recs": {"01K": {"kind": "concern", "set": {"summary": "Lärm"}, "over": {}}},
        "at": "2026-11-22T03:15:42-05:00",
        "by": "1187",
        "prev": "",
        "salt": salt,
        "from-a-later-version": 7,
    }
    change["vh"] = hashlib.sha256(bytes.fromhex(salt) + '{"01K":{"summary":"Lärm"}}'.encode()).hexdigest()
    summed = (
        '{"at":"2026-11-22T03:15:42-05:00","by":"1187","from-a-later-version":7,"laptop":"k3v9","number":41,"prev":"",'
        '"recs":{"01K":{"kind":"concern","over":{}}},"vh":"' + change["vh"] + '"}'
    )
    change["sum"] = hashlib.sha256(summed.encode()).hexdigest()[:32]
    assert verifies("k3v9", 41, change)
    assert verifies("k3v9", 41, change, fast_canonical())
    assert not verifies("k3v9", 42, change)
    assert not verifies("k3v8", 41, change)
    erased = {key: value for key, value in change.items() if key != "salt"}
    erased["recs"] = {"01K": {"kind": "concern", "over": {}}}
    assert verifies("k3v9", 41, erased)
    erased["recs"] = {"01K": {"kind": "concern", "over": {}, "set": {"summary": "forged"}}}
    assert not verifies("k3v9", 41, erased)


def test_the_notebook_writes_what_the_format_describes(tmp_path):
    notebook = notebook_at(tmp_path)
    for text in ("Lärm \U0001f600 [/b] \x1b[31m", "two"):
        new_concern(notebook, text)
    document = json.loads(data_paths(tmp_path)[0].read_text("ascii"))
    about = document["file"]["1"]
    assert about["format"] == 1
    assert set(about) == {"format", "notebook", "laptop"}
    before = ""
    for number, change in document["changes"].items():
        recs = change["recs"]
        again = change_of(about["laptop"], int(number), recs, prev=before, at=change["at"])
        again_body = {key: again[key] for key in ("at", "prev", "recs")}
        assert {key: change[key] for key in again_body} == again_body
        salted = bytes.fromhex(change["salt"]) + canonical({key: rec["set"] for key, rec in recs.items()})
        assert change["vh"] == hashlib.sha256(salted).hexdigest()
        assert verifies(about["laptop"], int(number), change)
        before = change["sum"]
    assert list(document["changes"]) == ["1", "2"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9000), min_size=1, max_size=25))
def test_small_changes_never_cross_a_block_and_the_end_never_moves(lengths):
    lines = [encode_line(number, {"text": "x" * length}) for number, length in enumerate(lengths, 1)]
    raw = new_file(Header("n", "k3v9"), lines)
    assert len(raw) >= FILE_SIZE
    assert len(raw) % BLOCK == 0
    assert raw.endswith(b" }}") or len(raw) > FILE_SIZE
    for line in lines:
        start, end = raw.index(line), raw.index(line) + len(line)
        assert len(line) + 2 > BLOCK or start // BLOCK == (end - 1) // BLOCK
    assert list(json.loads(raw)["changes"]) == [str(number) for number in range(1, len(lengths) + 1)]


def test_saving_changes_nothing_but_the_spaces_it_takes(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "first")
    path = data_paths(tmp_path)[0]
    before = path.read_bytes()
    for length in (10, 3000, 3000, 6000, 10):
        new_concern(notebook, "x" * length)
        after = path.read_bytes()
        assert len(after) == len(before) == FILE_SIZE
        assert all(old in (new, 0x20) for old, new in zip(before, after, strict=True))
        assert after.endswith(b" }}")
        before = after
    assert len(stock_changes(path)) == 6


def test_a_huge_change_gets_a_file_that_holds_it(tmp_path):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "small")
    new_concern(notebook, "ä" * 2_000_000)
    new_concern(notebook, "small again")
    small, huge, *more = data_paths(tmp_path)
    assert small.stat().st_size == FILE_SIZE
    assert huge.stat().st_size % BLOCK == 0
    assert sum(len(stock_changes(path)) for path in (small, huge, *more)) == 3
    assert told(notebook_at(tmp_path)) == told(notebook)


def test_a_full_file_is_followed_by_the_next(tmp_path):
    notebook = notebook_at(tmp_path)
    for _ in range(6):
        new_concern(notebook, "x" * 60_000)
    assert [name.part for name in data_files(tmp_path / "data")] == [1, 2]
    assert {path.stat().st_size for path in data_paths(tmp_path)} == {FILE_SIZE}
    assert told(notebook_at(tmp_path)) == told(notebook)


def test_quarters_roll_over_and_a_clock_set_back_does_not(tmp_path):
    clock = Clock()
    notebook = notebook_at(tmp_path, clock)
    new_concern(notebook, "in the fourth quarter")
    clock.now += timedelta(days=60)
    first = new_concern(notebook, "in the next")
    clock.now -= timedelta(days=400)
    second = new_concern(notebook, "with a clock set back")
    assert [name.quarter for name in data_files(tmp_path / "data")] == ["2026-Q4", "2027-Q1"]
    numbers = [notebook.get(saved.ids[0]).number for saved in (first, second)]
    assert [number[:4] for number in numbers] == ["27Q1", "27Q1"]
    assert [number[-3:] for number in numbers] == ["001", "002"]
    assert told(notebook_at(tmp_path)) == told(notebook)


def test_only_appending_is_a_way_to_write(tmp_path):
    path = put_file(tmp_path, "2026-Q4.001.k3v9.json", {1: change_of("k3v9", 1, {})})
    book = ChangeFile(path)
    before = path.read_bytes()
    changes = book.changes
    for refused in (
        lambda: changes.insert({"no": "number"}),
        lambda: changes.insert_multiple([{}]),
        lambda: changes.update({"a": 1}),
        lambda: changes.update_multiple([({"a": 1}, Query().sum.exists())]),
        lambda: changes.upsert(Document({}, doc_id=1)),
        lambda: changes.remove(doc_ids=[1]),
        changes.truncate,
        book.truncate,
        book.drop_tables,
        lambda: book.drop_table("changes"),
    ):
        with pytest.raises(TypeError):
            refused()
    assert path.read_bytes() == before


def test_the_table_finds_what_was_just_appended(tmp_path):
    path = put_file(tmp_path, "2026-Q4.001.k3v9.json", {1: change_of("k3v9", 1, {})})
    changes = ChangeFile(path).changes
    by_her = Query().by == "2204"
    assert len(changes.search(by_her)) == 1
    changes.insert(Document(change_of("k3v9", 2, {}), doc_id=2))
    assert len(changes.search(by_her)) == 2
    assert changes.get(doc_id=2)["by"] == "2204"


def test_appending_beside_the_form_is_refused(tmp_path):
    path = tmp_path / "2026-Q4.001.k3v9.json"
    for raw in (b"", b"{}", b" " * FILE_SIZE, b'{"file": {}, "changes": {}}'):
        path.write_bytes(raw)
        with pytest.raises(FileFull):
            ChangeFile(path).changes.insert(Document(change_of("k3v9", 1, {}), doc_id=1))
        assert path.read_bytes() == raw


def test_reading_never_fails_whatever_stands_there():
    good = new_file(Header("n", "k3v9"), [encode_line(1, change_of("k3v9", 1, {"r": {"kind": "c", "set": {}}}))])
    nested = b"[" * 100_000
    odd = [
        b"", b"\0" * 5000, b"[]", b"1", b"null", b"{", nested, b'{"file": []}', b'{"file":{"1":{}},"changes":[]}',
        b'{"file": {"1": ' + nested + b'}}, "changes": {\n}}',
        b'{"file": {"1": {"format": 1, "notebook": "n", "laptop": "l"}}, "changes": {"x": 1, "1": 2, "-3": {}}}',
        good.replace(b'"changes": {\n', b'"changes": {\n"1": ' + nested + b"\n,\n"),
        good.replace(b'"set"', b'"s\xfft"'),
    ]  # fmt: skip
    for raw in odd:
        reading = parse(raw)
        assert not reading.ours
    no_record = ({}, {"kind": 1}, {"kind": "c", "set": []}, *({"kind": "c", "over": {"a": one}} for one in ("s", [[]])))
    for rec in no_record:
        assert not changefile.is_change({"sum": "s", "at": "", "recs": {"r": rec}})
    for change in ([], {"recs": {}}, {"sum": 1, "at": "", "recs": {}}, {"sum": "s", "at": "", "recs": []}):
        assert not changefile.is_change(change)


def test_names_of_files():
    assert parse_name("2026-Q4.001.k3v9.json").text == "2026-Q4.001.k3v9.json"
    assert parse_name("2026-Q4.1000.k3v9.json").text == "2026-Q4.1000.k3v9.json"
    for other in ("2026-Q5.001.k3v9.json", "2026-Q4.0001.k3v9.json", "٢٠٢٦-Q4.001.k3v9.json", "2026-Q4.001.K3V9.json"):
        assert parse_name(other) is None
    names = [parse_name(f"2026-Q4.{part}.k3v9.json") for part in ("1000", "999", "002")]
    assert [name.part for name in sorted(names)] == [2, 999, 1000]


def test_one_save_is_one_write_and_one_sync(tmp_path, monkeypatch):
    notebook = notebook_at(tmp_path)
    saved = new_concern(notebook, "first")
    calls: list[str] = []

    def counting(call, real):
        return lambda *given: (calls.append(call), real(*given))[1]

    for call in ("write", "fsync", "fdatasync", "truncate", "ftruncate", "rename", "replace"):
        if hasattr(os, call):
            monkeypatch.setattr(os, call, counting(call, getattr(os, call)))
    write(notebook, saved.ids[0], status="closed")
    assert calls == ["write", "fdatasync" if hasattr(os, "fdatasync") else "fsync"]
