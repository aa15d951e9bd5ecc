"""Problem-solving projects on the screen: grouped, worked on by letters, taken to the end; nothing typed is lost."""

from __future__ import annotations

import pytest

from cro_tui.actions import concerns as verbs
from cro_tui.actions import problems, records
from cro_tui.actions.capture import capture
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Recommendation
from cro_tui.store.notebook import Edit, Notebook
from cro_tui.tui.screens.concerns import Concerns
from cro_tui.tui.screens.problem import ProblemScreen
from cro_tui.tui.screens.record import RecordScreen
from tests.tui.officer import at_desk, settled, type_text

NARROW, WIDE = (80, 24), (120, 40)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
ASSESSED = {"as_planned": "yes", "goal_met": "yes", "assessment": "Quiet."}


def heard(home, *lines, together=True):
    """A notebook with these concerns, linked with each other."""
    notebook = Notebook.open(home)
    made = [capture(notebook, line).record for line in lines]
    if together and len(made) > 1:
        verbs.link_all(notebook, made)
    return notebook, [notebook.get(one.id) for one in made]


def racing(home, **typed):
    """A notebook with a project of two concerns."""
    notebook, made = heard(home, "Cars race #traf", "Trucks race #traf")
    return notebook, problems.begin(notebook, "Racing on Elm", made, typed).record


def drawn(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def concerns_room(app, pilot):
    await pilot.press("f7")
    await settled(app, pilot)
    (room,) = (screen for screen in app.screen_stack if isinstance(screen, Concerns))
    await room.loaded.wait()
    await settled(app, pilot)
    return room


async def table(app, pilot):
    room = await concerns_room(app, pilot)
    await pilot.press("left")
    await settled(app, pilot)
    assert room.kind == Problem.KIND
    return room


async def project(app, pilot):
    """The screen of the only project: four keys from anywhere."""
    await table(app, pilot)
    await pilot.press("enter")
    await settled(app, pilot)
    assert isinstance(app.screen, ProblemScreen)
    return app.screen


async def on(screen, pilot, beginning):
    screen.rows.go_to(next(key for key in screen.rows.visible_keys if key.startswith(beginning)))
    await pilot.pause()


def only(home) -> Problem:
    (found,) = Notebook.open(home).all(Problem)
    return found


async def test_nothing_yet_says_what_to_press(tmp_path):
    async with at_desk(tmp_path) as (app, pilot):
        await table(app, pilot)
        assert "space marks lines and g" in drawn(app)
        await pilot.press("g")
        await pilot.pause()
        assert "Nothing is suggested" in app.status.notice


@SIZES
async def test_marked_concerns_become_a_project_and_stay_open(tmp_path, size):
    _notebook, made = heard(tmp_path, "Cars race", "Trucks race", "Dogs bark", together=False)
    async with at_desk(tmp_path, size) as (app, pilot):
        room = await concerns_room(app, pilot)
        for one in made[:2]:
            room.rows.go_to(one.id)
            await pilot.press("space")
        await pilot.press("g")
        await settled(app, pilot)
        await type_text(pilot, "Racing on Elm")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert room.kind == Problem.KIND
        assert "Racing on Elm" in drawn(app)
    found = only(tmp_path)
    assert set(found.concerns) == {one.id for one in made[:2]}
    assert all(one.is_open for one in Notebook.open(tmp_path).all(Concern))


async def test_the_officer_may_close_them_with_it(tmp_path):
    _notebook, (one,) = heard(tmp_path, "Cars race")
    async with at_desk(tmp_path) as (app, pilot):
        await concerns_room(app, pilot)
        await pilot.press("g")
        await settled(app, pilot)
        await type_text(pilot, "Racing")
        app.screen.form.go_to("closing")
        await pilot.press("space", "ctrl+s")
        await settled(app, pilot)
    assert Notebook.open(tmp_path).get(one.id).disposition == problems.BECAME


async def test_concerns_are_added_to_a_project_that_stands(tmp_path):
    notebook, made = racing(tmp_path)
    more = capture(notebook, "Motorbikes race").record
    async with at_desk(tmp_path) as (app, pilot):
        room = await concerns_room(app, pilot)
        room.rows.go_to(more.id)
        await pilot.press("g", "2")
        await settled(app, pilot)
    assert more.id in Notebook.open(tmp_path).get(made.id).concerns


@SIZES
async def test_linked_concerns_alike_are_suggested_quietly_and_a_key_takes_them_up(tmp_path, size):
    _notebook, made = heard(tmp_path, "Cars race #traf", "Trucks race #traf", "Bikes race #traf")
    async with at_desk(tmp_path, size) as (app, pilot):
        room = await table(app, pilot)
        assert "3 linked concerns of 3 people, traffic/speeding" in drawn(app)
        await pilot.press("g")
        await settled(app, pilot)
        await type_text(pilot, "Racing")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "perhaps" not in drawn(app)
        assert room.kind == Problem.KIND
    assert set(only(tmp_path).concerns) == {one.id for one in made}


async def test_what_is_suggested_stands_on_today_in_one_line_and_enter_goes_there(tmp_path):
    heard(tmp_path, "Cars race #traf", "Trucks race #traf", "Bikes race #traf")
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f4")
        await settled(app, pilot)
        room = app.screen
        await room.gathered.wait()
        (key,) = (key for key in room.rows.visible_keys if "linked concerns" in " ".join(room.rows.row(key).cells))
        room.rows.go_to(key)
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, Concerns)
        await app.screen.loaded.wait()
        await settled(app, pilot)
        assert app.screen.kind == Problem.KIND


