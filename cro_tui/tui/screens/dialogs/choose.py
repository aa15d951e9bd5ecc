"""Choose one of a few: a letter, or ↓ and enter. Gives the chosen option's name. Knows no records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.widget import Widget

from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.row_list import Column, Row, RowList


@dataclass(frozen=True)
class Option:
    """One possible answer."""

    name: str
    """What the dialog gives back."""
    label: str
    letter: str = ""
    """One letter or digit that chooses it at once."""


class Choose(Dialog[str]):
    """A question with a few answers; the first is under the cursor."""

    def __init__(self, title: str, options: Sequence[Option], body: str = "") -> None:
        super().__init__(title, body)
        self._options = {option.name: option for option in options}
        columns = (Column("", cells=2), Column("", share=1))
        self._list = RowList(columns, heading=False, id="options")

    def asked(self) -> Iterable[Widget]:
        """The list of answers."""
        self._list.styles.height = min(12, len(self._options))
        yield self._list

    def on_mount(self) -> None:
        """Show the answers."""
        self._list.show_keys(self._options, self._row)

    def _row(self, name: str) -> Row:
        option = self._options[name]
        return Row((option.letter, option.label))

    @on(RowList.Opened)
    def _chosen(self, event: RowList.Opened) -> None:
        self.dismiss(event.key)

    def on_key(self, event: events.Key) -> None:
        """A letter chooses."""
        for option in self._options.values():
            if option.letter and event.character == option.letter:
                event.stop()
                self.dismiss(option.name)
                return


def confirm(title: str, yes: str, body: str = "") -> Choose:
    """A yes/no question in the words of what happens; gives ``yes`` or ``no``, None when closed."""
    return Choose(title, (Option("no", "No, leave it as it is", "n"), Option("yes", yes, "y")), body)
