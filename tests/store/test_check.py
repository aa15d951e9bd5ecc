"""What `check` finds in the files of a home, and what `repair` does about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from cro_tui.actions.capture import capture
from cro_tui.actions.records import change, create
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.store.check import check_files, check_records, repair
from cro_tui.store.notebook import Notebook


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with five changes."""
    home = tmp_path / "home"
    notebook = Notebook.open(home)
    for n in range(4):
        capture(notebook, f"Concern number {n}")
    change(notebook, notebook.all(Concern)[0], {"place": "Elm"})
    return home


def newest(home: Path) -> Path:
    return max((home / "data").glob("*.json"))


def spoil(path: Path, text: bytes, by: bytes) -> None:
    raw = path.read_bytes()
    at = raw.index(text)
    path.write_bytes(raw[:at] + by + raw[at + len(by) :])


def wrong(home: Path) -> list[str]:
    return [str(finding) for finding in check_files(home) if finding.wrong]


def summaries(home: Path) -> list[str]:
    return [concern.summary for concern in Notebook.open(home).all(Concern)]


def test_a_whole_home_has_nothing_wrong(home):
    assert check_files(home) == []
    assert check_records(Notebook.open(home)) == []
    assert repair(home) == []


def test_no_home_has_nothing_wrong(tmp_path):
    assert check_files(tmp_path / "none") == []
    assert repair(tmp_path / "none") == []
    assert not (tmp_path / "none").exists()


def test_checking_changes_nothing(home):
    spoil(newest(home), b"number 1", b"\x00\xff\x00")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert wrong(home)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_a_damaged_change_is_placed_and_costs_itself_alone(home):
    lost = Notebook.open(home).all(Concern)[1].id
    spoil(newest(home), b"number 1", b"\x00\xff\x00")
    damage, gap = wrong(home)
    assert newest(home).name in damage
    assert "line 4" in damage
    assert "change 2" in damage
    assert lost in damage
    assert "change 2 is missing" in gap
    (done,) = repair(home)
    assert not done.wrong
    assert wrong(home) == []
    assert any("change 2 is missing" in str(finding) for finding in check_files(home))
    assert summaries(home) == ["Concern number 0", "Concern number 2", "Concern number 3"]
    assert b"\x00\xff\x00" in b"".join(path.read_bytes() for path in (home / "torn").iterdir())


def test_a_torn_tail_is_named_and_set_aside(home):
    raw = newest(home).read_bytes()
    end = len(raw[:-2].rstrip(b" "))
    newest(home).write_bytes(raw[:end] + b',\n"6": {"sum":"9f2c' + raw[end + 20 :])
    assert "change 6" in wrong(home)[0]
    repair(home)
    assert check_files(home)[0].where == "torn"
    assert wrong(home) == []
    assert len(summaries(home)) == 4


def test_a_value_edited_by_hand_is_not_as_it_was_written(home):
    spoil(newest(home), b"number 2", b"NUMBER 2")
    (finding,) = wrong(home)
    assert "change 3 is not as it was written" in finding
    assert len(summaries(home)) == 4


def test_a_file_that_another_program_wrote_anew_is_taken_back(home):
    TinyDB(newest(home)).table("notes").insert({"by": "stock TinyDB"})
    assert "not in the form" in wrong(home)[0]
    original = newest(home).read_bytes()
    assert repair(home)
    assert wrong(home) == []
    assert original in [path.read_bytes() for path in (home / "torn").iterdir()]
    assert len(summaries(home)) == 4
    capture(Notebook.open(home), "Saved after the repair")
    assert wrong(home) == []


@pytest.mark.parametrize("raw", [b"", b"\x00" * 5000, b"{}", b"[]", b'{"file": 1, "changes": 2}', b"\xff" * 10])
def test_a_file_that_holds_nothing_readable_is_named(home, raw):
    newest(home).write_bytes(raw)
    assert any(newest(home).name in finding for finding in wrong(home))
    repair(home)
    Notebook.open(home)


def test_a_newer_format_is_left_alone(home):
    path = newest(home)
    raw = path.read_bytes().replace(b'"format": 1', b'"format": 9', 1)
    path.write_bytes(raw)
    (finding,) = check_files(home)
    assert "update" in str(finding)
    assert not finding.wrong
    repair(home)
    assert path.read_bytes() == raw


def test_a_lost_laptop_file_and_strangers_are_named(home):
    (home / "laptop.json").write_text("{")
    (home / "data" / "notes.txt").write_text("mine")
    found = {finding.where: finding.wrong for finding in check_files(home)}
    assert found == {"laptop.json": True, "data/notes.txt": False}


def test_numbers_given_twice_conflicts_and_drafts_are_listed(home):
    notebook = Notebook.open(home)
    first, second, *_ = notebook.all(Concern)
    change(notebook, second, {"number": first.number})
    contact = create(notebook, Contact, {"name": "Ana"}).record
    change(notebook, contact, {"name": "Anna"})
    change(notebook, contact, {"name": "Anne"})  # by somebody who still saw the first
    (home / "drafts").mkdir()
    draft = {"screen": "capture", "record": "", "kind": "", "fields": {"line": "half a"}, "at": ""}
    (home / "drafts" / "one.json").write_text(json.dumps(draft))
    found = {finding.where: finding.wrong for finding in check_records(Notebook.open(home))}
    assert found == {first.number: True, f"contact {contact.id}": False, "drafts": False}
