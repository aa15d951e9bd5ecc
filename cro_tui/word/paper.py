"""A document being written, in the words of somebody who writes one: title, heading, table, figure, box.

The one class that the documents of this package are made with. python-docx is loaded only when the document is
finished. Knows nothing of records: it takes text and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.report.plain import clean, one_line
from cro_tui.word import memo
from cro_tui.word.charts import Chart
from cro_tui.word.fields import numbered_label
from cro_tui.word.lists import Numbering, list_properties
from cro_tui.word.look import Look
from cro_tui.word.manuscript import SECTION_END, Manuscript, chart_mark
from cro_tui.word.markup import Inline, inline, kept_with_next, paragraph, paragraph_start, plain_text, run
from cro_tui.word.masthead import Masthead
from cro_tui.word.tables import Table, table_xml

if TYPE_CHECKING:
    from cro_tui.word.letterhead import Letterhead

_AFTER_TABLE = 160
_TIGHT = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr><w:spacing w:before="140" w:after="40"/>'
_PAGE_BREAK = "<w:pageBreakBefore/>"


class Paper:
    """Collects the parts of a document in order; :meth:`write` makes the file.

    :param masthead: what stands around the text.
    :param letterhead: the department's own template, already checked; ours when there is none.
    :param landscape: whether the pages lie across.
    """

    def __init__(self, masthead: Masthead, letterhead: Letterhead | None = None, *, landscape: bool = False) -> None:
        self._masthead = masthead
        self._letterhead = letterhead
        self._look = letterhead.look if letterhead else Look()
        self._landscape = landscape
        if landscape:
            self._look = replace(self._look, page=self._look.page.across)
        first = letterhead.first_free if letterhead else None
        self._numbering = Numbering(first.abstract, first.num) if first else Numbering()
        self._led_by = tuple(paragraph_start(self._look.styles[role]) for role in ("heading1", "heading2", "note"))
        """How blocks begin that say nothing without the block before or after them."""
        self._next_id = first.drawing if first else 1
        self._fragments: list[str] = []
        self._charts: list[Chart] = []
        self._counts = {"Table": 0, "Figure": 0}
        self._labels: dict[str, tuple[str, str]] = {}
        self._after_table = False
        self._new_page = False

    @property
    def look(self) -> Look:
        """Page, font and colors, ours or the letterhead's."""
        return self._look

    @property
    def has_letterhead(self) -> bool:
        """Whether the department's own letterhead stands around the text."""
        return self._letterhead is not None

    def title(self, text: str, subtitle: str = "") -> None:
        """The document's title, and a smaller line below it."""
        self._text("title", run(one_line(text)))
        if subtitle:
            self._text("subtitle", run(one_line(subtitle)))
        if self._letterhead and self._letterhead.has_footer and self._masthead.classification:
            self._text("note", run(one_line(self._masthead.classification)))

    def heading(self, text: str, level: int = 1, *, tight: bool = False) -> None:
        """A heading of level 1 or 2; a *tight* one takes little space and has no rule."""
        self._text(f"heading{level}", run(one_line(text)), space=_TIGHT if tight else "")

    def paragraph(self, content: Inline | Sequence[Inline], *, keep_next: bool = False) -> None:
        """Running text. In plain text an empty line begins a new paragraph; empty text adds nothing."""
        pieces = clean(content).split("\n\n") if isinstance(content, str) else [content]
        for piece in pieces:
            if plain_text(piece).strip() or not isinstance(piece, str):
                self._text("body", inline(piece), keep_next=keep_next)

    def note(self, text: str) -> None:
        """A smaller remark: a source, a caveat, how something was counted. Empty text adds nothing."""
        if clean(text).strip():
            self._text("note", run(clean(text)))

    def bullets(self, items: Iterable[Inline | Sequence[Inline]]) -> None:
        """A bulleted list."""
        self._list("bullet", items, self._numbering.bullets())

    def numbers(self, items: Iterable[Inline | Sequence[Inline]]) -> None:
        """A list that is numbered from 1."""
        self._list("number", items, self._numbering.numbers())

    def memo_head(self, lines: Sequence[memo.MemoLine]) -> None:
        """To, Via, From, Date, Subject … as ``(label, value)``; those without a value are left out."""
        self._add(memo.memo_head(lines, self._look))

    def box(self, title: str, items: Sequence[Inline | Sequence[Inline]]) -> None:
        """A shaded box: what the reader must take away, or decide. Several items are numbered."""
        numbering = self._numbering.numbers() if len(items) > 1 else 0
        self._add(memo.box(title, items, numbering, self._look))

    def signature_lines(self, signers: Sequence[memo.MemoLine]) -> None:
        """A line to sign on, and one for the date, for each ``(part, name)``: ``("Recorder", "P. Ames")``.

        What is signed goes along: headings and notes before the lines, and the end of the block before those.
        """
        for place in reversed(range(len(self._fragments))):
            self._fragments[place] = kept_with_next(self._fragments[place])
            if not self._fragments[place].startswith(self._led_by):
                break
        self._add(memo.signature_lines(signers, self._look))

    def table(self, table: Table, caption: str, *, label: str = "", empty: str = "", captioned: bool = True) -> None:
        """A table under its caption; ``empty`` says in one sentence that there is nothing to show.

        :param label: a name that :class:`~cro_tui.word.markup.Ref` can point to.
        :param captioned: whether the caption is printed; else it is only heard, where the heading says the same.
        """
        if not table.rows:
            self.paragraph(empty or "There is nothing to report under this heading.")
            return
        if captioned:
            self._caption("Table", caption, label, keep_next=True)
        self._fragments.append(table_xml(table, self._look, one_line(caption)))
        self._after_table = True

    def figure(self, chart: Chart, caption: str, *, label: str = "") -> None:
        """A chart above its caption, which states the finding."""
        self._charts.append(chart)
        self._text("figure", chart_mark(len(self._charts) - 1))
        self._caption("Figure", caption, label, keep_next=False)

    def block(self, *fragments: str) -> None:
        """Paragraphs that a document makes itself, in the look of this paper."""
        for fragment in fragments:
            if fragment:
                self._add(fragment)

    def end_section(self) -> None:
        """What comes next begins a new page with the head of the first."""
        self._add(SECTION_END)

    def page_break(self) -> None:
        """What comes next begins a new page."""
        self._new_page = True

    def package(self) -> bytes:
        """The finished ``.docx``."""
        from cro_tui.word.assembly import assemble
        from cro_tui.word.writing import package_bytes

        manuscript = Manuscript(
            masthead=self._masthead,
            look=self._look,
            fragments=tuple(self._fragments),
            charts=tuple(self._charts),
            labels=dict(self._labels),
            numbering=self._numbering.definitions(),
            first_drawing=self._next_id,
            ends_with_table=self._after_table,
            landscape=self._landscape,
        )
        return package_bytes(*assemble(manuscript, self._letterhead))

    def write(self, target: Path, name: str) -> Path:
        """Writes the document into the folder (or as the file) ``target``; see :func:`.writing.write`."""
        from cro_tui.word.writing import write

        return write(self.package(), target, name)

    def _text(self, role: str, runs: str, *, keep_next: bool = False, numbering: int = 0, space: str = "") -> None:
        keep = "<w:keepNext/>" if keep_next else ""
        page = _PAGE_BREAK if self._new_page else ""
        listed = list_properties(numbering) if numbering else ""
        if self._after_table and not space and role in ("body", "bullet", "number", "note"):
            space = f'<w:spacing w:before="{_AFTER_TABLE}"/>'
        self._add(paragraph(self._look.styles[role], runs, keep + page + listed + space))

    def _list(self, role: str, items: Iterable[Inline | Sequence[Inline]], numbering: int) -> None:
        for item in items:
            self._text(role, inline(item), numbering=numbering)

    def _caption(self, kind: str, text: str, label: str, *, keep_next: bool) -> None:
        self._counts[kind] += 1
        number = self._counts[kind]
        bookmark = f"_{kind}_{number}"
        if label:
            self._labels[label] = (bookmark, f"{kind} {number}")
        numbered = numbered_label(kind, number, sum(self._counts.values()), bookmark)
        self._text("caption", f"{numbered}{run('. ' + one_line(text))}", keep_next=keep_next)

    def _add(self, fragment: str) -> None:
        self._fragments.append(fragment)
        self._after_table = self._new_page = False
