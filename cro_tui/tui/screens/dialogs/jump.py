"""Jump mode: a letter stands at everything on the screen that can be worked in; pressing it goes there, esc stays.

The letters cover only cells that are empty. Knows no room: where the letters stand is worked out by `jumping`.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Offset, Size
from textual.screen import ModalScreen
from textual.widgets import Static

from cro_tui.tui.commands import DIALOG
from cro_tui.tui.jumping import Spot

HINT = " A letter goes to what it stands at. esc: stay here "


class _Letter(Static):
    """One letter, drawn over the screen."""

    DEFAULT_CSS = """
    _Letter {
        position: absolute;
        height: 1;
        color: $background;
        background: $accent;
        text-style: $block-cursor-text-style;
    }
    """

    def __init__(self, spot: Spot) -> None:
        super().__init__(spot.letter, markup=False)
        self.styles.width = spot.cells
        self.styles.offset = Offset(spot.x, spot.y)


class Jump(ModalScreen[None]):
    """The letters over a screen that goes on showing."""

    DEFAULT_CSS = """
    Jump {
        background: transparent;
        & #jump-hint {
            dock: bottom;
            width: 1fr;
            height: 1;
            color: $accent;
            background: $surface;
            text-style: bold;
        }
    }
    """
    BINDINGS = [
        *(Binding(key, f"go('{key}')", show=False, priority=True) for key in (*ascii_lowercase, *"123456789")),
        Binding("escape", "close", show=False, priority=True),
    ]
    PLACES: tuple[str, ...] = (DIALOG,)
    PASSING = True
    """Whatever leads elsewhere takes it away."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        super().__init__()
        self.spots = {spot.letter: spot for spot in spots}
        """What each letter leads to."""
        self._laid_at: Size | None = None

    def compose(self) -> ComposeResult:
        """The letters and what they are for."""
        for spot in self.spots.values():
            yield _Letter(spot)
        yield Static(HINT, id="jump-hint", markup=False)

    async def action_go(self, letter: str) -> None:
        """Go to what *letter* stands at; another letter is no place, and is not taken as typed."""
        if (spot := self.spots.get(letter)) is None:
            self.app.bell()
            return
        self.leave()
        await spot.go()

    def action_close(self) -> None:
        """Stay where one was."""
        self.leave()

    def on_resize(self, event: events.Resize) -> None:
        """Everything stands elsewhere now."""
        if self._laid_at not in (None, event.size):
            self.leave()
        self._laid_at = event.size

    def leave(self) -> None:
        """Take the letters away."""
        if self.is_current:
            self.dismiss(None)
