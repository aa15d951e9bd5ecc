"""The app and the command line work side by side on one home, and each sees what the other saved."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cro_tui.model.concern import Concern
from cro_tui.store import locking
from cro_tui.store.errors import NotSaved
from cro_tui.store.locking import HomeLock
from cro_tui.store.notebook import Notebook
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

ROOT = Path(__file__).parents[2]
SAVES = 100
WRITER = """
import sys
from pathlib import Path
from tests.store.notebooks import Clock, new_concern, notebook_at
home, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
notebook = notebook_at(home, Clock())
for number in range(count):
    saved = new_concern(notebook, f"{name} {number} " + "x" * (number % 7 * 500))
    print(notebook.get(saved.ids[0]).number, flush=True)
notebook.poll()
print(notebook.count())
"""
HOLDER = """
import sys, os
from pathlib import Path
from cro_tui.store.locking import HomeLock
with HomeLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read(1)
    if sys.argv[2] == "dies":
        os.kill(os.getpid(), 9)
"""


def started(script: str, *arguments: object) -> subprocess.Popen[str]:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def narratives(home: Path) -> list[str]:
    return [one.narrative for one in notebook_at(home).all(Concern)]


def test_three_at_once_lose_nothing_and_give_no_number_twice(tmp_path):
    app = notebook_at(tmp_path)
    new_concern(app, "first")
    writers = [started(WRITER, tmp_path, name, SAVES) for name in ("one", "two", "three")]
    given: list[str] = []
    counts = []
    for writer in writers:
        lines = writer.communicate()[0].split()
        assert writer.returncode == 0
        given += lines[:-1]
        counts.append(int(lines[-1]))
    assert len(given) == len(set(given)) == 3 * SAVES
    assert max(counts) == 3 * SAVES + 1
    assert len(app.poll()) == 3 * SAVES
    assert told(app) == told(notebook_at(tmp_path))
    assert {concern.number for concern in app.all(Concern)} >= set(given)
    assert app.verify() == 0
    assert app.notices == []
    assert sum(len(stock_changes(path)) for path in data_paths(tmp_path)) == 3 * SAVES + 1


def test_the_first_save_of_two_at_once_makes_one_laptop(tmp_path):
    writers = [started(WRITER, tmp_path, name, 3) for name in ("one", "two")]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert len({path.name.split(".")[2] for path in data_paths(tmp_path)}) == 1
    assert notebook_at(tmp_path).count() == 6


def test_poll_shows_what_another_saved_once(tmp_path):
    app = notebook_at(tmp_path)
    assert app.poll() == set()
    other = notebook_at(tmp_path)
    saved = new_concern(other, "from the command line")
    assert app.poll() == set(saved.ids)
    assert app.poll() == set()
    assert texts(app) == ["from the command line"]


def test_what_a_save_found_of_others_is_told_by_the_next_poll(tmp_path):
    app = notebook_at(tmp_path)
    new_concern(app, "mine")
    saved = new_concern(notebook_at(tmp_path), "from the command line")
    new_concern(app, "mine again")
    assert app.poll() == set(saved.ids)
    assert app.poll() == set()


def test_a_poll_follows_into_new_files(tmp_path):
    app = notebook_at(tmp_path)
    new_concern(app, "mine")
    other = notebook_at(tmp_path)
    for count in range(9):
        new_concern(other, f"{count} " + "x" * 60_000)
    assert len(app.poll()) == 9
    assert len(data_paths(tmp_path)) > 2
    new_concern(app, "mine again")
    other.poll()
    assert told(app) == told(other) == told(notebook_at(tmp_path))


def test_a_save_from_a_view_that_is_out_of_date_is_a_visible_conflict(tmp_path):
    app = notebook_at(tmp_path)
    concern = new_concern(app, "Noise").ids[0]
    old_view = app.get(concern)
    write(notebook_at(tmp_path), concern, status="closed")
    app.poll()
    assert app.get(concern).status == "closed"
    assert old_view.status == "new"
    app.save([type_edit(old_view, status="referred")])
    conflict = app.get(concern).conflicts["status"]
    assert [head.value for head in conflict] == ["closed", "referred"]
    assert app.get(concern).plain()["conflicts"] == {"status": ["closed", "referred"]}
    write(app, concern, status="referred")
    assert app.get(concern).conflicts == {}


def type_edit(view, **values):
    from cro_tui.store.notebook import Edit

    return Edit(view.id, view.KIND, values, view)


def test_a_lock_file_that_is_left_over_locks_nobody_out(tmp_path):
    tmp_path.joinpath("lock").write_text("99999")
    new_concern(notebook_at(tmp_path), "saved")
    assert narratives(tmp_path) == ["saved"]


def test_who_dies_lets_go_of_the_lock(tmp_path):
    new_concern(notebook_at(tmp_path), "first")
    holder = started(HOLDER, tmp_path, "dies")
    assert holder.stdout.readline() == "held\n"
    holder.communicate("x")
    assert holder.returncode != 0
    new_concern(notebook_at(tmp_path), "second")
    assert narratives(tmp_path) == ["first", "second"]


def test_a_lock_that_is_held_for_too_long_is_said(tmp_path, monkeypatch):
    notebook = notebook_at(tmp_path)
    new_concern(notebook, "first")
    monkeypatch.setattr(locking, "LOCK_SECONDS", 0)
    holder = started(HOLDER, tmp_path, "lets go")
    assert holder.stdout.readline() == "held\n"
    try:
        with pytest.raises(NotSaved, match="another window"):
            new_concern(notebook, "refused")
        with pytest.raises(NotSaved):
            new_concern(Notebook(tmp_path), "refused")
    finally:
        holder.communicate("x")
    new_concern(notebook, "second")
    assert texts(notebook_at(tmp_path)) == ["first", "second"]


def test_filelock_and_this_lock_keep_each_other_out(tmp_path):
    from filelock import FileLock, Timeout

    with HomeLock(tmp_path), pytest.raises(Timeout):
        FileLock(tmp_path / "lock", timeout=0).acquire()
    with HomeLock(tmp_path):
        pass


def test_a_file_of_another_laptop_in_the_folder_gives_conflicts(tmp_path):
    """As when a second laptop's file is put there from a USB stick."""
    mine = notebook_at(tmp_path)
    concern = new_concern(mine, "Noise").ids[0]
    first_sum = mine.history(concern)[0].sum
    write(mine, concern, status="closed", assigned="Diaz")
    over = {"status": [first_sum]}
    theirs = change_of(
        "k3v9", 1, a_concern(concern, over, status="referred", place="Elm St"), at="2031-01-01T00:00:00Z"
    )
    knowing = change_of("k3v9", 2, a_concern("01KOTHER", summary="from there"), prev=theirs["sum"])
    put_file(tmp_path, "2026-Q3.001.k3v9.json", {1: theirs, 2: knowing})
    both = notebook_at(tmp_path)
    record = both.get(concern)
    assert record.status == "referred"
    assert [head.value for head in record.conflicts["status"]] == ["closed", "referred"]
    assert {head.stamp.laptop for head in record.conflicts["status"]} == {both.laptop, "k3v9"}
    assert (record.assigned, record.place) == ("Diaz", "Elm St")
    assert both.get("01KOTHER").summary == "from there"
    assert both.verify() == 0
    assert [line.stamp.laptop for line in both.history(concern)] == [both.laptop, both.laptop, "k3v9"]
    write(both, concern, status="closed")
    assert notebook_at(tmp_path).get(concern).conflicts == {}
