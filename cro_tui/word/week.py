"""The week sheet for the sergeant: one page, whatever the week was. Knows its facts and paper.

Every row is cut to one line, and of what has no room the counts are told, so that the page never runs over.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.report.sentences import counted, day
from cro_tui.report.week import Week, WeekLine, WeekList, rooms, week_facts
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.paper import Paper
from cro_tui.word.tables import CELL_MARGINS, SPARE, TEXT_POINTS, Column, Table
from cro_tui.word.widths import fitted, font_factor, width_of
from cro_tui.word.wording import MISSING, department_name, marking_for, masthead_of, prepared_by, with_office

ROWS, ROWS_ON_LETTERHEAD = 17, 8
"""Lines of the three lists together that fit on the page: on ours, and on a letterhead whose head may be taller."""
_BODY_POINTS = 9


def write_week(notebook: Notebook, settings: Settings, day_in_week: date, today: date, target: Path) -> Path:
    """Writes the sheet of a week, Monday to Sunday, into the folder, or as the file, `target`; returns where it is.

    :param day_in_week: any day of the week.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    facts = week_facts(notebook, day_in_week, today)
    return _paper(facts, settings).write(target, f"Week Sheet {facts.first}")


def _paper(facts: Week, settings: Settings) -> Paper:
    span = _span(facts)
    paper = Paper(
        masthead_of(
            settings,
            title="Week Sheet",
            subject=f"What was done, what is stuck, what comes: {span}",
            day=date.fromisoformat(facts.as_of),
            period=span,
            marking=marking_for(settings, "command"),
        ),
        letterhead_of(settings),
    )
    paper.title("Week Sheet", f"{department_name(settings)} · {span}")
    paper.memo_head(
        [
            ("TO", with_office(settings.department.supervisor, "Community Policing Supervisor")),
            ("FROM", prepared_by(settings)),
            ("AS OF", day(facts.as_of)),
        ]
    )
    _figures(paper, facts)
    lists = (facts.done, facts.stuck, facts.coming)
    for one, room in zip(lists, rooms(lists, ROWS_ON_LETTERHEAD if paper.has_letterhead else ROWS), strict=True):
        _list(paper, one, room, stuck=one is facts.stuck)
    return paper


def _span(facts: Week) -> str:
    """``16 to 22 November 2026``, ``30 November to 6 December 2026``."""
    first, last = day(facts.first).split(" "), day(facts.last)
    same = sum(1 for one, other in zip(reversed(first), reversed(last.split(" ")), strict=True) if one == other)
    return f"{' '.join(first[: 3 - same] if same < 3 else first)} to {last}"


def _figures(paper: Paper, facts: Week) -> None:
    """A table, or a sentence where the page is too narrow for whole words in its columns."""
    paper.heading("In figures", tight=True)
    rows = [
        ["This week", *(str(one.now) for one in facts.figures)],
        ["Week before", *(str(one.before) for one in facts.figures)],
    ]
    columns = [Column("Week", whole=True), *(Column(one.label, "right") for one in facts.figures)]
    words = ["Week before", *(one.label for one in facts.figures)]
    needed = sum(width_of(word, TEXT_POINTS, bold=True, factor=_factor(paper)) + CELL_MARGINS + SPARE for word in words)
    if needed > paper.look.page.text_width:
        told = ", ".join(f"{one.label.lower()} {one.now} ({one.before})" for one in facts.figures)
        paper.paragraph(f"This week (the week before): {told}.")
        return
    table = Table(columns, rows, "Counts of the week beside those of the week before.")
    paper.table(table, "In figures", captioned=False)


def _list(paper: Paper, one: WeekList, room: int, *, stuck: bool) -> None:
    paper.heading(one.heading, tight=True)
    shown = one.shown(room)
    head = ["Late" if stuck else "Day", "Number", "What"]
    before = [[_late(line) if stuck else _weekday(line.day), line.number or MISSING] for line in shown]
    left = _room(paper, [head[:2], *before])
    rows = [
        [*cells, fitted(line.text, left, TEXT_POINTS, factor=_factor(paper))]
        for cells, line in zip(before, shown, strict=True)
    ]
    columns = [Column(head[0], whole=True), Column(head[1], whole=True), Column(head[2])]
    paper.table(
        Table(columns, rows, f"{one.heading}: the lines that matter most."),
        one.heading,
        empty=one.nothing,
        captioned=False,
    )
    rest = one.rest(room)
    if rest:
        paper.note(fitted(rest, paper.look.page.text_width - SPARE, _BODY_POINTS, factor=_factor(paper)))


def _room(paper: Paper, others: list[list[str]]) -> int:
    """The width that is left for the words, in dxa."""
    taken = [
        max(width_of(row[place], TEXT_POINTS, bold=True, factor=_factor(paper)) for row in others) for place in (0, 1)
    ]
    return paper.look.page.text_width - sum(taken) - 3 * (CELL_MARGINS + SPARE)


def _factor(paper: Paper) -> float:
    return font_factor(paper.look.font)


def _late(line: WeekLine) -> str:
    return counted(line.late, "day") if line.late else "today"


def _weekday(iso: str) -> str:
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso or MISSING
    return f"{when:%a}\u00a0{when.day}\u00a0{when:%b}"
