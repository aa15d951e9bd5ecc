"""The parts of a memo that are not running text: its head, the summary box, the lines to sign on.

Paragraphs only (no layout tables), so that they are read aloud in order. Knows the look, not the record.
"""

from __future__ import annotations

from collections.abc import Sequence

from cro_tui.report.plain import one_line, shortened
from cro_tui.word.lists import list_properties
from cro_tui.word.look import Look
from cro_tui.word.markup import Inline, Span, inline, paragraph, run
from cro_tui.word.styles import MEMO_INDENT, box_indent, signature_stop
from cro_tui.word.widths import font_factor, width_of

MemoLine = tuple[str, str]
"""A label such as ``TO`` and what stands after it."""

_SIGNER = 70
"""Characters below a line to sign on; more would push the word *Date* away."""
_TAB = "<w:r><w:tab/></w:r>"


def memo_head(lines: Sequence[MemoLine], look: Look) -> str:
    """To, Via, From, Date, Subject: labels in bold, values lined up, a rule below. Lines without value are left out."""
    filled = [(label, one_line(value)) for label, value in lines if value.strip()]
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="6" w:color="{look.accent}"/></w:pBdr>'
    indent = max([MEMO_INDENT, *(_label_width(label, look) for label, _ in filled)])
    hanging = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>'
    return "".join(
        paragraph(
            look.styles["memo"],
            inline(Span(f"{label}:", bold=True)) + _TAB + run(value),
            f'{rule}<w:spacing w:after="160"/>{hanging}' if place == len(filled) else hanging,
        )
        for place, (label, value) in enumerate(filled, start=1)
    )


def _label_width(label: str, look: Look) -> int:
    return width_of(f"{label}:", 11, bold=True, factor=font_factor(look.font)) + 160


def box(title: str, items: Sequence[Inline | Sequence[Inline]], numbering: int, look: Look) -> str:
    """A shaded box with a heading and items in the numbered or bulleted list ``numbering``.

    One item alone is set as a paragraph, without a number.
    """
    alone = len(items) == 1
    numbered = "" if alone else list_properties(numbering)
    # The same in title and items, or Word would draw two boxes.
    indent = box_indent(hanging=not alone)
    pieces = [paragraph(look.styles["box_title"], run(one_line(title)), indent if alone else "")]
    for place, item in enumerate(items, start=1):
        last = place == len(items)
        before = "" if last else "<w:keepNext/>"
        after = '<w:spacing w:after="200"/>' if last else ""
        # The list has indents of its own, which would tear the box apart.
        pieces.append(paragraph(look.styles["box"], inline(item), before + numbered + after + indent))
    return "".join(pieces)


def signature_lines(signers: Sequence[MemoLine], look: Look) -> str:
    """A line to sign on and one for the date for each ``(part, name)``, kept together."""
    style = look.styles["signature"]
    pieces: list[str] = []
    for place, (part, name) in enumerate(signers, start=1):
        under = shortened(": ".join(filter(None, (part, one_line(name)))), _SIGNER)
        keep = "" if place == len(signers) else "<w:keepNext/>"
        pieces.append(paragraph(style, _TAB * 3, '<w:keepNext/><w:spacing w:before="380"/>'))
        pieces.append(paragraph(style, run(under) + _TAB * 2 + run("Date"), keep + _no_leaders(look)))
    return "".join(pieces)


def _no_leaders(look: Look) -> str:
    """Tab stops of the line below, where the name and the word *Date* stand without a line of their own."""
    stop, end = signature_stop(look), look.page.text_width
    return (
        f'<w:tabs><w:tab w:val="left" w:pos="{stop}"/><w:tab w:val="left" w:pos="{stop + 240}"/>'
        f'<w:tab w:val="clear" w:pos="{end}"/></w:tabs><w:spacing w:before="20"/>'
    )
