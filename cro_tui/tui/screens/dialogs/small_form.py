"""A few fields over the room: enter goes on and, in the last field, saves; errors stand beneath their fields.

Knows no records: whoever opens it says how to save and what to do with unsaved typing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from cro_tui.tui.commands import bindings
from cro_tui.tui.desk import Refused
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.record_form import FormField, RecordForm
from cro_tui.tui.widgets.unbroken import Hint

if TYPE_CHECKING:
    from cro_tui.actions.base import Done

Values = Mapping[str, str]


class SmallForm(Dialog["Done"]):
    """Gives what was saved, None when it was left."""

    BINDINGS = bindings("small form")
    PLACES = ("small form", *Dialog.PLACES)

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        values: Values,
        save: Callable[[Values], Done],
        *,
        body: str = "",
        edited: Callable[[SmallForm, str], None] | None = None,
        start: str = "",
    ) -> None:
        """*save* raises `Refused`; *edited* hears of each edit with the field's name; *start* is the first field."""
        super().__init__(title, body)
        self.form = RecordForm(fields, values)
        self._save = save
        self._edited = edited
        self._start = start or fields[0].name
        hint = "ctrl+s: save   esc: leave it" if fields[0].kind == "text" else "enter: save   esc: leave it"
        if len(fields) > 1:
            hint = "enter: next, saves in the last   ctrl+s: save   esc: leave it"
        self._hint = Hint(hint)

    def asked(self) -> Iterable[Widget]:
        """The fields."""
        yield self.form
        yield self._hint

    def first_input(self) -> Widget:
        """The field to start with."""
        return self.form.input_of(self._start)

    def on_mount(self) -> None:
        """To the first field."""
        self.set_focus(self.first_input())

    @on(RecordForm.Changed)
    def _tell(self, event: RecordForm.Changed) -> None:
        if self._edited is not None:
            self._edited(self, event.name)

    @on(RecordForm.Finished)
    def action_save(self) -> None:
        """Save; what is refused stays, with the reason."""
        self.form.settle()
        try:
            done = self._save(self.form.values)
        except Refused as refused:
            field = refused.field.partition(".")[2] or refused.field
            if field in self.form.values:
                self.form.set_errors({field: str(refused)})
            else:
                self._hint.update(str(refused))
                self._hint.add_class("-wrong")
            return
        self.dismiss(done)
