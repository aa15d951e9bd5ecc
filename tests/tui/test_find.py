"""Find: people as they are typed, their phone large, restricted ones masked; what the letters of the list do."""

from __future__ import annotations

from datetime import datetime

import pytest

from cro_tui.actions import records
from cro_tui.actions.people import log_interaction
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.record import RecordScreen
from tests.tui.officer import at_desk, settled

NOW = datetime.fromisoformat("2026-11-20T10:00:00-05:00")
SIZES = [(80, 24), (120, 40)]


def clock():
    return NOW


@pytest.fixture
def home(tmp_path):
    book = Notebook.open(tmp_path / "home", clock=clock)
    people = [
        {"name": "Jan Kowalczyk", "phones": "(555) 010-2030;555-0199", "alias": "Janek", "roles": "resident"},
        {"name": "Mai Nguyen", "phones": "555-010-4040", "address": "12 Elm Street", "language": "Vietnamese"},
        {"name": "Ann Lee", "emails": "ann@example.org", "do_not_contact": True},
        {"name": "Tim Young", "phones": "555-010-7777", "restricted_because": "juvenile"},
    ]
    made = {typed["name"]: records.create(book, Contact, typed).record for typed in people}
    records.create(
        book, Organization, {"name": "Food Bank", "contact": "Jan Kowalczyk", "services": "Food", "hours": "9-5"}
    )
    records.create(book, Concern, {"narrative": "Cars race on Oak.", "contact": made["Jan Kowalczyk"].id})
    records.create(book, Concern, {"narrative": "Tim Young says they race.", "contact": made["Tim Young"].id})
    log_interaction(book, [made["Jan Kowalczyk"]], "Asked about the cars", {"date": "2026-05-04", "method": "visit"})
    return tmp_path / "home"


