"""The sections of the quarterly report, each from the facts; one that is empty says so in a sentence.

Knows facts and paper. Texts of records are shortened in tables: the notebook has them whole.
"""

from __future__ import annotations

from cro_tui.report.facts import QuarterFacts, Recommended
from cro_tui.report.plain import shortened
from cro_tui.report.quarter import response_days
from cro_tui.report.sentences import counted
from cro_tui.word.markup import Inline, Ref
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.wording import MISSING, short_day

TOPICS_SHOWN = 20
"""Topics in the table of current concerns; the log in the appendix has every concern."""
_SUMMARY, _TEXT, _SHORT = 140, 260, 60
_NAMED_CHANNELS = 2
_LOG = "log"


def current_concerns(paper: Paper, facts: QuarterFacts) -> None:
    """Part (a) of procedure 4.301."""
    year = _year(facts)
    paper.heading("Current concerns voiced by the community")
    columns = [
        Column("Number", whole=True),
        Column("Concern"),
        Column("Where"),
        Column("Voices", "right"),
        Column("Channels"),
        Column("First heard", whole=True),
        Column("Status, informed"),
    ]
    rows = [
        [
            one.number,
            shortened(one.summary, _SUMMARY),
            shortened(one.neighborhood, _SHORT) or MISSING,
            str(one.voices),
            _channels(one.channels),
            short_day(one.first_heard, year),
            _standing(one.status, one.informed, year),
        ]
        for one in facts.current[:TOPICS_SHOWN]
    ]
    if rows:
        paper.paragraph(_introduction(facts))
    paper.table(
        Table(columns, rows, "One row a topic: concerns about the same thing stand together, most voices first."),
        "Current concerns, those with most voices first",
        empty=f"No current concern{_shown(facts)} was voiced in the quarter.",
    )


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


def _year(facts: QuarterFacts) -> int:
    """The year that dates in the tables leave out."""
    return int(facts.quarter[:4])


def _standing(status: str, informed: str, year: int) -> str:
    """Status and, on a line of its own, whether the resident was told."""
    day = informed.removeprefix("yes, ")
    told = {"no": "not informed", "anonymous": "anonymous"}.get(informed, f"{informed} informed")
    return f"{status}\n{told if day == informed else f'informed {short_day(day, year)}'}"


def _shown(facts: QuarterFacts) -> str:
    """What a sentence about an empty part must add where the audience does not get every record."""
    return "" if facts.audience == "command" else " that this report may show"


def potential_problems(paper: Paper, facts: QuarterFacts) -> None:
    """Part (b)."""
    year = _year(facts)
    paper.heading("Potential problems that may have a bearing on law enforcement")
    columns = [
        Column("Number", whole=True),
        Column("Problem"),
        Column("Rating"),
        Column("Evidence"),
        Column("Who is affected"),
        Column("Watch date", whole=True),
        Column("Status"),
    ]
    rows = [
        [
            one.number,
            shortened(one.summary, _SUMMARY),
            one.rating,
            one.evidence,
            shortened(one.neighborhood, _SHORT) or MISSING,
            short_day(one.watch, year) or "none set",
            one.status,
        ]
        for one in facts.potential
    ]
    paper.table(
        Table(columns, rows, "What may come to bear on police work in the community, with its evidence."),
        "Potential problems, the best evidenced first",
        empty=f"No potential problem{_shown(facts)} is watched.",
    )


