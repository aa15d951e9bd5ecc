"""A concern: something that a resident voiced to the department, or a problem that may come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from cro_tui.model import vocabulary as v
from cro_tui.model.fields import (
    BadValue,
    Choice,
    Context,
    Day,
    Line,
    Moment,
    OpenChoice,
    Ref,
    Refs,
    Stored,
    Text,
    YesNo,
)
from cro_tui.model.merged import Others
from cro_tui.model.record import Record
from cro_tui.model.telling import Tellings, last_telling, told_words

SUMMARY_LIMIT = 120
NOTHING_TO_FIX = frozenset({"no action warranted", "unfounded", "outside jurisdiction"})
"""Dispositions which say that the department has nothing to put right."""
_OF_WHOM = frozenset({"anonymous", "contact", "callback", "callback_how"})
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_ABBREVIATIONS = frozenset("st. rd. ave. dr. mr. mrs. ms. jr. blvd. apt. no. sgt. ofc. lt. a.m. p.m. e.g. vs.".split())


def first_sentence(text: str, limit: int = SUMMARY_LIMIT) -> str:
    """The summary of a narrative: its first sentence on one line, cut at a word with ``…`` beyond *limit*."""
    line = " ".join(text.split())
    for end in _SENTENCE_END.finditer(line, 0, limit + 1):  # an end further on would be cut anyway
        sentence = line[: end.end()]
        if len(sentence) <= limit and sentence.rpartition(" ")[2].lower() not in _ABBREVIATIONS:
            return sentence
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > limit // 2 else cut).rstrip(" ,;:") + "…"


class Concern(Record):
    """Kept as heard: who closed it, fixed it and told the resident are three facts with three dates."""

    KIND = "concern"
    PLURAL = "concerns"
    TITLE = "summary"
    DATED = "heard"
    WORDS = frozenset({"summary", "narrative"})
    """The fields that say what was voiced."""

    number = Line("Number", automatic=True)
    summary = Line("Summary", required=True)
    narrative = Text("Narrative")
    heard = Moment("Heard", lean="past", help="when it was said to the department")
    entered = Moment("Entered", lean="past", automatic=True)
    channel = Choice("Channel", vocabulary="channels", help="how it reached the department")
    heard_by = Line("Heard by")
    contact = Ref("Voiced by", kinds=("contact",), help="a contact's name")
    anonymous = YesNo("Anonymous")
    callback = YesNo("Callback wanted")
    callback_how = Line("Call back how")
    place = Line("Place", help="address, intersection or landmark")
    neighborhood = OpenChoice("Neighborhood", vocabulary="neighborhoods")
    beat = OpenChoice("Beat", vocabulary="beats")
    category = Choice("Category", vocabulary="categories")
    kind = Choice("Kind", fixed=v.CONCERN_KINDS)
    rating = Choice("Rating", fixed=v.RATINGS, help="of a potential problem")
    watch = Day("Watch date", help="when a potential problem is looked at again")
    priority = Choice("Priority", vocabulary="priorities")
    status = Choice("Status", vocabulary="statuses")
    disposition = Choice("Disposition", vocabulary="dispositions")
    assigned = Line("Assigned to")
    recommended = Text("Recommended actions")
    next_action = Line("Next action")
    due = Day("Due")
    closed = Day("Closed on", lean="past")
    fixed = Day("Fixed on", lean="past")
    told = Moment("Resident told", lean="past")
    told_how = Line("Told how", help="method and words")
    tellings = Tellings("Calls and messages")
    recurring = YesNo("Recurring")
    reference = Line("CFS or incident", help="reference of a call for service or an incident")
    links = Refs(
        "Links",
        prefix="link",
        kinds=(
            *("concern", "contact", "meeting", "referral", "organization", "recommendation"),
            *("problem", "outreach", "inquiry", "mediation", "survey"),
        ),
    )
    apart = Others("No problem with", prefix="apart")

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        if not stored.get("summary") and stored.get("narrative"):
            stored["summary"] = first_sentence(stored["narrative"])
        stored.setdefault("entered", context.now.isoformat(timespec="seconds"))
        stored.setdefault("heard", stored["entered"])
        stored.setdefault("kind", v.CONCERN_KINDS[0])
        cls.agree(stored)
        stored.setdefault("status", v.NEW)
        stored.setdefault("priority", "normal")
        _follow_tellings(stored, stored)

    @classmethod
    def agree(cls, stored: dict[str, Stored]) -> None:
        super().agree(stored)
        if stored.get("closed") and not stored.get("status"):
            stored["status"] = v.CLOSED
        _refuse_named_and_unnamed(stored)

    def parse_changes(
        self, typed: Mapping[str, object], context: Context, added: Mapping[str, object] = MappingProxyType({})
    ) -> dict[str, Stored]:
        values = super().parse_changes(typed, context, added)
        _follow_tellings({**self.values, **values}, values)
        self._follow_words(values)
        if not _OF_WHOM.isdisjoint(values):
            _refuse_named_and_unnamed({**self.values, **values})
        return {key: value for key, value in values.items() if self.differs(key, value)}

    def _follow_words(self, values: dict[str, Stored]) -> None:
        """Summary and narrative are one text as long as nobody wrote another summary: correcting either corrects both.

        A narrative that says more than its summary keeps its words whatever the summary becomes.
        """
        if self.WORDS & self.conflicts.keys():
            if values.get("narrative") and "summary" not in values and self._is_one_conflict():
                values["summary"] = first_sentence(str(values["narrative"]))
            return
        narrative = " ".join(self.narrative.split())
        if not narrative or self.summary != first_sentence(narrative):
            return
        if values.get("narrative") and "summary" not in values:
            values["summary"] = first_sentence(values["narrative"])
        elif values.get("summary") and "narrative" not in values and narrative == self.summary:
            values["narrative"] = values["summary"]

    def _is_one_conflict(self) -> bool:
        """Whether two corrected the narrative at once, and summaries differ only because each followed its own."""
        sentences = {first_sentence(str(head.value)) for head in self.conflicts.get("narrative", ())}
        return bool(sentences) and all(head.value in sentences for head in self.conflicts.get("summary", ()))

    @property
    def is_open(self) -> bool:
        """Not closed."""
        return self.status != v.CLOSED

    @property
    def is_potential(self) -> bool:
        """A problem that may come, not a current concern."""
        return self.kind == v.CONCERN_KINDS[1]

    @property
    def can_be_told(self) -> bool:
        """Whether there is somebody to tell: a contact, one who asked for a call back, or one who was told already."""
        return bool(self.told) or (not self.anonymous and bool(self.contact or self.callback or self.callback_how))

    @property
    def closed_not_told(self) -> bool:
        """Closed, and somebody who can be told never was."""
        return not self.is_open and not self.told and self.can_be_told

    @property
    def told_not_fixed(self) -> bool:
        """Somebody was told about it, nothing says that it was fixed, and no disposition that nothing was to be."""
        return bool(self.told) and not self.fixed and self.disposition not in NOTHING_TO_FIX


def _refuse_named_and_unnamed(stored: Mapping[str, Stored]) -> None:
    """Raises `BadValue` for a concern from somebody unnamed that says who it is, or how to reach them."""
    if stored.get("anonymous") and (stored.get("contact") or stored.get("callback") or stored.get("callback_how")):
        named = "voiced by somebody" if stored.get("contact") else "to be called back"
        raise BadValue(
            "anonymous",
            f"and yet {named}: take one of them out. "
            "Who is known and must not be named is restricted: anonymous source",
        )


def _follow_tellings(stored: Mapping[str, Stored], values: dict[str, Stored]) -> None:
    """Puts into *values* when and how the resident was told last, as far as new lines of the ledger say so."""
    if "told" in values or "told_how" in values:
        return
    latest = last_telling({key: row for key, row in values.items() if key.startswith(Tellings.PREFIX)})
    if latest is not None and str(latest["at"])[:16] >= str(stored.get("told") or "")[:16]:
        values["told"] = latest["at"]
        values["told_how"] = told_words(latest) or None
