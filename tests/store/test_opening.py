"""The newest quarter first, the rest in the background; meanwhile the officer reads and writes."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from cro_tui.model.concern import Concern
from cro_tui.settings import Officer, Settings
from cro_tui.store.errors import NotSaved, StoreProblem
from cro_tui.store.notebook import Edit, Notebook
from cro_tui.store.reading import Pass
from tests.store.notebooks import BEGIN, Clock, a_concern, change_of, new_concern, notebook_at, put_file, told, write

PER_QUARTER = 12


@pytest.fixture
def years(tmp_path) -> tuple[Path, Clock, list[str]]:
    """(home, clock, ids) of a notebook of two years in which old records were edited later."""
    clock = Clock(BEGIN - timedelta(days=700))
    notebook = notebook_at(tmp_path, clock)
    ids: list[str] = []
    for quarter in range(8):
        clock.now += timedelta(days=90 if quarter else 0)
        texts = (f"{quarter}.{count} " + "x" * (count * 100) for count in range(PER_QUARTER))
        ids += (new_concern(notebook, text).ids[0] for text in texts)
        if quarter:
            write(notebook, ids[quarter], status="referred", assigned=f"officer {quarter}")
    write(notebook, ids[0], voided="entered twice")
    return tmp_path, clock, ids


def opened_newest(home: Path, clock: Clock) -> Notebook:
    notebook = Notebook(home, Settings(officer=Officer("Jane Doe", "1187")), clock=clock)
    notebook.load_newest()
    return notebook


def test_the_newest_quarter_is_there_before_the_rest(years):
    home, clock, ids = years
    notebook = opened_newest(home, clock)
    assert not notebook.is_whole
    assert notebook.get(ids[-1]) is not None
    assert notebook.get(ids[20]) is None
    seen: list[tuple[int, int]] = []
    notebook.load_rest(lambda done, of: seen.append((done, of)))
    assert notebook.is_whole
    assert seen[-1] == (seen[-1][1], len(seen))
    assert told(notebook) == told(notebook_at(home, clock))


def test_an_old_record_whose_latest_edit_is_new_comes_together(years):
    home, clock, ids = years
    notebook = opened_newest(home, clock)
    assert notebook.get(ids[0]).values == {"voided": "entered twice"}
    notebook.load_rest()
    assert notebook.get(ids[0]).is_voided
    assert notebook.get(ids[0]).conflicts == {}
    assert [concern.conflicts for concern in notebook.all(Concern, voided=True)] == [{}] * len(ids)


def test_reading_and_saving_while_the_rest_is_folded(years, monkeypatch):
    home, clock, ids = years
    notebook = opened_newest(home, clock)
    step, go_on = threading.Event(), threading.Event()
    real = Pass.read

    def slow(reader, name):
        step.set()
        assert go_on.wait(20)
        return real(reader, name)

    monkeypatch.setattr(Pass, "read", slow)
    loading = threading.Thread(target=notebook.load_rest)
    loading.start()
    assert step.wait(20)
    saved = new_concern(notebook, "while loading")
    other = new_concern(sought_end(home, clock), "from another process")
    assert notebook.poll() == set(other.ids)
    assert notebook.get(saved.ids[0]).narrative == "while loading"
    assert ids[-1] in {concern.id for concern in notebook.all(Concern)}
    edit = Edit(ids[-1], "concern", {"status": "closed"}, notebook.get(ids[-1]))
    editing = threading.Thread(target=notebook.save, args=([edit],))
    editing.start()
    assert notebook.get(ids[-1]).status == "new"
    go_on.set()
    loading.join()
    editing.join()
    assert notebook.get(ids[-1]).status == "closed"
    assert notebook.get(ids[-1]).conflicts == {}
    assert told(notebook) == told(notebook_at(home, clock))


def sought_end(home: Path, clock: Clock) -> Notebook:
    """A notebook as the command line opens it for one new record."""
    notebook = Notebook(home, Settings(officer=Officer("Jane Doe", "1187")), clock=clock)
    notebook.seek_end()
    return notebook


def test_seeking_the_end_twice_keeps_what_was_saved_between(tmp_path):
    """The screen seeks the end, another process begins a new file, and then the background opens the rest."""
    new_concern(notebook_at(tmp_path), "x" * 150_000)
    notebook = Notebook(tmp_path, clock=Clock(BEGIN + timedelta(days=1)))
    notebook.seek_end()
    other = notebook_at(tmp_path)
    new_concern(other, "y" * 150_000)
    new_concern(other, "z")
    notebook.seek_end()
    saved = new_concern(notebook, "mine")
    notebook.load_newest()
    notebook.load_rest()
    again = notebook_at(tmp_path)
    assert again.get(saved.ids[0]) is not None
    assert told(again) == told(notebook)
    assert again.verify() == 0


def test_many_threads_read_and_write(years):
    home, clock, ids = years
    notebook = opened_newest(home, clock)
    problems: list[BaseException] = []

    def guarded(act):
        def run():
            try:
                act()
            except BaseException as problem:
                problems.append(problem)

        return threading.Thread(target=run)

    def read():
        for _ in range(60):
            for concern in notebook.all(Concern, voided=True):
                assert concern.seen.over("status") or not concern.status

    def save():
        for count in range(20):
            new_concern(notebook, f"by a thread {count}")

    def edit():
        for record_id in ids[-10:]:
            write(notebook, record_id, assigned="Diaz")

    def poll():
        for _ in range(30):
            notebook.poll()

    threads = [guarded(act) for act in (notebook.load_rest, read, save, save, edit, poll)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert told(notebook) == told(notebook_at(home, clock))
    numbers = [concern.number for concern in notebook.all(Concern, voided=True)]
    assert len(numbers) == len(set(numbers))


def test_unknown_kinds_and_fields_are_kept_and_not_shown_as_records(tmp_path):
    later = {
        "01KX": {"kind": "drone flight", "set": {"pilot": "Lee"}, "over": {}},
        **a_concern("01KY", mood="calm", summary="x"),
    }
    put_file(tmp_path, "2026-Q3.001.k3v9.json", {1: change_of("k3v9", 1, later, **{"from-later": [1]})})
    notebook = notebook_at(tmp_path)
    assert notebook.get("01KX") is None
    assert [record.id for record in notebook.everything()] == ["01KY"]
    assert notebook.count() == 2
    assert notebook.get("01KY").plain()["mood"] == "calm"
    assert notebook.verify() == 0
    write(notebook, "01KY", mood="tense")
    assert notebook_at(tmp_path).get("01KY").values["mood"] == "tense"


def test_history_is_in_the_order_of_making_whatever_the_clock_did(tmp_path):
    clock = Clock()
    notebook = notebook_at(tmp_path, clock)
    concern = new_concern(notebook, "Noise").ids[0]
    for status, moved in (("acknowledged", 3), ("referred", -48), ("closed", 1)):
        clock.now = (clock.now + timedelta(hours=moved)).astimezone(timezone(timedelta(hours=moved % 5 - 5)))
        write(notebook, concern, status=status)
    lines = notebook.history(concern)
    assert [line.set.get("status") for line in lines] == ["new", "acknowledged", "referred", "closed"]
    assert all(line.verified for line in lines)
    assert [line.number for line in lines] == [1, 2, 3, 4]


def test_history_lists_a_change_once_where_two_files_hold_it(tmp_path):
    notebook = notebook_at(tmp_path)
    concern = new_concern(notebook, "Noise").ids[0]
    path = next((tmp_path / "data").iterdir())
    path.with_name(path.name.replace("001", "000")).write_bytes(path.read_bytes())
    again = notebook_at(tmp_path)
    assert len(again.history(concern)) == 1
    assert told(again) == told(notebook)


def test_ids_grow_and_never_meet(tmp_path):
    clock = Clock(datetime(1969, 1, 1, tzinfo=BEGIN.tzinfo))
    first, second = Notebook(tmp_path / "a", clock=clock), Notebook(tmp_path / "b", clock=clock)
    ids = [first.new_id() for _ in range(50)]
    clock.now = BEGIN
    ids += [first.new_id() for _ in range(50)]
    clock.now = BEGIN - timedelta(days=3)
    ids += [first.new_id() for _ in range(50)]
    assert ids == sorted(set(ids))
    clock.now = datetime(1969, 1, 1, tzinfo=BEGIN.tzinfo)
    assert not set(ids) & {second.new_id() for _ in range(50)}


def test_the_folder_of_changes_can_not_be_read(tmp_path):
    new_concern(notebook_at(tmp_path), "out of reach")
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    (tmp_path / "data").write_text("no folder")
    for act in (lambda: notebook_at(tmp_path), lambda: Notebook(tmp_path).seek_end()):
        with pytest.raises(StoreProblem, match="can't be read"):
            act()
    assert Notebook(tmp_path).poll() == set()
    with pytest.raises(NotSaved):
        new_concern(Notebook(tmp_path, clock=Clock()), "refused")


def test_a_view_is_the_same_until_its_record_changes(tmp_path):
    notebook = notebook_at(tmp_path)
    first, second = (new_concern(notebook, text).ids[0] for text in ("one", "two"))
    views = notebook.get(first), notebook.get(second)
    write(notebook, first, status="closed")
    assert notebook.get(first) is not views[0]
    assert notebook.get(second) is views[1]


def test_demo_homes_say_so(tmp_path):
    notebook = notebook_at(tmp_path)
    notebook.become_demo()
    new_concern(notebook, "made up")
    assert notebook_at(tmp_path).is_demo
    officers = notebook_at(tmp_path / "officer")
    new_concern(officers, "real")
    officers.become_demo()
    assert not notebook_at(tmp_path / "officer").is_demo
