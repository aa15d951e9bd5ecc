"""The quarter's report as plain text, passage by passage, as it would be written now. Writes nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from cro_tui.report.audience import Audience
from cro_tui.report.facts import QuarterFacts
from cro_tui.settings import Settings
from cro_tui.word.quarterly import quarterly_paper


class Passage(NamedTuple):
    """A paragraph, or a row of a table."""

    role: str
    """``title``, ``heading``, ``caption``, ``columns``, ``row`` or ``text``."""
    text: str


def quarterly_preview(facts: QuarterFacts, settings: Settings, audience: Audience) -> tuple[Passage, ...]:
    """What stands in the document, from the top.

    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    """
    return tuple(_passages(quarterly_paper(facts, settings, audience).package()))


def _passages(package: bytes) -> Iterator[Passage]:
    import docx
    from docx.table import Table

    for block in docx.Document(io.BytesIO(package)).iter_inner_content():
        if isinstance(block, Table):
            for number, row in enumerate(block.rows):
                cells = (" ".join(cell.text.split()) for cell in row.cells)
                yield Passage("row" if number else "columns", " · ".join(cell for cell in cells if cell))
        elif text := block.text.strip():
            style = (block.style.name if block.style is not None else None) or ""
            role = next((one for one in ("heading", "title", "caption") if one in style.casefold()), "text")
            yield Passage(role, text)
