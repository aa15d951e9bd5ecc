"""The sections of the quarterly report, each from the facts; one that is empty says so in a sentence.

Knows facts and paper. Texts of records are shortened in tables: the notebook has them whole.
"""

from __future__ import annotations

from cro_tui.report.facts import (
    Figure,
    LateEntry,
    LogLine,
    MeetingHeld,
    Membership,
    Potential,
    QuarterFacts,
    Recommended,
    SessionHeld,
    Topic,
)
from cro_tui.report.plain import shortened
from cro_tui.report.sentences import counted
from cro_tui.word.listing import Dates, Listing, Shown, brief, plain, right, whole
from cro_tui.word.markup import Inline, Ref
from cro_tui.word.paper import Paper
from cro_tui.word.wording import MISSING

TOPICS_SHOWN = 15
"""Topics in the table of current concerns; the log in the appendix has every concern."""
_SUMMARY, _TEXT = 140, 260
_NAMED_CHANNELS = 2
_LOG = "log"
_NOBODY = ("anonymous", "nobody named")
"""Where nobody can be told."""


def current_concerns(paper: Paper, facts: QuarterFacts) -> None:
    """Part (a) of procedure 4.301."""
    dates = _dates(facts)
    paper.heading("Current concerns voiced by the community")
    _own_words(paper, facts, "current")
    if facts.current:
        paper.paragraph(_introduction(facts))
    Listing[Topic](
        "Current concerns, those with most voices first",
        "One row a topic: concerns about the same thing stand together, most voices first.",
        f"No current concern{_shown(facts)} was voiced in the quarter.",
        (
            whole("Number", lambda one: one.number),
            plain("Concern", lambda one: shortened(one.summary, _SUMMARY)),
            plain("Where", lambda one: brief(one.neighborhood)),
            right("Voices", lambda one: str(one.voices)),
            plain("Channels", lambda one: _channels(one.channels)),
            whole("First heard", lambda one: dates.short(one.first_heard)),
            plain("Status, informed", lambda one: _standing(one.status, one.informed, dates)),
        ),
    ).print(paper, facts.current[:TOPICS_SHOWN])


def _own_words(paper: Paper, facts: QuarterFacts, section: str) -> None:
    """What the officer says of a section, before its table."""
    paper.paragraph(facts.said.get(section, ""))


def late_entries(paper: Paper, facts: QuarterFacts) -> None:
    """What belongs to earlier quarters and came too late for their reports; nothing where nothing did."""
    if not facts.late:
        return
    dates = _dates(facts)
    paper.heading("Heard in an earlier quarter, entered after its report", 2)
    came = "1 entry of an earlier quarter" if len(facts.late) == 1 else f"{len(facts.late)} entries of earlier quarters"
    paper.paragraph(f"{came} came too late for the report on that quarter: told of here, not counted in the figures.")
    Listing[LateEntry](
        "Late entries, by the day they are about",
        "What was heard, held or sent in an earlier quarter and entered after the report on it.",
        "",
        (
            whole("What", lambda one: "\n".join(filter(None, (one.what.capitalize(), one.number)))),
            whole("Day", lambda one: dates.short(one.day)),
            whole("Entered", lambda one: dates.short(one.entered)),
            plain("Text", lambda one: shortened(one.text, _SUMMARY)),
        ),
    ).print(paper, facts.late)


def _introduction(facts: QuarterFacts) -> list[Inline]:
    together = [one for one in facts.current if one.voices > 1]
    topics = counted(len(facts.current), "topic").capitalize()
    sentences = f"{topics}, of which {len(together)} with more than one voice. "
    if len(facts.current) > TOPICS_SHOWN:
        sentences += f"The {TOPICS_SHOWN} with most voices and highest priority are shown. "
    if not facts.log:
        return [sentences.strip()]
    return [sentences + "Every single concern stands in ", Ref(_LOG), "."]


def _channels(channels: tuple[str, ...]) -> str:
    return ", ".join(channels) or MISSING if len(channels) <= _NAMED_CHANNELS else f"{len(channels)} channels"


def _dates(facts: QuarterFacts) -> Dates:
    return Dates(int(facts.quarter[:4]))


def _standing(status: str, informed: str, dates: Dates) -> str:
    """Status and, on a line of its own, whether the resident was told."""
    day = informed.removeprefix("yes, ")
    told = {"no": "not informed"}.get(informed, informed if informed in _NOBODY else f"{informed} informed")
    return f"{status}\n{told if day == informed else f'informed {dates.short(day)}'}"


