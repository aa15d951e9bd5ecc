"""What a hand that is new to the program does by mistake, and what must not come of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from textual import events

from cro_tui import settings
from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import Notebook
from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from tests.tui.officer import at_desk, settled, type_text

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")


def clock():
    return NOW


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    settings.save(home, {
        "officer": {"name": "Jo Dunmore"},
        "department": {"supervisor": "Sgt. Tomasz Wilk", "chief": "Chief Specimen", "units": ["Traffic Unit"]},
    })  # fmt: skip
    book = Notebook.open(home, clock=clock)
    mai = records.create(book, Contact, {"name": "Mai Nguyen"}).record
    for words, heard in (("Oldest thing", "2026-08-10"), ("Lamp is out", "now"), ("Cars race", "now")):
        records.create(book, Concern, {"narrative": words, "contact": mai.id, "heard": heard})
    return home


def concern_of(home, words):
    return next(one for one in Notebook.open(home, clock=clock).all(Concern) if one.summary == words)


async def go(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


async def in_concerns(app, pilot, words):
    await go(app, pilot, "f7")
    room = app.screen
    await room.loaded.wait()
    room.rows.go_to(concern_of(app.desk.home, words).id)
    await pilot.pause()
    return room


def at_once(app, *keys):
    """The keys come without a pause."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


def by_hand(app, *keys):
    """The keys come as a hand types them."""
    for number, key in enumerate(keys):
        name = {" ": "space", "+": "plus", ",": "comma"}.get(key, key)
        event = events.Key(name, key if len(key) == 1 else None)
        event.time += 0.12 * number
        app.post_message(event)


def drawn(app):
    return "\n".join("".join(one.text for one in line) for line in app.screen._compositor.render_strips())


# Fields


