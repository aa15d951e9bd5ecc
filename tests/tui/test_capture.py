"""Capturing on the screen: one line, one key; nothing typed is lost, whatever happens next."""

from __future__ import annotations

import errno
import os

import pytest
from textual import events

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.record import RecordScreen
from cro_tui.tui.widgets import understood
from tests.tui.officer import at_desk, settled, type_text


def concerns(home):
    return Notebook.open(home).all(Concern)


async def test_a_line_and_enter_is_a_saved_concern_and_the_line_stands_ready(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Cars race on Elm #traf due:fri")
        await pilot.press("enter")
        await type_text(pilot, "next")
        await pilot.pause()
        assert app.screen.line.value == "next"
        assert app.status.notice.startswith("Saved 2")
    (one,) = concerns(tmp_path)
    assert one.narrative == "Cars race on Elm"
    assert one.category == "traffic/speeding"


async def test_what_was_understood_stands_beneath(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, 'Loud music #noise @"Elm St" +"Mai Nguyen" ~juvenile')
        await pilot.pause(0.1)
        await settled(app, pilot)
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        for part in ("noise", "Elm St", "Mai Nguyen", "juvenile"):
            assert part in shown


async def test_a_refused_save_leaves_the_text_and_says_so_and_the_next_enter_saves_it(tmp_path, monkeypatch):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "first")
        await pilot.press("enter")
        await pilot.pause()
        real = os.write

        def full(handle, piece):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        await type_text(pilot, "the second one")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.line.value == "the second one"
        assert app.status.saving == "NOT SAVED"
        assert "No space left" in app.status.notice
        monkeypatch.setattr(os, "write", real)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.line.value == ""
    assert [one.narrative for one in concerns(tmp_path)] == ["first", "the second one"]


