"""The styles of our documents as WordprocessingML, for our own template and for adding to a department's.

Knows the look (accent, page) and nothing of what is written. Sizes in half-points, distances in dxa.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cro_tui.word.lists import LIST_HANGING, LIST_INDENT
from cro_tui.word.look import Look
from cro_tui.word.markup import NAMESPACES, XML_HEAD

OWN_PREFIX = "CRO "
"""Before the names of styles that are not Word's own, so that they never replace a department's."""

MEMO_INDENT = 1150
"""Where the values of the memo head begin, unless a label is longer."""

BOX_INDENT = 340


@dataclass(frozen=True, slots=True)
class Style:
    """One style: the role it plays, Word's or our name for it, and what it changes in the style it is based on."""

    role: str
    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "body"
    then: str = ""

    @property
    def built_in(self) -> bool:
        """Whether Word itself knows a style of this name."""
        return not self.name.startswith(OWN_PREFIX)


def _spacing(before: int, after: int, line: int = 264) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _right_tab(look: Look) -> str:
    return (
        '<w:tabs><w:tab w:val="clear" w:pos="4680"/><w:tab w:val="clear" w:pos="9360"/>'
        f'<w:tab w:val="right" w:pos="{look.page.text_width}"/></w:tabs>'
    )


def _border(side: str, size: int, color: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'


def _box_paragraph(look: Look) -> str:
    """Border and shade of the summary box; equal in all its styles, or Word would draw several boxes."""
    sides = "".join(_border(side, 4, look.hairline, 6) for side in ("top", "left", "bottom", "right"))
    return f'<w:pBdr>{sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{look.pale}"/>'


def box_indent(*, hanging: bool = True) -> str:
    """Indents of every paragraph in the box: equal, so that Word draws one box around all."""
    if not hanging:
        return '<w:ind w:left="140" w:right="140" w:hanging="0"/>'
    return f'<w:ind w:left="{BOX_INDENT + 140}" w:right="140" w:hanging="{BOX_INDENT}"/>'


def paragraph_styles(look: Look) -> list[Style]:
    """All paragraph styles but Normal, in the order in which they are defined."""
    bold = "<w:b/><w:bCs/>"
    accent = f'<w:color w:val="{look.accent}"/>'
    grey = '<w:color w:val="404040"/>'
    rule_below = f"<w:pBdr>{_border('bottom', 4, look.accent, 2)}</w:pBdr>"
    return [
        Style(
            "title",
            "Title",
            "<w:keepNext/>" + _spacing(0, 40, 240),
            bold + accent + _size(44),
            then="body",
        ),
        Style("subtitle", "Subtitle", "<w:keepNext/>" + _spacing(0, 160), grey + _size(24), then="body"),
        Style(
            "heading1",
            "heading 1",
            "<w:keepNext/><w:keepLines/>" + rule_below + _spacing(280, 100, 240) + '<w:outlineLvl w:val="0"/>',
            bold + accent + _size(30),
            then="body",
        ),
        Style(
            "heading2",
            "heading 2",
            "<w:keepNext/><w:keepLines/>" + _spacing(180, 60, 240) + '<w:outlineLvl w:val="1"/>',
            bold + accent + _size(24),
            then="body",
        ),
        Style("caption", "caption", _spacing(140, 60, 240), bold + _size(19), then="body"),
        Style(
            "bullet",
            "List Bullet",
            _spacing(0, 60) + f'<w:ind w:left="{LIST_INDENT}" w:hanging="{LIST_HANGING}"/>',
        ),
        Style(
            "number",
            "List Number",
            _spacing(0, 60) + f'<w:ind w:left="{LIST_INDENT}" w:hanging="{LIST_HANGING}"/>',
        ),
        Style("header", "header", _right_tab(look) + _spacing(0, 0, 240), grey + _size(17)),
        Style("footer", "footer", _right_tab(look) + _spacing(0, 0, 240), grey + _size(17)),
        Style("agency", "CRO Agency", _spacing(0, 0, 240), bold + accent + _size(28), "header"),
        Style("table_text", "CRO Table Text", _spacing(30, 30, 240), _size(19)),
        Style(
            "table_head",
            "CRO Table Head",
            "<w:keepNext/>" + _spacing(40, 40, 240),
            bold + f'<w:color w:val="{look.on_tint}"/>',
            "table_text",
        ),
        Style("table_number", "CRO Table Number", '<w:jc w:val="right"/>', "", "table_text"),
        Style(
            "memo",
            "CRO Memo Line",
            # No tab stop: the hanging indent is one, and a longer label may move it.
            _spacing(0, 40, 252) + f'<w:ind w:left="{MEMO_INDENT}" w:hanging="{MEMO_INDENT}"/>',
        ),
        Style(
            "box_title",
            "CRO Box Title",
            "<w:keepNext/><w:keepLines/>" + _box_paragraph(look) + _spacing(120, 40) + box_indent(),
            bold + accent + _size(24),
            then="box",
        ),
        Style(
            "box",
            "CRO Box",
            "<w:keepLines/>" + _box_paragraph(look) + _spacing(0, 40) + box_indent(),
        ),
        Style("note", "CRO Note", _spacing(60, 120, 240), grey + _size(18)),
        Style("figure", "CRO Figure", "<w:keepNext/>" + _spacing(160, 0, 240)),
        Style(
            "signature",
            "CRO Signature",
            f'<w:keepLines/><w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{signature_stop(look)}"/>'
            f'<w:tab w:val="left" w:pos="{signature_stop(look) + 240}"/>'
            f'<w:tab w:val="right" w:leader="underscore" w:pos="{look.page.text_width}"/></w:tabs>'
            + _spacing(0, 0, 240),
        ),
    ]


def signature_stop(look: Look) -> int:
    """Where the line to sign on ends and the date begins."""
    return look.page.text_width * 2 // 3


def paragraph_style_xml(style: Style, style_id: str, ids: Mapping[str, str], name: str) -> str:
    """A paragraph style's definition; ``ids`` maps the roles it refers to."""
    custom = "" if style.built_in else ' w:customStyle="1"'
    then = f'<w:next w:val="{ids[style.then]}"/>' if style.then else ""
    properties = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    run = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{ids[style.based_on]}"/>{then}<w:qFormat/>{properties}{run}</w:style>'
    )


