"""The paper form of a survey: boxes to mark, large enough for anybody, and no place for a name.

Knows the questionnaire and paper. It goes to the public: names that the public may not read are replaced in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from cro_tui.model.scales import TOPICS
from cro_tui.model.survey import Question, Survey
from cro_tui.report.audience import Reader
from cro_tui.report.plain import clean, shortened
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.text import without_brackets
from cro_tui.word.wording import TITLE_LENGTH, department_name, masthead_of

BOX = "☐"
_POINTS, _BOX_POINTS = 11, 16
_BOX_ROOM, _QUESTION_ROOM = 860, 3600
"""dxa."""
_ROW, _LINE = 480, 520
"""Height of a row with boxes, and of a line to write on, in dxa."""
_LINES = 4
_QUESTION = 300
NO_NAME = "Please write no name on this form"
_INTRODUCTION = (
    "{asks} would like to know what you think of its work and how safe you feel. It takes about ten minutes. Please "
    "write no name: nobody will know who answered. Leave out what you do not want to answer."
)
_HEADINGS = dict(
    zip(
        TOPICS,
        (
            "The work of the department",
            "What officers know and can do",
            "How officers deal with people",
            "Safety and crime",
            "What should be done",
        ),
        strict=True,
    )
)
"""The topics in words that lead nobody to an answer."""
_OTHER_BOXES, _IN_WORDS = "Here the boxes have other names:", "And in your own words:"
_HOW = "Mark one box in each line, like this: ☒. If you cannot tell, mark the last one."


def write_survey_form(notebook: Notebook, settings: Settings, survey_id: str, target: Path) -> Path:
    """Writes the form of a survey into the folder, or as the file, `target`; returns where it is.

    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises LookupError: there is no such survey.
    :raises OSError: `target` can't be written to.
    """
    survey = notebook.of(Survey, survey_id)
    if survey is None:
        raise LookupError(f"no survey has the id “{survey_id}”")
    reader = Reader.of(notebook, "public")
    title = shortened(reader.text(survey.label), TITLE_LENGTH)
    return _paper(survey, settings, reader, title).write(target, f"Survey Form {without_brackets(title)}")


def _paper(survey: Survey, settings: Settings, reader: Reader, title: str) -> Paper:
    from datetime import date

    masthead = masthead_of(
        settings,
        title=title,
        subject="A form to mark; no name is asked for",
        day=date.fromisoformat(survey.day),
        marking=NO_NAME,
    )
    paper = Paper(masthead, letterhead_of(settings))
    paper.title(title, f"{department_name(settings)} · no name, please")
    paper.paragraph(_INTRODUCTION.format(asks=f"The {department_name(settings).removeprefix('The ')}"))
    paper.paragraph(clean(reader.text(survey.purpose)))
    asked = survey.asked
    if any(not one.in_words for one in asked):
        paper.paragraph(_HOW, keep_next=True)
    topic = ""
    for number, group in _groups(asked):
        if group[0].topic != topic:
            topic = group[0].topic
            paper.heading(_HEADINGS.get(topic, _capital(topic)), tight=True)
        else:
            paper.paragraph(_OTHER_BOXES if not group[0].in_words else _IN_WORDS, keep_next=True)
        _print(paper, number, group, reader)
    if not asked:
        paper.paragraph("The questionnaire is still empty.")
    paper.note(f"Thank you. {_back(settings)}")
    return paper


def _back(settings: Settings) -> str:
    department = settings.department
    where = ", ".join(filter(None, (department.address, department.city)))
    return (
        f"Please give this form back to whoever handed it to you, or bring it to: {where}."
        if where
        else ("Please give this form back to whoever handed it to you.")
    )


def _groups(asked: tuple[Question, ...]) -> Iterator[tuple[int, list[Question]]]:
    """(number of the first, questions that stand together): those of one topic with the same options."""
    number = 1
    for _, together in groupby(asked, key=lambda one: (one.topic, one.options)):
        group = list(together)
        yield number, group
        number += len(group)


def _print(paper: Paper, first: int, group: list[Question], reader: Reader) -> None:
    if group[0].in_words:
        for number, one in enumerate(group, start=first):
            text = f"{number}. {shortened(reader.text(one.text), _QUESTION)}"
            lines = Table([Column(text)], [[""]] * _LINES, "Lines to write on.", form=True, row_height=_LINE)
            paper.table(lines, text, captioned=False)
        return
    labels = zip(group[0].options, group[0].codes, strict=True)
    options = [reader.text(label).strip() or code for label, code in labels]
    columns = [
        Column("No.", whole=True, points=_POINTS),
        Column("Please mark one in each line", room=_QUESTION_ROOM, points=_POINTS),
        *(Column(_capital(one), "center", room=_BOX_ROOM, points=_BOX_POINTS) for one in (*options, "don't know")),
    ]
    boxes = [BOX] * (len(options) + 1)
    rows = [
        [f"{number}.", shortened(reader.text(one.text), _QUESTION), *boxes]
        for number, one in enumerate(group, start=first)
    ]
    last = first + len(group) - 1
    caption = f"Questions {first} to {last}" if last > first else f"Question {first}"
    table = Table(columns, rows, "Questions with a box for each option.", form=True, row_height=_ROW)
    paper.table(table, caption, captioned=False)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