def _shown(facts: QuarterFacts) -> str:
    """What a sentence about an empty part must add where the audience does not get every record."""
    return "" if facts.audience == "command" else " that this report may show"


def potential_problems(paper: Paper, facts: QuarterFacts) -> None:
    """Part (b)."""
    dates = _dates(facts)
    paper.heading("Potential problems that may have a bearing on law enforcement")
    _own_words(paper, facts, "potential")
    Listing[Potential](
        "Potential problems, the best evidenced first",
        "What may come to bear on police work in the community, with its evidence.",
        f"No potential problem{_shown(facts)} is watched.",
        (
            whole("Number", lambda one: one.number),
            plain("Problem", lambda one: shortened(one.summary, _SUMMARY)),
            plain("Rating", lambda one: one.rating),
            plain("Evidence", lambda one: one.evidence),
            plain("Who is affected", lambda one: brief(one.neighborhood)),
            whole("Watch date", lambda one: dates.short(one.watch, "none set")),
            plain("Status", lambda one: one.status),
        ),
    ).print(paper, facts.potential)


def recommended_actions(paper: Paper, facts: QuarterFacts) -> None:
    """Part (c), with a box to tick for what is undecided."""
    dates = _dates(facts)
    paper.heading("Recommended actions to alleviate concerns and problems")
    _own_words(paper, facts, "recommended")
    Listing[Recommended](
        "Actions recommended, and what is to be decided",
        "Actions recommended to alleviate concerns and problems; undecided ones have two boxes.",
        f"No action{_shown(facts)} is recommended this quarter.",
        (
            plain("Action", lambda one: shortened(one.text, _TEXT)),
            whole("Answers", _numbers),
            plain("Owner", lambda one: brief(one.owner, none="not named")),
            plain("Resources", lambda one: brief(one.resources, _SUMMARY)),
            whole("Due", lambda one: dates.short(one.due)),
            whole("Decision", lambda one: "☐ approve\n☐ decline" if one.state == "undecided" else one.state),
        ),
    ).print(paper, facts.recommended)


def _numbers(one: Recommended) -> str:
    shown = list(one.answers[:3])
    if len(one.answers) > 3:
        shown.append(f"and {len(one.answers) - 3} more")
    return "\n".join(shown) or MISSING


def progress(paper: Paper, facts: QuarterFacts) -> None:
    """What became of earlier recommendations, which accreditors look for and Command Staff read first."""
    dates = _dates(facts)
    paper.heading("Progress on earlier recommendations")
    _own_words(paper, facts, "progress")
    Listing[Recommended](
        "What became of earlier recommendations",
        "Every recommendation of earlier quarters that was open in this one, with its obstacles.",
        f"No recommendation{_shown(facts)} was open from earlier quarters.",
        (
            plain("Action", lambda one: shortened(one.text, _TEXT)),
            plain("Made, reported", lambda one: _made(one, dates)),
            plain("Owner", lambda one: brief(one.owner, none="not named")),
            whole("Due", lambda one: dates.short(one.due)),
            plain("State", lambda one: one.state),
            plain("Obstacles", lambda one: brief(one.obstacles, _TEXT)),
        ),
    ).print(paper, facts.progress)


def _made(one: Recommended, dates: Dates) -> str:
    """The day, and on a line each the issued reports that told of it since."""
    return "\n".join([dates.short(one.made, ""), *one.reported])


def activity(paper: Paper, facts: QuarterFacts) -> None:
    """Meetings and training."""
    paper.heading("Activity")
    _meetings(paper, facts)
    _training(paper, facts)


def _meetings(paper: Paper, facts: QuarterFacts) -> None:
    dates, held = _dates(facts), facts.meetings
    paper.heading("Meetings", 2)
    _own_words(paper, facts, "meetings")
    if held:
        organized = sum(one.organized for one in held)
        people = sum(one.headcount or 0 for one in held)
        uncounted = sum(one.headcount is None for one in held)
        line = f"{organized} organized and {len(held) - organized} attended by the department; {people} people counted"
        paper.paragraph(f"{line}, {counted(uncounted, 'meeting')} without a headcount." if uncounted else f"{line}.")
    Listing[MeetingHeld](
        "Community meetings",
        "Meetings held in the quarter, in order of date.",
        f"No meeting{_shown(facts)} was held in the quarter.",
        (
            whole("Date", lambda one: dates.short(one.date, "")),
            plain("Body", lambda one: brief(one.body, none="")),
            plain("Kind", lambda one: one.kind or MISSING),
            plain("Place", lambda one: brief(one.place)),
            plain("Our part", lambda one: "organized" if one.organized else "attended"),
            right("People", lambda one: MISSING if one.headcount is None else str(one.headcount)),
            right("Concerns", lambda one: str(one.concerns)),
            right("Actions open", lambda one: f"{one.actions_open} of {one.actions}"),
        ),
    ).print(paper, held)


