"""Ask for a reason in one line, to void a record or restrict it. Gives the reason. Knows no records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.choice_field import ChoiceField, from_words


class Reason(Dialog[str]):
    """One line that must not be empty, with usual reasons to pick from."""

    def __init__(self, title: str, body: str = "", usual: Sequence[str] = (), start: str = "") -> None:
        super().__init__(title, body)
        self._field = ChoiceField(start, suggest=from_words(usual))
        self._hint = Static("enter: do it   esc: leave it", classes="dialog-hint", markup=False)

    def asked(self) -> Iterable[Widget]:
        """The line."""
        yield Static("Reason", classes="dialog-label", markup=False)
        yield self._field
        yield self._hint

    @on(ChoiceField.Submitted)
    def _given(self) -> None:
        reason = self._field.value.strip()
        if reason:
            self.dismiss(reason)
        else:
            self._hint.update("A reason is needed, so that others understand later.   esc: leave it")
