"""Other work of the officer, a few fields each: inquiries, mediations, rumors, committees, policies, media releases,
and officer-involved incidents as the context of community tension."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from cro_tui.model.fields import BadValue, Choice, Context, Day, Line, Moment, OpenChoice, Ref, Refs, Stored, Text
from cro_tui.model.handover import VOID_REASONS, Listed
from cro_tui.model.lists import in_order
from cro_tui.model.record import Record


class Work(Record):
    """What they share: a date that is now unless another is said, and what may come no earlier than that."""

    DATE_IS: ClassVar[str] = "day"
    """Whether the date has a time of the day: ``day`` or ``minute``."""
    ENDS: ClassVar[str] = ""
    """The field that says when it came to its end; never before it began."""
    ENDED_BY: ClassVar[tuple[str, ...]] = ()
    """The fields that tell of the end: with them it has a date of it, now unless another is said."""

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        if not stored.get(cls.DATED):
            now, ended = cls._now(context), str(stored.get(cls.ENDS) or "") if cls.ENDS else ""
            stored[cls.DATED] = ended if "" < ended[:10] < now[:10] else now  # it did not begin after its end
        if any(stored.get(name) for name in cls.ENDED_BY):
            stored.setdefault(cls.ENDS, cls._now(context))
        cls._refuse_disorder(stored)

    def parse_changes(
        self, typed: Mapping[str, object], context: Context, added: Mapping[str, object] = MappingProxyType({})
    ) -> dict[str, Stored]:
        changes = super().parse_changes(typed, context, added)
        told = any(changes.get(name) for name in self.ENDED_BY)
        if told and self.ENDS not in typed and not self.values.get(self.ENDS):
            changes[self.ENDS] = self._now(context)
        if {self.DATED, self.ENDS} & changes.keys():
            self._refuse_disorder({**self.values, **changes})
        return changes

    @classmethod
    def _now(cls, context: Context) -> str:
        now = context.now
        return now.isoformat(timespec="minutes") if cls.DATE_IS == "minute" else f"{now:%Y-%m-%d}"

    @classmethod
    def _refuse_disorder(cls, values: Mapping[str, Stored]) -> None:
        """The end comes after the beginning, as far as days and times of both are known."""
        began, ended = str(values.get(cls.DATED) or ""), str(values.get(cls.ENDS) or "") if cls.ENDS else ""
        if not began or not ended:
            return
        if "T" not in began or "T" not in ended:
            began, ended = began[:10], ended[:10]
        if in_order(ended) < in_order(began):
            raise BadValue(cls.ENDS, f"is before “{cls.FIELDS[cls.DATED].label}” ({began.replace('T', ' ')[:16]})")


class Inquiry(Work):
    """A question to the department from the public, the media or an elected official, and its answer."""

    KIND = "inquiry"
    PLURAL = "inquiries"
    TITLE = "subject"
    DATED = "asked"
    DATE_IS = "minute"
    ENDS = "answered"
    ENDED_BY = ("answer",)

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
    TITLE = "dispute"
    DATED = "date"

    dispute = Line("Dispute", required=True, help="what it is about")
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
    ENDS = "corrected"
    ENDED_BY = ("how",)

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
    ENDS = "until"

    name = Line("Committee or task force", required=True)
    purpose = Line("Purpose")
    role = Line("Role", help="member, chair, liaison")
    since = Day("Since", lean="past")
    until = Day("Until")
    organization = Ref("Organization", kinds=("organization",))
    notes = Text("Notes")

    def serves(self, first: str, last: str) -> bool:
        """Whether the officer served on it on some day from *first* to *last* (ISO dates)."""
        return self.day <= last and (not self.until or self.until >= first)


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
