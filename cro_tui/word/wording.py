"""Days, times and people as the documents write them, and what stands around every document of a department."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from cro_tui.model.fields import Stored
from cro_tui.report.audience import WITHHELD, Audience, Reader
from cro_tui.report.plain import clean
from cro_tui.report.sentences import day
from cro_tui.settings import Settings
from cro_tui.word.masthead import Masthead

MISSING = "–"
"""In a table, where nothing was noted."""


TITLE_LENGTH = 120
"""Characters of what is typed in a title; what is longer fills a page of large letters."""


def clock(iso: str) -> str:
    """``7:05 pm`` of a moment; ``""`` for a day without a time."""
    if len(iso) < 16:
        return ""
    moment = datetime.fromisoformat(iso)
    return f"{moment.hour % 12 or 12}:{moment.minute:02}\u00a0{'am' if moment.hour < 12 else 'pm'}"


def weekday(iso: str) -> str:
    """``Monday, 4 May 2026``; what is no date as it stands."""
    try:
        return f"{date.fromisoformat(iso[:10]):%A}, {day(iso)}"
    except ValueError:
        return iso


def listed_name(row: Mapping[str, Stored], reader: Reader) -> str:
    """The name on a line of an attendance or a roster; a restricted contact's stays out however it is spelled there."""
    return WITHHELD if row.get("contact") in reader.restricted else reader.text(clean(str(row.get("name") or "")))


def prepared_by(settings: Settings) -> str:
    """The officer as signed: title, name and badge."""
    officer = settings.officer
    badge = f"#{officer.badge}" if officer.badge else ""
    return " ".join(filter(None, (officer.title if officer.name else "", officer.name, badge))) or officer.title


def department_name(settings: Settings) -> str:
    """The department's name, or a plain word where the settings give none."""
    return settings.department.name or "Police Department"


def with_office(name: str, office: str) -> str:
    """A name with its office, unless the settings name both; the office alone where nobody is named."""
    said = name.casefold()
    known = "," in name or any(word in said.split() for word in office.casefold().split())
    return name if known else ", ".join(filter(None, (name, office)))


def masthead_of(
    settings: Settings, *, title: str, subject: str, day: date, period: str = "", marking: str = ""
) -> Masthead:
    """The frame of a document of this department; `marking` says who may read it."""
    department = settings.department
    city = "" if department.city in department.address else department.city
    contact = ", ".join(filter(None, (department.address, city)))
    return Masthead(
        title=title,
        subject=subject,
        author=settings.officer.name or settings.officer.title,
        date=day,
        department=department_name(settings),
        unit=department.unit,
        contact=" · ".join(filter(None, (contact, department.phone))),
        period=period,
        classification=marking,
    )


def marking_for(settings: Settings, audience: Audience) -> str:
    """The words at the foot of the page that say who may read it."""
    if audience == "public":
        return "For public release"
    reader = {"command": "Command Staff", "agency": "for the agency addressed"}[audience]
    return " · ".join(filter(None, (settings.documents.classification, reader)))
