"""A department's .docx or .dotx opened as a bag of parts, and made safe: nothing in it runs or reaches outside.

Works on the package before python-docx sees it. Knows no styles and no look.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.word.markup import A, R, W
from cro_tui.word.template import WORD_2013

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DOTX = b"wordprocessingml.template.main+xml"
_DOCX = b"wordprocessingml.document.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 100 * 1024 * 1024
"""Bytes unpacked; a letterhead needs a thousandth of it."""

_FETCHING = ("INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DDE", "DDEAUTO", "DATABASE", "IMPORT", "RD")
"""Fields that bring in something from elsewhere, without any relation that says so."""

_DROPPED = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "glossaryDocument")
_WHOLE_DOCUMENT = frozenset(
    "styles settings numbering fontTable theme webSettings footnotes endnotes customXml stylesWithEffects".split()
)
"""Relations that no element of the text names."""

_UNWANTED_SETTINGS = (
    "attachedTemplate",
    "linkStyles",
    "documentProtection",
    "writeProtection",
    "mailMerge",
    "updateFields",
    "trackRevisions",
)


class LetterheadProblem(ValueError):
    """The file can't be used as a letterhead; the text says why and what to do about it."""


class LetterheadPackage:
    """The parts of the file, cleaned. `findings` says in sentences what was changed or is worth knowing.

    :raises LetterheadProblem: it is no Word document, or one that does more than carry a letterhead.
    """

    def __init__(self, path: Path) -> None:
        self.findings: list[str] = []
        self.parts = _unpacked(path)
        self.parts["[Content_Types].xml"] = self.parts["[Content_Types].xml"].replace(_DOTX, _DOCX)
        self.document = self._main_part()
        self._refuse_fetching_fields()
        for name in [name for name in self.parts if name.endswith(".rels")]:
            self._clean_relations(name)
        self._clean_settings()

    def packed(self) -> bytes:
        """All of it as a .docx again."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name in ["[Content_Types].xml", *sorted(set(self.parts) - {"[Content_Types].xml"})]:
                package.writestr(zipfile.ZipInfo(name), self.parts[name])
        return stream.getvalue()

    def xml(self, name: str) -> _Element:
        """The root of a part."""
        from lxml import etree

        try:
            root: _Element = etree.fromstring(self.parts[name], _parser())
        except (KeyError, etree.XMLSyntaxError):
            raise LetterheadProblem(
                f"The file is damaged: its part {name} can't be read. Save it again in Word."
            ) from None
        return root

    def put(self, name: str, root: _Element) -> None:
        """Puts a part back."""
        from lxml import etree

        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def related(self, kind: str) -> list[str]:
        """The parts of a kind (``styles``, ``footer``) that the document is related to."""
        folder = posixpath.dirname(self.document)
        rels = _rels_of(self.document)
        if rels not in self.parts:
            return []
        return [
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            for one in self.xml(rels)
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External"
        ]

    def drop_unused(self) -> None:
        """Takes out what only the emptied text referred to: pictures, charts, headers of sections that are gone."""
        rels = _rels_of(self.document)
        used = {value for element in self.xml(self.document).iter() for value in element.attrib.values()}
        root = self.xml(rels)
        for one in list(root):
            if one.get("Type", "").rsplit("/", 1)[-1] not in _WHOLE_DOCUMENT and one.get("Id") not in used:
                root.remove(one)
        self.put(rels, root)

    def _main_part(self) -> str:
        for one in self.xml("_rels/.rels"):
            if one.get("Type", "").endswith("/officeDocument"):
                name = (one.get("Target") or "").lstrip("/")
                if name in self.parts:
                    return name
        raise LetterheadProblem("The file is no Word document: it has no text part. Choose a .docx or .dotx.")

    def _refuse_fetching_fields(self) -> None:
        for name in self.parts:
            if not name.endswith(".xml") or not name.startswith("word/"):
                continue
            for element in self.xml(name).iter(f"{{{W}}}instrText", f"{{{W}}}fldSimple"):
                words = (element.get(f"{{{W}}}instr") or element.text or "").split()
                if words and words[0].upper() in _FETCHING:
                    raise LetterheadProblem(
                        f"The letterhead has a field ({words[0].upper()}) that fetches something from elsewhere. "
                        "In Word, click on it and press Ctrl+Shift+F9, save, and choose the file again."
                    )

    def _clean_relations(self, rels: str) -> None:
        """Takes out links to the outside and parts that no letterhead needs, and what refers to them."""
        folder, _, name = rels.rpartition("_rels/")
        source = folder + name.removesuffix(".rels")
        root = self.xml(rels)
        gone: list[str] = []
        for one in list(root):
            kind = one.get("Type", "").rsplit("/", 1)[-1]
            external = one.get("TargetMode") == "External"
            if external or kind in _DROPPED:
                gone.append(one.get("Id", ""))
                root.remove(one)
            if external and kind == "hyperlink":
                self.findings.append("A link to the web was turned into plain text.")
            elif external and kind != "attachedTemplate":
                self.findings.append(
                    f"A {kind} that lies outside the file was left out; insert it into the file instead."
                )
        if not gone:
            return
        self.put(rels, root)
        if source in self.parts and source.endswith(".xml"):
            part = self.xml(source)
            for relation in gone:
                _without_relation(part, relation)
            self.put(source, part)

    def _clean_settings(self) -> None:
        for name in self.related("settings"):
            root = self.xml(name)
            for tag in _UNWANTED_SETTINGS:
                for element in list(root.iterchildren(f"{{{W}}}{tag}")):
                    root.remove(element)
                    if tag in ("documentProtection", "writeProtection"):
                        self.findings.append("The file's protection was left out of the reports.")
            if _modernized(root):
                self.findings.append("The file is of an older Word; the reports use the layout of Word 2013 and later.")
            self.put(name, root)


def _parser() -> XMLParser:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True)


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _unpacked(path: Path) -> dict[str, bytes]:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise LetterheadProblem(f"{path} can't be read: {problem.strerror or problem}.") from None
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise LetterheadProblem("The file is protected with a password. Save a copy without one.")
        raise LetterheadProblem("The file is of Word 2003 or older (.doc). Save it in Word as .docx.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(one.file_size for one in package.infolist()) > _LARGEST:
                raise LetterheadProblem("The file unpacks to more than 100 MB. Take large pictures out.")
            parts = {one: package.read(one) for one in package.namelist() if not one.endswith("/")}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise LetterheadProblem("The file is no Word document. Choose a .docx or .dotx.") from None
    if not {"[Content_Types].xml", "_rels/.rels"} <= set(parts):
        raise LetterheadProblem("The file is no Word document. Choose a .docx or .dotx.")
    if b"macroEnabled" in parts["[Content_Types].xml"] or any("vbaProject" in name for name in parts):
        raise LetterheadProblem("The file holds macros. Save it in Word as .docx or .dotx, which can't.")
    if any("/activeX/" in name for name in parts):
        raise LetterheadProblem("The file holds ActiveX controls. Take them out in Word and save it again.")
    return parts


def _without_relation(root: _Element, relation: str) -> None:
    """Takes out what a removed relation was for: the words of a link stay, a picture goes."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        used = [
            name for name, value in element.attrib.items() if str(name).startswith(f"{{{R}}}") and value == relation
        ]
        if not used or element.getparent() is None:
            continue
        if element.tag == f"{{{W}}}hyperlink":
            _unwrap(element)
        elif element.tag == f"{{{A}}}blip" and any(
            str(name).endswith("}embed") for name in set(element.attrib) - set(used)
        ):
            for name in used:
                del element.attrib[name]
        elif str(element.tag).endswith("}hlinkClick"):
            _remove(element)
        else:
            picture = next(
                (one for one in element.iterancestors() if one.tag in (f"{{{W}}}drawing", f"{{{W}}}pict")), element
            )
            _remove(picture)


