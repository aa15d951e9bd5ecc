"""The command palette's entries: every command of the table that can run where the officer is.

Knows the command table and Textual's palette, no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from cro_tui.tui.commands import COMMANDS, EVERYWHERE, Command, key_name


class CommandProvider(Provider):
    """Offers the commands of this screen and those that work everywhere."""

    def _commands(self) -> list[Command]:
        places = {EVERYWHERE, *getattr(self.screen, "PLACES", ())}
        absent = {"palette", *getattr(self.screen, "absent_commands", ())}
        return [c for c in COMMANDS if c.place in places and c.id not in absent]

    def _run(self, command: Command) -> Callable[[], Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, command.action, self.screen)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(
                f"{command.label}  {key_name(command.key)}", self._run(command), command.label, command.help
            )

    async def search(self, query: str) -> Hits:
        """Those that what is typed fits, by label and by sentence."""
        matcher = self.matcher(query)
        for command in self._commands():
            said = f"{command.label}  {command.help}"
            if (score := matcher.match(said)) > 0:
                yield Hit(score, matcher.highlight(said), self._run(command), said, key_name(command.key))
