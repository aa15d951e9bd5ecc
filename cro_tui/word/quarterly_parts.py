"""The sections of the quarterly report, each from the facts; one that is empty says so in a sentence.

Knows facts and paper. Texts of records are shortened in tables: the notebook has them whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from cro_tui.report.facts import (
    Figure,
    LateEntry,
    Potential,
    QuarterFacts,
    Recommended,
    Topic,
)
from cro_tui.report.figures import NO_CATEGORY
from cro_tui.report.plain import shortened
from cro_tui.report.sentences import counted, most_heard
from cro_tui.word.charts import Chart, Series
from cro_tui.word.listing import Dates, Listing, Shown, brief, plain, right, whole
from cro_tui.word.markup import Inline, Ref
from cro_tui.word.paper import Paper
from cro_tui.word.wording import MISSING

_FEWEST_TOPICS, _MOST_TOPICS = 8, 15
"""Topics in the table of current concerns: those of several voices, and others up to the first number; the log in the
appendix has every concern."""
_BARS = 5
SUMMARY, _TEXT = 140, 260
_NAMED_CHANNELS = 2
LOG = "log"
"""The label of the concern log, for references to it."""
_NOBODY = ("anonymous", "nobody named")
"""Where nobody can be told."""


def current_concerns(paper: Paper, facts: QuarterFacts) -> None:
    """Part (a) of procedure 4.301."""
    dates = dates_of(facts)
    paper.heading("Current concerns voiced by the community")
    own_words(paper, facts, "current")
    shown = _topics(facts)
    if facts.current:
        paper.paragraph(_introduction(facts, len(shown)))
    _chart(paper, facts)
    Listing[Topic](
        "Current concerns, those with most voices first",
        "One row a topic: concerns about the same thing stand together, most voices first.",
        f"No current concern{that_it_may_show(facts)} was voiced in the quarter.",
        (
            whole("Number", lambda one: one.number),
            plain("Concern", lambda one: shortened(one.summary, SUMMARY)),
            plain("Where", lambda one: brief(one.neighborhood)),
            right("Voices", lambda one: str(one.voices)),
            plain("Channels", lambda one: _channels(one.channels)),
            whole("First heard", lambda one: dates.short(one.first_heard)),
            plain("Status, informed", lambda one: standing_line(one.status, one.informed, dates)),
        ),
    ).print(paper, shown)


def _topics(facts: QuarterFacts) -> tuple[Topic, ...]:
    several = sum(one.voices > 1 for one in facts.current)
    return facts.current[: min(max(several, _FEWEST_TOPICS), _MOST_TOPICS)]


def _chart(paper: Paper, facts: QuarterFacts) -> None:
    """The categories heard of most, beside the quarter before; a chart of nothing is not drawn."""
    if not facts.categories:
        return
    shown = facts.categories[:_BARS]
    rest = sum(1 for one in facts.categories[_BARS:] if one.label != NO_CATEGORY)
    now, before = [one.now for one in shown], [one.before for one in shown]
    series = [Series("This quarter", now), Series("Quarter before", before)]
    caption = most_heard(facts)
    if rest:
        caption += f" ({counted(rest, 'further category', 'further categories')} not shown)"
    paper.figure(
        Chart("Concerns heard, by category", [one.label for one in shown], series if any(before) else series[:1]),
        f"{caption}.",
    )


def own_words(paper: Paper, facts: QuarterFacts, section: str) -> None:
    """What the officer says of a section, before its table."""
    paper.paragraph(facts.said.get(section, ""))


def late_entries(paper: Paper, facts: QuarterFacts) -> None:
    """What belongs to earlier quarters and came too late for their reports; nothing where nothing did."""
    if not facts.late:
        return
    dates = dates_of(facts)
    paper.heading("Heard in an earlier quarter, entered after its report", 2)
    came = "1 entry of an earlier quarter" if len(facts.late) == 1 else f"{len(facts.late)} entries of earlier quarters"
    paper.paragraph(
        f"{came} came too late for the report on that quarter: told of here, not counted in the figures.",
        keep_next=True,
    )
    Listing[LateEntry](
        "Late entries, by the day they are about",
        "What was heard, held or sent in an earlier quarter and entered after the report on it.",
        "",
        (
            whole("What", lambda one: "\n".join(filter(None, (one.what.capitalize(), one.number)))),
            whole("Day", lambda one: dates.short(one.day)),
            whole("Entered", lambda one: dates.short(one.entered)),
            plain("Text", lambda one: shortened(one.text, SUMMARY)),
        ),
    ).print(paper, facts.late, captioned=False)


def _introduction(facts: QuarterFacts, shown: int) -> list[Inline]:
    together = [one for one in facts.current if one.voices > 1]
    topics = counted(len(facts.current), "topic").capitalize()
    sentences = f"{topics}, of which {len(together)} with more than one voice. "
    if len(facts.current) > shown:
        sentences += f"The {shown} with most voices and highest priority are shown. "
    if not facts.log:
        return [sentences.strip()]
    return [sentences + "Every single concern stands in ", Ref(LOG), "."]


def _channels(channels: tuple[str, ...]) -> str:
    return ", ".join(channels) or MISSING if len(channels) <= _NAMED_CHANNELS else f"{len(channels)} channels"


def dates_of(facts: QuarterFacts) -> Dates:
    return Dates(int(facts.quarter[:4]))


def standing_line(status: str, informed: str, dates: Dates) -> str:
    """Status and, on a line of its own, whether the resident was told."""
    day = informed.removeprefix("yes, ")
    told = {"no": "not informed"}.get(informed, informed if informed in _NOBODY else f"{informed} informed")
    return f"{status}\n{told if day == informed else f'informed {dates.short(day)}'}"


def that_it_may_show(facts: QuarterFacts) -> str:
    """What a sentence about an empty part must add where the audience does not get every record."""
    return "" if facts.audience == "command" else " that this report may show"


def potential_problems(paper: Paper, facts: QuarterFacts) -> None:
    """Part (b)."""
    dates = dates_of(facts)
    paper.heading("Potential problems that may have a bearing on law enforcement")
    own_words(paper, facts, "potential")
    Listing[Potential](
        "Potential problems, the best evidenced first",
        "What may come to bear on police work in the community, with its evidence.",
        f"No potential problem{that_it_may_show(facts)} is watched.",
        (
            whole("Number", lambda one: one.number),
            plain("Problem", lambda one: shortened(one.summary, SUMMARY)),
            plain("Rating", lambda one: one.rating),
            plain("Evidence", lambda one: one.evidence),
            plain("Who is affected", lambda one: brief(one.neighborhood)),
            whole("Watch date", lambda one: dates.short(one.watch, "none set")),
            plain("Status", lambda one: one.status),
        ),
    ).print(paper, facts.potential, captioned=False)


def recommended_actions(paper: Paper, facts: QuarterFacts) -> None:
    """Part (c), with a box to tick for what is undecided."""
    dates = dates_of(facts)
    paper.heading("Recommended actions to alleviate concerns and problems")
    own_words(paper, facts, "recommended")
    Listing[Recommended](
        "Actions recommended, and what is to be decided",
        "Actions recommended to alleviate concerns and problems; undecided ones have two boxes.",
        f"No action{that_it_may_show(facts)} is recommended this quarter.",
        (
            plain("Action", lambda one: shortened(one.text, _TEXT)),
            whole("Answers", _numbers),
            plain("Owner", lambda one: brief(one.owner, none="not named")),
            plain("Resources", lambda one: brief(one.resources, SUMMARY)),
            whole("Due", lambda one: dates.short(one.due)),
            whole("Decision", lambda one: "☐ approve\n☐ decline" if one.state == "undecided" else one.state),
        ),
    ).print(paper, facts.recommended, captioned=False)


def _numbers(one: Recommended) -> str:
    shown = list(one.answers[:3])
    if len(one.answers) > 3:
        shown.append(f"and {len(one.answers) - 3} more")
    return "\n".join(shown) or MISSING


def progress(paper: Paper, facts: QuarterFacts) -> None:
    """What became of earlier recommendations, which accreditors look for and Command Staff read first."""
    dates = dates_of(facts)
    paper.heading("Progress on earlier recommendations")
    own_words(paper, facts, "progress")
    Listing[Recommended](
        "What became of earlier recommendations",
        "Every recommendation of earlier quarters that was open in this one, with its obstacles.",
        f"No recommendation{that_it_may_show(facts)} was open from earlier quarters.",
        (
            plain("Action", lambda one: shortened(one.text, _TEXT)),
            plain("Made, reported", lambda one: _made(one, dates)),
            plain("Owner", lambda one: brief(one.owner, none="not named")),
            whole("Due", lambda one: dates.short(one.due)),
            plain("State", lambda one: one.state),
            plain("Obstacles", lambda one: brief(one.obstacles, _TEXT)),
        ),
    ).print(paper, facts.progress, captioned=False)


def _made(one: Recommended, dates: Dates) -> str:
    """The day, and on a line each the issued reports that told of it since."""
    return "\n".join([dates.short(one.made, ""), *one.reported])


def practices(paper: Paper, facts: QuarterFacts) -> None:
    """Counts alone: practices that contribute to tension are found without naming an officer."""
    paper.heading("Internal practices")
    own_words(paper, facts, "practices")
    if facts.practices:
        paper.paragraph(f"Concerns about the department's own practices: {counts_of(facts.practices, facts)}.")
    else:
        paper.paragraph("No concern about police service or about tension between police and community was voiced.")
    if facts.handed_over:
        every, *kinds = facts.handed_over
        among = f", among them {counts_of(kinds, facts)}" if kinds else ""
        paper.paragraph(f"Complaints handed to Internal Affairs: {counts_of([every], facts)}{among}.")
    else:
        paper.paragraph("No complaint about an officer was handed to Internal Affairs.")


def counts_of(figures: Sequence[Figure], facts: QuarterFacts) -> str:
    """``phone 25 (17 the quarter before), email 11 (9)``; without a quarter before ``phone 25, email 11``."""
    befores = [f" ({one.before}{'' if place else ' the quarter before'})" for place, one in enumerate(figures)]
    return ", ".join(
        f"{one.label} {one.now}{before if facts.compared else ''}" for one, before in zip(figures, befores, strict=True)
    )


def beside_the_quarter_before(title: str, facts: QuarterFacts) -> list[Shown[Figure]]:
    """The columns of figures: this quarter's, and the quarter before's where there was one."""
    columns: list[Shown[Figure]] = [
        plain(title, lambda one: one.label),
        right("This quarter", lambda one: str(one.now)),
        right("Quarter before", lambda one: str(one.before)),
    ]
    return columns if facts.compared else columns[:2]
