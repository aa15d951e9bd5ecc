"""A document's parts between being written and being put into a package, as plain strings and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cro_tui.word.charts import Chart
from cro_tui.word.look import Look
from cro_tui.word.masthead import Masthead


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What is to be assembled.

    :param fragments: WordprocessingML of the body, in order, with marks where charts and references go.
    :param labels: label -> (bookmark, what a reference to it prints).
    :param numbering: the definitions of lists: all ``w:abstractNum``, all ``w:num``.
    :param first_drawing: the first free id of a drawing.
    """

    masthead: Masthead
    look: Look
    fragments: tuple[str, ...]
    charts: tuple[Chart, ...]
    labels: Mapping[str, tuple[str, str]]
    numbering: tuple[str, str]
    first_drawing: int
    ends_with_table: bool
    landscape: bool = False


SECTION_END = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:sectPr/></w:pPr></w:p>'
)
"""A paragraph without room after which a section ends; what the section is like is known when all is put together."""


def chart_mark(place: int) -> str:
    """Where the drawing of a chart goes once its relation is known; no user's text can look like it."""
    return f"<!--chart:{place}-->"
