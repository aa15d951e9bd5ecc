"""Our own template: a slim, current Word package, written here part by part.

(The one that python-docx brings is in Word 2010's compatibility mode and carries half a megabyte of styles.)
Knows the look and the masthead, and nothing of the text to come.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from cro_tui.report.plain import one_line
from cro_tui.word.fields import page_of_pages
from cro_tui.word.look import Look
from cro_tui.word.markup import NAMESPACES, XML_HEAD, R, W, escape, paragraph, run
from cro_tui.word.masthead import Masthead
from cro_tui.word.styles import own_styles_part

if TYPE_CHECKING:
    from docx.document import Document

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BODY_MARK = "{{BODY}}"
"""The paragraph that the text takes the place of; a department's letterhead may hold one too."""

_LARGE = '<w:sz w:val="44"/><w:szCs w:val="44"/>'
"""The department's name at the head of a certificate."""

WORD_2013 = "15"
"""Compatibility mode of every Word since 2013; a lower one shows “[Compatibility Mode]” and lays out differently."""

_PARTS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
}


def open_template(masthead: Masthead, look: Look) -> Document:
    """A document without text, with letterhead, running header and footer filled in."""
    import docx

    return docx.Document(io.BytesIO(_package(masthead, look)))


def _package(masthead: Masthead, look: Look) -> bytes:
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core_properties(),
        "docProps/app.xml": _application_properties(masthead),
        "word/document.xml": _document(look),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": own_styles_part(look),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(look),
        "word/header1.xml": _part("hdr", letterhead_paragraphs(masthead, look)),
        "word/header2.xml": _part("hdr", running_header(masthead, look)),
        "word/footer1.xml": _part("ftr", footer(masthead, look)),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, xml)
    return stream.getvalue()


def letterhead_paragraphs(masthead: Masthead, look: Look) -> str:
    """The head of the first page: department, unit, how to reach them."""
    below = " · ".join(filter(None, (one_line(masthead.unit), one_line(masthead.contact))))
    if masthead.festive:
        centered = '<w:spacing w:before="240"/><w:jc w:val="center"/>'
        agency = paragraph(look.styles["agency"], run(one_line(masthead.department), _LARGE), centered)
        return agency + paragraph(look.styles["header"], run(below), '<w:jc w:val="center"/>')
    lines = [paragraph(look.styles["agency"], run(one_line(masthead.department)))]
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="{look.accent}"/></w:pBdr>'
        '<w:spacing w:after="240"/>'
    )
    lines.append(paragraph(look.styles["header"], run(below), rule))
    return "".join(lines)


def running_header(masthead: Masthead, look: Look) -> str:
    """The head of every later page: what this is, and of when."""
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="{look.hairline}"/></w:pBdr>'
        '<w:spacing w:after="200"/>'
    )
    right = f"<w:r><w:tab/></w:r>{run(one_line(masthead.period))}" if masthead.period else ""
    return paragraph(look.styles["header"], run(one_line(masthead.title)) + right, rule)


def footer(masthead: Masthead, look: Look) -> str:
    """The foot of every page: who may read it, and *Page X of Y*."""
    classification = run(one_line(masthead.classification))
    if masthead.festive:
        return paragraph(look.styles["footer"], classification)
    return paragraph(look.styles["footer"], f"{classification}<w:r><w:tab/></w:r>{page_of_pages()}")


def _part(kind: str, content: str) -> str:
    return f"{XML_HEAD}<w:{kind} {NAMESPACES}>{content}</w:{kind}>"


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in _PARTS.items()
    )
    return (
        f'{XML_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _package_relations() -> str:
    return (
        f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_RELATION}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )


def _document_relations() -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{name}.xml"/>'
        for number, (name, kind) in enumerate(_PARTS.items(), start=1)
    )
    return f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _document(look: Look) -> str:
    ids = {name: f"rId{number}" for number, name in enumerate(_PARTS, start=1)}
    page = look.page
    return (
        f"{XML_HEAD}<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>{BODY_MARK}</w:t></w:r></w:p><w:sectPr>"
        f'<w:headerReference w:type="default" r:id="{ids["header2"]}"/>'
        f'<w:headerReference w:type="first" r:id="{ids["header1"]}"/>'
        f'<w:footerReference w:type="default" r:id="{ids["footer1"]}"/>'
        f'<w:footerReference w:type="first" r:id="{ids["footer1"]}"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        'w:header="620" w:footer="560" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _settings() -> str:
    switches = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", WORD_2013),
            ("overrideTableStyleFontSizeAndJustification", "1"),
            ("enableOpenTypeFeatures", "1"),
            ("doNotFlipMirrorIndents", "1"),
            ("differentiateMultirowTableHeaders", "1"),
        )
    )
    return (
        f'{XML_HEAD}<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{switches}</w:compat><w:themeFontLang w:val="en-US"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table(look: Look) -> str:
    return (
        f'{XML_HEAD}<w:fonts xmlns:w="{W}"><w:font w:name="{escape(look.font)}">'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core_properties() -> str:
    """Empty: python-docx fills it in, and would otherwise put its own name and the time of day there."""
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _application_properties(masthead: Masthead) -> str:
    return (
        f'{XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>cro-tui</Application><Company>{escape(one_line(masthead.department))}</Company></Properties>"
    )
