"""Today: what is due, whom to call, drafts and damage; a letter moves a line on and the cursor stays where it was."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from textual import events

from cro_tui.actions import concerns, records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.store.notebook import Notebook
from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
from cro_tui.tui.screens.minutes import Minutes
from cro_tui.tui.screens.record import RecordScreen
from tests.tui.officer import at_desk, settled

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")
SIZES = [(80, 24), (120, 40)]


def clock():
    return NOW


def opened(home):
    return Notebook.open(home, clock=clock)


@pytest.fixture
def home(tmp_path):
    book = opened(tmp_path / "home")
    mai = records.create(book, Contact, {"name": "Mai Nguyen", "phones": "555-010-4040"}).record
    tim = records.create(
        book, Contact, {"name": "Tim Young", "phones": "555-010-7777", "restricted_because": "juvenile"}
    ).record
    for typed in (
        {"narrative": "Cars race.", "next_action": "Call the school", "due": "2026-11-10"},
        {"narrative": "Dogs bark.", "next_action": "Ask the neighbor", "due": "2026-11-23"},
        {"narrative": "Dark corner.", "contact": mai.id, "callback": True, "heard": "2026-11-10"},
        {"narrative": "Tim Young is followed.", "contact": tim.id, "callback": True, "heard": "2026-11-19"},
        {"narrative": "Old noise.", "contact": mai.id},
        {"narrative": "Roof parties.", "kind": "potential problem", "watch": "2026-11-25"},
    ):
        one = records.create(book, Concern, typed).record
        if one.summary == "Cars race.":
            concerns.refer(book, one, "Traffic Unit")
        if one.summary == "Old noise.":
            concerns.close(book, one, "resolved")
    records.create(
        book, Meeting, {"body": "Northside", "start": "2026-11-24 19:00", "entries": ["a: Fix the light @Lee due:sat"]}
    )
    return tmp_path / "home"


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def today(app, pilot):
    await pilot.press("f4")
    await settled(app, pilot)
    return app.screen


def cells(room):
    return [room.rows.row(key).cells for key in room.rows.visible_keys]


def at(room):
    return room.rows.row(room.rows.cursor_key).cells[1]


async def go_to(app, pilot, text):
    room = app.screen
    room.rows.go_to(next(key for key in room.rows.visible_keys if text in " ".join(room.rows.row(key).cells)))
    await settled(app, pilot)


async def test_everything_owed_stands_under_its_heading_with_its_count(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await today(app, pilot)
        headings = [one[0] for one in cells(room) if len(one) == 1]
        assert headings == [
            "Due and overdue (3)", "Call back (2)", "Waiting for an answer (1)", "Closed, not told (1)", "To watch (1)",
            "Next meetings (1)", "Report (1)", "No inquiry or rumor waits for you.",
        ]  # fmt: skip
        rows = {one[1]: one for one in cells(room) if len(one) > 1}
        assert rows["Call the school"][0] == "10 days late"
        assert rows["Fix the light (Northside)"] == ("tomorrow", "Fix the light (Northside)", "Lee")
        assert rows["Dark corner."] == ("waits 10 days", "Dark corner.", "(555) 010-4040 Mai Nguyen")
        assert rows["Northside"][0] == "Tue 24 Nov 19:00"
        assert rows["Quarterly report 2026-Q4"][0] == "in 56 days"
        assert at(room) == "Call the school"


@pytest.mark.parametrize("size", SIZES)
async def test_the_number_to_call_stands_large(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await today(app, pilot)
        await go_to(app, pilot, "Dark corner")
        assert room.panel.large.value == "555-010-4040"
        assert "(555) 010-4040" in drawn(app)
        await pilot.press("y")
        assert app.clipboard == "(555) 010-4040"


@pytest.mark.parametrize("size", SIZES)
async def test_restricted_people_are_masked_until_asked_for(home, size):
    def hidden():
        return not any(word in drawn(app) for word in ("Tim", "Young", "7777"))

    async with at_desk(home, size, clock) as (app, pilot):
        await today(app, pilot)
        await go_to(app, pilot, "is followed")
        assert hidden()
        await pilot.press("y")
        assert app.clipboard == ""
        await pilot.press("m")
        await settled(app, pilot)
        assert "(555) 010-7777" in drawn(app)
        await pilot.press("down")
        await settled(app, pilot)
        assert hidden()
        await pilot.press("up", "t")
        await settled(app, pilot)
        assert hidden()


async def test_told_is_logged_with_its_words_and_the_cursor_goes_to_the_next(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await today(app, pilot)
        await go_to(app, pilot, "Dark corner")
        await pilot.press("t", *"The lamp is ordered", "enter")
        await settled(app, pilot)
        (told,) = (one for one in app.desk.notebook.all(Concern) if one.summary == "Dark corner.")
        assert told.told_how == "phone: The lamp is ordered"
        assert told.told[:10] == "2026-11-20"
        assert "Dark corner" not in drawn(app)
        assert at(room) == "(restricted) is followed."
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert "Dark corner." in [one[1] for one in cells(room) if len(one) > 1]


async def test_done_and_put_off(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await today(app, pilot)
        await pilot.press("d")
        await settled(app, pilot)
        assert at(room) == "Fix the light (Northside)"
        assert "Call the school" not in [one[1] for one in cells(room) if len(one) > 1]
        await pilot.press("z", *"12/24", "enter")
        await settled(app, pilot)
        (meeting,) = app.desk.notebook.all(Meeting)
        assert meeting.actions[0].due == "2026-12-24"
        await go_to(app, pilot, "Ask the neighbor")
        await pilot.press("z", *"some day", "enter")
        await settled(app, pilot)
        assert "“some day”" in drawn(app)
        await pilot.press("escape")
        (concern,) = (one for one in app.desk.notebook.all(Concern) if one.summary == "Dogs bark.")
        assert concern.due == "2026-11-23"


async def test_a_reply_ends_the_waiting(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await today(app, pilot)
        await go_to(app, pilot, "Traffic Unit")
        await pilot.press("d")
        await settled(app, pilot)
        assert "p notes the answer" in drawn(app)
        await pilot.press("p", *"Radar from Monday", "enter", *"Lee", "ctrl+s")
        await settled(app, pilot)
        assert app.desk.notebook.all(Referral)[0].reply == "Radar from Monday"
        assert "Waiting for an answer" not in drawn(app)


async def test_each_line_opens_its_record(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await today(app, pilot)
        keys = [key for key, item in room.items.items() if item.record is not None]
        for key in keys:
            room.rows.go_to(key)
            await pilot.press("enter")
            await settled(app, pilot)
            expected = Minutes if "Northside" in room.rows.row(key).cells[1] else RecordScreen
            assert isinstance(app.screen, expected), key
            await pilot.press("escape")
            await settled(app, pilot)
            await pilot.press(*(("f4",) if expected is Minutes else ()))
            await settled(app, pilot)
        assert app.screen is room


async def test_a_line_that_was_not_saved_is_resumed_or_thrown_away(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await pilot.press(*"Half a thought")
        await today(app, pilot)
        assert "Half a thought" in drawn(app)
        await go_to(app, pilot, "Half a thought")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.current_mode == "capture"
        assert app.screen.line.value == "Half a thought"
        await today(app, pilot)
        await go_to(app, pilot, "Half a thought")
        await pilot.press("x", "n")
        await settled(app, pilot)
        assert "Half a thought" in drawn(app)
        await pilot.press("x", "y")
        await settled(app, pilot)
        assert "Half a thought" not in drawn(app)
        assert not app.desk.unfinished()
        await pilot.press("f2")
        assert app.screen.line.value == ""


async def test_a_form_that_was_left_comes_back_where_it_was_typed(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        app.new_record("contact", {"name": "Rosa Diaz"})
        await settled(app, pilot)
        await pilot.press("escape")
        await today(app, pilot)
        await go_to(app, pilot, "Rosa Diaz")
        assert at(app.screen).startswith("New person: Rosa Diaz")
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.form.values["name"] == "Rosa Diaz"


async def test_a_restricted_draft_is_masked(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await pilot.press(*"Secret thing ~juvenile")
        await today(app, pilot)
        assert "Secret" not in drawn(app)
        assert "(restricted)" in drawn(app)


async def test_damage_is_told(home):
    (path, *_rest) = sorted((home / "data").iterdir())
    raw = path.read_bytes()
    at_ = raw.index(b"Dark corner")
    path.write_bytes(raw[:at_] + b"\x00\xff" + raw[at_ + 2 :])
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await today(app, pilot)
        room.look_again()
        await settled(app, pilot)
        assert "Look at this" in drawn(app)
        assert path.name in drawn(app)


async def test_midnight_makes_tomorrow_today(home):
    moment = [NOW]
    async with at_desk(home, (80, 24), lambda: moment[0]) as (app, pilot):
        room = await today(app, pilot)
        await go_to(app, pilot, "Fix the light")
        moment[0] = NOW + timedelta(days=1)
        room.look_again()
        await settled(app, pilot)
        assert room.rows.row(room.rows.cursor_key).cells[:2] == ("today", "Fix the light (Northside)")


async def test_what_another_window_saves_shows_and_the_cursor_stays(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await today(app, pilot)
        await go_to(app, pilot, "Ask the neighbor")
        records.create(opened(home), Concern, {"narrative": "x", "next_action": "Early", "due": "2026-10-01"})
        app.desk.poll()
        await settled(app, pilot)
        assert at(room) == "Ask the neighbor"
        assert cells(room)[1][1] == "Early"


async def test_the_filter_narrows_and_the_card_follows(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await today(app, pilot)
        await pilot.press("slash", *"nguyen", "enter")
        await settled(app, pilot)
        assert [one[1] for one in cells(room)] == ["Dark corner.", "Old noise."]
        assert room.panel.large.value == "555-010-4040"
        await pilot.press("escape")
        await settled(app, pilot)
        assert len(cells(room)) > 10


async def test_an_empty_notebook_owes_nothing(tmp_path):
    async with at_desk(tmp_path / "home", (80, 24), clock) as (app, pilot):
        await today(app, pilot)
        shown = drawn(app)
        assert "Nothing is due within a week." in shown
        assert "Nobody waits for a call." in shown
        assert "Quarterly report 2026-Q4" in shown


@pytest.mark.parametrize("size", SIZES)
async def test_any_text_shows_harmlessly(tmp_path, size):
    nasty = "[/b][red] \x1b[2J \u202e 日本語 👩‍👩‍👧"
    typed = {"narrative": nasty * 50, "next_action": nasty, "due": "today", "assigned": nasty}
    records.create(opened(tmp_path / "home"), Concern, typed)
    async with at_desk(tmp_path / "home", size, clock) as (app, pilot):
        await today(app, pilot)
        assert "[/b]" in drawn(app)
        assert not any(character in drawn(app) for character in "\x1b\u202e")


class TypedAhead(CroTui):
    """The app of an officer whose keys wait already when it gets ready."""

    ahead: tuple[str, ...] = ()

    async def on_event(self, event):
        if isinstance(event, events.Ready) and self.ahead:
            waiting = [*(events.Key(key, None) for key in self.ahead), event]
            self.ahead = ()
            for one in waiting:
                self.post_message(one)
        else:
            await super().on_event(event)


@pytest.mark.parametrize("ahead", [("f4",), ("f4", "f1"), ("f4", "escape"), ("f4", "f1", "escape"), ("f4", "f2", "f4")])
async def test_keys_pressed_before_the_first_paint_leave_no_room_half_made(home, ahead):
    app = TypedAhead(Desk(home, named=True, clock=clock))
    app.ahead = ahead
    async with app.run_test(size=(120, 40)) as pilot, asyncio.timeout(20):
        await settled(app, pilot)
        if ahead[-1] == "f1":
            await pilot.press("escape")
        room = await today(app, pilot)
        assert "Call the school" in [one[1] for one in cells(room) if len(one) > 1]
        await pilot.press("f2")
        await settled(app, pilot)


async def test_who_owes_it_and_where_it_is_show_of_restricted_records_only_after_m(home):
    book = opened(home)
    tim = next(one for one in book.all(Contact) if one.restricted)
    secret = {"restricted_because": "witness"}
    due = "2026-11-21"
    for kind, typed in (
        (Concern, {"narrative": "Mark one.", "assigned": "mkASSIGNED", "next_action": "Mark", "due": due, **secret}),
        (Problem, {"title": "Mark two", "owner": "mkOWNER", "review": due,
                   "responses": [{"what": "Mark", "owner": "mkRESPONDER", "due": due}], **secret}),
        (Recommendation, {"text": "Mark three", "owner": "mkADVISED", "due": due, **secret}),
        (Meeting, {"body": "Mark four", "place": "mkPLACE", "start": "2026-11-22 9:00", **secret}),
        (Meeting, {"body": "Mark five", "start": "2026-11-10 9:00", "entries": ["a: Mark @mkDOER due:sat"], **secret}),
        (Problem, {"title": "Loud nights", "owner": "Tim Young", "partners": [tim.id], "review": due,
                   "responses": [{"what": "Fence", "owner": "Tim Young", "due": due}]}),
    ):  # fmt: skip
        records.create(book, kind, typed)
    async with at_desk(home, (170, 60), clock) as (app, pilot):
        room = await today(app, pilot)
        keys = [key for key in room.rows.visible_keys if len(room.rows.row(key).cells) > 1]
        assert "Loud nights" in drawn(app)
        for key in keys:
            room.rows.go_to(key)
            await settled(app, pilot)
            assert "mk" not in drawn(app)
            assert "Young" not in drawn(app)
        told = ""
        for key in keys:
            room.rows.go_to(key)
            await settled(app, pilot)
            await pilot.press("m")
            await settled(app, pilot)
            told += drawn(app)
            await pilot.press("m")
            await settled(app, pilot)
        words = ("mkASSIGNED", "mkOWNER", "mkRESPONDER", "mkADVISED", "mkPLACE", "mkDOER", "Tim Young")
        assert [word for word in words if word not in told] == []


async def test_a_line_that_was_put_off_leaves_the_cursor_where_the_work_goes_on(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await today(app, pilot)
        assert at(room) == "Call the school"
        await pilot.press("z", *"11/24", "enter")
        await settled(app, pilot)
        due = [one[1] for one in cells(room) if len(one) > 1]
        assert due.index("Ask the neighbor") < due.index("Call the school")
        assert at(room) in ("Fix the light (Northside)", "Ask the neighbor")
        assert at(room) == due[0]


async def test_what_leaves_a_filtered_list_leaves_the_cursor_among_what_is_left(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await today(app, pilot)
        await pilot.press("slash", *"cal", "enter")
        await settled(app, pilot)
        before = [key for key in room.rows.visible_keys if key in room.items]
        assert room.rows.cursor_key == before[0]
        await pilot.press("d")
        await settled(app, pilot)
        assert room.rows.cursor_key in room.rows.visible_keys


async def test_a_concern_is_closed_and_referred_with_the_letters_of_the_room_of_concerns(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await today(app, pilot)
        await go_to(app, pilot, "Ask the neighbor")
        await pilot.press("r", *"Animal Control", "ctrl+s")
        await settled(app, pilot)
        assert "Animal Control" in [one.to for one in app.desk.notebook.all(Referral)]
        await go_to(app, pilot, "Roof parties")
        await pilot.press("x", "1")
        await settled(app, pilot)
        (roof,) = (one for one in app.desk.notebook.all(Concern) if one.summary == "Roof parties.")
        assert not roof.is_open
