"""What a memo tells the one to whom something is referred: what was heard, where, what is asked, what was tried.

Pure: a referral and the notebook in, plain values out. Who voiced the concern is named only with consent; a restricted
person never is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, full_phone
from cro_tui.model.fields import short
from cro_tui.model.problem import Problem
from cro_tui.model.referral import NO_REPLY, WITHDRAWN, Referral
from cro_tui.report.audience import Audience, NotForAudience, Reader, strictest
from cro_tui.report.changes import withhold_former
from cro_tui.report.facts import Gap
from cro_tui.report.period import reply_due
from cro_tui.report.plain import clean
from cro_tui.report.sentences import counted, day
from cro_tui.report.standing import status_of
from cro_tui.report.steps import Step, steps_of, steps_of_problem
from cro_tui.report.subjects import Subject, number_of, subject_of
from cro_tui.report.voices import Voices, voices_of
from cro_tui.store.notebook import Notebook

_WHENEVER = "9999-12-31"
_REFERRED = "referred"
"""The status that a memo need not name."""
NOT_NAMED = "not named here; the department keeps the name"
ANONYMOUS = "anonymous"
NOBODY = "nobody was named"
_NO_ANSWERS = (NO_REPLY, WITHDRAWN)
"""Outcomes that are nobody's answer."""


class Taken(NamedTuple):
    """One step up the chain: to whom it was taken when nobody answered."""

    to: str
    day: str
    """ISO date."""
    due: str
    """ISO date by which an answer is asked for; ``""`` where none is named."""
    why: str


class Told(NamedTuple):
    """What a memo says of the concern, the problem or the resident that it is about."""

    summary: str = ""
    heard: str = ""
    """In full."""
    circumstances: tuple[tuple[str, str], ...] = ()
    """(label, value) of when, how and by whom it was heard, or how it stands."""
    place: tuple[tuple[str, str], ...] = ()
    """(label, value) of where it is."""
    tried: tuple[Step, ...] = ()
    """What was done before this referral, and besides it."""


@dataclass(frozen=True)
class Memo:
    """Everything that a referral memo says."""

    to: str
    of: str
    """``concern``, ``problem``, ``contact``; ``""`` where it is not in this notebook."""
    number: str
    """The concern's; ``""`` of anything else."""
    told: Told
    method: str
    sent: str
    """ISO date."""
    due: str
    """ISO date by which whoever owes it now is asked to answer; ``""`` where no answer is needed."""
    chain: tuple[Taken, ...]
    """To whom it was taken, in order."""
    asked: str
    """What is asked, in the officer's words; ``""`` where nothing was written."""
    wants_answer: bool
    reply: tuple[tuple[str, str], ...]
    """(label, value) of the answer, where one came."""
    outcomes: tuple[str, ...]
    """The answers that there may be."""
    left_out: tuple[Gap, ...]


def memo_facts(notebook: Notebook, referral: Referral, audience: Audience, *, consent: bool = False) -> Memo:
    """The memo of *referral* for *audience*.

    :param consent: whoever voiced the concern, or is sent, agreed to be named to the addressee.
    :raises NotForAudience: the referral or what it is of may not be shown to the audience.
    """
    subject = subject_of(notebook, referral)
    reader = Reader.of(notebook, audience, consented=filter(None, [_person(subject)]) if consent else [])
    for record in (referral, subject):
        if record is not None and not reader.shows(record):
            what = record.KIND if record is not referral else "referral"
            raise NotForAudience(f"The {what} is {strictest(record)}; its memo is not for the audience “{audience}”.")
    return _Drawing(notebook, referral, subject, reader, consent).memo()


def _person(subject: Subject | None) -> str:
    """The id of who voiced it, or is sent."""
    if isinstance(subject, Concern):
        return subject.contact
    return subject.id if isinstance(subject, Contact) else ""


