"""A small form over a screen whose typing is kept as a draft until it is saved, and comes back after a crash.

Knows the desk and the screen that asks; what is asked and how it is saved is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from cro_tui.actions.base import Done
from cro_tui.store.drafts import LINKED, Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.desk import Desk, Refused
from cro_tui.tui.screens.dialogs.base import Laid, lay_over
from cro_tui.tui.screens.dialogs.small_form import SmallForm
from cro_tui.tui.widgets.record_form import FormField, RecordForm

if TYPE_CHECKING:
    from cro_tui.tui.app import CroTui

ABOUT = "about"
"""The field of a draft that names the records it is about, ``;``-joined."""
LEFT = "left"
"""The field of a draft whose form the officer left, which no crash closed: it waits until it is asked for."""
SEEN = "seen"
"""The field of a draft that names what its record's writer had before the eyes, ``;``-joined sums."""
ASIDE = frozenset({ABOUT, LEFT, SEEN, LINKED})
"""The fields of a draft that nobody typed."""
Save = Callable[[Notebook, Mapping[str, str], str], Done]
"""(notebook, the form's texts, the draft that the save settles) -> what was done."""


class Asker(Protocol):
    """A screen over which something is asked."""

    @property
    def cro(self) -> CroTui:
        """The app."""


def place_of(screen: Asker) -> str:
    """Where drafts of what is asked over *screen* come back."""
    return str(getattr(screen, "HOME", "") or getattr(screen, "PLACE", ""))


class Kept:
    """What is typed in one dialog: a draft until it is saved. *verb* and the ids *about* say which dialog it is."""

    def __init__(self, desk: Desk, place: str, verb: str, about: Sequence[str]) -> None:
        self._desk = desk
        self._named = (place, verb, ";".join(about))
        left = [one for one in desk.unfinished() if (one.screen, one.kind, one.fields.get(ABOUT)) == self._named]
        self.id = left[-1].id if left else desk.notebook.new_id()
        self.texts = {name: text for name, text in left[-1].fields.items() if name not in ASIDE} if left else {}
        """What was typed the time before."""
        if left:
            desk.keep_draft(left[-1])  # from now on it is this window's

    def keep(self, texts: Mapping[str, str], *, left: bool = False) -> None:
        """Keep *texts*; *left*: the officer closed the dialog, and the disk is written at once."""
        place, verb, about = self._named
        fields = {**texts, ABOUT: about, LEFT: "yes" if left else ""}
        self._desk.keep_draft(Draft(self.id, place, "", verb, fields, self._desk.notebook.clock().isoformat()))
        if left:
            self._desk.flush_drafts()

    def drop(self) -> None:
        """It was saved, or nothing is left of it."""
        self._desk.drop_draft(self.id)


def ask(
    room: Asker,
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
    kept = Kept(desk, place_of(room), verb, about)
    settled = False

    def edited(form: SmallForm, name: str) -> None:
        if settled:  # the last letters are told of after the enter that saved them
            return
        if typed is not None:
            typed(form.form, name)
        if form.form.changed:
            kept.keep(form.form.values)
            room.cro.say(saving="draft", notice="")
        else:
            kept.drop()

    def saving(texts: Mapping[str, str]) -> Done:
        nonlocal settled
        try:
            done = desk.do(lambda notebook: save(notebook, texts, kept.id))
        except Refused as refused:
            room.cro.refused(refused)
            raise
        settled = True
        kept.drop()
        room.cro.saved(done)
        return done

    def closed(done: Done | None) -> None:
        if done is None and form.form.changed:
            kept.keep(form.form.values, left=True)
            room.cro.say(saving="draft", notice="Kept as a draft: the same key brings it back")
        if after is not None:
            after(done)

    form = SmallForm(title, fields, values or {}, saving, body=body, edited=edited, start=start)
    form.form.fill(kept.texts, going_on=True)
    return lay_over(room.cro, form, closed)
