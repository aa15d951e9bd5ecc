"""Several windows on one home: none loses a save, none hides another's, and who stands still is said and waited out."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cro_tui.actions import concerns, minutes, records
from cro_tui.actions.base import NothingDone
from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Referral
from cro_tui.store import locking
from cro_tui.store.check import check_files
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.record import RecordScreen
from tests.store.notebooks import data_paths, new_concern, notebook_at, stock_changes
from tests.tui.officer import at_desk, settled, type_text

ROOT = Path(__file__).parents[2]
SAVES, MANY = 100, 500

WRITER = """
import sys
from pathlib import Path
from cro_tui.actions import capture, minutes, records
from cro_tui.model.meeting import Meeting
from cro_tui.store.notebook import Notebook
home, name, count, meeting = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
notebook = Notebook.open(home)
own = None
for number in range(count):
    turn = number % 4
    if turn in (0, 1):
        own = capture.capture(notebook, f"{name} {number} " + "x" * (number % 7 * 300)).record
        print("saved", own.id, notebook.get(own.id).number, flush=True)
    elif turn == 2:
        records.change(notebook, notebook.get(own.id), {"place": f"place {number}"})
        print("edited", own.id, number, flush=True)
    else:
        minutes.minute(notebook, notebook.of(Meeting, meeting), f"{name} line {number}")
        print("line", meeting, number, flush=True)
