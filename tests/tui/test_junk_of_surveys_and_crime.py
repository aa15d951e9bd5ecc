"""What another program, or a hand, stored where a count, a quarter, a question or an answer should stand: nothing
raises for it, on no screen, in no document, on no command line; it counts nothing and shows as it is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cro_tui.actions import records, surveys
from cro_tui.cli.run import run
from cro_tui.exchange import export, survey_tables
from cro_tui.model.crime import Crime
from cro_tui.model.fields import Rows
from cro_tui.model.survey import Response, Survey
from cro_tui.report import survey_text
from cro_tui.report.crime_series import series_of
from cro_tui.report.quarter import quarter_facts
from cro_tui.report.survey_memo import left_out
from cro_tui.report.surveyed import calendar
from cro_tui.report.surveying import results
from cro_tui.store.notebook import Edit, Notebook
from cro_tui.tui.crime_table import CrimeTable
from cro_tui.tui.survey_lines import CommentLines, QuestionLines, ResultLines
from cro_tui.word import write_quarterly, write_survey, write_survey_form
from tests.tui.officer import at_desk, settled

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=timezone(timedelta(hours=-4)))
KINDS = (Crime, Survey, Response)
FIELDS = [(kind, name) for kind in KINDS for name in kind.FIELDS]
TODAY = NOW.date()
_TEXTS = st.sampled_from(
    ["", "2026-Q9", "0000-Q1", "2026-13-45", "[/b]\x1b[31m", "9" * 40, "perf1==x = perf1=99", "restricted", "closed"]
) | st.text(max_size=8)
_VALUES = st.none() | st.booleans() | st.integers(-9, 2**52) | _TEXTS | st.lists(_TEXTS | st.integers(0, 9), max_size=3)
_LINES = st.dictionaries(
    st.sampled_from(
        ["type", "beat", "count", "topic", "text", "scale", "options", "place", "said", "means", "question", "header",
         "category", "concern", "field"]
    ),
    _VALUES,
    max_size=5,
)  # fmt: skip
JUNK = _VALUES | _LINES


def clock():
    return NOW


def filled(home):
    notebook = Notebook.open(home, clock=clock)
    for quarter in ("2025-Q3", "2026-Q3"):
        counts = [{"type": "Theft", "beat": "4", "count": 9}]
        records.create(notebook, Crime, {"source": "Records", "quarter": quarter, "counts": counts})
    survey = surveys.start(notebook, {"title": "Town survey", "sample": "probability", "invited": "9"}).record
    for _ in range(3):
        surveys.key_in(notebook, survey, {"perf1": "4", "perf2": "d"}, "Slow the cars.")
    return notebook


def store(notebook, kind, name, junk):
    record = notebook.all(kind)[-1]
    field = kind.FIELDS[name]
    key = name
    if isinstance(field, Rows):
        key = next((one for one in record.values if one.startswith(f"{field.prefix}.")), f"{field.prefix}.x")
    notebook.save([Edit(record.id, kind.KIND, {key: junk}, record)])


def read_all(notebook):
    """All that is made of surveys and counts but documents."""
    for series in series_of(notebook.all(Crime)):
        for quarter in series.quarters:
            for by_beat in (False, True):
                table = CrimeTable(series, quarter, None, None, by_beat=by_beat)
                assert table.columns
                assert table.about()
                for key in table.lines:
                    assert table.row(key).cells
                    assert table.sentence(key)
                    assert table.bars(key)
                    assert list(table.story(key, [], []))
    for survey in notebook.all(Survey):
        found = results(notebook, survey)
        assert list(survey_text.lines(found))
        lines, comments = ResultLines(found, hidden=False), CommentLines(notebook, survey, bare=False)
        for key in lines.keys:
            lines.story(key)
        assert isinstance(QuestionLines(survey, hidden=False).keys, list)
        for key in comments.keys:
            assert comments.row(key).cells
            assert list(comments.story(key))
        assert survey_tables.tabulation(notebook, survey)
        assert survey_tables.forms(notebook, survey, discreet=True)
        left_out(notebook, survey)
    calendar(notebook, TODAY.isoformat()).days_left(TODAY)
    for kind in KINDS:
        assert export(notebook, kind.PLURAL, "csv")
        assert export(notebook, kind.PLURAL, "json")
    for quarter in ("2026-Q3", "2026-Q4"):
        quarter_facts(notebook, quarter, "command", TODAY, names_ticked=False)


@pytest.mark.parametrize(("kind", "name"), FIELDS)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=JUNK)
def test_nothing_raises_for_what_stands_in_any_field(tmp_path_factory, kind, name, junk):
    notebook = filled(tmp_path_factory.mktemp("home"))
    store(notebook, kind, name, junk)
    read_all(notebook)


JUNK_QUARTERS = ["2026-Q9", "", None, 7, "0000-Q1", ["2026-Q3"], "next"]


@pytest.mark.parametrize("junk", JUNK_QUARTERS)
async def test_a_quarter_that_is_none_shows_as_it_is_and_counts_nowhere(tmp_path, capsys, junk):
    notebook = filled(tmp_path)
    store(notebook, Crime, "quarter", junk)
    record = notebook.all(Crime)[-1]
    assert record.quarter == ""
    assert not record.is_whole
    for argv in (["list", "crime"], ["list", "crime", "--json"], ["show", record.id], ["check"], ["export", "crime"]):
        assert run(["--home", str(tmp_path), *argv]) == 0
    assert str(junk if isinstance(junk, str) else "") in capsys.readouterr().out
    written = [
        write_quarterly(notebook, notebook.settings, "2026-Q3", "command", date(2026, 10, 5), tmp_path),
        write_survey(notebook, notebook.settings, notebook.all(Survey)[0].id, date(2026, 10, 5), tmp_path),
        write_survey_form(notebook, notebook.settings, notebook.all(Survey)[0].id, tmp_path),
    ]
    assert all(path.stat().st_size for path in written)
    async with at_desk(tmp_path, (80, 24), clock) as (app, pilot):
        await pilot.press("f8")
        await settled(app, pilot)
        await pilot.press("right", "right", "right")
        await settled(app, pilot)
        assert app.screen.crime_table.series.latest == "2025-Q3"
        app.open_record(record.id)
        await settled(app, pilot)
        assert app.screen.query("RecordForm")
