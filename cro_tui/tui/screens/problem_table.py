"""The table of problem-solving projects: what may be one stands quietly above it, a key makes a project of it.

Knows the tables and the actions through the desk; one project has a screen of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import islice

from textual import on

from cro_tui.actions.base import Done
from cro_tui.actions.problems import no_problem
from cro_tui.model.concern import Concern
from cro_tui.model.problem import Problem
from cro_tui.report.problems import concerns_of
from cro_tui.report.suggesting import Suggestion, said, suggestions
from cro_tui.store.drafts import Draft
from cro_tui.tui.concern_lines import COLUMNS
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.problem_lines import SUGGESTED, suggestion_row
from cro_tui.tui.screens.concern_tables import ConcernTables
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.drafted import ABOUT
from cro_tui.tui.screens.dialogs.problem_forms import GROUP, VERBS, ProblemForms
from cro_tui.tui.screens.dialogs.records import PickRecord
from cro_tui.tui.widgets.details import Paragraph
from cro_tui.tui.widgets.rows import Row

QUIETLY = 3
"""So many suggestions stand above the table."""
_WITH_SUGGESTIONS = ("open", "all")
"""The views above which they stand."""


class ProblemTable(ConcernTables):
    """The verbs of the table of projects, and the grouping of concerns."""

    def __init__(self) -> None:
        super().__init__()
        self._projects = ProblemForms(self, self._grouped, lambda one: one.restricted and not self.unmasked)
        self._suggested: dict[str, Suggestion] = {}
        self._suggestions_are_old = True

    # What may be a project

    def above(self) -> Iterable[str]:
        """The suggestions, above the projects that are open or all."""
        if self.kind != Problem.KIND or self._view[self.kind] not in _WITH_SUGGESTIONS:
            return ()
        return islice(self._suggested, QUIETLY)

    def look(self, key: str) -> Row:
        """A suggestion, or a record."""
        one = self._suggested.get(key)
        return super().look(key) if one is None else suggestion_row(one, self.lines)

    def told(self, key: str) -> Sequence[Paragraph]:
        """The concerns of a suggestion, or what is known of a record."""
        one = self._suggested.get(key)
        if one is None:
            return super().told(key)
        concerns = (self.cro.desk.notebook.of(Concern, each) for each in one.concern_ids)
        return (
            Paragraph("Perhaps a project", tone="heading"),
            Paragraph(said(one), tone="strong"),
            Paragraph(""),
            *(Paragraph(f"{each.number} {self.lines.summary(each)}") for each in concerns if each is not None),
            Paragraph(""),
            Paragraph("They are linked with each other, alike, and in no project.", tone="quiet"),
            Paragraph("g takes them up; x: they are no problem.", tone="quiet"),
        )

    @on(RecordsChanged)
    def _something_changed(self) -> None:
        self._suggestions_are_old = True

    def _show(self) -> None:
        super()._show()
        if self.kind == Problem.KIND and self._suggestions_are_old:
            self._suggestions_are_old = False
            self.run_worker(self._suggest(), group="suggest", exclusive=True)

    async def _suggest(self) -> None:
        notebook = self.cro.desk.notebook
        found = await asyncio.to_thread(lambda: suggestions(notebook.all(Concern), notebook.all(Problem)))
        self._suggested = {f"{SUGGESTED}{one.concern_ids[0]}": one for one in found}
        if self.is_read and self.kind == Problem.KIND:
            super()._show()

    async def take_up(self, one: Suggestion) -> None:
        """Makes a project of what is suggested, or adds it to the one that has its fellows."""
        notebook = self.cro.desk.notebook
        found = [notebook.of(Concern, each) for each in one.concern_ids]
        concerns = [each for each in found if each is not None]
        problem = notebook.of(Problem, one.problem_id) if one.problem_id else None
        if problem is not None:
            self._projects.add(problem, concerns)
        else:
            await self._projects.begin(concerns)

    async def action_take_up(self) -> None:
        """Take up the suggestion under the cursor, else the first one."""
        one = self._suggested.get(self.rows.cursor_key or "") or next(iter(self._suggested.values()), None)
        if one is None:
            self.cro.say(notice="Nothing is suggested; in Concerns space marks them and g groups them")
        else:
            await self.take_up(one)

    def action_no_problem(self) -> None:
        """What the line suggests is no problem."""
        one = self._suggested.get(self.rows.cursor_key or "")
        if one is None:
            self.cro.say(notice="x is for what is suggested above the projects; v voids a project")
            return
        found = [self.cro.desk.notebook.of(Concern, each) for each in one.concern_ids]
        concerns = [each for each in found if each is not None]
        if concerns:
            self.attempt(lambda notebook: no_problem(notebook, concerns))

    # Projects

    def marked_concerns(self) -> list[Concern]:
        """The concerns that are marked, else the one under the cursor."""
        found = (self.cro.desk.notebook.of(Concern, key) for key in self.rows.marked)
        return [one for one in found if one is not None]

    def _grouped(self, done: Done) -> None:
        self.rows.clear_marks()
        if isinstance(done.record, Problem) and done.record.id in done.saved.made:
            self.go_to_table(Problem.KIND)
            self.rows.go_to(done.record.id)

    async def action_group(self) -> None:
        """Make a project of the marked concerns, or add them to one."""
        if self.is_read and (concerns := self.marked_concerns()):
            laid = self._projects.group(concerns)
            if laid is not None:
                await laid

    def _project(self) -> Problem | None:
        return self.cro.desk.notebook.of(Problem, self.rows.cursor_key or "")

    async def action_stage(self) -> None:
        """Another stage of the project under the cursor."""
        if (problem := self._project()) is not None:
            await self._projects.choose_stage(problem)

    async def action_concerns(self) -> None:
        """The concerns of the project under the cursor; enter goes to the line of one."""
        problem = self._project()
        if problem is None:
            return
        concerns = concerns_of(self.cro.desk.notebook, problem)
        if not concerns:
            self.cro.say(notice="It groups no concern yet: in Concerns space marks them and g groups them")
            return
        title = f"Concerns of {self.lines.text(problem, problem.title)}"
        keys = [one.id for one in concerns]
        await lay_over(self.cro, PickRecord(title, keys, COLUMNS[Concern.KIND], self.lines.row), self.to_concern)

    def to_concern(self, concern_id: str | None) -> None:
        """To the line of a concern that was chosen."""
        if concern_id is not None:
            self.go_to_line(Concern.KIND, concern_id)

    def open_project(self, problem: Problem, asked: tuple[str, Sequence[str]] | None = None) -> None:
        """The screen of a project; *asked* is what was asked there and not saved."""
        from cro_tui.tui.screens.problem import ProblemScreen

        self.app.push_screen(ProblemScreen(problem, self.to_concern, asked=asked))

    def resume_project(self, draft: Draft) -> bool:
        """Goes on with what was typed of a project; False if the draft is of something else."""
        ids = draft.fields.get(ABOUT, "").split(";")
        if draft.kind == GROUP:
            self._projects.resume(GROUP, ids)
        elif draft.kind in VERBS:
            problem = self.cro.desk.notebook.of(Problem, ids[0])
            if problem is None:
                self.cro.say(notice="What it is about is not here")
            else:
                self.open_project(problem, (draft.kind, ids))
        else:
            return False
        return True
