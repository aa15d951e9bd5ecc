"""The results of a survey, and its forms, as tables for a spreadsheet. Knows report and model; writes no file."""

import json
from collections.abc import Sequence
from typing import Literal

from cro_tui.exchange import cells
from cro_tui.exchange.exporting import Exported
from cro_tui.model.scales import NO_OPINION, meaning_of
from cro_tui.model.survey import Survey
from cro_tui.report.audience import Reader
from cro_tui.report.surveying import Tally, responses_of, results
from cro_tui.store.notebook import Notebook

Format = Literal["csv", "json"]
TABULATED = (
    "number", "question", "topic", "text", "answer", "label", "count", "n", "favorable", "percent_favorable", "low",
    "high", "before", "n_before", "change",
)  # fmt: skip


def tabulation(notebook: Notebook, survey: Survey, form: Format = "csv") -> Exported:
    """One row a question and answer: how often, of how many, the favorable share with its limits, what changed."""
    found = results(notebook, survey)
    rows: list[list[object]] = []
    for number, one in enumerate(found.tallies, start=1):
        change = found.changes.get(one.question.id)
        before = change.before if change else None
        told = [
            one.n, one.favorable, _percent(one.share), *(map(_percent, one.limits) if one.limits else ("", "")),
            _percent(before.share) if before else "", before.n if before else "", change.sentence if change else "",
        ]  # fmt: skip
        asked = [number, one.question.id, one.question.topic, one.question.text]
        rows += [[*asked, code, label, one.counts.get(code, 0), *told] for code, label in _codes(one)]
    return Exported(_written(TABULATED, rows, form), len(found.tallies), 0)


def forms(notebook: Notebook, survey: Survey, form: Format = "csv", *, discreet: bool = False) -> Exported:
    """One row a form, a column a question with its code, then the comments; comes back by the import of forms.

    *discreet* replaces restricted people's names in the comments.
    """
    reader = Reader.of(notebook, "command", names_ticked=True) if discreet else None
    marked = [one.id for one in survey.asked if not one.in_words]
    found = responses_of(notebook, survey.id)
    rows: list[list[object]] = []
    for one in found:
        answers = one.answers
        said = "\n".join(str(row.get("text") or "") for row in one.comments)
        codes = [meaning_of(answers.get(asked, "")) for asked in marked]
        rows.append([one.id, *codes, reader.text(said) if reader else said])
    return Exported(_written(("id", *marked, "comment"), rows, form), len(found), 0)


def _codes(one: Tally) -> list[tuple[str, str]]:
    return [*zip(one.question.codes, one.question.options, strict=True), *NO_OPINION.items()]


def _percent(share: float | None) -> object:
    return "" if share is None else round(100 * share, 1)


def _written(headers: Sequence[str], rows: Sequence[Sequence[object]], form: Format) -> bytes:
    if form == "json":
        shown = [dict(zip(headers, row, strict=True)) for row in rows]
        return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()
    return cells.written([list(headers), *([str(cell) for cell in row] for row in rows)])
