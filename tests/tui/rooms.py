"""Two rooms and an app of widgets alone, for the tests of the foundation."""

from __future__ import annotations

from cro_tui.tui.app import CroTui
from cro_tui.tui.screens.base import Room
from cro_tui.tui.widgets.record_form import FormField, RecordForm
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.text_field import CaptureLine
from cro_tui.tui.widgets.understood import Part, Understood

WORDS = ("traffic/speeding", "parking", "noise", "theft", "other")
FIELDS = (
    FormField("summary", "Summary"),
    FormField("narrative", "Narrative", "text"),
    FormField("category", "Category", "choice", choices=WORDS),
    FormField("told", "Resident told", "yesno"),
    FormField("heard", "Heard", "date", hint="yesterday 3pm, 4 May"),
    FormField("tags", "Tags", "list", choices=WORDS),
)


class Writing(Room):
    """A line first, then what was understood, then a form."""

    PLACE = "capture"
    LABEL = "Capture"
    AUTO_FOCUS = "CaptureLine"

    def first(self):
        self.line = CaptureLine(id="line")
        yield self.line

    async def furnish(self):
        self.understood = Understood()
        self.form = RecordForm(FIELDS, {"summary": "Cars race", "category": "noise"})
        await self.mount(self.understood, self.form)
        self.understood.show([Part("category", "traffic/speeding"), Part("due", "Fri 27 Nov")], "1 like it")

    def arrive(self):
        self.line.focus()


class Listing(Room):
    """A long list under its filter."""

    PLACE = "find"
    LABEL = "Find"
    AUTO_FOCUS = "SearchList TextField"
    ROWS = 1000

    def first(self):
        columns = (Column("Number", cells=15), Column("Summary", share=3), Column("Place", gives_way=1, least=14))
        self.rows = RowList(columns)
        self.search = SearchList(self.rows)
        yield self.search

    def on_mount(self):
        self.rows.show_keys((str(n) for n in range(self.ROWS)), self.look)

    def look(self, key):
        badge = "!" if key == "3" else ""
        tone = "alarm" if key == "3" else ""
        return Row((f"26Q4-ABCD-{key}", f"summary of {key} 日本語 " * 3, f"{key} Elm Street"), badge=badge, tone=tone)

    def arrive(self):
        self.search.field.focus()


class Foundation(CroTui):
    """The app with these two rooms."""

    MODES = {"capture": Writing, "find": Listing}
