"""Training: twenty names are twenty enters and one key for all out; badges, scores, and what was not entered."""

from __future__ import annotations

import errno
import os
from datetime import datetime, timedelta, timezone

import pytest
from textual import events

from cro_tui.actions import records, training
from cro_tui.model.contact import Contact
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.check_in import CheckIn
from cro_tui.tui.screens.training import TrainingRoom
from tests.tui.officer import at_desk, settled, type_text

START = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
SIZES = [(80, 24), (120, 40)]


class Clock:
    """Stands until it is moved."""

    def __init__(self, now=START):
        self.now = now

    def __call__(self):
        return self.now


def filled(home):
    """A session of last month with its roster, and one that begins now."""
    clock = Clock(START - timedelta(days=30))
    notebook = Notebook.open(home, clock=clock)
    records.create(notebook, Contact, {"name": "Mai Nguyen"})
    records.create(notebook, Contact, {"name": "Nguyet Hidden", "restricted_because": "witness"})
    title = {"title": "First aid", "kind": "own", "topic": "Rescue", "hours": "4", "place": "Room B"}
    before = records.create(notebook, Training, title).record
    before = training.check_in(notebook, before, "Alex Rivera, SPD 4411", "Robin Park, SPD 4412").record
    clock.now += timedelta(hours=4)
    training.sign_out(notebook, before)
    clock.now = START
    return records.create(notebook, Training, {**title, "title": "Academy, week 3"}).record


async def at_roster(app, pilot):
    """Opens the session that begins now: the first line of the list."""
    await pilot.press("f6", "enter")
    await settled(app, pilot)
    assert isinstance(app.screen, CheckIn)
    return app.screen


def roster(home, session):
    return Notebook.open(home).get(session.id).roster


def names(home, session):
    return [row["name"] for row in roster(home, session)]


def shown(widget):
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


def texts(app):
    return "\n".join("".join(one.text for one in strip) for strip in app.screen._compositor.render_strips())


def under_cursor(rows):
    return rows.row(rows.cursor_key).cells[0]


async def test_an_empty_room_says_what_to_press(tmp_path):
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await pilot.press("f6")
        await settled(app, pilot)
        assert "n makes one" in shown(app.screen.rows)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_has_todays_session_first_and_counts_the_roster(tmp_path, size):
    filled(tmp_path)
    async with at_desk(tmp_path, size, clock=Clock()) as (app, pilot):
        await pilot.press("f6")
        await settled(app, pilot)
        first, second = [line for line in shown(app.screen.rows).splitlines()[1:] if line.strip()]
        assert "Academy, week 3" in first
        assert "First aid" in second
        assert second.rstrip().endswith(" 2")


@pytest.mark.parametrize("size", SIZES)
async def test_twenty_people_are_twenty_enters_and_one_key_signs_all_out(tmp_path, size):
    session = filled(tmp_path)
    clock = Clock()
    async with at_desk(tmp_path, size, clock=clock) as (app, pilot):
        screen = await at_roster(app, pilot)
        for n in range(20):
            await type_text(pilot, f"P{n}")
            await pilot.press("enter")
        await settled(app, pilot)
        assert app.focused is screen.entry.line
        assert "20 in, 0 out" in str(screen.about.render())
        assert "P19" in shown(screen.roster)
        clock.now = START + timedelta(hours=4)
        await pilot.press("ctrl+o")
        await settled(app, pilot)
    assert [row["hours"] for row in roster(tmp_path, session)] == ["4"] * 20


@pytest.mark.parametrize(("answer", "hours"), [("y", "4"), ("n", "0")])
async def test_a_roster_typed_when_it_was_over_is_asked_for_its_hours(tmp_path, answer, hours):
    session = filled(tmp_path)
    clock = Clock()
    async with at_desk(tmp_path, clock=clock) as (app, pilot):
        await at_roster(app, pilot)
        for name in ("Ana", "Ben"):
            await pilot.press(*name, "enter")
        clock.now = START + timedelta(minutes=1)
        await pilot.press("ctrl+o")
        await settled(app, pilot)
        assert "How many hours was it?" in texts(app)
        await pilot.press(answer)
        await settled(app, pilot)
    assert [row["hours"] for row in roster(tmp_path, session)] == [hours] * 2


async def test_a_scanned_badge_signs_in_its_owner_and_a_second_scan_leaves_the_line_empty(tmp_path):
    session = filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        screen = await at_roster(app, pilot)
        await pilot.press(*"4411", "enter", *"4411", "enter", *"4412", "enter")
        await settled(app, pilot)
        assert screen.entry.value == ""
    assert [(row["name"], row["agency"]) for row in roster(tmp_path, session)] == [
        ("Alex Rivera", "SPD 4411"),
        ("Robin Park", "SPD 4412"),
    ]


