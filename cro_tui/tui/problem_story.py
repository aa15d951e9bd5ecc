"""All that is known of a problem-solving project, as paragraphs for the pane beside a list.

What is restricted is masked. Knows the model and how lines look; no screen.
"""

from __future__ import annotations

from collections.abc import Iterator

from cro_tui.actions.concerns import is_overdue
from cro_tui.model.fields import short
from cro_tui.model.problem import CHEERS, Problem
from cro_tui.report.problems import concerns_of
from cro_tui.report.voices import heard, speakers
from cro_tui.tui.days import plain_day
from cro_tui.tui.problem_lines import Shows, counted_said, problem_badges
from cro_tui.tui.widgets.details import Paragraph

SHOWN = 8
"""Concerns that are named; the others are counted."""
MARKS = {"conflict": "‼", "voided, disputed": "‼", "overdue": "!", "restricted": "R"}


def story_of(problem: Problem, shows: Shows) -> Iterator[Paragraph]:
    """The paragraphs about *problem*."""
    today, words = shows.today, shows.words_of(problem)
    yield Paragraph("Problem-solving project", tone="heading")
    yield Paragraph(words(problem.title), tone="strong")
    if found := problem_badges(problem, today):
        yield Paragraph(" · ".join(f"{MARKS[word]} {word}" for word in found), tone="alarm")
    yield Paragraph("")
    if problem.statement:
        yield Paragraph(words(problem.statement))
        yield Paragraph("")
    closed = f", {plain_day(problem.closed, today)}" if problem.closed else ""
    yield Paragraph(f"{problem.stage}{closed}", "Stage", "strong")
    if lacks := problem.lacks(problem.stage):
        yield Paragraph(", ".join(lacks), "Lacks")
    yield Paragraph(f"{len(CHEERS) - len(problem.unanswered)} of {len(CHEERS)}", "CHEERS")
    for label, text in (("Owner", problem.owner), ("Hypothesis", problem.hypothesis), ("Objective", problem.objective)):
        if text:
            yield Paragraph(words(text), label)
    yield from _worked_on(problem, shows)
    yield from _grouped(problem, shows)


def _worked_on(problem: Problem, shows: Shows) -> Iterator[Paragraph]:
    today, words = shows.today, shows.words_of(problem)
    for row in problem.owed:
        due = str(row.get("due") or "")
        late = is_overdue(due, today)
        parts = (str(row.get("what") or ""), str(row.get("owner") or ""), f"due {plain_day(due, today)}" if due else "")
        said = words(", ".join(part for part in parts if part))
        yield Paragraph(said + (" — OVERDUE" if late else ""), "Response", "alarm" if late else "")
    done = len(problem.responses) - len(problem.owed)
    if done:
        yield Paragraph(f"{done} done", "Responses")
    for row in problem.measures:
        yield Paragraph(words(f"{row.get('what') or ''}: {counted_said(row)}"), "Measure")
    if problem.goal_met:
        yield Paragraph(problem.goal_met, "Goal met")
    for label, text in (("Assessment", problem.assessment), ("Displacement", problem.displacement)):
        if text:
            yield Paragraph(words(text), label)
    if problem.review:
        yield Paragraph(plain_day(problem.review, today), "Look again")


def _grouped(problem: Problem, shows: Shows) -> Iterator[Paragraph]:
    concerns = concerns_of(shows.notebook, problem)
    if not concerns:
        return
    people = len(speakers(concerns))
    first = plain_day(heard(concerns[0]), shows.today)
    yield Paragraph("")
    yield Paragraph(
        f"{len(concerns)} by {people} {'person' if people == 1 else 'people'}, first heard {first}",
        "Concerns",
        "strong",
    )
    for one in concerns[:SHOWN]:
        yield Paragraph(f"{one.number} {short(shows.text(one, one.summary), 120)}", " ")
    if len(concerns) > SHOWN:
        yield Paragraph(f"and {len(concerns) - SHOWN} more", " ", "quiet")
