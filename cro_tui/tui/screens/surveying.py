"""The table of surveys among the reports: a new wave, and to the screen of one.

Knows the desk; what can be done with a survey is `survey_verbs`' business.
"""

from __future__ import annotations

from collections import Counter

from cro_tui.actions.base import Done
from cro_tui.model.survey import Response, Survey
from cro_tui.report.surveyed import calendar
from cro_tui.store.drafts import Draft
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.days import plain_day
from cro_tui.tui.screens.crime import CrimeRoom
from cro_tui.tui.screens.dialogs.drafted import ABOUT
from cro_tui.tui.screens.drafting import DraftingRoom
from cro_tui.tui.screens.key_in import KEYING
from cro_tui.tui.screens.survey_verbs import NEW_WAVE, SurveyVerbs, ask_new_wave
from cro_tui.tui.survey_lines import SURVEY_COLUMNS, survey_row
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row


class SurveyList(RowList):
    """The waves, the latest first."""

    PLACES = ("survey list", "report tables", LIST)
    BINDINGS = bindings("survey list", "report tables")


class SurveyingRoom(SurveyVerbs, CrimeRoom, DraftingRoom):
    """A room with the table of surveys. Subclasses show it."""

    def __init__(self) -> None:
        super().__init__()
        self.surveys = SurveyList(SURVEY_COLUMNS, empty="No survey yet: n begins one with thirty stock questions.")
        self._forms: Counter[str] = Counter()
        """Survey -> how many forms came back."""

    def show_papers(self) -> None:
        """The surveys besides the papers."""
        super().show_papers()
        self.show_surveys()

    def show_surveys(self) -> None:
        """The waves as they now stand."""
        self.say_nothing_open(self.surveys)
        self._forms = Counter(str(one.values.get("survey")) for one in self.cro.desk.notebook.all(Response))
        found = sorted(self.cro.desk.notebook.all(Survey), key=lambda one: (one.day, one.id), reverse=True)
        self.surveys.show_keys([one.id for one in found], self._survey_row)

    def _survey_row(self, key: str) -> Row:
        survey = self.cro.desk.notebook.of(Survey, key)
        if survey is None:
            return Row(())
        return survey_row(survey, self._forms[key], self.cro.desk.notebook, self.today, bare=self.unmasked)

    def survey_state(self) -> str:
        """When the next survey is due."""
        found = calendar(self.cro.desk.notebook, self.today.isoformat())
        if found.due:
            late = found.due < self.today.isoformat()
            by = plain_day(found.due, self.today)
            return f"The next survey {'was' if late else 'is'} due by {by}, {found.months} months after the last."
        return f"A survey is due at least every {found.months} months." if found.months else "No survey is ever due."

    def wave_meant(self) -> Survey | None:
        """The survey under the cursor."""
        return self.cro.desk.notebook.of(Survey, self.surveys.cursor_key or "")

    @property
    def shows_names(self) -> bool:
        """Whether what is restricted shows."""
        return self.unmasked

    def survey_changed(self) -> None:
        """Show the table anew."""
        self.show_surveys()
        self.say_state()

    def open_survey(self, survey: Survey, draft: Draft | None = None) -> None:
        """Its questionnaire, results and comments."""
        from cro_tui.tui.screens.survey import SurveyScreen

        self.app.push_screen(SurveyScreen(survey, draft, bare=self.unmasked), lambda _none: self.survey_changed())

    def action_new_wave(self) -> None:
        """Ask what a new wave needs."""
        ask_new_wave(self, self._begun_wave)

    def _begun_wave(self, done: Done | None) -> None:
        if done is not None and isinstance(done.record, Survey):
            self.show_surveys()
            self.surveys.go_to(done.record.id)
            self.open_survey(done.record)

    def resume(self, draft: Draft) -> None:
        """Go on with what was asked of a survey, or with a half-keyed form; else with what is of the report."""
        survey = self.cro.desk.notebook.of(Survey, draft.record or draft.fields.get(ABOUT, "").partition(";")[0])
        if draft.kind == NEW_WAVE:
            self.action_new_wave()
        elif survey is None:
            super().resume(draft)
        elif draft.kind == KEYING:
            self.key_in(survey, draft)
        else:
            self.open_survey(survey, draft)
