"""Who may read what: which records a document shows to an audience, and what is replaced in the text of the others.

==========  =====================  ==============================
audience    text of                residents' names, street numbers
==========  =====================  ==============================
public      open records           none
agency      open and internal      none in a report
command     all                    none, unless asked for; never restricted people's
==========  =====================  ==============================

Pure: the notebook's records in, plain text out. People of whom the notebook has no record can't be known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.merged import standing, taken_up
from cro_tui.model.record import Record
from cro_tui.model.vocabulary import SENSITIVITIES
from cro_tui.report.everyday import GROUPS
from cro_tui.report.names import Names
from cro_tui.report.naming import contacts_of, kinds_naming
from cro_tui.report.plain import clean
from cro_tui.report.spelling import plain_words
from cro_tui.report.traces import Traces, address_phrases
from cro_tui.store.notebook import Notebook

Audience = Literal["command", "agency", "public"]
AUDIENCES: tuple[str, ...] = get_args(Audience)

WITHHELD = "[name withheld]"
CONTACT_WITHHELD = "[contact withheld]"
PLACE_WITHHELD = "[address withheld]"
PERSONAL = {
    "name": WITHHELD,
    "alias": WITHHELD,
    "phones": CONTACT_WITHHELD,
    "emails": CONTACT_WITHHELD,
    "address": PLACE_WITHHELD,
}
"""The fields that tell who a contact is and where -> what stands there instead."""
_SHOWN_TO = {"public": ("open",), "agency": ("open", "internal"), "command": ("open", "internal", "restricted")}
_OFFICIAL = frozenset({"government", "media", "elected official", "officer"})
_SAME_AGAIN = re.compile(rf"{re.escape(WITHHELD)}(?:[\s‐-]+{re.escape(WITHHELD)})+")
_SPELLED = re.compile(r"[^\W\d_]{3,}")
_OFTEN = 3
"""So often at least: an officer in haste writes a name without a capital, too."""
_ENOUGH = 2_000
"""So many of the latest narratives show which words the notebook writes without a capital."""


class NotForAudience(ValueError):
    """The record may not be shown to that audience; the text is one sentence."""


class Reader:
    """One audience reading one notebook."""

    def __init__(self, audience: Audience, *, names_ticked: bool = False) -> None:
        self.audience = audience
        self.names_ticked = names_ticked and audience == "command"
        """Residents' names and street numbers were asked for; restricted ones stay out all the same."""
        self.restricted: frozenset[str] = frozenset()
        """The ids of the people who are never named."""
        self.unnamed: frozenset[str] = frozenset()
        """The ids of everybody whom this reader does not see named; the restricted among them."""
        self.hidden_groups: frozenset[str] = frozenset()
        """The ids of the organizations that are never named."""
        self._places: frozenset[tuple[str, ...]] = frozenset()
        """Places that are nobody's own, as `_public_places` has them."""
        self._names = Names()
        self._traces = Traces()
        self._read: dict[str, str] = {}

    @classmethod
    def of(
        cls, notebook: Notebook, audience: Audience, *, names_ticked: bool = False, consented: Iterable[str] = ()
    ) -> Reader:
        """The reader who knows whom to withhold.

        *consented* are the ids of contacts who agreed to be named; a restricted one is not named all the same.
        """
        reader = cls(audience, names_ticked=names_ticked)
        restricted = reader.restricted = restricted_people(notebook)
        reader.hidden_groups = restricted_organizations(notebook)
        contacts = notebook.all(Contact, voided=True)
        agreed = frozenset(consented) - restricted
        free = [one for one in contacts if one.id in agreed or (one.id not in restricted and _is_official(one))]
        reader._let_stand(notebook, free)
        named = {one.id for one in free}
        reader._places = _public_places(notebook)
        unnamed = [one for one in contacts if one.id in restricted or not (reader.names_ticked or one.id in named)]
        for contact in unnamed:
            reader._withhold_one(contact)
        reader.unnamed = frozenset(one.id for one in unnamed)
        groups = [one for one in notebook.all(Organization, voided=True) if one.id in reader.hidden_groups]
        for group in groups:
            reader._withhold_one(group)
        reader._withhold_all_former(notebook, [*(one for one in unnamed if one.id in restricted), *groups])
        if not reader.names_ticked:
            reader._names.common = _common_words(notebook)
            for place in {one.place for one in notebook.all(Concern)}:
                reader._traces.street(place)
        return reader

    def shows(self, record: Record) -> bool:
        """Whether the record's own text may be shown."""
        return strictest(record) in _SHOWN_TO[self.audience]

    def text(self, text: str) -> str:
        """*text*, cleaned, without names, phones, emails, addresses and street numbers that the reader may not see."""
        if text not in self._read:
            self._read[text] = self._without(clean(text))  # cleaned first: no control character hides a name
        return self._read[text]

    def address(self, place: str) -> str:
        """The same of a place whose street number the reader may see; never a restricted person's."""
        return self._nameless(clean(place))

    def _without(self, text: str) -> str:
        text = self._nameless(text)
        return text if self.names_ticked else self._traces.without_street_numbers(text)

    def _nameless(self, text: str) -> str:
        if not text:
            return text
        text = self._traces.without_contacts(text, CONTACT_WITHHELD, unknown_too=not self.names_ticked)
        return _SAME_AGAIN.sub(WITHHELD, self._names.without(text))

    def withhold(self, names: Iterable[str]) -> None:
        """Learns further residents' names of people who are no contacts, such as those on an attendance."""
        for name in names:
            if not self._names.is_in_office(clean(name)):
                self._names.learn(clean(name), WITHHELD, restricted=False)
        self._read.clear()

    def withhold_former(self, record_id: str, field: str, said: Iterable[str]) -> None:
        """Learns what stood in a *field* of a person or a group before: a name, an alias, a phone, an address."""
        restricted = record_id in self.restricted
        group = record_id in self.hidden_groups
        for value in map(clean, said):
            if field in ("name", "alias") and group:
                self._names.phrase(plain_words(value), WITHHELD)
            elif field in ("name", "alias"):
                self._names.learn(value, WITHHELD, restricted=restricted)
            elif field == "phones":
                self._traces.phone(value)
            elif field == "emails":
                self._traces.email(value)
            elif field == "address":
                self._traces.street(value)
                if restricted or group:
                    self._withhold_address(value)
        self._read.clear()

    def _withhold_all_former(self, notebook: Notebook, records: Iterable[Contact | Organization]) -> None:
        """Learns what these were called before, whoever tells of it."""
        for record_id, history in notebook.histories(notebook.rewritten(one.id for one in records)).items():
            for field in PERSONAL:
                former = (line.set[field] for line in history if line.set.get(field))
                texts = {str(one) for value in former for one in (value if isinstance(value, list) else [value])}
                self.withhold_former(record_id, field, sorted(texts))

    def _withhold_one(self, record: Contact | Organization) -> None:
        """Learns what a person or a group is called now."""
        for field in PERSONAL:
            if said := _all_said(record, field):
                self.withhold_former(record.id, field, said)

    def _withhold_address(self, address: str) -> None:
        for phrase in address_phrases(clean(address)):
            if phrase not in self._places:
                self._names.phrase(phrase, PLACE_WITHHELD)

    def _let_stand(self, notebook: Notebook, officials: Iterable[Contact]) -> None:
        """What may stand: people in office, the department's own, neighborhoods, bodies, groups and their numbers."""
        settings = notebook.settings
        department = settings.department
        for one in officials:
            self._names.in_office(one.name)
            self._stand(one.phones, one.emails)
        for name in (settings.officer.name, department.chief, department.supervisor, *department.via):
            self._names.in_office(name)
        for place in (*settings.words.neighborhoods, *settings.words.beats, department.name, department.city):
            self._names.spare(plain_words(place), strongly=True)
        groups = [one for one in notebook.all(Organization) if one.id not in self.hidden_groups]
        for group in groups:
            self._stand(group.phones, group.emails)
        self._stand((department.phone,), ())
        for name in (*(one.name for one in groups), *(one.body for one in notebook.all(Meeting))):
            words = plain_words(clean(name))
            if len(words) > 1 and not GROUPS.isdisjoint(words):
                self._names.spare(words, strongly=False)

    def _stand(self, phones: Iterable[str], emails: Iterable[str]) -> None:
        for phone in phones:
            self._traces.phone(phone, public=True)
        for email in emails:
            self._traces.email(email, public=True)


