"""The palette: a line and what fits it. Commands of this place and of others, tables and views, themes, records.

What it offers is made by `tui.palette`; records are masked as in Find. Knows the app and the screen that it lies over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui.commands import DIALOG, bindings, key_of
from cro_tui.tui.jumping import taken_in
from cro_tui.tui.palette import ELSEWHERE, Offer, fitting, nearly_fitting, offers
from cro_tui.tui.places import place_of
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.themes import PLAIN
from cro_tui.tui.ways import go, lead_to
from cro_tui.tui.widgets.grouped_list import HEADING, GroupedList
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from cro_tui.tui.app import CroTui

RECORDS = 12
"""So many records are offered; another word finds the others."""
COLUMNS = (Column("", cells=8), Column("", share=1, least=20, most=28), Column("", share=4, least=16))
_FOUND = "Records"


class PaletteLine(TextField):
    """The line; arrows move the cursor of the list while the cursor stays here."""

    def __init__(self, rows: GroupedList) -> None:
        super().__init__(id="palette-line")
        self._rows = rows

    def action_cursor_up(self, select: bool = False) -> None:
        """The line before."""
        self._rows.action_up()

    def action_cursor_down(self, select: bool = False) -> None:
        """The next line."""
        self._rows.action_down()

    def action_cursor_page_up(self) -> None:
        """A screenful up."""
        self._rows.action_page(-1)

    def action_cursor_page_down(self) -> None:
        """A screenful down."""
        self._rows.action_page(1)


class Palette(Dialog[None]):
    """Everything that can be done or gone to, by its name."""

    BINDINGS = [*bindings(DIALOG), Binding("enter", "run", show=False, priority=True)]

    def __init__(self, under: Screen[Any]) -> None:
        """*under*: the screen on which commands run."""
        super().__init__("Commands, places, records", "Type a few letters · ↑ ↓ then enter · esc back")
        self._under = under
        self._rows = GroupedList(COLUMNS, heading=False, empty="Nothing fits.", id="palette-rows")
        self._line = PaletteLine(self._rows)
        self._all: list[Offer] = []
        self._shown: dict[str, Offer] = {}
        self._whole = Static("", id="palette-whole", markup=False)
        """What the cursor's line says, which is often too long for it."""
        self._seen = ""
        """What was typed when that was looked for."""

    @property
    def cro(self) -> CroTui:
        """The app, with its own type."""
        return cast("CroTui", self.app)

    def asked(self) -> Iterable[Widget]:
        """The line and what fits it."""
        yield self._line
        yield self._rows
        yield self._whole

    def first_input(self) -> Widget | None:
        """The line."""
        return self._line

    def on_mount(self) -> None:
        """Show everything, what can be done here first."""
        self._rows.can_focus = False
        app, under = self.cro, self._under
        near = app.places_on(under)
        within = {place for widget in under.focus_chain for place in _places_of(widget)}
        self._all = offers(near, within - set(near), app.keys, app.absent_on(under))
        self._show("")

    @on(TextField.Edited)
    def _typed(self, event: TextField.Edited) -> None:
        event.stop()
        self._show_if_behind()

    def _show(self, typed: str) -> None:
        typed = self._seen = typed.strip()
        found = fitting(self._all, typed) if typed else [one for one in self._all if one.group != ELSEWHERE]
        records = self._records(typed)
        if not found and not records:
            found = nearly_fitting(self._all, typed)
        self._shown = {f"offer {number}": one for number, one in enumerate(found)}
        keys: list[str] = []
        for key, one in self._shown.items():
            if not typed and f"{HEADING}{one.group}" not in keys:
                keys.append(f"{HEADING}{one.group}")
            keys.append(key)
        if records:
            keys += [f"{HEADING}{_FOUND}", *records]
        self._rows.show_keys(keys, self._look)
        self._rows.action_first()

    def _records(self, typed: str) -> list[str]:
        desk = self.cro.desk
        if not typed or not desk.whole.is_set():
            return []
        return [hit.key for hit in desk.index.search(typed, RECORDS)]

    def _look(self, key: str) -> Row:
        if key.startswith(HEADING):
            return Row((key.removeprefix(HEADING),))
        one = self._shown.get(key)
        if one is not None:
            says = f"{one.where}: {one.says}" if one.where else one.says
            return Row((one.key, one.name, says), tone="quiet" if one.group == ELSEWHERE else "")
        from cro_tui.model.concern import Concern
        from cro_tui.tui.find_lines import FindLines

        notebook = self.cro.desk.notebook
        record = notebook.get(key)
        if record is None:
            return Row(())
        row = FindLines(notebook, notebook.clock().date()).row(record)
        if isinstance(record, Concern):
            kind, name, detail = row.cells
            return replace(row, cells=(kind, record.number, f"{name.removeprefix(record.number).strip()} · {detail}"))
        return row

    @on(RowList.Moved)
    def _tell(self, event: RowList.Moved) -> None:
        event.stop()
        row = self._rows.row(event.key) if event.key is not None else Row(("",))
        self._whole.update(row.cells[-1] if row.cells else "")

    @on(RowList.Opened)
    async def _clicked(self, event: RowList.Opened) -> None:
        event.stop()
        await self.action_run()

    async def action_run(self) -> None:
        """Do what the cursor stands on, once the letters before this key are in the line."""
        await taken_in(self._line)
        self._show_if_behind()
        key = self._rows.cursor_key
        if key is None or key.startswith(HEADING) or not self.is_current:
            return
        one, record = self._shown.get(key), self.cro.desk.notebook.get(key) if key not in self._shown else None
        self.dismiss(None)
        if one is not None:
            await self._do(one)
        elif record is not None:
            await lead_to(self.cro, record)

    def _show_if_behind(self) -> None:
        if self._line.value.strip() != self._seen:
            self._show(self._line.value)

    async def _do(self, one: Offer) -> None:
        app = self.cro
        if one.theme:
            if app.theme != PLAIN:
                app.theme = one.theme
        elif one.way is not None:
            await go(app, one.way)
        elif one.command is not None and one.group == ELSEWHERE:
            place = place_of(one.command.place)
            if place.room:
                await app.action_room(place.room)
            app.say(notice=f"{one.name}: {key_of(one.command.id, app.keys)} in {one.where}")
        elif one.command is not None:
            near = app.places_on(self._under)
            target = next((w for w in self._under.focus_chain if one.command.place in _places_of(w)), None)
            if target is not None and self._under.focused is not None and one.command.place not in near:
                self._under.set_focus(target)
            inside = target if target is not None and "." not in one.command.action else self._under
            await app.run_action(one.command.action, inside)


def _places_of(widget: Any) -> tuple[str, ...]:
    """The places that a widget itself has; a screen names those of its focus too."""
    places: tuple[str, ...] = () if isinstance(widget, Screen) else getattr(widget, "PLACES", ())
    return places
