"""The share on the screen: its state in the top line, a key, joining once, conflicts to settle, a last sync."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from textual import events

from cro_tui.actions import records
from cro_tui.actions.backing_up import back_up, backup_due
from cro_tui.model.concern import Concern
from cro_tui.share.base import LoginNeeded, Refused
from cro_tui.share.folder import FolderShare
from cro_tui.share.sync import Sync
from cro_tui.store import locking
from cro_tui.store.intake import Intake
from cro_tui.store.notebook import Notebook
from cro_tui.tui import step_keeper
from cro_tui.tui.widgets.side_by_side import differences
from tests.tui.officer import at_desk, settled

PASSWORD = "hunter42"
NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")


class Laptop:
    """A home with a notebook, and the share that it is told of."""

    def __init__(self, home, share):
        self.home, self.share = home, share
        self.book = Notebook.open(home, clock=lambda: NOW)
        home.mkdir(exist_ok=True)
        (home / "settings.toml").write_text(f"share = '{share}'\n", encoding="utf-8")

    def hears(self, text):
        return records.create(self.book, Concern, {"narrative": text}).record

    def syncs(self):
        return Sync(self.book, FolderShare(self.share)).run(confirmed=True)


@pytest.fixture
def office(tmp_path):
    """(mine, theirs): two laptops that have joined one share."""
    share = tmp_path / "share"
    share.mkdir()
    mine, theirs = Laptop(tmp_path / "mine", share), Laptop(tmp_path / "theirs", share)
    mine.hears("Cars race.")
    for laptop in (mine, theirs):
        laptop.syncs()
    return mine, theirs


async def until(app, pilot, state):
    """Wait until the top line says *state* of the share; whether it came to say so."""
    for _ in range(200):
        app.keeper.tick()
        await pilot.pause(0.02)
        if app.status.share == state:
            return True
    return False


async def test_the_top_line_tells_what_waits_and_that_all_is_in_step(office):
    mine, _ = office
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "in step"), app.status
        records.create(app.desk.notebook, Concern, {"narrative": "Dogs bark."})
        assert await until(app, pilot, "1 waiting"), app.status
        await pilot.press("ctrl+k")
        assert await until(app, pilot, "in step"), app.status
    assert len(list(mine.share.glob(f"{mine.book.laptop}.*"))) == 2


async def test_what_others_wrote_comes_to_the_screen(office):
    mine, theirs = office
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "in step"), app.status
        theirs.hears("Lights are out.")
        theirs.syncs()
        await pilot.press("ctrl+k")
        for _ in range(200):
            await pilot.pause(0.02)
            if len(app.desk.notebook.all(Concern)) == 2:
                break
        assert {one.summary for one in app.desk.notebook.all(Concern)} == {"Cars race.", "Lights are out."}
        assert app.status.notice == "1 change came"


async def test_a_share_that_is_away_is_said_with_the_hour_and_what_waits(office):
    mine, _ = office
    mine.hears("Dogs bark.")
    mine.share.rename(mine.share.with_name("unplugged"))
    async with at_desk(mine.home, clock=lambda: NOW) as (app, pilot):
        assert await until(app, pilot, "away since 10:00, 1 waiting"), app.status
        mine.share.with_name("unplugged").rename(mine.share)
        await pilot.press("ctrl+k")
        assert await until(app, pilot, "in step"), app.status


async def test_a_share_of_others_is_joined_only_when_the_officer_says_so(office, tmp_path):
    mine, _ = office
    fresh = Laptop(tmp_path / "fresh", mine.share)
    fresh.hears("Mine alone.")
    async with at_desk(fresh.home) as (app, pilot):
        assert await until(app, pilot, "not joined"), app.status
        await pilot.press("ctrl+k")
        await pilot.press("n")
        assert await until(app, pilot, "not joined"), app.status
        assert len(app.desk.notebook.all(Concern)) == 1
        await pilot.press("ctrl+k")
        await pilot.press("y")
        assert await until(app, pilot, "in step"), app.status
        assert len(app.desk.notebook.all(Concern)) == 2


async def test_leaving_syncs_once_more(office):
    mine, theirs = office
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "in step"), app.status
        records.create(app.desk.notebook, Concern, {"narrative": "Said on the way out."})
        await pilot.press("ctrl+q")
        await pilot.pause(0.5)
    theirs.syncs()
    assert "Said on the way out." in [one.summary for one in theirs.book.all(Concern)]


async def test_a_share_that_hangs_holds_nobody(office, monkeypatch):
    mine, _ = office
    go_on = asyncio.Event()
    loop = asyncio.get_running_loop()
    real = FolderShare.list

    def hang(share):
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(20)
        return real(share)

    monkeypatch.setattr(FolderShare, "list", hang)
    async with at_desk(mine.home) as (app, pilot):
        app.keeper.tick()
        await pilot.press(*"Dogs bark", "enter")
        await settled(app, pilot)
        assert "Dogs bark" in [one.summary for one in app.desk.notebook.all(Concern)]
        assert app.status.saving == "saved"
        go_on.set()
        assert await until(app, pilot, "in step"), app.status


class Gate:
    """Lets a share's reads through one by one."""

    def __init__(self, monkeypatch, passes=0):
        self._passes = threading.Semaphore(passes)
        real = FolderShare.read

        def read(share, name, limit):
            assert self._passes.acquire(timeout=20)
            return real(share, name, limit)

        monkeypatch.setattr(FolderShare, "read", read)

    def open(self, passes=1000):
        self._passes.release(passes)


