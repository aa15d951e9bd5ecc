"""Capturing on the screen: one line, one key; nothing typed is lost, whatever happens next."""

from __future__ import annotations

import errno
import os

import pytest

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.record import RecordScreen
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
        shown = str(app.screen.query_one("#capture-understood").render())
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
    from textual import events

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