async def test_names_are_completed_from_earlier_rosters_and_contacts_but_not_restricted_ones(tmp_path):
    session = filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await at_roster(app, pilot)
        await pilot.press(*"riv", "down", "enter")
        await pilot.press(*"ngu", "down", "enter")
        await pilot.press(*"hidd", "down", "enter")
        await settled(app, pilot)
    rows = roster(tmp_path, session)
    assert [row["name"] for row in rows] == ["Alex Rivera", "Mai Nguyen", "hidd"]
    assert rows[1]["contact"]


async def test_a_restricted_person_on_the_roster_is_masked(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        screen = await at_roster(app, pilot)
        await pilot.press(*"Nguyet Hidden", "enter")
        await settled(app, pilot)
        assert app.status.notice == "(restricted) signed in"
        await pilot.press(*"Nguyet Hidden", "enter")
        assert app.status.notice == "(restricted) is on the roster already"
        assert "(restricted)" in shown(screen.roster)
        assert "Hidden" not in shown(screen.roster)
        await pilot.press("tab", "m")
        await settled(app, pilot)
        assert "Nguyet Hidden" in shown(screen.roster)


async def test_a_restricted_session_is_masked_in_the_list_until_m(tmp_path):
    notebook = Notebook.open(tmp_path, clock=Clock())
    typed = {"title": "Hearing a child", "place": "House on Oak", "restricted_because": "juvenile"}
    records.create(notebook, Training, typed)
    async with at_desk(tmp_path, (120, 40), clock=Clock()) as (app, pilot):
        await pilot.press("f6")
        await settled(app, pilot)
        assert "(restricted)" in shown(app.screen.rows)
        assert "Hearing" not in shown(app.screen.rows)
        await pilot.press("m")
        await pilot.pause()
        assert "Hearing a child" in shown(app.screen.rows)
        await pilot.press("m")
        await pilot.pause()
        assert "Hearing" not in shown(app.screen.rows)


async def test_pasted_names_are_one_line_each(tmp_path):
    session = filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        screen = await at_roster(app, pilot)
        screen.entry.line.post_message(events.Paste("Ana Ruiz, County 7\nBen Gray\n\nBen Gray\n"))
        await settled(app, pilot)
    assert names(tmp_path, session) == ["Ana Ruiz", "Ben Gray"]


async def test_scores_and_results_are_one_letter_for_the_line_under_the_cursor_which_goes_on(tmp_path):
    session = filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await at_roster(app, pilot)
        for name in ("Ana", "Ben", "Col", "Dee"):
            await pilot.press(*name, "enter")
        await pilot.press("tab", "home", "p", "f", "t", "home")
        await pilot.press("s", *"92", "enter")
        await settled(app, pilot)
        await pilot.press("s", *"71", "enter")
        await settled(app, pilot)
    rows = roster(tmp_path, session)
    assert [row.get("result") for row in rows] == ["pass", "fail", "not tested", None]
    assert [row.get("score") for row in rows] == ["92", "71", None, None]


async def test_tab_leads_to_the_first_line_of_the_roster_and_later_to_the_one_last_used(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        screen = await at_roster(app, pilot)
        for number in range(30):
            await pilot.press(*f"P{number:02}", "enter")
        await settled(app, pilot)
        assert "P29" in shown(screen.roster)
        await pilot.press("tab")
        await pilot.pause()
        assert under_cursor(screen.roster) == "P00"
        assert "P00" in shown(screen.roster)
        await pilot.press("down", "down", "tab", *"Late", "enter")
        await settled(app, pilot)
        assert "Late" in shown(screen.roster)
        await pilot.press("tab")
        await pilot.pause()
        assert under_cursor(screen.roster) == "P02"
        await pilot.press("x", "escape", "tab")
        await settled(app, pilot)
        assert under_cursor(screen.roster) == "P03"


async def test_marked_lines_get_a_result_at_once_and_are_taken_off_and_undone(tmp_path):
    session = filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        screen = await at_roster(app, pilot)
        for name in ("Ana", "Ben", "Col"):
            await pilot.press(*name, "enter")
        await pilot.press("tab", "home", "space", "space", "p")
        await pilot.press("end", "x", "ctrl+z", "escape")
        await settled(app, pilot)
        assert app.focused is screen.entry.line
    rows = roster(tmp_path, session)
    assert [(row["name"], row.get("result")) for row in rows] == [("Ana", "pass"), ("Ben", "pass"), ("Col", None)]


async def test_a_line_is_edited_and_a_wrong_number_stands_beneath_its_field(tmp_path):
    session = filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await at_roster(app, pilot)
        await pilot.press(*"Ana", "enter", "tab", "enter")
        await settled(app, pilot)
        form = app.screen.form
        form.go_to("score")
        await pilot.press(*"ninety", "ctrl+s")
        await settled(app, pilot)
        assert "no number" in str(form.query_one("#row-score .remark").render())
        await pilot.press(*["backspace"] * 6, *"90")
        form.go_to("out")
        await pilot.press(*"11:30am", "ctrl+s")
        await settled(app, pilot)
        assert isinstance(app.screen, CheckIn)
    (row,) = roster(tmp_path, session)
    assert (row["score"], row["hours"]) == ("90", "2.5")


async def test_hours_of_a_person_over_all_rosters_are_one_key_away(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await at_roster(app, pilot)
        await pilot.press(*"4411", "enter", "tab", "h")
        await settled(app, pilot)
        read = shown(app.screen.query_one("#transcript"))
        assert "8" in str(app.screen.query_one(".dialog-body").render())
        assert "Rescue" in read
        assert "First aid" in read


async def test_a_new_session_takes_after_the_last_of_its_title(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await pilot.press("f6")
        await settled(app, pilot)
        await pilot.press("n", *"first", "down", "enter", "ctrl+s")
        await settled(app, pilot)
        made = app.screen.session
        assert (made.title, made.kind, made.place, made.topic) == (
            "First aid",
            "own continuing education",
            "Room B",
            "Rescue",
        )
        await pilot.press("escape")
        await settled(app, pilot)
        assert isinstance(app.screen, TrainingRoom)
        assert app.screen.rows.cursor_key == made.id


async def test_the_unsent_name_comes_back_and_a_score_that_was_being_typed(tmp_path):
    session = filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await at_roster(app, pilot)
        await pilot.press(*"Ana", "enter", *"Ben", "tab", "s", *"9")
        await settled(app, pilot)
        app.desk.flush_drafts()
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        line, score = sorted(app.desk.unfinished(), key=lambda draft: draft.kind == "score")
        await app.resume_draft(score)
        await settled(app, pilot)
        assert app.screen.form.values["score"] == "9"
        await pilot.press("5", "enter")
        await settled(app, pilot)
        await app.resume_draft(line)
        await settled(app, pilot)
        assert app.screen.entry.value == "Ben"
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.desk.unfinished() == []
    assert {row["name"]: row.get("score") for row in roster(tmp_path, session)} == {"Ana": "95", "Ben": None}


async def test_a_refused_save_leaves_the_name_and_the_paste(tmp_path, monkeypatch):
    session = filled(tmp_path)
    real = os.write

    def full(handle, piece):
        raise OSError(errno.ENOSPC, "No space left on device")

    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        screen = await at_roster(app, pilot)
        monkeypatch.setattr(os, "write", full)
        screen.entry.line.post_message(events.Paste("Ana\nBen"))
        await settled(app, pilot)
        await pilot.press(*"Col", "enter")
        await settled(app, pilot)
        assert (screen.entry.value, app.status.saving) == ("Col", "NOT SAVED")
        monkeypatch.setattr(os, "write", real)
        await pilot.press("enter")
        await settled(app, pilot)
    assert names(tmp_path, session) == ["Ana", "Ben", "Col"]


async def test_the_record_is_written_to_word_and_its_place_said(tmp_path):
    filled(tmp_path)
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await at_roster(app, pilot)
        await pilot.press(*"Ana", "enter", "ctrl+g", "w", "r")
        await settled(app, pilot)
        assert app.status.notice.startswith("Written: Training Record 2026-11-24 Academy")
    assert [path.name[:15] for path in (tmp_path / "exports").iterdir()] == ["Training Record"]


async def test_a_new_session_takes_nothing_over_from_a_restricted_one(tmp_path):
    filled(tmp_path)
    book = Notebook.open(tmp_path)
    last = next(one for one in book.all(Training) if one.title == "First aid")
    records.change(book, last, {"sensitivity": "restricted"})
    async with at_desk(tmp_path, clock=Clock()) as (app, pilot):
        await pilot.press("f6")
        await settled(app, pilot)
        await pilot.press("n", *"First aid", "ctrl+s")
        await settled(app, pilot)
        made = app.screen.session
        assert (made.title, made.kind, made.place, made.topic) == ("First aid", "", "", "")