print("ready", flush=True)
sys.stdin.readline()
notebook.poll()
print("shows", notebook.count(), len(notebook.get(meeting).entries), notebook.changes(), flush=True)
"""


def started(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told_until(process, word: str) -> list[list[str]]:
    """What the process says before it says *word*."""
    lines = []
    for line in process.stdout:
        if line.startswith(word):
            return lines
        lines.append(line.split())
    raise AssertionError(f"it never said {word}: {lines[-3:]}")


def three_at_once(home: Path, count: int) -> dict[str, int]:
    notebook = Notebook.open(home)
    meeting = records.create(notebook, Meeting, {"body": "Northside"}).record.id
    first = notebook.changes()
    writers = {name: started(WRITER, home, name, count, meeting) for name in ("one", "two", "three")}
    told = {name: told_until(writer, "ready") for name, writer in writers.items()}
    shown = []
    for writer in writers.values():
        shown.append(writer.communicate("\n")[0].split()[1:])
        assert writer.returncode == 0
    assert len({tuple(one) for one in shown}) == 1
    after = Notebook.open(home)
    numbers = [line[2] for lines in told.values() for line in lines if line[0] == "saved"]
    assert len(numbers) == len(set(numbers)) == 3 * count // 2
    assert {one.number for one in after.all(Concern)} == set(numbers)
    assert shown[0] == [str(after.count()), str(len(after.get(meeting).entries)), str(after.changes())]
    assert after.changes() - first == 3 * count
    entries = [entry["text"] for entry in after.get(meeting).entries]
    assert sorted(entries) == sorted(
        f"{name} line {line[2]}" for name, lines in told.items() for line in lines if line[0] == "line"
    )
    edited = {line[1]: f"place {line[2]}" for lines in told.values() for line in lines if line[0] == "edited"}
    assert {one.id: one.place for one in after.all(Concern) if one.place} == edited
    assert not any(one.conflicts for one in after.everything())
    assert after.verify() == 0
    assert not [str(one) for one in check_files(home) if one.wrong]
    assert notebook.poll() >= set(edited)
    assert sum(len(stock_changes(path)) for path in data_paths(home)) == after.changes()
    return {"saves": 3 * count, "numbers": len(numbers), "edits": len(edited), "lines": len(entries)}


def test_three_that_make_edit_and_minute_lose_nothing(tmp_path):
    three_at_once(tmp_path, SAVES)


@pytest.mark.campaign
@pytest.mark.timeout(900)
def test_three_times_five_hundred(tmp_path, tell):
    tell(f"three at once: {three_at_once(tmp_path, MANY)}, lost 0")


# The app beside the command line


def command(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "cro_tui", "--home", str(home), *words]
    return subprocess.run(line, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


async def shows(app, pilot, ask) -> None:
    for _ in range(1000):
        if ask():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never showed")


async def test_the_app_shows_what_the_command_line_saves_and_both_go_on(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        numbers = []
        for turn in range(3):
            await type_text(pilot, f"app {turn}")
            await pilot.press("enter")
            added = command(tmp_path, "add", f"line {turn}")
            assert added.returncode == 0, added.stderr
            numbers.append(added.stdout.strip())
            await type_text(pilot, "left in the line")
            await shows(app, pilot, lambda: len(app.desk.notebook.all(Concern)) == 2 * turn + 2)  # noqa: B023
            assert app.screen.line.value == "left in the line"
            app.screen.line.load("")
        await settled(app, pilot)
    found = Notebook.open(tmp_path).all(Concern)
    assert sorted(one.summary for one in found) == ["app 0", "app 1", "app 2", "line 0", "line 1", "line 2"]
    assert len({one.number for one in found}) == 6
    assert {one.number for one in found} > set(numbers)


async def test_a_form_that_nothing_was_typed_in_follows_and_one_in_which_it_was_makes_a_conflict(tmp_path):
    first = new_concern(notebook_at(tmp_path), "Noise").ids[0]
    async with at_desk(tmp_path) as (app, pilot):
        number = app.desk.notebook.get(first).number
        app.open_record(first)
        await settled(app, pilot)
        assert command(tmp_path, "set", number, "place=Elm").returncode == 0
        await shows(app, pilot, lambda: app.screen.form.values["place"] == "Elm")
        app.screen.form.go_to("place")
        await pilot.press(*" Street")
        assert command(tmp_path, "set", number, "place=Oak", "assigned=Diaz").returncode == 0
        await shows(app, pilot, lambda: "Another window wrote this" in app.status.notice)
        assert app.screen.form.values["place"] == "Elm Street"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        await shows(app, pilot, lambda: app.status.conflicts == 1)
        app.open_record(first)
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        assert any("CONFLICT" in line for line in app.screen._lines())
    one = Notebook.open(tmp_path).get(first)
    assert sorted(head.value for head in one.conflicts["place"]) == ["Elm Street", "Oak"]
    assert one.assigned == "Diaz"


# Two windows on one record: (what the one does, what the other does from the view before, what must hold)


def _set(**typed):
    return lambda notebook, seen: records.change(notebook, seen, typed)


def _void(notebook, seen):
    records.void(notebook, seen, "entered twice")


def _refer(notebook, seen):
    concerns.refer(notebook, seen, "Public Works")


def _link(notebook, seen):
    records.link(notebook, seen, notebook.all(Concern)[0])


PAIRS = {
    "another field": (_set(place="Elm"), _set(assigned="Diaz"), {"place": "Elm", "assigned": "Diaz"}, {}),
    "the same field": (_set(place="Elm"), _set(place="Oak"), {}, {"place": ["Elm", "Oak"]}),
    "the same words": (_set(place="Elm"), _set(place="Elm"), {"place": "Elm"}, {}),
    "the summary": (  # the narrative, which says the same, follows it
        _set(summary="Cars"),
        _set(summary="Dogs"),
        {},
        {"summary": ["Cars", "Dogs"], "narrative": ["Cars", "Dogs"]},
    ),
    "voided and edited": (_void, _set(place="Oak"), {"place": "Oak", "void_disputed": True}, {}),
    "edited and voided": (_set(place="Oak"), _void, {"place": "Oak", "void_disputed": True}, {}),
    "voided twice": (_void, _void, {"is_voided": True, "void_disputed": False}, {}),
    "linked and edited": (_link, _set(place="Oak"), {"place": "Oak"}, {}),
    "referred twice": (_refer, _refer, {"status": "referred"}, {}),
    "closed and reopened": (_set(status="closed"), _set(status="referred"), {}, {"status": ["closed", "referred"]}),
}


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("polled", [False, True], ids=["unseen", "already here"])
def test_two_windows_that_edit_one_record_lose_nothing_in_silence(tmp_path, pair, polled):
    first, second, holds, disputed = PAIRS[pair]
    one = notebook_at(tmp_path)
    new_concern(one, "other")
    record_id = new_concern(one, "Noise").ids[0]
    two = notebook_at(tmp_path)
    seen = two.get(record_id)
    first(one, one.get(record_id))
    if polled:
        two.poll()
    second(two, seen)
    one.poll()
    for notebook in (one, two, notebook_at(tmp_path)):
        now = notebook.get(record_id)
        assert {name: getattr(now, name) for name in holds} == holds
        texts = {key: sorted(str(head.value) for head in heads) for key, heads in now.conflicts.items()}
        assert {key: heads for key, heads in texts.items() if key in disputed or disputed} == disputed
        assert set(texts) - set(disputed) <= {"closed"}
        assert len(notebook.history(record_id)) == 3
    assert len(one.all(Referral)) == (2 if pair == "referred twice" else 0)


def test_minutes_of_two_windows_are_one_timeline(tmp_path):
    one = notebook_at(tmp_path)
    meeting = records.create(one, Meeting, {"body": "Northside"}).record
    two = notebook_at(tmp_path)
    old = two.get(meeting.id)
    for number in range(5):
        minutes.minute(one, one.get(meeting.id), f"one {number}")
        minutes.minute(two, old, f"two {number}")
    with contextlib.suppress(NothingDone):
        minutes.minute(two, old, "+ Ann Lee")
    minutes.minute(one, one.get(meeting.id), "+ Kim Lee")
    now = notebook_at(tmp_path).get(meeting.id)
    said = [entry["text"] for entry in now.entries]
    assert said == [f"{who} {number}" for number in range(5) for who in ("one", "two")]
    assert sorted(row["name"] for row in now.attendance) == ["Ann Lee", "Kim Lee"]
    assert now.conflicts == {}


# Who dies or stands still


SAVER = """
import sys
from pathlib import Path
from tests.store.notebooks import Clock, new_concern, notebook_at
notebook = notebook_at(Path(sys.argv[1]), Clock())
number = 0
while True:
    new_concern(notebook, f"{sys.argv[2]} {number} " + "x" * (number % 5 * 900))
    print(f"{sys.argv[2]} {number}", flush=True)
    number += 1
