"""The smallest pieces of WordprocessingML as strings: escaped text, runs, paragraphs.

Strings, because a table of thousands of rows is built a hundred times faster as text than as objects.
Knows nothing of styles by name, of tables or of records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cro_tui.report.plain import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:c="{C}"'
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


_UNKEPT = re.compile(r'<w:pStyle w:val="[^"]*"/>(?!<w:keepNext/>)')


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph that looks different from the rest."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross-reference to the table or figure that was given this label: prints “Table 4”."""

    label: str


Inline = str | Span | Ref
"""What a paragraph is made of."""


def escape(text: str) -> str:
    """Cleaned text as the value of an XML attribute."""
    return _content(text).replace('"', "&quot;")


def _content(text: str) -> str:
    """Cleaned text as XML character content, as lxml writes it."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def run(text: str, properties: str = "") -> str:
    """One run; line ends in the text become line breaks."""
    escaped = _content(text)
    if not escaped:
        return ""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = escaped.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{rpr}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def inline(content: Inline | Sequence[Inline]) -> str:
    """The runs of a paragraph. A :class:`Ref` leaves a mark that :func:`reference_mark` names."""
    pieces = [content] if isinstance(content, str | Span | Ref) else content
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Inline) -> str:
    if isinstance(piece, str):
        return run(piece)
    if isinstance(piece, Ref):
        return reference_mark(piece.label)
    return run(piece.text, "<w:b/>" * piece.bold + "<w:i/>" * piece.italic)


def reference_mark(label: str) -> str:
    """Where the field of a cross-reference goes once its number is known; no user's text can look like it."""
    return f"<!--ref:{escape(label)}-->"


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph of a style. ``properties`` are further ``w:pPr`` children, in the schema's order."""
    return f"{paragraph_start(style)}{properties}</w:pPr>{runs}</w:p>"


def paragraph_start(style: str) -> str:
    """How every paragraph of a style begins."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>'


def kept_with_next(block: str) -> str:
    """A block whose end, the last paragraph or the last row of a table, stays on the page of what follows it."""
    start = max(block.rfind("<w:tr>"), 0) or block.rfind("<w:p>")
    return block[:start] + _UNKEPT.sub(r"\g<0><w:keepNext/>", block[start:])


def plain_text(content: Inline | Sequence[Inline]) -> str:
    """The words of a paragraph's content, without its looks."""
    pieces = [content] if isinstance(content, str | Span | Ref) else content
    return "".join(piece if isinstance(piece, str) else getattr(piece, "text", "") for piece in pieces)


def parse(fragment: str) -> list[_Element]:
    """The elements of a fragment, ready to be put into a python-docx document."""
    from docx.oxml.parser import parse_xml
    from lxml import etree

    together = parse_xml(f"<w:body {NAMESPACES}>{fragment}</w:body>")
    # Each is parsed once more alone, with its own namespaces: a table that takes them from an element around it is
    # moved into a document in quadratic time (47 s for 4,000 rows, else 0.2 s).
    return [parse_xml(etree.tostring(one, with_tail=False)) if isinstance(one.tag, str) else one for one in together]
