"""What problem-solving projects owe: responses with a day, and the day on which a project is looked at again. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cro_tui.model.problem import Problem
from cro_tui.report.today import FORTNIGHT, WEEK, DueLine
from cro_tui.store.notebook import Notebook


def responses_due(notebook: Notebook, today: date) -> Iterator[DueLine]:
    """The responses of open projects that are overdue, or due within a week."""
    limit = (today + WEEK).isoformat()
    for one in notebook.all(Problem):
        for row in one.owed if one.is_open else ():
            due = str(row.get("due") or "")
            if due and due <= limit:
                text = f"{row.get('what') or ''} ({one.label})"
                late = due < today.isoformat()
                yield DueLine("response", one, text, due, late, who=str(row.get("owner") or ""), row=str(row["id"]))


def looks_due(notebook: Notebook, today: date) -> Iterator[DueLine]:
    """The open projects that are to be looked at again, overdue or within a fortnight."""
    limit = (today + FORTNIGHT).isoformat()
    for one in notebook.all(Problem):
        if one.is_open and one.review and one.review <= limit:
            text = f"Project in {one.stage}: {one.label}"
            yield DueLine("look", one, text, one.review, one.review < today.isoformat(), who=one.owner)