"""


def test_killed_while_saving_nobody_is_locked_out_and_nothing_that_was_said_is_lost(tmp_path):
    mine = notebook_at(tmp_path)
    said = []
    for turn in range(6):
        saver = started(SAVER, tmp_path, f"turn{turn}")
        lines = [saver.stdout.readline().strip() for _ in range(3 + turn * 2)]
        saver.kill()
        rest = saver.stdout.read()  # not communicate, which forgets what was buffered by then
        saver.wait()
        said += lines + [line for line in rest.split("\n")[:-1] if line]
        new_concern(mine, f"mine {turn}")
        said.append(f"mine {turn}")
    found = [one.narrative.rstrip("x").strip() for one in notebook_at(tmp_path).all(Concern)]
    assert set(said) <= set(found)
    assert len(found) == len(set(found)) <= len(said) + 6
    assert len({one.number for one in notebook_at(tmp_path).all(Concern)}) == len(found)
    assert notebook_at(tmp_path).verify() == 0


STOPS = """
import os, signal, sys
from pathlib import Path
from tests.store.notebooks import Clock, new_concern, notebook_at
notebook = notebook_at(Path(sys.argv[1]), Clock())
new_concern(notebook, "before")
real = os.fsync if not hasattr(os, "fdatasync") else os.fdatasync
def still(handle):
    os.write(1, b"written\\n")
    os.kill(os.getpid(), signal.SIGSTOP)
    real(handle)
os.fsync = still
if hasattr(os, "fdatasync"):
    os.fdatasync = still
new_concern(notebook, "stood still in the middle of the save")
print("saved", flush=True)
"""


@pytest.fixture
def standing_still(tmp_path):
    """A process that was stopped in the middle of a save, with the lock in its hand."""
    if not hasattr(signal, "SIGSTOP"):
        pytest.skip("no process can be stopped here")
    process = started(STOPS, tmp_path)
    assert process.stdout.readline() == "written\n"
    os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
    yield process
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGCONT)
        process.kill()
    process.communicate()


async def test_a_window_that_stands_still_in_a_save_is_said_and_waited_out(tmp_path, monkeypatch, standing_still):
    monkeypatch.setattr(locking, "LOCK_SECONDS", 0.2)
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "mine")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.status.saving == "NOT SAVED"
        assert "another window" in app.status.notice
        assert app.screen.line.value == "mine"
        assert [draft.fields["line"] for draft in app.desk.unfinished()] == ["mine"]
        standing_still.send_signal(signal.SIGCONT)
        assert standing_still.stdout.readline() in ("written\n", "saved\n")
        standing_still.send_signal(signal.SIGCONT)
        standing_still.wait(30)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.status.saving == "saved"
        assert app.desk.unfinished() == []
    found = Notebook.open(tmp_path).all(Concern)
    assert {one.narrative for one in found} == {"before", "stood still in the middle of the save", "mine"}
    assert len({one.number for one in found}) == 3


IMPATIENT = (
    "import sys; from cro_tui.store import locking; locking.LOCK_SECONDS = 0.2\n"
    "from cro_tui.__main__ import main; sys.argv[0] = 'cro-tui'; sys.exit(main())"
)


def test_the_command_line_says_who_holds_it_up(tmp_path, standing_still):
    line = [sys.executable, "-c", IMPATIENT, "--home", str(tmp_path), "add", "from the line"]
    refused = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert refused.returncode == 1
    assert "NOT SAVED" in refused.stderr
    assert "another window" in refused.stderr
    assert "Traceback" not in refused.stderr
    os.kill(standing_still.pid, signal.SIGKILL)
    standing_still.wait(30)
    assert command(tmp_path, "add", "from the line").returncode == 0
    found = {one.narrative for one in Notebook.open(tmp_path).all(Concern)}
    assert found - {"stood still in the middle of the save"} == {"before", "from the line"}


@pytest.mark.campaign
def test_the_whole_patience_of_the_command_line(tmp_path, standing_still, tell):
    refused = command(tmp_path, "add", "from the line")
    assert refused.returncode == 1
    assert "another window" in refused.stderr
    tell(f"a stopped process held the lock: said after {locking.LOCK_SECONDS:.0f} s, exit status 1")
