"""Reports: the quarter is looked through, what is missing is one key away, documents are written without waiting."""

from __future__ import annotations

import re
import threading
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from cro_tui.actions import concerns as verbs
from cro_tui.actions import minutes, recommendations, records
from cro_tui.actions.capture import capture
from cro_tui.actions.reports import For, say
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.dialogs.records import PickRecord
from cro_tui.tui.screens.record import RecordScreen
from cro_tui.tui.screens.reports import Reports
from tests.tui.officer import at_desk, settled

NARROW, WIDE = (80, 24), (120, 40)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=-5)))


def clock():
    return NOW


@pytest.fixture
def home(tmp_path):
    """Two quarters: one concern of the last, three of this; a meeting with minutes; a session; a recommendation."""
    capture(Notebook.open(tmp_path, clock=lambda: NOW.replace(month=8)), "Potholes on Elm #infra")
    notebook = Notebook.open(tmp_path, clock=clock)
    cars = capture(notebook, "Cars race on Elm #traf +Mai heard:2026-10-05").record
    capture(notebook, "Music is loud heard:2026-11-02")
    capture(notebook, "Beaten at home #disorder ~dv heard:2026-11-03")
    verbs.close(notebook, cars, "resolved")
    recommendations.recommend(notebook, "Two speed humps", [notebook.of(Concern, cars.id)])
    meeting = records.create(notebook, Meeting, {"body": "Elm Street Watch", "start": "2026-11-10 19:00"}).record
    minutes.minute(notebook, meeting, "d: to meet monthly")
    records.create(notebook, Training, {"title": "De-escalation", "start": "2026-11-12 9:00", "hours": "2"})
    return tmp_path


async def enter(app, pilot):
    await pilot.press("f8")
    await drawn(app, pilot)
    return app.screen


async def drawn(app, pilot):
    """Wait for the facts of what is looked at."""
    (room,) = (screen for screen in app.screen_stack if isinstance(screen, Reports))
    while room.drawn is None or room.drawn.request != room.request:
        await settled(app, pilot)
    await settled(app, pilot)


def texts(room):
    return {room.report.row(key).cells[0]: key for key in room.report.visible_keys}


def count(room, section):
    return room.report.row(texts(room)[section]).cells[1].strip()


