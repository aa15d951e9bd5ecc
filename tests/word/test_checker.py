"""The checker finds what Word would repair or a screen reader could not read; a good document passes."""

from __future__ import annotations

import io
import zipfile

import pytest

from cro_tui.word.charts import Chart, Series
from cro_tui.word.markup import Ref
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.wording import masthead_of

DOCUMENT, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"


@pytest.fixture(scope="module")
def document(request):
    from datetime import date

    from cro_tui.settings import Settings

    paper = Paper(masthead_of(Settings(), title="A title", subject="A subject", day=date(2026, 12, 31)))
    paper.title("A title")
    paper.heading("First")
    paper.heading("Second", 2)
    paper.paragraph(["See ", Ref("it"), "."])
    paper.numbers(["one", "two"])
    paper.table(Table([Column("A"), Column("B")], [["1", "2"]], "Two columns."), "A table", label="it")
    paper.figure(Chart("Things", ["a", "b"], [Series("now", [1, 2])]), "A figure")
    return paper.package()


def changed(document, part, old, new, *, count=1):
    """The package with a part's text changed; the text must be there."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content, f"{old} does not stand in {part}"
                content = content.replace(old.encode(), new.encode(), count)
            target.writestr(name, content)
    return packed.getvalue()


def test_a_good_document_has_no_problems(document, problems):
    assert problems(document) == []


BROKEN = [
    (DOCUMENT, '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Nowhere"/>', "style Nowhere is not defined"),
    (DOCUMENT, '<w:tblStyle w:val="CROTable"/>', '<w:tblStyle w:val="Gone"/>', "style Gone is not defined"),
    (DOCUMENT, '<w:numId w:val="1"/>', '<w:numId w:val="77"/>', "list 77 is not defined"),
    (DOCUMENT, '<w:fldChar w:fldCharType="end"/>', "", "a field is not ended"),
    (DOCUMENT, '<w:fldChar w:fldCharType="begin"/>', "", "without its beginning"),
    (DOCUMENT, "<w:bookmarkEnd w:id=\"1\"/>", "", "bookmarks are not balanced"),
    (DOCUMENT, ' REF _Table_1', " REF _Table_9", "cross-reference to _Table_9"),
    (DOCUMENT, '<w:gridCol w:w="', '<w:gridCol w:w="1', "columns add up"),
    (DOCUMENT, "<w:tblHeader/>", "", "no header row"),
    (DOCUMENT, "<w:tblDescription", "<w:tblIgnored", "no tblDescription"),
    (DOCUMENT, ' descr="', ' title="', "no alternative text"),
    (DOCUMENT, '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Normal"/>', "level 2 follows one of level 0"),
    (DOCUMENT, '<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Normal"/>', "0 titles"),
    (DOCUMENT, '<c:chart r:id="', '<c:chart r:id="x', "which is no relation"),
    (DOCUMENT, "</w:body>", "</w:bodi>", "not well-formed"),
    (STYLES, '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Lost"/>', "style Lost is not defined"),
    (STYLES, 'w:styleId="Caption"', 'w:styleId="Title"', "style Title is defined twice"),
    (STYLES, "<w:lang ", "<w:long ", "no language"),
    (CORE, "<dc:title>A title</dc:title>", "", "no title"),
    (CORE, "<dc:language>en-US</dc:language>", "", "no language"),
    ("word/settings.xml", "<w:zoom", '<w:updateFields w:val="true"/><w:zoom', "hold updateFields"),
    ("word/settings.xml", 'w:val="15"', 'w:val="14"', "compatibility mode"),
    ("word/numbering.xml", "</w:abstractNum>", "</w:abstractNum><w:num w:numId=\"1\">"
     '<w:abstractNumId w:val="1"/></w:num>', "a numId is defined twice"),
    ("[Content_Types].xml", 'PartName="/word/styles.xml"', 'PartName="/word/nothing.xml"', "does not exist"),
    ("word/_rels/document.xml.rels", "/styles\" Target=\"", "/styles\" TargetMode=\"External\" Target=\"",
     "external link"),
    ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="stiles.xml"', "does not exist"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new", "said"), BROKEN, ids=[case[3] for case in BROKEN])
def test_a_broken_document_is_found_out(document, problems, part, old, new, said):
    assert any(said in sentence for sentence in problems(changed(document, part, old, new)))
