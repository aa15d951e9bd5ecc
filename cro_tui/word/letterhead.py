"""A department's own letterhead: its headers, footers, margins and styles around our text.

Their styles are never changed; those that ours need besides are added under our prefix, based on their Normal. The
accent follows their Heading 1 where it can be read, and with it charts and tints. Knows no document's text.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.settings import Settings
from cro_tui.word.letterhead_body import prepare_body
from cro_tui.word.letterhead_package import LetterheadPackage, LetterheadProblem
from cro_tui.word.letterhead_styles import adopt_styles
from cro_tui.word.look import Look
from cro_tui.word.markup import WP, W

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["FirstFree", "Letterhead", "LetterheadProblem", "check_letterhead", "letterhead_of", "load_letterhead"]


@dataclass(frozen=True, slots=True)
class FirstFree:
    """The first ids that the letterhead does not use."""

    abstract: int
    num: int
    drawing: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A letterhead, ready to be written on.

    :param package: the cleaned ``.docx``, with the mark where the text goes.
    :param has_footer: pages keep its own footer, and the classification stands below the title instead.
    :param findings: what was changed in it or is worth knowing, in plain sentences.
    """

    package: bytes
    look: Look
    first_free: FirstFree
    has_footer: bool
    findings: tuple[str, ...]

    def open(self) -> Document:
        """A fresh document on this letterhead."""
        import docx

        return docx.Document(io.BytesIO(self.package))


def load_letterhead(path: Path) -> Letterhead:
    """Reads and prepares a letterhead.

    :raises LetterheadProblem: it can't be used; the text says why and what to do.
    """
    package = LetterheadPackage(path)
    page = prepare_body(package)
    look = adopt_styles(package, page)
    free = _first_free(package)
    findings = tuple(dict.fromkeys(package.findings))
    letterhead = Letterhead(package.packed(), look, free, bool(package.related("footer")), findings)
    try:
        letterhead.open()
    except Exception as problem:  # python-docx raises whatever its parsing meets
        raise LetterheadProblem(f"The file can't be opened ({problem}). Save it again in Word as .docx.") from None
    return letterhead


def letterhead_of(settings: Settings) -> Letterhead | None:
    """The letterhead that the settings name, or None where they name none.

    :raises LetterheadProblem: they name one that can't be used.
    """
    named = settings.documents.letterhead
    return load_letterhead(Path(named).expanduser()) if named else None


def check_letterhead(path: Path) -> list[str]:
    """Everything that is wrong with a file as a letterhead, or worth knowing, in plain sentences; for setting it up."""
    try:
        return list(load_letterhead(path).findings)
    except LetterheadProblem as problem:
        return [str(problem)]


def _first_free(package: LetterheadPackage) -> FirstFree:
    abstract, num, drawing = 0, 1, 1
    for name in package.related("numbering"):
        root = package.xml(name)
        abstract = 1 + max(
            (int(one.get(f"{{{W}}}abstractNumId", "0")) for one in root.iter(f"{{{W}}}abstractNum")), default=-1
        )
        num = 1 + max((int(one.get(f"{{{W}}}numId", "0")) for one in root.iter(f"{{{W}}}num")), default=0)
    for name in [package.document, *package.related("header"), *package.related("footer")]:
        ids = (one.get("id", "0") for one in package.xml(name).iter(f"{{{WP}}}docPr"))
        drawing = max(drawing, 1 + max((int(one) for one in ids if one.isdigit()), default=0))
    return FirstFree(abstract, num, drawing)
