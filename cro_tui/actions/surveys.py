"""Surveys: a wave begun, its questionnaire changed, forms keyed in, comments coded into concerns, the wave closed.

A questionnaire is changed only while no form was keyed in: afterwards nobody could say what an answer answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cro_tui.actions.base import Done, NothingDone, Unchanged, commit, context_of
from cro_tui.actions.records import name, prepare
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, Context, Stored, short
from cro_tui.model.questionnaire import stock_questions
from cro_tui.model.scales import BLANK, SEVERAL, TOPICS
from cro_tui.model.survey import Question, Response, Survey, joined
from cro_tui.report.surveyed import OF_SURVEYS
from cro_tui.store.notebook import Edit, Notebook

_QUESTIONS, _COMMENTS = Survey.questions, Response.comments


def start(notebook: Notebook, typed: Mapping[str, object], *, record_id: str = "", draft: str = "") -> Done:
    """A new wave: with the questions that are typed, else those of the wave that it follows, else the stock ones."""
    made = prepare(notebook, Survey, typed, context_of(notebook), record_id)
    made = made._replace(set={**made.set, **questions_for(notebook, made.set)})
    return commit(notebook, [made], lambda saved: f"Began {name(saved[0])}: {_asking(saved[0])}", draft)


def _asking(survey: object) -> str:
    count = len(survey.questions) if isinstance(survey, Survey) else 0
    return f"{count} {'question' if count == 1 else 'questions'}"


def questions_for(notebook: Notebook, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """The questions that a new survey has where none are named: the ids are those of the wave before."""
    if any(key.startswith(f"{_QUESTIONS.prefix}.") for key in values):
        return {}
    before = notebook.of(Survey, str(values.get("follows") or ""))
    if before is None:
        return stock_questions()
    start = f"{_QUESTIONS.prefix}."
    return {key: value for key, value in before.values.items() if key.startswith(start) and value is not None}


def keyed_in(notebook: Notebook, survey_id: str) -> int:
    """How many forms of the survey there are."""
    return sum(1 for one in notebook.all(Response) if one.values.get("survey") == survey_id)


def refuse_change(notebook: Notebook, record: Survey | Response, values: Mapping[str, Stored]) -> None:
    """Raises `BadValue` where *values* must not be written into the record."""
    if isinstance(record, Survey):
        if values.get("follows") == record.id:
            raise BadValue("follows", "is the survey itself: name the wave before it")
        refuse_changed_questions(notebook, record, values)
    elif {"answers", "survey"} & values.keys():
        refuse_misfits(notebook, {**record.values, **values})


def refuse_changed_questions(notebook: Notebook, survey: Survey, values: Mapping[str, Stored]) -> None:
    """Raises `BadValue` where *values* change the questions of a survey of which forms were keyed in."""
    if not any(key.startswith(f"{_QUESTIONS.prefix}.") for key in values):
        return
    count = keyed_in(notebook, survey.id)
    if count:
        forms = "1 form was" if count == 1 else f"{count:,} forms were"
        raise BadValue("questions", f"can't be changed any more: {forms} keyed in. The next wave may ask otherwise")


def refuse_misfits(notebook: Notebook, values: Mapping[str, Stored]) -> None:
    """Raises `BadValue` where an answer is none that its question takes; of a survey not here, anything goes."""
    survey = notebook.of(Survey, str(values.get("survey") or ""))
    if survey is None or not values.get("answers"):
        return
    questions = {one.id: one for one in survey.asked}
    for question_id, code in Response.answers.value(values).items():
        refuse_misfit(questions, question_id, code)


def refuse_misfit(questions: Mapping[str, Question], question_id: str, code: str) -> None:
    """The same of one answer."""
    question = questions.get(question_id)
    if question is None:
        raise BadValue("answers", f"“{short(question_id)}” is no question of the survey")
    if not question.takes(code):
        raise BadValue(
            "answers",
            f"{question.id}: is answered in words, as a comment"
            if question.in_words
            else f"{question.id}: “{code}” is not on its scale, which ends at {len(question.options)}",
        )


def refuse_closed(survey: Survey) -> None:
    """Raises `NothingDone` where no more forms are taken."""
    if survey.closed:
        raise NothingDone(f"{name(survey)} was closed on {survey.closed}: reopen it to key more forms in")


# The questionnaire


def set_question(
    notebook: Notebook, survey: Survey, question_id: str, typed: Mapping[str, object], *, draft: str = ""
) -> Done:
    """Changes one question, or adds one where *question_id* is empty: after the others of its topic."""
    context = context_of(notebook)
    rows = {str(row["id"]): row for row in survey.questions}
    if question_id and question_id not in rows:
        raise NothingDone("the questionnaire has no such question")
    row = {**rows.get(question_id, {}), **typed}
    if not question_id:
        row.setdefault("place", max((int(one.get("place") or 0) for one in rows.values()), default=0) + 1)
    try:
        line_id, stored = _QUESTIONS.parse_row({**row, "id": question_id}, context)
    except BadValue as problem:
        raise BadValue(problem.field_name.partition(".")[2], problem.message) from None
    if line_id in rows and not question_id:
        raise NothingDone("Try again: the new question got the id of another")
    key = _QUESTIONS.key(line_id)
    if survey.values.get(key) == stored:
        raise Unchanged("The question says that already")
    return _save_questions(notebook, survey, {key: stored}, f"Saved “{short(stored['text'], 40)}”", draft)


def take_out(notebook: Notebook, survey: Survey, question_id: str) -> Done:
    """Takes a question off the form; the history keeps it."""
    row = next((row for row in survey.questions if row["id"] == question_id), None)
    if row is None:
        raise NothingDone("the questionnaire has no such question")
    says = f"“{short(row.get('text'), 40)}” taken off the form"
    return _save_questions(notebook, survey, {_QUESTIONS.key(question_id): None}, says)


def move(notebook: Notebook, survey: Survey, question_id: str, step: int) -> Done:
    """Puts a question before or after its neighbor of the same topic."""
    rows = list(survey.questions)
    at = next((place for place, row in enumerate(rows) if row["id"] == question_id), None)
    if at is None or not 0 <= at + step < len(rows) or rows[at + step].get("topic") != rows[at].get("topic"):
        raise NothingDone("It stands at that end of its topic already")
    rows[at], rows[at + step] = rows[at + step], rows[at]
    values = {
        _QUESTIONS.key(str(row["id"])): {**{key: one for key, one in row.items() if key != "id"}, "place": place}
        for place, row in enumerate(rows, start=1)
        if row.get("place") != place
    }
    return _save_questions(notebook, survey, values, "Moved the question")


def _save_questions(
    notebook: Notebook, survey: Survey, values: Mapping[str, Stored], says: str, draft: str = ""
) -> Done:
    refuse_changed_questions(notebook, survey, values)
    return commit(notebook, [Edit(survey.id, survey.KIND, values, survey)], says, draft)


# Forms


def key_in(
    notebook: Notebook, survey: Survey, answers: Mapping[str, str], comment: str = "", *, draft: str = ""
) -> Done:
    """One paper form: question -> code. What was left out counts as blank; one save, which one undo takes back."""
    refuse_closed(survey)
    marked = [one for one in survey.asked if not one.in_words]
    if not marked and not comment.strip():
        raise NothingDone("The survey has no question to mark")
    if not any(code != BLANK for code in answers.values()) and not comment.strip():
        raise NothingDone("Nothing is marked on this form: an empty form is not kept")
    questions = {one.id: one for one in marked}
    for question_id, code in answers.items():
        refuse_misfit(questions, question_id, code)
    values: dict[str, Stored] = {
        "survey": survey.id,
        "answers": joined({one.id: answers.get(one.id, BLANK) for one in marked}),
    }
    values |= comment_line(notebook.new_id(), comment, survey, context_of(notebook))
    made = Edit(notebook.new_id(), Response.KIND, {key: value for key, value in values.items() if value})
    count = keyed_in(notebook, survey.id) + 1
    return commit(notebook, [made], f"Form {count:,} saved{_remark(answers)}", draft)


def take_in(notebook: Notebook, survey: Survey, forms: Sequence[tuple[Mapping[str, str], str, str]]) -> Done:
    """Several forms as one save, each with a comment and its category where there is one."""
    refuse_closed(survey)
    context = context_of(notebook)
    questions = {one.id: one for one in survey.asked}
    edits = []
    for answers, comment, category in forms:
        for question_id, code in answers.items():
            refuse_misfit(questions, question_id, code)
        values: dict[str, Stored] = {"survey": survey.id, "answers": joined(answers)}
        for key, line in comment_line(notebook.new_id(), comment, survey, context).items():
            values[key] = {**line, "category": category} if category else line
        edits.append(Edit(notebook.new_id(), Response.KIND, values))
    if not edits:
        raise NothingDone("There is no form to take in")
    return commit(notebook, edits, f"{len(edits):,} forms saved")


def comment_line(line_id: str, comment: str, survey: Survey, context: Context) -> dict[str, Stored]:
    """The stored line of a comment; it answers the question in words, where there is only one."""
    if not comment.strip():
        return {}
    in_words = [one.id for one in survey.asked if one.in_words]
    row = {"id": line_id, "text": comment} | ({"question": in_words[0]} if len(in_words) == 1 else {})
    return {_COMMENTS.key(line_id): _COMMENTS.parse_row(row, context)[1]}


def _remark(answers: Mapping[str, str]) -> str:
    several = sum(code == SEVERAL for code in answers.values())
    return f", {several} with several marked" if several else ""


def code_comment(notebook: Notebook, response: Response, comment_id: str, category: str) -> Done:
    """Says of which category a comment is; an empty one takes it back."""
    row = _comment(response, comment_id)
    context = context_of(notebook)
    word = _COMMENTS.columns["category"].parse(category, context)["category"]
    if (row.get("category") or None) == word:
        raise Unchanged("The comment is coded so already")
    edit = Edit(response.id, response.KIND, {_COMMENTS.key(comment_id): _line(row, category=word)}, response)
    return commit(notebook, [edit], f"Coded as {word}" if word else "Code taken back")


def raise_comment(
    notebook: Notebook,
    response: Response,
    comment_id: str,
    typed: Mapping[str, object] | None = None,
    *,
    draft: str = "",
) -> Done:
    """Makes a concern of a comment: anonymous, come by survey, linked to it; heard when the form was keyed in."""
    row = _comment(response, comment_id)
    concern = notebook.of(Concern, str(row.get("concern") or ""))
    if concern is not None and not concern.is_voided:
        raise NothingDone(f"It is a concern already: {name(concern)}")
    context = context_of(notebook)
    fields: dict[str, object] = {
        "narrative": str(row.get("text") or ""),
        "heard": response.created.at[:10] or context.now.date().isoformat(),
        "anonymous": True,
        "category": str(row.get("category") or ""),
        "heard_by": notebook.settings.officer.name,
        "links": [response.survey] if notebook.of(Survey, response.survey) else [],
    }
    if OF_SURVEYS in context.words.channels:
        fields["channel"] = OF_SURVEYS
    values = Concern.parse({**fields, **(typed or {})}, context)
    made = Edit(notebook.new_id(), Concern.KIND, values, numbered=not values.get("number"))
    category = values.get("category") or row.get("category")
    line = _line(row, concern=made.id, category=category)
    back = Edit(response.id, response.KIND, {_COMMENTS.key(comment_id): line}, response)
    return commit(notebook, [made, back], lambda saved: f"Raised as {name(saved[0])}", draft)


def _comment(response: Response, comment_id: str) -> Mapping[str, Stored]:
    row = next((row for row in response.comments if row["id"] == comment_id), None)
    if row is None:
        raise NothingDone("the form has no such comment")
    return row


def _line(row: Mapping[str, Stored], **changed: Stored) -> dict[str, Stored]:
    return {key: value for key, value in {**row, **changed}.items() if key != "id" and value is not None}


# The wave


def close(notebook: Notebook, survey: Survey, on: str = "today", *, draft: str = "") -> Done:
    """No more forms are taken; the interval to the next survey begins."""
    if survey.closed:
        raise NothingDone(f"{name(survey)} was closed on {survey.closed} already")
    values = survey.parse_changes({"closed": on}, context_of(notebook))
    if str(values["closed"]) > notebook.clock().date().isoformat():
        raise BadValue("closed", f"is still to come ({date.fromisoformat(values['closed']):%d %b %Y})")
    return commit(notebook, [Edit(survey.id, survey.KIND, values, survey)], f"Closed {name(survey)}", draft)


def reopen(notebook: Notebook, survey: Survey) -> Done:
    """Forms are taken again."""
    if not survey.closed:
        raise NothingDone(f"{name(survey)} is open")
    return commit(notebook, [Edit(survey.id, survey.KIND, {"closed": None}, survey)], f"Reopened {name(survey)}")


def topics_without_a_question(survey: Survey) -> Sequence[str]:
    """Those of the five that the questionnaire leaves out."""
    asked = {one.topic for one in survey.asked}
    return [topic for topic in TOPICS if topic not in asked]
