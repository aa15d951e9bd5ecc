"""One survey: its questionnaire, its results with bars, its comments.

A question is changed only while no form was keyed in. Knows the officer's verbs through the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from textual import events, on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.actions import surveys
from cro_tui.actions.base import Done
from cro_tui.model.concern import Concern
from cro_tui.model.record import Record
from cro_tui.model.scales import IN_WORDS, SCALES, TOPICS
from cro_tui.model.survey import Response, Survey
from cro_tui.report.surveying import Results, results
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui import STYLES
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.days import plain_day
from cro_tui.tui.masked import label_of
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.drafted import ABOUT, ask
from cro_tui.tui.screens.dialogs.story import StoryDialog
from cro_tui.tui.screens.survey_comments import RAISE, CommentVerbs
from cro_tui.tui.show import harmless
from cro_tui.tui.survey_lines import (
    QUESTION_COLUMNS,
    RESULT_COLUMNS,
    CommentLines,
    QuestionLines,
    ResultLines,
)
from cro_tui.tui.widgets.details import Details, Paragraph
from cro_tui.tui.widgets.grouped_list import GroupedList
from cro_tui.tui.widgets.record_form import FormField
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.tab_line import Tab, TabLine

TABLES = {"questions": "Questions", "results": "Results", "comments": "Comments"}
QUESTION = "question"
"""What the draft of a question is called."""


class QuestionList(GroupedList):
    """The questionnaire."""

    PLACES = ("question list", "survey tables")
    BINDINGS = bindings(LIST, "question list", "survey tables")


class ResultList(GroupedList):
    """The results."""

    PLACES = ("result list", "survey tables")
    BINDINGS = bindings(LIST, "result list", "survey tables")


class SurveyScreen(CommentVerbs):
    """The screen of one wave."""

    PLACE = "survey"
    HOME = "reports"
    LABEL = "Survey"
    CSS_PATH = STYLES / "survey.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    def __init__(self, survey: Survey, draft: Draft | None = None, *, bare: bool = False) -> None:
        super().__init__(survey)
        self.bare = bare
        self.table = "questions"
        self._draft = draft
        self._tabs = TabLine(id="survey-tables")
        self._about = Static("", id="survey-about", markup=False)
        self._details = Details(id="survey-details")
        self.questions = QuestionList(QUESTION_COLUMNS, heading=False, empty="No question yet: n adds one.")
        empty = "No question to mark: ← leads to the questions, n adds one."
        self.results = ResultList(RESULT_COLUMNS, heading=False, empty=empty)
        self._lists: dict[str, RowList] = {
            "questions": self.questions, "results": self.results, "comments": self.comments,
        }  # fmt: skip
        self._asked: QuestionLines | None = None
        self._found: ResultLines | None = None

    @property
    def home(self) -> str:
        """The room from which it was opened."""
        return self.HOME

    @property
    def shows_names(self) -> bool:
        """Whether what is restricted shows."""
        return self.bare

    @property
    def rows(self) -> RowList:
        """The list that is shown."""
        return self._lists[self.table]

    def called(self, record: Record) -> str:
        """What a question calls *record*, masked where it must be."""
        return label_of(record, self.cro.desk.notebook, bare=self.bare)

    def first(self) -> Iterable[Widget]:
        """The tables, one of them shown."""
        yield self._tabs
        yield self._about
        yield Horizontal(*self._lists.values(), self._details, id="survey-body")

    def on_mount(self) -> None:
        """Show it, and what was being typed."""
        if surveys.keyed_in(self.cro.desk.notebook, self.survey.id):
            self.table = "results"
        self.show_survey()
        self._go_to_table(self.table)
        if self._draft is not None:
            self.resume(self._draft)

    def arrive(self) -> None:
        """The cursor is in the list."""
        self.focus_later(lambda: self.rows)

    # Showing

    def wave_meant(self) -> Survey:
        """The survey of this screen."""
        return self.survey

    def survey_changed(self) -> None:
        """Show it anew."""
        self.show_survey()

    @on(events.ScreenResume)
    def _back_here(self) -> None:
        self.show_survey()

    @on(RecordsChanged)
    def _changed(self, event: RecordsChanged) -> None:
        event.stop()
        notebook = self.cro.desk.notebook
        touched = (notebook.get(one) for one in event.ids)
        if self.is_current and (not event.ids or any(isinstance(one, Survey | Response | Concern) for one in touched)):
            self.show_survey()

    def show_survey(self) -> None:
        """The survey as it now stands."""
        notebook = self.cro.desk.notebook
        self.survey = notebook.of(Survey, self.survey.id) or self.survey
        hidden = self.survey.restricted and not self.bare
        self._asked = QuestionLines(self.survey, hidden=hidden)
        self._found = ResultLines(results(notebook, self.survey), hidden=hidden)
        self.said = CommentLines(notebook, self.survey, bare=self.bare)
        self.questions.show_keys(self._asked.keys, self._asked.row)
        self.results.show_keys(self._found.keys, self._found.row)
        self.comments.show_keys(self.said.keys, self.said.row)
        counts = (len(self._asked.questions), self._found.results.returned, self.comments.count)
        named = dict(zip(TABLES, counts, strict=True))
        tabs = [Tab(one, title, count=f"{named[one]:,}") for one, title in TABLES.items()]
        self._tabs.show(tabs, self.table, " ← → other table")
        self._say_about(self._found.results)
        self._show_details()

    def _say_about(self, found: Results) -> None:
        survey, today = self.survey, self.cro.desk.notebook.clock().date()
        state = (
            f"closed {plain_day(survey.closed, today)}"
            if survey.closed
            else f"open since {plain_day(survey.opened, today)}"
        )
        missing = surveys.topics_without_a_question(survey)
        said = [f"{found.returned_text}."]
        if missing:
            said.append(f"No question on: {', '.join(missing)}.")
        elif not survey.is_probability:
            said.append("Not drawn by chance: no limits.")
        if found.before is not None:
            tested = survey.is_probability and found.before.survey.is_probability
            verdict = "* beyond chance" if tested else "not tested"
            said.append(f"▲▼ points since {found.before.survey.wave or 'the last'}, {verdict}.")
        self._about.update(harmless(f"{self.called(survey)}   {state}\n{' '.join(said)}"))

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._show_details()

    def on_resize(self) -> None:
        """What stands behind a line appears with the room for it."""
        self.call_after_refresh(self._show_details)

    def _show_details(self) -> None:
        self._details.set_class(self.table == "questions", "-away")
        self._details.show(self._story())

    def _story(self) -> Sequence[Paragraph]:
        """What stands behind the line under the cursor."""
        key = self.rows.cursor_key or ""
        if self.table == "results" and self._found is not None:
            return self._found.story(key)
        if self.table == "comments" and self.said is not None:
            return tuple(self.said.story(key))
        return ()

    # Choosing

    @on(TabLine.Chosen)
    def _table_chosen(self, event: TabLine.Chosen) -> None:
        self._go_to_table(event.name)

    def action_table(self, step: int) -> None:
        """The next table, or the one before."""
        names = list(TABLES)
        self._go_to_table(names[(names.index(self.table) + step) % len(names)])

    def _go_to_table(self, name: str) -> None:
        self.table = name
        for other, rows in self._lists.items():
            rows.display = other == name
        self.set_focus(self.rows)
        self.show_survey()

    def action_mask(self) -> None:
        """Show what is restricted, or mask it again."""
        if self.cro.keeps_masked():
            return
        self.bare = not self.bare
        self.show_survey()

    @on(RowList.Opened)
    async def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        if self.table == "questions":
            self.ask_question(event.key)
        elif story := self._story():
            await lay_over(self.cro, StoryDialog(TABLES[self.table].rstrip("s"), story, has_form=False))

    # The questionnaire

    def action_new_question(self) -> None:
        """A question more."""
        self.ask_question("")

    def ask_question(self, question_id: str) -> None:
        """Topic, words and scale of a question; a new one where the id is empty."""
        count = surveys.keyed_in(self.cro.desk.notebook, self.survey.id)
        if count:
            self.cro.say(notice=f"{count:,} forms were keyed in: the questions stand. The next wave may ask otherwise")
            return
        survey = self.survey
        if survey.restricted and not self.bare:
            self.cro.say(notice="It is restricted: m shows it, then it can be changed")
            return
        row: Mapping[str, object] = next((one for one in survey.questions if one["id"] == question_id), {})
        near = next((one for one in survey.asked if one.id == self.questions.cursor_key), None)
        values = {
            "topic": str(row.get("topic") or (near.topic if near else TOPICS[0])),
            "text": str(row.get("text") or ""),
            "scale": str(row.get("scale") or ("" if question_id else "agreement")),
            "options": ";".join(map(str, listed)) if isinstance(listed := row.get("options"), list) else "",
        }
        fields = (
            FormField("topic", "Topic", "choice", choices=TOPICS, wide=True),
            FormField("text", "Question", wide=True),
            FormField("scale", "Scale", "choice", choices=(*SCALES, IN_WORDS), hint="what can be marked"),
            FormField("options", "Own options", hint="; between them, the least favorable first", wide=True),
        )

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return surveys.set_question(notebook, survey, question_id, texts, draft=draft)

        title = "Change a question" if question_id else "A new question"
        ask(self, QUESTION, (survey.id, question_id), title, fields, save, values=values, start="text",
            after=lambda _done: self.show_survey())  # fmt: skip

    def action_take_out(self) -> None:
        """Take the question under the cursor off the form."""
        if key := self.questions.cursor_key:
            self.do(partial(surveys.take_out, survey=self.survey, question_id=key))

    def action_move(self, step: int) -> None:
        """The question under the cursor up or down in its topic."""
        if key := self.questions.cursor_key:
            self.do(partial(surveys.move, survey=self.survey, question_id=key, step=step))
            self.questions.go_to(key)

    # Drafts, leaving

    def resume(self, draft: Draft) -> None:
        """Go on with what was asked here and not saved."""
        verb, ids = draft.kind, draft.fields.get(ABOUT, "").split(";")
        if (draft.record or ids[0]) != self.survey.id:
            self.cro.say(notice="That draft belongs elsewhere: esc, then open it")
        elif verb == QUESTION:
            self._go_to_table("questions")
            self.call_after_refresh(self.ask_question, ids[1])
        elif verb == RAISE and self.said is not None and (key := f"{ids[1]} {ids[2]}") in self.said:
            self._go_to_table("comments")
            self.comments.go_to(key)
            self.call_after_refresh(self.ask_concern, self.said[key])
        else:
            self.key_in(self.survey, draft)

    def action_back(self) -> None:
        """Stop what is being read; else back to the list of surveys."""
        if not self.stop_taking_over():
            self.dismiss(None)
