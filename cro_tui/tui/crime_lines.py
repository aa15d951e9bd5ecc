"""What the Reports room shows of crime and calls for service: the quarters as bars, each type beside what was before.

Knows facts and how a pane is filled; no screen and no notebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from cro_tui.report.crime import Context, CrimeFacts
from cro_tui.report.crime_series import Compared
from cro_tui.report.survey_text import bar
from cro_tui.tui.widgets.details import Paragraph

_BAR_CELLS = 20


def crime_story(facts: CrimeFacts) -> Iterator[Paragraph]:
    """Each source with its trend and types, then the concerns of the same matter."""
    for one in facts.contexts:
        yield from _source(one)
    if facts.beside:
        yield Paragraph("Concerns of the same matter", tone="heading")
        for line in facts.beside:
            before = "" if line.year_ago is None else f", a year ago {line.year_ago:,}"
            types = ", ".join(line.types)
            yield Paragraph(f"{line.category}: {line.voiced} voiced; counted {line.now:,}{before} ({types})")


def _source(one: Context) -> Iterator[Paragraph]:
    yield Paragraph(f"{one.source}: {one.measure}", tone="heading")
    for sentence in one.sentences:
        yield Paragraph(sentence, tone="strong")
    for caveat in one.caveats:
        yield Paragraph(caveat, tone="quiet")
    yield Paragraph("")
    most = max((total or 0 for _, total in one.trend), default=0)
    for quarter, total in one.trend:
        drawn = "not counted" if total is None else f"{bar(total / most if most else 0, _BAR_CELLS)} {total:,}"
        yield Paragraph(drawn, quarter)
    yield Paragraph("")
    for compared in (one.every, *one.types):
        yield Paragraph(_beside(compared), tone="alarm" if compared.stands_out else "")
    yield Paragraph("")


def _beside(one: Compared) -> str:
    """``Theft 24: a year ago 9, mean of four 10.2 ●``; the dot marks what chance does not explain."""
    before = [
        "" if one.year_ago is None else f"a year ago {one.year_ago:,}",
        "" if one.four_before is None else f"mean of four {one.four_before:,.1f}",
    ]
    said = ", ".join(filter(None, before))
    return f"{one.type} {one.now:,}{f': {said}' if said else ''}{' ●' if one.stands_out else ''}"
