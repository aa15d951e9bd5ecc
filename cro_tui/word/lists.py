"""Bulleted and numbered lists: each numbered list is a ``w:num`` of its own that starts again at 1.

Knows nothing of the paragraphs that use them.
"""

from __future__ import annotations

LIST_INDENT, LIST_HANGING = 400, 300
"""Where a list's text begins, and how far before it the bullet or number stands, in dxa."""

_BULLET, _DECIMAL = 0, 1


class Numbering:
    """Gives out list ids, and the definitions that go with them.

    :param first_abstract: the first free ``abstractNumId`` of the document.
    :param first_num: the first free ``numId`` of the document (1 in an empty one).
    """

    def __init__(self, first_abstract: int = 0, first_num: int = 1) -> None:
        self._abstract = first_abstract
        self._first = first_num
        self._kinds: list[int] = []

    def bullets(self) -> int:
        """The id of a list with bullets; all of a document share one."""
        if _BULLET in self._kinds:
            return self._first + self._kinds.index(_BULLET)
        return self._new(_BULLET)

    def numbers(self) -> int:
        """The id of a list counted 1, 2, 3 …"""
        return self._new(_DECIMAL)

    def _new(self, kind: int) -> int:
        self._kinds.append(kind)
        return self._first + len(self._kinds) - 1

    def definitions(self) -> tuple[str, str]:
        """The ``w:abstractNum`` and the ``w:num`` elements; Word wants all of the former first."""
        abstract = "".join(
            self._abstract_xml(kind, *look)
            for kind, look in ((_BULLET, ("bullet", "•")), (_DECIMAL, ("decimal", "%1.")))
            if kind in self._kinds
        )
        nums = "".join(self._num_xml(self._first + place, kind) for place, kind in enumerate(self._kinds))
        return abstract, nums

    def _abstract_xml(self, kind: int, number_format: str, text: str) -> str:
        number = self._abstract + kind
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x43524F00 + number:08X}"/>'
            '<w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{LIST_INDENT}" w:hanging="{LIST_HANGING}"/></w:pPr></w:lvl></w:abstractNum>'
        )

    def _num_xml(self, num: int, kind: int) -> str:
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if kind == _DECIMAL else ""
        return f'<w:num w:numId="{num}"><w:abstractNumId w:val="{self._abstract + kind}"/>{override}</w:num>'


def list_properties(num: int) -> str:
    """The ``w:numPr`` of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'
