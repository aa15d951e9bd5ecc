"""Certificates and the record of a program to Word: what is asked, what is said before, what is written.

Knows the desk, and what `word` writes of a program and of a session.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.model.fields import short
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.report.facts import Gap
from cro_tui.tui.screens.dialogs.choose import Choose, Option

if TYPE_CHECKING:
    from cro_tui.tui.screens.documents import DocumentRoom

_TITLE_CELLS = 40


def ask_program(room: DocumentRoom, program: Program) -> None:
    """Ask whether certificates or the record are wanted, and write them."""
    options = (
        Option("certificates", "Certificates: a page for each graduate", "c"),
        Option("record", "Program record: sessions, participants, attendance, graduates", "r"),
    )

    def chosen(name: str | None) -> None:
        if name == "certificates":
            ask_certificates(room, program)
        elif name is not None:
            room.write_document(partial(_record, room, program.id))

    room.app.push_screen(Choose("Program to Word", options), chosen)


def ask_certificates(room: DocumentRoom, record: Program | Training) -> None:
    """Say how many certificates there are and who gets none, and write them."""
    title = f"Certificates to Word: {short(room.called(record), _TITLE_CELLS)}"
    room.write_if_agreed(title, partial(_what_is_written, room, record), partial(_certificates, room, record.id))


def _today(room: DocumentRoom) -> date:
    return room.cro.desk.notebook.clock().date()


def _what_is_written(room: DocumentRoom, record: Program | Training) -> Sequence[Gap]:
    from cro_tui.report.certificates import certificates_of

    found = certificates_of(room.cro.desk.notebook, record, _today(room).isoformat())
    people = len(found.people)
    return (Gap(f"{people} certificate{'' if people == 1 else 's'}, a page each"), *found.left_out)


def _certificates(room: DocumentRoom, record_id: str, folder: Path) -> Path:
    from cro_tui.word import write_certificates

    desk = room.cro.desk
    return write_certificates(desk.notebook, desk.settings, record_id, _today(room), folder)


def _record(room: DocumentRoom, program_id: str, folder: Path) -> Path:
    from cro_tui.word import write_program

    desk = room.cro.desk
    return write_program(desk.notebook, desk.settings, program_id, _today(room), folder)
