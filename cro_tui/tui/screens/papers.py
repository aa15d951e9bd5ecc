"""Writing, taking back and opening documents, with the tables of what can be written and of what was.

Knows the desk and `word` by way of `documents`; nothing of the quarterly report.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import monotonic

from textual import events, on
from textual.message import Message
from textual.timer import Timer

from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.training import Training
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.days import plain_day
from cro_tui.tui.masked import label_of, typed_in
from cro_tui.tui.opening import open_with_system
from cro_tui.tui.screens.documents import DocumentRoom, Write
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row

PAPER_COLUMNS = (
    Column("Day", cells=12),
    Column("What", share=3, least=24, most=60),
    Column("Where", share=1, least=12, gives_way=1, most=46),
    Column("State", cells=16),
)
FILE_COLUMNS = (Column("Written", cells=18), Column("Document", share=1, most=80), Column("Size", cells=8, right=True))
ENDING = ".docx"


class PaperList(RowList):
    """Meetings or training sessions, to be written to Word."""

    PLACES = ("paper list", "report tables", LIST)
    BINDINGS = bindings("paper list", "report tables")


class FileList(RowList):
    """The documents in the exports folder."""

    PLACES = ("document list", "report tables", LIST)
    BINDINGS = bindings("document list", "report tables")


class PaperRoom(DocumentRoom):
    """A room with the tables of papers. Subclasses show the tables, and the state in `say_state`."""

    @dataclass
    class Listed(Message):
        """The documents in the exports folder, the newest first."""

        files: Sequence[tuple[Path, float, int]]
        sentence: str = ""
        """Why it can't be read."""

    def __init__(self) -> None:
        super().__init__()
        self.minutes = PaperList(PAPER_COLUMNS, empty="No meetings yet: F5 makes one.")
        self.sessions = PaperList(PAPER_COLUMNS, empty="No sessions yet: F6 makes one.")
        self.written = FileList(
            FILE_COLUMNS, empty="No documents yet: what is written to Word is listed here. w writes this week's sheet."
        )
        self.last_written: Path | None = None
        self.unmasked = False
        """Whether restricted names show on the screen; documents do not change by it."""
        self._cancelled: threading.Event | None = None
        self._final = False
        self._began = 0.0
        self._ticking: Timer | None = None
        self._files: dict[str, tuple[Path, float, int]] = {}

    def say_state(self) -> None:
        """Show where the document is."""
        raise NotImplementedError

    def tables_changed(self) -> None:
        """Show how many lines the tables have."""
        raise NotImplementedError

    @property
    def today(self) -> date:
        """The day."""
        return self.cro.desk.notebook.clock().date()

    @property
    def seconds_writing(self) -> int | None:
        """How long a document has been in the writing; None when none is."""
        return None if self._cancelled is None else int(monotonic() - self._began)

    # The tables

    def show_papers(self) -> None:
        """Meetings: the latest first, then those to come. Sessions: those to come first, then the latest."""
        self.say_nothing_open(self.minutes, self.sessions, self.written)
        notebook = self.cro.desk.notebook
        today = self.today.isoformat()
        meetings = sorted(notebook.all(Meeting), key=lambda one: one.start)
        self.minutes.show_keys(
            [one.id for one in reversed(meetings) if one.day <= today] + [m.id for m in meetings if m.day > today],
            self._paper,
        )
        sessions = sorted(notebook.all(Training), key=lambda one: one.start)
        self.sessions.show_keys(
            [one.id for one in sessions if one.day >= today] + [s.id for s in reversed(sessions) if s.day < today],
            self._paper,
        )

    def called(self, record: Record) -> str:
        """What a record is called on one line, masked where it must be."""
        return label_of(record, self.cro.desk.notebook, bare=self.unmasked)

    def _paper(self, key: str) -> Row:
        record = self.cro.desk.notebook.get(key)
        if record is None:
            return Row(())
        coming = record.day > self.today.isoformat()
        state = words = ""
        if isinstance(record, Meeting):
            state = "to come" if coming else f"minutes {record.minutes_status or 'draft'}"
        elif isinstance(record, Training):
            people = len(record.roster)
            words = f"{record.topic} {record.kind}"
            state = f"{people} on the roster" if people else "to come" if coming else "empty roster"
        place = typed_in(record, self.cro.desk.notebook, bare=self.unmasked)(str(record.values.get("place") or ""))
        day = plain_day(record.day, self.today)
        return Row((day, self.called(record), place, state), "R" if record.restricted else "", words=words)

    @on(events.ScreenResume)
    def _look_for_files(self) -> None:
        """Another room may have written one meanwhile."""
        self.list_files()

    def list_files(self) -> None:
        """Read the exports folder in the background: it may lie on a slow share. A wall sees no name of a file."""
        if self.cro.projecting:
            return
        self.run_worker(self._read_folder, thread=True, group="files", exclusive=True)

    def _read_folder(self) -> None:
        found = []
        try:
            for path in self.cro.desk.exports.glob(f"*{ENDING}"):
                if not path.name.startswith(("~", ".")):
                    about = path.stat()
                    found.append((path, about.st_mtime, about.st_size))
        except OSError as problem:
            why = f"{self.cro.desk.exports} can't be read: {problem.strerror or problem}"
            self.post_message(self.Listed((), why))
        else:
            self.post_message(self.Listed(sorted(found, key=lambda one: one[1], reverse=True)))

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        if event.sentence:
            self.cro.say(notice=event.sentence)
        self._files = {path.name: (path, when, size) for path, when, size in event.files}
        self.written.show_keys(self._files, self._file)
        self.tables_changed()

    def _file(self, key: str) -> Row:
        path, when, size = self._files[key]
        moment = datetime.fromtimestamp(when)
        day = f"{plain_day(moment.date().isoformat(), self.today)} {moment:%H:%M}"
        return Row((day, path.name, f"{max(1, round(size / 1024)):,} KB"))

    # Writing

    def ask_paper(self, record_id: str) -> None:
        """Ask how the document of a meeting or a session is wanted, and write it."""
        self.ask_document(self.cro.desk.notebook.get(record_id))

    def write_document(self, write: Write, *, final: bool = False) -> None:
        """Write it in the background, one at a time; `take_back` takes it back meanwhile unless it is *final*."""
        if self.cro.keeps_masked():
            return
        if self._cancelled is not None:
            self.cro.say(notice="One document is being written already; esc takes it back")
            return
        cancelled = self._cancelled = threading.Event()
        self._final = final
        self._began = monotonic()
        self._ticking = self.set_interval(0.5, self.say_state)

        def unless_cancelled(folder: Path) -> Path:
            path = write(folder)
            if cancelled.is_set():
                path.unlink(missing_ok=True)
                raise ValueError("you took it back")
            return path

        super().write_document(unless_cancelled)
        self.say_state()

    def take_back(self) -> bool:
        """Have what is being written vanish once it is there; whether something was."""
        if self._cancelled is None:
            return False
        if self._final:
            self.cro.say(notice="This can't be stopped half-way; ctrl+z takes it back when it is done")
            return True
        self._cancelled.set()
        self.cro.say(notice="Taken back: nothing will be left of it")
        return True

    @on(DocumentRoom.Written)
    def _after_written(self, event: DocumentRoom.Written) -> None:
        self.last_written = event.path
        self._ended()
        self.list_files()

    @on(DocumentRoom.NotWritten)
    def _ended(self) -> None:
        self._cancelled = None
        if self._ticking is not None:
            self._ticking.stop()
        self.say_state()

    # Opening

    def _document(self) -> Path | None:
        """The document under the cursor, else the one that was written last."""
        if self.written.has_focus and (key := self.written.cursor_key) in self._files:
            return self._files[key][0]
        return self.last_written

    def action_open(self) -> None:
        """Open the document with the system's own program."""
        path = self._document()
        if path is None:
            self.cro.say(notice="Nothing was written yet: w writes it")
        else:
            self._hand_over(path)

    def action_folder(self) -> None:
        """Open the folder in which documents lie."""
        path = self._document()
        self._hand_over(path.parent if path is not None else self.cro.desk.exports)

    def _hand_over(self, path: Path) -> None:
        sentence = open_with_system(path)
        self.cro.say(notice=sentence or f"Opened {path.name}")
        if sentence:
            self.cro.notify(sentence, timeout=15, markup=False)
