"""``report`` and ``word``: the documents that a command writes, and where."""

from __future__ import annotations

import os
from datetime import date
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
    (2, ["report", "26Q3", "--issue"], "--issue"),
    (2, ["report", "26Q3", "-o", ""], "-o"),
    (1, ["report", "26Q3", "-o", f"{__file__}/x.docx"], "test_documents.py"),
    pytest.param(1, ["report", "26Q3", "-o", "CON"], "CON.docx", marks=ON_WINDOWS),
    pytest.param(1, ["report", "26Q3", "-o", "nul.txt.docx"], "another", marks=ON_WINDOWS),
    (2, ["word", "agenda", "x"], "minutes"),
    (2, ["word", "minutes"], "ID"),
    (1, ["word", "minutes", "nothing"], "nothing"),
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
