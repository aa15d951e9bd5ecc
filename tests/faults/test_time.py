"""Clocks go wrong, summer time ends, years turn, laptops travel: numbers stay unique and every quarter is right."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cro_tui.actions import meetings, minutes, records, training
from cro_tui.actions.capture import capture
from cro_tui.model.concern import Concern
from cro_tui.model.dates import parse_day, parse_moment
from cro_tui.model.meeting import Meeting
from cro_tui.model.quarters import quarter_of
from cro_tui.model.training import Training
from cro_tui.report.bodies import under_way
from cro_tui.report.today import due_lists
from cro_tui.store.check import check_files
from cro_tui.store.files import data_files
from cro_tui.store.notebook import Notebook, local_now
from tests.store.notebooks import data_paths, stock_changes
from tests.tui.officer import at_desk, settled, type_text

ROOT = Path(__file__).parents[2]
EAST = ZoneInfo("America/New_York")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="zones are set another way on Windows")


def at(text: str, zone=EAST) -> datetime:
    """A moment as the clock on the wall of *zone* shows it; ``+1`` behind it is the second of two that look alike."""
    wall, _, again = text.partition("+")
    moment = datetime.fromisoformat(wall).replace(tzinfo=zone, fold=1 if again else 0)
    return moment.astimezone(timezone(moment.utcoffset()))


class Clock:
    """Stands where it is put."""

    def __init__(self, text: str) -> None:
        self.put(text)

    def put(self, text: str) -> None:
        self.now = at(text)

    def __call__(self) -> datetime:
        return self.now


def whole(home: Path, texts: list[str]) -> Notebook:
    """Everything that was saved is there, under numbers of its own, in files that stock TinyDB reads."""
    notebook = Notebook.open(home)
    found = notebook.all(Concern)
    assert sorted(one.narrative for one in found) == sorted(texts)
    assert len({one.number for one in found}) == len({one.id for one in found}) == len(texts)
    assert notebook.verify() == 0
    assert not [str(one) for one in check_files(home) if one.wrong]
    for path in data_paths(home):
        stock_changes(path)
    return notebook


MOVES = {
    "an hour back": ["2026-11-22T15:00", "2026-11-22T14:00", "2026-11-22T14:30"],
    "years back": ["2026-11-22T15:00", "2015-01-01T00:00", "2015-01-01T00:01", "2026-11-22T15:10"],
    "to the first of all days": ["2026-11-22T15:00", "1970-01-02T00:00", "2026-11-23T09:00"],
    "years ahead and back": ["2026-11-22T15:00", "2041-03-03T09:00", "2026-11-22T15:05", "2026-11-22T15:06"],
    "summer time ends": ["2026-11-01T01:30", "2026-11-01T01:59:59", "2026-11-01T01:00+1", "2026-11-01T01:30+1"],
    "summer time begins": ["2027-03-14T01:59:59", "2027-03-14T03:00", "2027-03-14T03:01"],
    "the year turns": ["2026-12-31T23:59:59", "2027-01-01T00:00", "2026-12-31T23:59:59", "2027-01-01T00:00:01"],
    "a leap day": ["2028-02-28T23:59", "2028-02-29T00:00", "2028-02-29T23:59:59", "2028-03-01T00:00"],
    "quarters end": [
        "2026-03-31T23:59",
        "2026-04-01T00:00",
        "2026-06-30T23:59",
        "2026-07-01T00:00",
        "2026-10-01T00:00",
    ],
    "standing still": ["2026-11-22T15:00"] * 4,
}


@pytest.mark.parametrize("runs", ["one run", "a run each", "two windows"])
@pytest.mark.parametrize("moves", MOVES)
def test_wherever_the_clock_goes_numbers_are_unique_and_the_newest_file_is_stayed_in(tmp_path, moves, runs):
    clock = Clock("2026-11-22T15:00")
    windows = [Notebook.open(tmp_path, clock=clock), Notebook.open(tmp_path, clock=clock)]
    newest = ""
    texts = []
    for turn, moment in enumerate(MOVES[moves]):
        clock.put(moment)
        if runs == "a run each":
            windows[0] = Notebook.open(tmp_path, clock=clock)
        notebook = windows[turn % 2 if runs == "two windows" else 0]
        done = capture(notebook, f"turn {turn}")
        texts.append(f"turn {turn}")
        one = done.record
        newest = max(newest, quarter_of(clock().date().isoformat()))
        assert data_files(tmp_path / "data")[-1].quarter == newest
        assert one.number.startswith(f"{newest[2:4]}{newest[5:]}-")
        assert one.heard[:10] == moment[:10]
        assert quarter_of(one.heard) == quarter_of(moment[:10])
    after = whole(tmp_path, texts)
    assert [one.narrative for one in sorted(after.all(Concern), key=lambda one: one.number)][-1] == texts[-1]


@pytest.mark.parametrize("seed", range(8))
def test_a_clock_without_sense_loses_nothing(tmp_path, seed):
    chance = random.Random(seed)
    clock = Clock("2026-11-22T15:00")
    windows = [Notebook.open(tmp_path, clock=clock) for _ in range(2)]
    texts = []
    for turn in range(40):
        clock.now += chance.choice([timedelta(), timedelta(seconds=1), timedelta(days=chance.randrange(-4000, 4000))])
        if clock.now.year < 1970 or clock.now.year > 2190:
            clock.put("2026-11-22T15:00")
        clock.now = clock.now.astimezone(timezone(timedelta(minutes=chance.randrange(-12 * 60, 14 * 60, 15))))
        which = chance.randrange(2)
        if chance.random() < 0.1:
            windows[which] = Notebook.open(tmp_path, clock=clock)
        one = capture(windows[which], f"turn {turn}").record
        texts.append(f"turn {turn}")
        assert one.heard[:10] == clock.now.date().isoformat()
        if chance.random() < 0.5:
            records.change(windows[which], one, {"place": f"place {turn}"})
            assert windows[which].get(one.id).place == f"place {turn}"
    after = whole(tmp_path, texts)
    assert not any(one.conflicts for one in after.all(Concern))
    for window in windows:
        window.poll()
        assert {one.id: one.plain() for one in window.all(Concern)} == {
            one.id: one.plain() for one in after.all(Concern)
        }


def test_what_was_heard_before_the_quarter_began_belongs_to_the_one_in_which_it_was_heard(tmp_path):
    clock = Clock("2027-01-01T00:00:30")
    notebook = Notebook.open(tmp_path, clock=clock)
    late = capture(notebook, "Fireworks heard:yesterday").record
    fresh = capture(notebook, "Glass on the road").record
    assert (quarter_of(late.heard), quarter_of(fresh.heard)) == ("2026-Q4", "2027-Q1")
    assert [one.number[:4] for one in (late, fresh)] == ["27Q1", "27Q1"]


# Meetings


def test_minutes_go_on_through_midnight_into_another_quarter(tmp_path):
    clock = Clock("2026-12-31T23:50")
    notebook = Notebook.open(tmp_path, clock=clock)
    meeting = records.create(notebook, Meeting, {"body": "New Year's watch", "start": "2026-12-31 23:50"}).record
    meetings.call_to_order(notebook, meeting)
    spoken = {}
    for moment, line in (
        ("2026-12-31T23:55", "before"),
        ("2026-12-31T23:59:59", "c: Fireworks at the school"),
        ("2027-01-01T00:00:00", "after"),
        ("2027-01-01T00:20", "c: Cars parked on the lawn"),
    ):
        clock.put(moment)
        assert under_way(notebook.get(meeting.id), clock())
        spoken[line] = minutes.minute(notebook, notebook.get(meeting.id), line)
    captured = capture(notebook, "Bottles thrown", meeting=notebook.get(meeting.id)).record
    clock.put("2027-01-01T00:30")
    meetings.adjourn(notebook, notebook.get(meeting.id))
    after = Notebook.open(tmp_path, clock=clock)
    kept = after.get(meeting.id)
    assert [entry["text"] for entry in kept.entries] == [
        "before", "Fireworks at the school", "after", "Cars parked on the lawn",
    ]  # fmt: skip
    assert kept.day == "2026-12-31"
    assert quarter_of(kept.start) == "2026-Q4"
    raised = {one.narrative: one for one in after.all(Concern)}
    assert {text: quarter_of(one.heard) for text, one in raised.items()} == {
        "Fireworks at the school": "2026-Q4",
        "Cars parked on the lawn": "2026-Q4",  # at the meeting of that day
        "Bottles thrown": "2027-Q1",
    }
    assert [raised[text].number[:4] for text in sorted(raised)] == ["27Q1", "27Q1", "26Q4"]
    assert meeting.id in after.get(captured.id).links


@pytest.mark.parametrize(
    "moments",
    [
        ["2026-11-01T01:50", "2026-11-01T01:59", "2026-11-01T01:05+1", "2026-11-01T01:55+1", "2026-11-01T02:10"],
        ["2027-03-14T01:50", "2027-03-14T03:05", "2027-03-14T03:10"],
        ["2026-11-24T19:00", "2026-11-24T18:02", "2026-11-24T18:05"],
        ["2026-11-24T19:00", "2026-11-24T19:05", "2015-01-01T00:00", "2026-11-24T19:15"],
    ],
    ids=["an hour twice", "an hour never", "the clock is put right", "the battery is empty"],
)
def test_lines_of_minutes_stay_in_the_order_in_which_they_were_entered(tmp_path, moments):
    clock = Clock(moments[0])
    meeting = records.create(Notebook.open(tmp_path, clock=clock), Meeting, {"body": "Northside"}).record
    for number, moment in enumerate(moments):
        clock.put(moment)
        notebook = Notebook.open(tmp_path, clock=clock)
        minutes.minute(notebook, notebook.get(meeting.id), f"line {number}", "c: and a concern")
        heard = notebook.all(Concern)[-1].heard if number == 0 else ""
        assert heard[:10] in ("", moment[:10])
    kept = Notebook.open(tmp_path).get(meeting.id)
    assert [entry["text"] for entry in kept.entries if entry["kind"] == "note"] == [
        f"line {number}" for number in range(len(moments))
    ]


@pytest.mark.parametrize(
    ("signed_in", "signed_out", "hours"),
    [
        ("2026-10-31T23:30", "2026-11-01T01:30+1", "3"),
        ("2027-03-13T23:30", "2027-03-14T03:30", "3"),
        ("2026-12-31T22:00", "2027-01-01T01:00", "3"),
        ("2028-02-28T23:00", "2028-02-29T01:00", "2"),
    ],
    ids=["an hour twice", "an hour never", "the year turns", "a leap day"],
)
def test_hours_of_training_are_those_that_went_by(tmp_path, signed_in, signed_out, hours):
    clock = Clock(signed_in)
    notebook = Notebook.open(tmp_path, clock=clock)
    session = records.create(notebook, Training, {"title": "Night shift"}).record
    training.check_in(notebook, session, "Alex Rivera")
    clock.put(signed_out)
    training.sign_out(notebook, notebook.get(session.id))
    (row,) = notebook.get(session.id).roster
    assert row["hours"] == hours


@pytest.mark.parametrize(("later", "signed"), [("2027-01-01T00:30", True), ("2027-01-02T09:00", False)])
def test_who_comes_after_midnight_is_signed_in_too(tmp_path, later, signed):
    clock = Clock("2026-12-31T23:00")
    notebook = Notebook.open(tmp_path, clock=clock)
    session = records.create(notebook, Training, {"title": "Night shift"}).record
    clock.put(later)
    training.check_in(notebook, session, "Alex Rivera")
    (row,) = notebook.get(session.id).roster
    assert bool(row.get("in")) == signed


# Dates as they are typed


@pytest.mark.parametrize(
    ("now", "typed", "heard", "due"),
    [
        ("2027-06-01T09:00", "29 feb", "2024-02-29", "2028-02-29"),
        ("2028-02-29T09:00", "29 feb", "2028-02-29", "2028-02-29"),
        ("2028-02-29T09:00", "1 year ago", "2027-02-28", "2027-02-28"),
        ("2028-02-29T09:00", "in 1 year", "2029-02-28", "2029-02-28"),
        ("2027-01-01T00:00", "yesterday", "2026-12-31", "2026-12-31"),
        ("2026-12-31T23:59:59", "yesterday", "2026-12-30", "2026-12-30"),
        ("2026-12-31T23:59:59", "tomorrow", "2027-01-01", "2027-01-01"),
        ("2028-03-01T00:00", "yesterday", "2028-02-29", "2028-02-29"),
        ("2027-03-01T00:00", "yesterday", "2027-02-28", "2027-02-28"),
        ("2026-11-01T01:30+1", "yesterday", "2026-10-31", "2026-10-31"),
        ("2026-12-31T12:00", "eoq", "2026-12-31", "2026-12-31"),
        ("2027-01-01T00:00", "eoq", "2027-03-31", "2027-03-31"),
        ("2027-01-31T12:00", "in 1 month", "2027-02-28", "2027-02-28"),
        ("2027-01-01T00:10", "11:50pm", "2026-12-31", "2027-01-01"),
        ("2027-01-01T08:00", "12/31", "2026-12-31", "2027-12-31"),
    ],
)
def test_days_at_the_edges_of_the_calendar(now, typed, heard, due):
    assert parse_day(typed, at(now), "past") == heard
    assert parse_day(typed, at(now), "future") == due


@pytest.mark.parametrize("typed", ["30 feb", "2/30", "31 apr", "2027-02-29", "29 feb 2027"])
def test_days_that_no_year_has_are_refused(typed):
    with pytest.raises(ValueError, match=r"no such day|is no date"):
        parse_day(typed, at("2027-06-01T09:00"), "past")


def test_a_time_that_the_clocks_leave_out_or_show_twice_is_kept_as_it_was_said():
    now = datetime.fromisoformat("2027-03-14T12:00").replace(tzinfo=EAST)
    said = datetime.fromisoformat(parse_moment("today 2:30am", now))
    assert said.date().isoformat() == "2027-03-14"
    twice = parse_moment("1:30am", datetime.fromisoformat("2026-11-01T12:00").replace(tzinfo=EAST))
    assert twice in ("2026-11-01T01:30-04:00", "2026-11-01T01:30-05:00")


def due_of(home: Path, clock: Clock) -> dict[str, bool]:
    """What Today calls due, and whether it is late."""
    notebook = Notebook.open(home, clock=clock)
    return {line.text: line.overdue for line in due_lists(notebook, clock().date())[0].lines}


def test_what_is_due_becomes_late_at_midnight_and_not_before(tmp_path):
    clock = Clock("2026-10-31T12:00")
    notebook = Notebook.open(tmp_path, clock=clock)
    for text, due in (("before", "2026-10-31"), ("on the day", "2026-11-01"), ("after", "2026-11-02")):
        records.create(notebook, Concern, {"narrative": text, "next_action": text, "due": due})
    late = {}
    for moment in (
        "2026-10-31T23:59:59",
        "2026-11-01T00:00",
        "2026-11-01T01:30+1",
        "2026-11-01T23:59",
        "2026-11-02T00:00",
    ):
        clock.put(moment)
        late[moment] = [text for text, is_late in due_of(tmp_path, clock).items() if is_late]
    assert list(late.values()) == [[], ["before"], ["before"], ["before"], ["before", "on the day"]]


async def test_the_app_turns_the_year_while_it_runs_and_its_clock_may_go_back(tmp_path):
    clock = Clock("2026-12-31T23:59:50")
    async with at_desk(tmp_path, clock=clock) as (app, pilot):
        shown = []
        for moment in ("2026-12-31T23:59:55", "2027-01-01T00:00:05", "2026-12-31T23:59:58", "2027-01-01T09:00"):
            clock.put(moment)
            app._poll()
            await type_text(pilot, f"at {moment}")
            await pilot.press("enter")
            await settled(app, pilot)
            shown.append((app.status.quarter, app.status.notice.split()[1][:4]))
    assert shown == [("2026-Q4", "26Q4"), ("2027-Q1", "27Q1"), ("2026-Q4", "27Q1"), ("2027-Q1", "27Q1")]
    assert len({one.number for one in Notebook.open(tmp_path).all(Concern)}) == 4


async def test_a_clock_that_is_behind_what_was_saved_is_said(tmp_path):
    capture(Notebook.open(tmp_path, clock=Clock("2041-03-03T09:00")), "by a wrong clock")
    told = []
    async with at_desk(tmp_path, clock=Clock("2026-11-22T15:00")) as (app, pilot):
        app.trouble = told.append
        app.desk.open()
        await settled(app, pilot)
    assert any("2041-Q1" in sentence and "clock" in sentence for sentence in told)


# Zones


@pytest.fixture
def zone(monkeypatch):
    """Takes this machine to another zone, as the system does it: without telling the program."""

    def taken_to(name: str) -> None:
        monkeypatch.setenv("TZ", name)

    yield taken_to
    monkeypatch.undo()
    time.tzset()


@POSIX
def test_a_laptop_that_is_carried_into_another_zone_shows_the_clocks_of_there(zone):
    for name, offset in (("Asia/Tokyo", 9), ("Etc/GMT+8", -8), ("UTC", 0)):
        zone(name)
        assert local_now().utcoffset() == timedelta(hours=offset)


@POSIX
def test_what_was_saved_in_several_zones_stays_in_its_own_days(tmp_path, zone):
    moment = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
    quarters = {}
    for name in ("America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "UTC"):
        zone(name)
        time.tzset()
        notebook = Notebook.open(tmp_path, clock=lambda: moment.astimezone())
        one = capture(notebook, name).record
        quarters[name] = (quarter_of(one.heard), one.number[:4])
        assert datetime.fromisoformat(one.heard) == moment
    assert quarters == {
        "America/New_York": ("2026-Q4", "26Q4"),
        "Asia/Tokyo": ("2027-Q1", "27Q1"),
        "Pacific/Kiritimati": ("2027-Q1", "27Q1"),
        "UTC": ("2026-Q4", "27Q1"),
    }
    whole(tmp_path, list(quarters))


# The whole program under another clock

FAKETIME = next(
    (
        str(path)
        for folder in ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
        if (path := Path(folder) / "faketime" / "libfaketimeMT.so.1").exists()
    ),
    "",
)
faked = pytest.mark.skipif(not FAKETIME or not shutil.which("faketime"), reason="libfaketime is not installed")


def under(clock: Path, zone_name: str = "America/New_York") -> dict[str, str]:
    """The surroundings of a process whose clock is what the file says, whenever it is changed."""
    return {
        "LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": zone_name,
    }  # fmt: skip


def put(clock: Path, moment: str) -> None:
    """The clock runs on from *moment*; old or new whole."""
    clock.with_suffix(".part").write_text(f"@{moment}\n")
    clock.with_suffix(".part").replace(clock)


@faked
def test_the_command_line_under_clocks_that_jump(tmp_path):
    home, clock = tmp_path / "home", tmp_path / "clock"
    told = []
    for moment in ("2026-12-31 23:58:00", "2027-01-01 00:01:00", "2019-05-05 12:00:00", "2044-02-29 12:00:00",
                   "2027-01-01 00:05:00"):  # fmt: skip
        put(clock, moment)
        line = [sys.executable, "-m", "cro_tui", "--home", str(home), "add", f"at {moment}"]
        done = subprocess.run(
            line, env={**os.environ, **under(clock)}, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        told.append(done.stdout.strip())
    assert [number[:4] for number in told] == ["26Q4", "27Q1", "27Q1", "44Q1", "44Q1"]
    notebook = whole(home, [f"at {moment}" for moment in
                            ("2026-12-31 23:58:00", "2027-01-01 00:01:00", "2019-05-05 12:00:00",
                             "2044-02-29 12:00:00", "2027-01-01 00:05:00")])  # fmt: skip
    by_number = {one.number: quarter_of(one.heard) for one in notebook.all(Concern)}
    assert [by_number[number] for number in told] == ["2026-Q4", "2027-Q1", "2019-Q2", "2044-Q1", "2027-Q1"]


@faked
def test_the_app_in_a_real_terminal_while_the_clock_jumps(tmp_path):
    from tests.pty.terminal import Terminal

    home, clock = tmp_path / "home", tmp_path / "clock"
    put(clock, "2026-12-31 23:58:00")
    command = [sys.executable, "-m", "cro_tui", "--home", str(home)]
    with Terminal(command, env=under(clock)) as terminal:
        assert terminal.shows("Captured"), terminal.text
        assert terminal.shows("2026-Q4"), terminal.text
        terminal.feed("before midnight\r")
        assert terminal.shows("Saved 26Q4-"), terminal.text
        for moment, quarter, text, number in (
            ("2027-01-01 00:00:05", "2027-Q1", "after midnight", "001"),
            ("2026-12-31 22:00:00", "2026-Q4", "an hour back", "002"),
            ("2012-07-01 00:00:00", "2012-Q3", "years back", "003"),
            ("2027-01-01 00:10:00", "2027-Q1", "right again", "004"),
        ):
            put(clock, moment)
            assert terminal.shows(quarter, 30), terminal.text
            terminal.feed(f"{text}\r")
            assert terminal.shows(lambda shown, n=number: "Saved 27Q1-" in shown and f"-{n}" in shown), terminal.text
    whole(home, ["before midnight", "after midnight", "an hour back", "years back", "right again"])