async def test_a_digit_chooses_the_stage(tmp_path):
    notebook, made = racing(tmp_path)
    problems.begin(notebook, "Noise", (), {"stage": "analysis"})
    closed = problems.begin(notebook, "Graffiti", (), {**ASSESSED, "stage": "closed"}).record
    async with at_desk(tmp_path) as (app, pilot):
        room = await table(app, pilot)
        assert len(room.rows.visible_keys) == 2
        for digit, titles in (("2", {"Racing on Elm"}), ("3", {"Noise"}), ("4", set()), ("6", {"Graffiti"})):
            await pilot.press(digit)
            await pilot.pause()
            assert {Notebook.open(tmp_path).get(key).title for key in room.rows.visible_keys} == titles
        await pilot.press("7")
        await pilot.pause()
        assert {made.id, closed.id} < set(room.rows.visible_keys)


@SIZES
async def test_one_look_tells_what_is_filled_in_and_what_is_missing(tmp_path, size):
    sides = {"offender": "drivers late at night", "guardian": "crossing guard"}
    racing(tmp_path, statement="Nobody dares to cross.", harm="fear", community="families", **sides)
    async with at_desk(tmp_path, size) as (app, pilot):
        await project(app, pilot)
        text = drawn(app)
        for words in ("SCANNING (now)", "2 of 6", "Nobody dares", "ANALYSIS", "✓ offender", "— location", "RESPONSE"):
            assert words in text
        assert "ASSESSMENT" in text


async def test_enter_writes_down_what_the_line_is_about(tmp_path):
    racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        screen = await project(app, pilot)
        await on(screen, pilot, "cheers")
        await pilot.press("enter")
        await settled(app, pilot)
        app.screen.form.go_to("harm")
        await type_text(pilot, "Fear of crossing")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "1 of 6" in drawn(app)
    assert only(tmp_path).harm == "Fear of crossing"


async def test_letters_add_and_finish_a_response(tmp_path):
    racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        screen = await project(app, pilot)
        await pilot.press("n")
        await settled(app, pilot)
        await type_text(pilot, "Speed table")
        await pilot.press("enter")
        await type_text(pilot, "Works")
        await pilot.press("enter")
        await type_text(pilot, "1 dec 2030")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        (row,) = only(tmp_path).responses
        assert (row["what"], row["owner"], row["due"]) == ("Speed table", "Works", "2030-12-01")
        await on(screen, pilot, "response ")
        await pilot.press("d")
        await settled(app, pilot)
        assert only(tmp_path).responses[0]["done"]
        await pilot.press("d")
        await settled(app, pilot)
        assert not only(tmp_path).responses[0].get("done")
        await pilot.press("v")
        await settled(app, pilot)
        assert only(tmp_path).responses == ()