@pytest.fixture
def behind(office, monkeypatch):
    """(mine, gate): a laptop that four files wait for, on a share that gives one only as the gate opens."""
    mine, theirs = office
    for number in range(4):
        theirs.hears(f"Dogs bark {number}")
        theirs.syncs()
    monkeypatch.setattr(step_keeper, "SLOW_SECONDS", 0.0)
    return mine, Gate(monkeypatch, 3)  # whose share it is, and two files


async def noticed(app, pilot, words):
    """Wait until the top line says these words of what was just done."""
    for _ in range(200):
        if words in app.status.notice:
            return True
        await pilot.pause(0.02)
    return False


async def test_a_sync_that_takes_long_tells_how_far_it_is_while_the_officer_types(behind):
    mine, gate = behind
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "fetching 2 of 4"), app.status
        await pilot.press(*"Lights are out", "enter")
        await settled(app, pilot)
        assert app.status.saving == "saved"
        gate.open()
        assert await until(app, pilot, "in step"), app.status
        assert len(app.desk.notebook.all(Concern)) == 6
    assert len(list(mine.share.glob(f"{mine.book.laptop}.*"))) == 2


async def test_the_key_stops_what_takes_long_and_the_next_sync_goes_on(behind):
    mine, gate = behind
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "fetching 2 of 4"), app.status
        await pilot.press("ctrl+k")
        assert await noticed(app, pilot, "fetching 2 of 4: ctrl+k again stops it"), app.status
        await pilot.press("ctrl+k")
        assert await noticed(app, pilot, "Stopping"), app.status
        gate.open(1)
        assert await until(app, pilot, "stopped"), app.status
        assert await noticed(app, pilot, "Stopped: 3 changes came; the next goes on"), app.status
        assert len(app.desk.notebook.all(Concern)) == 4
        gate.open()
        await pilot.press("ctrl+k")
        assert await until(app, pilot, "in step"), app.status
        assert await noticed(app, pilot, "1 change came"), app.status
        assert len(app.desk.notebook.all(Concern)) == 5


async def test_a_second_press_stops_what_the_first_began(office, monkeypatch):
    mine, theirs = office
    monkeypatch.setattr(step_keeper, "SLOW_SECONDS", 0.0)
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "in step"), app.status
        for number in range(3):
            theirs.hears(f"Dogs bark {number}")
            theirs.syncs()
        gate = Gate(monkeypatch, 2)
        await pilot.press("ctrl+k")
        assert await until(app, pilot, "fetching 1 of 3"), app.status
        await pilot.press("ctrl+k")
        assert app.status.notice.startswith("Stopping")
        gate.open()
        assert await until(app, pilot, "stopped"), app.status
        assert len(app.desk.notebook.all(Concern)) == 3


