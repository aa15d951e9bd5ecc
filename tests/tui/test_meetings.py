"""Meetings and live minutes: a line is its text and one key; nothing typed is lost; what is owed stands there."""

from __future__ import annotations

import errno
import os
from datetime import datetime, timedelta, timezone

import pytest
from textual import events

from cro_tui.actions import meetings, minutes, records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.capture import Capture
from cro_tui.tui.screens.meetings import Meetings
from cro_tui.tui.screens.minutes import Minutes
from cro_tui.tui.screens.record import RecordScreen
from tests.tui.officer import at_desk, settled, type_text

NOW = datetime(2026, 11, 24, 19, 5, tzinfo=timezone(timedelta(hours=-5)))
SIZES = [(80, 24), (120, 40)]


def now():
    return NOW


def filled(home):
    """Northside met a month ago and left two actions; it meets again now. Riverside has met once."""
    clock = [NOW - timedelta(days=30)]
    notebook = Notebook.open(home, clock=lambda: clock[0])
    for name in ("Mai Nguyen", "Kim Lee", "Rosa Alvarez"):
        records.create(notebook, Contact, {"name": name})
    records.create(notebook, Contact, {"name": "Nguyet Hidden", "restricted_because": "witness"})
    for body, place in (("Riverside Tenants", "St. Brigid Church"), ("Northside Association", "Community Hall")):
        start = clock[0].isoformat(timespec="minutes")
        meeting = records.create(notebook, Meeting, {"body": body, "place": place, "start": start}).record
        meeting = meetings.call_to_order(notebook, meeting).record
        minutes.minute(notebook, meeting, "read", 'a: Repaint the crosswalk @"Kim Lee"', "a: Ask about the light")
        meetings.adjourn(notebook, notebook.get(meeting.id))
    clock[0] = NOW - timedelta(days=1)
    start = NOW.replace(minute=0).isoformat(timespec="minutes")
    return records.create(
        notebook, Meeting, {"body": "Northside Association", "place": "Community Hall", "start": start}
    ).record


async def at_minutes(app, pilot):
    """Opens the minutes of the meeting that is on now: the first line of the list."""
    await pilot.press("f5", "enter")
    await settled(app, pilot)
    assert isinstance(app.screen, Minutes)
    return app.screen


def kept(home, meeting):
    return Notebook.open(home).get(meeting.id)


def entries(home, meeting):
    return [(entry["kind"], entry["text"]) for entry in kept(home, meeting).entries]


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def shown(widget):
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


