"""Ask for a file by its name. What is typed here is kept nowhere; knows no notebook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui.commands import bindings
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.text_field import TextField


class AskFile(Dialog[str]):
    """Gives the path of a file that is there, None when it was left."""

    BINDINGS = bindings("small form")
    PLACES = ("small form", *Dialog.PLACES)

    def __init__(self, title: str, body: str = "") -> None:
        super().__init__(title, body)
        self.field = TextField(id="file")
        self.field.taker = self._told
        self._hint = Static("enter: look at it   esc: leave it", classes="dialog-hint", markup=False)

    def asked(self) -> Iterable[Widget]:
        """The line."""
        yield self.field
        yield self._hint

    def first_input(self) -> Widget:
        """The line."""
        return self.field

    def _told(self, told: TextField.Told) -> None:
        if isinstance(told, TextField.Submitted):
            self.action_save()

    def action_save(self) -> None:
        """Give the answer, if there is such a file."""
        typed = self.field.value.strip().strip("\"'")
        if typed and Path(typed).expanduser().is_file():
            self.dismiss(str(Path(typed).expanduser()))
        else:
            self._hint.update("Which file?" if not typed else "There is no such file")
            self._hint.add_class("-wrong")
