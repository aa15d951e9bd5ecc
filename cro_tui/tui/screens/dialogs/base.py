"""The frame of a dialog: a title, what it is about, what is asked. Knows no records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui import STYLES
from cro_tui.tui.commands import DIALOG, bindings
from cro_tui.tui.show import harmless

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A box over the room; esc closes it without an answer."""

    BINDINGS = bindings(DIALOG)
    CSS_PATH = STYLES / "dialogs.tcss"
    PLACES: tuple[str, ...] = (DIALOG,)

    def __init__(self, title: str, body: str = "") -> None:
        super().__init__()
        self._title = title
        self._body = body

    def compose(self) -> ComposeResult:
        """Title, what it is about, what is asked."""
        with Vertical(classes="dialog"):
            yield Static(harmless(self._title), classes="dialog-title", markup=False)
            if self._body:
                yield Static(harmless(self._body), classes="dialog-body", markup=False)
            yield from self.asked()

    def asked(self) -> Iterable[Widget]:
        """The widgets that take the answer."""
        return ()

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
