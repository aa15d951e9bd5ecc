"""Settings on the screen: what is saved counts at once, what can't be used is refused, nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Static

from cro_tui.actions.capture import capture
from cro_tui.demo.making import make
from cro_tui.settings import FILE, change, load, writing
from cro_tui.settings.about import every_setting
from cro_tui.store.notebook import Notebook
from cro_tui.tui.app import CroTui
from cro_tui.tui.desk import Desk
from tests.tui.officer import at_desk, settled, type_text


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips()).replace("│", " ")


async def until(pilot, holds):
    """Wait until *holds*."""
    while not holds():
        await pilot.pause(0.01)


async def open_settings(app, pilot, name=""):
    """To the settings, with the cursor on *name*."""
    await pilot.press("ctrl+u")
    await settled(app, pilot)
    if name:
        app.screen.settings.go_to(name)
        await pilot.pause()


async def ask_for(app, pilot, name):
    """The form of one setting."""
    await open_settings(app, pilot, name)
    await pilot.press("enter")
    await settled(app, pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_setting_stands_there_and_is_found_by_a_word(tmp_path, size):
    async with at_desk(tmp_path, size) as (app, pilot):
        await open_settings(app, pilot)
        room = app.screen
        assert set(every_setting()) <= set(room.settings.visible_keys)
        for name in every_setting():
            assert room.settings.row(name).cells[0] == every_setting()[name].label
        await pilot.press("slash", *"callback")
        await pilot.pause()
        assert "intervals.callback_days" in room.settings.visible_keys
        assert room.settings.line_count < 5


async def test_a_name_that_is_saved_stands_in_the_top_line_and_in_the_file(tmp_path):
    (tmp_path / FILE).write_text("# ours\n[officer]\nbadge = '1187' # hers\n", "utf-8")
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "officer.name")
        await type_text(pilot, "Jane Doe")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.screen.settings.row("officer.name").cells[1] == "Jane Doe"
        assert "Jane Doe" in drawn(app)
        assert app.status.saving == "saved"
    text = (tmp_path / FILE).read_text("utf-8")
    assert 'name = "Jane Doe"' in text
    assert "# ours" in text
    assert "badge = '1187' # hers" in text


async def test_what_is_typed_is_a_draft_until_it_is_saved(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "department.name")
        await type_text(pilot, "Larkmoor")
        await pilot.press("escape")
        await settled(app, pilot)
        assert load(tmp_path).department.name == ""
    async with at_desk(tmp_path) as (app, pilot):
        (draft,) = app.desk.unfinished()
        await app.resume_draft(draft)
        await until(pilot, lambda: type(app.screen).__name__ == "SettingForm")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert load(tmp_path).department.name == "Larkmoor"
        assert app.desk.unfinished() == []


async def test_a_whole_heading_is_asked_in_one_form(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await open_settings(app, pilot, "officer.badge")
        await pilot.press("e")
        await settled(app, pilot)
        await type_text(pilot, "1187")
        await pilot.press("shift+tab")
        await type_text(pilot, "Jane")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    assert (load(tmp_path).officer.name, load(tmp_path).officer.badge) == ("Jane", "1187")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("intervals.callback_days", "three", "needs a whole number"),
        ("intervals.callback_days", "99999999", "needs a whole number from 0 to 36,500"),
        ("look.theme", "moon", "is station, sun or night"),
        ("share", "ftp://server/x", "is a folder, smb://server/share/folder"),
        ("documents.letterhead", "/no/such/head.docx", "No such file"),
        ("documents.letterhead", "/srv/head.pdf", "ends in .docx"),
        ("documents.letterhead", "head.docx", "needs the whole path"),
        ("share", "cro", "needs the whole path"),
        ("words.statuses", "new", "must hold"),
        ("education.topics", "Law", "needs an ="),
        ("education.topics", "Law = many", "needs a whole number of hours"),
    ],
)
async def test_what_cannot_be_is_refused_beneath_its_field_and_stays_there(tmp_path, name, typed, said):
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, name)
        form = app.screen
        form.query_one("RecordForm").fill({name.replace(".", "__"): typed})
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.screen is form
        assert any(said in str(one.content) for one in form.query(".remark").results(Static) if one.display)
        assert not (tmp_path / FILE).exists()


async def test_a_theme_shows_at_once_and_goes_again_unless_it_is_saved(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "look.theme")
        await type_text(pilot, "sun")
        await pilot.pause()
        assert app.theme == "sun"
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.theme == "station"
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.theme == "sun"
    assert load(tmp_path).look.theme == "sun"


async def test_a_word_that_records_use_is_not_taken_off_the_list_silently(tmp_path):
    notebook = Notebook.open(tmp_path)
    for text in ("Music at night #noise", "Again music #noise", "Cars #parking"):
        capture(notebook, text)
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "words.categories")
        form = app.screen
        form.query_one("RecordForm").fill({"words__categories": "parking\nother\ndogs"})
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not form)
        await settled(app, pilot)
        assert "“noise” is used by 2 records" in " ".join(drawn(app).split())
        assert "parking" not in app.screen._body
        await pilot.press("n")
        await settled(app, pilot)
        assert app.screen is form
        assert "noise" in load(tmp_path).words.categories
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not form)
        await settled(app, pilot)
        await pilot.press("y")
        await until(pilot, lambda: type(app.screen).__name__ == "SettingsRoom")
    assert load(tmp_path).words.categories == ("parking", "other", "dogs")
    assert {one.category for one in Notebook.open(tmp_path).everything()} == {"noise", "parking"}


async def test_the_key_that_is_pressed_works_at_once(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await open_settings(app, pilot)
        await pilot.press("right")
        app.screen.keys.go_to("room.today")
        await pilot.press("enter", "f3")
        await settled(app, pilot)
        assert "“f3” for room.today is Find’s" in " ".join(drawn(app).split())
        await pilot.press("x")
        await pilot.pause()
        assert "is a key to type with" in " ".join(drawn(app).split())
        await pilot.press("f9")
        assert app.blanked  # at once, also here
        await pilot.press("x")
        await pilot.press("ctrl+g")
        await settled(app, pilot)
        assert load(tmp_path).look.keys == {"room.today": "ctrl+g"}
        assert app.screen.keys.row("room.today").cells[0] == "ctrl+g"
        await pilot.press("ctrl+g")
        await settled(app, pilot)
        assert app.current_mode == "today"
        await pilot.press("ctrl+u")
        await settled(app, pilot)
        assert app.screen.table == "keys"
        await pilot.press("d")
        await settled(app, pilot)
        assert load(tmp_path).look.keys == {}
        await pilot.press("f4")
        await settled(app, pilot)
        assert app.current_mode == "today"


async def test_clearing_an_empty_filter_leads_nowhere(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f3")
        await settled(app, pilot)
        await pilot.press("ctrl+u", *"mai")
        await settled(app, pilot)
        assert app.current_mode == "find"
        assert app.screen.search.field.text == "mai"
        await pilot.press("ctrl+u", "down", "ctrl+u")  # the list has nothing to clear
        await settled(app, pilot)
        assert app.current_mode == "settings"


@pytest.mark.parametrize("back", ["escape", "ctrl+u"])
async def test_a_filter_is_left_before_the_room_is(tmp_path, back):
    async with at_desk(tmp_path) as (app, pilot):
        await open_settings(app, pilot)
        every = app.screen.rows.counted
        await pilot.press("slash", *"badge", "enter")
        await settled(app, pilot)
        assert app.screen.rows.counted[0] < every[0]
        await pilot.press(back)
        await settled(app, pilot)
        assert type(app.screen).__name__ == "SettingsRoom"
        assert app.screen.rows.counted == every
        await pilot.press("slash", *"no such", "enter")
        await settled(app, pilot)
        assert f"esc shows all {every[0]} again" in " ".join(drawn(app).split())


async def test_keys_that_are_free_are_named_where_one_is_asked(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await open_settings(app, pilot)
        await pilot.press("right")
        app.screen.keys.go_to("blank")
        await pilot.press("enter")
        await settled(app, pilot)
        free = next(line for line in drawn(app).splitlines() if "Free for it:" in line)
        await pilot.press(free.split("Free for it:")[1].split()[0])
        await settled(app, pilot)
        assert list(load(tmp_path).look.keys) == ["blank"]


async def test_escape_leaves_the_key_as_it_is(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await open_settings(app, pilot)
        await pilot.press("right", "down", "enter", "escape")
        await settled(app, pilot)
        assert type(app.screen).__name__ == "SettingsRoom"
        assert not (tmp_path / FILE).exists()


async def test_a_share_is_tried_without_joining_it_and_kept_in_step_once_it_is_saved(tmp_path):
    home, share = tmp_path / "home", tmp_path / "share"
    share.mkdir()
    change(home, {("share",): str(share / "not there")})
    async with at_desk(home) as (app, pilot):
        await open_settings(app, pilot, "share")
        await pilot.press("t")
        await app.workers.wait_for_complete()
        assert "not there" in app.status.notice
        await pilot.press("enter")
        await settled(app, pilot)
        app.screen.query_one("RecordForm").fill({"share": str(share)})
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.status.share == "in step")
        assert (share / "cro-tui.json").exists()
        await pilot.press("t")
        await app.workers.wait_for_complete()
        assert app.status.notice == "It is there, and holds this notebook"
        app.screen.settings.go_to("share")
        await pilot.press("d")
        await settled(app, pilot)
        assert app.status.share == ""


async def test_a_share_of_the_department_is_joined_when_the_officer_says_so(tmp_path):
    share, first, second = tmp_path / "share", tmp_path / "first", tmp_path / "second"
    share.mkdir()
    capture(Notebook.open(first), "Dark corner")
    capture(Notebook.open(second), "Loud music")
    async with at_desk(first) as (app, pilot):
        app.desk.change_settings({("share",): str(share)})
        app.settings_changed()
        await until(pilot, lambda: app.status.share == "in step")
    async with at_desk(second) as (app, pilot):
        await ask_for(app, pilot, "share")
        await type_text(pilot, str(share))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.status.share == "not joined")
        await until(pilot, lambda: "ctrl+k joins it" in app.status.notice)
        await pilot.press("t")
        await app.workers.wait_for_complete()
        assert "holds a notebook that this one has not joined" in app.status.notice
        await pilot.press("ctrl+k")
        await settled(app, pilot)
        await pilot.press("y")
        await until(pilot, lambda: app.status.share == "in step")
        assert len(list(app.desk.notebook.everything())) == 2


async def test_a_file_with_a_slip_is_named_by_its_line_and_the_rest_counts(tmp_path):
    (tmp_path / FILE).write_text("[officer]\nname = 'Jane'\nbadge = 7\n[look]\nkeys = { blank = 'q' }\n", "utf-8")
    async with at_desk(tmp_path) as (app, pilot):
        app.settings_changed()  # as the start of the program does it
        await open_settings(app, pilot)
        shown = " ".join(drawn(app).split())
        assert "settings.toml, line 3" in shown
        assert "settings.toml, line 5" in shown
        assert "Jane" in shown


async def test_a_file_that_cannot_be_read_is_not_written_and_is_set_aside_when_asked(tmp_path):
    broken = "[officer\nname = 'Jane'\n"
    (tmp_path / FILE).write_text(broken, "utf-8")
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "officer.name")
        assert "line 1" in drawn(app)
        await pilot.press("escape", "d", "w")
        await settled(app, pilot)
        assert (tmp_path / FILE).read_text("utf-8") == broken
        await pilot.press("enter", "a")
        await settled(app, pilot)
        assert (tmp_path / "settings.aside-1.toml").read_text("utf-8") == broken
        await pilot.press("enter")
        await settled(app, pilot)
        await type_text(pilot, "Jane")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    assert load(tmp_path).officer.name == "Jane"


async def test_what_is_written_by_hand_meanwhile_counts_at_once_and_is_kept(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "officer.badge")
        (tmp_path / FILE).write_text("# by hand\n[officer]\nname = 'Jane'\n[look]\ntheme = 'night'\n", "utf-8")
        await until(pilot, lambda: app.theme == "night")
        await type_text(pilot, "1187")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "Jane" in drawn(app)
    assert (load(tmp_path).officer.name, load(tmp_path).officer.badge) == ("Jane", "1187")
    assert "# by hand" in (tmp_path / FILE).read_text("utf-8")


async def test_the_same_setting_written_by_hand_meanwhile_is_shown_before_it_is_replaced(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "officer.badge")
        form = app.screen
        await type_text(pilot, "1187")
        (tmp_path / FILE).write_text("[officer]\nbadge = 'by hand'\n", "utf-8")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.screen is form
        assert any("by hand" in str(one.content) for one in form.query(".remark").results(Static))
        assert load(tmp_path).officer.badge == "by hand"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert type(app.screen).__name__ == "SettingsRoom"
    assert load(tmp_path).officer.badge == "1187"


async def test_a_slip_of_the_hand_is_said_at_once_and_once(tmp_path):
    app = CroTui(Desk(tmp_path, named=True))
    async with app.run_test(notifications=True) as pilot:
        await settled(app, pilot)
        await until(pilot, lambda: app.status.quarter)
        await pilot.press("ctrl+u")
        await settled(app, pilot)
        slip = "[look]\ntheme = 'moon'\n"
        for text in (slip, f"{slip}[officer]\nname = 'Jane'\n"):
            (tmp_path / FILE).write_text(text, "utf-8")
            await until(pilot, lambda text=text: app.desk.settings.officer.name == ("Jane" if "Jane" in text else ""))
            await until(pilot, lambda: app.desk.settings.notices)
            await pilot.pause()
        await until(pilot, lambda: app._notifications)
        assert sum("line 2" in one.message for one in app._notifications) == 1
        assert "moon" in drawn(app)


async def test_a_disk_that_refuses_keeps_what_was_typed(tmp_path, monkeypatch):
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "officer.name")
        form = app.screen
        await type_text(pilot, "Jane")
        real = writing.os.fsync

        def refuses(_handle):
            raise OSError(28, "No space left on device")

        app.desk.flush_drafts()
        monkeypatch.setattr(writing.os, "fsync", refuses)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.screen is form
        assert app.status.saving == "NOT SAVED"
        assert form.query_one("RecordForm").values == {"officer__name": "Jane"}
        monkeypatch.setattr(writing.os, "fsync", real)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    assert load(tmp_path).officer.name == "Jane"


# The first questions


async def answer(app, pilot):
    """The questions, with the cursor in the first that is open."""
    await pilot.press("ctrl+n")
    await until(pilot, lambda: type(app.screen).__name__ == "Introduction" and app.screen.focused is not None)
    await settled(app, pilot)


async def test_the_first_questions_take_no_key_and_go_as_they_are_answered(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        shown = " ".join(drawn(app).split())
        for words in ("Whose notebook", "○ name or badge", "○ department", "○ station share", "ctrl+n", "esc"):
            assert words in shown
        await type_text(pilot, "Cars race")
        assert app.screen.line.value == "Cars race"
        await answer(app, pilot)
        await type_text(pilot, "Jane Doe")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: type(app.screen).__name__ == "Capture")
        await settled(app, pilot)
        shown = " ".join(drawn(app).split())
        assert "✓ name or badge" in shown
        assert "Cars race" in shown
        await answer(app, pilot)
        await type_text(pilot, "Larkmoor PD")  # the cursor stands in what is missing
        await pilot.press("ctrl+s")
        await until(pilot, lambda: type(app.screen).__name__ == "Capture")
        await settled(app, pilot)
        (tmp_path / "share").mkdir()
        await answer(app, pilot)
        await type_text(pilot, str(tmp_path / "share"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: type(app.screen).__name__ == "Capture")
        await settled(app, pilot)
        assert "Whose notebook" not in drawn(app)
        assert app.screen.line.value == "Cars race"
    found = load(tmp_path)
    assert (found.officer.name, found.department.name) == ("Jane Doe", "Larkmoor PD")
    assert found.share == str(tmp_path / "share")


async def test_the_first_questions_are_put_off_or_dismissed_with_one_key_each(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Cars")
        await pilot.press("escape")
        await settled(app, pilot)
        assert "Whose notebook" not in drawn(app)
        assert "ctrl+u has all settings" in app.status.notice
        assert app.screen.line.value == "Cars"
    async with at_desk(tmp_path) as (app, pilot):
        assert "Whose notebook" in drawn(app)
        await pilot.press("ctrl+o")
        await settled(app, pilot)
        assert "Whose notebook" not in drawn(app)
        assert app.screen.line.value == "Cars"
    async with at_desk(tmp_path) as (app, pilot):
        assert "Whose notebook" not in drawn(app)
        await pilot.press("ctrl+n")  # they can still be answered
        await settled(app, pilot)
        assert "Whose notebook" in drawn(app)


async def test_nothing_is_asked_in_the_made_up_notebook(tmp_path):
    make(tmp_path, date(2026, 11, 22))
    change(tmp_path, {("officer", "name"): "", ("officer", "badge"): ""})
    async with at_desk(tmp_path) as (app, _pilot):
        assert app.desk.notebook.is_demo
        assert "Whose notebook" not in drawn(app)


async def test_a_broken_file_never_keeps_anybody_from_a_concern(tmp_path):
    (tmp_path / FILE).write_text("[[[", "utf-8")
    app = CroTui(Desk(tmp_path, named=True))
    async with app.run_test(notifications=True) as pilot:
        await settled(app, pilot)
        await until(pilot, lambda: app._notifications)
        assert any("line 1" in one.message for one in app._notifications)
        await type_text(pilot, "Dark corner")
        await pilot.press("enter")
        await settled(app, pilot)
    assert len(list(Notebook.open(tmp_path).everything())) == 1


async def test_what_was_set_is_taken_back_in_the_settings_and_no_record_with_it(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Dog barks")
        await pilot.press("enter")
        await settled(app, pilot)
        await ask_for(app, pilot, "look.theme")
        await type_text(pilot, "sun")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.theme == "sun"
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert app.status.notice == "Taken back: Theme, as before"
        assert app.theme == "station"
        assert load(tmp_path).look.theme == "station"
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert app.status.notice == "Nothing was changed here; what was saved elsewhere is taken back there"
        assert len(list(app.desk.notebook.everything())) == 1


async def test_the_changes_of_one_form_and_the_default_are_taken_back_in_turn(tmp_path):
    change(tmp_path, {("intervals", "callback_days"): 9})
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "officer.name")
        await pilot.press("escape")
        app.screen.settings.go_to("officer.name")
        await pilot.press("e")
        await settled(app, pilot)
        await type_text(pilot, "Jane")
        await pilot.press("tab")
        await type_text(pilot, "1187")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        app.screen.settings.go_to("intervals.callback_days")
        await pilot.press("d")
        await settled(app, pilot)
        assert load(tmp_path).intervals.callback_days == 3
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert load(tmp_path).intervals.callback_days == 9
        assert load(tmp_path).officer.name == "Jane"
        change(tmp_path, {("officer", "badge"): "2222"})
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert "changed elsewhere since" in app.status.notice
        assert load(tmp_path).officer.name == "Jane"


async def test_a_key_that_was_changed_is_taken_back(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await open_settings(app, pilot)
        await pilot.press("right")
        app.screen.keys.go_to("room.today")
        await pilot.press("enter", "ctrl+g")
        await settled(app, pilot)
        assert load(tmp_path).look.keys == {"room.today": "ctrl+g"}
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert load(tmp_path).look.keys == {}


async def test_a_number_that_stands_there_is_replaced_by_the_first_digit(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await ask_for(app, pilot, "intervals.callback_days")
        await pilot.press("5", "ctrl+s")
        await settled(app, pilot)
        assert load(tmp_path).intervals.callback_days == 5
