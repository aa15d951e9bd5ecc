"""The table of crime and calls among the reports: one source's quarters by type or by beat, with the bars of a line.

Knows the desk; how a line looks is `crime_table`'s, taking files over `crime_import`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from cro_tui.model.concern import Concern
from cro_tui.model.crime import Crime
from cro_tui.report.crime_concerns import concerns_of
from cro_tui.report.crime_series import Series, series_of
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.crime_table import ALL_BEATS, EVERYTHING, CrimeTable, called
from cro_tui.tui.screens.crime_import import CrimeImporting
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.records import PickRecord
from cro_tui.tui.screens.dialogs.story import StoryDialog
from cro_tui.tui.screens.papers import PaperRoom
from cro_tui.tui.show import one_line
from cro_tui.tui.widgets.quarter_columns import QuarterColumns
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.tab_line import Tab, TabLine

EMPTY = "No counts yet: i takes a CSV file of records or dispatch."
_ALL, _KEYS = "\0", "123456789abcdefghijklmnopqrstuvwxyz"
CONCERN_COLUMNS = (Column("", cells=14), Column("", share=1))


class CrimeList(RowList):
    """Types or beats of one source."""

    PLACES = ("crime list", "report tables", LIST)
    BINDINGS = bindings("crime list", "report tables")


class CrimePane(SearchList):
    """The sources, the table with its filter, and the bars of the line under the cursor."""

    DEFAULT_CSS = """
    CrimePane {
        & #crime-said {
            height: 2;
            padding: 0 1;
        }
        & #crime-bars {
            height: 8;
        }
    }
    """

    def __init__(self, rows: CrimeList) -> None:
        super().__init__(rows, id="table-crime")
        self.sources = TabLine(id="crime-sources")
        self.said = Static("", id="crime-said", markup=False)
        self.bars = QuarterColumns(id="crime-bars")

    def compose(self) -> ComposeResult:
        """One under the other."""
        yield self.sources
        yield from super().compose()
        yield self.said
        yield self.bars


@dataclass(frozen=True)
class _Looking:
    """What is looked at; what is there no longer gives way."""

    source: tuple[str, str] = ("", "")
    quarter: str = ""
    kind: str | None = None
    beat: str | None = None
    by_beat: bool = False


class CrimeRoom(CrimeImporting, PaperRoom):
    """A room with the table of crime. Subclasses show it."""

    def __init__(self) -> None:
        super().__init__()
        self.crime = CrimeList((), empty=EMPTY)
        self.crime_pane = CrimePane(self.crime)
        self._series: Mapping[tuple[str, str], Series] = {}
        self._looking = _Looking()
        self.crime_table: CrimeTable | None = None
        """What is shown; None where nothing was counted."""

    def show_papers(self) -> None:
        """The counts besides the papers."""
        super().show_papers()
        self.show_crime()

    def show_crime(self) -> None:
        """The counts as they now stand."""
        self.say_nothing_open(self.crime)
        self._series = {(one.source, one.measure): one for one in series_of(self.cro.desk.notebook.all(Crime))}
        self._compare()

    def crime_counted(self, source: str, measure: str) -> None:
        """Show the counts of the source that was counted, as they now stand."""
        self._looking = _Looking((source, measure))
        self.show_crime()
        self.tables_changed()
        self.say_state()

    def _compare(self, **changes: object) -> None:
        """Show another source, quarter, beat."""
        self._looking = replace(self._looking, **changes)  # type: ignore[arg-type]
        looking = self._looking
        series = self._series.get(looking.source) or next(iter(self._series.values()), None)
        if series is None:
            self.crime_table = None
            self.crime.show_keys([])
            self._show_line()
            return
        quarter = looking.quarter if looking.quarter in series.quarters else series.latest
        beat = looking.beat if looking.beat is None or looking.beat in (*series.beats, "") else None
        self.crime_table = CrimeTable(series, quarter, looking.kind, beat, by_beat=looking.by_beat)
        self.crime.show_columns(self.crime_table.columns)
        self.crime.show_keys(self.crime_table.lines, self._crime_row)
        self._show_sources(series)
        self._show_line()

    def _show_sources(self, here: Series) -> None:
        tabs = [
            Tab(" ".join(key), f"{one_line(one.source)}: {one.measure}", one_line(one.source)[:24])
            for key, one in self._series.items()
        ]
        hint = " s: next source" if len(tabs) > 1 else ""
        self.crime_pane.sources.show(tabs, f"{here.source} {here.measure}", hint)
        self.crime_pane.sources.display = len(tabs) > 1

    def _crime_row(self, key: str) -> Row:
        return self.crime_table.row(key) if self.crime_table is not None else Row(())

    @on(RowList.Moved)
    def _crime_moved(self, event: RowList.Moved) -> None:
        if event.row_list is self.crime:
            self._show_line()

    def _show_line(self) -> None:
        """The bars of the line under the cursor, and what the test says of it."""
        table, key = self.crime_table, self.crime.cursor_key
        shown = table is not None and key in table.lines
        self.crime_pane.said.update(one_line(table.sentence(key)) if table and key and shown else "")
        self.crime_pane.bars.show(table.bars(key) if table and key and shown else ())

    def crime_state(self) -> str:
        """Source and caveat."""
        if self.crime_table is None:
            return "Crime and calls stand beside the concerns in the report once they are counted."
        return self.crime_table.about()

    # Keys

    def action_next_source(self) -> None:
        """The counts of the next source."""
        keys = list(self._series)
        if self.crime_table is None or len(keys) < 2:
            self.cro.say(notice="There is no other source")
            return
        here = (self.crime_table.series.source, self.crime_table.series.measure)
        self._compare(source=keys[(keys.index(here) + 1) % len(keys)])
        self.say_state()

    @on(TabLine.Chosen, "#crime-sources")
    def _source_chosen(self, event: TabLine.Chosen) -> None:
        for key in self._series:
            if " ".join(key) == event.name:
                self._compare(source=key)
                self.say_state()

    def action_turn(self) -> None:
        """The type under the cursor beat by beat; again, types."""
        table, key = self.crime_table, self.crime.cursor_key
        if table is None or key not in table.lines:
            return
        if table.by_beat:
            line = table.lines[key or ""]
            self._compare(by_beat=False, beat=line.beat)
            self.crime.go_to(f"t {table.kind}")
        elif not table.series.beats:
            self.cro.say(notice="These counts name no beat")
        else:
            self._compare(by_beat=True, kind=table.lines[key or ""].kind)
            self.crime.go_to(EVERYTHING if table.beat is None else f"b {table.beat}")

    async def action_choose_beat(self) -> None:
        """Choose the beat whose counts show."""
        table = self.crime_table
        if table is None or not table.series.beats:
            self.cro.say(notice="These counts name no beat")
            return
        names = [_ALL, *table.series.beats]
        keys = _KEYS if len(names) <= len(_KEYS) else ""
        options = [
            Option(one, ALL_BEATS if one == _ALL else one_line(called(one)), keys[at : at + 1])
            for at, one in enumerate(names)
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._compare(by_beat=False, beat=None if chosen == _ALL else chosen)

        await lay_over(self.cro, Choose("Which beat?", options), answered)

    async def action_crime_quarter(self) -> None:
        """Choose the quarter that is compared."""
        if self.crime_table is None:
            return
        quarters = sorted(self.crime_table.series.quarters, reverse=True)
        options = [
            Option(one, f"{one}   {self.crime_table.series.count(one):,}", _KEYS[at : at + 1])
            for at, one in enumerate(quarters)
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._compare(quarter=chosen)
                self.say_state()

        await lay_over(self.cro, Choose("Which quarter is compared?", options), answered)

    def action_edit_counts(self) -> None:
        """The record of the quarter that is compared."""
        if self.crime_table is not None:
            self.cro.open_record(self.crime_table.series.quarters[self.crime_table.quarter].id)

    async def open_crime(self, key: str) -> None:
        """What the counts of a line say, and which concerns they may explain."""
        table = self.crime_table
        if table is None or key not in table.lines:
            return
        line = table.lines[key]
        found = concerns_of(self.cro.desk.notebook.all(Concern), table.quarter, line.kind, line.beat)
        story = list(table.story(key, found, [one_line(self.called(one)) for one in found]))
        title = f"{one_line(table.title(key))}, {table.quarter}"

        def read(on: bool | None) -> None:
            if on and found:
                self.call_next(self._pick_concern, found)

        await lay_over(self.cro, StoryDialog(title, story, has_form=bool(found), form="to these concerns"), read)

    async def _pick_concern(self, found: Sequence[Concern]) -> None:
        if len(found) == 1:
            self.cro.open_record(found[0].id)
            return

        def picked(record_id: str | None) -> None:
            if record_id is not None:
                self.cro.open_record(record_id)

        ids = tuple(one.id for one in found)
        title = "Concerns that the counts may explain"
        await lay_over(self.cro, PickRecord(title, ids, CONCERN_COLUMNS, self._concern_row), picked)

    def _concern_row(self, key: str) -> Row:
        record = self.cro.desk.notebook.of(Concern, key)
        if record is None:
            return Row(("", ""))
        return Row((record.number, one_line(self.called(record))), "R" if record.restricted else "")
