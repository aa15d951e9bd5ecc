"""Projector mode: one key, and every room is furnished anew from what may show on a wall; again, from all there is.

Rooms that stood before are taken away with everything that they had drawn or had open, so that nothing of it is left;
what was being typed is a draft, and comes back when the mode is left. Knows the rooms by their names only.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.screen import Screen

from cro_tui.tui.commands import key_of
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.rooms import FIRST
from cro_tui.tui.screens.base import Room
from cro_tui.tui.session import Session

if TYPE_CHECKING:
    from cro_tui.tui.open_desk import OpenDesk

_ASIDE = "aside"
"""The mode in which nothing stands, while the rooms are made anew."""
BEGINS, ENDS = "Projector mode: a moment …", "Leaving the projector mode: a moment …"


class Projecting(Session):
    """An app whose screen others may see."""

    async def action_projector(self) -> None:
        """Begin the projector mode, or leave it; from the key on nothing shows until that is done."""
        if self._desk is None or self.blanked:
            return
        if not self._desk.whole.is_set():
            self.say(notice="The notebook is still being opened: the projector mode needs all of it")
            return
        self.hold_blank(ENDS if self.projecting else BEGINS)
        self.run_worker(self._change_rooms(), name="projector")

    async def _change_rooms(self) -> None:
        self.own_desk.flush_drafts()
        room, meeting = self.current_mode, self.live_meeting
        minutes = getattr(self.screen, "PLACE", "") == "minutes"
        wanted = None if self.projecting else await asyncio.to_thread(self._open_desk_of_it)
        await self._take_rooms_away()
        self._open_desk = wanted
        await self._bring_rooms_back(room)
        if minutes:
            self._reopen(meeting)
        key = key_of("projector", self.keys)
        says = f"Nothing above open shows. {key} leaves" if wanted else "Projector mode is off"
        self.say(projector=self.projecting, saving="", notice=says)
        self.call_after_refresh(self.release_blank)

    def _open_desk_of_it(self) -> OpenDesk:
        from cro_tui.tui.open_desk import OpenDesk

        return OpenDesk(self.own_desk)

    async def _take_rooms_away(self) -> None:
        self.add_mode(_ASIDE, Screen)
        await self.switch_mode(_ASIDE)
        for name, make in [(name, make) for name, make in self._modes.items() if name != _ASIDE]:
            await self.remove_mode(name)
            self.add_mode(name, make)

    async def _bring_rooms_back(self, room: str) -> None:
        for name in dict.fromkeys((FIRST, room)):  # the first room takes up the line that was being typed in it
            await self.switch_mode(name)
            if isinstance(self.screen, Room):
                await self.screen.furnished.wait()
        await self.remove_mode(_ASIDE)
        self.post_message(RecordsChanged(frozenset()))

    def _reopen(self, meeting: str) -> None:
        """The minutes that were being taken, if they may show."""
        record = self.desk.notebook.get(meeting)
        open_line = getattr(self.screen, "open_line", None)
        if open_line is not None and record is not None and not (self.projecting and record.restricted):
            open_line(meeting)
