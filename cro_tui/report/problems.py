"""Problem-solving projects of a quarter by stage: what was done, what is owed, what was counted before and after. Pure.

What was counted stands as it was counted; no percentage is made of it, since of small numbers it misleads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cro_tui.model.concern import Concern
from cro_tui.model.fields import Rows
from cro_tui.model.problem import STAGES, Problem, has_baseline, was_taken_again
from cro_tui.model.referral import Recommendation
from cro_tui.report.audience import Reader
from cro_tui.report.period import Period
from cro_tui.report.plain import shortened
from cro_tui.report.project import Measured, Project
from cro_tui.report.sentences import counted, short_day
from cro_tui.report.voices import heard, speakers
from cro_tui.store.notebook import Notebook

_TITLE = 24
"""Characters of a project's title where it stands among numbers."""


def concerns_of(notebook: Notebook, problem: Problem) -> list[Concern]:
    """The concerns that it groups, first heard first, without voided ones."""
    found = (notebook.of(Concern, one) for one in problem.concerns)
    return sorted((one for one in found if one is not None and not one.is_voided), key=lambda one: (heard(one), one.id))


def in_quarter(problem: Problem, period: Period) -> bool:
    """Whether it was open at some time of the quarter."""
    return problem.day <= period.last and (problem.is_open or (problem.closed or problem.day) >= period.first)


def projects_of(
    problems: Iterable[Problem],
    period: Period,
    by_id: Mapping[str, Concern],
    reader: Reader,
    shows: Callable[[Problem | Concern], bool],
) -> tuple[Project, ...]:
    """The projects of the quarter that the audience may read of, in order of their stages, the longest open first."""
    found = [
        _project(one, period, [by_id[each] for each in one.concerns if each in by_id], reader, shows)
        for one in problems
        if in_quarter(one, period) and shows(one)
    ]
    return tuple(sorted(found, key=lambda one: (_rank(one.stage), one.opened, one.problem_id)))


def _rank(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else 0


def answered_by(
    one: Recommendation, notebook: Notebook, reader: Reader, shows: Callable[[Problem | Concern], bool]
) -> tuple[str, ...]:
    """What a recommendation answers, as far as the audience may see it: concerns by number, projects by title."""
    found = [notebook.get(each) for each in one.answers]
    concerns = [each for each in found if isinstance(each, Concern) and not each.is_voided and shows(each)]
    projects = [each for each in found if isinstance(each, Problem) and not each.is_voided and shows(each)]
    titles = (shortened(reader.text(each.title), _TITLE) for each in projects)
    return (*(each.number for each in concerns), *(f"“{title}”" for title in titles))


def _project(
    problem: Problem,
    period: Period,
    concerns: list[Concern],
    reader: Reader,
    shows: Callable[[Problem | Concern], bool],
) -> Project:
    as_of = min(period.last, period.today)
    voiced = [one for one in concerns if one.day <= as_of]
    done = [row for row in problem.responses if "" < str(row.get("done") or "") <= as_of]
    left = [row for row in problem.responses if row not in done]
    left.sort(key=lambda row: (str(row.get("due") or "9999"), str(row["id"])))
    owed = [] if problem.closed and problem.closed <= as_of else left
    return Project(
        title=reader.text(problem.title),
        stage=problem.stage or STAGES[0],
        owner=reader.text(problem.owner),
        where=reader.text(problem.neighborhood or problem.place),
        category=problem.category,
        opened=problem.day,
        closed=problem.closed,
        concerns=len(voiced),
        people=len(speakers(voiced)),
        numbers=tuple(one.number for one in voiced if shows(one)),
        done=tuple(_happened(problem, period, voiced, done, reader)),
        responses=len(problem.responses),
        responses_done=len(done),
        overdue=sum(1 for row in owed if "" < str(row.get("due") or "") < as_of),
        upcoming=_row_said(owed[0], "due", int(as_of[:4]), reader) if owed else "",
        measures=measured(problem, reader),
        lacks=problem.lacks(problem.stage),
        outcome=assessment_of(problem, reader),
        problem_id=problem.id,
    )


def _happened(
    problem: Problem, period: Period, voiced: list[Concern], done: list[dict[str, Any]], reader: Reader
) -> Iterable[str]:
    year = int(period.quarter[:4])
    if period.holds(problem.day):
        yield f"opened {short_day(problem.day, year)}"
    new = sum(1 for one in voiced if period.holds(one.day))
    if new:
        yield f"{counted(new, 'concern')} heard"
    for row in done:
        if period.holds(str(row["done"])):
            yield f"done: {_row_said(row, 'done', year, reader)}"
    if problem.assessed and period.holds(problem.assessed):
        yield f"assessed {short_day(problem.assessed, year)}"
    if problem.closed and period.holds(problem.closed):
        yield f"closed {short_day(problem.closed, year)}"


def _row_said(row: Mapping[str, Any], when: str, year: int, reader: Reader) -> str:
    """``Speed table (Public Works, 4 Oct)``."""
    owner, date = str(row.get("owner") or ""), short_day(str(row.get(when) or ""), year)
    more = ", ".join(part for part in (reader.text(owner), date) if part)
    return reader.text(str(row.get("what") or "")) + (f" ({more})" if more else "")


def measured(problem: Problem, reader: Reader) -> tuple[Measured, ...]:
    """Its measures, in the order in which they were noted."""
    columns = _columns("measures")

    def said(row: Mapping[str, Any], name: str) -> str:
        return reader.text(columns[name].text(row))

    return tuple(
        Measured(
            what=said(row, "what"),
            before=said(row, "before") if has_baseline(row) else "",
            before_when=said(row, "before_when"),
            after=said(row, "after") if was_taken_again(row) else "",
            after_when=said(row, "after_when"),
            goal=said(row, "goal"),
        )
        for row in problem.measures
    )


def assessment_of(problem: Problem, reader: Reader) -> tuple[tuple[str, str], ...]:
    """(label, text) of what was assessed; nothing where nobody did."""
    if not problem.is_assessed:
        return ()
    names = ("as_planned", "goal_met", "assessment", "displacement")
    return tuple((Problem.FIELDS[name].label, reader.text(text)) for name in names if (text := problem.shown(name)))


def _columns(field: str) -> dict[str, Any]:
    rows = Problem.FIELDS[field]
    assert isinstance(rows, Rows)
    return rows.columns
