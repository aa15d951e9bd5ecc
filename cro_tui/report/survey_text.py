"""The results of a survey as plain lines with bars, for a terminal and for a screen reader. Pure: figures to text."""

from __future__ import annotations

from collections.abc import Iterator

from cro_tui.model.scales import TOPICS
from cro_tui.report.surveying import AS_COUNTS_BELOW, OfTopic, Results, Tally, limits_text, share_text

BAR = 20
"""Characters of a bar of 100 %."""
_FULL, _PARTS = "█", " ▏▎▍▌▋▊▉"


def bar(share: float | None, width: int = BAR) -> str:
    """A bar as long as *share* of *width*, in eighths of a character; nothing for None."""
    eighths = round((share or 0) * width * 8)
    return (_FULL * (eighths // 8) + _PARTS[eighths % 8]).rstrip()


def counted(one: Tally) -> str:
    """The answers that are no opinion, and how many there are of each."""
    named = (("don't know", one.dont_know), ("blank", one.blank), ("several marked", one.several))
    return ", ".join(f"{name} {count:,}" for name, count in named if count)


def word_for(topic: str) -> str:
    """What a favorable answer is called: of what should be done, that one wants more of it."""
    return "want more" if topic == TOPICS[-1] else "favorable"


def favorable_text(one: Tally) -> str:
    """``62% favorable (55–68%), n = 181``."""
    limits = limits_text(one.limits)
    share = f"{share_text(one.favorable, one.n)} {word_for(one.question.topic)}" if one.n else "no answer"
    return f"{share}{f' ({limits})' if limits else ''}, n = {one.n:,}"


def topic_text(topic: OfTopic) -> str:
    """``61% favorable of 1,040 answers``."""
    if not topic.tallies:
        return "not asked"
    many = f"{topic.answers:,} {'answer' if topic.answers == 1 else 'answers'}"
    if topic.answers < AS_COUNTS_BELOW:
        return f"{topic.favorable} of {many} {word_for(topic.topic)}" if topic.answers else "no answer"
    return f"{share_text(topic.favorable, topic.answers)} {word_for(topic.topic)} of {many}"


def lines(results: Results) -> Iterator[str]:
    """All of the results."""
    yield f"{results.returned_text}. {results.caveat}"
    if results.before is not None:
        yield f"Compared with {results.before.survey.label} ({results.before.returned_text})."
    if results.unknown:
        yield f"{results.unknown:,} marks are of no question or option of this questionnaire: not counted."
    number = 0
    for topic in results.topics:
        yield ""
        yield f"{topic.topic.capitalize()}: {topic_text(topic)}"
        for one in topic.tallies:
            number += 1
            yield f"  {number}. {one.question.text}"
            yield f"     {favorable_text(one)}  {bar(one.share)}".rstrip()
            if one.n:
                yield f"     {distributed(one)}"
            if none := counted(one):
                yield f"     besides: {none}"
            if change := results.changes.get(one.question.id):
                yield f"     {change.sentence}"


def distributed(one: Tally) -> str:
    """``strongly disagree 4, disagree 9, …``."""
    return ", ".join(f"{label} {count:,}" for label, count in one.distribution)