async def test_joining_is_stopped_with_the_key_too_and_is_not_asked_about_again(behind, tmp_path):
    mine, gate = behind
    fresh = Laptop(tmp_path / "fresh", mine.share)
    fresh.hears("Mine alone.")
    async with at_desk(fresh.home) as (app, pilot):
        assert await until(app, pilot, "not joined"), app.status
        await pilot.press("ctrl+k", "y")
        assert await until(app, pilot, "fetching 1 of 5"), app.status
        await pilot.press("ctrl+k")
        assert app.status.notice.startswith("Stopping")
        gate.open()
        assert await until(app, pilot, "stopped, 1 waiting"), app.status
        await pilot.press("ctrl+k")
        assert await until(app, pilot, "in step"), app.status
        assert len(app.desk.notebook.all(Concern)) == 6


async def test_what_a_share_refuses_to_take_is_still_waiting(office, monkeypatch):
    mine, _ = office
    mine.hears("Dogs bark.")

    def refuse(share, _name, _raw, _part):
        raise Refused(f"{share.address} refuses (disk full)")

    async with at_desk(mine.home, clock=lambda: NOW) as (app, pilot):
        with monkeypatch.context() as full:
            full.setattr(FolderShare, "publish", refuse)
            assert await until(app, pilot, "refuses, 1 waiting"), app.status
        mine.share.rename(mine.share.with_name("unplugged"))
        await pilot.press("ctrl+k")
        assert await until(app, pilot, "away since 10:00, 1 waiting"), app.status
        mine.share.with_name("unplugged").rename(mine.share)
        await pilot.press("ctrl+k")
        assert await until(app, pilot, "in step"), app.status


async def test_another_window_that_syncs_is_no_share_that_refuses(office, monkeypatch):
    mine, _ = office
    monkeypatch.setattr(locking, "LOCK_SECONDS", 0.0)
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "in step"), app.status
        with locking.HomeLock(mine.home, locking.SYNC_LOCK):
            await pilot.press("ctrl+k")
            assert await noticed(app, pilot, "another window is syncing"), app.status
            assert app.status.share == "in step"


async def test_the_officer_goes_on_while_what_another_window_fetched_is_read(office, monkeypatch):
    mine, theirs = office
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "in step"), app.status
        theirs.hears("Lights are out.")
        theirs.syncs()
        mine.syncs()  # as cro-tui sync does
        reading, go_on = threading.Event(), threading.Event()
        real = Intake.take_mirror

        def slowly(intake):
            reading.set()
            assert go_on.wait(20)
            return real(intake)

        monkeypatch.setattr(Intake, "take_mirror", slowly)
        app._poll()
        assert await asyncio.to_thread(reading.wait, 20)
        await pilot.press(*"Dogs bark", "enter")
        await pilot.pause()
        assert app.status.saving == "saved"
        go_on.set()
        await settled(app, pilot)
        assert len(app.desk.notebook.all(Concern)) == 3


async def test_leaving_while_a_sync_is_under_way_still_sends_what_was_saved(office, monkeypatch):
    mine, theirs = office
    theirs.hears("Lights are out.")
    theirs.syncs()
    gate = Gate(monkeypatch, 1)
    async with at_desk(mine.home) as (app, pilot):
        app.keeper.tick()
        records.create(app.desk.notebook, Concern, {"narrative": "Said on the way out."})
        leaving = asyncio.create_task(app.run_action("quit"))
        await pilot.pause()
        gate.open()
        await leaving
    theirs.syncs()
    assert "Said on the way out." in [one.summary for one in theirs.book.all(Concern)]


# Who calls


class Locked(FolderShare):
    """A share that asks who calls."""

    def __init__(self, folder, ask, *, named, can_keep):
        super().__init__(folder, "smb://station.example.org/cro")
        self.ask, self.named, self.can_keep = ask, named, can_keep
        self.logins = []

    def list(self):
        if not self.logins or self.logins[-1].password != PASSWORD:
            said = "refuses the login (wrong user or password)" if self.logins else "wants a password"
            user = self.named or (self.logins[-1].user if self.logins else "")
            raise LoginNeeded(
                f"{self.address} {said}", self._enter, user=user, named=bool(self.named), can_keep=self.can_keep
            )
        return super().list()

    def _enter(self):
        answer = self.ask("station.example.org", self.named)
        if answer is not None:
            self.logins.append(answer)
        return answer is not None


@pytest.fixture
def locked(office, monkeypatch):
    """(mine, opened): what was opened there of the share that asks who calls."""
    mine, _ = office
    opened = []
    how = {"named": "", "can_keep": True}

    def open_locked(_address, ask):
        opened.append(Locked(mine.share, ask, **how))
        return opened[-1], str

    monkeypatch.setattr("cro_tui.share.address.open_share", open_locked)
    return mine, opened, how