async def test_a_measure_is_noted_before_and_after(tmp_path):
    racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        screen = await project(app, pilot)
        await pilot.press("b")
        await settled(app, pilot)
        await type_text(pilot, "Cars over 35")
        await pilot.press("enter", *"140", "ctrl+s")
        await settled(app, pilot)
        await on(screen, pilot, "measure ")
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press(*"61", "ctrl+s")
        await settled(app, pilot)
        assert "140 → 61: Cars over 35" in drawn(app)
    (row,) = only(tmp_path).plain()["measures"]
    assert (row["before"], row["after"]) == (140, 61)


async def test_a_key_moves_on_and_the_last_asks_for_the_assessment(tmp_path):
    racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        screen = await project(app, pilot)
        for stage in ("analysis", "response", "assessment"):
            await pilot.press("o")
            await settled(app, pilot)
            assert only(tmp_path).stage == stage
            assert "lacks" in app.status.notice
        await pilot.press("o")
        await settled(app, pilot)
        assert only(tmp_path).stage == "assessment"
        for name, text in ASSESSED.items():
            app.screen.form.go_to(name)
            await type_text(pilot, text)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.screen is screen
        await pilot.press("o")
        await settled(app, pilot)
        assert not only(tmp_path).is_open
        await pilot.press("o")
        await settled(app, pilot)
        assert only(tmp_path).stage == "assessment"
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert not only(tmp_path).is_open


async def test_any_stage_can_be_chosen(tmp_path):
    racing(tmp_path, stage="response")
    async with at_desk(tmp_path) as (app, pilot):
        await project(app, pilot)
        await pilot.press("s", "1")
        await settled(app, pilot)
    assert only(tmp_path).stage == "scanning"


async def test_a_key_goes_to_its_concerns(tmp_path):
    _notebook, made = racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await project(app, pilot)
        await pilot.press("c")
        await settled(app, pilot)
        assert "Trucks race" in drawn(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, Concerns)
        assert app.screen.kind == Concern.KIND
        assert app.screen.rows.cursor_key in made.concerns


async def test_an_action_is_recommended_for_the_project(tmp_path):
    _notebook, made = racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await project(app, pilot)
        await pilot.press("a")
        await settled(app, pilot)
        await type_text(pilot, "Speed table")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    from cro_tui.model.referral import Recommendation

    (one,) = Notebook.open(tmp_path).all(Recommendation)
    assert one.answers == (made.id,)


@SIZES
async def test_the_story_of_a_concern_names_its_project(tmp_path, size):
    racing(tmp_path)
    async with at_desk(tmp_path, size) as (app, pilot):
        await concerns_room(app, pilot)
        if size == NARROW:
            await pilot.press("enter")
        await settled(app, pilot)
        assert "Racing on Elm (scanning)" in drawn(app)


async def test_what_is_restricted_is_masked_until_asked_for(tmp_path):
    notebook, made = heard(tmp_path, "Beaten at home ~dv +Victoria", "Cars race")
    problems.begin(notebook, "Fear of Victoria on Elm", made, {"statement": "Victoria hides."})
    assert notebook.all(Contact)[0].restricted
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        await table(app, pilot)
        assert "Victoria" not in drawn(app)
        await pilot.press("enter")
        await settled(app, pilot)
        for key in app.screen.rows.visible_keys:
            app.screen.rows.go_to(key)
            await pilot.pause()
            assert "Victoria" not in drawn(app)
            assert "Beaten" not in drawn(app)
        await pilot.press("c")
        await settled(app, pilot)
        assert "Beaten" not in drawn(app)
        await pilot.press("escape", "m")
        await settled(app, pilot)
        assert "Fear of Victoria" in drawn(app)


