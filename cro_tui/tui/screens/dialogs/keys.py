"""The help screen: every key that works where the officer is, then those that work everywhere.

Made from the command table; knows no room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget

from cro_tui.tui.commands import EVERYWHERE, ROOM, by_place, key_name, of
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row

COLUMNS = (Column("Key", cells=8), Column("", cells=11), Column("", share=1))


class Keys(Dialog[None]):
    """A list of keys with what they do."""

    def __init__(self, places: Sequence[str], keys: Mapping[str, str], absent: frozenset[str] = frozenset()) -> None:
        """*places* whose keys work now; *keys* the officer's own by command id; *absent* what can't run."""
        super().__init__("Keys that work here", "↑ ↓ to read on, esc to go back")
        self._rows: dict[str, Row] = {}
        grouped = by_place(of(*places, EVERYWHERE, ROOM))
        for place in dict.fromkeys((*places, ROOM, EVERYWHERE)):
            commands = grouped.get(place, [])
            if not commands:
                continue
            self._rows[f"place {place}"] = Row(("", "", place.capitalize()), tone="heading")
            for command in commands:
                if command.id not in absent:
                    key = key_name(keys.get(command.id, command.key))
                    self._rows[command.id] = Row((key, command.label, command.help))
        self._list = RowList(COLUMNS, heading=False, id="keys")

    def asked(self) -> Iterable[Widget]:
        """The list."""
        yield self._list

    def on_mount(self) -> None:
        """Show the keys."""
        self._list.show_keys(self._rows, self._rows.__getitem__)