class _Drawing:
    """One memo: the referral, what it is of, and who reads it."""

    def __init__(
        self, notebook: Notebook, referral: Referral, subject: Subject | None, reader: Reader, consent: bool
    ) -> None:
        self.notebook = notebook
        self.referral = referral
        self.subject = subject
        self.reader = reader
        self.consent = consent
        self.history = notebook.history(subject.id) if subject is not None else []
        if subject is not None:
            withhold_former(notebook, subject, self.history, reader)

    def text(self, text: str) -> str:
        return self.reader.text(clean(text))

    def memo(self) -> Memo:
        referral = self.referral
        words = self.notebook.settings.words
        return Memo(
            to=self.text(referral.to),
            of=self.subject.KIND if self.subject is not None else "",
            number=number_of(self.subject),
            told=self._told(),
            method=referral.method,
            sent=referral.day,
            due=reply_due(referral, self.notebook.settings.intervals.referral_reply_days),
            chain=tuple(self._chain()),
            asked=self.text(referral.message),
            wants_answer=not referral.no_answer,
            reply=self._reply(),
            outcomes=tuple(one for one in words.referral_outcomes if one not in _NO_ANSWERS),
            left_out=tuple(self._left_out()),
        )

    def _chain(self) -> list[Taken]:
        return [
            Taken(
                self.text(str(step.get("to") or "")),
                str(step.get("date") or ""),
                str(step.get("due") or ""),
                self.text(str(step.get("why") or "")),
            )
            for step in self.referral.escalations
        ]

    def _told(self) -> Told:
        subject = self.subject
        if isinstance(subject, Concern):
            return Told(
                self.text(subject.summary),
                self.text(subject.narrative or subject.summary),
                self._circumstances(subject),
                self._place(subject),
                steps_of(self.notebook, subject, self.history, self.reader, without=self.referral.id),
            )
        if isinstance(subject, Problem):
            return Told(
                self.text(subject.title),
                self.text(subject.statement or subject.title),
                self._standing(subject),
                self._place(subject),
                steps_of_problem(self.notebook, subject, self.reader, without=self.referral.id),
            )
        if subject is not None:
            return Told("a resident", "", _filled(("Resident", self._named(subject.id))))
        return Told()

    def _standing(self, problem: Problem) -> tuple[tuple[str, str], ...]:
        """How a problem-solving project stands."""
        return _filled(
            ("Problem since", day(problem.day)),
            ("Stage", problem.stage),
            ("Category", problem.category),
            ("Concerns in it", str(len(problem.concerns) or "")),
            ("Owner", self.text(problem.owner)),
            ("Objective", self.text(problem.objective)),
        )

    def _circumstances(self, concern: Concern) -> tuple[tuple[str, str], ...]:
        voices = voices_of(concern, lambda one: self.notebook.of(Concern, one))
        return _filled(
            ("Heard", ", ".join(filter(None, (day(concern.heard or concern.day), concern.channel)))),
            ("Voiced by", self._voiced_by(concern)),
            ("Voices", _voices(voices)),
            ("Category", concern.category),
            ("Kind", f"potential problem, {concern.rating or 'not rated'}" if concern.is_potential else ""),
            ("Recurring", "yes" if concern.recurring else ""),
            ("Priority", concern.priority if concern.priority not in ("", "normal") else ""),
            ("Status", "" if concern.status == _REFERRED else self._status(concern)),
            ("Closed", "" if concern.is_open else day(concern.closed)),
            ("CFS or incident", self.text(concern.reference)),
        )

    def _status(self, concern: Concern) -> str:
        return status_of([concern], _WHENEVER, self.notebook.settings.words.statuses)

    def _voiced_by(self, concern: Concern) -> str:
        if not concern.contact or self.notebook.of(Contact, concern.contact) is None:
            return ANONYMOUS if concern.anonymous else NOBODY
        return self._named(concern.contact)

    def _named(self, person: str) -> str:
        """A person with the ways to reach them, if they agreed to be named."""
        contact = self.notebook.of(Contact, person)
        if contact is None or contact.id in self.reader.restricted or not self.consent:
            return NOT_NAMED
        ways = [*(full_phone(one) for one in contact.phones), *contact.emails]
        if contact.do_not_contact:
            ways = ["wants no contact"]
        return ", ".join(clean(one) for one in (contact.name, *ways))

    def _place(self, subject: Concern | Problem) -> tuple[tuple[str, str], ...]:
        shown = self.reader.address if self.consent else self.reader.text
        return _filled(
            ("Place", shown(clean(subject.place))),
            ("Neighborhood", self.text(subject.neighborhood)),
            ("Beat", self.text(subject.beat) if isinstance(subject, Concern) else ""),
        )

    def _reply(self) -> tuple[tuple[str, str], ...]:
        one = self.referral
        if not (one.reply or one.outcome):
            return ()
        return _filled(
            ("Answered", day(one.replied)),
            ("By", self.text(one.answered_by)),
            ("Outcome", one.outcome),
            ("Reply", self.text(one.reply)),
        )

    def _left_out(self) -> list[Gap]:
        if self.subject is None:
            what = f"What it is of ({short(self.referral.of)}) is not in this notebook: only the referral is told"
            return [Gap(what)]
        found = []
        person = _person(self.subject)
        who = "The resident" if isinstance(self.subject, Contact) else "Who voiced it"
        if person and person in self.reader.restricted:
            found.append(Gap(f"{who} is restricted: the name is left out for every audience"))
        elif person and not self.consent:
            found.append(Gap(f"{who} is not named, and street numbers are left out: there is no consent"))
        found.append(Gap("Names of people who are no contacts can't be known, and stand as they were written"))
        return found


def _voices(voices: Voices) -> str:
    if len(voices.concerns) < 2:
        return ""
    channels = f", {counted(len(voices.channels), 'channel')}" if voices.channels else ""
    return f"{counted(voices.people, 'person', 'people')}{channels}, first heard {day(voices.first_heard)}"


def _filled(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in pairs if value.strip())
