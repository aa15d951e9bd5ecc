"""A complaint about an officer that was handed over: what it was about in one word, when, to whom, how.

It has no words of its own, so that nobody can be named in it: every field but the date holds a word of a list.
"""

from __future__ import annotations

from cro_tui.model.fields import BadValue, Choice, Context, Day, Stored
from cro_tui.model.record import Record

VOID_REASONS = ("undone", "entered twice", "entered by mistake", "belongs to another agency", "test entry")


class Listed(Choice):
    """A word of a vocabulary and nothing else: an empty vocabulary allows no word, where it leaves others free."""

    def parse_one(self, raw: object, context: Context) -> Stored:
        if not self.choices(context.words):
            raise BadValue(self.name, f"has no words to choose from: the settings leave {self.vocabulary} empty")
        return super().parse_one(raw, context)


class Handover(Record):
    """Counted by category and quarter; the complaint itself is with those who look into it."""

    KIND = "handover"
    PLURAL = "handovers"
    TITLE = "category"
    DATED = "date"
    WITHOUT = frozenset({"restricted_because", "tags"})

    date = Day("Date", lean="past", help="when it was handed over")
    category = Listed("Category", required=True, vocabulary="complaint_categories", help="what it is about")
    handed_to = Listed("Handed to", vocabulary="complaint_offices")
    method = Listed("How", vocabulary="complaint_methods")
    voided = Listed("Voided because", fixed=VOID_REASONS, automatic=True)

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("date", context.now.date().isoformat())
        if context.words.complaint_offices:
            stored.setdefault("handed_to", context.words.complaint_offices[0])
