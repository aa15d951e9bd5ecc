"""The frame of a dialog: a title, what it is about, what is asked. Knows no records."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from typing import Any, TypeVar

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen, ScreenResultCallbackType
from textual.widget import AwaitMount, Widget
from textual.widgets import Static

from cro_tui.tui import STYLES
from cro_tui.tui.commands import DIALOG, bindings
from cro_tui.tui.show import harmless
from cro_tui.tui.widgets.unbroken import Hint

Answer = TypeVar("Answer")
_KEYS = {"esc": "escape", "enter": "enter"}


class Dialog(ModalScreen[Answer]):
    """A box over the room; esc closes it without an answer."""

    BINDINGS = bindings(DIALOG)
    DEFAULT_CSS = """
    Dialog Toast {
        display: none;
    }
    """
    CSS_PATH = STYLES / "dialogs.tcss"
    PLACES: tuple[str, ...] = (DIALOG,)
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (22, "-short"), (30, "-tall")]

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

    def action_undo_typing(self) -> None:
        """No typing is left to undo; what was saved may be what this is about."""
        say = getattr(self.app, "say", None)
        if say is not None:
            say(notice="No typing left to undo. esc first, then it takes back what was saved last")

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it; one on a hint's key (``esc: leave it``) is that key."""
        if event.widget is self:
            self.action_close()
        elif isinstance(event.widget, Hint):
            at = event.get_content_offset(event.widget)
            key = _key_at(event.widget.said, at.x) if at is not None and at.y == 0 else ""
            if key:
                self.app.call_later(self.app.simulate_key, key)  # as if it came from the terminal, not from here

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


def _key_at(hint: str, x: int) -> str:
    """The key of which *hint* speaks at column *x*; nothing where it speaks of none, or of several."""
    for said in re.finditer(r"\S+(?: \S+)*", hint):
        named, colon, _ = said.group().partition(":")
        key = named.split(" ")[-1]
        if said.start() <= x < said.end() and colon and (key in _KEYS or key.startswith("ctrl+")):
            return _KEYS.get(key, key)
    return ""


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
