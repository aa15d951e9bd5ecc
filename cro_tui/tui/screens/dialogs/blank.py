"""The blank screen: nothing of what stood there shows until a key is pressed or the screen is touched."""

from __future__ import annotations

from textual import events
from textual.screen import ModalScreen

from cro_tui.tui import STYLES


class Blank(ModalScreen[None]):
    """Covers everything; any key only brings the screen back and does nothing else."""

    CSS_PATH = STYLES / "dialogs.tcss"

    def on_key(self, event: events.Key) -> None:
        """Back."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)

    def on_click(self) -> None:
        """Back."""
        self.dismiss(None)
