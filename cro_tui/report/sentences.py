"""The report's own words: the summary, the decisions asked for, and how the facts were drawn. Pure: facts to sentences.

Numbers are printed as counts, never as percentages: in a small department a percentage misleads.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cro_tui.model.concern import Concern
from cro_tui.report.facts import Figure, QuarterFacts, Recommended


def counted(count: int, one: str, many: str = "") -> str:
    """``1 concern``, ``2 concerns``, ``no concerns``."""
    return f"{count if count else 'no'} {one if count == 1 else many or one + 's'}"


def day(iso: str) -> str:
    """``4 May 2026``."""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{found.day} {found:%B %Y}"


def summary(facts: QuarterFacts) -> tuple[str, ...]:
    """Five lines: what was heard, what most spoke of, what may come, what became of recommendations, who was told."""
    figures = {figure.label: figure for figure in facts.figures}
    heard = figures["Concerns heard"]
    still_open = figures["Open at its end"].now
    first = f"{_capital(counted(heard.now, 'concern'))} heard, {_compared(heard)}; {still_open} open at its end."
    return (first, _most(facts), _may_come(facts), _became(facts), _told(facts, figures))


def _most(facts: QuarterFacts) -> str:
    together = [topic for topic in facts.current if topic.voices > 1]
    if together:
        topic = together[0]
        where = f" ({topic.neighborhood})" if topic.neighborhood else ""
        return (
            f"Most voices: {topic.summary.rstrip('.')}{where}: {topic.voices} people, "
            f"{counted(len(topic.channels), 'channel')}, first heard {day(topic.first_heard)}."
        )
    if facts.categories:
        top = facts.categories[0]
        return f"Most heard of: {top.label}, {top.now} of {sum(one.now for one in facts.categories)}, {_compared(top)}."
    return "Nobody voiced a concern in the quarter."


def _may_come(facts: QuarterFacts) -> str:
    rated = sum(1 for one in facts.potential if one.rating == "evidenced")
    if not facts.potential:
        return "No potential problem is watched."
    return f"{_capital(counted(len(facts.potential), 'potential problem'))} watched, {rated} of them evidenced."


def _became(facts: QuarterFacts) -> str:
    if not facts.progress:
        return "No recommendation was open from earlier quarters."
    states: dict[str, int] = {}
    for one in facts.progress:
        states[one.state] = states.get(one.state, 0) + 1
    told = ", ".join(f"{count} {state}" for state, count in states.items())
    return f"Of {counted(len(facts.progress), 'earlier recommendation')}: {told}."


def _told(facts: QuarterFacts, figures: dict[str, Figure]) -> str:
    gap = next((one for one in facts.missing if "not told" in one.sentence), None)
    told = f"{figures['Residents told'].now} residents told what became of their concern"
    return f"{told}; {len(gap.ids)} closed without telling." if gap else f"{told}."


def decisions(facts: QuarterFacts) -> tuple[str, ...]:
    """The undecided recommendations, one sentence each."""
    return tuple(_asked(one) for one in facts.recommended if one.state == "undecided")


def _asked(one: Recommended) -> str:
    answers = f" (answers {', '.join(one.answers)})" if one.answers else ""
    resources = f"; needs {one.resources.rstrip('.')}" if one.resources else ""
    due = f"; by {day(one.due)}" if one.due else ""
    return f"{one.text.rstrip('.')}{answers}{resources}{due}."


def method(facts: QuarterFacts, heard: Sequence[Concern]) -> tuple[str, ...]:
    """How the facts were drawn, so that another can draw them again."""
    lines = [
        f"Drawn on {day(facts.day)} from the Community Relations notebook for {facts.label} "
        f"({day(facts.first)} to {day(facts.last)}). The quarter of a concern is that in which it was heard.",
        "Concerns about the same thing are linked, not merged: voices counts people, each contact once and each "
        "unnamed speaker once, in any quarter; first heard is the earliest of them.",
        "Closed, fixed and told are separate facts with separate dates. Days to an answer run from sending a referral "
        "to the reply.",
    ]
    late = sum(1 for concern in heard if concern.entered[:10] > facts.last)
    if late:
        lines.append(
            f"{_capital(counted(late, 'concern'))} heard in the quarter entered after its end, marked late in the log."
        )
    if facts.day <= facts.last:
        lines.append("The quarter has not ended: the figures are those of the day.")
    lines += [gap.sentence + "." for gap in facts.left_out]
    return tuple(lines)


def _compared(figure: Figure) -> str:
    if figure.now == figure.before:
        return "as many as the quarter before"
    return f"{'up' if figure.now > figure.before else 'down'} from {figure.before} the quarter before"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
