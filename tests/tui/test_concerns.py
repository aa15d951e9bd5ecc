"""Concerns: found, viewed, moved on by single keys, alone or several at once; nothing typed is lost, nothing stalls."""

from __future__ import annotations

import errno
import os

import pytest

from cro_tui.actions import concerns as verbs
from cro_tui.actions import recommendations, records
from cro_tui.actions.capture import capture
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.store.notebook import Edit, Notebook
from cro_tui.tui.screens.concerns import Concerns
from cro_tui.tui.screens.record import RecordScreen
from tests.tui.officer import at_desk, settled, type_text

NARROW, WIDE = (80, 24), (120, 40)


def make(home, *lines):
    """A notebook with these captured concerns; their ids by their first words."""
    notebook = Notebook.open(home)
    return {line.split()[0]: capture(notebook, line).record.id for line in lines}


def get(home, kind, record_id):
    return Notebook.open(home).of(kind, record_id)


async def enter(app, pilot):
    await pilot.press("f7")
    await settled(app, pilot)
    (room,) = (screen for screen in app.screen_stack if isinstance(screen, Concerns))
    await room.loaded.wait()
    await pilot.pause()
    return room


def line_of(room, key):
    return room.rows.row(key).cells


def story(room):
    return "\n".join(f"{one.label} {one.text}" for one in room.details.paragraphs)


