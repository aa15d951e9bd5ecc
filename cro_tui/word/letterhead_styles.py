"""The styles of a letterhead: theirs where they have one for a role, ours added where they have none.

Found by name, whatever the case, because Word's ids are translated. Theirs are never changed.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from cro_tui.word.letterhead_package import LetterheadPackage, LetterheadProblem
from cro_tui.word.look import DEFAULT_STYLE_IDS, READABLE, Look, Page, contrast
from cro_tui.word.markup import NAMESPACES, A, W
from cro_tui.word.styles import TABLE_STYLES, paragraph_style_xml, paragraph_styles, table_style_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLACK = "1A1A1A"
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_FALLBACK_FONT = "Calibri"


def adopt_styles(package: LetterheadPackage, page: Page) -> Look:
    """Adds the styles that are missing and returns the look that fits the letterhead."""
    names = package.related("styles")
    if not names:
        raise LetterheadProblem("The file has no styles. Open it in Word, save it as .docx and choose it again.")
    root = package.xml(names[0])
    styles = _Styles(root)
    accent = _accent(styles, package)
    font = _font(styles, package)
    ids = styles.ids_for_roles(package)
    look = Look(accent=accent, font=font, page=page, styles=MappingProxyType(ids))
    styles.add_missing(look)
    _give_language(root)
    package.put(names[0], root)
    return look


class _Styles:
    """The styles part."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self.by_id = {one.get(f"{{{W}}}styleId", ""): one for one in root.iter(f"{{{W}}}style")}
        self.ids = {
            (one.get(f"{{{W}}}type", ""), _value(one.find(f"{{{W}}}name")).casefold()): style_id
            for style_id, one in self.by_id.items()
        }
        self._missing: set[str] = set()

    def ids_for_roles(self, package: LetterheadPackage) -> dict[str, str]:
        """Role -> the id of their style, or a free one for ours."""
        normal = self.ids.get(("paragraph", "normal")) or self._default("paragraph")
        if not normal:
            raise LetterheadProblem(
                "The file has no style Normal. Open it in Word, save it as .docx and choose it again."
            )
        ids = {"body": normal}
        wanted = [("paragraph", one.role, one.name) for one in paragraph_styles(Look())]
        wanted += [("table", role, name) for role, name, _ in TABLE_STYLES]
        for kind, role, name in wanted:
            theirs = self.ids.get((kind, name.casefold()))
            ids[role] = theirs or self._free(DEFAULT_STYLE_IDS[role], set(ids.values()))
            if not theirs:
                self._missing.add(role)
        lacking = [name for kind, role, name in wanted if role in self._missing and role.startswith(("title", "head"))]
        if lacking:
            package.findings.append(f"There is no style {' or '.join(lacking)} of its own; ours is used.")
        return ids

    def _default(self, kind: str) -> str:
        return next(
            (
                style_id
                for style_id, one in self.by_id.items()
                if one.get(f"{{{W}}}type") == kind and one.get(f"{{{W}}}default") in ("1", "true", "on")
            ),
            "",
        )

    def _free(self, wanted: str, taken: set[str]) -> str:
        known = {one.casefold() for one in (*self.by_id, *taken)}
        style_id, number = wanted, 1
        while style_id.casefold() in known:
            number += 1
            style_id = f"{wanted}{number}"
        return style_id

    def add_missing(self, look: Look) -> None:
        """Puts ours behind theirs."""
        from lxml import etree

        definitions = [
            paragraph_style_xml(one, look.styles[one.role], look.styles, one.name)
            for one in paragraph_styles(look)
            if one.role in self._missing
        ]
        definitions += [
            table_style_xml(look, look.styles[role], name, self._default("table"), ruled=ruled)
            for role, name, ruled in TABLE_STYLES
            if role in self._missing
        ]
        added = etree.fromstring(f"<w:styles {NAMESPACES}>{''.join(definitions)}</w:styles>")
        self.root.extend(list(added))

    def chain(self, style_id: str) -> list[_Element]:
        """A style and those it is based on, itself first."""
        found: list[_Element] = []
        while style_id in self.by_id and self.by_id[style_id] not in found:
            style = self.by_id[style_id]
            found.append(style)
            style_id = _value(style.find(f"{{{W}}}basedOn"))
        return found


def _value(element: _Element | None) -> str:
    return element.get(f"{{{W}}}val", "") if element is not None else ""


def _accent(styles: _Styles, package: LetterheadPackage) -> str:
    heading = styles.ids.get(("paragraph", "heading 1"), "")
    for style in styles.chain(heading):
        color = _value(style.find(f"{{{W}}}rPr/{{{W}}}color"))
        if _COLOR.fullmatch(color):
            if contrast(color, "FFFFFF") >= READABLE:
                return color.upper()
            package.findings.append(
                f"The color of Heading 1 (#{color}) is too light to read on white; charts and tables use our navy."
            )
            return Look().accent
        if color == "auto":
            return _BLACK
    return _BLACK if heading else Look().accent


def _font(styles: _Styles, package: LetterheadPackage) -> str:
    normal = styles.ids.get(("paragraph", "normal")) or ""
    places = [style.find(f"{{{W}}}rPr/{{{W}}}rFonts") for style in styles.chain(normal)]
    places.append(styles.root.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr/{{{W}}}rFonts"))
    for fonts in places:
        if fonts is None:
            continue
        if fonts.get(f"{{{W}}}asciiTheme"):
            return _theme_font(package, fonts.get(f"{{{W}}}asciiTheme", "").startswith("major"))
        if fonts.get(f"{{{W}}}ascii"):
            return fonts.get(f"{{{W}}}ascii", "")
    return "Times New Roman"


def _theme_font(package: LetterheadPackage, major: bool) -> str:
    for name in package.related("theme"):
        kind = "majorFont" if major else "minorFont"
        latin = package.xml(name).find(f".//{{{A}}}{kind}/{{{A}}}latin")
        if latin is not None and latin.get("typeface"):
            return latin.get("typeface", "")
    return _FALLBACK_FONT


def _give_language(root: _Element) -> None:
    """Screen readers need to know the language."""
    from lxml import etree

    place = root
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        child = place.find(f"{{{W}}}{tag}")
        if child is None:
            child = etree.Element(f"{{{W}}}{tag}")
            place.insert(0, child)
        place = child
    if place.find(f"{{{W}}}lang") is None:
        etree.SubElement(place, f"{{{W}}}lang", {f"{{{W}}}val": "en-US"})
