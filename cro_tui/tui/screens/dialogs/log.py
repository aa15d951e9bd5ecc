"""Log what was said with one or many people: how, when, in what words; more people by typing their names.

Knows the room that asks; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from cro_tui.actions.base import Done
from cro_tui.actions.people import log_interaction
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import MASK
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import Laid
from cro_tui.tui.screens.dialogs.drafted import ask

VERB = "log"
NAMED = 6
"""So many names stand in the dialog; the others are counted."""


def log(
    room: Room,
    people: Sequence[Contact | Organization],
    masked: Callable[[Record], bool],
    after: Callable[[Done | None], None] | None = None,
) -> Laid:
    """Asks for the method, the day and the words, and for more names; *masked* says whose name may not show."""
    form = KindForm(Interaction, room.cro.desk)
    known = {field.name: field for field in form.fields()}
    methods = room.cro.desk.settings.words.methods
    fields = [
        replace(known["contacts"], label="Also with" if people else "With", hint="names, separated by ;", wide=True),
        replace(known["method"], label="How", wide=True),
        replace(known["date"], label="When", wide=True),
        replace(known["notes"], label="In what words", kind="line", wide=True),
    ]

    def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
        typed = form.typed({"contacts": texts["contacts"]})["contacts"]
        also = [str(one) for one in typed] if isinstance(typed, list) else []
        more = {"method": texts["method"], "date": texts["date"] or "now"}
        return log_interaction(notebook, people, texts["notes"], more, also=also, draft=draft)

    now = room.cro.desk.notebook.clock().isoformat(timespec="minutes")
    return ask(
        room, VERB, [one.id for one in people], "Log an interaction", fields, save,
        values={"method": methods[0] if methods else "", "date": readable(now)},
        body=_with(people, masked), start="notes" if people else "contacts", after=after,
    )  # fmt: skip


def _with(people: Sequence[Contact | Organization], masked: Callable[[Record], bool]) -> str:
    if not people:
        return ""
    names = [MASK if masked(one) else " ".join(one.name.split()) for one in people[:NAMED]]
    more = f" and {len(people) - NAMED} more" if len(people) > NAMED else ""
    return f"With {', '.join(names)}{more}"
