"""How problem-solving projects look: a line each in the table, a suggestion of one, the lines of a project's stages.

What is restricted is masked. Knows the model, the notebook and what a row is; no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from cro_tui.actions.concerns import is_overdue
from cro_tui.model.fields import Rows
from cro_tui.model.problem import CHEERS, SIDES, STAGES, Problem, has_baseline, was_taken_again
from cro_tui.model.record import Record
from cro_tui.report.problems import concerns_of
from cro_tui.report.project import Project
from cro_tui.report.suggesting import Suggestion, said
from cro_tui.report.voices import heard, speakers
from cro_tui.store.notebook import Notebook
from cro_tui.tui.days import due_day, plain_day, short_day
from cro_tui.tui.widgets.grouped_list import HEADING
from cro_tui.tui.widgets.rows import Column, Row

PROBLEM_COLUMNS = (
    Column("Opened", cells=7, gives_way=3),
    Column("Project", share=4, least=24),
    Column("Stage", cells=10),
    Column("Heard", cells=9, gives_way=1),
    Column("Where", cells=14, gives_way=4),
    Column("Owner", cells=14, gives_way=2),
    Column("Due", cells=7),
)
SUGGESTED = "suggested "
"""What the key of a suggestion begins with."""
STAGE_COLUMNS = (
    Column("", cells=13),
    Column("", share=1, least=16),
    Column("", cells=14, gives_way=1),
    Column("", cells=12),
)
RESPONSE, MEASURE = "response ", "measure "
"""What the keys of lines of the two lists begin with; the line's id follows."""
_NOT_SAID = "—"


class Shows(Protocol):
    """Whoever knows what may show."""

    notebook: Notebook
    today: date
    unmasked: bool

    def text(self, record: Record, text: str) -> str:
        """Words of *record*, as far as they may show."""

    def words_of(self, record: Record) -> Callable[[str], str]:
        """What does that for many words of *record*."""


def problem_badges(problem: Problem, today: date) -> list[str]:
    """What must be seen about it at once, in words, the most important first."""
    words = {
        "conflict": bool(problem.conflicts),
        "voided, disputed": problem.void_disputed,
        "overdue": is_overdue(problem.next_due, today),
        "restricted": problem.restricted,
    }
    return [word for word, holds in words.items() if holds]


def problem_row(problem: Problem, shows: Shows, badge: str) -> Row:
    """The line of a project; *badge* is drawn before it."""
    concerns, words = concerns_of(shows.notebook, problem), shows.words_of(problem)
    where = problem.neighborhood or problem.place
    return Row(
        (
            short_day(problem.opened, shows.today),
            words(problem.title),
            problem.stage,
            f"{len(concerns)} by {len(speakers(concerns))}" if concerns else "",
            words(where) if where else "",
            words(problem.owner),
            short_day(problem.next_due, shows.today),
        ),
        badge=badge,
        tone="" if problem.is_open else "quiet",
    )


def suggestion_row(one: Suggestion, shows: Shows) -> Row:
    """The quiet line of a suggestion."""
    home = shows.notebook.of(Problem, one.problem_id) if one.problem_id else None
    does = f"Perhaps of “{shows.text(home, home.title)}” (g)" if home is not None else "Perhaps a problem"
    return Row(("", f"{does}: {said(one)}", "", "", "", "", ""), tone="quiet")


def project_said(one: Project) -> str:
    """What the report says of a project, on one line of the screen."""
    owed = f"{one.responses_done} of {one.responses} responses done" if one.responses else ""
    late = f"{one.overdue} overdue" if one.overdue else ""
    measures = [each.sentence for each in one.measures]
    outcome = [f"{label.lower()}: {text}" for label, text in one.outcome]
    return "; ".join(filter(None, (one.stage, *one.done, owed, late, *measures, *outcome)))


# The stages of one project


@dataclass(frozen=True)
class StageLine:
    """One line of a project's screen."""

    cells: tuple[str, ...]
    """Label, text, whose, when."""
    stage: str
    whole: str = ""
    """The text in full, where there is room for it."""
    tone: str = ""


