"""Word documents from the screens: each has its key, says first what it leaves out, and names nobody restricted."""

from __future__ import annotations

import threading
import zipfile
from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import concerns as verbs
from cro_tui.actions import minutes, records, training
from cro_tui.actions.capture import capture
from cro_tui.actions.recommendations import recommend
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Referral
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.concerns import Concerns
from cro_tui.tui.screens.dialogs.choose import Choose
from tests.tui.officer import at_desk, settled, type_text

NARROW, WIDE = (80, 24), (120, 40)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=-5)))


def clock():
    return NOW


@pytest.fixture
def home(tmp_path):
    """A resident and a restricted one, with referred concerns; a meeting and a session that were held, and to come."""
    notebook = Notebook.open(tmp_path, clock=clock)
    records.create(notebook, Contact, {"name": "Rosa Delgado", "phones": "212-555-0134"})
    hidden = {"name": "Nguyet Sandoval", "phones": "212-555-0177", "restricted_because": "witness"}
    hidden_id = records.create(notebook, Contact, hidden).record.id
    lamp = capture(notebook, "Lamp is out, told by Rosa Delgado +Rosa heard:2026-11-20").record
    seen = capture(notebook, "Nguyet Sandoval saw cars race heard:2026-11-21", more={"contact": hidden_id}).record
    verbs.refer(notebook, lamp, "Public Works", {"message": "Please relight it."})
    verbs.refer(notebook, seen, "Traffic Unit")
    held = {"body": "Elm Street Watch", "start": "2026-11-10 19:00", "called_to_order": "2026-11-10 19:02"}
    meeting = records.create(notebook, Meeting, held).record
    meeting = minutes.minute(notebook, meeting, "d: to meet monthly", "a: ask Nguyet Sandoval about the cars").record
    records.change(notebook, meeting, {"adjourned": "2026-11-10 20:00"})
    records.create(notebook, Meeting, {"body": "Elm Street Watch", "start": "2026-12-08 19:00"})
    for title, day in (("First aid", "2026-10-24 9:00"), ("Academy, week 3", "2026-12-24 9:00")):
        typed = {"title": title, "start": day, "hours": "4", "topic": "Rescue"}
        session = records.create(notebook, Training, typed).record
        session = training.check_in(notebook, session, "Alex Rivera, SPD 4411").record
        training.check_in(notebook, session, "Alex Rivera, County 7")
    return tmp_path


