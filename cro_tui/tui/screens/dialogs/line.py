"""Ask for one line of text. What is typed here is kept nowhere; knows no notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from cro_tui.tui.commands import bindings
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.text_field import TextField
from cro_tui.tui.widgets.unbroken import Hint


class AskLine(Dialog[str]):
    """Gives the line, None when it was left."""

    BINDINGS = bindings("small form")
    PLACES = ("small form", *Dialog.PLACES)
    HINT: ClassVar[str] = "enter: take it   esc: leave it"

    def __init__(self, title: str, body: str = "") -> None:
        super().__init__(title, body)
        self.field = TextField(id="line")
        self.field.taker = self._told
        self.hint = Hint(self.HINT)

    def asked(self) -> Iterable[Widget]:
        """The line."""
        yield self.field
        yield self.hint

    def first_input(self) -> Widget:
        """The line."""
        return self.field

    def _told(self, told: TextField.Told) -> None:
        if isinstance(told, TextField.Submitted):
            self.action_save()

    def action_save(self) -> None:
        """Give the answer."""
        self.dismiss(self.field.value.strip() or None)