async def test_undo_voids_the_capture_and_gives_its_text_back(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Dog barks #noise")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert app.screen.line.value == "Dog barks #noise"
        assert "Undone" in app.status.notice
    assert concerns(tmp_path) == []


async def test_ctrl_z_undoes_typing_before_it_undoes_a_record(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Dog barks")
        await pilot.press("enter")
        await type_text(pilot, "x")
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.screen.line.value == ""
        assert len(app.desk.notebook.all(Concern)) == 1


async def test_the_line_comes_back_after_the_program_died(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "half a senten")
        app.desk.flush_drafts()
        app.desk.drafts  # noqa: B018 - the program dies here: nothing else is written
    async with at_desk(tmp_path) as (app, pilot):
        await settled(app, pilot)
        assert app.screen.line.value == "half a senten"
        assert app.status.saving == "draft"
    assert concerns(tmp_path) == []


async def test_a_similar_concern_is_linked_with_one_key(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Speeding on Maple Street near the school")
        await pilot.press("enter")
        await settled(app, pilot)
        await type_text(pilot, "More speeding near the school on Maple")
        await pilot.pause(0.1)
        await settled(app, pilot)
        await pilot.press("ctrl+l", "enter")
        await settled(app, pilot)
    first, second = concerns(tmp_path)
    assert first.links == (second.id,)
    assert second.links == (first.id,)


async def test_tab_opens_the_form_with_what_the_line_says_and_a_new_name_becomes_a_contact(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, 'Broken light #infra +"Ana Ruiz"')
        await pilot.press("tab")
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.form.values["category"] == "infrastructure"
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("y")
        await settled(app, pilot)
    (one,) = concerns(tmp_path)
    (person,) = Notebook.open(tmp_path).all(Contact)
    assert (person.name, one.contact) == ("Ana Ruiz", person.id)


async def test_a_form_left_unsaved_is_a_draft_and_no_record(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Something")
        await pilot.press("tab")
        await pilot.pause()
        await pilot.press("escape")
        await settled(app, pilot)
        (draft,) = app.desk.unfinished()
        assert draft.fields["narrative"] == "Something"
    assert concerns(tmp_path) == []


async def test_what_another_process_saved_shows_up(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        from cro_tui.actions.capture import capture

        capture(Notebook.open(tmp_path), "from the command line")
        app.desk.poll()
        await settled(app, pilot)
        assert app.screen._recent.rows.count == 1


@pytest.mark.parametrize("text", ["[/b] [red]x", "a\x1b[31mb", "שלום \u202eabc", "🎉" * 50, "x" * 10_000])
async def test_any_text_is_kept_to_the_letter_and_drawn_harmlessly(tmp_path, text):
    async with at_desk(tmp_path) as (app, pilot):
        app.screen.line.load(text)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.status.saving == "saved"
    (one,) = concerns(tmp_path)
    assert one.narrative == text


@pytest.mark.parametrize("lines", [200])
async def test_a_paste_of_many_lines_is_asked_about_and_none_is_lost(tmp_path, lines):
    async with at_desk(tmp_path) as (app, pilot):
        app.screen.line.post_message(events.Paste("\n".join(f"concern {n}" for n in range(lines))))
        await pilot.pause()
        await pilot.press("e")
        await settled(app, pilot)
    assert len(concerns(tmp_path)) == lines


async def test_the_new_contact_of_a_restricted_concern_is_restricted(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, 'Bullied on the bus +"Kim Example" ~juvenile')
        await pilot.press("enter")
        await settled(app, pilot)
    (person,) = Notebook.open(tmp_path).all(Contact)
    assert person.restricted
    assert person.restricted_because == "juvenile"


def beneath(app):
    """What stands beneath the line, as it is seen: (text, whether any of it is in the colour of a warning)."""
    widget = app.screen.query_one("#capture-understood")
    lines = [widget.render_line(y) for y in range(widget.size.height)]
    warning = app.theme_variables["warning"].lower()
    marked = "".join(part.text for line in lines for part in line if is_of(part.style, warning))
    return "\n".join(line.text.rstrip() for line in lines), marked


def is_of(style, color):
    return style is not None and style.color is not None and style.color.get_truecolor().hex == color


async def read(app, pilot):
    await pilot.pause(0.1)
    await settled(app, pilot)


async def test_the_phone_of_somebody_new_is_shown_as_their_phone(tmp_path):
    async with at_desk(tmp_path, size=(120, 24)) as (app, pilot):
        await type_text(pilot, 'Loud music +"Ann Lee, 555-0142"')
        await settled(app, pilot)
        await pilot.pause(0.1)
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "Ann Lee, phone 555-0142" in shown


async def test_what_is_not_understood_is_said_beneath_the_line_and_with_the_save(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Dogs at #5 #zzz due:32may #noise ~witness ~juvenile all night")
        await read(app, pilot)
        text, marked = beneath(app)
        assert "not understood: #zzz, due:32may" in text.splitlines()[0]
        assert "not understood: #zzz, due:32may" in marked
        assert "one too many: ~witness (juvenile counts)" in " ".join(text.split())
        assert "noise" in text
        assert "#5" not in text
        await pilot.press("enter")
        await settled(app, pilot)
        assert "not understood: #zzz, due:32may" in app.status.notice
    (one,) = concerns(tmp_path)
    assert one.narrative == "Dogs at #5 #zzz due:32may ~witness all night"


async def test_lines_pasted_one_by_one_say_what_was_not_understood(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        app.screen.line.post_message(events.Paste("Dogs #zzz\nCats due:32may"))
        await pilot.pause()
        await pilot.press("e")
        await settled(app, pilot)
        assert app.status.notice == "Saved 2 concerns; not understood: #zzz, due:32may"


async def test_a_marker_on_its_way_is_not_called_misunderstood_until_the_typing_rests(tmp_path, monkeypatch):
    monkeypatch.setattr(understood, "REST_SECONDS", 60)
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Dogs bark #t")
        await read(app, pilot)
        assert "not understood" not in beneath(app)[0]
        monkeypatch.setattr(understood, "REST_SECONDS", 0.01)
        await type_text(pilot, "q")
        await read(app, pilot)
        assert "not understood: #tq" in beneath(app)[1]
        await pilot.press("backspace", "h")
        await read(app, pilot)
        assert "not understood" not in beneath(app)[0]


async def test_who_asks_to_be_called_back_is_offered_the_marker_and_stands_on_today(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Needles, please call back +Lee")
        await read(app, pilot)
        assert "to be called back? ~callback" in beneath(app)[0]
        await type_text(pilot, " ~callback")
        await read(app, pilot)
        assert "to be called back?" not in beneath(app)[0]
        await pilot.press("enter", "f4")
        await settled(app, pilot)
        assert any("Needles" in " ".join(app.screen.rows.row(key).cells) for key in app.screen.rows.visible_keys)


async def test_arrow_up_in_the_empty_line_opens_the_last_concern_to_be_corrected(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "the old library")
        await pilot.press("up")
        await settled(app, pilot)
        assert app.focused is app.screen.line
        await pilot.press("enter", "up")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.record.summary == "the old library"


async def test_arrow_down_leads_into_the_concerns_beneath_and_letters_back_into_the_line(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        for text in ("first", "second"):
            await type_text(pilot, text)
            await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("down", "down", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.record.summary == "first"
        await pilot.press("escape", *"third")
        await settled(app, pilot)
        assert app.screen.line.value == "third"


async def test_anonymous_and_named_is_not_saved_until_one_is_taken_out(tmp_path):
    line = 'Needles ~anon +"Mai Nguyen"'
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, line)
        await read(app, pilot)
        assert 'anonymous, and yet +"Mai Nguyen": take one of them out' in beneath(app)[1]
        for key in ("enter", "tab"):
            await pilot.press(key)
            await settled(app, pilot)
            assert app.screen.line.value == line
            assert "take one of them out" in app.status.notice
        assert concerns(tmp_path) == []
        app.screen.line.load("Needles ~anon")
        await pilot.press("enter")
        await settled(app, pilot)
    (one,) = concerns(tmp_path)
    assert one.anonymous


async def test_people_of_one_name_are_told_apart_by_what_is_written_after_a_comma(tmp_path):
    home = Notebook.open(tmp_path)
    people = [records.create(home, Contact, {"name": "Ann Lee", "phones": f"555-014{n}"}).record for n in range(2)]
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, 'Needles +"Ann Lee"')
        await read(app, pilot)
        marked = " ".join(beneath(app)[0].split())
        assert 'write +"Ann Lee, 555-0140" or +"Ann Lee, 555-0141"' in marked
        await pilot.press("backspace")
        await type_text(pilot, ', 555-0141"')
        await read(app, pilot)
        assert "fits" not in beneath(app)[0]
        await pilot.press("tab")
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    (one,) = concerns(tmp_path)
    assert one.contact == people[1].id


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_minutes_line_says_what_is_not_understood(tmp_path, monkeypatch, size):
    monkeypatch.setattr(understood, "REST_SECONDS", 0.01)
    meeting = records.create(Notebook.open(tmp_path), Meeting, {"body": "Northside"}).record
    async with at_desk(tmp_path, size) as (app, pilot):
        await pilot.press("f5", "enter")
        await settled(app, pilot)
        await type_text(pilot, 'a: Fix the light on the corner @"Public Works and Parks" due:32.13.')
        await read(app, pilot)
        hint = app.screen.query_one(".minutes-understood")
        assert "not understood: due:32.13." in hint.render_line(0).text
        await pilot.press("enter")
        await settled(app, pilot)
        assert "not understood: due:32.13." in app.status.notice
        await type_text(pilot, "c: Dogs ~anon +Lee ")
        await read(app, pilot)
        assert "anonymous, and yet +Lee" in hint.render_line(0).text
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.screen.entry.value == "c: Dogs ~anon +Lee "
    (action,) = Notebook.open(tmp_path).of(Meeting, meeting.id).entries
    assert action["text"] == "Fix the light on the corner due:32.13."


async def test_a_complaint_about_an_officer_is_met_in_the_whole_form_too(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await type_text(pilot, "Loud bar on Elm")
        await pilot.press("tab")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        about = app.screen.query_one("#record-about")
        assert "Internal Affairs" not in str(about.render())
        await type_text(pilot, ". The officer was rude to her")
        await settled(app, pilot)
        assert "Internal Affairs" in str(about.render())
        assert about.has_class("-alarm")


@pytest.mark.parametrize("typed", ["Loud music #safety ", "Loud music #"])
async def test_the_categories_are_named_where_one_was_meant_that_is_none(tmp_path, typed):
    async with at_desk(tmp_path, size=(80, 24)) as (app, pilot):
        await type_text(pilot, typed)
        await settled(app, pilot)
        for _ in range(500):
            shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
            if "categories traffic, parking, noise" in shown:
                break
            await pilot.pause(0.01)
        assert "categories traffic, parking, noise" in shown
