"""A good copy anywhere heals what rotted here; and whatever is done to a file of a home, it costs what it touched."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cro_tui.model.concern import Concern
from cro_tui.share.folder import FolderShare
from cro_tui.share.sync import Sync
from cro_tui.store import changefile
from cro_tui.store.check import check_files, repair
from tests.store.notebooks import Clock, data_paths, new_concern, notebook_at, stock_changes, texts, told

TEXTS = [f"Concern {count}: cars race past the school." for count in range(12)]


@pytest.fixture
def home(tmp_path):
    """A home of twelve concerns whose runs are in ``mirror/``."""
    share = tmp_path / "share"
    share.mkdir()
    notebook = notebook_at(tmp_path / "home", Clock())
    for text in TEXTS:
        new_concern(notebook, text)
    Sync(notebook, FolderShare(share)).run(confirmed=True)
    return tmp_path / "home"


def spoil(path, before, after):
    raw = path.read_bytes()
    assert before in raw
    path.write_bytes(raw.replace(before, after, 1))


def test_a_damaged_change_comes_back_from_the_copy_of_the_share(home):
    (path,) = data_paths(home)
    spoil(path, b"Concern 5: cars", b"Concern 5: ca\x00s")
    assert any(finding.wrong for finding in check_files(home))
    said = [str(one) for one in repair(home)]
    assert any("1 damaged change(s) came back from the copy of the share" in line for line in said), said
    assert [one for one in check_files(home) if one.wrong] == []
    assert sorted(texts(notebook_at(home))) == sorted(TEXTS)
    assert len(stock_changes(path)) == 12


def test_a_value_that_a_hand_changed_is_what_was_written_once_more(home):
    (path,) = data_paths(home)
    spoil(path, b"Concern 5: cars race", b"Concern 5: cars fly!")
    notebook = notebook_at(home)
    assert notebook.verify() == 1
    assert notebook.heal()
    assert notebook.verify() == 0
    assert sorted(texts(notebook)) == sorted(TEXTS)
    assert any("fly!" in kept.read_text() for kept in (home / "torn").iterdir())


def test_what_no_copy_has_stays_as_it_is(home):
    notebook = notebook_at(home)
    new_concern(notebook, "Only here.")
    new_concern(notebook, "And this.")
    (path,) = data_paths(home)
    spoil(path, b"Only here.", b"Only HERE.")
    before = path.read_bytes()
    again = notebook_at(home)
    assert again.verify() == 1
    assert not again.heal()
    assert path.read_bytes() == before


def test_a_running_notebook_goes_on_saving_after_its_file_was_healed(home):
    notebook = notebook_at(home)
    (path,) = data_paths(home)
    spoil(path, b"Concern 5: cars race", b"Concern 5: cars fly!")
    repair(home)
    new_concern(notebook, "After it.")
    assert sorted(texts(notebook_at(home))) == sorted([*TEXTS, "After it."])
    assert [one for one in check_files(home) if one.wrong] == []


def test_files_of_data_that_are_gone_are_still_in_the_mirror(home):
    laptop = notebook_at(home).laptop
    shutil.rmtree(home / "data")
    notebook = notebook_at(home)
    assert sorted(texts(notebook)) == sorted(TEXTS)
    new_concern(notebook, "After it.")
    assert notebook.laptop != laptop, "numbers that were given may not be given again"
    assert sorted(texts(notebook_at(home))) == sorted([*TEXTS, "After it."])


def test_a_rotten_copy_is_set_aside_and_fetched_anew(home):
    (copy,) = (home / "mirror").iterdir()
    spoil(copy, b"Concern 5: cars", b"Concern 5: c4rs")
    assert any("mirror/" in str(one) and one.wrong for one in check_files(home))
    shutil.rmtree(home / "data")
    notebook = notebook_at(home)
    assert any("the next sync fetches it anew" in str(notice) for notice in notebook.notices)
    Sync(notebook, FolderShare(home.parent / "share")).run()
    assert sorted(texts(notebook_at(home))) == sorted(TEXTS)


DAMAGE = st.one_of(
    st.tuples(st.just("flip"), st.floats(0, 1), st.integers(0, 7)),
    st.tuples(st.just("zero"), st.floats(0, 1), st.integers(1, 6000)),
    st.tuples(st.just("cut"), st.floats(0, 1), st.just(0)),
    st.tuples(st.just("take out"), st.floats(0, 1), st.integers(1, 6000)),
    st.tuples(st.just("nul tail"), st.floats(0, 1), st.integers(1, 6000)),
    st.tuples(st.just("empty"), st.just(0.0), st.just(0)),
)


def damaged(raw, damage):
    """(bytes after it, the first and the last byte that are not what they were)."""
    how, where, size = damage
    begin = min(int(where * len(raw)), len(raw) - 1)
    if how == "flip":
        return raw[:begin] + bytes([raw[begin] ^ (1 << size)]) + raw[begin + 1 :], begin, begin
    end = min(len(raw), begin + size)
    if how == "zero":
        return raw[:begin] + bytes(end - begin) + raw[end:], begin, end
    if how == "take out":
        return raw[:begin] + raw[end:], begin, end
    if how == "nul tail":
        return raw[:begin] + bytes(len(raw) - begin), begin, len(raw)
    return (raw[:begin] if how == "cut" else b""), begin if how == "cut" else 0, len(raw)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_damage_to_any_file_costs_what_it_touched_and_the_copy_heals_it(data, tmp_path_factory):
    home = tmp_path_factory.mktemp("home") / "home"
    notebook = notebook_at(home, Clock())
    for text in TEXTS:
        new_concern(notebook, text)
    (path,) = data_paths(home)
    raw = path.read_bytes()
    places = [(raw.find(line), raw.find(line) + len(line)) for _, line in changefile.lines_of(raw)]
    after, first, last = damaged(raw, data.draw(DAMAGE))
    path.write_bytes(after)
    whole = {
        text
        for text, (begin, end) in zip(TEXTS, places, strict=True)
        if last < begin - 2 or end + 2 < first  # a change, and what stands between it and the next
    }
    opened = notebook_at(home)
    found = set(texts(opened))
    assert whole <= found
    assert found == set(TEXTS) or opened.notices or opened.verify(), "nothing is lost in silence"
    new_concern(opened, "After it.")
    assert "After it." in texts(notebook_at(home))
    for one in data_paths(home):
        if one.stat().st_size and not opened.unverified:
            stock_changes(one)


def test_a_healed_home_tells_what_it_told_before(home):
    before = told(notebook_at(home))
    (path,) = data_paths(home)
    raw = bytearray(path.read_bytes())
    for at in range(2000, raw.rfind(b"}\n"), 900):
        raw[at] ^= 1
    path.write_bytes(raw)
    repair(home)
    assert told(notebook_at(home)) == before
    assert len(notebook_at(home).all(Concern)) == 12
