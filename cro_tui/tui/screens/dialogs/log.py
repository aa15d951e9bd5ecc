"""Log what was said with one or many people: how, when, in what words; more people by typing their names.

Who waits for word of a concern may have got it then: it is asked, and one key says so.

Knows the room that asks; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from cro_tui.actions.base import Done
from cro_tui.actions.concerns import named, tell_all
from cro_tui.actions.people import log_interaction, waiting_for_word
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.fields import short
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import MASK, without_names
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import Laid, lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.drafted import ask

VERB = "log"
NAMED = 6
"""So many names stand in the dialog; the others are counted."""
ASKED = 8
"""So many concerns can be named one by one, each with a digit."""


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

    def logged(done: Done | None) -> None:
        if after is not None:
            after(done)
        if done is not None and isinstance(done.record, Interaction):
            _ask_what_was_told(room, done.record, masked)

    now = room.cro.desk.notebook.clock().isoformat(timespec="minutes")
    return ask(
        room, VERB, [one.id for one in people], "Log an interaction", fields, save,
        values={"method": methods[0] if methods else "", "date": readable(now)},
        body=_with(people, masked), start="notes" if people else "contacts", after=logged,
    )  # fmt: skip


def _with(people: Sequence[Contact | Organization], masked: Callable[[Record], bool]) -> str:
    if not people:
        return ""
    names = [MASK if masked(one) else " ".join(one.name.split()) for one in people[:NAMED]]
    more = f" and {len(people) - NAMED} more" if len(people) > NAMED else ""
    return f"With {', '.join(names)}{more}"


def _ask_what_was_told(room: Room, spoken: Interaction, masked: Callable[[Record], bool]) -> None:
    """Of those spoken with some wait for word: whether they have it now."""
    notebook = room.cro.desk.notebook
    waiting = waiting_for_word(notebook, spoken)[:ASKED]
    if not waiting:
        return

    def about(concern: Concern) -> str:
        hidden = concern.restricted and masked(concern)
        words = MASK if hidden else short(without_names(concern.summary, concern, notebook), 60)
        return f"{concern.number} {words}"

    def answered(name: str | None) -> None:
        told = [one for one in waiting if name in ("all", one.id)]
        if told:
            method = {"method": spoken.method} if spoken.method else {}
            room.attempt(lambda book: tell_all(book, told, spoken.notes, spoken.date, **method))

    options = [Option("no", "No, they are still to be told", "n")]
    if len(waiting) == 1:
        options.append(Option("all", "Yes, that told them: they wait no longer", "y"))
    else:
        options += [Option(one.id, about(one), str(digit)) for digit, one in enumerate(waiting, 1)]
        options.append(Option("all", "All of these: they wait no longer", "a"))
    what = about(waiting[0]) if len(waiting) == 1 else named(waiting)
    lay_over(room.cro, Choose("Do they know now?", options, f"They wait for word of {what}"), answered)
