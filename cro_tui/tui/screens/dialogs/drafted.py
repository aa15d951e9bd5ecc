"""A small form over a room whose typing is kept as a draft until it is saved, and comes back after a crash.

Knows the desk and the room that asks; what is asked and how it is saved is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cro_tui.actions.base import Done
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.desk import Refused
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import Laid, lay_over
from cro_tui.tui.screens.dialogs.small_form import SmallForm
from cro_tui.tui.widgets.record_form import FormField, RecordForm

ABOUT = "about"
"""The field of a draft that names the records it is about, ``;``-joined."""
LEFT = "left"
"""The field of a draft whose form the officer left, which no crash closed: it waits until it is asked for."""
Save = Callable[[Notebook, Mapping[str, str], str], Done]
"""(notebook, the form's texts, the draft that the save settles) -> what was done."""


def ask(
    room: Room,
    verb: str,
    about: Sequence[str],
    title: str,
    fields: Sequence[FormField],
    save: Save,
    *,
    values: Mapping[str, str] | None = None,
    body: str = "",
    start: str = "",
    after: Callable[[Done | None], object] | None = None,
    typed: Callable[[RecordForm, str], None] | None = None,
) -> Laid:
    """Asks for *fields* and saves them. *verb* and the ids *about* name the draft; *after* gets what was done.

    *typed* hears of each edit with the form and the field's name, to fill other fields from it.
    """
    desk = room.cro.desk
    known = ";".join(about)
    place = getattr(room, "HOME", "") or room.PLACE
    draft = next(
        (
            one
            for one in reversed(desk.unfinished())
            if (one.screen, one.kind, one.fields.get(ABOUT)) == (place, verb, known)
        ),
        None,
    )
    draft_id = draft.id if draft else desk.notebook.new_id()
    unsaved = {name: text for name, text in (draft.fields if draft else {}).items() if name not in (ABOUT, LEFT)}

    def keep(left: str) -> None:
        kept = {**form.form.values, ABOUT: known, LEFT: left}
        desk.keep_draft(Draft(draft_id, place, "", verb, kept, desk.notebook.clock().isoformat()))

    settled = False

    def edited(form: SmallForm, name: str) -> None:
        if settled:  # the last letters are told of after the enter that saved them
            return
        if typed is not None:
            typed(form.form, name)
        if form.form.changed:
            keep("")
            room.cro.say(saving="draft", notice="")
        else:
            desk.drop_draft(draft_id)

    def saving(texts: Mapping[str, str]) -> Done:
        nonlocal settled
        try:
            done = desk.do(lambda notebook: save(notebook, texts, draft_id))
        except Refused as refused:
            room.cro.refused(refused)
            raise
        settled = True
        desk.drop_draft(draft_id)
        room.cro.saved(done)
        return done

    def closed(done: Done | None) -> None:
        if done is None and form.form.changed:
            keep("yes")
            desk.flush_drafts()
            room.cro.say(saving="draft", notice="Kept as a draft: the same key brings it back")
        if after is not None:
            after(done)

    form = SmallForm(title, fields, values or {}, saving, body=body, edited=edited, start=start)
    if unsaved:
        form.form.fill(unsaved)
    return lay_over(room.cro, form, closed)
