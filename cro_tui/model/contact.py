"""People, the organizations they belong to, and the dated lines of dealing with both."""

from __future__ import annotations

from typing import Any

from cro_tui.model.belonging import Belonging
from cro_tui.model.fields import (
    Choice,
    Choices,
    Context,
    Day,
    Line,
    Lines,
    Moment,
    OpenChoice,
    Ref,
    Refs,
    Stored,
    Text,
    YesNo,
    column,
)
from cro_tui.model.merged import Others
from cro_tui.model.record import Record

WATCHES = ("watch", "patrol")
"""A word of these is in what a department calls the kind of a Neighborhood Watch group or a citizen patrol."""


class Contact(Record):
    """A person."""

    KIND = "contact"
    PLURAL = "contacts"
    TITLE = "name"

    name = Line("Name", required=True)
    alias = Line("Preferred name or alias")
    phones = Lines("Phones")
    emails = Lines("Emails")
    address = Line("Address")
    neighborhood = OpenChoice("Neighborhood", vocabulary="neighborhoods")
    roles = Choices("Roles", vocabulary="roles")
    organizations = Refs("Organizations", prefix="organization", kinds=("organization",))
    language = OpenChoice("Language", vocabulary="languages")
    do_not_contact = YesNo("Do not contact")
    notes = Text("Notes")
    merged_into = Ref("Merged into", kinds=("contact",), automatic=True)
    merged = Others("Merged with it", prefix="merged")
    different = Others("Not the same as", prefix="different")


class Organization(Record):
    """A group, business, agency or service. `members` are the department's own people who belong to it."""

    KIND = "organization"
    PLURAL = "organizations"
    TITLE = "name"

    name = Line("Name", required=True)
    kind = Choice("Kind", vocabulary="organization_kinds")
    contact = Ref("Key contact", kinds=("contact",))
    liaison = Line("Department liaison")
    members = Belonging(
        "Department members",
        prefix="member",
        main="name",
        help="who of the department belongs to it, since when",
        columns=(column(Line, "name", "Name", required=True), column(Day, "since", "Since", lean="past")),
    )
    captains = Belonging(
        "Captains",
        prefix="captain",
        main="name",
        help="of a Neighborhood Watch group or a citizen patrol",
        columns=(
            column(Line, "name", "Name", required=True),
            column(Ref, "contact", "Contact", kinds=("contact",)),
            column(Line, "area", "Block or area"),
            column(Day, "since", "Since", lean="past"),
        ),
    )
    neighborhood = OpenChoice("Neighborhood", vocabulary="neighborhoods")
    cadence = Line("Meets", help="e.g. second Tuesday, 7 pm")
    address = Line("Address")
    phones = Lines("Phones")
    emails = Lines("Emails")
    services = Text("Services offered")
    hours = Line("Hours")
    notes = Text("Notes")
    merged_into = Ref("Merged into", kinds=("organization",), automatic=True)
    merged = Others("Merged with it", prefix="merged")
    different = Others("Not the same as", prefix="different")

    @property
    def is_watch(self) -> bool:
        """Whether it is a Neighborhood Watch group or a citizen patrol, or has captains as those do."""
        return bool(self.captains) or any(word in self.kind.casefold() for word in WATCHES)


class Interaction(Record):
    """One dated line: a call, a visit, an email, an event. It may name many people."""

    KIND = "interaction"
    PLURAL = "interactions"
    TITLE = "notes"
    DATED = "date"

    date = Moment("Date", lean="past")
    method = Choice("Method", vocabulary="methods")
    contacts = Refs("Contacts", prefix="contact", kinds=("contact",))
    organizations = Refs("Organizations", prefix="organization", kinds=("organization",))
    notes = Text("Notes", required=True)

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("date", context.now.isoformat(timespec="minutes"))

    @property
    def label(self) -> str:
        return " ".join(self.notes.split()) or super().label


def full_phone(number: str, region: str = "US") -> str:
    """*number* in the national form of its country, or as it was typed where it is no possible number."""
    import phonenumbers

    try:
        parsed: Any = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(parsed):
        return number
    known = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(parsed.country_code, ())
    form = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(parsed, form.NATIONAL if region in known else form.INTERNATIONAL))
