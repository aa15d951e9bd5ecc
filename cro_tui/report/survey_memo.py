"""The facts of the memo to the Chief on a survey: method, results as the reader may read them, comments, what follows.

Comments are read through the audience's reader, as all text is. Pure: the notebook in, plain values out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cro_tui.model.concern import Concern
from cro_tui.model.referral import Recommendation
from cro_tui.model.survey import Question, Survey
from cro_tui.report.audience import Audience, NotForAudience, Reader
from cro_tui.report.facts import Gap
from cro_tui.report.survey_facts import BothSides
from cro_tui.report.survey_text import topic_text
from cro_tui.report.surveyed import both_sides, window
from cro_tui.report.surveying import (
    BEYOND_CHANCE,
    BY_CHANCE,
    Results,
    Tally,
    by_category,
    responses_of,
    results,
    share_text,
)
from cro_tui.store.notebook import Notebook

COMMENTS_SHOWN = 12
"""Comments that the memo gives in their words, those with a concern first."""
NOT_CODED = "not coded"


@dataclass(frozen=True)
class Commented:
    """A comment in its words."""

    text: str
    category: str
    number: str
    """Of the concern that was made of it, or ``""``."""


@dataclass(frozen=True)
class Recommended:
    """An action that answers the survey."""

    text: str
    owner: str
    due: str
    state: str


@dataclass(frozen=True)
class MemoFacts:
    """Everything that the memo says."""

    survey: Survey
    title: str
    purpose: str
    method: str
    drawn: str
    limits: str
    findings: str
    results: Results
    """With the questions as the reader may read them."""
    before: str
    """The wave that it is compared with; ``""`` where there is none."""
    in_words: tuple[str, ...]
    """The questions that are answered in words."""
    sides: tuple[BothSides, ...]
    since: tuple[str, str]
    """The days whose concerns stand beside the survey."""
    comments: int
    coded: tuple[tuple[str, int], ...]
    """(category, comments), most first; those that nobody coded last."""
    shown: tuple[Commented, ...]
    recommended: tuple[Recommended, ...]
    left_out: tuple[Gap, ...]


def memo_facts(notebook: Notebook, survey_id: str, audience: Audience = "command") -> MemoFacts:
    """The facts of one survey. Raises LookupError where there is none, `NotForAudience` where it may not be shown."""
    survey = notebook.of(Survey, survey_id)
    if survey is None:
        raise LookupError(f"no survey has the id “{survey_id}”")
    reader = Reader.of(notebook, audience)
    if not reader.shows(survey):
        raise NotForAudience(f"The survey is {survey.sensitivity or 'internal'}; its results are not for {audience}.")
    found = results(notebook, survey)
    forms = responses_of(notebook, survey.id)
    coded = by_category(forms)
    read = reader.text
    return MemoFacts(
        survey=survey,
        title=read(survey.label),
        purpose=read(survey.purpose),
        method=read(survey.method),
        drawn=read(survey.drawn),
        limits=read(survey.limits),
        findings=read(survey.findings),
        results=_read_by(found, reader),
        before=read(found.before.survey.label) if found.before is not None else "",
        in_words=tuple(read(one.text) for one in survey.asked if one.in_words),
        sides=tuple(BothSides(one.topic, one.concerns, read(one.survey)) for one in both_sides(notebook, found)),
        since=window(notebook, found),
        comments=sum(coded.values()),
        coded=tuple(
            (word or NOT_CODED, coded[word]) for word in sorted(coded, key=lambda one: (not one, -coded[one], one))
        ),
        shown=_shown(notebook, survey, reader),
        recommended=tuple(
            Recommended(read(one.text), read(one.owner), one.due, one.outcome or one.decision or "undecided")
            for one in notebook.all(Recommendation)
            if survey.id in one.answers and reader.shows(one)
        ),
        left_out=tuple(left_out(notebook, survey)),
    )


def _read_by(found: Results, reader: Reader) -> Results:
    """The results, every text of a question as the reader may read it."""

    def question(one: Question) -> Question:
        return Question(one.id, one.topic, reader.text(one.text), tuple(map(reader.text, one.options)))

    def tally(one: Tally) -> Tally:
        return Tally(question(one.question), one.counts, one.population, one.limited)

    changes = {
        key: replace(one, now=tally(one.now), before=tally(one.before), wave=reader.text(one.wave))
        for key, one in found.changes.items()
    }
    before = _read_by(found.before, reader) if found.before is not None else None
    return replace(found, tallies=tuple(map(tally, found.tallies)), changes=changes, before=before)


def _shown(notebook: Notebook, survey: Survey, reader: Reader) -> tuple[Commented, ...]:
    """Comments in their words: those that became concerns, then those that were coded, then others."""
    found = [
        Commented(str(row.get("text") or ""), str(row.get("category") or ""), _number(notebook, row, reader))
        for form in responses_of(notebook, survey.id)
        if reader.shows(form)
        for row in form.comments
    ]
    found.sort(key=lambda one: (not one.number, not one.category))
    return tuple(replace(one, text=reader.text(one.text)) for one in found[:COMMENTS_SHOWN])


def _number(notebook: Notebook, row: Mapping[str, object], reader: Reader) -> str:
    """That of the concern which a comment became, where the reader may see it."""
    concern = notebook.of(Concern, str(row.get("concern") or ""))
    return concern.number if concern is not None and not concern.is_voided and reader.shows(concern) else ""


def left_out(notebook: Notebook, survey: Survey) -> Sequence[Gap]:
    """What the memo does not say, and why."""
    forms = responses_of(notebook, survey.id)
    comments = sum(len(one.comments) for one in forms)
    gaps = []
    if comments > COMMENTS_SHOWN:
        gaps.append(Gap(f"{comments - COMMENTS_SHOWN} of {comments} comments are counted by category, not quoted"))
    if comments:
        gaps.append(Gap("Names, phones, addresses and street numbers in comments are replaced"))
    gaps.append(Gap("Single forms are not shown: nothing in a form says who filled it in"))
    return gaps


def in_brief(facts: MemoFacts) -> list[str]:
    """What to take away: how many answered, each topic in a line, and how far it holds."""
    found = facts.results
    earlier = {topic.topic: topic for topic in found.before.topics} if found.before is not None else {}
    lines = [f"{found.returned_text}."]
    for topic in found.topics:
        if topic.tallies:
            was = earlier.get(topic.topic)
            before = f"; the survey before {share_text(was.favorable, was.answers)}" if was and was.answers else ""
            lines.append(f"{topic.topic.capitalize()}: {topic_text(topic)}{before}.")
    verdicts = Counter(one.verdict for one in found.changes.values())
    tested = verdicts[BEYOND_CHANCE] + verdicts[BY_CHANCE]
    if tested:
        told = f"{verdicts[BEYOND_CHANCE]} of {tested} questions that were tested changed by {BEYOND_CHANCE}"
        lines.append(f"{told}; of so many, about {max(1, round(tested / 20))} would by chance alone.")
    return lines
