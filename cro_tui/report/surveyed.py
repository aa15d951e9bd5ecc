"""The standards calendar of surveys, and each topic from two sides: what concerns told, what the survey says.

Procedure 4.301 wants a survey at least every two years; how many months is a setting. Pure: the notebook in, plain
values out; what the reader may not see is not in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cro_tui.model.concern import Concern
from cro_tui.model.referral import Recommendation
from cro_tui.model.scales import TOPICS
from cro_tui.model.survey import Survey
from cro_tui.report.audience import Reader
from cro_tui.report.figures import speaks_of_the_department
from cro_tui.report.period import Period
from cro_tui.report.survey_facts import BothSides, Surveyed
from cro_tui.report.surveying import Results, results, share_text
from cro_tui.store.notebook import Notebook

PERFORMANCE, COMPETENCE, BEHAVIOR, FEARS, IMPROVEMENTS = TOPICS
OF_SURVEYS = "survey"
"""The channel of a concern that was a comment on a form: it is no voice besides the survey."""
_OF_SHARES = "Shares of those who answered of a probability sample; the memo on the survey has their limits."
_OF_BEHAVIOR = ("tension", "conduct", "behavior", "attitude", "courtesy")


@dataclass(frozen=True)
class Calendar:
    """When the public was asked last, and when it must be asked again."""

    last: Survey | None
    """The wave that was closed last."""
    running: Survey | None
    """One that is open."""
    due: str
    """ISO date by which the next one must be closed; ``""`` where none was closed yet, or none is ever due."""
    months: int
    """Of the interval; 0: never due."""

    def days_left(self, today: date) -> int | None:
        """Days until it is due, negative where that is past."""
        return (date.fromisoformat(self.due) - today).days if self.due else None


def calendar(notebook: Notebook, until: str) -> Calendar:
    """How it stands on the ISO date *until*."""
    months = notebook.settings.intervals.survey_months
    known = [one for one in notebook.all(Survey) if one.day <= until]
    closed = [one for one in known if one.closed and one.closed <= until]
    last = max(closed, key=lambda one: (one.closed, one.id), default=None)
    running = max(
        (one for one in known if not one.closed or one.closed > until), key=lambda one: (one.day, one.id), default=None
    )
    due = months_after(last.closed, months) if last is not None and months else ""
    return Calendar(last, running, due, months)


def months_after(iso: str, months: int) -> str:
    """The same day so many months later; the last of the month where there is no such day."""
    day = date.fromisoformat(iso[:10])
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - timedelta(days=1)).isoformat()


def surveyed(notebook: Notebook, period: Period, reader: Reader) -> Surveyed:
    """The part of the report on a quarter, as *reader* may read it."""
    from cro_tui.report.sentences import day

    until = min(period.last, period.today)
    found = calendar(notebook, until)
    last, running = found.last, found.running
    sentences: list[str] = []
    if last is not None:
        sentences.append(f"The last survey of citizens' attitudes and opinions was closed on {day(last.closed)}.")
    elif not running:
        sentences.append("No survey of citizens' attitudes and opinions is on record.")
    if running is not None:
        sentences.append(f"One has been open since {day(running.opened)}.")
    if found.due:
        late = found.due < until
        sentences.append(
            f"The next one {'was' if late else 'is'} due by {day(found.due)}, {found.months} months after it"
            f"{': it is overdue.' if late else '.'}"
        )
    elif found.months and last is None:
        sentences.append(f"One is due at least every {found.months} months.")
    if last is None or not reader.shows(last):
        return Surveyed(tuple(sentences))
    said = results(notebook, last)
    return Surveyed(
        tuple(sentences),
        reader.text(last.label),
        tuple(BothSides(one.topic, one.concerns, reader.text(one.survey)) for one in both_sides(notebook, said)),
        _OF_SHARES if last.is_probability else said.caveat,
        last.id,
    )


def both_sides(notebook: Notebook, said: Results) -> tuple[BothSides, ...]:
    """Each topic: what concerns told in the time up to the survey's closing, and what the survey says."""
    first, last = window(notebook, said)
    concerns = [one for one in notebook.all(Concern) if first < one.day <= last and one.channel != OF_SURVEYS]
    recommended = [one for one in notebook.all(Recommendation) if first < one.day <= last]
    of_topic = {
        PERFORMANCE: [one for one in concerns if topic_of(one.category) == PERFORMANCE],
        BEHAVIOR: [one for one in concerns if topic_of(one.category) == BEHAVIOR],
        FEARS: [one for one in concerns if topic_of(one.category) == FEARS],
    }
    told = {topic: _counted(found) for topic, found in of_topic.items()}
    told[COMPETENCE] = "concerns have no category of their own for it"
    told[IMPROVEMENTS] = f"{len(recommended) or 'no'} recommended {'action' if len(recommended) == 1 else 'actions'}"
    return tuple(BothSides(one.topic, told[one.topic], _said(said, one.topic)) for one in said.topics)


def window(notebook: Notebook, said: Results) -> tuple[str, str]:
    """The days whose concerns stand beside a survey: since the wave before was closed, else of the interval."""
    last = said.survey.closed or notebook.clock().date().isoformat()
    if said.before is not None and said.before.survey.closed:
        return said.before.survey.closed, last
    return months_after(last, -(notebook.settings.intervals.survey_months or 24)), last


def topic_of(category: str) -> str:
    """The topic of which a concern of that category tells; ``""`` for one without a category."""
    if not category:
        return ""
    if any(word in category.casefold() for word in _OF_BEHAVIOR):
        return BEHAVIOR
    return PERFORMANCE if speaks_of_the_department(category) else FEARS


def _counted(concerns: Sequence[Concern]) -> str:
    if not concerns:
        return "no concern"
    counts: dict[str, int] = {}
    for one in concerns:
        counts[one.category] = counts.get(one.category, 0) + 1
    many = f"{len(concerns)} {'concern' if len(concerns) == 1 else 'concerns'}"
    if len(counts) == 1:
        return f"{many} ({next(iter(counts))})"
    most = sorted(counts, key=lambda one: (-counts[one], one))[:3]
    named = ", ".join(f"{one} {counts[one]}" for one in most)
    more = f" and {len(counts) - len(most)} more" if len(counts) > len(most) else ""
    return f"{many}: {named}{more}"


def _said(said: Results, topic: str) -> str:
    found = next(one for one in said.topics if one.topic == topic)
    tallies = [one for one in found.tallies if one.n]
    if not tallies:
        return "nothing was asked" if not found.tallies else "nobody answered"
    ordered = sorted(tallies, key=lambda one: (one.share or 0, one.question.id))
    low, high = ordered[0], ordered[-1]
    people = max(one.n for one in tallies)
    word = "for more" if topic == IMPROVEMENTS else "favorable"
    whole = f"{share_text(found.favorable, found.answers)} {word} (up to {people:,} people)"
    if len(tallies) == 1:
        return whole
    return (
        f"{whole}; least: “{low.question.text}” {share_text(low.favorable, low.n)}, "
        f"most: “{high.question.text}” {share_text(high.favorable, high.n)}"
    )