def _unwrap(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _modernized(settings: _Element) -> bool:
    """Sets the compatibility mode of Word 2013; whether it was another."""
    from lxml import etree

    compat = settings.find(f"{{{W}}}compat")
    if compat is None:
        compat = etree.Element(f"{{{W}}}compat")
        after = [one for one in settings if etree.QName(one).localname in _BEFORE_COMPAT]
        settings.insert(settings.index(after[-1]) + 1 if after else 0, compat)
    modes = [one for one in compat if one.get(f"{{{W}}}name") == "compatibilityMode"]
    if modes and modes[0].get(f"{{{W}}}val") == WORD_2013:
        return False
    for mode in modes:
        compat.remove(mode)
    etree.SubElement(
        compat,
        f"{{{W}}}compatSetting",
        {
            f"{{{W}}}name": "compatibilityMode",
            f"{{{W}}}uri": "http://schemas.microsoft.com/office/word",
            f"{{{W}}}val": WORD_2013,
        },
    )
    return True


_BEFORE_COMPAT = frozenset(
    (
        "view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape "
        "printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
        "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
        "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
        "formsDesign stylePaneFormatFilter stylePaneSortMethod documentType revisionView doNotTrackMoves "
        "doNotTrackFormatting autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
        "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle "
        "defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
        "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
        "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin "
        "drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl "
        "printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture "
        "doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
        "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
        "alwaysMergeEmptyNamespace hdrShapeDefaults footnotePr endnotePr"
    ).split()
)
"""Children of the settings that the schema puts before ``compat``."""
