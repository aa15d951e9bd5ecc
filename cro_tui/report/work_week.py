"""What a week held of outreach and other work, for the sergeant's sheet. Pure: records in, plain lines out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cro_tui.model.outreach import Outreach
from cro_tui.model.record import Record
from cro_tui.model.work import Inquiry, Mediation, Rumor
from cro_tui.report.answering import in_words, time_to_answer
from cro_tui.report.outreach import took_place
from cro_tui.report.sentences import counted
from cro_tui.store.notebook import Notebook

Within = Callable[[str], bool]
"""Whether an ISO day or moment lies in the week."""


def events_held(notebook: Notebook, within: Within, today: str) -> Iterator[tuple[str, Record, str]]:
    """(day, record, what is said) of each outreach event that took place."""
    for one in notebook.all(Outreach):
        if within(one.start) and took_place(one, today):
            there = f", {counted(one.attendance, 'person', 'people')}" if one.attendance else ""
            yield one.start, one, f"Outreach: {one.name}{there}"


def put_right(notebook: Notebook, within: Within) -> Iterator[tuple[str, Record, str]]:
    """The same of inquiries answered, rumors corrected and mediations. Who took part in one is not told."""
    for inquiry in notebook.all(Inquiry):
        if within(inquiry.answered):
            took = time_to_answer(inquiry)
            after = f" after {in_words(took)}" if took is not None else ""
            yield inquiry.answered, inquiry, f"Inquiry answered{after}: {inquiry.subject}"
    for rumor in notebook.all(Rumor):
        if within(rumor.corrected):
            yield rumor.corrected, rumor, f"Rumor corrected: {rumor.rumor}"
    for mediation in notebook.all(Mediation):
        if within(mediation.day):
            outcome = f" ({mediation.outcome})" if mediation.outcome else ""
            yield mediation.day, mediation, f"Mediation{outcome}: {mediation.dispute}"


def counts(notebook: Notebook, within: Within, today: str) -> dict[str, int]:
    """What of it is counted."""
    return {"Events": sum(1 for _ in events_held(notebook, within, today))}
