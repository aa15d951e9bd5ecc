"""What a memo tells the one to whom a concern is referred: what was heard, where, what is asked, what was tried.

Pure: a referral and the notebook in, plain values out. Who voiced the concern is named only with consent; a restricted
person never is.
"""

from __future__ import annotations

from dataclasses import dataclass

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, full_phone
from cro_tui.model.fields import short
from cro_tui.model.referral import Referral
from cro_tui.report.audience import Audience, NotForAudience, Reader, strictest
from cro_tui.report.changes import withhold_former
from cro_tui.report.facts import Gap
from cro_tui.report.period import reply_due
from cro_tui.report.plain import clean
from cro_tui.report.sentences import counted, day
from cro_tui.report.standing import status_of
from cro_tui.report.steps import Step, steps_of
from cro_tui.report.voices import Voices, voices_of
from cro_tui.store.notebook import Notebook

NOT_NAMED = "not named here; the department keeps the name"
ANONYMOUS = "anonymous"
NOBODY = "nobody was named"


@dataclass(frozen=True)
class Memo:
    """Everything that a referral memo says."""

    to: str
    number: str
    """The concern's; ``""`` where the concern is not in this notebook."""
    summary: str
    method: str
    sent: str
    """ISO date."""
    due: str
    """ISO date by which an answer is asked for."""
    escalated_to: str
    asked: str
    """What is asked, in the officer's words; ``""`` where nothing was written."""
    heard: str
    """The narrative."""
    circumstances: tuple[tuple[str, str], ...]
    """(label, value) of when, how and by whom it was heard."""
    place: tuple[tuple[str, str], ...]
    """(label, value) of where it is."""
    tried: tuple[Step, ...]
    """What was done before this referral, and besides it."""
    reply: tuple[tuple[str, str], ...]
    """(label, value) of the answer, where one came."""
    outcomes: tuple[str, ...]
    """The answers that there may be."""
    left_out: tuple[Gap, ...]


def memo_facts(notebook: Notebook, referral: Referral, audience: Audience, *, consent: bool = False) -> Memo:
    """The memo of *referral* for *audience*.

    :param consent: whoever voiced the concern agreed to be named to the addressee.
    :raises NotForAudience: the referral or the concern may not be shown to the audience.
    """
    concern = notebook.of(Concern, referral.of)
    voice = concern.contact if concern is not None and consent else ""
    reader = Reader.of(notebook, audience, consented=[voice] if voice else [])
    for record in (referral, concern):
        if record is not None and not reader.shows(record):
            what = "concern" if record is concern else "referral"
            raise NotForAudience(f"The {what} is {strictest(record)}; its memo is not for the audience “{audience}”.")
    return _Drawing(notebook, referral, concern, reader, consent).memo()


class _Drawing:
    """One memo: the referral, its concern, and who reads it."""

    def __init__(
        self, notebook: Notebook, referral: Referral, concern: Concern | None, reader: Reader, consent: bool
    ) -> None:
        self.notebook = notebook
        self.referral = referral
        self.concern = concern
        self.reader = reader
        self.consent = consent
        self.history = notebook.history(concern.id) if concern is not None else []
        if concern is not None:
            withhold_former(notebook, concern, self.history, reader)

    def text(self, text: str) -> str:
        return self.reader.text(clean(text))

    def memo(self) -> Memo:
        referral, concern = self.referral, self.concern
        words = self.notebook.settings.words
        return Memo(
            to=self.text(referral.to),
            number=concern.number if concern else "",
            summary=self.text(concern.summary) if concern else "",
            method=referral.method,
            sent=referral.day,
            due=reply_due(referral, self.notebook.settings.intervals.referral_reply_days),
            escalated_to=self.text(referral.escalated_to),
            asked=self.text(referral.message),
            heard=self.text(concern.narrative or concern.summary) if concern else "",
            circumstances=self._circumstances(concern) if concern else (),
            place=self._place(concern) if concern else (),
            tried=steps_of(self.notebook, concern, self.history, self.reader, without=referral.id) if concern else (),
            reply=self._reply(),
            outcomes=tuple(one for one in words.referral_outcomes if one != "no reply"),
            left_out=tuple(self._left_out()),
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
            ("Status", status_of([concern], "", self.notebook.settings.words.statuses)),
            ("CFS or incident", self.text(concern.reference)),
        )

    def _voiced_by(self, concern: Concern) -> str:
        contact = self.notebook.of(Contact, concern.contact) if concern.contact else None
        if contact is None:
            return ANONYMOUS if concern.anonymous else NOBODY
        if contact.id in self.reader.restricted or not self.consent:
            return NOT_NAMED
        ways = [*(full_phone(one) for one in contact.phones), *contact.emails]
        if contact.do_not_contact:
            ways = ["wants no contact"]
        return ", ".join(clean(one) for one in (contact.name, *ways))

    def _place(self, concern: Concern) -> tuple[tuple[str, str], ...]:
        shown = self.reader.address if self.consent else self.reader.text
        return _filled(
            ("Place", shown(clean(concern.place))),
            ("Neighborhood", self.text(concern.neighborhood)),
            ("Beat", self.text(concern.beat)),
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
        concern = self.concern
        if concern is None:
            return [Gap(f"The concern {short(self.referral.of)} is not in this notebook: only the referral is told")]
        found = []
        if concern.contact and concern.contact in self.reader.restricted:
            found.append(Gap("Who voiced it is restricted: the name is left out for every audience"))
        elif concern.contact and not self.consent:
            found.append(Gap("Who voiced it is not named, and street numbers are left out: there is no consent"))
        found.append(Gap("Names of people who are no contacts can't be known, and stand as they were written"))
        return found


def _voices(voices: Voices) -> str:
    if len(voices.concerns) < 2:
        return ""
    channels = f", {counted(len(voices.channels), 'channel')}" if voices.channels else ""
    return f"{counted(voices.people, 'person', 'people')}{channels}, first heard {day(voices.first_heard)}"


def _filled(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in pairs if value.strip())
