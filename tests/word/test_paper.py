"""The building blocks: any text survives, tables keep their words whole, the same document gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cro_tui.settings import Settings
from cro_tui.word.charts import Chart, Series, spoken
from cro_tui.word.columns import Demand
from cro_tui.word.look import Look, Page, contrast
from cro_tui.word.paper import Paper
from cro_tui.word.tables import CELL_MARGINS, TEXT_POINTS, Column, Table, column_widths, demands, table_xml
from cro_tui.word.text import file_name
from cro_tui.word.widths import unbreakable_pieces, width_of
from cro_tui.word.wording import masthead_of
from cro_tui.word.writing import write


def paper(title="A title", **more):
    return Paper(masthead_of(Settings(), title=title, subject="A subject", day=date(2026, 12, 31), **more))


def written(text):
    """A document with the text in every place that takes one; titles and captions have words of their own too."""
    one = paper(f"About {text}", period=text, marking=text)
    one.title(f"About {text}", text)
    one.memo_head([("TO", text), ("FROM", "somebody")])
    one.box("Decision", [text, "another"])
    one.heading("A heading")
    one.paragraph(text)
    one.bullets([text])
    one.numbers([text, "second"])
    rows = [[text, text]]
    one.table(Table([Column("A"), Column(f"B {text}", "right")], rows, f"Rows of {text}"), f"All of {text}")
    one.figure(Chart(text, [text, "b"], [Series(text, [1, 2]), Series("then", [0, 3])]), text)
    one.note(text)
    one.signature_lines([("Signed", text)])
    return one.package()


def test_any_text_makes_a_sound_document(odd, problems):
    assert problems(written(odd)) == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_no_text_at_all_breaks_a_document(text):
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(written(text))) as archive:
        assert archive.testzip() is None
        roots = {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}
    assert etree.QName(roots["word/document.xml"]).localname == "document"


def test_text_is_shown_as_it_was_typed(words):
    for text in ("[/b] [red]not markup[/red]", 'Smith & Jones <Ward 3> "quoted" &amp; <!--chart:0-->'):
        assert text in words(written(text))


def test_the_same_document_gives_the_same_bytes():
    assert written("the same") == written("the same")
    assert written("the same") != written("another")


def test_bytes_hold_no_time_of_day():
    with zipfile.ZipFile(io.BytesIO(written("x"))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-12-31T00:00:00Z" in archive.read("docProps/core.xml")


def test_five_thousand_rows(problems, tables):
    one = paper()
    one.title("Rows")
    rows = [[f"26Q4-JDR1-{place:04}", f"Concern {place} " + "on and on " * (place % 7)] for place in range(5_000)]
    one.table(Table([Column("Number", whole=True), Column("Concern")], rows, "Rows."), "All")
    document = one.package()
    assert problems(document) == []
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    assert len(body.findall(".//{*}tr")) == 5_001
    assert len(body.findall(".//{*}tblHeader")) == 1
    assert len(body.findall(".//{*}cantSplit")) == 5_001


WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEW mill-", min_size=0, max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 7).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=1, max_size=8)))
def test_columns_fill_the_page_and_break_no_word_that_fits(rows):
    look = Look()
    columns = [Column(f"Column {place}") for place in range(len(rows[0]))]
    wanted = demands(columns, rows, look)
    widths = column_widths(wanted, look.page.text_width)
    assert sum(widths) == look.page.text_width
    if sum(one.least for one in wanted) > look.page.text_width:
        return
    for row in rows:
        for cell, width in zip(row, widths, strict=True):
            for piece in unbreakable_pieces(cell):
                assert width_of(piece, TEXT_POINTS) + CELL_MARGINS <= width or width_of(piece, 9.5) > 4_000


def test_one_endless_string_leaves_the_other_columns_whole():
    look = Look()
    columns = [Column("Number", whole=True), Column("Concern"), Column("Status")]
    rows = [["26Q4-JDR1-001", "x" * 20_000, "acknowledged"]]
    widths = column_widths(demands(columns, rows, look), look.page.text_width)
    for place in (0, 2):
        assert width_of(rows[0][place], TEXT_POINTS) + CELL_MARGINS <= widths[place]


def test_numbers_and_dates_take_no_width_that_nobody_needs():
    look = Look()
    columns = [Column("Date", whole=True), Column("Step")]
    rows = [["4 May 2026", "Heard"]]
    widths = column_widths(demands(columns, rows, look), look.page.text_width)
    assert widths[0] < 2 * (width_of(rows[0][0], TEXT_POINTS) + CELL_MARGINS)
    assert sum(widths) == look.page.text_width


def test_on_a_narrow_page_words_get_smaller_before_they_break():
    look = replace(Look(), page=Page(left=2900, right=2900))
    columns = [Column(title) for title in ("Number", "Neighborhood", "Status", "Informed", "Category", "Channel")]
    row = ["26Q4-001", "Riverside", "acknowledged", "anonymous", "infrastructure", "organization"]
    xml = table_xml(Table(columns, [row], "d"), look, "c")
    (size,) = set(re.findall(r'<w:sz w:val="(\d+)"/>', xml))
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', xml)]
    for word, width in zip(row, widths, strict=True):
        assert width_of(word, int(size) / 2) + CELL_MARGINS <= width


def test_a_short_table_stays_whole_and_a_long_row_may_break():
    one = paper()
    one.title("Keep")
    one.table(Table([Column("A")], [["1"], ["2"], ["3"]], "Short."), "Short")
    one.table(Table([Column("A")], [["word " * 4_000]], "Long."), "Long")
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(one.package())) as archive:
        short, long = etree.fromstring(archive.read("word/document.xml")).findall(".//{*}tbl")
    assert [len(row.findall(".//{*}keepNext")) for row in short.findall("{*}tr")] == [1, 1, 1, 0]
    assert long.findall("{*}tr")[1].find(".//{*}cantSplit") is None


def test_an_empty_table_says_so_in_a_sentence(words, problems):
    one = paper()
    one.title("Empty")
    one.table(Table([Column("A")], [], "Nothing."), "None", empty="Nothing happened.")
    document = one.package()
    assert "Nothing happened." in words(document)
    assert problems(document) == []


def test_numbered_lists_start_again():
    one = paper()
    one.title("Lists")
    one.numbers(["a", "b"])
    one.numbers(["c"])
    with zipfile.ZipFile(io.BytesIO(one.package())) as archive:
        assert archive.read("word/numbering.xml").count(b"<w:startOverride") == 2


def test_a_chart_can_be_read_aloud_and_edited(parts):
    chart = Chart("Concerns by category", ["noise", "=HYPERLINK(1)"], [Series("now", [3, 1]), Series("then", [2, 0])])
    assert spoken(chart) == (
        "Bar chart. Concerns by category. now: noise 3, =HYPERLINK(1) 1. then: noise 2, =HYPERLINK(1) 0."
    )
    one = paper()
    one.title("Chart")
    one.figure(chart, "Noise leads.")
    found = parts(one.package())
    sheet = next(content for name, content in found.items() if name.endswith("sharedStrings.xml"))
    assert b"=HYPERLINK(1)" in sheet
    assert not any(b"<f>" in content for name, content in found.items() if "worksheets" in name)


def test_series_differ_in_grayscale():
    look = Look()
    assert contrast(look.accent, look.light_fill) > 4.5
    assert contrast(look.on_tint, look.tint) > 4.5


def test_a_file_is_never_overwritten(tmp_path):
    first = write(b"one", tmp_path, "Report: Q4/2026")
    second = write(b"two", tmp_path, "Report: Q4/2026")
    assert (first.name, second.name) == ("Report - Q4-2026.docx", "Report - Q4-2026 (2).docx")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([first.name, second.name])


def test_a_named_file_gets_its_folder_and_suffix(tmp_path):
    assert write(b"x", tmp_path / "new" / "report.v2", "ignored") == tmp_path / "new" / "report.v2.docx"


def test_without_hard_links_the_name_is_taken_all_the_same(tmp_path, monkeypatch):
    import os

    def refuse(*_):
        raise OSError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    assert write(b"one", tmp_path, "a").read_bytes() == b"one"
    assert write(b"two", tmp_path, "a").name == "a (2).docx"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_scanner_that_holds_the_new_file_for_a_moment_does_no_harm(tmp_path, monkeypatch):
    import os

    from cro_tui import lasting

    scanned = []
    sync = os.fsync

    def synced(handle):
        sync(handle)
        scanned.extend(path.open("rb") for path in tmp_path.iterdir())

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(lasting.time, "sleep", lambda _: scanned.pop().close())
    assert write(b"one", tmp_path, "a").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
    for reader in scanned:
        reader.close()


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    import os

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(b"x", tmp_path, "a")
    assert list(tmp_path.iterdir()) == []


def test_a_colon_in_a_title_is_a_dash_in_the_name_of_its_file():
    assert file_name("Training Record In-service day: firearms") == "Training Record In-service day - firearms"
    assert file_name("a:b/c") == "a-b-c"


@pytest.mark.parametrize(("columns", "width", "least"), [(2, 207, 162), (2, 333, 158), (3, 409, 150), (7, 1004, 160)])
def test_columns_that_need_the_same_are_as_wide(columns, width, least):
    wanted = [Demand(least, 50, ())] * columns
    assert column_widths(wanted, columns * width) == [width] * columns
