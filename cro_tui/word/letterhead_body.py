"""The body of a letterhead: emptied but for its page set-up, or kept around the paragraph that marks where text goes.

Knows the package, not the styles.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from cro_tui.word.letterhead_package import LetterheadPackage, LetterheadProblem
from cro_tui.word.look import DXA_PER_INCH, Page
from cro_tui.word.markup import W
from cro_tui.word.template import BODY_MARK

if TYPE_CHECKING:
    from lxml.etree import _Element

_NARROW = int(4.5 * DXA_PER_INCH)
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_REFERENCES = ("headerReference", "footerReference")


def prepare_body(package: LetterheadPackage) -> Page:
    """Puts the mark for the text into the body and returns the page on which the text will stand."""
    from lxml import etree

    root = package.xml(package.document)
    body = root.find(f"{{{W}}}body")
    if body is None:
        raise LetterheadProblem("The file is damaged: it has no text part. Save it again in Word.")
    for tag in _COMMENT_MARKS:
        for element in list(body.iter(f"{{{W}}}{tag}")):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    sections = list(body.iter(f"{{{W}}}sectPr"))
    mark = next((one for one in body.iterchildren(f"{{{W}}}p") if _words(one) == BODY_MARK), None)
    if mark is None:
        if BODY_MARK in _words(body):
            package.findings.append(
                f"{BODY_MARK} does not stand in a paragraph of its own in the text (a table or box?); it was ignored."
            )
        section = _last_section(body, sections)
        body[:] = [_marked(), section]
    else:
        for one in list(mark):
            mark.remove(one)
        mark.append(_marked()[0])
        if body.find(f"{{{W}}}sectPr") is None:
            body.append(etree.Element(f"{{{W}}}sectPr"))
        section = _section_after(body, mark)
    page = _page(section)
    _one_column(section, package)
    if page.text_width < _NARROW:
        width = page.text_width / DXA_PER_INCH
        package.findings.append(f"Only {width:.1f} inches remain between the margins; wide tables will be cramped.")
    _look_at_footers(package, section)
    package.put(package.document, root)
    package.drop_unused()
    return page


def _words(element: _Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{{{W}}}t")).strip()


def _marked() -> _Element:
    from lxml import etree

    paragraph = etree.Element(f"{{{W}}}p")
    text = etree.SubElement(etree.SubElement(paragraph, f"{{{W}}}r"), f"{{{W}}}t")
    text.text = BODY_MARK
    return paragraph


def _last_section(body: _Element, sections: list[_Element]) -> _Element:
    """The last page set-up, with the headers and footers that it took over from earlier ones."""
    from lxml import etree

    last = sections[-1] if sections else etree.Element(f"{{{W}}}sectPr")
    last = copy.deepcopy(last)
    for earlier in reversed(sections[:-1]):
        for tag in _REFERENCES:
            known = {one.get(f"{{{W}}}type") for one in last.iterchildren(f"{{{W}}}{tag}")}
            for one in earlier.iterchildren(f"{{{W}}}{tag}"):
                if one.get(f"{{{W}}}type") not in known:
                    last.insert(0, copy.deepcopy(one))
    return last


def _section_after(body: _Element, mark: _Element) -> _Element:
    """The page set-up that holds where the mark stands: the next one behind it."""
    seen = False
    for element in body:
        seen = seen or element is mark
        found = element if element.tag == f"{{{W}}}sectPr" else element.find(f"{{{W}}}pPr/{{{W}}}sectPr")
        if seen and found is not None:
            return found
    raise LetterheadProblem("The file is damaged: it has no page set-up. Save it again in Word.")


def _page(section: _Element) -> Page:
    default = Page()
    size, margins = section.find(f"{{{W}}}pgSz"), section.find(f"{{{W}}}pgMar")

    def said(element: _Element | None, name: str, otherwise: int) -> int:
        value = element.get(f"{{{W}}}{name}", "") if element is not None else ""
        return abs(int(float(value))) if value.lstrip("-").replace(".", "", 1).isdigit() else otherwise

    return Page(
        width=said(size, "w", default.width),
        height=said(size, "h", default.height),
        top=said(margins, "top", default.top),
        bottom=said(margins, "bottom", default.bottom),
        left=said(margins, "left", default.left) + said(margins, "gutter", 0),
        right=said(margins, "right", default.right),
    )


def _one_column(section: _Element, package: LetterheadPackage) -> None:
    for columns in list(section.iterchildren(f"{{{W}}}cols")):
        if int(columns.get(f"{{{W}}}num", "1")) > 1:
            section.remove(columns)
            package.findings.append("The page has several columns; the reports are set in one.")


def _look_at_footers(package: LetterheadPackage, section: _Element) -> None:
    if section.find(f"{{{W}}}footerReference") is None:
        package.findings.append("There is no footer; ours, with classification and page numbers, is added.")
        return
    words = " ".join(
        (one.get(f"{{{W}}}instr") or one.text or "")
        for name in package.related("footer")
        for one in package.xml(name).iter(f"{{{W}}}instrText", f"{{{W}}}fldSimple")
    )
    if "PAGE" not in words.split():
        package.findings.append("The footer has no page number. In Word: Insert, Page Number.")