async def test_a_share_that_wants_a_password_says_so_and_the_key_asks_for_it(locked):
    mine, opened, _ = locked
    mine.hears("Dogs bark.")
    async with at_desk(mine.home) as (app, pilot):
        await pilot.press(*"typed mea")
        assert await until(app, pilot, "wants a password, 1 waiting"), app.status
        told = [one.message for one in app._notifications]
        assert told == ["smb://station.example.org/cro wants a password: ctrl+k asks for it"]
        await pilot.press(*"nwhile")
        assert app.screen.query_one("CaptureLine").value == "typed meanwhile"  # nothing came in between
        await pilot.press("ctrl+k", *"jane", "enter", *PASSWORD, "enter", "enter")
        assert await until(app, pilot, "in step"), app.status
        assert [(one.user, one.password, one.keep) for one in opened[0].logins] == [("jane", PASSWORD, True)]
        assert not [one for one in app.desk.unfinished() if "jane" in one.fields.values()]


async def test_a_wrong_password_is_asked_for_again_and_leaving_the_question_harms_nobody(locked):
    mine, opened, how = locked
    how["named"] = "jane"
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "wants a password"), app.status
        await pilot.press("ctrl+k", "escape")
        await pilot.press("ctrl+k", *"wrong", "tab", "n", "ctrl+s")
        assert await noticed(app, pilot, "wrong user or password): ctrl+k asks for it"), app.status
        assert await until(app, pilot, "wants a password"), app.status
        await pilot.press("ctrl+k", *PASSWORD, "tab", "n", "enter")
        assert await until(app, pilot, "in step"), app.status
        assert [(one.password, one.keep) for one in opened[0].logins] == [("wrong", False), (PASSWORD, False)]


async def test_without_a_keyring_it_is_said_how_long_the_password_is_kept(locked):
    mine, opened, how = locked
    how["can_keep"] = False
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "wants a password"), app.status
        await pilot.press("ctrl+k", "enter", "enter")
        await pilot.pause()
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "Kept until cro-tui ends" in shown
        assert "The user is missing" in shown
        await pilot.press(*"jane", "enter", *PASSWORD, "enter")
        assert await until(app, pilot, "in step"), app.status
        assert not opened[0].logins[0].keep


@pytest.mark.parametrize("named", ["", "jane"])
async def test_keys_that_come_all_at_once_land_in_their_lines(locked, named):
    mine, opened, how = locked
    how["named"] = named
    async with at_desk(mine.home) as (app, pilot):
        assert await until(app, pilot, "wants a password"), app.status
        app.post_message(events.Key("ctrl+k", None))
        for letter in ("" if named else "jane\r") + PASSWORD + "\rn\r":
            app.post_message(events.Key("enter", "\r") if letter == "\r" else events.Key(letter, letter))
        assert await until(app, pilot, "in step"), app.status
        assert [(one.password, one.keep) for one in opened[0].logins] == [(PASSWORD, False)]
        assert opened[0].logins[0].user == "jane"


async def test_the_password_stands_nowhere(locked, monkeypatch):
    mine, opened, _ = locked
    copied = []
    async with at_desk(mine.home) as (app, pilot):
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        assert await until(app, pilot, "wants a password"), app.status
        await pilot.press("ctrl+k", *"jane", "tab", *PASSWORD, "home", "shift+end", "ctrl+c")
        assert PASSWORD not in app.export_screenshot(simplify=True)
        app.desk.flush_drafts()
        await pilot.press("ctrl+x", *PASSWORD, "ctrl+s")
        assert await until(app, pilot, "in step"), app.status
        assert PASSWORD not in app.export_screenshot(simplify=True) + repr(opened[0].logins)
    assert not copied
    assert not [path for path in mine.home.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]


# Conflicts