def recommended_actions(paper: Paper, facts: QuarterFacts) -> None:
    """Part (c), with a box to tick for what is undecided."""
    year = _year(facts)
    paper.heading("Recommended actions to alleviate concerns and problems")
    columns = [
        Column("Action"),
        Column("Answers", whole=True),
        Column("Owner"),
        Column("Resources"),
        Column("Due", whole=True),
        Column("Decision", whole=True),
    ]
    rows = [
        [
            shortened(one.text, _TEXT),
            _numbers(one),
            shortened(one.owner, _SHORT) or "not named",
            shortened(one.resources, _SUMMARY) or MISSING,
            short_day(one.due, year) or MISSING,
            "☐ approve\n☐ decline" if one.state == "undecided" else one.state,
        ]
        for one in facts.recommended
    ]
    paper.table(
        Table(columns, rows, "Actions recommended to alleviate concerns and problems; undecided ones have two boxes."),
        "Actions recommended, and what is to be decided",
        empty=f"No action{_shown(facts)} is recommended this quarter.",
    )


def _numbers(one: Recommended) -> str:
    shown = list(one.answers[:3])
    if len(one.answers) > 3:
        shown.append(f"and {len(one.answers) - 3} more")
    return "\n".join(shown) or MISSING


def progress(paper: Paper, facts: QuarterFacts) -> None:
    """What became of earlier recommendations, which accreditors look for and Command Staff read first."""
    year = _year(facts)
    paper.heading("Progress on earlier recommendations")
    columns = [
        Column("Action"),
        Column("Made", whole=True),
        Column("Owner"),
        Column("Due", whole=True),
        Column("State"),
        Column("Obstacles"),
    ]
    rows = [
        [
            shortened(one.text, _TEXT),
            short_day(one.made, year),
            shortened(one.owner, _SHORT) or "not named",
            short_day(one.due, year) or MISSING,
            one.state,
            shortened(one.obstacles, _TEXT) or MISSING,
        ]
        for one in facts.progress
    ]
    paper.table(
        Table(columns, rows, "Every recommendation of earlier quarters that was open in this one, with its obstacles."),
        "What became of earlier recommendations",
        empty=f"No recommendation{_shown(facts)} was open from earlier quarters.",
    )


def activity(paper: Paper, facts: QuarterFacts) -> None:
    """Meetings and training."""
    paper.heading("Activity")
    _meetings(paper, facts)
    _training(paper, facts)


def _meetings(paper: Paper, facts: QuarterFacts) -> None:
    year = _year(facts)
    paper.heading("Meetings", 2)
    columns = [
        Column("Date", whole=True),
        Column("Body"),
        Column("Kind"),
        Column("Place"),
        Column("Our part"),
        Column("People", "right"),
        Column("Concerns", "right"),
        Column("Actions open", "right"),
    ]
    rows = [
        [
            short_day(one.date, year),
            shortened(one.body, _SHORT),
            one.kind or MISSING,
            shortened(one.place, _SHORT) or MISSING,
            "organized" if one.organized else "attended",
            MISSING if one.headcount is None else str(one.headcount),
            str(one.concerns),
            f"{one.actions_open} of {one.actions}",
        ]
        for one in facts.meetings
    ]
    if rows:
        organized = sum(one.organized for one in facts.meetings)
        people = sum(one.headcount or 0 for one in facts.meetings)
        uncounted = sum(one.headcount is None for one in facts.meetings)
        line = f"{organized} organized and {len(rows) - organized} attended by the department; {people} people counted"
        paper.paragraph(f"{line}, {counted(uncounted, 'meeting')} without a headcount." if uncounted else f"{line}.")
    paper.table(
        Table(columns, rows, "Meetings held in the quarter, in order of date."),
        "Community meetings",
        empty=f"No meeting{_shown(facts)} was held in the quarter.",
    )


def _training(paper: Paper, facts: QuarterFacts) -> None:
    year = _year(facts)
    paper.heading("Training and education", 2)
    columns = [
        Column("Date", whole=True),
        Column("Session"),
        Column("Kind"),
        Column("Hours", "right"),
        Column("People", "right"),
        Column("Person-hours", "right"),
    ]
    rows = [
        [
            short_day(one.date, year),
            shortened(one.title, _SUMMARY),
            one.kind or MISSING,
            one.hours or MISSING,
            str(one.people),
            one.person_hours,
        ]
        for one in facts.training
    ]
    paper.table(
        Table(columns, rows, "Training sessions of the quarter, in order of date."),
        "Training given and received",
        empty=f"No training session{_shown(facts)} took place in the quarter.",
    )


