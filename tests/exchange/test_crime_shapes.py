"""Files of crime as other departments' systems write them: what is understood, what is said, what is remembered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cro_tui.actions.records import undo
from cro_tui.exchange import ImportProblem
from cro_tui.exchange.crime import import_crime, take_crime
from cro_tui.model.crime import Crime
from cro_tui.store.notebook import Notebook

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture
def notebook(tmp_path):
    return Notebook.open(tmp_path / "home", clock=lambda: NOW)


@pytest.fixture
def file(tmp_path):
    def made(text: str, encoding: str = "utf-8", name: str = "crime.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return made


def counted(notebook):
    return {(one.quarter, line.type, line.beat): line.count for one in notebook.all(Crime) for line in one.lines}


Q3 = "2026-Q3"
SHAPES = {
    "capitals and underscores": (
        "INCIDENT_NUMBER,OFFENSE_DESCRIPTION,DISTRICT,OCCURRED_ON_DATE\n"
        "I1,LARCENY,A1,7/4/2026 1:15:00 PM\nI2,Larceny,A1,9/30/2026 11:59:00 PM\nI3,ASSAULT,B2,8/15/2026 1:00:00 AM\n",
        "utf-8",
        {(Q3, "LARCENY", "A1"): 2, (Q3, "ASSAULT", "B2"): 1},
        (),
    ),
    "ISO with T and Z": (
        "id,primary_type,beat,date\n1,THEFT,0412,2026-07-04T22:10:00.000Z\n2,BATTERY,0412,2026-08-01T00:00:00Z\n",
        "utf-8",
        {(Q3, "THEFT", "0412"): 1, (Q3, "BATTERY", "0412"): 1},
        ("2 times with a zone (Z): the day counts that is written",),
    ),
    "a time column of its own": (
        "DR_NO,DATE OCC,TIME OCC,AREA,Crm Cd Desc\n1,07/14/2026,2210,01,BURGLARY\n2,07/29/2026,0130,02,THEFT\n",
        "utf-8",
        {(Q3, "BURGLARY", "01"): 1, (Q3, "THEFT", "02"): 1},
        (),
    ),
    "ranges from-to": (
        "Case No,Occurred,Offense,Zone\n1,06/30/2026 22:00 – 07/01/2026 06:00,Burglary,3\n"
        "2,7/14/2026-7/16/2026,Theft,3\n3,from 8/1/2026 to 8/3/2026,Theft,4\n4,6/30–7/1/2026,Theft,4\n",
        "utf-8",
        {("2026-Q2", "Burglary", "3"): 1, (Q3, "Theft", "3"): 1, (Q3, "Theft", "4"): 1},
        ("3 rows with two dates in a cell: the earlier counts", "row 5: “6/30–7/1/2026” has a date without its year"),
    ),
    "two lines of titles and a total": (
        "City of Larkmoor Police Department,,,\nIncidents by report date, printed 10/05/2026,,\n\n"
        "Report Date,Offense,Beat,Case Number\n2026-07-04,Theft,4,A1\n2026-07-05,Theft,5,A2\nTotal,2,,\n",
        "utf-8",
        {(Q3, "Theft", "4"): 1, (Q3, "Theft", "5"): 1},
        ("row 4 has the names of the columns; what stands above it was passed over", "row 7: “Total” is no date"),
    ),
    "Spanish, semicolons, Windows letters": (
        "Año del reporte: 2026\nFecha;Delito;Zona;Cantidad\n04/07/2026;Lesión;Centro;12\n15/08/2026;Robo;Norte;3\n",
        "cp1252",
        {(Q3, "Lesión", "Centro"): 12, (Q3, "Robo", "Norte"): 3},
        ("1 date can only be day/month: all are read so",),
    ),
    "UTF-16 with tabs": (
        "Date\tNature of Call\tDistrict\n7/14/2026\tNoise\tNorth\n7/4/2026\tNoise\tNorth\n",
        "utf-16",
        {(Q3, "Noise", "North"): 2},
        (),
    ),
    "Excel's quotes": (
        '"Incident Number","Date/Time","Type","Beat"\r\n"=""26-1""","7/14/2026 10:15 PM","Theft, ""other""","4"\r\n'
        '"=""26-2""","7/5/2026 1:00 AM","Noise\nloud","4"\r\n',
        "utf-8-sig",
        {(Q3, 'Theft, "other"', "4"): 1, (Q3, "Noise loud", "4"): 1},
        (),
    ),
    "German with a sum": (
        "Aktenzeichen;Tatdatum;Delikt;Bezirk\n26/1;04.07.2026;Diebstahl;Mitte\n26/2;1.8.2026 22:10;Raub;Süd\n"
        "26/3;3.9.26;Diebstahl;Mitte\nSumme;;3;\n",
        "utf-8-sig",
        {(Q3, "Diebstahl", "Mitte"): 2, (Q3, "Raub", "Süd"): 1},
        ("row 5: it has no date",),
    ),
    "year and month apart, beats with noughts": (
        "Year,Month,Crime Type,Beat,Count\n2026,7,Theft,004,12\n2026,8,Theft,4,9\n2026,13,Noise,04,3\nTotal,,,,24\n",
        "utf-8",
        {(Q3, "Theft", "004"): 21},
        ("beats that differ by noughts only count as one: 4 as 004", "row 4: “2026 13” is no month"),
    ),
    "names of months": (
        "Month,Type,Total\nJul-26,Theft,3\nAug-26,Theft,4\nSeptember 2026,Theft,5\n",
        "utf-8",
        {(Q3, "Theft", ""): 12},
        (),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_row_is_counted_or_named_and_what_was_made_of_it_is_said(notebook, file, shape):
    text, encoding, expected, said = SHAPES[shape]
    result = import_crime(notebook, file(text, encoding))
    assert counted(notebook) == expected
    assert result.rows == result.added + result.already + sum(one.rows for one in result.bad)
    told = [*result.warnings, *map(str, result.bad)]
    for sentence in said:
        assert any(one.startswith(sentence) for one in told), (sentence, told)


def test_dates_that_can_be_either_are_said_and_read_as_the_officer_says_also_the_next_time(notebook, file):
    text = "date,type\n3/4/2026,Theft\n5/6/2026,Theft\n"
    looked = take_crime(notebook, file(text), dry_run=True)
    assert looked.unsure == "3/4/2026"
    assert any("2 dates like 3/4/2026 can be month/day or day/month" in one for one in looked.imported.warnings)
    import_crime(notebook, file(text), [("days", "day/month")])
    assert counted(notebook) == {("2026-Q2", "Theft", ""): 2}
    later = import_crime(notebook, file("type,date\nTheft,7/8/2026\n", name="next.csv"))
    assert later.warnings[0] == "read as the last file with these columns: days “day/month”"
    assert counted(notebook)[Q3, "Theft", ""] == 1
    with pytest.raises(ImportProblem, match="say month/day or day/month"):
        import_crime(notebook, file(text), [("days", "sometimes")])


def test_what_was_said_of_the_columns_is_remembered_until_something_else_is_said_or_the_import_is_undone(
    notebook, file
):
    text = "Wann,Was,Wo,Wer\n2026-07-14,Theft,North,Dispatch\n"
    mapping = [("date", "Wann"), ("type", "Was"), ("source", "Dispatch"), ("measure", "calls for service")]
    undo(notebook, import_crime(notebook, file(text), mapping).done[0])
    with pytest.raises(ImportProblem, match="No column is known as date"):
        import_crime(notebook, file(text))
    import_crime(notebook, file(text), mapping)
    again = import_crime(notebook, file(text + "2026-08-14,Theft,North,Dispatch\n"))
    assert (again.added, again.columns) == (2, {"date": "Wann", "type": "Was"})
    other = import_crime(notebook, file(text), [("type", "Wo")], dry_run=True)
    assert other.columns["type"] == "Wo"
    assert {(one.source, one.measure) for one in notebook.all(Crime)} == {("Dispatch", "calls for service")}


def test_a_file_with_nothing_but_garbage_is_refused_in_one_line(notebook, file, tmp_path):
    path = tmp_path / "noise.csv"
    for content in (bytes(range(256)) * 50, b"\0" * 5000, b"just a line"):
        path.write_bytes(content)
        with pytest.raises(ImportProblem) as refused:
            import_crime(notebook, path)
        assert len(str(refused.value)) < 300
