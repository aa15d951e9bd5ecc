"""How a survey looks in lists: its questionnaire by topic, its results with bars, its comments; and what stands behind
a line. Knows figures, the notebook and how a row looks; no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.survey import Question, Response, Survey
from cro_tui.report.survey_facts import Surveyed
from cro_tui.report.survey_text import bar, counted, favorable_text, topic_text, word_for
from cro_tui.report.surveying import (
    BEYOND_CHANCE,
    TOO_FEW,
    Change,
    Results,
    Tally,
    limits_text,
    responses_of,
    share_text,
)
from cro_tui.store.notebook import Notebook
from cro_tui.tui.days import plain_day
from cro_tui.tui.masked import MASK, label_of, without
from cro_tui.tui.show import one_line
from cro_tui.tui.widgets.details import Paragraph
from cro_tui.tui.widgets.grouped_list import HEADING
from cro_tui.tui.widgets.rows import Column, Row

SURVEY_COLUMNS = (
    Column("Opened", cells=12),
    Column("Survey", share=3, least=24, most=60),
    Column("Sample", cells=12, gives_way=2),
    Column("Forms", cells=7, right=True),
    Column("State", cells=19, gives_way=1),
)
QUESTION_COLUMNS = (
    Column("", cells=3, right=True),
    Column("", share=4, least=48),
    Column("", share=3, least=16, gives_way=1),
)
BAR_CELLS = 10
RESULT_COLUMNS = (
    Column("", cells=3, right=True),
    Column("", share=1, least=20),
    Column("", cells=8, right=True),
    Column("", cells=BAR_CELLS, gives_way=2, bars=True),
    Column("", cells=8, right=True),
    Column("", cells=5, gives_way=1),
)
COMMENT_COLUMNS = (
    Column("Comment", share=1, least=30),
    Column("Category", cells=18, gives_way=1),
    Column("Concern", cells=14),
)
TOPIC = "topic "


def survey_row(survey: Survey, forms: int, notebook: Notebook, today: date, *, bare: bool) -> Row:
    """The line of a wave, of which so many *forms* came back."""
    state = f"closed {plain_day(survey.closed, today)}" if survey.closed else "open"
    cells = (
        plain_day(survey.day, today),
        label_of(survey, notebook, bare=bare),
        survey.sample or "not said",
        f"{forms:,}",
        state,
    )
    return Row(cells, "≠" if survey.conflicts else "R" if survey.restricted else "", "" if survey.closed else "good")


def scale_text(question: Question) -> str:
    """The ends of the scale: ``very poor to very good``."""
    if question.in_words:
        return "in words"
    return f"{question.options[0]} to {question.options[-1]}"


class QuestionLines:
    """The questionnaire by topic."""

    def __init__(self, survey: Survey, *, hidden: bool) -> None:
        self._rows: dict[str, Row] = {}
        self.questions = {one.id: one for one in survey.asked}
        topic = ""
        for number, one in enumerate(survey.asked, start=1):
            if one.topic != topic:
                topic = one.topic
                self._rows[HEADING + topic] = Row((topic.capitalize(), "", ""))
            text = MASK if hidden else one_line(one.text)
            self._rows[one.id] = Row((str(number), text, scale_text(one)))

    @property
    def keys(self) -> list[str]:
        """In the order of the form."""
        return list(self._rows)

    def row(self, key: str) -> Row:
        """One line."""
        return self._rows[key]


class ResultLines:
    """The results by topic, each with a bar."""

    def __init__(self, results: Results, *, hidden: bool) -> None:
        self.results = results
        self._hidden = hidden
        self._rows: dict[str, Row] = {}
        self._tallies: dict[str, Tally] = {}
        number = 0
        for topic in results.topics:
            self._rows[HEADING + topic.topic] = Row((f"{topic.topic.capitalize()}: {topic_text(topic)}",))
            for one in topic.tallies:
                number += 1
                self._tallies[one.question.id] = one
                self._rows[one.question.id] = self._row(number, one)

    @property
    def keys(self) -> list[str]:
        """Topics and questions in the order of the form."""
        return list(self._rows)

    def row(self, key: str) -> Row:
        """One line."""
        return self._rows[key]

    def _row(self, number: int, one: Tally) -> Row:
        moved = self.results.changes.get(one.question.id)
        share = share_text(one.favorable, one.n) if one.n else "–"
        cells = (
            str(number),
            MASK if self._hidden else one_line(one.question.text),
            share,
            bar(one.share, BAR_CELLS),
            f"n {one.n:,}",
            _moved(moved) if moved else "",
        )
        return Row(cells, tone="" if one.n else "quiet")

    def story(self, key: str) -> tuple[Paragraph, ...]:
        """What stands behind the line of a question."""
        one = self._tallies.get(key)
        if one is None:
            return ()
        said = [
            Paragraph(MASK if self._hidden else one.question.text, tone="strong"),
            Paragraph(favorable_text(one)),
            Paragraph(""),
        ]
        widest = max((count for _, count in one.distribution), default=0)
        for label, count in reversed(one.distribution):
            said.append(Paragraph(f"{count:>6,}  {bar(count / widest if widest else None, 16)}", label[:11] or " "))
        if none := counted(one):
            said.append(Paragraph(none, "besides"))
        change = self.results.changes.get(one.question.id)
        if change is not None:
            said += [Paragraph(""), Paragraph(change.sentence, "change")]
        elif self.results.before is not None:
            said += [Paragraph(""), Paragraph("not asked in these words the time before", "change", "quiet")]
        if one.limits is not None:
            text = f"{limits_text(one.limits)} {word_for(one.question.topic)}, in 95 of 100 such samples"
            said.append(Paragraph(text, "limits"))
        return (*said, Paragraph(""), Paragraph(self.results.caveat, tone="quiet"))


def _moved(change: Change) -> str:
    """By how many points, with a star where that is more than chance explains."""
    points = change.points
    if points is None or change.verdict == TOO_FEW:
        return ""
    star = "*" if change.verdict == BEYOND_CHANCE else ""
    return f"{'▲' if points > 0 else '▼'} {abs(points)}{star}" if points else "="


@dataclass(frozen=True)
class Said:
    """One comment."""

    response: Response
    row: dict[str, object]

    @property
    def key(self) -> str:
        """What the list calls it."""
        return f"{self.response.id} {self.row['id']}"


class CommentLines:
    """The comments of a survey, in order of keying in."""

    def __init__(self, notebook: Notebook, survey: Survey, *, bare: bool) -> None:
        self._notebook = notebook
        self._bare = bare
        self._hidden = survey.restricted and not bare
        people = [] if bare else [one for one in notebook.all(Contact, voided=True) if one.restricted]
        self._shown: Callable[[str], str] = without(people)
        self._said = {
            said.key: said
            for response in responses_of(notebook, survey.id)
            for said in (Said(response, row) for row in response.comments)
        }

    @property
    def keys(self) -> list[str]:
        """Those that nobody coded first."""
        return sorted(self._said, key=lambda key: bool(self._said[key].row.get("category")))

    def __getitem__(self, key: str) -> Said:
        return self._said[key]

    def __contains__(self, key: object) -> bool:
        return key in self._said

    def text(self, key: str) -> str:
        """The comment as it may show."""
        said = self._said[key]
        hidden = self._hidden or (said.response.restricted and not self._bare)
        return MASK if hidden else self._shown(str(said.row.get("text") or ""))

    def row(self, key: str) -> Row:
        """One line."""
        row = self._said[key].row
        concern = self._notebook.of(Concern, str(row.get("concern") or ""))
        number = concern.number if concern is not None and not concern.is_voided else ""
        text = one_line(self.text(key))
        return Row((text, str(row.get("category") or ""), number), "R" if self._said[key].response.restricted else "")

    def story(self, key: str) -> Iterator[Paragraph]:
        """The whole comment."""
        if key in self._said:
            yield Paragraph(self.text(key))


def survey_line(found: Surveyed) -> tuple[str, list[tuple[str, str]], tuple[str, ...], str]:
    """The report's line on surveys: title, what stands behind it, the record, the section."""
    said = [("When", " ".join(found.sentences))]
    said += [(one.topic.capitalize(), f"{one.concerns}. {found.title}: {one.survey}") for one in found.sides]
    return "Survey and standards calendar", said, (found.survey_id,) if found.survey_id else (), "survey"
