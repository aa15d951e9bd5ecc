"""One problem-solving project: its four stages with what is said and what is missing, its responses and measures.

Enter writes down what the line is about; letters move the project on. Knows the actions through the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.actions import problems
from cro_tui.model.concern import Concern
from cro_tui.model.problem import CHEERS, STAGES, TRIANGLE, Problem
from cro_tui.model.record import Record
from cro_tui.report.problems import concerns_of
from cro_tui.tui import STYLES
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.concern_lines import COLUMNS, Lines
from cro_tui.tui.days import due_day, plain_day
from cro_tui.tui.masked import label_of
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.problem_lines import MEASURE, RESPONSE, STAGE_COLUMNS, StageLines
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.concern_tables import ConcernTables
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.concern_forms import ConcernForms
from cro_tui.tui.screens.dialogs.problem_forms import ProblemForms
from cro_tui.tui.screens.dialogs.records import PickRecord
from cro_tui.tui.screens.documents import DocumentRoom
from cro_tui.tui.show import fit, harmless
from cro_tui.tui.widgets.details import Details, Paragraph
from cro_tui.tui.widgets.grouped_list import GroupedList
from cro_tui.tui.widgets.row_list import BADGE_CELLS, RowList
from cro_tui.tui.widgets.rows import GAP

if TYPE_CHECKING:
    from cro_tui.actions.base import Done

_ASKED = {"cheers": CHEERS, "triangle": TRIANGLE, "result": ("as_planned", "goal_met")}
"""Line -> the questions that it sums up; enter begins with the first that nobody answered."""


class StageList(GroupedList):
    """The lines of the four stages. A text with nobody and no day behind it takes their room, too."""

    PLACES = ("project lines", LIST)
    BINDINGS = bindings("project lines")

    def _strip(self, badge: str, cells: tuple[str, ...], style: Style, width: int, cursor: bool = False) -> Strip:
        label, text, *more = cells
        if any(more):
            return super()._strip(badge, cells, style, width, cursor)
        before = f"{'▸' if cursor else ' '}{fit(badge, BADGE_CELLS)}{fit(label, STAGE_COLUMNS[0].cells)}{' ' * GAP}"
        room = self.scrollable_content_region.width - len(before)
        return Strip([Segment(before, style), Segment(fit(text, max(0, room)), style)]).adjust_cell_length(width, style)


class ProblemScreen(DocumentRoom):
    """The project, as it was opened from a list."""

    PLACE = "project"
    HOME = "concerns"
    LABEL = "Project"
    CSS_PATH = STYLES / "problem.tcss"
    AUTO_FOCUS = "StageList"
    BINDINGS = bindings("project")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (170, "-vast")]

    def __init__(
        self,
        problem: Problem,
        to_concern: Callable[[str], object],
        *,
        asked: tuple[str, Sequence[str]] | None = None,
    ) -> None:
        """*to_concern* leads to the line of a concern; *asked* is (verb, ids) of what was asked here and not saved."""
        super().__init__()
        self._to_concern = to_concern
        self.problem = problem
        """As the officer sees it now."""
        self.bare = False
        """Whether what is restricted shows."""
        self._asked = asked
        self._about = Static("", id="project-about", markup=False)
        self.rows = StageList(STAGE_COLUMNS, heading=False, id="project-lines")
        self.details = Details(id="project-details")
        self._forms = ProblemForms(self, self._was_done, self._is_masked)
        self._advice = ConcernForms(self, self._was_done, self._is_masked)

    def first(self) -> Iterable[Widget]:
        """What it is, the stages, and the line under the cursor in full where there is room."""
        yield self._about
        yield Horizontal(self.rows, self.details, id="project-body")

    def on_mount(self) -> None:
        """Show it, and ask again what was not saved."""
        self.show_project()
        if self._asked is not None:
            self.call_after_refresh(self._forms.resume, *self._asked)

    def arrive(self) -> None:
        """The cursor is in the lines."""
        self.rows.focus()

    @property
    def home(self) -> str:
        """The room from which it was opened."""
        return self.HOME

    def action_back(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    # Showing

    def _is_masked(self, record: Record) -> bool:
        return record.restricted and not self.bare

    def show_project(self) -> None:
        """Show the project as it now stands."""
        notebook = self.cro.desk.notebook
        problem = notebook.of(Problem, self.problem.id)
        if problem is not None:
            self.problem = problem
        self._lines = Lines(notebook, notebook.clock().date(), unmasked=self.bare)
        self._stages = StageLines(self.problem, self._lines)
        self._about.update(harmless("\n".join(self._told_about())))
        self._about.set_class(bool(self.problem.conflicts or self.problem.voided), "-alarm")
        self.rows.show_keys(self._stages.lines, self._stages.row)
        self._tell()

    def _told_about(self) -> Iterable[str]:
        problem, lines = self.problem, self._lines
        yield lines.text(problem, problem.title)
        parts = [problem.stage.upper(), f"owner {lines.text(problem, problem.owner)}" if problem.owner else "no owner"]
        if problem.closed:
            parts.append(f"closed {plain_day(problem.closed, lines.today)}")
        elif problem.next_due:
            parts.append(f"due {due_day(problem.next_due, lines.today)}")
        place = lines.text(problem, problem.neighborhood) if problem.neighborhood else ""
        where = ", ".join(filter(None, (place, problem.category)))
        parts += [where] if where else []
        parts += [f"VOIDED: {problem.voided}"] if problem.voided else []
        parts += ["CONFLICT: e, then ctrl+g"] if problem.conflicts else []
        yield "   ".join(parts)

    @on(RowList.Moved)
    def _tell(self) -> None:
        line = self._stages.lines.get(self.rows.cursor_key or "")
        if line is None:
            self.details.show(())
            return
        lacks = self.problem.lacks(line.stage)
        told = [Paragraph(line.stage.capitalize(), tone="heading"), Paragraph(line.cells[0], tone="strong")]
        told += [Paragraph(part) for part in (line.whole or line.cells[1]).split("\n")]
        told += [Paragraph(""), Paragraph(", ".join(lacks), "Lacks", "quiet")] if lacks else []
        self.details.show(told)

    @on(RecordsChanged)
    def _records_changed(self, event: RecordsChanged) -> None:
        event.stop()
        if not event.ids or self.problem.id in event.ids or not event.ids.isdisjoint(self.problem.concerns):
            self.show_project()

    @on(events.ScreenResume)
    def _back_here(self) -> None:
        self.show_project()

    def _was_done(self, _done: Done) -> None:
        self.show_project()

    def _attempt(self, done: Done | None) -> None:
        if done is not None:
            self.show_project()

    # What the letters do

    @property
    def _row_id(self) -> tuple[str, str]:
        """(field, line id) of the response or measure under the cursor; two empty texts for another line."""
        key = self.rows.cursor_key or ""
        for prefix, field in ((RESPONSE, "responses"), (MEASURE, "measures")):
            if key.startswith(prefix):
                return field, key.removeprefix(prefix)
        return "", ""

    @on(RowList.Opened)
    async def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        field, line_id = self._row_id
        if field == "responses":
            await self._forms.response(self.problem, line_id)
        elif field == "measures":
            await self._forms.measure(self.problem, line_id)
        elif event.key == "no response":
            await self._forms.response(self.problem)
        elif event.key == "no measure":
            await self._forms.measure(self.problem)
        elif event.key == "concerns":
            await self.action_concerns()
        else:
            asked = _ASKED.get(event.key, (event.key,))
            start = next((name for name in asked if not self.problem.shown(name)), asked[0])
            await self._forms.stage(self.problem, self._stages.lines[event.key].stage, start)

    async def action_project(self) -> None:
        """Title, owner, place, partners, the day of the next look."""
        await self._forms.project(self.problem)

    async def action_respond(self) -> None:
        """A new response."""
        await self._forms.response(self.problem)

    async def action_measure(self) -> None:
        """What is counted, before and after."""
        await self._forms.measure(self.problem)

    def action_finish(self) -> None:
        """The response is done; again, it is owed still."""
        field, line_id = self._row_id
        if field != "responses":
            self.cro.say(notice="On a response: d notes that it is done")
            return
        row = next(one for one in self.problem.responses if one["id"] == line_id)
        when = "" if row.get("done") else "today"
        problem = self.problem
        self._attempt(self.attempt(lambda notebook: problems.finish_response(notebook, problem, line_id, when)))

    def action_strike(self) -> None:
        """Take the response or the measure out; the history keeps it."""
        field, line_id = self._row_id
        if not field:
            self.cro.say(notice="On a response or a measure: v takes it out")
            return
        problem = self.problem
        self._attempt(self.attempt(lambda notebook: problems.strike(notebook, problem, field, line_id)))

    def action_next_stage(self) -> None:
        """On to the next stage; a closed project is opened again."""
        stage = self.problem.stage
        if not self.problem.is_open:
            problem = self.problem
            self._attempt(self.attempt(lambda notebook: problems.reopen(notebook, problem)))
        else:
            self._forms.to_stage(self.problem, STAGES[STAGES.index(stage) + 1 if stage in STAGES else 1])

    async def action_stage(self) -> None:
        """Any stage."""
        await self._forms.choose_stage(self.problem)

    async def action_advise(self) -> None:
        """Recommend an action that answers the project."""
        await self._advice.recommend([self.problem])

    async def action_refer(self) -> None:
        """Hand the project to somebody who can act."""
        await self._advice.refer([self.problem])

    async def action_concerns(self) -> None:
        """The concerns that it groups; enter goes to the line of one."""
        concerns = concerns_of(self.cro.desk.notebook, self.problem)
        if not concerns:
            self.cro.say(notice="It groups no concern yet: F7, mark them with space, then g")
            return

        def chosen(concern_id: str | None) -> None:
            if concern_id is not None:
                self.dismiss(None)
                self.app.call_later(self._to_concern, concern_id)

        title = f"Concerns of {self.called(self.problem)}"
        keys = [one.id for one in concerns]
        await lay_over(self.cro, PickRecord(title, keys, COLUMNS[Concern.KIND], self._lines.row), chosen)

    def action_word(self) -> None:
        """The dossier of the project."""
        self.ask_document(self.problem)

    def called(self, record: Record) -> str:
        """As the lines show it."""
        return label_of(record, self.cro.desk.notebook, bare=self.bare)

    def action_edit(self) -> None:
        """Everything about the project, in one form."""
        self.cro.open_record(self.problem.id)

    def action_history(self) -> None:
        """Every change of the project."""
        self.show_history(self.problem, bare=self.bare)

    def action_mask(self) -> None:
        """Show what is restricted, or mask it again."""
        if self.cro.keeps_masked():
            return
        self.bare = not self.bare
        self.show_project()


def open_project(room: Room, problem: Problem) -> None:
    """The screen of a project over a room that has no table of them."""

    async def to_concern(concern_id: str) -> None:
        await to_table(room, Concern.KIND, concern_id)

    room.app.push_screen(ProblemScreen(problem, to_concern))


async def to_table(room: Room, kind: str, record_id: str = "") -> None:
    """To a table of the room of concerns, to a line of it if one is named."""
    await room.cro.action_room("concerns")
    if isinstance(room.cro.screen, ConcernTables):
        room.cro.screen.go_when_read(kind, record_id)
