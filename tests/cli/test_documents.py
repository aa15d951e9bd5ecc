"""``report`` and ``word``: the documents that a command writes, and where."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest


def words_of(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture
def told(cro):
    """A quarter with something in it."""
    cro.ok("new", "contacts", "name=Mia Tran", "restricted_because=juvenile")
    cro.ok("new", "concerns", "summary=Mia Tran was followed home", "heard=2026-07-04", "contact=Mia Tran")
    cro.ok("new", "concerns", "summary=Cars race on Elm Street", "heard=2026-08-01", "sensitivity=open")
    return cro


def test_the_report_goes_to_the_home_that_was_named_and_its_path_is_printed(told):
    path = Path(told.ok("report", "26Q3"))
    assert path == told.home / "exports" / "Community Relations Report 2026-Q3 (command).docx"
    assert "Cars race on Elm Street" in words_of(path)
    assert told.ok("report", "2026-Q3").endswith("(command) (2).docx")


def test_an_audience_is_kept_to_and_what_is_left_out_is_said(told):
    answer = told("report", "2026-Q3", "--audience", "public")
    assert answer.status == 0
    assert "left out for public" in answer.err
    text = words_of(Path(answer.out.strip()))
    assert "Cars race" in text
    assert "followed home" not in text
    assert "Mia" not in text


def test_without_a_quarter_it_is_the_current_one(cro):
    answer = cro("report")
    assert answer.status == 0
    assert f"{date.today().year}-Q{(date.today().month + 2) // 3}" in answer.out
    assert "is not over" in answer.err


def test_a_document_goes_where_o_says(told, tmp_path):
    assert told.ok("report", "26Q3", "-o", str(tmp_path / "new" / "Mine.docx")) == str(tmp_path / "new" / "Mine.docx")
    assert Path(told.ok("report", "26Q3", "-o", str(tmp_path))).parent == tmp_path
    assert Path(told.ok("report", "26Q3", "-o", f"{tmp_path / 'folder'}{os.sep}")).parent == tmp_path / "folder"


def test_the_setting_names_the_folder_of_documents(told, tmp_path):
    folder = tmp_path / "Documents of mine"
    (told.home / "settings.toml").write_text(f"[documents]\nexports_folder = '{folder}'\n")
    assert Path(told.ok("report", "26Q3")).parent == folder
    assert f"documents: {folder}" in told.ok("where")


def test_minutes_and_rosters_are_written(cro):
    meeting = cro.ok(
        "new", "meetings", "body=Northside [/b] 😀", "start=2026-02-03 19:00", "entries=a: Fix it @Lee;+ Ana"
    )
    session = cro.ok("new", "training", "title=Academy", 'roster=[{"name": "Ana Ruiz", "in": "8am", "hours": 2}]')
    minutes, roster = cro.ok("word", "minutes", meeting[-8:]), cro.ok("word", "roster", session)
    assert "Fix it" in words_of(Path(minutes))
    assert "Ana Ruiz" in words_of(Path(roster))
    assert Path(minutes).parent == cro.home / "exports"
    assert "not" not in cro("word", "minutes", meeting).err


def test_an_agenda_opens_with_what_the_body_left_unfinished(cro):
    cro.ok("new", "meetings", "body=Northside", "start=2026-02-03 19:00", "entries=a: Fix it @Lee due:2026-02-10")
    meeting = cro.ok("new", "meetings", "body=Northside", "start=2026-03-03 19:00", "agenda=Lights")
    text = words_of(Path(cro.ok("word", "agenda", meeting)))
    assert "Fix it" in text
    assert "OVERDUE 21 days" in text
    assert "internal" in cro.refused(1, "word", "agenda", meeting, "--audience", "public")


def test_a_transcript_is_of_a_contact_or_of_somebody_on_a_roster(cro):
    cro.ok("new", "contacts", "name=Ana Ruiz")
    for agency in ("SPD 4411", "County 7"):
        roster = f'[{{"name": "Pat Ames", "agency": "{agency}"}}, {{"name": "Ana Ruiz"}}, {{"name": "Lee Moss"}}]'
        cro.ok("new", "training", "title=First aid", "start=2026-02-03 09:00", "hours=4", f"roster={roster}")
    for typed in ("ana ruiz", "Lee Moss", "Pat Ames, County 7", "4411"):
        assert "First aid" in words_of(Path(cro.ok("word", "transcript", typed)))
    assert "HOURS:\t4" in words_of(Path(cro.ok("word", "transcript", "4411")))
    assert "Pat Ames, SPD 4411" in cro.refused(1, "word", "transcript", "Pat Ames")


def test_a_memo_names_who_voiced_it_with_consent_alone(told):
    told.ok("new", "contacts", "name=Rosa Delgado")
    number = told.ok("new", "concerns", "summary=The lamp is out", "contact=Rosa Delgado")
    memo = told.ok("new", "referrals", f"of={number}", "to=Works", "message=Relight it", "sent=2026-08-02")
    answer = told("word", "referral", memo)
    assert "there is no consent" in answer.err
    assert "Delgado" not in words_of(Path(answer.out.strip()))
    assert "Delgado" in words_of(Path(told.ok("word", "referral", memo, "--names")))
    secret = next(one["number"] for one in told("list", "concerns", "--json").json if "followed" in one["summary"])
    told.ok("set", secret, "restricted_because=juvenile")
    memo = told.ok("new", "referrals", f"of={secret}", "to=Lt. Sorrel")
    assert "restricted" in told.refused(1, "word", "referral", memo)
    text = words_of(Path(told.ok("word", "referral", memo, "--audience", "command", "--names")))
    assert "followed home" in text
    assert "Mia" not in text


def test_a_dossier_is_of_a_name_a_number_or_an_id(told):
    rosa = told.ok("new", "contacts", "name=Rosa Delgado", "notes=Chairs the club")
    number = told.ok("new", "concerns", "summary=Lamp out", "contact=Rosa Delgado")
    for typed in ("rosa delgado", rosa, rosa[-8:]):
        assert "Lamp out" in words_of(Path(told.ok("word", "dossier", typed)))
    assert "Rosa Delgado" in words_of(Path(told.ok("word", "dossier", number.lower())))
    path = Path(told.ok("word", "dossier", "Mia Tran"))
    assert "Mia" not in words_of(path) + path.name
    told.ok("new", "organizations", "name=Rosa Delgado")
    assert "name one by its id" in told.refused(1, "word", "dossier", "Rosa Delgado")
    meeting = told.ok("new", "meetings", "body=Northside")
    assert "contact" in told.refused(1, "word", "dossier", meeting)


def test_a_week_needs_no_day(cro):
    today = date.today()
    monday = (today - timedelta(days=today.weekday())).isoformat()
    assert Path(cro.ok("word", "week")).name == f"Week Sheet {monday}.docx"
    assert Path(cro.ok("word", "week", "2026-02-05")).name == "Week Sheet 2026-02-02.docx"


@pytest.mark.parametrize("text", ["[/b]\x1b[31m\x07", "\u202eabc\ufffe", "😀👩‍👩‍👧 漢字", "x" * 100_000])
def test_any_text_stands_in_the_documents(cro, text):
    cro.ok("new", "concerns", f"narrative={text}", f"place={text[:500]}", "heard=2026-08-01")
    meeting = cro.ok("new", "meetings", f"body={text[:2000]}", f"entries=m: {text} by:Ana -> carried")
    session = cro.ok("new", "training", f"title={text[:2000]}", f"roster={text[:2000]}")
    for words in (["report", "26Q3"], ["word", "minutes", meeting], ["word", "roster", session]):
        assert Path(cro.ok(*words)).exists()


def test_fields_that_were_cleared_do_not_keep_a_document_back(cro):
    number = cro.ok("new", "concerns", "summary=Cars", "heard=2026-08-01")
    cro.ok("set", number, "status=", "priority=", "kind=", "entered=", "sensitivity=")
    meeting = cro.ok("new", "meetings", "body=Northside", "entries=Opened")
    cro.ok("set", meeting, "kind=", "minutes_status=", "sensitivity=")
    session = cro.ok("new", "training", "title=Academy")
    cro.ok("new", "recommendations", "text=Table")
    cro.ok("set", cro.ok("new", "referrals", f"of={number}", "to=Works", "due=fri"), "due=")
    for cleared in ((number, "heard="), (meeting, "start="), (session, "start=")):
        assert "must not be empty" in cro.refused(1, "set", *cleared)
    for words in (["report", "26Q3"], ["report"], ["word", "minutes", meeting], ["word", "roster", session]):
        assert Path(cro.ok(*words)).exists()


ON_WINDOWS = pytest.mark.skipif(os.name != "nt", reason="names of Windows' devices")
REFUSED = [
    (2, ["report", "2026-Q5"], "2026-Q3"),
    (2, ["report", "last"], "2026-Q3"),
    (2, ["report", "26Q3", "--audience", "press"], "agency"),
    (2, ["report", "26Q3", "-o", ""], "-o"),
    (1, ["report", "26Q3", "-o", f"{__file__}/x.docx"], "test_documents.py"),
    pytest.param(1, ["report", "26Q3", "-o", "CON"], "CON.docx", marks=ON_WINDOWS),
    pytest.param(1, ["report", "26Q3", "-o", "nul.txt.docx"], "another", marks=ON_WINDOWS),
    (2, ["word", "letter", "x"], "minutes"),
    (2, ["word", "minutes"], "ID"),
    (1, ["word", "minutes", "nothing"], "nothing"),
    (2, ["word", "dossier"], "contact"),
    (2, ["word", "dossier", "x", "--audience", "agency"], "Command Staff"),
    (2, ["word", "referral", "x", "--audience", "public"], "agency"),
    (2, ["word", "week", "--names"], "--names"),
    (2, ["word", "week", "someday"], "someday"),
    (1, ["word", "transcript", "Nobody Here"], "Nobody Here"),
]


@pytest.mark.parametrize(("status", "words", "named"), REFUSED, ids=lambda value: None)
def test_what_is_wrong_is_named_in_one_line(cro, status, words, named):
    assert named in cro.refused(status, *words)


def test_a_document_of_another_kind_is_refused(cro):
    contact = cro.ok("new", "contacts", "name=Ana")
    assert "meeting" in cro.refused(1, "word", "minutes", contact)


def test_a_letterhead_that_cant_be_used_is_named(cro, tmp_path):
    cro.home.mkdir()
    (tmp_path / "head.docx").write_bytes(b"no Word file")
    (cro.home / "settings.toml").write_text(f"[documents]\nletterhead = '{tmp_path / 'head.docx'}'\n")
    assert "cro-tui report: " in cro.refused(1, "report", "26Q3")


def test_a_project_has_a_dossier_by_its_id_or_its_title(cro):
    made = cro.ok("new", "problems", "title=Racing on Elm", "statement=Nobody dares to cross.", "harm=Fear")
    for named in (made, "racing on elm"):
        assert "Nobody dares to cross." in words_of(Path(cro.ok("word", "dossier", named)))