def meeting_for(reader: Reader, notebook: Notebook, meeting_id: str, what: str) -> Meeting:
    """A meeting whose text the reader may read; *what* of it is asked for (``its minutes are``).

    Raises LookupError where there is none, `NotForAudience` where its text is not for this one.
    """
    meeting = notebook.of(Meeting, meeting_id)
    if meeting is None:
        raise LookupError(f"no meeting has the id “{meeting_id}”")
    if not reader.shows(meeting):
        held = meeting.sensitivity or "internal"
        raise NotForAudience(f"The meeting is {held}; {what} not for {reader.audience}.")
    return meeting


def strictest(record: Record) -> str:
    """The record's sensitivity, *internal* when none is said; the strictest where several stand against each other."""
    disputed = record.conflicts.get("sensitivity") if record.conflicts else None
    if not disputed:
        return record.sensitivity if record.sensitivity in SENSITIVITIES else "internal"
    said = [str(head.value) for head in disputed]
    known = [SENSITIVITIES.index(one) for one in said if one in SENSITIVITIES]
    return SENSITIVITIES[max(known)] if known else "internal"


def restricted_people(notebook: Notebook) -> frozenset[str]:
    """The ids of contacts who are restricted themselves, or whom a restricted record of any kind names; and of all that
    was made one with them, whichever entry it is that is named.

    Somebody in office (a principal, a councilor) is not for being named: only for a concern that they voiced, an
    inquiry, a mediation or a referral of their own. The key contact and the captains of a restricted organization are:
    whoever reads their names finds the shelter.
    """
    contacts = {contact.id: contact for contact in notebook.all(Contact, voided=True)}
    people = {contact.id for contact in contacts.values() if strictest(contact) == "restricted"}
    for kind in kinds_naming():
        for record in notebook.all(kind, voided=True):
            if strictest(record) != "restricted":
                continue
            for one, own in contacts_of(record):
                if one in contacts and (own or not _is_official(contacts[standing(contacts[one], contacts.get).id])):
                    people.add(one)
    return _with_merged(people, contacts)


