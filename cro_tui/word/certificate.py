"""Certificates of a program's graduates, or of those who attended a session: a page across for each.

Knows the facts and paper. Every page is a section of its own, so that the department's letterhead stands on each.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.report.certificates import Certificate, Certificates, NobodyToCertify, certificates_of
from cro_tui.report.plain import shortened
from cro_tui.report.sentences import counted, day
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.look import Look
from cro_tui.word.markup import paragraph, run
from cro_tui.word.paper import Paper
from cro_tui.word.widths import font_factor, width_of
from cro_tui.word.wording import department_name, masthead_of

_NAME, _TITLE, _SIGNER = 90, 110, 46
"""Characters; what is longer fits no certificate."""
_NAME_SIZES, _TITLE_SIZES = (44, 38, 32, 26, 20), (28, 24, 20, 16)
"""Points: the largest in which it stands on one line."""
_CENTERED = '<w:jc w:val="center"/>'
_NO_RULE = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'
_TAB = "<w:r><w:tab/></w:r>"


def write_certificates(notebook: Notebook, settings: Settings, record_id: str, today: date, target: Path) -> Path:
    """Writes the certificates of a program or a session into the folder, or as the file, `target`.

    :raises LookupError: there is no such program or session.
    :raises NobodyToCertify: nobody gets one.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    record = notebook.of(Program, record_id) or notebook.of(Training, record_id)
    if record is None:
        raise LookupError(f"no program or training session has the id “{record_id}”")
    found = certificates_of(notebook, record, today.isoformat())
    if not found.people:
        raise NobodyToCertify("everybody who would get a certificate is restricted")
    paper = _paper(found, settings, today)
    return paper.write(target, f"Certificates {shortened(found.title, 80)}")


def _paper(found: Certificates, settings: Settings, today: date) -> Paper:
    title = shortened(found.title, _TITLE)
    several = "Certificate" if len(found.people) == 1 else "Certificates"
    masthead = masthead_of(
        settings, title=f"{several}: {title}", subject=_heading(found), day=today, period=_period(found)
    )
    paper = Paper(masthead.festively(), letterhead_of(settings), landscape=True)
    for place, one in enumerate(found.people):
        if place:
            paper.end_section()
        _page(paper, found, one, settings, is_first=not place)
    return paper


def _heading(found: Certificates) -> str:
    return "Certificate of Graduation" if found.of_program else "Certificate of Completion"


class _Sheet:
    """One certificate being set: its paragraphs, from above to below."""

    def __init__(self, look: Look, *, tight: bool) -> None:
        """*tight*: a department's own letterhead takes room at the head."""
        self.look = look
        self.share = 0.6 if tight else 1.0
        self.fragments: list[str] = []

    def line(self, role: str, text: str, points: int, *, above: int = 0, below: int = 0, strong: bool = False) -> None:
        """A centered line; an empty one adds nothing."""
        if text:
            looks = f'<w:b/><w:bCs/><w:color w:val="{self.look.accent}"/>' if strong else ""
            runs = run(text, looks + _size(points))
            self._add(role, runs, _NO_RULE + self._space(above, below) + _CENTERED)

    def name(self, name: str) -> None:
        """The name over a line of its own; a heading, by which the pages are found."""
        inset = self.look.page.text_width // 9
        rule = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="4" w:color="{self.look.accent}"/></w:pBdr>'
        space = f'{self._space(0, 0)}<w:ind w:left="{inset}" w:right="{inset}"/>'
        self._add("heading1", run(name, _size(self.fitting(name, _NAME_SIZES))), rule + space + _CENTERED)

    def fitting(self, text: str, sizes: tuple[int, ...]) -> int:
        """The largest of *sizes* in which the text stands on one line, else the smallest."""
        room = self.look.page.text_width * 7 // 9
        factor = font_factor(self.look.font)
        return next((one for one in sizes if width_of(text, one, bold=True, factor=factor) <= room), sizes[-1])

    def signatures(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        """Two lines to sign on side by side, and below each a name and an office."""
        width = self.look.page.text_width
        long = width * 39 // 100
        starts = (width * 4 // 100, width * 57 // 100)
        lines = "".join(
            f'<w:tab w:val="left" w:pos="{at}"/><w:tab w:val="left" w:leader="underscore" w:pos="{at + long}"/>'
            for at in starts
        )
        middles = "".join(f'<w:tab w:val="center" w:pos="{at + long // 2}"/>' for at in starts)
        self._add("body", _TAB * 4, f"<w:keepNext/><w:tabs>{lines}</w:tabs>{self._space(1100, 20)}")
        for texts in zip(left, right, strict=True):
            if any(texts):
                runs = "".join(_TAB + run(text, _size(12)) for text in texts)
                self._add("body", runs, f"<w:tabs>{middles}</w:tabs>{self._space(0, 0)}")

    def _space(self, above: int, below: int) -> str:
        above, below = round(above * self.share), round(below * self.share)
        return f'<w:spacing w:before="{above}" w:after="{below}" w:line="240" w:lineRule="auto"/>'

    def _add(self, role: str, runs: str, properties: str) -> None:
        self.fragments.append(paragraph(self.look.styles[role], runs, properties))


def _page(paper: Paper, found: Certificates, one: Certificate, settings: Settings, *, is_first: bool) -> None:
    sheet = _Sheet(paper.look, tight=paper.has_letterhead)
    title = shortened(found.title, _TITLE)
    # A document has one title: on further pages the same words only look like it.
    sheet.line("title" if is_first else "body", _heading(found), 40, above=640, below=240, strong=True)
    sheet.line("body", f"The {department_name(settings)} certifies that", 16, below=280)
    sheet.name(shortened(one.name, _NAME))
    sheet.line("body", "has graduated from" if found.of_program else "has completed", 16, above=320, below=200)
    sheet.line("heading2", title, sheet.fitting(title, _TITLE_SIZES), below=240)
    for text in (_extent(found, one), _when(found), _given(one, settings)):
        sheet.line("body", text, 14, below=60)
    chief = (shortened(settings.department.chief, _SIGNER), "Chief of Police")
    coordinator = found.signer or (settings.officer.name if found.of_program else "")
    office = "Program coordinator" if found.of_program else "Instructor"
    sheet.signatures(chief, (shortened(coordinator, _SIGNER), office))
    paper.block(*sheet.fragments)


def _size(points: int) -> str:
    return f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>'


def _extent(found: Certificates, one: Certificate) -> str:
    hours = f"{one.hours.normalize():f} hour{'' if one.hours == 1 else 's'} of instruction" if one.hours else ""
    sessions = counted(one.sessions, "session") if found.of_program and one.sessions else ""
    number = f"course no. {shortened(found.course, 40)}" if found.course else ""
    return " · ".join(filter(None, (sessions, hours, number)))


def _when(found: Certificates) -> str:
    return " · ".join(filter(None, (_period(found), shortened(found.place, _TITLE))))


def _period(found: Certificates) -> str:
    if not found.last or found.first == found.last:
        return day(found.first)
    return f"{day(found.first)} to {day(found.last)}"


def _given(one: Certificate, settings: Settings) -> str:
    city = settings.department.city
    return f"Given{f' at {city}' if city else ''} on {day(one.given)}" if one.given else ""
