"""What was done in the quarter: meetings, training, channels and memberships, in the quarterly report.

Knows facts and paper. A list that is too long for the text is summed up there, and stands in the appendix.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from cro_tui.report.facts import MeetingHeld, Membership, QuarterFacts, SessionHeld
from cro_tui.report.plain import shortened
from cro_tui.report.sentences import counted
from cro_tui.word.listing import Listing, brief, plain, right, whole
from cro_tui.word.paper import Paper
from cro_tui.word.quarterly_parts import SUMMARY, counts_of, dates_of, own_words, that_it_may_show
from cro_tui.word.wording import MISSING

MOST_ROWS = 12
"""A longer list of meetings or sessions stands in the appendix, and its sum in the text."""


def activity(paper: Paper, facts: QuarterFacts) -> None:
    """Meetings and training."""
    paper.heading("Activity")
    _meetings(paper, facts)
    _training(paper, facts)


def _meetings(paper: Paper, facts: QuarterFacts) -> None:
    held = facts.meetings
    paper.heading("Meetings", 2)
    own_words(paper, facts, "meetings")
    if held:
        organized = sum(one.organized for one in held)
        people = sum(one.headcount or 0 for one in held)
        uncounted = sum(one.headcount is None for one in held)
        line = f"{organized} organized and {len(held) - organized} attended by the department; {people} people counted"
        line += f", {counted(uncounted, 'meeting')} without a headcount." if uncounted else "."
        paper.paragraph(f"{line} The list stands in the appendix." if len(held) > MOST_ROWS else line)
    if len(held) <= MOST_ROWS:
        print_meetings(paper, facts, captioned=False)


def print_meetings(paper: Paper, facts: QuarterFacts, *, captioned: bool) -> None:
    """The meetings of the quarter, one a row."""
    dates = dates_of(facts)
    Listing[MeetingHeld](
        "Community meetings",
        "Meetings held in the quarter, in order of date.",
        f"No meeting{that_it_may_show(facts)} was held in the quarter.",
        (
            whole("Date", lambda one: dates.short(one.date, "")),
            plain("Body", _body),
            plain("Our part", lambda one: "organized" if one.organized else "attended"),
            right("People", lambda one: MISSING if one.headcount is None else str(one.headcount)),
            right("Concerns", lambda one: str(one.concerns)),
            right("Actions open", lambda one: f"{one.actions_open} of {one.actions}"),
        ),
    ).print(paper, facts.meetings, captioned=captioned)


def _body(one: MeetingHeld) -> str:
    """The body, and the kind of meeting where it was no regular one and the name does not say it."""
    body = brief(one.body, none="")
    told = one.kind in ("", "regular") or one.kind.casefold() in body.casefold() or one.kind.startswith("committee")
    return body if told else f"{body} ({one.kind})"


def _training(paper: Paper, facts: QuarterFacts) -> None:
    held = sessions_by_themselves(facts)
    paper.heading("Training and education", 2)
    own_words(paper, facts, "training")
    if facts.training and not held:
        paper.paragraph("Every session of the quarter was one of the programs below.")
    elif len(held) <= MOST_ROWS:
        print_sessions(paper, facts, captioned=False)
        return
    people = sum(one.people for one in held)
    hours = sum((Decimal(one.person_hours) for one in held), Decimal())
    kinds = Counter(one.kind or "kind not noted" for one in held).most_common()
    told = ", ".join(f"{kind} {count}" for kind, count in kinds)
    sums = f"{counted(people, 'signature')} on the rosters, {hours.normalize():f} person-hours"
    paper.paragraph(f"{counted(len(held), 'session').capitalize()} ({told}): {sums}. The list stands in the appendix.")


def sessions_by_themselves(facts: QuarterFacts) -> list[SessionHeld]:
    """The sessions that are told of under no program."""
    told = {each for one in facts.programs for each in one.session_ids}
    return [one for one in facts.training if one.session_id not in told]


def print_sessions(paper: Paper, facts: QuarterFacts, *, captioned: bool) -> None:
    """The training sessions of the quarter, one a row."""
    dates = dates_of(facts)
    Listing[SessionHeld](
        "Training given and received",
        "Training sessions of the quarter, in order of date.",
        f"No training session{that_it_may_show(facts)} took place in the quarter.",
        (
            whole("Date", lambda one: dates.short(one.date, "")),
            plain("Session", lambda one: shortened(one.title, SUMMARY)),
            plain("Kind", lambda one: one.kind or MISSING),
            right("Hours", lambda one: one.hours or MISSING),
            right("People", lambda one: str(one.people)),
            right("Person-hours", lambda one: one.person_hours),
        ),
    ).print(paper, sessions_by_themselves(facts), captioned=captioned)


def channels(paper: Paper, facts: QuarterFacts) -> None:
    """By which of the channels of procedure 4.301 concerns came, and who of the department belongs to which group."""
    paper.heading("Channels of citizen input", 2)
    if facts.channels:
        heard = counted(sum(one.now for one in facts.channels), "concern").capitalize()
        paper.paragraph(f"{heard}, by channel: {counts_of(facts.channels, facts)}.")
    else:
        paper.paragraph("No concern was heard in the quarter.")
    belongs: dict[str, list[str]] = {}
    for one in facts.memberships:
        belongs.setdefault(brief(one.name, none="The department"), []).append(brief(one.organization))
    for name, groups in belongs.items():
        paper.paragraph(f"{name} belongs to {counted(len(groups), 'civic organization')}: {', '.join(groups)}.")
    if not belongs:
        paper.paragraph(f"No membership of the department in a civic organization{that_it_may_show(facts)} is noted.")


def memberships(paper: Paper, facts: QuarterFacts) -> None:
    """Since when who belongs to which organization, for the appendix."""
    if not facts.memberships:
        return
    dates = dates_of(facts)
    Listing[Membership](
        "Membership in civic organizations",
        "Who of the department belongs to which organization, and since when.",
        "",
        (
            plain("Organization", lambda one: brief(one.organization)),
            plain("Kind", lambda one: one.kind or MISSING),
            plain("Member", lambda one: brief(one.name)),
            whole("Since", lambda one: dates.short(one.since)),
        ),
    ).print(paper, facts.memberships)
