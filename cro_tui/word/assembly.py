"""Puts a manuscript into a Word package: our own template or a department's letterhead.

The only place where parts and relations are made. Knows nothing of what the text says.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cro_tui.word import charts
from cro_tui.word.fields import reference
from cro_tui.word.manuscript import Manuscript, chart_mark
from cro_tui.word.markup import NAMESPACES, XML_HEAD, W, parse, reference_mark
from cro_tui.word.template import BODY_MARK, footer, open_template
from cro_tui.word.text import document_property

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

    from cro_tui.word.letterhead import Letterhead

_LAST_PARAGRAPH = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
"""Word wants a paragraph after a table that ends the document; this one takes no room."""

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_FIRST_RELATION = "rId1"
_BEFORE_SIZE = ("}headerReference", "}footerReference", "}footnotePr", "}endnotePr", "}type")
"""What the schema puts before the size of the page."""
_TABLE, _LONG = "<w:tbl>", 100_000
"""How a table begins, and from how many characters on it is a long one."""


def assemble(manuscript: Manuscript, letterhead: Letterhead | None) -> tuple[Document, Mapping[str, str]]:
    """The finished document, ready to be packed, and what is to be put in place of the marks in its text then."""
    if letterhead:
        document = letterhead.open()
        if not letterhead.has_footer:
            _give_footer(document, manuscript)
    else:
        document = open_template(manuscript.masthead, manuscript.look)
    fragments, held = _without_long_tables(manuscript.fragments, document)
    body = _with_references(manuscript, "".join(fragments))
    body = _with_charts(document, manuscript, body)
    _insert(document, parse(body + _LAST_PARAGRAPH * manuscript.ends_with_table))
    if manuscript.landscape:
        _lay_across(document, manuscript, border=letterhead is None)
    _end_sections(document)
    _add_numbering(document, *manuscript.numbering)
    _set_properties(document, manuscript)
    return document, held


def _without_long_tables(fragments: Sequence[str], document: Document) -> tuple[list[str], dict[str, str]]:
    """The fragments with marks for long tables, and these by their marks: a table of thousands of rows is put among
    the bytes of the document; as objects it would take as long as all the rest."""
    known = document.element.nsmap.get("w") == W
    start = _TABLE if known else f'{_TABLE[:-1]} xmlns:w="{W}">'
    kept: list[str] = []
    held: dict[str, str] = {}
    for fragment in fragments:
        if len(fragment) > _LONG and fragment.startswith(_TABLE):
            mark = f"<!--table:{len(held)}-->"
            held[mark], fragment = start + fragment[len(_TABLE) :], mark
        kept.append(fragment)
    return kept, held


def _with_references(manuscript: Manuscript, body: str) -> str:
    for label, (bookmark, printed) in manuscript.labels.items():
        body = body.replace(reference_mark(label), reference(bookmark, printed))
    return body


def _with_charts(document: Document, manuscript: Manuscript, body: str) -> str:
    for place, chart in enumerate(manuscript.charts):
        relation = _add_chart(document, manuscript, place)
        drawing = charts.drawing(chart, relation, manuscript.first_drawing + place, manuscript.look)
        body = body.replace(chart_mark(place), drawing)
    return body


def _add_chart(document: Document, manuscript: Manuscript, place: int) -> str:
    """Adds the chart and its workbook, and returns the document's relation to the chart."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import Part

    package = document.part.package
    chart = manuscript.charts[place]
    # A letterhead may bring charts of its own, made by an earlier report.
    figures = package.next_partname("/word/embeddings/cro_figures%d.xlsx")
    name = package.next_partname("/word/charts/cro_chart%d.xml")
    workbook = Part(figures, _WORKBOOK_TYPE, charts.workbook(chart), package)
    xml = charts.chart_part(chart, manuscript.look, _FIRST_RELATION)
    part = Part(name, _CHART_TYPE, xml.encode(), package)
    part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    return document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)


def _insert(document: Document, elements: Sequence[_Element]) -> None:
    """Puts the body where the template has its mark."""
    body = document.element.body
    mark = next(p for p in body.iterchildren(f"{{{W}}}p") if _words(p).strip() == BODY_MARK)
    place = body.index(mark)
    body.remove(mark)
    body[place:place] = elements


def _lay_across(document: Document, manuscript: Manuscript, *, border: bool) -> None:
    """Lays the pages across; ours get a border around."""
    page, color = manuscript.look.page, manuscript.look.accent
    section = document.element.body.findall(f"{{{W}}}sectPr")[-1]
    size = section.find(f"{{{W}}}pgSz")
    if size is None:
        (size,) = parse("<w:pgSz/>")
        section.insert(sum(1 for one in section if one.tag.endswith(_BEFORE_SIZE)), size)
    for name, value in (("w", str(page.width)), ("h", str(page.height)), ("orient", "landscape")):
        size.set(f"{{{W}}}{name}", value)
    margins = section.find(f"{{{W}}}pgMar")
    if border and margins is not None:
        sides = "".join(
            f'<w:{side} w:val="double" w:sz="12" w:space="24" w:color="{color}"/>'
            for side in ("top", "left", "bottom", "right")
        )
        margins.addnext(parse(f'<w:pgBorders w:offsetFrom="page">{sides}</w:pgBorders>')[0])


def _end_sections(document: Document) -> None:
    """Every section that ends within the text is like the last one."""
    body = document.element.body
    last = body.findall(f"{{{W}}}sectPr")[-1:]
    for section in body.iterfind(f"{{{W}}}p/{{{W}}}pPr/{{{W}}}sectPr"):
        if last and not len(section):
            section.extend(copy.deepcopy(list(last[0])))


def _words(element: _Element) -> str:
    # Not itertext(): python-docx's own ``text`` properties make it repeat what it finds.
    return "".join(text.text or "" for text in element.iter(f"{{{W}}}t"))


def _add_numbering(document: Document, abstract: str, nums: str) -> None:
    """Adds list definitions: all of a document's ``abstractNum`` stand before its ``num``."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    if not nums:
        return
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        xml = f"{XML_HEAD}<w:numbering {NAMESPACES}>{abstract}{nums}</w:numbering>".encode()
        name = PackURI("/word/numbering.xml")
        added = NumberingPart.load(name, _NUMBERING_TYPE, xml, document.part.package)
        document.part.relate_to(added, RELATIONSHIP_TYPE.NUMBERING)
        return
    numbering = part.element  # type: ignore[attr-defined]
    first_num = numbering.find(f"{{{W}}}num")
    place = len(numbering) if first_num is None else numbering.index(first_num)
    numbering[place:place] = parse(abstract)
    last_num = numbering.findall(f"{{{W}}}num")[-1:]
    place = numbering.index(last_num[0]) + 1 if last_num else place + len(parse(abstract))
    numbering[place:place] = parse(nums)


def _give_footer(document: Document, manuscript: Manuscript) -> None:
    """A letterhead without any footer gets ours, so that pages are numbered and marked."""
    section = document.sections[-1]
    for part in (section.footer, section.first_page_footer):
        part.is_linked_to_previous = False
        element = part._element
        element[:] = parse(footer(manuscript.masthead, manuscript.look))


def _set_properties(document: Document, manuscript: Manuscript) -> None:
    masthead, properties = manuscript.masthead, document.core_properties
    written = dt.datetime.combine(masthead.date, dt.time())
    properties.title = document_property(masthead.title)
    properties.subject = document_property(masthead.subject)
    properties.author = document_property(masthead.author)
    properties.last_modified_by = document_property(masthead.author)
    properties.language = "en-US"
    properties.created = properties.modified = written
    properties.revision = 1