def restricted_organizations(notebook: Notebook) -> frozenset[str]:
    """The ids of organizations that are restricted, and of all that was made one with them."""
    groups = {group.id: group for group in notebook.all(Organization, voided=True)}
    return _with_merged({group.id for group in groups.values() if strictest(group) == "restricted"}, groups)


def _with_merged(ids: Iterable[str], records: Mapping[str, Record]) -> frozenset[str]:
    """*ids*, what they were merged into, and everything else that was merged into that."""
    kept = {standing(records[one], records.get).id for one in ids}
    taken = {other.id for one in kept for other in taken_up(records[one], records.get)}
    into = (one.id for one in records.values() if one.is_voided and standing(one, records.get).id in kept)
    return frozenset({*ids, *kept, *taken, *into})


def _is_official(contact: Contact) -> bool:
    return bool(_OFFICIAL & set(contact.roles))


def _all_said(record: Record, field: str) -> list[str]:
    """Every text that stands in a field, those of all its values where there is a conflict."""
    heads = record.conflicts.get(field, ())
    values = [head.value for head in heads] if heads else [record.values.get(field)]
    listed = (value if isinstance(value, list) else [value or ""] for value in values)
    return [text for texts in listed for one in texts if (text := str(one))]


def _public_places(notebook: Notebook) -> frozenset[tuple[str, ...]]:
    """Places without a house number at which others met or were heard of, too: nobody's own."""
    places = [plain_words(one.place) for one in notebook.all(Meeting) if one.place]
    places += [plain_words(one.place) for one in notebook.all(Concern) if one.place and strictest(one) != "restricted"]
    return frozenset(
        place for place, count in Counter(places).items() if count > 1 and place and not place[0][0].isdecimal()
    )


def _common_words(notebook: Notebook) -> frozenset[str]:
    """Words that the notebook mostly writes without a capital, and often: no names by themselves."""
    texts = "\n".join(concern.narrative or concern.summary for concern in notebook.latest(Concern, _ENOUGH))
    counts = Counter(_SPELLED.findall(texts))
    return frozenset(
        word
        for word, count in counts.items()
        if word.islower() and count >= _OFTEN and count > 2 * counts.get(word.capitalize(), 0)
    )
