"""The samples as they come out of a printer: every document is laid out, and the report is as short as it should be."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SAMPLES = sorted((Path(__file__).parents[2] / "exports").glob("*.docx"))
OFFICE, READS, DRAWS = (shutil.which(one) for one in ("soffice", "pdftotext", "pdftoppm"))
MOST_PAGES = 8
"""Before the appendix of the quarterly report."""

pytestmark = [
    pytest.mark.skipif(not (OFFICE and READS and DRAWS), reason="LibreOffice or poppler is not here to print with"),
    pytest.mark.timeout(400),
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Where the printed samples lie."""
    folder = tmp_path_factory.mktemp("printed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *SAMPLES]
    subprocess.run(command, check=True, capture_output=True, timeout=360)
    return folder


def pages_of(path):
    """The words of each page."""
    read = subprocess.run([READS, "-layout", path, "-"], check=True, capture_output=True, timeout=60)
    return read.stdout.decode("utf-8", "replace").split("\f")[:-1]


def test_every_sample_is_printed_with_words_on_every_page(printed):
    for sample in SAMPLES:
        pages = pages_of(printed / f"{sample.stem}.pdf")
        assert pages, sample.name
        for number, page in enumerate(pages, start=1):
            assert len(page.split()) > 25, f"{sample.name}, page {number}"


def test_no_page_is_white(printed, tmp_path):
    for sample in SAMPLES:
        subprocess.run(
            [DRAWS, "-r", "12", "-gray", printed / f"{sample.stem}.pdf", tmp_path / "page"], check=True, timeout=60
        )
        for picture in tmp_path.glob("page*.pgm"):
            assert min(picture.read_bytes()[15:]) < 200, sample.name
            picture.unlink()


def test_the_report_has_no_more_pages_before_its_appendix_than_anybody_reads(printed):
    (report,) = (one for one in SAMPLES if one.name.startswith("Community Relations Report"))
    pages = pages_of(printed / f"{report.stem}.pdf")
    before = next(number for number, page in enumerate(pages) if "Appendix: concern log" in page)
    assert 4 <= before <= MOST_PAGES
