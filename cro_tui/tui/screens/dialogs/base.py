"""The frame of a dialog: a title, what it is about, what is asked. Knows no records."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any, TypeVar

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen, ScreenResultCallbackType
from textual.widget import AwaitMount, Widget
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

    def first_input(self) -> Widget | None:
        """The widget that takes the first key; without one, the first that can."""
        return next((widget for widget in self.query("*") if widget.focusable), None)

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Laid:
    """A dialog that is being opened. Awaiting it is optional, and makes sure that the very next key lands in it."""

    def __init__(self, dialog: Dialog[Any], mounting: AwaitMount) -> None:
        self._dialog = dialog
        self._mounting = mounting

    def __await__(self) -> Generator[None, None, None]:
        yield from self._mounting.__await__()
        self._dialog.set_focus(self._dialog.first_input())


def lay_over(app: App[Any], dialog: Dialog[Answer], answered: ScreenResultCallbackType[Answer] | None = None) -> Laid:
    """Opens *dialog*; *answered* gets its answer."""
    return Laid(dialog, app.push_screen(dialog, answered))
