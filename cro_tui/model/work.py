"""Other work of the officer, a few fields each: inquiries, mediations, rumors, committees, policies, media releases,
and officer-involved incidents as the context of community tension."""

from __future__ import annotations

from typing import ClassVar

from cro_tui.model.fields import Choice, Context, Day, Line, Moment, OpenChoice, Ref, Refs, Stored, Text
from cro_tui.model.handover import VOID_REASONS, Listed
from cro_tui.model.record import Record


class Work(Record):
    """What they share: a date that is now unless another is said."""

    DATE_IS: ClassVar[str] = "day"
    """Whether the date has a time of the day: ``day`` or ``minute``."""

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        now = context.now
        stored.setdefault(
            cls.DATED, now.isoformat(timespec="minutes") if cls.DATE_IS == "minute" else f"{now:%Y-%m-%d}"
        )


class Inquiry(Work):
    """A question to the department from the public, the media or an elected official, and its answer."""

    KIND = "inquiry"
    PLURAL = "inquiries"
    TITLE = "subject"
    DATED = "asked"
    DATE_IS = "minute"

    subject = Line("Subject", required=True)
    question = Text("Question")
    source = Choice("From", vocabulary="inquiry_sources")
    contact = Ref("Asked by", kinds=("contact",))
    organization = Ref("Organization", kinds=("organization",), help="the newspaper, the office")
    method = Choice("Method", vocabulary="methods")
    asked = Moment("Asked", lean="past")
    due = Day("Answer due")
    answer = Text("Answer")
    answered = Moment("Answered", lean="past")
    answered_by = Line("Answered by")

    @property
    def is_open(self) -> bool:
        """Waiting for the answer."""
        return not self.answered


class Mediation(Work):
    """Help between two parties in a dispute."""

    KIND = "mediation"
    PLURAL = "mediations"
    TITLE = "about"
    DATED = "date"

    about = Line("About", required=True)
    date = Day("Date", lean="past")
    parties = Refs("Parties", prefix="party", kinds=("contact", "organization"))
    neighborhood = OpenChoice("Neighborhood", vocabulary="neighborhoods")
    concern = Ref("Concern", kinds=("concern",))
    mediator = Line("Mediator")
    outcome = Choice("Outcome", vocabulary="mediation_outcomes")
    follow_up = Day("Look again")
    notes = Text("Notes")


class Rumor(Work):
    """What was said in the community and was not so, and how it was put right."""

    KIND = "rumor"
    PLURAL = "rumors"
    TITLE = "rumor"
    DATED = "heard"

    rumor = Line("Rumor", required=True, help="what was said")
    heard = Day("Heard", lean="past")
    where = Line("Where", help="where it goes round")
    correction = Text("Correction", help="what is so")
    corrected = Day("Corrected on", lean="past")
    how = Line("How", help="by which ways it was put right")

    @property
    def is_open(self) -> bool:
        """Not corrected yet."""
        return not self.corrected


class Committee(Work):
    """A committee or task force on which the officer serves."""

    KIND = "committee"
    PLURAL = "committees"
    TITLE = "name"
    DATED = "since"

    name = Line("Committee or task force", required=True)
    purpose = Line("Purpose")
    role = Line("Role", help="member, chair, liaison")
    since = Day("Since", lean="past")
    until = Day("Until")
    organization = Ref("Organization", kinds=("organization",))
    notes = Text("Notes")


class Policy(Work):
    """A policy that was looked at with the community in mind."""

    KIND = "policy"
    PLURAL = "policies"
    TITLE = "title"
    DATED = "reviewed"

    title = Line("Policy", required=True)
    reference = Line("Number")
    reviewed = Day("Reviewed on", lean="past")
    reviewer = Line("Reviewed by")
    finding = Choice("Finding", vocabulary="policy_findings")
    notes = Text("Notes")


class Release(Work):
    """Something that the department told the media."""

    KIND = "release"
    PLURAL = "releases"
    TITLE = "title"
    DATED = "date"

    title = Line("Title", required=True)
    date = Day("Date", lean="past")
    outlets = Refs("Sent to", prefix="outlet", kinds=("organization", "contact"))
    link = Line("Where it can be read")
    text = Text("Text")


class Incident(Work):
    """An officer-involved incident that bears on community tension: when, of what kind; never who.

    Like a complaint that was handed over it has no words of its own, so that nobody can be named in it.
    """

    KIND = "incident"
    PLURAL = "incidents"
    TITLE = "kind"
    DATED = "date"
    WITHOUT = frozenset({"restricted_because", "tags"})

    kind = Listed("Kind", required=True, vocabulary="incident_kinds")
    date = Day("Date", lean="past")
    voided = Listed("Voided because", fixed=VOID_REASONS, automatic=True)


WORK: tuple[type[Work], ...] = (Inquiry, Mediation, Rumor, Committee, Policy, Release, Incident)
"""In the order in which they are chosen and reported."""
