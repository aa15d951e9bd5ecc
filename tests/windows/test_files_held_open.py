"""A virus scanner, a backup or an editor reads a file of the notebook at the very moment in which it is written.

Windows then refuses to replace, rename or remove the file. Elsewhere nothing is refused, and the same must hold.
"""

from __future__ import annotations

import os
from contextlib import ExitStack

import pytest

from cro_tui import lasting
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.notebook import Edit
from tests.store.notebooks import data_paths, new_concern, notebook_at, texts, write


@pytest.fixture
def held(monkeypatch):
    """Opens files as a reader does; it lets go of them when somebody waits for them."""
    with ExitStack() as readers:
        monkeypatch.setattr(lasting.time, "sleep", lambda _seconds: readers.close())
        yield lambda path: readers.enter_context(path.open("rb"))


def test_a_save_goes_into_a_file_that_is_being_read(tmp_path, held):
    notebook = notebook_at(tmp_path)
    concern = new_concern(notebook, "first").ids[0]
    held(*data_paths(tmp_path))
    write(notebook, concern, status="closed")
    new_concern(notebook, "second")
    assert texts(notebook_at(tmp_path)) == ["first", "second"]
    assert len(data_paths(tmp_path)) == 1


def test_a_draft_is_replaced_once_its_reader_lets_go(tmp_path, held):
    drafts = Drafts(tmp_path)
    drafts.keep(Draft("d1", "capture", fields={"narrative": "No"}))
    held(tmp_path / "drafts" / "d1.json")
    drafts.keep(Draft("d1", "capture", fields={"narrative": "Noise"}))
    assert [draft.fields["narrative"] for draft in drafts.all(notebook_at(tmp_path))] == ["Noise"]


def test_a_draft_that_was_saved_while_it_was_read_never_comes_back(tmp_path, held):
    notebook = notebook_at(tmp_path)
    drafts = Drafts(tmp_path)
    drafts.keep(Draft("d1", "capture", fields={"narrative": "Noise"}))
    held(tmp_path / "drafts" / "d1.json")
    notebook.save([Edit(notebook.new_id(), "concern", {"summary": "Noise"})], draft="d1")
    drafts.drop("d1")
    assert drafts.all(notebook_at(tmp_path)) == []


def test_a_damaged_file_is_set_right_once_its_reader_lets_go(tmp_path, held):
    new_concern(notebook_at(tmp_path), "first")
    (path,) = data_paths(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"  }}", b'"}}', 1))
    held(path)
    notebook = notebook_at(tmp_path)
    assert texts(notebook) == ["first"]
    new_concern(notebook, "second")
    assert texts(notebook_at(tmp_path)) == ["first", "second"]
    assert any((tmp_path / "torn").iterdir())


@pytest.mark.skipif(os.name != "nt", reason="only Windows refuses to replace what is open")
def test_a_reader_that_never_lets_go_is_named_and_what_stood_there_stays(tmp_path, monkeypatch):
    drafts = Drafts(tmp_path)
    drafts.keep(Draft("d1", "capture", fields={"narrative": "old"}))
    waits = []
    monkeypatch.setattr(lasting.time, "sleep", waits.append)
    with (tmp_path / "drafts" / "d1.json").open("rb"), pytest.raises(PermissionError):
        drafts.keep(Draft("d1", "capture", fields={"narrative": "new"}))
    assert 0.5 < sum(waits) < 2
    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["d1.json"]
    assert [draft.fields["narrative"] for draft in drafts.all(notebook_at(tmp_path))] == ["old"]