def drawn(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def find(app, pilot, text):
    await pilot.press("f3", *("space" if letter == " " else letter for letter in text))
    await settled(app, pilot)
    return app.screen


def labels(room):
    return [room.rows.row(key).cells[1] for key in room.rows.visible_keys]


@pytest.mark.parametrize("size", SIZES)
async def test_the_phone_of_a_known_person_stands_large_after_four_keys(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await find(app, pilot, "kow")
        assert room.panel.card.phones == ("(555) 010-2030", "555-0199")
        assert room.panel.large.value == "555-010-2030"
        shown = drawn(app)
        assert "Jan Kowalczyk" in shown
        assert "(555) 010-2030" in shown
        assert "555-0199" in shown
        assert "“Janek” · resident" in shown


@pytest.mark.parametrize(
    "text", ["janek", "kowalcyzk", "kovalchik", "0102030", "555 010-2030", "jan kow", "JAN  KOWALCZYK"]
)
async def test_a_person_is_found_by_alias_slip_sound_and_number(home, text):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await find(app, pilot, text)
        assert labels(room)[0].startswith("Jan Kowalczyk")


async def test_why_is_said_where_the_line_does_not_show_it(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await find(app, pilot, "elm")
        assert labels(room)[0] == "Mai Nguyen · 12 Elm Street"
        assert "found: 12 Elm Street" in drawn(app)
        room = await find(app, pilot, "mai")
        assert labels(room)[0] == "Mai Nguyen"


async def test_the_card_tells_a_persons_story(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await find(app, pilot, "kow")
        shown = drawn(app)
        for words in ("Open concern", "Cars race on Oak.", "Last met", "20 Nov", "4 May visit: Asked about"):
            assert words in shown
        await find(app, pilot, "ann")
        assert "DO NOT CONTACT" in drawn(app)
        await find(app, pilot, "food")
        shown = drawn(app)
        for words in ("9-5", "Services", "Jan Kowalczyk  (555) 010-2030"):
            assert words in shown


@pytest.mark.parametrize("size", SIZES)
async def test_a_restricted_person_is_masked_until_asked_for_and_again_after(home, size):
    def hidden():
        shown = drawn(app)
        return not any(word in shown for word in ("Young", "7777"))

    async with at_desk(home, size, clock) as (app, pilot):
        room = await find(app, pilot, "tim")
        await pilot.press("down")
        assert labels(room)[0] == "(restricted)"
        assert labels(room)[1].endswith("(restricted) says they race.")
        assert hidden()
        await pilot.press("y")
        assert app.clipboard == ""
        await pilot.press("m")
        await settled(app, pilot)
        assert "Tim Young" in drawn(app)
        assert room.panel.card.phones == ("(555) 010-7777",)
        await pilot.press("f2", "f3")
        await settled(app, pilot)
        assert hidden()
        await pilot.press("down", "i")
        await settled(app, pilot)
        assert "With (restricted)" in drawn(app)
        assert hidden()
        await pilot.press("escape", "m", "slash", *"race", "down")
        await settled(app, pilot)
        assert hidden()


async def test_before_anything_is_typed_those_met_last_and_what_was_heard(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await find(app, pilot, "")
        shown = drawn(app)
        assert "Last in touch" in shown
        assert "Heard lately" in shown
        assert room.rows.cursor_key == room.at_cursor().id
        assert "Kowalczyk" in drawn(app)


async def test_an_empty_notebook_says_what_to_press(tmp_path):
    async with at_desk(tmp_path / "home", (80, 24), clock) as (app, pilot):
        await find(app, pilot, "")
        assert "Nobody here yet" in drawn(app)
        await find(app, pilot, "zzz")
        assert "Nothing fits “zzz”" in drawn(app)
        await pilot.press("down", "n")
        await settled(app, pilot)
        assert app.screen.form.values["name"] == "zzz"


async def test_a_new_person_shows_when_saved(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "Rosa Diaz")
        await pilot.press("down", "n", "ctrl+s")
        await settled(app, pilot)
        assert labels(app.screen) == ["Rosa Diaz"]


async def test_enter_and_e_open_the_record(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "kow")
        for keys in (("down", "enter"), ("e",)):
            await pilot.press(*keys)
            await settled(app, pilot)
            assert isinstance(app.screen, RecordScreen)
            await pilot.press("escape")


async def test_a_concern_from_here_names_the_person_in_the_capture_line(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "mai")
        await pilot.press("down", "c", *"Dogs bark", "enter")
        await settled(app, pilot)
        (made,) = (one for one in app.desk.notebook.all(Concern) if one.summary == "Dogs bark")
        assert app.desk.notebook.get(made.contact).name == "Mai Nguyen"
        assert not app.desk.unfinished()


async def test_a_concern_of_a_namesake_or_a_restricted_person_goes_to_the_right_one(home):
    typed = {"name": "Mai Nguyen", "phones": "555-0142"}
    twin = records.create(Notebook.open(home, clock=clock), Contact, typed).record
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        for text in ("5550142", "0107777"):
            room = await find(app, pilot, text)
            person = room.at_cursor()
            await pilot.press("down", "c")
            await settled(app, pilot)
            app.screen.form.fill({"summary": f"Heard from {text}"})
            await pilot.press("ctrl+s")
            await settled(app, pilot)
            (made,) = (one for one in app.desk.notebook.all(Concern) if one.summary == f"Heard from {text}")
            assert made.contact == person.id
        assert twin.id in {one.contact for one in app.desk.notebook.all(Concern)}


async def test_marks_outlive_a_search_and_one_interaction_names_them_all(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "kow")
        await pilot.press("down", "space")
        await find(app, pilot, "food")
        await pilot.press("down", "space")
        room = await find(app, pilot, "mai")
        assert labels(room)[2] == "Mai Nguyen"
        assert room.at_cursor().label == "Mai Nguyen"
        await pilot.press("down", "i")
        await settled(app, pilot)
        assert "With Jan Kowalczyk, Food Bank" in drawn(app)
        await pilot.press("shift+tab", "shift+tab", "shift+tab", *"mai n", "down", "enter", "tab", "tab", "tab")
        await pilot.press(*"Met at the hall", "enter")
        await settled(app, pilot)
        line = next(one for one in app.desk.notebook.all(Interaction) if one.notes == "Met at the hall")
        assert {app.desk.notebook.get(one).label for one in line.contacts} == {"Jan Kowalczyk", "Mai Nguyen"}
        assert len(line.organizations) == 1
        assert line.method == "phone"
        assert not app.screen.rows.picked


async def test_words_of_an_interaction_survive_being_left(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "mai")
        await pilot.press("down", "i", *"Half a sent", "escape")
        await settled(app, pilot)
        app.desk.flush_drafts()
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        (draft,) = app.desk.unfinished()
        await app.resume_draft(draft)
        await settled(app, pilot)
        assert "Half a sent" in drawn(app)
        await pilot.press(*"ence", "enter")
        await settled(app, pilot)
        assert "Half a sentence" in {one.notes for one in app.desk.notebook.all(Interaction)}
        assert not app.desk.unfinished()


async def test_a_name_that_nobody_has_is_refused_and_nothing_is_lost(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "mai")
        await pilot.press("down", "i", *"Hello", "shift+tab", "shift+tab", "shift+tab", *"Nobody Known", "ctrl+s")
        await settled(app, pilot)
        assert "no contact is called" in drawn(app)
        assert "Hello" in drawn(app)


async def test_y_copies_the_phone_then_the_next_number(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "kow")
        await pilot.press("down", "y")
        assert app.clipboard == "(555) 010-2030"
        assert "Copied (555) 010-2030" in drawn(app)
        await pilot.press("y")
        assert app.clipboard == "555-0199"


async def test_void_asks_why_and_history_tells_all(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await find(app, pilot, "mai")
        person = room.at_cursor()
        await pilot.press("down", "h")
        await settled(app, pilot)
        assert "History of" in drawn(app)
        await pilot.press("escape", "v", *"test entry", "enter")
        await settled(app, pilot)
        assert app.desk.notebook.get(person.id).voided == "test entry"
        assert person.id not in room.rows.visible_keys


async def test_history_of_a_restricted_person_is_masked_until_asked_for(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "young")
        await pilot.press("down", "h")
        await settled(app, pilot)
        assert "History of" in drawn(app)
        assert "Tim" not in drawn(app)
        assert "7777" not in drawn(app)
        await pilot.press("m")
        await pilot.pause()
        assert "Tim Young" in drawn(app)
        assert "7777" in drawn(app)


async def test_whom_we_lose_touch_with_and_where_we_were_not(home):
    book = Notebook.open(home, clock=clock)
    gone = records.create(book, Contact, {"name": "Gone Long", "neighborhood": "Harbor"}).record
    log_interaction(book, [gone], "Hello", {"date": "2026-02-03"})
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "mai")
        await pilot.press("down", "l")
        await settled(app, pilot)
        assert "Gone Long" in drawn(app)
        assert "3 Feb, once" in drawn(app)
        assert "Nguyen" not in drawn(app)
        await pilot.press("g")
        await settled(app, pilot)
        assert "Harbor" in drawn(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.screen.at_cursor().label == "Gone Long"
        await pilot.press("l", "escape")
        await settled(app, pilot)
        assert app.current_mode == "find"


async def test_what_another_window_saves_shows_and_the_cursor_stays(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await find(app, pilot, "race")
        await pilot.press("down", "down")
        stays = room.rows.cursor_key
        other = Notebook.open(home, clock=clock)
        records.create(other, Concern, {"narrative": "They race again."})
        app.desk.poll()
        await settled(app, pilot)
        assert any("They race again." in label for label in labels(room))
        assert room.rows.cursor_key == stays


async def test_words_that_name_a_restricted_person_show_only_when_asked_for(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        room = await find(app, pilot, "they")
        await pilot.press("down")
        assert labels(room)[0].endswith("(restricted) says they race.")
        assert "Young" not in drawn(app)
        await pilot.press("m")
        await settled(app, pilot)
        assert "Tim Young says they race." in drawn(app)
        assert room.panel.card.phones == ("(555) 010-7777",)


async def test_each_change_is_told_once(home, monkeypatch):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await find(app, pilot, "")
        shown = []
        monkeypatch.setattr(room, "_show", lambda **how: shown.append(how))
        records.create(Notebook.open(home, clock=clock), Concern, {"narrative": "They race again."})
        app.desk.poll()
        for _ in range(20):
            await pilot.pause()
        assert shown == [{"keep": True}]


async def test_what_is_typed_while_the_notebook_opens_is_found_then(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await find(app, pilot, "")
        app.desk.whole.clear()
        await pilot.press(*"zz")
        assert "still being opened" in drawn(app)
        app.desk.whole.set()
        records_of = records.create(Notebook.open(home, clock=clock), Contact, {"name": "Zz Top"}).record
        app.desk.poll()
        await settled(app, pilot)
        assert room.rows.cursor_key == records_of.id


@pytest.mark.parametrize("size", SIZES)
async def test_any_text_shows_harmlessly(tmp_path, size):
    book = Notebook.open(tmp_path / "home", clock=clock)
    nasty = "q[/b][red] \x1b[2J \u202e 日本語 👩‍👩‍👧"
    records.create(book, Contact, {"name": nasty, "alias": nasty, "phones": [nasty, "1" * 300], "notes": nasty * 500})
    records.create(book, Organization, {"name": nasty, "services": nasty, "phones": ["x" * 99]})
    async with at_desk(tmp_path / "home", size, clock) as (app, pilot):
        await find(app, pilot, "q")
        await pilot.press("down", "down")
        await settled(app, pilot)
        assert "[/b]" in drawn(app)
        assert not any(character in drawn(app) for character in "\x1b\u202e")


async def test_a_restricted_name_is_not_offered_but_counts_when_typed_whole(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await find(app, pilot, "mai")
        await pilot.press("down", "i", *"Hello", "shift+tab", "shift+tab", "shift+tab", *"tim y")
        await settled(app, pilot)
        assert "Young" not in drawn(app)
        await pilot.press(*"oung", "ctrl+s")
        await settled(app, pilot)
        (line,) = (one for one in app.desk.notebook.all(Interaction) if one.notes == "Hello")
        assert {app.desk.notebook.get(one).label for one in line.contacts} == {"Mai Nguyen", "Tim Young"}


async def test_captains_of_a_restricted_watch_group_show_only_after_m(home):
    book = Notebook.open(home, clock=clock)
    watch = {"kind": "Neighborhood Watch"}
    hidden = {"neighborhood": "Zeno Hills", "captains": [{"name": "Zeno Captain", "area": "Zeno Block"}]}
    records.create(book, Organization, {"name": "Zeno Watch", **watch, **hidden, "restricted_because": "witness"})
    tim = next(one for one in book.all(Contact) if one.restricted)
    captains = [{"name": "Tim Young", "contact": tim.id}, {"name": "Young, Tim"}]
    records.create(book, Organization, {"name": "Oak Watch", **watch, "captains": captains})
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await pilot.press("f3", "down", "b")
        await settled(app, pilot)
        rows = app.screen.rows
        for key in rows.visible_keys:
            rows.go_to(key)
            await settled(app, pilot)
            assert "Zeno" not in drawn(app)
            assert "Young" not in drawn(app)
        rows.go_to(next(one.id for one in book.all(Organization) if one.name == "Zeno Watch"))
        await settled(app, pilot)
        await pilot.press("m")
        await settled(app, pilot)
        assert "Zeno Captain · Zeno Hills" in drawn(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_call_that_is_logged_may_be_the_one_that_was_waited_for(home, size):
    book = Notebook.open(home, clock=clock)
    mai = next(one for one in book.all(Contact) if one.name == "Mai Nguyen")
    typed = {"narrative": "Dark corner.", "contact": mai.id, "callback": True, "heard": "2026-11-10"}
    concern = records.create(book, Concern, typed).record
    later = records.create(book, Concern, {**typed, "narrative": "Loud dogs.", "heard": "2026-11-19"}).record
    async with at_desk(home, size, clock) as (app, pilot):
        await find(app, pilot, "mai")
        await pilot.press("down", "i", *"Lamp", "ctrl+s")
        await settled(app, pilot)
        assert "Do they know now?" in drawn(app)
        assert "Loud dogs" in drawn(app)
        await pilot.press("1")
        await settled(app, pilot)
        now = app.desk.notebook.of(Concern, concern.id)
        assert now.told_how.endswith("Lamp")
        assert now.told.startswith("2026-11-20")
        assert not app.desk.notebook.of(Concern, later.id).told
        await pilot.press("i", *"Dogs", "ctrl+s")
        await settled(app, pilot)
        await pilot.press("y")
        await settled(app, pilot)
        assert app.desk.notebook.of(Concern, later.id).told_how.endswith("Dogs")
        await pilot.press("i", *"Hello", "ctrl+s")
        await settled(app, pilot)
        assert app.screen.LABEL == "Find"
        assert len(app.desk.notebook.all(Interaction)) == 4
