"""What a survey says: answers counted by question and topic, shares with their limits, and what changed since the last.

*Don't know*, *blank* and *several marked* are counted apart and are no part of any share. Limits are given only where
chance drew the sample. Pure: records in, figures and sentences out; comments are not read here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from cro_tui.model.scales import BLANK, DONT_KNOW, SEVERAL, TOPICS
from cro_tui.model.survey import Question, Response, Survey
from cro_tui.report.proportions import Z_95, Limits, TooFew, deviate, wilson
from cro_tui.store.notebook import Notebook

AS_COUNTS_BELOW = 20
"""Of fewer answers a percentage says more than is known: the counts are printed."""
_LEAST_RATE = 0.01
BEYOND_CHANCE, BY_CHANCE = "more than chance explains", "no more than chance explains"
NOT_TESTED, TOO_FEW = "not tested", "too few to tell"
NOT_DRAWN = (
    "The sample is a convenience sample: it tells what those said who answered, and not what the whole community "
    "thinks. No limits can be given, and no change can be tested."
)
NOT_SAID = (
    "It is not noted how the sample was drawn. The results are read as those of a convenience sample: they tell what "
    "those said who answered. No limits can be given."
)
DRAWN = (
    "The limits hold for chance alone, in 95 of 100 such samples. They say nothing of people who were drawn and did "
    "not answer, nor of whom the list does not reach."
)


@dataclass(frozen=True)
class Tally:
    """The answers to one question."""

    question: Question
    counts: Mapping[str, int]
    """Code -> how often it was given."""
    population: int | None = None
    """Whom the sample stands for, where that is known and chance drew it."""
    limited: bool = False
    """Whether limits can be given: chance drew the sample."""

    @cached_property
    def n(self) -> int:
        """Valid answers: those that name one option of the scale."""
        return sum(self.counts.get(code, 0) for code in self.question.codes)

    @property
    def dont_know(self) -> int:
        """Said that they don't know."""
        return self.counts.get(DONT_KNOW, 0)

    @property
    def blank(self) -> int:
        """Left it out."""
        return self.counts.get(BLANK, 0)

    @property
    def several(self) -> int:
        """Marked more than one."""
        return self.counts.get(SEVERAL, 0)

    @property
    def returned(self) -> int:
        """Forms that had the question."""
        return sum(self.counts.values())

    @cached_property
    def favorable(self) -> int:
        """Valid answers in the favorable options: the top two of the scale, of a short one the top one."""
        return sum(self.counts.get(code, 0) for code in self.question.favorable)

    @property
    def share(self) -> float | None:
        """The favorable among the valid answers, from 0 to 1; None where there is none."""
        return self.favorable / self.n if self.n else None

    @cached_property
    def limits(self) -> Limits | None:
        """The 95 % limits of the share; None for a convenience sample, or where nobody answered."""
        if not self.limited or not self.n:
            return None
        population = self.population if self.population and self.population >= self.n else None
        return wilson(self.favorable, self.n, population)

    @property
    def distribution(self) -> tuple[tuple[str, int], ...]:
        """(option in words, how many marked it), the least favorable first."""
        labels = zip(self.question.options, self.question.codes, strict=True)
        return tuple((label, self.counts.get(code, 0)) for label, code in labels)


@dataclass(frozen=True)
class Change:
    """One question now and in the wave before."""

    now: Tally
    before: Tally
    wave: str
    """What the wave before is called."""
    verdict: str
    """One of the four words above."""

    @property
    def points(self) -> int | None:
        """By how many percentage points the favorable share rose; None where nobody answered."""
        if self.now.share is None or self.before.share is None:
            return None
        return round(100 * self.now.share) - round(100 * self.before.share)

    @property
    def sentence(self) -> str:
        """``up 9 points from 53% in spring 2024 (n = 171): more than chance explains``."""
        was = f"{share_text(self.before.favorable, self.before.n)} in {self.wave} (n = {self.before.n:,})"
        points = self.points
        if self.verdict == TOO_FEW or points is None:
            return f"{was}: {TOO_FEW}"
        many = "point" if abs(points) == 1 else "points"
        moved = f"{'up' if points > 0 else 'down'} {abs(points)} {many} from {was}" if points else f"as {was}"
        return f"{moved}: {self.verdict}"


@dataclass(frozen=True)
class OfTopic:
    """One of the five topics."""

    topic: str
    tallies: tuple[Tally, ...]

    @property
    def answers(self) -> int:
        """Valid answers to all of its questions."""
        return sum(one.n for one in self.tallies)

    @property
    def favorable(self) -> int:
        """Favorable ones among them."""
        return sum(one.favorable for one in self.tallies)

    @property
    def share(self) -> float | None:
        """Favorable among all valid answers. One person gives several, so that no limits are given for it."""
        return self.favorable / self.answers if self.answers else None


