"""The tables of a dossier: what other records say of its subject. Pure: records and a reader in, rows of text out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.training import Training
from cro_tui.report.audience import Reader
from cro_tui.report.changes import called
from cro_tui.report.plain import clean
from cro_tui.report.sentences import short_day
from cro_tui.report.standing import informed, outcome_of, status_of
from cro_tui.report.steps import meetings_about, recommended_for, referrals_of
from cro_tui.report.subjects import called_in_a_table, subject_of
from cro_tui.report.tellings import ledger_of
from cro_tui.report.ties import Ties, body_of
from cro_tui.report.voices import Voices
from cro_tui.store.notebook import Notebook

R = TypeVar("R", bound=Record)
Sort = Literal["text", "day", "number", "figure"]
"""How the cells of a column read: running words, ISO dates, numbers of records, figures."""


@dataclass(frozen=True)
class Part:
    """One table."""

    heading: str
    caption: str
    nothing: str
    """The sentence for no rows."""
    columns: tuple[tuple[str, Sort], ...]
    rows: tuple[tuple[str, ...], ...]


def parts_of_contact(ties: Ties, contact: Contact, reader: Reader) -> tuple[Part, ...]:
    """Concerns, dealings, meetings, training and referrals of a person, each in order of date."""
    notebook = ties.notebook
    concerns = _dated(ties.naming(Concern, contact.id))
    of = {contact.id, *(one.id for one in concerns)}
    referrals = _dated(one for one in notebook.all(Referral) if one.of in of)
    return (
        _concerns("Concerns voiced or linked", "No concern names the person.", concerns, reader, of=contact.id),
        _dealings(_dated(ties.naming(Interaction, contact.id)), notebook, reader, besides=contact.id),
        _attended(notebook, contact, reader),
        _trained(notebook, contact, reader),
        _referrals(referrals, notebook, reader),
    )


def parts_of_organization(ties: Ties, organization: Organization, reader: Reader) -> tuple[Part, ...]:
    """People, dealings, meetings and concerns of a group."""
    notebook = ties.notebook
    people = [one for one in ties.naming(Contact, organization.id) if not one.is_voided]
    meetings = {one.id: one for one in ties.naming(Meeting, body_of(organization.name))}
    meetings |= {one.id: one for one in ties.naming(Meeting, organization.id)}
    belonging = tuple(
        (called(notebook, one.id, reader), "resident", ", ".join(one.roles)) for one in sorted(people, key=_name)
    )
    members = tuple(
        (reader.text(str(row.get("name") or "")), "department", short_day(str(row.get("since") or "")))
        for row in organization.members
    )
    return (
        Part(
            "People",
            "Who belongs to it",
            "Nobody is known to belong to it.",
            (("Name", "text"), ("Of", "text"), ("Roles, or since", "text")),
            belonging + members,
        ),
        _dealings(_dated(ties.naming(Interaction, organization.id)), notebook, reader, besides=organization.id),
        _meetings(_dated(meetings.values()), reader),
        _concerns(
            "Concerns linked", "No concern is linked with it.", _dated(ties.naming(Concern, organization.id)), reader
        ),
    )


def parts_of_concern(notebook: Notebook, concern: Concern, voices: Voices, reader: Reader) -> tuple[Part, ...]:
    """Other voices, referrals, recommendations and meetings of a concern, and who else is linked to it."""
    others = [one for one in voices.concerns if one.id != concern.id]
    people = [one for one in concern.links if notebook.of(Contact, one) or notebook.of(Organization, one)]
    return (
        _concerns("Other voices about the same thing", "Nobody else spoke about it.", others, reader),
        _referrals(referrals_of(notebook, concern), notebook, reader),
        _tellings(concern, reader),
        Part(
            "Recommended actions",
            "Actions recommended to the Command Staff",
            "No action was recommended.",
            (
                ("Made", "day"),
                ("Action", "text"),
                ("Owner", "text"),
                ("Due", "day"),
                ("State", "text"),
                ("Obstacles", "text"),
            ),
            tuple(
                (
                    one.day,
                    reader.text(one.text),
                    reader.text(one.owner),
                    one.due,
                    one.outcome or one.decision or "undecided",
                    reader.text(one.obstacles),
                )
                for one in recommended_for(notebook, concern)
            ),
        ),
        _meetings(meetings_about(notebook, concern), reader),
        Part(
            "People and organizations linked",
            "Who is linked with it",
            "Nobody else is linked with it.",
            (("Name", "text"), ("Kind", "text")),
            tuple((called(notebook, one, reader), _kind(notebook, one)) for one in people),
        ),
    )


def _concerns(heading: str, nothing: str, concerns: Sequence[Concern], reader: Reader, *, of: str = "") -> Part:
    """*of* is the person who voiced them, or is linked with them."""
    part: tuple[tuple[str, Sort], ...] = (("Part", "text"),) if of else ()
    return Part(
        heading,
        heading,
        nothing,
        (
            ("Number", "number"),
            ("Heard", "day"),
            ("Concern", "text"),
            ("Category", "text"),
            ("Status", "text"),
            ("Told", "day"),
            *part,
        ),
        tuple(
            (
                one.number,
                one.day,
                reader.text(one.summary),
                one.category,
                status_of([one], "9999-12-31", ()),
                informed([one]).removeprefix("yes, "),
                *(("voiced" if one.contact == of else "linked",) if of else ()),
            )
            for one in concerns
        ),
    )


def _dealings(dealings: Sequence[Interaction], notebook: Notebook, reader: Reader, *, besides: str) -> Part:
    rows = []
    for one in dealings:
        others = [called(notebook, who, reader) for who in (*one.contacts, *one.organizations) if who != besides]
        rows.append((one.day, one.method, reader.text(clean(one.notes)), ", ".join(others)))
    return Part(
        "Dealings",
        "Calls, visits and messages",
        "No dealing was logged.",
        (("Date", "day"), ("How", "text"), ("What was said and done", "text"), ("With", "text")),
        tuple(rows),
    )


def _attended(notebook: Notebook, contact: Contact, reader: Reader) -> Part:
    """Meetings whose attendance names the person, those missed too."""
    rows = []
    for one in _dated(notebook.all(Meeting)):
        said = {str(row.get("as") or "present") for row in one.attendance if row.get("contact") == contact.id}
        if said or contact.id in one.links:
            rows.append((one.day, reader.text(one.body), ", ".join(sorted(said)) or "linked"))
    return Part(
        "Meetings",
        "Meetings at which the person is named",
        "No meeting names the person.",
        (("Date", "day"), ("Body", "text"), ("As", "text")),
        tuple(rows),
    )


def _meetings(meetings: Sequence[Meeting], reader: Reader) -> Part:
    return Part(
        "Meetings",
        "Meetings",
        "No meeting is known.",
        (("Date", "day"), ("Body", "text"), ("Place", "text"), ("People", "figure"), ("Minutes", "text")),
        tuple(
            (
                one.day,
                reader.text(one.body),
                reader.text(one.place),
                "" if one.headcount is None else str(one.headcount),
                one.minutes_status or "draft",
            )
            for one in meetings
        ),
    )


def _trained(notebook: Notebook, contact: Contact, reader: Reader) -> Part:
    rows = [
        (one.day, reader.text(one.title), str(row.get("hours") or one.shown("hours")), str(row.get("result") or ""))
        for one in _dated(notebook.all(Training))
        for row in one.roster
        if row.get("contact") == contact.id
    ]
    return Part(
        "Training",
        "Training sessions",
        "No roster names the person.",
        (("Date", "day"), ("Session", "text"), ("Hours", "figure"), ("Result", "text")),
        tuple(rows),
    )


def _referrals(referrals: Sequence[Referral], notebook: Notebook, reader: Reader) -> Part:
    rows = [
        (
            called_in_a_table(subject_of(notebook, one)),
            one.day,
            reader.text(" → ".join((one.to, *(str(step.get("to") or "") for step in one.escalations)))),
            reader.text(clean(one.message)),
            one.replied,
            "; ".join(
                filter(None, (outcome_of(one), reader.text(clean(one.answered_by)), reader.text(clean(one.reply))))
            ),
        )
        for one in referrals
    ]
    return Part(
        "Referrals",
        "Referrals and what came back",
        "Nothing was referred.",
        (
            ("Of", "number"),
            ("Sent", "day"),
            ("To", "text"),
            ("Asked", "text"),
            ("Answered", "day"),
            ("Outcome", "text"),
        ),
        tuple(rows),
    )


def _tellings(concern: Concern, reader: Reader) -> Part:
    """The ledger of informing the resident."""
    return Part(
        "Calls and messages to the resident",
        "When it was tried to tell the resident, and what came of it",
        "Nobody tried to tell the resident yet.",
        (("Day", "day"), ("How", "text"), ("Reached", "text"), ("What was said", "text"), ("By", "text")),
        tuple(
            (one.at[:10], one.method, one.reached, reader.text(clean(one.words)), reader.text(clean(one.who)))
            for one in ledger_of(concern)
        ),
    )


def _kind(notebook: Notebook, record_id: str) -> str:
    record = notebook.get(record_id)
    return record.KIND if record is not None else ""


def _dated(records: Iterable[R]) -> list[R]:
    """In order of date, without voided ones."""
    return sorted((one for one in records if not one.is_voided), key=lambda one: (one.day, one.id))


def _name(contact: Contact) -> str:
    return contact.name.casefold()
