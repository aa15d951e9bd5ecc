"""The report's part on crime and calls for service: counts, what stands out, and the concerns of the same matter."""

from __future__ import annotations

from cro_tui.report.crime import Beside, Context
from cro_tui.report.crime_series import Compared
from cro_tui.report.facts import QuarterFacts
from cro_tui.report.sentences import counted, day
from cro_tui.word.charts import Chart, Series
from cro_tui.word.listing import Listing, brief, plain, right
from cro_tui.word.paper import Paper
from cro_tui.word.wording import MISSING

_TYPES_SHOWN = 10
_TYPES_NAMED = 3


def crime(paper: Paper, facts: QuarterFacts) -> None:
    """Counts with their source and caveat; one sentence where none were given."""
    paper.heading("Crime and calls for service")
    paper.paragraph(facts.said.get("crime", ""))
    if not facts.crime.contexts:
        paper.paragraph("No counts of crime or calls for service were given for the quarter.")
        return
    first, *others = facts.crime.contexts
    _source(paper, first)
    _trend(paper, first)
    for context in others:  # their quarters stand on the screen; the report stays short
        _source(paper, context)


def _source(paper: Paper, context: Context) -> None:
    what = _capital(context.measure)
    paper.paragraph(" ".join([f"{what}, as counted by {context.source} to {day(context.through)}.", *context.caveats]))
    paper.bullets(context.sentences)


def crime_by_type(paper: Paper, facts: QuarterFacts) -> None:
    """The counts of each source by type, and the concerns of the same matter, for the appendix."""
    for context in facts.crime.contexts:
        _types_of(paper, context)
    _beside(paper, facts.crime.beside)


def _types_of(paper: Paper, context: Context) -> None:
    what = _capital(context.measure)
    shown, rest = context.types[:_TYPES_SHOWN], context.types[_TYPES_SHOWN:]
    rows = [*shown, *([_together(rest)] if rest else []), context.every]
    Listing[Compared](
        f"{what} by type ({context.source})",
        f"{what} by type: this quarter, the same quarter last year, and the mean of the four quarters before.",
        "",
        (
            plain("Type", lambda one: brief(one.type)),
            right("This quarter", lambda one: f"{one.now:,}"),
            right("Last year", lambda one: MISSING if one.year_ago is None else f"{one.year_ago:,}"),
            right("Mean of four", lambda one: MISSING if one.four_before is None else f"{one.four_before:,.1f}"),
            right("Signal", _signal),
        ),
    ).print(paper, rows)


def _trend(paper: Paper, context: Context) -> None:
    """The quarters of two years as a chart, where there are several."""
    what = _capital(context.measure)
    over = context.trend if context.is_whole else context.trend[:-1]  # a part of a quarter would look like a fall
    counts = [(quarter, total) for quarter, total in over if total is not None]
    if len(counts) > 1:
        paper.figure(
            Chart(
                f"{what} by quarter",
                [quarter for quarter, _ in counts],
                [Series(what, [total for _, total in counts])],
                "column",
            ),
            f"{what} by quarter ({context.source}).",
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _together(rest: tuple[Compared, ...]) -> Compared:
    """What has no line of its own."""
    year_ago = [one.year_ago for one in rest if one.year_ago is not None]
    four = [one.four_before for one in rest if one.four_before is not None]
    return Compared(
        counted(len(rest), "further type"),
        sum(one.now for one in rest),
        sum(year_ago) if year_ago else None,
        sum(four) if four else None,
    )


def _signal(one: Compared) -> str:
    """The signal against last year, marked where it is beyond chance."""
    value = one.since_last_year if one.since_last_year is not None else one.since_four
    if value is None:
        return MISSING
    return f"{value:+.1f}{' ●' if one.stands_out else ''}".replace("-", "\N{MINUS SIGN}")


def _beside(paper: Paper, lines: tuple[Beside, ...]) -> None:
    if not lines:
        return
    Listing[Beside](
        "Concerns and counts of the same matter",
        "Categories of concerns with the types that their words name; one need not explain the other.",
        "",
        (
            plain("Voiced about", lambda one: one.category),
            right("Concerns", lambda one: str(one.voiced)),
            plain("Counted types", _types),
            right("Counted", lambda one: f"{one.now:,}"),
            right("Last year", lambda one: MISSING if one.year_ago is None else f"{one.year_ago:,}"),
        ),
    ).print(paper, lines)


def _types(one: Beside) -> str:
    named = ", ".join(one.types[:_TYPES_NAMED])
    return named if len(one.types) <= _TYPES_NAMED else f"{named} and {len(one.types) - _TYPES_NAMED} more"
