"""``word DOCUMENT ID``: every Word document but the quarterly report; prints its path, and says what it leaves out."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.cli import opening, output
from cro_tui.cli.lookup import NotFound, called, one_named
from cro_tui.cli.targets import take_target, target_of
from cro_tui.cli.usage import Parser, Usage
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import short
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook

if TYPE_CHECKING:
    from cro_tui.report.audience import Audience
    from cro_tui.report.rosters import Regular

AUDIENCES = ("command", "agency", "public")


@dataclass(frozen=True)
class Asked:
    """What was asked for, and where it goes."""

    notebook: Notebook
    typed: str
    audience: str
    """``""`` where none was named."""
    names: bool
    today: date
    target: Path
    form: bool = False
    """The paper form of a survey instead of its memo."""


@dataclass(frozen=True)
class Document:
    """One document that the command can write."""

    about: str
    write: Callable[[Asked], Path]
    audiences: tuple[str, ...] = ()
    """The audiences among which may be chosen."""
    names: bool = False
    """Whether ``--names`` says anything."""
    alone: bool = False
    """Whether the ID may be left out."""
    form: bool = False
    """Whether ``--form`` says anything."""


def configure(parser: Parser) -> None:
    """What may stand behind ``word``."""
    told = "; ".join(f"{name}: {one.about}" for name, one in DOCUMENTS.items())
    parser.add_argument("document", choices=tuple(DOCUMENTS), help=told)
    parser.add_argument("id", metavar="ID", nargs="?", help="the id, number or name; of a week any day of it")
    parser.add_argument("--audience", choices=AUDIENCES, help="who will read minutes, an agenda or a referral")
    parser.add_argument("--names", action="store_true", help="whoever voiced the referred concern agreed to be named")
    parser.add_argument("--form", action="store_true", help="the paper form of a survey instead of its memo")
    take_target(parser)


def run(given: argparse.Namespace) -> int:
    """Writes the document and prints its path."""
    document = DOCUMENTS[given.document]
    _refuse_senseless(given, document)
    notebook = opening.notebook_of(given.home)
    asked = Asked(
        notebook=notebook,
        typed=given.id or "",
        audience=given.audience or "",
        names=given.names,
        today=date.today(),
        target=target_of(given, notebook),
        form=given.form,
    )
    output.say(output.visible(str(document.write(asked))))
    return 0


def _refuse_senseless(given: argparse.Namespace, document: Document) -> None:
    if not (given.id or "").strip() and not document.alone:
        raise Usage(f"word {given.document} needs an ID: {document.about}")
    if given.audience and given.audience not in document.audiences:
        listed = " or ".join(document.audiences) or "the Command Staff alone"
        raise Usage(f"word {given.document} is not for “{given.audience}”, but for {listed}")
    if given.form and not document.form:
        raise Usage(f"--form says nothing to word {given.document}: it is for a survey")
    if given.names and not document.names:
        raise Usage(f"--names says nothing to word {given.document}: it is for a referral")


# What is meant


def _of(kinds: Sequence[type[Record]], document: str, asked: Asked) -> Record:
    """The record of one of *kinds* that was typed."""
    found = one_named(asked.notebook, asked.typed)
    if not isinstance(found, tuple(kinds)) or not isinstance(found, Record):
        listed = " or ".join(kind.KIND for kind in kinds)
        raise NotFound(f"{called(found)} has no {document}: name a {listed} by its id")
    return found


def _of_name(kinds: Sequence[type[Record]], document: str, asked: Asked) -> Record:
    """The record of one of *kinds* that has exactly that name, else the one that was typed."""
    from cro_tui.actions.base import Names

    named = Names(asked.notebook).exactly(tuple(kind.KIND for kind in kinds), asked.typed)
    if len(named) > 1:
        raise NotFound(_several(asked.typed, [one.id for one in named]))
    return named[0] if named else _of(kinds, document, asked)


def _contacts_called(notebook: Notebook, typed: str) -> list[Contact]:
    from cro_tui.actions.base import Names

    return [one for one in Names(notebook).exactly((Contact.KIND,), typed) if isinstance(one, Contact)]


def _subject(asked: Asked) -> Record:
    """The contact, organization, concern or project of a dossier: by its id or number, else by its whole name."""
    from cro_tui.actions.base import Names

    kinds = (Contact, Organization, Concern, Problem)
    named = Names(asked.notebook).exactly((Contact.KIND, Organization.KIND, Problem.KIND), asked.typed)
    if len(named) > 1:
        raise NotFound(_several(asked.typed, [one.id for one in named]))
    return named[0] if named else _of(kinds, "dossier", asked)


def _person(asked: Asked) -> Regular:
    """The person of a transcript: a contact by name or id, else somebody on a roster by name, by ID or by both."""
    from cro_tui.report.rosters import regulars_called
    from cro_tui.word import regular_of

    contacts = _contacts_called(asked.notebook, asked.typed)
    if len(contacts) > 1:
        raise NotFound(_several(asked.typed, [one.id for one in contacts]))
    if contacts:
        return regular_of(contacts[0])
    listed = regulars_called(asked.notebook, asked.typed)
    if len(listed) > 1:
        ways = " or ".join(f"“{short(one.line)}”" for one in listed[:4])
        raise NotFound(f"{len(listed)} on the rosters are called “{short(asked.typed)}”: name one as {ways}")
    if listed:
        linked = asked.notebook.of(Contact, listed[0].contact)
        return regular_of(linked) if linked is not None else listed[0]
    try:
        found = _of((Contact,), "transcript", asked)
    except NotFound as problem:
        raise NotFound(f"{problem}; nor is anybody on a roster called so") from None
    assert isinstance(found, Contact)
    return regular_of(found)


def _several(typed: str, ids: Sequence[str]) -> str:
    return f"“{short(typed)}” fits {len(ids)} records; name one by its id: {', '.join(ids[:4])}"


def _day(asked: Asked) -> date:
    from cro_tui.model.dates import parse_day

    if not asked.typed.strip():
        return asked.today
    try:
        return date.fromisoformat(parse_day(asked.typed, datetime.now().astimezone(), "past"))
    except ValueError as problem:
        raise Usage(str(problem)) from None


# Writing


def _audience(asked: Asked, usual: Audience) -> Audience:
    return next((one for one in ("command", "agency", "public") if one == asked.audience), usual)


def _minutes(asked: Asked) -> Path:
    from cro_tui.word import write_minutes

    meeting, audience = _of((Meeting,), "minutes", asked), _audience(asked, "command")
    book, names = asked.notebook, audience == "command"
    return write_minutes(book, book.settings, meeting.id, asked.target, audience=audience, names_ticked=names)


def _agenda(asked: Asked) -> Path:
    from cro_tui.word import write_agenda

    meeting, audience = _of((Meeting,), "agenda", asked), _audience(asked, "command")
    book, names = asked.notebook, audience == "command"
    return write_agenda(book, book.settings, meeting.id, asked.target, audience=audience, names_ticked=names)


def _roster(asked: Asked) -> Path:
    from cro_tui.word import write_program, write_roster

    book, record = asked.notebook, _of_name((Training, Program), "roster", asked)
    if isinstance(record, Program):
        return write_program(book, book.settings, record.id, asked.today, asked.target)
    return write_roster(book, book.settings, record.id, asked.target)


def _certificate(asked: Asked) -> Path:
    from cro_tui.report.certificates import certificates_of
    from cro_tui.word import write_certificates

    book, record = asked.notebook, _of_name((Program, Training), "certificate", asked)
    assert isinstance(record, Program | Training)
    found = certificates_of(book, record, asked.today.isoformat())
    _remark("certificate", [gap.sentence for gap in found.left_out])
    return write_certificates(book, book.settings, record.id, asked.today, asked.target)


def _transcript(asked: Asked) -> Path:
    from cro_tui.word import write_transcript

    return write_transcript(asked.notebook, asked.notebook.settings, _person(asked), asked.today, asked.target)


def _referral(asked: Asked) -> Path:
    from cro_tui.report.referring import memo_facts
    from cro_tui.word import write_referral

    book, audience = asked.notebook, _audience(asked, "agency")
    referral = _of((Referral,), "referral memo", asked)
    assert isinstance(referral, Referral)
    _remark("referral", [gap.sentence for gap in memo_facts(book, referral, audience, consent=asked.names).left_out])
    return write_referral(book, book.settings, referral.id, asked.target, audience=audience, names_ticked=asked.names)


def _dossier(asked: Asked) -> Path:
    from cro_tui.word import write_dossier

    return write_dossier(asked.notebook, asked.notebook.settings, _subject(asked).id, asked.today, asked.target)


def _survey(asked: Asked) -> Path:
    from cro_tui.cli.forms import survey_called
    from cro_tui.report.survey_memo import left_out
    from cro_tui.word import write_survey, write_survey_form

    book = asked.notebook
    survey = survey_called(book, asked.typed)
    if asked.form:
        return write_survey_form(book, book.settings, survey.id, asked.target)
    _remark("survey", [gap.sentence for gap in left_out(book, survey)])
    return write_survey(book, book.settings, survey.id, asked.today, asked.target)


def _week(asked: Asked) -> Path:
    from cro_tui.word import write_week

    return write_week(asked.notebook, asked.notebook.settings, _day(asked), asked.today, asked.target)


def _remark(document: str, sentences: Sequence[str]) -> None:
    for sentence in sentences:
        output.remark(f"cro-tui word {document}: {sentence}")


DOCUMENTS = {
    "minutes": Document("minutes of a meeting", _minutes, AUDIENCES),
    "agenda": Document("agenda of a meeting, with what its body left unfinished", _agenda, AUDIENCES),
    "roster": Document("sign-in sheet or record of training, or the record of a program", _roster),
    "transcript": Document("all training of a contact or of somebody on a roster", _transcript),
    "certificate": Document("a page for each graduate of a program, or for who attended a session", _certificate),
    "referral": Document("memo of a referral", _referral, ("agency", "command"), names=True),
    "dossier": Document("everything known of a contact, organization, concern or project", _dossier),
    "survey": Document("memo to the Chief on a survey; with --form the paper form to hand out", _survey, form=True),
    "week": Document("one page for the sergeant; this week unless a day is named", _week, alone=True),
}
"""Document -> what it is of."""
