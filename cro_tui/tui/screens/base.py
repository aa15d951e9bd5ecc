"""What every room has: the state above, its own widgets, the keys below; a first paint that waits for nothing.

A room subclasses `Room`, sets PLACE, LABEL, CSS_PATH, AUTO_FOCUS and ``BINDINGS = bindings("its place")``, yields in
`first` what must stand at the first paint, mounts the rest in `furnish`, and comes back to its field in `arrive`.
One in which ctrl+s saves something has an ``action_save``.
Knows the command table and the widgets, no records.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from cro_tui.tui.commands import ROOM, bindings
from cro_tui.tui.desk import Refused
from cro_tui.tui.messages import ChoseCommand
from cro_tui.tui.widgets.key_bar import KeyBar
from cro_tui.tui.widgets.status_strip import Status, StatusStrip

if TYPE_CHECKING:
    from cro_tui.actions.base import Done
    from cro_tui.model.record import Record
    from cro_tui.store.notebook import Notebook
    from cro_tui.tui.app import CroTui
    from cro_tui.tui.widgets.record_form import RecordForm
    from cro_tui.tui.widgets.row_list import RowList
    from cro_tui.tui.widgets.search_list import SearchList

FURNISHED_BY = 0.5
"""Seconds until a room is furnished even if its first paint is never told of: a dialog that closes takes that along."""

NOTHING_OPEN = "Nothing open to show: projector mode hides what is not open."
"""What is said of a list that is empty because its records may not show."""


class Room(Screen[None]):
    """A screen that a function key leads to."""

    PLACE: ClassVar[str] = ""
    """Its place in the command table, and its name in `rooms.ROOMS`."""
    LABEL: ClassVar[str] = ""
    """What the top line calls it."""
    BINDINGS = bindings(ROOM)
    SHOWS_BOXES = True
    """Notices may lie over it in a box."""
    DEFAULT_CSS = """
    Room > ToastRack {
        margin-bottom: 3;
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]

    def __init__(self) -> None:
        super().__init__()
        self.strip = StatusStrip(Status(room=self.LABEL))
        self.bar = KeyBar()
        self.furnished = asyncio.Event()
        """Set when `furnish` is through; tests wait for it."""
        self._begun = False
        """Whether it is being furnished."""

    @property
    def cro(self) -> CroTui:
        """The app, with its own type."""
        return cast("CroTui", self.app)

    # What a room gives

    def first(self) -> Iterable[Widget]:
        """What must stand at the first paint: the field that takes the keys, little else."""
        return ()

    async def furnish(self) -> None:
        """Mount the rest; called after the first paint."""

    def arrive(self) -> None:
        """The officer came here by its key: put the cursor where work begins."""
        if self.focused is None:
            self.focus_next()

    def holds(self, _key: str) -> bool:
        """Whether that key would act on what is still being read: it waits, and what was typed after it."""
        return False

    @property
    def filtered(self) -> SearchList | None:
        """The list under its filter that shows now; None where there is none."""
        return None

    def afresh(self) -> None:
        """Its own key was pressed in it: no filter hides anything any more."""
        if self.filtered is not None:
            self.filtered.show_all()

    def taken_back(self, _done: Done | None) -> None:
        """What was done was taken back while this room shows."""

    def may_take_back(self, _done: Done) -> bool:
        """Whether ctrl+z takes *done* back here, with no typing left to undo."""
        return True

    def lead_home(self) -> None:
        """From one of the room's records back to the room, wherever on it the cursor is."""
        self.action_back()

    def focus_later(self, which: Callable[[], Widget]) -> None:
        """The cursor goes where *which* says by then: keys that came at once may have led to another table."""
        self.app.call_later(lambda: self.set_focus(which()))

    def action_back(self) -> None:
        """Out of the filter and the marks, else back to where the officer was."""
        if self.filtered is None or not self.filtered.leave():
            self.cro.go_back()

    def show_history(self, record: Record, *, bare: bool) -> None:
        """Every change of *record* and of what was merged into it; of several asked for at once, the last."""
        if self.cro.keeps_masked():
            return
        self.run_worker(self._history_of(record, bare=bare), group="history", exclusive=True)

    async def _history_of(self, record: Record, *, bare: bool) -> None:
        from cro_tui.tui.screens.dialogs.base import lay_over
        from cro_tui.tui.screens.dialogs.history import History, merged_histories

        notebook = self.cro.desk.notebook
        with self.cro.in_turn.making_a_dialog():
            lines = await asyncio.to_thread(notebook.history, record.id)
            merged = await asyncio.to_thread(merged_histories, record, notebook)
            await lay_over(self.cro, History(record, lines, notebook, bare=bare, merged=merged))

    def say_nothing_open(self, *lists: RowList) -> None:
        """In projector mode *lists*, of which records do not show, do not say that there are none yet."""
        if self.cro.projecting:
            for rows in lists:
                rows.say_when_empty(NOTHING_OPEN)

    def attempt(
        self, act: Callable[[Notebook], Done], *, form: RecordForm | None = None, typed: str = ""
    ) -> Done | None:
        """Do one of the officer's verbs and say so; None if it was refused, with what was typed left where it is.

        A wrong field is shown in *form*; *typed* is the line that undoing gives back.
        """
        try:
            done = self.cro.desk.do(act, typed)
        except Refused as refused:
            if form is not None and refused.field in form.values:
                form.set_errors({refused.field: str(refused)})
            self.cro.refused(refused)
            return None
        self.cro.saved(done)
        return done

    # What a room has

    def compose(self) -> ComposeResult:
        """State, what comes first, keys."""
        yield self.strip
        yield from self.first()
        yield self.bar

    def on_mount(self) -> None:
        """Show state and keys; furnish when the first paint is out."""
        self.cro.watch_records(self)
        self.show_status(self.cro.status)
        self.show_keys()
        if self.cro.started:
            self.furnish_later(0)
        else:
            self.cro.unfurnished.append(self)

    def furnish_later(self, seconds: float) -> None:
        """Furnish after *seconds*; at the start the keys that were typed meanwhile come first."""
        if seconds:
            self.set_timer(seconds, self._furnish)
        else:
            self.call_after_refresh(self._furnish)
            self.set_timer(FURNISHED_BY, self._furnish)

    async def _furnish(self) -> None:
        """Furnish, once."""
        if not self._begun:
            self._begun = True
            await self.furnish()
            self.furnished.set()

    @property
    def PLACES(self) -> tuple[str, ...]:  # noqa: N802 - the widgets' name for it
        """The places of the command table whose keys work now, the nearest first."""
        near: tuple[str, ...] = getattr(self.focused, "PLACES", ()) if self.focused is not None else ()
        return tuple(dict.fromkeys((*near, self.PLACE, ROOM)))

    def show_status(self, status: Status) -> None:
        """Show the program's state in the top line, with this room's name."""
        self.strip.show(status._replace(room=self.LABEL))

    @property
    def home(self) -> str:
        """The room to which it belongs, as the key bar marks it."""
        return self.PLACE

    @property
    def absent_commands(self) -> frozenset[str]:
        """The ids of the commands that can't run here."""
        nothing_to_save = frozenset() if hasattr(self, "action_save") else frozenset({"save"})
        return self.cro.absent_commands | nothing_to_save

    def show_keys(self) -> None:
        """Show the keys that work where the focus is."""
        self.bar.show(self.PLACES, f"room.{self.home}", self.cro.keys, self.absent_commands)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        self.show_keys()

    @on(ChoseCommand)
    async def _run_chosen(self, event: ChoseCommand) -> None:
        event.stop()
        target = self.focused if "." not in event.action and self.focused is not None else self
        await self.app.run_action(event.action, target)
