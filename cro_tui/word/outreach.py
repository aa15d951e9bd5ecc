"""Outreach and the officer's other work in the quarterly report, in its activity section.

Knows facts and paper. Where there was nothing of either, one sentence says so.
"""

from __future__ import annotations

from cro_tui.report.activity import EventHeld, OutreachFacts, WorkFacts, WorkLine
from cro_tui.report.facts import QuarterFacts
from cro_tui.report.plain import shortened
from cro_tui.report.sentences import counted
from cro_tui.word.listing import Dates, Listing, Shown, brief, plain, right, whole
from cro_tui.word.paper import Paper
from cro_tui.word.wording import MISSING

OUTREACH, WORK = "outreach", "work"
"""The sections by which the officer's own words are found."""
_NAME, _TOLD = 90, 160


def outreach_and_work(paper: Paper, facts: QuarterFacts) -> None:
    """Two parts of the activity section, each as short as what there is to tell."""
    found, work = facts.outreach, facts.work
    said = facts.said.get(OUTREACH, ""), facts.said.get(WORK, "")
    if not (found.count or found.before or work.lines or any(said)):
        paper.heading("Outreach and other work", 2)
        paper.paragraph(
            "No outreach event took place, and no inquiry, mediation, rumor, committee, policy review, media "
            "release or officer-involved incident is on record for the quarter."
        )
        return
    paper.heading("Outreach", 2)
    paper.paragraph(said[0])
    _outreach(paper, facts, found)
    paper.heading("Other work", 2)
    paper.paragraph(said[1])
    _work(paper, facts, work)


def _outreach(paper: Paper, facts: QuarterFacts, found: OutreachFacts) -> None:
    if found.count:
        paper.paragraph(" ".join(filter(None, (sums(found), before(facts), communities(found)))))
    dates = Dates(int(facts.quarter[:4]))
    shown = "" if facts.audience == "command" or not found.count else " that this report may show"
    Listing[EventHeld](
        "Outreach events",
        "Outreach events of the quarter, in order of date, with whom they reached and what they took.",
        f"No outreach event{shown} took place in the quarter.",
        (
            whole("Date", lambda one: dates.short(one.date, "")),
            plain("Event", _event),
            plain("Place", lambda one: brief(one.place)),
            plain("Communities", lambda one: brief(", ".join(one.communities))),
            right("People", lambda one: MISSING if one.people is None else f"{one.people:,}"),
            right("Volunteers, hours", _volunteers),
            right("Staff hours", lambda one: one.staff_hours or MISSING),
        ),
    ).print(paper, found.events, captioned=False)


def sums(found: OutreachFacts) -> str:
    """``5 events: 214 people counted, 23 volunteers gave 71 hours, staff 38 hours.``"""
    parts = [f"{counted(found.people, 'person', 'people')} counted"]
    if found.uncounted:
        parts[0] += f" ({counted(found.uncounted, 'event')} without a count)"
    if found.volunteers or found.volunteer_hours != "0":
        parts.append(f"{counted(found.volunteers, 'volunteer')} gave {found.volunteer_hours} hours")
    if found.staff_hours != "0":
        parts.append(f"staff {found.staff_hours} hours")
    if found.concerns:
        parts.append(f"{counted(found.concerns, 'concern')} voiced there")
    return f"{counted(found.count, 'event').capitalize()}: {', '.join(parts)}."


def before(facts: QuarterFacts) -> str:
    """The quarter before, where there was one."""
    return f"The quarter before had {counted(facts.outreach.before, 'event')}." if facts.compared else ""


def communities(found: OutreachFacts) -> str:
    """Which communities were reached, by how many events."""
    if not found.communities:
        return "No event names the communities that it reached."
    return f"Communities reached (events): {', '.join(f'{one.label} {one.now}' for one in found.communities)}."


def _event(one: EventHeld) -> str:
    name = shortened(one.name, _NAME)
    told = one.kind in ("", "other") or one.kind.casefold() in name.casefold()
    return name if told else f"{name}\n{one.kind}"


def _volunteers(one: EventHeld) -> str:
    if one.volunteers is None:
        return one.volunteer_hours or MISSING
    return f"{one.volunteers}, {one.volunteer_hours} h" if one.volunteer_hours else str(one.volunteers)


def _work(paper: Paper, facts: QuarterFacts, work: WorkFacts) -> None:
    columns: list[Shown[WorkLine]] = [
        plain("Work", lambda one: one.label),
        right("This quarter", lambda one: str(one.now)),
        right("Quarter before", lambda one: str(one.before)),
        plain("What came of it", lambda one: "\n".join(shortened(line, _TOLD) for line in one.told) or MISSING),
    ]
    if not facts.compared:
        del columns[2]
    Listing[WorkLine](
        "Inquiries and other work",
        "Inquiries, mediations, rumors, committees, policies, releases and incidents, with what came of them.",
        "None is on record for the quarter.",
        columns,
    ).print(paper, [one for one in work.lines if one.now or one.told], captioned=False)
    fell = [f"{one.label.lower()} ({one.before} the quarter before)" for one in work.lines if not (one.now or one.told)]
    none = [*fell, *(label.lower() for label in work.nothing)]
    if work.lines and none:
        paper.paragraph(f"None in the quarter: {', '.join(none)}.")
