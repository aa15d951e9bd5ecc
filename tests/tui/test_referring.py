"""Referring, answering, escalating, sending to services and telling, on the screens: few keys, nothing is lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cro_tui import settings
from cro_tui.actions import concerns, records, referrals
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import Notebook
from tests.tui.officer import at_desk, settled

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")
SIZES = [(80, 24), (120, 40)]
ORGANIZATIONS = (
    {"name": "Open Pantry", "kind": "social service", "services": "Food boxes, hot meals", "hours": "Tue Thu 12–18",
     "phones": "555-010-1111"},
    {"name": "Night Door", "kind": "social service", "services": "Shelter beds", "hours": "from 19:00",
     "phones": "555-010-2222"},
    {"name": "Safe House", "services": "Shelter for victims", "phones": "555-010-3333",
     "restricted_because": "DV/sexual-assault victim"},
    {"name": "Public Works", "kind": "city department"},
)  # fmt: skip


def clock():
    return NOW


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    settings.save(home, {
        "officer": {"name": "Jo Dunmore", "badge": "1187"},
        "department": {"supervisor": "Sgt. Example", "via": ["Lt. Sample"], "chief": "Chief Specimen"},
    })  # fmt: skip
    book = Notebook.open(home, clock=clock)
    for typed in ORGANIZATIONS:
        records.create(book, Organization, typed)
    mai = records.create(book, Contact, {"name": "Mai Nguyen", "phones": "555-010-4040"}).record
    ana = records.create(book, Contact, {"name": "Ana Ruiz", "phones": "555-010-5050"}).record
    lamp = records.create(book, Concern, {"narrative": "Dark corner.", "contact": mai.id, "callback": True}).record
    second = records.create(book, Concern, {"narrative": "Lamp is out.", "contact": ana.id}).record
    records.create(book, Concern, {"narrative": "Cars race."})
    concerns.link_all(book, [lamp, second])
    concerns.refer(book, book.get(second.id), "Public Works", {"due": "2026-11-10"})
    return home


def kept(home, kind):
    return Notebook.open(home, clock=clock).all(kind)


def concern_of(home, words):
    return next(one for one in kept(home, Concern) if one.summary == words)


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def cells(room):
    return [room.rows.row(key).cells for key in room.rows.visible_keys]


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


async def concerns_room(app, pilot, words, *tables):
    await press(app, pilot, "f7")
    room = app.screen
    await room.loaded.wait()
    await press(app, pilot, *tables, "2")
    room.rows.go_to(next(key for key in room.rows.visible_keys if words in " ".join(room.rows.row(key).cells)))
    room.rows.focus()
    await pilot.pause()
    return room


async def line_of_today(app, pilot, words):
    await press(app, pilot, "f4")
    room = app.screen
    await room.gathered.wait()
    room.rows.go_to(next(key for key in room.rows.visible_keys if words in " ".join(room.rows.row(key).cells)))
    await settled(app, pilot)
    return room


async def found(app, pilot, words, *keys):
    await press(app, pilot, "f3", *words, "down", *keys)
    return app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_informing_the_supervisor_takes_six_keys(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        await concerns_room(app, pilot, "Cars race")
        await press(app, pilot, "r", "s", "g", "t", "ctrl+s")
    made = next(one for one in kept(home, Referral) if one.to.startswith("Sgt"))
    assert (made.to, made.kind, made.due) == ("Sgt. Example", "supervisor", "2026-11-30")


async def test_the_kind_follows_from_whom_it_is_referred_to(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await concerns_room(app, pilot, "Cars race")
        await press(app, pilot, "r", *"publ", "tab")
        assert app.screen.form.values["kind"] == "City department"


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ("City Hall", "City department"),
        ("County Sheriff", "agency"),
        ("Lt. Ann Moss", "supervisor"),
        ("Elm Street neighbors", ""),
    ],
)
async def test_the_kind_of_those_who_are_called_so_everywhere_is_filled_in(home, to, kind):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await concerns_room(app, pilot, "Cars race")
        await press(app, pilot, "r", *to)
        assert app.screen.form.values["kind"] == kind
        await press(app, pilot, "ctrl+s")
    made = next(one for one in kept(home, Referral) if one.to == to)
    assert made.kind == kind


async def test_the_day_by_which_an_answer_is_owed_stands_with_the_concern(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await concerns_room(app, pilot, "Lamp is out")
        (owed,) = (one for one in kept(home, Referral) if one.is_open and one.due)
        lamp = concern_of(home, "Lamp is out.")
        day = date.fromisoformat(owed.due)
        assert f"{day.day} {day:%b}" in " ".join(app.screen.rows.row(lamp.id).cells)
        await press(app, pilot, "e")
        assert f"referral to {owed.to}, answer due" in drawn(app)


@pytest.mark.parametrize(("keys", "outcome"), [(("3",), "withdrawn"), (("2",), "no reply")])
async def test_closing_what_waits_asks_first_what_became_of_it(home, keys, outcome):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await concerns_room(app, pilot, "Lamp is out")
        await press(app, pilot, "x")
        assert "Public Works owes an answer" in drawn(app)
        await press(app, pilot, *keys)
        assert "why?" in drawn(app)
        await press(app, pilot, "1", "escape")
    (made,) = kept(home, Referral)
    assert (made.outcome, made.answered_by) == (outcome, "Jo Dunmore")
    assert concern_of(home, "Lamp is out.").disposition == "resolved"


async def test_the_answer_can_be_noted_on_the_way_to_closing(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await concerns_room(app, pilot, "Lamp is out")
        await press(app, pilot, "x", "1", *"relit", "tab")
        assert "Public Works" in drawn(app)  # who owes the answer stands there, and is replaced by typing
        await press(app, pilot, *"Lee", "ctrl+s")
        assert "why?" in drawn(app)
        await press(app, pilot, "1", "escape")
    (made,) = kept(home, Referral)
    assert (made.reply, made.answered_by) == ("relit", "Lee")
    assert not concern_of(home, "Lamp is out.").is_open


async def test_of_several_the_one_that_waits_is_left_open_and_named(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await concerns_room(app, pilot, "Cars race")
        for key in room.rows.visible_keys:
            room.rows.go_to(key)
            await press(app, pilot, "space")
        await press(app, pilot, "x", "1")
        assert "stays open" in app.status.notice
    assert [one.summary for one in kept(home, Concern) if one.is_open] == ["Lamp is out."]


@pytest.mark.parametrize("size", SIZES)
async def test_today_says_who_owes_the_answer_now_and_takes_it_further_up(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await line_of_today(app, pilot, "Lamp is out")
        assert ("10 days late", "Lamp is out.", "Public Works") in cells(room)
        await press(app, pilot, "u", "ctrl+s")
        await room.gathered.wait()
        assert ("Mon 30 Nov", "Lamp is out.", "Sgt. Example") in cells(room)
        await press(app, pilot, "u", "tab", "tab", *"silence", "ctrl+s")
    (made,) = kept(home, Referral)
    assert [step["to"] for step in made.escalations] == ["Sgt. Example", "Lt. Sample"]
    assert made.escalations[-1]["why"] == "silence"


async def test_a_concern_of_today_is_referred_from_there(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await line_of_today(app, pilot, "Dark corner")
        await press(app, pilot, "r", *"chief", "ctrl+s")
    assert {one.to for one in kept(home, Referral)} == {"Public Works", "Chief Specimen"}


# Services


@pytest.mark.parametrize("size", SIZES)
async def test_services_are_found_as_they_are_typed_with_number_and_hours(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await found(app, pilot, "", "s")
        names = [one[1] for one in cells(room) if len(one) > 1]
        assert [name.split(" · ")[0] for name in names] == ["Night Door", "Open Pantry", "(restricted)"]
        await press(app, pilot, "slash", *"shel")
        assert [one[1:] for one in cells(room) if len(one) > 1] == [
            ("Night Door · Shelter beds", "(555) 010-2222 · from 19:00"),
        ]
        assert "victims" not in drawn(app)
        await press(app, pilot, "down", "y")
        assert app.clipboard == "(555) 010-2222"


async def test_a_person_is_sent_to_a_service_in_a_few_keys(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await found(app, pilot, "mai", "s", "slash", *"food", "down")
        assert "r sends Mai Nguyen there" in drawn(app)
        await press(app, pilot, "r")
        assert "Open Pantry" in app.status.notice
        assert room.shows_services
        await press(app, pilot, "escape", *"mai")
        assert "Open Pantry" in drawn(app)
    made = next(one for one in kept(home, Referral) if one.no_answer)
    assert (made.to, made.kind, made.is_open) == ("Open Pantry", "service", False)


async def test_r_on_a_person_shows_the_services_and_on_a_concern_refers_it(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await found(app, pilot, "mai", "r")
        assert room.shows_services
        await found(app, pilot, "race")
        await press(app, pilot, "r", *"night", "ctrl+s")
    assert any(one.to == "Night Door" and one.is_open for one in kept(home, Referral))


async def test_with_nobody_under_the_eye_it_is_asked_who_is_sent(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await found(app, pilot, "pantry", "s", "slash", *"food", "down", "r")
        assert "Send whom to Open Pantry?" in drawn(app)
        await press(app, pilot, *"Mai", "enter", *"bread")
        await press(app, pilot, "ctrl+s")
    made = next(one for one in kept(home, Referral) if one.no_answer)
    assert made.message == "bread"


async def test_a_restricted_person_who_was_sent_is_masked_in_the_tables(home):
    book = Notebook.open(home, clock=clock)
    tim = records.create(book, Contact, {"name": "Tim Young", "restricted_because": "juvenile"}).record
    house = next(one for one in book.all(Organization) if one.name == "Open Pantry")
    referrals.send_all(book, [tim], house)
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await concerns_room(app, pilot, "restricted", "right")
        assert "Tim" not in drawn(app)
        await press(app, pilot, "m")
        assert "Tim Young" in drawn(app)


# Telling


async def test_no_answer_keeps_the_call_and_says_how_often_it_was_tried(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await line_of_today(app, pilot, "Dark corner")
        await press(app, pilot, "t", "shift+tab", *"no", "ctrl+s")
        await room.gathered.wait()
        assert "tried once, today · Dark corner." in [one[1] for one in cells(room) if len(one) > 1]
        await line_of_today(app, pilot, "Dark corner")
        await press(app, pilot, "t", "shift+tab", *"left", "enter", *"call me back", "enter")
        await room.gathered.wait()
        assert "tried twice, last today · Dark corner." in [one[1] for one in cells(room) if len(one) > 1]
    one = concern_of(home, "Dark corner.")
    assert not one.told
    assert [row["reached"] for row in one.tellings] == ["no answer", "left a message"]


async def test_telling_one_voice_says_who_is_left(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await concerns_room(app, pilot, "Dark corner")
        await press(app, pilot, "t", *"ordered", "enter")
        assert "1 other who spoke about it is not told" in app.status.notice
    assert concern_of(home, "Dark corner.").told_how == "phone: ordered"
    assert not concern_of(home, "Lamp is out.").told


async def test_the_marked_are_told_with_the_same_words_in_one_save(home):
    changes = Notebook.open(home, clock=clock).changes()
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await concerns_room(app, pilot, "Dark corner")
        for words in ("Dark corner", "Lamp is out"):
            room.rows.go_to(next(key for key in room.rows.visible_keys if words in room.rows.row(key).cells[2]))
            await press(app, pilot, "space")
        await press(app, pilot, "t")
        assert "Mai Nguyen" in drawn(app)
        assert "Ana Ruiz" in drawn(app)
        await press(app, pilot, *"ordered", "enter")
    assert Notebook.open(home, clock=clock).changes() == changes + 1
    assert concern_of(home, "Dark corner.").told_how == concern_of(home, "Lamp is out.").told_how == "phone: ordered"


@pytest.mark.parametrize("size", SIZES)
async def test_told_and_not_fixed_is_a_view(home, size):
    book = Notebook.open(home, clock=clock)
    concerns.tell(book, concern_of(home, "Dark corner."), "soon", method="phone")
    async with at_desk(home, size, clock) as (app, pilot):
        room = await concerns_room(app, pilot, "Dark corner")
        await press(app, pilot, "7")
        assert [one[2] for one in cells(room)] == ["Dark corner."]
        assert "7" in drawn(app)


async def test_referring_what_is_closed_says_that_it_opens_it_again(home):
    book = Notebook.open(home, clock=clock)
    race = concern_of(home, "Cars race.")
    concerns.close(book, race, "resolved")
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await concerns_room(app, pilot, "Cars race")
        await press(app, pilot, "r")
        assert f"{race.number} is closed: it is open again until somebody answers" in " ".join(drawn(app).split())
        await press(app, pilot, *"Lt. Sample", "ctrl+s")
        assert app.status.notice.endswith(f"{race.number} is open again")
    assert concern_of(home, "Cars race.").is_open
