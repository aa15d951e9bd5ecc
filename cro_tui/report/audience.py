"""Who may read what: which records a document shows to an audience, and what is replaced in the text of the others.

==========  =====================  ==============================
audience    text of                residents' names, street numbers
==========  =====================  ==============================
public      open records           none
agency      open and internal      none in a report
command     all                    none, unless asked for; never restricted people's
==========  =====================  ==============================

Pure: the notebook's records in, plain text out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.vocabulary import SENSITIVITIES
from cro_tui.report.plain import clean
from cro_tui.store.notebook import Notebook

Audience = Literal["command", "agency", "public"]
AUDIENCES: tuple[str, ...] = get_args(Audience)

WITHHELD = "[name withheld]"
CONTACT_WITHHELD = "[contact withheld]"
PLACE_WITHHELD = "[address withheld]"
_SHOWN_TO = {"public": ("open",), "agency": ("open", "internal"), "command": ("open", "internal", "restricted")}
_OFFICIAL = frozenset({"government", "media", "elected official", "officer"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGITS = re.compile(r"\+?\(?\d(?:[\s().-]{0,2}\d){6,14}")
_EMAIL = re.compile(r"[^\s@<>,;:()\"]+@[^\s@<>,;:()\"]+\.[^\s@<>,;:()\".]+")
_STREET_NUMBER = re.compile(
    r"\b\d{1,6}[A-Za-z]?(?:[-/]\d+)?\s+(?=(?:[NSEW]\.?\s+)?(?:[A-Z][\w.'’-]*\s+){1,3}"
    r"(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Boulevard|Ct|Court|Pl|Place|Way|Ter|Terrace|Cir|Circle|"
    r"Pkwy|Parkway|Hwy|Highway|Sq|Square|Row|Walk|Loop|Trail)\b)"
)
_STREET_WORDS = {
    "street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "lane": "ln", "boulevard": "blvd", "court": "ct",
    "place": "pl", "terrace": "ter", "circle": "cir", "parkway": "pkwy", "highway": "hwy", "square": "sq",
}  # fmt: skip
# Parts of names that are everyday words too: alone they are withheld only with a capital.
_EVERYDAY = frozenset(
    (
        "january february march april may june july august september october november december park street hill lake "
        "wood woods field church school young white black brown green gray grey blue gold long short rich poor strong "
        "will mark bill grant grace hope joy faith rose lily ivy art pat sue rob chase hunter carter baker cook king "
        "price day week love law case bell ball stone rock river rivers north south east west house home hall gates "
        "post banks bank best good power police officer the and for one two new old down town city mill star snow"
    ).split()
)


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _STREET_WORDS.get(bare, bare)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_plain(found.group()) for found in _WORD.finditer(text))


@dataclass
class Reader:
    """One audience reading one notebook."""

    audience: Audience
    names_ticked: bool = False
    """Residents' names and street numbers were asked for; restricted ones stay out all the same."""
    replaced: int = 0
    """How often something was withheld in a text so far."""
    _phrases: dict[str, list[tuple[tuple[str, ...], str, bool]]] = field(default_factory=dict)
    """First word -> (words, what stands instead, whether only with capitals)."""
    _phones: set[str] = field(default_factory=set)
    _emails: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, notebook: Notebook, audience: Audience, *, names_ticked: bool = False) -> Reader:
        """The reader who knows whom to withhold."""
        reader = cls(audience, names_ticked and audience == "command")
        restricted = restricted_people(notebook)
        common = _place_words(notebook)
        for contact in notebook.all(Contact, voided=True):
            hidden = contact.id in restricted
            if hidden or not (reader.names_ticked or _OFFICIAL & set(contact.roles)):
                reader._withhold(contact, common if hidden else None)
        return reader

    def shows(self, record: Record) -> bool:
        """Whether the record's own text may be shown."""
        return strictest(record) in _SHOWN_TO[self.audience]

    def text(self, text: str) -> str:
        """*text*, cleaned, without the names, phones, emails, addresses and street numbers withheld from this reader."""
        text = clean(text)  # first: a control character inside a name must not hide it
        if not text:
            return text
        text = _EMAIL.sub(self._email, text)
        text = _DIGITS.sub(self._phone, text)
        text = self._without_phrases(text)
        if not self.names_ticked:
            text, count = _STREET_NUMBER.subn("", text)
            self.replaced += count
        return text

    def withhold(self, names: Iterable[str]) -> None:
        """Learns further names of people who are no contacts, such as those on an attendance."""
        for name in names:
            words = _words(clean(name))
            if len(words) > 1:
                self._learn(words, WITHHELD)

    def _withhold(self, contact: Contact, common: frozenset[str] | None) -> None:
        """Learns a person; with *common* (restricted people) each part of the name counts, but for words of places."""
        for name in (contact.name, contact.alias):
            words = _words(clean(name))
            self._learn(words, WITHHELD)
            if len(words) > 1:
                self._learn((words[-1], *words[:-1]), WITHHELD)
                self._learn((words[0], words[-1]), WITHHELD)
            if common is not None:
                for word in words:
                    if len(word) > 2 and word not in common:
                        self._learn((word,), WITHHELD, capital=word in _EVERYDAY)
        address = _words(contact.address.partition(",")[0])
        if len(address) > 1:
            self._learn(address, PLACE_WITHHELD)
        for phone in contact.phones:
            digits = re.sub(r"\D", "", phone)
            if len(digits) >= 7:
                self._phones.add(digits[-10:])
                self._phones.add(digits[-7:])
        self._emails.update(email.casefold() for email in contact.emails)

    def _learn(self, words: tuple[str, ...], instead: str, *, capital: bool = False) -> None:
        if not words or (len(words) == 1 and len(words[0]) < 3):
            return
        known = self._phrases.setdefault(words[0], [])
        if (words, instead, capital) not in known:
            known.append((words, instead, capital))
            known.sort(key=lambda one: -len(one[0]))

    def _without_phrases(self, text: str) -> str:
        found = list(_WORD.finditer(text))
        plain = [_plain(match.group()) for match in found]
        pieces: list[str] = []
        at = index = 0
        while index < len(found):
            for words, instead, capital in self._phrases.get(plain[index], ()):
                if tuple(plain[index : index + len(words)]) == words and (
                    not capital or found[index].group()[0].isupper()
                ):
                    pieces += [text[at : found[index].start()], instead]
                    index += len(words)
                    at = found[index - 1].end()
                    self.replaced += 1
                    break
            else:
                owner = plain[index].removesuffix("'s")
                if owner != plain[index] and any(len(words) == 1 for words, _, _ in self._phrases.get(owner, ())):
                    pieces += [text[at : found[index].start()], WITHHELD]
                    at = found[index].end()
                    self.replaced += 1
                index += 1
        return "".join(pieces) + text[at:]

    def _phone(self, found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found.group())
        if digits[-10:] in self._phones or (len(digits) == 7 and digits in self._phones):
            self.replaced += 1
            return CONTACT_WITHHELD
        return found.group()

    def _email(self, found: re.Match[str]) -> str:
        if found.group().rstrip(".").casefold() in self._emails:
            self.replaced += 1
            return CONTACT_WITHHELD
        return found.group()


