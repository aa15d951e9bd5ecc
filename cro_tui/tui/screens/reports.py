"""Reports: a quarter looked through before it goes out, then written to Word; minutes, rosters, what was written.

Facts are drawn and documents written in the background; esc takes a document back while it is being written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.model.concern import Concern
from cro_tui.model.survey import Survey
from cro_tui.tui import STYLES
from cro_tui.tui.commands import LIST, bindings, key_of
from cro_tui.tui.days import plain_day
from cro_tui.tui.report_lines import COLUMNS, ReportLine, ReportLines
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.records import PickRecord
from cro_tui.tui.screens.dialogs.story import StoryDialog
from cro_tui.tui.screens.quarters import AUDIENCES, Request
from cro_tui.tui.screens.surveying import SurveyingRoom
from cro_tui.tui.show import one_line
from cro_tui.tui.widgets.details import Details
from cro_tui.tui.widgets.grouped_list import GroupedList
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.tab_line import Tab, TabLine

SHOWN_QUARTERS = 6
TABLES = {
    "report": "Quarterly report", "minutes": "Minutes", "training": "Training", "crime": "Crime",
    "surveys": "Surveys", "written": "Written",
}  # fmt: skip
SHORT = {"report": "Report"}
FOUND_COLUMNS = (Column("", cells=14), Column("", share=1))


class ReportList(GroupedList):
    """The quarter's report, line by line."""

    PLACES = ("report list", "report tables")
    BINDINGS = bindings(LIST, "report list", "report tables")


