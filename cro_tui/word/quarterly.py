"""The quarterly report to the Command Staff: the facts of a quarter on paper.

Page one holds the memo head, what is to be decided, the summary and the key figures; then come the three parts that
procedure 4.301 mandates, progress, activity. Long lists, the concern log and the method stand in the appendix. Knows
facts and paper; decides nothing about who may read what.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.report.audience import Audience
from cro_tui.report.choice import DECISIONS
from cro_tui.report.facts import Figure, QuarterFacts
from cro_tui.report.plain import shortened
from cro_tui.report.quarter import quarter_facts
from cro_tui.report.sentences import day
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word import quarterly_parts as parts
from cro_tui.word.coverage import coverage
from cro_tui.word.crime import crime
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.listing import Listing, right
from cro_tui.word.outreach import outreach_and_work
from cro_tui.word.paper import Paper
from cro_tui.word.problems import projects
from cro_tui.word.quarterly_activity import activity, channels
from cro_tui.word.quarterly_appendix import appendix
from cro_tui.word.referrals import referrals
from cro_tui.word.schooling import schooling
from cro_tui.word.standards import standards
from cro_tui.word.wording import department_name, marking_for, masthead_of, prepared_by, with_office

TITLE = "Quarterly Community Relations Report"
_BOX_ITEMS = 4
"""More decisions than that are named in the box only by their number; the table has them all."""
_BOX_LENGTH = 280


def write_quarterly(
    notebook: Notebook,
    settings: Settings,
    quarter: str,
    audience: Audience,
    today: date,
    target: Path,
    *,
    names_ticked: bool = False,
) -> Path:
    """Writes the report of a quarter (``2026-Q4``) into the folder, or as the file, `target`; returns where it is.

    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    :raises ValueError: `quarter` is no quarter.
    """
    facts = quarter_facts(notebook, quarter, audience, today, names_ticked=names_ticked)
    return write_facts(facts, settings, audience, target)


def write_facts(facts: QuarterFacts, settings: Settings, audience: Audience, target: Path) -> Path:
    """The same of facts that were drawn already."""
    return quarterly_paper(facts, settings, audience).write(target, name_of(facts.quarter, audience))


def name_of(quarter: str, audience: str) -> str:
    """What the file is called, without its suffix."""
    return f"Community Relations Report {quarter} ({audience})"


def quarterly_paper(facts: QuarterFacts, settings: Settings, audience: Audience) -> Paper:
    """The report, ready to be written."""
    masthead = masthead_of(
        settings,
        title=TITLE,
        subject=f"Community concerns, potential problems and recommended actions, {facts.label}",
        day=date.fromisoformat(facts.day),
        period=facts.label,
        marking=marking_for(settings, audience),
    )
    paper = Paper(masthead, letterhead_of(settings))
    paper.title(TITLE, f"{department_name(settings)} · {facts.label}")
    _head(paper, facts, settings, audience)
    _boxed(paper, facts, audience)
    if audience != "public":
        _summary(paper, facts)
    _figures(paper, facts)
    parts.current_concerns(paper, facts)
    parts.late_entries(paper, facts)
    parts.potential_problems(paper, facts)
    parts.recommended_actions(paper, facts)
    parts.progress(paper, facts)
    projects(paper, facts)
    activity(paper, facts)
    schooling(paper, facts)
    outreach_and_work(paper, facts)
    coverage(paper, facts)
    channels(paper, facts)
    crime(paper, facts)
    referrals(paper, facts)
    parts.practices(paper, facts)
    standards(paper, facts)
    if audience != "public":
        _signatures(paper, settings)
    appendix(paper, facts)
    return paper


def _head(paper: Paper, facts: QuarterFacts, settings: Settings, audience: Audience) -> None:
    """The memo head."""
    department = settings.department
    if audience == "public":
        lines = [("PERIOD", f"{facts.label} (drawn {day(facts.day)})"), ("PREPARED BY", prepared_by(settings))]
    else:
        chief = with_office(department.chief, "Chief of Police")
        lines = [
            ("TO", chief if audience == "command" else "The agency addressed"),
            ("VIA", "; ".join(department.via)),
            ("FROM", with_office(department.supervisor, "Community Policing Supervisor")),
            ("PREPARED BY", prepared_by(settings)),
            ("DATE", day(facts.day)),
            ("PERIOD", facts.label),
            ("SUBJECT", "Current concerns, potential problems and recommended actions"),
        ]
    paper.memo_head(lines)


def _boxed(paper: Paper, facts: QuarterFacts, audience: Audience) -> None:
    """The box of page one."""
    if audience == "public":
        title, items = "In brief", [shortened(line, _BOX_LENGTH) for line in facts.summary]
    else:
        title, items = "Decision asked", [shortened(one, _BOX_LENGTH) for one in facts.decisions]
    if len(items) > _BOX_ITEMS and audience != "public" and DECISIONS not in facts.said:
        more = len(items) - _BOX_ITEMS + 1
        items = [*items[: _BOX_ITEMS - 1], f"{more} further actions: see Recommended actions."]
    items = items or ["No decision is asked for this quarter."]
    paper.box(title, items)


def _figures(paper: Paper, facts: QuarterFacts) -> None:
    """The table of key figures."""
    columns = parts.beside_the_quarter_before("Figure", facts)
    if facts.compared:
        columns.append(right("Change", lambda one: _change(one.now - one.before)))
    before = " and for the quarter before" if facts.compared else ""
    Listing[Figure]("The quarter in figures", f"Each key figure for this quarter{before}.", "", columns).print(
        paper, facts.figures
    )


def _change(difference: int) -> str:
    """A difference with its sign; a hyphen is no minus."""
    return f"{difference:+d}".replace("-", "\N{MINUS SIGN}") if difference else "none"


def _summary(paper: Paper, facts: QuarterFacts) -> None:
    paper.heading("Summary")
    paper.bullets(facts.summary)


def _signatures(paper: Paper, settings: Settings) -> None:
    department = settings.department
    paper.heading("Review")
    officer = settings.officer
    paper.signature_lines(
        [
            ("Prepared by", with_office(officer.name, officer.title)),
            ("From", with_office(department.supervisor, "Community Policing Supervisor")),
            *(("Via", name) for name in department.via),
            ("To", with_office(department.chief, "Chief of Police")),
        ]
    )
