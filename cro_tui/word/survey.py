"""The memo to the Chief on a survey: method, limits, the five topics, comments, recommendations, questionnaire.

Procedure 4.301 wants the results and recommendations to go to the Chief through the chain of command. Knows facts and
paper; decides nothing about who may read what.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cro_tui.model.scales import TOPICS
from cro_tui.report.plain import shortened
from cro_tui.report.sentences import counted, day, short_day
from cro_tui.report.survey_facts import BothSides
from cro_tui.report.survey_memo import Commented, MemoFacts, Recommended, in_brief, memo_facts
from cro_tui.report.survey_text import counted as none_of_them
from cro_tui.report.survey_text import distributed, topic_text
from cro_tui.report.surveying import (
    AS_COUNTS_BELOW,
    BEYOND_CHANCE,
    BY_CHANCE,
    NOT_TESTED,
    TOO_FEW,
    Change,
    OfTopic,
    Tally,
    limits_text,
    share_text,
)
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.charts import Chart, Series
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.listing import Listing, Shown, brief, plain, right, whole
from cro_tui.word.markup import Inline, Span
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column
from cro_tui.word.text import without_brackets
from cro_tui.word.wording import (
    MISSING,
    TITLE_LENGTH,
    department_name,
    marking_for,
    masthead_of,
    prepared_by,
    with_office,
)

TITLE = "Survey of Citizens' Attitudes and Opinions"
_QUESTION, _COMMENT, _TEXT = 160, 400, 260
_QUESTION_ROOM = 2700
"""dxa: a question is the longest text of its row."""
_SHORT_TOPICS = ("Performance", "Competence", "Behavior", "Feeling safe")
"""The topics of which an answer can be favorable; of the last one, what is wanted is said."""


def write_survey(notebook: Notebook, settings: Settings, survey_id: str, today: date, target: Path) -> Path:
    """Writes the memo on a survey into the folder, or as the file, `target`; returns where it is.

    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises LookupError: there is no such survey.
    :raises OSError: `target` can't be written to.
    """
    facts = memo_facts(notebook, survey_id)
    named = without_brackets(shortened(facts.title, TITLE_LENGTH)) or "without a title"
    return _paper(facts, settings, today).write(target, f"Survey Memo {named} {today.isoformat()}")


def _paper(facts: MemoFacts, settings: Settings, today: date) -> Paper:
    title = shortened(facts.title, TITLE_LENGTH) or TITLE
    paper = Paper(
        masthead_of(
            settings,
            title=title,
            subject=TITLE,
            day=today,
            period=day(facts.survey.closed or facts.survey.opened),
            marking=marking_for(settings, "command"),
        ),
        letterhead_of(settings),
    )
    paper.title(title, f"{department_name(settings)} · {_when(facts)}")
    _head(paper, settings, today)
    paper.box("In brief", in_brief(facts))
    paper.paragraph(facts.findings)
    _chart(paper, facts)
    _method(paper, facts)
    number = 1
    for topic in facts.results.topics:
        _topic(paper, facts, topic, number)
        number += len(topic.tallies)
    _both_sides(paper, facts)
    _comments(paper, facts)
    _recommendations(paper, facts)
    paper.heading("Review")
    department = settings.department
    paper.signature_lines(
        [
            ("Prepared by", with_office(settings.officer.name, settings.officer.title)),
            ("From", with_office(department.supervisor, "Community Policing Supervisor")),
            *(("Via", name) for name in department.via),
            ("To", with_office(department.chief, "Chief of Police")),
        ]
    )
    _questionnaire(paper, facts)
    _arithmetic(paper, facts)
    return paper


def _when(facts: MemoFacts) -> str:
    opened, closed = facts.survey.opened, facts.survey.closed
    return f"{day(opened)} to {day(closed)}" if closed else f"open since {day(opened)}: these are not the final results"


def _head(paper: Paper, settings: Settings, today: date) -> None:
    department = settings.department
    paper.memo_head(
        [
            ("TO", with_office(department.chief, "Chief of Police")),
            ("VIA", "; ".join(department.via)),
            ("FROM", with_office(department.supervisor, "Community Policing Supervisor")),
            ("PREPARED BY", prepared_by(settings)),
            ("DATE", day(today.isoformat())),
            ("SUBJECT", "Results of the survey, and what they recommend"),
        ]
    )


def _percent(share: float | None) -> int:
    return round(100 * (share or 0))


def _chart(paper: Paper, facts: MemoFacts) -> None:
    """The favorable share of each topic, beside the wave before."""
    found = facts.results
    asked = [(label, topic) for label, topic in zip(_SHORT_TOPICS, found.topics, strict=False) if topic.answers]
    if not asked or any(topic.answers < AS_COUNTS_BELOW for _, topic in asked):
        return  # bars of a handful of answers would be taken for a finding
    series = [Series("This survey", [_percent(topic.share) for _, topic in asked])]
    if found.before is not None:
        earlier = {topic.topic: topic for topic in found.before.topics}
        if all(earlier[topic.topic].answers for _, topic in asked):
            series.append(Series("The one before", [_percent(earlier[topic.topic].share) for _, topic in asked]))
    best = max(asked, key=lambda one: one[1].share or 0)
    least = min(asked, key=lambda one: one[1].share or 0)
    caption = f"Favorable among the valid answers, in percent: most on {best[0].lower()}"
    if least is not best:
        caption += f", least on {least[0].lower()}"
    paper.figure(Chart("Favorable answers by topic, in percent", [label for label, _ in asked], series), f"{caption}.")


def _method(paper: Paper, facts: MemoFacts) -> None:
    survey, found = facts.survey, facts.results
    paper.heading("Method, and how far it holds")
    paper.paragraph(facts.purpose)
    sample = f"{survey.sample} sample" if survey.sample else "how the sample was drawn is not noted"
    method = f"{facts.method}; {sample}" if facts.method else sample.capitalize()
    lines: list[Inline | Sequence[Inline]] = [f"{method[:1].upper()}{method[1:]}. {facts.drawn}".strip()]
    stands = f" The sample stands for {survey.population:,} people." if survey.population else ""
    lines.append(f"{found.returned_text}.{stands}")
    if found.rate is None:
        lines.append("How many were invited is not noted, so that no response rate can be given.")
    lines.append([Span(found.caveat, bold=True)])
    if facts.limits:
        lines.append(facts.limits)
    if found.before is not None:
        lines.append(f"Compared with {shortened(facts.before, TITLE_LENGTH)}: {found.before.returned_text}.")
        if not (survey.is_probability and found.before.survey.is_probability):
            lines.append("One of the two samples was not drawn by chance: no change is tested.")
    if found.unknown:
        lines.append(f"{found.unknown:,} marks are of no question or option of this questionnaire, and not counted.")
    paper.bullets(lines)


def _topic(paper: Paper, facts: MemoFacts, topic: OfTopic, first: int) -> None:
    paper.heading(topic.topic.capitalize())
    if topic.tallies:
        paper.paragraph(f"{_capital(topic_text(topic))}.", keep_next=True)
    changes = facts.results.changes
    numbers = {one.question.id: str(first + place) for place, one in enumerate(topic.tallies)}
    wanted = topic.topic == TOPICS[-1]
    columns: list[Shown[Tally]] = [
        whole("No.", lambda one: numbers[one.question.id]),
        (Column("Question", room=_QUESTION_ROOM), lambda one: shortened(one.question.text, _QUESTION)),
        whole("Least to most" if wanted else "Least to most favorable", _marks),
        right("Want more" if wanted else "Favorable", lambda one: share_text(one.favorable, one.n)),
    ]
    if facts.results.survey.is_probability:
        columns.append(right("Limits", lambda one: limits_text(one.limits) or MISSING))
    columns += (
        right("n", lambda one: f"{one.n:,}"),
        right("Don't know", lambda one: f"{one.dont_know:,}"),
    )
    if facts.results.before is not None:
        columns.append(whole("Before", lambda one: _before(changes.get(one.question.id))))
        columns.append(whole("Change", lambda one: _change(changes.get(one.question.id))))
    Listing[Tally](
        f"{topic.topic.capitalize()}: answers to each question",
        "Each question: how often every option was marked, the favorable share of the valid answers, their number.",
        "The questionnaire has no question on this topic.",
        columns,
    ).print(paper, topic.tallies)


def _before(change: Change | None) -> str:
    """The share of the wave before, with its n."""
    if change is None:
        return MISSING
    return f"{share_text(change.before.favorable, change.before.n)}\nn {change.before.n:,}"


_VERDICTS = {BEYOND_CHANCE: "beyond chance", BY_CHANCE: "within chance", NOT_TESTED: "not tested"}


def _change(change: Change | None) -> str:
    """The points, and whether chance explains them."""
    if change is None:
        return "not asked then"
    points = change.points
    if points is None or change.verdict == TOO_FEW:
        return TOO_FEW
    moved = f"{points:+d}".replace("-", "\N{MINUS SIGN}") if points else "the same"
    return f"{moved}\n{_VERDICTS[change.verdict]}"


def _marks(one: Tally) -> str:
    return " · ".join(str(count) for _, count in one.distribution)


def _both_sides(paper: Paper, facts: MemoFacts) -> None:
    paper.heading("What concerns told, and what the survey says")
    first, last = facts.since
    paper.paragraph(f"Concerns of {day(first)} to {day(last)} beside the survey; they are voices, not a sample.")
    Listing[BothSides](
        "Each topic from both sides",
        "For each of the five topics: the concerns that were heard, and the answers to the survey.",
        "",
        (
            plain("Topic", lambda one: one.topic.capitalize()),
            plain("From concerns", lambda one: one.concerns),
            plain("From the survey", lambda one: one.survey),
        ),
    ).print(paper, facts.sides)


def _comments(paper: Paper, facts: MemoFacts) -> None:
    paper.heading("Comments")
    if not facts.comments:
        paper.paragraph("No form had a comment.")
        return
    Listing[tuple[str, int]](
        f"{counted(facts.comments, 'comment').capitalize()}, by what they are about",
        "Comments of the forms by the category that the officer gave them.",
        "",
        (plain("About", lambda one: one[0].capitalize()), right("Comments", lambda one: str(one[1]))),
    ).print(paper, facts.coded)
    Listing[Commented](
        "Comments in their own words",
        "Comments as they were written, names replaced, with the concern that was made of them.",
        "",
        (
            plain("Comment", lambda one: shortened(one.text, _COMMENT)),
            plain("About", lambda one: one.category or MISSING),
            whole("Concern", lambda one: one.number or MISSING),
        ),
    ).print(paper, facts.shown)


def _recommendations(paper: Paper, facts: MemoFacts) -> None:
    paper.heading("Recommendations")
    Listing[Recommended](
        "Actions recommended in answer to the survey",
        "Actions that answer the survey, with who is to do them, and the decision.",
        "No action is recommended yet in answer to the survey.",
        (
            plain("Action", lambda one: shortened(one.text, _TEXT)),
            plain("Owner", lambda one: brief(one.owner, none="not named")),
            whole("Due", lambda one: short_day(one.due) or MISSING),
            whole("Decision", lambda one: "☐ approve\n☐ decline" if one.state == "undecided" else one.state),
        ),
    ).print(paper, facts.recommended)


def _questionnaire(paper: Paper, facts: MemoFacts) -> None:
    paper.page_break()
    paper.heading("Appendix: questionnaire and every answer")
    numbers = {one.question.id: str(place) for place, one in enumerate(facts.results.tallies, start=1)}
    Listing[Tally](
        "Every question with its options",
        "The questions in the order of the form, with how often each option was marked.",
        "The questionnaire has no question to mark.",
        (
            whole("No.", lambda one: numbers[one.question.id]),
            plain("Question", lambda one: shortened(one.question.text, _TEXT)),
            plain("Answers", lambda one: "; besides: ".join(filter(None, (distributed(one), none_of_them(one))))),
        ),
    ).print(paper, facts.results.tallies)
    if facts.in_words:
        paper.paragraph(f"In words: {'; '.join(shortened(one, _TEXT) for one in facts.in_words)}")


def _arithmetic(paper: Paper, facts: MemoFacts) -> None:
    paper.heading("Appendix: how it was counted")
    lines = [
        "Favorable are the top two options of a scale, of a scale with fewer than four options the top one. Shares are "
        "of the valid answers: don't know, blank and several marked are counted apart. Below 20 answers counts are "
        "printed instead of percentages.",
        "The share of a topic is that of all valid answers to its questions. One person gives several of them, so that "
        "no limits are given for it.",
    ]
    if facts.survey.is_probability:
        lines.append(
            "Limits are 95 % limits by Wilson's score method, without continuity correction (Newcombe 1998), narrowed "
            "for a finite population where its size is noted (Cochran 1977)."
        )
    if facts.results.before is not None:
        lines.append(
            "A change is tested where both samples were drawn by chance, by the pooled test of two proportions (Fleiss "
            "1981) at the 5 % level; with fewer than five expected in a cell, or fewer than 20 answers, there are too "
            "few to tell. Only questions in the same words with the same options are compared."
        )
    lines += [f"{gap.sentence}." for gap in facts.left_out]
    paper.bullets(lines)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
