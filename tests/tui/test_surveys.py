"""Surveys on the screen: a wave begun, its questions changed, forms keyed in at one key an answer, results read."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

import cro_tui.exchange.forms as exchange
from cro_tui.actions import records, surveys
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.survey import Response, Survey
from cro_tui.report.surveying import responses_of
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.key_in import KeyIn
from cro_tui.tui.screens.reports import Reports
from cro_tui.tui.screens.survey import SurveyScreen
from tests.tui.officer import at_desk, settled

NARROW, WIDE = (80, 24), (120, 40)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=-5)))


def clock():
    return NOW


@pytest.fixture
def survey(tmp_path):
    notebook = Notebook.open(tmp_path, clock=clock)
    return surveys.start(notebook, {"title": "Town survey", "sample": "probability"}).record


@pytest.fixture
def home(tmp_path, survey):
    return tmp_path


def shown(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


async def enter(app, pilot, *more):
    """To the table of surveys: four keys from anywhere with the one that opens."""
    await press(app, pilot, "f8", "left", "left", *more)


def forms(app, survey):
    return responses_of(app.desk.notebook, survey.id)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_nothing_entered_says_what_to_press_and_a_wave_begins(tmp_path, size):
    async with at_desk(tmp_path, size, clock) as (app, pilot):
        await enter(app, pilot)
        assert "n begins one with thirty stock questions" in shown(app)
        await press(app, pilot, "n", "ctrl+s")
        assert isinstance(app.screen, SurveyScreen)
        assert "Department performance" in shown(app)
        assert "31 questions" in app.status.notice
        assert app.screen.survey.wave == "2026"


async def test_the_next_wave_is_offered_the_one_before_to_compare_with(home, survey):
    async with at_desk(home, WIDE, clock) as (app, pilot):
        await enter(app, pilot, "n", "ctrl+s")
        assert app.screen.survey.follows == survey.id


async def test_thirty_questions_are_thirty_keys_and_enter(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "k")
        assert isinstance(app.screen, KeyIn)
        keys = ["2", "d", "0", "x", "4", "1"] * 5
        pressed = [*keys, "enter"]
        assert len(pressed) == 31
        await pilot.press(*pressed)  # as fast as they come
        await settled(app, pilot)
        (form,) = forms(app, survey)
        assert list(form.answers.values()) == ["2", "d", "-", "x", "4", "1"] * 5
        assert app.status.notice == "Form 1 saved, 5 with several marked"
        assert "Form 2" in shown(app)
        assert app.screen.marks.cursor_key == "perf1"
        await pilot.press(*["3"] * 30, "enter", *["4"] * 30, "enter")
        await settled(app, pilot)
        assert [one.answers["fear6"] for one in forms(app, survey)] == ["1", "3", "4"]
        await press(app, pilot, "ctrl+z")
        assert len(forms(app, survey)) == 2
        assert "Undone" in app.status.notice


async def test_back_to_correct(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "k")
        await pilot.press("1", "2", "3", "up", "up", "5", "space", "d", *["4"] * 26, "up", "up", "1", "down")
        await settled(app, pilot)
        await press(app, pilot, "enter")
        (form,) = forms(app, survey)
        assert list(form.answers.values())[:5] == ["1", "5", "-", "d", "4"]
        assert list(form.answers.values())[-2:] == ["1", "4"]


async def test_a_key_off_the_scale_is_refused_and_the_cursor_stays(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "k", "6")
        assert "ends at 5" in app.status.notice
        assert app.screen.marks.cursor_key == "perf1"
        assert app.screen.answers == {}
        await press(app, pilot, "z", "slash", "h")
        assert isinstance(app.screen, KeyIn)
        assert app.screen.answers == {}


async def test_what_was_left_out_is_said_before_it_counts_as_blank(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "k", "4", "5", "enter")
        assert "28 without an answer" in app.status.notice
        assert forms(app, survey) == []
        await press(app, pilot, "enter")
        (form,) = forms(app, survey)
        assert list(form.answers.values()).count("-") == 28
        await press(app, pilot, "enter")
        assert "Nothing is marked" in app.status.notice
        assert len(forms(app, survey)) == 1


async def test_a_comment_goes_with_its_form(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "k")
        await pilot.press("4", "c", *"[/b] lamps 12", "enter", "5", "enter", "enter")
        await settled(app, pilot)
        (form,) = forms(app, survey)
        assert form.comments[0]["text"] == "[/b] lamps 12"
        assert (form.answers["perf1"], form.answers["perf2"]) == ("4", "5")
        assert app.screen.comment.value == ""


async def test_a_half_keyed_form_comes_back(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "k", "4", "d", "x")
        await press(app, pilot, "escape")
        assert isinstance(app.screen, Reports)
        assert app.desk.unfinished()
        await press(app, pilot, "k")
        assert app.screen.answers == {"perf1": "4", "perf2": "d", "perf3": "x"}
        assert app.screen.marks.cursor_key == "perf4"
        await press(app, pilot, "e")
        assert app.screen.answers == {}
        assert app.desk.unfinished() == []


async def test_a_closed_survey_takes_no_forms_until_it_is_opened_again(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "s", "y", "k")
        assert "closed on 2026-11-22" in app.status.notice
        assert isinstance(app.screen, Reports)
        await press(app, pilot, "s", "k")
        assert isinstance(app.screen, KeyIn)


async def test_questions_are_changed_until_a_form_is_keyed_in(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "enter", "n")
        await pilot.press(*"Officers wave.")
        await press(app, pilot, "ctrl+s")
        asked = [one.text for one in app.desk.notebook.of(Survey, survey.id).asked]
        assert asked[6] == "Officers wave."
        await press(app, pilot, "d", "x")
        assert len(app.desk.notebook.of(Survey, survey.id).asked) == 31
        app.desk.do(lambda notebook: surveys.key_in(notebook, notebook.get(survey.id), {"perf2": "4"}))
        await settled(app, pilot)
        await press(app, pilot, "left", "right", "enter")
        assert "the questions stand" in app.status.notice


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_results_have_bars_and_what_stands_behind_a_line(home, survey, size):
    notebook = Notebook.open(home, clock=clock)
    for code in "4455512d":
        surveys.key_in(notebook, notebook.get(survey.id), {"perf1": code})
    async with at_desk(home, size, clock) as (app, pilot):
        await enter(app, pilot, "enter")
        assert app.screen.table == "results"
        assert "5 of 7" in shown(app)
        assert "█" in shown(app)
        if size == NARROW:
            await press(app, pilot, "enter")
        assert "don't know 1" in shown(app)
        assert "very good" in shown(app)


async def test_comments_are_coded_and_raised(home, survey):
    notebook = Notebook.open(home, clock=clock)
    surveys.key_in(notebook, survey, {"perf1": "4"}, "It is dark on Oak Avenue.")
    async with at_desk(home, WIDE, clock) as (app, pilot):
        await enter(app, pilot, "enter", "right", "g")
        await pilot.press(*"infra", "enter")
        await settled(app, pilot)
        assert "infrastructure" in shown(app)
        await press(app, pilot, "c", "ctrl+s")
        (concern,) = app.desk.notebook.all(Concern)
        assert (concern.category, concern.channel, concern.anonymous) == ("infrastructure", "survey", True)
        assert concern.number in shown(app)
        await press(app, pilot, "c")
        assert "already" in app.status.notice
        await press(app, pilot, "o")
        assert app.screen.record.id == concern.id


async def test_restricted_people_are_masked_in_comments_until_asked_for(home, survey):
    notebook = Notebook.open(home, clock=clock)
    records.create(notebook, Contact, {"name": "Zoltavia Vraxhallow", "restricted_because": "witness"})
    surveys.key_in(notebook, survey, {"perf1": "4"}, "Zoltavia Vraxhallow said so")
    async with at_desk(home, WIDE, clock) as (app, pilot):
        await enter(app, pilot, "enter", "right")
        assert "Zoltavia" not in shown(app)
        await press(app, pilot, "g")
        assert "restricted" in app.status.notice
        await press(app, pilot, "m")
        assert "Zoltavia" in shown(app)


async def test_a_file_of_forms_asks_once_what_it_does_not_know(home, survey, tmp_path):
    file = tmp_path / "forms.csv"
    file.write_text("perf1,perf2\n4,99\n5,3\nBoth,2\n", "utf-8")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "i")
        await pilot.press(*str(file), "enter")
        await settled(app, pilot)
        assert "What does “99” mean?" in shown(app)
        await press(app, pilot, "d")
        assert "What does “Both” mean?" in shown(app)
        await press(app, pilot, "r")
        assert "Take 2 forms over?" in shown(app)
        assert "1 bad, of 3 rows" in shown(app)
        await press(app, pilot, "y")
        assert app.status.notice == "2 taken over, 0 here already, 1 bad, of 3 rows; ctrl+z takes them back"
        assert sorted(one.answers["perf2"] for one in forms(app, survey)) == ["3", "d"]
        await press(app, pilot, "i")
        await pilot.press(*str(file), "enter")
        await settled(app, pilot)
        assert "What does “Both” mean?" in shown(app)
        await press(app, pilot, "escape", "ctrl+z")
        assert forms(app, survey) == []


async def test_columns_that_are_not_known_are_asked_for_once_and_one_undo_takes_all_portions_back(
    home, survey, tmp_path
):
    file = tmp_path / "forms.csv"
    file.write_text("perf1,How helpful?,When\n" + "".join(f"4,{at % 5 + 1},day {at}\n" for at in range(450)), "utf-8")
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "i")
        await pilot.press(*str(file), "enter")
        await settled(app, pilot)
        assert "Which column answers perf2?" in shown(app)
        await press(app, pilot, "1")
        assert "Which column answers perf3?" in shown(app)
        await press(app, pilot, "o")  # the others were not asked
        assert "Take 450 forms over?" in shown(app)
        await press(app, pilot, "y")
        assert app.status.notice.startswith("450 taken over, 0 here already, 0 bad, of 450 rows")
        assert {one.answers["perf2"] for one in forms(app, survey)} == set("12345")
        await press(app, pilot, "ctrl+z")
        assert forms(app, survey) == []


async def test_esc_stops_a_file_of_forms_and_what_was_taken_stays(home, survey, tmp_path, monkeypatch):
    file = tmp_path / "forms.csv"
    file.write_text("perf1,perf2\n4,3\n", "utf-8")
    real = exchange.import_forms

    def slow(notebook, survey, path, mapping, codes, *, dry_run, progress, stop):
        while not stop():
            progress(1, 5000)
        return real(notebook, survey, path, mapping, codes, dry_run=dry_run, stop=stop)

    monkeypatch.setattr(exchange, "import_forms", slow)
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "enter")
        await pilot.press("i")
        await pilot.pause()
        await pilot.press(*str(file), "enter")
        while "1 of 5,000 rows   esc stops" not in app.status.notice:
            await pilot.pause()
        await pilot.press("right", "escape")
        await settled(app, pilot)
        assert app.status.notice == "Stopped: nothing was taken over"
        assert isinstance(app.screen, SurveyScreen)
        assert app.screen.table == "results"


async def test_memo_and_form_go_to_word(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "p")
        await press(app, pilot, "w", "w")
        names = sorted(path.name for path in (home / "exports").glob("*.docx"))
        assert names == ["Survey Form Town survey.docx", "Survey Memo Town survey 2026-11-22.docx"]


async def test_today_tells_of_the_next_survey_and_leads_to_it(home, survey):
    notebook = Notebook.open(home, clock=clock)
    records.change(notebook, notebook.get(survey.id), {"opened": "2024-09-01", "closed": "2024-11-01"})
    async with at_desk(home, WIDE, clock) as (app, pilot):
        await press(app, pilot, "f4")
        room = app.screen
        await room.gathered.wait()
        await settled(app, pilot)
        key = next(key for key in room.rows.visible_keys if "next survey" in " ".join(room.rows.row(key).cells))
        assert "3 weeks late" in " ".join(room.rows.row(key).cells)
        room.rows.go_to(key)
        room.rows.focus()
        await press(app, pilot, "enter")
        assert isinstance(app.screen, SurveyScreen)


async def test_thousands_of_forms_open_at_once(home, survey):
    notebook = Notebook.open(home, clock=clock)
    answers = {one.id: "2" for one in survey.asked if not one.in_words}
    surveys.take_in(notebook, survey, [(answers, "", "")] * 5_000)
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "enter")
        assert "5,000 forms came back" in shown(app)
        await press(app, pilot, "k", *["2"] * 3)
        assert "Form 5,001" in shown(app)
        assert len(app.desk.notebook.all(Response)) == 5_000


async def test_the_table_says_when_the_next_survey_is_due(home, survey):
    notebook = Notebook.open(home, clock=clock)
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot)
        assert "at least every 24 months" in shown(app)
    records.change(notebook, notebook.get(survey.id), {"opened": "2025-09-01", "closed": "2025-11-01"})
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot)
        assert "The next survey is due by 1 Nov 2027, 24 months after the last." in shown(app)


async def test_a_form_in_hand_outlives_the_programs_death(home, survey):
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await enter(app, pilot, "k", "4", "5", "d")
        assert app.desk.flush_drafts()
        app.desk.drafts.keep = app.desk.drafts.drop = lambda _draft: None  # nothing more gets to the disk
    async with at_desk(home, NARROW, clock) as (app, pilot):
        await press(app, pilot, "f8")
        await settled(app, pilot)
        while not isinstance(app.screen, KeyIn):
            await pilot.pause(0.02)
        assert app.screen.answers == {"perf1": "4", "perf2": "5", "perf3": "d"}
        await pilot.press(*["4"] * 27, "enter")
        await settled(app, pilot)
        (form,) = forms(app, survey)
        assert "-" not in form.answers.values()
        assert app.desk.unfinished() == []


async def test_bars_have_a_color_of_their_own_that_does_not_blind_at_night(home, survey):
    notebook = Notebook.open(home, clock=clock)
    for code in "4455512d":
        surveys.key_in(notebook, notebook.get(survey.id), {"perf1": code})
    async with at_desk(home, WIDE, clock) as (app, pilot):
        app.theme = "night"
        await enter(app, pilot, "enter")
        bright, bar = (app.theme_variables[one].lower() for one in ("foreground", "bar"))
        assert bright != bar
        drawn = [one for strip in app.screen._compositor.render_strips() for one in strip if set(one.text) & set("█▌")]
        assert len(drawn) > 3
        colors = [one.style.color.get_truecolor().hex for one in drawn]
        assert colors.count(bar) >= len(colors) - 1  # the line under the cursor keeps its own