def everything_in(path):
    """All that a document says, seen or not: its parts, its properties, its name."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return "\n".join((path.name, *parts))


async def written(app, pilot, home):
    """The one document in the exports folder, once the screen says where it lies."""
    while not app.status.notice.startswith("Written: "):
        assert not app.status.notice.startswith("Not written"), app.status.notice
        await settled(app, pilot)
    (path,) = (home / "exports").glob("*.docx")
    assert app.status.notice == f"Written: {path.name}"
    told = everything_in(path)
    assert "Sandoval" not in told
    assert "555-0177" not in told
    return path, told


async def asked(app, pilot):
    """What the dialog says that opens next."""
    said = ""
    while not said:
        assert not app.status.notice.startswith("Not written"), app.status.notice
        await settled(app, pilot)
        if isinstance(app.screen, Choose):
            said = " ".join(shown(app).replace("│", " ").split())
    return said


async def enter(app, pilot, key, *more):
    for one in (key, *more):
        await pilot.press(one)
        await settled(app, pilot)
    return app.screen


def shown(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def at_referral(app, pilot, to):
    room = await enter(app, pilot, "f7")
    assert isinstance(room, Concerns)
    await room.loaded.wait()
    await pilot.press("right", "2")
    await pilot.pause()
    room.rows.go_to(next(one.id for one in app.desk.notebook.all(Referral) if one.to == to))
    await pilot.pause()
    return room


# Meetings


async def test_w_writes_the_agenda_of_a_meeting_to_come(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f5")
        await pilot.press("w")
        assert "Agenda to Word" in await asked(app, pilot)
        await pilot.press("c")
        path, told = await written(app, pilot, home)
        assert path.name == "Agenda 2026-12-08 Elm Street Watch.docx"
        assert "about the cars" in told


async def test_w_writes_the_minutes_of_a_held_meeting_and_the_agenda_is_a_letter_away(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot, "f5")
        held = next(key for key in room.rows.visible_keys if app.desk.notebook.get(key).adjourned)
        room.rows.go_to(held)
        await pilot.press("w")
        assert "Minutes to Word" in await asked(app, pilot)
        await pilot.press("g")
        await pilot.pause()
        assert "Agenda to Word" in shown(app)
        await pilot.press("c")
        path, _told = await written(app, pilot, home)
        assert path.name == "Agenda 2026-11-10 Elm Street Watch.docx"


async def test_the_menu_of_the_minutes_writes_the_agenda_too(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f5", "enter")
        await pilot.press("ctrl+g", "g", "c")
        path, _told = await written(app, pilot, home)
        assert path.name == "Agenda 2026-12-08 Elm Street Watch.docx"


async def test_reports_write_the_agenda_of_a_meeting_to_come_and_o_opens_it(home, monkeypatch):
    opened = []
    monkeypatch.setattr("cro_tui.tui.screens.papers.open_with_system", lambda path: opened.append(path) or "")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot, "f8", "right")
        room.minutes.action_last()
        await pilot.press("w", "c")
        path, _told = await written(app, pilot, home)
        assert path.name == "Agenda 2026-12-08 Elm Street Watch.docx"
        await pilot.press("o", "f")
        await pilot.pause()
    assert opened == [path, path.parent]


# Training


async def test_the_transcript_counts_no_hours_that_are_to_come_and_w_writes_it(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f6", "enter")
        await pilot.press("tab", "home", "h")
        await settled(app, pilot)
        assert "4 hours in 1 session" in shown(app)
        rows = app.screen.query_one("#transcript")
        said = [rows.row(key).cells[0] for key in rows.visible_keys]
        assert any("First aid" in one for one in said)
        assert not any("Academy" in one for one in said)
        await pilot.press("w")
        path, told = await written(app, pilot, home)
        assert path.name == "Training Transcript Alex Rivera 2026-11-24.docx"
        assert "SPD 4411" in told
        assert "County 7" not in told
        assert "Academy" not in told


async def test_the_transcript_of_a_restricted_person_does_not_name_them(home):
    notebook = Notebook.open(home, clock=clock)
    session = min(notebook.all(Training), key=lambda one: one.start)
    training.check_in(notebook, session, "Nguyet Sandoval")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f6", "end", "enter")
        await pilot.press("tab", "end", "h")
        await settled(app, pilot)
        assert "Sandoval" not in shown(app)
        await pilot.press("w")
        path, told = await written(app, pilot, home)
        assert path.name.startswith("Training Transcript ")
        assert "First aid" in told


# Referrals


async def test_a_memo_outside_does_not_name_the_resident_and_says_so_before_it_is_written(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await at_referral(app, pilot, "Public Works")
        await pilot.press("w", "1")
        said = await asked(app, pilot)
        assert "Who voiced it is not named" in said
        assert "there is no consent" in said
        assert not (home / "exports").exists()
        await pilot.press("w")
        path, told = await written(app, pilot, home)
        assert path.name.startswith("Referral 2026-11-24 26Q4-")
        assert path.name.endswith("to Public Works.docx")
        assert "Please relight it." in told
        assert "Delgado" not in told
        assert "555-0134" not in told


async def test_a_memo_names_whoever_agreed(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await at_referral(app, pilot, "Public Works")
        await pilot.press("w", "3")
        assert "there is no consent" not in await asked(app, pilot)
        await pilot.press("w")
        _path, told = await written(app, pilot, home)
        assert "Rosa Delgado" in told


async def test_of_a_restricted_person_no_consent_is_asked_for_and_no_name_is_written(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await at_referral(app, pilot, "Traffic Unit")
        await pilot.press("w")
        said = await asked(app, pilot)
        assert "Within the department" in said
        assert "agreed" not in said
        assert "Sandoval" not in said
        await pilot.press("2")
        assert "restricted" in await asked(app, pilot)
        assert "Sandoval" not in shown(app)
        await pilot.press("w")
        path, told = await written(app, pilot, home)
        assert path.name.endswith("to Traffic Unit.docx")
        assert "saw cars race" in told


async def test_a_restricted_concern_goes_to_nobody_outside(home):
    notebook = Notebook.open(home, clock=clock)
    shelter = capture(notebook, "Seen at the shelter ~witness").record
    verbs.refer(notebook, shelter, "Public Works 2")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await at_referral(app, pilot, "Public Works 2")
        await pilot.press("w", "1")
        while not app.status.notice.startswith("Not written"):
            await settled(app, pilot)
        assert "restricted" in app.status.notice
        assert "shelter" not in shown(app)
    assert not (home / "exports").exists()


async def test_leaving_it_writes_nothing(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await at_referral(app, pilot, "Public Works")
        await pilot.press("w", "1")
        await asked(app, pilot)
        await pilot.press("n")
        await settled(app, pilot)
        assert app.screen is room
    assert not (home / "exports").exists()


# Dossiers


async def test_w_on_a_concern_writes_its_dossier_and_says_first_what_it_leaves_out(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot, "f7")
        await room.loaded.wait()
        number = room.rows.row(room.rows.cursor_key).cells[0]
        await pilot.press("w")
        said = await asked(app, pilot)
        assert number in said
        assert "Names, phones and addresses of 1 restricted person replaced" in said
        await pilot.press("w")
        path, told = await written(app, pilot, home)
        assert path.name == f"Dossier {number} 2026-11-24.docx"
        assert "Command Staff" in told


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_w_in_find_writes_the_dossier_of_a_person(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        await enter(app, pilot, "f3")
        await type_text(pilot, "delgado")
        await settled(app, pilot)
        await pilot.press("down", "w")
        assert "Dossier of Rosa Delgado" in await asked(app, pilot)
        await pilot.press("w")
        path, told = await written(app, pilot, home)
        assert path.name == "Dossier Rosa Delgado 2026-11-24.docx"
        assert "Lamp is out" in told


async def test_the_dossier_of_a_restricted_person_names_nobody_on_screen_or_paper(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f3")
        await type_text(pilot, "nguyet")
        await settled(app, pilot)
        await pilot.press("down")
        await pilot.press("w")
        said = await asked(app, pilot)
        assert "Dossier of (restricted)" in said
        assert "The person is restricted" in said
        await pilot.press("w")
        path, _told = await written(app, pilot, home)
        assert path.name.startswith("Dossier restricted contact ")


@pytest.mark.parametrize("name", ["Zed [/b] \x1b[31m", "Zed " + "x" * 100_000], ids=["marks", "long"])
async def test_an_odd_name_leaves_room_for_the_answers(home, name):
    records.create(Notebook.open(home, clock=clock), Contact, {"name": name})
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f3")
        await type_text(pilot, "zed")
        await settled(app, pilot)
        await pilot.press("down", "w")
        said = await asked(app, pilot)
        assert "Dossier of Zed" in said
        assert "Write it" in said
        assert "Leave it" in said


async def test_a_line_without_a_document_says_so(home):
    notebook = Notebook.open(home, clock=clock)
    recommend(notebook, "Two speed humps", [])
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f3")
        await type_text(pilot, "humps")
        await settled(app, pilot)
        await pilot.press("down", "w")
        await settled(app, pilot)
        assert "no Word document" in app.status.notice


async def test_whoever_went_on_meanwhile_is_not_held_up_by_a_question(home, monkeypatch):
    go_on = threading.Event()

    def slow(room, subject):
        go_on.wait(20)
        return ()

    monkeypatch.setattr("cro_tui.tui.screens.documents._left_out_of_dossier", slow)
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot, "f7")
        await room.loaded.wait()
        await pilot.press("w", "f2")
        await pilot.pause()
        capture_room = app.screen
        go_on.set()
        await settled(app, pilot)
        assert app.screen is capture_room
        await pilot.press("f7")
        await settled(app, pilot)
        assert app.screen is room


# The week


async def test_w_in_today_writes_the_sheet_of_this_week(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f4")
        await pilot.press("w")
        path, told = await written(app, pilot, home)
        assert path.name == "Week Sheet 2026-11-23.docx"
        assert "Delgado" not in told


async def test_what_another_room_wrote_is_listed_and_opened_in_reports(home, monkeypatch):
    opened = []
    monkeypatch.setattr("cro_tui.tui.screens.papers.open_with_system", lambda path: opened.append(path) or "")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "f8")
        await enter(app, pilot, "f4")
        await pilot.press("w")
        path, _told = await written(app, pilot, home)
        room = await enter(app, pilot, "f8", "left")
        while not room.written.visible_keys:
            await settled(app, pilot)
        await pilot.press("o")
        await pilot.pause()
    assert opened == [path]


async def test_w_among_the_written_documents_writes_the_week_sheet_and_lists_it(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot, "f8", "left")
        await pilot.press("w")
        path, _told = await written(app, pilot, home)
        while not room.written.visible_keys:
            await settled(app, pilot)
        assert list(room.written.visible_keys) == [path.name] == ["Week Sheet 2026-11-23.docx"]
        assert str(path.parent) in str(room.last_written)
