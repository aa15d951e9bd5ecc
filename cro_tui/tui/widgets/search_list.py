"""A fast list with its filter line above: type to narrow, ↓ or enter into the list, / back into the filter.

Filters by itself, or hands the query to whoever has an index. Knows nothing of what the rows mean.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.text_field import TextField


class _FilterLine(TextField):
    """The filter line; ↓ and enter lead into the list at once, so that the next key lands there."""

    def __init__(self, rows: RowList) -> None:
        super().__init__(classes="search-field")
        self._rows = rows

    async def on_key(self, event: events.Key) -> None:
        """Enter leads into the list."""
        if event.key in ("enter", "ctrl+j"):
            event.stop()
            event.prevent_default()
            self.action_cursor_down()

    def action_cursor_down(self, select: bool = False) -> None:
        """Into the list."""
        self.screen.set_focus(self._rows)

    def action_delete_to_start_of_line(self) -> None:
        """Rub out; with nothing there, nothing: whoever clears a filter types on, and would type into another room."""
        if self.text:
            super().action_delete_to_start_of_line()


class SearchList(Vertical):
    """A `RowList` under a filter line with a count at its right."""

    DEFAULT_CSS = """
    SearchList {
        height: 1fr;
        & .search-line {
            height: auto;
            max-height: 3;
        }
        & .search-label, & .search-count {
            width: auto;
            padding: 0 1;
            color: $quiet;
        }
        & .search-count {
            text-align: right;
        }
        & .search-count.-telling {
            color: $accent;
            text-style: bold;
        }
    }
    """

    @dataclass
    class Query(Message):
        """The filter's text changed and somebody else answers it."""

        search_list: SearchList
        text: str

        @property
        def control(self) -> SearchList:
            """This widget."""
            return self.search_list

    def __init__(
        self,
        rows: RowList,
        *,
        label: str = "Filter",
        filters: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        """*filters*: narrow the rows here; otherwise each change is posted as `Query`."""
        super().__init__(id=id)
        self.rows = rows
        self.field = _FilterLine(rows)
        rows.filter_field = self.field
        rows.begins_in_filter = not filters
        self._label = label
        self._filters = filters
        self._said = ""
        self._count = Static("", classes="search-count", markup=False)

    def compose(self) -> ComposeResult:
        """The filter line and the list."""
        with Horizontal(classes="search-line"):
            yield Static(self._label, classes="search-label", markup=False)
            yield self.field
            yield self._count
        yield self.rows

    def on_descendant_focus(self) -> None:
        """Whoever is in the filter line is about to type."""
        if self._filters and self.field.has_focus:
            self.rows.expect_filter()

    @on(TextField.Edited)
    def _narrow(self, event: TextField.Edited) -> None:
        event.stop()
        if self._filters:
            self.rows.filter_by(event.value)
        else:
            self.post_message(self.Query(self, event.value))

    @on(RowList.Moved)
    def _tell_count(self) -> None:
        shown, all_rows = self.rows.counted
        filtered = bool(self.rows.filtered_by)
        said = f"{shown:,} of {all_rows:,} · esc: all" if filtered else f"{shown:,}"
        if marked := len(self.rows.picked):
            hidden = self.rows.marked_out_of_sight
            said = f"{marked:,} marked{f', {hidden:,} not shown' if hidden else ''} · {said}"
        if said != self._said:
            self._said = said
            # as wide for any number: laying the screen out anew at each key takes longer than filtering
            self._count.styles.width = 2 + max(len(f"{all_rows:,} of {all_rows:,} · esc: all"), len(said))
            self._count.update(said, layout=False)
            self._count.set_class(filtered or bool(marked), "-telling")

    def leave(self) -> bool:
        """One step back: out of the filter line, whose text goes; then no line is marked; then all lines show. False
        where there is nothing to step back from."""
        if self.field.has_focus:
            self.show_all()
            self.screen.set_focus(self.rows)
        elif self.rows.picked:
            self.rows.clear_marks()
        elif self.field.value:
            self.show_all()
        else:
            return False
        return True

    def show_all(self) -> None:
        """No filter any more; the cursor stays with its line."""
        if self._filters and self.field.value:
            self.field.load("")
            self.rows.filter_by("")
