"""What the card beside a list says of a record: a person's phones and story, an organization's services, others' facts.

Restricted people are masked unless asked for. Knows the model and the notebook; no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.fields import Day, Field, Ref, Refs, Rows
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.report.coverage import names_of
from cro_tui.report.ties import Ties, body_of
from cro_tui.report.watches import captains_of
from cro_tui.tui.concern_lines import Lines
from cro_tui.tui.concern_story import Story
from cro_tui.tui.days import plain_day
from cro_tui.tui.find_lines import readable_phone
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK, label_of, restricted_people, without, without_names
from cro_tui.tui.widgets.card import Card
from cro_tui.tui.widgets.details import Paragraph

UNMASK = "restricted: m shows it"
NO_CONTACT = "DO NOT CONTACT"
OWN_LANGUAGE = "English"
"""What goes without saying."""
SHOWN = 6
"""Lines under one heading; enter shows the rest."""
_NO_FACTS = frozenset({"voided", "sensitivity", "restricted_because"})


class Cards:
    """The cards of one notebook on one day; `bare` is the one restricted record that is shown as it is."""

    def __init__(self, ties: Ties, today: date, *, complete: bool = True) -> None:
        """*complete*: whether *ties* are those of the whole notebook."""
        self.ties = ties
        self.notebook = ties.notebook
        self.today = today
        self.bare = ""
        self._complete = complete
        self._lines = Lines(self.notebook, today)
        self._story = Story(ties, self._lines)

    def of(self, record: Record) -> Card:
        """The card of *record*."""
        if record.restricted and record.id != self.bare and isinstance(record, Contact | Organization):
            kind = "person" if isinstance(record, Contact) else record.KIND
            return Card(MASK, kind, UNMASK, (), (Paragraph("Name and phone are hidden until you ask.", tone="quiet"),))
        if isinstance(record, Contact):
            return self._person(record)
        if isinstance(record, Organization):
            return self._organization(record)
        if isinstance(record, Concern | Referral | Recommendation | Problem):
            return self._case(record)
        return self._other(record)

    # People

    def _person(self, person: Contact) -> Card:
        likes = f"“{person.alias}”" if person.alias else ""
        speaks = f"speaks {person.language}" if person.language not in ("", OWN_LANGUAGE) else ""
        under = " · ".join(part for part in (likes, speaks, ", ".join(person.roles)) if part)
        return Card(
            person.name,
            under,
            NO_CONTACT if person.do_not_contact else "",
            tuple(readable_phone(phone) for phone in person.phones),
            tuple(self._about_person(person)),
        )

    def _about_person(self, person: Contact) -> Iterator[Paragraph]:
        if not person.phones:
            yield Paragraph("No phone. e adds one.", tone="quiet")
        yield from _facts(
            ("Belongs to", ", ".join(self._names(person.organizations))),
            ("Leads", ", ".join(self._leads(person))),
            ("Email", ", ".join(person.emails)),
            ("Lives", ", ".join(part for part in (person.address, person.neighborhood) if part)),
        )
        yield from self._last_met(person.id)
        voiced = [one for one in self.ties.naming(Concern, person.id) if not one.is_voided]
        still_open = [one for one in voiced if one.is_open]
        heading = "Open concern" if len(still_open) == 1 else "Open concerns"
        yield from self._under(heading, [self._concern(one) for one in reversed(still_open)])
        yield from self._dealt_with(person.id, [person.id])
        yield from self._referrals("Sent to", self.ties.referrals_of(person.id))
        closed = len(voiced) - len(still_open)
        yield from _facts(("Closed", f"{closed} concern{'' if closed == 1 else 's'}" if closed else ""))
        if person.notes:
            yield Paragraph("Notes", tone="heading")
            yield Paragraph(person.notes)

    def _leads(self, person: Contact) -> Iterator[str]:
        """The groups of which somebody is captain or key contact."""
        for group in self.ties.naming(Organization, person.id):
            if group.is_voided:
                continue
            name = label_of(group, self.notebook)
            if group.contact == person.id:
                yield f"{name} (key contact)"
            for row in group.captains:
                if row.get("contact") == person.id:
                    yield f"{name} (captain{', ' + str(row['area']) if row.get('area') else ''})"

    def _organization(self, one: Organization) -> Card:
        bare = str if one.id == self.bare else without(restricted_people(one, self.notebook))
        return Card(
            one.name,
            one.kind or "organization",
            "",
            tuple(readable_phone(phone) for phone in one.phones),
            tuple(replace(told, text=bare(told.text)) for told in self._about_organization(one)),
        )

    def _about_organization(self, one: Organization) -> Iterator[Paragraph]:
        yield from _facts(("Hours", one.hours), ("Services", one.services), ("Meets", one.cadence))
        key = self.notebook.of(Contact, one.contact) if one.contact else None
        if key is not None:
            yield Paragraph(self._reached(key), "Key contact", "strong")
        for captain in captains_of(self.notebook, one):
            area = f" ({captain.area})" if captain.area else ""
            who = captain.name if captain.contact is None else self._reached(captain.contact)
            yield Paragraph(f"{who}{area}", "Captain", "strong")
        yield from _facts(
            ("Liaison", one.liaison),
            ("Our members", ", ".join(_member(row, self.today) for row in one.members)),
            ("Where", ", ".join(part for part in (one.address, one.neighborhood) if part)),
            ("Email", ", ".join(one.emails)),
        )
        targets = [one.id, *map(body_of, names_of(self.notebook, one))]
        led_by = (one.contact, *(str(row.get("contact") or "") for row in one.captains))
        yield from self._last_met(*targets, *filter(None, led_by))
        people = [person for person in self.ties.naming(Contact, one.id) if not person.is_voided]
        yield from self._under("People", [self._reached(person) for person in people])
        yield from self._dealt_with(one.id, targets)
        yield from self._referrals("Referred here", self.ties.naming(Referral, one.id))
        if one.notes:
            yield Paragraph("Notes", tone="heading")
            yield Paragraph(one.notes)

    def _last_met(self, *targets: str) -> Iterator[Paragraph]:
        last = max(self.ties.last_met(target, self.today) for target in targets)
        if not self._complete:
            yield Paragraph("the notebook is still being read …", "Last met", "quiet")
        else:
            yield Paragraph(plain_day(last, self.today) if last else "never, as this notebook knows", "Last met")

    def _dealt_with(self, target: str, targets: Iterable[str]) -> Iterator[Paragraph]:
        met = {one.id: one for name in targets for one in self.ties.naming(Meeting, name) if not one.is_voided}
        meetings = sorted(met.values(), key=lambda one: one.start, reverse=True)
        heading = "Meeting" if len(meetings) == 1 else "Meetings"
        yield from self._under(
            heading, [f"{plain_day(one.start, self.today)}  {label_of(one, self.notebook)}" for one in meetings]
        )
        dealings = [one for one in self.ties.naming(Interaction, target) if not one.is_voided]
        dealings.sort(key=lambda one: one.date, reverse=True)
        yield from self._under("In touch", [self._dealing(one, target) for one in dealings])

    def _referrals(self, heading: str, referrals: Iterable[Referral]) -> Iterator[Paragraph]:
        """Of a person where they were sent, of an organization what was referred to it."""
        sent = sorted((one for one in referrals if not one.is_voided), key=lambda one: one.sent, reverse=True)
        self._lines.unmasked = bool(self.bare)
        lines = [self._lines.row(one.id).cells for one in sent[:SHOWN]]
        told = [f"{when} {to if heading == 'Sent to' else of} ({state})" for when, to, of, _how, state, _due in lines]
        yield from self._under(heading, [*told, *([""] * (len(sent) - len(told)))])

    def _dealing(self, one: Interaction, with_: str) -> str:
        said = MASK if one.restricted else without_names(one.notes, one, self.notebook)
        if with_ == self.bare and not one.restricted:
            said = one.notes
        others = len(one.contacts) - 1
        more = f" (with {others} more)" if others > 0 else ""
        method = f" {one.method}" if one.method else ""
        return f"{plain_day(one.date, self.today)}{method}{more}: {' '.join(said.split())}"

    def _concern(self, one: Concern) -> str:
        due = f", due {plain_day(one.due, self.today)}" if one.due else ""
        return f"{one.number} {label_of(one, self.notebook, bare=bool(self.bare))} ({one.status}{due})"

    def _reached(self, person: Contact) -> str:
        """Who it is and the number to call."""
        if person.restricted and person.id != self.bare:
            return MASK
        if person.do_not_contact:
            return f"{person.name}  {NO_CONTACT}"
        return "  ".join((person.name, *(readable_phone(phone) for phone in person.phones[:1])))

    def _names(self, ids: Iterable[str]) -> list[str]:
        found = (self.notebook.get(one) for one in ids)
        return [label_of(one, self.notebook, bare=one.id == self.bare) for one in found if one is not None]

    @staticmethod
    def _under(heading: str, lines: list[str]) -> Iterator[Paragraph]:
        """A heading with its count and the first of its lines; nothing for none."""
        if not lines:
            return
        yield Paragraph(f"{heading} ({len(lines)})" if len(lines) > 1 else heading, tone="heading")
        for line in lines[:SHOWN]:
            yield Paragraph(line)
        if len(lines) > SHOWN:
            yield Paragraph(f"and {len(lines) - SHOWN} more", tone="quiet")

    # Everything else

    def _case(self, record: Concern | Referral | Recommendation | Problem) -> Card:
        self._lines.unmasked = record.id == self.bare
        told = self._story.of(record)
        person = self.voice_of(record)
        hidden = record.id != self.bare and (record.restricted or (person is not None and person.restricted))
        phones: tuple[str, ...] = ()
        warning = UNMASK if hidden else ""
        if person is not None and person.do_not_contact:
            warning = NO_CONTACT
        elif person is not None and not hidden:
            phones = tuple(readable_phone(phone) for phone in person.phones)
        if record.id != self.bare:
            told = tuple(replace(one, text=without_names(one.text, record, self.notebook)) for one in told)
        name = "" if person is None or hidden else person.name
        return Card(told[0].text, name, warning, phones, told[1:])

    def voice_of(self, record: Record) -> Contact | None:
        """Who voiced the concern *record*."""
        voice = record.contact if isinstance(record, Concern) else ""
        return self.notebook.of(Contact, voice) if voice else None

    def _other(self, record: Record) -> Card:
        bare = record.id == self.bare
        warning = UNMASK if record.restricted and not bare else ""
        facts = () if warning else tuple(self._all_fields(record, bare=bare))
        return Card(label_of(record, self.notebook, bare=bare), record.KIND, warning, (), facts)

    def _all_fields(self, record: Record, *, bare: bool) -> Iterator[Paragraph]:
        for name, field in record.FIELDS.items():
            if field.bulky or name in _NO_FACTS or (name == record.TITLE and not field.multiline):
                continue
            text = self._shown(field, record)
            if text:
                yield Paragraph(text if bare else without_names(text, record, self.notebook), field.label)

    def _shown(self, field: Field[Any], record: Record) -> str:
        if isinstance(field, Ref):
            return ", ".join(self._names([field.value(record.values)]))
        if isinstance(field, Refs):
            return ", ".join(self._names(field.value(record.values)))
        if isinstance(field, Day):
            return readable(field.value(record.values))
        if isinstance(field, Rows):
            rows = [str(row.get(field.main) or "") for row in field.value(record.values)]
            more = f"\nand {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
            return "\n".join(rows[:SHOWN]) + more
        return field.text(record.values).replace(";", ", ") if field.many else field.text(record.values)


def _facts(*facts: tuple[str, str]) -> Iterator[Paragraph]:
    for label, text in facts:
        if text:
            yield Paragraph(text, label)


def _member(row: dict[str, Any], today: date) -> str:
    since = f" since {plain_day(str(row['since']), today)}" if row.get("since") else ""
    return f"{row.get('name', '')}{since}"