@dataclass(frozen=True)
class Results:
    """A whole wave."""

    survey: Survey
    returned: int
    """Forms."""
    tallies: tuple[Tally, ...]
    """Of the questions that are marked, in the order of the form."""
    unknown: int = 0
    """Answers to questions, or with codes, that the questionnaire does not have."""
    before: Results | None = None
    """The wave that it is compared with."""
    changes: Mapping[str, Change] = field(default_factory=dict)
    """Question -> what changed, where the same was asked before."""

    @cached_property
    def topics(self) -> tuple[OfTopic, ...]:
        """The topics, in the order of the procedure; those without a question too."""
        return tuple(
            OfTopic(topic, tuple(one for one in self.tallies if one.question.topic == topic)) for topic in TOPICS
        )

    @property
    def rate(self) -> float | None:
        """Forms that came back among those that went out, from 0 to 1; None where that is not known."""
        invited = self.survey.invited
        return self.returned / invited if invited and invited >= self.returned else None

    @property
    def caveat(self) -> str:
        """What must be said beside the figures."""
        if self.survey.is_probability:
            return DRAWN
        return NOT_DRAWN if self.survey.sample else NOT_SAID

    @property
    def returned_text(self) -> str:
        """How many came back, and of how many."""
        if self.rate is None:
            return f"{self.returned:,} forms came back" if self.returned != 1 else "1 form came back"
        rate = f"{self.rate:.0%}" if self.rate >= _LEAST_RATE or not self.returned else "less than 1%"
        return f"{self.returned:,} of {self.survey.invited:,} forms came back ({rate})"


def responses_of(notebook: Notebook, survey_id: str) -> list[Response]:
    """The forms of a survey that came back, in order of keying in."""
    return [one for one in notebook.all(Response) if one.values.get("survey") == survey_id]


def results(notebook: Notebook, survey: Survey) -> Results:
    """The results of *survey*, compared with the wave that it names."""
    now = tabulated(survey, responses_of(notebook, survey.id))
    earlier = notebook.of(Survey, survey.follows) if survey.follows else None
    if earlier is None or earlier.id == survey.id or earlier.is_voided:
        return now
    return compared(now, tabulated(earlier, responses_of(notebook, earlier.id)))


def tabulated(survey: Survey, responses: Sequence[Response]) -> Results:
    """The answers of all *responses* counted. 5,000 forms of 60 questions take some 30 ms: they are counted as text."""
    marks = Counter(chain.from_iterable(str(one.values.get("answers") or "").split() for one in responses))
    counts: dict[str, dict[str, int]] = {}
    for mark, count in marks.items():
        question_id, _, code = mark.rpartition("=")
        counts.setdefault(question_id, {})[code] = count
    drawn = survey.is_probability
    tallies = []
    known = 0
    for question in survey.asked:
        if question.in_words:
            continue
        given = {code: count for code, count in counts.get(question.id, {}).items() if question.takes(code)}
        known += sum(given.values())
        tallies.append(Tally(question, given, survey.population if drawn else None, drawn))
    return Results(survey, len(responses), tuple(tallies), sum(marks.values()) - known)


def compared(now: Results, before: Results) -> Results:
    """*now* with what changed in the questions that *before* asked in the same words, with the same options."""
    earlier = {_asked(one.question): one for one in before.tallies}
    tested = now.survey.is_probability and before.survey.is_probability
    wave = before.survey.wave or before.survey.label
    changes = {
        one.question.id: Change(one, same, wave, _verdict(one, same, tested=tested))
        for one in now.tallies
        if (same := earlier.get(_asked(one.question))) is not None
    }
    return Results(now.survey, now.returned, now.tallies, now.unknown, before, changes)


def _asked(question: Question) -> tuple[str, tuple[str, ...]]:
    return " ".join(question.text.casefold().split()), tuple(one.casefold() for one in question.options)


def _verdict(now: Tally, before: Tally, *, tested: bool) -> str:
    if min(now.n, before.n) < AS_COUNTS_BELOW:
        return TOO_FEW
    if not tested:
        return NOT_TESTED
    try:
        z = deviate(now.favorable, now.n, before.favorable, before.n)
    except TooFew:
        return TOO_FEW
    return BEYOND_CHANCE if abs(z) >= Z_95 else BY_CHANCE


def share_text(favorable: int, n: int) -> str:
    """``62%``; of a few answers ``3 of 7``; ``no answer``."""
    if not n:
        return "no answer"
    return f"{favorable / n:.0%}" if n >= AS_COUNTS_BELOW else f"{favorable} of {n}"


def limits_text(limits: Limits | None) -> str:
    """``55–68%``; ``""`` where there are none."""
    return f"{100 * limits.low:.0f}–{100 * limits.high:.0f}%" if limits is not None else ""


def by_category(responses: Iterable[Response]) -> Counter[str]:
    """Comments by the category that they were coded with; ``""`` those that nobody coded."""
    return Counter(str(row.get("category") or "") for one in responses for row in one.comments)
