"""All training hours of one person: by year, by topic, session by session. Shows facts that are given to it.

Gives True when a Word document of them is asked for; writing it is the room's business.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from cro_tui.report.rosters import Transcript
from cro_tui.tui.commands import bindings
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.grouped_list import HEADING, GroupedList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.unbroken import Hint

COLUMNS = (Column("", share=1), Column("Hours", cells=6, right=True), Column("Result", cells=10))


class TranscriptDialog(Dialog[bool]):
    """A list to read."""

    BINDINGS = bindings("transcript")
    PLACES = ("transcript", *Dialog.PLACES)

    def __init__(self, name: str, transcript: Transcript) -> None:
        """*name* as it may be shown."""
        count = len(transcript.sessions)
        body = f"{transcript.hours:f} hours in {count} session{'' if count == 1 else 's'}"
        super().__init__(f"Training of {name}", body)
        self._rows: dict[str, Row] = {}
        self._heading("Year")
        for year, hours in transcript.by_year():
            self._put(year or "without a date", f"{hours:f}")
        self._heading("Topic")
        for topic, hours in transcript.by_topic():
            self._put(topic, f"{hours:f}")
        self._heading("Sessions")
        for one in transcript.sessions:
            title = MASK if one.session.restricted else one.session.title
            self._put(f"{readable(one.session.start[:10])}  {title}", f"{one.hours:f}", one.result)
        self._list = GroupedList(COLUMNS, id="transcript")

    def _heading(self, text: str) -> None:
        self._rows[f"{HEADING}{text}"] = Row((text, "", ""))

    def _put(self, text: str, hours: str, result: str = "") -> None:
        self._rows[f"line {len(self._rows)}"] = Row((text, hours, result))

    def asked(self) -> Iterable[Widget]:
        """The list."""
        self._list.styles.height = min(18, len(self._rows) + 1)
        yield self._list
        yield Hint("w: all of it as a Word document   esc: back")

    def on_mount(self) -> None:
        """Show it."""
        self._list.show_keys(self._rows, self._rows.__getitem__)

    def action_word(self) -> None:
        """To Word."""
        self.dismiss(True)
