"""Which column of a file is which field: by its name, its label, a usual word for it, or the officer's own mapping.

Knows the fields of kinds; reads no file and no values.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cro_tui.actions.base import UnknownField
from cro_tui.exchange.problems import ImportProblem
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import Choice, short
from cro_tui.model.record import Record

ID = "id"

# Usual headers, the surest first. A kind takes those of the fields that it has.
_USUAL = {
    "narrative": "comment body,comment,comments,description,details,body,text,message,notes,complaint,issue",
    "summary": "subject,title,headline",
    "heard": "timestamp,date heard,date,datetime,date time,created at,created,received,reported,date reported",
    "place": "location,address,street,intersection,where,venue",
    "neighborhood": "area,district,ward,community",
    "heard_by": "received by,taken by,officer",
    "assigned": "owner,assignee",
    "due": "due date,deadline",
    "name": "full name,display name",
    "alias": "nickname,preferred name,also known as,aka",
    "address": "home street,home address,street address,street,address 1 formatted,location",
    "organizations": "organisation,organization,groups",
    "notes": "note,comment,comments,description,details,text,summary,remarks",
    "roles": "role",
    "language": "preferred language,spoken language",
    "services": "services offered",
    "cadence": "meets",
    "date": "timestamp,when,datetime,date time,created at",
    "contacts": "contact,people,person,who",
    "body": "organization,group,committee,meeting,name",
    "title": "course,session,class,subject,name,training",
    "start": "date,when,datetime,date time,timestamp,start date,begins",
    "end": "ends,end date",
    "entries": "minutes",
    "attendance": "attendees,present,attended",
    "headcount": "attendance count,people,number present",
    "roster": "attendees,participants,attendance,students",
    "hours": "duration,length",
    "instructor": "trainer,teacher,presenter",
    "text": "recommendation,recommended action,action",
    "of": "concern,concern number",
    "to": "referred to,agency,unit",
    "sent": "date,date sent,referred",
    "tags": "labels,keywords,categories",
}
_USUAL_IN = {
    (Contact.KIND, "name"): "full name,display name,contact name,person,contact,resident",
    (Organization.KIND, "name"): "organization,organisation,company,agency,group",
}
_SEVERAL = {
    "phones": re.compile(r"(?!.*\b(?:type|label|fax|pager)\b).*\b(?:phones?|mobile|cell|tel|telephone)\b.*"),
    "emails": re.compile(r"(?!.*\b(?:type|label|display)\b).*\be ?mails?\b.*"),
}
_PARTS_OF_NAME = (
    ("first name", "given name"),
    ("middle name", "additional name"),
    ("last name", "family name", "surname"),
)


@dataclass(frozen=True)
class Columns:
    """Which columns, by their places, make each field."""

    of_field: dict[str, tuple[int, ...]]
    id: int | None
    unused: tuple[int, ...]


def recognized(kind: type[Record], headers: Sequence[str], mapping: Iterable[tuple[str, str]] = ()) -> Columns:
    """The columns of *headers* for the fields of *kind*.

    *mapping* are (field, column) pairs, and come first; an empty column leaves the field alone. Raises
    `UnknownField`, or `ImportProblem` for a column that the file does not have.
    """
    plain = [plain_header(header) for header in headers]
    found: dict[str, list[int]] = {}
    for field, column in mapping:
        if field not in kind.FIELDS and field != ID:
            raise UnknownField(f"{kind.PLURAL} have no field “{short(field)}”; they have: {', '.join(kind.FIELDS)}")
        found.setdefault(field, []).extend([_place(column, headers, plain)] if column else [])
    for field, places in _by_name(kind, plain).items():
        found.setdefault(field, places)
    for field, place in _by_usual_word(kind, plain, found):
        found.setdefault(field, []).append(place)
    ids = found.pop(ID, [])
    taken = {place for places in found.values() for place in places} | set(ids)
    return Columns(
        {field: tuple(places) for field, places in found.items() if places},
        ids[0] if ids else None,
        tuple(place for place in range(len(headers)) if place not in taken),
    )


def _place(column: str, headers: Sequence[str], plain: list[str]) -> int:
    for known, wanted in ((list(headers), column), (plain, plain_header(column))):
        if wanted in known:
            return known.index(wanted)
    named = ", ".join(short(header, 30) for header in headers)
    raise ImportProblem(f"The file has no column “{short(column)}”; it has: {named}.")


def _by_name(kind: type[Record], plain: list[str]) -> dict[str, list[int]]:
    """Columns that bear the name of a field, or else its label."""
    found: dict[str, list[int]] = {ID: [plain.index(ID)]} if ID in plain else {}
    taken: set[int] = set()
    for words in ({name: name for name in kind.FIELDS}, {name: field.label for name, field in kind.FIELDS.items()}):
        for name, word in words.items():
            places = [
                place for place, header in enumerate(plain) if header == plain_header(word) and place not in taken
            ]
            if places and name not in found:
                found[name] = places if kind.FIELDS[name].many else places[:1]
                taken.update(found[name])
    return found


def _by_usual_word(kind: type[Record], plain: list[str], found: dict[str, list[int]]) -> Iterable[tuple[str, int]]:
    """(field, column) for the fields that no column names; a column serves once."""
    taken = {place for places in found.values() for place in places}
    for name, field in kind.FIELDS.items():
        if name in found or isinstance(field, Choice):
            continue
        places = _usual_places(kind, name, plain, taken)
        for place in places:
            taken.add(place)
            yield name, place


def _usual_places(kind: type[Record], name: str, plain: list[str], taken: set[int]) -> list[int]:
    several = _SEVERAL.get(name)
    if several:
        return [place for place, header in enumerate(plain) if place not in taken and several.fullmatch(header)]
    for word in filter(None, (_USUAL_IN.get((kind.KIND, name)) or _USUAL.get(name, "")).split(",")):
        if word in plain and plain.index(word) not in taken:
            return [plain.index(word)]
    if name == "name" and kind is Contact:
        parts = [next((plain.index(word) for word in words if word in plain), -1) for words in _PARTS_OF_NAME]
        return [place for place in parts if place >= 0 and place not in taken]
    return []


def plain_header(header: str) -> str:
    """A header for comparing: case, underscores, hyphens and other marks do not count."""
    return " ".join(re.findall(r"[^\W_]+", header.casefold()))
