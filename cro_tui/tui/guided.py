"""What helps an officer who does not know where to go: help, palette, letters to jump by, the tour.

Each is loaded when it is asked for. Knows the screens only by what they say of themselves.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from textual.actions import SkipAction
from textual.binding import Binding
from textual.screen import Screen

from cro_tui.tui.session import Session

if TYPE_CHECKING:
    from cro_tui.tui.app import CroTui
    from cro_tui.tui.tour import Tour


class Guided(Session):
    """An app that says where one is and leads elsewhere."""

    BINDINGS = [Binding("escape", "end_tour", show=False, priority=True)]
    absent_commands: frozenset[str]
    tour: Tour | None = None
    """The tour, once it was begun."""

    def begin(self) -> None:
        """Only the made-up notebook has a tour."""
        super().begin()
        if self._desk is None or not self._desk.notebook.is_demo:
            self.absent_commands |= {"tour"}

    def places_on(self, screen: Screen[Any]) -> tuple[str, ...]:
        """The places of the command table whose keys work on *screen* now, the nearest first."""
        near: tuple[str, ...] = getattr(screen.focused, "PLACES", ())
        return tuple(dict.fromkeys((*near, *getattr(screen, "PLACES", ()))))

    def absent_on(self, screen: Screen[Any]) -> frozenset[str]:
        """The ids of the commands that can't run there now."""
        absent: frozenset[str] = getattr(screen, "absent_commands", self.absent_commands)
        return absent

    async def action_command_palette(self) -> None:  # type: ignore[override]
        """Every command, place and record by its name."""
        from cro_tui.tui.screens.dialogs.base import lay_over
        from cro_tui.tui.screens.dialogs.palette import Palette

        self.take_away_letters()
        if not isinstance(self.screen, Palette):
            await lay_over(self, Palette(self.screen))

    def action_keys(self) -> None:
        """What this place is for, and the keys that work here."""
        from cro_tui.tui.screens.dialogs.keys import Keys

        self.take_away_letters()
        if not isinstance(self.screen, Keys):
            self.push_screen(Keys(self.places_on(self.screen), self.keys, self.absent_on(self.screen)))

    async def action_jump(self) -> None:
        """Letters over everything that can be worked in, or no more letters."""
        from cro_tui.tui.jumping import spots
        from cro_tui.tui.screens.dialogs.jump import Jump

        if not self.take_away_letters():
            await self.push_screen(Jump(spots(self.screen)))

    def take_away_letters(self) -> bool:
        """Whether letters to jump by stood over the screen."""
        passing: bool = getattr(self.screen, "PASSING", False)
        if passing:
            self.screen.dismiss(None)
        return passing

    def action_tour(self) -> None:
        """Begin the tour, or skip its step; elsewhere than on the made-up notebook the key is its field's own."""
        if "tour" in self.absent_commands:
            raise SkipAction
        if self.tour is None:
            from cro_tui.tui.tour import Tour

            self.tour = Tour(cast("CroTui", self))
        if self.tour.is_on:
            self.tour.skip()
        elif self.tour.is_over:  # one press too many is no wish for another round
            from cro_tui.tui.places import with_keys

            self.tour.rewind()
            self.say(notice=with_keys("The tour is over. {tour} once more begins it again", self.keys))
        else:
            self.run_worker(self._begin_tour(self.tour), group="tour", exclusive=True)

    async def _begin_tour(self, tour: Tour) -> None:
        """As soon as the notebook is open."""
        if not self.desk.whole.is_set():
            self.say(notice="The tour begins as soon as the notebook is open …")
            await asyncio.to_thread(self.desk.whole.wait)
            self.say(notice="")
        tour.begin()
        offered = getattr(self.screen, "show_settings", None)
        if offered is not None:  # what stands over the line is said anew: it was taken up
            offered()

    def action_end_tour(self) -> None:
        """The first esc in a room ends the tour; otherwise it is whose it always is."""
        from cro_tui.tui.screens.base import Room

        if self.tour is None or not self.tour.is_on or not isinstance(self.screen, Room):
            raise SkipAction
        self.tour.end()
        self.say(notice="The tour is over; the same key goes on with it")
