"""The report's own words: the summary, the decisions asked for, and how the facts were drawn. Pure: facts to sentences.

Numbers are printed as counts, never as percentages: in a small department a percentage misleads.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from cro_tui.report.facts import Figure, QuarterFacts, Recommended
from cro_tui.report.figures import HEARD, NO_CATEGORY, NOT_TOLD, OPEN, TOLD


def counted(count: int, one: str, many: str = "") -> str:
    """``1 concern``, ``2 concerns``, ``no concerns``."""
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"


def day(iso: str) -> str:
    """``4 May 2026``."""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{found.day} {found:%B %Y}"


def summary(facts: QuarterFacts, *, earlier: int, watched: int) -> tuple[str, ...]:
    """Five lines: what became of recommendations (read first), what was heard, what most spoke of, what may come, who
    was told.

    *earlier* recommendations and *watched* potential problems there are besides those that the audience may see.
    """
    figures = {figure.label: figure for figure in facts.figures}
    return (_became(facts, earlier), _heard(facts, figures), _most(facts), _may_come(facts, watched), _told(figures))


def _became(facts: QuarterFacts, unseen: int) -> str:
    if not facts.progress:
        nobody = "No recommendation was open from earlier quarters."
        return f"{_capital(counted(unseen, 'earlier recommendation'))}, not shown here." if unseen else nobody
    states = Counter(one.state for one in facts.progress)
    if len(states) == 1:
        (told,) = states
    else:
        told = ", ".join(f"{count} {state}" for state, count in states.items())
    return f"{_capital(counted(len(facts.progress), 'earlier recommendation'))}: {told}{_more(unseen)}."


def _heard(facts: QuarterFacts, figures: dict[str, Figure]) -> str:
    heard, still_open = figures[HEARD], figures[OPEN]
    when = "at the quarter's end" if facts.day > facts.last else f"on {day(facts.day)}"
    return (
        f"{_capital(counted(heard.now, 'concern'))} heard, {_compared(heard)}; {still_open.now or 'none'} open {when}, "
        "earlier ones included."
    )


def _most(facts: QuarterFacts) -> str:
    together = [topic for topic in facts.current if topic.voices > 1]
    if together:
        topic = together[0]
        where = f" ({topic.neighborhood})" if topic.neighborhood else ""
        by = f"{counted(len(topic.channels), 'channel')}, " if topic.channels else ""
        return (
            f"Most voices: {_bare(topic.summary)}{where}: {topic.voices} people, "
            f"{by}first heard {day(topic.first_heard)}."
        )
    named = [figure for figure in facts.categories if figure.label != NO_CATEGORY]
    if named:
        top, heard = named[0], sum(one.now for one in facts.categories)
        return f"Most heard of: {top.label}, {top.now} of {counted(heard, 'concern')}, {_compared(top)}."
    return "No concern was put in a category." if facts.categories else "Nobody voiced a concern in the quarter."


def _may_come(facts: QuarterFacts, unseen: int) -> str:
    evidenced = sum(1 for one in facts.potential if one.rating == "evidenced")
    if not facts.potential:
        nobody = "No potential problem is watched."
        return f"{_capital(counted(unseen, 'potential problem'))} watched, not shown here." if unseen else nobody
    if len(facts.potential) == 1:
        return f"1 potential problem watched, {facts.potential[0].rating}{_more(unseen)}."
    watched = f"{len(facts.potential)} potential problems watched, {evidenced or 'none'} of them evidenced"
    return f"{watched}{_more(unseen)}."


def _more(unseen: int) -> str:
    return f"; {unseen} more not shown here" if unseen else ""


def _told(figures: dict[str, Figure]) -> str:
    told, silent = figures[TOLD].now, figures[NOT_TOLD].now
    line = f"{_capital(counted(told, 'resident'))} told what became of their concern"
    return f"{line}; {counted(silent, 'concern')} closed without telling." if silent else f"{line}."


def decisions(facts: QuarterFacts) -> tuple[str, ...]:
    """The undecided recommendations, one sentence each."""
    return tuple(_asked(one) for one in facts.recommended if one.state == "undecided")


def _asked(one: Recommended) -> str:
    answers = f" (answers {', '.join(one.answers)})" if one.answers else ""
    resources = f"; needs {_bare(one.resources)}" if one.resources else ""
    due = f"; by {day(one.due)}" if one.due else ""
    return f"{_bare(one.text)}{answers}{resources}{due}."


def method(facts: QuarterFacts, *, late: int, carried: int) -> tuple[str, ...]:
    """How the facts were drawn, so that another can draw them again.

    *late* concerns of the quarter were entered after its end; *carried* ones belong to earlier quarters and came too
    late for their reports.
    """
    lines = [
        f"Drawn on {day(facts.day)} from the Community Relations notebook for {facts.label} "
        f"({day(facts.first)} to {day(facts.last)}). The quarter of a concern is that in which it was heard.",
        "Concerns about the same thing are linked, not merged: voices counts people, each contact once and each "
        "unnamed speaker once, up to the quarter's end; first heard is the earliest of them. A topic bears the number "
        "of its most pressing concern, which may be of an earlier quarter; the log lists what was heard in this one.",
        "Closed, fixed and told are separate facts with separate dates. Days to an answer run from sending a referral "
        "to the reply.",
    ]
    if late:
        lines.append(
            f"{_capital(counted(late, 'concern'))} heard in the quarter entered after its end, marked late in the log."
        )
    if carried:
        lines.append(
            f"{_capital(counted(carried, 'concern'))} heard earlier, but entered after the report on that quarter was "
            "due: shown here and marked late in the log, not counted in the figures."
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


def _bare(text: str) -> str:
    """A text as the beginning of a sentence: on one line, without its full stop."""
    return " ".join(text.split()).rstrip(".")
