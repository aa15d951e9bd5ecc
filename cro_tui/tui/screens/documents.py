"""Writing a Word document from a screen: in the background, and then saying where it lies.

What a document must leave out is said before it is written. Knows the desk, and what `word` writes of which record.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from textual import on
from textual.message import Message

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import short
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.survey import Survey
from cro_tui.model.training import Training
from cro_tui.report.audience import Audience
from cro_tui.report.bodies import stage
from cro_tui.report.facts import Gap
from cro_tui.report.rosters import Regular
from cro_tui.tui.commands import key_of
from cro_tui.tui.masked import label_of
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.program_papers import ask_certificates, ask_program

Write = Callable[[Path], Path]
"""folder -> the file that was written in it."""

READERS: tuple[tuple[Audience, str], ...] = (
    ("command", "Body and Command Staff: all names but restricted people's"),
    ("agency", "Another agency: residents' names and street numbers left out"),
    ("public", "The public: the same, and only if the meeting is open"),
)

TITLE_CELLS = 40
"""So much of a name stands in a question."""


class Addressee(NamedTuple):
    """Who gets a referral memo, and whether whoever voiced the concern agreed to be named to them."""

    label: str
    audience: Audience
    consent: bool


ADDRESSEES = (
    Addressee("Outside the department", "agency", False),
    Addressee("Within the department", "command", False),
    Addressee("Outside, and whoever voiced it agreed to be named", "agency", True),
    Addressee("Within, and whoever voiced it agreed to be named", "command", True),
)
ABOUT_ADDRESSEES = "Within the department what is restricted may be read. A restricted person is never named."


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
        if self.cro.keeps_masked():
            return
        self.cro.say(notice="Writing …")
        self.run_worker(partial(self._write, write), thread=True, group="document")

    def write_if_agreed(self, title: str, left_out: Callable[[], Sequence[Gap]], write: Write) -> None:
        """Say what the document must leave out and why, and write it if it is wanted so."""
        if self.cro.keeps_masked():
            return
        self.cro.say(notice="Looking through what must be left out …")
        self.run_worker(self._write_if_agreed(title, left_out, write), group="left out", exclusive=True)

    async def _write_if_agreed(self, title: str, left_out: Callable[[], Sequence[Gap]], write: Write) -> None:
        with self.cro.in_turn.making_a_dialog():
            await self._tell_left_out(title, left_out, write)

    async def _tell_left_out(self, title: str, left_out: Callable[[], Sequence[Gap]], write: Write) -> None:
        try:
            gaps = await asyncio.to_thread(left_out)
        except OSError as problem:
            self.post_message(self.NotWritten(f"Not written: {problem.strerror or problem}"))
            return
        except (LookupError, ValueError) as problem:
            self.post_message(self.NotWritten(f"Not written: {problem}"))
            return
        self.cro.say(notice="")
        if not self.is_current:  # the officer went on meanwhile
            return

        def answered(answer: str | None) -> None:
            if answer == "write":
                self.write_document(write)

        options = (Option("write", "Write it", "w"), Option("no", "Leave it", "n"))
        await lay_over(self.cro, Choose(title, options, _told(gaps)), answered)

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
        room, opens = (key_of(one, self.cro.keys) for one in ("room.reports", "reports.open"))
        where = f"{event.path}\n{room} lists it under Written; there {opens} opens it."
        self.cro.notify(where, title="The document lies here", timeout=15, markup=False)

    @on(NotWritten)
    def _tell_not_written(self, event: NotWritten) -> None:
        event.stop()
        self.cro.say(notice=event.sentence)
        self.cro.notify(event.sentence, severity="warning", timeout=15, markup=False)

    def called(self, record: Record) -> str:
        """What a question calls *record*, masked where it must be."""
        return label_of(record, self.cro.desk.notebook)

    # What there is to write

    def ask_document(self, record: Record | None) -> None:
        """Ask how the Word document of *record* is wanted, and write it."""
        if isinstance(record, Meeting):
            self.ask_meeting(record)
        elif isinstance(record, Training):
            self.ask_roster(record)
        elif isinstance(record, Program):
            ask_program(self, record)
        elif isinstance(record, Referral):
            self.ask_memo(record)
        elif isinstance(record, Contact | Organization | Concern | Problem):
            self.ask_dossier(record)
        elif isinstance(record, Survey):
            self.ask_survey_memo(record)
        elif record is not None:
            self.cro.say(notice=f"Of a single {record.KIND} there is no Word document")

    def ask_meeting(self, meeting: Meeting) -> None:
        """The agenda of a meeting that is to come, the minutes of one that was held; the other is a letter away."""
        to_come = stage(meeting, self.cro.desk.notebook.clock()) == "coming" and not meeting.entries
        if to_come:
            self.ask_agenda(meeting, Option("other", "The minutes instead", "m"))
        else:
            self.ask_minutes(meeting, Option("other", "The agenda instead", "g"))

    def ask_minutes(self, meeting: Meeting, *other: Option) -> None:
        """Ask who reads the minutes, and write them; *other* is the way to the agenda."""
        question = "Minutes to Word: who reads them?"
        self._ask_readers(question, partial(_minutes, self, meeting.id), partial(self.ask_agenda, meeting), other)

    def ask_agenda(self, meeting: Meeting, *other: Option) -> None:
        """Ask who reads the agenda, and write it; *other* is the way to the minutes."""
        question = "Agenda to Word: who reads it?"
        self._ask_readers(question, partial(_agenda, self, meeting.id), partial(self.ask_minutes, meeting), other)

    def _ask_readers(
        self, question: str, write: Callable[[Audience, Path], Path], instead: Callable[[], None],
        other: Iterable[Option],
    ) -> None:  # fmt: skip
        options = [*(Option(audience, text, audience[0]) for audience, text in READERS), *other]

        def chosen(name: str | None) -> None:
            if name == "other":
                instead()
            for audience, _text in READERS:
                if name == audience:
                    self.write_document(partial(write, audience))

        self.app.push_screen(Choose(question, options), chosen)

    def ask_roster(self, session: Training) -> None:
        """Ask whether the sheet to sign or the record is wanted, and write it."""
        options = (
            Option("record", "Training record: the roster with times, hours, scores", "r"),
            Option("sheet", "Sign-in sheet: to be signed on paper", "s"),
            Option("certificates", "Certificates: a page for each who attended and did not fail", "c"),
        )

        def chosen(name: str | None) -> None:
            if name == "certificates":
                ask_certificates(self, session)
            elif name is not None:
                self.write_document(partial(_roster, self, session.id, name == "sheet"))

        self.app.push_screen(Choose("Training to Word", options), chosen)

    def ask_memo(self, referral: Referral) -> None:
        """Ask who gets the memo and whether somebody may be named to them; say what is left out; write it."""
        notebook = self.cro.desk.notebook
        concern = notebook.of(Concern, referral.of)
        voice = notebook.of(Contact, concern.contact) if concern is not None and concern.contact else None
        nameable = voice is not None and not voice.restricted
        offered = {str(n): one for n, one in enumerate(ADDRESSEES, 1) if nameable or not one.consent}
        options = [Option(digit, one.label, digit) for digit, one in offered.items()]
        called = short(self.called(referral), TITLE_CELLS)

        def chosen(digit: str | None) -> None:
            if digit is not None:
                to = offered[digit]
                left_out, write = partial(_left_out_of_memo, self, referral, to), partial(_memo, self, referral.id, to)
                self.write_if_agreed(f"Memo to Word: {called}", left_out, write)

        self.app.push_screen(Choose(f"Who gets the memo: {called}?", options, ABOUT_ADDRESSEES), chosen)

    def ask_survey_memo(self, survey: Survey) -> None:
        """Say what the memo to the Chief leaves out, and write it."""
        from cro_tui.report.survey_memo import left_out

        title = f"Memo on “{short(self.called(survey), TITLE_CELLS)}” to Word, for the Chief"
        self.write_if_agreed(
            title, partial(left_out, self.cro.desk.notebook, survey), partial(_survey_memo, self, survey.id)
        )

    def ask_dossier(self, subject: Contact | Organization | Concern | Problem) -> None:
        """Say what the dossier leaves out, and write it."""
        called = subject.number if isinstance(subject, Concern) else short(self.called(subject), TITLE_CELLS)
        title = f"Dossier of {called} to Word, for the Command Staff alone"
        self.write_if_agreed(title, partial(_left_out_of_dossier, self, subject), partial(_dossier, self, subject.id))

    def write_transcript(self, person: Regular) -> None:
        """Write all training of one person."""
        self.write_document(partial(_transcript, self, person))

    def action_week(self) -> None:
        """Write the sheet of this week."""
        self.write_document(partial(_week, self))


def _told(gaps: Iterable[Gap]) -> str:
    """What is left out, and what the program cannot know, a line each."""
    return "\n".join(("Before it is written:", *(f"· {gap.sentence}." for gap in gaps)))


def _today(room: Room) -> date:
    return room.cro.desk.notebook.clock().date()


def _minutes(room: Room, meeting_id: str, audience: Audience, folder: Path) -> Path:
    from cro_tui.word import write_minutes

    desk = room.cro.desk
    names = audience == "command"
    return write_minutes(desk.notebook, desk.settings, meeting_id, folder, audience=audience, names_ticked=names)


def _agenda(room: Room, meeting_id: str, audience: Audience, folder: Path) -> Path:
    from cro_tui.word import write_agenda

    desk = room.cro.desk
    names = audience == "command"
    return write_agenda(desk.notebook, desk.settings, meeting_id, folder, audience=audience, names_ticked=names)


def _left_out_of_memo(room: Room, referral: Referral, to: Addressee) -> Sequence[Gap]:
    from cro_tui.report.referring import memo_facts

    return memo_facts(room.cro.desk.notebook, referral, to.audience, consent=to.consent).left_out


def _memo(room: Room, referral_id: str, to: Addressee, folder: Path) -> Path:
    from cro_tui.word import write_referral

    desk = room.cro.desk
    return write_referral(
        desk.notebook, desk.settings, referral_id, folder, audience=to.audience, names_ticked=to.consent
    )


def _left_out_of_dossier(room: Room, subject: Record) -> Sequence[Gap]:
    from cro_tui.report.dossier import dossier_facts

    return dossier_facts(room.cro.desk.notebook, subject, _today(room)).left_out


def _dossier(room: Room, record_id: str, folder: Path) -> Path:
    from cro_tui.word import write_dossier

    desk = room.cro.desk
    return write_dossier(desk.notebook, desk.settings, record_id, _today(room), folder)


def _transcript(room: Room, person: Regular, folder: Path) -> Path:
    from cro_tui.word import write_transcript

    desk = room.cro.desk
    return write_transcript(desk.notebook, desk.settings, person, _today(room), folder)


def _week(room: Room, folder: Path) -> Path:
    from cro_tui.word import write_week

    desk = room.cro.desk
    return write_week(desk.notebook, desk.settings, _today(room), _today(room), folder)


def _survey_memo(room: Room, survey_id: str, folder: Path) -> Path:
    from cro_tui.word import write_survey

    desk = room.cro.desk
    return write_survey(desk.notebook, desk.settings, survey_id, _today(room), folder)


def _roster(room: Room, session_id: str, sheet: bool, folder: Path) -> Path:
    from cro_tui.word import write_roster

    desk = room.cro.desk
    return write_roster(desk.notebook, desk.settings, session_id, folder, sheet=sheet)
