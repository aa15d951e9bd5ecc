"""What was done can be taken back, and what was typed is not lost."""

from __future__ import annotations

import errno
import os

import pytest

from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.errors import CannotUndo
from cro_tui.store.notebook import Edit
from tests.store.notebooks import new_concern, notebook_at, write


def test_undoing_what_was_made_voids_it_and_can_be_undone(tmp_path):
    notebook = notebook_at(tmp_path)
    saved = new_concern(notebook, "Noise")
    undone = notebook.save(notebook.undoing(saved))
    assert notebook.all(Concern) == []
    assert notebook.get(saved.ids[0]).voided == "undone"
    notebook.save(notebook.undoing(undone))
    assert [concern.narrative for concern in notebook_at(tmp_path).all(Concern)] == ["Noise"]


def test_undoing_a_change_puts_back_what_stood_there(tmp_path):
    notebook = notebook_at(tmp_path)
    concern = new_concern(notebook, "Noise", assigned="Lee").ids[0]
    saved = write(notebook, concern, status="closed", assigned=None, place="Elm St")
    notebook.save(notebook.undoing(saved))
    again = notebook_at(tmp_path).get(concern)
    assert (again.status, again.assigned, again.place) == ("new", "Lee", "")
    assert again.conflicts == {}


def test_undoing_a_save_of_several_records_is_one_save(tmp_path):
    notebook = notebook_at(tmp_path)
    old = new_concern(notebook, "Noise").ids[0]
    new = notebook.new_id()
    values = {"summary": "Noise too", f"link.{old}": 1}
    edits = [Edit(new, "concern", values), Edit(old, "concern", {f"link.{new}": 1}, notebook.get(old))]
    saved = notebook.save(edits)
    assert saved.made == {new}
    undone = notebook.save(notebook.undoing(saved))
    assert notebook.get(new).is_voided
    assert notebook.get(old).links == ()
    assert undone.number == saved.number + 1


def test_undoing_a_line_of_a_list(tmp_path):
    notebook = notebook_at(tmp_path)
    meeting = notebook.new_id()
    notebook.save([Edit(meeting, "meeting", {"body": "Northside", "entry.1": {"kind": "note", "text": "hello"}})])
    struck = write(notebook, meeting, **{"entry.1": None})
    assert notebook.of(Meeting, meeting).entries == ()
    notebook.save(notebook.undoing(struck))
    assert [entry["text"] for entry in notebook.of(Meeting, meeting).entries] == ["hello"]


@pytest.mark.parametrize("by", ["the same window", "another window"])
def test_what_was_written_over_can_not_be_undone(tmp_path, by):
    notebook = notebook_at(tmp_path)
    made = new_concern(notebook, "Noise")
    changed = write(notebook, made.ids[0], status="closed")
    writer = notebook if by == "the same window" else notebook_at(tmp_path)
    write(writer, made.ids[0], status="referred")
    notebook.poll()
    for saved in (made, changed):
        with pytest.raises(CannotUndo):
            notebook.undoing(saved)
    assert notebook.get(made.ids[0]).status == "referred"


def test_another_field_written_since_does_not_hinder(tmp_path):
    notebook = notebook_at(tmp_path)
    concern = new_concern(notebook, "Noise").ids[0]
    changed = write(notebook, concern, status="closed")
    write(notebook, concern, place="Elm St")
    notebook.save(notebook.undoing(changed))
    assert notebook.get(concern).status == "new"
    assert notebook.get(concern).place == "Elm St"


def test_an_undo_that_crosses_another_edit_is_a_conflict_not_a_loss(tmp_path):
    notebook = notebook_at(tmp_path)
    concern = new_concern(notebook, "Noise").ids[0]
    changed = write(notebook, concern, status="closed")
    undo = notebook.undoing(changed)
    write(notebook_at(tmp_path), concern, status="referred")
    notebook.save(undo)
    assert {head.value for head in notebook.get(concern).conflicts["status"]} == {"new", "referred"}


WORDS = {"narrative": "Lärm [/b] \x1b[2J \u202e\ud800 " + "x" * 100_000, "place": ""}


def test_drafts_come_back_until_they_are_saved(tmp_path):
    notebook = notebook_at(tmp_path)
    drafts = Drafts(tmp_path)
    assert drafts.all(notebook) == []
    first = Draft("b-1", "capture", notebook.new_id(), "concern", WORDS, "2026-11-22T10:00:00")
    second = Draft("a-2", "record", "01K", "contact", {"name": "Mai"}, "2026-11-22T10:00:01")
    drafts.keep(second)
    drafts.keep(first)
    assert Drafts(tmp_path).all(notebook) == [first, second]
    drafts.keep(Draft("a-2", "record", "01K", "contact", {"name": "Mai Nguyen"}, "2026-11-22T09:00:00"))
    assert [draft.fields.get("name") for draft in drafts.all(notebook)] == ["Mai Nguyen", None]
    drafts.drop("a-2")
    drafts.drop("a-2")
    assert drafts.all(notebook) == [first]


def test_a_draft_that_was_saved_is_dropped_at_the_next_opening(tmp_path):
    """The power went between the save and the dropping of the draft."""
    notebook = notebook_at(tmp_path)
    drafts = Drafts(tmp_path)
    drafts.keep(Draft("d1", "capture", fields={"narrative": "Noise"}))
    drafts.keep(Draft("d2", "capture", fields={"narrative": "Another"}))
    notebook.save([Edit(notebook.new_id(), "concern", {"summary": "Noise"})], draft="d1")
    assert [draft.id for draft in drafts.all(notebook_at(tmp_path))] == ["d2"]
    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["d2.json"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"\0" * 50, b"[]", b'{"fields": 3}', b"\xff\xfe", b"[" * 99_999, b'{"fields": {}}'],
    ids=["empty", "cut", "zeroed", "a list", "a number", "no text", "nested", "half"],
)
def test_a_damaged_draft_is_set_aside_and_said(tmp_path, raw):
    notebook = notebook_at(tmp_path)
    drafts = Drafts(tmp_path)
    drafts.keep(Draft("good", "capture"))
    (tmp_path / "drafts" / "bad.json").write_bytes(raw)
    (tmp_path / "drafts" / "folder.json").mkdir()
    (tmp_path / "drafts" / "a name nobody gave.json").write_bytes(raw)
    assert [draft.id for draft in drafts.all(notebook)] == ["good"]
    assert [path.read_bytes() for path in (tmp_path / "torn").iterdir()] == [raw]
    assert any("draft" in str(notice) for notice in notebook.notices)
    assert [draft.id for draft in drafts.all(notebook)] == ["good"]


def test_a_draft_is_old_or_new_whole(tmp_path, monkeypatch):
    drafts = Drafts(tmp_path)
    old = Draft("d1", "capture", fields={"narrative": "old"})
    drafts.keep(old)

    def full(_handle: int, _piece: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        drafts.keep(Draft("d1", "capture", fields={"narrative": "new"}))
    monkeypatch.undo()
    assert drafts.all(notebook_at(tmp_path)) == [old]
    assert len(list((tmp_path / "drafts").iterdir())) == 1


def test_no_draft_leaves_its_folder(tmp_path):
    for name in ("../out", "", "a/b", "a" * 65):
        with pytest.raises(ValueError):
            Drafts(tmp_path).keep(Draft(name, "capture"))
