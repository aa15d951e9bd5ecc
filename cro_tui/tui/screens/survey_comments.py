"""The comments of a survey: read, coded, raised as concerns. Nobody is named in what they become.

Knows the officer's verbs through the desk; the screen says which survey it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from cro_tui.actions import surveys
from cro_tui.actions.base import Done
from cro_tui.model.concern import Concern
from cro_tui.model.fields import short
from cro_tui.model.survey import Survey
from cro_tui.store.notebook import Notebook
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.survey_verbs import SurveyVerbs
from cro_tui.tui.survey_lines import COMMENT_COLUMNS, CommentLines, Said
from cro_tui.tui.widgets.record_form import FormField
from cro_tui.tui.widgets.row_list import RowList

RAISE = "raise comment"
"""What the draft of a concern that is made of a comment is called."""


class CommentList(RowList):
    """The comments."""

    PLACES = ("comment list", "survey tables")
    BINDINGS = bindings(LIST, "comment list", "survey tables")


class CommentVerbs(SurveyVerbs):
    """A screen with the comments of one survey. Subclasses show it in `show_survey`."""

    def __init__(self, survey: Survey) -> None:
        super().__init__()
        self.survey = survey
        """As the officer sees it now."""
        empty = "No comments: what stands on the forms in words. k keys a form in, c takes its comment."
        self.comments = CommentList(COMMENT_COLUMNS, empty=empty)
        self.said: CommentLines | None = None
        """What the list shows."""

    def show_survey(self) -> None:
        """Show the survey as it now stands."""
        raise NotImplementedError

    def do(self, act: Callable[[Notebook], Done]) -> None:
        """Do it, and show what came of it."""
        if self.attempt(act) is not None:
            self.show_survey()

    def _comment(self) -> Said | None:
        key = self.comments.cursor_key
        if self.said is None or key is None or key not in self.said:
            return None
        if self.said.text(key) != str(self.said[key].row.get("text") or ""):
            self.cro.say(notice="Something of it is restricted: m shows it first")
            return None
        return self.said[key]

    async def action_code_comment(self) -> None:
        """Say of which category the comment is."""
        if (said := self._comment()) is None:
            return
        words = self.cro.desk.settings.words.categories

        def chosen(word: str | None) -> None:
            if word is not None:
                act = partial(surveys.code_comment, response=said.response, comment_id=str(said.row["id"]))
                self.do(partial(act, category=word))

        body = short(said.row.get("text"), 140)
        await lay_over(self.cro, Choose("Of which category is it?", [Option(one, one) for one in words], body), chosen)

    def action_raise_comment(self) -> None:
        """Raise the comment as a concern, with what can be said of it besides."""
        if (said := self._comment()) is not None:
            self.ask_concern(said)

    def ask_concern(self, said: Said) -> None:
        """Category and place of the concern; its words are those of the comment."""
        known = self.cro.desk.notebook.of(Concern, str(said.row.get("concern") or ""))
        if known is not None and not known.is_voided:
            self.cro.say(notice=f"It is {known.number} already: o opens it")
            return
        words = self.cro.desk.settings.words
        fields = (
            FormField("narrative", "Concern", "text", wide=True),
            FormField("category", "Category", "choice", choices=words.categories),
            FormField("place", "Place", wide=True),
        )
        values = {"narrative": str(said.row.get("text") or ""), "category": str(said.row.get("category") or "")}
        response, comment_id = said.response, str(said.row["id"])

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return surveys.raise_comment(notebook, response, comment_id, texts, draft=draft)

        about = (self.survey.id, response.id, comment_id)
        ask(self, RAISE, about, "A concern of this comment", fields, save, values=values, start="category",
            body="Nobody is named; it came by the survey.", after=lambda _done: self.show_survey())  # fmt: skip

    def action_concern(self) -> None:
        """Open the concern that the comment became."""
        if self.said is not None and (key := self.comments.cursor_key) in self.said and key is not None:
            concern = self.cro.desk.notebook.of(Concern, str(self.said[key].row.get("concern") or ""))
            if concern is not None:
                self.cro.open_record(concern.id)
            else:
                self.cro.say(notice="It is no concern yet: c makes one of it")
