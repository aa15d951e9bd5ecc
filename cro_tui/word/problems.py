"""Problem-solving projects in the quarterly report, by stage. Knows facts and paper."""

from __future__ import annotations

from cro_tui.report.facts import QuarterFacts
from cro_tui.report.plain import shortened
from cro_tui.report.project import Measured, Project
from cro_tui.report.sentences import counted, short_day
from cro_tui.word.listing import Listing, brief, plain, right, whole
from cro_tui.word.paper import Paper
from cro_tui.word.wording import MISSING

_TITLE, _LINE, _WHEN = 90, 120, 60
Counted = tuple[Project, Measured]


def projects(paper: Paper, facts: QuarterFacts) -> None:
    """What was done in each project, counted before and after, and what came of those that were assessed."""
    paper.heading("Problem-solving projects")
    paper.paragraph(facts.said.get("projects", ""))
    shown = "" if facts.audience == "command" else " that this report may show"
    Listing[Project](
        "Problem-solving projects, by stage of the SARA model",
        "One row a project: its stage, what was done in the quarter, and its responses.",
        f"No problem-solving project{shown} was open in the quarter.",
        (
            plain("Project", _named),
            whole("Stage", _stage),
            plain("In the quarter", lambda one: "\n".join(map(_short, one.done)) or "Nothing was done"),
            plain("Responses", _responses),
        ),
    ).print(paper, facts.projects, captioned=False)
    counts: list[Counted] = [(one, each) for one in facts.projects for each in one.measures]
    if counts:
        Listing[Counted](
            "What was counted before the responses and after them",
            "One row a measure: the number before and after, when it was taken, and what was to be reached.",
            "",
            (
                plain("Project", lambda one: brief(one[0].title)),
                plain("Measure", lambda one: _short(one[1].what)),
                plain("Before", lambda one: _taken(one[1].before, one[1].before_when)),
                plain("After", lambda one: _taken(one[1].after, one[1].after_when)),
                right("Goal", lambda one: one[1].goal or MISSING),
            ),
        ).print(paper, counts)
    assessed = [one for one in facts.projects if one.outcome]
    if assessed:
        paper.heading("What came of them", 2)
        for one in assessed:
            told = " ".join(_sentence(*each) for each in one.outcome)
            paper.paragraph(f"{shortened(one.title, _TITLE).rstrip('.')}. {told}")


def _named(one: Project) -> str:
    voiced = f"{counted(one.concerns, 'concern')}, {counted(one.people, 'person', 'people')}" if one.concerns else ""
    about = "; ".join(filter(None, (brief(one.where, none=""), voiced, brief(one.owner, none="no owner"))))
    return f"{shortened(one.title, _TITLE)}\n{about}"


def _stage(one: Project) -> str:
    return f"{one.stage}\n{short_day(one.closed)}" if one.closed else one.stage


def _responses(one: Project) -> str:
    if not one.responses:
        return "None chosen yet"
    late = f", {one.overdue} overdue" if one.overdue else ""
    upcoming = f"\nNext: {_short(one.upcoming)}" if one.upcoming else ""
    return f"{one.responses_done} of {one.responses} done{late}{upcoming}"


def _taken(number: str, when: str) -> str:
    if not number:
        return "not counted"
    return f"{number}\n{shortened(when, _WHEN)}" if when else number


def _short(text: str) -> str:
    return shortened(text[:1].upper() + text[1:], _LINE)


def _sentence(label: str, text: str) -> str:
    return f"{label}: {text.rstrip('.')}."