async def test_a_restricted_project_shows_no_word(tmp_path):
    racing(tmp_path, restricted_because="witness", statement="Somebody saw it.")
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        await table(app, pilot)
        assert "Racing" not in drawn(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "Racing" not in drawn(app)
        assert "Somebody" not in drawn(app)


async def test_any_text_is_drawn_harmlessly(tmp_path):
    for odd in ("[/b][bold]x", "\x1b[2Jboo", "abc\u202edef", "x" * 30_000, "👩‍👩‍👧 日本語"):
        notebook = Notebook.open(tmp_path)
        made = problems.begin(notebook, odd, (), {"statement": odd, "hypothesis": odd}).record
        problems.respond(notebook, made, {"what": odd, "owner": odd, "notes": odd})
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        room = await table(app, pilot)
        for key in list(room.rows.visible_keys):
            room.rows.go_to(key)
            await pilot.press("enter")
            await settled(app, pilot)
            for line in app.screen.rows.visible_keys:
                app.screen.rows.go_to(line)
                await pilot.pause()
            assert "\x1b" not in drawn(app)
            await pilot.press("escape")
            await settled(app, pilot)


async def test_thousands_of_projects_and_concerns(tmp_path):
    notebook = Notebook.open(tmp_path)
    edits = [
        Edit(notebook.new_id(), Problem.KIND, {"title": f"Racing {n}", "stage": "scanning", "opened": "2026-11-03"})
        for n in range(3_000)
    ]
    notebook.save(edits)
    async with at_desk(tmp_path) as (app, pilot):
        room = await table(app, pilot)
        assert len(room.rows.visible_keys) == 3_000
        await type_text(pilot, "/2999")
        await pilot.pause()
        assert len(room.rows.visible_keys) == 1


async def test_a_response_due_is_done_or_put_off_on_today(tmp_path):
    notebook, made = racing(tmp_path, review="2020-01-01")
    problems.respond(notebook, made, {"what": "Speed table", "owner": "Works", "due": "2020-01-01"})
    problems.respond(notebook, notebook.get(made.id), {"what": "Letters", "owner": "Jo", "due": "2020-01-01"})
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f4")
        await settled(app, pilot)
        room = app.screen
        await room.gathered.wait()

        async def line(text):
            key = next(key for key in room.rows.visible_keys if text in " ".join(room.rows.row(key).cells))
            room.rows.go_to(key)
            await pilot.pause()

        await line("Speed table")
        await pilot.press("d")
        await settled(app, pilot)
        await room.gathered.wait()
        await line("Letters")
        await pilot.press("z")
        await settled(app, pilot)
        await type_text(pilot, "5 jan 2031")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        await room.gathered.wait()
        await line("Project in scanning")
        await pilot.press("d")
        await settled(app, pilot)
        await room.gathered.wait()
        assert not [key for key in room.rows.visible_keys if "Racing" in " ".join(room.rows.row(key).cells)]
    found = only(tmp_path)
    assert {row["what"]: (bool(row.get("done")), row["due"]) for row in found.responses} == {
        "Speed table": (True, "2020-01-01"), "Letters": (False, "2031-01-05"),
    }  # fmt: skip
    assert found.review == ""


async def test_enter_on_today_opens_the_project(tmp_path):
    notebook, made = racing(tmp_path)
    problems.respond(notebook, made, {"what": "Speed table", "due": "2020-01-01"})
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f4")
        await settled(app, pilot)
        await app.screen.gathered.wait()
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ProblemScreen)


@pytest.mark.parametrize(
    ("keys", "text"),
    [(("enter",), "Half a statement"), (("n",), "Half a response"), (("b",), "Half a measure"), (("p",), "Half")],
)
async def test_half_a_form_comes_back_after_a_crash(tmp_path, keys, text):
    racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await project(app, pilot)
        await pilot.press(*keys)
        await settled(app, pilot)
        await type_text(pilot, text)
        app.desk.flush_drafts()
    async with at_desk(tmp_path) as (app, pilot):
        await concerns_room(app, pilot)
        assert text in drawn(app)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    assert text in str(only(tmp_path).values)


async def test_a_title_that_was_begun_comes_back(tmp_path):
    heard(tmp_path, "Cars race")
    async with at_desk(tmp_path) as (app, pilot):
        await concerns_room(app, pilot)
        await pilot.press("g")
        await settled(app, pilot)
        await type_text(pilot, "Half a title")
        app.desk.flush_drafts()
    async with at_desk(tmp_path) as (app, pilot):
        await concerns_room(app, pilot)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    found = only(tmp_path)
    assert found.title == "Half a title"
    assert found.concerns


async def test_another_window_changes_what_is_shown(tmp_path):
    notebook, made = racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        screen = await project(app, pilot)
        records.change(notebook, made, {"statement": "Nobody dares to cross."})
        app.desk.poll()
        await settled(app, pilot)
        assert "Nobody dares" in drawn(app)
        assert screen.problem.statement