class Reports(SurveyingRoom):
    """The room of everything that leaves as a Word document."""

    PLACE = "reports"
    LABEL = "Reports"
    CSS_PATH = STYLES / "reports.tcss"
    AUTO_FOCUS = "ReportList"
    BINDINGS = bindings("reports")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (170, "-vast")]

    def __init__(self) -> None:
        super().__init__()
        self.table = "report"
        self._lines: ReportLines | None = None
        self._tabs = TabLine(id="tables")
        self._quarters = TabLine(id="quarters")
        self._readers = TabLine(id="readers")
        self._state = Static("", id="report-state", markup=False)
        self._details = Details(id="details")
        self.report = ReportList(COLUMNS, heading=False, empty="Drawing the facts …")
        self._lists = {
            "report": self.report, "minutes": self.minutes, "training": self.sessions, "crime": self.crime,
            "surveys": self.surveys, "written": self.written,
        }  # fmt: skip
        self._bodies: dict[str, Widget] = {
            name: rows if rows is self.report else SearchList(rows, id=f"table-{name}")
            for name, rows in self._lists.items()
            if rows is not self.crime
        }
        self._bodies["crime"] = self.crime_pane

    # Making

    def first(self) -> Iterable[Widget]:
        """The report, its quarter and its readers; the other tables behind it."""
        yield self._tabs
        yield self._quarters
        yield self._readers
        yield self._state
        for name, body in self._bodies.items():
            body.display = name == self.table
        yield Horizontal(*self._bodies.values(), self._details, id="table-body")

    async def furnish(self) -> None:
        """Draw the facts of the report that goes out next."""
        self.begin_with_next_report()

    def arrive(self) -> None:
        """The cursor is in the list."""
        self.focus_later(lambda: self.rows)

    @property
    def rows(self) -> RowList:
        """The list that is shown."""
        return self._lists[self.table]

    @property
    def lines(self) -> ReportLines:
        """The lines of the report that is shown."""
        assert self._lines is not None
        return self._lines

    # Showing

    def show_facts(self) -> None:
        """The lines of the report."""
        if self.drawn is None or self.drawn.facts is None:
            return
        self._lines = ReportLines(self.shown_facts(self.drawn), self.today, self._name_of)
        self.report.show_keys(self._lines.lines, self._lines.row)
        self._show_details()
        self.take_up_drafts()

    def line_under_cursor(self) -> ReportLine | None:
        """The line of the report that the officer looks at."""
        return self._lines.lines.get(self.report.cursor_key or "") if self._lines is not None else None

    def _name_of(self, record_id: str) -> str:
        return " ".join(self._found(record_id).cells)

    def show_choices(self) -> None:
        """The tables, the quarters, the readers."""
        request = self.request
        if request is None:
            return
        counts = {
            name: f"{rows.count:,}" for name, rows in self._lists.items() if rows not in (self.report, self.crime)
        }
        self._tabs.show(
            [Tab(name, title, SHORT.get(name, ""), count=counts.get(name, "")) for name, title in TABLES.items()],
            self.table,
            " ← → other table",
        )
        self._show_quarters(request)
        audience, names = (key_of(f"reports.{one}", self.cro.keys) for one in ("audience", "names"))
        names += " leaves residents' names out" if request.names else " puts residents' names in"
        self._readers.show(
            [Tab(one, f"for {'the public' if one == 'public' else one}") for one in AUDIENCES],
            request.audience,
            f" {audience}: who reads it{f'   {names}' if request.audience == 'command' else ''}",
            f" {audience}: who reads it",
            f"{audience}: who",
        )
        for line in (self._quarters, self._readers):
            line.display = self.table == "report"

    def _show_quarters(self, request: Request) -> None:
        quarters = self.drawn.quarters if self.drawn else [request.quarter]
        heard = self.drawn.heard if self.drawn else Counter[str]()
        shown = quarters[:SHOWN_QUARTERS]
        if request.quarter not in shown:
            shown = [*shown[: SHOWN_QUARTERS - 1], request.quarter]
        self._quarters.show(
            [
                Tab(one, one, one[2:4] + one[5:], str(number) if one in quarters[:SHOWN_QUARTERS] else "",
                    f"{heard[one]:,}")
                for number, one in enumerate(shown, 1)
            ],
            request.quarter,
            " q: earlier" if len(quarters) > len(shown) else "",
        )  # fmt: skip

    def say_state(self) -> None:
        """Where the document is: being written, written, or not yet."""
        seconds = self.seconds_writing
        if seconds is not None:
            said = f"Writing …{f' {seconds} s' if seconds else ''}   esc takes it back"
        elif self.last_written is not None:
            said = f"Written. o opens it, f its folder: {self.last_written}"
        elif self.table == "surveys":
            said = self.survey_state()
        elif self.table == "crime":
            said = self.crime_state()
        elif self.drawn is None or self.drawn.request != self.request:
            said = "Drawing the facts …"
        elif self.drawn.facts is not None and self.drawn.facts.issued:
            when = plain_day(self.drawn.facts.issued[:10], self.today)
            said = f"Issued {when}: i writes it again, byte for byte; w writes it as of today."
        else:
            quarter, due = self.next_report
            said = f"w writes it to Word. The report of {quarter} goes out by {plain_day(due.isoformat(), self.today)}."
        self._state.update(one_line(said))

    def tables_changed(self) -> None:
        """The counts stand beside the names of the tables."""
        self.show_choices()

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        if event.row_list is self.rows:
            self._show_details()

    def on_resize(self) -> None:
        """What stands behind a line appears with the room for it."""
        self.call_after_refresh(self._show_details)

    def _show_details(self) -> None:
        self._details.set_class(self.table != "report", "-away")
        key = self.report.cursor_key
        if self._lines is not None and key is not None and key in self._lines.lines:
            self._details.show(self._lines.lines[key].story)

    # Choosing

    @on(TabLine.Chosen, "#tables")
    def _table_chosen(self, event: TabLine.Chosen) -> None:
        self._go_to_table(event.name)

    @on(TabLine.Chosen, "#quarters")
    def _quarter_chosen(self, event: TabLine.Chosen) -> None:
        self.look_at(quarter=event.name)

    @on(TabLine.Chosen, "#readers")
    def _reader_chosen(self, event: TabLine.Chosen) -> None:
        for audience in AUDIENCES:
            if audience == event.name:
                self.look_at(audience=audience)

    def action_table(self, step: int) -> None:
        """The next table, or the one before."""
        names = list(TABLES)
        self._go_to_table(names[(names.index(self.table) + step) % len(names)])

    def _go_to_table(self, name: str) -> None:
        self.table = name
        for other, body in self._bodies.items():
            body.display = other == name
        self.set_focus(self.rows)
        self.say_state()
        self.show_choices()
        self._show_details()

    def action_mask(self) -> None:
        """Show what is restricted on the screen, or mask it again."""
        if self.cro.keeps_masked():
            return
        self.unmasked = not self.unmasked
        self.show_facts()
        self.show_papers()

    # Going to what a line is about

    @on(RowList.Opened)
    async def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        if event.row_list is self.written:
            self.action_open()
        elif event.row_list is self.surveys and (survey := self.wave_meant()) is not None:
            self.open_survey(survey)
        elif event.row_list is self.crime:
            await self.open_crime(event.key)
        elif event.row_list is not self.report:
            self.cro.open_record(event.key)
        elif self._lines is not None and event.key in self._lines.lines:
            await self._go_behind(event.key)

    async def _go_behind(self, key: str) -> None:
        line = self.lines.lines[key]
        ids = tuple(dict.fromkeys(line.ids))
        survey = self.cro.desk.notebook.of(Survey, ids[0]) if len(ids) == 1 else None
        if survey is not None:
            self.open_survey(survey)
        elif len(ids) == 1:
            self.cro.open_record(ids[0])
        elif ids:
            await lay_over(self.cro, PickRecord(line.text, ids, FOUND_COLUMNS, self._found), self._picked)
        elif line.story and not self._details.display:
            title = key.rpartition(" ")[0]
            await lay_over(self.cro, StoryDialog(title, line.story, has_form=False))

    def _found(self, key: str) -> Row:
        record = self.cro.desk.notebook.get(key)
        if record is None:
            return Row(("", ""))
        first = record.number if isinstance(record, Concern) else plain_day(record.day, self.today)
        return Row((first, one_line(self.called(record))), "R" if record.restricted else "")

    def _picked(self, record_id: str | None) -> None:
        if record_id is not None:
            self.cro.open_record(record_id)

    # Writing, leaving

    def action_write(self) -> None:
        """Write to Word what the table shows: the quarter's report, or the minutes or roster under the cursor."""
        if self.table == "report" and self.request is not None:
            self.write_document(partial(self._write_report, self.request))
        else:
            self.ask_paper(self.rows.cursor_key or "")

    def _write_report(self, request: Request, folder: Path) -> Path:
        from cro_tui.word import write_quarterly

        desk = self.cro.desk
        return write_quarterly(
            desk.notebook,
            desk.settings,
            request.quarter,
            request.audience,
            self.today,
            folder,
            names_ticked=request.names,
        )

    def action_back(self) -> None:
        """Take back what is being written; else as in every room."""
        if not (self.take_back() or self.stop_taking_over() or self.stop_preview()):
            super().action_back()

    @property
    def filtered(self) -> SearchList | None:
        """The table that shows, under its filter; the report itself has none."""
        body = self._bodies[self.table]
        return body if isinstance(body, SearchList) else None
