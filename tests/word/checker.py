"""Checks a .docx as Word and a screen reader would: what Word repairs or refuses, and what cannot be read aloud.

Written for the tests, and independent of how the documents are made. Returns sentences; none means all is well.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
HEADINGS = {"heading 1": 1, "heading 2": 2, "heading 3": 3}


class Package:
    """The parts of a document and their XML."""

    def __init__(self, document: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            self.duplicates = [name for name, count in Counter(archive.namelist()).items() if count > 1]
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.unreadable: list[str] = []

    @cached_property
    def xml(self) -> dict[str, etree._Element]:
        parsed = {}
        for name, content in self.parts.items():
            if name.endswith((".xml", ".rels")):
                try:
                    parsed[name] = etree.fromstring(content)
                except etree.XMLSyntaxError as problem:
                    self.unreadable.append(f"{name} is not well-formed: {problem}")
        return parsed

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """Everything with text: the body, headers, footers."""
        for name, root in self.xml.items():
            if root.tag in (f"{W}document", f"{W}hdr", f"{W}ftr", f"{W}footnotes", f"{W}endnotes"):
                yield name, root

    @property
    def body(self) -> etree._Element:
        return self.xml["word/document.xml"].find(f"{W}body")


def problems(document: bytes) -> list[str]:
    """Everything that is wrong with a document, in plain sentences."""
    package = Package(document)
    if "word/document.xml" not in package.xml:
        return ["there is no word/document.xml", *package.unreadable]
    checks = (
        _zip, _content_types, _relations, _relation_uses, _styles, _numbering, _fields, _bookmarks, _ids,
        _table_shapes, _table_reading, _headings, _pictures, _properties, _settings, _leftovers,
    )  # fmt: skip
    found = [f"{name} occurs twice in the package" for name in package.duplicates] + package.unreadable
    for check in checks:
        found.extend(check(package))
    return found


def _zip(package: Package) -> Iterator[str]:
    if next(iter(package.parts)) != "[Content_Types].xml":
        yield "[Content_Types].xml is not the first part"
    for name in package.parts:
        if name.startswith("/") or ".." in name or "\\" in name:
            yield f"{name} is no name for a part"
        if "vbaProject" in name or "activeX" in name:
            yield f"{name} is a program"


def _content_types(package: Package) -> Iterator[str]:
    root = package.xml["[Content_Types].xml"]
    defaults = {one.get("Extension").lower() for one in root.iter(f"{TYPES}Default")}
    overrides = {one.get("PartName").lstrip("/") for one in root.iter(f"{TYPES}Override")}
    for name in package.parts:
        if name != "[Content_Types].xml" and name not in overrides and name.rsplit(".")[-1].lower() not in defaults:
            yield f"{name} has no content type"
    for name in overrides - set(package.parts):
        yield f"a content type is given for {name}, which does not exist"


def _relations_of(package: Package, part: str) -> dict[str, tuple[str, str, bool]]:
    folder, name = posixpath.split(part)
    root = package.xml.get(posixpath.join(folder, "_rels", name + ".rels"))
    if root is None:
        return {}
    return {
        one.get("Id"): (
            one.get("Type").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/"),
            one.get("TargetMode") == "External",
        )
        for one in root.iter(f"{RELS}Relationship")
    }


def _relations(package: Package) -> Iterator[str]:
    reached, waiting = set(), [""]
    while waiting:
        part = waiting.pop()
        for rid, (kind, target, external) in _relations_of(package, part).items():
            if external:
                yield f"{part}: {rid} is an external link ({kind})"
            elif target not in package.parts:
                yield f"{part}: {rid} points to {target}, which does not exist"
            elif target not in reached:
                reached.add(target)
                waiting.append(target)
    for name in package.parts:
        if not name.endswith(".rels") and name != "[Content_Types].xml" and name not in reached:
            yield f"{name} is not reached by any relation"
    for name, root in package.xml.items():
        if name.endswith(".rels"):
            for rid, count in Counter(one.get("Id") for one in root).items():
                if count > 1:
                    yield f"{name}: {rid} is given twice"


def _relation_uses(package: Package) -> Iterator[str]:
    for name, root in package.xml.items():
        known = _relations_of(package, name)
        for element in root.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith(R) and value not in known:
                    yield f"{name}: {etree.QName(element).localname} uses {value}, which is no relation"


def _style_roots(package: Package) -> dict[str, etree._Element]:
    return {one.get(f"{W}styleId"): one for one in package.xml["word/styles.xml"].iter(f"{W}style")}


def _styles(package: Package) -> Iterator[str]:
    if "word/styles.xml" not in package.xml:
        yield "there are no styles"
        return
    ids = [one.get(f"{W}styleId") for one in package.xml["word/styles.xml"].iter(f"{W}style")]
    names = [one.find(f"{W}name").get(f"{W}val").casefold() for one in _style_roots(package).values()]
    for style, count in (Counter(ids) + Counter(f"“{name}”" for name in names)).items():
        if count > 1:
            yield f"style {style} is defined twice"
    for name, root in [*package.stories(), ("word/styles.xml", package.xml["word/styles.xml"])]:
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            for element in root.iter(f"{W}{tag}"):
                if element.get(f"{W}val") not in ids:
                    yield f"{name}: style {element.get(f'{W}val')} is not defined"


def _numbering(package: Package) -> Iterator[str]:
    root = package.xml.get("word/numbering.xml")
    nums, abstracts = {}, set()
    if root is not None:
        abstracts = {one.get(f"{W}abstractNumId") for one in root.iter(f"{W}abstractNum")}
        nums = {one.get(f"{W}numId"): one.find(f"{W}abstractNumId").get(f"{W}val") for one in root.iter(f"{W}num")}
        tags = [etree.QName(one).localname for one in root]
        if "abstractNum" in tags[tags.index("num") if "num" in tags else len(tags) :]:
            yield "an abstractNum stands after a num"
        if len(nums) != len(root.findall(f"{W}num")):
            yield "a numId is defined twice"
    for num, abstract in nums.items():
        if abstract not in abstracts:
            yield f"list {num} uses abstractNum {abstract}, which is not defined"
    for name, story in package.stories():
        for element in story.iter(f"{W}numId"):
            if element.get(f"{W}val") not in {*nums, "0"}:
                yield f"{name}: list {element.get(f'{W}val')} is not defined"


def _fields(package: Package) -> Iterator[str]:
    for name, root in package.stories():
        open_fields: list[str] = []
        for element in root.iter(f"{W}fldChar"):
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append("begin")
            elif not open_fields:
                yield f"{name}: a field's {kind} without its beginning"
            elif kind == "separate":
                open_fields[-1] = "separate"
            elif open_fields.pop() != "separate":
                yield f"{name}: a field without a result"
        if open_fields:
            yield f"{name}: a field is not ended"


def _bookmarks(package: Package) -> Iterator[str]:
    names: list[str] = []
    for name, root in package.stories():
        starts = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
        ends = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkEnd")]
        names += [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
        if sorted(starts) != sorted(ends):
            yield f"{name}: bookmarks are not balanced"
        if len(set(starts)) != len(starts):
            yield f"{name}: a bookmark id is used twice"
    for bookmark, count in Counter(names).items():
        if count > 1:
            yield f"bookmark {bookmark} is defined twice"
    for name, root in package.stories():
        for element in root.iter(f"{W}instrText"):
            words = (element.text or "").split()
            if words[:1] == ["REF"] and words[1] not in names:
                yield f"{name}: a cross-reference to {words[1]}, which does not exist"


def _ids(package: Package) -> Iterator[str]:
    ids = [one.get("id") for _, root in package.stories() for one in root.iter(f"{WP}docPr")]
    for drawing, count in Counter(ids).items():
        if count > 1:
            yield f"drawing id {drawing} is used twice"


def _table_shapes(package: Package) -> Iterator[str]:
    for name, root in package.stories():
        for cell in root.iter(f"{W}tc"):
            if not len(cell) or cell[-1].tag != f"{W}p":
                yield f"{name}: a table cell does not end with a paragraph"
        for table in root.iter(f"{W}tbl"):
            grid = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
            width = table.find(f"{W}tblPr/{W}tblW")
            if width is not None and width.get(f"{W}type") == "dxa" and sum(grid) != int(width.get(f"{W}w")):
                yield f"{name}: a table's columns add up to {sum(grid)}, not to its width {width.get(f'{W}w')}"
            for row in table.findall(f"{W}tr"):
                widths = [int(one.get(f"{W}w")) for one in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")]
                if widths != grid:
                    yield f"{name}: a row's cells {widths} do not fit the columns {grid}"
    last = [one for one in package.body if one.tag != f"{W}sectPr"][-1:]
    if last and last[0].tag == f"{W}tbl":
        yield "the document ends with a table instead of a paragraph"


def _table_reading(package: Package) -> Iterator[str]:
    for table in package.body.iter(f"{W}tbl"):
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            yield "a table has no header row"
        for tag in ("tblCaption", "tblDescription"):
            element = table.find(f"{W}tblPr/{W}{tag}")
            if element is None or not element.get(f"{W}val"):
                yield f"a table has no {tag}"
        if any(not "".join(cell.itertext()).strip() for cell in table.find(f"{W}tr").iter(f"{W}tc")):
            yield "a header cell is empty"


def _headings(package: Package) -> Iterator[str]:
    names = {key: one.find(f"{W}name").get(f"{W}val").casefold() for key, one in _style_roots(package).items()}
    before, titles = 0, 0
    for paragraph in package.body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = names.get(style.get(f"{W}val"), "") if style is not None else ""
        titles += name == "title"
        level = HEADINGS.get(name, 0)
        if level:
            if level > before + 1:
                yield f"a heading of level {level} follows one of level {before}"
            if not "".join(paragraph.itertext()).strip():
                yield "a heading is empty"
            before = level
    if titles != 1:
        yield f"there are {titles} titles instead of one"


def _pictures(package: Package) -> Iterator[str]:
    for name, root in package.stories():
        for element in root.iter(f"{WP}docPr"):
            if not (element.get("descr") or "").strip():
                yield f"{name}: {element.get('name')} has no alternative text"


def _properties(package: Package) -> Iterator[str]:
    core = package.xml.get("docProps/core.xml")
    for tag in ("title", "creator", "subject", "language"):
        element = core.find(f"{DC}{tag}") if core is not None else None
        if element is None or not (element.text or "").strip():
            yield f"the document has no {tag}"
        elif len(element.text) > 255:
            yield f"the document's {tag} is too long"
    if package.xml["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") is None:
        yield "the text has no language"


def _settings(package: Package) -> Iterator[str]:
    root = package.xml.get("word/settings.xml")
    if root is None:
        yield "there are no settings"
        return
    for tag in ("updateFields", "attachedTemplate", "documentProtection", "mailMerge", "trackRevisions"):
        if root.find(f"{W}{tag}") is not None:
            yield f"the settings hold {tag}"
    modes = [one.get(f"{W}val") for one in root.iter(f"{W}compatSetting") if one.get(f"{W}name") == "compatibilityMode"]
    if modes != ["15"]:
        yield f"the compatibility mode is {modes}, not 15"


def _leftovers(package: Package) -> Iterator[str]:
    for name, root in package.xml.items():
        if any(isinstance(element, etree._Comment) for element in root.iter()):
            yield f"{name}: a mark was left where a chart or a reference belongs"
        if "{{BODY}}" in "".join(root.itertext()):
            yield f"{name}: the mark for the text was left"
