"""Other work: inquiries, mediations, rumors, committees, policies, releases and incidents in one list, newest first.

n asks which it is and then a few fields; r answers or puts right. Knows the actions through the desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from textual import on
from textual.widget import Widget

from cro_tui.actions import work as verbs
from cro_tui.actions.base import Done
from cro_tui.model.work import Inquiry, Mediation, Rumor, Work
from cro_tui.store.drafts import Draft
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.dialogs.drafted import ABOUT
from cro_tui.tui.screens.dialogs.work_forms import WorkForms
from cro_tui.tui.screens.meeting_tables import MeetingTable
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row
from cro_tui.tui.widgets.tab_line import TabLine
from cro_tui.tui.work_lines import ALL, COLUMNS, VIEWS, Worklist, row_of

NOTHING = "Nothing here. n notes an inquiry, a mediation, a rumor and the like; 2 shows all."


class WorkList(RowList):
    """The list, with its own single letters."""

    BINDINGS = bindings("work list", "meeting tables")
    PLACES = ("work list", "meeting tables", LIST)


class WorkRoom(MeetingTable[Work]):
    """The table of the officer's other work."""

    PLACE = "work"
    LABEL = "Other work"
    AUTO_FOCUS = "WorkList"

    def __init__(self) -> None:
        super().__init__(Work, WorkList(COLUMNS, empty=NOTHING))
        self.loaded = asyncio.Event()
        """Set when everything that is known stands in the list; tests wait for it."""
        self.view = ALL
        self._views = TabLine(id="views")
        self._worklist: Worklist | None = None
        self._meanwhile: set[str] = set()
        """What changed while everything was read."""
        self._forms = WorkForms(self, self._was_done, lambda one: one.restricted and not self.bare)

    def first(self) -> Iterable[Widget]:
        """The names of the tables and of the views, over the list."""
        tables, *rest = super().first()
        yield tables
        yield self._views
        yield from rest

    def on_mount(self) -> None:
        """Read what there is."""
        self._read_all()

    def holds(self, key: str) -> bool:
        """Also while it is being read."""
        waits = not self.rows.count and not self.loaded.is_set() and self.focused is self.rows
        return waits or super().holds(key)

    # What the list holds

    def _read_all(self) -> None:
        self.loaded.clear()
        self.run_worker(self._read(), group="read", exclusive=True)

    async def _read(self) -> None:
        self._meanwhile.clear()
        found = await asyncio.to_thread(Worklist.of_all, self.cro.desk.notebook)
        self._worklist = found
        self._take(self._meanwhile)
        self.show_list()
        self.loaded.set()

    def _take(self, ids: Iterable[str]) -> None:
        for one in ids:
            record = self.get(one)
            if record is not None and self._worklist is not None:
                self._worklist.take(record)

    @on(RecordsChanged)
    def _take_changed(self, event: RecordsChanged) -> None:
        if not event.ids:
            self._read_all()
        else:
            self._meanwhile |= event.ids
            self._take(event.ids)

    def keys(self) -> Iterable[str]:
        """The lines of the view, newest first."""
        return self._worklist.keys(self.view) if self._worklist is not None else ()

    @property
    def words(self) -> Mapping[str, str] | None:
        """What the filter finds each record by."""
        return self._worklist.words if self._worklist is not None else None

    def row(self, key: str) -> Row:
        """The line of one record."""
        notebook = self.cro.desk.notebook
        work = self.get(key)
        return Row(()) if work is None else row_of(work, notebook, notebook.clock().date(), bare=self.bare)

    def show_list(self) -> None:
        """The list in its view, and how much there is in each."""
        self._stale = False
        self.show_tables()
        if self._worklist is not None:
            self.rows.show_keys(self.keys(), self.row, self.words)
            self._views.show(self._worklist.tabs(), self.view)

    def action_view(self, number: int) -> None:
        """Another view, from its first line."""
        self.view = VIEWS[number - 1]
        self.show_list()
        self.rows.action_first()

    @on(TabLine.Chosen, "#views")
    def _view_chosen(self, event: TabLine.Chosen) -> None:
        event.stop()
        self.action_view(VIEWS.index(event.name) + 1)

    # Doing

    def open_line(self, key: str, draft: Draft | None = None) -> None:
        """Open the form of the record."""
        self.cro.open_record(key)

    def resume(self, draft: Draft) -> None:
        """Go on with what was asked and not saved."""
        self._forms.resume(draft.kind, draft.fields.get(ABOUT, "").split(";"))

    def _was_done(self, done: Done) -> None:
        """The cursor stands on what was made or changed, if the view shows it; else all is shown."""
        made = done.record
        if self._worklist is None or not isinstance(made, Work):
            return
        self._worklist.take(made)
        if made.id in done.saved.made and self.view not in (ALL, made.KIND):
            self.view = ALL
        self.show_list()
        self.rows.go_to(made.id)

    async def action_new(self) -> None:  # type: ignore[override]
        """Ask which kind, then its few fields."""
        await self._forms.ask_kind()

    async def action_reply(self) -> None:
        """The answer, the correction, the outcome of the line under the cursor."""
        work = self._at_cursor()
        laid = self._forms.reply(work) if work is not None else None
        if laid is not None:
            await laid
        elif work is not None:
            self.cro.say(notice="Nothing here waits for an answer; enter opens it")

    async def action_finish(self) -> None:
        """The look was taken, the service ended; what needs words asks for them."""
        work = self._at_cursor()
        if isinstance(work, Inquiry | Rumor) or (isinstance(work, Mediation) and not work.outcome):
            await self.action_reply()
        elif work is not None:
            done = self.attempt(lambda notebook: verbs.finish(notebook, work))
            if done is not None:
                self._was_done(done)

    async def action_void(self) -> None:
        """Take the record out of lists and reports, with a reason."""
        if (work := self._at_cursor()) is not None:
            await self._forms.void(work)
