"""Ask what a complaint about an officer is about, in one word, and note that it was handed over.

Knows the room that asks; what becomes of the words in its line is the room's business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option

if TYPE_CHECKING:
    from cro_tui.tui.screens.base import Room

TITLE = "A complaint about an officer: what is it about?"


async def ask_what_about(room: Room, handed: Callable[[], None], draft: str = "") -> None:
    """Asks for the category, and notes the handing over with it; then *handed* empties the line.

    *draft* is the one in which the words stand. Closed, or refused by the disk, nothing changes.
    """
    from cro_tui.actions.handovers import hand_over

    settings = room.cro.desk.settings
    categories = settings.words.complaint_categories
    if not categories:
        room.cro.say(notice="The settings leave complaint_categories empty: nothing to choose from")
        return
    department = settings.department
    whom = ", ".join(part for part in (department.internal_affairs, department.internal_affairs_phone) if part)
    body = f"The words are not kept here.\nGive them to {whom or 'those who look into it'}."

    def chosen(category: str | None) -> None:
        if category is None:
            return
        if room.attempt(lambda notebook: hand_over(notebook, category, draft=draft)) is not None:
            handed()

    await lay_over(room.cro, Choose(TITLE, [Option(word, word) for word in categories], body), chosen)
