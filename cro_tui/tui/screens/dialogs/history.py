"""Every change of one record: when, who, on which laptop, what it said before and after. Changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.model.record import Record
from cro_tui.store.notebook import HistoryLine
from cro_tui.tui.forms import readable
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.show import harmless


class History(Dialog[None]):
    """A record's story, the newest change first."""

    def __init__(self, record: Record, lines: Sequence[HistoryLine]) -> None:
        super().__init__(f"History of “{record.label}”"[:70])
        self._record = record
        self._lines = lines

    def asked(self) -> Iterable[Widget]:
        """The changes, to scroll through."""
        with VerticalScroll(id="history"):
            yield Static(harmless("\n\n".join(self._told())), markup=False)
        yield Static("esc: close", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one("#history").focus()

    def _told(self) -> list[str]:
        told: list[str] = []
        known: dict[str, object] = {}
        for line in self._lines:
            who = line.stamp.by or "nobody named"
            head = f"{readable(line.stamp.at)}  by {who}, laptop {line.stamp.laptop}, change {line.number}"
            if not line.verified:
                head += "  UNVERIFIED: not as it was written"
            rows = [head]
            for key, value in line.set.items():
                before = known.get(key)
                rows.append(f"  {key}: {_short(before)} → {_short(value)}" if before is not None else
                            f"  {key}: {_short(value)}")  # fmt: skip
                known[key] = value
            told.append("\n".join(rows))
        return told[::-1]


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if value is None:
        return "(nothing)"
    return text if len(text) <= 400 else text[:399] + "…"
