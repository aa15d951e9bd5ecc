"""Concerns: a fast table of all concerns, one of referrals, one of recommendations; what is known beside it.

A line's single letters move it on (status, refer, close, told …); digits choose the view; typing filters. Nothing waits
for the notebook: a long table fills between the keys.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable, Sequence
from typing import TypeVar

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from cro_tui.actions import concerns as verbs
from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.model.concern import Concern
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.store.drafts import Draft
from cro_tui.tui import STYLES
from cro_tui.tui.caseload import KINDS, VIEWS, Caseload
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.concern_lines import COLUMNS, Lines
from cro_tui.tui.concern_story import Story
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.concern_forms import ConcernForms
from cro_tui.tui.screens.dialogs.drafted import ABOUT, LEFT
from cro_tui.tui.screens.dialogs.link import PickConcern
from cro_tui.tui.widgets.details import Details
from cro_tui.tui.widgets.row_list import Row, RowList
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.tab_line import Tab, TabLine

R = TypeVar("R", bound=Record)
BREATH = 250
"""So many records are taken in before the keys get their turn."""
MANY = 300
"""From so many changed records on, everything is read anew."""
FOUND = 60
SHORT = {"closed, not told": "not told", "potential problems": "watched", "this quarter": "quarter"}


class ConcernList(RowList):
    """The table of concerns."""

    PLACES = ("concern list", "concern tables", LIST)
    BINDINGS = bindings("concern list", "concern tables")


class ReferralList(RowList):
    """The table of referrals."""

    PLACES = ("referral list", "concern tables", LIST)
    BINDINGS = bindings("referral list", "concern tables")


class RecommendationList(RowList):
    """The table of recommendations."""

    PLACES = ("recommendation list", "concern tables", LIST)
    BINDINGS = bindings("recommendation list", "concern tables")


LISTS: dict[str, tuple[type[RowList], str]] = {
    Concern.KIND: (ConcernList, "No concern here. n writes one down, 2 shows all."),
    Referral.KIND: (ReferralList, "No referral here. Go to a concern and press r; 2 shows all."),
    Recommendation.KIND: (RecommendationList, "No recommendation here. n makes one, 2 shows all."),
}


class Concerns(Room):
    """The room of everything that was voiced, and of what became of it."""

    PLACE = "concerns"
    LABEL = "Concerns"
    CSS_PATH = STYLES / "concerns.tcss"
    AUTO_FOCUS = "ConcernList"
    BINDINGS = bindings("concerns")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (170, "-vast")]

    def __init__(self) -> None:
        super().__init__()
        self.kind = Concern.KIND
        """The kind whose table is shown."""
        self.loaded = asyncio.Event()
        """Set when everything that is known stands in the tables; tests wait for it."""
        self._view = {kind: views[0] for kind, views in VIEWS.items()}
        self._tables = TabLine(id="tables")
        self._views = TabLine(id="views")
        self._lists = {kind: made(COLUMNS[kind], empty=empty) for kind, (made, empty) in LISTS.items()}
        self._searches = {kind: SearchList(rows, id=f"table-{kind}") for kind, rows in self._lists.items()}
        self._details = Details(id="details")
        self._case: Caseload | None = None
        self._loading: Caseload | None = None
        self._unmasked = False
        self._resumed = False

    # Making

    def first(self) -> Iterable[Widget]:
        """The tables, of which one shows."""
        yield self._tables
        yield self._views
        for kind, search in self._searches.items():
            search.display = kind == self.kind
        yield Horizontal(*self._searches.values(), self._details, id="table-body")

    async def furnish(self) -> None:
        """Fill the tables."""
        self._reload()

    def arrive(self) -> None:
        """The cursor is in the table; what another day made overdue shows."""
        self.rows.focus()
        if self._case is not None and self._case.is_stale:
            self._reload()

    @property
    def rows(self) -> RowList:
        """The list that is shown."""
        return self._lists[self.kind]

    @property
    def details(self) -> Details:
        """What is known of the line under the cursor."""
        return self._details

    @property
    def case(self) -> Caseload:
        """What the tables hold."""
        assert self._case is not None
        return self._case

    # Reading the notebook

    def _reload(self) -> None:
        self.loaded.clear()
        self.run_worker(self._load(), group="load", exclusive=True)

    async def _load(self) -> None:
        """Takes everything in, the newest first, a few records at a time."""
        case = self._loading = Caseload(self.cro.desk.notebook)
        if self._case is None:
            self._adopt(case)
        gc.disable()  # nothing but lasting facts is made here: looking through them again and again is what stalls
        try:
            await self._take_all(case)
        finally:
            gc.freeze()
            gc.enable()
        self._loading = None
        self._adopt(case)
        self._show()
        self.loaded.set()
        if self.cro.desk.whole.is_set() and not self._resumed:
            self._resumed = True
            self._resume_last()

    async def _take_all(self, case: Caseload) -> None:
        for kind in KINDS:
            newest_first = reversed(await asyncio.to_thread(case.notebook.all, kind))
            for number, record in enumerate(newest_first, 1):
                case.take(record)
                if number % BREATH == 0:
                    await asyncio.sleep(0.001)
                    if number == BREATH and case is self._case:
                        self._show()

    def _adopt(self, case: Caseload) -> None:
        self._case = case
        self._lines = Lines(case.notebook, case.today, unmasked=self._unmasked)
        self._story = Story(case, self._lines)
        self._forms = ConcernForms(self, self._was_done, lambda one: one.restricted and not self._unmasked)

    @on(RecordsChanged)
    def _records_changed(self, event: RecordsChanged) -> None:
        if self._case is None:
            return
        if not event.ids or len(event.ids) > MANY:
            self._reload()
            return
        for case in {id(one): one for one in (self._case, self._loading) if one is not None}.values():
            case.changed(event.ids)
        self._show()

    # Showing

    def _show(self) -> None:
        """The table of this kind in its view, the counts, what is known of its line."""
        table = self.case.tables[self.kind]
        self.rows.show_keys(table.keys(self._view[self.kind]), self._lines.row, table.words)
        kinds = {Concern.KIND: "Concerns", Referral.KIND: "Referrals", Recommendation.KIND: "Recommendations"}
        tables = self.case.tables
        self._tables.show(
            [Tab(kind, label, count=f"{tables[kind].counts[1]:,}") for kind, label in kinds.items()],
            self.kind,
            "← → other table" if not self._unmasked else "← → other table   RESTRICTED SHOWN, m masks",
        )
        self._views.show(
            [
                Tab(name, name.capitalize(), SHORT.get(name, name).capitalize(), str(number), f"{count:,}")
                for number, (name, count) in enumerate(zip(table.views, table.counts, strict=True), 1)
            ],
            self._view[self.kind],
        )

    @on(RowList.Moved)
    def _tell(self, event: RowList.Moved) -> None:
        if event.row_list is self.rows and self._details.display:
            record = self.cro.desk.notebook.get(event.key) if event.key else None
            self._details.show(self._story.of(record))

    def on_resize(self) -> None:
        """What is known appears with the room for it."""
        self.call_after_refresh(self._show_details)

    def _show_details(self) -> None:
        key = self.rows.cursor_key
        if self._case is not None and key is not None:
            self._details.show(self._story.of(self.cro.desk.notebook.get(key)))

    @on(TabLine.Chosen, "#tables")
    def _table_chosen(self, event: TabLine.Chosen) -> None:
        self._go_to_table(event.name)

    @on(TabLine.Chosen, "#views")
    def _view_chosen(self, event: TabLine.Chosen) -> None:
        self.action_view(VIEWS[self.kind].index(event.name) + 1)

    def action_view(self, number: int) -> None:
        """Show another view of this table, from its first line."""
        views = VIEWS[self.kind]
        if number <= len(views) and self._case is not None:
            self._view[self.kind] = views[number - 1]
            self._show()
            self.rows.action_first()

    def action_table(self, step: int) -> None:
        """The next table, or the one before."""
        kinds = list(VIEWS)
        self._go_to_table(kinds[(kinds.index(self.kind) + step) % len(kinds)])

    def _go_to_table(self, kind: str) -> None:
        if self._case is None:
            return
        self.kind = kind
        for other, search in self._searches.items():
            search.display = other == kind
        self.rows.focus()
        self._show()

    def action_mask(self) -> None:
        """Show what is restricted, or mask it again."""
        if self._case is not None:
            self._unmasked = self._lines.unmasked = not self._unmasked
            self._show()
            self._show_details()

    # Leaving

    def action_back(self) -> None:
        """Out of the filter, else back to where the officer was."""
        search = self._searches[self.kind]
        if search.field.value:
            search.field.load("")
            self.rows.filter_by("")
            self.rows.focus()
        elif search.field.has_focus:
            self.rows.focus()
        else:
            super().action_back()

    # Doing

    def _at_cursor(self, kind: type[R]) -> R | None:
        key = self.rows.cursor_key
        return self.cro.desk.notebook.of(kind, key) if key else None

    def _marked(self) -> list[Concern]:
        found = (self.cro.desk.notebook.of(Concern, key) for key in self.rows.marked)
        return [one for one in found if one is not None]

    def _was_done(self, _done: Done) -> None:
        self.rows.clear_marks()

    async def action_verb(self, name: str) -> None:
        """What moves the line on; status, refer, close and recommend take all that are marked."""
        if self._case is None:
            return
        if name in ("status", "refer", "close", "recommend"):
            if concerns := self._marked():
                await getattr(self._forms, name)(concerns)
        elif (record := self._at_cursor(Record)) is not None:
            laid = getattr(self._forms, name)(record)
            if laid is not None:
                await laid

    async def action_new(self) -> None:
        """A new one of what the table shows."""
        if self.kind == Recommendation.KIND:
            await self._forms.recommend([])
        else:
            await self.cro.action_room("capture")

    async def action_reply(self) -> None:
        """The answer to a referral: the one under the cursor, or one of the concern's."""
        concern = self._at_cursor(Concern)
        referrals = self.case.referrals_of(concern.id) if concern else [self._at_cursor(Referral)]
        waiting = [one for one in referrals if one is not None and one.is_open] or [one for one in referrals if one]
        if not waiting:
            self.cro.say(notice="It was not referred to anybody; r refers it")
        elif len(waiting) == 1:
            await self._forms.reply(waiting[0])
        else:
            options = [Option(one.id, f"{one.to}, {one.sent}", str(n)) for n, one in enumerate(waiting[:9], 1)]

            async def chosen(referral_id: str | None) -> None:
                for one in waiting:
                    if one.id == referral_id:
                        await self._forms.reply(one)

            await lay_over(self.cro, Choose("Whose answer?", options), chosen)

    async def action_link(self) -> None:
        """Link those marked with each other, or the one under the cursor with one that is looked for."""
        concerns = self._marked()
        if len(concerns) > 1:
            done = self.attempt(lambda notebook: verbs.link_all(notebook, concerns))
            if done is not None:
                self._was_done(done)
        elif concerns:
            await self._pick_link(concerns[0])

    async def _pick_link(self, concern: Concern) -> None:
        notebook, index = self.cro.desk.notebook, self.cro.desk.index
        linked = [one for one in concern.links if notebook.of(Concern, one) is not None]
        alike = [hit.key for hit in index.similar(concern.narrative or concern.summary, Concern.KIND, 12)]

        def find(text: str) -> Sequence[str]:
            return [hit.key for hit in index.search(text, FOUND, (Concern.KIND,)) if hit.key != concern.id]

        def look(key: str) -> Row:
            cells = self._lines.row(key).cells
            return Row((*cells[:3], cells[5]) if cells else (), badge="✓" if key in linked else "")

        async def chosen(key: str | None) -> None:
            other = notebook.of(Concern, key) if key else None
            if other is not None:
                act = records.unlink if other.id in linked else records.link
                self.attempt(lambda book: act(book, concern, other))

        first = [*linked, *(key for key in alike if key != concern.id and key not in linked)]
        await lay_over(self.cro, PickConcern(f"Link {records.name(concern)} with", first, find, look), chosen)

    def action_to_concern(self) -> None:
        """From a referral to the line of its concern."""
        referral = self._at_cursor(Referral)
        if referral is not None and referral.of in self.case.tables[Concern.KIND]:
            self._view[Concern.KIND] = "all"
            self._searches[Concern.KIND].field.load("")
            self._lists[Concern.KIND].filter_by("")
            self._go_to_table(Concern.KIND)
            self.rows.go_to(referral.of)

    def action_history(self) -> None:
        """Every change of the record under the cursor."""
        record = self._at_cursor(Record)
        if record is not None:
            self.run_worker(self._show_history(record), group="history", exclusive=True)

    async def _show_history(self, record: Record) -> None:
        from cro_tui.tui.screens.dialogs.history import History

        lines = await asyncio.to_thread(self.cro.desk.notebook.history, record.id)
        await lay_over(self.cro, History(record, lines))

    def action_edit(self) -> None:
        """The whole form of the record under the cursor."""
        if self.rows.cursor_key is not None:
            self.cro.open_record(self.rows.cursor_key)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        if self._details.display:
            self.cro.open_record(event.key)
            return
        from cro_tui.tui.screens.dialogs.story import StoryDialog

        first, *rest = self._story.of(self.cro.desk.notebook.get(event.key))

        def closed(form_wanted: bool | None) -> None:
            if form_wanted:
                self.cro.open_record(event.key)

        self.cro.push_screen(StoryDialog(first.text, rest), closed)

    # Drafts

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed in one of this room's forms and not saved."""
        self._resumed = True
        if self._case is None:
            self._adopt(Caseload(self.cro.desk.notebook))
        self._forms.resume(draft.kind, draft.fields.get(ABOUT, "").split(";"))

    def _resume_last(self) -> None:
        mine = [one for one in self.cro.desk.unfinished() if one.screen == self.PLACE and not one.fields.get(LEFT)]
        if mine:
            self.resume(mine[-1])