def referrals(paper: Paper, facts: QuarterFacts) -> None:
    """To whom concerns were handed, how fast they answered, and who was told."""
    year = _year(facts)
    paper.heading("Referrals, and residents informed")
    columns = [
        Column("Concern", whole=True),
        Column("Referred to"),
        Column("Sent", whole=True),
        Column("Due", whole=True),
        Column("Answered", whole=True),
        Column("Days", "right"),
        Column("Outcome"),
    ]
    rows = [
        [
            one.number or MISSING,
            shortened(one.to, _SHORT),
            short_day(one.sent, year),
            short_day(one.due, year) or MISSING,
            short_day(one.answered, year) or MISSING,
            MISSING if one.days is None else str(one.days),
            f"{one.outcome}, overdue" if one.overdue else one.outcome,
        ]
        for one in facts.referrals
    ]
    paper.paragraph(_answered(facts))
    paper.table(
        Table(columns, rows, "Referrals sent or answered in the quarter, and those still open."),
        "Referrals and how long they took",
        empty=f"No referral{_shown(facts)} was sent, answered or waiting.",
    )


def _answered(facts: QuarterFacts) -> str:
    answered = [one for one in facts.referrals if one.days is not None]
    overdue = sum(one.overdue for one in facts.referrals)
    told = next((one.now for one in facts.figures if one.label == "Residents told"), 0)
    days = response_days(facts.referrals)
    typical = f" The median time to an answer was {days:g} days (n = {len(answered)})." if days is not None else ""
    silent = next((f" {one.sentence}." for one in facts.missing if "not told" in one.sentence), "")
    waiting = f"{len(answered)} of {len(facts.referrals)} answered, {overdue} overdue." if facts.referrals else ""
    residents = f" {counted(told, 'resident').capitalize()} told what became of their concern.{silent}"
    return f"{waiting}{typical}{residents}".strip()


def practices(paper: Paper, facts: QuarterFacts) -> None:
    """Counts alone: practices that contribute to tension are found without naming an officer."""
    paper.heading("Internal practices")
    rows = [[one.label, str(one.now), str(one.before)] for one in facts.practices]
    paper.table(
        Table(
            [Column("Concerns about"), Column("This quarter", "right"), Column("Quarter before", "right")],
            rows,
            "Counts of concerns about police service and about tension; no officer is named.",
        ),
        "Concerns about the department's own practices",
        empty="No concern about police service or about tension between police and community was voiced.",
    )


def appendix(paper: Paper, facts: QuarterFacts) -> None:
    """The concern log, how the facts were drawn, and what this document does not show."""
    paper.page_break()
    year = _year(facts)
    paper.heading("Appendix: concern log")
    columns = [
        Column("Number, heard", whole=True),
        Column("Concern"),
        Column("Category"),
        Column("Where"),
        Column("Channel"),
        Column("Status, informed"),
    ]
    rows = [
        [
            f"{one.number}\n{short_day(one.heard, year)}{', late entry' if one.late else ''}",
            shortened(one.summary, _SUMMARY),
            one.category or MISSING,
            shortened(one.neighborhood, _SHORT) or MISSING,
            one.channel or MISSING,
            _standing(one.status, one.informed, year),
        ]
        for one in facts.log
    ]
    paper.table(
        Table(columns, rows, "Every concern heard in the quarter that this report may show, in order of hearing."),
        "Concern log",
        label=_LOG,
        empty=f"No concern{_shown(facts)} was heard in the quarter.",
    )
    paper.heading("Appendix: method")
    paper.bullets([*facts.method, f"In the tables, dates without a year are of {_year(facts)}."])
