"""The report's own words: the summary, the decisions asked for, and how the facts were drawn. Pure: facts to sentences.

Numbers are printed as counts, never as percentages: in a small department a percentage misleads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime

from cro_tui.report.facts import Figure, QuarterFacts, Recommended
from cro_tui.report.figures import HEARD, NOBODY_NAMED, NOT_TOLD, OPEN

_TIES_NAMED = 3
"""Of more categories that tie only their number is said."""


def counted(count: int, one: str, many: str = "") -> str:
    """``1 concern``, ``2 concerns``, ``1,204 concerns``, ``no concerns``."""
    return f"{f'{count:,}' if count else 'no'} {one if count == 1 else many or one + 's'}"


def day(iso: str) -> str:
    """``4 October 2026``, as sentences and heads have it; what is no date as it stands."""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{found.day} {found:%B %Y}"


def short_day(iso: str, year: int = 0) -> str:
    """``4 Oct 2026``, as tables have it, with no-break spaces, or ``4 Oct`` in *year*; what is no date as it stands."""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{found.day}\u00a0{found:%b}" + (f"\u00a0{found.year}" if found.year != year else "")


def moment(iso: str) -> str:
    """``4 October 2026, 7:05 pm`` of a moment, ``4 October 2026`` of a day; what is neither as it stands."""
    return _timed(iso, day)


def short_moment(iso: str) -> str:
    """The same as tables have it: ``4 Oct 2026, 7:05 pm``."""
    return _timed(iso, short_day)


def _timed(iso: str, said: Callable[[str], str]) -> str:
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    half = "am" if found.hour < 12 else "pm"
    return said(iso) + (f", {found.hour % 12 or 12}:{found.minute:02}\u00a0{half}" if len(iso) > 10 else "")


def summary(facts: QuarterFacts, *, earlier: int, watched: int) -> tuple[str, ...]:
    """Five lines: what became of recommendations (read first), what was heard, what most spoke of, what may come, who
    was told.

    *earlier* recommendations and *watched* potential problems there are besides those that the audience may see.
    """
    return (_became(facts, earlier), _heard(facts), _most(facts), _may_come(facts, watched), residents_told(facts))


def _figures(facts: QuarterFacts) -> dict[str, Figure]:
    return {figure.label: figure for figure in facts.figures}


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


def _heard(facts: QuarterFacts) -> str:
    figures = _figures(facts)
    heard, still_open = figures[HEARD], figures[OPEN]
    when = "at the quarter's end" if facts.day > facts.last else f"on {day(facts.day)}"
    line = f"{_capital(counted(heard.now, 'concern'))} heard"
    if not facts.since:
        return f"{line}: nothing is on record up to the quarter's end."
    if not facts.compared:
        return f"{line} in the first quarter on record; {still_open.now or 'none'} open {when}."
    return (
        f"{line}, {_compared(heard.now, heard.before)}; {still_open.now or 'none'} open {when}, earlier ones included."
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
    one_leads = facts.compared and len(facts.leading.labels) == 1
    return most_heard(facts, _compared(facts.leading.now, facts.leading.before) if one_leads else "") + "."


def most_heard(facts: QuarterFacts, compared: str = "") -> str:
    """Of which category most was heard, for a sentence or a caption; without its full stop."""
    leading = facts.leading
    if not leading.labels:
        return "No concern was put in a category" if leading.heard else "Nobody voiced a concern in the quarter"
    of_all = f"{leading.now} of {counted(leading.heard, 'concern')}"
    parts = [f"Most heard of: {_together(leading.labels)}", of_all if len(leading.labels) == 1 else f"{of_all} each"]
    line = ", ".join([*parts, compared] if compared else parts)
    return f"{line}; {leading.uncategorized} without a category" if leading.uncategorized else line


def _together(labels: Sequence[str]) -> str:
    if len(labels) > _TIES_NAMED:
        return f"{len(labels)} categories alike"
    *others, last = labels
    return f"{', '.join(others)} and {last}" if others else last


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


def residents_told(facts: QuarterFacts) -> str:
    """How many were told, how many were not, and how many concerns name nobody who could be: one sentence."""
    figures, residents = _figures(facts), facts.residents
    silent, unnamed = figures[NOT_TOLD].now, figures[NOBODY_NAMED].now
    of_all = f"{residents.told} of {counted(residents.to_tell, 'resident')}" if residents.to_tell else "No residents"
    parts = [f"{of_all} told what became of their concern"]
    if residents.not_fixed:
        parts.append(f"{counted(residents.not_fixed, 'concern')} told of, not fixed")
    if silent:
        parts.append(f"{counted(silent, 'concern')} closed without telling")
    if unnamed:
        parts.append(f"{counted(unnamed, 'concern')} closed that {'names' if unnamed == 1 else 'name'} nobody to tell")
    return "; ".join(parts) + "."


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
            f"{_capital(counted(late, 'concern'))} heard in the quarter entered after its "
            f"{'report was issued' if facts.issued else 'end'}, marked late in the log."
        )
    if carried:
        lines.append(
            f"{_capital(counted(carried, 'concern'))} heard earlier, but entered after the report on that quarter was "
            "issued or due: shown here and marked late in the log, not counted in the figures."
        )
    if facts.crime.contexts:
        lines.append(
            "A change of a count of crime or calls is called out where twice the difference of the two square roots "
            "(the signal) is beyond ±3; less is what chance alone does."
        )
    if facts.day <= facts.last:
        lines.append("The quarter has not ended: the figures are those of the day.")
    lines += [gap.sentence + "." for gap in facts.left_out]
    return tuple(lines)


def _compared(now: int, before: int) -> str:
    if now == before:
        return "as many as the quarter before"
    return f"{'up' if now > before else 'down'} from {before} the quarter before"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _bare(text: str) -> str:
    """A text as the beginning of a sentence: on one line, without its full stop."""
    return " ".join(text.split()).rstrip(".")