def table_style_xml(look: Look, style_id: str, name: str, based_on: str, *, ruled: bool) -> str:
    """A table style: hairlines across only, heavier top and bottom, tinted header, pale every other row.

    ``ruled`` adds hairlines between the columns, for forms to be filled in by hand.
    """
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    edges = _border("top", 8, look.accent) + _border("bottom", 8, look.accent)
    inside = _border("insideH", 4, look.hairline) + (_border("insideV", 4, look.hairline) if ruled else "")
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{base}<w:tblPr>"
        '<w:tblStyleRowBandSize w:val="1"/><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{edges}{inside}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f"<w:tcBorders>{_border('bottom', 6, look.accent)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.tint}"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr>'
        f"<w:tcBorders>{_border('top', 6, look.accent)}</w:tcBorders></w:tcPr></w:tblStylePr>"
        '<w:tblStylePr w:type="band2Horz"><w:tblPr/><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.pale}"/></w:tcPr></w:tblStylePr></w:style>'
    )


TABLE_STYLES = (("table", "CRO Table", False), ("form", "CRO Form", True))
"""Role, name, and whether there are lines between the columns."""


def own_styles_part(look: Look) -> str:
    """The whole ``styles.xml`` of our own template."""
    ids = look.styles
    paragraphs = "".join(
        paragraph_style_xml(style, ids[style.role], ids, style.name) for style in paragraph_styles(look)
    )
    tables = "".join(
        table_style_xml(look, ids[role], name, "TableNormal", ruled=ruled) for role, name, ruled in TABLE_STYLES
    )
    fonts = "".join(f' w:{script}="{look.font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"{XML_HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{_size(22)}"
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 120)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/></w:style>{paragraphs}{tables}</w:styles>'
    )