async def test_an_empty_room_says_what_to_press(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        assert "n makes one" in shown(app.screen.rows)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_has_what_is_to_come_first_and_filters_as_you_type(tmp_path, size):
    filled(tmp_path)
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        first, *others = [line for line in shown(app.screen.rows).splitlines()[1:] if line.strip()]
        assert "Northside" in first
        assert "to come" in first
        assert len(others) == 2
        assert all(" 2  draft" in line for line in others)
        await pilot.press("slash", *"river")
        await pilot.pause()
        assert len(app.screen.rows.visible_keys) == 1


async def test_a_new_meeting_takes_place_and_start_from_the_bodys_last_one(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        await pilot.press("n", *"rivers", "down", "enter", "enter", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, Minutes)
        made = app.screen.meeting
        assert (made.body, made.place, made.start[:16]) == (
            "Riverside Tenants",
            "St. Brigid Church",
            "2026-11-24T19:05",
        )
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.screen.rows.cursor_key == made.id


async def test_a_new_meeting_that_was_left_comes_back(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        await pilot.press("n", *"Block club")
        await pilot.pause()
        app.desk.flush_drafts()
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        (draft,) = app.desk.unfinished()
        await app.resume_draft(draft)
        await settled(app, pilot)
        assert app.screen.form.values["body"] == "Block club"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.desk.unfinished() == []
    assert [one.body for one in Notebook.open(tmp_path).all(Meeting)] == ["Block club"]


async def test_an_agreed_meeting_stands_in_the_list_and_enter_makes_it(tmp_path):
    meeting = filled(tmp_path)
    notebook = Notebook.open(tmp_path, clock=now)
    meetings.adjourn(notebook, notebook.get(meeting.id), "dec 8 7pm")
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        assert "agreed" in shown(app.screen.rows).splitlines()[1]
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter", "enter")
        await settled(app, pilot)
        assert (app.screen.meeting.body, app.screen.meeting.start[:16]) == ("Northside Association", "2026-12-08T19:00")


# Live minutes


@pytest.mark.parametrize("size", SIZES)
async def test_a_line_is_its_text_and_one_key(tmp_path, size):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        for line in ("The chair opened.", "d: agreed", "m: ask by:Mai -> carried", "c: Cars race #traf", "+ Zed New"):
            await type_text(pilot, line)
            await pilot.press("enter")
        await settled(app, pilot)
        assert screen.entry.value == ""
        assert app.focused is screen.entry.line
        timeline = shown(screen.entries)
        (concern,) = app.desk.notebook.all(Concern)
        for part in (
            "19:05",
            "The chair opened.",
            "decision",
            "(moved by Mai) → carried",
            f"{concern.number} Cars race",
        ):
            assert part in timeline
        assert "1 named" in str(screen.about.render())
    assert entries(tmp_path, meeting) == [
        ("note", "The chair opened."),
        ("decision", "agreed"),
        ("motion", "ask"),
        ("concern", "Cars race"),
    ]
    assert [row["name"] for row in kept(tmp_path, meeting).attendance] == ["Zed New"]


@pytest.mark.parametrize("size", SIZES)
async def test_the_meeting_opens_with_what_is_owed_and_one_key_in_the_list_says_done(tmp_path, size):
    filled(tmp_path)
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        assert "Ask about the light" in shown(screen.side.actions)
        assert app.focused is screen.entry.line
        await pilot.press("tab", "d")
        await settled(app, pilot)
        assert "✓ done: Repaint" in shown(screen.side.actions)
        await pilot.press("escape", "x", "enter")
        await settled(app, pilot)
        assert "1 open action" in str(screen.about.render())
        assert screen.side.display == (size[0] >= 100)
        assert screen.entries.display
    owed = [action for one in Notebook.open(tmp_path).all(Meeting) for action in one.actions if action.is_open]
    assert sorted(action.text for action in owed if action.meeting.body.startswith("North")) == ["Ask about the light"]


async def test_pasted_lines_become_one_entry_each_and_the_line_stays(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await type_text(pilot, "half")
        screen.entry.line.post_message(events.Paste("\n".join(f"line {n}" for n in range(200))))
        await settled(app, pilot)
        assert screen.entry.value == "half"
        assert "line 199" in shown(screen.entries)
    assert [text for _, text in entries(tmp_path, meeting)] == [f"line {n}" for n in range(200)]


async def test_a_name_is_completed_from_the_contacts_and_restricted_people_are_not_offered(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await type_text(pilot, "+ nguy")
        await pilot.press("down", "enter")
        await type_text(pilot, "a: call the city @ki")
        await pilot.press("tab")
        await type_text(pilot, "due:12/4")
        await pilot.pause()
        assert "due Fri 4 Dec 2026" in shown(screen.entry.query_one("Understood"))
        await pilot.press("enter")
        await type_text(pilot, "+ hidd")
        await pilot.press("down", "enter")
        await settled(app, pilot)
    saved = kept(tmp_path, meeting)
    assert [row["name"] for row in saved.attendance] == ["Mai Nguyen", "hidd"]
    assert saved.attendance[0]["contact"]
    assert [(one.text, one.owner, one.due) for one in saved.actions] == [("call the city", "Kim Lee", "2026-12-04")]


async def test_restricted_people_on_the_list_are_masked(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await type_text(pilot, "+ Nguyet Hidden")
        await pilot.press("enter")
        assert app.status.notice == "(restricted) attends"
        await type_text(pilot, "+ Nguyet Hidden")
        await pilot.press("enter")
        assert app.status.notice == "On the list already: (restricted)"
        await type_text(pilot, "Nguyet Hidden objects")
        await pilot.press("enter")
        assert app.status.notice == "Saved note “(restricted) objects”"
        await type_text(pilot, "c: saw the robbery ~witness")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.status.notice.startswith("Saved concern 26Q4-")
        assert app.status.notice.endswith(" “(restricted)”")
        assert "(restricted)" in shown(screen.side.attendance)
        assert "Hidden" not in shown(screen.side.attendance)
        assert "robbery" not in shown(screen.entries)
        await type_text(pilot, "a: call back @Nguyet")
        await pilot.press("enter")
        await settled(app, pilot)
        assert "Nguyet" not in shown(screen.entries) + shown(screen.side.actions)
        await pilot.press("ctrl+g", "m")
        await settled(app, pilot)
        assert "Nguyet Hidden" in shown(screen.side.attendance)
        assert "robbery" in shown(screen.entries)


async def test_who_goes_to_another_room_has_left_what_he_was_asked(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await pilot.press("ctrl+g")
        await settled(app, pilot)
        assert app.screen is not screen
        await pilot.press("f4")
        await settled(app, pilot)
        await pilot.press("f5")
        await settled(app, pilot)
        assert app.screen is screen


async def test_people_who_are_on_the_list_already_leave_the_line_empty(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        for line in ("+ Sgt. Cole, Tom Ruiz", "+ Sgt. Cole, Tom Ruiz", "agreed"):
            await type_text(pilot, line)
            await pilot.press("enter")
            await settled(app, pilot)
        assert [one["text"] for one in screen.meeting.entries][-1] == "agreed"


async def test_the_top_line_masks_what_is_undone_or_struck(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        await at_minutes(app, pilot)
        await type_text(pilot, "c: saw the robbery ~witness")
        await pilot.press("enter", "up", "ctrl+u", "enter")
        await settled(app, pilot)
        assert app.status.notice == "Struck “(restricted)”"
        await app.run_action("app.undo_change")
        assert app.status.notice == "Undone: Struck “(restricted)”"
        await type_text(pilot, "c: heard the threat ~witness")
        await pilot.press("enter")
        await app.run_action("app.undo_change")
        assert app.status.notice.startswith("Undone: Saved concern")
        assert app.status.notice.endswith("“(restricted)”")


@pytest.mark.parametrize(
    ("key", "kind"),
    [("ctrl+a", "action"), ("ctrl+r", "concern"), ("ctrl+d", "decision"), ("ctrl+o", "motion"), ("ctrl+n", "note")],
)
async def test_one_key_turns_the_last_line_or_the_one_being_typed_into_another_kind(tmp_path, key, kind):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await at_minutes(app, pilot)
        await type_text(pilot, "fix the bench" if kind != "note" else "d: fix the bench")
        await pilot.press("enter", key)
        await type_text(pilot, "paint it" if kind != "note" else "a: paint it")
        await pilot.press(key, "enter")
        await settled(app, pilot)
    assert entries(tmp_path, meeting) == [(kind, "fix the bench"), (kind, "paint it")]


async def test_arrow_up_corrects_the_last_lines_and_emptied_they_are_struck(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        for line in ("one", "a: two @Kim", "three"):
            await type_text(pilot, line)
            await pilot.press("enter")
        await pilot.press("up", "up")
        await settled(app, pilot)
        assert screen.entry.value == "a: two @Kim"
        await pilot.press(*(["backspace"] * 5), "enter")
        await pilot.press("up", "ctrl+u", "enter")
        await settled(app, pilot)
        assert screen.entry.value == ""
        await pilot.press("up", *" x", "escape")
        await settled(app, pilot)
        assert app.status.saving == ""
    assert entries(tmp_path, meeting) == [("note", "one"), ("action", "two")]
    assert kept(tmp_path, meeting).actions[0].owner == ""


async def test_letters_work_on_the_entry_under_the_cursor_of_the_timeline(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        for line in ("one", "two", "three"):
            await type_text(pilot, line)
            await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("shift+tab", "x", "up", "d")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert screen.entry.value == "d: one"
        assert app.focused is screen.entry.line
    assert entries(tmp_path, meeting) == [("decision", "one"), ("note", "two")]


async def test_the_unsent_line_and_a_correction_come_back_after_the_program_died(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await at_minutes(app, pilot)
        await type_text(pilot, "first")
        await pilot.press("enter", "up", *" of all")
        await settled(app, pilot)
        app.desk.flush_drafts()
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        (draft,) = app.desk.unfinished()
        await app.resume_draft(draft)
        await settled(app, pilot)
        assert app.screen.entry.value == "first of all"
        await pilot.press("enter")
        await settled(app, pilot)
        assert [entry["text"] for entry in app.screen.meeting.entries] == ["first of all"]
        assert app.desk.unfinished() == []


async def test_a_refused_save_leaves_line_and_paste_and_the_next_enter_saves_both(tmp_path, monkeypatch):
    meeting = filled(tmp_path)
    real = os.write

    def full(handle, piece):
        raise OSError(errno.ENOSPC, "No space left on device")

    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        monkeypatch.setattr(os, "write", full)
        screen.entry.line.post_message(events.Paste("a\nb"))
        await settled(app, pilot)
        await type_text(pilot, "last")
        await pilot.press("enter")
        await settled(app, pilot)
        assert screen.entry.value == "last"
        assert app.status.saving == "NOT SAVED"
        assert "2 pasted lines NOT SAVED" in str(screen.entry.query_one("Understood").render())
        monkeypatch.setattr(os, "write", real)
        await pilot.press("enter")
        await settled(app, pilot)
    assert entries(tmp_path, meeting) == [("note", "a"), ("note", "b"), ("note", "last")]


async def test_a_concern_captured_meanwhile_belongs_to_the_meeting_and_leads_back_to_the_same_line(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await type_text(pilot, "half a sen")
        await pilot.press("f2")
        await type_text(pilot, "Light is out at the pond")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.screen is screen
        await type_text(pilot, "tence")
        assert screen.entry.value == "half a sentence"
        assert app.focused is screen.entry.line
        assert "Light is out at the pond" in shown(screen.entries)
        await pilot.press("f2")
        await settled(app, pilot)
        assert isinstance(app.screen, Capture)
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.screen is screen
    (concern,) = Notebook.open(tmp_path).all(Concern)
    assert (concern.place, concern.channel) == ("Community Hall", "community meeting")
    assert meeting.id in concern.links


async def test_nothing_belongs_to_a_meeting_that_is_adjourned_or_left(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        assert app.live_meeting == screen.meeting.id
        await pilot.press("escape")
        await settled(app, pilot)
        assert isinstance(app.screen, Meetings)
        assert app.live_meeting == ""
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("ctrl+g", "j", *"dec 8 7pm", "enter")
        await settled(app, pilot)
        assert app.live_meeting == ""
        assert app.screen.meeting.next_meeting[:16] == "2026-12-08T19:00"


async def test_the_meeting_is_called_to_order_counted_and_approved_by_a_letter_each(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await type_text(pilot, "typing on")
        await pilot.press("ctrl+g", "o")
        await pilot.press("ctrl+l", *"34", "enter")
        await pilot.press("ctrl+g", "p")
        await settled(app, pilot)
        assert screen.entry.value == "typing on"
        assert "called 19:05 · headcount 34" in str(screen.about.render())
        assert "minutes approved 24 Nov" in str(screen.about.render())
        assert "Approved the minutes of" in app.status.notice
        await pilot.press("ctrl+g", "e")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
    saved = kept(tmp_path, meeting)
    assert (saved.headcount, saved.called_to_order[:16], saved.minutes_status) == (34, "2026-11-24T19:05", "approved")


async def test_undo_takes_the_last_entry_back(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await type_text(pilot, "one")
        await pilot.press("enter")
        await type_text(pilot, "two")
        await pilot.press("enter", "ctrl+z")
        await settled(app, pilot)
        assert "two" not in shown(screen.entries)
        assert app.focused is screen.entry.line
    assert entries(tmp_path, meeting) == [("note", "one")]


async def test_an_action_is_given_to_somebody_from_its_list(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await type_text(pilot, "a: paint the bench")
        await pilot.press("enter", "tab", "end", "enter", *"Rosa", "tab", *"fri")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.screen is screen
    (action,) = kept(tmp_path, meeting).actions
    assert (action.owner, action.due) == ("Rosa", "2026-11-27")


async def test_attendance_is_changed_by_letters(tmp_path):
    meeting = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await at_minutes(app, pilot)
        for name in ("+ Ana", "+ Ben", "+ Col"):
            await type_text(pilot, name)
            await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("tab", "tab", "a", "down", "x", "g")
        await settled(app, pilot)
    rows = {row["name"]: row["as"] for row in kept(tmp_path, meeting).attendance}
    assert rows["Ana"] == "absent"
    assert sorted(rows) in (["Ana", "Ben"], ["Ana", "Col"])
    assert "guest" in rows.values()


async def test_tab_leads_into_each_list_at_the_line_last_used(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        for line in ("+ Ana", "+ Ben", "+ Col", "one", "two", "three"):
            await type_text(pilot, line)
            await pilot.press("enter")
        await settled(app, pilot)
        lists = (screen.side.actions, screen.side.attendance, screen.entries)
        first_of = [rows.visible_keys for rows in lists[:2]]
        expected = [first_of[0][1], first_of[1][0], screen.meeting.entries[-1]["id"]]
        for wanted, rows in zip(expected, lists, strict=True):
            await pilot.press("tab")
            assert app.focused is rows
            assert rows.cursor_key == wanted
        await pilot.press("up", "up", "tab", "tab", "down", "tab", "down", "escape")
        await type_text(pilot, "four")
        await pilot.press("enter")
        await type_text(pilot, "+ Dan")
        await pilot.press("enter")
        await settled(app, pilot)
        last_used = [first_of[0][2], first_of[1][1], screen.meeting.entries[0]["id"]]
        for wanted, rows in zip(last_used, lists, strict=True):
            await pilot.press("tab")
            assert app.focused is rows
            assert rows.cursor_key == wanted


async def test_a_restricted_meeting_is_masked_in_the_list_until_m(tmp_path):
    notebook = Notebook.open(tmp_path, clock=now)
    typed = {"body": "Shelter board", "place": "House on Oak", "restricted_because": "witness"}
    records.create(notebook, Meeting, typed)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        await pilot.press("f5")
        await settled(app, pilot)
        assert "(restricted)" in shown(app.screen.rows)
        assert "Shelter" not in shown(app.screen.rows)
        assert "Oak" not in shown(app.screen.rows)
        await pilot.press("m")
        await pilot.pause()
        assert "Shelter board" in shown(app.screen.rows)
        assert "House on Oak" in shown(app.screen.rows)


@pytest.mark.parametrize("text", ["[/b]", "a\x1b[31mb", "x\u202ey", "👩‍👩‍👧", "y" * 20_000, '"@#:;->'])
async def test_any_text_can_be_an_entry(tmp_path, text):
    meeting = filled(tmp_path)
    notebook = Notebook.open(tmp_path, clock=now)
    minutes.minute(notebook, notebook.get(meeting.id), text, f"a: {text}", f"+ {text}", f"c: {text}")
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        screen = await at_minutes(app, pilot)
        await pilot.press("up", "up", "up", "escape")
        await settled(app, pilot)
        for widget in (screen.entries, screen.side.actions, screen.side.attendance):
            assert "\x1b" not in shown(widget)
    assert len(kept(tmp_path, meeting).entries) == 3


@pytest.mark.parametrize("size", SIZES)
async def test_the_minutes_are_written_to_word_and_their_place_said(tmp_path, size):
    filled(tmp_path)
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        await at_minutes(app, pilot)
        await type_text(pilot, "done")
        await pilot.press("enter", "ctrl+g", "w", "c")
        await settled(app, pilot)
        assert app.status.notice.startswith("Written: Minutes 2026-11-24 Northside")
        await pilot.press("escape", "escape", "w", "p")
        await settled(app, pilot)
        assert app.status.notice.startswith("Not written: The meeting is internal")
    (written,) = (tmp_path / "exports").iterdir()
    assert written.suffix == ".docx"


async def test_approving_the_minutes_shows_beneath_the_empty_line_at_once(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (80, 24), clock=now) as (app, pilot):
        await at_minutes(app, pilot)
        await pilot.press("ctrl+g", "p")
        await settled(app, pilot)
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "Approved Tue 24 Nov 2026; in the list of meetings h shows by whom" in shown


async def test_the_hint_says_that_a_concern_makes_a_new_contact(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        await at_minutes(app, pilot)
        await type_text(pilot, 'c: Street light is out +"Ann Lee, 555-0190" ')
        await settled(app, pilot)
        assert "new contact Ann Lee, phone 555-0190?" in drawn(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.status.notice.endswith("“Street light is out”")
    assert "Ann Lee" in [one.name for one in Notebook.open(tmp_path).all(Contact)]


async def test_a_line_after_approval_is_said_and_shown_to_amend(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        await at_minutes(app, pilot)
        await pilot.press("ctrl+g", "p")
        await settled(app, pilot)
        await type_text(pilot, "forgot this")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.status.notice == "Amends the minutes approved 24 Nov 2026. Saved note “forgot this”"
        assert "minutes approved 24 Nov; changed since" in drawn(app)
        await pilot.press("ctrl+g", "p")
        await settled(app, pilot)
        assert "changed since" not in drawn(app)
