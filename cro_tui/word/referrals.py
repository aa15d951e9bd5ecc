"""The section of the quarterly report about referrals, and about residents who were informed.

Knows facts and paper.
"""

from __future__ import annotations

from cro_tui.report.facts import Answering, QuarterFacts, Referred
from cro_tui.report.referred import response_days
from cro_tui.report.sentences import counted, residents_told
from cro_tui.word.listing import Dates, Listing, brief, plain, right, whole
from cro_tui.word.paper import Paper
from cro_tui.word.wording import MISSING

_MOST_ROWS = 6
"""Of more referrals the text lists those alone that wait for an answer; the appendix has all."""
_FEW_KINDS = 1
"""One kind of addressee alone is told by the sentence above the table."""


def referrals(paper: Paper, facts: QuarterFacts) -> None:
    """To whom concerns were handed, how fast they answered, and who was told."""
    paper.heading("Referrals, and residents informed")
    paper.paragraph(facts.said.get("referrals", ""))
    paper.paragraph(_answered(facts))
    if not is_long(facts):
        _list(paper, facts, "Referrals and how long they took", _asked(facts))
    elif waiting := [one for one in _asked(facts) if not one.is_answered]:
        _list(paper, facts, "Referrals that wait for an answer", waiting)


def is_long(facts: QuarterFacts) -> bool:
    """Whether there are more referrals than the text lists."""
    return len(_asked(facts)) > _MOST_ROWS


def referral_list(paper: Paper, facts: QuarterFacts) -> None:
    """Every referral, for the appendix."""
    _list(paper, facts, "Referrals and how long they took", _asked(facts))


def _asked(facts: QuarterFacts) -> list[Referred]:
    return [one for one in facts.referrals if one.asks]


def _list(paper: Paper, facts: QuarterFacts, caption: str, found: list[Referred]) -> None:
    dates = Dates(int(facts.quarter[:4]))
    shown = "" if facts.audience == "command" else " that this report may show"
    Listing[Referred](
        caption,
        "Referrals sent or answered in the quarter, and those still open.",
        f"No referral{shown} was sent, answered or waiting.",
        (
            whole("Of", lambda one: one.number or MISSING),
            plain("Referred to", _to),
            whole("Sent", lambda one: dates.short(one.sent, "")),
            whole("Due", lambda one: dates.short(one.due)),
            whole("Answered", lambda one: dates.short(one.answered)),
            right("Days", lambda one: MISSING if one.days is None else str(one.days)),
            plain("Outcome", lambda one: f"{one.outcome}, overdue" if one.overdue else one.outcome),
        ),
    ).print(paper, found)


def answering_by_kind(paper: Paper, facts: QuarterFacts) -> None:
    """How each kind of addressee answered, for the appendix; nothing where there is one kind."""
    if len(facts.answering) <= _FEW_KINDS:
        return
    Listing[Answering](
        "How each kind of addressee answered",
        "Counts of referrals by the kind of their addressees, with the median days from sending to the answer.",
        "",
        (
            plain("Kind of addressee", lambda one: one.kind),
            right("Referred", lambda one: str(one.referred)),
            right("Answered", lambda one: str(one.answered)),
            right("Median days (n)", lambda one: MISSING if one.days is None else f"{one.days:g} ({one.dated})"),
            right("Overdue", lambda one: str(one.overdue)),
            right("Escalated", lambda one: str(one.escalated)),
        ),
    ).print(paper, facts.answering)


def _to(one: Referred) -> str:
    """The addressee, and on a line each to whom it was taken."""
    return "\n".join([brief(one.to, none=""), *(f"escalated to {brief(to)}" for to in one.escalated)])


def _answered(facts: QuarterFacts) -> str:
    asked = _asked(facts)
    dated = sum(one.days is not None for one in asked)
    days = response_days(asked)
    sent = len(facts.referrals) - len(asked)
    parts = []
    if asked:
        answered, overdue = sum(one.is_answered for one in asked), sum(one.overdue for one in asked)
        escalated = sum(bool(one.escalated) for one in asked)
        taken = f", {escalated} escalated" if escalated else ""
        parts.append(f"{answered} of {len(asked)} answered, {overdue} overdue{taken}.")
    if days is not None:
        parts.append(f"The median time to an answer was {days:g} days (n = {dated}).")
    if sent:
        parts.append(f"{counted(sent, 'resident')} sent to a service on the spot.")
    return " ".join([*parts, residents_told(facts)])
