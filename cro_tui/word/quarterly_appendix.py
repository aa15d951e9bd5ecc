"""The appendix of the quarterly report: the concern log, the lists that the text only sums up, the method.

Knows facts and paper. A list that is short enough for the text stands there and not here.
"""

from __future__ import annotations

from cro_tui.report.facts import LogLine, QuarterFacts
from cro_tui.report.plain import shortened
from cro_tui.word.coverage import coverage_list
from cro_tui.word.crime import crime_by_type
from cro_tui.word.listing import Dates, Listing, brief, plain, whole
from cro_tui.word.paper import Paper
from cro_tui.word.quarterly_activity import (
    MOST_ROWS,
    memberships,
    print_meetings,
    print_sessions,
    sessions_by_themselves,
)
from cro_tui.word.quarterly_parts import LOG, SUMMARY, dates_of, standing_line, that_it_may_show
from cro_tui.word.referrals import answering_by_kind, is_long, referral_list
from cro_tui.word.schooling import hours_by_topic
from cro_tui.word.wording import MISSING


def appendix(paper: Paper, facts: QuarterFacts) -> None:
    """The concern log, long lists, how the facts were drawn, and what this document does not show."""
    paper.page_break()
    _log(paper, facts)
    _lists(paper, facts)
    paper.heading("Appendix: method")
    paper.bullets([*facts.method, f"In the tables, dates without a year are of {dates_of(facts).year}."])


def _log(paper: Paper, facts: QuarterFacts) -> None:
    dates = dates_of(facts)
    paper.heading("Appendix: concern log")
    Listing[LogLine](
        "Concern log",
        "Every concern heard in the quarter that this report may show, in order of hearing.",
        f"No concern{that_it_may_show(facts)} was heard in the quarter.",
        (
            whole("Number, heard", lambda one: _heard(one, dates)),
            plain("Concern", lambda one: shortened(one.summary, SUMMARY)),
            plain("Category", lambda one: one.category or MISSING),
            plain("Where", lambda one: brief(one.neighborhood)),
            plain("Channel", lambda one: one.channel or MISSING),
            plain("Status, informed", lambda one: standing_line(one.status, one.informed, dates)),
        ),
        fine=True,
    ).print(paper, facts.log, label=LOG)


def _heard(one: LogLine, dates: Dates) -> str:
    return f"{one.number}\n{dates.short(one.heard, '')}{', late entry' if one.late else ''}"


def _lists(paper: Paper, facts: QuarterFacts) -> None:
    """What the text sums up; without any of it not even the heading."""
    meetings, sessions = len(facts.meetings) > MOST_ROWS, len(sessions_by_themselves(facts)) > MOST_ROWS
    hours = facts.education is not None and len(facts.education.by_topic) > 1
    listed = (meetings, sessions, hours, is_long(facts), facts.coverage, facts.answering[1:], facts.memberships)
    if not (any(listed) or facts.crime.contexts):
        return
    paper.heading("Appendix: lists that the text sums up")
    if meetings:
        print_meetings(paper, facts, captioned=True)
    if sessions:
        print_sessions(paper, facts, captioned=True)
    memberships(paper, facts)
    if facts.education is not None:
        hours_by_topic(paper, facts.education)
    if is_long(facts):
        referral_list(paper, facts)
    answering_by_kind(paper, facts)
    coverage_list(paper, facts)
    crime_by_type(paper, facts)