async def test_the_project_is_handed_to_somebody_who_can_act(tmp_path):
    _notebook, made = racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await project(app, pilot)
        await pilot.press("r")
        await settled(app, pilot)
        await type_text(pilot, "Public Works")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    from cro_tui.model.referral import Referral

    (one,) = Notebook.open(tmp_path).all(Referral)
    assert (one.of, one.to) == (made.id, "Public Works")


async def test_find_opens_the_project(tmp_path):
    racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await pilot.press("f3", *"racing", "down")
        await settled(app, pilot)
        room = app.screen
        key = next(key for key in room.rows.visible_keys if app.desk.notebook.of(Problem, key))
        room.rows.go_to(key)
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ProblemScreen)


async def test_the_report_lists_projects_and_one_can_be_left_out(tmp_path):
    racing(tmp_path)
    async with at_desk(tmp_path, WIDE) as (app, pilot):
        await pilot.press("f8")
        await settled(app, pilot)
        room = app.screen
        while room.drawn is None:
            await settled(app, pilot)
        lines = room.lines.lines
        room.report.go_to(next(key for key, line in lines.items() if line.section == "projects"))
        await pilot.pause()
        assert "Racing on Elm" in drawn(app)
        await pilot.press("c")
        await settled(app, pilot)
        await pilot.press("x")
        await settled(app, pilot)
        await type_text(pilot, "next time")
        await pilot.press("enter", "escape")
        await settled(app, pilot)
        while room.drawn is None:
            await settled(app, pilot)
        assert "Problem-solving projects, 1 left out by choice" in drawn(app)


@pytest.mark.parametrize("from_list", [True, False])
async def test_its_dossier_is_written_from_the_list_and_from_its_screen(tmp_path, from_list):
    racing(tmp_path, statement="Nobody dares to cross.")
    async with at_desk(tmp_path) as (app, pilot):
        await (table if from_list else project)(app, pilot)
        await pilot.press("w")
        await settled(app, pilot)
        assert "Dossier of Racing on Elm to Word" in drawn(app)
        await pilot.press("w")
        await settled(app, pilot)
        (written,) = app.desk.exports.glob("Dossier Racing on Elm*.docx")
        assert written.stat().st_size


async def test_history_form_and_void_are_a_letter_each(tmp_path):
    racing(tmp_path)
    async with at_desk(tmp_path) as (app, pilot):
        await project(app, pilot)
        await pilot.press("h")
        await settled(app, pilot)
        assert "History" in drawn(app)
        await pilot.press("escape", "e")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        await pilot.press("escape")
        await settled(app, pilot)
        await pilot.press("escape", "v")
        await settled(app, pilot)
        await type_text(pilot, "entered twice")
        await pilot.press("enter")
        await settled(app, pilot)
    assert Notebook.open(tmp_path).all(Problem) == []


async def test_where_and_who_of_restricted_lines_are_masked_in_every_table_until_m(tmp_path):
    secret = {"restricted_because": "witness"}
    where = {"neighborhood": "mkHOOD", "place": "mkPLACE"}
    notebook, _made = racing(tmp_path, **secret, **where, owner="mkOWNER")
    records.create(notebook, Concern, {"narrative": "Somebody saw it.", **where, **secret})
    advice = {"text": "Move them", "owner": "mkADVISED", "resources": "mkMONEY", "obstacles": "mkOBSTACLE"}
    records.create(notebook, Recommendation, {**advice, **secret})
    async with at_desk(tmp_path, (170, 40)) as (app, pilot):
        room = await concerns_room(app, pilot)
        told = ""
        for _table in range(4):
            for key in list(room.rows.visible_keys):
                room.rows.go_to(key)
                await settled(app, pilot)
                assert "mk" not in drawn(app)
            await pilot.press("m")
            await settled(app, pilot)
            for key in list(room.rows.visible_keys):
                room.rows.go_to(key)
                await settled(app, pilot)
                told += drawn(app)
            await pilot.press("m", "right")
            await settled(app, pilot)
        for word in ("mkHOOD", "mkOWNER", "mkADVISED", "mkMONEY", "mkOBSTACLE"):
            assert word in told
        screen = await project(app, pilot)
        assert "mk" not in drawn(app)
        await pilot.press("m")
        await settled(app, pilot)
        assert screen is app.screen
        assert "mkHOOD" in drawn(app)
