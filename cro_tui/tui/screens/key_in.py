"""Paper forms keyed in: one key an answer, enter saves the form and the next one begins.

Thirty questions are thirty keys and enter. What was keyed of a form is a draft until it is saved.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.actions.surveys import key_in, keyed_in
from cro_tui.model.scales import BLANK, DONT_KNOW, NO_OPINION, SEVERAL
from cro_tui.model.survey import Question, Response, Survey, joined
from cro_tui.store.drafts import Draft
from cro_tui.tui import STYLES
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.masked import MASK, label_of
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.base import Room
from cro_tui.tui.show import glued, harmless, one_line
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.text_field import TextField
from cro_tui.tui.widgets.unbroken import Unbroken

COLUMNS = (Column("", cells=3, right=True), Column("", share=1), Column("", cells=22))
KEYING = "key in"
"""What the draft of a half-keyed form is called."""
SAVE = "save"
"""The line after the last question."""


_MOVING = frozenset({"list.up", "list.down", "list.pageup", "list.pagedown", "list.first", "list.last", "list.help"})


class Marks(RowList, inherit_bindings=False):
    """The questions of the form with what was marked; keys mark the one under the cursor, which then goes on."""

    PLACES = ("key in",)
    BINDINGS = [*(one for one in bindings(LIST) if isinstance(one, Binding) and one.id in _MOVING), *bindings("key in")]

    def left_top(self) -> None:
        """There is nothing above."""


class KeyIn(Room):
    """One form after the other."""

    PLACE = "key in"
    HOME = "reports"
    LABEL = "Key in"
    CSS_PATH = STYLES / "survey.tcss"
    AUTO_FOCUS = "Marks"

    def __init__(self, survey: Survey, draft: Draft | None = None, *, bare: bool = False) -> None:
        super().__init__()
        self.survey = survey
        self.draft = draft
        empty = "The survey has no question to mark. esc, then n adds one."
        self.marks = Marks(COLUMNS, heading=False, empty=empty, id="form-marks")
        self.comment = TextField(id="form-comment")
        self.comment.taker = self._told
        self.answers: dict[str, str] = {}
        """What was keyed of the form in hand."""
        self._bare = bare
        self._sure = False
        """Whether enter was pressed already with questions left over."""
        self._forms = 0
        """How many forms of the survey stand in the notebook."""
        self._about = Static("", id="form-about", markup=False)
        self._question = Static("", id="form-question", markup=False)
        self._options = Unbroken("", id="form-options", markup=False)
        self._questions: dict[str, Question] = {one.id: one for one in survey.asked if not one.in_words}

    @property
    def home(self) -> str:
        """The room from which it was opened."""
        return self.HOME

    def first(self) -> Iterable[Widget]:
        """All of it."""
        yield self._about
        yield self._question
        yield self._options
        yield self.marks
        yield Horizontal(Static("c Comment", classes="form-label", markup=False), self.comment, id="form-comment-line")

    def on_mount(self) -> None:
        """Show the form, and what was keyed of it before."""
        self._count()
        self.marks.show_keys([*self._questions, SAVE], self._row)
        if self.draft is None:
            left = (one for one in self.cro.desk.unfinished() if (one.screen, one.kind) == (self.HOME, KEYING))
            self.draft = next((one for one in left if one.record == self.survey.id), None)
        if self.draft is not None:
            self.resume(self.draft)
        self._show()

    def resume(self, draft: Draft) -> None:
        """Go on with a form that was not saved."""
        if draft.record != self.survey.id or draft.kind != KEYING:
            self.cro.say(notice="That draft belongs elsewhere: esc, then open it")
            return
        self.draft = draft
        kept = Response.answers.value({"answers": draft.fields.get("answers", "")})
        self.answers = {one: code for one, code in kept.items() if one in self._questions}
        self.comment.load(draft.fields.get("comment", ""))
        self.marks.show_keys([*self._questions, SAVE], self._row)
        self._to_first_open()
        self._show()
        self.cro.desk.keep_draft(draft)  # from now on it is this window's
        self.cro.say(saving="draft", notice="Not saved yet: enter saves the form")

    # What is shown

    def _row(self, key: str) -> Row:
        if key == SAVE:
            return Row(("", "enter: save this form, and the next one", ""), tone="quiet")
        one = self._questions[key]
        number = list(self._questions).index(key) + 1
        code = self.answers.get(key)
        text = MASK if self.survey.restricted and not self._bare else one_line(one.text)
        return Row((str(number), text, marked_as(one, code)), tone="" if code is None else "good")

    def _show(self) -> None:
        """The question under the cursor, in full, with the keys that answer it."""
        notebook = self.cro.desk.notebook
        left = len(self._questions) - len(self.answers)
        said = f"{left} left" if left else "all answered"
        named = label_of(self.survey, notebook, bare=self._bare)
        self._about.update(harmless(f"{named}   Form {self._forms + 1:,}   {said}"))
        one = self._questions.get(self.marks.cursor_key or "")
        if one is None:
            self._question.update(
                "All questions are through." if not left else f"{left} without an answer count as blank."
            )
            self._options.update("enter saves the form   c comment   ↑ back to correct")
            return
        hidden = self.survey.restricted and not self._bare
        number = list(self._questions).index(one.id) + 1
        self._question.update(harmless(MASK if hidden else f"{number}. {one.text}"))
        options = "   ".join(glued(f"{code} {label}") for code, label in zip(one.codes, one.options, strict=True))
        self._options.update(
            harmless(f"{options}\nd don't know   0 or space blank   x several marked   ↑ back to correct")
        )

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._show()

    @on(RecordsChanged)
    def _changed(self, event: RecordsChanged) -> None:
        event.stop()
        fresh = self.cro.desk.notebook.of(Survey, self.survey.id)
        if fresh is not None and (not event.ids or self.survey.id in event.ids):
            self.survey = fresh
            self._questions = {one.id: one for one in fresh.asked if not one.in_words}
            self.answers = {one: code for one, code in self.answers.items() if one in self._questions}
            self.marks.show_keys([*self._questions, SAVE], self._row)
        self._count()
        self._show()

    def _count(self) -> None:
        self._forms = keyed_in(self.cro.desk.notebook, self.survey.id)

    # Keys

    def action_mark(self, code: str) -> None:
        """Mark the question under the cursor, and go on to the next."""
        one = self._questions.get(self.marks.cursor_key or "")
        if one is None:
            self.cro.say(notice="All questions are through: enter saves the form, ↑ goes back")
            self.app.bell()
            return
        if not one.takes(code):
            self.cro.say(notice=f"{code} is not on this scale: it ends at {len(one.options)}")
            self.app.bell()
            return
        self.answers[one.id] = code
        self._sure = False
        if self.cro.status.notice:
            self.cro.say(notice="")
        self.marks.put(one.id)
        self.marks.action_down()
        self._keep()
        self._show()

    def action_comment(self) -> None:
        """Into the line for what stands on the form in words."""
        self.set_focus(self.comment)

    def action_save(self) -> None:
        """Save the form; what was left out counts as blank, which is said once before."""
        left = len(self._questions) - len(self.answers)
        empty = not self.answers and not self.comment.value.strip()
        if left and not self._sure and not empty:
            self._sure = True
            self._to_first_open()
            self.cro.say(notice=f"{left} without an answer: enter again counts them as blank")
            self.app.bell()
            return
        draft = self.draft.id if self.draft is not None else ""
        act = partial(key_in, survey=self.survey, answers=dict(self.answers), comment=self.comment.value, draft=draft)
        if self.attempt(act) is not None:
            self._count()
            self._next_form()

    def _next_form(self) -> None:
        if self.draft is not None:
            self.cro.desk.drop_draft(self.draft.id)
        self.draft = None
        self.answers = {}
        self._sure = False
        self.comment.load("")
        self.marks.show_keys([*self._questions, SAVE], self._row)
        self.marks.action_first()
        self.set_focus(self.marks)
        self._show()

    def _to_first_open(self) -> None:
        """The cursor to the first question without an answer."""
        self.marks.go_to(next((one for one in self._questions if one not in self.answers), SAVE))

    def action_empty(self) -> None:
        """Begin this form anew."""
        self._next_form()
        self.cro.say(saving="", notice="The form in hand is empty again")

    def action_list(self) -> None:
        """Back to the questions."""
        self.set_focus(self.marks)

    def _told(self, told: TextField.Told) -> None:
        """Enter or an arrow out of the comment leads back to the questions, before the next key is taken."""
        if isinstance(told, TextField.Submitted | TextField.LeftUp):
            self.action_list()

    @on(TextField.Edited, "#form-comment")
    def _edited(self, event: TextField.Edited) -> None:
        event.stop()
        self._sure = False
        self._keep()

    # Drafts

    def _keep(self) -> None:
        """What was keyed of the form is a draft."""
        desk = self.cro.desk
        comment = self.comment.value
        if not self.answers and not comment.strip():
            if self.draft is not None:
                desk.drop_draft(self.draft.id)
                self.draft = None
                self.cro.say(saving="")
            return
        identity = self.draft.id if self.draft is not None else desk.notebook.new_id()
        keyed = f"{len(self.answers)} of {len(self._questions)} answers"
        fields = {"keyed": keyed, "comment": comment, "answers": joined(self.answers)}
        self.draft = Draft(identity, self.HOME, self.survey.id, KEYING, fields, desk.notebook.clock().isoformat())
        desk.keep_draft(self.draft)
        if self.cro.status.saving != "draft":
            self.cro.say(saving="draft", notice="")

    def forget_draft(self, draft_id: str) -> None:
        """A draft was thrown away elsewhere."""
        if self.draft is not None and self.draft.id == draft_id:
            self.draft = None
            self._next_form()

    def arrive(self) -> None:
        """The cursor is in the questions."""
        self.marks.focus()

    def action_back(self) -> None:
        """From the comment to the questions, else out; the form in hand stays a draft."""
        if self.focused is self.comment:
            self.action_list()
        else:
            self.lead_home()

    def lead_home(self) -> None:
        """Out; the form in hand stays a draft."""
        self._keep()
        self.cro.desk.flush_drafts()
        self.dismiss(None)


def marked_as(question: Question, code: str | None) -> str:
    """What was marked, as the list shows it."""
    if code is None:
        return ""
    if code in (DONT_KNOW, BLANK, SEVERAL):
        return NO_OPINION[code]
    return f"{code} {question.options[int(code) - 1]}"
