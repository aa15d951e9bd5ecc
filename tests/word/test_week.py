"""The week sheet: one page, whatever the week was."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date, timedelta

import docx
import pytest

from cro_tui.demo.making import make
from cro_tui.model.concern import Concern
from cro_tui.settings import Documents, load
from cro_tui.store.notebook import Edit, Notebook
from cro_tui.word import write_week
from cro_tui.word.tables import TEXT_POINTS
from cro_tui.word.week import ROWS
from cro_tui.word.widths import width_of

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not here to lay pages out")
TODAY = date(2026, 11, 22)


def pages(documents, folder):
    """How many pages each of the *documents* has, as LibreOffice lays them out."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *documents],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    written = [path.with_suffix(".pdf").read_bytes().replace(b" ", b"") for path in documents]
    return [content.count(b"/Type/Page") - content.count(b"/Type/Pages") for content in written]


@needs_office
@pytest.mark.timeout(300)
def test_every_kind_of_week_of_the_demo_fits_on_one_page(tmp_path):
    make(tmp_path / "demo", TODAY)
    settings = load(tmp_path / "demo")
    book = Notebook.open(tmp_path / "demo", settings)
    weeks = [TODAY - timedelta(days=7 * back) for back in (0, 1, 5, 9, 40, 90)]
    documents = [write_week(book, settings, day, TODAY, tmp_path) for day in weeks]
    assert pages(documents, tmp_path) == [1] * len(weeks)


@needs_office
@pytest.mark.timeout(300)
def test_weeks_of_nothing_and_of_far_too_much_fit_on_one_page(desk, tmp_path):
    settings = desk.notebook.settings
    empty = write_week(desk.notebook, settings, date(2026, 11, 4), TODAY, tmp_path / "empty.docx")
    busy(desk, "W" * 20 + " wide WORDS 漢字 " * 30)
    full = write_week(desk.notebook, settings, date(2026, 11, 4), TODAY, tmp_path / "full.docx")
    assert pages([empty, full], tmp_path) == [1, 1]


@needs_office
@pytest.mark.timeout(300)
def test_on_a_letterhead_of_four_lines_a_full_week_fits_too(desk, tmp_path):
    head = docx.Document()
    head.styles["Normal"].font.name = "Calibri"
    for line in ("City of Riverton", "Police Department", "100 Main Street"):
        head.sections[0].header.add_paragraph(line)
    head.save(tmp_path / "head.docx")
    settings = desk.notebook.settings._replace(documents=Documents(letterhead=str(tmp_path / "head.docx")))
    busy(desk, "wide WORDS " * 40)
    full = write_week(desk.notebook, settings, date(2026, 11, 4), TODAY, tmp_path / "full.docx")
    assert pages([full], tmp_path) == [1]


def busy(desk, text):
    """A week in which 300 concerns are closed, told, overdue and due."""
    book = desk.notebook
    for _ in range(12):
        desk.meeting(f"Body {text}", start="2026-11-03", headcount="20")
        desk.training(f"Training {text}", start="2026-11-04")
        desk.recommend(f"Do {text}", desk.concern(), made="2026-10-01")
    heard = {"heard": "2026-10-20", "status": "new", "kind": "current concern"}
    closed = {"heard": "2026-10-20", "status": "closed", "disposition": "resolved", "closed": "2026-11-03"}
    edits = []
    for number in range(300):
        due = (date(2026, 10, 1) + timedelta(days=number % 50)).isoformat()
        values = (
            closed | {"told": "2026-11-04"}
            if number % 2
            else heard | {"due": due, "next_action": text, "callback": True}
        )
        edits.append(
            Edit(book.new_id(), Concern.KIND, {"summary": f"{number} {text}", "number": f"N{number}", **values})
        )
    book.save(edits)


def test_every_row_is_one_line_and_the_rest_is_counted(desk, papers, words):
    busy(desk, "wide WORDS " * 40)
    document = papers.week(date(2026, 11, 4), TODAY)
    opened = docx.Document(io.BytesIO(document))
    lists = opened.tables[1:]
    assert sum(len(table.rows) - 1 for table in lists) == ROWS
    for table in lists:
        for row in table.rows:
            for cell in row.cells:
                assert width_of(cell.text, TEXT_POINTS) + 200 <= cell.width / 635, cell.text
    assert words(document).count("more: ") == 3


def test_an_empty_week_says_so(papers, words, problems):
    document = papers.week()
    assert problems(document) == []
    for sentence in ("Nothing was closed, held, answered or told.", "Nothing is overdue, and nobody waits."):
        assert sentence in words(document)


def test_the_sheet_names_its_week(papers, words):
    assert "4 to 10 January 2027" in words(papers.week(date(2027, 1, 8)))
    assert "28 December 2026 to 3 January 2027" in words(papers.week(date(2027, 1, 1)))
    assert "30 November to 6 December 2026" in words(papers.week(date(2026, 12, 2)))
