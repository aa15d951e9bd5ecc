"""The app: wiring only. Rooms, themes, the officer's keys, palette, blanking; what a room shows is its own business."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping

from textual.app import App
from textual.binding import Binding

from cro_tui.tui import STYLES
from cro_tui.tui.commands import COMMANDS, EVERYWHERE, bindings, key_of
from cro_tui.tui.desk import Desk
from cro_tui.tui.guided import Guided
from cro_tui.tui.own_keys import usable_keymap
from cro_tui.tui.projecting import Projecting
from cro_tui.tui.rooms import FIRST, ROOMS, lazily
from cro_tui.tui.screens.base import Room
from cro_tui.tui.themes import NO_COLORS, PLAIN, THEMES

KEYS_FIRST = 0.06
"""Seconds from being ready to mounting what the first paint did without: what was typed meanwhile is drawn first."""


class CroTui(Guided, Projecting):
    """The notebook on the screen."""

    TITLE = "cro-tui"
    MODES = {name: lazily(place) for name, place in ROOMS.items()}
    DEFAULT_MODE = FIRST
    CSS_PATH = STYLES / f"{FIRST}.tcss"
    """The first room's, read with all else: a sheet that comes with its screen has all of them parsed once more."""
    CSS = "ToastRack { margin-bottom: 3; }"
    """What must be looked at covers no keys."""
    BINDINGS = bindings(EVERYWHERE)
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(
        self,
        desk: Desk | None = None,
        *,
        keys: Mapping[str, str] | None = None,
        theme: str = THEMES[0].name,
        few_colors: bool = False,
    ) -> None:
        """*keys*: the officer's own keys by command id; *theme*: one of `THEMES`; *few_colors*: the terminal's own two
        are used instead, as NO_COLOR asks for."""
        plain = few_colors or "NO_COLOR" in os.environ
        super().__init__(desk, ansi_color=True if plain else None)
        self.keys, self.refused_keys = usable_keymap(keys or {}, desk.settings.key_lines if desk and keys else None)
        """The officer's keys that can be used."""
        self.set_keymap(self.keys)
        self.absent_commands = frozenset(
            command.id
            for command in COMMANDS
            if command.id.startswith("room.") and command.id.removeprefix("room.") not in self.MODES
        )
        """Commands of rooms that are not in this program."""
        self.started = False
        """Whether the keys that were typed during the start are being taken."""
        self.unfurnished: list[Room] = []
        """The rooms that stood before that: the first, and those to which early keys led."""
        self._visited: list[str] = []
        for one in (*THEMES, NO_COLORS):
            self.register_theme(one)
        if plain:
            self.theme = PLAIN
        else:  # not by assignment, which would have every style sheet read again
            self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_ready(self) -> None:
        """The rooms that stand may mount the rest of themselves, also those that are left or covered already."""
        self.started = True
        self.take_terminal()
        gc.freeze()  # what was made so far stays; `start` put the collector to rest
        gc.enable()
        while self.unfurnished:
            self.unfurnished.pop().furnish_later(KEYS_FIRST)
        self.set_timer(KEYS_FIRST, self.begin)

    def refresh_css(self, animate: bool = True) -> None:
        """Apply the style sheets again; before the first paint they have only just been read."""
        if self.started:
            super().refresh_css(animate)

    # Rooms

    async def action_room(self, name: str) -> None:
        """Go to a room; keys typed after its key land there, in its field."""
        self.take_away_letters()
        if name != self.current_mode:
            self._visited = [*self._visited[-20:], self.current_mode]
            self.leave_notice_behind()
            if getattr(self.screen, "goes_with_the_room", False):
                self.screen.dismiss(None)
            await self.switch_mode(name)
        elif len(self.screen_stack) > 1:
            self._lead_home()
            return
        elif isinstance(self.screen, Room):
            self.screen.afresh()
        self._arrive()

    def _lead_home(self) -> None:
        """From what lies over the room back to it; what is asked stays until it is answered."""
        while len(self.screen_stack) > 1:
            above = self.screen
            lead: Callable[[], None] | None = getattr(above, "lead_home", None)
            if lead is None:
                return
            lead()
            if self.screen is above:
                return

    async def beside(self, name: str) -> None:
        """Go to another table of the room: esc leads from there to where it led from here."""
        if name != self.current_mode:
            await self.switch_mode(name)
        self._arrive()

    def go_back(self) -> None:
        """Back to the room before this one, else to the first; from that one nothing leads back but leaving."""
        if not self._visited and self.current_mode == FIRST:
            self.say(notice=f"Nothing to go back to. {key_of('quit', self.keys)} leaves cro-tui; what is typed is kept")
            return
        name = self._visited.pop() if self._visited else FIRST
        if name != self.current_mode:
            self.leave_notice_behind()
            self.switch_mode(name)
            self._arrive()

    def action_help_quit(self) -> None:
        """Who presses ctrl+c to leave is told how one leaves, where all is told."""
        self.say(notice=f"{key_of('quit', self.keys)} leaves cro-tui; what is typed is kept")

    def _arrive(self) -> None:
        self.say()  # the screens of this room heard nothing while another showed
        if isinstance(self.screen, Room):
            self.screen.arrive()

    # What works everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is of rooms that are not in this program does not work."""
        if getattr(self.screen, "takes_keys", False):  # whatever key comes is what is asked for
            return action == "blank"
        if action == "room":
            return parameters[0] in self.MODES
        return True

    def action_next_theme(self) -> None:
        """The next of the three themes."""
        if self.theme != PLAIN:
            names = [theme.name for theme in THEMES]
            self.theme = names[(names.index(self.theme) + 1) % len(names)]
            self.say(notice=f"Colors: {self.theme}")
        else:
            self.say(notice="No themes here: this terminal has few colors, or NO_COLOR is set; its own two are used")

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: object) -> None:
        """The officer's key took another command's: the officer's wins, the other is still in the palette."""