async def test_on_coming_back_to_a_field_what_is_offered_fits_what_stands_there(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await in_concerns(app, pilot, "Cars race")
        await go(app, pilot, "r", *"traf", "tab", "shift+tab", "end", "down", "enter", "ctrl+s")
    (made,) = Notebook.open(home).all(Referral)
    assert made.to == "Traffic Unit"


async def test_a_choice_is_made_by_arrows_to_the_side_and_kept_by_saving_at_once(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await in_concerns(app, pilot, "Lamp is out")
        await go(app, pilot, "t", "shift+tab", "right", "ctrl+s")
    assert [row["reached"] for row in concern_of(home, "Lamp is out").tellings] == ["left a message"]


async def test_a_word_that_fits_nothing_says_what_fits(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await in_concerns(app, pilot, "Lamp is out")
        await go(app, pilot, "t", "shift+tab", *"nobod", "tab")
        assert "“nobod” is none of: told, left a message, no answer" in drawn(app)


async def test_a_date_that_stands_there_is_replaced_by_the_first_letter_and_kept_by_an_arrow(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await in_concerns(app, pilot, "Lamp is out")
        await go(app, pilot, "r")
        form = app.screen.form
        form.input_of("due").focus()
        await settled(app, pilot)
        await type_text(pilot, "1 dec")
        assert form.values["due"] == "1 dec"
        form.load({**form.values, "due": "Fri 4 Dec 2026"})
        form.input_of("to").focus()
        await settled(app, pilot)
        form.input_of("due").focus()
        await settled(app, pilot)
        await go(app, pilot, "right", "!")
        assert form.values["due"] == "Fri 4 Dec 2026!"


# Forms


async def test_keys_that_come_with_e_land_in_the_first_field_of_the_form(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await in_concerns(app, pilot, "Lamp is out")
        at_once(app, "e", "Q", "Q", "tab", "Z")
        while not getattr(app.screen, "form", None) or "Z" not in app.screen.form.values["narrative"]:
            await pilot.pause(0.01)
        assert app.screen.form.values["summary"] == "Lamp is outQQ"


async def test_ctrl_z_in_an_untouched_form_takes_nothing_back_that_lies_under_it(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Dog barks")
        await go(app, pilot, "enter", "f7", "e", "ctrl+z", "ctrl+z")
        assert app.status.notice.startswith("Nothing typed here to undo")
        assert "Saved 26" in app.status.notice
        await go(app, pilot, "escape")
        assert app.desk.unfinished() == []
        assert len(app.desk.notebook.all(Concern)) == 1
        await go(app, pilot, "ctrl+z")
        assert app.desk.notebook.all(Concern) == []


async def test_what_was_done_in_a_form_is_taken_back_in_it(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Dog barks")
        await go(app, pilot, "enter", "f7", "e", "ctrl+o", *"mistake", "enter")
        assert app.desk.notebook.all(Concern) == []
        await go(app, pilot, "ctrl+z")
        assert len(app.desk.notebook.all(Concern)) == 1


async def test_the_text_of_an_undone_capture_is_kept_apart_from_what_stands_in_the_line(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Dog barks")
        await go(app, pilot, "enter")
        await type_text(pilot, "Cat sings")
        await go(app, pilot, "f7", "ctrl+z")
        assert app.screen.line.value == "Cat sings"
        assert sorted(one.fields["line"] for one in app.desk.unfinished()) == ["Cat sings", "Dog barks"]
        await go(app, pilot, "enter")
        assert [one.narrative for one in app.desk.notebook.all(Concern)] == ["Cat sings"]
        (left,) = app.desk.unfinished()
        await app.resume_draft(left)
        assert app.screen.line.value == "Dog barks"


async def test_from_somebody_unnamed_and_yet_voiced_by_somebody_is_refused_in_the_form(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await in_concerns(app, pilot, "Lamp is out")
        await go(app, pilot, "e")
        app.screen.form.input_of("anonymous").focus()
        await go(app, pilot, "y", "ctrl+s")
        assert "and yet voiced by somebody" in drawn(app)
    assert not concern_of(home, "Lamp is out").anonymous


async def test_a_summary_set_right_in_the_form_sets_the_same_words_right_below(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await in_concerns(app, pilot, "Lamp is out")
        await go(app, pilot, "e", "home", "ctrl+a", *"Lamps are out", "ctrl+s")
    assert concern_of(home, "Lamps are out").narrative == "Lamps are out"


# Lists


async def test_the_cursor_stays_on_a_line_that_leaves_the_view_until_it_is_looked_at_anew(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await in_concerns(app, pilot, "Lamp is out")
        lamp = room.rows.cursor_key
        await go(app, pilot, "x", "1", "escape")
        assert not app.desk.notebook.of(Concern, lamp).is_open
        assert room.rows.cursor_key == lamp
        assert list(room.rows.visible_keys).index(lamp) == 1
        await go(app, pilot, "1")
        assert lamp not in room.rows.visible_keys


async def test_arrow_up_on_the_first_line_stays_in_the_list(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await in_concerns(app, pilot, "Cars race")
        await go(app, pilot, "up", "up")
        assert room.focused is room.rows
        await go(app, pilot, "f3", *"mai", "down", "up")
        assert app.screen.focused is app.screen.search.field


async def test_a_sentence_that_comes_into_a_list_runs_no_commands(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await in_concerns(app, pilot, "Cars race")
        seen = []
        room.action_mask = lambda: seen.append("m")
        at_once(app, *"qmuimmmm")  # there is no q
        await settled(app, pilot)
        assert seen == []
        assert "You are in a list: F2" in app.status.notice
        assert app.screen is room


async def test_a_sentence_typed_by_hand_after_a_close_that_asks_nothing_does_nothing(tmp_path):
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        for words in ("Dog barks", "Cat sings"):
            await type_text(pilot, words)
            await go(app, pilot, "enter")
        await go(app, pilot, "f7")
        room = app.screen
        await room.loaded.wait()
        await go(app, pilot, "x", "1")
        by_hand(app, *"it was relit on Monday", "ctrl+s")
        await settled(app, pilot)
        assert app.screen is room
        assert room.rows.picked == ()
        assert len(app.desk.notebook.all(Concern)) == 2
        assert "You are in a list: F2" in app.status.notice
        by_hand(app, "f2", *"all heard")
        await settled(app, pilot)
        assert app.screen.line.value == "all heard"


async def test_a_sentence_typed_into_a_box_of_choices_chooses_nothing(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await in_concerns(app, pilot, "Cars race")
        chosen = []
        app.push_screen(Choose("Which?", [Option("edit", "Edit", "e"), Option("word", "Word", "w")]), chosen.append)
        await settled(app, pilot)
        box = app.screen
        by_hand(app, "c")
        await settled(app, pilot)
        assert app.status.notice == "“c” is none of the choices here; esc leaves them"
        by_hand(app, *"+ Ann Lee, Tom Ruiz", "enter")
        await settled(app, pilot)
        assert app.screen is box
        assert app.status.notice == "This box takes no text: one key chooses, esc leaves it"
        await go(app, pilot, "down", "w")
        assert chosen == ["word"]
        assert app.screen is room


async def test_a_paste_into_a_list_says_where_it_belongs(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await in_concerns(app, pilot, "Cars race")
        app.post_message(events.Paste("dogs bark"))
        await settled(app, pilot)
        assert "You are in a list: F2" in app.status.notice
        assert app.screen is room


async def test_a_key_that_is_held_down_is_no_sentence(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await in_concerns(app, pilot, "Cars race")
        seen = []
        room.action_mask = lambda: seen.append("m")
        at_once(app, *"mmmmmmmmm")
        await settled(app, pilot)
        assert len(seen) == 9


async def test_a_backup_is_asked_for_before_it_is_written(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await go(app, pilot, "f4", "b")
        assert "not sealed" in drawn(app)
        await go(app, pilot, "escape")
        assert not list(home.rglob("*.zip"))
        await go(app, pilot, "b", "y")
        assert "Backed up" in app.status.notice


async def test_a_box_goes_away_with_esc_and_lies_over_no_dialog(home):
    app = CroTui(Desk(home, named=True, clock=clock))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(app, pilot)
        room = await in_concerns(app, pilot, "Lamp is out")
        app.notify("It lies here", title="The document")
        await go(app, pilot)
        await pilot.pause()
        assert "It lies here" in drawn(app)
        await go(app, pilot, "escape")
        assert "It lies here" not in drawn(app)
        assert app.screen is room
        await go(app, pilot, "t")
        app.notify("It lies here", title="The document")
        await pilot.pause()
        await pilot.pause()
        assert "It lies here" not in drawn(app)


async def test_nobody_is_told_of_what_came_from_nobody(tmp_path):
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        await type_text(pilot, "Dog barks ~anon")
        await go(app, pilot, "enter")
        await type_text(pilot, "Cat sings")
        await go(app, pilot, "enter", "f7", "t")
        assert app.status.notice == "Nobody to tell: nobody is named; e adds who it was"
        await go(app, pilot, "down", "t")
        assert app.status.notice == "Nobody to tell: it came from somebody unnamed"


# Reports


async def test_a_quarter_that_is_asked_for_before_the_facts_are_drawn_comes_with_them(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await go(app, pilot, "f8")
        room = app.screen
        drawn_facts, room.drawn = room.drawn, None
        room.action_quarter(2)
        room._facts_drawn(drawn_facts)
        await go(app, pilot)
        assert room.request.quarter == drawn_facts.quarters[1]


async def test_esc_gives_up_the_text_that_is_being_drawn_and_stays_in_the_room(home, monkeypatch):
    import threading

    go_on = threading.Event()
    monkeypatch.setattr("cro_tui.word.preview.quarterly_preview", lambda *_: go_on.wait(20) and [])
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await go(app, pilot, "f8")
        room = app.screen
        while room.drawn is None:
            await pilot.pause(0.01)
        await pilot.press("p", "escape")
        await pilot.pause()
        go_on.set()
        await settled(app, pilot)
        assert app.screen is room
        assert app.status.notice == "Not drawn: esc"


async def test_lines_are_marked_again_when_what_was_done_with_them_is_taken_back(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await in_concerns(app, pilot, "Cars race")
        await go(app, pilot, "space", "space", "s", "3")
        assert room.rows.picked == ()
        await go(app, pilot, "ctrl+z")
        assert len(room.rows.picked) == 2


async def test_today_counts_the_new_concerns_with_which_nobody_has_begun_and_opens_on_its_first_line(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await go(app, pilot, "f4")
        await app.screen.gathered.wait()
        await go(app, pilot)
        assert [one.offer for one in app.screen.items.values() if one.offer] == ["3 new: no next step planned"]
        assert app.screen.rows.cursor_key == next(iter(app.screen.items))
