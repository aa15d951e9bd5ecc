"""The dossier of a contact, organization, concern or project, for the Command Staff. Knows its facts and paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from cro_tui.model.merged import standing
from cro_tui.report.audience import strictest
from cro_tui.report.changes import Changed
from cro_tui.report.dossier import Dossier, dossier_facts
from cro_tui.report.dossier_parts import Part, Sort
from cro_tui.report.plain import one_line, shortened
from cro_tui.report.sentences import counted, day, short_day
from cro_tui.report.steps import Step
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.listing import Listing, plain, whole
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.text import without_brackets
from cro_tui.word.wording import MISSING, clock, department_name, marking_for, masthead_of

_TITLE = 90


def write_dossier(
    notebook: Notebook, settings: Settings, record_id: str, today: date, target: Path, *, names_ticked: bool = True
) -> Path:
    """Writes the dossier of a contact, organization, concern or project into the folder, or as the file, `target`.

    Who asks for somebody's dossier knows whom they mean, so residents are named; restricted people are not.

    :raises LookupError: there is no such record, or none of a kind that has dossiers.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    record = notebook.get(record_id)
    if record is None:
        raise LookupError(f"no record has the id “{record_id}”")
    try:
        facts = dossier_facts(notebook, record, today, names_ticked=names_ticked)
    except TypeError as problem:
        raise LookupError(str(problem)) from None
    called = _called(facts, restricted=strictest(standing(record, notebook.get)) == "restricted")
    return _paper(facts, settings, today).write(target, f"Dossier {without_brackets(called)} {today.isoformat()}")


def _called(facts: Dossier, *, restricted: bool) -> str:
    """What the file is called: its name shows in any folder, so that nothing restricted is in it."""
    if facts.kind == "concern":
        return facts.title.partition(":")[0]
    return f"restricted {facts.kind} {facts.subject_id[-8:]}" if restricted else facts.title


def _paper(facts: Dossier, settings: Settings, today: date) -> Paper:
    title = f"Dossier: {shortened(facts.title, _TITLE)}"
    marking = marking_for(settings, "command")
    paper = Paper(
        masthead_of(
            settings,
            title=title,
            subject=f"Everything known of this {facts.kind} on {day(today.isoformat())}",
            day=today,
            period=day(today.isoformat()),
            marking=f"{marking} · {facts.standing}",
        ),
        letterhead_of(settings),
    )
    paper.title(title, f"{department_name(settings)} · {marking}")
    paper.memo_head(
        [
            ("OF", f"{facts.kind} {facts.subject_id}"),
            ("SENSITIVITY", facts.standing),
            ("DRAWN ON", day(today.isoformat())),
            ("FOR", "the Command Staff alone"),
        ]
    )
    if facts.brief:
        paper.box("In brief", [" ".join(facts.brief)])
    paper.note("Left out: " + "".join(f"{gap.sentence}. " for gap in facts.left_out))
    _known(paper, facts)
    _steps(paper, facts)
    for part in facts.parts:
        _part(paper, part)
    _history(paper, facts)
    return paper


def _known(paper: Paper, facts: Dossier) -> None:
    """What was said comes first in a concern, what is noted besides in all others."""
    paper.heading("What is known")
    if facts.kind == "concern":
        _texts(paper, facts)
        paper.heading("Particulars", 2)
        _particulars(paper, facts)
    else:
        _particulars(paper, facts)
        _texts(paper, facts)
    if facts.disputed:
        paper.heading("Values in conflict", 2)
        paper.bullets(facts.disputed)


def _particulars(paper: Paper, facts: Dossier) -> None:
    rows = [[label, value] for label, value in facts.particulars]
    table = Table([Column("Field", whole=True), Column("Value")], rows, "Every short field that holds something.")
    paper.table(table, "Particulars", empty="Nothing is noted.", captioned=False)


def _texts(paper: Paper, facts: Dossier) -> None:
    for label, text in facts.texts:
        paper.heading(label, 2)
        paper.paragraph(text)


def _steps(paper: Paper, facts: Dossier) -> None:
    if facts.kind != "concern":
        return
    paper.heading("What was done")
    Listing[Step](
        "Steps in order of date",
        "What was done about the concern, in order of date.",
        "Nothing was done yet.",
        (whole("Date", lambda one: short_day(one.day)), plain("Step", lambda one: one.done)),
    ).print(paper, facts.steps, captioned=False)


def _part(paper: Paper, part: Part) -> None:
    count = f" ({len(part.rows)})" if len(part.rows) > 1 else ""
    asked = part.columns[0][0] == "Question"
    paper.heading(part.heading if asked else f"{part.heading}{count}")
    rows = [[_CELLS[sort](cell) for cell, (_, sort) in zip(row, part.columns, strict=True)] for row in part.rows]
    columns = [
        Column(title, "right" if sort == "figure" else "left", whole=sort in ("day", "number"))
        for title, sort in part.columns
    ]
    table = Table(columns, rows, f"{part.caption}, in order of date.")
    paper.table(table, f"{part.caption}{count}", empty=part.nothing, captioned=False)


def _history(paper: Paper, facts: Dossier) -> None:
    paper.heading("History")
    _changes(paper, facts.changes)
    for name, changes in facts.merged:
        paper.heading(f"History of the entry merged into it: {shortened(name, _TITLE)}", 2)
        _changes(paper, changes)


def _changes(paper: Paper, changes: Sequence[Changed]) -> None:
    unverified = sum(1 for one in changes if not one.verified)
    if changes:
        order = ", the oldest first" if len(changes) > 1 else ""
        told = f"{counted(len(changes), 'change').capitalize()}{order}"
        wrong = f"; {unverified} not as written: the file was changed by something else" if unverified else ""
        paper.paragraph(f"{told}{wrong}.", keep_next=True)
    Listing[Changed](
        "Who changed what, and when",
        "Every change of the record: when, by whom and on which laptop, with the old and the new value of each field.",
        "No change is on this laptop.",
        (
            whole("When", lambda one: "\n".join(filter(None, (short_day(one.at), clock(one.at))))),
            plain("Who, laptop", _who),
            plain("What", lambda one: "\n".join(map(one_line, one.lines))),
        ),
    ).print(paper, changes, captioned=False)


def _who(one: Changed) -> str:
    warned = "\nUNVERIFIED" if not one.verified else ""
    return f"{one.by or 'not named'}\n{one.laptop}{warned}"


_CELLS: dict[Sort, Callable[[str], str]] = {
    "text": lambda cell: cell or MISSING,
    "day": lambda cell: short_day(cell) or MISSING,
    "number": lambda cell: cell or MISSING,
    "figure": lambda cell: cell or MISSING,
}
