"""A department's letterhead: its headers and styles stay, ours join them; what can't be used is explained."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Inches, Pt, RGBColor

from cro_tui.settings import Documents, Settings
from cro_tui.word.charts import Chart, Series
from cro_tui.word.letterhead import LetterheadProblem, check_letterhead, load_letterhead
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.wording import masthead_of

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def theirs(accent="7A1F1F", *, footer=True, mark=False):
    """A letterhead as a department's secretary would make it from Word's own template."""
    document = docx.Document()
    document.styles["Heading 1"].font.color.rgb = RGBColor.from_string(accent)
    document.styles["Normal"].font.name = "Georgia"
    document.styles.add_style("CROTableText", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(20)
    section = document.sections[0]
    section.left_margin = section.right_margin = Inches(1.25)
    section.header.paragraphs[0].text = "City of Riverton · Office of the Chief"
    if footer:
        section.footer.paragraphs[0].text = "100 Main Street"
    document.add_paragraph("Dear Sir or Madam, type here")
    if mark:
        document.add_paragraph("{{BODY}}")
        document.add_paragraph("Printed on recycled paper")
    return document


def saved(document, path, change=None):
    """The letterhead as a file; `change` may rewrite its parts."""
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if change:
        change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def on(path):
    """A document on that letterhead."""
    masthead = masthead_of(Settings(), title="A title", subject="s", day=date(2026, 12, 31), marking="Internal only")
    paper = Paper(masthead, load_letterhead(path))
    paper.title("A title")
    paper.heading("First")
    paper.memo_head([("TO", "Chief")])
    paper.box("Decision asked", ["one", "two"])
    paper.bullets(["a"])
    paper.table(Table([Column("A"), Column("B")], [["1", "2"]], "Two."), "A table")
    paper.figure(Chart("Things", ["a"], [Series("now", [1])]), "A figure")
    paper.signature_lines([("Signed", "A")])
    return paper.package()


def test_their_header_margins_and_styles_stay(tmp_path, problems, words):
    document = on(saved(theirs(), tmp_path / "l.docx"))
    assert problems(document) == []
    opened = docx.Document(io.BytesIO(document))
    assert opened.sections[0].header.paragraphs[0].text == "City of Riverton · Office of the Chief"
    assert opened.styles["Normal"].font.name == "Georgia"
    assert opened.styles["CROTableText"].font.size == Pt(20)
    assert opened.styles["CRO Table Text"].font.size == Pt(9.5)
    width = sum(int(one.get(f"{{{one.nsmap['w']}}}w")) for one in opened.tables[0]._tbl.tblGrid)
    assert width == 6 * 1440
    assert "Dear Sir" not in words(document)
    assert "Internal only" in words(document)


def test_the_accent_follows_their_heading(tmp_path, parts):
    found = parts(on(saved(theirs("7A1F1F"), tmp_path / "l.docx")))
    chart = next(content for name, content in found.items() if "charts/" in name and name.endswith(".xml"))
    assert b'<a:srgbClr val="7A1F1F"/>' in chart
    assert b'typeface="Georgia"' in chart


def test_a_pale_accent_is_not_followed_and_said(tmp_path):
    path = saved(theirs("FFD966"), tmp_path / "l.docx")
    assert load_letterhead(path).look.accent == "1F3864"
    assert any("too light" in finding for finding in check_letterhead(path))


def test_text_goes_where_the_mark_is(tmp_path, problems, words):
    document = on(saved(theirs(mark=True), tmp_path / "l.docx"))
    assert problems(document) == []
    shown = words(document)
    assert shown.index("Dear Sir") < shown.index("Decision asked") < shown.index("Printed on recycled paper")


def test_without_a_footer_they_get_ours(tmp_path, problems):
    path = saved(theirs(footer=False), tmp_path / "l.docx")
    document = on(path)
    assert problems(document) == []
    assert "Internal only" in docx.Document(io.BytesIO(document)).sections[0].footer.paragraphs[0].text
    assert any("no footer" in finding for finding in check_letterhead(path))


def test_a_template_opens_like_a_document(tmp_path, problems):
    def as_template(parts):
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")

    document = on(saved(theirs(), tmp_path / "l.dotx", as_template))
    assert problems(document) == []
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert b"template.main" not in archive.read("[Content_Types].xml")


def test_nothing_reaches_outside(tmp_path, problems):
    made = theirs()
    header = made.sections[0].header
    relation = header.part.relate_to("https://example.org/spy", LINK, is_external=True)
    paragraph = header.paragraphs[0]._p
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    link.append(paragraph.r_lst[0])
    paragraph.append(link)

    def attached(parts):
        rels = "word/_rels/settings.xml.rels"
        parts[rels] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            b'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            b'Target="file:///S:/Chief.dotm" TargetMode="External"/></Relationships>'
        )
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(
            b"<w:zoom",
            b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            b'r:id="rId1"/><w:zoom',
            1,
        )

    document = on(saved(made, tmp_path / "l.docx", attached))
    assert problems(document) == []
    for name, content in zip_parts(document):
        assert b"example.org" not in content, name
        assert b"Chief.dotm" not in content, name
    header = docx.Document(io.BytesIO(document)).sections[0].header.paragraphs[0]
    assert "".join(one.text or "" for one in header._p.iter(qn("w:t"))) == "City of Riverton · Office of the Chief"


def zip_parts(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def field(parts):
    footer = next(name for name in parts if "footer" in name and name.endswith(".xml"))
    parts[footer] = parts[footer].replace(
        b"<w:t>", b"<w:instrText> INCLUDEPICTURE http://example.org/x.png </w:instrText><w:t>", 1
    )


def macros(parts):
    parts["word/vbaProject.bin"] = b"x"


def no_body(parts):
    parts["word/document.xml"] = b"<broken"


UNUSABLE = [(field, "fetches something"), (macros, "macros"), (no_body, "damaged")]


@pytest.mark.parametrize(("change", "said"), UNUSABLE, ids=[said for _, said in UNUSABLE])
def test_what_can_not_be_used_is_explained(tmp_path, change, said):
    path = saved(theirs(), tmp_path / "l.docx", change)
    with pytest.raises(LetterheadProblem, match=said):
        load_letterhead(path)
    assert len(check_letterhead(path)) == 1


OTHER_FILES = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Word 2003"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    (b"%PDF-1.7", "no Word document"),
    (b"", "no Word document"),
    (None, "can't be read"),
]


@pytest.mark.parametrize(("content", "said"), OTHER_FILES, ids=[said for _, said in OTHER_FILES])
def test_other_files_are_named_for_what_they_are(tmp_path, content, said):
    path = tmp_path / "l.docx"
    if content is not None:
        path.write_bytes(content)
    assert said in check_letterhead(path)[0]


def test_a_report_stands_on_the_letterhead_of_the_settings(desk, tmp_path, problems):
    from cro_tui.word import write_roster

    session = desk.training()
    path = saved(theirs(), tmp_path / "l.docx")
    settings = desk.notebook.settings._replace(documents=Documents(letterhead=str(path)))
    made = write_roster(desk.notebook, settings, session.id, tmp_path).read_bytes()
    assert problems(made) == []
    assert "City of Riverton" in docx.Document(io.BytesIO(made)).sections[0].header.paragraphs[0].text


def test_one_of_our_own_documents_can_be_the_letterhead(tmp_path, problems):
    first = tmp_path / "first.docx"
    first.write_bytes(on(saved(theirs(), tmp_path / "l.docx")))
    assert problems(on(first)) == []
