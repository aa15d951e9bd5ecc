"""The tables of the Concerns room: filled in the background, filtered by typing, in views, with a pane beside them.

Knows the desk and how lines look; what is done with a line is the room's business.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rich.segment import Segment
from textual import events, on
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget

from cro_tui.model.concern import Concern
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.tui.caseload import KINDS, VIEWS, Caseload
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.concern_lines import COLUMNS, Lines
from cro_tui.tui.concern_story import Story
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.problem_lines import SUGGESTED
from cro_tui.tui.screens.base import NOTHING_OPEN, Room
from cro_tui.tui.show import fit
from cro_tui.tui.widgets.details import Details, Paragraph
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.tab_line import Tab, TabLine

BREATH = 250
"""So many records are taken in before the keys get their turn."""
MANY = 300
"""From so many changed records on, everything is read anew."""
SHORT = {"closed, not told": "not told", "potential problems": "watched", "this quarter": "quarter",
         "told, not fixed": "unfixed"}  # fmt: skip
SHORTEST = {"closed, not told": "untold", "potential problems": "watch", "told, not fixed": "unfix",
            "scanning": "scan", "response": "respond", "assessment": "assess"}  # fmt: skip
"""What some views are called where there is little room, and where there is hardly any."""


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


class ProblemList(RowList):
    """The table of problem-solving projects, what may be one above it, over the whole width."""

    PLACES = ("problem list", "concern tables", LIST)
    BINDINGS = bindings("problem list", "concern tables")

    def render_line(self, y: int) -> Strip:
        """One line of the screen: a suggestion, or a row."""
        index = self.scroll_offset.y + y - self._top
        keys = self.visible_keys
        if y < self._top or index >= len(keys) or not keys[index].startswith(SUGGESTED):
            return super().render_line(y)
        here = keys[index] == self.cursor_key
        name = ("cursor" if self.has_focus else "cursor-away") if here else "quiet"
        text = f"{'▸' if here else ' '}  {self.row(keys[index]).cells[1]}"
        style = self.get_component_rich_style(f"row-list--{name}")
        return Strip([Segment(fit(text, self.scrollable_content_region.width), style)]).extend_cell_length(
            self.size.width, style
        )


LISTS: dict[str, type[RowList]] = {
    Concern.KIND: ConcernList,
    Referral.KIND: ReferralList,
    Recommendation.KIND: RecommendationList,
    Problem.KIND: ProblemList,
}
FIRST_ONE = {
    Concern.KIND: "No concern yet: what residents tell us, and what becomes of it. n writes down the first.",
    Referral.KIND: "No referral yet: what is handed to somebody, and who owes the answer. In Concerns, r on "
                   "a line makes one.",
    Recommendation.KIND: "No recommendation yet: what the Command Staff is to decide. n makes one; in Concerns, a "
                         "on a line makes one that answers it.",
    Problem.KIND: "No project yet: several concerns about one thing, taken through SARA. n makes one; in Concerns, "
                  "space marks lines and g groups them.",
}  # fmt: skip
"""What is said of a table that is empty in all views."""


class ConcernTables(Room):
    """A room with the three tables, of which one shows."""

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
        self._lists = {kind: made(COLUMNS[kind], empty=FIRST_ONE[kind]) for kind, made in LISTS.items()}
        self._searches = {kind: SearchList(rows, id=f"table-{kind}") for kind, rows in self._lists.items()}
        self._details = Details(id="details")
        self._case: Caseload | None = None
        self._loading: Caseload | None = None
        self.unmasked = False
        """Whether restricted words show."""
        self._lingering: dict[str, None] = {}
        """The records that left the view while it was looked at: they stay in sight, and the cursor on them."""

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
        self.focus_later(lambda: self.rows)
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
    def is_read(self) -> bool:
        """Whether the tables hold something, or all that there is."""
        return self._case is not None

    @property
    def case(self) -> Caseload:
        """What the tables hold."""
        assert self._case is not None
        return self._case

    def holds(self, _key: str) -> bool:
        """Where no line stands yet, what is meant for one waits."""
        waits = not self.rows.count and not (self.loaded.is_set() and self.cro.is_open)
        return waits and self.focused is self.rows

    # Reading the notebook

    def _reload(self) -> None:
        self.loaded.clear()
        self.run_worker(self._load(), group="load", exclusive=True)

    async def _load(self) -> None:
        """Takes everything in, the newest first, a few records at a time."""
        case = self._loading = Caseload(self.cro.desk.notebook)
        if self._case is None:
            self.adopt(case)
        gc.disable()  # nothing but lasting facts is made here: looking through them again and again is what stalls
        try:
            await self._take_all(case)
        finally:
            gc.freeze()
            gc.enable()
        self._loading = None
        self.adopt(case)
        self._show()
        self.loaded.set()
        if self.cro.desk.whole.is_set():
            self.all_read()

    def all_read(self) -> None:
        """Everything that there is stands in the tables; called again when all was read anew."""

    async def _take_all(self, case: Caseload) -> None:
        for kind in KINDS:
            newest_first = reversed(await asyncio.to_thread(case.notebook.all, kind))
            for number, record in enumerate(newest_first, 1):
                case.take(record)
                if number % BREATH == 0:
                    await asyncio.sleep(0.001)
                    if number == BREATH and case is self._case:
                        self._show()

    def adopt(self, case: Caseload) -> None:
        """Show what *case* holds from now on."""
        self._case = case
        self.lines = Lines(case.notebook, case.today, unmasked=self.unmasked)
        self.story = Story(case, self.lines)

    @on(RecordsChanged)
    def _records_changed(self, event: RecordsChanged) -> None:
        if self._case is None:
            return
        if not event.ids or len(event.ids) > MANY:
            self._reload()
            return
        for case in {id(one): one for one in (self._case, self._loading) if one is not None}.values():
            case.changed(event.ids)
        shown = set(self.rows.keys)
        self._lingering |= dict.fromkeys(key for key in event.ids if key in shown)
        self._show()

    # Showing

    def _show(self) -> None:
        """The table of this kind in its view, the counts, what is known of its line."""
        table = self.case.tables[self.kind]
        all_of_it = VIEWS[self.kind].index("all") + 1
        nothing = f"Nothing in this view: {self._view[self.kind]}. {all_of_it} shows all {table.count:,}."
        none_yet = NOTHING_OPEN if self.cro.projecting else FIRST_ONE[self.kind]
        self.rows.say_when_empty(nothing if table.count else none_yet)
        keys = [*self.above(), *table.keys(self._view[self.kind])]
        self.rows.show_keys(self._with_lingering(keys), self._look, table.words)
        kinds = {
            Concern.KIND: "Concerns", Referral.KIND: "Referrals", Recommendation.KIND: "Recommendations",
            Problem.KIND: "Problems",
        }  # fmt: skip
        tables = self.case.tables
        self._tables.show(
            [Tab(kind, label, count=f"{tables[kind].count:,}") for kind, label in kinds.items()],
            self.kind,
            "← → other table" if not self.unmasked else "← → other table   RESTRICTED SHOWN, m masks",
        )
        self._views.show(
            [
                Tab(name, name.capitalize(), SHORT.get(name, name).capitalize(), str(number), f"{count:,}",
                    SHORTEST.get(name, "").capitalize())
                for number, (name, count) in enumerate(zip(table.views, table.counts, strict=True), 1)
            ],
            self._view[self.kind],
        )  # fmt: skip

    def _with_lingering(self, keys: list[str]) -> list[str]:
        """*keys*, and where they stood those that no longer belong to the view."""
        stand = set(keys)
        self._lingering = {key: None for key in self._lingering if key not in stand}
        above: str | None = None
        for key in self.rows.keys if self._lingering else ():
            if key in self._lingering:
                keys.insert(keys.index(above) + 1 if above is not None else 0, key)
                stand.add(key)
            if key in stand:
                above = key
        return keys

    def _look(self, key: str) -> Row:
        """The line of a key; quiet, and with what became of it, where it belongs to the view no longer."""
        row = self.look(key)
        if key not in self._lingering:
            return row
        record = self.cro.desk.notebook.get(key)
        gone = "voided now" if record is not None and record.is_voided else ""
        return replace(row, cells=(gone, *row.cells[1:]) if gone else row.cells, tone="quiet", badge="– ")

    @on(events.ScreenSuspend)
    def _forget_lingering(self) -> None:
        """The view is left, or looked at anew: what no longer belongs to it goes."""
        if self._lingering and not self.cro.screen.is_modal:
            self._lingering.clear()
            self._show()

    def above(self) -> Iterable[str]:
        """The keys of lines that stand above the records of the table, and are none themselves."""
        return ()

    def look(self, key: str) -> Row:
        """The line of a key."""
        return self.lines.row(key)

    def told(self, key: str) -> Sequence[Paragraph]:
        """What is known of the line of a key."""
        return self.story.of(self.cro.desk.notebook.get(key) if key else None)

    @on(RowList.Moved)
    def _tell(self, event: RowList.Moved) -> None:
        if event.row_list is self.rows and self._details.display:
            self._details.show(self.told(event.key or ""))

    def on_resize(self) -> None:
        """What is known appears with the room for it."""
        self.call_after_refresh(self._show_details)

    def _show_details(self) -> None:
        if self._case is not None:
            self._details.show(self.told(self.rows.cursor_key or ""))

    @on(TabLine.Chosen, "#tables")
    def _table_chosen(self, event: TabLine.Chosen) -> None:
        self.go_to_table(event.name)

    @on(TabLine.Chosen, "#views")
    def _view_chosen(self, event: TabLine.Chosen) -> None:
        self.action_view(VIEWS[self.kind].index(event.name) + 1)

    def action_view(self, number: int) -> None:
        """Show another view of this table, from its first line."""
        views = VIEWS[self.kind]
        if number <= len(views) and self._case is not None:
            self._view[self.kind] = views[number - 1]
            self._lingering.clear()
            self._show()
            self.rows.action_first()

    def action_table(self, step: int) -> None:
        """The next table, or the one before."""
        kinds = list(VIEWS)
        self.go_to_table(kinds[(kinds.index(self.kind) + step) % len(kinds)])

    def go_to_table(self, kind: str) -> None:
        """Show the table of *kind*, with the cursor in it."""
        if self._case is None:
            return
        self.kind = kind
        self._lingering.clear()
        for other, search in self._searches.items():
            search.display = other == kind
        self.set_focus(self.rows)
        self._show()

    def go_to_line(self, kind: str, record_id: str) -> None:
        """Show the table of *kind* whole, with the cursor on a record."""
        self._view[kind] = "all"
        self._searches[kind].show_all()
        self.go_to_table(kind)
        self.rows.go_to(record_id)

    def go_when_read(self, kind: str, record_id: str = "") -> None:
        """The same as soon as the tables are filled; without a record to the table of *kind* as it is."""

        async def go() -> None:
            await self.loaded.wait()
            if record_id:
                self.go_to_line(kind, record_id)
            else:
                self.go_to_table(kind)

        self.run_worker(go(), group="go")

    def action_mask(self) -> None:
        """Show what is restricted, or mask it again."""
        if self.cro.keeps_masked():
            return
        if self._case is not None:
            self.unmasked = self.lines.unmasked = not self.unmasked
            self._show()
            self._show_details()

    # Leaving

    @property
    def filtered(self) -> SearchList:
        """The table that shows, under its filter."""
        return self._searches[self.kind]

    def afresh(self) -> None:
        """All lines of the table and its view, and no others."""
        super().afresh()
        self._forget_lingering()
