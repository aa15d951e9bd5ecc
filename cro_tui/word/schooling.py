"""Programs and the officers' own education in the quarterly report, in its activity section. Knows facts and paper.

Where there was nothing of either, nothing is printed: the training above says what took place.
"""

from __future__ import annotations

from decimal import Decimal

from cro_tui.report.education import EducationSummary
from cro_tui.report.facts import QuarterFacts
from cro_tui.report.plain import shortened
from cro_tui.report.schooling import ProgramRun, hours_said
from cro_tui.report.sentences import counted, day
from cro_tui.word.listing import Listing, Shown, brief, plain, right
from cro_tui.word.paper import Paper
from cro_tui.word.wording import MISSING

_TITLE = 110
_TOPICS = 8
"""Topics in the table of hours; the rest is one line."""
Topic = tuple[str, Decimal, int, int]


def schooling(paper: Paper, facts: QuarterFacts) -> None:
    """Academies and other series of sessions, then the officers' hours against what is asked of them."""
    said = facts.said.get("programs", "")
    if facts.programs or said:
        paper.heading("Academies and programs", 2)
        paper.paragraph(said)
        _programs(paper, facts)
    if facts.education is not None:
        paper.heading("Officers' continuing education", 2)
        paper.paragraph(hours_said(facts.education))


def _programs(paper: Paper, facts: QuarterFacts) -> None:
    if facts.programs:
        paper.bullets(map(_run, facts.programs))
    else:
        paper.paragraph("No program went on in the quarter.")


def _run(one: ProgramRun) -> str:
    """``Citizen academy (3 June 2026 to 8 July 2026): 2 sessions in the quarter, 6 of 6 held; 18 accepted …``"""
    days = " to ".join(dict.fromkeys(day(each) for each in (one.first, one.last) if each))
    held = f", {one.held_so_far} of {one.planned} held so far" if one.planned else ""
    people = f"{one.applied} applied, {one.accepted} accepted, {one.graduates} graduated"
    title = shortened(one.title, _TITLE) + (f" ({days})" if days else "")
    return f"{title}: {counted(one.held, 'session')} in the quarter{held}; {people}."


def hours_by_topic(paper: Paper, found: EducationSummary) -> None:
    """The hours of all officers by topic, for the appendix; nothing where there is one topic."""
    if len(found.by_topic) < 2:
        return
    rest = found.by_topic[_TOPICS:]
    rows = list(found.by_topic[:_TOPICS])
    if rest:
        rows.append((f"{len(rest)} further topics", sum((hours for _, hours, _, _ in rest), Decimal()), 0, 0))
    asked = any(hours for _, _, hours, _ in rows)
    columns: list[Shown[Topic]] = [
        plain("Topic", lambda one: brief(one[0], 80)),
        right("Hours of all", lambda one: f"{one[1].normalize():f}"),
    ]
    if asked:
        columns.append(right("Asked of each", lambda one: str(one[2] or MISSING)))
        columns.append(right("Officers who have them", lambda one: str(one[3]) if one[2] else MISSING))
    Listing[Topic](
        "Officers' hours of the year by topic",
        "Hours of all officers together by topic; no officer is named.",
        "",
        columns,
    ).print(paper, rows)
