"""The survey that the standards calendar wants, as a line of the day. Pure: the notebook and the day in, a line out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cro_tui.report.surveyed import calendar
from cro_tui.report.surveying import responses_of
from cro_tui.report.today import DueLine
from cro_tui.store.notebook import Notebook


def survey_due(notebook: Notebook, today: date) -> Iterator[DueLine]:
    """Days to the next survey, or how late it is; the wave that is open. Nothing before there was a first one."""
    found = calendar(notebook, today.isoformat())
    late = "" < found.due < today.isoformat()
    if found.running is not None:
        forms = len(responses_of(notebook, found.running.id))
        text = f"The survey is open: {forms:,} {'form' if forms == 1 else 'forms'} came back"
        yield DueLine("survey", found.running, text, found.due, late)
    elif found.last is not None and found.due:
        yield DueLine("survey", found.last, "The next survey of citizens' attitudes", found.due, late)
