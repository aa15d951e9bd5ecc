"""All that is known of one record, where the screen has no room for it beside the list. Knows no record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from cro_tui.tui.commands import bindings
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.details import Details, Paragraph
from cro_tui.tui.widgets.unbroken import Hint

MOST = 0.7
"""So much of the screen's height a story takes at most."""


class StoryDialog(Dialog[bool]):
    """Gives True when the whole form is asked for, if what it tells *has_form*."""

    BINDINGS = bindings("story")
    PLACES = ("story", *Dialog.PLACES)

    def __init__(
        self, title: str, paragraphs: Sequence[Paragraph], *, has_form: bool = True, form: str = "the whole form"
    ) -> None:
        """*form* is what enter leads to."""
        super().__init__(title)
        self._form = form
        self._has_form = has_form
        self._paragraphs = paragraphs
        self.details = Details(id="story")

    def asked(self) -> Iterable[Widget]:
        """The story."""
        yield self.details
        hint = f"enter: {self._form}   ↑ ↓: read on   esc: back" if self._has_form else "↑ ↓: read on   esc: back"
        yield Hint(hint)

    def on_mount(self) -> None:
        """Show it, with the arrow keys in it."""
        self.details.show(self._paragraphs)
        self.details.focus()

    def on_resize(self) -> None:
        """As high as the story is, where there is room for all of it."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self.details.styles.height = min(self.details.virtual_size.height, int(self.app.size.height * MOST))

    def action_open(self) -> None:
        """To the form."""
        self.dismiss(self._has_form)