async def test_conflicts_stand_in_today_and_are_settled_there(office):
    mine, theirs = office
    for laptop, status in ((mine, "referred"), (theirs, "monitoring")):
        (one,) = laptop.book.all(Concern)
        records.change(laptop.book, one, {"status": status})
    for laptop in (mine, theirs):
        laptop.syncs()
    async with at_desk(mine.home, (120, 40)) as (app, pilot):
        assert await until(app, pilot, "in step"), app.status
        for _ in range(200):
            if app.status.conflicts == 1:
                break
            await pilot.pause(0.02)
        assert app.status.conflicts == 1
        await pilot.press("f4")
        await settled(app, pilot)
        room = app.screen
        key = next(key for key in room.rows.visible_keys if "Status: Cars race." in room.rows.row(key).cells)
        room.rows.go_to(key)
        (one,) = app.desk.notebook.all(Concern)
        chosen = next(iter(one.conflicts.values()))[0].value
        await pilot.press("g")
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
        (one,) = app.desk.notebook.all(Concern)
        assert (one.conflicts, one.status) == ({}, chosen)


def test_a_backup_is_offered_when_something_was_saved_since_the_last_and_a_week_is_over(tmp_path):
    now = datetime.now().astimezone()
    days = [0]
    book = Notebook.open(tmp_path / "home", clock=lambda: now + timedelta(days=days[0]))
    assert backup_due(book) is None
    records.create(book, Concern, {"narrative": "Cars race."})
    assert backup_due(book) is None
    days[0] = 8
    assert backup_due(book) == "there is none yet"
    back_up(book.home, tmp_path / "backups", now=book.clock())
    assert backup_due(book) is None
    days[0] = 20
    assert backup_due(book) is None
    records.create(book, Concern, {"narrative": "Dogs bark."})
    assert backup_due(book) == f"the last was made {now + timedelta(days=8):%Y-%m-%d}, 1 change ago"


async def test_enter_on_the_offer_backs_up(tmp_path):
    book = Notebook.open(tmp_path / "home")
    records.create(book, Concern, {"narrative": "Cars race."})
    later = datetime.now().astimezone() + timedelta(days=9)
    async with at_desk(tmp_path / "home", clock=lambda: later) as (app, pilot):
        await pilot.press("f4")
        await settled(app, pilot)
        room = app.screen
        room.rows.go_to(next(key for key in room.rows.visible_keys if room.rows.row(key).cells[0] == "Backup"))
        await pilot.press("enter")
        await settled(app, pilot)
        (made,) = (tmp_path / "home" / "exports").glob("*.zip")
        assert str(made) in app.status.notice
        assert not any(room.rows.row(key).cells[0] == "Backup" for key in room.rows.visible_keys)


def test_words_that_differ_are_told_apart_from_those_that_do_not():
    left, right = differences("Cars race down Elm St after dark", "Cars race down Elm and Oak St\nafter dark")
    assert [text for text, differs in left if differs] == []
    assert [text for text, differs in right if differs] == [" and Oak"]
    assert "".join(text for text, _ in right) == "Cars race down Elm and Oak St\nafter dark"


@pytest.mark.parametrize(("left", "right"), [("", "all new"), ("gone", ""), ("a b c", "x y z"), ("same", "same")])
def test_nothing_of_either_text_is_left_out(left, right):
    assert tuple("".join(text for text, _ in pieces) for pieces in differences(left, right)) == (left, right)


@asynccontextmanager
async def settling(office):
    """(app, pilot) before the dialog of a concern of which two wrote the words at once."""
    mine, theirs = office
    for laptop, text in ((mine, "Cars race on Elm."), (theirs, "Cars race on Oak.")):
        (one,) = laptop.book.all(Concern)
        records.change(laptop.book, one, {"narrative": text})
    for laptop in (mine, theirs, mine):
        laptop.syncs()
    async with at_desk(mine.home, (80, 24)) as (app, pilot):
        (one,) = app.desk.notebook.all(Concern)
        app.open_record(one.id)
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        yield app, pilot


async def test_a_value_is_taken_into_the_line_to_write_a_third(office):
    async with settling(office) as (app, pilot):
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("end", *" And Oak.", "enter")
        await settled(app, pilot)
        (one,) = app.desk.notebook.all(Concern)
        assert one.conflicts == {}
        assert one.narrative in {"Cars race on Elm. And Oak.", "Cars race on Oak. And Oak."}


async def test_a_third_value_is_written_by_going_to_the_line(office):
    async with settling(office) as (app, pilot):
        await pilot.press("space", "tab", *"Cars race.", "enter")
        await settled(app, pilot)
        (one,) = app.desk.notebook.all(Concern)
        assert (one.conflicts, one.narrative) == ({}, "Cars race.")
