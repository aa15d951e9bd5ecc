"""What every set of verbs asked over a room shares: the room, what may not show, fields of a kind, a choice of words.

Knows the desk through the room; saves nothing by itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from cro_tui.actions.base import Done
from cro_tui.model.fields import short
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import KindForm
from cro_tui.tui.masked import MASK, without_names
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import Laid, lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.widgets.record_form import FormField

R = TypeVar("R", bound=Record)


class VerbForms:
    """Verbs as dialogs over *room*; *after* is called when something was done, *masked* says what may not show."""

    def __init__(self, room: Room, after: Callable[[Done], None], masked: Callable[[Record], bool]) -> None:
        self._room = room
        self._after = after
        self._masked = masked

    @property
    def _today(self) -> str:
        return self._room.cro.desk.notebook.clock().date().isoformat()

    def _get(self, kind: type[R], ids: Sequence[str]) -> list[R]:
        found = (self._room.cro.desk.notebook.of(kind, one) for one in ids if one)
        return [one for one in found if one is not None]

    def _done(self, done: Done | None) -> None:
        if done is not None:
            self._after(done)

    def _do(self, act: Callable[[Notebook], Done]) -> Done | None:
        done = self._room.attempt(act)
        self._done(done)
        return done

    def _choose(
        self, title: str, words: Sequence[str], chosen: Callable[[str], Awaitable[None]], body: str = ""
    ) -> Laid:
        options = [Option(word, word, str(n) if n < 10 else "") for n, word in enumerate(words, 1)]

        async def given(word: str | None) -> None:
            if word is not None:
                await chosen(word)

        return lay_over(self._room.cro, Choose(title, options, body), given)

    def _fields(self, kind: type[Record], *names: str) -> list[FormField]:
        """Fields of a kind for a small form: long texts are lines that grow, so that enter goes on."""
        form = KindForm(kind, self._room.cro.desk)
        known = {field.name: field for field in form.fields()}
        fields = [known[name] for name in names]
        return [replace(one, kind="line", wide=True) if one.kind == "text" else one for one in fields]

    def _about(self, records: Sequence[Record]) -> str:
        """What the dialog is about, in one or two lines."""
        if not records:
            return ""
        first = records[0]
        notebook = self._room.cro.desk.notebook
        line = MASK if self._masked(first) else short(without_names(first.label, first, notebook), 100)
        return line if len(records) == 1 else f"{line} — and {len(records) - 1} more"