def drawn(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def go_to(room, pilot, key):
    room.rows.go_to(key)
    room.rows.focus()
    await pilot.pause()


# Seeing


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_concern_is_a_line_and_the_newest_is_first(tmp_path, size):
    ids = make(tmp_path, "Cars race heard:2026-01-05 #traf @Elm", "Music heard:2026-03-01", "Graffiti heard:2025-12-24")
    async with at_desk(tmp_path, size) as (app, pilot):
        room = await enter(app, pilot)
        assert list(room.rows.visible_keys) == [ids["Music"], ids["Cars"], ids["Graffiti"]]
        text = drawn(app)
        assert "Cars race" in text
        assert "1 Open" in text


async def test_an_empty_notebook_says_what_to_press(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        assert "No concern yet" in drawn(app)
        await pilot.press("n")
        assert app.screen.PLACE == "capture"


async def test_the_filter_finds_what_the_line_does_not_show(tmp_path):
    ids = make(tmp_path, "Cars race. Neighbors counted forty trucks", "Music is loud +Mai")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        await type_text(pilot, "/trucks")
        await pilot.pause()
        assert list(room.rows.visible_keys) == [ids["Cars"]]
        await pilot.press("escape")
        await type_text(pilot, "/mai")
        await pilot.pause()
        assert list(room.rows.visible_keys) == [ids["Music"]]
        await pilot.press("escape")
        await pilot.pause()
        assert len(room.rows.visible_keys) == 2
        assert room.rows.has_focus


async def test_a_digit_chooses_the_view(tmp_path):
    ids = make(tmp_path, "Open one", "Closed one +Mai", "Watched ~watch", "Late due:2020-01-01", "Old heard:2019-05-05")
    notebook = Notebook.open(tmp_path)
    verbs.close(notebook, notebook.of(Concern, ids["Closed"]), "resolved")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        seen = {}
        for digit in "123456":
            await pilot.press(digit)
            await pilot.pause()
            seen[digit] = {name for name, key in ids.items() if key in room.rows.visible_keys}
    assert seen["1"] == {"Open", "Watched", "Late", "Old"}
    assert seen["2"] == set(ids)
    assert seen["3"] == {"Closed"}
    assert seen["4"] == {"Watched"}
    assert seen["5"] == {"Late"}
    assert seen["6"] == set(ids) - {"Old"}


async def test_a_click_chooses_the_table_and_the_view_too(tmp_path):
    make(tmp_path, "Potholes")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.click("#tables", offset=(17, 0))
        await pilot.pause()
        assert room.kind == Referral.KIND
        await pilot.click("#tables", offset=(3, 0))
        await pilot.click("#views", offset=(13, 0))
        await pilot.pause()
        assert "2 All" in drawn(app)
        assert room.rows.visible_keys


@pytest.mark.parametrize("size", [WIDE, (200, 50)])
async def test_beside_the_line_stands_who_voiced_it_with_the_number_and_how_many_spoke(tmp_path, size):
    ids = make(tmp_path, "Cars race +Mai via:phone heard:2026-05-04", "Trucks race ~anon via:email")
    notebook = Notebook.open(tmp_path)
    mai = notebook.all(Contact)[0]
    records.change(notebook, mai, {"phones": "617-555-0101"})
    verbs.link_all(notebook, [notebook.of(Concern, ids["Cars"]), notebook.of(Concern, ids["Trucks"])])
    verbs.refer(notebook, notebook.of(Concern, ids["Cars"]), "Public Works")
    async with at_desk(tmp_path, size) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(room, pilot, ids["Cars"])
        told = story(room)
        assert "Mai  (617) 555-0101" in told
        assert "2 people, 2 channels, first heard 4 May" in told
        assert "Public Works" in told
        assert "waiting" in told


async def test_on_a_narrow_screen_enter_tells_the_story_and_enter_again_opens_the_form(tmp_path):
    make(tmp_path, "Cars race on Elm. Every night")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Every night" in drawn(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)


async def test_restricted_words_and_names_are_masked_until_asked_for(tmp_path):
    ids = make(tmp_path, "Beaten at home ~dv +Victoria @'Elm'", "Victoria asks for patrol")
    notebook = Notebook.open(tmp_path)
    victoria = notebook.all(Contact)[0]
    assert victoria.restricted
    records.change(notebook, notebook.of(Concern, ids["Victoria"]), {"contact": victoria.id})
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        room = await enter(app, pilot)
        for key in ids.values():
            await go_to(room, pilot, key)
            text = drawn(app)
            assert "Beaten" not in text
            assert "Victoria" not in text
        await pilot.press("m")
        await pilot.pause()
        assert "Beaten" in drawn(app)
        assert "RESTRICTED SHOWN" in drawn(app)


async def test_what_is_known_of_a_restricted_concern_masks_what_its_history_masks(tmp_path):
    ids = make(tmp_path, "Beaten at home ~dv")
    notebook = Notebook.open(tmp_path)
    words = {"place": "12 Elm", "next_action": "Ring aunt", "callback_how": "at work", "assigned": "Lee", "tags": "kin"}
    words["heard_by"] = "Park"
    records.change(notebook, notebook.get(ids["Beaten"]), {**words, "callback": True})
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(room, pilot, ids["Beaten"])
        assert not [one for one in words.values() if one in story(room)]
        await pilot.press("m")
        await pilot.pause()
        assert not [one for one in words.values() if one not in story(room)]


async def test_any_text_is_drawn_harmlessly(tmp_path):
    notebook = Notebook.open(tmp_path)
    for text in ("[/b][bold]x", "\x1b[2Jboo", "abc\u202edef", "x" * 100_000, "👩‍👩‍👧 日本語"):
        records.create(notebook, Concern, {"summary": text, "narrative": text * 2, "place": text})
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        room = await enter(app, pilot)
        for key in room.rows.visible_keys:
            await go_to(room, pilot, key)
            assert not any(ord(c) < 32 and c != "\n" for c in drawn(app))
        await pilot.resize_terminal(*NARROW)
        await pilot.press("enter")
        await pilot.pause()
        assert not any(ord(c) < 32 and c != "\n" for c in drawn(app))


# Moving on


async def test_s_and_a_digit_change_the_status_of_all_that_are_marked_and_undo_takes_it_back(tmp_path):
    ids = make(tmp_path, "One", "Two", "Three")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("space", "space", "s", "3")
        await settled(app, pilot)
        assert app.status.notice == "2 concerns: under review"
        assert {get(tmp_path, Concern, key).status for key in ids.values()} == {"new", "under review"}
        await pilot.press("ctrl+z")
        await settled(app, pilot)
    assert {get(tmp_path, Concern, key).status for key in ids.values()} == {"new"}


async def test_r_who_and_save_refers_with_type_ahead(tmp_path):
    ids = make(tmp_path, "Potholes")
    notebook = Notebook.open(tmp_path)
    records.create(notebook, Organization, {"name": "Public Works", "kind": "city department"})
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await type_text(pilot, "rPubl")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert isinstance(app.screen, Concerns)
        assert app.status.saving == "saved"
    notebook = Notebook.open(tmp_path)
    (referral,) = notebook.all(Referral)
    assert (referral.to, referral.of) == ("Public Works", ids["Potholes"])
    assert notebook.of(Concern, ids["Potholes"]).status == "referred"


async def test_closing_leads_to_telling_in_four_keys_besides_the_words(tmp_path):
    ids = make(tmp_path, "Potholes +Mai", "Music")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(room, pilot, ids["Potholes"])
        await pilot.press("x", "1")
        await pilot.pause()
        await type_text(pilot, "it is filled")
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, Concerns)
        await pilot.press("1")
        await pilot.pause()
        assert list(room.rows.visible_keys) == [ids["Music"]]
    concern = get(tmp_path, Concern, ids["Potholes"])
    assert (concern.status, concern.disposition, concern.told_how) == ("closed", "resolved", "phone: it is filled")


async def test_closing_what_nobody_is_named_for_says_how_to_name_somebody(tmp_path):
    ids = make(tmp_path, "Potholes", "Music ~anonymous")
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(room, pilot, ids["Potholes"])
        await pilot.press("x", "1")
        await settled(app, pilot)
        assert app.status.notice.endswith("; nobody is named whom to tell; e adds who voiced it")
        await go_to(room, pilot, ids["Music"])
        await pilot.press("x", "1")
        await settled(app, pilot)
        assert app.status.notice.endswith("; nobody is left to tell")


async def test_who_was_told_before_is_asked_for_when_it_is_closed(tmp_path):
    ids = make(tmp_path, "Told +Mai", "Other +Lee")
    notebook = Notebook.open(tmp_path)
    verbs.tell(notebook, notebook.of(Concern, ids["Told"]), "what will be done")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(room, pilot, ids["Told"])
        await pilot.press("x", "1")
        await settled(app, pilot)
        assert "also how it ended?" in drawn(app)
        assert "what will be done" in drawn(app)
        await type_text(pilot, "the sign stands")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    assert "the sign stands" in get(tmp_path, Concern, ids["Told"]).told_how
    assert not get(tmp_path, Concern, ids["Other"]).told


async def test_the_question_how_to_close_says_how_to_answer_and_letters_lead_to_the_word(tmp_path):
    ids = make(tmp_path, "Potholes")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("x")
        await pilot.pause()
        assert "1–6: choose at once" in drawn(app)
        assert "letters or ↓ ↑, then enter" in drawn(app)
        await pilot.press("u", "n", "a", "enter")
        await settled(app, pilot)
    assert get(tmp_path, Concern, ids["Potholes"]).disposition == "unable to contact"


@pytest.mark.parametrize(
    ("typed", "disposition"),
    [
        ("r", "resolved"),
        ("no a", "no action warranted"),
        ("OUT", "outside jurisdiction"),
        ("unfr", "resolved"),
        ("u", "unfounded"),
        ("uu", "unable to contact"),
    ],
)
async def test_letters_typed_fast_before_enter_choose_what_they_lead_to(tmp_path, typed, disposition):
    ids = make(tmp_path, "Potholes")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("x")
        await pilot.pause()
        from textual import events

        for key in typed:
            app.post_message(events.Key("space" if key == " " else key, key))
        app.post_message(events.Key("enter", "\r"))
        await settled(app, pilot)
        await pilot.press("escape")
        await settled(app, pilot)
    assert get(tmp_path, Concern, ids["Potholes"]).disposition == disposition


async def test_fast_keys_after_a_letter_land_in_what_it_opened(tmp_path):
    ids = make(tmp_path, "Potholes +Mai")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        from textual import events

        for key in "tsoon":
            app.post_message(events.Key(key, key))
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
    assert get(tmp_path, Concern, ids["Potholes"]).told_how == "phone: soon"


async def test_l_finds_another_and_links_both_and_again_takes_the_link_away(tmp_path):
    ids = make(tmp_path, "Cars race", "Trucks thunder", "Music")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        for linked in (True, False):
            await go_to(room, pilot, ids["Cars"])
            await type_text(pilot, "lthunder")
            await pilot.pause()
            await pilot.press("down")
            await pilot.pause()
            await pilot.press("enter")
            await settled(app, pilot)
            assert (ids["Trucks"] in get(tmp_path, Concern, ids["Cars"]).links) is linked
            assert (ids["Cars"] in get(tmp_path, Concern, ids["Trucks"]).links) is linked


async def test_those_marked_are_linked_with_each_other(tmp_path):
    ids = make(tmp_path, "Cars race", "Trucks thunder")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("space", "space", "l")
        await settled(app, pilot)
    assert get(tmp_path, Concern, ids["Cars"]).links == (ids["Trucks"],)


async def test_k_makes_it_a_potential_problem_to_be_looked_at_again(tmp_path):
    ids = make(tmp_path, "Tents by the river")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await type_text(pilot, "kevid")
        await pilot.press("enter")
        await type_text(pilot, "in 3 weeks")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    concern = get(tmp_path, Concern, ids["Tents"])
    assert (concern.is_potential, concern.rating) == (True, "evidenced")
    assert concern.watch


async def test_v_voids_with_a_reason_and_the_line_goes_when_the_view_is_looked_at_anew(tmp_path):
    ids = make(tmp_path, "Test")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        await type_text(pilot, "ventered twice")
        await pilot.press("enter")
        await settled(app, pilot)
        assert line_of(room, ids["Test"])[0] == "voided now"
        await pilot.press("1")
        await pilot.pause()
        assert not room.rows.visible_keys
    assert get(tmp_path, Concern, ids["Test"]).voided == "entered twice"


async def test_h_shows_every_change(tmp_path):
    ids = make(tmp_path, "Potholes")
    notebook = Notebook.open(tmp_path)
    verbs.set_status(notebook, [notebook.of(Concern, ids["Potholes"])], "monitoring")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("h")
        await settled(app, pilot)
        assert "monitoring" in drawn(app)


async def test_h_masks_what_is_restricted_until_m(tmp_path):
    ids = make(tmp_path, 'Beaten at home ~dv +Victoria @"9 Elm"', "Victoria asks for patrol")
    notebook = Notebook.open(tmp_path)
    (victoria,) = notebook.all(Contact)
    records.change(notebook, notebook.of(Concern, ids["Victoria"]), {"contact": victoria.id})
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        for key, hidden in ((ids["Beaten"], ("Beaten", "9 Elm")), (ids["Victoria"], ("Victoria",))):
            await go_to(room, pilot, key)
            await pilot.press("h")
            await settled(app, pilot)
            assert "History of" in drawn(app)
            assert "Status: new" in drawn(app)
            assert "m: show what is restricted" in drawn(app)
            assert [word for word in hidden if word in drawn(app)] == []
            await pilot.press("m")
            await pilot.pause()
            assert [word for word in hidden if word in drawn(app)] == list(hidden)
            await pilot.press("m")
            await pilot.pause()
            assert [word for word in hidden if word in drawn(app)] == []
            await pilot.press("escape")
            await pilot.pause()


async def test_h_masks_nothing_where_the_table_shows_what_is_restricted(tmp_path):
    make(tmp_path, "Beaten at home ~dv")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("m", "h")
        await settled(app, pilot)
        assert "Narrative: Beaten at home" in drawn(app)


async def test_a_restricted_meeting_is_not_named_beside_its_concern(tmp_path):
    ids = make(tmp_path, "Potholes")
    notebook = Notebook.open(tmp_path)
    meeting = records.create(notebook, Meeting, {"body": "Shelter on Oak", "restricted_because": "witness"}).record
    records.link(notebook, notebook.of(Concern, ids["Potholes"]), meeting)
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        await enter(app, pilot)
        assert "Potholes" in drawn(app)
        assert "Shelter" not in drawn(app)
        await pilot.press("m")
        await pilot.pause()
        assert "Shelter on Oak" in drawn(app)


async def test_a_recommends_an_action_for_those_marked(tmp_path):
    ids = make(tmp_path, "Cars race", "Trucks thunder")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        await pilot.press("space", "space")
        await type_text(pilot, "aTwo speed humps")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        await pilot.press("right", "right")
        await pilot.pause()
        (key,) = room.rows.visible_keys
        assert line_of(room, key)[1] == "Two speed humps"
        await pilot.press("d", "1")
        await settled(app, pilot)
        assert line_of(room, key)[4] == "approved"
        await type_text(pilot, "odone")
        await pilot.press("enter")
        await type_text(pilot, "none")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        await pilot.press("1")
        await pilot.pause()
        assert list(room.rows.visible_keys) == []
    made = get(tmp_path, Recommendation, key)
    assert set(made.answers) == set(ids.values())
    assert (made.decision, made.outcome, made.obstacles) == ("approved", "done", "none")


async def test_p_notes_the_answer_from_the_concern_and_in_the_table_of_referrals(tmp_path):
    ids = make(tmp_path, "Potholes", "Lamps")
    notebook = Notebook.open(tmp_path)
    for name in ids:
        verbs.refer(notebook, notebook.of(Concern, ids[name]), f"Office of {name}")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(room, pilot, ids["Potholes"])
        await type_text(pilot, "pfilled")
        await pilot.press("enter")
        await type_text(pilot, "Lee")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        await pilot.press("right")
        await pilot.pause()
        (key,) = room.rows.visible_keys
        assert line_of(room, key)[1] == "Office of Lamps"
        await pilot.press("k")
        await settled(app, pilot)
        assert line_of(room, key)[4] == "acknowledged"
        await type_text(pilot, "pnext week")
        await pilot.press("enter")
        await type_text(pilot, "Dana")
        await pilot.press("enter")
        await type_text(pilot, "acc")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        await pilot.press("1")
        await pilot.pause()
        assert list(room.rows.visible_keys) == []
        await pilot.press("2")
        await pilot.pause()
        await go_to(room, pilot, key)
        await pilot.press("c")
        await pilot.pause()
        assert room.rows.cursor_key == ids["Lamps"]
    replies = {one.of: (one.reply, one.answered_by, one.outcome) for one in Notebook.open(tmp_path).all(Referral)}
    assert replies == {ids["Potholes"]: ("filled", "Lee", ""), ids["Lamps"]: ("next week", "Dana", "accepted")}


async def test_p_on_a_concern_that_nobody_has_says_so(tmp_path):
    make(tmp_path, "Potholes")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("p")
        await pilot.pause()
        assert "not referred" in app.status.notice


# Nothing is lost


async def test_what_was_typed_in_a_form_comes_back_after_a_kill(tmp_path):
    make(tmp_path, "Potholes")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await type_text(pilot, "rCity Manager")
        await pilot.pause()
        app.desk.flush_drafts()
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.pause()
        assert "City Manager" in drawn(app)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.desk.unfinished() == []
    (referral,) = Notebook.open(tmp_path).all(Referral)
    assert referral.to == "City Manager"


async def test_a_form_that_was_left_waits_for_its_key(tmp_path):
    make(tmp_path, "Potholes")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await type_text(pilot, "rCity Manager")
        await pilot.press("escape")
        await pilot.pause()
        assert "Kept as a draft" in app.status.notice
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.pause()
        assert isinstance(app.screen, Concerns)
        await pilot.press("r")
        await pilot.pause()
        assert "City Manager" in drawn(app)


async def test_a_full_disk_leaves_the_form_with_its_text(tmp_path, monkeypatch):
    ids = make(tmp_path, "Potholes +Mai")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await type_text(pilot, "tpatrol comes")
        real = os.write

        def full(handle, piece):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        await pilot.press("enter")
        await pilot.pause()
        assert app.status.saving == "NOT SAVED"
        assert "patrol comes" in drawn(app)
        monkeypatch.setattr(os, "write", real)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    assert get(tmp_path, Concern, ids["Potholes"]).told_how == "phone: patrol comes"


async def test_a_wrong_field_is_named_where_it_stands(tmp_path):
    make(tmp_path, "Potholes")
    async with at_desk(tmp_path) as (app, pilot):
        await enter(app, pilot)
        await pilot.press("r")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "must not be empty" in drawn(app)
    assert Notebook.open(tmp_path).all(Referral) == []


# What others write


async def test_what_another_window_writes_shows(tmp_path):
    ids = make(tmp_path, "Potholes")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        other = Notebook.open(tmp_path)
        verbs.set_status(other, [other.of(Concern, ids["Potholes"])], "monitoring")
        added = capture(other, "Lamps").record
        app.desk.poll()
        await settled(app, pilot)
        assert line_of(room, ids["Potholes"])[5] == "monitoring"
        assert added.id in room.rows.visible_keys
        recommendations.recommend(other, "More lamps", [other.of(Concern, added.id)])
        app.desk.poll()
        await settled(app, pilot)
        await pilot.press("left", "left")
        await pilot.pause()
        assert len(room.rows.visible_keys) == 1


async def test_the_cursor_stays_on_a_line_that_left_the_view_so_that_the_next_key_hits_no_other(tmp_path):
    ids = make(tmp_path, "One heard:2026-01-03", "Two heard:2026-01-02", "Three heard:2026-01-01")
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        await go_to(room, pilot, ids["Two"])
        await pilot.press("x", "2")
        await settled(app, pilot)
        if app.screen is not room:
            await pilot.press("escape")
            await settled(app, pilot)
        assert room.rows.cursor_key == ids["Two"]
        assert "closed" in line_of(room, ids["Two"])
        await pilot.press("down")
        assert room.rows.cursor_key == ids["Three"]


async def test_a_long_table_is_filtered_to_its_end(tmp_path):
    notebook = Notebook.open(tmp_path)
    edits = [
        Edit(notebook.new_id(), Concern.KIND, {"summary": f"concern {n}", "status": "new", "heard": "2026-01-01"})
        for n in range(9000)
    ]
    notebook.save(edits)
    async with at_desk(tmp_path) as (app, pilot):
        room = await enter(app, pilot)
        assert len(room.rows.visible_keys) == 9000
        await type_text(pilot, "/concern 77")
        await app.workers.wait_for_complete()
        assert len(room.rows.visible_keys) == sum("77" in str(n) for n in range(9000))


async def test_what_a_restricted_person_was_called_before_is_masked_too(tmp_path):
    ids = make(tmp_path, 'Walks home ~dv +"Victoria Stone"', "Vicky Stone asks for patrol", "Stone wall fell down")
    notebook = Notebook.open(tmp_path)
    victoria = notebook.all(Contact)[0]
    renamed = records.change(notebook, victoria, {"name": "Vicky Stone"}).record
    records.change(notebook, renamed, {"name": "Ana Bell"})
    asks = ids["Vicky"]
    records.change(notebook, notebook.of(Concern, asks), {"contact": victoria.id})
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        room = await enter(app, pilot)
        await settled(app, pilot)
        await go_to(room, pilot, asks)
        assert "asks for patrol" in drawn(app)
        assert "Vicky" not in drawn(app)
        assert "Stone wall fell" in drawn(app)
        records.change(Notebook.open(tmp_path), notebook.of(Contact, victoria.id), {"name": "Zoe Fields"})
        change = {"summary": "Ana Bell asks for patrol"}
        records.change(Notebook.open(tmp_path), notebook.of(Concern, asks), change)
        app.desk.poll()
        await settled(app, pilot)
        assert "asks for patrol" in drawn(app)
        assert "Ana Bell" not in drawn(app)


async def test_a_filter_that_fits_nothing_leaves_no_card_of_another_line(tmp_path):
    make(tmp_path, "Racing on Elm")
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        room = await enter(app, pilot)
        assert "Racing on Elm" in story(room)
        await pilot.resize_terminal(*NARROW)
        await pilot.press("slash", *"zzz")
        await settled(app, pilot)
        await pilot.resize_terminal(*WIDE)
        await settled(app, pilot)
        assert room.details.display
        assert not room.details.paragraphs
