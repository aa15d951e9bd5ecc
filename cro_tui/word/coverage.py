"""Whom and where the department met in the quarter, and whom not, in the quarterly report. Knows facts and paper."""

from __future__ import annotations

from collections.abc import Sequence

from cro_tui.report.covered import COMMUNITIES, CoverageLine, Met
from cro_tui.report.facts import QuarterFacts
from cro_tui.report.plain import shortened
from cro_tui.word.listing import Dates, Listing, plain, whole
from cro_tui.word.paper import Paper
from cro_tui.word.wording import MISSING

COVERAGE = "coverage"
"""The section by which the officer's own words are found."""
_MOST, _NAME = 12, 60


def coverage(paper: Paper, facts: QuarterFacts) -> None:
    """A line for each sort: how many were met, and who was not; the days stand in the list of the appendix."""
    paper.heading("Coverage", 2)
    paper.paragraph(facts.said.get(COVERAGE, ""))
    if not facts.coverage:
        paper.paragraph("No neighborhood, group or community is on record.")
        return
    paper.bullets(map(_line, facts.coverage))


def _line(one: CoverageLine) -> str:
    missed = one.of - one.met
    if not missed:
        return f"{one.what}: all {one.of} were met."
    named = [shortened(each.name, _NAME) for each in one.names_not_met[:_MOST]]
    if named and missed > len(named):
        named.append(f"{missed - len(named)} more")
    return f"{one.what}: {one.met} of {one.of} were met" + (f"; not met: {', '.join(named)}." if named else ".")


def coverage_list(paper: Paper, facts: QuarterFacts) -> None:
    """Who was met and who was not, each with the day on which they last were; nothing where nobody is on record."""
    if not facts.coverage:
        return
    dates = Dates(int(facts.quarter[:4]))
    Listing[CoverageLine](
        "Who and where was met in the quarter, and when last",
        "Neighborhoods, groups and communities: how many were met in the quarter, which, and which were not.",
        "",
        (
            plain("Of", lambda one: one.what),
            whole("Met", lambda one: f"{one.met} of {one.of}"),
            plain("Met, last on", lambda one: _names(one.names_met, one.met, dates)),
            plain("Not met, last before", lambda one: _names(one.names_not_met, one.of - one.met, dates)),
        ),
    ).print(paper, facts.coverage)
    note = "Meetings, interactions, outreach events, sessions and programs count as having met."
    if any(one.what == COMMUNITIES for one in facts.coverage):
        note += " Communities are those that outreach events name."
    paper.note(note)


def _names(found: Sequence[Met], every: int, dates: Dates) -> str:
    """The names with the days, and how many more there are."""
    named = [f"{shortened(one.name, _NAME)} ({dates.short(one.last, 'never')})" for one in found[:_MOST]]
    more = every - len(named)
    if more and named:
        named.append(f"and {more} more")
    return "; ".join(named) or (f"{more}, not named here" if more else MISSING)
