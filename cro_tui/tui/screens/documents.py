"""Writing a Word document from a screen: in the background, and then saying where it lies.

Knows the desk and what `word` writes of meetings and training.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import on
from textual.message import Message

from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
from cro_tui.report.audience import Audience
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.choose import Choose, Option

Write = Callable[[Path], Path]
"""folder -> the file that was written in it."""

READERS: tuple[tuple[Audience, str], ...] = (
    ("command", "Body and Command Staff: all names but those of restricted people"),
    ("agency", "Another agency: residents' names and street numbers left out"),
    ("public", "The public: the same, and only if the meeting is open"),
)


class DocumentRoom(Room):
    """A room that writes documents."""

    @dataclass
    class Written(Message):
        """A document stands on the disk."""

        path: Path

    @dataclass
    class NotWritten(Message):
        """It does not; the sentence says why."""

        sentence: str

    def write_document(self, write: Write) -> None:
        """Write it without holding anybody up."""
        self.cro.say(notice="Writing …")
        self.run_worker(partial(self._write, write), thread=True, group="document")

    def _write(self, write: Write) -> None:
        folder = self.cro.desk.exports
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = write(folder)
        except OSError as problem:
            self.post_message(self.NotWritten(f"Not written: {problem.strerror or problem} ({folder})"))
        except (LookupError, ValueError) as problem:
            self.post_message(self.NotWritten(f"Not written: {problem}"))
        else:
            self.post_message(self.Written(path))

    @on(Written)
    def _tell_written(self, event: Written) -> None:
        event.stop()
        self.cro.say(notice=f"Written: {event.path.name}")
        self.cro.notify(str(event.path), title="The document lies here", timeout=15, markup=False)

    @on(NotWritten)
    def _tell_not_written(self, event: NotWritten) -> None:
        event.stop()
        self.cro.say(notice=event.sentence)
        self.cro.notify(event.sentence, severity="warning", timeout=15, markup=False)

    # What there is to write

    def ask_minutes(self, meeting: Meeting) -> None:
        """Ask who reads the minutes, and write them."""
        options = [Option(audience, text, audience[0]) for audience, text in READERS]

        def chosen(audience: str | None) -> None:
            for known, _text in READERS:
                if audience == known:
                    self.write_document(partial(_minutes, self, meeting.id, known))

        self.app.push_screen(Choose("Minutes to Word: who reads them?", options), chosen)

    def ask_roster(self, session: Training) -> None:
        """Ask whether the sheet to sign or the record is wanted, and write it."""
        options = (
            Option("record", "Training record: the roster with times, hours, scores", "r"),
            Option("sheet", "Sign-in sheet: to be signed on paper", "s"),
        )

        def chosen(name: str | None) -> None:
            if name is not None:
                self.write_document(partial(_roster, self, session.id, name == "sheet"))

        self.app.push_screen(Choose("Training to Word", options), chosen)


def _minutes(room: Room, meeting_id: str, audience: Audience, folder: Path) -> Path:
    from cro_tui.word import write_minutes

    desk = room.cro.desk
    names = audience == "command"
    return write_minutes(desk.notebook, desk.settings, meeting_id, folder, audience=audience, names_ticked=names)


def _roster(room: Room, session_id: str, sheet: bool, folder: Path) -> Path:
    from cro_tui.word import write_roster

    desk = room.cro.desk
    return write_roster(desk.notebook, desk.settings, session_id, folder, sheet=sheet)