def shown(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


def words_of(path):
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_quarter_stands_there_with_its_sections_and_what_is_missing(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await enter(app, pilot)
        assert room.request.quarter == "2026-Q4"
        lines = texts(room)
        assert "1 concern is closed and the resident was not told" in lines
        assert "1 concern has no category" in lines
        assert "1 recommendation has no owner" in lines
        assert count(room, "Recommended actions") == "1"
        assert count(room, "Meetings") == "1"
        assert "goes out by 15 Jan 2027" in shown(app)


async def test_a_digit_chooses_the_quarter_and_q_any_of_them(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        assert count(room, "Concern log") == "3"
        await pilot.press("2")
        await drawn(app, pilot)
        assert room.request.quarter == "2026-Q3"
        assert count(room, "Concern log") == "1"
        await pilot.press("q", "enter")
        await drawn(app, pilot)
        assert room.request.quarter == "2026-Q4"


async def test_the_audience_decides_what_it_says_and_the_screen_tells_what_is_left_out_and_why(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("a", "a")
        await drawn(app, pilot)
        assert room.request.audience == "public"
        assert count(room, "Current concerns voiced") == "0"
        assert any("left out" in line and "internal" in line for line in texts(room))
        assert any("left out" in line and "restricted" in line for line in texts(room))


async def test_names_go_in_for_the_command_staff_alone(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("r")
        await drawn(app, pilot)
        assert room.request.names
        assert "Residents' names go into" in app.status.notice
        await pilot.press("a")
        await drawn(app, pilot)
        assert not room.request.names
        await pilot.press("r")
        await pilot.pause()
        assert "Only the Command Staff" in app.status.notice


async def test_enter_on_what_is_missing_leads_to_the_record_and_mended_it_is_gone(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        line = "1 concern is closed and the resident was not told"
        room.report.go_to(texts(room)[line])
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)
        concern = app.screen.record
        await pilot.press("escape")
        await pilot.pause()
        app.desk.do(lambda notebook: verbs.tell(notebook, concern, "phone: it is done"))
        while line in texts(room):
            await pilot.pause(0.05)


async def test_enter_on_a_section_shows_its_records_and_masks_restricted_ones(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        room.report.go_to(texts(room)["Current concerns voiced"])
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PickRecord)
        assert "(restricted)" in shown(app)
        assert "Beaten" not in shown(app)


async def test_beside_the_line_stands_what_it_says_without_restricted_words(home):
    async with at_desk(home, WIDE, clock) as (app, pilot):
        room = await enter(app, pilot)
        for key in room.report.visible_keys:
            room.report.go_to(key)
            await pilot.pause()
            assert "Beaten" not in shown(app)
        room.report.go_to(texts(room)["Current concerns voiced"])
        await pilot.press("m")
        await pilot.pause()
        assert "Beaten" in shown(app)


async def test_the_day_on_which_somebody_was_told_reads_as_the_other_days_beside_it(home):
    book = Notebook.open(home, clock=clock)
    cars = next(one for one in book.all(Concern) if one.contact)
    records.change(book, cars, {"told": "2026-11-12"})
    async with at_desk(home, WIDE, clock) as (app, pilot):
        room = await enter(app, pilot)
        room.report.go_to(texts(room)["Current concerns voiced"])
        await pilot.pause()
        said = " ".join(one.text for one in room.line_under_cursor().story)
        assert "told: yes, 2026" not in said
        assert re.search(r"told: yes, Thu 12 Nov|told: yes, 12 Nov", said), said


@pytest.mark.parametrize("size", [(60, 20), NARROW])
async def test_the_key_for_who_reads_it_is_named_where_there_is_little_room(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        await enter(app, pilot)
        assert "a: who" in shown(app)


async def test_w_writes_the_report_says_where_it_lies_and_lists_it(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("w")
        while room.last_written is None:
            await settled(app, pilot)
        path = home / "exports" / "Community Relations Report 2026-Q4 (command).docx"
        assert room.last_written == path
        assert "Cars race on Elm" in words_of(path)
        assert path.name in app.status.notice
        await pilot.press("left")
        while not room.rows.visible_keys:
            await settled(app, pilot)
        assert list(room.rows.visible_keys) == [path.name]


async def test_while_it_is_written_keys_work_and_esc_leaves_nothing_of_it(home, monkeypatch):
    go_on = threading.Event()

    def slow(self, request, folder):
        go_on.wait(20)
        path = Path(folder) / "half.docx"
        path.write_bytes(b"x")
        return path

    monkeypatch.setattr(Reports, "_write_report", slow)
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("w")
        await pilot.pause()
        assert "esc takes it back" in shown(app)
        await pilot.press("down", "w")
        await pilot.pause()
        assert "already" in app.status.notice
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is room
        go_on.set()
        while room.seconds_writing is not None:
            await settled(app, pilot)
        assert room.last_written is None
        assert "took it back" in app.status.notice
    assert not (home / "exports" / "half.docx").exists()


async def test_a_folder_that_can_not_be_written_is_named(home):
    (home / "exports").write_text("in the way")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("w")
        while room.seconds_writing is not None:
            await settled(app, pilot)
        assert "Not written" in app.status.notice
        assert str(home / "exports") in app.status.notice


async def test_minutes_and_rosters_of_any_meeting_and_session_go_to_word(home):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        for keys, told in ((("right", "w", "c"), "to meet monthly"), (("right", "w", "s"), "De-escalation")):
            room.last_written = None
            await pilot.press(*keys)
            while room.last_written is None:
                await settled(app, pilot)
            assert told in words_of(room.last_written)


async def test_a_restricted_meeting_is_masked_with_its_place_until_m(home):
    typed = {"body": "Shelter board", "place": "House on Oak", "start": "2026-11-11", "restricted_because": "witness"}
    records.create(Notebook.open(home, clock=clock), Meeting, typed)
    async with at_desk(home, WIDE, clock) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("right")
        await settled(app, pilot)
        assert "(restricted)" in shown(app)
        assert "Shelter" not in shown(app)
        assert "Oak" not in shown(app)
        await pilot.press("m")
        await settled(app, pilot)
        assert "House on Oak" in shown(app)


async def test_o_hands_the_document_to_the_system_or_says_where_it_lies(home, monkeypatch):
    opened = []
    monkeypatch.setattr("cro_tui.tui.screens.papers.open_with_system", lambda path: opened.append(path) or "")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("o")
        await pilot.pause()
        assert "Nothing was written yet" in app.status.notice
        await pilot.press("w")
        while room.last_written is None:
            await settled(app, pilot)
        await pilot.press("o", "f")
        await pilot.pause()
        assert opened == [room.last_written, room.last_written.parent]


def test_without_a_display_nothing_is_started_and_the_path_is_told(tmp_path, monkeypatch):
    from cro_tui.tui import opening

    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(opening.sys, "platform", "linux")
    monkeypatch.setattr(opening.shutil, "which", lambda program: None)
    path = tmp_path / "a.docx"
    assert "not there any more" in opening.open_with_system(path)
    path.write_bytes(b"x")
    assert str(path) in opening.open_with_system(path)


async def test_an_empty_notebook_has_an_empty_quarter(tmp_path):
    async with at_desk(tmp_path, NARROW, clock) as (app, pilot):
        room = await enter(app, pilot)
        assert count(room, "Current concerns voiced") == "0"
        await pilot.press("right")
        await pilot.pause()
        assert "F5 makes one" in shown(app)


async def test_what_is_restricted_of_meetings_and_recommendations_is_masked_in_their_sections_too(home):
    notebook = Notebook.open(home, clock=clock)
    secret = {"body": "Shelter board", "start": "2026-11-11", "entries": "Opened", "restricted_because": "witness"}
    records.create(notebook, Meeting, secret)
    kept_back = {"text": "Move the shelter", "restricted_because": "witness"}
    records.create(notebook, Recommendation, kept_back)
    async with at_desk(home, WIDE, clock) as (app, pilot):
        room = await enter(app, pilot)
        for key in room.report.visible_keys:
            room.report.go_to(key)
            await pilot.pause()
            assert "helter" not in shown(app)
        await pilot.press("m")
        for section, words in (("Meetings", "Shelter board"), ("Recommended actions", "Move the shelter")):
            room.report.go_to(texts(room)[section])
            await pilot.pause()
            assert words in shown(app)


MARKED = {
    "concern": {
        "narrative": "mkNARRATIVE", "summary": "mkSUMMARY", "place": "mkSTREET", "neighborhood": "mkHOOD",
        "beat": "mkBEAT", "assigned": "mkASSIGNED", "next_action": "mkNEXT", "heard": "2026-11-03",
    },
    "problem": {
        "title": "mkPROBLEM", "statement": "mkSTATEMENT", "owner": "mkPOWNER", "place": "mkPPLACE",
        "neighborhood": "mkPHOOD", "objective": "mkOBJECTIVE", "assessment": "mkASSESSMENT",
        "responses": [{"what": "mkRESPONSE", "owner": "mkROWNER", "due": "2026-11-26"}],
        "measures": [{"what": "mkMEASURE", "before": "9", "before_when": "mkWHEN"}],
    },
    "recommendation": {
        "text": "mkADVICE", "owner": "mkAOWNER", "resources": "mkMONEY", "obstacles": "mkOBSTACLE", "due": "2026-12-01",
    },
    "meeting": {"body": "mkBODY", "place": "mkMPLACE", "neighborhood": "mkMHOOD", "start": "2026-11-11 19:00"},
    "training": {
        "title": "mkSESSION", "topic": "mkTOPIC", "place": "mkTPLACE", "instructor": "mkTEACHER", "hours": "2",
        "start": "2026-11-12 9:00", "roster": [{"name": "mkPUPIL", "agency": "mkAGENCY"}],
    },
    "program": {
        "title": "mkPROGRAM", "place": "mkGPLACE", "coordinator": "mkCOORDINATOR", "start": "2026-10-10",
        "participants": [{"name": "mkAPPLICANT", "reach": "mkREACH"}],
    },
    "outreach": {
        "name": "mkEVENT", "place": "mkEPLACE", "neighborhood": "mkEHOOD", "start": "2026-11-08", "attendance": "5",
        "staff": "mkSTAFF",
    },
    "rumor": {
        "rumor": "mkRUMOR", "where": "mkWHERE", "heard": "2026-10-10", "corrected": "2026-10-12",
        "correction": "mkCORRECTION", "how": "mkHOW",
    },
    "committee": {"name": "mkCOMMITTEE", "role": "mkROLE", "purpose": "mkPURPOSE", "since": "2026-10-10"},
    "policy": {
        "title": "mkPOLICY", "reference": "mkREFERENCE", "reviewer": "mkREVIEWER", "reviewed": "2026-10-11",
    },
    "release": {"title": "mkRELEASE", "link": "mkLINK", "text": "mkRELEASED", "date": "2026-10-11"},
    "inquiry": {"subject": "mkSUBJECT", "question": "mkQUESTION", "asked": "2026-11-01", "answered_by": "mkANSWERER"},
    "mediation": {"dispute": "mkDISPUTE", "mediator": "mkMEDIATOR", "date": "2026-11-02"},
    "crime": {
        "source": "mkSOURCE", "quarter": "2026-Q4", "caveat": "mkCAVEAT",
        "counts": [{"type": "mkTYPE", "beat": "mkCBEAT", "count": 40}],
    },
    "survey": {"title": "mkSURVEY", "purpose": "mkWHY", "method": "mkMETHOD", "opened": "2026-10-10"},
    "organization": {
        "name": "mkGROUP", "kind": "Neighborhood Watch", "cadence": "mkCADENCE", "neighborhood": "mkOHOOD",
        "captains": [{"name": "mkCAPTAIN", "area": "mkAREA"}],
    },
}  # fmt: skip
"""A restricted record of each kind that a report tells of: every text field holds a word that is nowhere else."""
TOLD_AFTER_M = (
    "SUMMARY", "PROBLEM", "MEASURE", "ADVICE", "AOWNER", "OBSTACLE", "BODY", "SESSION", "PROGRAM", "EVENT",
    "EHOOD", "RUMOR", "CORRECTION", "COMMITTEE", "ROLE", "POLICY", "RELEASE", "SOURCE", "CAVEAT", "TYPE", "TO",
)  # fmt: skip


def restricted_of_every_kind(home):
    notebook = Notebook.open(home, clock=clock)
    made = {}
    for kind, typed in MARKED.items():
        more = {"answers": [made["problem"].id, made["concern"].id]} if kind == "recommendation" else {}
        given = {**typed, **more, "restricted_because": "witness"}
        made[kind] = records.create(notebook, BY_KIND[kind], given).record
    sent = {"of": made["concern"].id, "to": "mkTO", "sent": "2026-11-04", "restricted_because": "witness"}
    records.create(notebook, Referral, sent)
    plain = {"text": "Light the corner", "answers": [made["problem"].id], "due": "2026-12-01"}
    records.create(notebook, Recommendation, plain)
    report = For.looked_at(notebook, "2026-Q4", "command")
    say(notebook, report, "meetings", "We met mkBODY twice.")


async def lines_shown(app, pilot, room):
    """Everything that stands on the screen, with the cursor on each line in turn."""
    found = []
    for key in room.report.visible_keys:
        room.report.go_to(key)
        await settled(app, pilot)
        found.append(shown(app))
    return "\n".join(found)


async def test_no_word_of_any_restricted_record_shows_at_any_line_until_m(home):
    restricted_of_every_kind(home)
    async with at_desk(home, (170, 120), clock) as (app, pilot):
        room = await enter(app, pilot)
        masked = await lines_shown(app, pilot, room)
        assert sorted(set(re.findall(r"mk[A-Z]+", masked))) == []
        assert "Two speed humps" in masked
        await pilot.press("m")
        await settled(app, pilot)
        told = set(re.findall(r"mk([A-Z]+)", await lines_shown(app, pilot, room)))
        assert [one for one in TOLD_AFTER_M if one not in told] == []


@pytest.mark.parametrize("key", ["p", "c"])
async def test_neither_the_preview_nor_choosing_shows_a_restricted_word(home, key):
    restricted_of_every_kind(home)
    async with at_desk(home, (170, 120), clock) as (app, pilot):
        room = await enter(app, pilot)
        sections = ("Recommended actions", "Problem-solving projects", "Outreach events", "Inquiries and other work")
        for section in sections:
            room.report.go_to(texts(room)[section])
            await pilot.press(key)
            await settled(app, pilot)
            assert app.screen is not room
            assert "mk" not in shown(app)
            await pilot.press("pagedown")
            await settled(app, pilot)
            assert "mk" not in shown(app)
            await pilot.press("escape")
            await settled(app, pilot)


async def test_what_is_masked_counts_as_before(home):
    restricted_of_every_kind(home)
    async with at_desk(home, WIDE, clock) as (app, pilot):
        room = await enter(app, pilot)

        def counts():
            return [room.report.row(key).cells[1] for key in room.report.visible_keys]

        masked = counts()
        await pilot.press("m")
        await settled(app, pilot)
        assert counts() == masked
        true, drawn = room.drawn.facts, room.drawn.masked
        assert (true.figures, true.categories, true.education) == (drawn.figures, drawn.categories, drawn.education)
        assert [(one.met, one.of) for one in true.coverage] == [(one.met, one.of) for one in drawn.coverage]


async def test_whole_names_of_restricted_people_are_masked_where_nothing_says_whom_a_text_names(home):
    notebook = Notebook.open(home, clock=clock)
    shy = records.create(notebook, Contact, {"name": "Zora Hidewell", "restricted_because": "witness"}).record
    records.change(notebook, shy, {"name": "Zora Newname"})
    for typed in ("Zora Hidewell was seen on Elm.", "ZORA  newname was seen on Oak."):
        records.create(notebook, Concern, {"narrative": typed, "heard": "2026-11-12"})
    records.create(notebook, Meeting, {"body": "Friends of Zora Newname", "start": "2026-11-12", "entries": "Opened"})
    async with at_desk(home, (170, 120), clock) as (app, pilot):
        room = await enter(app, pilot)
        await settled(app, pilot)
        masked = await lines_shown(app, pilot, room)
        assert "was seen on Elm" in masked
        assert "hidewell" not in masked.casefold()
        assert "newname" not in masked.casefold()
        await pilot.press("right")
        await settled(app, pilot)
        assert "Friends of (restricted)" in shown(app)
