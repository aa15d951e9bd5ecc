"""The dossier of a problem-solving project: its stages with their questions, and what other records say of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cro_tui.model.fields import Day
from cro_tui.model.problem import CHEERS, STAGE_FIELDS, STAGES, TRIANGLE, Problem
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.report.audience import Reader
from cro_tui.report.changes import called
from cro_tui.report.dossier_parts import Part
from cro_tui.report.plain import clean
from cro_tui.report.problems import concerns_of, measured
from cro_tui.report.sentences import counted, day, short_day
from cro_tui.report.standing import informed, status_of
from cro_tui.report.voices import heard, speakers
from cro_tui.store.notebook import Notebook

TOLD_BY_STAGE = frozenset(name for names in STAGE_FIELDS.values() for name in names)
"""Fields that stand in the tables of the stages, and need no other place."""
_CAPTIONS = {
    "scanning": "Problem statement and CHEERS test",
    "analysis": "Crime triangle, data used, hypothesis",
    "response": "Objective and alternatives",
    "assessment": "What came of it",
}


def brief_of(notebook: Notebook, problem: Problem) -> Iterator[str]:
    """The whole project in a few sentences."""
    concerns = concerns_of(notebook, problem)
    if concerns:
        people = counted(len(speakers(concerns)), "person", "people")
        yield f"{counted(len(concerns), 'concern').capitalize()} of {people}, first heard {day(heard(concerns[0]))}."
    yield f"Opened {day(problem.day)}; {_standing(problem)}."
    if problem.responses:
        done = sum(1 for row in problem.responses if row.get("done"))
        yield f"{done or 'None'} of {counted(len(problem.responses), 'response')} done."
    if problem.goal_met:
        yield f"Goal met: {problem.goal_met}."


def _standing(problem: Problem) -> str:
    if not problem.is_open:
        return f"closed {day(problem.closed)}" if problem.closed else "closed"
    lacks = problem.lacks(problem.stage)
    return f"in {problem.stage}" + (f", which lacks {', '.join(lacks)}" if lacks else "")


def parts_of_problem(notebook: Notebook, problem: Problem, reader: Reader) -> tuple[Part, ...]:
    """The four stages, with the lists of responses and measures in theirs; concerns, referrals, recommendations."""
    scanning, analysis, response, assessment = (_stage(problem, stage, reader) for stage in STAGES[:-1])
    return (
        scanning,
        _grouped(notebook, problem, reader),
        analysis,
        response,
        _responses(problem, reader),
        _measures(problem, reader),
        assessment,
        _referrals(notebook, problem, reader),
        _recommendations(notebook, problem, reader),
        _partners(notebook, problem, reader),
    )


def _stage(problem: Problem, stage: str, reader: Reader) -> Part:
    """The questions of a stage; those of the two tests also where nobody answered them."""
    asked = {*CHEERS, *TRIANGLE}
    rows = [
        (Problem.FIELDS[name].label, _answer(problem, name, reader))
        for name in STAGE_FIELDS[stage]
        if problem.shown(name) or name in asked
    ]
    answered = any(text for _, text in rows)
    return Part(
        stage.capitalize(),
        _CAPTIONS[stage],
        f"Nothing is written down of the {stage} yet.",
        (("Question", "text"), ("Answer", "text")),
        tuple(rows) if answered else (),
    )


def _answer(problem: Problem, name: str, reader: Reader) -> str:
    said = clean(problem.shown(name))
    return short_day(said) if isinstance(Problem.FIELDS[name], Day) else reader.text(said)


def _grouped(notebook: Notebook, problem: Problem, reader: Reader) -> Part:
    return Part(
        "Concerns that it groups",
        "Concerns that it groups",
        "It groups no concern.",
        (("Number", "number"), ("Heard", "day"), ("Concern", "text"), ("Status", "text"), ("Told", "day")),
        tuple(
            (
                one.number,
                one.day,
                reader.text(one.summary) if reader.shows(one) else "",
                status_of([one], "9999-12-31", ()),
                informed([one]).removeprefix("yes, "),
            )
            for one in concerns_of(notebook, problem)
        ),
    )


def _responses(problem: Problem, reader: Reader) -> Part:
    return Part(
        "Responses",
        "Responses, who owns them, when they were done",
        "No response was chosen yet.",
        (("Response", "text"), ("Owner", "text"), ("Due", "day"), ("Done", "day"), ("Notes", "text")),
        tuple(
            (
                reader.text(str(row.get("what") or "")),
                reader.text(str(row.get("owner") or "")),
                str(row.get("due") or ""),
                str(row.get("done") or ""),
                reader.text(str(row.get("notes") or "")),
            )
            for row in problem.responses
        ),
    )


def _measures(problem: Problem, reader: Reader) -> Part:
    return Part(
        "Measures before and after",
        "What was counted, before the responses and after them",
        "Nothing was counted yet.",
        (("Measure", "text"), ("Before", "figure"), ("When", "text"), ("After", "figure"), ("When", "text"),
         ("Goal", "figure")),
        tuple(
            (one.what, one.before, one.before_when, one.after, one.after_when, one.goal)
            for one in measured(problem, reader)
        ),
    )  # fmt: skip


def _referrals(notebook: Notebook, problem: Problem, reader: Reader) -> Part:
    found = [one for one in notebook.all(Referral) if one.of == problem.id]
    return Part(
        "Referrals",
        "Referrals of the project and what came back",
        "The project itself was not referred.",
        (("Sent", "day"), ("To", "text"), ("Asked", "text"), ("Answered", "day"), ("Reply", "text")),
        tuple(
            (one.day, reader.text(one.to), reader.text(clean(one.message)), one.replied, reader.text(clean(one.reply)))
            for one in sorted(found, key=lambda one: (one.day, one.id))
        ),
    )


def _recommendations(notebook: Notebook, problem: Problem, reader: Reader) -> Part:
    found = [one for one in notebook.all(Recommendation) if problem.id in one.answers]
    return Part(
        "Recommended actions",
        "Actions recommended to the Command Staff",
        "No action was recommended for the project.",
        (("Made", "day"), ("Action", "text"), ("Owner", "text"), ("State", "text"), ("Obstacles", "text")),
        tuple(
            (
                one.day,
                reader.text(one.text),
                reader.text(one.owner),
                one.outcome or one.decision or "undecided",
                reader.text(one.obstacles),
            )
            for one in sorted(found, key=lambda one: (one.day, one.id))
        ),
    )


def _partners(notebook: Notebook, problem: Problem, reader: Reader) -> Part:
    named: Iterable[str] = (called(notebook, one, reader) for one in problem.partners)
    return Part(
        "Partners",
        "Who works on it, too",
        "No partner is named.",
        (("Name", "text"),),
        tuple((one,) for one in named),
    )
