"""The table of crime in F8: quarters by type and by beat with their bars, and a file counted from the screen."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

import cro_tui.exchange.crime as exchange
from cro_tui.actions import records
from cro_tui.actions.capture import capture
from cro_tui.model.concern import Concern
from cro_tui.model.crime import Crime
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.dialogs.choose import Choose
from cro_tui.tui.screens.dialogs.story import StoryDialog
from cro_tui.tui.screens.record import RecordScreen
from cro_tui.tui.screens.reports import Reports
from tests.tui.officer import at_desk, settled

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=timezone(timedelta(hours=-4)))
SIZES = [(80, 24), (120, 40)]


def clock():
    return NOW


@pytest.fixture
def home(tmp_path):
    notebook = Notebook.open(tmp_path / "home", clock=clock)
    capture(notebook, "Windows smashed at the depot #graff heard:2026-08-03")
    (concern,) = notebook.all(Concern)
    records.change(notebook, concern, {"beat": "4"})
    for at, quarter in enumerate(("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")):
        counts = [
            {"type": "Vandalism [/b]", "beat": "004" if at else "4", "count": 24 if at == 4 else 9},
            {"type": "Noise", "beat": "5", "count": 12},
        ]
        typed = {"source": "Records", "quarter": quarter, "counts": counts, "caveat": "As reported."}
        records.create(notebook, Crime, typed)
    return tmp_path / "home"


def shown(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def to_crime(app, pilot):
    await pilot.press("f8")
    await settled(app, pilot)
    await pilot.press("right", "right", "right")
    await settled(app, pilot)
    assert isinstance(app.screen, Reports)
    return app.screen


async def type_file(app, pilot, path):
    await pilot.press("i")
    await pilot.pause()
    await pilot.press(*str(path), "enter")
    await settled(app, pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_quarters_by_type_with_the_test_in_plain_words_and_the_compared_bars_marked(home, size):
    async with at_desk(home, size, clock) as (app, pilot):
        room = await to_crime(app, pilot)
        assert [room.crime.row(key).cells[0] for key in room.crime.visible_keys] == [
            "all types", "Vandalism [/b]", "Noise",
        ]  # fmt: skip
        await pilot.press("down")
        await pilot.pause()
        screen = shown(app)
        assert "Records, counted to 30 September 2026. As reported." in screen
        assert "Vandalism [/b]: 24, after 9 in the same quarter last year; more than chance" in screen
        assert "26Q3" in screen
        assert "then" in screen
        assert "now" in screen
        assert "████" in screen
        assert [bar.mark for bar in room.crime_pane.bars.columns].count("") == 10
        assert room.crime.row(room.crime.cursor_key).cells[1:] == ("9", "9", "9", "9", "24", "9.0", "+3.8", "+3.8")
        await pilot.press("v")
        await pilot.pause()
        assert "Vandalism [/b] by beat" in shown(app)
        await pilot.press("down")
        await pilot.pause()
        assert "Vandalism [/b], beat 004: 24, after 9" in shown(app)


async def test_the_story_names_the_concerns_that_the_counts_may_explain_and_leads_to_them(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await to_crime(app, pilot)
        await pilot.press("down", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, StoryDialog)
        said = [one.text for one in app.screen.details.paragraphs]
        assert "1 concern heard in 2026-Q3; one need not explain the other." in said
        assert any(text.startswith("Windows smashed at the depot") for text in said)
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)


async def test_another_beat_another_quarter_and_the_filter(home):
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await to_crime(app, pilot)
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        assert [room.crime.row(key).cells[0] for key in room.crime.visible_keys] == ["all types", "Noise"]
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert room.crime_table.quarter == "2026-Q2"
        await pilot.press("slash", *"noi")
        await settled(app, pilot)
        assert len(room.crime.visible_keys) == 1
        await pilot.press("down")
        await pilot.pause()
        assert "Noise: 12;" in shown(app)


async def test_a_file_that_is_not_understood_is_asked_about_once_and_one_undo_takes_it_back(home, tmp_path):
    file = tmp_path / "odd.csv"
    file.write_text("When it was,Was it,Wo\n3/4/2026,Theft,7\n5/6/2026,Theft,7\n5/6/2026,,7\nTotal,3,\n", "utf-8")
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await to_crime(app, pilot)
        await type_file(app, pilot, file)
        for asked, key in (
            ("Which column has the date?", "1"),
            ("How does the file write 3/4/2026?", "d"),
            ("Which column has what happened", "1"),
            ("Which column has the beat", "1"),
        ):
            assert asked in shown(app)
            await pilot.press(key)
            await settled(app, pilot)
        assert "3 to be counted + 0 here already + 1 bad = 4 rows" in shown(app)
        await pilot.press("s")
        await settled(app, pilot)
        await pilot.press("1")  # Records, whose counts of the quarter are other ones: fewer are refused
        await settled(app, pilot)
        await pilot.press("s")
        await settled(app, pilot)
        await pilot.press("n", *"Dispatch", "enter")
        await settled(app, pilot)
        await pilot.press("y")
        await settled(app, pilot)
        assert isinstance(app.screen, StoryDialog)
        said = [one.text for one in app.screen.details.paragraphs]
        assert "3 counted + 0 here already + 1 bad = 4 rows" in said
        assert any(text.startswith("“Total” is no date") for text in said)
        await pilot.press("escape")
        await settled(app, pilot)
        counted = {one.quarter: one.total for one in app.desk.notebook.all(Crime) if one.source == "Dispatch"}
        assert counted == {"2026-Q2": 3}  # the third of April, the fifth of June
        again = tmp_path / "again.csv"
        again.write_text("When it was,Was it,Wo\n7/4/2026,Theft,7\n8/4/2026,Theft,7\n", "utf-8")
        await type_file(app, pilot, again)
        assert isinstance(app.screen, Choose)  # nothing is asked a second time
        assert "Is again.csv understood?" in shown(app)
        assert "Dispatch" in shown(app)
        await pilot.press("n")
        await settled(app, pilot)
        assert app.status.notice == "Nothing was counted"
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert [one for one in app.desk.notebook.all(Crime) if one.source == "Dispatch"] == []
        while room.crime_table.series.source != "Records":  # drawn anew a moment after
            await pilot.pause(0.05)


async def test_the_reading_shows_how_far_it_is_and_esc_stops_it(home, tmp_path, monkeypatch):
    file = tmp_path / "long.csv"
    file.write_text("date,type\n" + "2026-07-04,Theft\n" * 5, "utf-8")
    real = exchange.take_crime

    def slow(notebook, path, mapping=(), *, dry_run=False, progress=None, stop=lambda: False):
        while not stop():
            progress(3, 5)
        return real(notebook, path, mapping, dry_run=dry_run, stop=stop)

    monkeypatch.setattr(exchange, "take_crime", slow)
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        room = await to_crime(app, pilot)
        before = app.desk.done_count
        await pilot.press("i")
        await pilot.pause()
        await pilot.press(*str(file), "enter")
        while "3 of 5 rows   esc stops" not in app.status.notice:
            await pilot.pause()
        await pilot.press("v", "down")  # the keys go on working
        assert room.crime_table.by_beat
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.status.notice == "Stopped: nothing was counted"
        assert isinstance(app.screen, Reports)
        assert app.desk.done_count == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Not taken over: odd.csv is empty."),
        (bytes(range(256)) * 40, "Not taken over: "),
        (b"PK\x03\x04rest", "Not taken over: odd.csv is a workbook; save it as CSV in the spreadsheet program first."),
        (b"date,type\n", "odd.csv has no row to be counted"),
    ],
)
async def test_a_file_with_garbage_gets_one_clear_line(home, tmp_path, content, sentence):
    file = tmp_path / "odd.csv"
    file.write_bytes(content)
    async with at_desk(home, (80, 24), clock) as (app, pilot):
        await to_crime(app, pilot)
        await type_file(app, pilot, file)
        assert isinstance(app.screen, Reports)
        assert app.status.notice.startswith(sentence)
        assert "\n" not in app.status.notice


async def test_nothing_counted_yet_says_how_to_begin(tmp_path):
    async with at_desk(tmp_path, (80, 24), clock) as (app, pilot):
        room = await to_crime(app, pilot)
        assert "No counts yet: i takes a CSV file of records or dispatch." in shown(app)
        await pilot.press("v", "b", "q", "s", "e", "enter")
        await settled(app, pilot)
        assert app.screen is room


async def test_what_all_types_are_made_of_are_types_and_what_one_is_made_of_are_beats(home):
    async with at_desk(home, (120, 40), clock) as (app, pilot):
        await to_crime(app, pilot)
        for key, heading, part in (("home", "Types in 2026-Q3", "Vandalism [/b]"), ("down", "Beats in 2026-Q3", "4")):
            await pilot.press(key, "enter")
            await settled(app, pilot)
            assert isinstance(app.screen, StoryDialog)
            told = [one.text for one in app.screen.details.paragraphs]
            assert part in told[told.index(heading) + 1]
            await pilot.press("escape")
            await settled(app, pilot)