class StageLines:
    """The four stages of a project, what is said in each and what is missing."""

    def __init__(self, problem: Problem, shows: Shows) -> None:
        self.problem = problem
        self.shows = shows
        self._text = shows.words_of(problem)
        self.lines: dict[str, StageLine] = {}
        """Key -> line; a heading's key begins with `HEADING`."""
        for stage in STAGES[:-1]:
            self.lines[HEADING + stage] = StageLine((self._heading(stage),), stage)
            self.lines.update((key, line) for key, line in self._of(stage))

    def row(self, key: str) -> Row:
        """The line as the list shows it."""
        line = self.lines[key]
        return Row(line.cells, tone=line.tone)

    def _heading(self, stage: str) -> str:
        lacks = self.problem.lacks(stage)
        state = f"lacks {', '.join(lacks)}" if lacks else "complete"
        now = " (now)" if self.problem.stage == stage else ""
        return f"{stage.upper()}{now}: {state}"

    def _of(self, stage: str) -> Iterator[tuple[str, StageLine]]:
        if stage == "scanning":
            yield self._said(stage, "statement", "Statement")
            yield "cheers", self._cheers()
            yield "concerns", self._concerns()
        elif stage == "analysis":
            yield "triangle", self._triangle()
            yield self._said(stage, "data_used")
            yield self._said(stage, "hypothesis")
        elif stage == "response":
            yield self._said(stage, "objective")
            yield self._said(stage, "alternatives")
            yield from self._responses()
        else:
            yield from self._measures()
            yield "result", self._result()
            yield self._said(stage, "assessment")
            yield self._said(stage, "displacement")

    def _words(self, name: str) -> str:
        return self._text(self.problem.shown(name))

    def _said(self, stage: str, name: str, label: str = "") -> tuple[str, StageLine]:
        text = self._words(name) if self.problem.shown(name) else ""
        tone = "" if text else "quiet"
        line = StageLine((label or Problem.FIELDS[name].label, _one_line(text) or _NOT_SAID, "", ""), stage, text, tone)
        return name, line

    def _cheers(self) -> StageLine:
        answered = [name for name in CHEERS if self.problem.shown(name)]
        lacks = f"; open: {', '.join(self.problem.unanswered)}" if answered and self.problem.unanswered else ""
        said = f"{len(answered)} of {len(CHEERS)}{lacks}"
        return StageLine(("CHEERS", said, "", ""), "scanning", self._asked(CHEERS), "" if answered else "quiet")

    def _asked(self, names: tuple[str, ...]) -> str:
        """Questions with their answers."""
        labels = ((Problem.FIELDS[name].label, self._words(name) if self.problem.shown(name) else "") for name in names)
        return "\n".join(f"{label}: {text or _NOT_SAID}" for label, text in labels)

    def _concerns(self) -> StageLine:
        concerns = concerns_of(self.shows.notebook, self.problem)
        if not concerns:
            return StageLine(("Concerns", "none: F7, mark them, g groups them", "", ""), "scanning", "", "quiet")
        people = len(speakers(concerns))
        still = sum(1 for one in concerns if one.is_open)
        said = f"{len(concerns)} by {people} {'person' if people == 1 else 'people'}, {still} open, first heard "
        said += plain_day(heard(concerns[0]), self.shows.today)
        listed = "\n".join(f"{one.number} {self.shows.text(one, one.summary)}" for one in concerns)
        return StageLine(("Concerns", f"{said}; c lists them", "", ""), "scanning", listed)

    def _triangle(self) -> StageLine:
        said = []
        for side, control in SIDES:
            known = [name for name in (side, control) if self.problem.shown(name)]
            said.append(f"✓ {', '.join(known)}" if known else f"{_NOT_SAID} {side}")
        names = tuple(name for pair in SIDES for name in pair)
        tone = "" if any(map(self.problem.shown, names)) else "quiet"
        return StageLine(("Triangle", "   ".join(said), "", ""), "analysis", self._asked(names), tone)

    def _responses(self) -> Iterator[tuple[str, StageLine]]:
        today = self.shows.today
        for row in (*self.problem.owed, *(row for row in self.problem.responses if row.get("done"))):
            done, due = str(row.get("done") or ""), str(row.get("due") or "")
            when = f"✓ {short_day(done, today)}" if done else due_day(due, today) if due else "no day set"
            late = not done and is_overdue(due, today)
            what, owner, notes = (self._text(str(row.get(name) or "")) for name in ("what", "owner", "notes"))
            whole = "\n".join(filter(None, (what, owner, notes)))
            tone = "quiet" if done else "alarm" if late else ""
            line = StageLine(("Response", what, owner or "nobody", when), "response", whole, tone)
            yield f"{RESPONSE}{row['id']}", line
        if not self.problem.responses:
            yield "no response", StageLine(("Response", "none yet: n adds one", "", ""), "response", "", "quiet")

    def _measures(self) -> Iterator[tuple[str, StageLine]]:
        for row in self.problem.measures:
            what, said = (self._text(text) for text in (str(row.get("what") or ""), counted_said(row)))
            goal = f", goal {_amount(row, 'goal')}" if row.get("goal") is not None else ""
            numbers = f"{_amount(row, 'before') or '?'} → {_amount(row, 'after') or '?'}{goal}"
            line = StageLine(("Measure", f"{numbers}: {what}", "", ""), "assessment", f"{what}\n{said}{goal}")
            yield f"{MEASURE}{row['id']}", line
        if not self.problem.measures:
            yield "no measure", StageLine(("Measure", "none yet: b notes one", "", ""), "assessment", "", "quiet")

    def _result(self) -> StageLine:
        problem = self.problem
        said = [f"goal met: {problem.goal_met or _NOT_SAID}", f"done as planned: {problem.as_planned or _NOT_SAID}"]
        when = plain_day(problem.assessed, self.shows.today) if problem.assessed else ""
        tone = "" if problem.as_planned or problem.goal_met else "quiet"
        return StageLine(("Result", ", ".join(said), "", when), "assessment", "\n".join(said), tone)


def counted_said(row: dict[str, Any]) -> str:
    """``140 before (May), 61 after (November)``."""
    parts = []
    for name, there in (("before", has_baseline(row)), ("after", was_taken_again(row))):
        when = str(row.get(f"{name}_when") or "")
        parts.append(f"{_amount(row, name)} {name}{f' ({when})' if when else ''}" if there else f"{name}: not counted")
    return ", ".join(parts)


def _amount(row: dict[str, Any], name: str) -> str:
    rows = Problem.FIELDS["measures"]
    assert isinstance(rows, Rows)
    return rows.columns[name].text(row)


def _one_line(text: str) -> str:
    return " ".join(text.split())
