"""Who gets a certificate, and what it says: the graduates of a program, or those who attended a session. Pure.

A restricted person gets none: a certificate names whom it is given to. A session's roster gives one to everybody on it
but those who failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cro_tui.model.contact import Contact
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.report.audience import WITHHELD, Reader, strictest
from cro_tui.report.facts import Gap
from cro_tui.report.plain import clean, one_line
from cro_tui.report.programs import Course, course, sessions_of
from cro_tui.report.rosters import attended
from cro_tui.report.sentences import counted
from cro_tui.store.notebook import Notebook


class NobodyToCertify(LookupError):
    """Nobody gets a certificate yet; the text says why."""


@dataclass(frozen=True)
class Certificate:
    """One person's."""

    name: str
    hours: Decimal
    sessions: int
    given: str
    """ISO date."""


@dataclass(frozen=True)
class Certificates:
    """Those of one program or session."""

    of_program: bool
    title: str
    place: str
    course: str
    """POST course number."""
    first: str
    last: str
    """ISO dates."""
    signer: str
    """Coordinator or instructor."""
    people: tuple[Certificate, ...]
    left_out: tuple[Gap, ...]


def certificates_of(notebook: Notebook, record: Program | Training, today: str) -> Certificates:
    """The certificates of a program or a session as they stand on the ISO day *today*.

    :raises NobodyToCertify: there are none.
    """
    reader = Reader.of(notebook, "command", names_ticked=True)
    if isinstance(record, Program):
        return _of_program(notebook, record, reader, today)
    return _of_session(notebook, record, reader, today)


def _of_program(notebook: Notebook, program: Program, reader: Reader, today: str) -> Certificates:
    stands = course(program, sessions_of(notebook, program.id), today)
    people = [
        (Certificate(_called(notebook, one.name, one.contact), one.hours, one.attended, one.graduated), one.contact)
        for one in stands.graduates
    ]
    if not people:
        raise NobodyToCertify(_why_nobody(stands))
    kept, left_out = _split(people, notebook, program, reader)
    first = stands.held[0].start[:10] if stands.held else program.start
    last = stands.held[-1].start[:10] if stands.held else program.end
    return Certificates(
        of_program=True,
        title=reader.text(clean(program.title)),
        place=reader.text(clean(program.place)),
        course="",
        first=first,
        last=last,
        signer=reader.text(clean(program.coordinator)),
        people=kept,
        left_out=left_out,
    )


def _why_nobody(stands: Course) -> str:
    ready = len(stands.to_graduate)
    said = f"; {ready} qualif{'ies' if ready == 1 else 'y'}: graduate them first" if ready else ""
    return f"nobody graduated from it yet{said}"


def _of_session(notebook: Notebook, session: Training, reader: Reader, today: str) -> Certificates:
    if session.start[:10] > today:
        raise NobodyToCertify("the session was not held yet")
    people = []
    for row in session.roster:
        said, contact = attended(session, row), str(row.get("contact") or "")
        if said.result != "fail":
            name = _called(notebook, str(row.get("name") or ""), contact)
            people.append((Certificate(name, said.hours, 1, session.start[:10]), contact))
    if not people:
        raise NobodyToCertify("nobody on its roster attended and did not fail")
    kept, left_out = _split(people, notebook, session, reader)
    return Certificates(
        of_program=False,
        title=reader.text(clean(session.title)),
        place=reader.text(clean(session.place)),
        course=reader.text(clean(session.course)),
        first=session.start[:10],
        last=session.start[:10],
        signer=reader.text(clean(session.instructor)),
        people=kept,
        left_out=left_out,
    )


def _called(notebook: Notebook, name: str, contact_id: str) -> str:
    """The name on the certificate: the contact's own, which somebody looked after, else as it was written down."""
    contact = notebook.of(Contact, contact_id) if contact_id else None
    return one_line(contact.name if contact is not None else name)


def _is_withheld(one: Certificate, contact: str, reader: Reader, *, told_in_confidence: bool) -> bool:
    """Whoever is restricted; of those who are no contacts, whoever bears the whole name of somebody restricted, and all
    who took part in what is restricted itself."""
    return contact in reader.restricted if contact else told_in_confidence or reader.text(one.name) == WITHHELD


def _is_told_in_confidence(notebook: Notebook, record: Training | Program) -> bool:
    """Whether it is restricted, or the program of which it is a session."""
    program = notebook.get(record.program) if isinstance(record, Training) and record.program else None
    return any(one is not None and strictest(one) == "restricted" for one in (record, program))


def _split(
    people: list[tuple[Certificate, str]], notebook: Notebook, record: Training | Program, reader: Reader
) -> tuple[tuple[Certificate, ...], tuple[Gap, ...]]:
    """The certificates that are written, and what is said of the others."""
    hidden = _is_told_in_confidence(notebook, record)
    named = [(one, contact, _is_withheld(one, contact, reader, told_in_confidence=hidden)) for one, contact in people]
    kept = tuple(one for one, _, withheld in named if not withheld)
    return kept, _left_out([contact for _, contact, withheld in named if withheld])


def _left_out(withheld: list[str]) -> tuple[Gap, ...]:
    if not withheld:
        return ()
    who = counted(len(withheld), "restricted person gets", "restricted people get")
    return (Gap(f"{who.capitalize()} no certificate", tuple(one for one in withheld if one)),)
