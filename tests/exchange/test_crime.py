"""Crime and calls for service from files of almost any shape: counted by quarter, type and beat."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import UTC, datetime

import pytest

from cro_tui.actions import records
from cro_tui.exchange import ImportProblem, export
from cro_tui.exchange.crime import import_crime
from cro_tui.model.crime import Crime
from cro_tui.store.notebook import Notebook

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture
def notebook(tmp_path):
    return Notebook.open(tmp_path / "home", clock=lambda: NOW)


@pytest.fixture
def file(tmp_path):
    def made(text: str, name: str = "crime.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return made


def counts(notebook):
    """(source, quarter) -> {(type, beat): count}."""
    return {
        (one.source, one.quarter): {(row["type"], row.get("beat") or ""): row["count"] for row in one.counts}
        for one in notebook.all(Crime)
    }


def adds_up(result):
    return result.rows == result.added + result.already + sum(one.rows for one in result.bad)


def test_a_row_an_incident(notebook, file):
    text = "Case Number,Reported Date,Offense,Beat\nA1,2026-07-04,Theft,4\nA2,8/15/2026,theft,4\nA3,2026-10-02,Noise,\n"
    result = import_crime(notebook, file(text))
    assert (result.rows, result.added, result.already, result.bad) == (3, 3, 0, ())
    assert counts(notebook) == {
        ("police records", "2026-Q3"): {("Theft", "4"): 2},
        ("police records", "2026-Q4"): {("Noise", ""): 1},
    }


def test_rows_with_counts_by_month_and_a_source_that_is_named(notebook, file):
    text = 'Month,Nature of Call,District,Total\n2026-07,Noise,1,1200\n2026-08,Noise,1,"1,050"\n2026-09,Noise,1,0\n'
    result = import_crime(notebook, file(text), [("source", "Dispatch"), ("measure", "calls")])
    assert adds_up(result)
    assert counts(notebook) == {("Dispatch", "2026-Q3"): {("Noise", "1"): 2250}}
    (record,) = notebook.all(Crime)
    assert (record.measure, record.through, record.is_whole) == ("calls for service", "2026-09-30", True)


def test_the_same_file_again_adds_nothing_a_fuller_one_replaces_and_a_shorter_one_is_refused(notebook, file):
    two = "date,type\n2026-07-04,Theft\n2026-07-05,Theft\n"
    import_crime(notebook, file(two))
    again = import_crime(notebook, file(two))
    assert (again.added, again.already, again.done) == (0, 2, ())
    more = import_crime(notebook, file(two + "2026-09-30,Theft\n"))
    assert (more.added, more.already) == (3, 0)
    assert "2026-Q3: 3 instead of 2 (police records)" in more.warnings
    less = import_crime(notebook, file("date,type\n2026-07-04,Theft\n"))
    assert adds_up(less)
    (bad,) = less.bad
    assert "3 here and only 1 in the file" in bad.reason
    assert counts(notebook)["police records", "2026-Q3"] == {("Theft", ""): 3}
    (record,) = notebook.all(Crime)
    records.void(notebook, record, "counted wrongly")
    assert import_crime(notebook, file("date,type\n2026-07-04,Theft\n")).added == 1
    assert counts(notebook)["police records", "2026-Q3"] == {("Theft", ""): 1}


def test_dates_in_any_shape(notebook, file):
    cells = [
        ("2026-07-04 22:10 - 2026-07-05 01:30", "2026-Q3", True),
        ("7/4/26", "2026-Q3", False),
        ("07/04/2026 10:15 PM", "2026-Q3", False),
        ("20260704", "2026-Q3", False),
        ("4 Jul 2026", "2026-Q3", False),
        ("2026-Q2", "2026-Q2", False),
        ("June 30, 2026", "2026-Q2", False),
        ("6/30/2026 to 7/1/2026", "2026-Q2", True),
    ]
    for cell, quarter, ranged in cells:
        fresh = Notebook.open(notebook.home.parent / f"home {cells.index((cell, quarter, ranged))}", clock=lambda: NOW)
        result = import_crime(fresh, file(f'date,type\n"{cell}",Theft\n'))
        assert list(counts(fresh)) == [("police records", quarter)], cell
        assert any("two dates" in one for one in result.warnings) == ranged, cell


def test_day_before_month_is_seen_from_the_column_and_said(notebook, file):
    result = import_crime(notebook, file("date,type\n3/4/2026,Theft\n25/4/2026,Theft\n"))
    assert counts(notebook) == {("police records", "2026-Q2"): {("Theft", ""): 2}}
    assert any("day/month" in one for one in result.warnings)


def test_bad_rows_are_named_and_the_counts_add_up(notebook, file):
    text = (
        "file number,date,type,beat,count\n"
        "1,2026-07-04,Theft,4,1\n"
        "1,2026-07-04,Theft,4,1\n"  # the same number again
        "1,2026-07-04,Assault,4,1\n"  # another offense of the same case
        "2,,Theft,4,1\n"
        "3,32/13/2026,Theft,4,1\n"
        "4,2027-01-01,Theft,4,1\n"
        "5,2026-07-04,,4,1\n"
        "6,2026-07-04,Theft,4,many\n"
        "7,2026-07-04,Theft,4,1,surplus\n"
    )
    result = import_crime(notebook, file(text))
    assert adds_up(result)
    assert [one.row for one in result.bad] == [5, 6, 7, 9, 10]
    assert counts(notebook) == {
        ("police records", "2026-Q3"): {("Theft", "4"): 1, ("Assault", "4"): 1, ("no type given", "4"): 1}
    }
    said = " ".join(result.warnings)
    assert "1 row with a file number that came before, of the same type: not counted" in said
    assert "1 row without a type" in said


def test_a_quarter_that_the_file_does_not_reach_the_end_of_is_counted_to_its_last_day(notebook, file):
    result = import_crime(notebook, file("date,type\n2026-07-04,Theft\n2026-08-15,Theft\n"))
    (record,) = notebook.all(Crime)
    assert (record.through, record.is_whole) == ("2026-08-15", False)
    assert any("counted to 2026-08-15 only" in one for one in result.warnings)


def test_a_dry_run_counts_and_keeps_nothing_and_undo_takes_an_import_back(notebook, file):
    path = file("date,type\n2026-04-04,Theft\n2026-07-04,Theft\n")
    assert import_crime(notebook, path, dry_run=True).added == 2
    assert notebook.all(Crime) == []
    (done,) = import_crime(notebook, path).done
    records.undo(notebook, done)
    assert notebook.all(Crime) == []


def test_a_file_without_a_date_says_which_columns_it_has(notebook, file):
    with pytest.raises(ImportProblem, match="kind of thing"):
        import_crime(notebook, file("kind of thing,how many\nTheft,3\n"))
    result = import_crime(
        notebook, file("kind of thing,d\nTheft,2026-07-04\n"), [("date", "d"), ("type", "kind of thing")]
    )
    assert result.added == 1
    assert import_crime(notebook, file("date,type\n")).rows == 0


def test_two_laptops_that_import_the_same_file_keep_the_same_record(tmp_path, file):
    path = file("date,type,beat\n2026-07-04,Theft,4\n2026-07-05,Noise,\n")
    first, second = (Notebook.open(tmp_path / name, clock=lambda: NOW) for name in ("first", "second"))
    for one in (first, second):
        import_crime(one, path)
    assert [one.plain() for one in first.all(Crime)] == [one.plain() for one in second.all(Crime)]


def test_what_was_exported_comes_back_as_records(notebook, file, tmp_path):
    import_crime(notebook, file("date,type,beat\n2026-07-04,Theft,4\n"))
    for form in ("csv", "json"):
        fresh = Notebook.open(tmp_path / form, clock=lambda: NOW)
        path = file(export(notebook, "crime", form).decode(), f"crime.{form}")
        assert import_crime(fresh, path).added == 1
        assert fresh.all(Crime)[0].plain() == notebook.all(Crime)[0].plain()


def test_a_hundred_thousand_rows_are_counted_to_the_last(notebook, file):
    dice = random.Random(7)
    rows = [
        (
            f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            dice.choice("Theft Noise Assault".split()),
            dice.choice("1234"),
        )
        for year in (2023, 2024, 2025)
        for _ in range(4_000)
    ]
    result = import_crime(notebook, file("date,type,beat\n" + "\n".join(",".join(row) for row in rows)))
    assert result.added == len(rows)
    expected = Counter((f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}", kind, beat) for day, kind, beat in rows)
    found = {
        (quarter, kind, beat): count
        for (_, quarter), one in counts(notebook).items()
        for (kind, beat), count in one.items()
    }
    assert found == expected
    assert json.loads(export(notebook, "crime", "json"))


def test_a_year_long_ago_and_a_count_of_thousands_of_digits_are_bad_rows(notebook, file):
    text = f"date,type,count\n0999-10-01,theft,1\n2026-07-02,theft,{'9' * 5000}\n2026-07-03,theft,2\n"
    result = import_crime(notebook, file(text))
    assert adds_up(result)
    assert [one.row for one in result.bad] == [2, 3]
    assert "too long ago" in result.bad[0].reason
    assert "too large a count" in result.bad[1].reason
    assert counts(notebook) == {("police records", "2026-Q3"): {("theft", ""): 2}}


def test_a_quarter_with_a_number_that_no_record_holds_is_refused_by_itself(notebook, file):
    text = "date,type,count\n2026-07-01,theft,900000\n2026-07-02,theft,200000\n2026-04-01,noise,5\n"
    result = import_crime(notebook, file(text))
    assert adds_up(result)
    (bad,) = result.bad
    assert (bad.row, bad.rows) == (2, 2)
    assert "2026-Q3 can't be counted" in bad.reason
    assert counts(notebook) == {("police records", "2026-Q2"): {("noise", ""): 5}}
