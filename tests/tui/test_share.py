"""The share on the screen: its state in the top line, a key, joining once, conflicts to settle, a last sync."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from cro_tui.actions import records
from cro_tui.actions.backing_up import back_up, backup_due
from cro_tui.model.concern import Concern
from cro_tui.share.folder import FolderShare
from cro_tui.share.sync import Sync
from cro_tui.store.notebook import Notebook
from cro_tui.tui.widgets.side_by_side import differences
from tests.tui.officer import at_desk, settled

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
    assert backup_due(book) == f"the last was made {now + timedelta(days=8):%Y-%m-%d}, 1 changes ago"


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