def _training(paper: Paper, facts: QuarterFacts) -> None:
    dates = _dates(facts)
    paper.heading("Training and education", 2)
    _own_words(paper, facts, "training")
    Listing[SessionHeld](
        "Training given and received",
        "Training sessions of the quarter, in order of date.",
        f"No training session{_shown(facts)} took place in the quarter.",
        (
            whole("Date", lambda one: dates.short(one.date, "")),
            plain("Session", lambda one: shortened(one.title, _SUMMARY)),
            plain("Kind", lambda one: one.kind or MISSING),
            right("Hours", lambda one: one.hours or MISSING),
            right("People", lambda one: str(one.people)),
            right("Person-hours", lambda one: one.person_hours),
        ),
    ).print(paper, facts.training)


def channels(paper: Paper, facts: QuarterFacts) -> None:
    """By which of the channels of procedure 4.301 concerns came, and who of the department belongs to which group."""
    dates = _dates(facts)
    paper.heading("Channels of citizen input")
    Listing[Figure](
        "Concerns by the channel on which they came",
        "Counts of concerns by channel: civic organizations, community meetings, calls for service and the others.",
        "No concern was heard in the quarter.",
        beside_the_quarter_before("Channel", facts),
    ).print(paper, facts.channels)
    Listing[Membership](
        "Membership in civic organizations",
        "Who of the department belongs to which organization, and since when.",
        f"No membership of the department in a civic organization{_shown(facts)} is noted.",
        (
            plain("Organization", lambda one: brief(one.organization)),
            plain("Kind", lambda one: one.kind or MISSING),
            plain("Member", lambda one: brief(one.name)),
            whole("Since", lambda one: dates.short(one.since)),
        ),
    ).print(paper, facts.memberships)


def practices(paper: Paper, facts: QuarterFacts) -> None:
    """Counts alone: practices that contribute to tension are found without naming an officer."""
    paper.heading("Internal practices")
    _own_words(paper, facts, "practices")
    Listing[Figure](
        "Concerns about the department's own practices",
        "Counts of concerns about police service and about tension; no officer is named.",
        "No concern about police service or about tension between police and community was voiced.",
        beside_the_quarter_before("Concerns about", facts),
    ).print(paper, facts.practices)
    Listing[Figure](
        "Complaints handed to Internal Affairs",
        "Counts of complaints about officers that were handed over; their words are not kept here.",
        "No complaint about an officer was handed to Internal Affairs.",
        beside_the_quarter_before("Complaints about", facts),
    ).print(paper, facts.handed_over)


def beside_the_quarter_before(title: str, facts: QuarterFacts) -> list[Shown[Figure]]:
    """The columns of figures: this quarter's, and the quarter before's where there was one."""
    columns: list[Shown[Figure]] = [
        plain(title, lambda one: one.label),
        right("This quarter", lambda one: str(one.now)),
        right("Quarter before", lambda one: str(one.before)),
    ]
    return columns if facts.compared else columns[:2]


def appendix(paper: Paper, facts: QuarterFacts) -> None:
    """The concern log, how the facts were drawn, and what this document does not show."""
    dates = _dates(facts)
    paper.page_break()
    paper.heading("Appendix: concern log")
    Listing[LogLine](
        "Concern log",
        "Every concern heard in the quarter that this report may show, in order of hearing.",
        f"No concern{_shown(facts)} was heard in the quarter.",
        (
            whole("Number, heard", lambda one: _heard(one, dates)),
            plain("Concern", lambda one: shortened(one.summary, _SUMMARY)),
            plain("Category", lambda one: one.category or MISSING),
            plain("Where", lambda one: brief(one.neighborhood)),
            plain("Channel", lambda one: one.channel or MISSING),
            plain("Status, informed", lambda one: _standing(one.status, one.informed, dates)),
        ),
    ).print(paper, facts.log, label=_LOG)
    paper.heading("Appendix: method")
    paper.bullets([*facts.method, f"In the tables, dates without a year are of {dates.year}."])


def _heard(one: LogLine, dates: Dates) -> str:
    return f"{one.number}\n{dates.short(one.heard, '')}{', late entry' if one.late else ''}"