def strictest(record: Record) -> str:
    """The record's sensitivity, *internal* when none is said; the strictest where several stand against each other."""
    said = [str(head.value) for head in record.conflicts.get("sensitivity", ())] or [record.sensitivity]
    known = [SENSITIVITIES.index(one) for one in said if one in SENSITIVITIES]
    return SENSITIVITIES[max(known)] if known else "internal"


def restricted_people(notebook: Notebook) -> frozenset[str]:
    """The ids of contacts who are restricted themselves, or who voiced or are linked to a restricted concern."""
    contacts = {contact.id: contact for contact in notebook.all(Contact, voided=True)}
    people = {contact.id for contact in contacts.values() if strictest(contact) == "restricted"}
    for concern in notebook.all(Concern, voided=True):
        if strictest(concern) == "restricted":
            people.update(one for one in (concern.contact, *concern.links) if one in contacts)
    return frozenset(people)


def _place_words(notebook: Notebook) -> frozenset[str]:
    """Words that name places and bodies: a resident called Park must not take the park out of every sentence."""
    words: set[str] = set()
    texts: Iterable[str] = (
        *notebook.settings.words.neighborhoods,
        *(concern.place for concern in notebook.all(Concern) if not concern.restricted),
        *(organization.name for organization in notebook.all(Organization)),
        *(meeting.body for meeting in notebook.all(Meeting)),
    )
    for text in texts:
        words.update(_words(text))
    return frozenset(words)
